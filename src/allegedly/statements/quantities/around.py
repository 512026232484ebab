"""Numbers with what stands around them in the text: currency, unit of measure, bound, range.

Works on text alone, so that it can be tested and measured without a parse. What is counted, and what
happens to it, takes the parse: `quantities.py`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from allegedly.statements.quantities.numbers import either, glued_numbers, lowered, numbers
from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.model import Bound

__all__ = ["Amount", "Kind", "amounts"]

Kind = Literal["count", "money", "percent", "measure", "duration"]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number, a range or a vague word, with its unit where the text itself names one.

    `start` and `end` take in currency and unit; `first` and `last` are the number alone.
    """

    start: int
    end: int
    first: int
    last: int
    kind: Kind = "count"
    value: float | None = None
    min: float | None = None
    max: float | None = None
    vague: str | None = None
    unit: str | None = None
    bound: Bound = "exact"
    leads: bool = False
    """Whether it says from where something moved to the next amount ("rose from 5 to 7 percent")."""


def amounts(text: str) -> Iterator[Amount]:
    """Yield every amount of the text in order."""
    low = lowered(text)
    dressed = (_dressed(low, a) for a in _bare(low))
    held: Amount | None = None
    alone = [a for a in dressed if _stands_alone(low, a)]
    for found in _ranges(low, _with_small_change(low, alone)):
        bounded = replace(found, bound=_bound(low, found))
        if held is not None and _CONVERSION.fullmatch(low, held.end, found.start):
            bounded = replace(bounded, bound=held.bound)
        held = bounded
        yield bounded


_CONVERSION = re.compile(r" ?[(/] ?")
"""Between an amount and the same in another unit: "50 miles (80 km)"."""


def _stands_alone(low: str, found: Amount) -> bool:
    """Whether no letter is left hanging on it once currency and unit are taken off: not "F16", "90s"."""
    return not (
        low[found.start - 1 : found.start].isalpha() or low[found.end : found.end + 1].isalpha()
    )


_AND_CENTS = re.compile(r",? (?:and )?")


def _with_small_change(low: str, found: Iterable[Amount]) -> Iterator[Amount]:
    """The amounts; "13 dollars and 45 cents" is one."""
    held: Amount | None = None
    for amount in found:
        if held is not None and _is_small_change(low, held, amount):
            value = (held.value or 0) + (amount.value or 0) / 100
            held = replace(held, end=amount.end, last=amount.last, value=value)
            continue
        if held is not None:
            yield held
        held = amount
    if held is not None:
        yield held


def _is_small_change(low: str, held: Amount, amount: Amount) -> bool:
    small = amount.unit in {"cents", "pence"} and held.unit not in {"cents", "pence"}
    whole = held.kind == "money" and held.value is not None and held.value == int(held.value)
    return (
        small
        and whole
        and amount.value is not None
        and amount.value < 100
        and _AND_CENTS.fullmatch(low, held.end, amount.start) is not None
    )


