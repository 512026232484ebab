"""Stories: a pure function of the reports, whatever their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from allegedly.link import stories
from allegedly.model import Report

WORDS = "ferry harbour storm captain dam mayor flood bridge police anchor cable minister".split()


@st.composite
def piles(draw: st.DrawFn) -> list[Report]:
    texts = draw(st.lists(st.lists(st.sampled_from(WORDS), min_size=3, max_size=8), max_size=12))
    days = draw(st.lists(st.none() | st.integers(1, 99), min_size=len(texts), max_size=len(texts)))
    return [
        Report(f"r{n:02}", "", " ".join(words), published=day and f"20{day:02}-03-05")
        for n, (words, day) in enumerate(zip(texts, days, strict=True))
    ]


@given(piles(), st.randoms(use_true_random=False))
def test_the_order_of_reports_changes_nothing(pile: list[Report], chance: object) -> None:
    shuffled = list(pile)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert stories(shuffled) == stories(pile)


def crowd(name: str, common: str, bridge: str) -> list[Report]:
    """Nine reports near one another; the first has something of the bridge, too."""
    texts = [f"{common} {name}own{n} {name}part{n}" for n in range(9)]
    return [
        Report(f"{name}{n}", "", text if n else f"{text} {bridge}") for n, text in enumerate(texts)
    ]


def test_one_pair_between_two_crowds_does_not_tie_them_together() -> None:
    left = crowd("left", "ferry captain anchor", "levee quarantine")
    right = crowd("right", "bakery harvest orchard", "levee quarantine")
    ends = [left[0], right[0]]
    assert stories(ends) == (("left0", "right0"),)
    assert len(stories(left + right)) == 2
