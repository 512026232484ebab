"""What the parse has to allow before words count as a time: "may", "1500 troops", "the Sunday Times" do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.statements.quantities.numbers import word_list
from allegedly.statements.tables import table
from allegedly.statements.times.tense import tense

if TYPE_CHECKING:
    from collections.abc import Callable

    from allegedly.statements.page import Page

__all__ = ["GUARDS"]


def _words(row: str) -> frozenset[str]:
    return word_list("times", row)


def _is_month(page: Page, match: re.Match[str]) -> bool:
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
    if after is not None and (after.lower_ in _words("counted") or _is_house(page, start)):
        return False
    if int(match["year"]) < 1800 and before not in _words("before an old year"):
        return False
    if match.start() < start or before in _words("before a year"):
        return True
    if before == "to":  # "from 2009 to 2011", but "rose to 2000"
        return bool(_TO_A_YEAR.search(page.text, max(0, start - 12), start))
    counted = after is not None and after.tag_ == "NNS" and int(match["year"]) % 100 == 0
    return not counted and before not in _words("before a count")


_HOUSE = re.compile(r"\d+ (?:[A-Z][\w.]* ){1,3}(\w+)")


def _is_house(page: Page, start: int) -> bool:
    """Whether the number is that of a house: "1600 Pennsylvania Avenue"."""
    street = _HOUSE.match(page.text, start)
    return street is not None and street[1].lower() in _words("streets")


def _is_year_in_words(_page: Page, match: re.Match[str]) -> bool:
    """Nineteen ninety-six is a year; "twenty five" and "two thousand five hundred" are not."""
    tens = table("quantities")["numbers"]["tens"]
    century, _, rest = match["spelled"].replace("two thousand", "two-thousand").partition(" ")
    if century == "two-thousand":
        return match.start() < match.start("spelled")
    return re.split("[- ]", rest, maxsplit=1)[0] in tens


def _is_weekday(page: Page, match: re.Match[str]) -> bool:
    """A weekday is none in a name: "the Sunday Times"."""
    token = page.token(match.start("weekday"))
    if token.dep_ != "compound" or match.end() > match.end("weekday"):
        return True
    return token.i + 1 == len(page.doc) or token.nbor().tag_ != "NNP"


def _is_common(page: Page, match: re.Match[str]) -> bool:
    """A season, "daily" or "this week" is none in a name: "the Winter Olympics", "the Apple Daily"."""
    token = page.token(match.end() - 1)
    return not token.text[0].isupper() or token.i == 0 or bool(token.is_sent_start)


def _is_length(page: Page, match: re.Match[str]) -> bool:
    """A number with a unit is a length; "a second" is an ordinal, "5 dollars a day" a rate."""
    unit, number = match["unit"], match["n"]
    if unit == "quarter" and (len(number) == 4 or page.text.startswith(" of ", match.end())):
        return False  # "the 1988 quarter"; "three-quarters of the food"
    if not _is_common(page, match) or _is_no_number(page, match):
        return False  # the programme "60 Minutes"
    if number not in {"a", "an"}:
        return unit != "second" or number not in {"some", "many", "one"}
    token = page.token(match.start("n"))
    rate = token.i > 0 and token.nbor(-1).tag_ in {"NN", "NNS", "CD", "$"}
    rate = rate and not _OFF.match(page.text, match.end())
    return unit not in {"second", "quarter", "night"} and not rate


_OFF = re.compile(r" (?:early|late|later|earlier|before|after)\b")


def _is_no_number(page: Page, match: re.Match[str]) -> bool:
    """Whether a number is none: "in as many days", "will one day be free"."""
    before = page.word_before(match.start())
    if match["n"] == "many":
        return before == "as"
    once = match["n"] == "one" and match["unit"] == "day" and match["gap"] == " "
    return once and before not in _words("before units")


def _is_units(page: Page, match: re.Match[str]) -> bool:
    """Bare units are a length after a preposition: "for weeks", "within days"."""
    return page.word_before(match.start()) in _words("before units")


def _is_to_come(page: Page, match: re.Match[str]) -> bool:
    """A length after "in" or "within" points ahead where its clause does: "will return in three days"."""
    return tense(page, match.start()) == "ahead"


GUARDS: dict[str, Callable[[Page, re.Match[str]], bool]] = {
    "ahead": _is_to_come,
    "common": _is_common,
    "length": _is_length,
    "month": _is_month,
    "units": _is_units,
    "weekday": _is_weekday,
    "year": _is_year,
    "year in words": _is_year_in_words,
}
"""Guard by the name that the grammar gives it."""
