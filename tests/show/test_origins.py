"""Where a claim comes from: three columns, a tree, nodes and edges, Graphviz text."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.model import Claim, Edge, Ledger, identity
from allegedly.show.graph import dot, origins_json
from allegedly.show.index import Index
from allegedly.show.origins import origins_page, spread
from show.story import STATEMENTS, at, story

if TYPE_CHECKING:
    from show.conftest import Run


def drawn(known: Index, name: str, width: int = 80) -> list[str]:
    return [line.plain for line in origins_page(known, known.find_one(name, Claim), width).lines]


def relayed() -> Index:
    """The story, where what the ministry said reached the evening sheet over the radio."""
    ledger = story()
    first, *others = ledger.linked.claims
    ministry, radio = identity("actor", "ministry"), identity("actor", "radio")
    report = STATEMENTS["F2"].report
    path = (
        *first.origins[0].path[:3],
        Edge(STATEMENTS["F2"].id, "relay", radio, start=ministry, span=at("evening", "The Interior Ministry")),
        Edge(STATEMENTS["F2"].id, "says", report, step=2, start=radio, span=at("evening", "confirmed")),
    )  # fmt: skip
    claim = replace(first, origins=(replace(first.origins[0], path=path),))
    return Index(replace(ledger, linked=replace(ledger.linked, claims=(claim, *others))))


def test_three_columns_and_the_words_of_each_link_below_it() -> None:
    lines = drawn(relayed(), "C1")
    assert lines[1:14] == [
        "1 named origin, 0 unknown, in 3 reports (1 a copy)",
        "",
        "─" * 80,
        "WHO SAYS IT             PASSED ON BY          PRINTED IN",
        "● Interior Ministry",
        "  ├─ said ─────────────────────────────────── Harrow Dispatch, 2 Mar          A1",
        "  │  “The Ardovian Interior Ministry”",
        "  │   ╰┄ copy, 89 % ┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄ Lowland Mercury, 3 Mar          B1",
        "  │      “40 drones crossed the Keld river on Sunday night”",
        "  ╰─ through ────────── Stonebridge Radio ─── Harrow Evening Sheet, 5 Mar     F2",
        "     “The Interior Ministry” · “confirmed” · confirmed",
        "",
        "Next: allegedly show C1   allegedly origins C1 --dot",
    ]


def test_a_copy_of_a_report_that_does_not_have_the_claim_names_that_report() -> None:
    known = relayed()
    ledger = known.ledger
    first, *others = ledger.linked.claims
    left = tuple(s for s in first.statements if s != STATEMENTS["A1"].id)
    origin = replace(first.origins[0], statements=left)
    claim = replace(first, statements=left, origins=(origin,))
    lines = drawn(
        Index(replace(ledger, linked=replace(ledger.linked, claims=(claim, *others)))), "C1"
    )
    assert (
        "  ├┄ copy, 89 % ┄┄┄┄┄┄┄ Harrow Dispatch, 2… ┄ Lowland Mercury, 3 Mar          B1" in lines
    )


def test_a_narrow_terminal_gets_a_tree() -> None:
    lines = drawn(relayed(), "C1", 60)
    assert "WHO SAYS IT" in lines
    assert any("confirmed: through Stonebridge Radio, Harrow" in line for line in lines)
    assert max(map(len, lines)) <= 60


def test_every_guess_says_what_it_rests_on(known: Index) -> None:
    lines = drawn(known, "C1")
    assert (
        "GUESSES                                                        1 link is a guess" in lines
    )
    found = lines[lines.index("GUESSES                                                        1 link is a guess") + 1 :]  # fmt: skip
    assert found[0].startswith("  F2      counted with Interior Ministry: the same figure (40)")


def test_the_page_of_untraced_statements_invents_nobody(known: Index) -> None:
    lines = drawn(known, "C2")
    assert "No named origin, 2 unknown, in 2 reports" in lines
    assert "? lineage unknown" in lines
    edges = origins_json(known, known.find_one("C2", Claim))["edges"]
    assert [(e["start"], e["kind"]) for e in edges] == [(None, "says"), (None, "says")]


def test_claims_of_several_reports_are_ordered_by_origins_denials_last(known: Index) -> None:
    assert [known.name(c) for c in spread(known)] == ["C1", "C2", "C9"]


def test_nodes_and_edges_for_programs(run: Run) -> None:
    answer = json.loads(run("origins", "C1", "--json").stdout)
    assert set(answer) == {
        "claim", "summary", "origins", "unknown_lineage", "reports", "sides", "nodes", "edges", "guesses",
    }  # fmt: skip
    assert (answer["origins"], answer["unknown_lineage"], answer["reports"]) == (1, 0, 3)
    assert [(n["kind"], n["label"]) for n in answer["nodes"]] == [
        ("agency", "Interior Ministry"),
        ("report", "Harrow Dispatch"),
        ("report", "Lowland Mercury"),
        ("report", "Harrow Evening Sheet"),
    ]
    assert [(e["name"], e["kind"], e["guess"]) for e in answer["edges"]] == [
        ("A1", "says", False),
        ("B1", "says", False),
        ("B1", "copy", False),
        ("F2", "same figure", True),
    ]
    ends = {n["id"] for n in answer["nodes"]}
    assert all({e["start"], e["to"]} <= ends for e in answer["edges"])
    span = answer["edges"][0]["span"]
    text = story().reports[0].text
    assert text[span["start"] : span["end"]] == span["text"] == "The Ardovian Interior Ministry"
    assert [g["statements"] for g in answer["guesses"]] == [[STATEMENTS["F2"].id]]


def test_forms_of_origins(run: Run) -> None:
    assert run("origins", "C1", "--dot").stdout.startswith('digraph "C1" {\n')
    assert [c["name"] for c in json.loads(run("origins", "--json").stdout)] == ["C1", "C2", "C9"]
    for words in (("origins", "--dot"), ("origins", "C1", "--dot", "--json"), ("origins", "A1")):
        assert run(*words).exit_code == 1
    assert run("origins").stdout.startswith("1 origin in 3 reports")


def test_a_case_whose_claims_stand_in_one_report_each_says_so() -> None:
    ledger = story()
    alone = Index(replace(ledger, linked=replace(ledger.linked, claims=ledger.linked.claims[4:6])))
    assert spread(alone) == []


TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"')


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80))
def test_graphviz_text_is_escaped(words: str) -> None:
    ledger = story()
    hostile: Ledger = replace(
        ledger,
        reports=tuple(replace(r, outlet=words) for r in ledger.reports),
        actors=tuple(replace(a, name=words) for a in ledger.actors),
        linked=replace(
            ledger.linked, claims=tuple(replace(c, wording=words) for c in ledger.linked.claims)
        ),
    )
    known = Index(hostile)
    for claim in known.claims.values():
        bare = TOKEN.sub("", dot(known, claim))
        assert '"' not in bare
        assert re.fullmatch(r"[\w\s{}\[\]=;,>\-]*", bare), bare


@pytest.mark.parametrize("width", [40, 71, 72, 80])
def test_long_names_are_cut_and_never_widen_the_page(width: int) -> None:
    known = relayed()
    long = "Association of the Harbour Masters of the Lower Keld and its Tributaries " * 2
    ledger = replace(
        known.ledger,
        actors=tuple(replace(a, name=long) for a in known.ledger.actors),
        reports=tuple(replace(r, outlet=f"{long}漢字") for r in known.ledger.reports),
    )
    wide = Index(ledger)
    page = origins_page(wide, wide.find_one("C1", Claim), width)
    assert max(line.cell_len for line in page.lines) <= width
