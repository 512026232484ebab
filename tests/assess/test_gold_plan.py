"""The plan that the annotated reports' indicators describe, on their statements as given, and on our own reading of them."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from pathlib import Path

import pytest
from swapped import swap_of, swapped

import allegedly
from allegedly.assess import assess, read_plan

HERE = Path(__file__).resolve().parent
DAY = datetime.date(2024, 10, 26)

STATUSES = {
    "I1": "met, contested",
    "I2": "anticipated",
    "I3": "not met",
    "I4": "met, contested",
    "I5": "anticipated",
    "I6": "anticipated",
    "I7": "reported",
    "I8": "met",
    "I9": "anticipated",
    "I10": "met",
    "I11": "not met",
    "I12": "not met",
}

MISSED_BY_READING = {"I7"}
"""“Signed between the two countries”: our reading does not know which two, so that neither is an actor of it."""

pytestmark = [pytest.mark.shared, pytest.mark.model, pytest.mark.slow]


@pytest.fixture(scope="module", params=["as they are", "names and figures swapped"])
def material(request, shared, tmp_path_factory):
    """The folder of the gold and the plan in its words."""
    folder = shared / "gold"
    text = (HERE / "countermeasures.toml").read_text("utf8")
    if request.param == "as they are":
        return folder, text
    scratch = tmp_path_factory.mktemp("swapped")
    swapped(folder, scratch)
    swap = swap_of(folder)
    figure = swap("10,000").replace(",", "")
    return scratch, swap(text).replace("at_least = 10000", f"at_least = {figure}")


@pytest.fixture(scope="module")
def given(material, shared, tmp_path_factory):
    """The case of the gold's statements, linked by us."""
    folder, _ = material
    scratch = tmp_path_factory.mktemp("given")
    command = [sys.executable, "to_ledger.py", str(folder / "seeds.gold.json")]
    (scratch / "gold.json").write_bytes(subprocess.check_output(command, cwd=shared / "gold"))
    with allegedly.open(scratch / "case.db", create=True) as case:
        case.load(scratch / "gold.json")
        return case.ledger()


@pytest.fixture(scope="module")
def read(material, tmp_path_factory):
    """The case of our own statements."""
    folder, _ = material
    documents = json.loads((folder / "seeds.gold.json").read_bytes())["documents"]
    path = tmp_path_factory.mktemp("read") / "reports.jsonl"
    rows = [
        {
            "id": d["id"],
            "text": (folder / d["file"]).read_bytes().decode(),
            "title": d.get("title"),
            "outlet": d.get("outlet"),
            "published": d.get("published") or d.get("published_inferred"),
        }
        for d in documents
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf8")
    with allegedly.open(path.with_name("case.db"), create=True) as case:
        case.add([path])
        return case.ledger()


def _statuses(plan, ledger):
    return {i.indicator: i.status for i in assess(plan, ledger, DAY).indicators}


def test_all_twelve_on_the_statements_given(material, given):
    assert _statuses(read_plan(material[1], "plan.toml"), given) == STATUSES


def test_all_but_one_on_our_own_reading(material, read):
    found = _statuses(read_plan(material[1], "plan.toml"), read)
    assert {i for i, status in found.items() if status != STATUSES[i]} == MISSED_BY_READING


def test_on_whose_word(material, given):
    plan = read_plan(material[1], "plan.toml")
    found = {i.indicator: i for i in assess(plan, given, DAY).indicators}
    assert len(found["I1"].origins) == len(found["I4"].origins) == len(found["I8"].origins) == 1
    assert found["I7"].origins == ()
    states = {a.id for a in given.actors if a.kind == "government"}
    assert len(states.intersection(found["I1"].denied_by)) == 2


def test_everything_opens_to_a_span(material, given):
    """Every status but "not met", and every turn, leads to words that stand so in a report."""
    plan = read_plan(material[1], "plan.toml")
    found = assess(plan, given, DAY)
    texts = {r.id: r.text for r in given.reports}
    statements = {s.id: s for s in given.statements}
    for one in found.indicators:
        assert one.status == "not met" or any(e.part != "passed over" for e in one.evidence)
    opened = [e.statement for one in found.indicators for e in one.evidence]
    opened += [turn.statement for turn in found.history]
    for statement in (statements[s] for s in opened):
        for span in statement.content:
            assert texts[statement.report][span.start : span.end] == span.text
    assert found.phase == 2
    assert set(found.by) == {"I1", "I4", "I8", "I10"}
