"""Which reports are copies of one another, by what one holds of the other word for word."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from allegedly.model import Copy
from allegedly.read.reader import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allegedly.model import Report

__all__ = ["copies", "shingles", "sketch"]

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
"""Past so many holders of one key (a standing phrase, a wire story that everybody prints) each further
report is paired with the first ones only; all pairs would grow with the square."""

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
    """All pairs among the reports of which one is a copy of the other, in order of their ids.

    The share is that of the shorter report's shingles that the longer one holds. The earlier of the two is
    the original; where their dates do not tell, the longer one; where that does not, the smaller id.
    """
    by_id = {report.id: report for report in reports}
    sketches = {name: sketch(shingles(by_id[name])) for name in sorted(by_id)}
    pairs = _candidates(sketches)
    parts = {name: shingles(by_id[name]) for name in {name for pair in pairs for name in pair}}
    found = (_copy(by_id[a], by_id[b], parts) for a, b in pairs)
    return tuple(sorted(copy for copy in found if copy))


def _candidates(sketches: dict[str, tuple[int, ...]]) -> list[tuple[str, str]]:
    """Pairs of reports that share enough keys for a copy to be possible."""
    holders = defaultdict(list)
    for name, keys in sketches.items():
        for key in keys:
            holders[key].append(name)
    shared = Counter(
        (first, name)
        for names in holders.values()
        for at, name in enumerate(names)
        for first in names[: min(at, MANY)]
    )
    return sorted(
        (a, b)
        for (a, b), count in shared.items()
        if count * LIKELY >= min(len(sketches[a]), len(sketches[b]))
    )


def _copy(a: Report, b: Report, parts: dict[str, frozenset[int]]) -> Copy | None:
    """The copy among two reports, if one is."""
    shared = len(parts[a.id] & parts[b.id])
    share = shared / min(len(parts[a.id]), len(parts[b.id]))
    if share < SHARE:
        return None
    original, copy = sorted((a, b), key=lambda r: (-len(parts[r.id]), r.id))
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
