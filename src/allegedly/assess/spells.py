"""The evidence for one indicator, each statement with the days on which it counts: from its report's to its last fresh."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allegedly.assess.matching import Matcher
from allegedly.model import Evidence, at_least

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.assess.matching import Fit
    from allegedly.assess.view import View, Withdrawn
    from allegedly.model import Indicator, Part, Statement, Time

__all__ = ["Gathered", "Spell", "gathered"]

UNDATED = "its report has no date; tell it: allegedly judge date"


@dataclass(frozen=True, slots=True)
class Spell:
    """A statement that counts from day `since` up to, not including, `until`.

    `origins` are those that it goes back to. `ended_by` is the report that took it back; without one it only ages.
    A `contests` is a denial while something stands that it denies.
    """

    statement: str
    report: str
    part: Part
    because: str
    since: datetime.date
    until: datetime.date | None = None
    origins: tuple[str, ...] = ()
    ended_by: str | None = None
    contests: bool = False


@dataclass(frozen=True, slots=True)
class Gathered:
    """What bears on an indicator: spells by day, and what was passed over and why."""

    spells: tuple[Spell, ...]
    passed: tuple[Evidence, ...]


def gathered(indicator: Indicator, view: View, among: Iterable[Statement]) -> Gathered:
    """Hold an indicator against statements."""
    matcher = Matcher(indicator, view.names)
    spells: list[Spell] = []
    passed: list[Evidence] = []
    for statement in among:
        origins = view.origins(statement.id)
        fit = matcher.fit(statement, origins)
        if fit is None:
            continue
        made = _spell(indicator, view, statement, fit)
        if isinstance(made, Spell):
            spells.append(replace(made, origins=origins))
        else:
            passed.append(made)
    spells += _denials(view, spells)
    return Gathered(tuple(_contesting(view, spells)), tuple(passed))


def _spell(indicator: Indicator, view: View, statement: Statement, fit: Fit) -> Spell | Evidence:
    day = view.days.get(statement.report)
    why = fit.because if fit.part == "passed over" else _out_of_time(indicator, statement, day)
    why = why or (_not_trusted(indicator, view, statement) if fit.part != "against" else None)
    if why or day is None:
        since = day.isoformat() if day else None
        return Evidence(statement.id, "passed over", why or UNDATED, since)
    spell = Spell(statement.id, statement.report, fit.part, fit.because, day)
    if indicator.fresh is not None:
        spell = replace(spell, until=_later(day, indicator.fresh))
    for withdrawn in _withdrawn(indicator, view, statement.id):
        if spell.until is None or withdrawn.day < spell.until:
            spell = replace(spell, until=max(day, withdrawn.day), ended_by=withdrawn.report)
            spell = replace(spell, because=f"{fit.because}; {withdrawn.because}")
    if spell.ended_by == statement.report:  # it never stood
        return Evidence(statement.id, "passed over", spell.because, day.isoformat())
    return spell


def _withdrawn(indicator: Indicator, view: View, statement: str) -> Iterator[Withdrawn]:
    """Yield what ends a statement. A newer figure ends an older one only where a figure is asked for."""
    if statement in view.withdrawn:
        yield view.withdrawn[statement]
    if indicator.amount is not None and statement in view.replaced:
        yield view.replaced[statement]


def _later(day: datetime.date, days: int) -> datetime.date:
    try:
        return day + datetime.timedelta(days=days)
    except OverflowError:
        return datetime.date.max


def _out_of_time(
    indicator: Indicator, statement: Statement, day: datetime.date | None
) -> str | None:
    """Why a statement is of no use on any day, or `None`."""
    if day is None:
        return UNDATED
    window = indicator.window
    start, end = window.start or "", window.end or "9999-12-31"
    told = [t for t in statement.times if t.role == "event" and (t.start or t.end)]
    within = (
        any(_overlaps(t, start, end) for t in told) if told else start <= day.isoformat() <= end
    )
    return None if within else "outside the window of time"


def _not_trusted(indicator: Indicator, view: View, statement: Statement) -> str | None:
    """Why a statement is not rated as the indicator asks, or `None`."""
    axes = (
        ("its source", "reliability", indicator.reliability, view.reliability),
        ("its claim", "credibility", indicator.credibility, view.credibility),
    )
    for what, axis, asked, rated in axes:
        found = rated(statement) if asked else ()
        if asked and not any(at_least(value, asked) for value in found):
            return f"{axis} {asked} or better is asked for, and {what} is {_rated(found)}"
    return None


def _rated(found: tuple[str, ...]) -> str:
    return f"rated {' and '.join(found)}" if found else "not rated"


def _overlaps(time: Time, start: str, end: str) -> bool:
    first, last = (time.start or "")[:10], (time.end or "9999-12-31")[:10]
    return first <= end and last >= start


# --- what stands against it -------------------------------------------------------------------------


def _denials(view: View, spells: Iterable[Spell]) -> Iterator[Spell]:
    """Yield the denials that linking found of what counts, however they are worded."""
    known = {s.statement for s in spells}
    targets: dict[str, list[Spell]] = {}
    for spell in spells:
        for denial in view.denials.get(spell.statement, ()) if spell.part != "against" else ():
            targets.setdefault(denial, []).append(spell)
    for denial, denied in targets.items():
        day, statement = view.day(denial), view.statements[denial]
        if denial in known or day is None:
            continue
        ends = [s.until for s in denied]
        until = None if None in ends else max(e for e in ends if e is not None)
        until, ended_by = _taken_back(view, denial, until)
        yield Spell(
            denial,
            statement.report,
            "against",
            f"{statement.polarity} it: {view.reasons[denial]}",
            day,
            None if until is None else max(day, until),
            view.origins(denial),
            ended_by,
        )


def _taken_back(
    view: View, denial: str, until: datetime.date | None
) -> tuple[datetime.date | None, str | None]:
    withdrawn = view.withdrawn.get(denial)
    if withdrawn is not None and (until is None or withdrawn.day < until):
        return withdrawn.day, withdrawn.report
    return until, None


def _contesting(view: View, spells: Iterable[Spell]) -> Iterator[Spell]:
    """Yield all spells; a denial contests where somebody makes it, once what it denies had been said."""
    spells = list(spells)
    said = [s.since for s in spells if s.part in {"done", "reported"}]
    first = min(said, default=None)
    for spell in spells:
        if spell.part != "against":
            yield spell
        elif first is None or spell.since < first:
            yield (
                replace(spell, because=f"{spell.because}; before anybody said so")
                if said
                else spell
            )
        else:
            yield replace(spell, contests=view.statements[spell.statement].source.kind != "none")
