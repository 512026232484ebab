"""What counts from publication, or from a moment told before: "yesterday", "last week", "two years ago"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.statements.quantities.numbers import amount
from allegedly.statements.tables import table
from allegedly.statements.times.anchor import (
    Meaning,
    Undated,
    iso_week,
    moved,
    numbered,
    part_code,
    shifted,
    step_of,
    year_named,
)
from allegedly.statements.times.dates import month_day
from allegedly.statements.times.intervals import OPEN, Interval, interval
from allegedly.statements.times.lengths import counted

if TYPE_CHECKING:
    from collections.abc import Callable

    from allegedly.statements.times.anchor import Anchor, Parts

__all__ = ["RELATIVE", "hour"]


def _deictic(parts: Parts, anchor: Anchor) -> Meaning:
    """Today, yesterday, tonight, this morning, last night."""
    word = parts.get("deictic", "")
    days = numbered("days")[word] if word else step_of(parts["step"])
    daypart = parts.get("daypart") or ("night" if word == "tonight" else None)
    return Meaning(moved(anchor.day, days).isoformat() + part_code(daypart))


def _part_of_day(parts: Parts, anchor: Anchor) -> Meaning:
    """Dawn, overnight, in the morning: of the day told last, else of that of publication.

    What is said to have gone on overnight began on the day before.
    """
    code = part_code(parts["daypart"])
    if parts["daypart"] != "overnight" or anchor.told.day:
        return Meaning(anchor.told_day.isoformat() + code)
    day = anchor.day
    return Meaning(day.isoformat() + code, (moved(day, -1).isoformat(), day.isoformat()))


def _weekday(parts: Parts, anchor: Anchor) -> Meaning:
    """The last such day up to publication, or the next when the words or the sentence look ahead."""
    number = numbered("weekdays")[parts["weekday"]]
    back = (anchor.day.isoweekday() - number) % 7
    if "before" in parts:  # "the Thursday before"
        return Meaning(
            moved(anchor.told_day, -((anchor.told_day.isoweekday() - number) % 7 or 7)).isoformat()
        )
    if parts.get("step") in {"previous", "following"}:
        raise Undated
    if "weekstep" in parts:
        days = number - anchor.day.isoweekday() + 7 * step_of(parts["weekstep"])
    else:
        days = _days_to(back, parts.get("step"), anchor.ahead)
    day = moved(anchor.day, days).isoformat()
    if noon := parts.get("noon"):
        return Meaning(day + ("T12:00" if noon == "noon" else "T24:00"))
    return Meaning(day + part_code(parts.get("daypart")))


def _days_to(back: int, step: str | None, ahead: bool) -> int:
    """Days to a weekday that lies `back` days (0 to 6) before publication."""
    if step is not None and step_of(step) < 0:
        return -(back or 7)
    if step is not None and step_of(step) > 0:
        return 7 - back
    return (7 - back) % 7 if ahead else -back


def _relative(parts: Parts, anchor: Anchor) -> Meaning:
    """Last month, this week, next year; "earlier" and "later" cut the stretch at publication."""
    step = parts.get("step")
    if _is_told_from_elsewhere(parts):
        return _next_to_told(parts["unit"], -1 if step in {"previous", "preceding"} else 1, anchor)
    whole = _stretch_of(parts["unit"], step_of(step), anchor)
    first, last = interval(whole)
    part = parts.get("part", "")
    if step_of(step) == 0 and part.startswith(("earlier", "early")):
        return Meaning(whole, (first, anchor.day.isoformat()))
    if step_of(step) == 0 and re.match("later|(the )?(rest|remainder)", part):
        return Meaning(whole, (anchor.day.isoformat(), last))
    return Meaning(whole)


def _beside(parts: Parts, anchor: Anchor) -> Meaning:
    """The day before, the year after, at the end of a clause: beside the moment told last."""
    return _next_to_told(parts["unit"], -1 if "before" in parts else 1, anchor)


def _is_told_from_elsewhere(parts: Parts) -> bool:
    """Whether it counts from a moment in the story, not from publication: "the next day", "the previous year"."""
    step, elsewhere = parts.get("step"), "the" in parts or parts["unit"] == "day"
    return step in {"previous", "preceding", "following"} or (step == "next" and elsewhere)


def _next_to_told(unit: str, step: int, anchor: Anchor) -> Meaning:
    """The following day, the previous year: beside the moment told last, where that is exact enough."""
    sizes = {"year": 4, "month": 7, "day": 10}
    moment = anchor.told.moment or ""
    if unit not in sizes or not re.match(r"\d{4}(-\d\d(-\d\d)?)?$", moment[: sizes[unit]]):
        raise Undated
    if len(moment) < sizes[unit]:
        raise Undated
    there = type(anchor).of(moment[: sizes[unit]])
    return Meaning(_stretch_of(unit, step, there))


def _stretch_of(unit: str, step: int, anchor: Anchor) -> str:
    """The TIMEX3 value of the unit that lies `step` units from publication."""
    if unit in {"day", "night"}:
        return moved(anchor.day, step).isoformat()
    if unit in {"week", "weekend"}:
        return iso_week(moved(anchor.day, 7 * step)) + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return shifted(anchor.month, step).isoformat()[:7]
    if unit == "quarter":
        day = shifted(anchor.month, 3 * step)
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    return f"{anchor.year // size + step:0{5 - len(str(size))}d}"


def _told(parts: Parts, anchor: Anchor) -> Meaning:
    """That day, the same month, later that year, that evening: the moment told last, as exact as the unit."""
    sizes = {"year": 4, "month": 7, "day": 10, "night": 10, "quarter": 7}
    unit, moment = parts.get("unit", "day"), anchor.told.moment or ""
    value = anchor.told.quarter if unit == "quarter" else moment[: sizes.get(unit, 0)]
    if not value or len(value) < sizes[unit] or "/" in value:
        raise Undated
    return Meaning(value + part_code(parts.get("daypart")))


def _period(parts: Parts, anchor: Anchor) -> Meaning:
    """The latest period, the 1988 quarter, the same month last year: what the report speaks of, or its like."""
    value = _spoken_of(parts["unit"], anchor)
    if value is None:
        return _year_of(parts, anchor)
    year = int(parts.get("year", value[:4])) - ("ago" in parts)
    if "yearstep" in parts:
        year = anchor.year + step_of(parts["yearstep"])
    return Meaning(f"{year:04d}{value[4:]}")


def _year_of(parts: Parts, anchor: Anchor) -> Meaning:
    """The year that a period is said to lie in, where nothing tells which period."""
    year = year_named(parts, anchor)
    if year is None:
        raise Undated
    return Meaning(f"{year:04d}")


def _spoken_of(unit: str, anchor: Anchor) -> str | None:
    """The quarter or month that the text speaks of."""
    month = re.match(r"\d{4}-\d\d", anchor.told.moment or "")
    quarter = anchor.told.quarter if unit != "month" else None
    return quarter or (month[0] if month and unit in {"month", "period"} else None)


def _untold(_parts: Parts, _anchor: Anchor) -> Meaning:
    """Days before, weeks after something: nothing says when."""
    raise Undated


def _end_of(parts: Parts, anchor: Anchor) -> Meaning:
    """Year-end, month-end: its last day."""
    last = interval(_stretch_of(parts["unit"], 0, anchor))[1]
    return Meaning(last or "XXXX-XX-XX")


def _ago(parts: Parts, anchor: Anchor) -> Meaning:
    """Two weeks ago; in a report of earnings "a year ago" is the same quarter a year before."""
    unit, count = _distance(parts)
    quarter = anchor.told.quarter
    if quarter and unit == "year" and count == 1:
        return Meaning(f"{int(quarter[:4]) - 1:04d}{quarter[4:]}")
    return _away(unit, count, -1, anchor)


def _hence(parts: Parts, anchor: Anchor) -> Meaning:
    """Two weeks from now, in two weeks."""
    unit, count = _distance(parts)
    return _away(unit, count, 1, anchor)


def _distance(parts: Parts) -> tuple[str, float | None]:
    """Unit and number of a length; "year-ago" says neither."""
    unit = parts.get("unit", "year")
    return unit, counted(parts.get("n", "X" if "unit" in parts else "a"))


def _away(unit: str, count: float | None, step: int, anchor: Anchor) -> Meaning:
    """So far from publication, as exact as the unit. A number that is vague gives the past or the future."""
    if count is None:
        return _reference_to("FUTURE_REF" if step > 0 else "PAST_REF", anchor)
    if unit in {"second", "minute", "hour"}:
        return Meaning(anchor.day.isoformat())
    if unit == "fortnight":
        unit, count = "week", 2 * count
    if count != int(count):
        unit, count = {"year": ("month", 12 * count)}.get(unit, (unit, count))
    return Meaning(_stretch_of(unit, step * int(count), anchor))


# --- past, present, future --------------------------------------------------------------------------


def _until(anchor: Anchor) -> Interval:
    return (None, anchor.day.isoformat()) if anchor.precision == "day" else OPEN


def _from(anchor: Anchor) -> Interval:
    return (anchor.day.isoformat(), None) if anchor.precision == "day" else OPEN


def _at(anchor: Anchor) -> Interval:
    return (anchor.day.isoformat(),) * 2 if anchor.precision == "day" else OPEN


def _reference(parts: Parts, anchor: Anchor) -> Meaning:
    """Now, recently, soon."""
    value: str = table("times")["refs"][parts["word"]]
    return _reference_to(value, anchor)


def _reference_to(value: str, anchor: Anchor) -> Meaning:
    sides = {"PAST_REF": _until, "FUTURE_REF": _from, "PRESENT_REF": _at}
    return Meaning(value, sides[value](anchor))


def _vicinity(parts: Parts, anchor: Anchor) -> Meaning:
    """Recent years, the coming days."""
    past = parts["step"] in {"recent", "past", "last"}
    return _reference_to("PAST_REF" if past else "FUTURE_REF", anchor)


def _past(_parts: Parts, anchor: Anchor) -> Meaning:
    return _reference_to("PAST_REF", anchor)


def _weekend(_parts: Parts, anchor: Anchor) -> Meaning:
    """The weekend: the last one that had begun, or the coming one when looking ahead."""
    saturday = moved(anchor.day, -((anchor.day.isoweekday() + 1) % 7))
    return Meaning(iso_week(moved(saturday, 7) if anchor.ahead else saturday) + "-WE")


# --- clocks -----------------------------------------------------------------------------------------


def _clock(parts: Parts, anchor: Anchor) -> Meaning:
    """A time of day; alone it is one of the day told last, else of that of publication."""
    day = _day_beside(parts["date"], anchor) if "date" in parts else anchor.told_day.isoformat()
    zulu = "Z" if parts.get("zone") in {"utc", "gmt"} else ""
    return Meaning(f"{day}T{hour(parts['clock'])}{zulu}")


def _day_beside(written: str, anchor: Anchor) -> str:
    """The day that the date beside a clock names: a weekday, today, or a month and day."""
    words = re.findall(r"[a-z]+|\d+", written)
    months, weekdays, days = numbered("months"), numbered("weekdays"), numbered("days")
    month = next((w for w in words if w in months), None)
    digits = [w for w in words if w.isdigit()]
    if month and digits:
        year = {"year": digits[1]} if len(digits) > 1 else {}
        return month_day({"month": month, "day": digits[0], **year}, anchor).value
    if written in days:
        return moved(anchor.day, days[written]).isoformat()
    return _weekday({"weekday": next(w for w in words if w in weekdays)}, anchor).value


def hour(written: str) -> str:
    """A time of day as TIMEX3 has it."""
    if written in {"noon", "midday", "midnight"}:
        return "24:00" if written == "midnight" else "12:00"
    digits = re.findall(r"\d+", written)
    if not digits:
        digits = [f"{amount(written.split(maxsplit=1)[0]) or 0:g}"]
    if len(digits) == 1 and len(digits[0]) == 4:
        digits = [digits[0][:2], digits[0][2:]]
    number = int(digits[0])
    if re.search(r"p\.?m|afternoon|evening", written) and number < 12:
        number += 12
    if re.search(r"a\.?m", written) and number == 12:
        number = 0
    return f"{number:02d}:{digits[1] if len(digits) > 1 else '00'}"


RELATIVE: dict[str, Callable[[Parts, Anchor], Meaning]] = {
    "ago": _ago,
    "beside": _beside,
    "clock": _clock,
    "deictic": _deictic,
    "end_of": _end_of,
    "hence": _hence,
    "part_of_day": _part_of_day,
    "past": _past,
    "period": _period,
    "reference": _reference,
    "relative": _relative,
    "told": _told,
    "untold": _untold,
    "vicinity": _vicinity,
    "weekday": _weekday,
    "weekend": _weekend,
}
"""Resolver by the name that the grammar gives it."""
