"""Dates of publication: strict, with their precision, never guessed."""

from __future__ import annotations

import datetime
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

    from allegedly.settings import Settings

__all__ = ["disbelieved", "in_address", "in_text", "moment"]

FIRST_YEAR = 1800
"""Years before this are zero dates of software ("0001-01-01") rather than news."""

LONGEST = 60
"""Characters of the longest date: a weekday, a month and a time zone spelled out take 50."""

OPENING_LINES = 8
"""Lines at the head of a text in which a page prints its date: headline, lead, byline, date, each with a
caption or blank line's worth to spare."""

LANGUAGES = "ar cs da de el es fa fi fr he hi hu id it ja ko nl pl pt ro ru sv tr uk vi zh".split()
"""Languages of which dates are understood; all 200 that the parser knows would take six seconds for a line
that is no date."""

_FIGURES = re.compile(r"\d+")
_DAY_AND_YEAR = re.compile(r"[^\d:]*\d{1,4}[^\d:/-]+(?:\d{1,2}[^\d:/-]+)?\d{1,4}[^\d:]*")
_MONTH_NAMED = re.compile(r"[^\W\d_]{3}|[年년]")
_ZERO = re.compile(r"1970-01-01(?:T00:00:00.*)?|1900-01-01.*|1899-12-3.*")
_TIME = r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,]\d+)?)?(?:\s?(?P<half>[ap])\.?m\.?)?"
_ZONE = r"(?:\s?\(?(?P<zone>Z|UTC|GMT|[+-]\d\d:?(?:\d\d)?|[A-Z]{2,5})\)?)?"
_CLOCK = rf"(?:[\sT,|·•–—-]+(?:at\s)?{_TIME}{_ZONE})?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_MONTH = (
    r"(?:(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:(?<=jan)uary|(?<=feb)ruary|(?<=mar)ch|(?<=apr)il|(?<=jun)e|(?<=jul)y|(?<=aug)ust|(?<=sep)t(?:ember)?"
    r"|(?<=oct)ober|(?<=nov)ember|(?<=dec)ember)?\.?)"
)
_SHAPES = tuple(
    re.compile(shape + _CLOCK + r"(?:\[[\w/+-]+\])?", re.IGNORECASE)
    for shape in (
        r"(?P<year>\d{4})(?:(?P<sep>[-/.])(?P<number>\d{1,2})(?:(?P=sep)(?P<day>\d{1,2}))?)?",
        r"(?P<year>\d{4})(?P<number>\d\d)(?P<day>\d\d)",
        rf"{_WEEKDAY}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s)?)?{_MONTH}[\s-]*,?\s*(?P<year>\d{{4}})",
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})",
    )
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LABEL = re.compile(
    r"(?:first )?(?:published|posted|issued|date)(?: on| at)?\s*:?\s+(?=\w)", re.IGNORECASE
)
_UPDATED = re.compile(r"\s*[|(,·•–—-]*\s*(?:last )?(?:updated|modified)\b.*", re.IGNORECASE)
_WIRE = re.compile(
    r"[A-Z][A-Z.’' -]{2,30}(?:, [A-Z][\w. ]{1,20})?,? \(?(?P<date>[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})\)?\s?(?:[-–—:(/]|$)"
)
_ADDRESS = re.compile(
    r"/((?:19|20)\d\d)[/-]?(?:([01]\d)(?=\d\d)|([01]?\d|[a-z]{3})[/-])([0-3]?\d)(?=[/_-]|$)"
)


def moment(text: str) -> str | None:
    """A date as ISO 8601 with the precision it has: `2024`, `2024-10`, `2024-10-22`, `2024-10-22T09:15:00+09:00`.

    `None` where it is no date, or where day and month could change places (`10/11/2024`). A time whose
    zone is named by letters other than UTC and GMT is left out.
    """
    text = " ".join(text[: 4 * LONGEST].split())
    return _english(text) or _foreign(text) if len(text) <= LONGEST else None


def _english(text: str) -> str | None:
    """A date in figures or with an English month."""
    match = next((m for shape in _SHAPES if (m := shape.fullmatch(text))), None)
    date = _iso(match.groupdict()) if match else None
    return None if date is None or _ZERO.fullmatch(date) else date


