"""Who stands behind an actor: its root, a state where the actor speaks for one, else the actor itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.link.tables import affiliations, state_media, words_table
from allegedly.link.words import raw_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allegedly.model import Actor, Statement

__all__ = ["Roots", "is_generic", "sources", "speaks_for_state"]

_STATELY = ("government", "agency", "unnamed official", "media", "person")


class Roots:
    """The roots of some actors, and their mentions in text.

    A root is the code of a state (or the id of its government, where the code is unknown), or the actor's id.
    """

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors: Mapping[str, Actor] = {
            actor.id: actor for actor in sorted(actors, key=lambda a: a.id)
        }
        self._generic = frozenset(a.id for a in self.actors.values() if is_generic(a))
        self._governments = _governments(self.actors.values())
        self._roots = {actor.id: self._root(actor) for actor in self.actors.values()}
        self._names = self._aliases()
        self._pattern = _pattern(self._names)

    def of(self, actor: str) -> str:
        """The root of an actor; an id that nobody knows is its own root."""
        return self._roots.get(actor, actor)

    def generic(self, actor: str) -> bool:
        """Whether an actor stands for nobody in particular."""
        return actor in self._generic

    def traced(self, actor: str) -> bool:
        """Whether it is known to whom an actor belongs: an official without name or state may be anybody's."""
        unnamed = actor in self.actors and self.actors[actor].kind == "unnamed official"
        return not unnamed or self.of(actor) != actor

    def mentions(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield the offset and the root of every actor named in a text."""
        for match in self._pattern.finditer(text) if self._pattern else ():
            yield match.start(), self._names[match.group()]

    def _root(self, actor: Actor) -> str:
        if actor.affiliation in self._governments:
            return self._governments[actor.affiliation]
        if actor.state and speaks_for_state(actor):
            return self._governments.get(actor.state, actor.state)
        if actor.state is None and actor.kind != "media" and speaks_for_state(actor):
            return next(self._named_states(actor), actor.id)
        return actor.id

    def _named_states(self, actor: Actor) -> Iterator[str]:
        """Yield the root of every government whose name the actor's own name carries, longest name first.

        "Utopia's ministry", "Ministry (Utopia)" for any; "Utopian officials" for governments and officials
        office-holders only: an agency may carry a country in its name and belong to nobody.
        """
        for name, root in sorted(self._governments.items(), key=lambda p: (-len(p[0]), p[0])):
            owned = rf"(?:\b{re.escape(name)}['’]|\({re.escape(name)}\))"
            adjective = rf"^(?:the )?{re.escape(name)}(?:n|an|ian|ese|i|ish)?\b"
            rule = owned if actor.kind == "agency" else f"{owned}|{adjective}"
            if any(re.search(rule, text) for text in (actor.name, *actor.aliases)):
                yield root

    def _aliases(self) -> dict[str, str]:
        """Every name in capitals -> root; of two actors with one name the government goes first."""
        rank = sorted(
            self.actors.values(), key=lambda a: (a.kind != "government", a.kind != "person", a.id)
        )
        names: dict[str, str] = {}
        for actor in rank:
            if actor.kind in {"unnamed official", "unknown"} or is_generic(actor):
                continue
            for name in (actor.name, *sorted(actor.aliases)):
                if name[:1].isupper() and len(name) > 2 and name.lower() not in words_table().stop:
                    names.setdefault(name, self.of(actor.id))
        return names


def sources(statement: Statement) -> tuple[str, ...]:
    """The ids of the actors who make a statement: its source and the co-sources."""
    first = (statement.source.actor,) if statement.source.actor else ()
    return first + statement.co_sources


def speaks_for_state(actor: Actor) -> bool:
    """Whether an actor that belongs to a state speaks for it.

    Governments, their agencies and officials do; media where the table of state media names them; a person
    where a name of hers tells an office. Organisations never do, whatever country their name carries.
    """
    names = (actor.name, *actor.aliases)
    if actor.kind == "media":
        return any(state_media().get(" ".join(raw_words(name))) == actor.state for name in names)
    if actor.kind == "person":
        return any(words_table().offices & set(raw_words(name)) for name in names)
    return actor.kind in _STATELY


def is_generic(actor: Actor) -> bool:
    """Whether a source's name stands for nobody in particular: "reports", "local media", "its allies", "no group"."""
    words = [word for word in raw_words(actor.name) if word != "the"]
    if words and (words[0] in {"no", "nobody", "none"} or words[-1] in affiliations().crowds):
        return True
    return actor.kind in {"media", "unknown"} and set(words) <= words_table().generic_sources


def _governments(actors: Iterable[Actor]) -> dict[str, str]:
    """Code, name and alias of every government -> its root: the code, or its id where none is known."""
    found: dict[str, str] = {}
    for actor in actors:
        if actor.kind == "government" and not re.search(r"['’]s\b|\(", actor.name):
            for name in filter(None, (actor.state, actor.name, *actor.aliases)):
                if len(name) > 3 and name[0].isupper():
                    found.setdefault(name, actor.state or actor.id)
    return found


def _pattern(names: Sequence[str] | Mapping[str, str]) -> re.Pattern[str] | None:
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})") if longest else None
