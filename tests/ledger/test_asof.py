from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import InputError
from allegedly.ledger import published_by
from allegedly.ledger.asof import last_day
from ledger.making import entry

REPORT = entry("Quill said that the quay was closed.\n").report


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2031-03-05", "2031-03-05"),
        ("2031-03-05T23:59:00+02:00", "2031-03-05"),
        ("2032-02", "2032-02-29"),
        ("2031", "2031-12-31"),
        ("2031-02-30", None),
        ("2031-13", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_means_its_last_day(date: str, day: str | None) -> None:
    assert last_day(date) == (None if day is None else datetime.date.fromisoformat(day))


def test_who_had_appeared() -> None:
    dates = ["2031-03-05", "2031-03-06", "2031-03", None, "2030", "2031-03-05T08:00:00Z"]
    reports = [replace(REPORT, published=date) for date in dates]
    assert [r.published for r in published_by(reports, "2031-03-05")] == [
        "2031-03-05",
        "2030",
        "2031-03-05T08:00:00Z",
    ]
    assert [r.published for r in published_by(reports, "2031-03")] == [d for d in dates if d]
    with pytest.raises(InputError, match="write it as 2026-01-31"):
        published_by(reports, "Friday")


@given(st.dates(), st.dates())
def test_a_later_date_shows_no_less(a: datetime.date, b: datetime.date) -> None:
    reports = [replace(REPORT, published=d) for d in ("1999-05-05", "2020-02", "2031")]
    first, second = sorted((a, b))
    assert set(published_by(reports, f"{first}")) <= set(published_by(reports, f"{second}"))
