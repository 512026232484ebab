"""What would change an assessment: of an indicator, and of the phase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.assess.rule import asks_for, holds, reached, rule
from allegedly.model import MET

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.model import Assessed, Indicator, Plan, Status

__all__ = ["downward", "upward", "would_change"]


def would_change(asked: Indicator, found: Assessed) -> tuple[str, ...]:
    """What would move an indicator to another status, in words."""
    return tuple(_moves(asked, found))


def _moves(asked: Indicator, found: Assessed) -> Iterator[str]:
    if found.until and found.then:
        yield f"{found.then} from {found.until} on, unless something new comes"
    if found.status in MET:
        yield from _falls(asked, found)
    else:
        yield from _rises(asked, found)


def _falls(asked: Indicator, found: Assessed) -> Iterator[str]:
    spare = len(found.origins) - asked.origins + 1
    every = "its origin is" if len(found.origins) == 1 else f"{spare} of its origins are"
    yield f"met no longer if {every} withdrawn or judged wrong"
    if found.status == "met":
        yield "contested if somebody denies it"
    else:
        who = "its denial is" if len(found.denied_by) == 1 else "its denials are"
        yield f"uncontested if {who} withdrawn"


def _rises(asked: Indicator, found: Assessed) -> Iterator[str]:
    firm = " or ".join(asked.done)
    missing = asked.origins - len(found.origins)
    origins = (
        "one more independent origin" if missing == 1 else f"{missing} more independent origins"
    )
    if not found.origins:
        origins = "one origin" if missing == 1 else f"{missing} independent origins"
    if found.status == "reported" and found.origins:
        yield f"met by {origins}"
    elif found.status == "reported":
        yield f"met by {origins} beyond what is reported, {firm}"
    elif found.status == "anticipated":
        yield f"met if {origins} put{'s' * (missing == 1)} it as {firm}: so far it is only to come, or feared"
    elif found.status == "expired":
        yield f"met again by newer word of it from {origins}"
    else:
        yield f"met by {origins}, {firm}"


# --- the phase --------------------------------------------------------------------------------------


def upward(plan: Plan, phase: int, statuses: Mapping[str, Status]) -> Iterator[str]:
    """Yield what the next phase up asks for that there is not."""
    if phase + 1 >= len(plan.phases):
        return
    above = plan.phases[phase + 1]
    missing = [f"{i} is {statuses[i]}" for i in asks_for(above) if statuses[i] not in above.counts]
    yield f"{above.name} needs {rule(above)}: {', '.join(missing)}"


def downward(plan: Plan, phase: int, found: Mapping[str, Assessed]) -> Iterator[str]:
    """Yield on which indicators the phase hangs, and when it comes down by itself."""
    here = plan.phases[phase]
    met = {i for i, a in found.items() if a.status in here.counts}
    if phase == 0:
        return
    alone = [i for i in found if i in met and not holds(here, met - {i})]
    by_phase: dict[str, list[str]] = {}
    for i in alone:
        by_phase.setdefault(_below(plan, phase, found, i), []).append(i)
    for name, ids in by_phase.items():
        yield f"{name} if {' or '.join(ids)} no longer counts{_when(found, ids)}"
    if not alone:
        yield f"lower only if several of these no longer count together: {rule(here)}"


def _when(found: Mapping[str, Assessed], ids: Sequence[str]) -> str:
    """When the first of these indicators falls by itself, as far as that is known."""
    days = [until for i in ids if (until := found[i].until) and found[i].then not in MET]
    return f"; by itself on {min(days)}, unless something new comes" if days else ""


def _below(plan: Plan, phase: int, found: Mapping[str, Assessed], gone: str) -> str:
    """The name of the phase that is left when an indicator that carries this one is gone."""
    left = {i: a.status for i, a in found.items() if i != gone}
    return plan.phases[reached(plan.phases[:phase], left)].name
