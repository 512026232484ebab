"""What happened when: day by day, the undated last."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.model import Ledger, Origin, identity
from allegedly.show.index import Index
from allegedly.show.timeline import timeline, timeline_page, within
from show.story import STATEMENTS, story

if TYPE_CHECKING:
    from show.conftest import Run


def kinds(answer: str) -> list[tuple[str | None, str, list[str]]]:
    return [(e["date"], e["kind"], [c["name"] for c in e["claims"]]) for e in json.loads(answer)]


def test_days_in_order_and_the_undated_last(run: Run) -> None:
    assert kinds(run("timeline", "--json").stdout) == [
        ("2026-03-02", "first seen", ["C1"]),
        ("2026-03-02", "first seen", ["C3"]),
        ("2026-03-02", "denied", ["C1"]),
        ("2026-03-03", "first seen", ["C2"]),
        ("2026-03-03", "first seen", ["C4"]),
        ("2026-03-03", "denied", ["C1"]),
        ("2026-03-03", "denied", ["C2", "C4"]),
        ("2026-03-05", "first seen", ["C5"]),
        ("2026-03-05", "figure moved", ["C4", "C5"]),
        ("2026-03-05", "drift", ["C1"]),
        ("2026-03-05", "corrected", ["C4", "C5"]),
        (None, "first seen", ["C6"]),
    ]


def test_a_day_as_it_is_printed(run: Run) -> None:
    lines = run("timeline", "C4", "--since", "2026-03-05").stdout.splitlines()
    assert lines[0] == "2 events, 5 Mar 2026"
    assert lines[3:] == [
        "Thursday 5 March 2026                                                   2 events",
        "figure moved  up to 15 → at least 20 drones crossed, Irsa Venn  D1 F1      C4 C5",
        "corrected     in Harrow Evening Sheet, 5 Mar · F: “Correction: a report of 3  C4",
        "              March gave up to 15 drones”  D1 F1",
    ]


def test_one_actor_between_two_days(run: Run) -> None:
    assert kinds(run("timeline", "--actor", "Tomas Auren", "--json").stdout) == [
        ("2026-03-03", "denied", ["C2", "C4"])
    ]
    until = kinds(run("timeline", "--actor", "venn", "--until", "2026-03-04", "--json").stdout)
    assert until == [("2026-03-03", "first seen", ["C4"])]


def test_nothing_says_so_and_wrong_dates_are_refused(run: Run) -> None:
    nothing = run("timeline", "C1", "--since", "2027").stdout
    assert nothing == "Nothing happened here on these days.\nNext: allegedly timeline\n"
    assert run("timeline", "--since", "soon").exit_code == 1
    assert run("timeline", "A1").exit_code == 1


def test_a_further_origin_is_an_event(ledger: Ledger) -> None:
    first, *others = ledger.linked.claims
    mine, late = STATEMENTS["A1"].id, STATEMENTS["F2"].id
    origins = (
        Origin(identity("actor", "ministry"), (mine,)),
        Origin(identity("actor", "board"), (late,)),
    )
    linked = replace(ledger.linked, claims=(replace(first, origins=origins), *others))
    known = Index(replace(ledger, linked=linked))
    found = [e for e in timeline(known, known.claims.values()) if e.kind == "new origin"]
    assert [(e.date, e.words, e.statements) for e in found] == [
        ("2026-03-05", "harbour board", (late,))
    ]


@pytest.mark.parametrize(
    ("date", "since", "until", "inside"),
    [
        ("2026-03-02", None, None, True),
        ("2026-03-02", "2026-03-02", "2026-03-02", True),
        ("2026-03-02", "2026-03", "2026-03", True),
        ("2026-03-02", "2026-04", None, False),
        ("2026-03-02", None, "2026-02", False),
        ("2026-03-02", None, "2026", True),
        ("2026-03", "2026-03-02", "2026-03-02", True),
        ("2026-03", "2026-04-01", None, False),
        (None, "2027", "2027", True),
    ],
)
def test_dates_count_at_their_own_precision(
    date: str | None, since: str | None, until: str | None, inside: bool
) -> None:
    assert within(date, since, until) is inside


def test_undated_events_stay_whatever_days_are_asked_for(run: Run) -> None:
    assert kinds(run("timeline", "--since", "2026-04", "--json").stdout) == [
        (None, "first seen", ["C6"])
    ]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.none() | st.sampled_from(["2026-03-01", "2026-03", "2025-12-31T23:00:00Z"]), min_size=6, max_size=6))  # fmt: skip
def test_whatever_the_dates_no_event_is_lost_or_placed(dates: list[str | None]) -> None:
    ledger = story()
    reports = tuple(replace(r, published=d) for r, d in zip(ledger.reports, dates, strict=True))
    known = Index(replace(ledger, reports=reports))
    found = timeline(known, known.claims.values())
    seen = [e for e in found if e.kind == "first seen"]
    shown = [c for c in known.claims.values() if not known.targets_of(c)]
    assert len([c for e in seen for c in e.claims]) == len(shown)
    assert [e.date or "9" for e in found] == sorted(e.date or "9" for e in found)
    published = {(r.published or "")[:10] or None for r in reports}
    assert {e.date for e in found} <= published
    assert max(line.cell_len for line in timeline_page(known, found).lines) <= 80
