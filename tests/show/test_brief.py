from __future__ import annotations

from dataclasses import replace

import pytest

from allegedly.model import (
    Claim,
    Correction,
    Generator,
    Ledger,
    Linked,
    Origin,
    Point,
    Series,
    Source,
    identity,
)
from allegedly.show.brief import Brief, brief
from allegedly.show.figures import figures
from allegedly.show.index import Index
from allegedly.show.item import census, count
from allegedly.show.moves import marks
from show.story import STATEMENTS, at, story


@pytest.fixture
def view() -> Brief:
    return brief(story(), "Drones", "2026-03-06T07:00:00Z")


def test_counts_leave_out_denials_own_voice_and_what_was_not_read(view: Brief) -> None:
    assert (view.statements, view.reports, view.claims) == (14, 5, 6)
    assert (view.contested_total, view.others_total, view.own_voice) == (2, 4, 2)


def test_a_contested_claim_says_who_says_it_and_who_denies_it(view: Brief) -> None:
    first = view.contested[0]
    assert (first.origins, first.reports) == ("1 origin", 3)
    assert first.days == "2–5 Mar"
    assert [s.who for s in first.says] == ["Interior Ministry"]
    assert [(s.kind, s.who, len(s.statements)) for s in first.denied] == [
        ("denies", "Keld, Northern League", 2)
    ]


def test_what_cannot_be_traced_says_so(view: Brief) -> None:
    second = view.contested[1]
    assert second.origins == "origin unknown"
    assert [(s.kind, s.who) for s in second.says] == [("unknown", "lineage unknown")]


def test_what_cannot_be_traced_keeps_the_words_of_the_report() -> None:
    ledger = story()
    called = replace(STATEMENTS["D3"], source=Source("unknown", None, at("stonebridge", "Dozens")))
    statements = tuple(called if s.id == called.id else s for s in ledger.statements)
    view = brief(replace(ledger, statements=statements), "Drones", "2026-03-06")
    assert view.contested[1].says[0].who == "“Dozens”, lineage unknown"


def test_originals_are_quoted_before_copies(view: Brief) -> None:
    shown = view.contested[0].says[0].quotations
    assert [(q.name, q.copy) for q in shown] == [("A1", None), ("F2", None)]


def test_the_relay_is_named_unless_it_is_the_outlet_itself() -> None:
    ledger = story()
    reports = tuple(replace(r, outlet="Lowland Mercury") for r in ledger.reports)
    elsewhere = brief(replace(ledger, reports=reports), "Drones", "2026-03-06")
    relays = {q.name: q.via for i in elsewhere.others for s in i.says for q in s.quotations}
    assert relays["D1"] == "Stonebridge Radio"
    here = brief(ledger, "Drones", "2026-03-06")
    assert {q.via for i in here.others for s in i.says for q in s.quotations} == {None}


def test_a_denial_stands_under_what_it_denies(view: Brief) -> None:
    assert not any(i.polarity == "denies" for i in (*view.contested, *view.others))


def test_a_denial_of_nothing_here_is_an_item_of_its_own() -> None:
    ledger = story()
    claims = tuple(
        replace(c, denies=(), denied_by=(), contested=False) for c in ledger.linked.claims
    )
    view = brief(replace(ledger, linked=Linked(claims=claims)), "Drones", "2026-03-06")
    assert sum(i.polarity == "denies" for i in view.others) == 2


def test_years_are_shown_where_the_reports_are_of_several() -> None:
    ledger = story()
    earlier = replace(ledger.reports[0], published="2025-12-30")
    view = brief(replace(ledger, reports=(earlier, *ledger.reports[1:])), "Drones", "2026-03-06")
    assert view.period == "30 Dec 2025–5 Mar 2026"
    assert {q.day for i in view.contested for s in i.says for q in s.quotations} == {
        "30 Dec 2025", "3 Mar 2026", "5 Mar 2026",
    }  # fmt: skip


def test_quantities_whose_figures_differ_are_shown_even_if_nobody_contests_them() -> None:
    ledger = story()
    calm = tuple(replace(c, contested=False) for c in ledger.linked.claims)
    view = brief(
        replace(ledger, linked=replace(ledger.linked, claims=calm)), "Drones", "2026-03-06"
    )
    assert [f.amount for f in view.figures] == ["40", "up to 15", "at least 20"]


def test_a_copy_whose_speaker_was_not_resolved_goes_back_where_its_original_does() -> None:
    ledger = story()
    first = ledger.linked.claims[0]
    origin = replace(first.origins[0], statements=(STATEMENTS["A1"].id, STATEMENTS["F2"].id))
    claims = (replace(first, origins=(origin,)), *ledger.linked.claims[1:])
    view = brief(
        replace(ledger, linked=replace(ledger.linked, claims=claims)), "Drones", "2026-03-06"
    )
    assert [(s.kind, len(s.statements)) for s in view.contested[0].says] == [("says", 3)]


def test_lists_are_cut_and_counted() -> None:
    view = brief(story(), "Drones", "2026-03-06", most=1)
    assert (len(view.contested), view.contested_total) == (1, 2)
    assert (len(view.others), view.others_total) == (1, 4)
    assert (len(view.figures), view.figures_total) == (2, 4)


