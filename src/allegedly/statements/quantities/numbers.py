"""Numbers in text, written in digits or in words: where they stand and what they are worth."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING

from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "Number",
    "amount",
    "either",
    "glued_numbers",
    "lowered",
    "numbers",
    "word_list",
]

Words = dict[str, float]


@dataclass(frozen=True, slots=True)
class Number:
    """A number at characters `start` to `end` (exclusive)."""

    start: int
    end: int
    value: float


@cache
def word_list(name: str, row: str) -> frozenset[str]:
    """The words of one row of `[words]` in a lexicon table."""
    rows: dict[str, str] = table(name)["words"]
    return frozenset(rows[row].split())


def lowered(text: str) -> str:
    """The text in lower case with its length kept: a few letters grow when lowered ("İ"), they stay."""
    low = text.lower()
    return (
        low
        if len(low) == len(text)
        else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    )


def either(*groups: Words) -> str:
    """A pattern for any word of the tables, longest first."""
    words = sorted({word for group in groups for word in group}, key=lambda w: (-len(w), w))
    return "(?:" + "|".join(map(re.escape, words)) + ")"


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The compiled pattern of a number, alone and with letters against it, and the values of its words."""

    number: re.Pattern[str]
    glued: re.Pattern[str]
    simple: Words
    times: Words
    fractions: Words


@cache
def _grammar() -> _Grammar:
    words: dict[str, Words] = table("quantities")["numbers"]
    units, teens, tens, fractions = (words[k] for k in ("units", "teens", "tens", "fractions"))
    times = {**words["scales"], "hundred": 100, "dozen": 12, "dozens": 12}
    scale, fraction = either(words["scales"], {"hundred": 100}), f"{either(fractions)}s?"
    small = f"(?:{either(tens)}(?:[ -]{either(units)})?|{either(teens, units)})"
    point = f"(?: point(?:[ -](?:oh|nought|{either(units)}))+(?: {scale})?)?"
    hundreds = f"{small}(?: hundred(?:(?: and)? {small})?)?{point}"
    spelled = (
        f"(?:(?:{hundreds}|an?)(?: {scale})+(?:,? (?:and )?{hundreds}(?: {scale})*)*|{hundreds})"
    )
    digits = r"(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    suffixed = rf"{digits}(?:[ -]?{either(words['suffixes'])}\b|(?:[ -](?:dozens?|{scale}))+\b)?"
    of_time = r"(?! (?:second|minute|hour|day|week|month|year))"
    forms = (
        rf"{either(units)} out of {hundreds}|one in (?:{small}|\d+)|{either(units)} in ten",
        rf"1 in \d{{1,3}}(?![\d,]){of_time}|[2-9] in 10(?![\d,]){of_time}",
        r"\d+(?:\.\d+)?(?: ?[x×] ?10\^?[-−+]?\d{1,2}|e[-+]?\d{1,2})",
        r"\d{1,3} thousand \d{1,3} hundred(?: and \d{1,2})?|\d{1,3} (?:hundred|thousand) and \d{1,3}",
        r"(?:\d+[ -])?\d{1,2}[/\u2044]\d{1,3}(?![\d/])",
        suffixed,
        rf"(?:an? )?(?:half|quarter)[- ](?:an? )?(?:dozen|{scale})|half(?= (?:of|the)\b)",
        rf"(?:an?|{either(units)})[ -]{fraction}(?:(?: of an?)? {scale}(?= ))?",
        rf"{spelled}(?: and (?:an?|{either(units)})[ -]{fraction}(?: {scale})?)?(?: dozens?)?",
        rf"a dozen|an? {scale}|hundred {scale}",
        r"\d*[½¼¾⅓⅔]",
        r"half an?(?= [a-z])",
    )
    first = rf"[-−.\d½¼¾⅓⅔]|{either(units, teens, tens)}|an? |half|hundred|quarter|minus|negative"  # most words are none
    minus = r"(?:(?:minus|negative)[ -]|(?<!\S)[-−])?"
    return _Grammar(
        re.compile(rf"(?<![\w.,/])(?={first}){minus}(?:{'|'.join(forms)})(?!\w|\.\d)"),
        re.compile(rf"(?<![\d.,/]){suffixed}(?!\d)"),
        {**units, **teens, **tens, "a": 1, "an": 1, "oh": 0, "nought": 0},
        {**times, **words["suffixes"]},
        {name: 1 / parts for name, parts in fractions.items()},
    )


