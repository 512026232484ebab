"""Who is one and the same body within a story, though its reports name it in several ways.

A report knows only its own names: "Korda" in one is "Ivana Korda" in the next, and "the coast guard" stands in five.
Those who are unnamed are no body: two descriptions that are alike never make one person.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.link.roots import speaks_for_state
from allegedly.link.tables import affiliations

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allegedly.model import Actor, Statement

__all__ = ["Bodies", "plain", "spoken_for"]

_ARTICLE = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_DEFINITE = re.compile(r"^(?:the|its|their|his|her)\b|['’]s?\s", re.IGNORECASE)
_JUST_BEFORE = re.compile(r"\b(?:the|its|their|his|her) $", re.IGNORECASE)
_SPEAKER = re.compile(r"(\w+) (?:for|of) (?:the )?(.+)")
_OFFICE = re.compile(r"['’]s? office$")
_LINKING = frozenset({"of", "the", "for", "in", "at", "a", "an"})
_BODIES = frozenset({"agency", "organisation", "government"})


def plain(name: str) -> str:
    """A name in lower case and without article, as names are compared."""
    return _ARTICLE.sub("", " ".join(name.split())).lower()


def spoken_for(name: str) -> str | None:
    """The body for which an unnamed spokesperson speaks, by her description: "a police spokesman" -> "police"."""
    text = plain(name)
    before, _, last = text.rpartition(" ")
    table = affiliations().spokespersons
    if before and last in table:
        return before
    match = _SPEAKER.match(text)
    return match[2] if match and match[1] in table else None


@dataclass(frozen=True, slots=True)
class _Name:
    """A way to name an actor; a proper name means the same in every report of a story."""

    plain: str
    proper: bool


class Bodies:
    """The bodies behind the actors of one story; each goes by the smallest id of its actors."""

    def __init__(
        self, actors: Iterable[Actor], statements: Sequence[Statement], texts: Mapping[str, str]
    ) -> None:
        self.actors: Mapping[str, Actor] = {a.id: a for a in sorted(actors, key=lambda a: a.id)}
        self._definite = _definite(statements, texts)
        self._names = {a.id: frozenset(_names(a)) for a in self.actors.values()}
        self._titles = _titles(statements, self.actors)
        self._lead = {a: a for a in self.actors}
        for same in (self._same_name(), self._same_office(), self._short_forms()):
            for group in same:
                self._join(group)
        self._known = self._by_name()
        self._members: dict[str, list[str]] = defaultdict(list)
        for actor, lead in self._lead.items():
            self._members[lead].append(actor)

    def members(self, actor: str) -> tuple[str, ...]:
        """All actors that are the same body, by id."""
        return tuple(self._members.get(self.of(actor), (actor,)))

    def of(self, actor: str) -> str:
        """The actor that stands for all who are the same body."""
        return self._lead.get(actor, actor)

    def named(self, name: str) -> str | None:
        """The body of that name, if there is one and no more."""
        found = self._known.get(plain(name), set())
        return next(iter(found)) if len(found) == 1 else None

    def person(self, name: str) -> str | None:
        """The one person of that name or surname."""
        wanted = plain(name)
        found = {
            self._lead[a]
            for a, names in self._names.items()
            if self.actors[a].kind == "person"
            if any(n.plain == wanted or n.plain.endswith(f" {wanted}") for n in names)
        }
        return found.pop() if len(found) == 1 else None

    def guessed(self, a: str, b: str) -> bool:
        """Whether it takes more than a common proper name to say that two actors are one body."""
        return a != b and not any(n.proper for n in self._names_of(a) & self._names_of(b))

    def unnamed(self, actor: str) -> bool:
        """Whether an actor is somebody without a name: an official, "a trader", "residents".

        Who is called by an office that only one can hold ("the harbour master") is named by it.
        """
        known = self.actors.get(actor)
        if known is None or known.kind in _BODIES or known.kind == "media":
            return False
        if known.kind == "unnamed official" or spoken_for(known.name):
            return spoken_for(known.name) is None
        official = known.state is not None and speaks_for_state(known)
        return not (official or self.proper(actor) or self._definite.get(actor, False))

    def proper(self, actor: str) -> bool:
        """Whether an actor has a name, not only a description."""
        return any(name.proper for name in self._names_of(actor))

    def names(self, actor: str) -> frozenset[str]:
        """All names of one actor, as names are compared."""
        return frozenset(name.plain for name in self._names_of(actor))

    def _names_of(self, actor: str) -> frozenset[_Name]:
        return self._names.get(actor, frozenset())

    def _join(self, group: Iterable[str]) -> None:
        leads = {self._lead[actor] for actor in group}
        if len(leads) > 1:
            new = min(leads)
            self._lead = {a: new if lead in leads else lead for a, lead in self._lead.items()}

    def _by_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for actor, names in self._names.items():
            for name in names if not self.unnamed(actor) else ():
                found[name.plain].add(self._lead[actor])
        return found

    def _same_name(self) -> Iterator[set[str]]:
        """Yield the actors of each proper name, whatever kind the reader took them for."""
        found: dict[str, set[str]] = defaultdict(set)
        for actor, names in self._names.items():
            for name in names:
                if name.proper:
                    found[name.plain].add(actor)
        yield from found.values()

    def _same_office(self) -> Iterator[set[str]]:
        """Yield the actors of each description of a body, where no two states have one such."""
        found: dict[frozenset[str], set[str]] = defaultdict(set)
        for actor, names in self._names.items():
            for name in names if not self.unnamed(actor) else ():
                found[_office(name.plain)].add(actor)
        for actor, texts in self._titles.items():
            for text in texts:
                found[_office(text)].add(actor)
        yield from (group for group in found.values() if self._one_office(group))

    def _one_office(self, group: Iterable[str]) -> bool:
        """Whether all of a group may hold one office: of one state, and not two persons with a name."""
        named = {self._lead[a] for a in group if self.actors[a].kind == "person" and self.proper(a)}
        return len(named) <= 1 and self._one_state(group)

    def _short_forms(self) -> Iterator[set[str]]:
        """Yield each short form with what it shortens, where the story has one such and no more."""
        longer: dict[tuple[str, str], set[str]] = defaultdict(set)
        for actor, names in self._names.items():
            for name in names:
                for short in _shortened(name, self.actors[actor]):
                    longer[short, _class(self.actors[actor])].add(actor)
        for actor, names in self._names.items():
            for name in () if self.unnamed(actor) else names:
                group = longer.get((name.plain, _class(self.actors[actor])), set())
                if len({self._lead[a] for a in group}) == 1 and self._one_state({actor, *group}):
                    yield {actor, *group}

    def _one_state(self, group: Iterable[str]) -> bool:
        return len({self.actors[a].state for a in group} - {None}) <= 1


def _class(actor: Actor) -> str:
    """Short forms are looked for among what is of one kind; bodies of all kinds shorten alike."""
    return "body" if actor.kind in _BODIES else actor.kind


def _shortened(name: _Name, actor: Actor) -> Iterator[str]:
    """Yield the short forms of a name: Korda of Ivana Korda, the Lamp of the Kvarner Lamp.

    Bodies lose what goes before their noun ("the Croatian coast guard", "Lamego hospital") or, with a name, what tells
    their kind ("Tellmark Bank", "Red Dune movement"): Norland is not the army of Norland.
    """
    words = name.plain.split()
    if actor.kind in {"person", "media"} and name.proper:
        yield from (" ".join(words[at:]) for at in range(1, len(words)))
    if actor.kind in _BODIES and not {"of", "for", "in"} & set(words):
        yield from (" ".join(words[at:]) for at in range(1, len(words)))
    if actor.kind in {"organisation", "media"} and name.proper:
        yield from (" ".join(words[:at]) for at in range(1, len(words)) if _form(words[at:]))


def _form(rest: Sequence[str]) -> bool:
    return rest[0] == "of" or set(rest) <= affiliations().forms


def _names(actor: Actor) -> Iterator[_Name]:
    for name in (actor.name, *actor.aliases):
        if bare := _ARTICLE.sub("", " ".join(name.split())):
            yield _Name(bare.lower(), _proper(bare, actor))


def _proper(name: str, actor: Actor) -> bool:
    """Whether a name is one: a person's ends with a capital ("Mira Dolan", not "Frankfurt banker")."""
    if actor.kind == "unnamed official":
        return False
    return name.split()[-1 if actor.kind in {"person", "unknown"} else 0][0].isupper()


