from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from allegedly.errors import (
    AllegedlyError,
    CaseBusy,
    CaseMissing,
    CaseNewer,
    CaseReadOnly,
    NotACase,
)
from allegedly.ledger import Store, dumps, to_json
from allegedly.ledger import connection as sqlite
from allegedly.ledger.migrations import MIGRATIONS, migrate
from allegedly.ledger.schema import metadata
from allegedly.model import Rejected
from allegedly.settings import Settings
from ledger.making import entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ledger.conftest import Opened

SETTINGS = Settings(now="2031-04-01T08:00:00Z")
FERRY = "Quill said that 12 boats sank on Tuesday.\n"
STORM = "The Port Office said that the storm had passed.\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.db"
    with Store.open(path, settings=SETTINGS, create=True) as store:
        store.add([entry(FERRY)])
    return path


def reports(path: Path, *, read_only: bool = False) -> int:
    with Store.open(path, settings=SETTINGS, read_only=read_only) as store:
        return len(store.reports())


def test_a_closed_case_is_one_file(case: Path) -> None:
    assert [p.name for p in case.parent.iterdir()] == ["case.db"]
    assert reports(case) == 1
    assert [p.name for p in case.parent.iterdir()] == ["case.db"]


def test_closing_twice_is_safe(opened: Opened) -> None:
    store = opened()
    store.close()
    store.close()


def test_missing(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing, match="`allegedly add` makes one"):
        Store.open(tmp_path / "none.db", settings=SETTINGS)
    with pytest.raises(CaseMissing, match="`allegedly add` makes one"):
        Store.open(tmp_path / "none.db", settings=SETTINGS, create=True, read_only=True)
    with pytest.raises(CaseReadOnly, match="ask its owner"):
        Store.open(tmp_path / ("x" * 300), settings=SETTINGS, create=True)
    with pytest.raises(CaseMissing, match="make it first"):
        Store.open(tmp_path / "no" / "none.db", settings=SETTINGS, create=True)
    assert list(tmp_path.iterdir()) == []


def test_not_a_case(tmp_path: Path) -> None:
    text, other, empty = tmp_path / "a.txt", tmp_path / "b.db", tmp_path / "c.db"
    text.write_text("These are notes, and no database at all.")
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE recipes (name)")
    connection.close()
    empty.touch()
    before = other.read_bytes()
    for path in (text, other, tmp_path):
        with pytest.raises(NotACase, match="--case"):
            Store.open(path, settings=SETTINGS, create=True)
    with pytest.raises(NotACase):
        Store.open(empty, settings=SETTINGS)
    assert other.read_bytes() == before
    Store.open(empty, settings=SETTINGS, create=True).close()
    assert reports(empty) == 0


