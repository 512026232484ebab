"""Whether the clause of a time looks ahead or back: which Tuesday, which November is meant."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Literal

from allegedly.statements.quantities.numbers import word_list

if TYPE_CHECKING:
    from spacy.tokens import Token

    from allegedly.statements.page import Page

__all__ = ["tense"]


def _words(row: str) -> frozenset[str]:
    return word_list("times", row)


def tense(page: Page, start: int) -> Literal["ahead", "back", "plain"]:
    """Where the clause of what stands at a character looks: "will meet" ahead, "met" back."""
    token, before = page.token(start), page.word_before(start)
    verb = _verb_above(token)
    if verb is None:
        return "plain"
    helpers = {child.lower_ for child in verb.children if child.dep_ in {"aux", "auxpass"}}
    if helpers & _words("ahead") or _is_put_off(before, token):
        return "ahead"
    if _is_planned(verb, helpers) or ("to" in helpers and _puts_ahead(verb.head)):
        return "ahead"
    if verb.tag_ == "VBD" or helpers & _words("back"):
        return (
            "back" if _is_its_own(token, verb) and verb.lower_ not in _words("planned") else "plain"
        )
    if before in _words("deadline") or _is_timetable(token, verb, helpers):
        return "ahead"
    return "plain"


def _verb_above(token: Token) -> Token | None:
    return next((t for t in islice(token.ancestors, 6) if t.pos_ in {"VERB", "AUX"}), None)


def _is_put_off(before: str, token: Token) -> bool:
    """Whether it is the day that something is put off to, or promised by: "moved to Monday", "until Tuesday"."""
    row = (
        "put off" if before in _words("deadline") else "put on" if before in {"to", "for"} else None
    )
    words = _words(row) if row else frozenset()
    return any(head.lower_ in words for head in islice(token.ancestors, 4))


def _is_planned(verb: Token, helpers: set[str]) -> bool:
    """Whether it is "is due", "plans to", "has scheduled": a word that puts what it speaks of into the future."""
    planned = verb.lower_ in _words("planned") and verb.tag_ != "VBD"
    return planned and not helpers & _words("was")


def _puts_ahead(verb: Token) -> bool:
    """Whether an infinitive under it is to come: "is to meet", "planned to leave"."""
    return verb.lower_ in {"is", "are"} or verb.lower_ in _words("planned")


def _is_its_own(token: Token, verb: Token) -> bool:
    """Whether the verb has the time for its own: "met on Monday", not "postponed the meeting of Monday"."""
    direct = token.head == verb or (token.head.pos_ == "ADP" and token.head.head == verb)
    return direct and token.dep_ in _POINTS


_POINTS = frozenset({"npadvmod", "tmod", "pobj", "attr", "advmod"})


def _is_timetable(token: Token, verb: Token, helpers: set[str]) -> bool:
    """Whether a verb of the present has the time for its own: "they meet on Monday", "the vote is Tuesday"."""
    if helpers or verb.tag_ not in {"VBZ", "VBP"} or verb.lower_ in _words("told in the present"):
        return False
    return _is_its_own(token, verb)