def _office(name: str) -> frozenset[str]:
    """A body or office by its words, whichever way it is told: "mayor of Sarmeni", "Sarmeni's mayor".

    An office or a spokesperson stands for the body: "the prosecutor's office" is the prosecutor.
    """
    words = _OFFICE.sub("", spoken_for(name) or name).replace("’", "'").split()
    return frozenset(word.removesuffix("'s").removesuffix("'") for word in words) - _LINKING


def _titles(
    statements: Sequence[Statement], actors: Mapping[str, Actor]
) -> dict[str, frozenset[str]]:
    """Person -> what stands beside her name: "The mayor of Sarmeni, Takis Balis"; two words at least tell an office."""
    found: dict[str, set[str]] = defaultdict(set)
    for statement in statements:
        source = statement.source
        known = actors.get(source.actor or "")
        if known and source.span and known.kind == "person" and known.name in source.span.text:
            title = plain(source.span.text.replace(known.name, "").strip(" ,"))
            if len(_office(title)) > 1:
                found[known.id].add(title)
    return {actor: frozenset(titles) for actor, titles in found.items()}


def _definite(statements: Sequence[Statement], texts: Mapping[str, str]) -> dict[str, bool]:
    """Actor -> whether every source that names it says "the ...", never "a ..."; texts by report."""
    found: dict[str, bool] = {}
    for statement in statements:
        source = statement.source
        if source.actor and source.span:
            at = source.span.start
            ahead = texts.get(statement.report, "")[max(at - len("their "), 0) : at]
            text = " ".join(source.span.text.split())
            definite = _DEFINITE.search(text) or _JUST_BEFORE.search(ahead)
            found[source.actor] = found.get(source.actor, True) and bool(definite)
    return found
