"""Judgements over a whole case: through linking with other weights, reading again, undoing, and time."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import allegedly
from allegedly.case import Case
from allegedly.errors import InputError, NotFound
from allegedly.ingest import again
from allegedly.ledger import Store, rows
from allegedly.model import Report, Reread
from allegedly.pipeline import relink
from allegedly.read import read
from allegedly.settings import Settings
from link.world import reweighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.model import Claim, JudgementKind, Statement

pytestmark = pytest.mark.model

BELL = (
    "The ministry of health in Norvale said on Friday that 40 people fell ill at the port of Tarsk. "
    "Sudria denied that its ships brought the illness to the port.\n\n"
    "Mara Quill, the mayor of Tarsk, said that the port was closed on Thursday."
)
WIRE = (
    "Mara Quill, the mayor, said that 12 people were taken to hospital in Tarsk. "
    "The port of Tarsk will open again on Monday, a senior official in Norvale said."
)
CHOIR = "The choir of Ostel sang for an hour, said Tomas Venn, who leads it."


REPORTS = (
    (BELL, "2031-05-02", "Harbour Bell"),
    (f"{BELL}\n\nMore follows.", "2031-05-03", "Keel Post"),
    (WIRE, "2031-05-04", "Lantern Wire"),
    (CHOIR, "2031-01-09", "Ostel Sheet"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case before anything is judged."""
    path = tmp_path_factory.mktemp("made") / "case.db"
    lines = [json.dumps({"text": t, "published": d, "outlet": o}) for t, d, o in REPORTS]
    with opened(path, "2031-06-01") as case:
        case.add(["-"], stdin="\n".join(lines).encode())
    return path


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path / "case.db"))


@pytest.fixture
def case(path: Path) -> Iterator[Case]:
    with opened(path, "2031-06-02") as case:
        yield case


def opened(path: Path, day: str) -> Case:
    settings = Settings(case=str(path), now=f"{day}T08:00:00Z")
    return Case(Store.open(path, settings=settings, create=True), settings)


def told(case: Case, words: str, outlet: str) -> Statement:
    ledger = case.ledger()
    (report,) = (r.id for r in ledger.reports if r.outlet == outlet)
    return next(s for s in ledger.statements if s.report == report and words in s.wording)


def claim(case: Case, statement: Statement) -> Claim:
    return next(c for c in case.ledger().linked.claims if statement.id in c.statements)


def test_what_is_judged_survives_other_weights_and_reading_again(case: Case) -> None:
    ill, choir = told(case, "fell ill", "Harbour Bell"), told(case, "choir", "Ostel Sheet")
    copy, closed = told(case, "fell ill", "Keel Post"), told(case, "closed", "Harbour Bell")
    case.judge("same", choir.id, ill.id, why="one cause")
    case.judge("different", copy.id, closed.id)
    assert copy.id in claim(case, choir).statements, "holds for the copy, across stories"
    everything = [r.id for r in case.ledger().reports]
    for accept in (-1.0, 0.2, 3.9):
        with reweighed(claim={"accept": accept}, story={"accept": 0.9 if accept > 3 else 0.1}):
            with case._store._writing() as (connection, _):
                rows.mark(connection, everything)
            relink(case._store)
        assert {ill.id, copy.id} <= set(claim(case, choir).statements), accept
        assert closed.id not in claim(case, copy).statements
    done = case.reread(everything=True)
    assert (done.same, done.left) == (4, ())
    assert {ill.id, copy.id} <= set(claim(case, choir).statements)
    assert case.verify() == ()


def test_undo_restores_the_export(case: Case) -> None:
    before = case.export()
    ill, denial = told(case, "fell ill", "Harbour Bell"), told(case, "its ships", "Keel Post")
    wire, choir = told(case, "hospital", "Lantern Wire"), told(case, "choir", "Ostel Sheet")
    report = case.ledger().reports[-1].id
    made = [
        case.judge("same", ill.id, choir.id),
        case.judge("different", ill.id, wire.id),
        case.judge("wrong target", denial.id, ill.id),
        case.judge("right target", denial.id, wire.id),
        case.judge("wrong origin", wire.id, value="Orlin Press"),
        case.judge("wrong source", choir.id, value="none"),
        case.judge("wrong field", wire.id, field="certainty", value="alleged"),
        case.judge("not a statement", ill.id),
        case.judge("wrong date", report, value="2030-12"),
        case.judge("wrong outlet", report, value="unknown"),
    ]
    assert len({m.id for m in made}) == 10
    assert [s.judgement.id for s in case.judgements()] == [m.id for m in made]
    changed = json.loads(case.export())
    assert len(changed["judgements"]) == 10
    for one in reversed(made):
        assert case.undo(one.id[:8], why="no").id == one.id
    assert case.export() == before


