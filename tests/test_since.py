"""Ratings and briefs of what is new over a whole case."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import allegedly
from allegedly.case import Case
from allegedly.errors import InputError, NotFound
from allegedly.ledger import dumps, to_json
from allegedly.show.cli import app
from ledger.making import MAYOR, entry

if TYPE_CHECKING:
    from pathlib import Path

    from allegedly.ledger import Entry

pytestmark = pytest.mark.model

FERRY = "Quill said that 12 boats sank on Tuesday.\n"
STORM = "The Port Office denied that 12 boats sank on Tuesday.\n"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("ALLEGEDLY_NOW", "2031-04-01T08:00:00Z")
    return monkeypatch


def put(path: Path, *made: Entry) -> None:
    """Enter and link reports, as `import` does."""
    with Case.open(path, create=True) as case:
        for one in made:
            ledger = replace(
                case.ledger(),
                reports=(one.report,),
                statements=one.reading.statements,
                actors=one.reading.actors,
                linked=replace(case.ledger().linked, **dict.fromkeys(PARTS, ())),
                copies=(),
                ratings=(),
            )
            given = path.with_suffix(".json")
            given.write_bytes(dumps(to_json(ledger)))
            case.load(given)


PARTS = "claims denials related contradictions updates series drifts corrections".split()


def told(path: Path, *words: str) -> str:
    done = CliRunner().invoke(app, ["brief", *words, "--case", str(path)], obj=allegedly.open)
    assert done.exit_code == 0, done.stderr
    return " ".join(done.stdout.split())


def test_last_tells_each_thing_once(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    put(path, entry(FERRY))
    first = told(path, "--since", "last")
    assert "No brief of what is new was written before" in first
    assert "1 new report, 1 in all" in first
    assert "Nothing is new; 1 report in all" in told(path, "--since", "last")
    put(path, entry(STORM, outlet="Keel Post"))  # in the same second
    second = told(path, "--since", "last")
    assert "1 new report, 2 in all" in second
    assert "denied" in second
    assert "Nothing is new" in told(path, "--since", "last")


def test_a_day_is_asked_from_its_end_and_changes_nothing(
    tmp_path: Path, clock: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "case.db"
    put(path, entry(FERRY))
    clock.setenv("ALLEGEDLY_NOW", "2031-04-02T08:00:00Z")
    put(path, entry(STORM, outlet="Keel Post"))
    before = path.read_bytes()
    assert "1 new report, 2 in all" in told(path, "--since", "2031-04-01")
    assert "Nothing is new" in told(path, "--since", "2031-04-02")
    assert "2 new reports, 2 in all" in told(path, "--since", "2031-03")
    assert "1 new report, 2 in all" in told(path, "--since", "2031-04-01T08:00:05Z")
    assert "Nothing is new" in told(path, "--since", "2031-03-05", "--published")
    assert path.read_bytes() == before


def test_a_failure_leaves_last_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    put(path, entry(FERRY))

    def fails(case: Case) -> None:
        with case.briefing():
            raise OSError("the disk is full")

    with Case.open(path) as case:
        with pytest.raises(OSError, match="full"):
            fails(case)
        assert case.last_brief() is None
    assert "1 new report" in told(path, "--since", "last")


def test_rating_over_a_case(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    put(path, entry(FERRY, outlet=MAYOR.name))
    with Case.open(path) as case:
        (claim,) = case.claims()
        with pytest.raises(InputError, match="say --actor or --outlet"):
            case.rate(MAYOR.name, "B")
        kept = case.rate(MAYOR.name.lower(), "b", of="actor", by="Ada")
        assert (kept.value, kept.target) == ("B", MAYOR.id)
        assert case.rate(MAYOR.name, "F", of="outlet").target == MAYOR.name
        two = case.rate(claim.id, "2")
        five = case.rate(claim.id, "5", why="the sea was calm")
        assert [r.value for r in case.ratings()] == ["B", "F", "5"]
        assert [r.value for r in case.ratings(replaced=True)] == ["B", "F", "2", "5"]
        assert case.unrate(five.id[:8]).why == "the sea was calm"
        assert case.ratings()[-1] == two
        assert case.ledger("2031-03-05").ratings == case.ledger().ratings
        assert {r.target for r in case.ledger("2031-03-04").ratings} == {None}
    with Case.open(tmp_path / "other.db", create=True) as other:
        out = tmp_path / "out.json"
        with Case.open(path) as case:
            out.write_bytes(case.export())
        other.load(out)
        assert [(r.value, r.target) for r in other.ratings()] == [
            (r["value"], r["target"]) for r in json.loads(out.read_bytes())["ratings"]
        ]


@pytest.mark.parametrize("value", ["", "G", "7", "AB", "12"])
def test_what_is_on_neither_scale(tmp_path: Path, value: str) -> None:
    path = tmp_path / "case.db"
    put(path, entry(FERRY))
    with Case.open(path) as case, pytest.raises(InputError, match="A to F"):
        case.rate(MAYOR.name, value)


def test_what_is_not_here(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    put(path, entry(FERRY))
    with Case.open(path) as case:
        with pytest.raises(NotFound, match="no actor and no outlet"):
            case.rate("nobody", "B")
        with pytest.raises(NotFound, match="no claim"):
            case.rate(MAYOR.name, "3")
        with pytest.raises(InputError, match="is a claim"):
            case.rate(case.claims()[0].id, "B")
