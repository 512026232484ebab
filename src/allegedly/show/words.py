"""Small ways of putting things: clean text, counts, dates, figures. Everything here is pure."""

from __future__ import annotations

import datetime
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allegedly.model import Quantity

__all__ = [
    "clean",
    "clip",
    "day",
    "figure",
    "headline",
    "join",
    "long_day",
    "plural",
    "span_of_days",
    "unquoted",
]

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

JOINERS = {"\u200c", "\u200d"}
"""Invisible characters that scripts and emoji need; every other one is left out of views."""


def clean(text: object) -> str:
    """The text in one line, with nothing in it that a terminal or a browser would obey.

    Control characters become their pictures (`␛`), lone surrogates `�`, direction overrides disappear.
    """
    words = " ".join(str(text).split())
    if words.isascii() and words.isprintable():
        return words
    return " ".join("".join(map(_shown, words)).split())  # what disappears may leave a blank


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cc":
        return chr(0x2400 + ord(char)) if ord(char) < 0x20 else "�"
    if category == "Cf":
        return char if char in JOINERS else ""
    return "�" if category == "Cs" else char


def clip(text: str, most: int = 220) -> str:
    """At most `most` characters, cut at a word, with an ellipsis where something is left out."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return f"{cut.rsplit(' ', 1)[0] if ' ' in cut[most // 2 :] else cut}…"


def unquoted(text: str) -> str:
    """The text without the quotation marks around the whole of it; marks inside stay."""
    inner = text.strip().rstrip(",")
    for opening, closing in ("“”", '""', "‘’", "«»"):
        bare = inner[1:-1]
        whole = len(inner) > 2 and inner[0] == opening and inner[-1] == closing
        if whole and opening not in bare and closing not in bare:
            return bare.rstrip(",")
    return text


def headline(wording: str) -> str:
    """A claim's wording as a headline: first letter large, no closing stop, at most three lines long."""
    text = clip(unquoted(wording)).rstrip(" .,;:")
    return text[:1].upper() + text[1:]


def plural(count: int, noun: str) -> str:
    """`1 report`, `1,200 reports`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def join(names: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return (
        names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""
    )


def day(date: str | None, *, year: bool = False) -> str:
    """A date at its own precision: `22 Oct`, `Oct 2024`, `2024`; `undated` where there is none."""
    if not date:
        return "undated"
    parts = date[:10].split("-")
    if not all(part.isdigit() for part in parts) or (
        len(parts) > 1 and not 1 <= int(parts[1]) <= 12
    ):
        return date
    if len(parts) < 3:
        return " ".join([*(MONTHS[int(month) - 1] for month in parts[1:]), parts[0]])
    return f"{int(parts[2])} {MONTHS[int(parts[1]) - 1]}" + (f" {parts[0]}" if year else "")


def span_of_days(first: str | None, last: str | None, *, year: bool = False) -> str:
    """`22 Oct`, `18–22 Oct`, `30 Sep–2 Oct`, `30 Dec 2023–2 Jan 2024`; with `year` always with one."""
    if not (first and last) or first[:10] == last[:10]:
        return day(first or last, year=year)
    if first[:4] != last[:4]:
        return f"{day(first, year=True)}–{day(last, year=True)}"
    if first[:7] == last[:7] and min(len(first), len(last)) >= 10:
        return f"{int(first[8:10])}–{day(last, year=year)}"
    return f"{day(first)}–{day(last, year=year)}"


def long_day(date: str) -> str:
    """`Saturday 26 October 2024`."""
    when = datetime.date.fromisoformat(date[:10])
    return f"{WEEKDAYS[when.weekday()]} {when.day} {LONG_MONTHS[when.month - 1]} {when.year}"


def figure(quantity: Quantity) -> str:
    """A figure with its bound: `up to 10,000`, `20–30`, `dozens`, `about 2.5`, `up 12`."""
    if quantity.value is not None:
        amount = _number(quantity.value)
    elif quantity.min is not None or quantity.max is not None:
        amount = "–".join(_number(n) for n in (quantity.min, quantity.max) if n is not None)
    else:
        return quantity.vague or clip(quantity.span.text, 24)
    bound = "" if quantity.bound in {"exact", "vague"} else quantity.bound
    return " ".join(filter(None, (quantity.change, bound, amount)))


def _number(value: float) -> str:
    if float(value).is_integer():
        return f"{value:,.0f}"
    return f"{value:,.2f}".rstrip("0") if abs(value) >= 1 else f"{value:.3g}"
