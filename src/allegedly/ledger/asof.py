"""Days of publication, as views of a past date ask for them."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import TYPE_CHECKING

from allegedly.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allegedly.model import Report

__all__ = ["last_day", "published_by"]

_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?")


def published_by(reports: Iterable[Report], date: str) -> tuple[Report, ...]:
    """The reports that had appeared by the end of a day (or month, or year), in the order given.

    A report whose date is no more precise than a month counts from that month's last day. One without a date is left
    out: nobody can say that it was there.

    Raises:
        InputError: `date` is none.
    """
    until = last_day(date)
    if until is None:
        raise InputError(f"{date!r} is no date; write it as 2026-01-31, 2026-01 or 2026")
    days = ((report, last_day(report.published or "")) for report in reports)
    return tuple(report for report, day in days if day is not None and day <= until)


def last_day(date: str) -> datetime.date | None:
    """The last day that a date of any precision can mean, or `None` where it is no date."""
    match = _DATE.fullmatch(date)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    try:
        return datetime.date(year, month, int(match[3] or calendar.monthrange(year, month)[1]))
    except ValueError:  # a 13th month, a 30th of February
        return None
