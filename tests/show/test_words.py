from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.model import Quantity
from allegedly.show.words import (
    clean,
    clip,
    day,
    figure,
    headline,
    join,
    long_day,
    plural,
    span_of_days,
    unquoted,
)
from show.story import at


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("  two \n words\t", "two words"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("bell\x07 del\x7f csi\x9b", "bell␇ del� csi�"),
        ("abc\u202edcba\u2066", "abcdcba"),
        ("\ud800 alone", "� alone"),
        ("soft\r\xad", "soft"),
        ("नि\u200dक", "नि\u200dक"),
    ],
)
def test_clean_shows_what_a_terminal_would_obey(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text())
def test_clean_text_is_one_line_without_controls_and_stays_clean(text: str) -> None:
    shown = clean(text)
    assert clean(shown) == shown
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 for c in shown)
    shown.encode("utf8")


@given(st.text(), st.integers(10, 60))
def test_clip_keeps_to_its_length(text: str, most: int) -> None:
    assert len(clip(text, most)) <= most


def test_clip_cuts_between_words() -> None:
    assert clip("the river is frozen", 16) == "the river is…"
    assert clip("the river", 16) == "the river"


def test_headline_begins_large_and_has_no_stop() -> None:
    assert headline("dozens of drones.") == "Dozens of drones"
    assert headline("") == ""


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-03-02", "2026-03-02", "2 Mar"),
        ("2026-03-02", "2026-03-05", "2–5 Mar"),
        ("2026-02-28", "2026-03-02", "28 Feb–2 Mar"),
        ("2025-12-30", "2026-01-02", "30 Dec 2025–2 Jan 2026"),
        ("2026-03", "2026-03-05", "Mar 2026–5 Mar"),
        ("2026-03-02T08:30:00+01:00", None, "2 Mar"),
        (None, None, "undated"),
    ],
)
def test_days_from_first_to_last(first: str | None, last: str | None, words: str) -> None:
    assert span_of_days(first, last) == words


def test_a_day_keeps_its_precision() -> None:
    assert [day(d) for d in ("2026", "2026-03", "2026-03-02", "soon", "2026-33-01", "")] == [
        "2026", "Mar 2026", "2 Mar", "soon", "2026-33-01", "undated",
    ]  # fmt: skip
    assert day("2026-03-02", year=True) == "2 Mar 2026"


def test_a_long_day_names_the_weekday() -> None:
    assert long_day("2026-03-06T07:00:00Z") == "Friday 6 March 2026"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"value": 1500}, "1,500"),
        ({"value": 2.5, "bound": "about"}, "about 2.5"),
        ({"min": 20, "max": 30}, "20–30"),
        ({"value": 15, "bound": "up to"}, "up to 15"),
        ({"value": 12, "change": "up"}, "up 12"),
        ({"vague": "dozens", "bound": "vague"}, "dozens"),
        ({"bound": "vague"}, "40"),
        ({"value": float("inf")}, "inf"),
    ],
)
def test_a_figure_keeps_its_bound(more: dict[str, object], words: str) -> None:
    assert figure(Quantity(at("harrow", "40"), **more)) == words  # type: ignore[arg-type]


def test_counts_and_lists() -> None:
    assert (plural(1, "report"), plural(1200, "report")) == ("1 report", "1,200 reports")
    assert (join(()), join(("A",)), join(("A", "B", "D"))) == ("", "A", "A, B and D")


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("“The ice holds,”", "The ice holds"),
        ('"The ice holds",', "The ice holds"),
        ("the ice is “not safe”", "the ice is “not safe”"),
        ("“One” and “two”", "“One” and “two”"),
        ("”", "”"),
        ("", ""),
    ],
)
def test_only_marks_around_the_whole_are_taken_off(text: str, bare: str) -> None:
    assert unquoted(text) == bare


def test_a_year_can_be_asked_for() -> None:
    assert span_of_days("2026-03-02", "2026-03-05", year=True) == "2–5 Mar 2026"
    assert span_of_days("2026-02-02", "2026-03-05", year=True) == "2 Feb–5 Mar 2026"
