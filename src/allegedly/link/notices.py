"""Notices of correction and retraction in the text of a report, by the patterns of `corrections.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from allegedly.link.tables import table
from allegedly.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Notice", "notices"]

_END = re.compile(r"[.!?][\"”’)]*(?=\s)|\n")
_SHORT = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Sgt|Lt|Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|No|[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice. What is wrong stands in `wrong`, what is right between its end and `end`: offsets of the text."""

    name: str
    kind: Literal["correction", "retraction"]
    span: Span
    wrong: tuple[int, int] | None
    end: int


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    kind: Literal["correction", "retraction"]
    what: Literal["here", "nowhere"]
    pattern: re.Pattern[str]


def notices(text: str) -> Iterator[Notice]:
    """Yield the notices of a text in order, at most one for each sentence."""
    if not _triggers().search(text):
        return
    before: tuple[int, int] | None = None
    for start, end in _sentences(text):
        sentence = text[start:end]
        rule = next((r for r in _rules() if r.pattern.search(sentence)), None)
        if rule:
            wrong = (start, end) if rule.what == "here" else None
            if wrong and _pointing().search(sentence):
                wrong = before
            if wrong == (start, end) and _right().search(sentence):
                wrong = None
            line = text.find("\n", end)
            last = len(text) if line < 0 else line
            yield Notice(rule.name, rule.kind, Span(start, end, sentence), wrong, last)
        before = (start, end)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a text stand; a line ends one."""
    start = 0
    for match in _END.finditer(text):
        if match.group() != "\n" and _SHORT.search(text[start : match.end()]):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    if words := piece.strip():
        first = start + piece.index(words[0])
        yield first, first + len(words)


@cache
def _rules() -> tuple[_Rule, ...]:
    rows = table("corrections.toml")["notice"]
    return tuple(_Rule(r["name"], r["kind"], r["what"], re.compile(r["pattern"])) for r in rows)


@cache
def _pointing() -> re.Pattern[str]:
    return re.compile(table("corrections.toml")["pointing"]["pattern"])


@cache
def _right() -> re.Pattern[str]:
    return re.compile(table("corrections.toml")["pointing"]["right"])


@cache
def _triggers() -> re.Pattern[str]:
    return re.compile(table("corrections.toml")["triggers"])
