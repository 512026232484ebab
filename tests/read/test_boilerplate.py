"""What is marked as boilerplate, and what never is."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.read import mark
from allegedly.read.boilerplate import ROWS, Row

if TYPE_CHECKING:
    from pathlib import Path

LEAD = "The harbour council voted on Monday to close the old bridge, its chair said."
LAST = "Nobody who spoke at the meeting in the old customs house objected to it."


def marked(text: str) -> list[tuple[str, str]]:
    return [(m.kind, m.span.text) for m in mark(text)]


def wanted(row: Row) -> list[tuple[str, str]]:
    """The stretches that a row's example says are marked."""
    if row.where in ("line", "within"):
        return [(row.kind, row.yes)]
    return [(row.kind, part) for part in re.findall(r"\[\[(.*?)\]\]", row.yes)]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.kind}: {row.yes[:40]}")
def test_the_examples_of_a_row_hold(row: Row) -> None:
    plain = (
        row.yes if row.where in ("line", "within") else row.yes.replace("[[", "").replace("]]", "")
    )
    assert marked(f"{LEAD}\n\n{plain}\n\n{LAST}") == wanted(row)
    assert marked(f"{LEAD}\n\n{row.no}\n\n{LAST}") == []


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.kind}: {row.yes[:40]}")
def test_a_row_is_well_made(row: Row) -> None:
    assert row.where in ("line", "within", "tail", "inline")
    assert re.compile(row.pattern).groups == 0
    assert bool(row.key) == (row.where != "line")
    assert all(key == key.lower() for key in row.key)


def test_a_link_inside_a_line_is_marked_to_its_end_only() -> None:
    text = f"{LEAD} READ MORE: Something Happens in Town\n{LEAD[:-1]} again."
    assert marked(text) == [("link", "READ MORE: Something Happens in Town")]


def test_a_run_of_several_kinds_at_the_end_is_one_footer() -> None:
    foot = "Leave a Comment\n\nDiscover more from The Log\n\nSubscribe now to keep reading\n\nContinue reading"
    assert marked(f"{LEAD}\n\n{foot}\n") == [("footer", foot)]


def test_neighbours_of_one_kind_are_one_stretch_anywhere() -> None:
    links = "Read: Bridge Closes\n\nRead: Bridge Opens"
    assert marked(f"{LEAD}\n{links}\n{LEAD}!") == [("link", links)]


def test_a_credit_never_melts_into_a_footer() -> None:
    text = f"{LEAD}\n(With inputs from agencies)\nSubscribe now\nLeave a comment"
    assert marked(text) == [
        ("agency credit", "(With inputs from agencies)"),
        ("footer", "Subscribe now\nLeave a comment"),
    ]


def test_headlines_below_a_list_of_links_go_with_it_to_the_end() -> None:
    text = f"{LEAD}\nRelated stories\nBridge Closes After Storm\nMayor Resigns"
    assert marked(text) == [("link", "Related stories\nBridge Closes After Storm\nMayor Resigns")]


def test_an_article_that_goes_on_after_a_link_is_left_alone() -> None:
    text = f"{LEAD}\nRelated stories\nBridge Closes After Storm\n{LEAD} Nobody objected."
    assert marked(text) == [("link", "Related stories")]


def test_a_line_said_before_is_a_repeat() -> None:
    assert marked(f"{LEAD}\n\nNobody objected.\n\n{LEAD}\n\nNobody objected.") == [("repeat", LEAD)]


def test_a_line_in_capitals_is_a_headline_unless_it_opens_or_everything_shouts() -> None:
    shout = "HARBOUR COUNCIL VOTES TO CLOSE THE OLD BRIDGE FOR GOOD"
    assert marked(f"{LEAD}\n{shout}\n{LEAD}!") == [("headline", shout)]
    assert marked(f"{shout}\n{LEAD}") == []
    assert marked(f"{shout}\n{shout} ON MONDAY") == []
    assert marked(f"{LEAD}\nWHAT HAPPENS NEXT\n{LEAD}!") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Read in full, the letter says nothing of the kind.",
        "More than 40 ships left the harbour, the ministry said.",
        "Related charges were dropped.",
        "Follow-up talks are planned for Friday.",
        "Share prices in the yard fell by 4 percent after the report.",
        "Photographs of the bridge were published by Reuters on Monday.",
        "Sources close to the council denied the report.",
        "“Subscribe to that view and you are lost,” he said.",
        "Reuters reported on Monday that the bridge was closed.",
        "By Monday evening the bridge was open.",
        "Updated figures from the ministry put the number at 40.",
        "The minister told the agency (Reuters) that he would resign.",
        "Advertising was banned in the harbour, the court said.",
        "Comment was not immediately available from the ministry.",
        "Click fraud cost the yard a million, the auditor said.",
        "According to the Associated Press, two ships were seen.",
        "Copyright law does not apply, the court ruled.",
        "Watching from the quay, the envoy declined to comment.",
        "The opinion: nobody knows.",
        "Published reports say 1,500 soldiers were sent.",
        "Support for our troops will go on, the president said.",
    ],
)
def test_a_sentence_of_an_article_is_never_marked(sentence: str) -> None:
    assert marked(f"{LEAD}\n\n{sentence}\n\n{LAST}") == []


def test_line_ends_and_bullets_of_every_kind_are_seen() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028", "\n\x85", "\n- "):
        text = f"{LEAD}{end}  • Subscribe now  {end}{LEAD}!"
        assert [m.span.text for m in mark(text)] == ["Subscribe now"]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200b", "•", "- ", "\ufeff\n"])
def test_nothing_in_nothing(text: str) -> None:
    assert mark(text) == ()


SCRAPS = st.sampled_from(
    [row.yes.replace("[[", "").replace("]]", "") for row in ROWS]
    + [LEAD, "\n", "\r\n", " ", "• ", "X"]
)


@given(st.lists(SCRAPS | st.text(max_size=30), max_size=12))
def test_marks_stay_in_the_text_in_order_without_overlap(scraps: list[str]) -> None:
    text = "".join(scraps)
    marks = mark(text)
    assert all(text[m.span.start : m.span.end] == m.span.text.strip() != "" for m in marks)
    assert all(a.span.end <= b.span.start for a, b in pairwise(marks))
    assert mark(text) == marks


@pytest.mark.shared
def test_the_gold_reports_keep_their_articles(shared: Path) -> None:
    folder = shared / "gold"
    documents = json.loads((folder / "seeds.gold.json").read_text("utf8"))["documents"]
    hit = wrong = missed = 0
    for document in documents:
        text = (folder / document["file"]).read_bytes().decode()
        gold = {i for b in document["boilerplate"] for i in range(b["start"], b["end"])}
        ours = {i for m in mark(text) for i in range(m.span.start, m.span.end)}
        hit, wrong, missed = (
            hit + len(gold & ours),
            wrong + len(ours - gold),
            missed + len(gold - ours),
        )
    assert 2 * hit / (2 * hit + wrong + missed) >= 0.98
