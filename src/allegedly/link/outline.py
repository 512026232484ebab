"""Outlines: the words that tell most in a report, as whole numbers, and how near outlines are to one another.

How rare a word is in news at large is frozen and shipped, so that no report changes how near two others are. Weights
are whole numbers, and so are sums of their products: they come to the same in whatever order they are added up.
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING, Self

import numpy as np

from allegedly.link.tables import weights, words_table
from allegedly.link.words import rarity, raw_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from allegedly.model import Report

__all__ = [
    "UNIT",
    "Outline",
    "Pile",
    "article_text",
    "day",
    "near",
    "outline",
    "outlined",
    "packed",
]

STEPS = 1 << 14
"""Steps of a weight between 0 and 1: 16 bits are enough for one, and no cosine moves by more than .001."""

UNIT = STEPS * STEPS
"""A cosine of 1, as a whole number."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A report's day (not a number where it has none), and its words as numbers, ascending, with their weights."""

    day: float
    words: NDArray[np.uint32]
    weights: NDArray[np.uint16]


@dataclass(frozen=True, slots=True)
class Pile:
    """Outlines one after the other: those of report `i` are `words[starts[i] : starts[i + 1]]`."""

    days: NDArray[np.float64]
    words: NDArray[np.uint32]
    weights: NDArray[np.uint16]
    starts: NDArray[np.int64]

    @classmethod
    def of(cls, outlines: Sequence[Outline]) -> Self:
        """Put outlines side by side."""
        sizes = [len(one.words) for one in outlines]
        return cls(
            np.array([one.day for one in outlines], np.float64),
            np.concatenate([np.empty(0, np.uint32), *(one.words for one in outlines)]),
            np.concatenate([np.empty(0, np.uint16), *(one.weights for one in outlines)]),
            np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64),
        )


def outlined(report: Report) -> Outline:
    """The outline of a report."""
    return packed(outline(report.title or "", article_text(report)), day(report.published))


def outline(title: str, text: str) -> Mapping[str, float]:
    """The words that tell most in a title and a lead, as a vector of length 1, in alphabetical order."""
    limits = weights("story")
    stop = words_table().stop
    counts: dict[str, float] = defaultdict(float)
    rarest: dict[str, float] = {}
    for word, weight in _weighted(title, text, int(limits["lead"]), limits["title"]):
        if word not in stop:
            root = stem(word)
            counts[root] += weight
            rarest[root] = max(rarest.get(root, 0.0), rarity(word))
    weighted = {root: math.log1p(count) * rarest[root] for root, count in counts.items()}
    best = sorted(weighted.items(), key=lambda pair: (-pair[1], pair[0]))[: int(limits["keep"])]
    length = math.sqrt(sum(weight * weight for _, weight in best)) or 1.0
    return {root: weight / length for root, weight in sorted(best)}


def packed(words: Mapping[str, float], published: float) -> Outline:
    """The same in whole numbers; two words with one number count as one."""
    numbers: dict[int, int] = defaultdict(int)
    for word, weight in words.items():
        numbers[_number(word)] += round(weight * STEPS)
    ordered = sorted(numbers)
    return Outline(
        published,
        np.array(ordered, np.uint32),
        np.array([min(numbers[n], 2 * STEPS) for n in ordered], np.uint16),
    )


def day(published: str | None) -> float:
    """A publication date as a number of days; not a number where there is none (or only a month)."""
    try:
        return float(datetime.date.fromisoformat((published or "")[:10]).toordinal())
    except ValueError:
        return float("nan")


def article_text(report: Report) -> str:
    """The text of a report without its boilerplate."""
    text, end = [], 0
    for mark in sorted(report.boilerplate):
        text.append(report.text[end : max(end, mark.span.start)])
        end = max(end, mark.span.end)
    return "\n".join([*text, report.text[end:]])


def near(
    pile: Pile, items: Iterable[int], least: float
) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.int64]]]:
    """Yield for each of the items the others of the pile that are near it, ascending, and their cosines in `UNIT`s.

    Near is who has a cosine of `least` or more and lies no further apart than the window; an undated report lies
    apart from none.
    """
    chosen, window = list(items), weights("story")["window"]
    index = _Index(pile, chosen)
    for item in chosen:
        cosines = index.cosines(item)
        # A comparison with "not a number" is never true: so it is with a report without a day.
        cosines[np.abs(pile.days - pile.days[item]) > window] = 0.0
        cosines[item] = 0.0
        others = np.flatnonzero(cosines >= least * UNIT)
        yield item, others, cosines[others].astype(np.int64)


class _Index:
    """For each word of the chosen outlines, who of the pile has it, and with what weight."""

    def __init__(self, pile: Pile, chosen: Sequence[int]) -> None:
        self._pile = pile
        owners = np.repeat(np.arange(len(pile.days)), np.diff(pile.starts))
        of_chosen = [np.empty(0, np.uint32), *(self._part(pile.words, item) for item in chosen)]
        at = np.flatnonzero(np.isin(pile.words, np.unique(np.concatenate(of_chosen))))
        at = at[np.argsort(pile.words[at], kind="stable")]
        self._words, self._owners = pile.words[at], owners[at]
        self._weights = pile.weights[at].astype(np.float64)

    def cosines(self, item: int) -> NDArray[np.float64]:
        """The cosine of one outline with each of the pile; exact, since all are whole numbers below 2 ** 53."""
        words = self._part(self._pile.words, item)
        first = np.searchsorted(self._words, words, "left")
        sizes = np.searchsorted(self._words, words, "right") - first
        # the places first[i], first[i] + 1, ... of each word, one word after the other
        places = np.arange(sizes.sum()) + np.repeat(first - np.cumsum(sizes) + sizes, sizes)
        own = np.repeat(self._part(self._pile.weights, item).astype(np.float64), sizes)
        return np.bincount(
            self._owners[places], own * self._weights[places], len(self._pile.days)
        ).astype(np.float64)

    def _part(self, values: NDArray[np.generic], item: int) -> NDArray[np.generic]:
        return values[self._pile.starts[item] : self._pile.starts[item + 1]]


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    digest = blake2b(word.encode("utf8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(digest, "big")


def _weighted(title: str, text: str, lead: int, weight: float) -> Iterator[tuple[str, float]]:
    for word in raw_words(title):
        yield word, weight
    for word, _ in zip(raw_words(text), range(lead), strict=False):
        yield word, 1.0
