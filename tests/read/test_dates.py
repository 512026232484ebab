"""Dates of publication: strict, with the precision they have."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.read import disbelieved, moment
from allegedly.read.dates import in_address, in_text
from allegedly.settings import Settings


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        ("2024-10", "2024-10"),
        ("2024-10-22", "2024-10-22"),
        (" 2024/10/22 ", "2024-10-22"),
        ("20241022", "2024-10-22"),
        ("2024-10-22T09:15", "2024-10-22T09:15:00"),
        ("2024-10-22 09:15:30.123Z", "2024-10-22T09:15:30Z"),
        ("2024-10-22T09:15:00+0900", "2024-10-22T09:15:00+09:00"),
        ("2024-10-22T09:15:00-03", "2024-10-22T09:15:00-03:00"),
        ("2024-10-22T09:15:00+09:00[Asia/Seoul]", "2024-10-22T09:15:00+09:00"),
        ("Tue, 22 Oct 2024 09:15:00 GMT", "2024-10-22T09:15:00Z"),
        ("Oct. 22, 2024 9:15 p.m. EDT", "2024-10-22"),
        ("October 22nd, 2024 at 12:05 am", "2024-10-22T00:05:00"),
        ("22 of September 2024", "2024-09-22"),
        ("May 2024", "2024-05"),
        ("22 octobre 2024", "2024-10-22"),
        ("22. Oktober 2024", "2024-10-22"),
        ("22 октября 2024 г.", "2024-10-22"),
        ("2024년 10월 22일", "2024-10-22"),
        ("2024年10月22日", "2024-10-22"),
    ],
)
def test_a_date_keeps_its_precision(text: str, date: str) -> None:
    assert moment(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "", "soon", "yesterday", "3 days ago", "10/11/2024", "22/10/2024", "10. 11. 2024", "2024-13-01",
        "2024-02-30", "2024-10-22T25:00", "0001-01-01", "1969-12-32", "1970-01-01T00:00:00Z", "1729555200",
        "22 October", "Oct 22", "Election 2024", "Marchand 2024", "3 dwarfs 2024 7", "x" * 1_000_000,
    ],
)  # fmt: skip
def test_what_is_no_sure_date_is_none(text: str) -> None:
    assert moment(text) is None


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://courier.example/2024/10/22/bridge.html", "2024-10-22"),
        ("https://courier.example/world/2024/oct/22/bridge", "2024-10-22"),
        ("https://courier.example/20241022/bridge", "2024-10-22"),
        ("https://courier.example/news/2024/1022/bridge", "2024-10-22"),
        ("https://courier.example/2024/1/2/bridge", "2024-01-02"),
        ("https://courier.example/2024/10/bridge", None),
        ("https://courier.example/2024/11/bridge", None),
        ("https://courier.example/2024/12/bridge-241205082321329.html", None),
        ("https://courier.example/202411/bridge", None),
        ("https://courier.example/2024/13/22/bridge", None),
        ("https://courier.example/12024102299", None),
        (None, None),
    ],
)
def test_a_date_in_an_address(url: str | None, date: str | None) -> None:
    assert in_address(url) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Bridge closed\n\nPublished: 22 October 2024, 09:15 GMT\n\nThe", "2024-10-22T09:15:00Z"),
        ("Bridge closed\nOctober 22, 2024 | Updated October 25, 2024\nThe", "2024-10-22"),
        ("OSTREL, Oct 22, 2024 (Lantern Wire) - The bridge", "2024-10-22"),
        ("OSTREL, Norway, October 22, 2024 — The bridge", "2024-10-22"),
        ("OSTREL, Oct 22 (Lantern Wire) - The bridge", None),
        ("On 22 October 2024 the bridge was closed.", None),
        ("Bridge closed\nUpdated: 22 October 2024\nThe", None),
        ("The year was\n2024\nand the bridge stood", None),
        ("\n".join(["The bridge."] * 9) + "\n22 October 2024", None),
        ("", None),
    ],
)
def test_a_date_at_the_head_of_a_text(text: str, date: str | None) -> None:
    assert in_text(text) == date


def test_a_date_in_the_future_is_not_believed_and_the_giver_told() -> None:
    clock = Settings(now="2024-10-22T20:00:00Z")
    for date in ("2024-10-24", "2024-11", "2025", "2024-10-24T00:00:00+09:00"):
        assert "lies in the future" in (disbelieved(date, clock) or "")
    for date in ("2024-10-23", "2024-10-22T23:00:00Z", "2024-10", "2024"):
        assert disbelieved(date, clock) is None
    assert "is no date" in (disbelieved("soon", clock) or "")


@given(st.dates(min_value=datetime.date(1971, 1, 1)))
def test_every_day_is_understood_in_the_ways_it_is_written(day: datetime.date) -> None:
    written = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y", "%Y%m%d")
    assert {moment(day.strftime(form)) for form in written} == {day.isoformat()}


@settings(deadline=None)
@given(st.text(max_size=70) | st.from_regex(r"[0-9]{1,4}[ ./-][a-zé]{0,9}[ ./-][0-9]{1,4}.{0,9}"))
def test_no_text_makes_it_stumble(text: str) -> None:
    date = moment(text)
    assert date is None or date[:4].isdigit()
    assert in_text(text) is None or in_text(text)
