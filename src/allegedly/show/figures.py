"""The figures of a ledger, side by side: never averaged, never joined across quantities.

A row is one figure of one source for one quantity. Two rows stand under one label only where the ledger
itself relates their statements (same claim, contradiction, update, named as related) and role and unit agree.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.show.words import figure, join

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.model import Quantity, Statement
    from allegedly.show.index import Index

__all__ = ["Figure", "figures"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of one source. `quantity` says what is counted: `troops sent`."""

    quantity: str
    amount: str
    who: str
    known: bool
    """Whether the source is known; else `who` says what is."""
    statements: tuple[str, ...]
    days: str
    superseded: bool = False
    update_of: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    """Amounts of this quantity that cannot hold together with this one."""


Row = list[tuple["Statement", "Quantity"]]


def figures(known: Index, wanted: Iterable[str], *, differing: bool = False) -> list[Figure]:
    """The figures of the `wanted` statements beside those related to them, by quantity, as they appeared.

    With `differing`, quantities that no wanted statement has follow, where their figures differ.
    """
    wanted = set(wanted)
    groups: dict[str, dict[tuple[str, str], Row]] = defaultdict(lambda: defaultdict(list))
    marks = _groups(known)
    for statement, label, quantity in _counted(known):
        key = figure(quantity), source(known, statement)[0]
        groups[marks[statement.id, label]][key].append((statement, quantity))
    asked, others = [], []
    for group in groups.values():
        if any(s.id in wanted for row in group.values() for s, _ in row):
            asked.append(group)
        elif differing and len({amount for amount, _ in group}) > 1:
            others.append(group)
    return [_figure(known, row) for group in (*asked, *others) for row in group.values()]


def source(known: Index, statement: Statement) -> tuple[str, bool]:
    """Who a statement's figure goes back to, and whether that is known."""
    names = known.speakers(statement) or _origin(known, statement)
    if names:
        return join(names), True
    if statement.source.kind == "none":
        return f"{known.outlet(statement.report)}, own voice", False
    return "lineage unknown", False


def _origin(known: Index, statement: Statement) -> tuple[str, ...]:
    claim = known.claims.get(known.claim_of.get(statement.id, ""))
    origins = claim.origins if claim else ()
    names = (known.actor(o.actor) for o in origins if statement.id in o.statements)
    return tuple(name for name in names if name)


def _counted(known: Index) -> Iterator[tuple[Statement, str, Quantity]]:
    """Yield every figure that a claim asserts, with what it counts."""
    for statement in known.statements.values():
        claim = known.claims.get(known.claim_of.get(statement.id, ""))
        if claim and claim.polarity == "asserts":
            for quantity in statement.quantities:
                if label := _label(quantity):
                    yield statement, label, quantity


def _label(quantity: Quantity) -> str:
    """What a figure counts: unit and role."""
    return " ".join(filter(None, (quantity.unit, quantity.role)))


def _groups(known: Index) -> dict[tuple[str, str], str]:
    """For each statement and label a mark that related figures share."""
    parent: dict[tuple[str, str], tuple[str, str]] = {}
    labels: dict[str, set[str]] = defaultdict(set)
    for statement, label, _ in _counted(known):
        parent[statement.id, label] = statement.id, label
        labels[statement.id].add(label)

    def root(key: tuple[str, str]) -> tuple[str, str]:
        while parent[key] != key:
            key = parent[key] = parent[parent[key]]
        return key

    for tied in _ties(known):
        first: dict[str, str] = {}
        for one, label in ((i, label) for i in tied for label in sorted(labels[i])):
            ends = root((first.setdefault(label, one), label)), root((one, label))
            parent[max(ends)] = min(ends)
    return {key: " ".join(root(key)) for key in sorted(parent)}


def _ties(known: Index) -> Iterator[tuple[str, ...]]:
    """Yield the statements that the ledger relates, some at a time."""
    linked = known.ledger.linked
    yield from (c.statements for c in known.claims.values())
    yield from ((*c.a, *c.b) for c in linked.contradictions)
    yield from ((*u.a, *u.b) for u in linked.updates)
    yield from ((r.a, r.b) for r in linked.related)


def _figure(known: Index, row: Row) -> Figure:
    label = _label(row[0][1])
    statements = known.in_order(s.id for s, _ in row)
    dates = sorted(d for d in (known.reports[s.report].published for s in statements) if d)
    who, is_known = source(known, statements[0])
    return Figure(
        quantity=label,
        amount=figure(row[0][1]),
        who=who,
        known=is_known,
        statements=tuple(known.name(s) for s in statements),
        days=known.days(dates[0], dates[-1]) if dates else "undated",
        superseded=any(s.id in known.later for s in statements),
        update_of=_amounts(known, label, known.earlier, statements),
        conflicts=_amounts(known, label, known.against, statements),
    )


def _amounts(
    known: Index, label: str, others: dict[str, list[str]], statements: list[Statement]
) -> tuple[str, ...]:
    """The figures of the same quantity in the other statements."""
    ids = (i for s in statements for i in others.get(s.id, ()))
    found = (q for s in known.in_order(ids) for q in s.quantities if _label(q) == label)
    return tuple(dict.fromkeys(map(figure, found)))
