"""How a claim hardens or softens from report to report without a new origin.

Only what can be ordered moves: statements of dated reports, of which one was published strictly later. A copy says
again what was said, and moves nothing; nor does a cue that looks back ("had denied").
"""

from __future__ import annotations

from itertools import pairwise, product
from typing import TYPE_CHECKING

from allegedly.link.contradictions import later
from allegedly.link.figures import comparable
from allegedly.link.positions import positions
from allegedly.link.tables import table
from allegedly.link.told import cue_of, in_line
from allegedly.model import Drift

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.link.told import Direction, Told
    from allegedly.link.views import View
    from allegedly.model import Claim, Point, Series

__all__ = ["drifts"]

_DIRECTIONS: tuple[Direction, ...] = ("hardens", "softens")
_FIRM = frozenset({"asserted", "confirmed"})


def drifts(told: Told) -> tuple[Drift, ...]:
    """All that moved in a story, in a fixed order."""
    found: list[Drift] = []
    for claim in told.claims:
        if claim.polarity == "asserts":
            found += _certainty(told, claim)
            found += _attribution(told, claim)
    for series in told.series:
        found += _figure(told, series)
    return tuple(sorted({*found, *positions(told)}, key=lambda d: (d.claim, d.kind, d.a, d.b)))


def _certainty(told: Told, claim: Claim) -> Iterator[Drift]:
    """One origin is told ever more or less firmly: "alleged" here, "confirmed" there."""
    rows = [v for v in told.moving(claim.statements) if v.id in told.origin_of]
    for origin in dict.fromkeys(told.origin_of[v.id] for v in rows):
        mine = [v for v in rows if told.origin_of[v.id] == origin]
        for a, b in pairwise(_stretches(mine)):
            direction = _direction(a[0].statement.certainty, b[0].statement.certainty)
            if direction and later(a[-1], b[0]):
                because = f"{cue_of(a[-1])} → {cue_of(b[0])}, no new origin"
                yield Drift(claim.id, "certainty", direction, _ids(a), _ids(b), because, origin)


def _stretches(rows: Sequence[View]) -> list[list[View]]:
    """Statements in order, cut where the certainty changes."""
    found: list[list[View]] = []
    for view in rows:
        if found and found[-1][-1].statement.certainty == view.statement.certainty:
            found[-1].append(view)
        else:
            found.append([view])
    return found


def _direction(before: str, after: str) -> Direction | None:
    moves = table("drift.toml")["certainty"]
    return next((d for d in _DIRECTIONS if [before, after] in moves[d]), None)


def _attribution(told: Told, claim: Claim) -> Iterator[Drift]:
    """What one source said is told as a fact in the next report, which names nobody for it."""
    named = {told.by_id[i].report for i in claim.statements if not _own_voice(told.by_id[i])}
    rows = told.moving(claim.statements)
    bare = [v for v in rows if _own_voice(v)]
    firm = [v for v in bare if v.statement.certainty in _FIRM and v.report not in named]
    if not firm or bare[0] != firm[0]:
        return
    before = [v for v in rows if not _own_voice(v) and later(v, firm[0])]
    if not before or _apart(before, firm):
        return
    origins = told.origins_until(claim, firm[0])
    if len(origins) < 2 and origins <= {told.origin_of.get(v.id) for v in before}:
        because = f"{_said(told, before[-1])} → told as a fact, no new origin"
        yield Drift(claim.id, "attribution", "hardens", _ids(before), _ids(firm), because)


def _apart(a: Sequence[View], b: Sequence[View]) -> bool:
    """Whether figures set them apart: another number is another matter."""
    pairs = product((x for v in a for x in v.figures), (y for v in b for y in v.figures))
    return any(comparable(x, y) and x.printed != y.printed for x, y in pairs)


def _said(told: Told, view: View) -> str:
    """Who said so, in the words of the report, and how."""
    span = view.statement.source.span
    actor = told.roots.actors.get(view.statement.source.actor or "")
    name = in_line(span.text) if span else actor.name if actor else "somebody"
    return f"{name}: {cue_of(view)}"


def _own_voice(view: View) -> bool:
    return view.statement.source.kind == "none"


def _figure(told: Told, series: Series) -> Iterator[Drift]:
    """The same number of one claim with its bound and without: "up to 800" here, "800" there."""
    home = told.found.home
    for claim in series.claims:
        mine = {p.statement: p for p in series.points if home[p.statement] == claim}
        rows = told.moving(tuple(mine))
        for number in dict.fromkeys(_number(mine[v.id]) for v in rows):
            same = [v for v in rows if number is not None and _number(mine[v.id]) == number]
            yield from _bounds(told, claim, same, mine)


def _bounds(
    told: Told, claim: str, rows: Sequence[View], points: Mapping[str, Point]
) -> Iterator[Drift]:
    bounds = table("drift.toml")["figure"]["loose"]
    loose = [v for v in rows if points[v.id].quantity.bound in bounds]
    exact = [v for v in rows if points[v.id].quantity.bound == "exact"]
    moves: tuple[tuple[list[View], list[View], Direction], ...] = (
        (loose, exact, "hardens"),
        (exact, loose, "softens"),
    )
    for a, b, direction in moves:
        if a and b and all(later(x, b[0]) for x in a) and _no_new_origin(told, a, b):
            words = f"{_bounded(points[a[-1].id])} → {_bounded(points[b[0].id])}"
            because = f"{words}, no new origin"
            yield Drift(claim, "figure", direction, _ids(a), _ids(b), because)


def _bounded(point: Point) -> str:
    """A figure with its bound, as it was read."""
    quantity = point.quantity
    bound = () if quantity.bound == "exact" else (quantity.bound,)
    return f"“{' '.join((*bound, f'{quantity.value:,.10g}', *filter(None, [quantity.unit])))}”"


def _number(point: Point) -> float | None:
    return point.quantity.value


def _no_new_origin(told: Told, a: Sequence[View], b: Sequence[View]) -> bool:
    new = {told.origin_of[v.id] for v in b if v.id in told.origin_of}
    return new <= {told.origin_of.get(v.id) for v in a}


def _ids(views: Sequence[View]) -> tuple[str, ...]:
    return tuple(view.id for view in views)
