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
    from collections.abc import Iterable, Iterator

    from allegedly.model import Groups

__all__ = ["Spans", "Wordings", "Words", "plain", "wordings"]

Spans = tuple[tuple[int, int], ...]
"""Starts and ends of words in a text."""

_QUOTES = str.maketrans("’‘", "''")


def plain(text: str) -> str:
    """The text as patterns expect it."""
    return " ".join(text.translate(_QUOTES).split())


@cache
def _pattern(words: str) -> re.Pattern[str]:
    """One phrase; `|` stands between words that are as good as each other."""
    parts = [
        "(?:" + "|".join(_word(w) for w in part.split("|")) + ")" for part in plain(words).split()
    ]
    start = "" if words.startswith((",", "n'")) else r"(?<!\w)"
    return re.compile(start + r"\s+".join(parts) + r"(?!\w)", re.IGNORECASE)


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
    """The lists of `wordings.toml`."""

    borders: tuple[re.Pattern[str], ...]
    prospective: tuple[re.Pattern[str], ...]
    negated: tuple[re.Pattern[str], ...]
    still_done: tuple[re.Pattern[str], ...]

    def not_yet(self, text: str, asked: Spans = ()) -> str | None:
        """The words by which something is only to come, outside of those `asked` for."""
        return self._first(self.prospective, self._clause(text, asked), asked)

    def not_done(self, text: str, asked: Spans = ()) -> str | None:
        """The words by which something was not done, outside of those `asked` for."""
        clause = self._clause(text, asked)
        if any(pattern.search(clause) for pattern in self.still_done):
            return None
        return self._first(self.negated, clause, asked)

    def _clause(self, text: str, asked: Spans) -> str:
        """Up to the end of the clause in which the first of the words asked for stands, else of the first clause."""
        start = min((span[0] for span in asked), default=0)
        ends = (m.start() for border in self.borders for m in border.finditer(text))
        return text[: min((end for end in ends if end > start), default=len(text))]

    @staticmethod
    def _first(patterns: Iterable[re.Pattern[str]], text: str, asked: Spans) -> str | None:
        def hits() -> Iterator[re.Match[str]]:
            for pattern in patterns:
                for hit in pattern.finditer(text):
                    if not any(a < hit.end() and hit.start() < b for a, b in asked):
                        yield hit

        first = min(hits(), key=lambda hit: hit.start(), default=None)
        return first[0] if first else None


@cache
def wordings() -> Wordings:
    """The lists, read once."""
    raw = tomllib.loads(files("allegedly.assess").joinpath("wordings.toml").read_text("utf8"))
    return Wordings(
        **{k: tuple(_pattern(w) for w in v.strip().splitlines()) for k, v in raw.items()}
    )
