"""Rows as nouns: what stands in the case now, or stood there at a moment of entry time.

`moment` is ISO 8601 in UTC, `None` is now; `only` narrows to some reports.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from allegedly.ledger import links, schema
from allegedly.ledger.entry import Logged
from allegedly.ledger.judging import Overlay, anchor, reattach
from allegedly.ledger.order import by_publication, merged
from allegedly.ledger.schema import among, standing
from allegedly.ledger.shape import reader
from allegedly.model import Actor, Generator, Judgement, Rating, Rejected, Report, Statement
from allegedly.settings import READER, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from allegedly.model import Copy

__all__ = [
    "BRIEFED",
    "BRIEFING",
    "actors",
    "count",
    "generator",
    "judgements",
    "kin",
    "known",
    "last_brief",
    "last_line",
    "nouns",
    "older",
    "overlay",
    "own",
    "ratings",
    "read_anew",
    "rejections",
    "report_ids",
    "report_of",
    "reports",
    "statements",
    "untold",
]

_REPORT = (schema.reports.c.body.label("report_body"), schema.texts.c.text)


def nouns(
    connection: sa.Connection,
    table: sa.Table,
    kind: Any,
    moment: str | None,
    *where: sa.ColumnElement[bool],
) -> Iterator[Any]:
    """Read the bodies of a table."""
    read, query = reader(kind), sa.select(table.c.body).where(standing(table, moment), *where)
    return (read(json.loads(body)) for (body,) in connection.execute(query))


def reports(
    connection: sa.Connection, moment: str | None, only: Iterable[str] | None = None
) -> tuple[Report, ...]:
    """Reports in order of publication."""
    table = schema.reports
    query = (
        sa.select(*_REPORT)
        .join(schema.texts, schema.texts.c.row == table.c.text)
        .where(standing(table, moment))
    )
    query = query if only is None else query.where(among(table.c.id, only))
    found = [_report(body, text) for body, text in connection.execute(query)]
    return tuple(sorted(found, key=by_publication))


def untold(connection: sa.Connection) -> tuple[Report, ...]:
    """All reports in order of publication, without their texts."""
    table = schema.reports
    query = sa.select(table.c.body).where(standing(table, None))
    found = [_report(body, "") for body in connection.scalars(query)]
    return tuple(sorted(found, key=by_publication))


def _report(body: str, text: str) -> Report:
    report: Report = reader(Report)({**json.loads(body), "text": text})
    return report


def known(connection: sa.Connection, ids: Iterable[str]) -> frozenset[str]:
    """Which of these reports stand as read by the current reader."""
    table, makers = schema.reports, schema.makers
    query = (
        sa.select(table.c.id)
        .join(makers, makers.c.id == table.c.maker)
        .where(standing(table, None), makers.c.version == READER, among(table.c.id, ids))
    )
    return frozenset(connection.scalars(query))


def older(connection: sa.Connection) -> frozenset[str]:
    """Which reports stand as another than the current reader read them."""
    table, makers = schema.reports, schema.makers
    query = (
        sa.select(table.c.id)
        .join(makers, makers.c.id == table.c.maker)
        .where(standing(table, None), makers.c.version != READER)
    )
    return frozenset(connection.scalars(query))


def statements(
    connection: sa.Connection, moment: str | None, only: Iterable[str] | None = None
) -> tuple[Statement, ...]:
    """Statements as the machine read them, in no order."""
    where = () if only is None else (among(schema.statements.c.report, only),)
    return tuple(nouns(connection, schema.statements, Statement, moment, *where))


def actors(
    connection: sa.Connection, moment: str | None, shown: Sequence[Report]
) -> tuple[Actor, ...]:
    """Actors, each brought together from the reports (in canonical order) that show it."""
    table, read = schema.actors, reader(Actor)
    place = {r.id: n for n, r in enumerate(shown)}
    query = sa.select(table.c.report, table.c.body).where(
        standing(table, moment), among(table.c.report, place)
    )
    first: dict[str, int] = {}  # what several reports show alike is read once
    for report, body in connection.execute(query):
        first[body] = min(place[report], first.get(body, place[report]))
    ordered = sorted(first, key=lambda body: (first[body], body))
    return merged(read(json.loads(body)) for body in ordered)


def judgements(connection: sa.Connection, moment: str | None) -> tuple[Judgement, ...]:
    """Judgements in the order of entry."""
    found: list[Judgement] = list(nouns(connection, schema.judgements, Judgement, moment))
    return tuple(sorted(found, key=lambda j: (j.entered, j.id)))


def ratings(connection: sa.Connection, moment: str | None) -> tuple[Rating, ...]:
    """Ratings in the order of entry."""
    found: list[Rating] = list(nouns(connection, schema.ratings, Rating, moment))
    return tuple(sorted(found, key=lambda r: (r.entered, r.id)))


def rejections(connection: sa.Connection, moment: str | None) -> tuple[Rejected, ...]:
    """Refusals in the order of input names."""
    found: list[Rejected] = list(nouns(connection, schema.rejections, Rejected, moment))
    return tuple(sorted(found, key=lambda r: (r.input, r.why, r.sha256 or "")))


def overlay(
    connection: sa.Connection,
    only: Iterable[str] | None = None,
    copied: Iterable[Copy] | None = None,
) -> Overlay:
    """The judgements that stand, attached to what stands of the reports that they concern, and of no other.

    `copied` says who copies whom; without it, what stands in the case does.
    """
    judged = judgements(connection, None)
    if not judged:  # and so nothing that would have to be attached to anything
        return Overlay.of((), (), ())
    near = kin(connection, judged, copied)
    here = {*own(connection, judged), *near}
    here = here if only is None else here.intersection(only)
    return Overlay.of(
        judged, reports(connection, None, here), statements(connection, None, here), near
    )


def own(
    connection: sa.Connection, judged: Iterable[Judgement], moment: str | None = None
) -> dict[str, str]:
    """The reports that judgements are anchored in, each with the SHA-256 of its bytes."""
    table, wanted = schema.reports, {a.sha256 for j in judged for a in j.anchors}
    query = sa.select(table.c.id, table.c.sha256)
    query = query.where(standing(table, moment), among(table.c.sha256, wanted))
    return {row.id: row.sha256 for row in connection.execute(query)}


def kin(
    connection: sa.Connection,
    judged: Iterable[Judgement],
    copied: Iterable[Copy] | None = None,
    moment: str | None = None,
) -> dict[str, set[str]]:
    """For each report that copies one with a judgement, or is copied by it, the SHA-256 of that one's bytes."""
    home = own(connection, judged, moment)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for copy in links.copies_of(connection, home) if copied is None else copied:
        for a, b in ((copy.report, copy.of), (copy.of, copy.report)):
            if b in home:
                found[a].add(home[b])
    return found


