"""Candidates of annotated articles, as examples and as numbers; see fit_gate.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from gate_features import Features, nested

from allegedly.statements.attribution.candidates import candidates
from allegedly.statements.attribution.speech import headed, spoken
from allegedly.statements.tables import table
from allegedly.statements.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from corpus import Case
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from allegedly.statements.attribution.candidates import Candidate

__all__ = ["Example", "Lesson", "examples"]

_FOUND = 0.5
"""Share of characters, intersection over union, from which a content is that of an annotated attribution."""


class Example(NamedTuple):
    """A candidate in an annotated article: whether it is an attribution, and whether it stands in another's content."""

    article: str
    tree: Tree
    candidate: Candidate
    right: bool
    nested: bool


def examples(marked_up: Iterable[tuple[Case, Doc]]) -> Iterator[Example]:
    """Every candidate whose fate matters: none that may be an attribution or not, none behind a right one.

    Of two frames at one word the first of the table wins, whatever is said of the second.
    """
    for case, doc in marked_up:
        tree = Tree.of(doc)
        found = [*spoken(tree, list(candidates(tree))), *headed(tree)]
        marked = [(c, label) for c in found if (label := _label(case, tree, c)) is not None]
        right = [c for c, label in marked if label]
        for c, label in marked:
            if label or not any(_wins(h, c) for h in right):
                yield Example(case.id, tree, c, label, any(_holds(h, c) for h in right))


def _wins(one: Candidate, other: Candidate) -> bool:
    return one.anchor == other.anchor and one.frame.rank < other.frame.rank


def _holds(holder: Candidate, c: Candidate) -> bool:
    inside = any(start <= c.anchor < end for start, end in holder.content)
    return inside and holder.anchor != c.anchor


def _label(case: Case, tree: Tree, c: Candidate) -> bool | None:
    """Whether the candidate is an annotated attribution; `None`: it may be one or not."""
    content, cue = _inked(map(tree.chars, c.content)), _inked([tree.chars(c.cue)])
    alike = [
        g
        for g in case.statements
        if g.source != ("none",)
        and (not g.cue or cue & _inked(g.cue))
        and _share(content, _inked(g.content)) >= _FOUND
    ]
    return None if alike and all(g.optional for g in alike) else bool(alike)


def _inked(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _share(a: set[int], b: set[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


@dataclass(slots=True)
class Lesson:
    """The examples as numbers: a row each, a column a feature, and the weights to start from."""

    examples: list[Example]
    features: Callable[[Tree, Candidate], Features]
    names: list[str] = field(init=False)
    rows: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        held = [_held(e, self.features(e.tree, e.candidate)) for e in self.examples]
        kept = [(e, h) for e, h in zip(self.examples, held, strict=True) if h is not None]
        self.examples = [e for e, _ in kept]
        self.names = sorted({name for _, h in kept for name in h})
        self.rows = np.array([self.row(h) for _, h in kept])

    def row(self, held: Features) -> NDArray[np.float64]:
        """One candidate's features as numbers; those that no example has are left out."""
        return np.array([held.get(name, 0.0) for name in self.names])

    @property
    def articles(self) -> list[str]:
        """The article of each row."""
        return [e.article for e in self.examples]

    @property
    def right(self) -> NDArray[np.float64]:
        """Whether each row is an attribution, 1 or 0."""
        return np.array([float(e.right) for e in self.examples])

    @property
    def by_hand(self) -> NDArray[np.float64]:
        """The weights set by hand; nothing for the other features."""
        hand = table("gate")["weights"] | {
            f"frame {k}": v for k, v in table("gate")["frames"].items()
        }
        return np.array([hand.get(name, 0.0) for name in self.names])


def _held(e: Example, held: Features) -> Features | None:
    return nested(e.candidate, held) if e.nested else held
