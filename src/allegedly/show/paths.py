"""The way of each statement of a claim: from whom it goes back to, over relays, to the report that prints it.

The ledger keeps edges; ledgers made before edges had two ends say less, and the way follows from the statement.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allegedly.show.item import sides
from allegedly.show.words import clip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allegedly.model import Claim, Edge, Span, Statement
    from allegedly.show.index import Index
    from allegedly.show.item import Side

__all__ = [
    "Branch",
    "Step",
    "Way",
    "guesses",
    "label",
    "named",
    "own_steps",
    "tree",
    "ways",
    "ways_of",
]

ECHOES = ("same figure", "same words")
"""Kinds of edges that join a statement to an origin which nobody names there."""

TOGETHER = "counted with"
"""The kind of a step between two actors of one origin where no edge says more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a way, between actors or reports (ids); `None` is whoever cannot be traced."""

    start: str | None
    to: str
    kind: str
    guess: bool = False
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """The way on which one statement came."""

    statement: Statement
    steps: tuple[Step, ...]


@dataclass(slots=True)
class Branch:
    """One end of a step in the tree of an origin: a relay, or a statement where it is printed."""

    id: str
    step: Step
    statement: Statement | None = None
    branches: list[Branch] = field(default_factory=list)


def ways_of(known: Index, claim: Claim) -> Iterator[tuple[Side, list[Way]]]:
    """Yield each side of a claim with the ways of its statements."""
    for side in sides(known, claim, 1):
        yield side, ways(known, claim, side)


def ways(known: Index, claim: Claim, side: Side) -> list[Way]:
    """The way of each statement of a side, in order of publication."""
    inside = known.in_order(side.statements)
    first = {s.report: s.id for s in reversed(inside)}
    edges: dict[str, list[Edge]] = {}
    for origin in claim.origins:
        if origin.actor == side.actor:
            for edge in origin.path:
                edges.setdefault(edge.statement, []).append(edge)
    return [Way(s, tuple(_way(known, side, s, edges.get(s.id, []), first))) for s in inside]


def _way(
    known: Index, side: Side, statement: Statement, edges: list[Edge], first: dict[str, str]
) -> list[Step]:
    if side.kind == "own voice":
        return []
    steps = _walked(statement.report, edges)
    if steps:
        return steps
    copied = next((e.to for e in edges if e.kind == "copy"), None) or _copied(
        known, statement, first, edges
    )
    if copied:
        original = known.statements[copied].report if copied in known.statements else copied
        return [Step(original, statement.report, "copy", any(e.guess for e in edges))]
    return _spoken(side, statement, edges)


def _walked(report: str, edges: list[Edge]) -> list[Step]:
    """The steps that lead to a report, found from its end; edges that go round in a circle end it."""
    left = sorted((e for e in edges if e.start), key=lambda e: -e.step)
    steps: list[Step] = []
    at: str | None = report
    while edge := next((e for e in left if e.to == at), None):
        left.remove(edge)
        steps.insert(0, Step(edge.start, edge.to, edge.kind, edge.guess, edge.span))
        at = edge.start
    return steps


def _copied(
    known: Index, statement: Statement, first: dict[str, str], edges: list[Edge]
) -> str | None:
    """The original of a statement in a copy, where the original says it too and no edge says otherwise."""
    copy = known.copies.get(statement.report)
    return first.get(copy.of) if copy and not edges else None


def _spoken(side: Side, statement: Statement, edges: list[Edge]) -> list[Step]:
    """The way of a statement as the statement itself tells it: its source, then its relays, innermost first."""
    echo = next((e for e in edges if e.kind in ECHOES), None)
    if echo:
        return [Step(side.actor, statement.report, echo.kind, echo.guess, statement.source.span)]
    steps: list[Step] = []
    at, span = side.actor, statement.source.span
    speaker = statement.source.actor
    if side.actor and speaker and speaker not in {side.actor, *statement.co_sources}:
        tie = next((e for e in edges if e.kind in {"spokesperson", "state media"}), None)
        steps.append(Step(at, speaker, tie.kind if tie else TOGETHER, bool(tie and tie.guess)))
        at = speaker
    for via in reversed(statement.via):
        if via.actor and via.actor != at:
            steps.append(Step(at, via.actor, "relay", span=span))
            at, span = via.actor, via.span
    return [*steps, Step(at, statement.report, "says", any(e.guess for e in edges), span)]


def tree(known: Index, side: Side, found: Sequence[Way]) -> list[Branch]:
    """The ways of one side as branches: relays once, statements where they end, copies under their originals.

    A relay that is the outlet itself is no branch of its own.
    """
    top: list[Branch] = []
    leaves: dict[str, list[Branch]] = {}
    left = [(way, _hook(known, way)) for way in found]
    while left:
        waiting = {way.statement.report for way, _ in left}
        ready = [(w, h) for w, h in left if h is None or h in leaves or h not in waiting]
        for way, hook in ready or left[:1]:
            left.remove((way, hook))
            _grow(known, side, way, leaves.get(hook or ""), top, leaves)
    return top


def _hook(known: Index, way: Way) -> str | None:
    """The report that a copy was made of: the last one on the way before its own."""
    ends = [way.steps[0].start, *(step.to for step in way.steps[:-1])] if way.steps else []
    return next((end for end in reversed(ends) if end in known.reports), None)


def _grow(
    known: Index,
    side: Side,
    way: Way,
    originals: list[Branch] | None,
    top: list[Branch],
    leaves: dict[str, list[Branch]],
) -> None:
    """Hang a statement up: under its original where that is here, else at the end of its relays."""
    steps = way.steps or (Step(None, way.statement.report, "own voice"),)
    here = top
    if originals:
        words = way.statement.wording
        same = (b for b in originals if b.statement and b.statement.wording == words)
        here = next(same, originals[0]).branches
        steps = steps[_after_hook(known, steps) :]
    elif side.actor and steps[0].start not in {side.actor, None, *known.reports}:
        here = _into(here, Step(side.actor, steps[0].start or "", TOGETHER))
    outlet = known.outlet(way.statement.report)
    for step in steps[:-1]:
        if known.actor(step.to) != outlet:
            here = _into(here, step)
    leaf = Branch(way.statement.id, steps[-1], way.statement)
    here.append(leaf)
    leaves.setdefault(way.statement.report, []).append(leaf)


def own_steps(known: Index, way: Way) -> tuple[Step, ...]:
    """The steps of a way that are not its original's too: of a copy those from the report that it was made of."""
    return way.steps[_after_hook(known, way.steps) :]