def _iso(part: dict[str, str | None]) -> str | None:
    """The parts of a date put together, `None` where the calendar has no such day or the clock no such time."""
    year = int(part["year"] or 0)
    name, number = part.get("month"), part.get("number")
    month = _MONTHS.index(name.lower()) + 1 if name else int(number or 0)
    try:
        date = datetime.date(year, month if name or number else 1, int(part["day"] or 1))
        clock = _clock(part)
    except ValueError:
        return None
    if year < FIRST_YEAR:
        return None
    if part["day"]:
        return date.isoformat() + clock
    return f"{year}-{month:02}" if name or number else f"{year}"


def _clock(part: dict[str, str | None]) -> str:
    """The time of day with its offset (`T09:15:00Z`), empty where there is none or its zone is unclear."""
    zone = (part["zone"] or "").upper().replace("UTC", "Z").replace("GMT", "Z")
    if part["hour"] is None or (zone.isalpha() and zone != "Z"):
        return ""
    hour = int(part["hour"])
    if part["half"]:
        hour = hour % 12 + (12 if part["half"].lower() == "p" else 0)
    time = datetime.time(hour, int(part["minute"] or 0), int(part["second"] or 0))
    if zone[:1] in "+-" and zone:
        zone = f"{zone[:3]}:{zone[3:].strip(':') or '00'}"
    return f"T{time.isoformat()}{zone}"


def _foreign(text: str) -> str | None:
    """A full date in another language; day and year must stand in it as figures."""
    figures = [int(figure) for figure in _FIGURES.findall(text)]
    worded = _DAY_AND_YEAR.fullmatch(text) and _MONTH_NAMED.search(text)
    if not worded or not any(figure >= FIRST_YEAR for figure in figures):
        return None
    found = _foreign_dates().get_date_data(text).date_obj
    if found is None or not {found.year, found.day} <= set(figures):
        return None
    return str(found.date().isoformat())


@cache
def _foreign_dates() -> DateDataParser:
    """The parser of dates in other languages; made once, it takes a second."""
    from dateparser.date import DateDataParser  # noqa: PLC0415 - a second that few reports need

    settings = {"STRICT_PARSING": True, "PARSERS": ["absolute-time"], "DATE_ORDER": "DMY"}
    return DateDataParser(languages=LANGUAGES, settings=settings)


def in_address(url: str | None) -> str | None:
    """The day that a web address names (`.../2024/10/22/...`)."""
    match = _ADDRESS.search(url.lower()) if url else None
    if not match:
        return None
    year, run_on, apart, day = match.groups()
    month = run_on or apart
    return moment(f"{year}-{month}-{day}" if month.isdigit() else f"{day} {month} {year}")


def in_text(text: str) -> str | None:
    """The date that the text prints at its head: on a line of its own, or in a wire's dateline."""
    lines = [line.strip() for line in text[:4_000].splitlines() if line.strip()][:OPENING_LINES]
    return next((date for line in lines if (date := _in_line(line))), None)


def _in_line(line: str) -> str | None:
    wire = _WIRE.match(line)
    if wire:
        return _english(wire["date"])
    if len(line) > 2 * LONGEST:
        return None
    date = _english(_UPDATED.sub("", _LABEL.sub("", line, count=1)).strip())
    return date if date and len(date) >= len("2024-10-22") else None


def disbelieved(published: str, settings: Settings) -> str | None:
    """Why a date given by hand is not believed, for its giver to read; `None` where it is.

    It is not where it cannot be read as a date, or lies more than a day after the clock (a day, since it
    is tomorrow already somewhere).
    """
    date = moment(published)
    if date is None:
        return f"{published!r} is no date; write it as 2024-10-22"
    tomorrow = datetime.date.fromisoformat(settings.clock()[:10]) + datetime.timedelta(days=1)
    if date[:10] > tomorrow.isoformat()[: len(date[:10])]:
        return f"{published!r} lies in the future (it is {settings.clock()[:10]}); correct the date"
    return None
