"""What a change reaches: outlines, near pairs and copies are kept in the case, and looked at around the change only.

The reports that are new, gone or judged, and those near them, stand in blocks (see `allegedly.link.blocks`) that a
search from there finds. Of these blocks the stories that are not what they were, or hold a touched report, are to be
linked anew. Whether a story is what it was is told by a name that follows from all of its readings.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan
from typing import TYPE_CHECKING

import numpy as np

from allegedly.ledger import Alike, Near, Remembered
from allegedly.link import Blocks, Outline, Pile, near, nearness, outlined, stories_of_block
from allegedly.link import day as day_of
from allegedly.link import tied as one_story
from allegedly.model import Copy, Judged, identity
from allegedly.read import MANY, copied, likely, shingles, sketch, tied

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from allegedly.ledger import Memory, Store
    from allegedly.model import Report

    Neighbours = tuple[NDArray[np.int64], NDArray[np.int64]]

__all__ = ["Changes", "Scope", "copies_of", "remember", "scope_of"]

_AT_ONCE = 200
"""Reports outlined in one transaction: another process waits for it, a second or two."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What the memory of the case made of the touched reports."""

    marked: frozenset[str]
    """Reports that wait for linking because one of their block is gone."""
    tied: frozenset[str]
    """Reports whose copies may be others than before."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be linked anew."""

    stories: tuple[tuple[str, ...], ...]
    """The ids of the reports of each story, in order of id."""
    names: Mapping[int, str]
    """Reading -> the name of its story, for each of these stories."""
    copies: tuple[Copy, ...]
    """All copies of which a report of these stories is an end."""


def remember(store: Store, touched: frozenset[str]) -> Changes:
    """Bring what is kept of the touched reports up to what stands now.

    An interruption costs nothing: whoever was in a block with a report that is gone waits for linking from the very
    transaction on that forgets it.
    """
    with store.remembering() as memory:
        marked, shared = _forget(memory, memory.stale(touched) | _moved(memory, touched))
        fresh = memory.fresh(touched)
    waiting = list(
        fresh
    )  # by publication: those entered together are compared with a few days only
    for start in range(0, len(waiting), _AT_ONCE):
        with store.remembering() as memory:
            some = memory.fresh(fresh[reading] for reading in waiting[start : start + _AT_ONCE])
            shared |= _learn(memory, some)
    return Changes(marked, shared)


def scope_of(
    memory: Memory, touched: frozenset[str], changes: Changes, ties: Sequence[tuple[str, str]]
) -> Scope:
    """Find the stories that are others than before, or hold a report that is another one.

    `ties` are reports that a judgement puts into one story.
    """
    changed = touched | changes.tied
    anew: list[tuple[str, ...]] = []
    names: dict[int, str] = {}
    for members in _stories(memory, memory.readings(changed | changes.marked), ties):
        before = memory.told(one.reading for one in members)
        name = identity("story", *sorted(str(one.reading) for one in members))
        same = {before.get(one.reading) for one in members} == {name}
        ids = tuple(one.report for one in members)
        if not same or not changed.isdisjoint(ids):
            anew.append(ids)
            names |= dict.fromkeys((one.reading for one in members), name)
    return Scope(tuple(anew), names, _copies(memory, names))


def copies_of(memory: Memory, reports: Iterable[str]) -> tuple[Copy, ...]:
    """The copies of which one of these reports is an end."""
    return _copies(memory, memory.readings(reports))


def _stories(
    memory: Memory, start: Iterable[int], ties: Sequence[tuple[str, str]]
) -> list[list[Remembered]]:
    """The stories around some readings, and those that they were one story with, or are to be."""
    found = _closed(memory, frozenset(start), ties)
    by_id: dict[str, Remembered] = {}
    told: list[tuple[str, ...]] = []
    for block in found:
        members = sorted(memory.outlines(block), key=lambda one: one.report)
        by_id |= {one.report: one for one in members}
        groups = stories_of_block([_outline(one) for one in members])
        told += [tuple(members[i].report for i in group) for group in groups]
    return [[by_id[i] for i in story] for story in one_story(told, Judged(reports=tuple(ties)))]


