"""From compared pairs to groups of statements, each of which is one claim."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from allegedly.link.cluster import average_linkage
from allegedly.link.denials import points
from allegedly.link.judged import judged_pairs
from allegedly.link.roots import sources
from allegedly.link.tables import weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from allegedly.link.compare import Comparison
    from allegedly.link.scene import Scene
    from allegedly.link.views import View
    from allegedly.model import Denial, Judged

__all__ = ["Groups", "grouped"]

Groups = tuple[tuple[int, ...], ...]
"""Numbers of the scene's views."""
_Pairs = dict[tuple[int, int], float]
_VETO = -1e2
"""What a veto counts in a mean of scores that lie below 4: it outweighs a group of twenty-five."""


def grouped(
    scene: Scene,
    comparisons: Mapping[tuple[int, int], Comparison],
    denying: Sequence[Denial],
    judged: Judged,
    disputed: Iterable[tuple[int, int]] = (),
    body: Callable[[str], str] = str,
) -> Groups:
    """The claims of a story: assertions by their scores, denials by who denies what, both as judged.

    Two denials are of one side, too, where a person makes one for the `body` that makes the other.
    What is `disputed` between two statements, who did it or where, keeps them apart like a veto.
    A judgement holds whatever the scores and vetoes. Where judgements cannot all hold, "different" does; of those that
    say "same", the ones that stand first in the story.
    """
    accept, count = weights("claim")["accept"], len(scene.views)
    together, apart = judged_pairs(scene, judged)
    asserted = _asserted(scene, comparisons) | dict.fromkeys(disputed, _VETO)
    home = _home(average_linkage(count, asserted, accept, together=together, apart=apart))
    denied = _Denied(scene, comparisons, home, body).pairs(denying)
    return average_linkage(count, asserted | denied, accept, together=together, apart=apart)


def _asserted(scene: Scene, comparisons: Mapping[tuple[int, int], Comparison]) -> _Pairs:
    return {
        (a, b): _VETO if comparison.veto else comparison.score
        for (a, b), comparison in comparisons.items()
        if not scene.views[a].denies
    }


def _home(groups: Groups) -> dict[int, int]:
    return {item: number for number, group in enumerate(groups) for item in group}


@dataclass(frozen=True, slots=True)
class _Denied:
    """When two denials are one claim. Their own words are mostly "these claims": what they deny decides."""

    scene: Scene
    comparisons: Mapping[tuple[int, int], Comparison]
    home: Mapping[int, int]
    body: Callable[[str], str]

    def pairs(self, denying: Sequence[Denial]) -> _Pairs:
        scored = (
            (self.scene.places(a.statement, b.statement), self._score(a, b))
            for a, b in combinations(denying, 2)
        )
        return {places: score for places, score in scored if score}

    def _score(self, a: Denial, b: Denial) -> float:
        """1 for one side that denies the same, whatever its words; else the score of the words, if they say what is denied."""
        i, j = self.scene.places(a.statement, b.statement)
        first, second = self.scene.views[i], self.scene.views[j]
        told = not (points(first) or points(second)) or not (a.targets or b.targets)
        words = self._compared(i, j) if told else 0.0
        one = (first.side and first.side == second.side) or self._for_one(first, second)
        near = one and any(self._near(x, y) for x in a.targets for y in b.targets)
        return max(float(bool(near)), words)

    def _for_one(self, a: View, b: View) -> bool:
        """Whether a person denies for the body that the other speaks for; two bodies of one state are two."""
        bodies = [frozenset(map(self.body, sources(v.statement))) for v in (a, b)]
        persons = any(v.statement.source.kind == "person" for v in (a, b))
        return persons and bodies[0] == bodies[1]

    def _near(self, a: str, b: str) -> bool:
        i, j = self.scene.places(a, b)
        return self.home[i] == self.home[j] or self._compared(i, j) >= weights("denial")["near"]

    def _compared(self, i: int, j: int) -> float:
        comparison = self.comparisons.get((i, j))
        return comparison.score if comparison else 0.0
