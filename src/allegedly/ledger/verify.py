"""Does the case still say what was put in? Every hash, id and span is computed again."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from typing import TYPE_CHECKING

import sqlalchemy as sa

from allegedly.ledger import schema
from allegedly.ledger.connection import transaction
from allegedly.ledger.links import load
from allegedly.ledger.schema import standing
from allegedly.ledger.shape import reader
from allegedly.model import Problem, Report, Span, Statement, identity, statement_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Check = Callable[[sa.Connection], Iterator[Problem]]

__all__ = ["TWINS", "verify"]

TWINS = 100
"""How many statements of one source on one place are told apart; of 83 in the gold, none share both."""


def verify(connection: sa.Connection, *, read_only: bool) -> tuple[Problem, ...]:
    """Run every check; one that cannot go on is itself a problem. The index is checked where writing is allowed."""
    checks: list[Check] = [_file, _received, _texts, _statements, _links]
    problems = [p for check in checks for p in _run(connection, check, "DEFERRED")]
    if not read_only:
        problems += _run(connection, _index, "IMMEDIATE")
    return tuple(problems)


def _run(connection: sa.Connection, check: Check, kind: str) -> list[Problem]:
    problems: list[Problem] = []
    try:
        with transaction(connection, kind):
            problems += check(connection)
    except (sa.exc.DBAPIError, ValueError, TypeError, AttributeError) as error:
        cause = getattr(error, "orig", error)
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            raise  # somebody else writes: nothing is wrong with the case
        problems.append(Problem("the case file", f"{check.__name__.strip('_')}: {cause}"))
    return problems


def _file(connection: sa.Connection) -> Iterator[Problem]:
    for (detail,) in connection.exec_driver_sql("PRAGMA integrity_check"):
        if detail != "ok":
            yield Problem("the case file", str(detail))
    for table, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Problem("the case file", f"row {row} of {table} points at nothing in {parent}")


def _received(connection: sa.Connection) -> Iterator[Problem]:
    table = schema.received
    for digest, packed in connection.execute(sa.select(table.c.sha256, table.c.zlib)):
        try:
            data = zlib.decompress(packed)
        except zlib.error as error:
            yield Problem(digest, f"the bytes as received cannot be unpacked: {error}")
            continue
        if hashlib.sha256(data).hexdigest() != digest:
            yield Problem(digest, "the bytes as received do not have this SHA-256")


def _texts(connection: sa.Connection) -> Iterator[Problem]:
    table, report = schema.texts, schema.reports
    query = sa.select(report.c.id, report.c.body, table.c.sha256, table.c.text).join(
        table, table.c.row == report.c.text
    )
    for id_, body, digest, text in connection.execute(query):
        if hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest() != digest:
            yield Problem(id_, "the text is not the one that was read")
        marked = reader(Report)({**json.loads(body), "text": text}).boilerplate
        yield from _slices(id_, text, [m.span for m in marked])


def _statements(connection: sa.Connection) -> Iterator[Problem]:
    table, report, texts = schema.statements, schema.reports, schema.texts
    query = (
        sa.select(table.c.id, table.c.body, texts.c.text)
        .join(report, report.c.row == table.c.reading)
        .join(texts, texts.c.row == report.c.text)
        .order_by(table.c.row)
    )
    for id_, body, text in connection.execute(query):
        statement = reader(Statement)(json.loads(body))
        yield from _slices(id_, text, spans(statement))
        if not _has_id(statement, id_):
            yield Problem(id_, "the id does not follow from report, content and source")


def _slices(what: str, text: str, found: list[Span]) -> Iterator[Problem]:
    for s in found:
        if not 0 <= s.start <= s.end <= len(text) or text[s.start : s.end] != s.text:
            yield Problem(what, f"the text at {s.start}-{s.end} is not {s.text!r}")


def spans(statement: Statement) -> list[Span]:
    """Every span of a statement."""
    found = [*statement.content, statement.source.span, statement.cue]
    found += [v.span for v in statement.via]
    found += [q.span for q in statement.quantities]
    found += [t.span for t in statement.times]
    return [span for span in found if span is not None]


def _has_id(statement: Statement, id_: str) -> bool:
    own = statement_id(statement.report, statement.content, statement.source.span)
    return id_ == own or any(id_ == identity(own, nth) for nth in range(2, TWINS))


def _links(connection: sa.Connection) -> Iterator[Problem]:
    """Links may speak of what is gone only as long as the case waits for `link`."""
    if connection.execute(sa.select(schema.unlinked.c.report)).first():
        return
    table = schema.statements
    known = {
        row[0] for row in connection.execute(sa.select(table.c.id).where(standing(table, None)))
    }
    linked = load(connection).linked
    spoken = [(c.id, s) for c in linked.claims for s in c.statements]
    spoken += [(d.statement, s) for d in linked.denials for s in (d.statement, *d.targets)]
    for what, statement in spoken:
        if statement not in known:
            yield Problem(what, f"speaks of a statement that is not in the case: {statement}")


def _index(connection: sa.Connection) -> Iterator[Problem]:
    """The full-text index against the texts; SQLite answers by raising."""
    connection.exec_driver_sql("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)")
    return iter(())
