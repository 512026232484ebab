"""Figures that are zero: "no casualties", "without injuries", "nobody was hurt", "none of the passengers died"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.model import Quantity
from allegedly.statements.quantities.numbers import word_list
from allegedly.statements.quantities.role import harm_of, role_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from allegedly.statements.page import Page

__all__ = ["nothing"]

_NONE = re.compile(
    r"\b(?:(nobody|no[ -]one)|none|(no|without(?: any)?)(?= [a-z]))\b", re.IGNORECASE
)


def nothing(page: Page) -> Iterator[Quantity]:
    """The figures of a text that are zero."""
    for match in _NONE.finditer(page.text):
        first = page.token(match.start())
        if match[1]:
            found = _nobody(page, page.token(match.end() - 1), first)
        elif match[2]:
            found = _absent(page, first)
        else:
            found = _none_of(page, first)
        if found is not None:
            yield found


def _absent(page: Page, no: Token) -> Quantity | None:
    """No casualties, without further injuries."""
    nouns = word_list("quantities", "none of")
    noun = next((t for t in page.doc[no.i + 1 : no.i + 3] if t.lower_ in nouns), None)
    return _zero(page, no, noun, noun.lower_, role_of(noun)) if noun is not None else None


def _nobody(page: Page, one: Token, first: Token) -> Quantity | None:
    """Nobody was hurt; not "nobody knows"."""
    harm = harm_of(one)
    return _zero(page, first, one, "people", harm) if harm else None


def _none_of(page: Page, none: Token) -> Quantity | None:
    """None of the passengers was hurt."""
    harm = harm_of(none)
    things = (t for of in none.children if of.lower_ == "of" for t in of.children)
    noun = next((t for t in things if t.tag_ in {"NNS", "NNPS"}), None)
    if harm is None:
        return None
    if noun is None:
        return _zero(page, none, none, None, harm)
    return _zero(page, none, noun, noun.lower_, harm)


def _zero(page: Page, first: Token, last: Token, unit: str | None, role: str | None) -> Quantity:
    span = page.span(first.idx, last.idx + len(last))
    return Quantity(span, value=0.0, unit=unit, role=role)
