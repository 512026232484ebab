"""Who said which figure of one quantity when: series of figures, never joined across roles, subsets or plans.

Two figures stand in one series where they are comparable and the words of their statements say that they are of
one thing, or their statements are one claim. A figure enters a series only if it is comparable with all that stand
there, so that a figure without a role joins no two roles.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.link.contradictions import firm, meets, nearness
from allegedly.link.figures import OWN, comparable, loose_figures
from allegedly.model import Point, Series, identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allegedly.link.figures import Figure
    from allegedly.link.scene import Scene
    from allegedly.link.views import View
    from allegedly.model import Contradiction, Quantity, Update

__all__ = ["series"]

_Ties = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class _Node:
    """One figure of a statement: `number` is the statement's in the scene."""

    number: int
    view: View
    figure: Figure

    quantity: Quantity

    @property
    def place(self) -> tuple[float, str, int, int]:
        """Where it stands among others: by publication; an undated one stands last."""
        day = math.inf if math.isnan(self.view.day) else self.view.day
        return day, self.view.published or "", self.number, self.quantity.span.start


def series(
    scene: Scene,
    home: Mapping[str, str],
    updates: Iterable[Update],
    contradictions: Iterable[Contradiction],
) -> tuple[Series, ...]:
    """The figures of a story, quantity by quantity, each in order of publication.

    Args:
        scene: the story.
        home: statement id -> id of its claim.
        updates: which figures replace which.
        contradictions: those by figures say which cannot hold beside each other.
    """
    nodes = [
        _Node(number, view, figure, figure.quantity)
        for number, view in enumerate(scene.views)
        if not view.denies
        for figure in (*view.figures, *loose_figures(view.statement, frozenset(view.words)))
        if figure.quantity and not figure.refused
    ]
    older, against = _ties(updates, contradictions)
    groups = _groups(_Near(scene, home, older), nodes)
    return tuple(_series(group, home, older, against) for group in groups)


def _ties(
    updates: Iterable[Update], contradictions: Iterable[Contradiction]
) -> tuple[_Ties, _Ties]:
    """Statement -> the statements whose figure its own replaces, and those whose figure it conflicts with."""
    older: _Ties = defaultdict(set)
    against: _Ties = defaultdict(set)
    for update in updates:
        for new in update.b:
            older[new].update(update.a)
    for found in contradictions:
        if found.kind == "numeric":
            for one, other in ((found.a, found.b), (found.b, found.a)):
                for statement in one:
                    against[statement].update(other)
    return older, against


@dataclass(frozen=True, slots=True)
class _Near:
    """How near two figures of a story are, where they may be of one quantity."""

    scene: Scene
    home: Mapping[str, str]
    older: _Ties

    def __call__(self, a: _Node, b: _Node) -> float | None:
        near = nearness(self.scene, a.number, b.number)
        if self.home[a.view.id] == self.home[b.view.id]:
            return near + 1
        told = meets(a.view, b.view, a.figure, b.figure, near) and self._told(a, b)
        return near if told else None

    def _told(self, a: _Node, b: _Node) -> bool:
        """Whether more than near contents says so: a deed, a measure, the same number, an update."""
        ids = a.view.id, b.view.id
        updates = ids[0] in self.older.get(ids[1], ()) or ids[1] in self.older.get(ids[0], ())
        same = a.figure.printed == b.figure.printed
        return updates or same or firm(a.view, b.view, a.figure, b.figure)


def _groups(near: _Near, nodes: Sequence[_Node]) -> Iterator[tuple[_Node, ...]]:
    """Join the nearest first; two groups are joined only where each figure of one fits each of the other."""
    group = {i: [i] for i in range(len(nodes))}
    lead = list(range(len(nodes)))
    for _, i, j in sorted(_pairs(near, nodes)):
        a, b = sorted((lead[i], lead[j]))
        if a != b and all(_fit(nodes[x], nodes[y]) for x in group[a] for y in group[b]):
            for item in group[b]:
                lead[item] = a
            group[a] += group.pop(b)
    for members in group.values():
        yield tuple(sorted((nodes[i] for i in members), key=lambda n: n.place))


def _pairs(near: _Near, nodes: Sequence[_Node]) -> Iterator[tuple[float, int, int]]:
    """Yield how far two figures are from each other, and their numbers."""
    units: dict[str, list[int]] = defaultdict(list)
    for i, node in enumerate(nodes):
        units[node.figure.unit].append(i)
    for i, a in enumerate(nodes):
        for j in {*units[a.figure.unit], *units[""]}:
            later = i < j or a.figure.unit != nodes[j].figure.unit
            found = near(a, nodes[j]) if later and _fit(a, nodes[j]) else None
            if found is not None:
                yield -found, min(i, j), max(i, j)


def _fit(a: _Node, b: _Node) -> bool:
    """Whether two figures of two statements may stand in one series; the same figure twice in a sentence may not."""
    return a.number != b.number and a.view.foretold == b.view.foretold and _comparable(a, b)


def _comparable(a: _Node, b: _Node) -> bool:
    return not (a.quantity.change or b.quantity.change) and comparable(a.figure, b.figure)


def _subset(nodes: Sequence[_Node]) -> str | None:
    """Whom of those counted the figures are about, beyond what their unit says."""
    figure = nodes[0].figure
    told = {word for node in nodes for word in (node.quantity.unit or "").lower().split()}
    return " ".join(sorted((figure.subsets | figure.scope) - told - {OWN})) or None


def _series(
    nodes: Sequence[_Node], home: Mapping[str, str], older: _Ties, against: _Ties
) -> Series:
    here = tuple(dict.fromkeys(node.view.id for node in nodes))
    first = nodes[0]
    return Series(
        id=identity("series", here[0], first.quantity.span.start, first.quantity.span.end),
        unit=_most(n.quantity.unit for n in nodes),
        role=_most(n.quantity.role for n in nodes) or _measure(nodes),
        subset=_subset(nodes),
        claims=tuple(dict.fromkeys(home[i] for i in here)),
        points=tuple(_point(node, here, older, against) for node in nodes),
    )


def _point(node: _Node, here: Sequence[str], older: _Ties, against: _Ties) -> Point:
    id_, actor = node.view.id, node.view.statement.source.actor
    return Point(
        statement=id_,
        quantity=node.quantity,
        actor=actor if actor in node.view.sources else None,
        updates=tuple(i for i in here if i in older.get(id_, ())),
        conflicts=tuple(i for i in here if i in against.get(id_, ())),
    )


def _measure(nodes: Sequence[_Node]) -> str | None:
    """A known measure names the role where the words of none of them do: "aboard"."""
    return next((n.figure.measure for n in nodes if n.figure.known), None)


def _most(words: Iterable[str | None]) -> str | None:
    """The word that most of them have; of several the first."""
    counts = Counter(word for word in words if word)
    return max(counts, key=lambda word: counts[word]) if counts else None
