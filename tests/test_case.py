"""The Python interface end to end, on the sample case and on small reports of its own."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import allegedly
from allegedly.errors import CaseMissing, InputError, NotFound

if TYPE_CHECKING:
    from allegedly.case import Case
    from allegedly.model import Added, Ledger

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "reports"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Added]:
    path = tmp_path_factory.mktemp("sample") / "case.db"
    with allegedly.open(path, create=True) as case:
        return path, case.add([EXAMPLES])


@pytest.fixture
def case(sample: tuple[Path, Added]) -> Case:
    with allegedly.open(sample[0]) as opened:
        yield opened


@pytest.fixture
def ledger(case: Case) -> Ledger:
    return case.ledger()


def test_every_input_is_accounted_for(sample: tuple[Path, Added], ledger: Ledger) -> None:
    added = sample[1]
    assert len(added.reports) == 11
    assert [(Path(r.input).name, r.why) for r in added.rejected] == [("07-empty.txt", "empty")]
    assert [r.unread for r in ledger.reports if r.unread] == ["de"]
    assert sum(r.published is None for r in ledger.reports) >= 1


def test_a_second_add_adds_nothing(sample: tuple[Path, Added]) -> None:
    with allegedly.open(sample[0]) as case:
        before = case.export()
        again = case.add([EXAMPLES])
        assert (again.reports, again.known) == ((), 11)
        assert case.export() == before


def test_order_and_processes_do_not_matter(
    sample: tuple[Path, Added], tmp_path: Path, case: Case
) -> None:
    with allegedly.open(tmp_path / "other.db", create=True) as other:
        for path in sorted(EXAMPLES.iterdir(), reverse=True):
            other.add([path])
        assert json.loads(other.export())["claims"] == json.loads(case.export())["claims"]
    with allegedly.open(tmp_path / "two.db", create=True) as two:
        two.add([EXAMPLES], jobs=2)
        assert two.export() == case.export()


def test_every_span_is_the_text_that_stands_there(ledger: Ledger) -> None:
    texts = {r.id: r.text for r in ledger.reports}
    spans = [(s.report, span) for s in ledger.statements for span in s.content]
    spans += [(s.report, s.cue) for s in ledger.statements if s.cue]
    spans += [(s.report, s.source.span) for s in ledger.statements if s.source.span]
    assert len(spans) > 60
    assert all(texts[report][s.start : s.end] == s.text for report, s in spans)


def test_every_link_opens_to_spans_and_reasons(ledger: Ledger) -> None:
    texts = {r.id: r.text for r in ledger.reports}
    statements = {s.id: s for s in ledger.statements}
    linked = ledger.linked
    reasons = [link.because for link in (*linked.denials, *linked.contradictions, *linked.updates)]
    reasons += [link.because for link in (*linked.drifts, *linked.corrections)]
    assert len(reasons) > 10
    assert all(reasons)
    assert all(link.because and link.why for link in linked.related)
    sides = [(*link.a, *link.b) for link in (*linked.contradictions, *linked.updates)]
    sides += [c.statements for c in linked.claims] + [s.statements for s in linked.series]
    sides += [(d.statement, *d.targets) for d in linked.denials]
    assert all(statements[i].content for ids in sides for i in ids)
    paths = [o.path for c in linked.claims for o in c.origins]
    assert all(paths)
    for edge in (edge for path in paths for edge in path):
        report = statements[edge.statement].report
        if edge.span:
            assert texts[report][edge.span.start : edge.span.end] == edge.span.text
        assert edge.span or edge.guess or edge.kind in {"spokesperson", "state media"}


def test_every_way_leads_from_an_actor_to_the_report(ledger: Ledger) -> None:
    reports = {s.id: s.report for s in ledger.statements}
    for origin in (o for c in ledger.linked.claims for o in c.origins):
        for statement in dict.fromkeys(edge.statement for edge in origin.path):
            steps = [e for e in origin.path if e.statement == statement and e.kind != "credit"]
            assert [e.step for e in steps] == list(range(1, len(steps) + 1))
            assert all(a.to == b.start for a, b in pairwise(steps))
            assert steps[-1].to == reports[statement]


def test_the_sample_shows_what_the_tool_is_for(ledger: Ledger) -> None:
    statements = ledger.statements
    assert any(s.polarity == "dismisses" for s in statements)
    assert any(s.polarity == "denies" and s.co_sources for s in statements), "a joint denial"
    assert any(s.certainty == "conditional" for s in statements)
    assert any(s.via for s in statements), "a relay"
    assert any(s.source.kind == "unnamed official" for s in statements)
    assert len(ledger.copies) >= 2
    assert any(c.contested for c in ledger.linked.claims)
    shared = [c for c in ledger.linked.claims if len(_reports(ledger, c.statements)) > 1]
    assert any(len(c.origins) == 1 for c in shared), "several reports, one origin"


def _reports(ledger: Ledger, ids: tuple[str, ...]) -> set[str]:
    where = {s.id: s.report for s in ledger.statements}
    return {where[i] for i in ids}


def test_claims_by_actor_and_by_contest(case: Case) -> None:
    everything = case.claims()
    contested = case.claims(contested=True)
    assert 0 < len(contested) < len(everything)
    assert all(c.contested for c in contested)
    by_actor = case.claims(actor="gasgrid finland")
    assert 0 < len(by_actor) < len(everything)
    with pytest.raises(NotFound, match="nobody of this name"):
        case.claims(actor="nobody of this name")


def test_search_finds_words_in_place(case: Case, ledger: Ledger) -> None:
    hits = case.search("anchor")
    texts = {r.id: r.text for r in ledger.reports}
    assert len(hits) >= 3
    assert all("anchor" in h.span.text.lower() for h in hits)
    assert all(texts[h.report][h.span.start : h.span.end] == h.span.text for h in hits)
    assert case.search('" OR NEAR( *') == ()


def test_export_import_export(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    path.write_bytes(case.export())
    with allegedly.open(tmp_path / "imported.db", create=True) as imported:
        added = imported.load(path)
        assert len(added.reports) == 11
        assert imported.load(path).known == 11
        first, second = json.loads(case.export()), json.loads(imported.export())
    for part in ("reports", "statements", "claims"):
        assert second[part] == first[part], part


def test_no_text_keeps_spans_and_passes_no_article_on(case: Case, ledger: Ledger) -> None:
    exported = json.loads(case.export(text=False))
    assert all(r["text"] is None for r in exported["reports"])
    whole = case.export(text=False).decode()
    assert not any(r.text in whole for r in ledger.reports)
    assert len(exported["statements"]) == len(ledger.statements)


def test_removing_a_report_takes_its_statements_along(tmp_path: Path) -> None:
    with allegedly.open(tmp_path / "case.db", create=True) as case:
        case.add([EXAMPLES / "04-tidewater-note.md", EXAMPLES / "06-undated-blog.txt"])
        gone = case.ledger().reports[0].id
        case.remove(gone, why="published in error")
        left = case.ledger()
        assert gone not in {r.id for r in left.reports}
        assert gone not in {s.report for s in left.statements}
        assert case.verify() == ()


def test_standard_input_date_and_outlet(tmp_path: Path) -> None:
    text = "The mayor said on Tuesday that the bridge over the river was closed."
    with allegedly.open(tmp_path / "case.db", create=True) as case:
        case.add(["-"], stdin=text.encode(), published="2024-05-15", outlet="Lantern Wire")
        (report,) = case.ledger().reports
        assert (report.published, report.outlet) == ("2024-05-15", "Lantern Wire")
        times = [t.start for s in case.ledger().statements for t in s.times]
        assert times == ["2024-05-14"]
        with pytest.raises(InputError, match="is no date"):
            case.add(["-"], stdin=text.encode(), published="yesterday")


def test_what_was_removed_comes_back_with_a_word_about_it(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("The mayor denied that the bridge was unsafe.", "utf8")
    with allegedly.open(tmp_path / "x.db", create=True) as case:
        (report,) = case.add([text]).reports
        case.remove(report, why="a draft")
        (note,) = case.add([text]).notes
        assert "removed on" in note
        assert "(a draft); it is back now" in note
        assert case.add([text]).notes == ()


def test_statements_of_one_text() -> None:
    (first, *_) = allegedly.statements_of('"The bridge is closed," Ada Quill, the mayor, said.')
    assert first["source_name"] == "Ada Quill"
    assert first["quote"] == "direct"


def test_a_missing_case_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(CaseMissing, match="allegedly add"):
        allegedly.open(tmp_path / "none.db")


def test_doctor_names_what_was_refused(case: Case) -> None:
    checks = case.doctor()
    assert any("07-empty.txt" in c.what for c in checks)
    assert any(c.detail == "language de" for c in checks)
    assert checks[-1].well