def _after_hook(known: Index, steps: Sequence[Step]) -> int:
    return max((n for n, step in enumerate(steps) if step.start in known.reports), default=0)


def named(known: Index, branch: Branch) -> str:
    """Who, or which report, a branch without a statement is."""
    if branch.id in known.reports:
        return f"{known.outlet(branch.id)}, {known.days(known.reports[branch.id].published)}"
    return known.actor(branch.id) or "unknown"


def _into(here: list[Branch], step: Step) -> list[Branch]:
    """The branches beyond a relay, which is made if it is not there."""
    found = next((b for b in here if b.statement is None and b.id == step.to), None)
    if found is None:
        found = Branch(step.to, step)
        here.append(found)
    return found.branches


def label(known: Index, step: Step, statement: Statement | None) -> str:
    """What stands on a step: the cue, `through`, `copy, 89 %`, `? same figure`."""
    if step.kind == "copy":
        copy = known.copies.get(statement.report) if statement else None
        share = f", {copy.share * 100:.0f} %" if copy and copy.of == step.start else ""
        return f"{'? ' * step.guess}copy{share}"
    if step.guess:
        return f"? {step.kind if step.kind != 'says' else 'guess'}"
    if statement is None:
        return "through" if step.kind == "relay" else step.kind
    if step.kind in {"credit", "judged"} or not statement.cue:
        return step.kind
    return clip(statement.cue.text.lower(), 18)


def guesses(found: Sequence[Way]) -> list[tuple[Step, list[Statement]]]:
    """The steps that are guesses, each with the statements that came that way."""
    steps: dict[tuple[str | None, str, str], tuple[Step, list[Statement]]] = {}
    for way in found:
        for step in way.steps:
            if step.guess:
                key = step.start, step.to, step.kind
                steps.setdefault(key, (step, []))[1].append(way.statement)
    return list(steps.values())
