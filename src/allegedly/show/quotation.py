"""A statement in its words: the whole sentence, with the cue and the content marked in it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from allegedly.model import Span, Statement

__all__ = ["Piece", "pieces", "sentence"]

BORDER = re.compile(r"""(?<=[.!?…])["”’»)\]]*\s+(?=["“‘«(\[]*[^\W_a-z])|\s*\n\s*""")
"""Where one sentence ends and the next begins; a line break always is a border."""

ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt|Gov|Sen|Rep|St|No|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$"
)
"""A stop after one of these ends no sentence."""

AROUND = 400
"""Characters looked at on either side of a statement: 99 of 100 sentences of news are shorter."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a quotation and what it is in its statement."""

    text: str
    kind: Literal["cue", "content", "plain"]


def sentence(text: str, spans: tuple[Span, ...]) -> tuple[int, int]:
    """Start and end of the sentence, or sentences, of `text` that hold all `spans`."""
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    floor, ceiling = max(0, first - AROUND), min(len(text), last + AROUND)
    borders = [m for m in BORDER.finditer(text, floor, ceiling) if not _abbreviated(text, m)]
    start = max((m.end() for m in borders if m.end() <= first), default=_word(text, floor))
    end = min((_closed(m) for m in borders if _closed(m) >= last), default=_word(text, ceiling))
    return start, max(end, last)


def pieces(text: str, statement: Statement) -> tuple[Piece, ...]:
    """The sentence of a statement, cut into cue, content and the rest; joined, they are the report's words."""
    cue = (statement.cue,) if statement.cue else ()
    spans = (*statement.content, *cue)
    if not spans:
        return ()
    start, end = sentence(text, spans)
    cuts = sorted({start, end, *(s.start for s in spans), *(s.end for s in spans)})
    return tuple(Piece(text[a:b], _kind(a, statement)) for a, b in itertools.pairwise(cuts))


def _kind(at: int, statement: Statement) -> Literal["cue", "content", "plain"]:
    if statement.cue and statement.cue.start <= at < statement.cue.end:
        return "cue"
    return "content" if any(s.start <= at < s.end for s in statement.content) else "plain"


def _closed(border: re.Match[str]) -> int:
    """Where the sentence before a border ends, its closing marks included."""
    return border.start() + len(border.group().rstrip())


def _abbreviated(text: str, border: re.Match[str]) -> bool:
    before = text[max(0, border.start() - 8) : border.start()]
    return "\n" not in border.group() and ABBREVIATION.search(before) is not None


def _word(text: str, at: int) -> int:
    """`at`, or the nearest border of a word after it: a sentence too long to show is cut between words."""
    if at in {0, len(text)}:
        return at
    space = text.find(" ", at, at + 40)
    return at if space < 0 else space