def test_the_order_of_judgements_does_not_matter(path: Path, tmp_path: Path) -> None:
    exports = []
    for turn in (1, -1):
        other = tmp_path / f"{turn}.db"
        with opened(path, "2031-06-02") as case:
            case.backup(other)
        with opened(other, "2031-06-02") as case:
            ill, wire = (
                told(case, "fell ill", "Harbour Bell"),
                told(case, "hospital", "Lantern Wire"),
            )
            choir = told(case, "choir", "Ostel Sheet")
            steps: list[tuple[JudgementKind, str, str]] = [
                ("same", ill.id, wire.id),
                ("same", wire.id, choir.id),
                ("different", ill.id, choir.id),
            ]
            for kind, a, b in steps[::turn]:
                case.judge(kind, *(a, b)[::turn], by="Ada")
            made = json.loads(case.export())
            exports.append({k: v for k, v in made.items() if k != "judgements"})
    assert exports[0] == exports[1]


def test_origins_and_targets(case: Case) -> None:
    closed, denial = told(case, "closed", "Harbour Bell"), told(case, "its ships", "Harbour Bell")
    before = claim(case, closed)
    case.judge("wrong origin", closed.id, value="Orlin Press", by="Ada")
    (origin,) = claim(case, closed).origins
    names = {a.id: a.name for a in case.ledger().actors}
    assert names[origin.actor] == "Orlin Press"
    assert set(origin.statements) == set(before.statements)
    ill = told(case, "fell ill", "Harbour Bell")
    # the second judgement holds for the words in the copy too, which add nothing
    for statement in (closed, ill):
        case.judge("wrong origin", statement.id, value="unknown")
        after = claim(case, statement)
        assert len(after.statements) == 2
        assert (after.origins, after.unknown_lineage) == ((), 1)
    case.judge("right target", denial.id, closed.id)
    assert claim(case, closed).contested
    case.judge("wrong origin", closed.id, value="sudria")
    (origin,) = claim(case, closed).origins
    assert names[origin.actor] == "Sudria"
    (review,) = {s.review for s in case.judgements(review=True)}
    assert "later judgement" in review[0]


def test_a_source_is_found_by_name_and_kept_with_it(case: Case) -> None:
    wire = told(case, "hospital", "Lantern Wire")
    made = case.judge("wrong source", wire.id, value="Tomas Venn")
    assert json.loads(made.value or "")["name"] == "Tomas Venn"
    (judged,) = (s for s in case.ledger().statements if s.id == wire.id)
    assert judged.source.kind == "person"
    assert wire.id in {s for c in case.claims(actor="Tomas Venn") for s in c.statements}
    with pytest.raises(NotFound, match="no statement 'zz'"):
        case.judge("same", "zz", wire.id)
    with pytest.raises(InputError):
        case.judge("wrong field", wire.id, field="certainty", value="perhaps")
    with pytest.raises(NotFound, match="no judgement"):
        case.undo("zz")


def test_a_judged_date_moves_a_report_into_another_story(case: Case) -> None:
    ill = told(case, "fell ill", "Harbour Bell")
    before = claim(case, ill)
    assert len(before.statements) == 2
    assert before.first_seen == "2031-05-02"
    case.judge("wrong date", ill.report, value="2031-05-03", why="printed wrongly")
    assert claim(case, ill).first_seen == "2031-05-03"
    case.judge("wrong date", ill.report, value="2019-05-02")
    assert claim(case, ill).first_seen in {"2019-05-02", "2031-05-03"}
    assert [r.outlet for r in case.ledger("2020").reports] == ["Harbour Bell"]


def test_as_of_an_entry_the_judgements_of_that_day_hold(path: Path) -> None:
    said = {}
    with opened(path, "2031-06-02") as case:
        said["2031-06-02"] = case.export()
        ill, choir = told(case, "fell ill", "Harbour Bell"), told(case, "choir", "Ostel Sheet")
    with opened(path, "2031-06-03") as case:
        made = case.judge("same", choir.id, ill.id)
        case.judge("wrong outlet", ill.report, value="Tern Gazette")
        said["2031-06-03"] = case.export()
    with opened(path, "2031-06-04") as case:
        case.undo(made.id)
        said["2031-06-04"] = case.export()
    with allegedly.open(path, read_only=True) as case:
        assert len(set(said.values())) == 3
        for day, export in said.items():
            assert case.export(as_of=day, entered=True) == export, day
        early = case.ledger("2031-02")
        assert [r.outlet for r in early.reports] == ["Ostel Sheet"]
        assert early.judgements == ()


