"""Whom a pronoun means: the nearest subject before it that agrees, else the last person named."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.statements.names.gazetteer import titles
from allegedly.statements.names.phrases import (
    BODIES,
    PAIR,
    UNKNOWN,
    Named,
    Phrase,
    around,
    together,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

    from allegedly.model import Actor
    from allegedly.statements.names.gazetteer import Gender
    from allegedly.statements.names.mentions import Scan
    from allegedly.statements.names.roster import Roster

__all__ = ["Pronouns"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_HE: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_SPEAKERS = frozenset({"i", "we", "me", "us", "you", "my", "our", "your", "myself", "ourselves"})
_PRONOUNS = _IT | _THEY | _RELATIVE | _HE.keys()
BACK = 6
"""How many sentences back a pronoun may reach; further back nearly all are other stories' people."""


class Pronouns:
    """Finds whom pronouns mean. `name` names a phrase."""

    def __init__(self, scan: Scan, roster: Roster, name: Callable[[Phrase], Named]) -> None:
        self._scan = scan
        self._roster = roster
        self._name = name

    def pronoun(self, phrase: Phrase) -> Named | None:
        """Whom a pronoun means: the nearest subject before it that agrees; `None` for what is no pronoun."""
        token, word = phrase.head, phrase.noun
        if word in _SPEAKERS and token.text != "US":
            return Named(None, "unknown", "pronoun of whoever speaks")
        if word not in _PRONOUNS or token.pos_ not in {"PRON", "DET", "SCONJ"}:
            return None
        if self._scan.quoted(token.i):
            return Named(None, "unknown", "pronoun inside a quotation")
        if word in _RELATIVE:
            return self._relative(phrase)
        agreeing = (
            replace(found, rule=f"pronoun: {why}")
            for found, why in self._before(phrase)
            if self._agrees(found, word)
        )
        return next(agreeing, Named(None, "unknown", "pronoun: nobody found"))

    def _relative(self, phrase: Phrase) -> Named | None:
        """Name the noun that a relative clause belongs to."""
        token = phrase.head
        verb = next((one for one in (token.head, *token.ancestors) if one.dep_ == "relcl"), None)
        if verb is None or verb.head.i >= token.i:
            return None
        antecedent = verb.head.head if verb.head.dep_ == "appos" else verb.head
        named = self._name(
            Phrase(phrase.tokens, antecedent.left_edge.i, token.i, antecedent, phrase.depth + 1)
        )
        if phrase.noun == "who" and named.kind in BODIES:
            return UNKNOWN
        return replace(named, rule=f"relative: {named.rule}")

    def _agrees(self, named: Named, word: str) -> bool:
        if named.actor is None:
            return False
        if word in _HE:
            single = named.kind == "person" or (
                named.kind == "unnamed official" and not _several(named.actor.name)
            )
            return single and not named.others and self._gender(named.actor) in {None, _HE[word]}
        if word in _IT:
            return named.kind in BODIES and not named.others
        return bool(named.others) or _several(named.actor.name)

    def _gender(self, who: Actor) -> Gender | None:
        t = titles()
        words = who.name.lower().split()
        offices = (t.offices.get(word) for word in words)
        return (
            self._genders.get(who.id) or next(filter(None, offices), None) or t.given.get(words[0])
        )

    @cached_property
    def _genders(self) -> dict[str, Gender]:
        return {person.actor.id: person.gender for person in self._roster.persons if person.gender}

    def _before(self, phrase: Phrase) -> Iterator[tuple[Named, str]]:
        """Whom a pronoun may mean, nearest first: subjects above it, then before it, sentence by sentence."""
        token = phrase.head
        for subject in (
            child for verb in token.ancestors for child in verb.children if child.dep_ in _SUBJECTS
        ):
            if subject.i < token.i and not self._scan.quoted(subject.i):
                yield (
                    self._name(around(phrase.tokens, subject, phrase.depth)),
                    "subject of the clause above",
                )
        here = self._scan.sentence(token.i)
        for number in range(here, max(here - BACK, -1), -1):
            for subject in self._subjects(number):
                if subject.i < token.i:
                    yield self._name(around(phrase.tokens, subject, phrase.depth)), "last subject"
            if phrase.noun in _THEY:
                yield from self._met(number, token)
            yield from self._persons(number, token.i)

    def _met(self, number: int, token: Token) -> Iterator[tuple[Named, str]]:
        """The two of whom a sentence says that one met the other, for "they" in the next."""
        if number < self._scan.sentence(token.i):
            two = tuple(person.actor for person in self._roster.persons_in(number, token.i))
            if len(two) == PAIR:
                yield together(two, ""), "the two named in the sentence before"

    def _subjects(self, number: int) -> list[Token]:
        """The subjects of a sentence outside quotations, that of the main clause first."""
        start, end = self._scan.sentences[number]
        tokens = self._scan.tokens[start:end]
        found = [
            token for token in tokens if token.dep_ in _SUBJECTS and not self._scan.quoted(token.i)
        ]
        return sorted(found, key=lambda token: (token.head.dep_ != "ROOT", token.i))

    def _persons(self, number: int, before: int) -> Iterator[tuple[Named, str]]:
        start, end = self._scan.sentences[number]
        for run in reversed(self._scan.runs_in(start, end)):
            if run.end <= before and self._roster.speaks_of(run):
                person = self._roster.person(run.rest, run.start)
                if person:
                    yield Named(person.actor, "person", ""), "last person named"


def _several(name: str) -> bool:
    """Whether a description speaks of several people or bodies."""
    t = titles()
    words = name.lower().split()
    return any(t.means_people(word) and (word.endswith("s") or word in t.groups) for word in words)
