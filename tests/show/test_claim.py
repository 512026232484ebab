"""A claim as an analyst would brief it: exact lines of its path, its chart, and what stands with it."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.model import (
    Anchor,
    Claim,
    Correction,
    Denial,
    Edge,
    Judgement,
    Ledger,
    Point,
    Quantity,
    Report,
    Series,
    Statement,
    identity,
)
from allegedly.show.chart import chart, conflicts, lasting, moved
from allegedly.show.detail import detail
from allegedly.show.index import Index
from allegedly.show.page import Page, ink
from allegedly.show.paths import tree, ways, ways_of
from show.story import STATEMENTS, at, story


def shown(ledger: Ledger, name: str, width: int = 80) -> list[str]:
    known = Index(ledger)
    return [line.plain for line in detail(known, known.find(name), width).lines]


def part(lines: list[str], heading: str) -> list[str]:
    """The lines of one section, without its heading."""
    start = next(n for n, line in enumerate(lines) if line.startswith(heading)) + 1
    inside = itertools.takewhile(lambda line: not line.startswith("───"), lines[start:])
    return [line for line in inside if line]


def linked(ledger: Ledger, **more: object) -> Ledger:
    return replace(ledger, linked=replace(ledger.linked, **more))  # type: ignore[arg-type]


def with_path(*edges: Edge) -> Ledger:
    """The story, its first claim with these edges as the path of its origin."""
    ledger = story()
    first, *others = ledger.linked.claims
    claim = replace(first, origins=(replace(first.origins[0], path=edges),))
    return linked(ledger, claims=(claim, *others))


def edge(name: str, kind: str, start: str, to: str, **more: object) -> Edge:
    return Edge(STATEMENTS[name].id, kind, to, start=start, **more)  # type: ignore[arg-type]


def test_the_head_counts_origins_first(ledger: Ledger) -> None:
    assert shown(ledger, "C1")[:3] == [
        "40 drones crossed the Keld river on Sunday night                              C1",
        "1 named origin, 0 unknown, in 3 reports (1 a copy; 1 link a guess)",
        "Denied by 2 sources in 2 reports. First seen 2 Mar, last 5 Mar.",
    ]


def test_the_path_shows_copies_under_their_original_and_guesses_dotted(ledger: Ledger) -> None:
    assert part(shown(ledger, "C1"), "SAYS")[:4] == [
        "● Interior Ministry",
        "  ├─ said ──────────────  Harrow Dispatch, 2 Mar                 asserted     A1",
        "  │   ╰┄ copy, 89 % ┄┄┄┄  Lowland Mercury, 3 Mar                 asserted     B1",
        "  ╰┄ ? same figure ┄┄┄┄┄  Harrow Evening Sheet, 5 Mar            confirmed    F2",
    ]


def test_a_relay_that_several_reports_share_is_drawn_once() -> None:
    ministry, radio = identity("actor", "ministry"), identity("actor", "radio")
    ledger = with_path(
        edge("A1", "relay", ministry, radio),
        edge("A1", "says", radio, STATEMENTS["A1"].report, step=2),
        edge("F2", "relay", ministry, radio),
        edge("F2", "says", radio, STATEMENTS["F2"].report, step=2),
        edge("B1", "says", ministry, STATEMENTS["B1"].report),
    )
    assert part(shown(ledger, "C1"), "SAYS")[:5] == [
        "● Interior Ministry",
        "  ├─ through ───────────  Stonebridge Radio",
        "  │   ├─ said ──────────  Harrow Dispatch, 2 Mar                 asserted     A1",
        "  │   ╰─ confirmed ─────  Harrow Evening Sheet, 5 Mar            confirmed    F2",
        "  ╰─ said ──────────────  Lowland Mercury, 3 Mar                 asserted     B1",
    ]


def test_a_relay_that_is_the_outlet_is_no_branch_of_its_own(ledger: Ledger) -> None:
    assert part(shown(ledger, "C4"), "SAYS")[:2] == [
        "● Irsa Venn",
        "  ╰─ told ──────────────  Stonebridge Radio, 3 Mar               asserted     D1",
    ]


def test_a_spokesperson_stands_between_origin_and_report() -> None:
    ministry, venn = identity("actor", "ministry"), identity("actor", "venn")
    ledger = with_path(
        edge("A1", "spokesperson", ministry, venn, guess=True),
        edge("A1", "says", venn, STATEMENTS["A1"].report, step=2),
    )
    lines = part(shown(ledger, "C1"), "SAYS")
    assert lines[1] == "  ├┄ ? spokesperson ┄┄┄┄  Irsa Venn"
    assert lines[2].startswith("  │   ╰─ said ──────────  Harrow Dispatch, 2 Mar")


def test_edges_of_old_ledgers_lead_from_the_statement_itself() -> None:
    one, two, three = (STATEMENTS[name].id for name in ("A1", "B1", "F2"))
    ledger = with_path(
        Edge(one, "says", identity("actor", "ministry")),
        Edge(two, "copy", one),
        Edge(three, "same words", identity("actor", "ministry"), guess=True),
    )
    assert [line[:24] for line in part(shown(ledger, "C1"), "SAYS")[1:4]] == [
        "  ├─ said ──────────────",
        "  │   ╰┄ copy, 89 % ┄┄┄┄",
        "  ╰┄ ? same words ┄┄┄┄┄┄",
    ]


ENDS = [*(identity("actor", name) for name in ("ministry", "venn", "radio")), *(STATEMENTS[n].report for n in ("A1", "B1", "F2")), "gone"]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.builds(
            Edge,
            st.sampled_from([STATEMENTS[n].id for n in ("A1", "B1", "F2")]),
            st.sampled_from(["says", "relay", "credit", "copy", "same figure", "state media"]),
            st.sampled_from(ENDS),
            guess=st.booleans(),
            step=st.integers(1, 3),
            start=st.none() | st.sampled_from(ENDS),
        ),
        max_size=8,
    )
)
def test_whatever_the_edges_every_statement_is_drawn_once(edges: list[Edge]) -> None:
    ledger = with_path(*edges)
    known = Index(ledger)
    claim = known.claims[STATEMENTS["A1"].id]
    for side, found in ways_of(known, claim):
        drawn: list[str] = []
        waiting = list(tree(known, side, found))
        while waiting:
            branch = waiting.pop()
            drawn += [branch.statement.id] if branch.statement else []
            waiting += branch.branches
        assert sorted(drawn) == sorted(side.statements)
        assert [w.statement.id for w in ways(known, claim, side)] == [
            s.id for s in known.in_order(side.statements)
        ]
    assert max(map(len, shown(ledger, "C1"))) <= 80


def test_a_denial_says_which_rule_found_its_target(ledger: Ledger) -> None:
    lines = part(shown(ledger, "C1"), "DENIES")
    assert lines[:3] == [
        "✕ Keld and Northern League, together",
        "    denied “the report”           Harrow Dispatch, 2 Mar                      A2",
        "      anaphor: the report",
    ]


def test_what_moved_was_corrected_and_kept_apart_stands_with_the_claim(ledger: Ledger) -> None:
    assert part(shown(ledger, "C1"), "DRIFT") == [
        "  certainty hardens: asserted “said” (2–3 Mar) → confirmed “confirmed”  A1 B1 F2",
        "  (5 Mar)",
    ]
    assert part(shown(ledger, "C4"), "CORRECTED") == [
        "  corrected in Harrow Evening Sheet, 5 Mar · F                           D1 → F1",
        "    “Correction: a report of 3 March gave up to 15 drones”",
    ]
    assert part(shown(ledger, "C1"), "KEPT APART")[:2] == [
        "  C4    Up to 15 drones had crossed the river",
        "        other figures: 40, up to 15",
    ]
    assert "embedding +0.90, figures −0.60" in part(shown(ledger, "C4"), "KEPT APART")[3]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("certainty", "certainty softens: asserted “said” (2 Mar) → confirmed “confirmed” (5 Mar)"),
        ("attribution", "attribution softens: Interior Ministry (2 Mar) → Interior Ministry (5 Mar)"),
        ("figure", "figure softens: 40 (2 Mar) → 40 (5 Mar)"),
        ("position", "position of Irsa Venn softens: asserted “said” (2 Mar)"),
    ],
)  # fmt: skip
def test_each_kind_of_drift_compares_what_it_is_about(
    ledger: Ledger, kind: str, words: str
) -> None:
    drift = replace(
        ledger.linked.drifts[0],
        kind=kind,
        direction="softens",
        a=(STATEMENTS["A1"].id,),
        actor=identity("actor", "venn") if kind == "position" else None,
    )
    lines = shown(linked(ledger, drifts=(drift,)), "C1")
    assert words in " ".join(" ".join(part(lines, "DRIFT")).replace("A1 F2", "").split())


@pytest.mark.parametrize(
    ("value", "words"),
    [("alleged", "alleged"), ('"alleged"', "alleged"), ("null", "unknown"), (None, "unknown"), ("3", "3")],
)  # fmt: skip
def test_a_judgement_is_shown_with_who_when_and_why(
    ledger: Ledger, value: str | None, words: str
) -> None:
    said = STATEMENTS["A1"]
    span, sha256 = said.content[0], ledger.reports[0].sha256
    anchor = Anchor(sha256, span.text, "", "", span.start, span.end)
    judged = Judgement("j", "wrong field", (anchor,), "Mira", "read the original", "2026-03-06T07:00:00Z", "certainty", value)  # fmt: skip
    ledger = replace(ledger, judgements=(judged,))
    for name in ("C1", "A1"):
        assert part(shown(ledger, name), "JUDGED")[:2] == [
            f"  A1        wrong field: certainty {words}",
            "            Mira, 6 Mar: read the original",
        ]
    assert not any(line.startswith("JUDGED") for line in shown(ledger, "C4"))


def test_a_report_shows_its_copies_versions_and_corrections(ledger: Ledger) -> None:
    assert "copied by    B Lowland Mercury, 3 Mar (89 %)" in shown(ledger, "A")
    assert part(shown(ledger, "D"), "CORRECTED")[0].startswith("  corrected in Harrow Evening")
    first, second = (STATEMENTS[n].report for n in ("A1", "F1"))
    newer = Correction("new version", second, first, None, (), (), "the same address")
    ledger = linked(ledger, corrections=(newer,))
    assert "versions     F Harrow Evening Sheet, 5 Mar" in shown(ledger, "A")
    assert "versions     A Harrow Dispatch, 2 Mar" in shown(ledger, "F")
    reports = tuple(
        replace(r, url="https://example.org/x") if r.id in {first, second} else r
        for r in ledger.reports
    )
    assert "versions     A Harrow Dispatch, 2 Mar" in shown(replace(linked(ledger, corrections=()), reports=reports), "F")  # fmt: skip


# --- the chart --------------------------------------------------------------------------------------


def test_the_chart_has_a_line_for_each_figure_and_a_column_for_each_day(ledger: Ledger) -> None:
    lines = shown(ledger, "C1")
    start = next(n for n, line in enumerate(lines) if line.startswith("FIGURES"))
    assert lines[start : start + 7] == [
        "FIGURES, drones crossed    2 Mar       5",
        "  40                       ●───○───────●",
        "  at least 20                          ┴",
        "  up to 15                     ┬",
        "  ● exact  ○ copy, or bound excluded  ┴ at least  ┬ up to",
        "  → up to 15 → at least 20: Irsa Venn, 5 Mar",
        "  ≠ 40 and up to 15 cannot both hold, 3–5 Mar; ended by an update",
    ]


def series_of(*figures: tuple[str | None, str, Quantity]) -> tuple[Index, Series]:
    """A series with a report for each (date, source, figure)."""
    ledger = story()
    reports, statements, points = [], [], []
    for n, (date, actor, quantity) in enumerate(figures):
        report = Report(id=f"r{n}", sha256="", text="x" * 40, published=date)
        base = STATEMENTS["A1"]
        statements.append(replace(base, id=f"s{n}", report=report.id, quantities=(quantity,)))
        points.append(Point(f"s{n}", quantity, identity("actor", actor)))
        reports.append(report)
    series = Series("s", "drones", "crossed", None, (), tuple(points))
    made = replace(ledger, reports=tuple(reports), statements=tuple(statements), copies=())
    return Index(made), series


def figure(value: float, **more: object) -> Quantity:
    return Quantity(at("harrow", "40"), value=value, **more)  # type: ignore[arg-type]


def drawn(known: Index, series: Series) -> list[str]:
    page = Page()
    assert chart(page, known, series, ink("FIGURES"))
    return [line.plain for line in page.lines]


def test_only_one_sources_own_figure_is_joined() -> None:
    known, series = series_of(
        ("2026-03-01", "venn", figure(5)), ("2026-03-03", "keld", figure(5)),
        ("2026-03-05", "keld", figure(5)), ("2026-03-05", "venn", figure(5)),
    )  # fmt: skip
    assert drawn(known, series)[1] == "  5                        ●       ●───────●"


def test_what_is_undated_has_a_column_of_its_own() -> None:
    known, series = series_of(
        ("2026-02-27", "venn", figure(5)), ("2026-03-02", "keld", figure(7, bound="more than")), (None, "keld", figure(7, bound="more than")),
        ("2026-03", "keld", figure(5, bound="about")),
    )  # fmt: skip
    assert drawn(known, series) == [
        "FIGURES                    27 Feb      2 Mar                             undated",
        "  more than 7                          ○                                    ○",
        "  5                        ●",
        "  about 5                                                                   ≈",
        "  ● exact  ○ copy, or bound excluded  ≈ about",
    ]


@pytest.mark.parametrize(
    "dates", [("2026-03-01",), ("2026-01-01", "2026-06-30"), (None, None), ("2026-03", "2026-04")]
)
def test_one_day_or_too_many_are_rows(dates: tuple[str | None, ...]) -> None:
    known, series = series_of(*((d, "venn", figure(n)) for n, d in enumerate(dates)))
    page = Page()
    assert not chart(page, known, series, ink("x"))
    assert page.lines == []


def test_a_conflict_lasts_until_an_update_ends_it() -> None:
    known, series = series_of(
        ("2026-03-01", "venn", figure(5)), ("2026-03-02", "keld", figure(9)), ("2026-03-04", "venn", figure(9)),
    )  # fmt: skip
    a, b, c = series.points
    clash = replace(
        series, points=(replace(a, conflicts=("s1",)), replace(b, conflicts=("s0",)), c)
    )
    (one,) = conflicts(known, clash)
    assert (one.a, one.b, lasting(known, one)) == ("5", "9", ", since 2 Mar")
    ended = replace(clash, points=(*clash.points[:2], replace(c, updates=("s0",))))
    (one,) = conflicts(known, ended)
    assert lasting(known, one) == ", 2–4 Mar; ended by an update"
    assert [(m.old, m.new, m.who, m.date) for m in moved(known, ended)] == [
        ("5", "9", "Irsa Venn", "2026-03-04")
    ]
    undated, series = series_of((None, "venn", figure(5)), ("2026-03-02", "keld", figure(9)))
    first = replace(series.points[0], conflicts=("s1",))
    (one,) = conflicts(undated, replace(series, points=(first, series.points[1])))
    assert lasting(undated, one) == "; which came first is not known"


def test_a_conflict_goes_on_while_anybody_holds_to_both_figures() -> None:
    known, series = series_of(
        ("2026-03-01", "venn", figure(5)), ("2026-03-02", "keld", figure(9)),
        ("2026-03-03", "league", figure(5)), ("2026-03-04", "venn", figure(9)),
    )  # fmt: skip
    a, b, c, d = series.points
    b = replace(b, conflicts=("s0", "s2"))
    going_on = replace(series, points=(a, b, c, replace(d, updates=("s0",))))
    assert [lasting(known, one) for one in conflicts(known, going_on)] == [", since 2 Mar"]
    over = replace(series, points=(a, b, c, replace(d, updates=("s0", "s2"))))
    assert [lasting(known, one) for one in conflicts(known, over)] == [
        ", 2–4 Mar; ended by an update"
    ]


def test_long_lists_of_denials_and_branches_are_cut_and_counted(ledger: Ledger) -> None:
    many = tuple(replace(STATEMENTS["A2"], id=f"denial{n}") for n in range(30))
    more = tuple(replace(STATEMENTS["A1"], id=f"more{n}") for n in range(30))
    first, *others = ledger.linked.claims
    ids = (*first.statements, *(s.id for s in more))
    claim = replace(first, statements=ids, origins=(replace(first.origins[0], statements=ids),))
    denials = tuple(Denial(s.id, (first.id,), "anaphor: the report") for s in many)
    ledger = replace(
        linked(ledger, claims=(claim, *others), denials=(*ledger.linked.denials, *denials)),
        statements=(*ledger.statements, *many, *more),
    )
    lines = shown(ledger, "C1")
    assert "  and 9 more: allegedly origins C1" in lines
    assert "  and 8 more: allegedly show C1 --json" in lines


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.none() | st.dates().map(str) | st.sampled_from(["2026-03-01", "2026-03-09", "2026-02"]),
            st.sampled_from(["venn", "keld", "nobody"]),
            st.builds(
                Quantity,
                st.just(at("harrow", "40")),
                value=st.none() | st.floats(allow_nan=False, allow_infinity=False),
                vague=st.none() | st.text(max_size=60),
                bound=st.sampled_from(["exact", "about", "at least", "up to", "more than", "less than", "vague"]),
            ),
        ),
        min_size=1,
        max_size=6,
    ),
    st.integers(40, 80),
)  # fmt: skip
def test_no_chart_is_wider_than_its_page(
    figures: list[tuple[str | None, str, Quantity]], width: int
) -> None:
    known, series = series_of(*figures)
    page = Page(width)
    chart(page, known, series, ink("FIGURES"))
    assert all(line.cell_len <= page.width for line in page.lines)
    assert isinstance(known.find("A1"), Statement)
    assert not known.claims or isinstance(known.find("C1"), Claim)
