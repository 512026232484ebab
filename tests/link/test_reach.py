"""What a new report can reach: the stories of that, and of the rest, are together the stories of all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from allegedly.link import reach, stories
from allegedly.model import Report

WORDS = "ferry harbour storm captain dam mayor flood bridge police anchor cable minister".split()


@st.composite
def piles(draw: st.DrawFn) -> list[Report]:
    texts = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=8), max_size=12))
    days = draw(st.lists(st.integers(1, 28), min_size=len(texts), max_size=len(texts)))
    return [
        Report(f"r{n:02}", "", " ".join(words), published=f"2031-03-{day:02}")
        for n, (words, day) in enumerate(zip(texts, days, strict=True))
    ]


@given(piles(), st.data())
def test_what_is_reached_and_the_rest_are_all_stories(
    pile: list[Report], data: st.DataObject
) -> None:
    touched = data.draw(st.sets(st.sampled_from([r.id for r in pile]))) if pile else set()
    reached = reach(pile, touched)
    assert touched <= reached
    inside = stories([r for r in pile if r.id in reached])
    outside = stories([r for r in pile if r.id not in reached])
    assert sorted((*inside, *outside)) == sorted(stories(pile))


def test_nothing_touched_reaches_nothing() -> None:
    assert reach([Report("a", "", "a ferry sank")], set()) == frozenset()
