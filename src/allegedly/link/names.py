"""The bodies of a story by the names, short names and adjectives under which a text may speak of them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.link.bodies import Bodies

__all__ = ["BODIES", "Names"]

BODIES = frozenset({"agency", "organisation", "government", "group"})
"""Kinds of actors for which somebody may speak."""
_ENDINGS = ("", "n", "an", "ian", "ese", "i", "ish")
"""Latvian, Chinese, Iraqi, Danish, each of the state's name."""
_WORD = re.compile(r"[\w’'-]+")
_OWNED = re.compile(r"['’]s?$")
_LONGEST = 6
"""Words of the longest name that is looked for in running text."""
_SHORTEST = 4
"""Letters of a first word that means its organisation: "Tarn" does, "New" and "Red" do not."""


class Names:
    """Who is meant by some words."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self._of: dict[str, str] = {}
        for actor in bodies.actors.values():
            for name in sorted(bodies.names(actor.id)) if actor.kind in BODIES else ():
                self._of.setdefault(name, bodies.of(actor.id))
        self._adjectives = dict(reversed(list(_adjectives(bodies))))
        for name, body in (*self._adjectives.items(), *_first_words(bodies, self._of)):
            self._of.setdefault(name, body)
        self._ends = _ends(self._of)

    def owner(self, name: str) -> str | None:
        """The government whose adjective, or whose name in the possessive, a body's name begins with."""
        words = _words(name)
        return self._adjectives.get(words[0]) if len(words) > 1 else None

    def starting(self, text: str) -> str | None:
        """The body with whose name a text begins."""
        words = _words(text)[:_LONGEST]
        ends = range(len(words), 0, -1)
        return next((self._of[n] for end in ends if (n := " ".join(words[:end])) in self._of), None)

    def closing(self, text: str, loose: int) -> str | None:
        """The body with whose name a text ends, but for so many words of another kind at most."""
        words = _words(text)
        for end in range(len(words), max(len(words) - loose - 1, 0), -1):
            for start in range(max(end - _LONGEST, 0), end):
                if body := self._of.get(" ".join(words[start:end])):
                    return body
        return None

    def first(self, text: str) -> str | None:
        """The first body named in a text."""
        words = _words(text)
        found = (self.starting(" ".join(words[at:])) for at in range(len(words)))
        return next(filter(None, found), None)

    def ending(self, noun: str) -> str | None:
        """The one body whose name ends with a noun: "the hospital" of a story with one."""
        found = self._ends.get(noun.lower(), set())
        return next(iter(found)) if len(found) == 1 else None

    def whom(self, text: str) -> str | None:
        """The body or the person with whose name a text begins."""
        if body := self.starting(text):
            return body
        words = _words(text)[:2]
        return (
            self.bodies.person(" ".join(words)) or self.bodies.person(words[0]) if words else None
        )

    def ministry(self, topic: str) -> str | None:
        """The one ministry of a story for something."""
        wanted = f"{topic.lower()} ministry"
        found = {b for n, b in self._of.items() if n == wanted or n.endswith(f" {wanted}")}
        return found.pop() if len(found) == 1 else None


def _words(text: str) -> list[str]:
    """Words in lower case, without article at the begin and possessive endings."""
    words = [_OWNED.sub("", word) for word in _WORD.findall(text.lower())]
    return words[1:] if words[:1] == ["the"] else words


def _adjectives(bodies: Bodies) -> Iterator[tuple[str, str]]:
    """Yield the adjectives of states: of a government's name by its ending, of others as a body's name shows them."""
    known = sorted(bodies.actors.values(), key=lambda a: (a.kind != "government", a.id))
    for actor in known:
        names = sorted(bodies.names(actor.id))
        if actor.kind == "government":
            yield from ((name + end, bodies.of(actor.id)) for name in names for end in _ENDINGS)
        elif actor.kind in {"agency", "media"} and actor.state and " " in actor.name:
            yield actor.name.split()[0].lower(), bodies.of(actor.id)


def _first_words(bodies: Bodies, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the first word of each organisation's name, where it means nobody else: Dravin of Dravin United."""
    names = {
        (name.split()[0], bodies.of(a.id))
        for a in bodies.actors.values()
        if a.kind == "organisation" and bodies.proper(a.id)
        for name in bodies.names(a.id)
        if " " in name and len(name.split()[0]) >= _SHORTEST
    }
    times = Counter(first for first, _ in names)
    other = {name.split()[0] for a in bodies.actors for name in bodies.names(a)}
    for first, body in sorted(names):
        derived = any(o != first and o.startswith(first) for o in other)  # Iran, Iranian
        if times[first] == 1 and first not in known and not derived:
            yield first, body


def _ends(names: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, body in names.items():
        words: Sequence[str] = _WORD.findall(name)
        found.setdefault(words[-1] if words else "", set()).add(body)
    return found
