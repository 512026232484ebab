"""Names as plans write them -> the actors of a ledger that they mean, those who speak for them included."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from allegedly.assess.words import plain
from allegedly.model import Sought

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.model import Actor, Indicator

__all__ = ["Names", "sought"]

_IN_BRACKETS = re.compile(r"\(([^()]+)\)$")
"""`Defence Ministry (Ruritania)`: whose ministry it is."""


class Names:
    """The actors of a ledger by what plans may call them."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        """Note every name, alias and affiliation; what belongs to a state answers to the state's government too."""
        actors = list(actors)
        governments: defaultdict[str, list[str]] = defaultdict(list)
        for actor in actors:
            if actor.kind == "government" and actor.state:
                governments[actor.state] += (actor.name, *actor.aliases)
        self._means: defaultdict[str, set[str]] = defaultdict(set)
        self._exact: defaultdict[str, set[str]] = defaultdict(set)
        for actor in actors:
            for name in (actor.id, actor.name, *actor.aliases):
                self._exact[_key(name)].add(actor.id)
            for name in _called(actor, governments):
                self._means[_key(name)].add(actor.id)

    def meant(self, name: str) -> frozenset[str]:
        """Ids of the actors that a name means, and of those who speak for them or belong to them."""
        return frozenset(self._means.get(_key(name), ()))

    def exact(self, name: str) -> frozenset[str]:
        """Ids of the actors that are called so themselves."""
        return frozenset(self._exact.get(_key(name), ()))


def sought(indicator: Indicator, names: Names) -> Sought:
    """What has to be looked for in a large case to find all that may bear on an indicator."""
    groups = (frozenset(i for n in group for i in names.meant(n)) for group in indicator.actors)
    return Sought(indicator.events, tuple(groups), indicator.words)


def _key(name: str) -> str:
    return plain(name).casefold()


def _called(actor: Actor, governments: defaultdict[str, list[str]]) -> Iterator[str]:
    yield from (actor.id, actor.name, *actor.aliases)
    if actor.affiliation:
        yield actor.affiliation
    if belongs := _IN_BRACKETS.search(actor.name):
        yield belongs[1]
    if actor.state:
        yield from governments.get(actor.state, ())
