"""Sources by name: from a noun phrase that speaks to an actor, by the first rule that knows it.

A rule answers with a `Named` or passes with `None`. What no rule knows is `unknown`, never guessed.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.statements.names.anaphora import Anaphora
from allegedly.statements.names.descriptions import Descriptions
from allegedly.statements.names.gazetteer import titles
from allegedly.statements.names.institutions import Institutions
from allegedly.statements.names.mentions import Scan
from allegedly.statements.names.owners import Owners
from allegedly.statements.names.phrases import (
    BODIES,
    PASSING,
    UNKNOWN,
    Named,
    Phrase,
    around,
    head_of,
    objects,
    of_hit,
)
from allegedly.statements.names.pronouns import Pronouns
from allegedly.statements.names.proper import Proper
from allegedly.statements.names.roster import Roster
from allegedly.statements.names.runs import Run, plain
from allegedly.statements.names.unnamed import Unnamed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from allegedly.model import Actor

__all__ = ["Named", "Names"]

_LOCATIVE = frozenset({"in", "near", "at", "outside", "around", "across", "inside", "throughout"})
DATELINE = 12
"""Within so many tokens "OSLO (Reuters) -" ends, if a phrase begins with it."""
DEEP = 12
"""How many phrases may lead to each other ("its" -> "his statement" -> ...) before it is given up."""


class Names:
    """The names of one report: `source` for who speaks, `mentions` for who is spoken of.

    `report` is the report's id, which unnamed actors carry in theirs; `outlet` is never a source of its own;
    `published` is the day for which the table of offices is asked.
    """

    def __init__(
        self, doc: Doc, report: str, *, outlet: str | None = None, published: str | None = None
    ) -> None:
        self._scan = Scan(doc)
        self._roster = Roster(self._scan, report, published)
        unnamed = Unnamed(self._scan, self._roster, self._name)
        pronouns = Pronouns(self._scan, self._roster, self._name)
        anaphora = Anaphora(self._scan, self._roster, self._name)
        proper = Proper(self._scan, self._roster, unnamed)
        owners = Owners(self._scan, proper, self._name)
        described = Descriptions(self._scan, self._roster, anaphora, owners, unnamed, self._name)
        bodies = Institutions(self._scan, self._roster, anaphora, proper, unnamed, owners)
        self._owners = owners
        self._outlet = plain(outlet or "").lower().removeprefix("the ")
        self._known: dict[tuple[int, int, int], Named] = {}
        self._rules: tuple[Callable[[Phrase], Named | None], ...] = (
            self._joint,
            pronouns.pronoun,
            anaphora.pair,
            self._own_outlet,
            proper.apposition,
            proper.family,
            proper.short,
            proper.proper,
            described.spokesperson,
            described.official,
            described.document,
            described.event,
            bodies.media,
            bodies.government,
            bodies.role,
            described.office,
            anaphora.body,
            anaphora.again,
            bodies.body,
            described.described,
        )

    def source(self, start: int, end: int) -> Named:
        """Who speaks in the noun phrase at these characters, appositives included; `unknown` if nobody is known."""
        phrase = self._phrase(start, end)
        if phrase is None:
            return UNKNOWN
        named = self._affiliated(self._name(phrase))
        via = tuple(self._relays(phrase))
        return replace(named, via=via) if via else named

    def mentions(self, start: int, end: int) -> tuple[Named, ...]:
        """The states, persons and bodies named at these characters, distinct, in order."""
        found: dict[str, Named] = {}
        i, last = self._scan.covered(start, end)
        last = min(last, len(self._scan.tokens)) if end > start else i
        run_at, hit_at = self._scan.run_at, self._scan.hit_at
        while i < last:
            run = run_at.get(i)
            if run or i in hit_at:
                for named in self._mentioned(run) if run else self._stated(i):
                    if named.actor:
                        found.setdefault(named.actor.id, self._affiliated(named))
            i = run.end if run else i + 1
        return tuple(found.values())

    def _mentioned(self, run: Run) -> Iterator[Named]:
        person = self._roster.person(run.rest, run.start) if self._roster.is_person(run) else None
        body = None if person else self._roster.bodies.of(run)
        if person:
            yield Named(person.actor, "person", "named")
        elif body:
            yield Named(body, body.kind, "named body")
        else:
            for i in range(run.start, run.end):
                yield from self._stated(i)

    def _stated(self, i: int) -> Iterator[Named]:
        hit = self._scan.hit_at.get(i)
        if hit and not (hit.entry.form == "seat" and self._means_town(i)):
            yield of_hit(hit)

    def _means_town(self, i: int) -> bool:
        """Whether a capital is the town, not its government: "in Oslo", "Oslo was quiet"."""
        token, towns = self._scan.tokens[i], titles().of_towns
        if i and token.nbor(-1).lower_ in _LOCATIVE:
            return True
        if token.dep_ not in {"nsubj", "nsubjpass"}:
            return False
        said = (token.head, *(c for c in token.head.children if c.dep_ in {"acomp", "attr"}))
        return any(word.lower_ in towns for word in said)

    # --- for whom they speak ----------------------------------------------------------------------------

    def _affiliated(self, named: Named) -> Named:
        """The same with every spokesperson's body."""
        if not self._speaks_for or named.actor is None:
            return named
        first, *others = (
            replace(one, affiliation=self._speaks_for.get(one.id, one.affiliation))
            for one in (named.actor, *named.others)
        )
        return replace(named, actor=first, others=tuple(others))

    @cached_property
    def _speaks_for(self) -> dict[str, str]:
        """Person's id -> the body that the report says they speak for."""
        found: dict[str, str] = {}
        for person in self._roster.persons:
            bodies = (self._voice_of(role) for role in person.roles if self._is_voice(role))
            body = next((one for one in bodies if one), None)
            if body:
                found[person.actor.id] = body
        return found

    def _is_voice(self, role: Token) -> bool:
        before = role.nbor(-1).lower_ if role.i else ""
        voices = titles().voices
        return role.lower_ in voices or f"{before} {role.lower_}" in voices

    def _voice_of(self, role: Token) -> str | None:
        """The body for which a "spokeswoman" speaks: named before, behind or as her possessor."""
        run = self._scan.run_at.get(role.i)
        start = self._scan.left_of(run.start if run else role.i)
        end = role.i + 1 if role.dep_ in {"compound", "nmod"} or run else role.right_edge.i + 1
        named = self._owners.of(Phrase(self._scan.tokens, start, end, role))
        return named.actor.name if named.actor and named.kind in BODIES else None

    # --- phrases ----------------------------------------------------------------------------------------

    def _phrase(self, start: int, end: int) -> Phrase | None:
        tokens = self._scan.tokens
        if not tokens or end <= start:
            return None
        i, j = self._scan.covered(start, end)
        i = next(
            (k + 2 for k in range(i, min(i + DATELINE, j - 2)) if _ends_dateline(tokens[k])), i
        )
        while i < j and _edge(tokens[i]):
            i += 1
        j = next((k for k in range(i + 1, j - 1) if _party_label(tokens, k)), j)
        while j > i and (_edge(tokens[j - 1]) or tokens[j - 1].tag_ == "POS"):
            j -= 1
        return Phrase(tokens, i, j, self._past_people(head_of(tokens, i, j), j)) if i < j else None

    def _past_people(self, head: Token, end: int) -> Token:
        """The noun in "the Bulgarian company", where the parser takes the people for the head."""
        hit = self._scan.hit_at.get(head.i)
        if hit and hit.entry.form == "people" and head.i + 1 < end:
            following = self._scan.tokens[head.i + 1]
            return following if following.tag_ in {"NN", "NNS"} else head
        return head

    def _name(self, phrase: Phrase) -> Named:
        key = (phrase.start, phrase.end, phrase.head.i)
        if key not in self._known:
            self._known[key] = UNKNOWN  # a phrase that leads back to itself names nobody
            if phrase.depth < DEEP:
                answers = (named for rule in self._rules if (named := rule(phrase)))
                self._known[key] = next(answers, UNKNOWN)
        return self._known[key]

    def _around(self, phrase: Phrase, head: Token) -> Named:
        return self._name(around(phrase.tokens, head, phrase.depth))

    def _relays(self, phrase: Phrase) -> Iterator[Actor]:
        """Who passed it on: "a minister quoted by Reuters"."""
        for token in phrase.tokens[phrase.head.i + 1 : phrase.end]:
            if token.lower_ in PASSING:
                for agent in (
                    child for by in token.children if by.dep_ == "agent" for child in by.children
                ):
                    named = self._around(phrase, agent) if agent.i < phrase.end else UNKNOWN
                    yield from (one for one in (named.actor, *named.others) if one)

    # --- several at once --------------------------------------------------------------------------------

    def _joint(self, phrase: Phrase) -> Named | None:
        """Of "both X and Y" the first speaks, the others with them."""
        heads = self._conjuncts(phrase)
        starts = [phrase.start, *(head.left_edge.i for head in heads[1:])]
        spans = zip(starts, [*starts[1:], phrase.end], heads, strict=True)
        parts = [
            self._name(Phrase(phrase.tokens, start, end, head, phrase.depth + 1))
            for start, end, head in spans
            if len(heads) > 1
        ]
        known = [part for part in parts if part.actor]
        if not known:
            return None
        everybody = dict.fromkeys(
            one for part in known for one in (part.actor, *part.others) if one
        )
        return replace(known[0], rule=f"joint: {known[0].rule}", others=tuple(everybody)[1:])

    def _conjuncts(self, phrase: Phrase) -> list[Token]:
        """The heads joined by "and"; the words of one name are never parted."""
        heads, linked = [phrase.head], False
        while True:
            last = heads[-1]
            linked = linked or any(
                child.dep_ == "cc" and child.lower_ == "and" for child in last.children
            )
            following = next(
                (c for c in last.children if c.dep_ == "conj" and last.i < c.i < phrase.end), None
            )
            run = self._scan.run_at.get(last.i)
            if following is None or (run and following.i < run.end) or self._apart(last, following):
                return heads if linked else heads[:1]
            heads.append(following)

    def _apart(self, noun: Token, other: Token) -> bool:
        """Whether a conjunct is no second speaker: "authorities in Chad and Mali" are not Mali."""
        hits = self._scan.hit_at
        behind = (
            t.i in hits for prep in noun.children if prep.dep_ == "prep" for t in objects(prep)
        )
        place = other.i in hits and noun.i not in hits and any(behind)
        return place or _no_second(noun, other)

    # --- names ------------------------------------------------------------------------------------------

    def _own_outlet(self, phrase: Phrase) -> Named | None:
        text = " ".join(token.lower_ for token in phrase.tokens[phrase.start : phrase.end])
        if self._outlet and plain(text).removeprefix("the ") == self._outlet:
            return Named(None, "none", "the report's own outlet")
        return None