def _bare(low: str) -> Iterator[Amount]:
    """Numbers and vague words, in order and without overlap, the longer first."""
    vague = [
        Amount(m.start(), m.end(), m.start(), m.end(), vague=m[0])
        for m in _patterns().vague.finditer(low)
    ]
    exact = [
        Amount(n.start, n.end, n.start, n.end, value=n.value)
        for n in (*numbers(low), *glued_numbers(low))
    ]
    taken = 0
    for found in sorted([*vague, *exact], key=lambda a: (a.start, -a.end)):
        if found.start >= taken:
            yield found
            taken = found.end


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The tables, compiled; each is tried at one end of a number."""

    vague: re.Pattern[str]
    sign: re.Pattern[str]
    money: re.Pattern[str]
    suffix: re.Pattern[str]
    percent: re.Pattern[str]
    measure: re.Pattern[str]
    length: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    rows = table("quantities")
    units = dict.fromkeys([*table("times")["units"], *rows["lengths"]["words"]], 0.0)
    words, measures = (
        dict.fromkeys(rows["currency_words"], 0.0),
        dict.fromkeys(rows["measures"]["words"], 0.0),
    )
    per = dict.fromkeys(rows["measures"]["per"], 0.0)
    between = r"(?: the| a| an| its| their| another| total of| a total of| an estimated)*[ ]?"
    return _Patterns(
        vague=re.compile(rf"(?<![\w-]){either(dict.fromkeys(rows['vague'], 0.0))}(?![\w-])"),
        sign=re.compile(
            rf"(?<![^\W\d_])({either(dict.fromkeys(rows['currencies'], 0.0))}) ?([-−])?$"
        ),
        money=re.compile(rf"[ -]?({either(words)})(?:e?s)?(?!\w)"),
        suffix=re.compile(rf"[ ]?({either(rows['numbers']['money_suffixes'])})(?!\w)"),
        percent=re.compile(rf"[ -]?({either(dict.fromkeys(rows['percent'], 0.0))})(?!\w)"),
        measure=re.compile(rf"[ -]?({either(measures)}(?:{either(per)})?)(?!\w)"),
        length=re.compile(rf"(?:[ -]|(?<=\d))({either(units)}|centurie)s?(?:[ -]olds?)?(?!\w)"),
        before=re.compile(
            rf"(?:(?<=\s)|(?<=[(\"“‘'—–-])|^)({either(dict.fromkeys(rows['bounds']['before'], 0.0))}){between}$"
        ),
        after=re.compile(rf"[ ]?({either(dict.fromkeys(rows['bounds']['after'], 0.0))})(?!\w)"),
    )


# --- currency and unit ------------------------------------------------------------------------------


def _dressed(low: str, found: Amount) -> Amount:
    """The amount with the currency, the percent sign or the unit of measure that stands at it."""
    rows, patterns = table("quantities"), _patterns()
    sign = patterns.sign.search(low, max(0, found.start - 8), found.start)
    if sign and not _belongs_before(low, sign):
        return _money(low, found, sign)
    of = re.compile(r" of ").match(low, found.end) if found.vague else None
    at = of.end() - 1 if of else found.end
    if match := patterns.percent.match(low, at):
        return replace(found, kind="percent", unit=rows["percent"][match[1]], end=match.end())
    if match := patterns.length.match(low, at):
        return replace(
            found, kind="duration", unit=low[match.start(1) : match.end()], end=match.end()
        )
    if (match := patterns.money.match(low, at)) and match[1] != "pound":
        return replace(found, kind="money", unit=rows["currency_words"][match[1]], end=match.end())
    return _measured(low, found, at)


def _money(low: str, found: Amount, sign: re.Match[str]) -> Amount:
    """An amount after a currency's sign; "m" and "b" against it are millions and billions."""
    rows, value, end = table("quantities"), found.value, found.end
    suffix = _patterns().suffix.match(low, end)
    if suffix and value is not None:
        value, end = value * rows["numbers"]["money_suffixes"][suffix[1]], suffix.end()
    if sign[2] and value is not None:
        value = -value
    unit = rows["currencies"][sign[1]]
    return replace(
        found, kind="money", unit=unit, value=value, start=sign.start(1), end=end, last=end
    )


def _belongs_before(low: str, sign: re.Match[str]) -> bool:
    """Whether a currency's letters belong to the number before them: "10 rmb 20 usd"."""
    return (
        sign[1].isalpha()
        and re.search(r"\d $", low[max(0, sign.start() - 2) : sign.start()]) is not None
    )


_LONG = re.compile(r" m(?=$|[.,;:)\n]| (?:long|wide|deep|high|tall|away|above|below|x|by|of)\b)")
"""A unit of one letter stands a space away only where what follows says that it is one."""

_MILLION = re.compile(
    r"m (?!of |x |and |or |high|long|wide|deep|tall|away|from |above|below|to |in |by |at |on )[a-z]{3}"
)


def _measured(low: str, found: Amount, at: int) -> Amount:
    """An amount with a unit of measure; "5m people" are millions, "5m high" are metres."""
    if low[found.end - 1].isdigit() and _MILLION.match(low, found.end) and found.value is not None:
        return replace(found, value=found.value * 1e6, end=found.end + 1, last=found.end + 1)
    if not found.vague and _LONG.match(low, at):
        return replace(found, kind="measure", unit="m", end=at + 2)
    match = _patterns().measure.match(low, at)
    if match is None or (
        len(match[1]) == 1 and match[1].isalpha() and low[match.start()] != match[1]
    ):
        return found
    return replace(found, kind="measure", unit=match[1], end=match.end())


# --- ranges -----------------------------------------------------------------------------------------

_TO = re.compile(r"\s*(?:to|-|–|—|−|to-)\s*(?:about |around |some )?|\s+or\s+(?:even )?")
_AND = re.compile(r"\s+and\s+")


