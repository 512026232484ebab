"""Which reports are copies of one another."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.model import Copy, Report
from allegedly.read import copies, mark, shingles, sketch
from allegedly.read.copies import KEPT, LEAST

WIRE = (
    "The harbour council voted on Monday to close the old bridge to trucks, its chair said. "
    "Ana Brevik told reporters that the bridge could no longer carry the weight of forty trucks an hour. "
    "The ministry of transport denied that it had known of the damage since the spring. "
    "Engineers found the first cracks in March, according to a letter that the council published. "
    "Ferry operators said they could carry a third of the traffic until a new bridge is built."
)
OTHER = (
    "Fishing crews in the north complained on Friday that the price of diesel has doubled in a year. "
    "A spokesman for the crews said that thirty boats had stayed in port and that more would follow. "
    "The finance minister promised an answer within days but ruled out another tax cut before winter. "
    "Two of the largest canneries have already moved their orders to ports further along the coast."
)


def made(name: str, text: str, published: str | None = None) -> Report:
    return Report(name, name, text, published=published, boilerplate=mark(text))


def test_a_wire_story_edited_lightly_is_a_copy_of_the_earlier() -> None:
    edited = "Bridge shut\n\n" + WIRE.replace("Ana Brevik", "Ms Brevik").rsplit(". ", 1)[0] + "."
    [copy] = copies([made("b", WIRE, "2024-10-22"), made("a", edited, "2024-10-23")])
    assert (copy.report, copy.of) == ("a", "b")
    assert 0.8 < copy.share < 1


def test_two_reports_that_quote_one_sentence_are_no_copies() -> None:
    quoted = WIRE.split(". ")[1]
    assert copies([made("a", WIRE), made("b", f"{OTHER} {quoted}. {OTHER[::-1]}")]) == ()


def test_boilerplate_makes_no_copies() -> None:
    foot = "\n".join(f"Read: The old bridge of Ostrel closes for the {n}th time" for n in range(40))
    assert copies([made("a", f"{WIRE}\n{foot}"), made("b", f"{OTHER}\n{foot}")]) == ()


@pytest.mark.parametrize(
    ("first", "second", "copy"),
    [
        ("2024-10-22", "2024-10-23", "b"),
        ("2024-10-23", "2024-10-22", "a"),
        ("2024-10-23", "2024-10", "b"),
        ("2024-10-22T01:00:00+09:00", "2024-10-21T20:00:00Z", "b"),
        ("2024-10-22T01:00:00+09:00", "2024-10-21T12:00:00Z", "a"),
        ("2024-10-22T09:00:00", "2024-10-22T08:00:00", "b"),
        ("2024-10-22", None, "b"),
        (None, None, "b"),
    ],
)
def test_the_earlier_is_the_original_and_else_the_longer(
    first: str | None, second: str | None, copy: str
) -> None:
    original = "ab".replace(copy, "")
    longer, shorter = made("a", f"{WIRE} {OTHER}", first), made("b", WIRE, second)
    assert copies([shorter, longer]) == (Copy(copy, original, 1.0),)


def test_of_two_equals_the_smaller_id_is_the_original() -> None:
    assert copies([made("b", WIRE), made("a", WIRE)]) == (Copy("b", "a", 1.0),)


def test_all_pairs_are_found_in_any_order() -> None:
    reports = [
        made(f"{n:02}", f"{WIRE} {OTHER[: 8 * n]}", f"2024-10-{n + 1:02}") for n in range(20)
    ]
    whole = copies(reports)
    assert len(whole) == 20 * 19 // 2
    assert list(whole) == sorted(whole)
    for seed in range(3):
        random.Random(seed).shuffle(reports)
        assert copies(reports) == whole


def test_a_story_that_everybody_prints_is_still_tied_together() -> None:
    found = copies([made(f"{n:03}", WIRE) for n in range(120)])
    assert {copy.report for copy in found} | {copy.of for copy in found} == {
        f"{n:03}" for n in range(120)
    }
    assert len(found) < 120 * 60


@pytest.mark.parametrize("text", ["", "Bridge closed now.", "© 2024"])
def test_a_report_of_few_words_has_no_copies(text: str) -> None:
    assert shingles(made("a", text)) == frozenset()
    assert copies([made("a", text), made("b", text)]) == ()


def test_shingles_are_the_same_everywhere() -> None:
    report = made("a", "The OLD bridge, it said: is closed.")
    assert shingles(report) == shingles(made("b", "the old bridge it said is closed"))
    numbers = [2895647708289531018, 5593926888546433325, 5700248335654139257]
    assert sorted(shingles(report)) == numbers


@given(st.frozensets(st.integers(0, 2**63 - 1), max_size=60))
def test_a_sketch_is_part_of_the_shingles_and_never_too_small(numbers: frozenset[int]) -> None:
    keys = sketch(numbers)
    assert set(keys) <= numbers
    assert list(keys) == sorted(set(keys))
    assert len(keys) >= min(LEAST, len(numbers))
    assert {one for one in numbers if one % KEPT == 0} <= set(keys)


@given(st.lists(st.text(max_size=60), max_size=6))
def test_no_text_makes_it_stumble(texts: list[str]) -> None:
    reports = [made(str(n), text * 2) for n, text in enumerate(texts)]
    assert all(0.5 <= copy.share <= 1 and copy.report != copy.of for copy in copies(reports))
    assert all(0 <= key < 2**63 for report in reports for key in shingles(report))
