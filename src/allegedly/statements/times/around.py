"""The words around a time that bend it, and times that are one: "since", "from ... to", "a day after the vote"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from allegedly.model import Time
from allegedly.statements.quantities.numbers import word_list
from allegedly.statements.tables import table
from allegedly.statements.times.intervals import interval
from allegedly.statements.times.lengths import after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from allegedly.statements.page import Page

__all__ = ["RANGE_GAP", "moments"]


def moments(page: Page, found: Iterable[Time]) -> tuple[Time, ...]:
    """The times of a report as moments: bent by the words around them, joined where two words name one."""
    times = list(found)
    for join in (_counted_from, _range, _on_its_day):
        times = list(_joined(page, times, join))
    return tuple(_bent(page, _off(page, time)) for time in times)


def _joined(
    page: Page, found: Iterable[Time], join: Callable[[Page, Time, Time], Time | None]
) -> Iterator[Time]:
    """The times with each two neighbours that `join` takes for one made one."""
    held: Time | None = None
    for time in found:
        both = join(page, held, time) if held is not None else None
        if both is None and held is not None:
            yield held
        held = both or time
    if held is not None:
        yield held


def _words(row: str) -> frozenset[str]:
    return word_list("times", row)


# --- open ends --------------------------------------------------------------------------------------


def _bent(page: Page, time: Time) -> Time:
    """The time with its interval opened where "since" or "until" stands before it."""
    if time.start is None or time.end is None or time.type not in {"DATE", "TIME"}:
        return time
    if "/" in str(time.value):
        return time
    before = page.word_before(time.span.start)
    if before == "since" or _within_since(page, time):
        return replace(time, end=None)
    if time.type == "TIME":  # "shortly after noon" is that day
        return time
    if before in _words("open end"):
        return replace(time, end=None)
    return replace(time, start=None) if before in _words("open start") else time


def _within_since(page: Page, time: Time) -> bool:
    """Whether the time says when that was since which something holds ("since the invasion in 2022")."""
    if page.word_before(time.span.start) not in _words("inside since"):
        return False
    token = page.token(time.span.start)
    for head in token.ancestors:
        marks = (child.lower_ for child in head.children if child.dep_ == "mark")
        if head.lower_ == "since" or "since" in marks:
            return head.i < token.i
    return False


# --- a length away from something -------------------------------------------------------------------

_AWAY = re.compile(r"\s+(?:(later|earlier|on(?=,))|before|after|from|since|into|prior to)\b")


def _off(page: Page, time: Time) -> Time:
    """The time; a length that says how far off something lies is a date, and open: "a day after the vote"."""
    if time.type != "DURATION":
        return time
    away = _AWAY.match(page.text, time.span.end)
    if away is None or time.start is not None:
        return time
    shapes: dict[str, str] = table("times")["far_off"]
    span = page.span(time.span.start, away.end() if away[1] else time.span.end)
    value = shapes.get(str(time.value)[-1:], "XXXX-XX-XX")
    return replace(time, span=span, type="DATE", value=value)


_FROM = re.compile(
    r"\s(?:(before|prior to)|after|from|since|following|starting|on from)\s(?:the\s)?"
)
_LENGTH = re.compile(r"P(\d+)([DWMY])")
_UNITS = {"D": "day", "W": "week", "M": "month", "Y": "year"}


def _counted_from(page: Page, off: Time, day: Time) -> Time | None:
    """One date for "two days after Monday", "three weeks from tomorrow"; else `None`."""
    length = _LENGTH.fullmatch(off.value or "") if off.type == "DURATION" else None
    gap = _FROM.fullmatch(page.text, off.span.end, day.span.start)
    if length is None or gap is None or day.start is None or day.start != day.end:
        return None
    try:
        step = -int(length[1]) if gap[1] else int(length[1])
        there = after(date.fromisoformat(day.start), _UNITS[length[2]], step).isoformat()
    except (ValueError, OverflowError):
        return None
    span = page.span(off.span.start, day.span.end)
    return replace(day, span=span, type="DATE", value=there, start=there, end=there)


# --- two words for one moment -----------------------------------------------------------------------

_AT = re.compile(r",?\s+(?:(?:at|from|around|by|before|after|until|on)\s+)?(?:around\s+|about\s+)?")
_NAMES_A_DAY = re.compile(r"day|tonight|tomorrow|this|last|\d{4}$|[a-z]+\.? \d+(?:st|nd|rd|th)?$")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def _on_its_day(page: Page, first: Time, second: Time) -> Time | None:
    """One time for a day and a clock beside it: "tomorrow before 5pm", "10 to 11 am on Monday"."""
    if not _AT.fullmatch(page.text, first.span.end, second.span.start):
        return None
    day, clock = (second, first) if second.type == "DATE" else (first, second)
    date_of = _DAY.match(day.value or "")
    if date_of is None or clock.type != "TIME" or _NAMES_A_DAY.search(clock.span.text.lower()):
        return None
    if ":" in f"{day.value}":
        return None
    value = _DAY.sub(date_of[0], clock.value or "")
    span = page.span(first.span.start, second.span.end)
    return replace(clock, span=span, value=value, start=day.start, end=day.end)


# --- ranges -----------------------------------------------------------------------------------------

RANGE_GAP = re.compile(
    r"\s*(?:,? ?(?:to|and|until|till|through)|-|–|—)\s+(?:on )?(?:the )?|\s*[-–—~]\s*"
)
"""What stands between the two ends of a range."""
_RANGE = re.compile(r"\b(between|from)\s+(?:the\s+)?$", re.IGNORECASE)


def _range(page: Page, first: Time, second: Time) -> Time | None:
    """One time for two that are the ends of a range, else `None`."""
    gap = page.text[first.span.end : second.span.start]
    if (
        first.type != second.type
        or first.type not in {"DATE", "TIME"}
        or not RANGE_GAP.fullmatch(gap)
    ):
        return None
    lead = _RANGE.search(page.text, max(0, first.span.start - 10), first.span.start)
    if "and" in gap and (lead is None or lead[1].lower() != "between"):
        return None
    first = _brought_back(first, second)
    if not _in_order(first, second):
        return None
    span = page.span(lead.start(1) if lead else first.span.start, second.span.end)
    value = f"{first.value}/{second.value}"
    return Time(span, first.type, value, first.start, second.end or second.start)


def _in_order(first: Time, second: Time) -> bool:
    """Whether two times can be the ends of a range; where nothing is known of their years, they may."""
    values = f"{first.value}{second.value}"
    if "/" in values:
        return False
    if first.start is None or second.start is None:
        return first.start is second.start and "_" not in values and values.count("X") >= 2
    return first.start <= second.start


def _brought_back(first: Time, second: Time) -> Time:
    """The first end of a range where it belongs: in the year that the second names, in the week before it."""
    year = re.search(r"\b\d{4}\b", second.span.text)
    if (
        year
        and not re.search(r"\d{4}", first.span.text)
        and re.match(r".{4}-\d\d", f"{first.value}")
    ):
        value = year[0] + str(first.value)[4:]
        start, end = interval(value)
        return replace(first, value=value, start=start, end=end)
    if first.start is None or second.start is None or second.start >= first.start:
        return first
    if first.span.text.lower().endswith("day"):
        week_before = (date.fromisoformat(first.start) - timedelta(days=7)).isoformat()
        return replace(first, value=week_before, start=week_before, end=week_before)
    return first
