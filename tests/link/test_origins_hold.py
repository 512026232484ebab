"""What holds for the origins of any claim: copies and relays add none, order is nothing, paths lead to their report."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.model import Report
from link.told import Told

SOURCES = (
    None,
    "Norland",
    "Norland army",
    "the police",
    "Tarn Lines",
    "Mira Dolan",
    "Dolan",
    "an engineer",
    "a port official",
    "Norland officials",
    "Gull News",
    "Harbour Wire",
    "local media",
    "?",
)
RELAYS = (None, "Gull News", "Harbour Wire", "Ada Brandt", "Mira Dolan")
OUTLETS = (None, "Gull News", "Harbour Wire", "Ostrel Post")
LINES = ("", "\n\n(Gull News)", "\n\nWith material from Harbour Wire", "\n\n(Fjord Wire)")
DAYS = (None, "2031-05-02", "2031-05-03", "2031-05-03T10:00")

ROWS = st.lists(
    st.tuples(
        st.sampled_from(SOURCES),
        st.sampled_from(RELAYS),
        st.sampled_from(OUTLETS),
        st.sampled_from(LINES),
        st.sampled_from(DAYS),
    ),
    min_size=1,
    max_size=6,
)


def cast() -> Told:
    t = Told()
    for name, kind, state in (
        ("Norland", "government", "XN"),
        ("Norland army", "agency", "XN"),
        ("the police", "agency", None),
        ("Tarn Lines", "organisation", None),
        ("Mira Dolan", "person", None),
        ("Dolan", "person", None),
        ("Ada Brandt", "person", None),
        ("an engineer", "unnamed official", None),
        ("a port official", "unnamed official", None),
        ("Norland officials", "unnamed official", "XN"),
        ("Gull News", "media", None),
        ("Harbour Wire", "media", None),
        ("local media", "media", None),
    ):
        t.actor(name, kind, state=state)
    return t


def tell(rows) -> Told:
    """One report a row: somebody (nobody, "?" somebody unsaid) says, perhaps over a relay, that a bridge fell."""
    t = cast()
    for number, (source, relay, outlet, line, day) in enumerate(rows):
        said = {None: "The bridge fell.", "?": "Reportedly the bridge fell."}
        told = said.get(
            source, f"Tarn Lines spokeswoman Mira Dolan or {source} said the bridge fell"
        )
        t.report(f"r{number}", f"{told}, {relay} wrote.{line}", outlet, day)
        kind = "unknown" if source == "?" else None
        name = None if source in {None, "?"} else source
        t.says(
            f"r{number}", name, content="the bridge fell", via=[relay] if relay else (), kind=kind
        )
    return t


def count(t: Told) -> int:
    return len(t.origins()[0])


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_paths_are_connected_and_end_in_the_report(rows):
    t = tell(rows)
    for origin in t.origins()[0]:
        for statement in origin.statements:
            path = [e for e in origin.path if e.statement == statement and e.start is not None]
            assert [e.step for e in path] == list(range(1, len(path) + 1))
            assert path[0].start == origin.actor
            assert all(a.to == b.start for a, b in pairwise(path))
            assert path[-1].to == t.statements[statement].report


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_every_step_opens_to_words_or_has_them_in_the_report_before(rows):
    t = tell(rows)
    for origin in t.origins()[0]:
        for edge in origin.path:
            text = t.reports[t.statements[edge.statement].report].text
            if edge.span:
                assert text[edge.span.start : edge.span.end] == edge.span.text
            else:
                later = [e for e in origin.path if e.statement == edge.statement]
                through = any(e.start in t.reports for e in later if e.step > edge.step)
                elsewhere = any(e.kind == "relay" and e.guess for e in later)
                assert through or elsewhere or edge.kind in {"spokesperson", "state media"}


@settings(max_examples=40, deadline=None)
@given(ROWS, st.data())
def test_a_copied_report_never_raises_the_count(rows, data):
    t = tell(rows)
    before = count(t)
    of = data.draw(st.sampled_from(sorted(t.reports)))
    day = data.draw(st.sampled_from(DAYS))
    t.reports["copy"] = replace(t.reports[of], id="copy", outlet="Fjord Mail", published=day)
    original = t.statements[f"{of}.0"]
    t.statements["copy.0"] = replace(original, id="copy.0", report="copy")
    t.copies["copy"] = frozenset({of})
    assert count(t) <= before


@settings(max_examples=40, deadline=None)
@given(ROWS, st.data())
def test_a_relay_of_a_known_source_never_raises_the_count(rows, data):
    t = tell(rows)
    before = count(t)
    named = [s for s in ("Norland", "the police", "Tarn Lines") if any(r[0] == s for r in rows)]
    if not named:
        return
    source = data.draw(st.sampled_from(named))
    relay = data.draw(st.sampled_from(["Gull News", "Ada Brandt", "Harbour Wire"]))
    t.report("more", f"{source} told {relay} that the bridge fell.", "Fjord Mail", "2031-05-04")
    t.says("more", source, content="the bridge fell", via=[relay])
    assert count(t) <= before


@settings(max_examples=40, deadline=None)
@given(ROWS, st.randoms(use_true_random=False))
def test_order_changes_nothing(rows, random):
    t = tell(rows)
    expected = t.origins()
    for part in ("reports", "statements", "actors"):
        items = list(getattr(t, part).items())
        random.shuffle(items)
        setattr(t, part, dict(items))
    assert t.origins() == expected


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_no_statement_is_lost_or_of_two_minds(rows):
    t = tell(rows)
    found, unknown = t.origins()
    traced = [s for origin in found for s in origin.statements]
    assert len(traced) == len(set(traced))
    said = [s for s in t.statements.values() if s.source.actor]
    assert set(traced) >= {s.id for s in said}
    assert unknown <= len(t.statements)


@pytest.mark.parametrize("text", ["", "(", "(Gull News)", "By ", "X" * 2000])
def test_any_text_has_a_lineage(text):
    t = cast()
    t.reports["r"] = Report("r", "0", text, outlet="")
    t.says("r", "Mira Dolan")
    assert count(t) == 1
