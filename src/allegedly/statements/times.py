"""Time expressions: what the words say as TIMEX3, and the days that they mean against the publication date.

The grammar is `lexicon/times.toml`, what its parts mean is `calendar.py`. This file finds the expressions in
a parsed report, asks the parse where words are ambiguous ("may", "1500 troops"), and reads the words around
an expression that bend its interval ("since", "until", "between ... and").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Literal

from allegedly.model import Time
from allegedly.statements.calendar import Anchor, resolve
from allegedly.statements.calendar_intervals import interval
from allegedly.statements.numbers import either, lowered, word_list
from allegedly.statements.numbers_page import Page
from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from spacy.tokens import Doc, Token

__all__ = ["dated", "expressions", "times"]

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]


@dataclass(frozen=True, slots=True)
class _Rule:
    """One row of the grammar: how the expression is written, who resolves it, what the parse has to allow."""

    name: str
    pattern: re.Pattern[str]
    resolve: str
    type: TimexType | None
    guard: str | None


@dataclass(frozen=True, slots=True)
class _Found:
    """An expression at characters `start` to `end` (exclusive) of the text, with its parts."""

    start: int
    end: int
    rule: _Rule
    parts: Mapping[str, str]


def times(doc: Doc, published: str | None) -> tuple[Time, ...]:
    """The times of a report, in text order and without overlap; all with the role "event".

    Args:
        doc: the parsed report; spans are characters of `doc.text`.
        published: its publication date in ISO 8601, as precise as it is known. Without it, what depends on
            it stays open: no start, no end, and an X for each unknown part of the value.
    """
    page = Page.of(doc)
    return tuple(_joined(page, [_bent(page, time) for time in _times(page, published)]))


def expressions(doc: Doc, published: str | None) -> tuple[Time, ...]:
    """Every time expression by itself, as TIMEX3 counts them: "between May 8 and 13" is two."""
    return tuple(_times(Page.of(doc), published))


def dated(page: Page) -> frozenset[int]:
    """The characters that belong to a date or a time of day: a number there counts nothing."""
    found = (f for f in _found(page) if f.rule.resolve not in _LENGTHS)
    return frozenset(place for f in found for place in range(f.start, f.end))


_LENGTHS = frozenset({"duration", "stretch", "every"})


def _times(page: Page, published: str | None) -> Iterator[Time]:
    anchor = Anchor.of(published)
    for found in _found(page):
        yield _time(page, found, anchor)


# --- the grammar ------------------------------------------------------------------------------------

_NAME = re.compile(r"\{([a-z_][a-z_0-9]*)\}")
_GROUP = re.compile(r"\(\?P<\w+>")


@cache
def _rules() -> tuple[_Rule, ...]:
    rows = table("times")["rules"]
    return tuple(
        _Rule(
            row["name"],
            re.compile(_expanded(row["pattern"]) + r"(?!\w)"),
            row["resolve"],
            row.get("type"),
            row.get("guard"),
        )
        for row in rows
    )


@cache
def _scanner() -> re.Pattern[str]:
    """All rules in one pattern, each in a group of its own: finds where a word begins an expression."""
    plain = "|".join(f"({_GROUP.sub('(?:', rule.pattern.pattern)})" for rule in _rules())
    lead, anchor = (
        _GROUP.sub("(?:", _expanded(table("times")["first"][k])) for k in ("lead", "anchor")
    )
    start = rf"(?<![\w$€£#@])(?<!\d[.,/:])(?=(?:(?:{lead})(?!\w)[ ,-]*)*(?:{anchor}))"
    return re.compile(f"{start}(?:{plain})")


def _expanded(pattern: str) -> str:
    """The pattern with its macros and tables written out."""
    while _NAME.search(pattern):
        pattern = _NAME.sub(lambda match: _macro(match[1]), pattern)
    return pattern


@cache
def _macro(name: str) -> str:
    grammar = table("times")
    if name == "words":
        numbers = table("quantities")["numbers"]
        return either(*(numbers[k] for k in ("units", "teens", "tens", "scales")), {"hundred": 100})
    macro: str = grammar["macros"].get(name) or either(grammar[name])
    return macro


# --- finding ----------------------------------------------------------------------------------------


def _found(page: Page) -> Iterator[_Found]:
    """Every expression that grammar and parse agree on, leftmost first, by the first rule that fits."""
    text, position = lowered(page.text), 0
    while match := _scanner().search(text, position):
        found = _first_fit(page, text, match.start(), (match.lastindex or 1) - 1)
        if found is None:
            position = match.start() + 1
            continue
        yield from _split(found[0], found[1])
        position = found[1].end()


def _first_fit(page: Page, text: str, start: int, first: int) -> tuple[_Rule, re.Match[str]] | None:
    for rule in _rules()[first:]:
        match = rule.pattern.match(text, start)
        if match and (rule.guard is None or _GUARDS[rule.guard](page, match)):
            return rule, match
    return None


def _split(rule: _Rule, match: re.Match[str]) -> Iterator[_Found]:
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


def _words(row: str) -> frozenset[str]:
    return word_list("times", row)


# --- guards: what the parse has to allow ------------------------------------------------------------


def _is_name(page: Page, match: re.Match[str]) -> bool:
    """A month's name is written with a capital and, where it is a word too, tagged as a name."""
    start = match.start("month")
    if not page.text[start].isupper():
        return False
    token = page.token(start)
    return match["month"] not in _words("month or word") or (
        token.tag_ in {"NNP", "NNPS"} and token.dep_ not in {"compound", "nsubj"}
    )