def numbers(text: str) -> Iterator[Number]:
    """Yield every number of the text, in order: digits, words, and both ("5.3 million", "two dozen")."""
    yield from _valued(_grammar().number.finditer(lowered(text)))


def glued_numbers(text: str) -> Iterator[Number]:
    """Yield every number in digits, letters before or after it or not: "500mg", "USD10m", "F16"."""
    yield from _valued(_grammar().glued.finditer(lowered(text)))


def _valued(matches: Iterable[re.Match[str]]) -> Iterator[Number]:
    for match in matches:
        if (value := amount(match[0])) is not None:
            yield Number(match.start(), match.end(), value)


_PIECE = re.compile(
    r"\d[\d,\u00a0\u202f]*(?:\.\d+)?[/\u2044]\d+|[\d.][\d,.\u00a0\u202f]*|[a-z]+|[½¼¾⅓⅔]"
)
_GLYPHS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3}


_POWER = re.compile(r"(\d+(?:\.\d+)?)(?: ?[x×] ?10\^?([-−+]?\d{1,2})|e([-+]?\d{1,2}))")
_SHARE = re.compile(r"(.+?) (?:out of|in) (.+)")


def amount(written: str) -> float | None:
    """What one number in lower case is worth; `None` where it holds a word that is no part of a number."""
    if written.startswith(("minus", "negative", "-", "−")):
        value = amount(re.sub(r"^(?:minus|negative)?[ \-−]*", "", written))
        return None if value is None else -value
    if power := _POWER.fullmatch(written):
        return float(f"{power[1]}e{(power[2] or power[3]).replace('−', '-')}")
    if share := _SHARE.fullmatch(written):
        part, whole = amount(share[1]), amount(share[2])
        return part / whole if part and whole else None
    before, point, decimals = written.partition(" point ")
    if point:
        return _with_decimals(before, _PIECE.findall(decimals))
    return _sum(_PIECE.findall(written))


def _with_decimals(whole: str, pieces: list[str]) -> float | None:
    """Two point five million: the single figures after the point, then what they are counted in."""
    simple = _grammar().simple
    figures = list(takewhile(lambda piece: simple.get(piece, 10) < 10, pieces))
    base, scale = amount(whole), _sum(pieces[len(figures) :] or ["one"])
    if base is None or scale is None:
        return None
    digits = "".join(f"{simple[piece]:g}" for piece in figures)
    return float(f"{(base + float(f'0.{digits}')) * scale:.12g}")


def _sum(pieces: Iterable[str]) -> float | None:
    """Add up the pieces of a number: what stands before a scale word is counted in it."""
    total = current = last = 0.0
    grammar, after_fraction = _grammar(), False
    for piece in pieces:
        if piece == "and" or (after_fraction and piece in {"a", "an", "of"}):
            continue
        part = grammar.fractions.get(piece.removesuffix("s"))
        after_fraction = part is not None
        if part is not None:
            current += last * part - last if last else part
        elif (times := grammar.times.get(piece)) is not None:
            current = (current or 1) * times
            if times >= 1000:
                total, current = total + current, 0.0
        elif (value := _simple(piece, grammar.simple)) is not None:
            current, last = current + value, value
        else:
            return None
    if not math.isfinite(total + current):
        return None
    return float(f"{total + current:.12g}")  # 1.1 million is 1100000, not 1100000.0000000002


def _simple(piece: str, simple: Words) -> float | None:
    """A word for a number, digits, or a fraction of digits."""
    if piece in simple:
        return simple[piece]
    if piece in _GLYPHS:
        return _GLYPHS[piece]
    above, _, below = re.sub(r"[,\u00a0\u202f\s]", "", piece).replace("\u2044", "/").partition("/")
    try:
        return float(above) / float(below or 1)
    except (ValueError, ZeroDivisionError):
        return None
