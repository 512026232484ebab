"""Whose text a report says it prints: credit lines and datelines, "With material from Gull News"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from allegedly.link.bodies import plain
from allegedly.link.tables import affiliations, credit_rows
from allegedly.link.words import raw_words
from allegedly.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.model import Report

__all__ = ["Credit", "credits_in"]

_NAME = r"[A-Z][\w&.’'-]*(?: (?:of |the |de |la )?[A-Z][\w&’'-]*){0,4}"
_BETWEEN = re.compile(r", | and | & | ?/ ?")
_EDGE_LINES = 3
"""Datelines and credits at a sentence's end stand in the first or last lines: a headline, a subtitle, then the text."""
_LONGEST = 160
"""A credit line is short; what is longer is a paragraph."""


@dataclass(frozen=True, slots=True)
class Credit:
    """An agency that a report credits, by name, and the words that do so; `whole`: with all of its text."""

    name: str
    span: Span
    whole: bool
    known: bool
    """Whether it only counts where the name is that of an outlet."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    head: bool
    tail: bool


def credits_in(report: Report) -> tuple[Credit, ...]:
    """The agencies that a report credits, in order of the text, without those that have no name ("agencies")."""
    return tuple(credit for line in _lines(report.text) for credit in _credits(line))


def _lines(text: str) -> Iterator[_Line]:
    found = [m for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
    for number, match in enumerate(found):
        lead = len(match.group()) - len(match.group().lstrip())
        yield _Line(
            start=match.start() + lead,
            text=match.group().strip(),
            head=number < _EDGE_LINES,
            tail=number >= len(found) - _EDGE_LINES,
        )


def _credits(line: _Line) -> Iterator[Credit]:
    for pattern, where, whole, known in _rows():
        if match := _match(pattern, where, line):
            start = line.start + match.start() + len(match[0]) - len(match[0].lstrip())
            span = Span(start, line.start + match.end(), match[0].strip())
            names = next(filter(None, match.groupdict().values()), "")
            for name in _BETWEEN.split(names):
                if not set(raw_words(name)) <= affiliations().forms | {"agencies", "wires", "the"}:
                    yield Credit(plain(name.strip(" .")), span, whole, known)
            return


def _match(pattern: re.Pattern[str], where: str, line: _Line) -> re.Match[str] | None:
    if where == "line":
        return pattern.fullmatch(line.text) if len(line.text) <= _LONGEST else None
    if where == "head":
        return pattern.match(line.text) if line.head else None
    return next(
        (m for m in pattern.finditer(line.text) if line.tail and m.end() == len(line.text)), None
    )


@cache
def _rows() -> tuple[tuple[re.Pattern[str], str, bool, bool], ...]:
    return tuple(
        (_compiled(r["pattern"]), r["where"], r["whole"], r.get("known", False))
        for r in credit_rows()
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern with its <names>, which may stand in it more than once."""
    first, *rest = pattern.split("<names>")
    names = rf"{_NAME}(?:(?:, | and | & | ?/ ?)(?:the )?{_NAME}){{0,3}}"
    return re.compile(first + "".join(f"(?P<names{n}>{names}){t}" for n, t in enumerate(rest)))
