"""Figures of statements as ranges, and whether two of them meet, agree or cannot both hold."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

from allegedly.link.tables import classes, table, weights, words_table
from allegedly.link.words import raw_words, stem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.model import Quantity, Span, Statement, Time

__all__ = [
    "OWN",
    "Figure",
    "comparable",
    "conflict",
    "equal",
    "figures",
    "one_quantity",
    "other_things",
    "told",
    "unit_of",
]


_NEAR = 60
"""Characters from a figure within which a word says what it measures: about ten words (invented)."""
_ON_TOP = frozenset({"another", "more", "other", "others", "additional", "further", "extra"})
_OWN = re.compile(r"\bof (?:its|our|their|his|her)\b|\b(?:our|its) \w+$")
_SET_ASIDE = re.compile(r"\b(?:not|rather than|instead of|never) (?:just |only )?$")
_NAME = re.compile(r"\b[^\W\d_a-z][^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]+")
_DURATION = re.compile(r"P(\d+(?:\.\d+)?)([YMWD])")
_DAYS = {"Y": 365, "M": 30, "W": 7, "D": 1}


OWN = "own"
"""The scope of what belongs to somebody: "two of its anchors"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the range in which it can lie, with what it counts."""

    low: float
    high: float
    printed: float
    unit: str
    role: str | None
    subsets: frozenset[str]
    planned: bool
    partial: bool
    """The count is said not to be closed ("so far")."""
    scope: frozenset[str] = frozenset()
    """Words beside it that say of what part or span of time it is."""
    measure: str = ""
    """What is measured (`measures.toml`), else the stem of the role; empty where nothing says it."""
    sort: str = ""
    """Which sort of people, where it says more than people."""
    whose: str = ""
    """Of a share: the name that stands before it."""
    refused: bool = False
    """It is named only to be set aside: "14, not 12", "from 12 to 14"."""
    quantity: Quantity | None = None
    """As it was read; a duration has none."""

    @property
    def running(self) -> bool:
        """Whether it is a count that goes on, such as a toll."""
        return self.measure in _heads("running")

    @property
    def known(self) -> bool:
        """Whether it measures one of the things that a story has but one of."""
        return self.running or self.measure in _heads("fixed")


def figures(statement: Statement, words: frozenset[str]) -> tuple[Figure, ...]:
    """The figures and durations of a statement with these words; a vague one ("dozens") is not compared."""
    counted = (_figure(quantity, statement, words) for quantity in statement.quantities)
    lasting = (_duration(time, statement, words) for time in statement.times)
    return tuple(figure for figure in (*counted, *lasting) if figure)


def loose_figures(statement: Statement, words: frozenset[str]) -> tuple[Figure, ...]:
    """What `figures` leaves out: vague figures, which any figure may meet, and changes, which no level meets."""
    found = (_figure(quantity, statement, words, loose=True) for quantity in statement.quantities)
    return tuple(figure for figure in found if figure)


def equal(a: Figure, b: Figure) -> bool:
    """Whether the same number is printed for what may be the same thing."""
    return a.printed == b.printed and _same_thing(a, b)


def conflict(a: Figure, b: Figure) -> bool:
    """Whether two figures count what may be the same thing, and their ranges do not meet."""
    return _same_thing(a, b) and _sorts_meet(a, b) and (a.low > b.high or b.low > a.high)


def other_things(a: Sequence[Figure], b: Sequence[Figure]) -> bool:
    """Whether both count, and nothing that the other counts: not people of one sort, nor as many people."""
    counted = [(x, y) for x, y in product(a, b) if x.unit and y.unit]
    return bool(counted) and not any(
        x.unit == y.unit and (x.sort == y.sort or x.printed == y.printed) for x, y in counted
    )


def comparable(a: Figure, b: Figure) -> bool:
    """Whether two figures count the same thing in the same role, subset and scope: the guards of a contradiction."""
    return (
        _same_thing(a, b)
        and _counted(a, b)
        and (a.measure == b.measure or not (a.measure and b.measure))
        and a.subsets == b.subsets
        and a.scope == b.scope
        and _sorts_meet(a, b)
        and a.planned == b.planned
        and a.partial == b.partial
        and not (a.refused or b.refused)
        and _one_share(a, b)
    )


def one_quantity(a: Figure, b: Figure) -> bool:
    """Whether two figures are comparable and both say that they measure one and the same thing."""
    return comparable(a, b) and bool(a.measure) and a.measure == b.measure


def told(figure: Figure) -> str:
    """A figure in words: its bound, its number, what it counts."""
    quantity = figure.quantity
    bound = "" if quantity is None or quantity.bound in {"exact", "vague"} else f"{quantity.bound} "
    number = f"{figure.printed:,.10g}"
    if quantity and quantity.min is not None and quantity.max is not None:
        number = f"{quantity.min:,.10g} to {quantity.max:,.10g}"
    unit = unit_of(figure)
    return f"{bound}{number}{unit if unit == '%' else f' {unit}'}".strip()


def unit_of(figure: Figure) -> str:
    """What it counts, as it was read."""
    return (figure.quantity.unit or "") if figure.quantity else "days"


def _one_share(a: Figure, b: Figure) -> bool:
    """A share of votes is somebody's; of a turnout there is but one."""
    one = a.known and a.measure == b.measure
    return a.unit != "%" or one or (bool(a.whose) and a.whose == b.whose)


