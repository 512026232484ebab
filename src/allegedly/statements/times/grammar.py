"""The grammar of time expressions, compiled: what `lexicon/times.toml` says in macros, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from allegedly.statements.quantities.numbers import either
from allegedly.statements.tables import table

__all__ = ["Rule", "TimexType", "places", "rules", "scanner"]

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

_NAME = re.compile(r"\{([a-z_][a-z_0-9]*)\}")
_GROUP = re.compile(r"\(\?P<\w+>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the grammar: how the expression is written, who resolves it, what the parse has to allow."""

    name: str
    pattern: re.Pattern[str]
    resolve: str
    type: TimexType | None
    guard: str | None


@cache
def rules() -> tuple[Rule, ...]:
    """The rows of the grammar in their order."""
    rows = table("times")["rules"]
    return tuple(
        Rule(
            row["name"],
            re.compile(_expanded(row["pattern"]) + r"(?!\w)"),
            row["resolve"],
            row.get("type"),
            row.get("guard"),
        )
        for row in rows
    )


@cache
def scanner() -> re.Pattern[str]:
    """All rules in one pattern, each in a group of its own: which rule is the first to fit at a place."""
    plain = "|".join(f"({_GROUP.sub('(?:', rule.pattern.pattern)})" for rule in rules())
    return re.compile(rf"(?<![\w$€£#@])(?<!\d[.,/:])(?:{plain})")


# --- where to look ----------------------------------------------------------------------------------

_WORD = re.compile(r"['’]?\w[\w'’]*")
_DIGITS = re.compile(r"['’]?\d|fy ?\d|[qh][1-4]|½")


def places(low: str) -> list[int]:
    """The characters of a lower-cased text where an expression may begin.

    Most words begin none, and looking them up is far cheaper than trying the rules on each.
    """
    found: list[int] = []
    reached, following = False, len(low)
    for match in reversed(list(_WORD.finditer(low))):
        kind = _kind(match[0])
        if kind == "lead":
            reached = reached and not low[match.end() : following].strip(" ,-")
        else:
            reached = kind == "anchor"
        following = match.start()
        if reached:
            found.append(following)
    return found[::-1]


@lru_cache(maxsize=4096)
def _kind(word: str) -> Literal["anchor", "lead", "other"]:
    lead, anchor = _first_words()
    stem = word.lstrip("'’").split("’")[0]
    forms = {word, stem, stem.split("'")[0], stem.removesuffix("s")}
    if _DIGITS.match(word) or forms & anchor:
        return "anchor"
    return "lead" if forms & lead else "other"


@cache
def _first_words() -> tuple[frozenset[str], frozenset[str]]:
    """The words that may lead up to an expression, and those that every expression holds."""
    first, numbers = table("times")["first"], table("quantities")["numbers"]
    keys = [key.split() for name in first["tables"].split() for key in table("times")[name]]
    lead = {*first["lead"].split(), *(word for key in keys for word in key[:-1])}
    for row in (
        *(numbers[k] for k in ("units", "teens", "tens", "scales")),
        table("times")["ordinals"],
    ):
        lead.update(word for key in row for word in key.split("-"))
    return frozenset(lead), frozenset({*first["anchor"].split(), *(key[-1] for key in keys)})


# --- macros -----------------------------------------------------------------------------------------


def _expanded(pattern: str) -> str:
    """The pattern with its macros and tables written out."""
    while _NAME.search(pattern):
        pattern = _NAME.sub(lambda match: _macro(match[1]), pattern)
    return pattern


@cache
def _macro(name: str) -> str:
    grammar = table("times")
    if name == "words":
        numbers = table("quantities")["numbers"]
        return either(*(numbers[k] for k in ("units", "teens", "tens", "scales")), {"hundred": 100})
    macro: str = grammar["macros"].get(name) or either(grammar[name])
    return macro
