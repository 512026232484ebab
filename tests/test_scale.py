"""The benchmark of growth, on a case small enough to make here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import scale
import synthetic

from allegedly.ledger import Store
from allegedly.linking import relink
from allegedly.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path


TALES = [synthetic.tale(number, size) for number, size in enumerate((5, 1, 4))]


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.db"
    with Store.open(path, settings=Settings(now="2031-04-01"), create=True) as store:
        synthetic.fill(store, TALES)
    return path


def test_stories_are_those_that_were_invented(case: Path) -> None:
    with Store.open(case, settings=Settings(), read_only=True) as store:
        ids = [r.id for r in store.reports()]
        with store.recalling() as memory:
            told = memory.told(memory.readings(ids))
        assert store.counts()["statements"] == 10 * synthetic.REPORT
        assert len(set(told.values())) == len(TALES)
        assert store.unlinked() == ()
        assert store.verify() == ()


def test_one_report_more_touches_its_own_story_only(case: Path) -> None:
    last = TALES[-1]
    more = last.entry(1000)
    mine = {last.entry(number).report.id for number in range(last.size)} | {more.report.id}
    with Store.open(case, settings=Settings(now="2031-04-02")) as store:
        before = store.ledger().linked.claims
        store.add([more])
        relink(store, synthetic.Embedder)
        ledger = store.ledger()
        report = {s.id: s.report for s in ledger.statements}
        outside = {c for c in ledger.linked.claims if report[c.id] not in mine}
        assert outside == {c for c in before if report[c.id] not in mine}
        inside = [{report[s] for s in c.statements} for c in ledger.linked.claims]
        assert any(more.report.id in of and len(of) > 1 for of in inside)


def test_a_case_has_as_many_statements_as_are_asked_for() -> None:
    assert sum(tale.size for tale in synthetic.tales(100_000)) * synthetic.REPORT == 100_000
    assert synthetic.tale(3, 1).entry(2) == synthetic.tale(3, 9).entry(2)


def test_the_exponent_of_growth() -> None:
    assert scale.exponent({10: 3.0, 100: 30.0, 1000: 300.0}) == pytest.approx(1)
    assert scale.exponent({10: 1.0, 100: 100.0}) == pytest.approx(2)
