from __future__ import annotations

from dataclasses import replace

import pytest

from allegedly.model import Claim, Generator, Ledger, Linked, Source
from allegedly.show.brief import Brief, brief, count
from allegedly.show.figures import figures
from allegedly.show.index import Index
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


def test_figures_that_nothing_relates_are_not_put_side_by_side() -> None:
    ledger = story()
    apart = Linked(claims=ledger.linked.claims)
    rows = figures(Index(replace(ledger, linked=apart)), [STATEMENTS["A1"].id])
    assert [r.amount for r in rows] == ["40"]


def test_a_figure_in_a_reports_own_voice_names_the_outlet() -> None:
    ledger = story()
    own = replace(STATEMENTS["A4"], quantities=STATEMENTS["A1"].quantities)
    known = Index(
        replace(ledger, statements=tuple(own if s.id == own.id else s for s in ledger.statements))
    )
    assert [(r.who, r.kind) for r in figures(known, [own.id])] == [
        ("Harrow Dispatch, own voice", "own voice")
    ]


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
    ("unit", "value", "together"),
    [
        ("grey drones", 40.0, True),
        ("aircraft", 40.0, True),
        ("grey drones", 30.0, True),
        ("lorries", 30.0, False),
    ],
)
def test_one_quantity_is_what_is_counted_or_how_many(
    unit: str, value: float, together: bool
) -> None:
    ledger = story()
    other = replace(
        STATEMENTS["F2"],
        quantities=(replace(STATEMENTS["F2"].quantities[0], unit=unit, value=value),),
    )
    statements = tuple(other if s.id == other.id else s for s in ledger.statements)
    rows = figures(Index(replace(ledger, statements=statements)), [STATEMENTS["A1"].id])
    beside = [r for r in rows if "F2" in r.statements and ("A1" in r.statements or not r.leads)]
    assert bool(beside) is together
