"""Average linkage over a sparse table of pairs; the order of the items decides nothing but ties.

What a person has judged is no score: it holds whatever the scores are.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["average_linkage"]

_Heap = list[tuple[float, int, int]]


def average_linkage(
    count: int,
    scores: Mapping[tuple[int, int], float],
    accept: float,
    *,
    together: Iterable[tuple[int, int]] = (),
    apart: Iterable[tuple[int, int]] = (),
) -> tuple[tuple[int, ...], ...]:
    """Group items 0 to `count` - 1 by the mean score of the pairs between two groups.

    The two groups with the best mean are joined, as long as it is at least `accept`. A pair that is not in
    `scores` counts 0, so a chain does not hold: each link of it draws the mean down. Ties go to the items
    that stand first.

    Args:
        count: how many items there are.
        scores: of pairs of items.
        accept: the least mean at which two groups are joined.
        together: pairs that begin in one group, in the order given; one that would bring together what is `apart` is
            passed over.
        apart: pairs whose groups are never joined.

    Returns the groups in order of their first items, each in order; single items too.
    """
    groups = _Groups(count, scores, apart)
    groups.seed(together)
    heap = groups.heap()
    while heap and -heap[0][0] >= accept:
        mean, a, b = heapq.heappop(heap)
        if groups.may_join(a, b) and mean == groups.key(a, b):
            groups.join(a, b)
            for other in sorted(groups.totals[a]):
                low, high = min(a, other), max(a, other)
                heapq.heappush(heap, (groups.key(low, high), low, high))
    return groups.result()


class _Groups:
    """Items in groups, each called by its first item; the sums of scores between groups, and who may not meet."""

    def __init__(
        self,
        count: int,
        scores: Mapping[tuple[int, int], float],
        apart: Iterable[tuple[int, int]],
    ) -> None:
        self.members = {item: [item] for item in range(count)}
        self.totals: dict[int, dict[int, float]] = {item: {} for item in range(count)}
        for (a, b), score in sorted(scores.items()):
            self.totals[a][b] = self.totals[b][a] = score
        self.barred: dict[int, set[int]] = {}
        for a, b in apart:
            self.barred.setdefault(a, set()).add(b)
            self.barred.setdefault(b, set()).add(a)

    def seed(self, together: Iterable[tuple[int, int]]) -> None:
        """Join pairs whatever their scores, unless they are kept apart."""
        lead = {item: item for item in self.members}
        for pair in together:
            a, b = sorted(lead[item] for item in pair)
            if self.may_join(a, b):
                lead |= dict.fromkeys(self.members[b], a)
                self.join(a, b)

    def heap(self) -> _Heap:
        """Every pair of groups with a score between them, the best first."""
        heap = [(self.key(a, b), a, b) for a, row in self.totals.items() for b in row if a < b]
        heapq.heapify(heap)
        return heap

    def may_join(self, a: int, b: int) -> bool:
        """Whether both are groups still, and nobody keeps them apart."""
        return (
            a != b and a in self.members and b in self.members and b not in self.barred.get(a, ())
        )

    def key(self, a: int, b: int) -> float:
        """The mean score between two groups, negated: the heap gives the least first."""
        total = self.totals[a].get(b, 0.0)
        return -total / (len(self.members[a]) * len(self.members[b]))

    def join(self, a: int, b: int) -> None:
        """Put group `b` into group `a`; `a` stands first, so a group goes by its first item."""
        self.members[a] += self.members.pop(b)
        for other, total in _without(self.totals.pop(b), a):
            row = self.totals[a]
            row[other] = self.totals[other][a] = row.get(other, 0.0) + total
            del self.totals[other][b]
        self.totals[a].pop(b, None)
        for other in self.barred.pop(b, ()):
            self.barred[other].remove(b)
            self.barred[other].add(a)
            self.barred.setdefault(a, set()).add(other)

    def result(self) -> tuple[tuple[int, ...], ...]:
        """The groups in order."""
        return tuple(tuple(sorted(group)) for _, group in sorted(self.members.items()))


def _without(row: Mapping[int, float], item: int) -> Iterator[tuple[int, float]]:
    return ((other, total) for other, total in row.items() if other != item)
