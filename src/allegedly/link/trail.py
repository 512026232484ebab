"""The way on which one statement came from who said so first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from allegedly.link.views import View
    from allegedly.model import Span

__all__ = ["Step", "Trail", "likeness", "longer", "voiced"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a trail; as an `Edge` of the model without its number and statement."""

    start: str
    kind: Literal["says", "relay", "spokesperson", "state media", "credit", "copy"]
    to: str
    span: Span | None = None
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Trail:
    """The way from the first to say so, an actor, to a report.

    `home` is where an unnamed one was heard: nobody knows him elsewhere. None for those with a name. `at` is the
    statement in which he was heard, whose source shows how he is described.
    """

    actor: str
    home: str | None
    at: str
    steps: tuple[Step, ...]
    behind: tuple[str, int] | None = None
    """The statement that passed it on or was copied, and which of its trails this one prolongs."""
    credit: Span | None = None
    """The line that credits an agency of which the story knows nothing else."""


def longer(trail: Trail, step: Step, behind: tuple[str, int]) -> Trail:
    """A trail with one step more; the words of its earlier steps stand in another report."""
    ahead = (replace(s, span=None) for s in trail.steps)
    return replace(trail, steps=(*ahead, step), behind=behind, credit=None)


def likeness(a: View, b: View) -> float:
    """How much of the shorter content stands in the other, by words."""
    words, others = set(a.words), set(b.words)
    return len(words & others) / (min(len(words), len(others)) or 1)


def voiced(view: View) -> bool:
    """Whether a statement is somebody's, not the report's own voice."""
    return view.statement.source.kind != "none"
