"""What is counted: "special operation forces", the "children" of "six of them children", the "crew" of 12."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from allegedly.statements.quantities.numbers import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

    from allegedly.statements.page import Page
    from allegedly.statements.quantities.around import Amount

__all__ = ["Counted", "counted", "words_counted"]


@dataclass(frozen=True, slots=True)
class Counted:
    """The words counted, head noun last, empty if unsaid; the unit that they make, and where the figure ends."""

    words: tuple[Token, ...]
    unit: str | None
    end: int
    head: Token
    """The word to ask for the role: the noun counted, or the number itself where none is said."""
    is_part: bool = False
    """Whether it counts some of those told before: "six of them children"."""


def _words(row: str) -> frozenset[str]:
    return word_list("quantities", row)


_HUNG = re.compile(r"-([a-z]+)")
"""What is counted may hang on the number: "a 12-member team"."""


def counted(page: Page, amount: Amount) -> Counted:
    """What an amount counts."""
    number = page.token(amount.last - 1)
    part = _OF_THEM.match(page.text, amount.end) is not None
    if amount.kind != "count":
        return Counted((), None, amount.end, number)
    hung = _HUNG.match(page.text, amount.last)
    if hung is not None and hung[1] not in _words("no unit"):
        return Counted((), hung[1], hung.end(), number)
    if (scale := page.word_before(amount.start)) in _words("scales"):
        return Counted((), scale, amount.end, number)
    if words := words_counted(page, amount):
        unit = " ".join(t.text for t in words)
        return Counted(words, unit, words[-1].idx + len(words[-1]), words[-1], part)
    if (group := _group(number)) is not None:
        return Counted((), group.lower_, amount.end, group)
    return Counted((), None, amount.end, number, part)


def _group(number: Token) -> Token | None:
    """The group that has so many members: "a crew of 12"."""
    of = number.head
    if number.dep_ != "pobj" or of.lower_ != "of" or of.head.lower_ not in _words("groups"):
        return None
    return of.head


_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INSIDE = _NOUN | {"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "CD", "AFX", "FW"}
_OF_THEM = re.compile(
    r",? of (?:them|whom|which|those)\b,?(?: (?:were|are|was|is))?", re.IGNORECASE
)


def words_counted(page: Page, amount: Amount) -> tuple[Token, ...]:
    """The words counted, modifiers first and head noun last. Empty if unsaid."""
    words: list[Token] = []
    for token in page.doc[_start(page, amount) :][:8]:
        if token.tag_ == "POS" and amount.vague:
            words.clear()  # "several of the mayor's questions" counts questions
            continue
        if _ends(page, words, token):
            break
        words.append(token)
        if token.tag_ in {"NNS", "NNPS"} and not _goes_on(page, token):
            break
    while words and words[-1].tag_ not in _NOUN:
        words.pop()
    return tuple(words)


def _ends(page: Page, words: list[Token], token: Token) -> bool:
    """Whether a word stands no longer between a number and its noun."""
    if not words and token.lower_ in _words("state"):
        return not (token.i + 1 < len(page.doc) and token.nbor().tag_ in {"NNS", "NNPS"})
    outside = not _belongs(token) or bool(token.is_sent_start) or token.idx in page.dated
    return outside or token.tag_ == "CD"


def _belongs(token: Token) -> bool:
    """Whether a word may stand between a number and its noun: "16 predominantly wooden boats"."""
    if token.tag_ == "RB" and token.i + 1 < len(token.doc):
        return token.nbor().tag_ in {"JJ", "VBN"}
    return token.tag_ in _INSIDE


def _start(page: Page, amount: Amount) -> int:
    """Past "of the": "dozens of boats", "two of the boats"; past "of them", and "more" and "other" elsewhere."""
    at = page.token(amount.last - 1).i + 1
    hung = _HUNG.match(page.text, amount.last) or _OF_THEM.match(page.text, amount.end)
    if hung:
        return page.token(hung.end() - 1).i + 1  # "a 300-strong army", "six of them children"
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
