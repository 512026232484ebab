"""Annotated stories as a ledger in the public JSON format: what `allegedly import` takes. Standard library only.

Only what a reader could have found is given: texts, statements, actors by name and kind. No claim, no denial's target,
no copy: whoever links these is measured on linking alone.
"""

from __future__ import annotations

import calendar
import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from corpus import Case, Chars, Figure, Gold, Moment, Story

__all__ = ["ledger", "period"]

Row = dict[str, Any]
Names = tuple[str, ...]

_QUOTES = '"“”'
_NOBODY = {("none",), ("unknown",)}
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*|[A-Z]{2})?$")


def ledger(stories: Iterable[Story]) -> Row:
    """All statements of the stories, those that count neither way too, under the ids "report:number"."""
    actors: list[Row] = []
    reports: list[Row] = []
    statements: list[Row] = []
    for story in stories:
        cast = _Cast.of(story)
        actors += cast.rows()
        reports += [_report(case) for case in story.cases]
        statements += [_statement(c, g, cast) for c in story.cases for g in c.statements]
    return {
        "schema": "allegedly-ledger/1",
        "generator": {"version": "gold", "model": None, "reader": "gold"},
        "reports": reports,
        "actors": actors,
        "statements": statements,
        "claims": [],
    }


@dataclass(frozen=True, slots=True)
class _Cast:
    """Who speaks in a story: those who share a right name are one actor, of the kind that is given first."""

    story: str
    people: tuple[tuple[Names, str], ...]
    """Names, the first as it was given first, and kind."""

    @classmethod
    def of(cls, story: Story) -> _Cast:
        people: list[tuple[Names, str]] = []
        for names, kind in _speaking(story):
            one = [p for p in people if not _plain(p[0]).isdisjoint(_plain(names))]
            known = [n for p in one for n in p[0]]
            first = next((k for _, k in one if k != "unknown"), kind)
            joined = (tuple(dict.fromkeys([*known, *names])), first)
            people = [p for p in people if p not in one] + [joined]
        return cls(story.id, tuple(people))

    def id(self, names: Names) -> str | None:
        at = (i for i, p in enumerate(self.people) if not _plain(p[0]).isdisjoint(_plain(names)))
        return None if names in _NOBODY else f"{self.story}-{next(at) + 1}"

    def rows(self) -> Iterator[Row]:
        for number, (names, kind) in enumerate(self.people, 1):
            yield {
                "id": f"{self.story}-{number}",
                "name": names[0],
                "kind": kind,
                "state": None,
                "aliases": list(names[1:]),
            }


def _speaking(story: Story) -> Iterator[tuple[Names, str]]:
    for case in story.cases:
        for g in case.statements:
            if g.source not in _NOBODY:
                yield g.source, g.kind
            yield from ((names, "unknown") for names in (*g.co_sources, *g.via))


def _plain(names: Names) -> frozenset[str]:
    return frozenset(re.sub(r"^(?:the|an?) ", "", name.casefold()) for name in names)


def _report(case: Case) -> Row:
    return {
        "id": case.id,
        "ref": case.id,
        "outlet": case.outlet,
        "published": case.published,
        "published_basis": "given" if case.published else "none",
        "language": "en",
        "sha256": hashlib.sha256(case.text.encode()).hexdigest(),
        "text": case.text,
        "boilerplate": [_span(case.text, b) | {"kind": "link"} for b in case.boilerplate],
        "copy_of": [],
    }


def _statement(case: Case, g: Gold, cast: _Cast) -> Row:
    cue = (g.cue[0][0], g.cue[-1][1]) if g.cue else None
    return {
        "id": f"{case.id}:{g.number}",
        "report": case.id,
        "content": [_span(case.text, c) for c in g.content],
        "source": {
            "actor": cast.id(g.source),
            "kind": g.kind,
            "span": _span(case.text, g.speaker[0]) if g.speaker else None,
        },
        "co_sources": [cast.id(names) for names in g.co_sources],
        "via": [
            {"actor": cast.id(names), "span": _where(case.text, names, g.relays)} for names in g.via
        ],
        "cue": _span(case.text, cue) if cue else None,
        "quote": _quote(case.text, g),
        "event": {"type": g.event or None},
        "quantities": [_quantity(case.text, f, g.content) for f in g.figures],
        "times": [_time(case.text, t, g.content) for t in g.times],
        **{f: getattr(g, f) for f in ("act", "proposition", "certainty", "polarity")},
    }


def _span(text: str, chars: Chars) -> Row:
    return {"start": chars[0], "end": chars[1], "text": text[slice(*chars)]}


def _where(text: str, names: Names, relays: Sequence[Chars]) -> Row | None:
    """The span of a relay that is marked with one of its names."""
    found = (r for r in relays if any(n.casefold() in text[slice(*r)].casefold() for n in names))
    chars = next(found, None)
    return _span(text, chars) if chars else None


def _quote(text: str, g: Gold) -> str:
    if g.source == ("none",):
        return "none"
    parts = [text[a:b] for a, b in g.content]
    if all(p[:1] in _QUOTES and p.rstrip(".,")[-1:] in _QUOTES for p in parts):
        return "direct"
    return "mixed" if any(q in p for p in parts for q in _QUOTES) else "indirect"


def _quantity(text: str, f: Figure, content: Sequence[Chars]) -> Row:
    fields = ("value", "min", "max", "vague", "unit", "bound", "role")
    return {k: getattr(f, k) for k in fields} | {"span": _nearest(text, f.text, content)}


def _time(text: str, t: Moment, content: Sequence[Chars]) -> Row:
    value = t.value or ""
    start, end = period(value)
    kind = "DURATION" if value.startswith("P") else "TIME" if "T" in value else "DATE"
    return {
        "type": kind,
        "value": t.value,
        "start": start,
        "end": end,
        "role": t.role,
        "span": _nearest(text, t.text, content),
    }


def _nearest(text: str, words: str, content: Sequence[Chars]) -> Row:
    """Where the words stand in the content, else nearest to it."""
    places = [m.start() for m in re.finditer(re.escape(words), text)]
    start = min(places, key=lambda p: (min(max(a - p, p - b, 0) for a, b in content), p))
    return _span(text, (start, start + len(words)))


def period(value: str) -> tuple[str | None, str | None]:
    """The first and the last day that a TIMEX3 date names, for years, months, days and times of days."""
    found = _DATE.match(value)
    if not found:
        return None, None
    year, month, day = found.groups()
    if day:
        return f"{year}-{month}-{day}", f"{year}-{month}-{day}"
    if month:
        last = calendar.monthrange(int(year), int(month))[1] if 1 <= int(month) <= 12 else 0
        return (f"{year}-{month}-01", f"{year}-{month}-{last}") if last else (None, None)
    return f"{year}-01-01", f"{year}-12-31"
