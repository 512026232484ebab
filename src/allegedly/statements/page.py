"""A parsed report opened for reading by character: its text once, and the token at a place."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["Page"]


@dataclass(frozen=True, slots=True)
class Page:
    """A Doc, its text (which spaCy puts together anew at each asking), and where its tokens start."""

    doc: Doc
    text: str
    starts: tuple[int, ...]
    dated: frozenset[int] = frozenset()
    """Characters that belong to a date or a time of day, where somebody has marked them."""

    @classmethod
    def of(cls, doc: Doc) -> Page:
        """Open a Doc."""
        return cls(doc, doc.text, tuple(doc.to_array("IDX").tolist()))

    def token(self, place: int) -> Token:
        """The token at a character, or the last one before it where a space stands there."""
        return self.doc[max(0, bisect_right(self.starts, place) - 1)]

    def sentences(self) -> list[int]:
        """The characters at which sentences start."""
        marks = self.doc.to_array("SENT_START").tolist()
        return [start for start, mark in zip(self.starts, marks, strict=True) if mark == 1]

    def before(self, start: int, count: int = 1) -> list[str]:
        """Up to `count` words that stand before a place, in lower case; 40 characters back at most."""
        return self.text[max(0, start - 40) : start].lower().split()[-count:]

    def word_before(self, start: int) -> str:
        """The word that stands before a place, in lower case; empty at the text's start."""
        return "".join(self.before(start))

    def span(self, start: int, end: int) -> Span:
        """The span of characters `start` to `end`, exclusive."""
        return Span(start, end, self.text[start:end])
