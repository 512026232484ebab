"""Figures of statements as ranges, and whether two of them meet, agree or cannot both hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.link.tables import weights, words_table
from allegedly.link.words import raw_words, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allegedly.model import Quantity, Statement, Time

__all__ = ["Figure", "conflict", "equal", "figures"]


_DURATION = re.compile(r"P(\d+(?:\.\d+)?)([YMWD])")
_DAYS = {"Y": 365, "M": 30, "W": 7, "D": 1}


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


def figures(statement: Statement, words: frozenset[str]) -> tuple[Figure, ...]:
    """The figures and durations of a statement with these words; a vague one ("dozens") is not compared."""
    counted = (_figure(quantity, statement, words) for quantity in statement.quantities)
    lasting = (_duration(time, statement, words) for time in statement.times)
    return tuple(figure for figure in (*counted, *lasting) if figure)


def equal(a: Figure, b: Figure) -> bool:
    """Whether the same number is printed for what may be the same thing."""
    return a.printed == b.printed and _same_thing(a, b)


def conflict(a: Figure, b: Figure) -> bool:
    """Whether two figures count what may be the same thing, and their ranges do not meet."""
    return _same_thing(a, b) and (a.low > b.high or b.low > a.high)


def comparable(a: Figure, b: Figure) -> bool:
    """Whether two figures count the same thing in the same role, subset and scope: the guards of a contradiction."""
    return (
        _same_thing(a, b)
        and bool(a.unit and b.unit)
        and (a.role == b.role or not (a.role and b.role))
        and a.subsets == b.subsets
        and a.planned == b.planned
        and a.partial == b.partial
    )


def _same_thing(a: Figure, b: Figure) -> bool:
    return not a.unit or not b.unit or a.unit == b.unit


def _figure(quantity: Quantity, statement: Statement, words: frozenset[str]) -> Figure | None:
    numbers = [n for n in (quantity.value, quantity.min, quantity.max) if n is not None]
    if not numbers or quantity.change:
        return None
    table = words_table()
    low, high = _range(quantity, min(numbers), max(numbers))
    return Figure(
        low=low,
        high=high,
        printed=quantity.value if quantity.value is not None else min(numbers),
        unit=_unit(quantity.unit),
        role=quantity.role,
        subsets=words & table.subsets,
        planned=_planned(statement, words),
        partial=_partial(statement),
    )


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
    words: Sequence[str] = list(raw_words(unit or ""))
    table = words_table().units
    known = [table[word] for word in words if word in table]
    return known[-1] if known else (stem(words[-1]) if words else "")


def _partial(statement: Statement) -> bool:
    text = " ".join(span.text.lower() for span in statement.content)
    return any(sign in text for sign in words_table().open_scope)
