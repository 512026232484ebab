"""A time at which something was said belongs to its own cue, not to one nested in it or around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from allegedly.model import Report
from allegedly.statements.reader import read_statements

if TYPE_CHECKING:
    from allegedly.parse import Parser

pytestmark = pytest.mark.model


def told(parser: Parser, text: str) -> dict[str, dict[str, str]]:
    """For each cue the times of its statement, with their role."""
    doc = next(parser.parse([(text, ())]))[0]
    report = Report(id="r", sha256="", text=text, published="2022-05-17")
    return {
        s.cue.text: {t.span.text: t.role for t in s.times}
        for s in read_statements(report, doc).statements
        if s.cue
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The mayor said on Monday that the museum would open on Friday.",
            {"said": {"Monday": "statement", "Friday": "event"}},
        ),
        (
            "On Monday the mayor said the president believes the ferry sank on Friday.",
            {
                "said": {"Monday": "statement", "Friday": "event"},
                "believes": {"Friday": "event"},
            },
        ),
        (
            "The mayor denied it on Monday and said the letter was forged.",
            {"denied": {"Monday": "statement"}, "said": {"Monday": "statement"}},
        ),
        (
            '"The ferry is safe," the captain said late Monday, adding that it would sail on Friday.',
            {
                "said": {"late Monday": "statement"},
                "adding": {"late Monday": "statement", "Friday": "event"},
            },
        ),
        (
            "In a letter on Monday, the captain said two crates were lost.",
            {"said": {"Monday": "statement"}},
        ),
    ],
)
def test_a_time_belongs_to_the_cue_that_governs_it(
    parser: Parser, text: str, expected: dict[str, dict[str, str]]
) -> None:
    assert told(parser, text) == expected
