"""Which reports are copies of one another, by what one holds of the other word for word."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from allegedly.model import Copy
from allegedly.read.reader import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allegedly.model import Report

__all__ = ["copied", "copies", "likely", "shingles", "sketch", "tied"]

WORDS = 5
"""Words in a shingle. Two reports that quote one sentence of 20 words share 16 of them."""

KEPT = 8
"""One shingle in so many is in the sketch. Two reports that share 50 words share 6 keys."""

LEAST = 8
"""Keys that a sketch has at least, if the report has as many shingles: the smallest ones are taken."""

SHARE = 0.5
"""Share of the smaller report's shingles from which one is a copy of the other. Among 10,000 news reports
30 pairs reach it, each one text edited or carried over; of the 250 between .25 and .5 most share standing
background or one speech quoted at length."""

LIKELY = 8
"""Two reports are compared if they share one key in so many of the smaller sketch. At a share of a half
one in two is expected."""

MANY = 50
"""Of a wire story that everybody prints each report is tied to so many others of smaller id and no more; all
pairs would grow with the square. Which ones these are follows from the reports that it is a copy of, or they of
it, and not from who came first."""

_WORD = re.compile(r"\w+")
_FACTORS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5], dtype=np.uint64)  # fmt: skip
"""Odd numbers (the primes of xxHash) that tell the five places of a shingle apart."""


def shingles(report: Report) -> frozenset[int]:
    """The report's runs of five words outside boilerplate, in lower case, as numbers of 63 bits.

    A report of fewer than five words has none. The same words give the same numbers on every machine.
    """
    words = _WORD.findall(unmarked(report.text, report.boilerplate).lower())
    if len(words) < WORDS:
        return frozenset()
    numbers = np.array([_number(word) for word in words], dtype=np.uint64)
    runs = np.lib.stride_tricks.sliding_window_view(numbers, WORDS) * _FACTORS
    return frozenset((runs.sum(axis=1, dtype=np.uint64) >> np.uint64(1)).tolist())


@lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    """A number of 64 bits for a word. News uses the same few thousand words: most are remembered."""
    digest = blake2b(word.encode("utf8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def sketch(shingles: Iterable[int]) -> tuple[int, ...]:
    """Keys to find copies by, ascending: copies share some, whichever report they are in."""
    ordered = sorted(shingles)
    return tuple(sorted({*ordered[:LEAST], *(one for one in ordered if one % KEPT == 0)}))


def copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    """All pairs among the reports of which one is a copy of the other, in order of their ids; but see `tied`.

    The share is that of the shorter report's shingles that the longer one holds. The earlier of the two is
    the original; where their dates do not tell, the longer one; where that does not, the smaller id.
    """
    by_id = {report.id: report for report in reports}
    sketches = {name: sketch(shingles(by_id[name])) for name in sorted(by_id)}
    pairs = list(_candidates(sketches))
    parts = {name: shingles(by_id[name]) for name in {name for pair in pairs for name in pair}}
    found = (copied(by_id[a], by_id[b], parts[a], parts[b]) for a, b in pairs)
    return tied(copy for copy in found if copy)


def tied(found: Iterable[Copy]) -> tuple[Copy, ...]:
    """Of all copies those that are kept: each report with the first `MANY` of smaller id that it is tied to."""
    partners: dict[str, list[tuple[str, Copy]]] = defaultdict(list)
    for copy in found:
        first, second = sorted((copy.report, copy.of))
        partners[second].append((first, copy))
    kept = (copy for pairs in partners.values() for _, copy in sorted(pairs)[:MANY])
    return tuple(sorted(kept))


def likely(shared: int, first: int, second: int) -> bool:
    """Whether sketches of so many keys share enough of them for a copy to be possible."""
    return shared * LIKELY >= min(first, second)


def _candidates(sketches: Mapping[str, tuple[int, ...]]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of reports that share enough keys for a copy to be possible, the smaller id first."""
    names = sorted(sketches)
    sizes = np.array([len(sketches[name]) for name in names], np.int64)
    keys = np.array([key for name in names for key in sketches[name]], np.int64)
    owners = np.repeat(np.arange(len(names)), sizes)
    order = np.argsort(keys, kind="stable")
    keys, owners = keys[order], owners[order]
    for item, name in enumerate(names):
        own = np.array(sketches[name], np.int64)
        first, last = (np.searchsorted(keys, own, side) for side in ("left", "right"))
        holders = [owners[a:b] for a, b in zip(first, last, strict=True)]
        shared = np.bincount(np.concatenate([owners[:0], *holders]), minlength=len(names))[:item]
        enough = shared * LIKELY >= np.minimum(sizes[:item], sizes[item])
        for other in np.flatnonzero((shared > 0) & enough):
            yield names[other], name


def copied(a: Report, b: Report, first: frozenset[int], second: frozenset[int]) -> Copy | None:
    """The copy among two reports with these shingles, if one is."""
    fewest = min(len(first), len(second))
    share = len(first & second) / fewest if fewest else 0.0
    if share < SHARE:
        return None
    (_, original), (_, copy) = sorted(
        ((first, a), (second, b)), key=lambda r: (-len(r[0]), r[1].id)
    )
    if _before(copy.published, original.published):
        original, copy = copy, original
    return Copy(copy.id, original.id, round(share, 2))


def _before(a: str | None, b: str | None) -> bool:
    """Whether `a` is surely earlier than `b`: by the clock where both say their offset, else by the precision of both."""
    if a is None or b is None:
        return False
    moments = [datetime.fromisoformat(date) for date in (a, b) if "T" in date]
    if len(moments) == 2 and all(moment.tzinfo for moment in moments):
        return moments[0] < moments[1]
    known = min(len(a), len(b), len("2024-10-22"))
    return a[:known] < b[:known]
