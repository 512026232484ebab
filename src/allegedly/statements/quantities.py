"""The figures of a report: how many of what, within which bound, and what happened to them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, takewhile, zip_longest
from typing import TYPE_CHECKING, Literal

from allegedly.model import Quantity
from allegedly.statements.lemmas import lemma
from allegedly.statements.numbers import word_list
from allegedly.statements.numbers_around import Amount, amounts
from allegedly.statements.numbers_page import Page
from allegedly.statements.tables import table
from allegedly.statements.times import dated

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

__all__ = ["Figure", "FigureKind", "figures", "quantities"]

FigureKind = Literal["count", "money", "percent", "measure", "duration", "age", "one of"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with what kind of thing it measures."""

    quantity: Quantity
    kind: FigureKind
    leads: bool = False
    """Whether it says from where something moved to the next figure ("rose from 5 to 7 percent")."""


def quantities(doc: Doc) -> tuple[Quantity, ...]:
    """The figures of a report in text order: counts, money, percentages, measures.

    Lengths of time belong to `times`; ages, "one of the ..." and "one" for somebody are no figures.
    """
    wanted = (f.quantity for f in figures(doc) if f.kind not in {"duration", "age", "one of"})
    return tuple(wanted)


def figures(doc: Doc) -> tuple[Figure, ...]:
    """Every figure with its kind, lengths of time and ages among them; dates, names and ordinals are none."""
    page = Page.of(doc)
    page = replace(page, dated=dated(page))
    found = sorted((*_figures(page), *_nothing(page)), key=lambda f: f.quantity.span)
    return tuple(_named(page, found))


def _figures(page: Page) -> Iterator[Figure]:
    for amount in amounts(page.text):
        if amount.first in page.dated or _is_name(page, amount) or _is_somebody(page, amount):
            continue
        yield _figure(page, amount)


_NONE = re.compile(r"\b[Nn]o (?=[a-z])")


def _nothing(page: Page) -> Iterator[Figure]:
    """The figures that are zero: "no casualties", "no further deaths"."""
    for match in _NONE.finditer(page.text):
        first = page.token(match.start()).i + 1
        noun = next((t for t in page.doc[first : first + 3] if t.lower_ in _words("none of")), None)
        if noun is not None:
            span = page.span(match.start(), noun.idx + len(noun))
            role = _bases("roles").get(lemma(noun))
            yield Figure(Quantity(span, value=0.0, unit=noun.lower_, role=role), "count")


def _words(row: str) -> frozenset[str]:
    return word_list("quantities", row)


# --- what is no figure ------------------------------------------------------------------------------

_PARTS = frozenset({2, 3, 4, 5, 6, 8, 10, 16, 32, 64, 100, 128})
"""Denominators that a written fraction has; "9/11" and "24/7" are names."""
_LIST_MARK = re.compile(r"[.)] ")
_GLUED = re.compile(r"[-–/:.]\w|[-–/][A-Z]|:\d|st\b|nd\b|rd\b|th\b")


def _is_name(page: Page, amount: Amount) -> bool:
    """Whether the number is part of a name, an ordinal, a score, a number in a list: "F-16", "Resolution 1718"."""
    if amount.vague or amount.kind == "money":
        return False
    return (
        _glued(page.text, amount)
        or _numbering(page, amount)
        or _fraction_of_nothing(page.text, amount)
    )


def _is_somebody(page: Page, amount: Amount) -> bool:
    """Whether "one" stands for somebody or something ("each one"), or "zero" is a word ("ground zero")."""
    written = page.text[amount.first : amount.last].lower()
    if written not in {"one", "zero"} or amount.kind != "count":
        return False
    counted = _counted(page, amount)
    if written == "zero":
        return not counted or counted[-1].tag_ != "NNS"
    if page.text.startswith(" of ", amount.end):
        return page.token(amount.end + 4).lower_ in {"which", "whom", "them", "us", "you"}
    return not counted


def _glued(text: str, amount: Amount) -> bool:
    """Whether letters or further digits hang on it: "F-16", "class of ’12", "555-1234", "3:1"."""
    before, after = text[max(0, amount.first - 2) : amount.first], text[amount.end : amount.end + 2]
    if re.search(r"\w[-–/:]$|['’#]$", before) and text[amount.first].isdigit():
        return True
    if amount.kind != "count" or not text[amount.last - 1].isdigit():
        return False
    score = amount.max is not None and "-" in text[amount.first : amount.last]
    phone = re.fullmatch(r"\d{3}-\d{4}", text[amount.first : amount.last])
    return bool(phone or re.match(r"[-–/:]\d|/", after)) or (score and amount.min == amount.max)


