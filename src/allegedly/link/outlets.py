"""Which reports of a story are an outlet's own, by the name under which somebody cites it."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from allegedly.link.bodies import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allegedly.model import Report

__all__ = ["Outlets"]

_WORD = re.compile(r"\w+")


class Outlets:
    """The outlets of some reports; each goes by its name as it is compared."""

    def __init__(self, reports: Iterable[Report]) -> None:
        found: dict[str, list[str]] = defaultdict(list)
        self._of: dict[str, str] = {}
        for report in sorted(reports, key=lambda r: r.id):
            if report.outlet and (name := _key(report.outlet)):
                found[name].append(report.id)
                self._of[report.id] = name
        self._reports = {name: tuple(ids) for name, ids in found.items()}

    def of(self, report: str) -> str | None:
        """The outlet of a report."""
        return self._of.get(report)

    def reports(self, outlet: str) -> tuple[str, ...]:
        """The reports of an outlet, by id."""
        return self._reports.get(outlet, ())

    def exactly(self, names: Iterable[str]) -> str | None:
        """The outlet with one of these names."""
        return next((key for name in sorted(names) if (key := _key(name)) in self._reports), None)

    def named(self, names: Iterable[str], report: str) -> str | None:
        """The outlet that these names mean where `report` uses them.

        An outlet speaks of itself in short ("told the Lamp" in the Kvarner Lamp); of another one a short form does
        where the story has no second of that name.
        """
        keys = sorted({_key(name) for name in names} - {""})
        if exact := self.exactly(keys):
            return exact
        own = self.of(report)
        if own and any(_shortens(key, own) for key in keys):
            return own
        near = {name for name in self._reports for key in keys if _shortens(key, name)}
        return near.pop() if len(near) == 1 else None


def _key(name: str) -> str:
    return " ".join(_WORD.findall(plain(name)))


def _shortens(a: str, b: str) -> bool:
    """Whether one of two names begins or ends the other."""
    short, full = sorted((a.split(), b.split()), key=len)
    return bool(short) and _at_an_end(short, full)


def _at_an_end(short: Sequence[str], full: Sequence[str]) -> bool:
    return short in (full[: len(short)], full[-len(short) :])
