"""What linking keeps from one run to the next: outlines, near pairs, copies, and in which story a report was linked.

All of it follows from the readings that stand. It is kept so that one report more costs what it touches and not the
whole case; whatever is forgotten here is worked out again. Everything happens inside a transaction of the caller's.
Numbers are packed with the little end first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from allegedly.ledger import queries, rows, schema
from allegedly.ledger.judging import judged_reports
from allegedly.ledger.schema import among, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allegedly.model import Report

__all__ = ["Alike", "Memory", "Near", "Remembered", "Settled"]

_CACHES = (schema.outlines, schema.near, schema.sketches, schema.alike, schema.told)
_KEY = 8
"""Bytes of a key of copies."""


class Remembered(NamedTuple):
    """The outline of one reading; `day` is `None` where it has none."""

    reading: int
    report: str
    day: float | None
    words: bytes
    weights: bytes


class Near(NamedTuple):
    """The readings near one, ascending (64 bits each), and how near they are (32 bits each)."""

    others: bytes
    cosines: bytes


class Alike(NamedTuple):
    """Two readings of which one is a copy of the other."""

    copy: int
    original: int
    share: float


@dataclass(frozen=True, slots=True)
class Settled:
    """What a run of linking has brought to rest."""

    reports: frozenset[str]
    """Reports that wait no longer."""
    stories: Mapping[int, str]
    """Reading -> the name of its story."""


@dataclass(frozen=True, slots=True)
class Memory:
    """The caches of a case, inside a transaction."""

    connection: sa.Connection

    # --- the work that waits --------------------------------------------------------------------------

    def ruled_by(self, rule: str) -> None:
        """Forget everything, and let all reports wait for linking, if what is kept was made by another rule."""
        found = list(self.connection.scalars(sa.select(schema.rules.c.rule)))
        if found == [rule]:
            return
        for table in (*_CACHES, schema.rules):
            self.connection.execute(sa.delete(table))
        self.connection.execute(sa.insert(schema.rules), [{"rule": rule}])
        if found:
            rows.mark(self.connection, queries.report_ids(self.connection))

    def stale(self, reports: Iterable[str]) -> frozenset[int]:
        """The readings of these reports that are kept here and stand no more."""
        table, cached = schema.reports, schema.outlines
        query = (
            sa.select(cached.c.reading)
            .join(table, table.c.row == cached.c.reading)
            .where(among(cached.c.report, reports), table.c.valid_to.is_not(None))
        )
        return frozenset(self.connection.scalars(query))

    def fresh(self, reports: Iterable[str]) -> dict[int, str]:
        """The readings of these reports that stand and are not kept here yet, with their reports; by publication."""
        cached = sa.select(schema.outlines.c.reading)
        where = schema.reports.c.row.not_in(cached)
        return dict(self._readings(reports, where))

    def readings(self, reports: Iterable[str]) -> frozenset[int]:
        """The readings of these reports that stand."""
        return frozenset(reading for reading, _ in self._readings(reports))

    def _readings(
        self, reports: Iterable[str], *where: sa.ColumnElement[bool]
    ) -> Iterator[tuple[int, str]]:
        table = schema.reports
        query = (
            sa.select(table.c.row, table.c.id)
            .where(standing(table, None), among(table.c.id, reports), *where)
            .order_by(sa.func.json_extract(table.c.body, "$.published"), table.c.row)
        )
        return ((reading, report) for reading, report in self.connection.execute(query))

    def mark(self, readings: Iterable[int]) -> None:
        """Let the reports of these readings wait for linking."""
        table = schema.outlines
        query = sa.select(table.c.report).where(among(table.c.reading, readings))
        rows.mark(self.connection, list(self.connection.scalars(query)))

    def reports(self, ids: Iterable[str]) -> dict[str, Report]:
        """Some reports, with their texts, dated as judged."""
        found = queries.reports(self.connection, None, list(ids))
        judged = judged_reports(queries.judgements(self.connection, None), found)
        return {r.id: r for r in judged}

    # --- outlines and near pairs ----------------------------------------------------------------------

    def outlines(self, readings: Iterable[int]) -> list[Remembered]:
        """The outlines of these readings."""
        return list(self._outlines(among(schema.outlines.c.reading, readings)))

    def outlines_between(self, first: float, last: float) -> list[Remembered]:
        """The outlines of the readings of these days, and of all that have no day."""
        day = schema.outlines.c.day
        found = [*self._outlines(day.between(first, last)), *self._outlines(day.is_(None))]
        return sorted(found)

    def _outlines(self, where: sa.ColumnElement[bool]) -> Iterator[Remembered]:
        table = schema.outlines
        columns = (table.c.reading, table.c.report, table.c.day, table.c.words, table.c.weights)
        query = sa.select(*columns).where(where).order_by(table.c.reading)
        return (Remembered(*row) for row in self.connection.execute(query))

    def near(self, readings: Iterable[int]) -> dict[int, Near]:
        """What is near these readings; one with no other near it is missing."""
        table = schema.near
        query = sa.select(table).where(among(table.c.reading, readings))
        return {
            reading: Near(others, cosines)
            for reading, others, cosines in self.connection.execute(query)
        }

    def keep_outlines(self, outlines: Sequence[Remembered], keys: Mapping[int, bytes]) -> None:
        """Keep outlines, and the keys of copies (64 bits each) of the same readings."""
        made = [{**one._asdict(), "sketch": keys[one.reading]} for one in outlines]
        rows.insert(self.connection, schema.outlines, made)
        pairs = [
            {"key": key, "reading": reading} for reading in keys for key in _unpacked(keys[reading])
        ]
        rows.insert(self.connection, schema.sketches, pairs)

    def keep_near(self, near: Mapping[int, Near]) -> None:
        """Let this be all that is near these readings."""
        made = [{"reading": reading, **row._asdict()} for reading, row in near.items()]
        if made:
            self.connection.execute(sa.insert(schema.near).prefix_with("OR REPLACE"), made)

    def forget(self, readings: Iterable[int]) -> None:
        """Forget these readings; who was near them is the caller's to say anew."""
        gone = list(readings)
        cached = schema.outlines
        query = sa.select(cached.c.reading, cached.c.sketch).where(among(cached.c.reading, gone))
        pairs = [
            {"k": key, "r": reading}
            for reading, packed in self.connection.execute(query)
            for key in _unpacked(packed)
        ]
        if pairs:
            held = schema.sketches.c
            this = (held.key == sa.bindparam("k"), held.reading == sa.bindparam("r"))
            self.connection.execute(sa.delete(schema.sketches).where(*this), pairs)
        for column in (
            schema.near.c.reading,
            schema.told.c.reading,
            schema.alike.c.copy,
            schema.alike.c.original,
            cached.c.reading,
        ):
            self.connection.execute(sa.delete(column.table).where(among(column, gone)))

    # --- copies ---------------------------------------------------------------------------------------

    def sharing(self, reading: int) -> list[tuple[int, str, int, int]]:
        """Who shares keys with a reading: (reading, report, keys shared, keys in all)."""
        held, cached = schema.sketches, schema.outlines
        keys = sa.select(cached.c.sketch).where(cached.c.reading == reading)
        shared = (
            sa.select(held.c.reading, sa.func.count().label("shared"))
            .where(
                among(held.c.key, _unpacked(self.connection.scalar(keys) or b"")),
                held.c.reading != reading,
            )
            .group_by(held.c.reading)
        )
        found = shared.subquery()
        size: sa.ColumnElement[int] = sa.func.length(cached.c.sketch, type_=sa.Integer)
        query = sa.select(found.c.reading, cached.c.report, found.c.shared, size).join(
            cached, cached.c.reading == found.c.reading
        )
        return [(r, report, n, of // _KEY) for r, report, n, of in self.connection.execute(query)]

    def alike(self, readings: Iterable[int]) -> list[Alike]:
        """All copies of which one of these readings is an end."""
        table, ends = schema.alike, list(readings)
        found: set[Alike] = set()
        for column in (table.c.copy, table.c.original):
            query = sa.select(table).where(among(column, ends))
            found |= {Alike(*row) for row in self.connection.execute(query)}
        return sorted(found)

    def keep_alike(self, copies: Iterable[Alike]) -> None:
        """Keep copies."""
        rows.insert(self.connection, schema.alike, [one._asdict() for one in copies])

    # --- stories --------------------------------------------------------------------------------------

    def told(self, readings: Iterable[int]) -> dict[int, str]:
        """The name of the story in which each of these readings was linked last."""
        table = schema.told
        query = sa.select(table.c.reading, table.c.story).where(among(table.c.reading, readings))
        return {row.reading: row.story for row in self.connection.execute(query)}

    def told_with(self, readings: Iterable[int]) -> frozenset[int]:
        """The readings that were linked as one story with any of these, and these themselves."""
        table, own = schema.told, list(readings)
        named = sa.select(table.c.story).where(among(table.c.reading, own))
        query = sa.select(table.c.reading).where(table.c.story.in_(named))
        return frozenset(own) | frozenset(self.connection.scalars(query))

    def settle(self, settled: Settled) -> None:
        """Note what has come to rest."""
        waiting = among(schema.unlinked.c.report, settled.reports)
        self.connection.execute(sa.delete(schema.unlinked).where(waiting))
        made: list[dict[str, Any]] = [
            {"reading": r, "story": s} for r, s in settled.stories.items()
        ]
        if made:
            self.connection.execute(sa.insert(schema.told).prefix_with("OR REPLACE"), made)

    def unsettle(self, reports: Sequence[str] | None) -> None:
        """Forget in which story these reports (`None`: any) were linked: somebody else has linked them."""
        where = () if reports is None else (among(schema.outlines.c.report, reports),)
        readings = sa.select(schema.outlines.c.reading).where(*where)
        self.connection.execute(sa.delete(schema.told).where(schema.told.c.reading.in_(readings)))


def _unpacked(packed: bytes) -> list[int]:
    return [
        int.from_bytes(packed[at : at + _KEY], "little", signed=True)
        for at in range(0, len(packed), _KEY)
    ]
