"""How a case is read and written: every method of the store is one transaction."""

from __future__ import annotations

import json
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from allegedly.errors import CaseReadOnly, InputError, NotACase
from allegedly.ledger import connection as sqlite
from allegedly.ledger import schema
from allegedly.ledger.shape import Misshapen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from allegedly.settings import Settings

__all__ = ["Access", "moment_of"]


class Access:
    """One connection to a case."""

    _connection: sa.Connection
    _path: Path
    _settings: Settings
    _read_only: bool

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        """One consistent state of the case."""
        with sqlite.refusals(self._path):
            try:
                with sqlite.transaction(self._connection, "DEFERRED"):
                    yield self._connection
            except (Misshapen, json.JSONDecodeError) as error:
                raise NotACase(
                    f"{self._path} holds a row that cannot be read ({error}); restore a backup, or see: allegedly verify"
                ) from error

    @contextmanager
    def _writing(self) -> Iterator[tuple[sa.Connection, str]]:
        """One transaction; yields the moment of entry too, which never runs backwards."""
        if self._read_only:
            raise CaseReadOnly(f"{self._path} was opened for reading only; open it for writing")
        now, connection = moment_of(self._settings.clock()), self._connection
        latest = sa.select(schema.log.c.entered).order_by(schema.log.c.row.desc()).limit(1)
        with sqlite.refusals(self._path), sqlite.transaction(connection):
            yield connection, max(now, connection.execute(latest).scalar() or "")


def moment_of(text: str) -> str:
    """ISO 8601 in UTC to the second; a date alone is the end of its day."""
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"{text!r} is no time; write it as 2026-01-31 or 2026-01-31T09:15:00Z"
        ) from error
    if len(text) == 10:
        moment = moment.replace(hour=23, minute=59, second=59)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
