"""Days of publication, as views of a past date ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.errors import InputError
from allegedly.model import last_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allegedly.model import Report

__all__ = ["published_by"]


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
