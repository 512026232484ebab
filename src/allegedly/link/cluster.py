"""Average linkage over a sparse table of pairs; the order of the items decides nothing but ties."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["average_linkage"]

_Heap = list[tuple[float, int, int]]


def average_linkage(
    count: int, scores: Mapping[tuple[int, int], float], accept: float
) -> tuple[tuple[int, ...], ...]:
    """Group items 0 to `count` - 1 by the mean score of the pairs between two groups.

    The two groups with the best mean are joined, as long as it is at least `accept`. A pair that is not in
    `scores` counts 0, so a chain does not hold: each link of it draws the mean down. Ties go to the items
    that stand first.

    Returns the groups in order of their first items, each in order; single items too.
    """
    groups = {item: [item] for item in range(count)}
    totals: dict[int, dict[int, float]] = {item: {} for item in range(count)}
    heap: _Heap = []
    for (a, b), score in sorted(scores.items()):
        totals[a][b] = totals[b][a] = score
        heap.append((-score, min(a, b), max(a, b)))
    heapq.heapify(heap)
    while heap and -heap[0][0] >= accept:
        mean, a, b = heapq.heappop(heap)
        if a in groups and b in groups and mean == _key(groups, totals, a, b):
            _join(groups, totals, a, b)
            for other in sorted(totals[a]):
                low, high = min(a, other), max(a, other)
                heapq.heappush(heap, (_key(groups, totals, low, high), low, high))
    return tuple(tuple(sorted(group)) for _, group in sorted(groups.items()))


def _key(
    groups: Mapping[int, list[int]], totals: Mapping[int, Mapping[int, float]], a: int, b: int
) -> float:
    return -totals[a].get(b, 0.0) / (len(groups[a]) * len(groups[b]))


def _join(
    groups: dict[int, list[int]], totals: dict[int, dict[int, float]], a: int, b: int
) -> None:
    """Put group `b` into group `a`; `a` stands first, so a group goes by its first item."""
    groups[a] += groups.pop(b)
    for other, total in _without(totals.pop(b), a):
        totals[a][other] = totals[other][a] = totals[a].get(other, 0.0) + total
        del totals[other][b]
    del totals[a][b]


def _without(row: Mapping[int, float], item: int) -> Iterator[tuple[int, float]]:
    return ((other, total) for other, total in row.items() if other != item)
