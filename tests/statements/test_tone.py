"""Certainty and polarity: each row of the table on its two examples, then the cue against the content."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from allegedly.statements.tone import (
    OWN_VOICE,
    Sense,
    main_clause,
    only_talk,
    place,
    sense_of,
    senses,
    tone,
)
from allegedly.statements.tree import Tree

if TYPE_CHECKING:
    from allegedly.parse import Parser

TABLE = tomllib.loads(
    files("allegedly.statements").joinpath("lexicon", "content.toml").read_text("utf8")
)
REBUTS = Sense(act="says", certainty="asserted", unstated="unknown", rebuts=True)
ASKS = Sense(act="asks", certainty="asserted", unstated="unknown")


def rows(kind: str) -> list[tuple[str, str, str]]:
    return [(row["is"], row["yes"], row["no"]) for row in TABLE[kind]]


@pytest.mark.parametrize(("value", "yes", "no"), rows("certainty"), ids=lambda v: str(v)[:20])
def test_certainty_rows(value: str, yes: str, no: str) -> None:
    assert tone(OWN_VOICE, yes).certainty == value
    assert tone(OWN_VOICE, no).certainty == "asserted"


@pytest.mark.parametrize(("value", "yes", "no"), rows("polarity"), ids=lambda v: str(v)[:20])
def test_polarity_rows(value: str, yes: str, no: str) -> None:
    assert tone(OWN_VOICE, yes).polarity == value
    assert tone(OWN_VOICE, no).polarity == "asserts"


@pytest.mark.parametrize(("value", "yes", "no"), rows("rebuttal"), ids=lambda v: str(v)[:20])
def test_rebuttal_rows(value: str, yes: str, no: str) -> None:
    assert tone(REBUTS, yes).polarity == value
    assert tone(REBUTS, no).polarity == "asserts"
    assert tone(OWN_VOICE, yes).polarity == "asserts"


@pytest.mark.parametrize("row", TABLE["empty"], ids=lambda row: row["yes"][:20])
def test_contents_that_share_nothing(row: dict[str, str]) -> None:
    sense = ASKS if "acts" in row else OWN_VOICE
    assert not tone(sense, row["yes"]).shares
    assert tone(sense, row["no"]).shares


@pytest.mark.parametrize("row", TABLE["no-event"], ids=lambda row: row["is"])
def test_clauses_that_only_tell_of_talk(row: dict[str, str]) -> None:
    assert only_talk(row["yes"])
    assert not only_talk(row["no"])


@pytest.mark.parametrize(
    ("name", "entry", "how", "act", "certainty"),
    [
        ("report", "report", {"sourced": True}, "says", "asserted"),
        ("report", "report", {"sourced": False}, "says", "alleged"),
        ("say", "say", {"sourced": False}, "says", "alleged"),
        ("say", "announce", {"sourced": False}, "says", "asserted"),
        ("know", "understand", {"sourced": False}, "says", "considered"),
        ("expect", "expect", {"sourced": True}, "considers", "predicted"),
        ("expect", "expect", {"sourced": False}, "says", "predicted"),
        ("doubt", "doubt", {"sourced": True, "negated": True}, "considers", "considered"),
    ],
)
def test_a_sense_depends_on_whether_somebody_says_it(
    name: str, entry: str, how: dict[str, bool], act: str, certainty: str
) -> None:
    sense = sense_of(name, entry=entry, **how)
    assert (sense.act, sense.certainty, sense.polarity) == (act, certainty, "asserts")


def test_a_not_turns_a_sense() -> None:
    assert not sense_of("deny", sourced=True, negated=True).shares
    assert sense_of("deny", sourced=True, negated=True).polarity == "asserts"
    assert sense_of("believe", sourced=True, negated=True).polarity == "denies"
    assert sense_of("allege", sourced=True, negated=True) == sense_of("allege", sourced=True)


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
        ("evaluate", "the reports as baseless", "asserted", "dismisses"),
        ("evaluate", "the plan as absurd", "asserted", "asserts"),
        ("insist", "he had never seen the dam", "asserted", "denies"),
        ("doubt", "the dam will hold", "considered", "denies"),
        ("say", "forty people are now known to have died", "confirmed", "asserts"),
    ],
)
def test_the_cue_against_the_content(
    sense: str, content: str, certainty: str, polarity: str
) -> None:
    weighed = tone(senses()[sense], content)
    assert (weighed.certainty, weighed.polarity) == (certainty, polarity)


def test_to_call_a_claim_baseless_is_to_say_so() -> None:
    assert tone(senses()["evaluate"], "the report fantasy").act == "says"
    assert tone(senses()["evaluate"], "the dam a disaster").act == "evaluates"


def test_whoever_puts_a_question_asks() -> None:
    assert tone(senses()["say"], "which dam was it?").act == "asks"
    assert tone(senses()["refuse"], "whether the dam held").act == "says"


def test_what_decided_is_told() -> None:
    weighed = tone(OWN_VOICE, "the dam, they found, may break")
    assert (weighed.because, weighed.hedge) == (("content:considered: may",), "may")


def test_a_hedge_is_found_at_its_place() -> None:
    text = "What life is left will go if the dam breaks"
    hedge = tone(OWN_VOICE, text.lower()).hedge
    assert hedge == "if"
    found = place(hedge, text)
    assert found is not None
    assert text[: found[0]] == "What life is left will go "
    assert place("may", text) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("The company built a dam that could break", "the company built a dam"),
        ("It would act if the dam broke", "it would act if the dam broke"),
        ("He had nothing to do with the dam", "he had nothing to do with the dam"),
        ("It leaked in May", "it leaked in"),
    ],
)
def test_the_main_clause_leaves_asides_out(parser: Parser, text: str, clause: str) -> None:
    ((doc, _),) = parser.parse([(text, ())])
    assert main_clause(Tree.of(doc), [(0, len(text))]) == clause


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "core"),
    [
        ("He believes that the dam will hold", "he believes"),
        ("The dam was closed and may be sold", "the dam was closed and"),
        ("The dam broke. It could have been saved.", "the dam broke."),
        ("If the dam breaks, the town will drown", "if the dam breaks, the town will drown"),
    ],
    ids=["told", "put beside it", "second sentence", "condition"],
)
def test_the_core_is_the_first_clause(parser: Parser, text: str, core: str) -> None:
    ((doc, _),) = parser.parse([(text, ())])
    assert main_clause(Tree.of(doc), [(0, len(text))], told=False) == core
