"""What a time expression means: TIMEX3 values and intervals, by the parts that the grammar found.

Each resolver takes the parts of one expression and the publication date and gives a `Meaning`. It raises
`Undated` where the publication date is unknown or too coarse to tell ("Tuesday" in a report of 2024).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from allegedly.statements.calendar_intervals import OPEN, SEASON_START, Interval, interval
from allegedly.statements.numbers import amount
from allegedly.statements.tables import table

__all__ = ["Anchor", "Meaning", "resolve"]

Parts = Mapping[str, str]


class Undated(Exception):
    """The publication date does not tell what is meant."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A TIMEX3 value; `span` is its interval where the value alone does not tell it."""

    value: str
    span: Interval | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The publication date, how much of it is known, and whether the sentence looks ahead."""

    first: date | None
    precision: Literal["none", "year", "month", "day"]
    ahead: bool = False

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


# --- small steps ------------------------------------------------------------------------------------


def _times(name: str) -> dict[str, int]:
    rows: dict[str, int] = table("times")[name]
    return rows


def _letter(unit: str) -> str:
    """The TIMEX3 letter of a unit."""
    letter: str = table("times")["units"][unit]
    return letter


def _step(word: str | None) -> int:
    return _times("steps").get(word or "this", 0)


def _shifted(first: date, months: int) -> date:
    """The first day of the month `months` away."""
    count = first.year * 12 + first.month - 1 + months
    try:
        return date(count // 12, count % 12 + 1, 1)
    except (ValueError, OverflowError) as error:
        raise Undated from error


def _moved(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError as error:
        raise Undated from error


def _iso_week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def _year(parts: Parts, anchor: Anchor) -> int | None:
    """The year that an expression names itself, by number or as "last year"."""
    if named := parts.get("year") or parts.get("year2"):
        return int(named)
    if word := parts.get("yearstep") or parts.get("yearstep2") or parts.get("yearago"):
        return anchor.year + _times("steps")[word.removeprefix("the ")]
    return None


def _month_number(parts: Parts) -> int:
    return int(parts.get("monthnumber") or _times("months")[parts["month"]])


# --- calendar dates ---------------------------------------------------------------------------------


def _day(parts: Parts, anchor: Anchor) -> Meaning:
    """A day of a month; without a year the one that reports most likely mean."""
    month, day, year = _month_number(parts), int(parts["day"]), _year(parts, anchor)
    if day > calendar.monthrange(2000, month)[1]:
        return Meaning("XXXX-XX-XX", OPEN)
    if year is None:
        year = _year_of_month(month, parts.get("step"), anchor)
    return Meaning(f"{year:04d}-{month:02d}-{day:02d}")


def _nearest_year(month: int, anchor: Anchor) -> int:
    """The year that puts a month at most nine months before publication, or three after it.

    Reports look back further than ahead; a sentence that looks ahead means the next such month.
    """
    away = month - anchor.month.month
    if anchor.ahead:
        return anchor.year + (away < 0)
    return anchor.year + (away < -9) - (away > 3)


def _month(parts: Parts, anchor: Anchor) -> Meaning:
    """A month; without a year the one that reports most likely mean."""
    month, year = _month_number(parts), _year(parts, anchor)
    if year is None:
        year = _year_of_month(month, parts.get("step"), anchor)
    return Meaning(f"{year:04d}-{month:02d}")


def _year_of_month(month: int, step: str | None, anchor: Anchor) -> int:
    now = anchor.month.month
    if step is not None and _step(step) < 0:
        return anchor.year - (month >= now)
    if step == "this":
        return anchor.year
    if step is not None and _step(step) > 0:
        return anchor.year + (month <= now)
    return _nearest_year(month, anchor)


def _numeric(parts: Parts, _anchor: Anchor) -> Meaning:
    """10/22/2024 and 22.10.2024: American order where slashes allow it, the day first elsewhere."""
    a, b, c = int(parts["a"]), int(parts["b"]), int(parts["c"])
    month, day = (a, b) if parts["sep"] == "/" and a <= 12 else (b, a)
    # Two digits mean the century that puts the year nearest to ours: 69 and below is 20xx (POSIX).
    year = c if c > 99 else c + (2000 if c < 69 else 1900)
    try:
        return Meaning(date(year, month, day).isoformat())
    except ValueError:
        return Meaning("XXXX-XX-XX", OPEN)


def _quarter(parts: Parts, anchor: Anchor) -> Meaning:
    """A quarter; without a year the last that had begun before publication."""
    word = parts["ordinal"]
    number = 4 if word == "final" else int(word) if word.isdigit() else _times("ordinals")[word]
    year = _year(parts, anchor)
    if year is None:
        begun = 3 * number - 2 <= anchor.month.month
        year = anchor.year - (not begun and not anchor.ahead)
    return Meaning(f"{year:04d}-Q{number}")


def _half(parts: Parts, anchor: Anchor) -> Meaning:
    number = 1 if parts["ordinal"] in {"first", "1st"} else 2
    return Meaning(f"{_year(parts, anchor):04d}-H{number}")


def _season(parts: Parts, anchor: Anchor) -> Meaning:
    """A season; without a year the last that had begun by publication, unless "next" or "this" says else."""
    code: str = table("times")["seasons"][parts["season"]]
    year = _year(parts, anchor)
    if year is None:
        begun = SEASON_START[code] <= anchor.month.month
        step = _step(parts.get("step"))
        ahead = anchor.ahead or step > 0
        year = anchor.year + (begun if step > 0 else 0) if ahead else anchor.year - (not begun)
        if parts.get("step") == "this":
            year = anchor.year
    return Meaning(f"{year:04d}-{code}")


def _decade(parts: Parts, anchor: Anchor) -> Meaning:
    if "century" in parts:
        return Meaning(parts["century"] + parts["ten"])
    ten = int(parts["ten2"]) if "ten2" in parts else _times("tens")[parts["tens"]]
    century = anchor.year // 100
    if century * 100 + ten * 10 > anchor.year:
        century -= 1
    return Meaning(f"{century}{ten}")


def _century(parts: Parts, _anchor: Anchor) -> Meaning:
    number = int(parts["number"]) if "number" in parts else _times("ordinals")[parts["ordinal"]]
    return Meaning(f"{number - 1:02d}")


def _plain_year(parts: Parts, _anchor: Anchor) -> Meaning:
    year = parts["year"]
    if "year2" not in parts:
        return Meaning(year)
    last = year[: 4 - len(parts["year2"])] + parts["year2"]
    return Meaning(f"{year}/{last}", (f"{year}-01-01", f"{last}-12-31"))


def _year_in_words(parts: Parts, _anchor: Anchor) -> Meaning:
    century = (
        2000 if parts["century"] == "two thousand" else 100 * int(amount(parts["century"]) or 0)
    )
    return Meaning(f"{century + int(amount(parts['rest']) or 0):04d}")


# --- against the publication date -------------------------------------------------------------------


def _deictic(parts: Parts, anchor: Anchor) -> Meaning:
    """Today, yesterday, tonight, this morning, last night."""
    word = parts.get("deictic", "")
    days = _times("days")[word] if word else _step(parts["step"])
    daypart = parts.get("daypart") or ("night" if word == "tonight" else None)
    return Meaning(_moved(anchor.day, days).isoformat() + _part_code(daypart))


def _part_code(daypart: str | None) -> str:
    codes: dict[str, str] = table("times")["dayparts"]
    return codes[daypart] if daypart else ""


def _weekday(parts: Parts, anchor: Anchor) -> Meaning:
    """The last such day up to publication, or the next when the words or the sentence look ahead."""
    number = _times("weekdays")[parts["weekday"]]
    back = (anchor.day.isoweekday() - number) % 7
    if parts.get("step") in {"previous", "following"}:
        raise Undated
    if "weekstep" in parts:
        days = number - anchor.day.isoweekday() + 7 * _step(parts["weekstep"])
    else:
        days = _days_to(back, parts.get("step"), anchor.ahead)
    day = _moved(anchor.day, days).isoformat()
    if noon := parts.get("noon"):
        return Meaning(day + ("T12:00" if noon == "noon" else "T24:00"))
    return Meaning(day + _part_code(parts.get("daypart")))


def _days_to(back: int, step: str | None, ahead: bool) -> int:
    """Days to a weekday that lies `back` days (0 to 6) before publication."""
    if step is not None and _step(step) < 0:
        return -(back or 7)
    if step is not None and _step(step) > 0:
        return 7 - back
    return (7 - back) % 7 if ahead else -back


def _relative(parts: Parts, anchor: Anchor) -> Meaning:
    """Last month, this week, next year; "earlier" and "later" cut the stretch at publication."""
    if _is_told_from_elsewhere(parts):
        raise Undated
    whole = _stretch_of(parts["unit"], _step(parts.get("step")), anchor)
    first, last = interval(whole)
    part = parts.get("part", "")
    if part.startswith(("earlier", "early")) and _step(parts.get("step")) == 0:
        return Meaning(whole, (first, anchor.day.isoformat()))
    if part.startswith(("later", "rest", "the rest", "remainder", "the remainder")):
        return Meaning(
            whole,
            (anchor.day.isoformat(), last) if _step(parts.get("step")) == 0 else (first, last),
        )
    return Meaning(whole)


def _is_told_from_elsewhere(parts: Parts) -> bool:
    """Whether it counts from a moment in the story, not from publication: "the next day", "the previous year"."""
    step, elsewhere = parts.get("step"), "the" in parts or parts["unit"] == "day"
    return step in {"previous", "preceding", "following"} or (step == "next" and elsewhere)


def _stretch_of(unit: str, step: int, anchor: Anchor) -> str:
    """The TIMEX3 value of the unit that lies `step` units from publication."""
    if unit in {"day", "night"}:
        return _moved(anchor.day, step).isoformat()
    if unit in {"week", "weekend"}:
        return _iso_week(_moved(anchor.day, 7 * step)) + ("-WE" if unit == "weekend" else "")
    if unit == "month":
        return _shifted(anchor.month, step).isoformat()[:7]
    if unit == "quarter":
        day = _shifted(anchor.month, 3 * step)
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    size = {"year": 1, "decade": 10, "century": 100}[unit]
    return f"{anchor.year // size + step:0{5 - len(str(size))}d}"


def _ago(parts: Parts, anchor: Anchor) -> Meaning:
    """Two weeks ago, or from now: as exact as its unit. A number that is vague gives the past or the future."""
    unit = parts.get("unit", "year")
    count = _count(parts.get("n", "a" if "unit" not in parts else "X"))
    ahead = "hence" in parts
    if count is None:
        return _ref("FUTURE_REF" if ahead else "PAST_REF", anchor)
    if unit in {"second", "minute", "hour"}:
        return Meaning(anchor.day.isoformat())
    if unit == "fortnight":
        unit, count = "week", 2 * count
    if count != int(count):
        unit, count = {"year": ("month", 12 * count)}.get(unit, (unit, count))
    return Meaning(_stretch_of(unit, int(count) if ahead else -int(count), anchor))


def _until(anchor: Anchor) -> Interval:
    return (None, anchor.day.isoformat()) if anchor.precision == "day" else OPEN


def _from(anchor: Anchor) -> Interval:
    return (anchor.day.isoformat(), None) if anchor.precision == "day" else OPEN


def _at(anchor: Anchor) -> Interval:
    return (anchor.day.isoformat(),) * 2 if anchor.precision == "day" else OPEN


def _reference(parts: Parts, anchor: Anchor) -> Meaning:
    """Now, recently, soon."""
    value: str = table("times")["refs"][parts["word"]]
    return _ref(value, anchor)


def _ref(value: str, anchor: Anchor) -> Meaning:
    sides = {"PAST_REF": _until, "FUTURE_REF": _from, "PRESENT_REF": _at}
    return Meaning(value, sides[value](anchor))


def _vicinity(parts: Parts, anchor: Anchor) -> Meaning:
    """Recent years, the coming days."""
    past = parts["step"] in {"recent", "past", "last"}
    return _ref("PAST_REF" if past else "FUTURE_REF", anchor)


def _past(_parts: Parts, anchor: Anchor) -> Meaning:
    return _ref("PAST_REF", anchor)


def _weekend(_parts: Parts, anchor: Anchor) -> Meaning:
    """The weekend: the last one that had begun, or the coming one when looking ahead."""
    saturday = _moved(anchor.day, -((anchor.day.isoweekday() + 1) % 7))
    return Meaning(_iso_week(_moved(saturday, 7) if anchor.ahead else saturday) + "-WE")


def _holiday(parts: Parts, anchor: Anchor) -> Meaning:
    month_day: str = table("times")["holidays"][parts["holiday"]]
    year = _year(parts, anchor)
    if year is None:
        month = int(month_day[:2])
        year = anchor.year - (month > anchor.month.month and not anchor.ahead)
    return Meaning(f"{year:04d}-{month_day}")


def _clock(parts: Parts, anchor: Anchor) -> Meaning:
    """A time of day; alone it is one of the day of publication."""
    value = resolve_date(parts["date"], anchor) if "date" in parts else anchor.day.isoformat()
    zulu = "Z" if parts.get("zone") in {"utc", "gmt"} else ""
    return Meaning(f"{value}T{_hour(parts['clock'])}{zulu}")


def resolve_date(written: str, anchor: Anchor) -> str:
    """The day that the date beside a clock names: a weekday, today, or a month and day."""
    words = re.findall(r"[a-z]+|\d+", written)
    months, weekdays, days = _times("months"), _times("weekdays"), _times("days")
    month = next((w for w in words if w in months), None)
    digits = [w for w in words if w.isdigit()]
    if month and digits:
        year = {"year": digits[1]} if len(digits) > 1 else {}
        return _day({"month": month, "day": digits[0], **year}, anchor).value
    if written in days:
        return _moved(anchor.day, days[written]).isoformat()
    return _weekday({"weekday": next(w for w in words if w in weekdays)}, anchor).value


def _hour(written: str) -> str:
    if written in {"noon", "midday", "midnight"}:
        return "24:00" if written == "midnight" else "12:00"
    digits = re.findall(r"\d+", written)
    if not digits:
        return f"{int(amount(written.split(maxsplit=1)[0]) or 0):02d}:00"
    if len(digits) == 1 and len(digits[0]) == 4:
        digits = [digits[0][:2], digits[0][2:]]
    hour = int(digits[0])
    if re.search(r"p\.?m", written) and hour < 12:
        hour += 12
    if re.search(r"a\.?m", written) and hour == 12:
        hour = 0
    return f"{hour:02d}:{digits[1] if len(digits) > 1 else '00'}"


# --- lengths and sets -------------------------------------------------------------------------------


def _count(written: str | None) -> float | None:
    """A number of units; `None` where it is vague ("several")."""
    if written in {"a couple", "a couple of"}:
        return 2
    return amount(written or "") if written else None


def _period(unit: str, count: float | None) -> str:
    """The TIMEX3 duration of some units: P3W, PT2H, PXD; a half is given in the unit below."""
    if unit == "fortnight":
        unit, count = "week", None if count is None else 2 * count
    letter = _letter(unit)
    prefix = "PT" if unit in {"second", "minute", "hour"} else "P"
    if count is None:
        return f"{prefix}X{letter}"
    if count != int(count) and unit in _BELOW:
        below, many = _BELOW[unit]
        whole = f"{int(count)}{letter}" if int(count) else ""
        return f"{prefix}{whole}{round((count - int(count)) * many)}{below}"
    return f"{prefix}{count:g}{letter}" if count < 1e6 else f"{prefix}{int(count)}{letter}"


_BELOW = {
    "century": ("Y", 100),
    "decade": ("Y", 10),
    "year": ("M", 12),
    "hour": ("M", 60),
    "minute": ("S", 60),
}


def _duration(parts: Parts, _anchor: Anchor) -> Meaning:
    count = _count(parts.get("n"))
    if count is not None and "half" in parts:
        count += 0.5
    return Meaning(_period(parts["unit"], count), OPEN)


def _stretch(parts: Parts, anchor: Anchor) -> Meaning:
    """The past two weeks, the next 18 months: a length that starts or ends at publication."""
    count, word = _count(parts.get("n", "a")), parts.get("step") or parts["step2"]
    value = _period(parts["unit"], count)
    if word not in {"last", "past", "next", "coming"} or anchor.precision != "day":
        return Meaning(value, OPEN)
    step = _step(word)
    if count is None:
        return Meaning(value, _from(anchor) if step > 0 else _until(anchor))
    first, last = sorted((anchor.day, _after(anchor.day, parts["unit"], step * count)))
    return Meaning(value, (first.isoformat(), last.isoformat()))


def _after(day: date, unit: str, count: float) -> date:
    """The day `count` units away; months keep the day where they have it."""
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit, 0)
    if months:
        first = _shifted(day.replace(day=1), round(months * count))
        return first.replace(day=min(day.day, calendar.monthrange(first.year, first.month)[1]))
    return _moved(
        day,
        round(
            {"week": 7, "weekend": 7, "fortnight": 14, "day": 1, "night": 1}.get(unit, 0) * count
        ),
    )


def _every(parts: Parts, _anchor: Anchor) -> Meaning:
    unit = parts["unit"]
    seasons: dict[str, str] = table("times")["seasons"]
    if unit in seasons:
        return Meaning(f"XXXX-{seasons[unit]}", OPEN)
    if unit in {"morning", "evening", "afternoon"}:
        return Meaning("XXXX-XX-XX" + _part_code(unit), OPEN)
    count = 2 if "other" in parts else _count(parts.get("n", "a"))
    return Meaning(_period(unit, count), OPEN)


def _every_month(parts: Parts, _anchor: Anchor) -> Meaning:
    return Meaning(f"XXXX-{_month_number(parts):02d}", OPEN)


def _weekdays(parts: Parts, _anchor: Anchor) -> Meaning:
    number = _times("weekdays")[parts.get("weekday") or parts["weekday2"]]
    return Meaning(f"XXXX-WXX-{number}" + _part_code(parts.get("daypart")), OPEN)


def _frequency(parts: Parts, _anchor: Anchor) -> Meaning:
    value: str = table("times")["sets"][parts["word"]]
    return Meaning(value, OPEN)


_RESOLVERS: dict[str, Callable[[Parts, Anchor], Meaning]] = {
    "ago": _ago,
    "century": _century,
    "clock": _clock,
    "day": _day,
    "decade": _decade,
    "deictic": _deictic,
    "duration": _duration,
    "every": _every,
    "every_month": _every_month,
    "frequency": _frequency,
    "half": _half,
    "holiday": _holiday,
    "month": _month,
    "numeric": _numeric,
    "past": _past,
    "quarter": _quarter,
    "reference": _reference,
    "relative": _relative,
    "season": _season,
    "stretch": _stretch,
    "vicinity": _vicinity,
    "weekday": _weekday,
    "weekdays": _weekdays,
    "weekend": _weekend,
    "year": _plain_year,
    "year_in_words": _year_in_words,
}


def resolve(name: str, parts: Parts, anchor: Anchor) -> Meaning:
    """What an expression means, by the resolver `name`; open where the publication date does not tell."""
    if parts.get("unit") == "centurie":
        parts = {**parts, "unit": "century"}
    try:
        return _RESOLVERS[name](parts, anchor)
    except Undated:
        return Meaning(undated(parts), OPEN)


def undated(parts: Parts) -> str:
    """The TIMEX3 value with an X for each part that only the publication date would tell."""
    clock = f"T{_hour(parts['clock'])}" if "clock" in parts else _part_code(parts.get("daypart"))
    if "weekday" in parts:
        return f"XXXX-WXX-{_times('weekdays')[parts['weekday']]}{clock}"
    if "month" in parts:
        day = f"-{int(parts['day']):02d}" if "day" in parts else ""
        return f"XXXX-{_month_number(parts):02d}{day}"
    shapes = {
        "week": "XXXX-WXX",
        "weekend": "XXXX-WXX-WE",
        "month": "XXXX-XX",
        "quarter": "XXXX-QX",
    }
    unit = parts.get("unit", "year" if "yearstep" in parts else "day")
    long = {"year": "XXXX", "decade": "XXX", "century": "XX"}
    return {**shapes, **long}.get(unit, "XXXX-XX-XX") + clock