def _ranges(low: str, found: Iterable[Amount]) -> Iterator[Amount]:
    """The amounts with each "A to B", "between A and B", "A-B" made one; "rose from A to B" stays two."""
    held: Amount | None = None
    for amount in found:
        if held is None or not _is_range(low, held, amount):
            ends: tuple[Amount | None, Amount] = (held, amount)
        elif _moves(low, held, amount):
            ends = _moved(low, held, amount)
        else:
            held = _range(low, held, amount)
            continue
        if ends[0] is not None:
            yield ends[0]
        held = ends[1]
    if held is not None:
        yield held


def _is_range(low: str, a: Amount, b: Amount) -> bool:
    """Whether two amounts are the ends of a range or of a movement."""
    if a.value is None or b.value is None or not _kinds_agree(a, b):
        return False
    gap, before = low[a.end : b.start], _words_before(low, a)
    if not (_TO.fullmatch(gap) or ("between" in before and _AND.fullmatch(gap))):
        return False
    if before[-1:] == ["by"] and any(map(str.isalpha, low[a.first : a.last])):
        return False  # "rose by $5 million to $9 million"
    if "from" in before:
        return True
    return _scaled(low, a, b) <= b.value and (b.kind != "count" or a.kind == "count")


def _words_before(low: str, a: Amount) -> list[str]:
    return low[max(0, a.start - 24) : a.start].split()[-3:]


_MOVES = re.compile(r"\b(?!rang|vary|varie|anywhere)[a-z]+\W+from\b")


def _moves(low: str, a: Amount, b: Amount) -> bool:
    """Whether "from A to B" tells of a movement: a fall always, a rise unless it ranges or lasts."""
    before = _words_before(low, a)
    if "from" not in before or a.kind == "duration" or b.kind == "duration":
        return False
    return _scaled(low, a, b) > (b.value or 0) or bool(_MOVES.search(" ".join(before)))


def _moved(low: str, a: Amount, b: Amount) -> tuple[Amount, Amount]:
    """The two figures of a movement, each with the unit that only one of them names."""
    first = replace(a, value=_scaled(low, a, b), leads=True)
    if first.kind == "count":
        first = replace(first, kind=b.kind, unit=b.unit)
    return first, replace(b, kind=first.kind, unit=first.unit) if b.kind == "count" else b


def _range(low: str, a: Amount, b: Amount) -> Amount:
    """One amount for the two ends of a range."""
    kind, unit = (a.kind, a.unit) if b.kind == "count" else (b.kind, b.unit)
    return replace(
        b,
        start=a.start,
        first=a.first,
        kind=kind,
        unit=unit,
        value=None,
        min=_scaled(low, a, b),
        max=b.value,
    )


def _kinds_agree(a: Amount, b: Amount) -> bool:
    """Whether two units may be one: those of "5 to 10 percent" and "$5 to $10 million", not of "$5 to 10 percent"."""
    if a.kind == b.kind:
        return a.unit == b.unit or a.kind in {"measure", "duration"}
    return "count" in {a.kind, b.kind}


def _scaled(low: str, a: Amount, b: Amount) -> float:
    """The lower end: "89" is 89 billion before "93 billion", but 200 stays 200 before "4 million"."""
    assert a.value is not None and b.value is not None  # noqa: S101, PT018 - the caller looked
    mantissa = re.match(r"[\d.,]+|[a-z]+", low[b.first : b.last])
    head = next((n.value for n in numbers(mantissa[0])), 0.0) if mantissa else 0.0
    scale = b.value / head if head else 1.0
    return a.value * scale if scale >= 1000 and a.value <= head else a.value


_ADDED = {"money": ("plus",)}
"""What adds something else: "78 million euros plus bonuses"."""

# --- bounds -----------------------------------------------------------------------------------------


def _bound(low: str, found: Amount) -> Bound:
    """How the words before or after an amount bound it."""
    bounds, patterns = table("quantities")["bounds"], _patterns()
    before = patterns.before.search(low, max(0, found.start - 40), found.start)
    if before and not (found.vague and bounds["before"][before[1]] == "about"):
        bound: Bound = bounds["before"][before[1]]
    elif found.vague:
        bound = "vague"
    elif (match := patterns.after.match(low, found.end)) and match[1] not in _ADDED.get(
        found.kind, ()
    ):
        bound = bounds["after"][match[1]]
    else:
        bound = "exact"
    return bound
