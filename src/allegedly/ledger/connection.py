"""One connection to a case file: how it is opened, written to and closed, and what SQLite's errors mean."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import sqlalchemy as sa

from allegedly.errors import CaseBusy, CaseError, CaseMissing, CaseReadOnly, NotACase

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = ["APPLICATION", "close", "connect", "look_at", "pragma", "refusals", "transaction"]

APPLICATION = 0x616C6C67
"""The `application_id` of a case: the letters "allg"."""

BUSY_SECONDS = 5.0
"""How long a writer waits for another; adding a batch of 50 reports holds the lock for about 0.2 s."""

_MAGIC = b"SQLite format 3\0"

_WRITING = "cannot be written: the file or its folder is read-only; copy it to a folder of yours, or name another with --case"
_BUSY = "is being written by another process; wait for it to end and try again"
_DAMAGED = "is damaged; restore a backup, or see what can be read with: allegedly verify"

_REFUSALS: Mapping[int, tuple[type[CaseError], str]] = {
    sqlite3.SQLITE_BUSY: (CaseBusy, _BUSY),
    sqlite3.SQLITE_LOCKED: (CaseBusy, _BUSY),
    sqlite3.SQLITE_READONLY: (CaseReadOnly, _WRITING),
    sqlite3.SQLITE_PERM: (CaseReadOnly, _WRITING),
    sqlite3.SQLITE_CANTOPEN: (CaseReadOnly, _WRITING),
    sqlite3.SQLITE_FULL: (
        CaseReadOnly,
        "cannot be written: the disk is full; make room and run the same command again, nothing is half written",
    ),
    sqlite3.SQLITE_IOERR: (
        CaseReadOnly,
        "cannot be read or written: the disk reports an error; copy the case to another disk",
    ),
    sqlite3.SQLITE_CORRUPT: (NotACase, _DAMAGED),
    sqlite3.SQLITE_NOTADB: (NotACase, "is no case of allegedly; name another file with --case"),
}
"""What SQLite's primary error codes mean to the user, and the way out."""


@contextmanager
def refusals(path: Path) -> Iterator[None]:
    """Turn what SQLite raises inside into a `CaseError` that names the way out."""
    try:
        yield
    except (sa.exc.DBAPIError, sqlite3.Error) as error:
        cause = error.orig if isinstance(error, sa.exc.DBAPIError) else error
        refusal = _REFUSALS.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
        if refusal is None:
            raise
        kind, message = refusal
        raise kind(f"{path} {message}") from error


def look_at(path: Path, *, create: bool) -> None:
    """Raise where `path` cannot be a case, before SQLite touches it.

    Raises:
        CaseMissing: there is nothing, and nothing is to be made; or the folder is missing.
        NotACase: a folder, or a file that is no SQLite database.
        CaseReadOnly: the file may not be read.
    """
    try:
        head = _head(path)
    except FileNotFoundError as error:
        if not create:
            raise CaseMissing(
                f"there is no case at {path}; `allegedly add` makes one, --case names another"
            ) from error
        if not path.parent.is_dir():
            raise CaseMissing(f"there is no folder {path.parent}; make it first") from error
        return
    except IsADirectoryError as error:
        raise NotACase(f"{path} is a folder; name a file with --case") from error
    except OSError as error:
        raise CaseReadOnly(
            f"{path} may not be read ({error.strerror}); ask its owner for a copy"
        ) from error
    if head not in (b"", _MAGIC):
        raise NotACase(f"{path} is no case of allegedly; name another file with --case")


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(len(_MAGIC))


def connect(path: Path, *, read_only: bool) -> sa.Connection:
    """Open the file. Reading falls back to `immutable` where the place is read-only.

    Raises:
        CaseReadOnly: a read-only place, and the last writer did not close the case there.
    """
    with refusals(path):
        if not read_only:
            return _opened(path, "mode=rwc")
        try:
            return _opened(path, "mode=rw")
        except sa.exc.OperationalError:
            if _unfinished(path):
                raise
            return _opened(path, "mode=ro&immutable=1")


def _unfinished(path: Path) -> bool:
    """Tell whether a log lies beside the file: `immutable` would not see what it holds."""
    log = path.with_name(f"{path.name}-wal")
    return log.exists() and log.stat().st_size > 0


def _opened(path: Path, how: str) -> sa.Connection:
    uri = f"{path.absolute().as_uri()}?{how}"
    # isolation_level=None: this file alone says when a transaction begins
    engine = sa.create_engine(
        "sqlite://",
        creator=lambda: sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS),
        poolclass=sa.NullPool,
    )
    connection = engine.connect()
    try:
        # a case may come from a stranger: its schema must not run functions of its own choice
        for setting in ("trusted_schema = OFF", "cell_size_check = ON", "foreign_keys = ON"):
            connection.exec_driver_sql(f"PRAGMA {setting}")
        pragma(connection, "schema_version")  # touches the file, and the log where there is one
    except sa.exc.DBAPIError:
        connection.close()
        raise
    connection.rollback()
    return connection


def pragma(connection: sa.Connection, name: str) -> int:
    """Read a numeric pragma."""
    value: int = connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
    return value


@contextmanager
def transaction(connection: sa.Connection, kind: str = "IMMEDIATE") -> Iterator[None]:
    """All or nothing. `IMMEDIATE` takes the writer's lock at once, `DEFERRED` reads one consistent state."""
    if connection.in_transaction():
        connection.rollback()
    with connection.begin():
        connection.exec_driver_sql(f"BEGIN {kind}")
        yield


def close(connection: sa.Connection, *, read_only: bool) -> None:
    """Close; a writer first brings its log home and truncates it, so that the case is one file again."""
    if connection.in_transaction():
        connection.rollback()
    if not read_only:
        with suppress(
            sa.exc.OperationalError
        ):  # all is safe in the log; who closes last brings it home
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    connection.engine.dispose()
