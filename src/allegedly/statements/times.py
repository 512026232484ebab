"""Time expressions: what the words say as TIMEX3, and the days that they mean against the publication date.

The grammar is `lexicon/times.toml`, what its parts mean is `calendar.py`. This file finds the expressions in
a parsed report, asks the parse where words are ambiguous ("may", "1500 troops"), and reads the words around
an expression that bend its interval ("since", "until", "between ... and").
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Literal

from allegedly.model import Span, Time
from allegedly.statements.calendar import Anchor, Meaning, interval, resolve
from allegedly.statements.numbers import either, lowered, table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

__all__ = ["expressions", "times"]

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
    return tuple(_joined(doc, [_bent(doc, time) for time in expressions(doc, published)]))


def expressions(doc: Doc, published: str | None) -> tuple[Time, ...]:
    """Every time expression by itself, as TIMEX3 counts them: "between May 8 and 13" is two."""
    anchor = Anchor.of(published)
    return tuple(_time(doc, found, anchor) for found in _found(doc))


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
    plain = (_GROUP.sub("(?:", rule.pattern.pattern) for rule in _rules())
    return re.compile(r"(?<![\w$€£#@])(?<!\d[.,/:])(?:" + "|".join(f"({p})" for p in plain) + ")")


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


def _found(doc: Doc) -> Iterator[_Found]:
    """Every expression that grammar and parse agree on, leftmost first, by the first rule that fits."""
    text, position = lowered(doc.text), 0
    while match := _scanner().search(text, position):
        found = _first_fit(doc, text, match.start(), (match.lastindex or 1) - 1)
        if found is None:
            position = match.start() + 1
            continue
        yield from _split(found[0], found[1])
        position = found[1].end()


def _first_fit(doc: Doc, text: str, start: int, first: int) -> tuple[_Rule, re.Match[str]] | None:
    for rule in _rules()[first:]:
        match = rule.pattern.match(text, start)
        if match and (rule.guard is None or _GUARDS[rule.guard](doc, match)):
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


def _tokens(doc: Doc, start: int, end: int) -> Sequence[Token]:
    """The tokens that characters `start` to `end` touch."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return list(span) if span is not None else []


def _before(doc: Doc, start: int, count: int = 1) -> str:
    """The `count` words that stand before a place in the text, in lower case."""
    words = doc.text[max(0, start - 40) : start].split()[-count:]
    return " ".join(words).lower()


# --- guards: what the parse has to allow ------------------------------------------------------------

_YEAR_BEFORE = frozenset(
    "in since until till from by of during before after through between for to early late mid and fiscal "
    "year january february march april may june july august september october november december spring "
    "summer autumn fall winter ( , - back election".split()
)
_NOT_A_YEAR_BEFORE = frozenset(
    "about around nearly almost over some than least most only to no no. $ £ € up".split()
)


def _is_name(doc: Doc, match: re.Match[str]) -> bool:
    """A month's name is written with a capital and, where it is a word too, tagged as a name."""
    start = match.start("month")
    if not doc.text[start].isupper():
        return False
    if match["month"] not in {"may", "march", "mar", "dec", "sep", "jan", "jun"}:
        return True
    tokens = _tokens(doc, start, match.end("month"))
    return (
        bool(tokens)
        and tokens[0].tag_ in {"NNP", "NNPS"}
        and tokens[0].dep_ not in {"compound", "nsubj"}
    )


def _is_year(doc: Doc, match: re.Match[str]) -> bool:
    """Four digits are a year unless they count something."""
    tokens = _tokens(doc, match.start("year"), match.end("year"))
    if not tokens:
        return False
    year, before = tokens[-1], _before(doc, match.start("year")).strip("(\"'“‘")
    after = doc[year.i + 1] if year.i + 1 < len(doc) else None
    if int(match["year"]) < 1800 and before not in {
        "in",
        "since",
        "of",
        "year",
        "from",
        "by",
        "until",
    }:
        return False
    if after is not None and (after.lower_ in _UNITS_AFTER or after.text in {"%", "°"}):
        return False
    if match.start() < match.start("year") or before in _YEAR_BEFORE - {
        "to",
        "for",
        "of",
        "and",
        "between",
    }:
        return True
    if before == "to" and not re.search(r"\d{4} to $", doc.text[: match.start()][-8:]):
        return False
    counted = after is not None and after.tag_ == "NNS" and year.head.i >= after.i
    return not counted and before not in _NOT_A_YEAR_BEFORE


_UNITS_AFTER = frozenset(
    "years year months days hours minutes weeks people troops soldiers percent per euros dollars miles km "
    "kilometers kilometres meters metres feet square tons tonnes million billion hundred thousand".split()
)


def _is_year_in_words(_doc: Doc, match: re.Match[str]) -> bool:
    """Nineteen ninety-six is a year; "twenty five" and "two thousand five hundred" are not."""
    rest = match["rest"]
    tens = table("quantities")["numbers"]["tens"]
    return rest.split("-")[0].split()[0] in tens and match["century"] != "two thousand"


