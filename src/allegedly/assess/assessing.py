"""What a plan says of a ledger on a day, and how it came to that: pure, the same answer for the same two."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allegedly.assess.course import course
from allegedly.assess.outlook import downward, upward, would_change
from allegedly.assess.rule import asks_for, carried_by, reached
from allegedly.assess.spells import gathered
from allegedly.assess.view import View
from allegedly.model import Assessed, Assessment, Evidence, Turn

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allegedly.assess.course import Moment, Step
    from allegedly.assess.names import Names
    from allegedly.assess.spells import Gathered, Spell
    from allegedly.model import Indicator, Ledger, Plan, Statement, Status

__all__ = ["assess", "unknown_names"]

_PARTS = ("done", "reported", "sign", "against", "passed over")


def assess(
    plan: Plan,
    ledger: Ledger,
    on: datetime.date,
    *,
    without: Iterable[str] = (),
    among: Mapping[str, frozenset[str]] | None = None,
) -> Assessment:
    """Assess a ledger as of a day.

    Args:
        plan: what is looked out for.
        ledger: its statements and links; what was published after the day is left aside.
        on: the day; evidence that was not fresh any more by then has expired.
        among: for each indicator the statements that may bear on it, as `sought` asks for them; else all.
        without: names of actors or outlets that are left out, as if they had never spoken.

    Raises:
        NotFound: nobody is called as `without` says.
    """
    view = View.of(ledger, without)
    courses = {
        i.id: _Course.of(i, view, gathered(i, view, _among(view, among, i)), on)
        for i in plan.indicators
    }
    found = {i: c.assessed() for i, c in courses.items()}
    statuses = {i: a.status for i, a in found.items()}
    phase = reached(plan.phases, statuses)
    turns = tuple(_turns(plan, courses))
    moves = [t for t in turns if t.what == "phase"]
    here = plan.phases[phase]
    return Assessment(
        plan=plan,
        on=on.isoformat(),
        phase=phase,
        since=moves[-1].day if moves else None,
        by=carried_by(here, {i for i, s in statuses.items() if s in here.counts}),
        up=tuple(upward(plan, phase, statuses)),
        down=tuple(downward(plan, phase, found)),
        indicators=tuple(found.values()),
        history=turns,
        notes=tuple(_notes(plan, view, on)),
    )


def _among(
    view: View, among: Mapping[str, frozenset[str]] | None, indicator: Indicator
) -> list[Statement]:
    """The statements to hold an indicator against, in canonical order."""
    if among is None:
        return list(view.statements.values())
    known = (s for s in among[indicator.id] if s in view.statements)
    return [view.statements[s] for s in sorted(known, key=view.place.__getitem__)]


@dataclass(frozen=True, slots=True)
class _Course:
    """One indicator: its evidence by a day, how it came to stand as it does, and what comes by itself."""

    indicator: Indicator
    view: View
    gathered: Gathered
    on: datetime.date
    steps: tuple[Step, ...]
    status: Status
    ahead: Step | None

    @classmethod
    def of(cls, indicator: Indicator, view: View, found: Gathered, on: datetime.date) -> _Course:
        known = tuple(s for s in found.spells if s.since <= on)
        steps, _ = course(known, indicator.origins, view.rank)
        past = tuple(s for s in steps if s.at.day <= on)
        ahead = next((s for s in steps if s.at.day > on), None)
        status = past[-1].after if past else "not met"
        return cls(indicator, view, replace(found, spells=known), on, past, status, ahead)

    @property
    def active(self) -> Iterator[Spell]:
        """What counts on the day."""
        return (s for s in self.gathered.spells if s.until is None or s.until > self.on)

    def assessed(self) -> Assessed:
        active = list(self.active)
        done = [s for s in active if s.part == "done"]
        guesses = sum(self.view.guesses.get(s.statement, 0) for s in done)
        found = Assessed(
            indicator=self.indicator.id,
            status=self.status,
            since=self.steps[-1].at.day.isoformat()
            if self.steps and self.status != "not met"
            else None,
            until=self.ahead.at.day.isoformat() if self.ahead else None,
            then=self.ahead.after if self.ahead else None,
            origins=_each(s.origins for s in done),
            unknown=sum(not s.origins and self._attributed(s) for s in done),
            guesses=guesses,
            denied_by=_each(self._deniers(s) for s in active if s.contests),
            evidence=tuple(self._evidence()),
        )
        return replace(found, would_change=would_change(self.indicator, found))

    def _attributed(self, spell: Spell) -> bool:
        return self.view.statements[spell.statement].source.kind != "none"

    def _deniers(self, spell: Spell) -> tuple[str, ...]:
        """Whom a denial goes back to; where linking does not know, who makes it."""
        source = self.view.statements[spell.statement].source.actor
        return spell.origins or ((source,) if source else ())

    def _evidence(self) -> Iterator[Evidence]:
        made = [_evidence(s) for s in self.gathered.spells]
        passed = (e for e in self.gathered.passed if (e.since or "") <= self.on.isoformat())
        place = self.view.place
        yield from sorted(
            (*made, *passed), key=lambda e: (_PARTS.index(e.part), place[e.statement])
        )


def _evidence(spell: Spell) -> Evidence:
    until = spell.until.isoformat() if spell.until else None
    return Evidence(spell.statement, spell.part, spell.because, spell.since.isoformat(), until)


def _each(groups: Iterable[Sequence[str]]) -> tuple[str, ...]:
    """Each of the actors once, in order of appearance."""
    return tuple(dict.fromkeys(itertools.chain.from_iterable(groups)))


# --- history ----------------------------------------------------------------------------------------


def _turns(plan: Plan, courses: dict[str, _Course]) -> Iterator[Turn]:
    """Yield every change, of indicators in the order of the plan, and then of the phase that follows from them."""
    steps = [(s.at, n, i, s) for n, (i, c) in enumerate(courses.items()) for s in c.steps]
    statuses: dict[str, Status] = dict.fromkeys(courses, "not met")
    phase = 0
    for at, group in itertools.groupby(sorted(steps, key=lambda s: s[:2]), key=lambda s: s[0]):
        here = [(i, step) for _, _, i, step in group]
        for i, step in here:
            statuses[i] = step.after
            yield _turn(at, i, (step.before, step.after), step.statement)
        if (now := reached(plan.phases, statuses)) != phase:
            names = plan.phases[phase].name, plan.phases[now].name
            asked = {i for p in (phase, now) for i in asks_for(plan.phases[p])}
            causes = [(i, step) for i, step in here if i in asked]
            told = ", ".join(f"{i} {step.after}" for i, step in causes)
            turn = _turn(at, plan.phases[now].name, names, causes[0][1].statement)
            yield replace(turn, what="phase", because=told)
            phase = now


def _turn(at: Moment, of: str, moved: tuple[str, str], statement: str) -> Turn:
    because = ("taken back" if at.report else "evidence grew old") if at.ends else "said"
    report = at.report or None
    return Turn(at.day.isoformat(), "indicator", of, *moved, because, report, statement)


# --- notes ------------------------------------------------------------------------------------------


def _notes(plan: Plan, view: View, on: datetime.date) -> Iterator[str]:
    """Yield what the reader of an assessment has to know of what it could not use."""
    undated = sum(r.id not in view.days for r in view.ledger.reports)
    if undated:
        yield f"{_reports(undated)} without a date: what they say counts for nothing here"
    later = sum(day > on for day in view.days.values())
    if later:
        yield f"{_reports(later)} dated after {on.isoformat()}: left aside"
    for name in unknown_names(plan, view.names):
        yield f"nobody in this case is called {name!r}, as the plan has it"


def _reports(count: int) -> str:
    return f"{count} {'report' if count == 1 else 'reports'}"


def unknown_names(plan: Plan, names: Names) -> Iterator[str]:
    """Yield the names in a plan that nobody in the ledger has."""
    groups = (
        (*itertools.chain.from_iterable(i.actors), *i.sources, *i.exceptions)
        for i in plan.indicators
    )
    yield from (name for name in _each(groups) if not names.meant(name))