def test_a_header_alone_is_no_case(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    with pytest.raises(NotACase):
        Store.open(path, settings=SETTINGS, create=True)


def test_newer(case: Path) -> None:
    with sqlite3.connect(case) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    for read_only in (True, False):
        with pytest.raises(CaseNewer, match="update allegedly"):
            Store.open(case, settings=SETTINGS, read_only=read_only)


def test_before_a_migration_the_case_is_copied(case: Path) -> None:
    def more(connection: sa.Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE marks (name TEXT)")

    newest = max(MIGRATIONS)
    steps = {**MIGRATIONS, newest + 1: more}
    connection = sqlite.connect(case, read_only=False)
    with pytest.raises(CaseReadOnly, match="open it once for writing"):
        migrate(connection, case, create=False, read_only=True, steps=steps)
    migrate(connection, case, create=False, read_only=False, steps=steps)
    assert sqlite.pragma(connection, "user_version") == newest + 1
    sqlite.close(connection, read_only=False)
    (copy,) = case.parent.glob(f"case.db.version-{newest}-*")
    assert reports(copy) == 1
    with pytest.raises(CaseNewer):
        reports(case)


def test_a_case_of_the_first_version_is_brought_up(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    connection = sqlite.connect(path, read_only=False)
    migrate(connection, path, create=True, read_only=False, steps={1: MIGRATIONS[1]})
    sqlite.close(connection, read_only=False)
    with Store.open(path, settings=SETTINGS) as store:
        assert store.follows() == ()
        store.add([entry("Quill said that the quay was closed.\n")])
        assert store.given(store.reports()[0].id) is None
    assert len(list(tmp_path.glob("old.db.version-1-*"))) == 1


def test_a_migration_that_fails_changes_nothing(case: Path) -> None:
    def more(connection: sa.Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE marks (name TEXT)")
        connection.exec_driver_sql("CREATE TABLE marks (name TEXT)")

    steps = {**MIGRATIONS, max(MIGRATIONS) + 1: more}
    connection = sqlite.connect(case, read_only=False)
    with pytest.raises(sa.exc.OperationalError, match="already exists"):
        migrate(connection, case, create=False, read_only=False, steps=steps)
    sqlite.close(connection, read_only=False)
    assert reports(case) == 1


def test_the_tables_are_what_the_queries_think(case: Path) -> None:
    connection = sqlite.connect(case, read_only=True)
    inspect = sa.inspect(connection)
    names = {n for n in inspect.get_table_names() if not n.startswith(("words", "said", "sqlite_"))}
    assert names == set(metadata.tables)
    for name, table in metadata.tables.items():
        made = {c["name"] for c in inspect.get_columns(name)}
        assert made == {c.name for c in table.columns}
    sqlite.close(connection, read_only=True)


def test_the_case_is_recognised(case: Path) -> None:
    assert case.read_bytes()[68:72] == b"allg"


Act = Callable[[Store], object]


def _as_nobody(path: Path, act: Act, *, read_only: bool) -> str:
    """What opening and acting comes to for somebody to whom permissions apply; root may write anywhere."""
    out, into = os.pipe()
    child = os.fork()
    if child:
        os.close(into)
        os.waitpid(child, 0)
        with os.fdopen(out, encoding="utf8") as answers:
            return answers.read()
    try:
        if os.geteuid() == 0:
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)
        os.write(into, _come_to(path, act, read_only=read_only).encode())
    finally:
        os._exit(0)


def _come_to(path: Path, act: Act, *, read_only: bool) -> str:
    try:
        with Store.open(path, settings=SETTINGS, create=True, read_only=read_only) as store:
            return str(act(store))
    except AllegedlyError as error:
        return f"{type(error).__name__} {error}"


def _look(store: Store) -> object:
    return len(store.reports()), len(store.search("boats")), store.verify()


def _write(store: Store) -> object:
    return store.add([], [Rejected("a", "empty", "")])


@pytest.fixture
def locked(tmp_path_factory: pytest.TempPathFactory, case: Path) -> Iterator[Path]:
    """A case in a folder where nothing can be written."""
    root = (
        Path("/tmp") if os.geteuid() == 0 else tmp_path_factory.mktemp("locked")
    )  # pytest's own is private to root
    folder = root / f"allegedly-read-only-{os.getpid()}"
    folder.mkdir(mode=0o755)
    path = folder / "case.db"
    path.write_bytes(case.read_bytes())
    path.chmod(0o444)
    folder.chmod(0o555)
    yield path
    folder.chmod(0o755)
    for left in folder.iterdir():
        left.unlink()
    folder.rmdir()


def test_a_read_only_folder_can_be_read(locked: Path) -> None:
    assert _as_nobody(locked, _look, read_only=True) == "(1, 1, ())"


@pytest.mark.parametrize("name", ["case.db", "new.db"])
def test_a_read_only_folder_cannot_be_written(locked: Path, name: str) -> None:
    said = _as_nobody(locked.with_name(name), _write, read_only=False)
    assert said.startswith("CaseReadOnly")
    assert "copy it to a folder of yours" in said


def test_a_file_that_may_not_be_read(locked: Path) -> None:
    locked.chmod(0o000)
    said = _as_nobody(locked, _look, read_only=True)
    assert said.startswith("CaseReadOnly")
    assert "ask its owner" in said


def test_a_read_only_place_with_an_unfinished_log(locked: Path) -> None:
    locked.parent.chmod(0o755)
    locked.with_name("case.db-wal").write_bytes(b"x" * 64)
    locked.parent.chmod(0o555)
    assert _as_nobody(locked, _look, read_only=True).startswith("CaseReadOnly")


def test_a_full_disk_leaves_the_case_as_it_was(case: Path) -> None:
    with Store.open(case, settings=SETTINGS) as store:
        before = dumps(to_json(store.ledger()))
        pages = sqlite.pragma(store._connection, "page_count")
        store._connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 2}")
        store._connection.rollback()
        many = [entry(f"Quill said that {n} boats sank.\n" * 40) for n in range(40)]
        with pytest.raises(CaseReadOnly, match="the disk is full"):
            store.add(many)
        assert dumps(to_json(store.ledger())) == before
        assert store.verify() == ()


def test_a_second_writer_is_told_to_wait(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(case, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with Store.open(case, settings=SETTINGS) as store:
        with pytest.raises(CaseBusy, match="another process"):
            store.add([entry(STORM)])
        assert len(store.reports()) == 1
        holder.execute("ROLLBACK")
        holder.close()
        store.add([entry(STORM)])
        assert len(store.reports()) == 2


def test_a_case_that_is_being_written_is_not_damaged(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 0.05)
    holder = sqlite3.connect(case, isolation_level=None)
    with Store.open(case, settings=SETTINGS) as store:
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(CaseBusy):
            store.verify()
        holder.execute("ROLLBACK")
        holder.close()
        assert store.verify() == ()


def test_a_backup_that_fails_leaves_nothing(case: Path, tmp_path: Path) -> None:
    with Store.open(case, settings=SETTINGS) as store:
        store._connection.connection.driver_connection.close()
        with pytest.raises(sqlite3.ProgrammingError):
            store.backup(tmp_path / "copy.db")
        assert not (tmp_path / "copy.db").exists()
        store._connection.invalidate()


def test_a_second_writer_waits(case: Path) -> None:
    code = "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE'); print('held', flush=True); time.sleep(0.5); c.execute('ROLLBACK')"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(case)], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        began = time.monotonic()
        with Store.open(case, settings=SETTINGS) as store:
            store.add([entry(STORM)])
        assert time.monotonic() - began > 0.2
    assert reports(case) == 2


def test_a_reader_sees_one_state_while_another_writes(case: Path) -> None:
    with (
        Store.open(case, settings=SETTINGS) as writer,
        Store.open(case, settings=SETTINGS, read_only=True) as reader,
    ):
        writer.add([entry(STORM)])
        assert len(reader.reports()) == 2


def test_backup(case: Path, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    with Store.open(case, settings=SETTINGS) as store:
        store.backup(target)
        with pytest.raises(CaseReadOnly, match="exists already"):
            store.backup(target)
        with pytest.raises(CaseReadOnly, match="name another file"):
            store.backup(tmp_path / "no" / "copy.db")
        store.add([entry(STORM)])
    assert reports(target) == 1
    assert reports(target, read_only=True) == 1
    with Store.open(target, settings=SETTINGS) as copy:
        copy.add([entry(STORM)])
        assert copy.verify() == ()


def test_names_that_a_uri_would_misread(tmp_path: Path) -> None:
    path = tmp_path / "50% of? #it.db"
    Store.open(path, settings=SETTINGS, create=True).close()
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
    assert reports(path) == 0


def test_a_row_that_cannot_be_read_is_damage(case: Path) -> None:
    with sqlite3.connect(case) as connection:
        connection.execute("DROP TRIGGER statements_no_update")
        connection.execute("UPDATE statements SET body = '{}'")
    connection.close()
    with Store.open(case, settings=SETTINGS) as store:
        with pytest.raises(NotACase, match="allegedly verify"):
            store.ledger()
        assert "is missing" in store.verify()[0].detail


def test_every_refusal_is_ours() -> None:
    assert all(issubclass(kind, AllegedlyError) for kind, _ in sqlite._REFUSALS.values())
    with pytest.raises(sqlite3.OperationalError), sqlite.refusals(Path("case.db")):
        sqlite3.connect(":memory:").execute("no SQL")
