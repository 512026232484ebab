"""What the ledger says as of a past date, by publication and by entry, against cases made at that time."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import allegedly
from allegedly.case import Case
from allegedly.errors import InputError
from allegedly.ledger import Store
from allegedly.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model

REPORTS = (
    (
        "2031-05-02",
        "Tern Gazette",
        "Norvale's defence ministry said on Friday that 40 rockets hit the port of Tarsk. "
        "A spokesman for Sudria denied that its forces fired the rockets at the port.",
    ),
    (
        "2031-05-03",
        "Lantern Wire",
        "The port of Tarsk was hit by 40 rockets, the defence ministry of Norvale said. "
        "Mara Quill, the mayor, said that 12 people were killed at the port of Tarsk.",
    ),
    (
        "2031-05-06",
        "Quayside Post",
        "Mara Quill, the mayor of Tarsk, said that 19 people were killed when rockets hit the port. "
        "Sudria denied the mayor's claims.",
    ),
    ("2031-05", "Monthly Keel", "The mayor, Mara Quill, said that the port of Tarsk was rebuilt."),
    (None, "A blog", "Rockets hit the port of Tarsk, a senior official in Norvale said."),
)


def opened(path: Path, day: str) -> Case:
    settings = Settings(case=str(path), now=f"{day}T08:00:00Z")
    return Case(Store.open(path, settings=settings, create=True), settings)


def added(path: Path, rows: tuple[int, ...], day: str = "2031-06-10") -> None:
    with opened(path, day) as case:
        for row in rows:
            date, outlet, text = REPORTS[row]
            case.add(["-"], stdin=text.encode(), published=date, outlet=outlet)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "case.db"
    added(path, (4, 2, 0, 3, 1))
    return path


@pytest.mark.parametrize(
    ("date", "rows"),
    [
        ("2031-05-02", (0,)),
        ("2031-05-03", (0, 1)),
        ("2031-05-30", (0, 1, 2)),
        ("2031-05", (0, 1, 2, 3)),
        ("2030", ()),
    ],
)
def test_by_publication_it_is_the_case_of_those_reports(
    whole: Path, tmp_path: Path, date: str, rows: tuple[int, ...]
) -> None:
    added(tmp_path / "early.db", rows)
    with allegedly.open(tmp_path / "early.db") as early:
        wanted = early.export()
    with allegedly.open(whole, read_only=True) as case:
        got = case.export(as_of=date)
        assert case.ledger(date).linked.claims == case.claims(as_of=date)
    assert got.splitlines()[3:] == wanted.splitlines()[3:]
    if rows:  # an empty case has read nothing with any model yet
        assert got == wanted


def test_asking_changes_nothing(whole: Path) -> None:
    with allegedly.open(whole) as case:
        before, log = case.export(), case._store.log()
        case.export(as_of="2031-05-03")
        assert (case.export(), case._store.log()) == (before, log)


def test_by_entry_it_is_what_the_case_said_then(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    said: dict[str, bytes] = {}
    steps: dict[str, tuple[int, ...]] = {
        "2031-06-01": (0,),
        "2031-06-02": (1, 2),
        "2031-06-04": (3,),
    }
    for day, rows in steps.items():
        added(path, rows, day)
        with opened(path, day) as case:
            said[day] = case.export(with_log=True)
    with opened(path, "2031-06-05") as case:
        case.remove(case.ledger().reports[0].id, why="withdrawn")
        said["2031-06-05"] = case.export(with_log=True)
    with allegedly.open(path, read_only=True) as case:
        for day, export in said.items():
            assert case.export(with_log=True, as_of=day, entered=True) == export, day
        assert case.export(with_log=True, as_of="2031-06-03", entered=True) == said["2031-06-02"]
        assert case.ledger("2031-05-01", entered=True).reports == ()


def test_a_merged_claim_is_found_under_its_id_of_then(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    added(path, (1,), "2031-06-01")
    with opened(path, "2031-06-01") as case:
        before = {c.id for c in case.claims()}
    added(path, (0,), "2031-06-02")
    with opened(path, "2031-06-02") as case:
        now = {c.id for c in case.claims()}
        (moved,) = before - now
        assert case._store.resolve(moved) in now
        assert case._store.resolve(moved, entered_by="2031-06-01") == moved


def test_what_is_no_date(whole: Path) -> None:
    with allegedly.open(whole, read_only=True) as case:
        for entered in (True, False):
            with pytest.raises(InputError, match="write it as"):
                case.ledger("last Friday", entered=entered)
        assert case.ledger() == replace(case.ledger(), judgements=())
