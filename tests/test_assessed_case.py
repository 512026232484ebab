"""Assessing a real case: by index as by reading all, and what adding, removing and judging does to it."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import allegedly
from allegedly.assess import assess, plan_at
from allegedly.ledger import connection as sqlite
from allegedly.ledger.migrations import MIGRATIONS, migrate
from allegedly.ledger.schema import metadata
from allegedly.model import Indicator, Phase, Plan

if TYPE_CHECKING:
    from allegedly.case import Case

pytestmark = pytest.mark.model

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
DAY = "2023-11-08"
ON = datetime.date(2023, 11, 8)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("sample") / "case.db"
    with allegedly.open(made, create=True) as case:
        case.add([EXAMPLES / "reports"])
    return made


@pytest.fixture
def case(path: Path, tmp_path: Path):
    """The sample case, to be changed."""
    copy = tmp_path / "case.db"
    copy.write_bytes(path.read_bytes())
    with allegedly.open(copy) as opened:
        yield opened


@pytest.fixture(scope="module")
def plan() -> Plan:
    return plan_at(EXAMPLES / "plan.toml")


def whole(case: Case, plan: Plan):
    return assess(plan, case.ledger(), ON)


def test_by_index_as_by_reading_all(case: Case, plan: Plan) -> None:
    assert case.assess(plan, as_of=DAY) == whole(case, plan)


WORDS = [
    "cable*",
    "damage*",
    "anchor",
    "ship",
    "gas pipeline",
    "an*",
    "*",
    "n't",
    "behind the damage",
    "two|three",
]
NAMES = ["Finland", "Estonia", "Russia", "China", "Gasgrid Finland", "Ilse Tamm", "Nobody"]


@given(
    words=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(tuple), max_size=3),
    actors=st.lists(
        st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(tuple), max_size=2
    ),
    events=st.lists(st.sampled_from(["REQUEST", "MOBILIZE", "AID"]), max_size=2),
    places=st.lists(st.sampled_from(["Estonia", "Tallinn"]), max_size=1),
)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_asked_for_the_index_finds_it(
    path: Path, words, actors, events, places
) -> None:
    asked = Indicator("i", "i", tuple(events), tuple(actors), tuple(places), tuple(words), fresh=20)
    made = Plan("p", (Phase("0"), Phase("1", alone=("i",))), (asked,))
    with allegedly.open(path, read_only=True) as case:
        assert case.assess(made, as_of=DAY) == whole(case, made)


def test_a_report_added_and_removed_leaves_the_assessment_as_it_was(case: Case, plan: Plan) -> None:
    before = case.assess(plan, as_of=DAY)
    text = "Finland said on Tuesday that the damage to the Balticconnector pipeline was deliberate."
    added = case.add(["-"], stdin=text.encode(), published="2023-11-07", outlet="The Test Bell")
    after = case.assess(plan, as_of=DAY)
    assert (before.phase, after.phase) == (3, 4)
    assert after.history[-1].report == added.reports[0]
    assert after.history[-1].statement in {s.id for s in case.ledger().statements}
    assert after == whole(case, plan)
    case.remove(added.reports[0], why="a test")
    assert case.assess(plan, as_of=DAY) == before


def test_a_judgement_brings_a_phase_down(case: Case, plan: Plan) -> None:
    assessed = {i.indicator: i for i in case.assess(plan, as_of=DAY).indicators}
    carried = [e.statement for e in assessed["third cable"].evidence if e.part == "done"]
    for statement in carried:
        case.judge("not a statement", statement, why="a test")
    after = case.assess(plan, as_of=DAY)
    assert (after.phase, after.plan.phases[after.phase].name) == (2, "A ship is named")
    assert after == whole(case, plan)


def test_what_is_judged_is_found_though_the_index_does_not_know_it(case: Case, plan: Plan) -> None:
    other = next(s for s in case.ledger().statements if s.certainty == "asserted" and not s.event)
    made = replace(
        plan, indicators=(Indicator("e", "e", events=("RETREAT",)),), phases=(Phase("0"),)
    )
    assert case.assess(made, as_of=DAY).indicators[0].status == "not met"
    case.judge("wrong field", other.id, field="event", value="RETREAT", why="a test")
    assert case.assess(made, as_of=DAY).indicators[0].evidence


def test_a_date_judged_makes_an_undated_report_count(case: Case, plan: Plan) -> None:
    undated = next(r for r in case.ledger().reports if r.published is None)
    assert any("without a date" in note for note in case.assess(plan, as_of=DAY).notes)
    case.judge("wrong date", undated.id, value="2023-11-01", why="a test")
    notes = case.assess(plan, as_of=DAY).notes
    assert not any("2 reports without a date" in note for note in notes)


def test_a_clock_that_jumps_back_leaves_aside_what_is_to_come(
    path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALLEGEDLY_NOW", "2001-01-01T00:00:00Z")
    with allegedly.open(path, read_only=True) as case:
        found = case.assess(plan)
    assert (found.on, found.phase, found.history) == ("2001-01-01", 0, ())
    assert any("dated after 2001-01-01: left aside" in note for note in found.notes)


def test_an_older_case_is_indexed_when_it_is_opened(path: Path, plan: Plan, tmp_path: Path) -> None:
    """A case of version 3 has no index; opening it for writing makes one."""
    old = tmp_path / "old.db"
    raw = sqlite.connect(old, read_only=False)
    steps = {version: step for version, step in MIGRATIONS.items() if version <= 3}
    migrate(raw, old, create=True, read_only=False, steps=steps)
    tables = [t for t in sa.inspect(raw).get_table_names() if t in metadata.tables]
    raw.exec_driver_sql("PRAGMA foreign_keys = OFF")  # tables are filled in any order
    raw.exec_driver_sql(f"ATTACH '{path}' AS new")
    for table in tables:
        raw.exec_driver_sql(f"INSERT OR IGNORE INTO {table} SELECT * FROM new.{table}")
    raw.exec_driver_sql("INSERT INTO words (words) VALUES ('rebuild')")
    raw.commit()
    raw.exec_driver_sql("DETACH new")
    sqlite.close(raw, read_only=False)
    with allegedly.open(old) as case:
        assert case.assess(plan, as_of=DAY) == whole(case, plan)


def test_ratings_count_where_a_plan_asks_for_them(case: Case, plan: Plan) -> None:
    asked = next(i for i in plan.indicators if i.id == "third cable")
    made = replace(plan, phases=(Phase("0"),), indicators=(replace(asked, reliability="C"),))
    (unrated,) = case.assess(made, as_of=DAY).indicators
    assert unrated.status == "not met"
    assert "reliability C or better is asked for, and its source is not rated" in {
        e.because for e in unrated.evidence
    }
    case.rate("Sweden", "F", of="actor")
    assert case.assess(made, as_of=DAY).indicators[0].status == "not met"
    case.rate("Sweden", "B", of="actor")
    (rated,) = case.assess(made, as_of=DAY).indicators
    assert rated.status == "met"
    made = replace(made, indicators=(replace(asked, credibility="3"),))
    assert case.assess(made, as_of=DAY).indicators[0].status == "not met"
    done = next(e.statement for e in rated.evidence if e.part == "done")
    claim = next(c for c in case.claims() if done in c.statements)
    case.rate(claim.id, "2")
    assert case.assess(made, as_of=DAY).indicators[0].status == "met"
    assert case.assess(made, as_of=DAY) == whole(case, made)
