"""Figures beside figures: one that stands alone counts what the one beside it counts."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from allegedly.statements.quantities.numbers import word_list
from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allegedly.model import Quantity
    from allegedly.statements.page import Page

__all__ = ["named"]


def named(page: Page, found: Sequence[Quantity], counts: Sequence[bool]) -> Iterator[Quantity]:
    """The figures, each that is a count without a unit with the unit of its neighbour; `counts` says which count."""
    held: Quantity | None = None
    last: Quantity | None = None
    end = -1
    following = zip_longest(found[1:], counts[1:])
    for (quantity, is_count), after in zip_longest(zip(found, counts, strict=True), following):
        told = quantity
        if is_count and quantity.unit is None:
            told = _told(page, quantity, (last, held), after[0] if after and after[1] else None)
        if is_count and held is not None and _is_part(page, quantity, end):
            told = replace(told, role=told.role or held.role)
            end = told.span.end
        elif is_count and (told.unit is not None or told.role is not None):
            held = told
        last = told
        yield told


def _told(
    page: Page,
    quantity: Quantity,
    before: tuple[Quantity | None, Quantity | None],
    after: Quantity | None,
) -> Quantity:
    """The figure with the unit of the next one, or of one before: the last of all, the last that counts."""
    last, held = before
    if after is not None and _shares(page, quantity, after):
        return replace(quantity, unit=str(after.unit).split()[-1])
    if last is not None and _is_money_too(page, last, quantity):
        return replace(quantity, unit=last.unit)
    if held is not None and _follows(page, held, quantity):
        return replace(quantity, unit=held.unit)
    return quantity


_LARGE = re.compile(r"(?:million|billion|trillion|[mb]n)$", re.IGNORECASE)


def _is_money_too(page: Page, last: Quantity, quantity: Quantity) -> bool:
    """Whether millions beside money are money: "it raised 44 million euros at a valuation of 310 million"."""
    money = str(last.unit) in table("quantities")["currencies"].values()
    large = _LARGE.search(quantity.span.text) and quantity.role is None
    return money and bool(large) and _is_near(page, last, quantity)


_OF_WHOM = re.compile(r" of (?:them|whom|which)\b")


def _is_part(page: Page, quantity: Quantity, end: int) -> bool:
    """Whether it counts some of those counted before: "including six children", "12 of whom were children".

    `end` is where the part before it ended: "including six children and two women".
    """
    if end >= 0 and page.text[end : quantity.span.start] in {" and ", ", ", ", and "}:
        return True
    parts = word_list("quantities", "part")
    before, after = quantity.span.start, page.text[quantity.span.end : quantity.span.end + 9]
    inside = _OF_WHOM.search(quantity.span.text) or _OF_WHOM.match(after)
    return page.word_before(before) in parts or inside is not None


_AND_MORE = re.compile(r"(?:\s[\w-]+){1,3}\s(?:and|or)\s(?:[a-z]+\s){0,2}")


def _shares(page: Page, quantity: Quantity, after: Quantity) -> bool:
    """Whether two figures share the noun of the second: "10 Danish and about 12 Dutch sailors"."""
    if after.unit is None or quantity.role != after.role:
        return False
    return _AND_MORE.fullmatch(page.text, quantity.span.end, after.span.start) is not None


def _follows(page: Page, held: Quantity, quantity: Quantity) -> bool:
    """Whether a figure counts on what an earlier one counted, a sentence on at most: "could reach 10,000"."""
    if page.word_before(quantity.span.start) == "of":  # "a town of 400,000"
        return False
    return _is_near(page, held, quantity)


def _is_near(page: Page, earlier: Quantity, later: Quantity) -> bool:
    """Whether two figures stand in one sentence or in two that follow each other."""
    first = page.token(earlier.span.start).i
    last = page.token(later.span.start).i
    return sum(bool(token.is_sent_start) for token in page.doc[first + 1 : last + 1]) < 2
