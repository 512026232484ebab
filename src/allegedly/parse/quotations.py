"""Pair quotation marks; set `doc.spans["quotations"]`.

Marks are paired line by line, since a paragraph may reopen a quotation that the one before it left open. Only
the outermost quotation counts: what stands in marks inside it belongs to it. A mark without a partner costs
its own quotation at most: it closes at the end of a paragraph that leaves it open on purpose, else at the end
of its sentence.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

__all__ = ["LIMIT", "mark_quotations", "quotations"]

LIMIT = 600
"""Characters after which a mark that nothing closes counts as a slip. Of the paragraphs in news that leave a
quotation open for the next one to go on with, few are longer."""

LONGEST = 5_000
"""Characters of one paragraph that a quotation may fill; a bound for hostile text, far above any in the news."""

_LINE = re.compile(r"[^\n]+")
_DEEPEST = 3
"""Quotations inside each other, as in a report of a speech that quotes a book."""

_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_CLOSERS = {
    "“": "”",
    "„": "“”",
    "«": "»",
    "‹": "›",
    "``": "''",
    "''": "''",
    '"': '"',
    "”": "”",
    "‘": "’",
    "'": "'",
}
_OPENER = re.compile(
    r"""“|„|«|‹|``
      | (?<![\w.,!?)'])''(?=[^\s'])                     # two apostrophes for one mark
      | (?<![\w.,!?)])["”](?=[^\s)\],.;:])              # ” at the start of a word is a slip for “
      | (?<=[.!?])"(?=[A-Z])                           # a lost blank: he asked."No
      | (?<![\w.,!?)’'‘])(?P<single>‘|'(?!'))(?=[^\W\d])  # not '90s, not an apostrophe
    """,
    re.VERBOSE,
)
_AFTER_SINGLE = re.compile(r"(?:\W|$)")


def mark_quotations(doc: Doc) -> None:
    """Set `doc.spans["quotations"]` to the quotations of the text, marks included, in order."""
    spans = (doc.char_span(*found, alignment_mode="expand") for found in quotations(doc.text))
    doc.spans["quotations"] = [span for span in spans if span is not None]


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the (start, end) characters of every outermost quotation, marks included, in order."""
    lines = [line for line in _LINE.finditer(text) if line[0].strip()]
    for line, following in zip_longest(lines, lines[1:]):
        start = following[0].lstrip()[:2] if following else ""
        yield from _in_line(text, line.start(), line.end(), start)


def _in_line(text: str, at: int, end: int, following: str) -> Iterator[tuple[int, int]]:
    while opener := _OPENER.search(text, at, end):
        close = _close(text, opener, min(end, opener.end() + LONGEST)) or _left_open(
            text, opener, end, following
        )
        if close is None:
            at = opener.end()
        else:
            yield opener.start(), close
            at = close


def _close(text: str, opener: re.Match[str], end: int) -> int | None:
    """Where the quotation's own closing mark ends, if there is one before another quotation opens."""
    if opener["single"]:
        return _close_single(text, opener, end)
    mark = opener[0]
    closers = _CLOSERS[mark]
    if mark in {"``", "''"}:
        found = text.find(closers, opener.end(), end)
        return found + 2 if found >= 0 else None
    return _close_straight(text, opener, end) if mark in '"”' else _close_pair(text, opener, end)


def _close_straight(text: str, opener: re.Match[str], end: int) -> int | None:
    for position in range(opener.end(), end):
        if text[position] in '"”“' and not _inches(text, position):
            return None if _opens(text, position, end) else position + 1
    return None


def _close_pair(text: str, opener: re.Match[str], end: int) -> int | None:
    """As marks that differ may stand inside each other, a second opening one needs a closing one of its own."""
    mark, closers = opener[0], _CLOSERS[opener[0]]
    depth = 1
    for position in range(opener.end(), end):
        if text[position] in closers:
            depth -= 1
            if not depth:
                return position + 1
        elif text[position] == mark:
            opened, closed = text.count(mark, position, end), text.count(closers[-1], position, end)
            if closed <= opened or depth == _DEEPEST:
                break
            depth += 1
    straight = text.find('"', opener.end(), end) if mark == "“" else -1
    return straight + 1 if straight >= 0 else None


def _close_single(text: str, opener: re.Match[str], end: int) -> int | None:
    """The first closing single mark after punctuation, else the first at a word's end: workers’ is no end."""
    mark = _CLOSERS[opener[0]]
    ends = []
    for position in range(opener.end() + 1, min(end, opener.end() + LIMIT)):
        if text[position] == opener[0] and (opener[0] != mark or text[position - 1].isspace()):
            break
        if text[position] == mark and not text[position - 1].isspace():
            if text[position - 1] in ",.!?":
                return position + 1
            if _AFTER_SINGLE.match(text, position + 1):
                ends.append(position + 1)
    return next((found for found in ends if found - opener.start() > 3), None)


def _left_open(text: str, opener: re.Match[str], end: int, following: str) -> int | None:
    """Where a quotation without a closing mark ends: with its paragraph, or with its sentence by mistake."""
    if opener["single"]:
        return None
    if following.startswith(opener[0]):
        return end
    if not _OPENER.search(text, opener.end(), end) and end - opener.start() <= LIMIT:
        return end
    stop = _SENTENCE_END.search(text, opener.end(), min(end, opener.start() + LIMIT))
    return stop.end() if stop else None


def _opens(text: str, position: int, end: int) -> bool:
    """Whether a straight mark can only open: a blank before it and a word after it."""
    return text[position - 1].isspace() and position + 1 < end and text[position + 1].isalnum()


def _inches(text: str, position: int) -> bool:
    """Whether a straight mark measures: 5'10"."""
    return text[position - 1].isdigit() and "'" in text[max(0, position - 4) : position]
