"""Lengths of time and sets of times: "three weeks", "the past year", "every Monday", "daily"."""

from __future__ import annotations

import calendar
import math
from typing import TYPE_CHECKING

from allegedly.statements.quantities.numbers import amount
from allegedly.statements.tables import table
from allegedly.statements.times.anchor import (
    Meaning,
    month_number,
    moved,
    numbered,
    part_code,
    shifted,
    step_of,
)
from allegedly.statements.times.intervals import OPEN

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from allegedly.statements.times.anchor import Anchor, Parts

__all__ = ["LENGTHS", "after", "counted"]


def counted(written: str | None) -> float | None:
    """A number of units; `None` where it is vague ("several")."""
    if written in {"a couple", "a couple of"}:
        return 2
    return amount(written) if written else None


def after(day: date, unit: str, count: float) -> date:
    """The day `count` units away; months keep the day where they have it."""
    if months := _MONTHS.get(unit, 0):
        first = shifted(day.replace(day=1), round(months * count))
        return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))
    if unit == "hour":
        return moved(day, math.ceil(count / 24) if count > 0 else math.floor(count / 24))
    return moved(day, round(_DAYS.get(unit, 0) * count))


_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"week": 7, "weekend": 7, "fortnight": 14, "day": 1, "night": 1}
_BELOW = {
    "century": ("Y", 100),
    "decade": ("Y", 10),
    "year": ("M", 12),
    "hour": ("M", 60),
    "minute": ("S", 60),
}


def _period(unit: str, count: float | None) -> str:
    """The TIMEX3 duration of some units: P3W, PT2H, PXD; a half is given in the unit below."""
    if unit == "fortnight":
        unit, count = "week", None if count is None else 2 * count
    letter: str = table("times")["units"][unit]
    prefix = "PT" if unit in {"second", "minute", "hour"} else "P"
    if count is None:
        return f"{prefix}X{letter}"
    if count != int(count) and unit in _BELOW:
        below, many = _BELOW[unit]
        whole = f"{int(count)}{letter}" if int(count) else ""
        return f"{prefix}{whole}{round((count - int(count)) * many)}{below}"
    return f"{prefix}{count:g}{letter}" if count < 1e6 else f"{prefix}{int(count)}{letter}"


def _duration(parts: Parts, _anchor: Anchor) -> Meaning:
    return Meaning(_period(parts["unit"], _count(parts)), OPEN)


def _count(parts: Parts) -> float | None:
    """How many units: the number said, one where none is ("day-long"), unknown where many are ("for weeks")."""
    count = counted(parts["n"]) if "n" in parts else None if "many" in parts else 1
    return count + 0.5 if count is not None and "half" in parts else count


def _within(parts: Parts, anchor: Anchor) -> Meaning:
    """Within days, within two weeks, of what is to come: from publication up to so far away."""
    unit, count = parts["unit"], _count(parts)
    end = after(anchor.day, unit, count).isoformat() if count is not None else None
    return Meaning(_period(unit, count), (anchor.day.isoformat(), end))


def _stretch(parts: Parts, anchor: Anchor) -> Meaning:
    """The past two weeks, the next 18 months: a length that starts or ends at publication."""
    count, word = counted(parts.get("n", "a")), parts.get("step") or parts["step2"]
    value = _period(parts["unit"], count)
    if word not in {"last", "past", "next", "coming"} or anchor.precision != "day":
        return Meaning(value, OPEN)
    step, day = step_of(word), anchor.day.isoformat()
    if count is None:
        return Meaning(value, (day, None) if step > 0 else (None, day))
    first, last = sorted((anchor.day, after(anchor.day, parts["unit"], step * count)))
    return Meaning(value, (first.isoformat(), last.isoformat()))


def _every(parts: Parts, _anchor: Anchor) -> Meaning:
    unit = parts["unit"]
    seasons: dict[str, str] = table("times")["seasons"]
    if unit in seasons:
        return Meaning(f"XXXX-{seasons[unit]}", OPEN)
    if unit in {"morning", "evening", "afternoon"}:
        return Meaning("XXXX-XX-XX" + part_code(unit), OPEN)
    count = 2 if "other" in parts else counted(parts.get("n", "a"))
    return Meaning(_period(unit, count), OPEN)


def _every_month(parts: Parts, _anchor: Anchor) -> Meaning:
    return Meaning(f"XXXX-{month_number(parts):02d}", OPEN)


def _weekdays(parts: Parts, _anchor: Anchor) -> Meaning:
    number = numbered("weekdays")[parts.get("weekday") or parts["weekday2"]]
    return Meaning(f"XXXX-WXX-{number}" + part_code(parts.get("daypart")), OPEN)


def _frequency(parts: Parts, _anchor: Anchor) -> Meaning:
    value: str = table("times")["sets"][parts["word"]]
    return Meaning(value, OPEN)


LENGTHS: dict[str, Callable[[Parts, Anchor], Meaning]] = {
    "duration": _duration,
    "every": _every,
    "every_month": _every_month,
    "frequency": _frequency,
    "stretch": _stretch,
    "weekdays": _weekdays,
    "within": _within,
}
"""Resolver by the name that the grammar gives it."""