def _numbering(page: Page, amount: Amount) -> bool:
    """Whether it numbers something: a name before it, a full stop after it at a line's start."""
    if amount.kind not in {"count", "measure"} or not page.text[amount.first].isdigit():
        return False
    token = page.token(amount.first)
    line = page.text.rfind("\n", 0, amount.first) + 1
    if not page.text[line : amount.first].strip() and _LIST_MARK.match(page.text, amount.end):
        return True
    if token.i == 0 or amount.kind == "measure":
        return False
    before = page.doc[token.i - 1]
    if before.lower_ in _words("before a name"):
        return before.tag_ != "JJ" or not _counted(page, amount)
    counted = _counted(page, amount)
    if counted and counted[-1].tag_ == "NNP" and "," not in page.text[amount.first : amount.last]:
        return True  # "737 Max", "12 Downing Street"
    named = before.tag_ in {"NNP", "NNPS"}
    return named and (
        not counted or counted[-1].tag_ == "NN"
    )  # "the S&P 500 rose", "S&P 500 growth"


def _fraction_of_nothing(text: str, amount: Amount) -> bool:
    """Whether it is "a third" party, not "a third of" something; or 9/11, no fraction at all."""
    written = text[amount.first : amount.last].lower()
    if slash := re.search(r"(\d+)[/\u2044](\d+)$", written):
        return int(slash[2]) not in _PARTS or int(slash[1]) > 10 * int(slash[2])
    singular = re.match(r"an? \w+$", written) and not re.search(
        r"hundred|dozen|ion$|sand$", written
    )
    return bool(singular) and not text.startswith((" of ", " of\n"), amount.end)


# --- what is counted --------------------------------------------------------------------------------

