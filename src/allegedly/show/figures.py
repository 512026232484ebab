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
    first: str | None
    last: str | None
    superseded: bool = False
    update_of: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    """Amounts of this quantity that cannot hold together with this one."""


Row = list[tuple["Statement", "Quantity"]]


def figures(known: Index, wanted: Iterable[str]) -> list[Figure]:
    """The figures of the `wanted` statements and of those related to them, by quantity, then as they appeared."""
    wanted = set(wanted)
    groups = _groups(known)
    chosen = {groups[s.id, label] for s, label, _ in _counted(known) if s.id in wanted}
    rows: dict[tuple[str, str, str, str], Row] = defaultdict(list)
    for statement, label, quantity in _counted(known):
        group = groups[statement.id, label]
        if group in chosen:
            rows[group, label, figure(quantity), source(known, statement)[0]].append(
                (statement, quantity)
            )
    order = {group: n for n, group in enumerate(dict.fromkeys(group for group, *_ in rows))}
    ordered = sorted(rows.items(), key=lambda item: order[item[0][0]])
    return [_figure(known, label, row) for (_, label, _, _), row in ordered]


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
                label = " ".join(filter(None, (quantity.unit, quantity.role)))
                if label:
                    yield statement, label, quantity


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


def _figure(known: Index, label: str, row: Row) -> Figure:
    statements = known.in_order(s.id for s, _ in row)
    ids = {s.id for s in statements}
    dates = sorted(d for d in (known.reports[s.report].published for s in statements) if d)
    updates = known.ledger.linked.updates
    who, is_known = source(known, statements[0])
    return Figure(
        quantity=label,
        amount=figure(row[0][1]),
        who=who,
        known=is_known,
        statements=tuple(known.name(s) for s in statements),
        first=dates[0] if dates else None,
        last=dates[-1] if dates else None,
        superseded=any(ids & set(u.a) for u in updates),
        update_of=_amounts(known, label, (i for u in updates if ids & set(u.b) for i in u.a)),
        conflicts=_amounts(known, label, _against(known, ids)),
    )


def _against(known: Index, ids: set[str]) -> Iterator[str]:
    for found in known.ledger.linked.contradictions:
        if found.kind == "numeric":
            yield from found.b if ids & set(found.a) else found.a if ids & set(found.b) else ()


def _amounts(known: Index, label: str, ids: Iterable[str]) -> tuple[str, ...]:
    found = (q for s in known.in_order(ids) for q in s.quantities)
    return tuple(
        dict.fromkeys(figure(q) for q in found if " ".join(filter(None, (q.unit, q.role))) == label)
    )
