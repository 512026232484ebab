"""How many independent sources a claim goes back to, and the path from each to every statement.

The report's own voice adds no origin, nor does a copy. "Reports" count only where nobody is named. Those who speak for
one state or body, a relay and whom it relays, outlets that cite each other are one origin; those who make a joint
statement stay apart, and so do unnamed officials.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Literal

from allegedly.link.figures import equal
from allegedly.link.paths import edges, order_of
from allegedly.link.trails import Trails
from allegedly.model import Edge, Origin

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from allegedly.link.lineage import Lineage
    from allegedly.link.trail import Trail
    from allegedly.link.views import View
    from allegedly.model import Span

__all__ = ["origins"]


def origins(views: Sequence[View], lineage: Lineage) -> tuple[tuple[Origin, ...], int]:
    """The independent origins of a claim, and how many of its statements are of unknown lineage.

    What reports only say in their own voice is of unknown lineage too, where nobody at all is named for the claim.

    Args:
        views: the statements of the claim, in canonical order.
        lineage: what the reports of their story say of each other.

    Returns:
        The origins in order of first appearance, and a count.
    """
    trails = Trails(views, lineage)
    first_hand = [view for view in views if view.id not in trails.copied]
    groups = _groups(views, trails, lineage)
    unknown = sum(_unknown(view) and not trails.of(view) for view in first_hand)
    if not groups:
        unspecified = _unspecified(first_hand)
        return unspecified, unknown if unknown or unspecified else min(len(first_hand), 1)
    found = [_origin(group, lineage) for group in groups]
    return _with_echoes(found, views), unknown


def _unknown(view: View) -> bool:
    return view.statement.source.actor is None and view.statement.source.kind != "none"


def _groups(
    views: Sequence[View], trails: Trails, lineage: Lineage
) -> list[list[tuple[View, Trail]]]:
    """The trails of each origin, in order of first appearance."""
    apart = _joint(views, lineage)
    told = {(v.id, n): (v, trail) for v in views for n, trail in enumerate(trails.of(v))}
    named = [trail for _, trail in told.values() if trail.home is None]
    states = {lineage.key(trail.actor) for trail in named if _governs(trail, lineage)}
    keys = {place: _key(t, lineage, apart, states) for place, (_, t) in told.items()}
    behind = [(keys[p], keys[t.behind]) for p, (_, t) in told.items() if t.behind in keys]
    one = _joined(behind)
    found: dict[str, list[tuple[View, Trail]]] = {}
    for place, pair in told.items():
        found.setdefault(one.get(keys[place], keys[place]), []).append(pair)
    return list(found.values())


def _joined(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Key -> the key of its origin: what was copied or cited is of one origin with it, round a circle too."""
    one = {key: key for pair in pairs for key in pair}
    for a, b in pairs:
        if one[a] != one[b]:
            old, new = sorted((one[a], one[b]), reverse=True)
            one = {key: new if lead == old else lead for key, lead in one.items()}
    return one


def _governs(trail: Trail, lineage: Lineage) -> bool:
    known = lineage.bodies.actors.get(trail.actor)
    return known is not None and known.kind == "government"


def _key(trail: Trail, lineage: Lineage, apart: frozenset[str], states: Set[str]) -> str:
    """What the trails of one origin have in common.

    Officials of a state are no origin beside its government, should that say the same: whether they add to it nobody
    can tell, and it is shown as a guess. Beside anybody else who is named they are.
    """
    if trail.home is not None:
        state = lineage.state(trail.actor)
        if state in states:
            return str(state)
        return "\x1f".join(
            (trail.home, min(lineage.bodies.names(trail.actor), default=trail.actor))
        )
    body = lineage.bodies.of(trail.actor)
    return body if body in apart else lineage.key(trail.actor)


def _joint(views: Sequence[View], lineage: Lineage) -> frozenset[str]:
    """The bodies that would be one with another speaker of a joint statement, but for one that keeps the key."""
    found: set[str] = set()
    for view in views:
        together: dict[str, list[str]] = {}
        for actor in dict.fromkeys((*_made(view), *sorted(view.speakers))):
            together.setdefault(lineage.key(actor), []).append(lineage.bodies.of(actor))
        for key, bodies in together.items():
            others = sorted(set(bodies), key=lambda b: (b != key, bodies.index(b)))
            found.update(others[1:])
    return frozenset(found)


def _made(view: View) -> tuple[str, ...]:
    source = view.statement.source.actor
    return tuple(a for a in (source, *view.statement.co_sources) if a in view.speakers)


def _origin(group: Sequence[tuple[View, Trail]], lineage: Lineage) -> Origin:
    """One origin: its lead actor, its statements, and one path for each of them."""
    lead = _lead(dict.fromkeys(trail.actor for _, trail in group), lineage)
    path: dict[str, tuple[Edge, ...]] = {}
    for view, trail in group:
        path.setdefault(view.id, edges(view, trail, lead, lineage))
    return Origin(
        lead, tuple(path), tuple(sorted((e for p in path.values() for e in p), key=order_of))
    )


def _lead(actors: Mapping[str, None], lineage: Lineage) -> str:
    """Who stands for an origin: its government, else the body for which the others speak, else who is first."""
    known = lineage.bodies.actors

    def rank(actor: str) -> tuple[bool, bool]:
        government = actor in known and known[actor].kind == "government"
        return not government, lineage.bodies.of(actor) != lineage.key(actor)

    return min(actors, key=rank)


def _unspecified(views: Sequence[View]) -> tuple[Origin, ...]:
    """Nobody is named: what "reports" and "media" say is one origin, and that it is one is a guess."""
    found = [(v, v.statement.source) for v in views if v.statement.source.actor]
    if not found:
        return ()
    lead = str(found[0][1].actor)
    path = tuple(
        Edge(v.id, "says", v.report, guess=s.actor != lead, start=lead, span=_words(v))
        for v, s in found
    )
    return (Origin(lead, tuple(v.id for v, _ in found), path),)


def _with_echoes(found: Sequence[Origin], views: Sequence[View]) -> tuple[Origin, ...]:
    """Hang what unspecified reports say on the origin with the same figure, else on the first: a guess."""
    by_id = {view.id: view for view in views}
    traced = {s for origin in found for s in origin.statements}
    extra: list[list[Edge]] = [[] for _ in found]
    for view in views:
        if view.statement.source.actor and view.id not in traced:
            same = (n for n, o in enumerate(found) if _same_figure(view, o, by_id))
            home = next(same, None)
            extra[home or 0].append(_echo(view, found[home or 0].actor, figure=home is not None))
    return tuple(
        Origin(
            origin.actor,
            (*origin.statements, *(edge.statement for edge in more)),
            tuple(sorted((*origin.path, *more), key=order_of)),
        )
        for origin, more in zip(found, extra, strict=True)
    )


def _echo(view: View, lead: str, *, figure: bool) -> Edge:
    kind: Literal["same figure", "same words"] = "same figure" if figure else "same words"
    return Edge(view.id, kind, view.report, guess=True, start=lead, span=_words(view))


def _words(view: View) -> Span | None:
    """The words that name a source; of one that only its cue tells ("reportedly"), the cue."""
    return view.statement.source.span or view.statement.cue


def _same_figure(view: View, origin: Origin, by_id: Mapping[str, View]) -> bool:
    theirs = (figure for s in origin.statements for figure in by_id[s].figures)
    return any(equal(x, y) for x, y in product(view.figures, theirs))
