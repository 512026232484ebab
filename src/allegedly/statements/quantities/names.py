"""Numbers that are no figures: parts of names, numberings, scores, ages, telephone numbers, "one" for somebody."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.statements.quantities.counted import words_counted
from allegedly.statements.quantities.numbers import word_list
from allegedly.statements.quantities.role import harm_of

if TYPE_CHECKING:
    from allegedly.statements.page import Page
    from allegedly.statements.quantities.around import Amount

__all__ = ["is_age", "is_name", "phones"]

_PARTS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 128})
"""Denominators that a written fraction has; "9/11" and "24/7" are names."""
_LIST_MARK = re.compile(r"[.)] ")


def _words(row: str) -> frozenset[str]:
    return word_list("quantities", row)


_PHONE = re.compile(
    r"(?<![\w.,])(?:\+\d[\d ()-]{7,}\d|0\d{2,4}[ -]\d{3,}(?:[ -]\d{3,})*|(?:(?:1[- ])?\(?\d{3}\)?[- ])?\d{3}-\d{4})(?!\w)"
)


def phones(text: str) -> frozenset[int]:
    """The characters of telephone numbers."""
    return frozenset(i for match in _PHONE.finditer(text) for i in range(*match.span()))


def is_name(page: Page, amount: Amount) -> bool:
    """Whether a number is no figure: part of a name or ordinal, a score, a mark in a list, or somebody."""
    if amount.vague or amount.kind == "money":
        return False
    return (
        _glued(page.text, amount)
        or _numbering(page, amount)
        or _fraction_of_nothing(page.text, amount)
        or _is_somebody(page, amount)
    )


def _is_somebody(page: Page, amount: Amount) -> bool:
    """Whether it stands for somebody: "each one", "the two said"; or "zero" is a word ("ground zero")."""
    written = page.text[amount.first : amount.last].lower()
    if amount.kind != "count" or not written.isalpha():
        return False
    if written != "zero" and page.text.startswith(" of ", amount.end):
        part = (
            page.text[max(0, amount.start - 2) : amount.start] == ", "
        )  # "ten were hurt, one of them badly"
        definite = written == "one" or page.word_before(amount.start) in _words("definite")
        return definite and not part and page.token(amount.end + 4).lower_ in _words("them")
    things = words_counted(page, amount)
    if written == "zero":
        return not things or things[-1].tag_ != "NNS"
    if things:
        return False
    if written == "one":
        told = harm_of(page.token(amount.first)) or _state_follows(page, amount)
        return not told or page.word_before(amount.first) == "no"
    return page.word_before(amount.start) in _words("definite")


_GOES_ON = re.compile(r"[-–/:]\d|/|-to-\d")


def _state_follows(page: Page, amount: Amount) -> bool:
    """Whether the state of somebody follows: "four killed, one missing"."""
    return page.token(amount.end + 1).lower_ in _words("state")


def _glued(text: str, amount: Amount) -> bool:
    """Whether letters or further digits hang on it: "F-16", "class of ’12", "555-1234", "3:1"; or it is 007."""
    before = text[max(0, amount.first - 2) : amount.first]
    written = text[amount.first : amount.last]
    if re.search(r"\w[-–/:]$|['’#]$", before) and written[0].isdigit():
        return True
    if amount.kind != "count" or not written[-1].isdigit():
        return False
    score = amount.max is not None and "-" in written and amount.min == amount.max
    return score or bool(re.match(r"0\d", written) or _GOES_ON.match(text, amount.end))


def _numbering(page: Page, amount: Amount) -> bool:
    """Whether it numbers something: a name before it, a full stop after it at a line's start."""
    first = page.text[amount.first]
    if amount.kind not in {"count", "measure"}:
        return False
    if not (first.isdigit() or first in "-−"):
        return _is_proper(page, amount)
    line = page.text.rfind("\n", 0, amount.first) + 1
    if not page.text[line : amount.first].strip() and _LIST_MARK.match(page.text, amount.end):
        return True
    return amount.kind == "count" and page.token(amount.first).i > 0 and _is_named(page, amount)


def _is_proper(page: Page, amount: Amount) -> bool:
    """Whether a number in words is part of a name: "the Group of Seven", "the Big Five"."""
    if not page.text[amount.first].isupper():
        return False
    words = page.before(amount.first, 2)
    return bool({words[-1], words[0]} & _words("numbered names")) if words else False


def _is_named(page: Page, amount: Amount) -> bool:
    """Whether the words beside it make it a name: "Article 5", "12 Harbour Street", "two 737 Max jets"."""
    before, things = page.doc[page.token(amount.first).i - 1], words_counted(page, amount)
    if before.lower_ in _words("before a name"):
        return before.tag_ != "JJ" or not things
    if things and things[-1].tag_ == "NNP" and page.text[amount.first : amount.last].isdigit():
        return True  # "737 Max", "12 Harbour Street"
    named = (amount.max is None and before.tag_ in {"NNP", "NNPS"}) or _MIXED.search(before.text)
    if named and (not things or things[-1].tag_ == "NN"):  # "the S&P 500 rose", "S&P 500 growth"
        return True
    return before.tag_ == "JJ" and before.i > 0 and before.nbor(-1).tag_ == "CD"


_MIXED = re.compile(r"[a-z][A-Z]")
"""The letters of a product's name: "iPhone 11"."""


def _fraction_of_nothing(text: str, amount: Amount) -> bool:
    """Whether it is "a third" party, not "a third of" something; or 9/11, no fraction at all."""
    written = text[amount.first : amount.last].lower()
    if slash := re.search(r"(\d+)[/\u2044](\d+)$", written):
        return int(slash[2]) not in _PARTS or int(slash[1]) > 10 * int(slash[2])
    singular = re.match(r"an? \w+$", written) and not re.search(
        r"hundred|dozen|ion$|sand$", written
    )
    return bool(singular) and not text.startswith((" of ", " of\n"), amount.end)


# --- ages -------------------------------------------------------------------------------------------

_YEARS_OF_LIFE = re.compile(r"\d\d?|1[01]\d")


def is_age(page: Page, amount: Amount) -> bool:
    """Whether it is "aged 42", "at age 42", "she was 42", or a bare "42" between commas after a name."""
    before = page.before(amount.first, 2)
    if before and (
        before[-1] in _words("aged") or (before[-1] == "of" and before[0] in _words("life"))
    ):
        return True
    if not _YEARS_OF_LIFE.fullmatch(page.text, amount.first, amount.last):
        return False
    token = page.token(amount.first)
    if before[-1:] and before[-1] in _words("be"):
        young = page.text.startswith(" when ", amount.end)
        return young or before[0] in _words("somebody")
    closed = page.text[amount.end : amount.end + 1] in {",", ")"}
    between = closed and token.i > 1 and token.nbor(-1).text in {",", "("}
    return between and token.nbor(-2).tag_ in {"NN", "NNS", "NNP", "NNPS"}
