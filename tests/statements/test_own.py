"""The report's own voice: what nobody is quoted for, clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from allegedly.statements.attribution import Attribution
from allegedly.statements.own import own_clauses

if TYPE_CHECKING:
    from allegedly.parse import Parser

pytestmark = pytest.mark.model


def clauses(parser: Parser, text: str, *attributed: tuple[str, str]) -> list[str]:
    ((doc, _),) = parser.parse([(text, ())])
    found = [_attribution(doc, text, cue, content) for cue, content in attributed]
    return [text[a:b] for spans in own_clauses(doc, found) for a, b in spans]


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
