"""The phase that a plan reaches, ready to be shown: decided here, once, for the assessment and for every brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.show.item import quotation
from allegedly.show.words import plural

if TYPE_CHECKING:
    from allegedly.model import Assessed, Assessment, Measure, Status
    from allegedly.show.index import Index
    from allegedly.show.item import Quotation

__all__ = ["SHAPES", "SIDES_OF", "Carrier", "Reached", "counting", "per", "reached", "tally"]

SHAPES: dict[Status, str] = {
    "met": "■",
    "met, contested": "◧",
    "reported": "▤",
    "anticipated": "◇",
    "not met": "□",
    "expired": "⊟",
}
"""A shape for each status; colour only repeats it."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """An indicator that carries a phase: how it stands, and on whose word."""

    shape: str
    id: str
    title: str
    status: str
    standing: str
    since: str
    quoted: tuple[Quotation, ...]
    """The first statement for it and the first against it, in their words."""


@dataclass(frozen=True, slots=True)
class Reached:
    """The phase reached, and what leads up and down."""

    plan: str
    place: int
    highest: int
    name: str
    meaning: str
    since: str
    by: tuple[Carrier, ...]
    up: tuple[str, ...]
    down: tuple[str, ...]
    measures: tuple[Measure, ...]
    tally: str
    """`2 met, 1 reported, 3 not met`, of all indicators."""

    @property
    def headline(self) -> str:
        """`Phase 2 of 4: Dispatch`."""
        return f"Phase {self.place} of {self.highest}: {self.name}"


def reached(known: Index, found: Assessment) -> Reached:
    """The phase of an assessment."""
    here = found.plan.phases[found.phase]
    titles = {i.id: i.title for i in found.plan.indicators}
    standing = {i.indicator: i for i in found.indicators}
    return Reached(
        plan=found.plan.title,
        place=found.phase,
        highest=len(found.plan.phases) - 1,
        name=here.name,
        meaning=here.meaning,
        since=known.days(found.since) if found.since else "",
        by=tuple(_carrier(known, titles[i], standing[i], found.on) for i in found.by),
        up=found.up,
        down=found.down,
        measures=here.measures,
        tally=tally(found),
    )


def _carrier(known: Index, title: str, one: Assessed, on: str) -> Carrier:
    since = known.days(one.since) if one.since else ""
    firsts = [counting(one, side, on)[:1] for side in SIDES_OF]
    quoted = tuple(quotation(known, known.statements[s]) for first in firsts for s in first)
    shape, standing = SHAPES[one.status], per(known, one)
    return Carrier(shape, one.indicator, title, one.status, standing, since, quoted)


SIDES_OF = (("done", "reported", "sign"), ("against",))
"""Which parts of the evidence speak for an indicator, and which against it."""


def counting(one: Assessed, side: tuple[str, ...], on: str) -> list[str]:
    """The statements of one side that count on a day; where none does any more, those that did."""
    mine = [e for e in one.evidence if e.part in side]
    now = [e for e in mine if e.until is None or e.until > on]
    return [e.statement for e in now or mine]


def tally(found: Assessment) -> str:
    """`2 met, 1 reported, 3 not met`."""
    statuses = [i.status for i in found.indicators]
    each = ((f"{statuses.count(s)} {s.replace(', ', ' but ')}") for s in SHAPES if s in statuses)
    return ", ".join(each)


def per(known: Index, one: Assessed) -> str:
    """On whose word: `per 1 origin, 1 unknown, denied by 2`; never without what stands against it."""
    parts = [f"per {plural(len(one.origins), 'origin')}" if one.origins else _no_origin(known, one)]
    if one.unknown:
        parts.append(f"{one.unknown} unknown")
    if one.denied_by:
        parts.append(f"denied by {len(one.denied_by)}")
    if one.guesses:
        parts.append("1 link a guess" if one.guesses == 1 else f"{one.guesses} links are guesses")
    return ", ".join(filter(None, parts))


def _no_origin(known: Index, one: Assessed) -> str:
    said = [known.statements[e.statement] for e in one.evidence if e.part == "done"]
    if said and all(s.source.kind == "none" for s in said):
        return "own voice, no origin"
    return "no origin so firm" if any(e.part == "reported" for e in one.evidence) else ""
