"""Time expressions: what the words say as TIMEX3, and the days that they mean against the publication date.

The grammar is `lexicon/times.toml`, what its parts mean is `calendar.py`. This file finds the expressions in
a parsed report and resolves them one after the other, each with what was told before it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allegedly.model import Time
from allegedly.statements.quantities.numbers import lowered
from allegedly.statements.times.anchor import Told
from allegedly.statements.times.around import RANGE_GAP, moments
from allegedly.statements.times.calendar import Anchor, resolve
from allegedly.statements.times.grammar import Rule, places, rules, scanner
from allegedly.statements.times.guards import GUARDS
from allegedly.statements.times.intervals import interval
from allegedly.statements.times.tense import tense

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping

    from allegedly.statements.page import Page
    from allegedly.statements.times.grammar import TimexType

__all__ = ["expressions", "times"]


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression at characters `start` to `end` (exclusive) of the text, with its parts."""

    start: int
    end: int
    rule: Rule
    parts: Mapping[str, str]


def times(page: Page, published: str | None) -> tuple[Time, ...]:
    """The times of a report, in text order and without overlap; all with the role "event".

    Args:
        page: the parsed report; spans are characters of its text.
        published: its publication date in ISO 8601, as precise as it is known. Without it, what depends on
            it stays open: no start, no end, and an X for each unknown part of the value.
    """
    return moments(page, _times(page, published))


def expressions(page: Page, published: str | None) -> tuple[Time, ...]:
    """Every time expression by itself, as TIMEX3 counts them: "between May 8 and 13" is two."""
    return tuple(_times(page, published))


# --- finding ----------------------------------------------------------------------------------------


def _found(page: Page) -> Iterator[_Found]:
    """Every expression that grammar and parse agree on, leftmost first, by the first rule that fits."""
    text, position = lowered(page.text), 0
    for place in places(text):
        match = scanner().match(text, place) if place >= position else None
        found = _first_fit(page, text, place, (match.lastindex or 1) - 1) if match else None
        if found is not None:
            yield from _split(found[0], found[1])
            position = found[1].end()


def _first_fit(page: Page, text: str, start: int, first: int) -> tuple[Rule, re.Match[str]] | None:
    for rule in rules()[first:]:
        match = rule.pattern.match(text, start)
        if match and (rule.guard is None or GUARDS[rule.guard](page, match)):
            return rule, match
    return None


def _split(rule: Rule, match: re.Match[str]) -> Iterator[_Found]:
    """One expression for a match, or two where it names two days ("May 8 to 13")."""
    parts = {name: part for name, part in match.groupdict().items() if part}
    second = parts.pop("day2", None)
    if second is None:
        yield _Found(match.start(), match.end(), rule, parts)
        return
    days = [_Found(match.start(), match.end("day"), rule, parts)]
    days.append(_Found(match.start("day2"), match.end(), rule, {**parts, "day": second}))
    if match.start("month") > match.start("day2"):
        days[0] = replace(days[0], start=match.start("day"))
    else:
        days[1] = replace(days[1], end=match.end())
    yield from days


# --- meaning ----------------------------------------------------------------------------------------


def _times(page: Page, published: str | None) -> Iterator[Time]:
    anchor, story, end = Anchor.of(published), _Story(page), 0
    for found in _found(page):
        if not RANGE_GAP.fullmatch(page.text, end, found.start):  # "from May to June" looks one way
            anchor = replace(anchor, tense=tense(page, found.start))
        time = _time(page, found, replace(anchor, told=story.before(found.start)))
        story.tell(time)
        end = found.end
        yield time


def _time(page: Page, found: _Found, anchor: Anchor) -> Time:
    meaning = resolve(found.rule.resolve, found.parts, anchor)
    start, end = meaning.span if meaning.span is not None else interval(meaning.value)
    span = page.span(found.start, found.end)
    return Time(span, found.rule.type or _type(meaning.value), meaning.value, start, end)


def _type(value: str) -> TimexType:
    if value.endswith("_REF"):
        return "DATE"
    if value.startswith("P"):
        return "DURATION"
    return "TIME" if "T" in value else "DATE"


class _Story:
    """What a text has told of time so far, for the expressions that go back to it."""

    def __init__(self, page: Page) -> None:
        self._starts = page.sentences()
        self._told = Told()
        self._sentence = 0

    def before(self, place: int) -> Told:
        """What may be gone back to at a place: the moment told in its sentence or the one before."""
        far = bisect_right(self._starts, place) - self._sentence > 1
        return replace(self._told, moment=None) if far else self._told

    def tell(self, time: Time) -> None:
        """Remember a time of the calendar."""
        if time.start is None or time.value is None or not time.value[:1].isdigit():
            return
        named = time.value if "-Q" in time.value else None
        self._told = Told(time.value, self._told.quarter or named)
        self._sentence = bisect_right(self._starts, time.span.start)
