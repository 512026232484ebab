"""How many independent sources a claim goes back to, and the path from each to every statement.

The report's own voice adds no origin, nor does a copy. "Reports" count only where nobody is named. Actors of
one state, a relay and whom it relays are one origin; those who make a joint statement stay apart, and so do
unnamed officials.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, product
from typing import TYPE_CHECKING, Literal

from allegedly.link.figures import equal
from allegedly.link.roots import sources
from allegedly.model import Edge, Origin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.link.roots import Roots
    from allegedly.link.views import View

__all__ = ["origins"]

_Kind = Literal["relay", "spokesperson", "state media"]


@dataclass(frozen=True, slots=True)
class _Bond:
    """Why two actors of a claim are one origin: `b` stands behind or speaks for `a`, or the reverse."""

    a: str
    b: str
    kind: _Kind
    guess: bool


def origins(
    views: Sequence[View], roots: Roots, copies: Mapping[str, frozenset[str]]
) -> tuple[tuple[Origin, ...], int]:
    """The independent origins of a claim, and how many of its statements are of unknown lineage.

    Args:
        views: the statements of the claim, in canonical order.
        roots: who stands behind whom.
        copies: report -> the reports that it copies.

    Returns:
        The origins in order of first appearance, and a count.
    """
    copied = {v.id: original for v in views if (original := _original(v, views, copies))}
    first_hand = [view for view in views if view.id not in copied]
    unknown = sum(_unknown(view) for view in first_hand)
    bonds = tuple(_bonds(first_hand, roots))
    groups = _groups(_order(first_hand), bonds)
    if not groups:
        return _unspecified(first_hand), unknown
    found = [_origin(group, views, bonds, copied) for group in groups]
    return _with_echoes(found, first_hand), unknown


def _original(
    view: View, views: Sequence[View], copies: Mapping[str, frozenset[str]]
) -> str | None:
    """The statement that this one copies: the claim's first in a report that its report copies."""
    reports = copies.get(view.report, frozenset())
    return next(
        (v.id for v in views if v.report in reports and v.statement.source.kind != "none"), None
    )


def _unknown(view: View) -> bool:
    return view.statement.source.actor is None and view.statement.source.kind != "none"


def _unspecified(views: Sequence[View]) -> tuple[Origin, ...]:
    """Nobody is named: what "reports" and "media" say is one origin, and that it is one is a guess."""
    found = [(v.id, v.statement.source.actor) for v in views if v.statement.source.actor]
    if not found:
        return ()
    lead = str(found[0][1])
    path = tuple(
        Edge(statement, "says", str(actor), guess=actor != lead) for statement, actor in found
    )
    return (Origin(lead, tuple(statement for statement, _ in found), path),)


def _order(views: Sequence[View]) -> tuple[str, ...]:
    """The named sources in order of first appearance."""
    return tuple(dict.fromkeys(a for v in views for a in sources(v.statement) if a in v.sources))


def _bonds(views: Sequence[View], roots: Roots) -> Iterator[_Bond]:
    joint = {pair for v in views for pair in product(v.speakers, v.speakers)}
    for a, b in combinations(_order(views), 2):
        if (a, b) in joint:
            continue
        if _relays(a, b, views) or _relays(b, a, views):
            yield _Bond(a, b, "relay", guess=False)
        elif kind := _affiliation(a, b, roots):
            yield _Bond(a, b, kind, guess=True)


def _relays(a: str, b: str, views: Sequence[View]) -> bool:
    return any(a in view.relays and b in view.sources for view in views)


def _affiliation(a: str, b: str, roots: Roots) -> _Kind | None:
    """How two actors of one state belong together; two unnamed officials never do by themselves."""
    kinds = {roots.actors[actor].kind for actor in (a, b) if actor in roots.actors}
    if roots.of(a) != roots.of(b) or kinds == {"unnamed official"}:
        return None
    return "state media" if "media" in kinds else "spokesperson"


def _groups(order: Sequence[str], bonds: Sequence[_Bond]) -> list[tuple[str, ...]]:
    lead = {actor: actor for actor in order}
    for bond in bonds:
        old, new = sorted((lead[bond.a], lead[bond.b]), key=order.index, reverse=True)
        lead = {actor: new if first == old else first for actor, first in lead.items()}
    return [tuple(a for a in order if lead[a] == first) for first in dict.fromkeys(lead.values())]


def _origin(
    group: Sequence[str], views: Sequence[View], bonds: Sequence[_Bond], copied: Mapping[str, str]
) -> Origin:
    mine = [view for view in views if view.sources & set(group)]
    path = [edge for view in mine for edge in _steps(view, group, copied)]
    for bond in bonds:
        if bond.a in group:
            first = next(view.id for view in mine if bond.b in view.sources)
            path.append(Edge(first, bond.kind, bond.a, bond.guess))
    return Origin(
        group[0], tuple(view.id for view in mine), tuple(sorted(set(path), key=_order_of))
    )


def _steps(view: View, group: Sequence[str], copied: Mapping[str, str]) -> Iterator[Edge]:
    """How one statement came by: who says so, through whom, or copied from where."""
    if view.id in copied:
        yield Edge(view.id, "copy", copied[view.id])
        return
    yield from (Edge(view.id, "says", actor) for actor in sorted(view.sources) if actor in group)
    yield from (Edge(view.id, "relay", actor) for actor in sorted(view.relays))


def _with_echoes(found: Sequence[Origin], views: Sequence[View]) -> tuple[Origin, ...]:
    """Hang what unspecified reports say on the origin with the same figure, else on the first: a guess."""
    extra: dict[str, list[Edge]] = {origin.actor: [] for origin in found}
    by_id = {view.id: view for view in views}
    for view in views:
        if view.statement.source.actor and not view.sources:
            figure = (
                o
                for o in found
                if any(_same_figure(view, by_id[s]) for s in o.statements if s in by_id)
            )
            home = next(figure, None)
            kind: Literal["same figure", "same words"] = "same figure" if home else "same words"
            lead = (home or found[0]).actor
            extra[lead].append(Edge(view.id, kind, lead, guess=True))
    return tuple(
        Origin(
            origin.actor,
            (*origin.statements, *(edge.statement for edge in extra[origin.actor])),
            tuple(sorted((*origin.path, *extra[origin.actor]), key=_order_of)),
        )
        for origin in found
    )


def _same_figure(a: View, b: View) -> bool:
    return any(equal(x, y) for x, y in product(a.figures, b.figures))


def _order_of(edge: Edge) -> tuple[str, int, str, str]:
    return edge.statement, edge.step, edge.kind, edge.to
