"""The figures of a ledger, side by side: never averaged, never joined across quantities.

A row is one figure of one source for one quantity. Two figures are of one quantity only where the ledger itself
relates their statements (same claim, contradiction, update, named as related), they have the same role ("sent"),
and what they count, or how many, is the same ("soldiers", 1,500).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from allegedly.model import Span
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
    kind: Literal["says", "unknown", "own voice"]
    statements: tuple[str, ...]
    days: str
    leads: bool
    """Whether it is the first of its quantity: two quantities can have the same name."""
    superseded: bool = False
    update_of: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    """Amounts of this quantity that cannot hold together with this one."""


Row = list[tuple["Statement", "Quantity"]]
Node = tuple[str, Span]
"""A figure: its statement and where it stands."""


def figures(known: Index, wanted: Iterable[str], *, differing: bool = False) -> list[Figure]:
    """The figures of the `wanted` statements beside those related to them, by quantity, as they appeared.

    With `differing`, quantities that no wanted statement has follow, where their figures differ.
    """
    wanted = set(wanted)
    asked, others = [], []
    for group in _groups(known):
        if any(s.id in wanted for row in group.values() for s, _ in row):
            asked.append(group)
        elif differing and len({amount for amount, _ in group}) > 1:
            others.append(group)
    return [
        _figure(known, row, leads=n == 0)
        for group in (*asked, *others)
        for n, row in enumerate(group.values())
    ]


def source(
    known: Index, statement: Statement
) -> tuple[str, Literal["says", "unknown", "own voice"]]:
    """Who a statement's figure goes back to, and what kind of source that is."""
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


def _counted(known: Index) -> Iterator[tuple[Statement, Quantity]]:
    """Yield every figure that a claim asserts, if it is known what it counts."""
    for statement in known.statements.values():
        claim = known.claims.get(known.claim_of.get(statement.id, ""))
        if claim and claim.polarity == "asserts":
            yield from ((statement, q) for q in statement.quantities if _label(q))


def _label(quantity: Quantity) -> str:
    """What a figure counts: unit and role."""
    return " ".join(filter(None, (quantity.unit, quantity.role)))


def _groups(known: Index) -> list[dict[tuple[str, str], Row]]:
    """The figures of each quantity, by amount and source."""
    root = _roots(known)
    groups: dict[Node, dict[tuple[str, str], Row]] = defaultdict(lambda: defaultdict(list))
    for statement, quantity in _counted(known):
        key = figure(quantity), source(known, statement)[0]
        groups[root[statement.id, quantity.span]][key].append((statement, quantity))
    return list(groups.values())


def _roots(known: Index) -> dict[Node, Node]:
    """For each figure one that stands for its whole quantity."""
    nodes: dict[str, list[tuple[Node, Quantity]]] = defaultdict(list)
    for statement, quantity in _counted(known):
        nodes[statement.id].append(((statement.id, quantity.span), quantity))
    parent = {node: node for found in nodes.values() for node, _ in found}

    def root(node: Node) -> Node:
        while parent[node] != node:
            node = parent[node] = parent[parent[node]]
        return node

    for tied in _ties(known):
        first: dict[tuple[str | None, str], Node] = {}
        for node, quantity in (found for i in tied for found in nodes.get(i, ())):
            for likeness in _likenesses(quantity):
                ends = root(first.setdefault(likeness, node)), root(node)
                parent[max(ends)] = min(ends)
    return {node: root(node) for node in parent}


def _likenesses(quantity: Quantity) -> tuple[tuple[str | None, str], tuple[str | None, str]]:
    """Figures with the same role that share what they count (its last word), or how many, are of one quantity."""
    counted = (quantity.unit or "").rpartition(" ")[2]
    return (quantity.role, counted), (quantity.role, figure(quantity))


def _ties(known: Index) -> Iterator[tuple[str, ...]]:
    """Yield the statements that the ledger relates, some at a time."""
    linked = known.ledger.linked
    yield from (c.statements for c in known.claims.values())
    yield from ((*c.a, *c.b) for c in linked.contradictions)
    yield from ((*u.a, *u.b) for u in linked.updates)
    yield from ((r.a, r.b) for r in linked.related)


def _figure(known: Index, row: Row, *, leads: bool) -> Figure:
    statements = known.in_order(s.id for s, _ in row)
    dates = sorted(d for d in (known.reports[s.report].published for s in statements) if d)
    who, kind = source(known, statements[0])
    role = row[0][1].role
    return Figure(
        quantity=_label(row[0][1]),
        leads=leads,
        amount=figure(row[0][1]),
        who=who,
        kind=kind,
        statements=tuple(known.name(s) for s in statements),
        days=known.days(dates[0], dates[-1]) if dates else "undated",
        superseded=any(s.id in known.later for s in statements),
        update_of=_amounts(known, role, known.earlier, statements),
        conflicts=_amounts(known, role, known.against, statements),
    )


def _amounts(
    known: Index, role: str | None, others: dict[str, list[str]], statements: list[Statement]
) -> tuple[str, ...]:
    """The figures with the same role in the other statements."""
    ids = (i for s in statements for i in others.get(s.id, ()))
    found = (q for s in known.in_order(ids) for q in s.quantities if q.role == role)
    return tuple(dict.fromkeys(map(figure, found)))
