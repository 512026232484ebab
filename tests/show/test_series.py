"""The figures of a case: never joined across quantities, in the terminal, as JSON and as a table."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.model import Claim, Ledger
from allegedly.show.index import Index
from allegedly.show.series import series_csv, series_page, series_wanted

if TYPE_CHECKING:
    from show.conftest import Run


def test_quantities_stand_apart_and_what_moved_below_them(run: Run) -> None:
    assert run("figures").stdout.splitlines() == [
        "2 quantities                                       never joined with one another",
        "",
        "─" * 80,
        "drones crossed                                                          C1 C4 C5",
        "                             40  Interior Ministry, 2–5 Mar             A1 B1 F2",
        "                       up to 15  Irsa Venn, 3 Mar, superseded                 D1",
        "                    at least 20  Irsa Venn, 5 Mar                             F1",
        "  → up to 15 → at least 20: Irsa Venn, 5 Mar",
        "  ≠ 40 and up to 15 cannot both hold, 3–5 Mar; ended by an update",
        "",
        "─" * 80,
        "ONE FIGURE EACH                                                         1 figure",
        "drones assembled         dozens  ? lineage unknown, 3 Mar                     D3",
    ]


def test_the_figures_of_one_claim(run: Run, known: Index) -> None:
    assert "assembled" not in run("figures", "C4").stdout
    assert run("figures", "C3").stdout.startswith("No figure of a known quantity")
    for name, found in {"C1": ["crossed"], "C2": ["assembled"], "C9": []}.items():
        series = series_wanted(known, known.find_one(name, Claim))
        assert [s.role for s in series] == found


def test_series_in_json(run: Run) -> None:
    crossed, assembled = json.loads(run("figures", "--json").stdout)
    assert (crossed["quantity"], crossed["unit"], crossed["role"], crossed["subset"]) == (
        "drones crossed", "drones", "crossed", None,
    )  # fmt: skip
    assert [c["name"] for c in crossed["claims"]] == ["C1", "C4", "C5"]
    assert [(p["name"], p["figure"], p["copy"]) for p in crossed["points"]] == [
        ("A1", "40", False),
        ("B1", "40", True),
        ("D1", "up to 15", False),
        ("F1", "at least 20", False),
        ("F2", "40", False),
    ]
    assert crossed["points"][0]["quantity"]["span"]["text"] == "40"
    assert [(u["old"], u["new"], u["date"]) for u in crossed["updates"]] == [
        ("up to 15", "at least 20", "2026-03-05")
    ]
    assert [(c["start"], c["end"]) for c in crossed["conflicts"]] == [("2026-03-03", "2026-03-05")]
    assert assembled["points"][0]["quantity"]["vague"] == "dozens"


def test_the_table_has_a_row_for_each_figure(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("figures", "--csv").stdout)))
    assert [(r["name"], r["figure"], r["bound"], r["value"]) for r in rows] == [
        ("A1", "40", "exact", "40"),
        ("B1", "40", "exact", "40"),
        ("D1", "up to 15", "up to", "15"),
        ("F1", "at least 20", "at least", "20"),
        ("F2", "40", "exact", "40"),
        ("D3", "dozens", "vague", ""),
    ]
    assert run("figures", "--csv", "--json").exit_code == 1


def test_no_cell_is_a_formula(ledger: Ledger) -> None:
    reports = tuple(replace(r, outlet="=HYPERLINK(1)\n-2") for r in ledger.reports)
    known = Index(replace(ledger, reports=reports))
    rows = list(csv.DictReader(io.StringIO(series_csv(known, series_wanted(known, None)))))
    assert {r["outlet"] for r in rows} == {"'=HYPERLINK(1) -2"}


def test_an_old_ledger_without_series_says_so(ledger: Ledger) -> None:
    known = Index(replace(ledger, linked=replace(ledger.linked, series=())))
    lines = [line.plain for line in series_page(known, series_wanted(known, None)).lines]
    assert lines == [
        "No figure of a known quantity is in these reports.",
        "Next: allegedly claims",
    ]
