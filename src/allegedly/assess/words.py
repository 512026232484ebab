"""Words as plans write them: `troop*` is any word that begins so, `space-based surveillance` a phrase.

Case, the form of apostrophes and the length of blanks do not matter.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allegedly.model import Groups

__all__ = ["Spans", "Wordings", "Words", "plain", "wordings"]

Spans = tuple[tuple[int, int], ...]
"""Starts and ends of words in a text."""

_INSIDE = (",", "n't")
"""How phrases begin that stand at the end of a word."""

_QUOTES = str.maketrans("’‘", "''")


def plain(text: str) -> str:
    """The text as patterns expect it."""
    return " ".join(text.translate(_QUOTES).split())


@cache
def _pattern(*phrases: str) -> re.Pattern[str]:
    """Any of some phrases; `|` stands between words that are as good as each other."""
    inside = [_phrase(p) for p in phrases if p.startswith(_INSIDE)]
    words = [_phrase(p) for p in phrases if not p.startswith(_INSIDE)]
    # one look back for all of them: most places of a text are no beginnings of words
    whole = [rf"(?<!\w)(?:{'|'.join(words)})"] if words else []
    return re.compile("|".join((*whole, *inside)), re.IGNORECASE)


def _phrase(words: str) -> str:
    parts = (
        "(?:" + "|".join(_word(w) for w in part.split("|")) + ")" for part in plain(words).split()
    )
    return r"\s+".join(parts) + r"(?!\w)"


def _word(word: str) -> str:
    return r"\w*".join(re.escape(piece) for piece in word.split("*"))


@dataclass(frozen=True, slots=True)
class Words:
    """Groups of words: any of the groups, all the words of a group."""

    groups: tuple[tuple[re.Pattern[str], ...], ...]

    @classmethod
    def of(cls, groups: Groups) -> Words:
        """Make them ready to be looked for."""
        return cls(tuple(tuple(_pattern(w) for w in group) for group in groups))

    def found(self, text: str) -> Spans | None:
        """Where the words of the first group stand that is wholly there; `None` where none is."""
        for group in self.groups:
            hits = [pattern.search(text) for pattern in group]
            if all(hits):
                return tuple(hit.span() for hit in hits if hit)
        return None


@dataclass(frozen=True, slots=True)
class Wordings:
    """The lists of `wordings.toml`, each as one pattern."""

    borders: re.Pattern[str]
    prospective: re.Pattern[str]
    negated: re.Pattern[str]
    still_done: re.Pattern[str]

    def not_yet(self, text: str, asked: Spans = ()) -> str | None:
        """The words by which something is only to come, outside of those `asked` for."""
        return _first(self.prospective, self._clause(text, asked), asked)

    def not_done(self, text: str, asked: Spans = ()) -> str | None:
        """The words by which something was not done, outside of those `asked` for."""
        clause = self._clause(text, asked)
        return None if self.still_done.search(clause) else _first(self.negated, clause, asked)

    def _clause(self, text: str, asked: Spans) -> str:
        """Up to the end of the clause in which the first of the words asked for stands, else of the first clause."""
        start = min((span[0] for span in asked), default=0)
        border = self.borders.search(text, start + 1)
        return text[: border.start()] if border else text


def _first(pattern: re.Pattern[str], text: str, asked: Spans) -> str | None:
    hits = (
        hit
        for hit in pattern.finditer(text)
        if not any(a < hit.end() and hit.start() < b for a, b in asked)
    )
    found = next(hits, None)
    return found[0] if found else None


@cache
def wordings() -> Wordings:
    """The lists, read once."""
    raw = tomllib.loads(files("allegedly.assess").joinpath("wordings.toml").read_text("utf8"))
    return Wordings(**{k: _pattern(*v.strip().splitlines()) for k, v in raw.items()})