_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INSIDE = _NOUN | {"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "CD", "AFX", "FW"}


def _counted(page: Page, amount: Amount) -> tuple[Token, ...]:
    """The words counted, modifiers first and head noun last: "special operation forces". Empty if unsaid."""
    at = _past_of(page, page.token(amount.last - 1).i + 1, amount)
    words: list[Token] = []
    for token in page.doc[at : at + 8]:
        if token.tag_ == "POS" and amount.vague:
            words.clear()  # "several of the mayor's questions" counts questions
            continue
        if not _belongs(token) or token.is_sent_start or token.idx in page.dated:
            break
        if words and token.tag_ == "CD":
            break
        words.append(token)
        if token.tag_ in {"NNS", "NNPS"} and not _goes_on(page, token):
            break
    while words and words[-1].tag_ not in _NOUN:
        words.pop()
    return tuple(words)


def _belongs(token: Token) -> bool:
    """Whether a word may stand between a number and its noun: "16 predominantly wooden boats"."""
    if token.tag_ == "RB" and token.i + 1 < len(token.doc):
        return token.nbor().tag_ in {"JJ", "VBN"}
    return token.tag_ in _INSIDE


def _past_of(page: Page, at: int, amount: Amount) -> int:
    """Past "of the": "dozens of boats", "two of the boats"; past "more" and "other" elsewhere."""
    words = page.doc[at : at + 8]
    of = len(words) > 0 and words[0].lower_ == "of"
    skipped = islice(takewhile(lambda t: _leads_on(t, of=of), words), int(of), None)
    past = sum(1 for _ in skipped)
    if of and not past and amount.vague is None and (amount.value or 1) >= 1:
        return at  # "a crew of 12 of Danish birth" counts no birth
    return at + past + int(of)


def _leads_on(token: Token, *, of: bool) -> bool:
    if not of:
        return token.lower_ in _words("more")
    return token.lower_ == "of" or token.tag_ in {"DT", "PRP$", "PDT", "CD"}


def _goes_on(page: Page, token: Token) -> bool:
    """Whether a plural is a modifier of the noun after it ("forces members")."""
    return (
        token.dep_ == "compound"
        and token.i + 1 < len(page.doc)
        and page.doc[token.i + 1].tag_ in _NOUN
    )


def _figure(page: Page, amount: Amount) -> Figure:
    """The figure of one amount: its unit from the noun it counts, its role from the word that governs it."""
    counted = _counted(page, amount) if amount.kind == "count" else ()
    end = counted[-1].idx + len(counted[-1]) if counted else amount.end
    unit = " ".join(t.text for t in counted) or amount.unit
    if amount.kind == "count" and (hung := _HUNG.match(page.text, amount.last)):
        unit, end = hung[1], hung.end()
    head = counted[-1] if counted else page.token(amount.last - 1)
    quantity = Quantity(
        page.span(amount.start, end),
        value=amount.value,
        min=amount.min,
        max=amount.max,
        vague=amount.vague,
        unit=unit,
        bound=amount.bound,
        role=_role(head),
        change=_change(page, amount),
    )
    return Figure(quantity, _kind(page, amount, counted), amount.leads)


_HUNG = re.compile(r"-([a-z]+)")
"""What is counted may hang on the number: "a 12-member team"."""


def _kind(page: Page, amount: Amount, counted: tuple[Token, ...]) -> FigureKind:
    if amount.kind == "duration":
        return "age" if page.text.endswith(("old", "olds"), 0, amount.end) else "duration"
    if amount.kind != "count":
        return amount.kind
    if not counted and _is_age(page, amount):
        return "age"
    is_one = page.text[amount.first : amount.last].lower() == "one"
    return "one of" if is_one and page.text.startswith(" of ", amount.end) else "count"


_YEARS_OF_LIFE = re.compile(r"\d\d?|1[01]\d")


def _is_age(page: Page, amount: Amount) -> bool:
    """Whether it is "aged 42", "at age 42", "she was 42", or a bare "42" between commas after a name."""
    before = page.before(amount.first, 2)
    if before and (before[-1] in _words("aged") or before == ["age", "of"]):
        return True
    if not _YEARS_OF_LIFE.fullmatch(page.text, amount.first, amount.last):
        return False
    token = page.token(amount.first)
    if before[-1:] and before[-1] in _words("be"):
        young = page.text.startswith(" when ", amount.end)
        return young or before[0] in _words("somebody")
    closed = page.text[amount.end : amount.end + 1] in {",", ")"}
    return (
        closed
        and token.i > 1
        and token.nbor(-1).text in {",", "("}
        and token.nbor(-2).tag_ in _NOUN
    )


# --- what happened ----------------------------------------------------------------------------------


@cache
def _bases(name: str) -> dict[str, str]:
    """The rows of a table, from each base form to the name of its row."""
    rows: dict[str, str] = table("quantities")[name]
    return {base: row for row, bases in rows.items() for base in bases.split()}


def _role(head: Token) -> str | None:
    """The role of what is counted: by its own clause ("troops being prepared"), else by the verb above it."""
    words = tuple(_governing(head))
    known = (_bases("roles").get(lemma(word)) for word in words)
    moved = _bases("change")
    verbs = (word.lower_ for word in words if word.pos_ == "VERB" and lemma(word) not in moved)
    return next((role for role in known if role), next(verbs, None))


def _governing(head: Token) -> Iterator[Token]:
    """The words that may say what happens to `head`, nearest first: its own clause, then upwards to a verb."""
    yield from (
        child
        for child in head.children
        if child.dep_ in {"acl", "relcl", "amod"} and child.i > head.i
    )
    yield head
    for step, word in enumerate(head.ancestors):
        yield word
        if word.pos_ == "VERB" or step > 4:
            break


def _change(page: Page, amount: Amount) -> Literal["up", "down"] | None:
    """Whether the figure says how far something moved: "rose by 5 %", "up 19 cents"; not "rose to 5 %"."""
    for token in reversed(
        page.doc[max(0, page.token(amount.start).i - 4) : page.token(amount.start).i]
    ):
        way = _bases("change").get(lemma(token))
        if way is not None:
            return "up" if way == "up" else "down"
        if token.lower_ not in _words("by") and token.tag_ != "RB":
            break
    return None


# --- figures beside figures -------------------------------------------------------------------------


def _named(page: Page, found: Sequence[Figure]) -> Iterator[Figure]:
    """The figures; one that stands alone counts what the figure beside it counts."""
    held: Figure | None = None
    for figure, after in zip_longest(found, found[1:]):
        if figure.kind != "count" or figure.quantity.unit is not None:
            named = figure
        elif after is not None and _shares(page, figure, after):
            named = _counting(figure, str(after.quantity.unit).split()[-1])
        elif held is not None and _follows(page, held, figure):
            named = _counting(figure, held.quantity.unit)
        else:
            named = figure
        part = page.word_before(figure.quantity.span.start) == "including"
        if named.kind == "count" and named.quantity.unit is not None and not part:
            held = named
        yield named


def _counting(figure: Figure, unit: str | None) -> Figure:
    return replace(figure, quantity=replace(figure.quantity, unit=unit))


_AND_MORE = re.compile(r"(?:\s[\w-]+){1,3}\s(?:and|or)\s(?:[a-z]+\s){0,2}")


def _shares(page: Page, figure: Figure, after: Figure) -> bool:
    """Whether two figures share the noun of the second: "10 Danish and about 12 Dutch sailors"."""
    counted = after.kind == "count" and after.quantity.unit is not None
    end, start = figure.quantity.span.end, after.quantity.span.start
    return counted and _AND_MORE.fullmatch(page.text, end, start) is not None


def _follows(page: Page, held: Figure, figure: Figure) -> bool:
    """Whether a figure counts on what an earlier one counted, a sentence on at most: "could reach 10,000"."""
    first = page.token(held.quantity.span.start).i
    last = page.token(figure.quantity.span.start).i
    if page.word_before(figure.quantity.span.start) == "of":  # "a town of 400,000"
        return False
    return sum(bool(token.is_sent_start) for token in page.doc[first + 1 : last + 1]) < 2