_TO_A_YEAR = re.compile(r"(?:\d{4}|\bback|\bdat(?:e|es|ed|ing)|\bprior) to $")


def _is_year(page: Page, match: re.Match[str]) -> bool:
    """Four digits are a year unless they count something; counts of four digits have a comma, or are round."""
    start = match.start("year")
    token = page.token(start)
    before = page.word_before(start).strip("(\"'“‘")
    after = token.nbor() if token.i + 1 < len(page.doc) else None
    if after is not None and after.lower_ in _words("counted"):
        return False
    if int(match["year"]) < 1800 and before not in _words("before an old year"):
        return False
    if match.start() < start or before in _words("before a year"):
        return True
    if before == "to":  # "from 2009 to 2011", but "rose to 2000"
        return bool(_TO_A_YEAR.search(page.text, max(0, start - 12), start))
    counted = after is not None and after.tag_ == "NNS" and int(match["year"]) % 100 == 0
    return not counted and before not in _words("before a count")


def _is_year_in_words(_page: Page, match: re.Match[str]) -> bool:
    """Nineteen ninety-six is a year; "twenty five" and "two thousand five hundred" are not."""
    tens = table("quantities")["numbers"]["tens"]
    first = re.split("[- ]", match["rest"], maxsplit=1)[0]
    return first in tens and match["century"] != "two thousand"


def _is_weekday(page: Page, match: re.Match[str]) -> bool:
    """A weekday is none in a name: "the Sunday Times"."""
    token = page.token(match.start("weekday"))
    if token.dep_ != "compound" or match.end() > match.end("weekday"):
        return True
    return token.i + 1 == len(page.doc) or token.nbor().tag_ != "NNP"


def _is_common(page: Page, match: re.Match[str]) -> bool:
    """A season or "daily" is none in a name: "the Winter Olympics", "the Apple Daily"."""
    token = page.token(match.end() - 1)
    return not token.text[0].isupper() or token.i == 0 or bool(token.is_sent_start)


def _is_length(page: Page, match: re.Match[str]) -> bool:
    """A number with a unit is a length; "a second" is an ordinal, "5 dollars a day" a rate."""
    if match["unit"] == "quarter" and re.fullmatch(r"(?:19|20)\d\d", match["n"]):
        return False
    if match["n"] not in {"a", "an"}:
        return match["unit"] != "second" or match["n"] not in {"some", "many", "one"}
    token = page.token(match.start("n"))
    rate = token.i > 0 and token.nbor(-1).tag_ in {"NN", "NNS", "CD", "$"}
    return match["unit"] not in {"second", "quarter", "night"} and not rate


def _is_units(page: Page, match: re.Match[str]) -> bool:
    """Bare units are a length after a preposition: "for weeks", "within days"."""
    return page.word_before(match.start()) in _words("before units")


_GUARDS: dict[str, Callable[[Page, re.Match[str]], bool]] = {
    "name": _is_name,
    "year": _is_year,
    "year in words": _is_year_in_words,
    "length": _is_length,
    "units": _is_units,
    "weekday": _is_weekday,
    "common": _is_common,
}


