"""Boilerplate: what a page adds to its article. Marked, never cut."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from allegedly.model import Marked, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

__all__ = ["ROWS", "Row", "mark"]

LONGEST = 700
"""Characters of the longest line that can be boilerplate as a whole. In 4,000 news pages 1 in 250 marks
holds a line above 500; a longer line may be a whole article with one such phrase in it."""

REPEATED = 40
"""Characters from which a line that repeats an earlier one is taken for a repeat: shorter ones recur in
speech and verse."""

HEADLINE_WORDS = 20
"""Words up to which a line without a full stop can be a headline in a list of links at the end."""

CAPITALS = 35
"""Letters from which a line in capitals is an inline headline; shorter ones are headings and names."""

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
_FRINGE = re.compile(r"(?:[\s•⦁·*_>|»\u200b\ufeff]|[-–—#]+\s)*")
"""Blanks and bullets before a line, and all that may stand between two stretches of one run."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_APART = ("agency credit", "byline")
"""Kinds that say where words come from: never melted into a footer."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of `boilerplate.toml`, its lists filled in."""

    kind: str
    where: str
    pattern: str
    yes: str
    no: str
    key: Sequence[str] = ()
    opens: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, without its fringe of bullets and spaces."""

    start: int
    end: int
    text: str


_Found = tuple[int, int, str]
"""Start, end and kind."""
_Keyed = tuple[Row, re.Pattern[str]]


def _load() -> tuple[Row, ...]:
    """The rows of the table."""
    table = tomllib.loads((files("allegedly.read") / "boilerplate.toml").read_text("utf8"))
    lists = {name: "(?:" + "|".join(words) + ")" for name, words in table["lists"].items()}
    fill = re.compile("<(" + "|".join(lists) + ")>")
    return tuple(
        Row(**row | {"pattern": fill.sub(lambda m: lists[m[1]], "|".join(row["pattern"]))})
        for row in table["row"]
    )


ROWS = _load()


@dataclass(frozen=True, slots=True)
class _Table:
    """The rows made ready: one pattern for whole lines, its groups named as in `rows`; the others with a key."""

    whole: re.Pattern[str]
    rows: dict[str, Row]
    keyed: tuple[_Keyed, ...]
    keys: tuple[str, ...]


@cache
def _table() -> _Table:
    """The rows made ready, once: it takes a quarter of a second that only reading needs."""
    rows = {f"r{i}": row for i, row in enumerate(ROWS) if row.where == "line"}
    whole = "|".join(f"(?P<{name}>{row.pattern})" for name, row in rows.items())
    keyed = [(row, re.compile(row.pattern, re.IGNORECASE)) for row in ROWS if row.where != "line"]
    keys = sorted({key for row, _ in keyed for key in row.key})
    return _Table(re.compile(whole, re.IGNORECASE), rows, tuple(keyed), tuple(keys))


def mark(text: str) -> tuple[Marked, ...]:
    """Find the boilerplate of a text.

    Returns:
        What was found, in order and without overlap; each `kind` is one of the table's, or `headline` (a
        line in capitals), `repeat` (a line said before) or `footer` (a run of several kinds at the end).
    """
    lines = _lines(text)
    hits = list(_hits(text.lower(), lines))
    within = {at: row for at, row, _ in reversed(hits) if row.where == "within"}
    rows = within | _whole_lines(lines)
    kinds = _repeats(lines) | _headlines(text, lines) | {at: row.kind for at, row in rows.items()}
    kinds |= _to_the_end(lines, rows, kinds)
    found = [(lines[at].start, lines[at].end, kind) for at, kind in kinds.items()]
    found += [_part(lines[at], row, match) for at, row, match in hits if row.where != "within"]
    return tuple(Marked(Span(s, e, text[s:e]), kind) for s, e, kind in _merged(text, found))


def _part(line: _Line, row: Row, match: re.Match[str]) -> _Found:
    """A stretch inside a line, without the blanks around it."""
    lead = len(match[0]) - len(match[0].lstrip())
    start = line.start + match.start()
    return start + lead, start + len(match[0].rstrip()), row.kind


def _lines(text: str) -> list[_Line]:
    """The lines that hold more than fringe."""
    lines = []
    for match in _LINE.finditer(text):
        start = match.end() - len(_FRINGE.sub("", match[0], count=1))
        if body := text[start : match.end()].rstrip():
            lines.append(_Line(start, start + len(body), body))
    return lines


def _whole_lines(lines: Sequence[_Line]) -> dict[int, Row]:
    """The rows of which a line is an example from end to end, by the number of the line."""
    rows, table = {}, _table()
    for at, line in enumerate(lines):
        match = table.whole.fullmatch(line.text) if len(line.text) <= LONGEST else None
        if match and match.lastgroup:
            rows[at] = table.rows[match.lastgroup]
    return rows


def _hits(low: str, lines: Sequence[_Line]) -> Iterator[tuple[int, Row, re.Match[str]]]:
    """Where the patterns of the rows with a key match: number of the line, row, match in the line."""
    present = {key for key in _table().keys if key in low}
    likely = [pair for pair in _table().keyed if not present.isdisjoint(pair[0].key)]
    for at, line in enumerate(lines if likely else ()):
        words = line.text.lower()
        said = {key for key in present if key in words}
        for row, pattern in likely:
            if not said.isdisjoint(row.key) and (row.where != "within" or len(words) <= LONGEST):
                yield from ((at, row, match) for match in pattern.finditer(line.text))


def _repeats(lines: Sequence[_Line]) -> dict[int, str]:
    """Lines that say word for word what an earlier one said."""
    seen: set[str] = set()
    repeats = {}
    for at, line in enumerate(lines):
        if len(line.text) >= REPEATED and line.text in seen:
            repeats[at] = "repeat"
        seen.add(line.text)
    return repeats


def _headlines(text: str, lines: Sequence[_Line]) -> dict[int, str]:
    """Lines in capitals, but for the first: headlines of other stories."""
    return {
        at: "headline"
        for at, line in enumerate(lines)
        if at
        and line.text.isupper()
        and not line.text.endswith("?")
        and _letters(line.text) >= CAPITALS
        and not text.isupper()
    }


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _to_the_end(
    lines: Sequence[_Line], rows: Mapping[int, Row], kinds: Mapping[int, str]
) -> dict[int, str]:
    """The headlines below a row that opens a footer, if nothing else follows it down to the end."""
    at = len(lines)
    while at and (at - 1 in kinds or _like_headline(lines[at - 1].text)):
        at -= 1
    opening = min((n for n, row in rows.items() if row.opens and n >= at), default=len(lines))
    return {n: rows[opening].kind for n in range(opening, len(lines)) if n not in kinds}


def _like_headline(line: str) -> bool:
    return len(line.split()) <= HEADLINE_WORDS and not _SENTENCE_END.search(line)


def _merged(text: str, found: Iterable[_Found]) -> Iterator[_Found]:
    """What was found, in order; runs with nothing but blanks between become one."""
    run: list[_Found] = []
    for one in sorted(found, key=lambda f: (f[0], -f[1], f[2])):
        if run and one[0] < run[-1][1]:
            continue
        if run and not _joins(text, run[-1], one):
            yield from _as_one(text, run)
            run = []
        run.append(one)
    yield from _as_one(text, run)


def _joins(text: str, left: _Found, right: _Found) -> bool:
    apart = left[2] in _APART or right[2] in _APART
    return not apart and bool(_FRINGE.fullmatch(text, left[1], right[0]))


def _as_one(text: str, run: Sequence[_Found]) -> Iterator[_Found]:
    """A run of one kind, or one that reaches the end of the text, as a single stretch; else each alone."""
    kinds = {kind for _, _, kind in run}
    if len(kinds) == 1 or (run and not text[run[-1][1] :].strip()):
        yield run[0][0], run[-1][1], kinds.pop() if len(kinds) == 1 else "footer"
    else:
        yield from run
