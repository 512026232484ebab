"""What changed from one ledger to another: a pure function, matched through statements."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.model import Claim, Correction, Ledger, Origin, identity
from allegedly.show.changed import changes_page
from allegedly.show.difference import Changes, Moved, Reshaped, Standing, changes
from allegedly.show.index import Index
from show.story import STATEMENTS, story, story_by

if TYPE_CHECKING:
    from show.conftest import Run
    from show.fake import FakeCase

DAYS = ["2026-03-01", "2026-03-02", "2026-03-03", "2026-03-04", "2026-03-05", "2026-03-06"]


def ids(*names: str) -> tuple[str, ...]:
    return tuple(STATEMENTS[name].id for name in names)


def of_claims(ledger: Ledger, *claims: Claim) -> Ledger:
    return replace(ledger, linked=replace(ledger.linked, claims=claims))


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(DAYS))
def test_nothing_changes_between_a_ledger_and_itself(day: str) -> None:
    assert changes(story_by(day), story_by(day)) == Changes()
    assert not changes(story_by(day), story_by(day))


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_what_is_new_one_way_is_gone_the_other(a: str, b: str) -> None:
    there, back = changes(story_by(a), story_by(b)), changes(story_by(b), story_by(a))
    assert set(there.new) == set(back.gone)
    assert set(there.reports) == set(back.reports_gone)
    assert {(s.claim, s.gained, s.lost) for s in there.denials} == {
        (s.claim, s.lost, s.gained) for s in back.denials
    }
    assert [(m.before, m.after) for m in there.merged] == [(s.after, s.before) for s in back.split]


def test_two_days_apart() -> None:
    found = changes(story_by("2026-03-03"), story_by("2026-03-05"))
    assert found.new == ids("F1")
    assert found.figures == (
        Moved(ids("F1"), "drones crossed", ("up to 15",), "at least 20", "Irsa Venn", ids("F1")[0]),
    )
    assert [(f.claim, f.before, f.after) for f in found.certainty] == [
        (ids("D3")[0], ("alleged",), ("alleged", "asserted"))
    ]
    assert [d.claim for d in found.drifts] == [ids("A1")[0]]
    assert len(found.corrections) == 1
    assert (found.gone, found.merged, found.split, found.uncontested) == ((), (), (), ())


def test_claims_that_merge_and_split_are_found_by_their_statements(ledger: Ledger) -> None:
    first, second, third, *others = ledger.linked.claims
    merged = of_claims(
        ledger,
        first,
        replace(second, statements=(*second.statements, *third.statements), contested=True),
        *others,
    )
    found = changes(ledger, merged)
    assert found.merged == (Reshaped((second.id, third.id), (second.id,)),)
    assert (found.new, found.gone, found.split) == ((), (), ())
    assert found.contested == (second.id,)
    back = changes(merged, ledger)
    assert back.split == (Reshaped((second.id,), (second.id, third.id)),)
    assert back.uncontested == (second.id, third.id)


def test_a_claim_whose_id_moves_is_the_same_claim(ledger: Ledger) -> None:
    first, *others = ledger.linked.claims
    moved = of_claims(ledger, replace(first, id="moved"), *others)
    found = changes(ledger, moved)
    assert (found.new, found.gone) == ((), ())


def test_origins_are_gained_and_lost(ledger: Ledger) -> None:
    first, *others = ledger.linked.claims
    board = Origin(identity("actor", "board"), first.statements)
    found = changes(ledger, of_claims(ledger, replace(first, origins=(board,)), *others))
    assert found.origins == (
        Standing(first.id, (identity("actor", "board"),), (identity("actor", "ministry"),)),
    )


def test_a_correction_is_new_once(ledger: Ledger) -> None:
    one = Correction("retraction", STATEMENTS["F1"].report, None, None, (), (), "withdrawn")
    more = replace(ledger, linked=replace(ledger.linked, corrections=(*ledger.linked.corrections, one)))  # fmt: skip
    assert changes(ledger, more).corrections == (one,)
    assert changes(more, more).corrections == ()


def test_lines_open_to_names_of_the_later_ledger(run: Run, case: FakeCase) -> None:
    lines = run("diff", "2026-03-03", "2026-03-05").stdout.splitlines()
    assert ("ledger", ("2026-03-03", False)) in case.calls
    assert ("ledger", ("2026-03-05", False)) in case.calls
    assert lines[0] == "3 Mar 2026 → 5 Mar 2026, by publication"
    assert lines[1].startswith("3 reports → 5, 9 statements → 12, 7 claims → 8. New: ")
    assert (
        "new               At least 20 drones had crossed the river · 1 origin         C5" in lines
    )
    assert (
        "figure moved      up to 15 → at least 20 drones crossed, Irsa Venn         C5 F1" in lines
    )
    assert (
        "certainty         alleged → alleged · asserted                                C2" in lines
    )


def test_by_entry_until_today(run: Run, case: FakeCase) -> None:
    answer = json.loads(run("diff", "2026-03-03", "--entered", "--json").stdout)
    assert (answer["from"], answer["to"], answer["by"]) == ("2026-03-03", None, "entry")
    assert ("ledger", ("2026-03-03", True)) in case.calls
    assert ("ledger", (None, True)) in case.calls
    assert answer["names"][ids("F1")[0]] == "C5"
    assert answer["wordings"][ids("F1")[0]].startswith("at least 20 drones")
    assert set(answer) > {f for f in Changes.__dataclass_fields__}  # noqa: C416 - names only


@pytest.mark.parametrize("days", [("yesterday",), ("2026-03-05", "2026-03-02"), ("2026-13",)])
def test_days_that_cannot_be_are_refused(run: Run, days: tuple[str, ...]) -> None:
    assert run("diff", *days).exit_code == 1


def test_nothing_says_so_and_gone_claims_keep_their_words() -> None:
    known, earlier = Index(story()), Index(story_by("2026-03-02"))
    same = [line.plain for line in changes_page((known, known), changes(known.ledger, known.ledger), "x").lines]  # fmt: skip
    assert "Nothing changed between the two." in same
    gone = changes_page((known, earlier), changes(known.ledger, earlier.ledger), "x")
    assert any(line.plain.startswith("gone              ") for line in gone.lines)


def test_long_lists_are_cut_and_counted(ledger: Ledger) -> None:
    base = ledger.linked.claims[1]
    many = [replace(STATEMENTS["D1"], id=f"many{n:02}") for n in range(20)]
    claims = tuple(replace(base, id=s.id, statements=(s.id,)) for s in many)
    grown = replace(
        of_claims(ledger, *ledger.linked.claims, *claims), statements=(*ledger.statements, *many)
    )
    page = changes_page((Index(ledger), Index(grown)), changes(ledger, grown), "x")
    assert any("and 8 more: with --json" in line.plain for line in page.lines)


def test_names_of_a_past_day_are_opened_as_of_that_day(run: Run) -> None:
    assert run("diff", "2026-03-02", "2026-03-03").stdout.endswith(
        "Next: allegedly show C2 --as-of 2026-03-03\n"
    )
    assert "--as-of" not in run("diff", "2026-03-02").stdout


def test_what_is_undated_is_said_to_be(run: Run) -> None:
    lines = run("diff", "2026-03-05").stdout.splitlines()
    assert " ".join(lines[1:3]).endswith("New: G outlet unknown, undated.")
    assert any(line.endswith("1 origin, undated  C6") for line in lines)
