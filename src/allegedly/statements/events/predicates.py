"""A word that tells what happens, as the table of event types sees it: what it acts on, who does it, what stands by."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.statements.events.rows import NAME, SOMETHING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from allegedly.statements.events.rows import Kind, Place

__all__ = ["OBJECTS", "SUBJECTS", "Predicate"]

SUBJECTS = frozenset({"nsubj", "csubj"})
OBJECTS = frozenset({"dobj", "dative", "oprd", "nsubjpass", "csubjpass", "npadvmod"})
"""The parser takes many an object for an adverbial ("held a march")."""

_KINDS: dict[str, Kind] = {
    "VERB": "verbs",
    "AUX": "verbs",
    "NOUN": "nouns",
    "PROPN": "nouns",
    "ADJ": "adjectives",
}
_LINKS = frozenset({"prep", "prt", "agent", "dative", "advmod"})
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})
_LEANING = frozenset({"conj", "xcomp", "advcl", "pcomp"})
"""Clauses that have their subject from the verb above."""
_BESIDE = frozenset({"advmod", "acomp", "attr", "oprd", "intj"})
_ABOUT = frozenset({"of", "on", "against", "for", "about"})
"""Prepositions after an event noun that name what the event is done to."""
_RELATIVE = frozenset({"WDT", "WP"})
_DEEPEST = 6
"""How far a phrase is followed down and a subject sought upwards. Set by hand: no news sentence needs more."""


class Predicate:
    """A token and its surroundings, each looked up only where a row asks."""

    __slots__ = ("__dict__", "children", "kind", "token", "word")

    def __init__(self, token: Token) -> None:
        self.token = token
        self.word: str = token.lower_
        self.kind: Kind | None = _KINDS.get(token.pos_)
        self.children: list[tuple[str, Token]] = [(c.dep_, c) for c in token.children]

    def having(self, deps: Iterable[str]) -> list[Token]:
        """Its children with one of these dependencies."""
        return [c for dep, c in self.children if dep in deps]

    def at(self, place: Place, link: str) -> frozenset[str]:
        """The words that stand at a place; `link` is the particle or preposition that goes with the word."""
        if place == "object":
            return self.objects | _after(self.links[link]) if link else self.objects
        return self.subjects if place == "subject" else self.company

    @cached_property
    def links(self) -> dict[str, Token]:
        """Its particles and prepositions by name."""
        return dict(pair for c in self.having(_LINKS) for pair in _link(c))

    @cached_property
    def objects(self) -> frozenset[str]:
        """What it acts on; of a noun, its modifiers and what it is "of" or "against"."""
        if self.kind == "nouns":
            about = (_after(token) for link, token in self.links.items() if link in _ABOUT)
            modifiers = frozenset(c.lower_ for c in self.having(_MODIFIERS))
            return modifiers.union(*about)
        heads = [*self.having(OBJECTS), *self._bidden()]
        if self.token.tag_ == "VBN" and self.token.dep_ == "acl":
            heads.append(self.token.head)
        elif self.token.tag_ == "VBN" and self.token.dep_ == "conj" and not heads:
            heads = [c for c in self.token.head.children if c.dep_ == "nsubjpass"]
        something = {SOMETHING} if heads or self.having({"ccomp"}) else ()
        return frozenset(something).union(*map(_phrase, heads))

    @cached_property
    def subjects(self) -> frozenset[str]:
        """Who does it."""
        doers = self._doers()
        return frozenset({SOMETHING} if doers else ()).union(*map(_phrase, doers))

    @cached_property
    def company(self) -> frozenset[str]:
        """Its prepositions with what follows them, its adverbs, predicate adjectives and side clauses' verbs."""
        beside = (c for dep, c in self.children if dep in _BESIDE or c.pos_ == "ADJ")
        after = map(_after, {t.i: t for t in self.links.values()}.values())
        clauses = (c.lower_ for c in self.having({"advcl"}))
        return frozenset(self.links).union(clauses, *after, *map(_phrase, beside))

    def _doers(self) -> list[Token]:
        """Its subject, the agent of its passive, or the doers of the verb that it leans on."""
        predicate = self
        for _ in range(_DEEPEST):
            token = predicate.token
            found = predicate.having(SUBJECTS)
            found += [p for agent in predicate.having({"agent"}) for p in agent.children]
            if found:
                return [token.head if c.tag_ in _RELATIVE else c for c in found]
            if token.dep_ == "acl" and token.tag_ == "VBG":
                return [token.head]
            if token.dep_ not in _LEANING or predicate.having({"nsubjpass", "csubjpass"}):
                break
            predicate = Predicate(token.head)
        return []

    def _bidden(self) -> list[Token]:
        """Who is to do what an infinitive tells, where the parser makes it the infinitive's subject."""
        clauses = (c for c in self.having({"ccomp"}) if any(t.tag_ == "TO" for t in c.children))
        return [s for clause in clauses for s in clause.children if s.dep_ in SUBJECTS]


def _link(link: Token) -> Iterator[tuple[str, Token]]:
    """The names of a particle or preposition: "out", with another "out_of", and "+out" where nothing follows it."""
    inner = [p.lower_ for p in link.children if p.dep_ == "prep"]
    yield link.lower_, link
    yield from ((f"{link.lower_}_{name}", link) for name in inner)
    if inner or not (link.n_lefts or link.n_rights):
        yield f"+{link.lower_}", link


def _after(link: Token) -> frozenset[str]:
    """The words after a particle or preposition."""
    return frozenset().union(*map(_phrase, link.children))


def _phrase(head: Token, depth: int = _DEEPEST) -> frozenset[str]:
    """A noun phrase as words: its head, its modifiers, what follows "of" and what "and" joins to it."""
    words = {head.lower_}
    if head.pos_ == "PROPN":
        words.add(NAME)
    for child in head.children:
        dep = child.dep_
        if dep in _MODIFIERS:
            words.add(child.lower_)
        elif depth and child.i > head.i and (dep in {"conj", "pobj"} or child.lower_ == "of"):
            words |= _phrase(child, depth - 1)
    return frozenset(words)
