"""A trail as the edges of the model: from an origin's lead actor step by step to the report."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from allegedly.link.spokes import Spoken
from allegedly.link.trail import Step
from allegedly.model import Edge

if TYPE_CHECKING:
    from allegedly.link.lineage import Lineage
    from allegedly.link.trail import Trail
    from allegedly.link.views import View

__all__ = ["edges", "order_of"]


def edges(view: View, trail: Trail, lead: str, lineage: Lineage) -> tuple[Edge, ...]:
    """The path of a statement from an origin's lead actor, who may be another than the first on the trail.

    A step without a span is one of which this report has no words: it stands in the report from which the later steps
    lead, or a table tells who speaks for whom. A credit without a start names an agency of which nothing else is known.
    """
    steps = _from_lead(view, trail, lead, lineage)
    # of a source without words of his own ("reportedly", the second of a joint statement) the cue tells
    cue = None if any(s.kind == "copy" for s in steps) else view.statement.cue
    path = [
        Edge(
            statement=view.id,
            kind=s.kind,
            to=s.to,
            guess=s.guess,
            step=number,
            start=s.start,
            span=s.span or (cue if s.kind == "says" else None),
        )
        for number, s in enumerate(steps, 1)
    ]
    if trail.credit:
        path.append(Edge(view.id, "credit", view.report, step=len(steps), span=trail.credit))
    return tuple(path)


def order_of(edge: Edge) -> tuple[str, int, str, str]:
    """Edges go by statement, then step by step."""
    return edge.statement, edge.step, edge.kind, edge.to


def _from_lead(view: View, trail: Trail, lead: str, lineage: Lineage) -> tuple[Step, ...]:
    """The steps of a trail, begun by the lead: he is its first actor under another name, or that one speaks for him."""
    first = trail.actor
    if first == lead:
        return trail.steps
    if lineage.bodies.of(first) == lineage.bodies.of(lead) or lineage.described_alike(first, lead):
        head, *rest = trail.steps
        guess = head.guess or lineage.bodies.guessed(first, lead)
        return (replace(head, start=lead, guess=guess), *rest)
    return (_speaking(view, first, lead, lineage), *trail.steps)


def _speaking(view: View, first: str, lead: str, lineage: Lineage) -> Step:
    """That an actor speaks for the lead: as a report or a table says, else by a state's name alone, which is a guess."""
    if lineage.key(lead) not in {lineage.key(first), lineage.state(first)}:
        return Step(lead, "relay", first, None, guess=True)  # they quote each other
    known = lineage.bodies.actors
    kind: Literal["state media", "spokesperson"] = (
        "state media" if first in known and known[first].kind == "media" else "spokesperson"
    )
    found = lineage.affiliation(first)
    if isinstance(found, Spoken):
        span = found.span if found.report == view.report else None
        return Step(lead, kind, first, span, found.guess)
    told = found is not None or (kind == "state media" and lineage.roots.of(first) != first)
    return Step(lead, kind, first, None, guess=not told)
