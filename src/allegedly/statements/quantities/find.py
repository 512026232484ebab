"""The figures of a report: how many of what, within which bound, and what happened to them.

What a number is worth, and its currency or measure, is read from the text alone (`around.py`). This file
puts it together with what takes the parse: what is counted, in what role, and what is no figure at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from allegedly.model import Quantity
from allegedly.statements.quantities.around import amounts
from allegedly.statements.quantities.beside import named
from allegedly.statements.quantities.counted import counted
from allegedly.statements.quantities.names import is_age, is_name, phones
from allegedly.statements.quantities.none import nothing
from allegedly.statements.quantities.role import change, role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.model import Time
    from allegedly.statements.page import Page
    from allegedly.statements.quantities.around import Amount
    from allegedly.statements.quantities.counted import Counted

__all__ = ["Figure", "FigureKind", "figures", "quantities"]

FigureKind = Literal["count", "money", "percent", "measure", "duration", "age", "one of"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with what kind of thing it measures."""

    quantity: Quantity
    kind: FigureKind
    leads: bool = False
    """Whether it says from where something moved to the next figure ("rose from 5 to 7 percent")."""


def quantities(page: Page, times: Iterable[Time]) -> tuple[Quantity, ...]:
    """The figures of a report in text order: counts, money, percentages, measures; none inside its `times`.

    Lengths of time belong to `times`; ages, "one of the ..." and "one" for somebody are no figures.
    """
    wanted = (
        f.quantity for f in figures(page, times) if f.kind not in {"duration", "age", "one of"}
    )
    return tuple(wanted)


def figures(page: Page, times: Iterable[Time]) -> tuple[Figure, ...]:
    """Every figure with its kind, lengths of time and ages among them; dates, names and ordinals are none."""
    page = replace(page, dated=_dated(times) | phones(page.text))
    found = [*_figures(page), *(Figure(q, "count") for q in nothing(page))]
    found.sort(key=lambda f: f.quantity.span)
    units = named(
        page,
        [f.quantity for f in found],
        [f.kind == "count" and f.quantity.value != 0 for f in found],
    )
    return tuple(replace(f, quantity=q) for f, q in zip(found, units, strict=True))


def _dated(times: Iterable[Time]) -> frozenset[int]:
    """The characters that belong to a date or a time of day: a number there counts nothing."""
    spans = (time.span for time in times if time.type in {"DATE", "TIME"})
    return frozenset(place for span in spans for place in range(span.start, span.end))


def _figures(page: Page) -> Iterator[Figure]:
    for amount in amounts(page.text):
        if amount.first in page.dated or is_name(page, amount):
            continue
        yield _figure(page, amount)


def _figure(page: Page, amount: Amount) -> Figure:
    """The figure of one amount: its unit from the noun it counts, its role from the word that governs it."""
    things = counted(page, amount)
    kind = _kind(page, amount, things)
    quantity = Quantity(
        page.span(amount.start, things.end),
        value=amount.value,
        min=amount.min,
        max=amount.max,
        vague=amount.vague,
        unit=things.unit or amount.unit,
        bound=amount.bound,
        role=role(page, amount, things),
        change=change(page, amount, things),
    )
    return Figure(quantity, kind, amount.leads)


def _kind(page: Page, amount: Amount, things: Counted) -> FigureKind:
    if amount.kind == "duration":
        return "age" if page.text.endswith(("old", "olds"), 0, amount.end) else "duration"
    if amount.kind != "count":
        return amount.kind
    if not things.words and is_age(page, amount):
        return "age"
    is_one = page.text[amount.first : amount.last].lower() == "one" and not things.is_part
    return (
        "one of"
        if is_one and re.match(r"\s+of\b", page.text[amount.end : amount.end + 5])
        else "count"
    )
