"""What a time expression means: a TIMEX3 value and an interval, by the parts that the grammar found.

A resolver takes the parts of one expression and what it is resolved against, and gives a `Meaning`. It raises
`Undated` where that does not tell ("Tuesday" in a report of 2024): the value then keeps an X for what is not
known, and its interval stays open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.statements.tables import table
from allegedly.statements.times.anchor import (
    Anchor,
    Meaning,
    Undated,
    month_number,
    numbered,
    part_code,
)
from allegedly.statements.times.dates import DATES, day_in
from allegedly.statements.times.intervals import OPEN
from allegedly.statements.times.lengths import LENGTHS
from allegedly.statements.times.relative import RELATIVE, hour

if TYPE_CHECKING:
    from allegedly.statements.times.anchor import Parts

__all__ = ["Anchor", "Meaning", "resolve"]

_RESOLVERS = {**DATES, **RELATIVE, **LENGTHS}

_SHAPES = {
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "period": "XXXX-QX",
    "year": "XXXX",
    "decade": "XXX",
    "century": "XX",
}


def resolve(name: str, parts: Parts, anchor: Anchor) -> Meaning:
    """What an expression means, by the resolver `name`; open where nothing tells."""
    written = parts.get("unit")
    if written is not None:
        parts = {**parts, "unit": _unit(written)}
    try:
        return _RESOLVERS[name](parts, anchor)
    except (Undated, ValueError, OverflowError):  # not known, or a year that no calendar has
        return Meaning(undated(parts), OPEN)


def _unit(written: str) -> str:
    """The name of a unit that is shortened, or was cut from its plural."""
    units: dict[str, str] = table("times")["short_units"]
    return units.get(written, written)


def undated(parts: Parts) -> str:
    """The TIMEX3 value with an X for each part that is not known."""
    clock = f"T{hour(parts['clock'])}" if "clock" in parts else part_code(parts.get("daypart"))
    if "weekday" in parts:
        return f"XXXX-WXX-{numbered('weekdays')[parts['weekday']]}{clock}"
    if "month" in parts:
        day = f"-{day_in(parts):02d}" if "day" in parts or "dayword" in parts else ""
        return f"XXXX-{month_number(parts):02d}{day}{clock}"
    unit = parts.get("unit", "year" if "yearstep" in parts else "day")
    return _SHAPES.get(unit, "XXXX-XX-XX") + clock
