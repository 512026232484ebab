"""The statements of one story side by side: how near each is to each, and which pairs are worth a comparison."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from allegedly.link.compare import compare
from allegedly.link.features import Pair
from allegedly.link.keys import keys, keys_across
from allegedly.link.tables import weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from allegedly.link.compare import Comparison
    from allegedly.link.views import View

__all__ = ["Scene", "canonical"]


class Scene:
    """The views of one story in canonical order: by day of publication, report, place in it, id."""

    def __init__(self, views: Sequence[View], vectors: Mapping[str, NDArray[np.float32]]) -> None:
        """`vectors`: statement id -> its vector, or two rows: that with its source, and that of its content alone."""
        self.views = sorted(views, key=canonical)
        self.place = {view.id: number for number, view in enumerate(self.views)}
        self._vectors = vectors

    def places(self, a: str, b: str) -> tuple[int, int]:
        """The numbers of two statements, the lower first."""
        first, second = self.place[a], self.place[b]
        return (first, second) if first < second else (second, first)

    @cached_property
    def overlap(self) -> NDArray[np.float32]:
        """Cosines (n, n) of the contents' words, each weighted by how few statements of the story have it."""
        vocabulary = {
            term: i for i, term in enumerate(sorted({t for v in self.views for t in v.terms}))
        }
        table = np.zeros((len(self.views), len(vocabulary)), np.float32)
        for row, view in zip(table, self.views, strict=True):
            row[[vocabulary[term] for term in view.terms]] = 1.0
        spread = np.maximum(table.sum(axis=0), 1.0)
        table *= np.log1p(len(self.views) / spread)
        return _cosines(table)

    @cached_property
    def keyed(self) -> NDArray[np.bool_]:
        """Which pairs (n, n) share a key, or enough words: their vectors are worth having."""
        shared = self.overlap >= weights("claim")["shared_words"]
        for members in _groups(self.views, keys):
            shared[np.ix_(members, members)] = True
        reports = np.unique([view.report for view in self.views], return_inverse=True)[1]
        for members in _groups(self.views, keys_across):
            own = reports[members]
            shared[np.ix_(members, members)] |= own[:, None] != own[None, :]
        np.fill_diagonal(shared, val=False)
        return shared

    @cached_property
    def cosine(self) -> NDArray[np.float32]:
        """Cosines (n, n) of the vectors less the story's mean; 0 where a statement has no key in common.

        The mean of a few vectors says little, so it counts in full only in a large story.
        """
        return self._centred(0)

    def _centred(self, row: int) -> NDArray[np.float32]:
        kept = [
            i for i, v in enumerate(self.views) if v.id in self._vectors and self.keyed[i].any()
        ]
        table = np.zeros((len(self.views), 1), np.float32)
        if kept:
            vectors = [np.atleast_2d(self._vectors[self.views[i].id])[row] for i in kept]
            found = np.array(vectors, np.float32)
            table = np.zeros((len(self.views), found.shape[1]), np.float32)
            table[kept] = found - found.mean(axis=0) * (len(kept) / (len(kept) + 20))
        return _cosines(table)

    @cached_property
    def alike(self) -> NDArray[np.float32]:
        """The same, where two sources speak in two reports, by the contents alone if these are nearer.

        With its source a vector draws together what one source says; it drives apart what two sources say alike.
        """
        return np.where(self.separate, np.maximum(self.cosine, self._centred(-1)), self.cosine)

    @cached_property
    def separate(self) -> NDArray[np.bool_]:
        """Which pairs (n, n) stand in two reports and have two sources, of which neither relays the other."""
        reports = np.unique([view.report for view in self.views], return_inverse=True)[1]
        everybody = sorted({n for v in self.views for n in v.sources | v.roots | v.relays})
        said = _marks([view.sources | view.roots for view in self.views], everybody)
        told = _marks([view.sources | view.roots | view.relays for view in self.views], everybody)
        shared = np.greater(said @ told.T, 0)
        named = np.any(said > 0, axis=1, keepdims=True)
        apart = reports[:, None] != reports[None, :]
        separate: NDArray[np.bool_] = apart & named & named.T & ~(shared | shared.T)
        return separate

    def pairs(self) -> Iterator[tuple[int, int]]:
        """Yield the pairs worth comparing, in order: of one polarity, sharing a key or near by their vectors."""
        least = weights("claim")
        near = self.keyed | (self.cosine >= least["near"])
        table = weights("weights")
        graded = table["words"] * self.overlap + table["embedding"] * np.maximum(self.cosine, 0)
        denies = np.array([view.denies for view in self.views])
        wanted = np.triu(
            near & (graded >= least["floor"]) & (denies[:, None] == denies[None, :]), 1
        )
        rows, columns = np.nonzero(wanted)
        yield from zip(rows.tolist(), columns.tolist(), strict=True)

    def comparisons(self) -> dict[tuple[int, int], Comparison]:
        """The comparison of every pair worth one."""
        return {(a, b): compare(self.pair(a, b)) for a, b in self.pairs()}

    def pair(self, a: int, b: int) -> Pair:
        """Two statements by their numbers, with what the story says of them."""
        return Pair(
            a=self.views[a],
            b=self.views[b],
            cosine=float(self.alike[a, b]),
            overlap=float(self.overlap[a, b]),
            best=self._mutual(a, b),
            shares=self.shares,
        )

    def match(self, a: int, b: int) -> float:
        """How well the contents of two statements match, 0 to 1: by words, or by words and vectors together."""
        words, vectors = float(self.overlap[a, b]), float(self.cosine[a, b])
        return max(words, (words + vectors) / 2)

    @cached_property
    def shares(self) -> dict[str, float]:
        """Deed, or root of a participant -> the share of the story's statements that have it."""
        counts = Counter(name for view in self.views for name in view.deeds | view.participants)
        return {name: count / (len(self.views) + 1) for name, count in counts.items()}

    def _mutual(self, a: int, b: int) -> bool:
        """Whether each of two statements, `a` before `b`, is nearest to the other in the other's report."""
        first, last = self._nearest
        block = self._blocks
        if block[a] == block[b]:
            return False
        mutual = last[a, block[b]] == b and first[b, block[a]] == a
        return bool(mutual and self.overlap[a, b] + self.cosine[a, b] > 0)

    @cached_property
    def _blocks(self) -> list[int]:
        """The number of the report of each statement, in order."""
        numbers: dict[str, int] = {}
        return [numbers.setdefault(view.report, len(numbers)) for view in self.views]

    @cached_property
    def _nearest(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """For each statement (n) and report the nearest statement: down the table's columns, and along its rows."""
        graded = self.overlap + self.cosine
        members: dict[int, list[int]] = defaultdict(list)
        for number, block in enumerate(self._blocks):
            members[block].append(number)
        own = [np.array(numbers) for numbers in members.values()]
        first = np.stack([numbers[graded[numbers].argmax(axis=0)] for numbers in own], axis=1)
        last = np.stack([numbers[graded[:, numbers].argmax(axis=1)] for numbers in own], axis=1)
        return first, last


def _groups(views: Sequence[View], keys_of: Callable[[View], Iterable[str]]) -> Iterator[list[int]]:
    """The numbers of the views that share a key, for each such key."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, view in enumerate(views):
        for key in dict.fromkeys(keys_of(view)):  # one that repeats itself shares nothing
            found[key].append(number)
    return (members for members in found.values() if len(members) > 1)


def _marks(names: Sequence[frozenset[str]], everybody: Sequence[str]) -> NDArray[np.float32]:
    """A table (n, everybody) of who is named where."""
    place = {name: i for i, name in enumerate(everybody)}
    table = np.zeros((len(names), len(place)), np.float32)
    for row, own in zip(table, names, strict=True):
        row[[place[name] for name in own]] = 1.0
    return table


def canonical(view: View) -> tuple[float, str, int, str]:
    """The key that puts views in order; an undated report stands last."""
    return (np.inf if np.isnan(view.day) else view.day, view.report, view.start, view.id)


def _cosines(table: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(table, axis=1, keepdims=True)
    units = table / np.where(lengths > 0, lengths, 1)
    # Rounded, so that a last bit of the machine's arithmetic decides nothing.
    return np.round(units @ units.T, 5)
