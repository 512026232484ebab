"""The figures of a ledger, side by side: never averaged, never joined across quantities.

A row is one figure of one source for one quantity; what one quantity is, the ledger says: a series of figures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from allegedly.show.words import figure, join

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allegedly.model import Point, Series, Statement
    from allegedly.show.index import Index

__all__ = ["Figure", "figures", "points", "quantity", "rows", "source", "who"]

SourceWord = Literal["says", "unknown", "own voice"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one source. `quantity` says what is counted: `troops sent`."""

    quantity: str
    amount: str
    who: str
    kind: SourceWord
    statements: tuple[str, ...]
    days: str
    leads: bool
    """Whether it is the first of its quantity: two quantities can have the same name."""
    superseded: bool = False
    update_of: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    """Amounts of this quantity that cannot hold together with this one."""


def figures(known: Index, wanted: Iterable[str], *, differing: bool = False) -> list[Figure]:
    """The figures of every series that holds a `wanted` statement, as the ledger orders them.

    With `differing`, series that no wanted statement is in follow, where their figures differ.
    """
    wanted = set(wanted)
    asked, others = [], []
    for series in known.ledger.linked.series:
        if wanted.intersection(series.statements):
            asked.append(series)
        elif differing and len({figure(p.quantity) for p in points(known, series)}) > 1:
            others.append(series)
    return [row for series in (*asked, *others) for row in rows(known, series)]


def points(known: Index, series: Series) -> list[Point]:
    """The points of a series whose statements are here, in its order."""
    return [p for p in series.points if p.statement in known.statements]


def rows(known: Index, series: Series) -> list[Figure]:
    """One series as rows: a figure of a source once, with all statements that give it."""
    found: dict[tuple[str, str], list[Point]] = {}
    for point in points(known, series):
        found.setdefault((figure(point.quantity), who(known, point)[0]), []).append(point)
    return [_row(known, series, group, leads=n == 0) for n, group in enumerate(found.values())]


def quantity(series: Series) -> str:
    """What a series counts: `troops sent`, `dead (children)`."""
    words = " ".join(filter(None, (series.unit, series.role))) or "figures"
    return f"{words} ({series.subset})" if series.subset else words


def who(known: Index, point: Point) -> tuple[str, SourceWord]:
    """Whom a figure goes back to, and what kind of source that is."""
    name = known.actor(point.actor)
    return (name, "says") if name else source(known, known.statements[point.statement])


def source(known: Index, statement: Statement) -> tuple[str, SourceWord]:
    """Who a statement goes back to, and what kind of source that is."""
    names = known.speakers(statement) or _origin(known, statement)
    if names:
        return join(names), "says"
    if statement.source.kind == "none":
        return f"{known.outlet(statement.report)}, own voice", "own voice"
    return "lineage unknown", "unknown"


def _origin(known: Index, statement: Statement) -> tuple[str, ...]:
    claim = known.claims.get(known.claim_of.get(statement.id, ""))
    origins = claim.origins if claim else ()
    names = (known.actor(o.actor) for o in origins if statement.id in o.statements)
    return tuple(name for name in names if name)


def _row(known: Index, series: Series, group: list[Point], *, leads: bool) -> Figure:
    statements = known.in_order(p.statement for p in group)
    dates = sorted(d for d in (known.reports[s.report].published for s in statements) if d)
    name, kind = who(known, group[0])
    replaced = {s for p in points(known, series) for s in p.updates}
    return Figure(
        quantity=quantity(series),
        leads=leads,
        amount=figure(group[0].quantity),
        who=name,
        kind=kind,
        statements=tuple(known.name(s) for s in statements),
        days=known.days(dates[0], dates[-1]) if dates else "undated",
        superseded=any(p.statement in replaced for p in group),
        update_of=_amounts(known, series, {s for p in group for s in p.updates}),
        conflicts=_amounts(known, series, _conflicting(known, series, group)),
    )


def _conflicting(known: Index, series: Series, group: list[Point]) -> set[str]:
    """The statements whose figure cannot hold beside these, whichever side says so."""
    mine = {p.statement for p in group}
    others = {p.statement for p in points(known, series) if mine.intersection(p.conflicts)}
    return others | {s for p in group for s in p.conflicts}


def _amounts(known: Index, series: Series, statements: set[str]) -> tuple[str, ...]:
    """The figures of this series in some statements."""
    found = (figure(p.quantity) for p in points(known, series) if p.statement in statements)
    return tuple(dict.fromkeys(found))
