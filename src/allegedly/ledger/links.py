"""What the link room found, kept so that only differences are written, and what followed claims turn into."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from allegedly.ledger.schema import among, links, redirects, standing
from allegedly.ledger.shape import reader, writer
from allegedly.model import (
    Claim,
    Contradiction,
    Copy,
    Correction,
    Denial,
    Drift,
    Linked,
    Related,
    Series,
    Update,
    identity,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["Found", "copies_of", "load", "redirect", "replace_links", "resolve"]

Link = Claim | Denial | Related | Contradiction | Update | Series | Drift | Correction | Copy

_KINDS: dict[str, type[Link]] = {  # as `Linked` has them; copies come last
    "claim": Claim,
    "denial": Denial,
    "related": Related,
    "contradiction": Contradiction,
    "update": Update,
    "series": Series,
    "drift": Drift,
    "correction": Correction,
    "copy": Copy,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}


@dataclass(frozen=True, slots=True)
class Found:
    """Open link rows as nouns."""

    linked: Linked
    copies: tuple[Copy, ...]


def load(connection: sa.Connection, moment: str | None = None) -> Found:
    """Read the link rows that stand now, or stood at a moment."""
    nouns: dict[str, list[Any]] = {name: [] for name in _KINDS}
    rows = connection.execute(sa.select(links.c.kind, links.c.body).where(standing(links, moment)))
    for kind, body in rows:
        nouns[kind].append(reader(_KINDS[kind])(json.loads(body)))
    made = {name: tuple(values) for name, values in nouns.items()}
    return Found(Linked(*(made[name] for name in _KINDS if name != "copy")), made["copy"])


def copies_of(connection: sa.Connection, reports: Iterable[str]) -> tuple[Copy, ...]:
    """The copies that stand and concern any of these reports."""
    concerned = standing(links, None), links.c.kind == "copy", _touches(list(reports))
    bodies = connection.scalars(sa.select(links.c.body).where(*concerned))
    return tuple(reader(Copy)(json.loads(body)) for body in bodies)


def replace_links(
    connection: sa.Connection,
    found: Found,
    where: Mapping[str, str],
    scope: Sequence[str] | None,
    entry: Mapping[str, Any],
) -> set[str]:
    """Let `found` be all that stands in `scope`: close what is gone or changed, write what is new or changed.

    Args:
        connection: inside a transaction.
        found: the links, and the copies, of the reports in scope.
        where: the report of each open statement.
        scope: report ids; `None` is the whole case. A row is in scope with any of its reports.
        entry: `maker` and `now`.

    Returns:
        The ids of claims whose row was closed.
    """
    new = {(row["kind"], row["id"], row["body"]): row for row in _rows(found, where)}
    stands = sa.select(links.c.row, links.c.kind, links.c.id, links.c.body).where(
        standing(links, None)
    )
    if scope is not None:
        stands = stands.where(_touches(scope))
    gone = []
    for row, *same in connection.execute(stands):
        if new.pop(tuple(same), None) is None:
            gone.append((row, same[0], same[1]))
    close = (
        sa.update(links).where(links.c.row == sa.bindparam("gone")).values(valid_to=entry["now"])
    )
    if gone:
        connection.execute(close, [{"gone": row} for row, _, _ in gone])
    if new:
        more = {"maker": entry["maker"], "valid_from": entry["now"]}
        connection.execute(sa.insert(links), [row | more for row in new.values()])
    return {claim for _, kind, claim in gone if kind == "claim"}


def _touches(scope: Sequence[str]) -> sa.ColumnElement[bool]:
    concerned = sa.func.json_each(links.c.reports).table_valued("value")
    return sa.exists(sa.select(concerned.c.value).where(among(concerned.c.value, scope)))


def _rows(found: Found, where: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    linked = found.linked
    groups: tuple[Iterable[Link], ...] = (
        linked.claims,
        linked.denials,
        linked.related,
        linked.contradictions,
        linked.updates,
        linked.series,
        linked.drifts,
        linked.corrections,
        found.copies,
    )
    for link in (link for group in groups for link in group):
        kind = _NAMES[type(link)]
        body = json.dumps(writer(type(link), sparse=True)(link))
        concerned = sorted({where.get(i, i) for i in _mentioned(link)})
        id_ = link.id if isinstance(link, Claim | Series) else identity(kind, body)
        yield {"kind": kind, "id": id_, "reports": json.dumps(concerned), "body": body}


def _mentioned(link: Link) -> tuple[str, ...]:
    """Statement ids (of a copy or correction: report ids too) that a link speaks of."""
    match link:
        case Claim() | Series():
            return link.statements
        case Denial():
            return link.statement, *link.targets
        case Related():
            return link.a, link.b
        case Copy() | Correction():
            return _reports_of(link)
        case _:
            return *link.a, *link.b


def _reports_of(link: Copy | Correction) -> tuple[str, ...]:
    """The reports that a link speaks of by themselves; a correction's statements stand in them."""
    return tuple(filter(None, (link.report, link.of)))


# --- claims that others follow ----------------------------------------------------------------------


def redirect(
    connection: sa.Connection, closed: Iterable[str], heirs: Mapping[str, str], now: str
) -> None:
    """Point every closed claim id that stands no more at its heir; an id that stands again needs no pointer."""
    standing_now = set(_open_claims(connection))
    known = dict(_open_redirects(connection))
    back = sorted(old for old in known if old in standing_now)
    moved = {old: heirs[old] for old in sorted(set(closed) - standing_now) if old in heirs}
    stale = back + [old for old in moved if known.get(old, moved[old]) != moved[old]]
    if stale:
        gone = standing(redirects, None) & among(redirects.c.old, stale)
        connection.execute(sa.update(redirects).where(gone).values(valid_to=now))
    new = [{"old": o, "new": n, "valid_from": now} for o, n in moved.items() if known.get(o) != n]
    if new:
        connection.execute(sa.insert(redirects), new)


def resolve(connection: sa.Connection, claim: str, moment: str | None = None) -> str | None:
    """Follow redirects from an id to a claim that stands (or stood at a moment), or `None`."""
    seen: set[str] = set()
    known = dict(_open_redirects(connection, moment))
    while claim not in seen:
        if connection.execute(_open_claims_query(moment).where(links.c.id == claim)).first():
            return claim
        seen.add(claim)
        claim = known.get(claim, claim)
    return None


def _open_claims_query(moment: str | None = None) -> sa.Select[Any]:
    return sa.select(links.c.id).where(standing(links, moment), links.c.kind == "claim")


def _open_claims(connection: sa.Connection) -> Iterator[str]:
    return (row[0] for row in connection.execute(_open_claims_query()))


def _open_redirects(connection: sa.Connection, moment: str | None = None) -> list[tuple[str, str]]:
    rows = connection.execute(
        sa.select(redirects.c.old, redirects.c.new).where(standing(redirects, moment))
    )
    return [(old, new) for old, new in rows]