# --- meaning ----------------------------------------------------------------------------------------


def _time(page: Page, found: _Found, anchor: Anchor) -> Time:
    ahead = _looks_ahead(page, found.start)
    meaning = resolve(found.rule.resolve, found.parts, replace(anchor, ahead=ahead))
    start, end = meaning.span if meaning.span is not None else interval(meaning.value)
    span = page.span(found.start, found.end)
    return Time(span, found.rule.type or _type(meaning.value), meaning.value, start, end)


def _type(value: str) -> TimexType:
    if value.endswith("_REF"):
        return "DATE"
    if value.startswith("P"):
        return "DURATION"
    return "TIME" if "T" in value else "DATE"


def _looks_ahead(page: Page, start: int) -> bool:
    """Whether the clause of a time speaks of what is to come: "will meet", "is due to", "expects to"."""
    above = islice(page.token(start).ancestors, 6)
    verb = next((head for head in above if head.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return False
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if verb.tag_ == "VBD" or helpers & _words("back"):
        return False
    if helpers & _words("ahead") or page.word_before(start) in _words("deadline"):
        return True
    planned = _is_planned(verb.head) or verb.head.lower_ in {"is", "are"}
    return _is_planned(verb) or ("to" in helpers and planned)


def _is_planned(verb: Token) -> bool:
    """Whether it is "is due", "plans", "expects": a present word that puts its infinitive into the future."""
    return verb.lower_ in _words("planned") and verb.tag_ != "VBD"


# --- the words around -------------------------------------------------------------------------------


def _bent(page: Page, time: Time) -> Time:
    """The time with its interval opened where "since" or "until" stands before it."""
    if time.start is None or time.end is None or time.type not in {"DATE", "TIME"}:
        return time
    before = page.word_before(time.span.start)
    if before == "since" or _within_since(page, time):
        return replace(time, end=None)
    if time.type == "TIME":  # "shortly after noon" is that day
        return time
    if before in _words("open end"):
        return replace(time, end=None)
    return replace(time, start=None) if before in _words("open start") else time


def _within_since(page: Page, time: Time) -> bool:
    """Whether the time says when that was since which something holds ("since the invasion in 2022")."""
    if page.word_before(time.span.start) not in _words("inside since"):
        return False
    token = page.token(time.span.start)
    for head in token.ancestors:
        marks = (child.lower_ for child in head.children if child.dep_ == "mark")
        if head.lower_ == "since" or "since" in marks:
            return head.i < token.i
    return False


_TO = re.compile(r"\s*(?:,? ?(?:to|and|until|till|through)|-|–|—)\s+(?:on )?|\s*[-–—]\s*")


def _joined(page: Page, found: Iterable[Time]) -> Iterator[Time]:
    """The times with each "from A to B" made one, that starts with A and ends with B."""
    held: Time | None = None
    for time in found:
        if held is None:
            held = time
        elif both := _range(page, held, time):
            held = both
        else:
            yield held
            held = time
    if held is not None:
        yield held


def _range(page: Page, first: Time, second: Time) -> Time | None:
    """One time for two that are the ends of a range, else `None`."""
    gap = page.text[first.span.end : second.span.start]
    if first.type != second.type or first.type not in {"DATE", "TIME"} or not _TO.fullmatch(gap):
        return None
    lead = _RANGE.search(page.text, max(0, first.span.start - 10), first.span.start)
    if "and" in gap and (lead is None or lead[1].lower() != "between"):
        return None
    if first.start is None or second.start is None or "/" in f"{first.value}":
        return None
    start, value = first.start, first.value
    if second.start < start and (weekday := _a_week_before(first)) is not None:
        start = value = weekday
    if second.start < start:
        return None
    span = page.span(lead.start(1) if lead else first.span.start, second.span.end)
    return Time(span, first.type, f"{value}/{second.value}", start, second.end or second.start)


_RANGE = re.compile(r"\b(between|from)\s+(?:the\s+)?$", re.IGNORECASE)


def _a_week_before(time: Time) -> str | None:
    """The same weekday a week before, for "from Monday to Wednesday" in a report of a Tuesday."""
    if time.start is None or not time.span.text.lower().endswith("day"):
        return None
    return (date.fromisoformat(time.start) - timedelta(days=7)).isoformat()