def _closed(
    memory: Memory, start: frozenset[int], ties: Sequence[tuple[str, str]]
) -> list[list[int]]:
    """The blocks around some readings, with those that a tie, or the story of before, joins to them."""
    blocks, bound = _blocks(memory), _bound(memory, ties)
    reached = start
    while True:
        found = [sorted(block) for block in blocks.of(sorted(blocks.around(reached)))]
        inside = frozenset(reading for block in found for reading in block)
        more = memory.told_with(inside) | {b for a, b in bound if a in inside}
        if more <= inside:
            return found
        reached = inside | more


def _bound(memory: Memory, ties: Sequence[tuple[str, str]]) -> list[tuple[int, int]]:
    """The readings of tied reports, in both directions."""
    both = [*ties, *((b, a) for a, b in ties)]
    return [
        (one, other)
        for a, b in both
        for one in memory.readings([a])
        for other in memory.readings([b])
    ]


# --- outlines and near pairs ------------------------------------------------------------------------


def _forget(memory: Memory, gone: frozenset[int]) -> tuple[frozenset[str], frozenset[str]]:
    """Forget readings; which reports were in a block with one, or in more copies than are kept."""
    if not gone:
        return frozenset(), frozenset()
    blocks = _blocks(memory)
    left = {r for block in blocks.of(sorted(blocks.around(gone))) for r in block}
    left = (left | memory.told_with(gone)) - gone
    shared = _shared(memory, gone)
    neighbours = _neighbours(memory, blocks.around(gone) - gone)
    lost = np.array(sorted(gone))
    memory.keep_near(
        {
            reading: _near(others[kept], cosines[kept])
            for reading, (others, cosines) in neighbours.items()
            for kept in (np.isin(others, lost, invert=True),)
        }
    )
    marked = frozenset(one.report for one in memory.outlines(left))
    memory.forget(gone)
    memory.mark(left)
    return marked, shared


def _moved(memory: Memory, touched: frozenset[str]) -> frozenset[int]:
    """The readings kept whose report is now judged to be of another day."""
    kept = memory.outlines(memory.readings(touched))
    reports = memory.reports(one.report for one in kept)
    days = {name: day_of(report.published) for name, report in reports.items()}
    return frozenset(
        one.reading
        for one in kept
        if one.day != (None if isnan(days[one.report]) else days[one.report])
    )


def _learn(memory: Memory, fresh: Mapping[int, str]) -> frozenset[str]:
    """Outline readings, and find what is near them and who copies whom."""
    reports = memory.reports(fresh.values())
    made = {reading: outlined(reports[name]) for reading, name in fresh.items()}
    keys = {reading: sketch(shingles(reports[name])) for reading, name in fresh.items()}
    memory.keep_outlines(
        [_remembered(reading, name, made[reading]) for reading, name in fresh.items()],
        {reading: np.array(own, "<i8").tobytes() for reading, own in keys.items()},
    )
    _learn_near(memory, made)
    return _learn_copies(memory, {reading: reports[name] for reading, name in fresh.items()}, keys)


def _learn_near(memory: Memory, fresh: Mapping[int, Outline]) -> None:
    accept, window = nearness()
    days = [one.day for one in fresh.values()]
    undated = any(isnan(day) for day in days)
    span = (-np.inf, np.inf) if undated else (min(days) - window, max(days) + window)
    around = memory.outlines_between(*map(float, span))
    readings = np.array([one.reading for one in around], np.int64)
    places = [at for at, one in enumerate(around) if one.reading in fresh]
    rows: dict[int, Neighbours] = {}
    added: dict[int, list[tuple[int, int]]] = {}
    for item, others, cosines in near(Pile.of([_outline(one) for one in around]), places, accept):
        reading, found = int(readings[item]), readings[others]
        rows[reading] = found, cosines
        for other, cosine in zip(found.tolist(), cosines.tolist(), strict=True):
            if other not in fresh:
                added.setdefault(other, []).append((reading, cosine))
    known = _neighbours(memory, added)
    rows |= {other: _with(known[other], pairs) for other, pairs in added.items()}
    memory.keep_near({reading: _near(*row) for reading, row in rows.items() if len(row[0])})