def _counted(a: Figure, b: Figure) -> bool:
    """Whether it is known what both count: by their units, or for a known measure by one of them."""
    return bool(a.unit and b.unit) or (a.known and a.measure == b.measure)


def _sorts_meet(a: Figure, b: Figure) -> bool:
    """Not soldiers and civilians; and some soldiers may be among more people."""
    if a.sort == b.sort:
        return True
    part, whole = (a, b) if a.sort else (b, a)
    return not whole.sort and part.low > whole.high


def _same_thing(a: Figure, b: Figure) -> bool:
    return not a.unit or not b.unit or a.unit == b.unit


def _figure(
    quantity: Quantity, statement: Statement, words: frozenset[str], *, loose: bool = False
) -> Figure | None:
    numbers = [n for n in (quantity.value, quantity.min, quantity.max) if n is not None]
    if loose == bool(numbers and not quantity.change):
        return None
    numbers = numbers or [0.0, math.inf]
    low, high = _range(quantity, min(numbers), max(numbers))
    own = _own_words(quantity, statement)
    measure = _measure(quantity, own)
    return Figure(
        low=low,
        high=high,
        printed=quantity.value if quantity.value is not None else min(numbers),
        unit=_unit(quantity.unit),
        role=quantity.role,
        subsets=frozenset(filter(_narrows, own)) | _rest(quantity, statement),
        scope=frozenset(w for w, away in own.items() if w in _scopes() and away <= _NEAR),
        planned=_planned(statement, words),
        partial=_partial(statement),
        measure=measure,
        sort=_sort(quantity),
        whose=_whose(quantity, statement) if quantity.unit == "%" else "",
        refused=_refused(quantity, statement),
        quantity=quantity,
    )


@cache
def _heads(section: str) -> frozenset[str]:
    return frozenset(classes("measures.toml", section).values())


@cache
def _known_words() -> Mapping[str, str]:
    parts = ("running", "fixed", "own")
    return {word: name for p in parts for word, name in classes("measures.toml", p).items()}


@cache
def _scopes() -> frozenset[str]:
    return frozenset(table("measures.toml")["scopes"].split())


def _own_words(quantity: Quantity, statement: Statement) -> Mapping[str, int]:
    """The words of the content that stand nearer to this figure than to another -> how many characters away."""
    others = [q.span for q in statement.quantities if q != quantity]
    found: dict[str, int] = {}
    for start, word in _words_at(statement):
        away = _away(start, quantity.span)
        if all(
            (away, quantity.span.start) < (_away(start, other), other.start) for other in others
        ):
            found[word] = min(away, found.get(word, away))
    return found


def _words_at(statement: Statement) -> Iterator[tuple[int, str]]:
    for span in statement.content:
        for match in _WORD.finditer(span.text):
            yield span.start + match.start(), match.group().lower()