def _ends_dateline(token: Token) -> bool:
    """Whether the token closes "OSLO (Reuters) -"."""
    return token.text == ")" and token.nbor(1).text in {"-", "–", "—"}


def _party_label(tokens: Sequence[Token], i: int) -> bool:
    """Whether a party and a place follow a comma: "Moe, D-Ohio"."""
    label = tokens[i + 1].text + tokens[min(i + 2, len(tokens) - 1)].text
    return tokens[i].text == "," and label[:2] in {"D-", "R-", "I-"}


def _edge(token: Token) -> bool:
    return bool(token.is_punct or token.is_space or token.pos_ == "CCONJ")


def _no_second(noun: Token, other: Token) -> bool:
    """Whether a conjunct is no second speaker: "the former first lady and senator", "Peru, its ally and client"."""
    if other.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return True
    if noun.pos_ == "PROPN" and other.pos_ == "NOUN" and noun.nbor(1).text == ",":
        return True
    if noun.tag_ == "NN" and other.pos_ == "PROPN" and noun.i == noun.left_edge.i:
        return True  # "founder and chief executive Anna Berg"
    determined = [
        any(child.dep_ in {"det", "poss"} for child in token.children) for token in (noun, other)
    ]
    return noun.tag_ == other.tag_ == "NN" and determined == [True, False]
