"""The report's own voice: what nobody is quoted for, clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from allegedly.statements.attribution import Attribution
from allegedly.statements.own import own_clauses, tells_event

if TYPE_CHECKING:
    from allegedly.parse import Parser

pytestmark = pytest.mark.model


def clauses(parser: Parser, text: str, *attributed: tuple[str, str]) -> list[str]:
    ((doc, _),) = parser.parse([(text, ())])
    found = [_attribution(doc, text, cue, content) for cue, content in attributed]
    return [text[slice(*clause.span)] for clause in own_clauses(doc, found)]


def _attribution(doc: object, text: str, cue: str, content: str) -> Attribution:
    start, at = text.index(cue), text.index(content)
    anchor = next(t.i for t in doc if t.idx == start)  # type: ignore[attr-defined]
    return Attribution(
        content=((at, at + len(content)),),
        source=None,
        cue=(start, start + len(cue)),
        anchor=anchor,
        quote="indirect",
        frame="test",
        entry=cue,
        sense="say",
        proposition=True,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dam in the valley broke on Monday.", ["The dam in the valley broke on Monday"]),
        (
            "However, the old dam broke on Monday, and the mayor left the town.",
            ["the old dam broke on Monday", "the mayor left the town"],
        ),
        (
            "While the company repaired the road, the bridge stayed closed for weeks.",
            ["the company repaired the road", "the bridge stayed closed for weeks"],
        ),
        ("Why did the dam in the valley break?", []),
        ("It broke.", []),
        ("A dam in the valley", []),
    ],
    ids=["plain", "coordinated", "contrasted", "question", "too short", "heading"],
)
def test_clauses(parser: Parser, text: str, expected: list[str]) -> None:
    assert clauses(parser, text) == expected


def test_what_is_attributed_is_not_the_reports_own(parser: Parser) -> None:
    text = "The mayor said the dam in the valley broke on Monday."
    assert clauses(parser, text, ("said", "the dam in the valley broke on Monday")) == []


def test_an_attribution_at_the_end_is_cut_off(parser: Parser) -> None:
    text = "The port was closed on Friday amid reports that a crane had fallen."
    assert clauses(parser, text, ("amid reports that", "a crane had fallen")) == [
        "The port was closed on Friday"
    ]


def test_a_verb_whose_object_is_attributed_tells_nothing_itself(parser: Parser) -> None:
    text = "The storm over the coast raised the possibility that the dam would break."
    assert clauses(parser, text, ("possibility that", "the dam would break")) == []


def test_an_attribution_at_the_start_is_cut_off(parser: Parser) -> None:
    text = "Despite warnings that the slope was moving, the camp stayed open until Friday."
    assert clauses(parser, text, ("warnings that", "the slope was moving")) == [
        "the camp stayed open until Friday"
    ]


@pytest.mark.parametrize(
    "text",
    ["I closed the old dam on Monday.", "“The dam in the valley broke on Monday.”"],
    ids=["the writer", "a quotation"],
)
def test_whose_words_are_not_the_reports_own(parser: Parser, text: str) -> None:
    assert clauses(parser, text) == []


@pytest.mark.parametrize(
    ("text", "predicate"),
    [
        ("The old embassy did not reply to letters.", "did not reply to letters"),
        ("The dam in the valley broke on Monday.", "broke on Monday"),
    ],
)
def test_the_predicate_begins_with_the_verb(parser: Parser, text: str, predicate: str) -> None:
    ((doc, _),) = parser.parse([(text, ())])
    (clause,) = own_clauses(doc, [])
    assert text[slice(*clause.predicate)] == predicate


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("The old dam was closed by the mayor.", True),
        ("The workers have closed the old dam.", True),
        ("The workers are closing the old dam.", False),
        ("The dam is old and dear to the town.", False),
        ("The dam was a wonder of the valley.", False),
        ("The dam will be the end of the town.", False),
    ],
)
def test_what_was_done_is_an_event(parser: Parser, text: str, event: bool) -> None:
    ((doc, _),) = parser.parse([(text, ())])
    (clause,) = own_clauses(doc, [])
    verb = doc[clause.head]
    assert tells_event(verb, hedged=False, measured=False) == ("done" if event else None)
    assert tells_event(verb, hedged=True, measured=False) == "hedged"
    assert tells_event(verb, hedged=False, measured=True) == "figure or time"