def test_what_is_no_claim_is_noted(view: Brief) -> None:
    assert [n.what for n in view.copies] == ["B Lowland Mercury"]
    assert view.copies[0].why == "copy of A Harrow Dispatch, 89 %"
    assert [n.why for n in view.unread] == ["not read: ko"]
    assert [n.what for n in view.undated] == ["G outlet unknown"]
    assert [(n.what, n.why) for n in view.dated] == [("F 5 Mar", "as given")]
    assert [n.what for n in view.refused] == ["blank.txt"]


def test_an_empty_case_says_what_to_do() -> None:
    view = brief(Ledger(Generator("", None, "")), "Drones", "2026-03-06")
    assert view.next == ("allegedly add FOLDER",)


def test_figures_of_one_quantity_stand_together_and_others_apart(known: Index) -> None:
    rows = figures(known, [STATEMENTS["A1"].id, STATEMENTS["D3"].id])
    crossed = [r for r in rows if r.quantity == "drones crossed"]
    assert [(r.amount, r.superseded, r.update_of, r.conflicts) for r in crossed] == [
        ("40", False, (), ("up to 15",)),
        ("up to 15", True, (), ("40",)),
        ("at least 20", False, ("up to 15",), ()),
    ]
    assert [(r.quantity, r.amount, r.kind) for r in rows if r not in crossed] == [
        ("drones assembled", "dozens", "unknown")
    ]


def test_a_ledger_without_series_shows_no_figures() -> None:
    ledger = story()
    old = replace(ledger.linked, series=())
    assert figures(Index(replace(ledger, linked=old)), [STATEMENTS["A1"].id], differing=True) == []


def test_a_figure_in_a_reports_own_voice_names_the_outlet() -> None:
    ledger = story()
    own = replace(STATEMENTS["A4"], quantities=STATEMENTS["A1"].quantities)
    series = Series("s", "drones", "crossed", None, (own.id,), (Point(own.id, own.quantities[0]),))
    known = Index(
        replace(
            ledger,
            statements=tuple(own if s.id == own.id else s for s in ledger.statements),
            linked=replace(ledger.linked, series=(series,)),
        )
    )
    assert [(r.who, r.kind) for r in figures(known, [own.id])] == [
        ("Harrow Dispatch, own voice", "own voice")
    ]


def test_a_subset_is_part_of_what_is_counted(ledger: Ledger) -> None:
    first, *others = ledger.linked.series
    series = (replace(first, subset="sea drones"), *others)
    known = Index(replace(ledger, linked=replace(ledger.linked, series=series)))
    assert figures(known, [STATEMENTS["A1"].id])[0].quantity == "drones crossed (sea drones)"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "1 origin"),
        ({"unknown_lineage": 2}, "1 origin, 2 unknown"),
        ({"origins": ()}, "origin unknown"),
    ],
)
def test_origins_are_counted_in_words(known: Index, more: dict[str, object], words: str) -> None:
    claim = replace(known.find_one("C1", Claim), **more)  # type: ignore[arg-type]
    assert count(known, claim) == words


def test_own_voice_is_no_origin(known: Index) -> None:
    own = [c for c in known.claims.values() if known.own_voice(c)]
    assert {count(known, c) for c in own} == {"own voice"}


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({}, "1 named origin, 0 unknown, in 3 reports (1 a copy; 1 link a guess)"),
        ({"unknown_lineage": 2}, "1 named origin, 2 unknown, in 3 reports (1 a copy; 1 link a guess)"),
        ({"origins": ()}, "No named origin, 0 unknown, in 3 reports (1 a copy)"),
        (
            {"origins": (Origin(identity("actor", "official"), ()), Origin("gone", ()))},
            "2 unnamed origins, 0 unknown, in 3 reports (1 a copy)",
        ),
        (
            {"origins": (Origin(identity("actor", "official"), ()), Origin(identity("actor", "board"), ()))},
            "1 named origin, 1 unnamed, 0 unknown, in 3 reports (1 a copy)",
        ),
    ],
)  # fmt: skip
def test_the_census_says_what_is_named_unnamed_unknown_and_guessed(
    known: Index, more: dict[str, object], words: str
) -> None:
    claim = replace(known.find_one("C1", Claim), **more)  # type: ignore[arg-type]
    assert census(known, claim) == words


def test_own_voice_has_no_origin_in_a_census(known: Index) -> None:
    assert census(known, known.find_one("C7", Claim)) == "No origin, own voice only, in 1 report"


def test_corrections_and_drift_stand_with_the_claim(view: Brief) -> None:
    assert [m.what for m in view.contested[0].moves] == ["certainty hardens"]
    marks = {i.name: i.marks for i in (*view.contested, *view.others) if i.marks}
    assert marks == {"C4": ("corrected 5 Mar", "superseded by its own source")}


def test_a_withdrawn_report_marks_every_claim_in_it(ledger: Ledger) -> None:
    stone = STATEMENTS["D1"].report
    gone = Correction(
        "retraction", STATEMENTS["F1"].report, stone, None, (), (), "words: withdrawn"
    )
    known = Index(replace(ledger, linked=replace(ledger.linked, corrections=(gone,))))
    marked = [known.name(c) for c in known.claims.values() if "withdrawn 5 Mar" in marks(known, c)]
    assert marked == ["C2", "C4", "C10"]