def generator(
    connection: sa.Connection, moment: str | None, only: Iterable[str] | None = None
) -> Generator:
    """What made the readings that stand; several versions are named side by side."""
    table, makers = schema.reports, schema.makers
    query = (
        sa.select(makers.c.version, makers.c.model)
        .distinct()
        .join(table, table.c.maker == makers.c.id)
        .where(standing(table, moment))
    )
    query = query if only is None else query.where(among(table.c.id, only))
    made = list(connection.execute(query))
    models, versions = {m.model for m in made} - {""}, {m.version for m in made}
    return Generator(
        VERSION, ", ".join(sorted(models)) or None, ", ".join(sorted(versions)) or READER
    )


BRIEFING, BRIEFED = "brief begun", "briefed"
"""Lines of the log that change nothing: a brief of what is new was begun, and was written."""


def last_line(connection: sa.Connection) -> int:
    """The number of the last line of the log that tells of a change, 0 where nothing happened yet."""
    log = schema.log.c
    query = sa.select(log.row).where(log.action.not_in((BRIEFING, BRIEFED)))
    return connection.scalar(query.order_by(log.row.desc()).limit(1)) or 0


def last_brief(connection: sa.Connection) -> Logged | None:
    """The line of the log on the last brief of what is new that was written; its subject is the moment reached."""
    log = schema.log.c
    query = sa.select(log.body).where(log.action == BRIEFED).order_by(log.row.desc()).limit(1)
    body = connection.scalar(query)
    return None if body is None else reader(Logged)(json.loads(body))


def report_of(connection: sa.Connection, statements: Iterable[str]) -> dict[str, str]:
    """The report of each of these statements, closed ones too: a link may be closed with its report."""
    table = schema.statements
    query = sa.select(table.c.id, table.c.report).where(among(table.c.id, statements))
    return {row.id: row.report for row in connection.execute(query)}


def report_ids(connection: sa.Connection) -> list[str]:
    """The ids of all reports."""
    table = schema.reports
    return list(connection.scalars(sa.select(table.c.id).where(standing(table, None))))


def read_anew(connection: sa.Connection, statement: str) -> str | None:
    """The statement that now stands where a closed one stood, or `None`."""
    table, report = schema.statements, schema.reports
    query = (
        sa.select(table.c.body, *_REPORT)
        .join(report, report.c.row == table.c.reading)
        .join(schema.texts, schema.texts.c.row == report.c.text)
        .where(table.c.id == statement)
        .order_by(table.c.row.desc())
    )
    row = connection.execute(query).first()
    there = None if row is None else _report(row.report_body, row.text)
    now = () if there is None else reports(connection, None, [there.id])
    if row is None or there is None or not now:
        return None
    means = anchor(there, reader(Statement)(json.loads(row.body)))
    return reattach(means, now[0].text, statements(connection, None, [there.id]))


def count(connection: sa.Connection, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
    """Count rows."""
    query = sa.select(sa.func.count()).select_from(table).where(*where)
    found: int = connection.execute(query).scalar_one()
    return found
