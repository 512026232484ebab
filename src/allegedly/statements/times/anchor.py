"""What a time expression is resolved against: the publication date, its clause, and what was told before it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from allegedly.statements.quantities.numbers import amount
from allegedly.statements.tables import table

if TYPE_CHECKING:
    from allegedly.statements.times.intervals import Interval

__all__ = [
    "Anchor",
    "Meaning",
    "Parts",
    "Told",
    "Undated",
    "iso_week",
    "month_number",
    "moved",
    "numbered",
    "part_code",
    "shifted",
    "step_of",
    "year_named",
]

Parts = Mapping[str, str]
"""The named parts of an expression, as the grammar found them, in lower case."""

Tense = Literal["ahead", "back", "plain"]
"""Where the clause of an expression looks."""


class Undated(Exception):
    """Neither the publication date nor what was told before says what is meant."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A TIMEX3 value; `span` is its interval where the value alone does not tell it."""

    value: str
    span: Interval | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The moments that a text has named so far, for what goes back to them: "that day", "a year earlier"."""

    moment: str | None = None
    """The last point of the calendar named in this sentence or the one before it, as a TIMEX3 value."""
    quarter: str | None = None
    """The first quarter named: in a report of earnings, the one that its figures belong to."""

    @property
    def day(self) -> date | None:
        """The day of `moment`, where it is that exact."""
        match = re.match(r"\d{4}-\d\d-\d\d", self.moment or "")
        return date.fromisoformat(match[0]) if match else None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The publication date, how much of it is known, where the clause looks, and what was told before."""

    first: date | None
    precision: Literal["none", "year", "month", "day"]
    tense: Tense = "plain"
    told: Told = Told()

    @classmethod
    def of(cls, published: str | None) -> Anchor:
        """Read an ISO date of any precision; what is no date is as good as none."""
        match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", published or "")
        year, month, day = match.groups() if match else (None, None, None)
        try:
            first = date(int(year or ""), int(month or 1), int(day or 1))
        except ValueError:
            return cls(None, "none")
        return cls(first, "day" if day else "month" if month else "year")

    @property
    def ahead(self) -> bool:
        """Whether the clause speaks of what is to come."""
        return self.tense == "ahead"

    @property
    def day(self) -> date:
        """The day of publication."""
        if self.first is None or self.precision != "day":
            raise Undated
        return self.first

    @property
    def month(self) -> date:
        """The first day of the month of publication."""
        if self.first is None or self.precision == "year":
            raise Undated
        return self.first.replace(day=1)

    @property
    def year(self) -> int:
        """The year of publication."""
        if self.first is None:
            raise Undated
        return self.first.year

    @property
    def told_day(self) -> date:
        """The day that the text speaks of: the last one told, unless that is to come, else that of publication."""
        told = self.told.day
        return told if told and (self.first is None or told <= self.first) else self.day


# --- small steps ------------------------------------------------------------------------------------


def numbered(name: str) -> dict[str, int]:
    """A table of times.toml whose values are whole numbers."""
    rows: dict[str, int] = table("times")[name]
    return rows


def part_code(daypart: str | None) -> str:
    """What stands in a TIMEX3 value for a part of the day."""
    codes: dict[str, str] = table("times")["dayparts"]
    return codes[daypart] if daypart else ""


def step_of(word: str | None) -> int:
    """How many units from publication a word points: "last" -1, "next" 1."""
    return numbered("steps").get(word or "this", 0)


def shifted(first: date, months: int) -> date:
    """The first day of the month `months` away."""
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def moved(day: date, days: int) -> date:
    """The day `days` away."""
    return day + timedelta(days=days)


def iso_week(day: date) -> str:
    """The week of a day as TIMEX3 has it."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def month_number(parts: Parts) -> int:
    """The month that an expression names."""
    return int(parts.get("monthnumber") or numbered("months")[parts["month"]])


def year_named(parts: Parts, anchor: Anchor) -> int | None:
    """The year that an expression names itself, by number, in words or as "last year"."""
    if named := parts.get("year") or parts.get("year2"):
        return int(named)
    if spelled := parts.get("spelled"):
        return _year_in_words(spelled)
    if word := parts.get("yearstep") or parts.get("yearstep2") or parts.get("yearago"):
        return anchor.year + step_of(word.removeprefix("the "))
    return None


def _year_in_words(words: str) -> int:
    """Nineteen ninety-six, two thousand four."""
    century, _, rest = words.replace("two thousand", "twenty-hundred").partition(" ")
    hundreds = 20 if century == "twenty-hundred" else int(amount(century) or 0)
    return 100 * hundreds + int(amount(rest.removeprefix("and ")) or 0)