def _is_length(doc: Doc, match: re.Match[str]) -> bool:
    """A number with a unit is a length; "a second" is an ordinal, "5 dollars a day" a rate."""
    if match["n"] not in {"a", "an"}:
        return match["unit"] != "second" or match["n"] not in {"some", "many", "one"}
    tokens = _tokens(doc, match.start("n"), match.end("n"))
    rate = bool(tokens) and tokens[0].i > 0 and doc[tokens[0].i - 1].tag_ in {"NN", "NNS", "CD", "$"}
    return match["unit"] not in {"second", "quarter", "night"} and not rate


def _is_units(doc: Doc, match: re.Match[str]) -> bool:
    """Bare units are a length after a preposition: "for weeks", "within days"."""
    return _before(doc, match.start()) in {
        "for",
        "within",
        "in",
        "after",
        "over",
        "by",
        "take",
        "took",
        "several",
    }


_GUARDS: dict[str, Callable[[Doc, re.Match[str]], bool]] = {
    "name": _is_name,
    "year": _is_year,
    "year in words": _is_year_in_words,
    "length": _is_length,
    "units": _is_units,
}


# --- meaning ----------------------------------------------------------------------------------------


def _time(doc: Doc, found: _Found, anchor: Anchor) -> Time:
    tokens = _tokens(doc, found.start, found.end)
    ahead = bool(tokens) and _looks_ahead(tokens[0])
    meaning = resolve(found.rule.resolve, found.parts, replace(anchor, ahead=ahead))
    start, end = meaning.span if meaning.span is not None else interval(meaning.value)
    span = Span(found.start, found.end, doc.text[found.start : found.end])
    return Time(span, found.rule.type or _type(meaning), meaning.value, start, end)


def _type(meaning: Meaning) -> TimexType:
    value = meaning.value
    if value.startswith("P") and not value.endswith("_REF"):
        return "DURATION"
    return "TIME" if "T" in value and not value.endswith("_REF") else "DATE"


_AHEAD = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_PLANNED = frozenset(
    "due set scheduled expected planned slated plan plans planning expect expects hope hopes going".split()
)


def _looks_ahead(token: Token) -> bool:
    """Whether the clause of a time speaks of what is to come: "will meet", "is due to", "expects to"."""
    verbs = (head for head in islice(token.ancestors, 6) if head.pos_ in {"VERB", "AUX"})
    verb = next(verbs, None)
    if verb is None:
        return False
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if verb.tag_ == "VBD" or helpers & _BACK:
        return False
    if helpers & _AHEAD or _before(token.doc, token.idx) in {"by", "until", "till"}:
        return True
    return _is_planned(verb) or ("to" in helpers and _is_planned(verb.head))


_BACK = frozenset({"had", "was", "were", "did", "'d", "’d"})


def _is_planned(verb: Token) -> bool:
    """Whether it is "is due", "plans", "is to": a present word that puts its infinitive into the future."""
    return (verb.lower_ in _PLANNED and verb.tag_ != "VBD") or verb.lower_ in {"is", "are"}


# --- the words around -------------------------------------------------------------------------------

_OPEN_END = frozenset({"since", "after", "from"})
_OPEN_START = frozenset({"until", "till", "before", "by"})


def _bent(doc: Doc, time: Time) -> Time:
    """The time with its interval opened where "since" or "until" stands before it."""
    if time.start is None or time.end is None or time.type not in {"DATE", "TIME"}:
        return time
    before = _before(doc, time.span.start)
    if before in _OPEN_END or _within_since(doc, time):
        return replace(time, end=None)
    return replace(time, start=None) if before in _OPEN_START else time


def _within_since(doc: Doc, time: Time) -> bool:
    """Whether the time says when that was since which something holds ("since the invasion in 2022")."""
    tokens = _tokens(doc, time.span.start, time.span.end)
    if not tokens or _before(doc, time.span.start) not in {"in", "on", "of", "during", "at"}:
        return False
    for head in tokens[0].ancestors:
        if head.lower_ == "since" or any(
            c.lower_ == "since" and c.dep_ == "mark" for c in head.children
        ):
            return head.i < tokens[0].i
        if head.dep_ == "ROOT":
            return False
    return False


_BETWEEN = re.compile(r"\s*(?:,? ?(?:to|and|until|till|through)|-|–|—)\s+(?:on )?|\s*[-–—]\s*")


def _joined(doc: Doc, found: Sequence[Time]) -> Iterator[Time]:
    """The times with each "from A to B" made one, that starts with A and ends with B."""
    held: Time | None = None
    for time in found:
        if held is not None and _is_range(doc, held, time):
            held = replace(
                held,
                span=Span(
                    held.span.start, time.span.end, doc.text[held.span.start : time.span.end]
                ),
                value=f"{held.value}/{time.value}",
                end=time.end or time.start,
            )
            continue
        if held is not None:
            yield held
        held = time
    if held is not None:
        yield held


def _is_range(doc: Doc, first: Time, second: Time) -> bool:
    gap = doc.text[first.span.end : second.span.start]
    if first.type != "DATE" or second.type != "DATE" or not _BETWEEN.fullmatch(gap):
        return False
    if (
        first.start is None
        or second.start is None
        or second.start < first.start
        or "/" in (first.value or "")
    ):
        return False
    return "and" not in gap or _before(doc, first.span.start) == "between"
