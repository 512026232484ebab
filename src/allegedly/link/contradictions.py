"""Figures that cannot both hold, and figures that their own source has since replaced.

Two different figures are no contradiction by themselves: they must count the same thing, in the same role,
subset and scope, of the same deed, and neither may be foretold. Most pairs of figures fail one of these.
What a source foretold it may replace.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from allegedly.link.figures import comparable, conflict
from allegedly.link.tables import weights
from allegedly.model import Contradiction, Update

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.link.figures import Figure
    from allegedly.link.scene import Scene
    from allegedly.link.views import View

__all__ = ["figures_apart"]

_Meeting = tuple["View", "View", "Figure", "Figure"]


def figures_apart(
    scene: Scene, home: Mapping[str, str]
) -> tuple[tuple[Contradiction, ...], tuple[Update, ...]]:
    """The contradictions by figures and the updates of a story, one for each two claims, in the scene's order.

    A figure that its own source has replaced contradicts nothing any more.

    Args:
        scene: the story.
        home: statement id -> id of its claim.
    """
    meetings = list(_meetings(scene))
    updates = _Sides(home)
    for a, b, x, y in meetings:
        if _one_source(a, b) and b.day > a.day:
            because = f"same source, later report: {x.printed:g}, then {y.printed:g} {y.unit}"
            updates.add(a.id, b.id, because)
    replaced = {statement for a, _, _ in updates.rows() for statement in a}
    apart = _Sides(home)
    for a, b, x, y in meetings:
        stands = not a.foretold and not replaced & {a.id, b.id}
        if stands and _two_sources(a, b) and conflict(x, y):
            apart.add(a.id, b.id, f"figures differ: {x.printed:g} and {y.printed:g} {x.unit}")
    return (
        tuple(Contradiction(a, b, "numeric", because) for a, b, because in apart.rows()),
        tuple(Update(a, b, because) for a, b, because in updates.rows()),
    )


class _Sides:
    """Pairs of statements, gathered by the two claims that they belong to; the first pair gives the reason."""

    def __init__(self, home: Mapping[str, str]) -> None:
        self._home = home
        self._rows: dict[tuple[str, str], tuple[dict[str, None], dict[str, None], str]] = {}

    def add(self, a: str, b: str, because: str) -> None:
        row = self._rows.setdefault((self._home[a], self._home[b]), ({}, {}, because))
        row[0][a] = row[1][b] = None

    def rows(self) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
        return [(tuple(a), tuple(b), because) for a, b, because in self._rows.values()]


def _meetings(scene: Scene) -> Iterator[_Meeting]:
    """Yield two statements in order with a figure of each that may be compared."""
    counting = np.array([i for i, v in enumerate(scene.views) if v.figures and not v.denies], int)
    least, square = weights("figure")["cosine"], np.ix_(counting, counting)
    # compared as Python's own numbers: a cosine of .3 in 32 bits is a little more than .3
    near = np.maximum(scene.overlap[square], scene.cosine[square]).astype(np.float64) >= least
    for i, j in np.argwhere(np.triu(near, 1)).tolist():
        a, b = scene.views[counting[i]], scene.views[counting[j]]
        if a.foretold == b.foretold and a.deeds & b.deeds and _same_time(a, b):
            yield from _compared(a, b)


def _compared(a: View, b: View) -> Iterator[_Meeting]:
    """At most one pair: the first figures that are comparable, unless some figure is equal in both."""
    pairs = [(x, y) for x, y in product(a.figures, b.figures) if comparable(x, y)]
    if pairs and all(x.printed != y.printed for x, y in pairs):
        yield a, b, *pairs[0]


def _same_time(a: View, b: View) -> bool:
    """Whether the times at which the two place their events can meet; no time can meet any."""
    first, second = _window(a), _window(b)
    return first[0] <= second[1] and second[0] <= first[1]


def _window(view: View) -> tuple[str, str]:
    times = [t for t in view.statement.times if t.role == "event" and t.type == "DATE"]
    starts = [t.start[:10] for t in times if t.start]
    ends = [t.end[:10] for t in times if t.end]
    return min(starts, default="0000"), max(ends, default="9999")


def _one_source(a: View, b: View) -> bool:
    return bool(a.sources & b.sources) or bool(a.roots and a.roots == b.roots)


def _two_sources(a: View, b: View) -> bool:
    return bool(a.sources and b.sources) and not a.roots & b.roots


def dated(views: Sequence[View]) -> tuple[str | None, str | None]:
    """First and last day of publication among some statements."""
    days = sorted(v.published[:10] for v in views if v.published and not np.isnan(v.day))
    return (days[0], days[-1]) if days else (None, None)
