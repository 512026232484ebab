"""Points and stretches of the calendar that carry a name: days, months, quarters, seasons, years, holidays."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import TYPE_CHECKING

from allegedly.statements.tables import table
from allegedly.statements.times.anchor import (
    Meaning,
    Undated,
    iso_week,
    month_number,
    moved,
    numbered,
    part_code,
    step_of,
    year_named,
)
from allegedly.statements.times.intervals import OPEN, SEASON_START, interval

if TYPE_CHECKING:
    from collections.abc import Callable

    from allegedly.statements.times.anchor import Anchor, Parts

__all__ = ["DATES", "day_in", "month_day"]

NO_DAY = Meaning("XXXX-XX-XX", OPEN)
"""What is written like a date and is none: 31 February."""


def day_in(parts: Parts) -> int:
    """The number of a day of the month, in digits or in words."""
    return int(parts["day"]) if "day" in parts else numbered("ordinals")[parts["dayword"]]


def month_day(parts: Parts, anchor: Anchor) -> Meaning:
    """A day of a month; without a year the one that reports most likely mean."""
    month, day, year = month_number(parts), day_in(parts), year_named(parts, anchor)
    if day > calendar.monthrange(2000, month)[1]:
        return NO_DAY
    if year is None:
        year = _year_of_month(month, parts.get("step"), anchor)
    code = part_code(parts.get("daypart"))
    return Meaning(f"{year:04d}-{month:02d}-{day:02d}{code}")


def _month(parts: Parts, anchor: Anchor) -> Meaning:
    """A month; without a year the one that reports most likely mean."""
    month, year = month_number(parts), year_named(parts, anchor)
    if year is None:
        year = _year_of_month(month, parts.get("step"), anchor)
    return Meaning(f"{year:04d}-{month:02d}")


def _year_of_month(month: int, step: str | None, anchor: Anchor) -> int:
    now = anchor.month.month
    if step is not None and step_of(step) < 0:
        return anchor.year - (month >= now)
    if step == "this":
        return anchor.year
    if step is not None and step_of(step) > 0:
        return anchor.year + (month <= now)
    return _nearest_year(month, anchor)


def _nearest_year(month: int, anchor: Anchor) -> int:
    """The year that puts a month at most nine months before publication, or three after it.

    Reports look back further than ahead; a sentence that looks ahead means the next such month, one that
    looks back none that is still to come.
    """
    away = month - anchor.month.month
    if anchor.ahead:
        return anchor.year + (away < 0)
    if anchor.tense == "back":
        return anchor.year - (away > 0)
    return anchor.year + (away < -9) - (away > 3)


def _bare_day(parts: Parts, anchor: Anchor) -> Meaning:
    """The 18th: of the month told last, else the one nearest to publication on the side that is looked to."""
    number, month = int(parts["day"]), anchor.month
    if match := re.match(r"(\d{4})-(\d\d)", anchor.told.moment or ""):
        month = date(int(match[1]), int(match[2]), 1)
    elif (number < anchor.day.day) == anchor.ahead and number != anchor.day.day:
        month = moved(month, 31 if anchor.ahead else -1).replace(day=1)
    if number > calendar.monthrange(month.year, month.month)[1]:
        return NO_DAY
    return Meaning(month.replace(day=number).isoformat())


def _week_of(parts: Parts, anchor: Anchor) -> Meaning:
    """The first week of March, the last week of 2019, the week of March 6."""
    if "day" in parts:
        return Meaning(iso_week(_first_of(month_day(parts, anchor).value)))
    whole = _month(parts, anchor).value if "month" in parts else f"{year_named(parts, anchor):04d}"
    start = _week_start(parts["ordinal"], whole)
    span = start.isoformat(), moved(start, 6).isoformat()
    return Meaning(iso_week(moved(start, 3)), span)


def _week_start(ordinal: str, whole: str) -> date:
    """The first day of a week of a month or year: weeks are counted from the first day, the last to the last."""
    if ordinal in {"last", "final"}:
        return moved(date.fromisoformat(interval(whole)[1] or ""), -6)
    number = int(ordinal[0]) if ordinal[0].isdigit() else numbered("ordinals")[ordinal]
    return moved(_first_of(whole), 7 * number - 7)


def _first_of(value: str) -> date:
    """The first day of a TIMEX3 value."""
    start = interval(value)[0]
    if start is None:
        raise Undated
    return date.fromisoformat(start)


def _numeric(parts: Parts, _anchor: Anchor) -> Meaning:
    """10/22/2024 and 22.10.2024: American order where slashes allow it, the day first elsewhere."""
    a, b, c = int(parts["a"]), int(parts["b"]), int(parts["c"])
    month, day = (a, b) if parts["sep"] == "/" and a <= 12 else (b, a)
    # Two digits mean the century that puts the year nearest to ours: 69 and below is 20xx (POSIX).
    year = c if c > 99 else c + (2000 if c < 69 else 1900)
    try:
        return Meaning(date(year, month, day).isoformat())
    except ValueError:
        return NO_DAY


def _quarter(parts: Parts, anchor: Anchor) -> Meaning:
    """A quarter; without a year the last that had begun before publication."""
    word = parts["ordinal"]
    number = 4 if word == "final" else int(word) if word.isdigit() else numbered("ordinals")[word]
    return Meaning(f"{_begun(parts, anchor, 3 * number - 2):04d}-Q{number}")


def _half(parts: Parts, anchor: Anchor) -> Meaning:
    """A half of a year; of "the year" the last that had begun before publication."""
    number = 1 if parts["ordinal"] in {"first", "1st", "1"} else 2
    return Meaning(f"{_begun(parts, anchor, 6 * number - 5):04d}-H{number}")


def _begun(parts: Parts, anchor: Anchor, month: int) -> int:
    """The year named, else the one whose part from `month` on had begun by publication, or is yet to come."""
    year = year_named(parts, anchor)
    if year is not None:
        return year
    return anchor.year - (month > anchor.month.month and not anchor.ahead)


def _season(parts: Parts, anchor: Anchor) -> Meaning:
    """A season; without a year the last that had begun by publication, unless "next" or "this" says else."""
    code: str = table("times")["seasons"][parts["season"]]
    year = year_named(parts, anchor)
    if year is None:
        begun = SEASON_START[code] <= anchor.month.month
        step = step_of(parts.get("step"))
        ahead = anchor.ahead or step > 0
        year = anchor.year + (begun if step > 0 else 0) if ahead else anchor.year - (not begun)
        if parts.get("step") == "this":
            year = anchor.year
    return Meaning(f"{year:04d}-{code}")


def _decade(parts: Parts, anchor: Anchor) -> Meaning:
    if "century" in parts:
        return Meaning(parts["century"] + parts["ten"])
    ten = numbered("tens")[parts["tens"]] if "tens" in parts else int(parts["ten2"])
    century = anchor.year // 100
    if century * 100 + ten * 10 > anchor.year:
        century -= 1
    return Meaning(f"{century}{ten}")


def _century(parts: Parts, _anchor: Anchor) -> Meaning:
    number = int(parts["number"]) if "number" in parts else numbered("ordinals")[parts["ordinal"]]
    return Meaning(f"{number - 1:02d}")


def _year(parts: Parts, anchor: Anchor) -> Meaning:
    """A year, or two written as one: 2019-20. FY25 has only its last digits."""
    year = f"{year_named(parts, anchor):04d}" if "short" not in parts else "20" + parts["short"]
    if "year2" not in parts:
        return Meaning(year)
    last = year[: 4 - len(parts["year2"])] + parts["year2"]
    return Meaning(f"{year}/{last}", (f"{year}-01-01", f"{last}-12-31"))


def _holiday(parts: Parts, anchor: Anchor) -> Meaning:
    """A holiday; without a year the one that reports most likely mean, as for months."""
    rule: str = table("times")["holidays"][parts["holiday"]]
    year = year_named(parts, anchor)
    if year is None:
        year = _nearest_year(int(rule[:2]), anchor)
    return Meaning(_day_of_holiday(rule, year))


def _day_of_holiday(rule: str, year: int) -> str:
    """12-25 is a day; 11-W4-4 the fourth Thursday of November, 05-W9-1 the last Monday of May."""
    month, nth, *weekday = rule.split("-")
    if not weekday:
        return f"{year:04d}-{rule}"
    first = date(year, int(month), 1)
    day = 1 + (int(weekday[0]) - first.isoweekday()) % 7 + 7 * (int(nth[1:]) - 1)
    size = calendar.monthrange(year, int(month))[1]
    return f"{year:04d}-{month}-{day if day <= size else day - 7 * -(-(day - size) // 7):02d}"


DATES: dict[str, Callable[[Parts, Anchor], Meaning]] = {
    "bare_day": _bare_day,
    "century": _century,
    "day": month_day,
    "decade": _decade,
    "half": _half,
    "holiday": _holiday,
    "month": _month,
    "numeric": _numeric,
    "quarter": _quarter,
    "season": _season,
    "week_of": _week_of,
    "year": _year,
}
"""Resolver by the name that the grammar gives it."""
