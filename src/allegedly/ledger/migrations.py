"""The schema, as the steps that made it. A step is frozen once released: what changes later is a new step."""

from __future__ import annotations

import datetime
import sqlite3
from typing import TYPE_CHECKING

from allegedly.errors import CaseNewer, CaseReadOnly, NotACase
from allegedly.ledger.connection import APPLICATION, pragma, transaction
from allegedly.ledger.said import note_said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import sqlalchemy as sa

    Step = Callable[[sa.Connection], None]

__all__ = ["MIGRATIONS", "copy_to", "migrate", "migration"]

MIGRATIONS: dict[int, Step] = {}
"""Each step under the version that it leads to; filled by `@migration`."""


def migration(version: int) -> Callable[[Step], Step]:
    """Register the step that leads from `version - 1` to `version`."""

    def register(step: Step) -> Step:
        MIGRATIONS[version] = step
        return step

    return register


def migrate(
    connection: sa.Connection,
    path: Path,
    *,
    create: bool,
    read_only: bool,
    steps: Mapping[int, Step] = MIGRATIONS,
) -> None:
    """Bring the case up to the newest version, the old file copied beside it first.

    Raises:
        NotACase: another program's database, or an empty one where no case is to be made.
        CaseNewer: a newer version of allegedly wrote it.
        CaseReadOnly: it is of an older version and may not be changed.
    """
    newest, found = max(steps), _version(connection, path, create=create)
    if found > newest:
        raise CaseNewer(
            f"{path} was written by a newer version of allegedly (case version {found}, this one knows {newest}); "
            "update allegedly: pip install -U allegedly"
        )
    if found == newest:
        return
    if read_only:
        raise CaseReadOnly(
            f"{path} is of case version {found}; open it once for writing to bring it to {newest}"
        )
    if found:
        stamp = datetime.datetime.now(datetime.UTC).strftime("%Y%m%dT%H%M%S%fZ")
        copy_to(connection, path.with_name(f"{path.name}.version-{found}-{stamp}"))
    _climb(connection, steps)


