"""Which reports are copies of one another, by what one holds of the other word for word."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import datetime
from hashlib import blake2b
from itertools import combinations
from typing import TYPE_CHECKING

from allegedly.model import Copy
from allegedly.read.reader import unmarked

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allegedly.model import Report

__all__ = ["copies", "shingles", "sketch"]

WORDS = 5
"""Words in a shingle. Two reports that quote one sentence of 20 words share 16 of them."""

KEPT = 8
"""One shingle in so many is in the sketch. Half a report of 100 words shares 6 keys with its copy."""

LEAST = 8
"""Keys that a sketch has at least, if the report has as many shingles: the smallest ones are taken."""

SHARE = 0.5
"""Share of the smaller report's shingles from which one is a copy of the other."""

COMMON = 200
"""Reports above which a shingle tells nothing (a boast of the house, a standing phrase): it finds no candidates."""

_WORD = re.compile(r"\w+")


def shingles(report: Report) -> frozenset[int]:
    """The report's runs of five words outside boilerplate, in lower case, as 64-bit numbers.

    A report of fewer than five words has none. The same words give the same numbers on every machine.
    """
    words = _WORD.findall(unmarked(report.text, report.boilerplate).lower())
    return frozenset(_number(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1))


def _number(words: Sequence[str]) -> int:
    digest = blake2b(" ".join(words).encode("utf8", "replace"), digest_size=8).digest()
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
    parts = {name: shingles(by_id[name]) for name in sorted(by_id)}
    found = (_copy(by_id[a], by_id[b], parts) for a, b in _candidates(parts))
    return tuple(sorted(copy for copy in found if copy))


def _candidates(parts: dict[str, frozenset[int]]) -> list[tuple[str, str]]:
    """Pairs of reports that share enough keys for a copy to be possible."""
    holders = defaultdict(list)
    for name, part in parts.items():
        for key in sketch(part):
            holders[key].append(name)
    pairs = {
        pair
        for names in holders.values()
        if len(names) <= COMMON
        for pair in combinations(names, 2)
    }
    return sorted(pairs)


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
