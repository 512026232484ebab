"""What every writer of rows needs: insert what is new, close what stands, log what happened."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from allegedly.ledger import schema
from allegedly.ledger.schema import standing
from allegedly.ledger.shape import writer
from allegedly.model import identity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allegedly.ledger.entry import Logged

__all__ = ["body", "close", "digest", "insert", "log", "maker", "mark"]


def insert(connection: sa.Connection, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert what is not there yet; returns how many rows are new."""
    if not rows:
        return 0
    before = _changes(connection)
    connection.execute(sa.insert(table).prefix_with("OR IGNORE"), rows)
    return _changes(connection) - before


def _changes(connection: sa.Connection) -> int:
    count: int = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    return count


def close(
    connection: sa.Connection, table: sa.Table, where: sa.ColumnElement[bool], now: str
) -> None:
    """Close the rows that stand."""
    connection.execute(sa.update(table).where(standing(table, None), where).values(valid_to=now))


def maker(connection: sa.Connection, room: str, version: str, model: str = "") -> int:
    """The id of a maker, entered where it is new."""
    row = {"room": room, "version": version, "model": model}
    insert(connection, schema.makers, [row])
    query = sa.select(schema.makers.c.id).filter_by(**row)
    found: int = connection.execute(query).scalar_one()
    return found


def mark(connection: sa.Connection, reports: Iterable[str]) -> None:
    """Note that reports wait for linking."""
    insert(connection, schema.unlinked, [{"report": report} for report in reports])


def log(connection: sa.Connection, line: Logged) -> None:
    """Write one line of the log."""
    subject = identity(line.subject)  # an input's name may be no text that SQLite takes
    row = {"entered": line.entered, "action": line.action, "subject": subject, "body": body(line)}
    connection.execute(sa.insert(schema.log).values(row))


def body(noun: Any) -> str:
    """A noun as JSON in plain ASCII: any Python string survives."""
    return json.dumps(writer(type(noun), sparse=True)(noun), separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()
