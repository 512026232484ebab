"""A plan's file -> a `Plan`, or everything that is wrong with it, each with its line.

The file is TOML, written by an analyst: a title, phases in ascending order, indicators.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, get_args

from allegedly.assess.contradictions import contradictions
from allegedly.assess.lines import Lines
from allegedly.assess.section import Faults, Section, nearest
from allegedly.errors import PlanError
from allegedly.model import (
    CREDIBILITY,
    MET,
    RELIABILITY,
    Amount,
    Certainty,
    Indicator,
    Measure,
    Needs,
    Phase,
    Plan,
    Status,
    Whose,
    Window,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["plan_at", "read_plan"]

_CERTAINTIES: tuple[Certainty, ...] = get_args(Certainty)
_COUNTED: tuple[Status, ...] = tuple(s for s in get_args(Status) if s != "not met")
_WHOSE: tuple[Whose, ...] = get_args(Whose)

_INDICATOR = (
    "id title events actors places words without quantity window sources except done origins anticipates fresh reliability credibility phase"
).split()
_PHASE = "name meaning measures needs counts".split()
_FRESH = re.compile(r"(\d{1,5}) (day|week)s?")
_DAYS = {"day": 1, "week": 7}


def plan_at(path: Path) -> Plan:
    """Read the plan in a file.

    Raises:
        PlanError: there is none, or it cannot be used as it is written.
    """
    try:
        text = path.read_text("utf8")
    except FileNotFoundError as error:
        raise PlanError(
            f"there is no plan at {path}; write one: allegedly plan new {path}"
        ) from error
    except OSError as error:
        raise PlanError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise PlanError(f"{path} is no UTF-8 text; a plan is a TOML file") from error
    return read_plan(text, str(path))


def read_plan(text: str, name: str) -> Plan:
    """Read a plan; `name` is that of its file, for messages.

    Raises:
        PlanError: it is no TOML, does not say what a plan says, or contradicts itself; all faults are named at once.
    """
    try:
        raw = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PlanError(f"{name} is no TOML: {error}") from error
    faults = Faults(name, Lines(text))
    plan = _plan(raw, faults)
    if not faults.found:
        for fault in contradictions(plan):
            faults.add(fault.what, fault.kind, fault.place, fault.key)
    if faults.found:
        raise PlanError(faults.told())
    return plan


def _plan(raw: dict[str, Any], faults: Faults) -> Plan:
    top = Section(raw, "", 0, faults)
    top.only(("title", "phase", "indicator"))
    found = [Section(r, "indicator", n, faults) for n, r in enumerate(_list(top, "indicator"))]
    indicators = tuple(_indicator(section) for section in found)
    ids = [i.id for i in indicators]
    calls = [(section.text("phase"), i.id) for section, i in zip(found, indicators, strict=True)]
    stages = [Section(r, "phase", n, faults) for n, r in enumerate(_list(top, "phase"))]
    phases = tuple(_phase(section, ids, calls) for section in stages)
    _named_once(stages, [p.name for p in phases], "name")
    _named_once(found, ids, "id")
    names = [p.name for p in phases]
    for section, (phase, _) in zip(found, calls, strict=True):
        if phase and phase not in names:
            section.fault(f"there is no phase {phase!r}{nearest(phase, names)}", "phase")
    return Plan(top.text("title") or "Plan without a title", phases, indicators)


def _list(top: Section, key: str) -> list[dict[str, Any]]:
    raw = top.raw.get(key)
    if not isinstance(raw, list) or not raw or not all(isinstance(r, dict) for r in raw):
        top.fault(f"a plan has at least one [[{key}]]; `allegedly plan new` writes an example")
        return []
    return raw


def _named_once(sections: Sequence[Section], names: Sequence[str], key: str) -> None:
    for n, (section, name) in enumerate(zip(sections, names, strict=True)):
        if not name:
            section.fault(f"every {section.kind} needs {key!r}")
        elif name in names[:n]:
            section.fault(f"there are two {section.kind}s with the {key} {name!r}", key)


# --- indicators -------------------------------------------------------------------------------------


def _indicator(section: Section) -> Indicator:
    section.only(_INDICATOR)
    whose, sources = _sources(section)
    id_ = section.text("id")
    return Indicator(
        id=id_,
        title=section.text("title") or id_,
        events=section.texts("events"),
        actors=section.groups("actors"),
        places=section.texts("places"),
        words=section.groups("words"),
        without=section.texts("without"),
        amount=_amount(section.table("quantity")),
        window=_window(section.table("window")),
        whose=whose,
        sources=sources,
        exceptions=section.texts("except"),
        done=section.choices("done", _CERTAINTIES, Indicator("", "").done),
        origins=section.number("origins", 1),
        anticipates=section.choices("anticipates", _CERTAINTIES, Indicator("", "").anticipates),
        fresh=_days(section),
        reliability=_grade(section, "reliability", RELIABILITY),
        credibility=_grade(section, "credibility", CREDIBILITY),
    )


def _sources(section: Section) -> tuple[Whose | None, tuple[str, ...]]:
    raw = section.raw.get("sources", "anyone")
    if not isinstance(raw, str):
        return None, section.texts("sources")
    for whose in _WHOSE:
        if raw == whose:
            return whose, ()
    named = ", ".join(f'"{w}"' for w in _WHOSE)
    section.fault(f"'sources' is {named}, or a list of names: sources = [\"{raw}\"]", "sources")
    return "anyone", ()


def _amount(section: Section) -> Amount | None:
    section.only(("at_least", "unit"))
    if not section.raw:
        return None
    return Amount(section.amount("at_least"), section.texts("unit"))


def _window(section: Section) -> Window:
    section.only(("from", "until"))
    return Window(section.date("from"), section.date("until"))


def _days(section: Section) -> int | None:
    raw = section.text("fresh")
    if not raw:
        return None
    found = _FRESH.fullmatch(raw)
    if found is None or not int(found[1]):
        section.fault('\'fresh\' says how long evidence counts: "14 days", "6 weeks"', "fresh")
        return None
    return int(found[1]) * _DAYS[found[2]]


def _grade(section: Section, key: str, axis: str) -> str | None:
    """The least rating asked for. What cannot be judged is neither better nor worse, so nobody can ask for it."""
    raw = section.raw.get(key)
    if raw is None or (type(raw) in {int, str} and str(raw) and str(raw) in axis):
        return None if raw is None else str(raw)
    section.fault(f"{key!r} is one of {', '.join(axis)}: so good or better", key)
    return None


# --- phases -----------------------------------------------------------------------------------------


def _phase(section: Section, ids: Sequence[str], calls: Sequence[tuple[str, str]]) -> Phase:
    section.only(_PHASE)
    name = section.text("name")
    return Phase(
        name=name,
        meaning=section.text("meaning"),
        measures=tuple(_measure(m) for m in section.tables("measures")),
        needs=_needs(section.table("needs"), ids),
        alone=tuple(i for phase, i in calls if phase == name),
        counts=section.choices("counts", _COUNTED, MET),
    )


def _measure(section: Section) -> Measure:
    section.only(("kind", "what"))
    for key in ("kind", "what"):
        if not section.text(key):
            section.fault(f'a measure needs {key!r}: {{ kind = "diplomatic", what = "…" }}')
    return Measure(section.text("kind"), section.text("what"))


def _needs(section: Section, ids: Sequence[str]) -> Needs:
    section.only(("any", "all", "at_least"))
    several = section.table("at_least")
    several.only(("count", "of"))
    needs = Needs(
        section.texts("any"),
        section.texts("all"),
        several.number("count", 1) if several.raw else 0,
        several.texts("of"),
    )
    for name in needs.named:
        if name not in ids:
            section.fault(f"there is no indicator {name!r}{nearest(name, ids)}")
    return needs
