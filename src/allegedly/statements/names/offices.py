"""Who held an office on the day of a report, by the table `lexicon/offices.toml`: never against what the report says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Offices", "Term", "offices"]

_DAY = len("2024-10-22")


@dataclass(frozen=True, slots=True)
class Term:
    """Somebody's time in an office, the first and the last day left out."""

    name: str
    start: str
    end: str

    def holds(self, day: str) -> bool:
        """Whether a day (ISO 8601) lies inside; a month or a year alone never does."""
        return len(day) >= _DAY and self.start < day[:_DAY] < self.end


@dataclass(frozen=True, slots=True)
class Offices:
    """The terms of every office: (state, office as reports call it) -> terms."""

    terms: Mapping[tuple[str, str], Sequence[Term]]

    def holder(self, state: str, office: str, day: str | None) -> str | None:
        """Who held a state's office on a day."""
        terms = self.terms.get((state, office), ()) if day else ()
        return next((term.name for term in terms if term.holds(day or "")), None)

    def called(self, surname: str, office: str, day: str | None) -> str | None:
        """The whole name of the only one who held an office of this name on a day and is called so."""
        held = (self.holder(state, known, day) for state, known in self.terms if known == office)
        names = {name for name in held if name and name.split()[-1] == surname}
        return names.pop() if len(names) == 1 else None


@cache
def offices() -> Offices:
    """The table of offices, read once."""
    rows = table("offices")
    return Offices(
        dict(_terms({key: row for key, row in rows.items() if key != "as_of"}, rows["as_of"]))
    )


def _terms(
    rows: Mapping[str, Mapping[str, Sequence[Sequence[str]]]], as_of: str
) -> Iterator[tuple[tuple[str, str], tuple[Term, ...]]]:
    for state, held in rows.items():
        for called, terms in held.items():
            known = tuple(Term(name, start, *(end or [as_of])) for name, start, *end in terms)
            yield from (((state, office), known) for office in called.split(", "))
