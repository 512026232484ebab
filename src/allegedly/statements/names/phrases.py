"""A noun phrase that may name somebody, and the answer to whom it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from allegedly.model import Actor, SourceKind
    from allegedly.statements.names.gazetteer import Hit

__all__ = [
    "BODIES",
    "OF_FORM",
    "PAIR",
    "PASSING",
    "UNKNOWN",
    "Named",
    "Phrase",
    "around",
    "bare",
    "head_of",
    "objects",
    "of_hit",
    "together",
]

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_PLURALS = frozenset({"people", "media", "those", "police"})
OF_FORM = {
    "name": "state by name",
    "people": "people speak for their state",
    "seat": "capital speaks for its government",
    "body": "named body",
}
BODIES = frozenset({"agency", "organisation", "government", "media"})
"""Kinds of actors that are no persons and have a name."""
PASSING = frozenset({"quoted", "cited", "seen", "obtained", "reviewed", "viewed", "verified"})
"""Who does this with what somebody says passes it on: "a memo seen by Reuters"."""
INDEFINITE = frozenset({"a", "an", "another", "one", "some", "any"})
PAIR = 2
"""Of "the two" exactly so many must have been named, else nobody knows which two."""
DEFINITE = frozenset({"the", "that", "this", "these", "those", "both", "same", "two", "three"})


@dataclass(frozen=True, slots=True)
class Named:
    """Whom a phrase names, and by which rule. `others` speak jointly with the actor; `via` passed it on."""

    actor: Actor | None
    kind: SourceKind
    rule: str
    others: tuple[Actor, ...] = ()
    via: tuple[Actor, ...] = ()


UNKNOWN = Named(None, "unknown", "unresolved")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `start` to `end` (exclusive) with their head. `depth` counts the phrases that led here."""

    tokens: Sequence[Token]
    start: int
    end: int
    head: Token
    depth: int = 0

    @property
    def noun(self) -> str:
        """The head in lower case."""
        return self.head.lower_

    @property
    def first(self) -> int:
        """The first token of the head's own noun phrase; all before a head that ends the phrase belongs to it."""
        if self.head.i == self.end - 1:
            return self.start
        return max(self.start, self.head.left_edge.i)

    @property
    def left(self) -> Sequence[Token]:
        """The words before the head."""
        return self.tokens[self.first : self.head.i]

    @property
    def bare(self) -> bool:
        """Whether nothing but "the", "these", "both" stands before the head: it was named before."""
        return bare(self.left)

    @property
    def definite(self) -> bool:
        """Whether it begins with "the" or "that"."""
        return bool(self.left) and self.left[0].lower_ in {"the", "this", "that"}

    @property
    def indefinite(self) -> bool:
        """Whether it begins with "a" or "another": it speaks of somebody new."""
        return bool(self.left) and self.left[0].lower_ in INDEFINITE

    @property
    def plural(self) -> bool:
        """Whether the head is plural."""
        return self.head.tag_ in {"NNS", "NNPS"} or self.noun in _PLURALS

    def words(self) -> frozenset[str]:
        """Every word of the phrase in lower case."""
        return frozenset(token.lower_ for token in self.tokens[self.start : self.end])

    def parts(self, *deps: str) -> list[Token]:
        """Dependents of the head inside the phrase with one of these labels."""
        return [
            child
            for child in self.head.children
            if child.dep_ in deps and self.start <= child.i < self.end
        ]


def bare(left: Sequence[Token]) -> bool:
    """Whether nothing but "the", "these", "both" stands before a noun: it was named before."""
    return bool(left) and all(token.lower_ in DEFINITE for token in left)


def together(two: Sequence[Actor], why: str) -> Named:
    """Several actors as one answer."""
    first, *others = two
    return Named(first, first.kind, f"pair: {why}", tuple(others))


def around(tokens: Sequence[Token], head: Token, depth: int) -> Phrase:
    """The whole noun phrase of a head that another phrase led to."""
    return Phrase(tokens, head.left_edge.i, head.right_edge.i + 1, head, depth + 1)


def head_of(tokens: Sequence[Token], start: int, end: int) -> Token:
    """The head of tokens `start` to `end`, which the parser may not have seen as one phrase."""
    tops = [
        token
        for token in tokens[start:end]
        if not start <= token.head.i < end or token.head.i == token.i
    ]
    nominal = next((top for top in tops if top.pos_ in _NOMINAL), None)
    if nominal is not None:
        return nominal
    head = next((token for token in tokens[start:end] if token.pos_ in _NOUNS), tops[0])
    while head.head.pos_ in _NOUNS and head.i < head.head.i < end:
        head = head.head
    return head


def objects(prep: Token) -> list[Token]:
    """The nouns that a preposition governs."""
    return [child for child in prep.children if child.dep_ == "pobj"]


def of_hit(hit: Hit) -> Named:
    """Whom a form of the gazetteer names."""
    return Named(hit.entry.actor, hit.entry.actor.kind, OF_FORM[hit.entry.form])
