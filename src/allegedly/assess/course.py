"""How an indicator stood from day to day: one pass over its evidence in the order in which it came and went."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allegedly.model import MET

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.assess.spells import Spell
    from allegedly.model import Part, Status

__all__ = ["Moment", "Step", "course"]

_WEIGHTS: tuple[Part, ...] = ("done", "reported", "sign", "against")


@dataclass(frozen=True, slots=True, order=True)
class Moment:
    """When something changes: on a day first comes what is new, report by report, and then what ends."""

    day: datetime.date
    ends: bool
    rank: int
    report: str = ""
    """The report that causes it; empty where evidence ages."""


@dataclass(frozen=True, slots=True)
class Step:
    """A change of status: when, to what, and the first of the statements that came or went then."""

    at: Moment
    before: Status
    after: Status
    statement: str


@dataclass(slots=True)
class _State:
    """What counts at one moment."""

    needed: int
    origins: Counter[str] = field(default_factory=Counter)
    weak: int = 0
    signs: int = 0
    contests: int = 0
    aged: bool = False
    """Whether evidence for something said or reported has only grown old."""

    def move(self, spell: Spell, by: int, *, aged: bool) -> None:
        if spell.part == "sign":
            self.signs += by
        elif spell.part == "against":
            self.contests += by * spell.contests
        else:
            firm = spell.part == "done" and spell.origins
            if firm:
                self.origins.update(dict.fromkeys(spell.origins, by))
            else:
                self.weak += by
            self.aged = aged if by < 0 else self.aged

    def status(self) -> Status:
        firm = sum(count > 0 for count in self.origins.values())
        if firm >= self.needed:
            return "met, contested" if self.contests else "met"
        if firm or self.weak:
            return "reported"
        if self.signs:
            return "anticipated"
        return "expired" if self.aged else "not met"


def course(
    spells: Sequence[Spell], needed: int, rank: Mapping[str, int]
) -> tuple[tuple[Step, ...], Status]:
    """All changes of status, in order, and the status after the last; it begins as "not met"."""
    state = _State(needed)
    status: Status = "not met"
    steps: list[Step] = []
    moves = sorted(_moves(spells, rank), key=lambda m: (m[0], m[1].statement))
    for at, group in itertools.groupby(moves, key=lambda m: m[0]):
        here = list(group)
        for _, spell in here:
            by = -1 if at.ends else 1
            state.move(spell, by, aged=at.ends and not spell.ended_by)
        if (now := state.status()) != status:
            steps.append(Step(at, status, now, _cause([s for _, s in here], status, now)))
            status = now
    return tuple(steps), status


def _cause(spells: Sequence[Spell], before: Status, after: Status) -> str:
    """Of the statements that came or went the one to look at first: a denial where only the contest changed."""
    weights = ("against", *_WEIGHTS) if {before, after} == set(MET) else _WEIGHTS
    return min(spells, key=lambda s: (weights.index(s.part), s.because != "confirmed")).statement


def _moves(spells: Sequence[Spell], rank: Mapping[str, int]) -> Iterator[tuple[Moment, Spell]]:
    for spell in spells:
        yield Moment(spell.since, ends=False, rank=rank[spell.report], report=spell.report), spell
        if spell.until is not None:
            by = spell.ended_by or ""
            yield Moment(spell.until, ends=True, rank=rank.get(by, -1), report=by), spell