def _away(place: int, span: Span) -> int:
    return max(span.start - place, place - span.end, 0)


def _measure(quantity: Quantity, own: Mapping[str, int]) -> str:
    """What is measured: as the role says, else the nearest word beside it that the table knows."""
    known = _known_words()
    role = list(raw_words(quantity.role or ""))
    named = [known[w] for w in role if w in known]
    if named or role:
        return named[0] if named else _deed(role)
    near = [(away, word) for word, away in own.items() if word in known and away <= _NEAR]
    return known[min(near)[1]] if near else ""


def _deed(role: Sequence[str]) -> str:
    deeds = words_table().deeds
    return next((deeds[w] for w in role if w in deeds), stem(role[0]))


def _narrows(word: str) -> bool:
    """Whether a word says that only some are counted; one that tells what is measured does not ("injured")."""
    return word in words_table().subsets and word not in _known_words()


def _rest(quantity: Quantity, statement: Statement) -> frozenset[str]:
    """Whether it counts only what comes on top ("another 70", "47 others"), or the speaker's own ("our men")."""
    before, after = _around(quantity, statement)
    if _OWN.search(f"{before[-12:]}{quantity.span.text[:40]}{after[:12]}"):
        return frozenset({OWN})
    words = list(raw_words(quantity.span.text))[:4]
    over = any(a == "more" and b == "than" for a, b in pairwise(words))
    return frozenset() if over else frozenset(words) & _ON_TOP


def _around(quantity: Quantity, statement: Statement) -> tuple[str, str]:
    """The content before and after a figure."""
    at = quantity.span
    for span in statement.content:
        if span.start <= at.start and at.end <= span.end:
            return span.text[: at.start - span.start], span.text[at.end - span.start :]
    return "", ""


def _refused(quantity: Quantity, statement: Statement) -> bool:
    before, after = _around(quantity, statement)
    old = before.endswith("from ") and after.lstrip().startswith("to ")
    return old or bool(_SET_ASIDE.search(before))


def _whose(quantity: Quantity, statement: Statement) -> str:
    names = _NAME.findall(_around(quantity, statement)[0])
    return next((n for n in reversed(names) if n.lower() not in words_table().stop), "")


def _sort(quantity: Quantity) -> str:
    sorts = classes("measures.toml", "sorts")
    return next((sorts[w] for w in raw_words(quantity.unit or "") if w in sorts), "")


def _duration(time: Time, statement: Statement, words: frozenset[str]) -> Figure | None:
    """How long something lasts, in days; "two months" is about that long."""
    match = _DURATION.fullmatch(time.value or "") if time.type == "DURATION" else None
    if not match:
        return None
    days = float(match[1]) * _DAYS[match[2]]
    share = weights("figure")["about"]
    return Figure(
        low=days * (1 - share),
        high=days * (1 + share),
        printed=days,
        unit="days long",
        role=None,
        subsets=words & words_table().subsets,
        planned=_planned(statement, words),
        partial=_partial(statement),
    )


def _planned(statement: Statement, words: frozenset[str]) -> bool:
    foretold = statement.certainty in {"predicted", "conditional"}
    return foretold or bool(words & words_table().planned)


def _range(quantity: Quantity, least: float, most: float) -> tuple[float, float]:
    shares = weights("figure")
    match quantity.bound:
        case "at least" | "more than":
            return least, least * shares["reach"]
        case "up to" | "less than":
            return 0.0, most
        case "about" | "vague":
            return least * (1 - shares["about"]), most * (1 + shares["about"])
        case _:
            return least, most


def _unit(unit: str | None) -> str:
    """What is counted: the class of the last word of the unit that has one, else its stem."""
    if unit == "%":
        return unit
    words: Sequence[str] = list(raw_words(unit or ""))
    units = words_table().units
    known = [units[word] for word in words if word in units]
    return known[-1] if known else (stem(words[-1]) if words else "")


def _partial(statement: Statement) -> bool:
    text = " ".join(span.text.lower() for span in statement.content)
    return any(sign in text for sign in words_table().open_scope)
