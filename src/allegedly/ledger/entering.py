"""Reports and refusals on their way into the case; all of it inside a transaction of the caller's."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from allegedly.errors import InputError
from allegedly.ledger import rows, schema
from allegedly.ledger.entry import Logged
from allegedly.ledger.said import note_said
from allegedly.ledger.schema import standing
from allegedly.model import identity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allegedly.ledger.entry import Entry
    from allegedly.model import Rejected

__all__ = ["close_reading", "enter", "enter_again", "is_open", "keep_vectors", "reject"]


def enter(connection: sa.Connection, entry: Entry, now: str) -> None:
    """Enter one report, unless it stands there already as read by the same reader.

    Raises:
        InputError: the case holds other bytes under the report's id.
    """
    report = entry.report
    there = _open_reading(connection, report.id)
    if there is not None and there.sha256 != report.sha256:
        raise InputError(f"report {report.id}: the case holds other bytes under this id")
    if there is None or there.version != entry.reader:
        close_reading(connection, report.id, now)
        _open(connection, entry, now)
        rows.log(connection, Logged(now, "read anew" if there else "added", report.id))
        rows.mark(connection, [report.id])
    keep_vectors(connection, entry.vectors, entry.embedding)
    if entry.name is not None:
        refused = schema.rejections.c.input == identity("input", entry.name)
        rows.close(connection, schema.rejections, refused, now)


def enter_again(connection: sa.Connection, entry: Entry, now: str) -> bool:
    """Put a new reading of a report that stands in the place of the old one; whether anything is different."""
    report = entry.report
    there = _open_reading(connection, report.id)
    if there is None or (there.version == entry.reader and _same(connection, entry)):
        return False
    close_reading(connection, report.id, now)
    _open(connection, entry, now)
    rows.log(connection, Logged(now, "read anew", report.id))
    rows.mark(connection, [report.id])
    keep_vectors(connection, entry.vectors, entry.embedding)
    return True


def _same(connection: sa.Connection, entry: Entry) -> bool:
    """Whether the case holds just this reading."""
    report, reading = entry.report, entry.reading
    wanted = {
        schema.reports: {rows.body(replace(report, text=""))},
        schema.statements: {rows.body(s) for s in reading.statements},
        schema.actors: {rows.body(a) for a in reading.actors},
    }
    return all(_bodies(connection, table, report.id) == new for table, new in wanted.items())


def _bodies(connection: sa.Connection, table: sa.Table, report: str) -> set[str]:
    home = table.c.id if table is schema.reports else table.c.report
    query = sa.select(table.c.body).where(standing(table, None), home == report)
    return set(connection.scalars(query))


def is_open(connection: sa.Connection, report: str) -> bool:
    """Whether a report stands in the case."""
    return _open_reading(connection, report) is not None


def _open_reading(connection: sa.Connection, report: str) -> sa.Row[str, str] | None:
    table, makers = schema.reports, schema.makers
    query = (
        sa.select(table.c.sha256, makers.c.version)
        .join(makers, makers.c.id == table.c.maker)
        .where(standing(table, None), table.c.id == report)
    )
    return connection.execute(query).first()


def close_reading(connection: sa.Connection, report: str, now: str) -> None:
    """Close a report and what was read from it."""
    rows.close(connection, schema.reports, schema.reports.c.id == report, now)
    for table in (schema.statements, schema.actors):
        rows.close(connection, table, table.c.report == report, now)


def _open(connection: sa.Connection, entry: Entry, now: str) -> None:
    report, reading = entry.report, entry.reading
    _keep_bytes(connection, report.sha256, entry.data)
    if entry.given is not None:
        came = {"report": report.id, "body": rows.body(entry.given)}
        rows.insert(connection, schema.given, [came])
    row = {
        "id": report.id,
        "sha256": report.sha256,
        "text": _text(connection, report.text),
        "maker": rows.maker(connection, "reader", entry.reader, entry.parser or ""),
        "body": rows.body(replace(report, text="")),
        "valid_from": now,
    }
    added = connection.execute(sa.insert(schema.reports).values(row))
    more = {"reading": added.lastrowid, "report": report.id, "valid_from": now}
    for table, nouns in ((schema.statements, reading.statements), (schema.actors, reading.actors)):
        made: list[dict[str, Any]] = [{"id": n.id, "body": rows.body(n), **more} for n in nouns]
        rows.insert(connection, table, made)
    note_said(connection, added.lastrowid)


def _keep_bytes(connection: sa.Connection, sha256: str, data: bytes | None) -> None:
    if data is not None:
        row = {"sha256": sha256, "size": len(data), "zlib": zlib.compress(data)}
        rows.insert(connection, schema.received, [row])


def _text(connection: sa.Connection, text: str) -> int:
    """The row of a text, entered (with its words) where it is new."""
    digest = rows.digest(text)
    find = sa.select(schema.texts.c.row).where(schema.texts.c.sha256 == digest)
    row: int | None = connection.execute(find).scalar()
    if row is None:
        new = sa.insert(schema.texts).values(sha256=digest, text=text)
        row = int(connection.execute(new).lastrowid)
        index = "INSERT INTO words (rowid, text) SELECT row, text FROM texts WHERE row = ?"
        connection.exec_driver_sql(index, (row,))
    return row


def keep_vectors(connection: sa.Connection, vectors: Mapping[str, bytes], model: str) -> None:
    """Keep vectors (float32 bytes) under their texts."""
    made = [
        {"sha256": rows.digest(text), "model": model, "vector": vector}
        for text, vector in vectors.items()
    ]
    rows.insert(connection, schema.vectors, made)


def reject(connection: sa.Connection, refusal: Rejected, now: str) -> None:
    """Enter a refusal, unless the same one stands there already."""
    row = {
        "id": identity("rejected", refusal.input, refusal.sha256 or "", refusal.why),
        "input": identity("input", refusal.input),
        "body": rows.body(refusal),
        "valid_from": now,
    }
    if rows.insert(connection, schema.rejections, [row]):
        rows.log(connection, Logged(now, "rejected", refusal.input, why=refusal.why))
