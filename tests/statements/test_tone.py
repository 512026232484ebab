"""Certainty and polarity: each row of the table on its two examples, then the cue against the content."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from allegedly.statements.tone import OWN_VOICE, hedge, main_clause, senses, shares, tone

if TYPE_CHECKING:
    from allegedly.parse import Parser

TABLE = tomllib.loads(
    files("allegedly.statements").joinpath("lexicon", "content.toml").read_text("utf8")
)
CERTAINTIES = [(row["is"], row["yes"], row["no"]) for row in TABLE["certainty"]]
POLARITIES = [(row["is"], row["yes"], row["no"]) for row in TABLE["polarity"]]


@pytest.mark.parametrize(("value", "yes", "no"), CERTAINTIES, ids=lambda v: str(v)[:20])
def test_certainty_rows(value: str, yes: str, no: str) -> None:
    assert tone(OWN_VOICE, yes).certainty == value
    assert tone(OWN_VOICE, no).certainty == "asserted"


@pytest.mark.parametrize(("value", "yes", "no"), POLARITIES, ids=lambda v: str(v)[:20])
def test_polarity_rows(value: str, yes: str, no: str) -> None:
    assert tone(OWN_VOICE, yes).polarity == value
    assert tone(OWN_VOICE, no).polarity == "asserts"


def test_contents_that_share_nothing() -> None:
    (row,) = TABLE["empty"]
    assert not shares(row["yes"])
    assert shares(row["no"])


@pytest.mark.parametrize(
    ("sense", "content", "certainty", "polarity"),
    [
        ("say", "the dam broke", "asserted", "asserts"),
        ("say", "the dam may break", "considered", "asserts"),
        ("say", "it would act, should the dam break", "conditional", "asserts"),
        ("confirm", "the dam would be rebuilt", "confirmed", "asserts"),
        ("deny", "the dam could break", "asserted", "denies"),
        ("dismiss", "these claims", "asserted", "dismisses"),
        ("allege", "the dam will break", "alleged", "asserts"),
        ("predict", "the dam may break", "considered", "asserts"),
        ("consider", "if it rains, closing the dam", "conditional", "asserts"),
        ("fear", "the dam will break", "considered", "asserts"),
        ("say", "it had nothing to do with the breach", "asserted", "denies"),
        ("say", "the allegations were entirely baseless", "asserted", "dismisses"),
        ("evaluate", "the reports as baseless", "asserted", "asserts"),
    ],
)
def test_the_cue_against_the_content(
    sense: str, content: str, certainty: str, polarity: str
) -> None:
    weighed = tone(senses()[sense], content)
    assert (weighed.certainty, weighed.polarity) == (certainty, polarity)


def test_what_decided_is_told() -> None:
    assert tone(OWN_VOICE, "the dam may break").because == ("content:may",)


def test_a_hedge_is_found_at_its_place() -> None:
    text = "If the rain goes on, the dam will break"
    found = hedge(text)
    assert found is not None
    assert text[slice(*found)] == "If"
    assert hedge("The dam broke") is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The company built a dam that could break", "the company built a dam"),
        ("It would act if the dam broke", "it would act if the dam broke"),
    ],
)
def test_the_main_clause_leaves_asides_out(parser: Parser, text: str, clause: str) -> None:
    ((doc, _),) = parser.parse([(text, ())])
    assert main_clause(doc, [(0, len(text))]) == clause
