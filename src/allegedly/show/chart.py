"""A series of figures as a small chart of text: a line for each figure, columns are days.

Nothing is averaged, and nothing joined but one source's own figure; what is undated has a column of its own.
"""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text

from allegedly.show.figures import points, who
from allegedly.show.moves import first_date
from allegedly.show.page import ink
from allegedly.show.words import MONTHS, clip, figure

if TYPE_CHECKING:
    from allegedly.model import Point, Series
    from allegedly.show.index import Index
    from allegedly.show.page import Page

__all__ = ["Conflict", "Moved", "chart", "conflicts", "lasting", "moved"]

LABEL = 27
"""Columns for the figures at the left, and two blanks."""

UNDATED = 9
"""Columns for what is undated, at the right: the word, and two blanks before it."""

SPARSEST = 4
"""Columns for a day at most."""

MARKS = {
    "at least": "┴",
    "up to": "┬",
    "more than": "○",
    "less than": "○",
    "about": "≈",
    "vague": "~",
}
"""The mark of each bound; an exact figure is ●, in a copy ○."""

LEGEND = {
    "●": "exact",
    "○": "copy, or bound excluded",
    "┴": "at least",
    "┬": "up to",
    "≈": "about",
    "~": "vague",
}

RANK = "●┴┬≈~○"
"""Which mark is shown where several fall on one place: originals before copies."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """The days of a chart, as numbers, and how many columns each has."""

    first: int
    last: int
    step: int
    room: int

    def column(self, day: int) -> int:
        return (day - self.first) * self.step


def chart(page: Page, known: Index, series: Series, title: Text) -> bool:
    """Draw a series over its days; `False`, and nothing drawn, where it has no two days or too many."""
    found = points(known, series)
    days = sorted({d for p in found if (d := _day(known, p)) is not None})
    undated = any(_day(known, p) is None for p in found)
    room = page.width - LABEL - (UNDATED if undated else 0)
    step = min(SPARSEST, (room - 1) // max(1, days[-1] - days[0])) if len(days) > 1 else 0
    if step < 1:
        return False
    axis = _Axis(days[0], days[-1], step, room)
    if title.cell_len > LABEL - 2:
        page.words(title)
        title = Text()
    head = title.copy()
    head.append(" " * (LABEL - head.cell_len) + _scale(axis, days), style="dim")
    page.lines.append(_ended(page, head, "undated" * undated))
    used = {mark for amount, row in _rows(found) for mark in _row(page, known, axis, amount, row)}
    legend = "  ".join(f"{mark} {words}" for mark, words in LEGEND.items() if mark in used)
    page.words(Text(legend, style="dim"), indent=2)
    return True


def _day(known: Index, point: Point) -> int | None:
    """The day of a point as a number; a month or a year is no day."""
    published = known.reports[known.statements[point.statement].report].published or ""
    try:
        return datetime.date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return None


def _scale(axis: _Axis, days: list[int]) -> str:
    """The first and the last day, and as many of those between as find room; another month is named."""
    line = [" "] * axis.room
    begun = datetime.date.fromordinal(axis.first)
    for day in dict.fromkeys((axis.first, axis.last, *days)):
        date = datetime.date.fromordinal(day)
        other = day == axis.first or (date.month, date.year) != (begun.month, begun.year)
        words = f"{date.day} {MONTHS[date.month - 1]}" if other else str(date.day)
        words = words if len(words) <= axis.room else str(date.day)
        at = min(axis.column(day), axis.room - len(words))
        if at >= 0 and not "".join(line[max(0, at - 1) : at + len(words) + 1]).strip():
            line[at : at + len(words)] = words
    return "".join(line).rstrip()


def _rows(found: list[Point]) -> list[tuple[str, list[Point]]]:
    """The points of each figure, largest figures first, words last."""
    rows: dict[str, list[Point]] = {}
    for point in found:
        rows.setdefault(figure(point.quantity), []).append(point)
    return sorted(rows.items(), key=lambda row: _size(row[1][0]), reverse=True)


def _size(point: Point) -> float:
    q = point.quantity
    return next((n for n in (q.value, q.max, q.min) if n is not None), float("-inf"))


def _row(page: Page, known: Index, axis: _Axis, amount: str, row: list[Point]) -> set[str]:
    """Draw one figure; the marks that it took."""
    cells: dict[int, list[Point]] = {}
    undated: list[Point] = []
    for point in row:
        day = _day(known, point)
        (undated if day is None else cells.setdefault(axis.column(day), [])).append(point)
    line = [" "] * axis.room
    for left, right in itertools.pairwise(sorted(cells)):
        if {who(known, p) for p in cells[left]} & {who(known, p) for p in cells[right]}:
            line[left + 1 : right] = "─" * (right - left - 1)
    for column, here in cells.items():
        line[column] = _mark(known, here)
    name = ink(clip(amount, LABEL - 4))
    name.truncate(LABEL - 4, overflow="ellipsis")
    drawn = Text("  ").append_text(name)
    drawn.append(" " * (LABEL - drawn.cell_len) + "".join(line).rstrip())
    end = _mark(known, undated) if undated else ""
    page.lines.append(_ended(page, drawn, f"{end}   " if end else ""))
    return {*(_mark(known, here) for here in cells.values()), *end}


def _mark(known: Index, here: list[Point]) -> str:
    marks = [_shape(known, p) for p in here]
    return min(marks, key=RANK.index)


def _shape(known: Index, point: Point) -> str:
    copied = known.statements[point.statement].report in known.copies
    return "○" if copied else MARKS.get(point.quantity.bound, "●")


def _ended(page: Page, line: Text, right: str) -> Text:
    """A line, and at its right end a few more words, with their blanks."""
    if right:
        line.append(" " * max(1, page.width - line.cell_len - len(right)))
        line.append(right.rstrip(), style="dim" if len(right.strip()) > 1 else "")
    return line


# --- what happened to the figures -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure that its own source replaced."""

    old: str
    new: str
    who: str
    date: str | None
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two figures that cannot both hold: since when, until when, and whether an update ended it."""

    a: str
    b: str
    start: str | None
    end: str | None
    statements: tuple[str, ...]


def moved(known: Index, series: Series) -> list[Moved]:
    """The updates of a series, in its order; the same step printed in several reports is one."""
    found: dict[tuple[str, str, str], Moved] = {}
    here = points(known, series)
    by_statement = _by_statement(here)
    for point in here:
        for old in (p for s in point.updates for p in by_statement.get(s, ())):
            key = figure(old.quantity), figure(point.quantity), who(known, point)[0]
            date = first_date(known, [known.statements[point.statement]])
            found.setdefault(key, Moved(*key, date, (old.statement, point.statement)))
    return list(found.values())


def conflicts(known: Index, series: Series) -> list[Conflict]:
    """The pairs of figures of a series that cannot both hold, in its order."""
    here = points(known, series)
    by_statement = _by_statement(here)
    replaced = _replaced(known, here)
    groups: dict[tuple[str, str], list[tuple[Point, Point]]] = {}
    for point in here:
        for other in (p for s in point.conflicts for p in by_statement.get(s, ())):
            key = figure(point.quantity), figure(other.quantity)
            if key[0] != key[1]:
                key = key if key[::-1] not in groups else (key[1], key[0])
                groups.setdefault(key, []).append((point, other))
    return [_conflict(known, *key, pairs, replaced) for key, pairs in groups.items()]


def _by_statement(here: list[Point]) -> dict[str, list[Point]]:
    found: dict[str, list[Point]] = {}
    for point in here:
        found.setdefault(point.statement, []).append(point)
    return found


def _replaced(known: Index, here: list[Point]) -> dict[str, str]:
    """For each statement whose figure its source replaced, the day of that."""
    days = (
        (s, first_date(known, [known.statements[p.statement]])) for p in here for s in p.updates
    )
    return {s: day for s, day in sorted(days, key=lambda d: d[1] or "", reverse=True) if day}


def _conflict(
    known: Index, a: str, b: str, pairs: list[tuple[Point, Point]], replaced: dict[str, str]
) -> Conflict:
    """A conflict lasts as long as one of its pairs does, which an update of either side ends."""
    both = known.in_order({p.statement for pair in pairs for p in pair})
    starts = [d for d in (_since(known, x, y) for x, y in pairs) if d]
    ends = [
        min((replaced[p.statement] for p in pair if p.statement in replaced), default=None)
        for pair in pairs
    ]
    end = max(e for e in ends if e) if all(ends) else None
    return Conflict(a, b, min(starts, default=None), end, tuple(s.id for s in both))


def _since(known: Index, a: Point, b: Point) -> str | None:
    """The day on which the later one of two figures appeared; nothing where one is undated."""
    dates = [first_date(known, [known.statements[p.statement]]) for p in (a, b)]
    return max(d for d in dates if d) if all(dates) else None


def lasting(known: Index, conflict: Conflict) -> str:
    """From when to when two figures stood against each other, in words."""
    if not conflict.start:
        return "; which came first is not known"
    if conflict.end and conflict.end >= conflict.start:
        return f", {known.days(conflict.start, conflict.end)}; ended by an update"
    return f", since {known.days(conflict.start)}"
