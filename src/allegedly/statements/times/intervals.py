"""From a TIMEX3 value to the days it covers."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["OPEN", "SEASON_START", "Interval", "interval"]

Interval = tuple[str | None, str | None]
"""First and last day, ISO 8601; `None` is an open end."""
OPEN: Interval = (None, None)
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""Northern seasons: the first month of each, three months long."""


def _day(iso: str) -> Interval:
    day = date.fromisoformat(iso).isoformat()
    return day, day


def _months(year: int, month: int, count: int = 1) -> Interval:
    """First and last day of `count` months from a month on; months past December fall into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    final = month + count - 1
    last_year, last_month = year + (final - 1) // 12, (final - 1) % 12 + 1
    return (
        f"{year:04d}-{month:02d}-01",
        f"{last_year:04d}-{last_month:02d}-{calendar.monthrange(last_year, last_month)[1]:02d}",
    )


def _week(year: int, week: int, weekend: bool) -> Interval:
    first = date.fromisocalendar(year, week, 6 if weekend else 1)
    return first.isoformat(), (first + timedelta(days=1 if weekend else 6)).isoformat()


_INTERVALS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Interval]], ...] = (
    (re.compile(r"(\d{4}-\d\d-\d\d)(?:T.*)?"), lambda m: _day(m[1])),
    (re.compile(r"(\d{4})-(0[1-9]|1[0-2])"), lambda m: _months(int(m[1]), int(m[2]))),
    (re.compile(r"(?!0000)(\d{4})"), lambda m: _months(int(m[1]), 1, 12)),
    (re.compile(r"(\d{4})-W(\d\d)(-WE)?"), lambda m: _week(int(m[1]), int(m[2]), bool(m[3]))),
    (re.compile(r"(\d{4})-Q([1-4])"), lambda m: _months(int(m[1]), 3 * int(m[2]) - 2, 3)),
    (re.compile(r"(\d{4})-H([12])"), lambda m: _months(int(m[1]), 6 * int(m[2]) - 5, 6)),
    (
        re.compile(r"(\d{4})-(SP|SU|FA|WI)"),
        lambda m: _months(int(m[1]), SEASON_START[m[2]], 3),
    ),
    (re.compile(r"(\d{3})"), lambda m: _months(int(m[1]) * 10, 1, 120)),
    (re.compile(r"(\d{2})"), lambda m: _months(int(m[1]) * 100 or 1, 1, 1200)),
)


def interval(value: str) -> Interval:
    """First and last day of a TIMEX3 value; both `None` where it names no stretch of the calendar."""
    for pattern, read in _INTERVALS:
        if match := pattern.fullmatch(value):
            try:
                return read(match)
            except (ValueError, OverflowError):  # no such day: 31 February, past the year 9999
                return OPEN
    return OPEN