def _with(row: Neighbours, more: Sequence[tuple[int, int]]) -> Neighbours:
    others = np.concatenate([row[0], [reading for reading, _ in more]])
    cosines = np.concatenate([row[1], [cosine for _, cosine in more]])
    order = np.argsort(others)
    return others[order], cosines[order]


def _blocks(memory: Memory) -> Blocks:
    return Blocks(lambda readings: _neighbours(memory, readings))


def _neighbours(memory: Memory, readings: Iterable[int]) -> dict[int, Neighbours]:
    chosen, nobody = list(readings), Near(b"", b"")
    found = memory.near(chosen)
    return {
        reading: (
            np.frombuffer(row.others, "<i8").astype(np.int64),
            np.frombuffer(row.cosines, "<u4").astype(np.int64),
        )
        for reading in chosen
        for row in (found.get(reading, nobody),)
    }


def _near(others: NDArray[np.int64], cosines: NDArray[np.int64]) -> Near:
    return Near(others.astype("<i8").tobytes(), cosines.astype("<u4").tobytes())


def _remembered(reading: int, report: str, made: Outline) -> Remembered:
    words, weights = made.words.astype("<u4").tobytes(), made.weights.astype("<u2").tobytes()
    return Remembered(reading, report, None if isnan(made.day) else made.day, words, weights)


def _outline(one: Remembered) -> Outline:
    return Outline(
        float("nan") if one.day is None else one.day,
        np.frombuffer(one.words, "<u4").astype(np.uint32),
        np.frombuffer(one.weights, "<u2").astype(np.uint16),
    )


# --- copies -----------------------------------------------------------------------------------------


def _learn_copies(
    memory: Memory, fresh: Mapping[int, Report], keys: Mapping[int, Sequence[int]]
) -> frozenset[str]:
    """Find the copies among the fresh readings and all others; whose copies may be others than before."""
    found: set[Alike] = set()
    for reading, report in fresh.items():
        size = len(keys[reading])
        others = [
            (other, name)
            for other, name, shared, of in memory.sharing(reading)
            if likely(shared, size, of)
        ]
        found |= set(_compared(memory, (reading, report), others))
    memory.keep_alike(sorted(found))
    return _shared(memory, fresh)


def _compared(
    memory: Memory, one: tuple[int, Report], others: Sequence[tuple[int, str]]
) -> list[Alike]:
    if not others:
        return []
    reading, report = one
    readings = {name: other for other, name in others} | {report.id: reading}
    own = shingles(report)
    copies = (
        copied(report, other, own, shingles(other))
        for other in memory.reports(name for _, name in others).values()
    )
    return [Alike(readings[c.report], readings[c.of], c.share) for c in copies if c]


def _shared(memory: Memory, readings: Collection[int]) -> frozenset[str]:
    """The reports tied to these as copies that have more copies than are kept: others may take their place."""
    ends = {end for one in memory.alike(readings) for end in (one.copy, one.original)}
    counts = dict.fromkeys(ends, 0)
    for one in memory.alike(ends):
        for end in (one.copy, one.original):
            if end in counts:
                counts[end] += 1
    many = [end for end, count in counts.items() if count > MANY]
    return frozenset(one.report for one in memory.outlines(many))


def _copies(memory: Memory, readings: Collection[int]) -> tuple[Copy, ...]:
    """The copies of which one of these readings is an end."""
    ends = {end for one in memory.alike(readings) for end in (one.copy, one.original)}
    pairs = memory.alike(ends)
    beyond = {end for one in pairs for end in (one.copy, one.original)}
    names = {one.reading: one.report for one in memory.outlines(beyond)}
    kept = tied(Copy(names[one.copy], names[one.original], one.share) for one in pairs)
    scope = {names[reading] for reading in readings if reading in names}
    return tuple(copy for copy in kept if copy.report in scope or copy.of in scope)