# --- reading again ----------------------------------------------------------------------------------


def test_reports_of_an_older_reader_are_read_again(case: Case) -> None:
    ill = told(case, "fell ill", "Harbour Bell")
    case.judge("wrong field", ill.id, field="certainty", value="alleged")
    before = case.export()
    assert case.reread() == Reread()
    store = case._store
    old = store.entries(store.ledger(judged=False))
    store.read_again([replace(e, reader="0") for e in old])
    assert store.ledger().generator.reader == "0"
    assert case.reread([ill.report[:6]]).reports == (ill.report,)
    done = case.reread()
    assert (len(done.reports), done.same, done.left) == (3, 0, ())
    assert case.export() == before
    assert case.judgements(review=True) == ()
    assert [line.action for line in store.log()].count("read anew") == 8
    assert case.reread(everything=True) == Reread(same=4)


@pytest.mark.parametrize("known", [True, False])
def test_what_came_is_put_together_again(case: Case, tmp_path: Path, known: bool) -> None:
    page = tmp_path / "page.html"
    page.write_text(
        "<!doctype html><html><head><title>Choir</title></head><body><article><h1>Choir</h1>"
        f"<p>{CHOIR}</p><p>{WIRE}</p></article></body></html>",
        "utf8",
    )
    note = tmp_path / "note.md"
    note.write_text(f"# A note\n\n{WIRE}", "utf8")
    case.add([page, note], published="2031-05-05", outlet="Own hand")
    store = case._store
    for report in store.reports():
        data, given = store.original(report.id), store.given(report.id)
        assert data
        assert given
        found = again(store.as_read(report.id), data, given if known else None)
        assert found
        assert found.report_id == report.id
        assert (found.text is None) is (report.outlet == "Own hand")
        again_read = read(found, case._settings)
        assert isinstance(again_read, Report)
        assert again_read.text == report.text


def test_imported_reports_are_left_and_named(case: Case, tmp_path: Path) -> None:
    ledger = tmp_path / "ledger.json"
    ledger.write_bytes(case.export())
    with opened(tmp_path / "other.db", "2031-06-02") as other:
        other.load(ledger)
        done = other.reread(everything=True)
        assert (done.reports, done.same) == ((), 0)
        assert {why for _, why in done.left} == {
            "the case does not hold its bytes (it was imported)"
        }


# --- following --------------------------------------------------------------------------------------


def test_a_followed_claim_survives_merge_split_and_reading_again(case: Case) -> None:
    wire, choir = told(case, "hospital", "Lantern Wire"), told(case, "choir", "Ostel Sheet")
    follow = case.follow(claim(case, wire).id, by="Ada")
    assert case.follow(wire.id) == follow, "by any of its statements, and once"
    made = case.judge("same", choir.id, wire.id)
    (one,) = case.follows()
    assert one.claims == (claim(case, choir).id,)
    assert one.claims != (follow.target,)
    assert dict(one.now)["reports"] == dict(follow.then)["reports"] + 1
    case.reread(everything=True)
    assert case.follows() == (one,)
    case.undo(made.id)
    (one,) = case.follows()
    assert (one.claims, one.now) == ((follow.target,), follow.then)
    case.remove(wire.report, why="withdrawn")
    assert case.follows()[0].claims == ()
    case.unfollow(follow.id)
    assert case.follows() == ()
    with pytest.raises(NotFound, match="allegedly follow"):
        case.unfollow(follow.id)


def test_a_followed_actor(case: Case) -> None:
    follow = case.follow("mara quill")
    assert (follow.kind, follow.name) == ("actor", "Mara Quill")
    wire = told(case, "hospital", "Lantern Wire")
    case.judge("wrong source", wire.id, value="Tomas Venn")
    (one,) = case.follows()
    assert dict(one.now)["statements"] == dict(follow.then)["statements"] - 1
    with pytest.raises(NotFound, match="no claim and no actor"):
        case.follow("Nobody")


@pytest.mark.parametrize("outlet", ["Harbour Bell", "Lantern Wire"])
def test_linking_around_a_judged_date_gives_what_linking_from_nothing_gives(
    case: Case, outlet: str
) -> None:
    (moved,) = (r.id for r in case.ledger().reports if r.outlet == outlet)
    undated = case.judge("wrong date", moved, value="2019-05-02")
    everything = [r.id for r in case.ledger().reports]
    for _ in range(2):
        before = case.export()
        with case._store._writing() as (connection, _now):
            rows.mark(connection, everything)
        relink(case._store)
        assert case.export() == before
        if undated.id in {s.judgement.id for s in case.judgements()}:
            case.undo(undated.id)
