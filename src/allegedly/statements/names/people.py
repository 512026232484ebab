"""Persons of one report, known by every word of their names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allegedly.statements.names.gazetteer import actor, titles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from allegedly.model import Actor
    from allegedly.statements.names.gazetteer import Gender

__all__ = ["Index", "Person", "lower", "same", "whole", "within"]

_INITIAL = re.compile(r"[A-Z]\.?\Z")


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the report, and what it says of them."""

    words: tuple[str, ...]
    places: list[int] = field(default_factory=list)
    """Tokens where the whole name starts."""
    spellings: dict[tuple[str, ...], int] = field(default_factory=dict)
    offices: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    """All that stands before and in apposition to the name, in lower case."""
    roles: list[Token] = field(default_factory=list)
    """Nouns that say what they are: "spokeswoman"."""
    state: str | None = None
    tabled: bool = False
    """Whether the report gives no more than office and surname, and the table of offices the rest."""
    gender: Gender | None = None
    keys: tuple[str, ...] = ()
    """The words as they are compared."""

    def __post_init__(self) -> None:
        self.keys = lower(self.words)

    @property
    def actor(self) -> Actor:
        """The person as an actor; the id does not depend on what this report says of them."""
        return actor("person", " ".join(self.words))


class Index:
    """Persons by every word of their names."""

    def __init__(self) -> None:
        self.persons: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}

    def add(self, person: Person) -> None:
        """Take a person in, or the new words of one."""
        if person not in self.named(person.keys[-1]):
            self.persons.append(person)
        for key in person.keys:
            named = self._by_word.setdefault(key, [])
            if person not in named:
                named.append(person)

    def named(self, word: str) -> list[Person]:
        """Everybody with this word in their name, in order of their first mention."""
        return self._by_word.get(word, [])

    def find(
        self, words: Sequence[str], at: int, gender: Gender | None = None, title: str | None = None
    ) -> Person | None:
        """Who is meant by these words at a token: whose name ends with them, else begins; the most present one.

        A title that belongs to the name ("King") has been theirs before.
        """
        keys = lower(whole(words))
        known = [
            person
            for person in self.named(keys[-1])
            if (gender is None or person.gender in {None, gender})
            and (title is None or title in person.said or title in person.keys)
        ]
        fits = [p for p in known if _ends_with(p.keys, keys)]
        fits = fits or [p for p in known if p.keys[: len(keys)] == keys]
        earlier = [p for p in fits if p.places[0] <= at] or fits
        return max(earlier, key=lambda p: _presence(p, at)) if earlier else None


def same(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether a name is the other with words left out in the middle, or at the end: "Kim Jong" of "Kim Jong Un"."""
    return within(few, many) or (1 < len(few) < len(many) and tuple(many[: len(few)]) == tuple(few))


def _ends_with(keys: Sequence[str], few: Sequence[str]) -> bool:
    """Whether a name can be shortened to its last words; "Salman" is not short for "bin Salman"."""
    size = len(few)
    if tuple(keys[-size:]) == tuple(few):
        return size == len(keys) or keys[-size - 1] not in titles().patronymics
    return size > 1 and within(few, keys)


def _presence(person: Person, at: int) -> tuple[int, bool, int]:
    """How often a person was named in full before a token, whether with an office, and how early."""
    before = [place for place in person.places if place <= at]
    return len(before), bool(person.offices), -person.places[0]


def lower(words: Sequence[str]) -> tuple[str, ...]:
    """The words as they are compared: in lower case, without the article of an Arabic name."""
    return tuple(word.lower().removeprefix("al-").removeprefix("el-") for word in words)


def whole(words: Sequence[str]) -> tuple[str, ...]:
    """A name without initials in the middle: "Alan B. Carter" is "Alan Carter"."""
    inner = [word for word in words[1:-1] if not _INITIAL.match(word)]
    return (*words[:1], *inner, *words[1:][-1:])


def within(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether the few words stand among the many in the same order, the last being the same."""
    if few[-1] != many[-1] or len(few) > len(many):
        return False
    rest = iter(many)
    return all(word in rest for word in few)