def _climb(connection: sa.Connection, steps: Mapping[int, Step]) -> None:
    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
    with transaction(connection):
        # asked again under the lock: another process may have done it meanwhile
        for version in range(pragma(connection, "user_version") + 1, max(steps) + 1):
            steps[version](connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {max(steps)}")
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def _version(connection: sa.Connection, path: Path, *, create: bool) -> int:
    """Read the case version: 0 for a file that holds nothing yet."""
    if pragma(connection, "application_id") == APPLICATION:
        return pragma(connection, "user_version")
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one()
    if create and not tables and not pragma(connection, "user_version"):
        return 0
    raise NotACase(f"{path} is no case of allegedly; name another file with --case")


def copy_to(connection: sa.Connection, target: Path) -> None:
    """Copy the whole case, log included, into a file that can be read from anywhere."""
    ours = connection.connection.driver_connection
    if not isinstance(
        ours, sqlite3.Connection
    ):  # pragma: no cover - the engine knows no other driver
        raise TypeError(ours)
    copy = sqlite3.connect(target)
    try:
        ours.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


# --- version 1 --------------------------------------------------------------------------------------

_TABLES = """
CREATE TABLE makers (id INTEGER PRIMARY KEY, room TEXT NOT NULL, version TEXT NOT NULL, model TEXT NOT NULL,
  UNIQUE (room, version, model));
CREATE TABLE received (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, zlib BLOB NOT NULL);
CREATE TABLE texts (row INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, text BLOB NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (text, content = 'texts', content_rowid = 'row',
  tokenize = 'porter unicode61 remove_diacritics 2');
CREATE TABLE vectors (sha256 TEXT NOT NULL, model TEXT NOT NULL, vector BLOB NOT NULL, PRIMARY KEY (sha256, model));

CREATE TABLE reports (row INTEGER PRIMARY KEY, id TEXT NOT NULL, sha256 TEXT NOT NULL,
  text INTEGER NOT NULL REFERENCES texts, maker INTEGER NOT NULL REFERENCES makers,
  body TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT);
CREATE TABLE statements (row INTEGER PRIMARY KEY, id TEXT NOT NULL, reading INTEGER NOT NULL REFERENCES reports,
  report TEXT NOT NULL, body TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT);
CREATE TABLE actors (row INTEGER PRIMARY KEY, id TEXT NOT NULL, reading INTEGER NOT NULL REFERENCES reports,
  report TEXT NOT NULL, body TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT);
CREATE TABLE links (row INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, reports TEXT NOT NULL,
  maker INTEGER NOT NULL REFERENCES makers, body TEXT NOT NULL, valid_from TEXT NOT NULL, valid_to TEXT);
CREATE TABLE redirects (row INTEGER PRIMARY KEY, old TEXT NOT NULL, new TEXT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT);
CREATE TABLE judgements (row INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT);
CREATE TABLE rejections (row INTEGER PRIMARY KEY, id TEXT NOT NULL, input TEXT NOT NULL, body TEXT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT);
CREATE TABLE log (row INTEGER PRIMARY KEY, entered TEXT NOT NULL, action TEXT NOT NULL, subject TEXT NOT NULL,
  body TEXT NOT NULL);
CREATE TABLE unlinked (report TEXT PRIMARY KEY);

CREATE UNIQUE INDEX open_reports ON reports (id) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX open_statements ON statements (id) WHERE valid_to IS NULL;
CREATE INDEX open_statements_of ON statements (report) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX open_actors ON actors (report, id) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX open_links ON links (kind, id) WHERE valid_to IS NULL;
CREATE INDEX links_by_id ON links (id);
CREATE UNIQUE INDEX open_redirects ON redirects (old) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX open_judgements ON judgements (id) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX open_rejections ON rejections (id) WHERE valid_to IS NULL;
CREATE INDEX rejections_by_input ON rejections (input) WHERE valid_to IS NULL;
CREATE INDEX reports_by_text ON reports (text);
CREATE INDEX reports_by_sha256 ON reports (sha256);
CREATE INDEX statements_by_reading ON statements (reading);
CREATE INDEX actors_by_reading ON actors (reading);
"""

_FOR_EVER = ("makers", "received", "texts", "vectors", "log")
_CLOSED_ONCE = ("reports", "statements", "actors", "links", "redirects", "judgements", "rejections")


@migration(1)
def first(connection: sa.Connection) -> None:
    """Make the tables, and the triggers by which rows are closed, never changed or deleted."""
    _run(connection, _TABLES)
    _keep(connection, for_ever=_FOR_EVER, closed_once=_CLOSED_ONCE)


# --- version 2 --------------------------------------------------------------------------------------

_CACHES = """
CREATE TABLE rules (rule TEXT PRIMARY KEY);
CREATE TABLE outlines (reading INTEGER PRIMARY KEY REFERENCES reports, report TEXT NOT NULL, day REAL,
  words BLOB NOT NULL, weights BLOB NOT NULL, sketch BLOB NOT NULL);
CREATE TABLE near (reading INTEGER PRIMARY KEY REFERENCES reports, others BLOB NOT NULL, cosines BLOB NOT NULL);
CREATE TABLE sketches (key INTEGER NOT NULL, reading INTEGER NOT NULL, PRIMARY KEY (key, reading)) WITHOUT ROWID;
CREATE TABLE alike (copy INTEGER NOT NULL, original INTEGER NOT NULL, share REAL NOT NULL,
  PRIMARY KEY (copy, original)) WITHOUT ROWID;
CREATE TABLE told (reading INTEGER PRIMARY KEY REFERENCES reports, story TEXT NOT NULL);
CREATE TABLE link_reports (report TEXT NOT NULL, link INTEGER NOT NULL REFERENCES links,
  PRIMARY KEY (report, link)) WITHOUT ROWID;

CREATE INDEX told_by_story ON told (story);
CREATE INDEX outlines_by_day ON outlines (day);
CREATE INDEX outlines_by_report ON outlines (report);
CREATE INDEX alike_by_original ON alike (original);
CREATE INDEX statements_by_id ON statements (id);
CREATE INDEX removals_by_subject ON log (subject) WHERE action = 'removed';

INSERT INTO link_reports (report, link)
  SELECT DISTINCT each.value, links.row FROM links, json_each(links.reports) AS each WHERE links.valid_to IS NULL;
INSERT OR IGNORE INTO unlinked (report) SELECT id FROM reports WHERE valid_to IS NULL;
"""


@migration(2)
def second(connection: sa.Connection) -> None:
    """Make the tables in which linking keeps what it would else work out from the whole case at each report.

    No trigger guards them: they hold nothing that does not follow from the readings and links that stand. Every
    report waits for linking, which fills them.
    """
    _run(connection, _CACHES)


# --- version 3 --------------------------------------------------------------------------------------

_THIRD = """
CREATE TABLE follows (row INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT);
CREATE TABLE given (report TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE UNIQUE INDEX open_follows ON follows (id) WHERE valid_to IS NULL;
"""


@migration(3)
def third(connection: sa.Connection) -> None:
    """Make the tables of what is followed, and of how bytes came."""
    _run(connection, _THIRD)
    _keep(connection, for_ever=("given",), closed_once=("follows",))


# --- version 4 --------------------------------------------------------------------------------------

_BEARING = """
CREATE VIRTUAL TABLE said USING fts5 (words, event, who, content = '', tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE link_statements (statement TEXT NOT NULL, link INTEGER NOT NULL REFERENCES links,
  PRIMARY KEY (statement, link)) WITHOUT ROWID;
"""
_CONCERNED = """
INSERT OR IGNORE INTO link_statements (statement, link)
  SELECT value, l.row FROM links AS l, json_each(l.body, {0}) WHERE l.valid_to IS NULL AND l.kind = '{1}'"""
_NO_MORE = """
DELETE FROM link_statements WHERE link = NEW.row AND statement IN (SELECT value FROM json_each(NEW.body, {0}))"""
_SIDES = (
    ("'$.statements'", "claim"),
    ("'$.targets'", "denial"),
    ("'$.a'", "update"),
)


@migration(4)
def fourth(connection: sa.Connection) -> None:
    """Make the index of who says what of which kind of event, and that of the links of each statement.

    The second follows from the rows of `links`, and triggers keep it.
    """
    _run(connection, _BEARING)
    note_said(connection)
    concerned = [_CONCERNED.format(*side) for side in _SIDES]
    for sql in concerned:
        connection.exec_driver_sql(sql)
    opened = [f"{sql} AND l.row = NEW.row" for sql in concerned]
    _trigger(connection, "concerned_of", "INSERT ON links", opened)
    closed = [_NO_MORE.format(place) for place, _ in _SIDES]
    _trigger(connection, "concerned_no_more", "UPDATE OF valid_to ON links", closed)


def _trigger(connection: sa.Connection, name: str, when: str, does: Sequence[str]) -> None:
    connection.exec_driver_sql(f"CREATE TRIGGER {name} AFTER {when} BEGIN {'; '.join(does)}; END")


# --- version 5 --------------------------------------------------------------------------------------

_RATINGS = """
CREATE TABLE ratings (row INTEGER PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL,
  valid_from TEXT NOT NULL, valid_to TEXT);
CREATE UNIQUE INDEX open_ratings ON ratings (id) WHERE valid_to IS NULL;
"""


@migration(5)
def fifth(connection: sa.Connection) -> None:
    """Make the table of how far sources and claims are trusted."""
    _run(connection, _RATINGS)
    _keep(connection, for_ever=(), closed_once=("ratings",))


# --- version 6 --------------------------------------------------------------------------------------

_OUTBOX = """
CREATE TABLE alerts (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
CREATE TABLE deliveries (alert INTEGER NOT NULL REFERENCES alerts, channel TEXT NOT NULL, tries INTEGER NOT NULL,
  next TEXT NOT NULL, done TEXT, PRIMARY KEY (channel, alert)) WITHOUT ROWID;
CREATE TABLE last_told (name TEXT PRIMARY KEY, body TEXT NOT NULL);
"""


@migration(6)
def sixth(connection: sa.Connection) -> None:
    """Make the outbox of alerts, and the memory of what was told last."""
    _run(connection, _OUTBOX)
    _keep(connection, for_ever=("alerts",), closed_once=())


# --- version 7 --------------------------------------------------------------------------------------


@migration(7)
def seventh(connection: sa.Connection) -> None:
    """Make the table of what is remembered of addresses. No trigger guards it: it may be forgotten."""
    _run(connection, "CREATE TABLE visits (address TEXT PRIMARY KEY, body TEXT NOT NULL);\n")


# --- what the steps share ---------------------------------------------------------------------------


def _run(connection: sa.Connection, script: str) -> None:
    for statement in script.split(";\n"):
        if statement.strip():
            connection.exec_driver_sql(statement)


def _keep(
    connection: sa.Connection, *, for_ever: Sequence[str], closed_once: Sequence[str]
) -> None:
    """Forbid what would lose a row: deleting any, changing one otherwise than by closing it."""
    for table in (*for_ever, *closed_once):
        _forbid(connection, table, "DELETE", "1")
    for table in for_ever:
        _forbid(connection, table, "UPDATE", "1")
    for table in closed_once:
        names = [row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table})")]
        changed = " OR ".join(f"NEW.{n} IS NOT OLD.{n}" for n in names if n != "valid_to")
        _forbid(connection, table, "UPDATE", f"OLD.valid_to IS NOT NULL OR {changed}")


def _forbid(connection: sa.Connection, table: str, act: str, when: str) -> None:
    connection.exec_driver_sql(
        f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE (ABORT, 'rows of {table} are for ever'); END"
    )
