"""What the link room found, kept so that only differences are written, and what followed claims turn into."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from allegedly.ledger.schema import among, link_reports, links, redirects, standing
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

__all__ = [
    "Found",
    "Replaced",
    "copies_of",
    "load",
    "mentioned",
    "redirect",
    "replace_links",
    "resolve",
]

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
    rows = connection.execute(_in_scope(list(reports)).where(links.c.kind == "copy"))
    return tuple(reader(Copy)(json.loads(row.body)) for row in rows)


def replace_links(
    connection: sa.Connection,
    found: Found,
    where: Mapping[str, str],
    scope: Sequence[str] | None,
    entry: Mapping[str, Any],
) -> Replaced:
    """Let `found` be all that stands in `scope`: close what is gone or changed, write what is new or changed.

    Args:
        connection: inside a transaction.
        found: the links, and the copies, of the reports in scope.
        where: the report of each statement that they mention.
        scope: report ids; `None` is the whole case. A row is in scope with any of its reports.
        entry: `maker` and `now`.

    Returns:
        Which claims' rows were closed and opened.
    """
    new = {(row["kind"], row["id"], row["body"]): row for row in _rows(found, where)}
    gone = []
    for row, *same in list(connection.execute(_in_scope(scope))):
        if new.pop(tuple(same), None) is None:
            gone.append((row, same[0], same[1]))
    if gone:
        _close(connection, [row for row, _, _ in gone], entry["now"])
    if new:
        _open(connection, list(new.values()), entry)
    return Replaced(
        closed={claim for _, kind, claim in gone if kind == "claim"},
        opened={claim for kind, claim, _ in new if kind == "claim"},
    )


@dataclass(frozen=True, slots=True)
class Replaced:
    """The ids of the claims whose rows were closed, and opened; one that changed is both."""

    closed: set[str]
    opened: set[str]


def _in_scope(scope: Sequence[str] | None) -> sa.Select[Any]:
    query = sa.select(links.c.row, links.c.kind, links.c.id, links.c.body)
    if scope is None:
        return query.where(standing(links, None))
    of = sa.select(link_reports.c.link).where(among(link_reports.c.report, scope))
    return query.where(links.c.row.in_(of), standing(links, None))


def _close(connection: sa.Connection, gone: Sequence[int], now: str) -> None:
    close = sa.update(links).where(links.c.row == sa.bindparam("gone")).values(valid_to=now)
    connection.execute(close, [{"gone": row} for row in gone])
    this = link_reports.c
    forget = sa.delete(link_reports).where(
        this.report == sa.bindparam("r"), this.link == sa.bindparam("gone")
    )
    query = sa.select(links.c.row, links.c.reports).where(among(links.c.row, gone))
    concerned = [
        {"r": report, "gone": row}
        for row, reports in connection.execute(query)
        for report in json.loads(reports)
    ]
    if concerned:
        connection.execute(forget, concerned)


def _open(
    connection: sa.Connection, new: Sequence[Mapping[str, Any]], entry: Mapping[str, Any]
) -> None:
    last: int = connection.scalar(sa.select(sa.func.max(links.c.row))) or 0
    more = {"maker": entry["maker"], "valid_from": entry["now"]}
    made = [{**row, **more, "row": at} for at, row in enumerate(new, start=last + 1)]
    connection.execute(sa.insert(links), made)
    concerned = [
        {"report": report, "link": row["row"]}
        for row in made
        for report in json.loads(row["reports"])
    ]
    if concerned:
        connection.execute(sa.insert(link_reports), concerned)


def _each(found: Found) -> Iterator[Link]:
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
    return (link for group in groups for link in group)


def _rows(found: Found, where: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    for link in _each(found):
        kind = _NAMES[type(link)]
        body = json.dumps(writer(type(link), sparse=True)(link))
        concerned = sorted({where.get(i, i) for i in _mentioned(link)})
        id_ = link.id if isinstance(link, Claim | Series) else identity(kind, body)
        yield {"kind": kind, "id": id_, "reports": json.dumps(concerned), "body": body}


def mentioned(found: Found) -> set[str]:
    """The statement ids (of copies and corrections: report ids too) that some links speak of."""
    return {i for link in _each(found) for i in _mentioned(link)}


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
    connection: sa.Connection, replaced: Replaced, heirs: Mapping[str, str], now: str
) -> None:
    """Point every closed claim id that stands no more at its heir; an id that stands again needs no pointer."""
    concerned = replaced.closed | replaced.opened
    standing_now = _open_claims(connection, concerned)
    known = _open_redirects(connection, concerned)
    back = sorted(old for old in known if old in standing_now)
    moved = {old: heirs[old] for old in sorted(replaced.closed - standing_now) if old in heirs}
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
    while claim not in seen:
        if _open_claims(connection, [claim], moment):
            return claim
        seen.add(claim)
        claim = _open_redirects(connection, [claim], moment).get(claim, claim)
    return None


def _open_claims(
    connection: sa.Connection, among_these: Iterable[str], moment: str | None = None
) -> set[str]:
    query = sa.select(links.c.id).where(
        standing(links, moment), links.c.kind == "claim", among(links.c.id, among_these)
    )
    return set(connection.scalars(query))


def _open_redirects(
    connection: sa.Connection, of: Iterable[str], moment: str | None = None
) -> dict[str, str]:
    query = sa.select(redirects.c.old, redirects.c.new).where(
        standing(redirects, moment), among(redirects.c.old, of)
    )
    return {row.old: row.new for row in connection.execute(query)}
