from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.errors import NotFound
from allegedly.model import Claim, Generator, Ledger, Report, Statement
from allegedly.show.index import Index
from show.story import STATEMENTS, story


def test_statements_are_named_by_report_and_place(known: Index) -> None:
    assert {name: known.find(name).id for name in STATEMENTS} == {
        n: s.id for n, s in STATEMENTS.items()
    }


def test_claims_are_numbered_contested_first_and_denials_last(known: Index) -> None:
    names = {known.name(c): c for c in known.claims.values()}
    assert [names[n].contested for n in ("C1", "C2", "C3")] == [True, True, False]
    assert {names["C9"].polarity, names["C10"].polarity} == {"denies"}


@settings(max_examples=20)
@given(st.randoms())
def test_names_do_not_depend_on_the_order_of_the_ledger(random: object) -> None:
    ledger = story()

    def shuffled(items: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(sorted(items, key=lambda _: random.random()))  # type: ignore[attr-defined]

    linked = replace(ledger.linked, claims=shuffled(ledger.linked.claims))  # type: ignore[arg-type]
    other = replace(
        ledger,
        reports=shuffled(ledger.reports),
        statements=shuffled(ledger.statements),
        linked=linked,
    )  # type: ignore[arg-type]
    assert [c.id for c in Index(other).claims.values()] == [
        c.id for c in Index(ledger).claims.values()
    ]
    assert list(Index(other).statements) == list(Index(ledger).statements)


def test_an_id_means_the_claim_first_and_a_statement_where_one_is_wanted(known: Index) -> None:
    claim = STATEMENTS["A1"].id
    assert isinstance(known.find(claim), Claim)
    assert isinstance(known.find_one(claim, Statement), Statement)


def test_an_id_can_be_abbreviated_to_four_characters(known: Index) -> None:
    report = next(iter(known.reports.values()))
    assert known.find(report.id[:6].upper()) is report
    with pytest.raises(NotFound, match="nothing is called"):
        known.find(report.id[:3])


def test_small_letters_do_for_short_names(known: Index) -> None:
    assert known.find("c1") is known.find("C1")


def test_an_ambiguous_beginning_is_refused() -> None:
    reports = tuple(Report(id=f"abcd{n}", sha256="", text="") for n in range(2))
    with pytest.raises(NotFound, match="beginning of 2 ids"):
        Index(Ledger(Generator("", None, ""), reports)).find("abcd")


def test_the_wrong_kind_is_named(known: Index) -> None:
    with pytest.raises(NotFound, match="'C1' is a claim, not a report"):
        known.find_one("C1", Report)


def test_reports_get_letters_without_c_and_go_on_after_z() -> None:
    reports = tuple(Report(id=f"{n:04}", sha256="", text="") for n in range(30))
    known = Index(Ledger(Generator("", None, ""), reports))
    names = [known.name(r) for r in known.reports.values()]
    assert names[:4] == ["A", "B", "D", "E"]
    assert names[25:27] == ["AA", "AB"]
    assert len(set(names)) == 30


def test_what_a_ledger_lacks_is_left_aside() -> None:
    ledger = story()
    known = Index(replace(ledger, reports=ledger.reports[:1]))
    assert {known.name(s) for s in known.statements.values()} == {"A1", "A2", "A3", "A4"}
    assert all(known.in_order(c.statements) for c in known.claims.values())
