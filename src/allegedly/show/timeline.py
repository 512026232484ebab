"""What happened when, day by day: claims first seen, new origins, denials, figures, drift, corrections.

Days are those of publication. What is undated is listed at the end and never placed.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from allegedly.show.chart import moved
from allegedly.show.figures import quantity, source
from allegedly.show.item import speaker
from allegedly.show.moves import first_date, move, notice
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.phrases import MARKS
from allegedly.show.terminal import STYLES
from allegedly.show.words import clip, day, headline, join, long_day, plural, span_of_days, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.model import Claim, Series, Statement
    from allegedly.show.index import Index

__all__ = ["Event", "timeline", "timeline_json", "timeline_page"]

Kind = Literal["first seen", "new origin", "denied", "figure moved", "drift", "corrected"]

ORDER: tuple[Kind, ...] = (
    "first seen",
    "new origin",
    "denied",
    "figure moved",
    "drift",
    "corrected",
)

DAY = len("2026-03-02")

LABEL = 14
"""Columns for what happened."""

SHAPES = {"first seen": "says", "new origin": "says", "denied": "denies"}
"""Events that a side stands behind, and its mark."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to claims on a day: `words` say what, `statements` show it."""

    date: str | None
    kind: Kind
    claims: tuple[str, ...]
    words: str
    statements: tuple[str, ...]


def timeline(
    known: Index,
    claims: Iterable[Claim],
    *,
    since: str | None = None,
    until: str | None = None,
    by: frozenset[str] | None = None,
) -> tuple[Event, ...]:
    """The events of some claims by day, the undated last; with `by`, only those that these statements show.

    `since` and `until` may be a month or a year and count from its first, to its last day; undated events then stay.
    """
    claims = list(claims)
    series = {s.id: s for claim in claims for s in known.series_of[claim.id]}
    told = (_events(known, claim) for claim in claims)
    moves = (_figures(known, one) for one in series.values())
    events = dict.fromkeys(itertools.chain(*told, *moves))
    chosen = (
        e
        for e in _merged(events)
        if (by is None or by.intersection(e.statements)) and within(e.date, since, until)
    )
    return tuple(
        sorted(chosen, key=lambda e: (e.date or "9", ORDER.index(e.kind), _first(known, e)))
    )


def within(date: str | None, since: str | None, until: str | None) -> bool:
    """Whether a day lies between two dates, each at its own precision; what is undated does."""
    if date is None:
        return True
    begun = since is None or date >= since[: len(date)]
    return begun and (until is None or date[: len(until)] <= until)


def _first(known: Index, event: Event) -> int:
    order = known.order_of
    return min((order.get(c, 0) for c in event.claims), default=0)


def _merged(events: Iterable[Event]) -> Iterator[Event]:
    """One event for what several claims share: the same thing, shown by the same statements."""
    groups: dict[tuple[Any, ...], list[str]] = {}
    for e in events:
        groups.setdefault((e.date, e.kind, e.words, e.statements), []).extend(e.claims)
    for (date, kind, words, statements), claims in groups.items():
        yield Event(date, kind, tuple(dict.fromkeys(claims)), words, statements)


def _events(known: Index, claim: Claim) -> Iterator[Event]:
    yield from _seen(known, claim)
    yield from _denials(known, claim)
    for drift in known.drifts_of[claim.id]:
        told = move(known, drift)
        words = f"{told.what}: {told.before} → {told.after}"
        yield Event(told.date, "drift", (claim.id,), words, (*drift.a, *drift.b))
    for correction in known.corrections_of(claim):
        told_of = notice(known, correction)
        quoted = f": “{told_of.words}”" if told_of.words else ""
        what = "" if told_of.what == "corrected" else f"{told_of.what} "
        words = f"{what}in {told_of.where}{quoted}"
        yield Event(told_of.date, "corrected", (claim.id,), words, (*correction.a, *correction.b))


def _figures(known: Index, series: Series) -> Iterator[Event]:
    for one in moved(known, series):
        homes = (known.claim_of.get(i) for i in one.statements)
        claims = tuple(dict.fromkeys(c for c in homes if c))
        words = f"{one.old} → {one.new} {quantity(series)}, {one.who}"
        yield Event(one.date, "figure moved", claims, words, one.statements)


def _seen(known: Index, claim: Claim) -> Iterator[Event]:
    """Yield when a claim was first seen, by whom, and when each further origin came; a denial's own are `denied`."""
    if known.targets_of(claim):
        return
    inside = known.in_order(claim.statements)
    first = [s for s in inside if known.reports[s.report].published == claim_start(known, inside)]
    names = (n for s in first for n in known.speakers(s) or (source(known, s)[0],))
    who = join(list(dict.fromkeys(names))[:3])
    kind_words = f"{headline(claim.wording)} · {who}"
    yield Event(
        first_date(known, inside), "first seen", (claim.id,), kind_words, tuple(s.id for s in first)
    )
    for origin in claim.origins:
        mine = known.in_order(origin.statements)
        if mine and not {s.id for s in first}.intersection(origin.statements):
            words = known.actor(origin.actor) or speaker(known, mine[0])
            yield Event(first_date(known, mine), "new origin", (claim.id,), words, (mine[0].id,))


def claim_start(known: Index, statements: list[Statement]) -> str | None:
    """When the first dated report of some statements was published."""
    dates = [d for s in statements if (d := known.reports[s.report].published)]
    return min(dates, default=None)


def _denials(known: Index, claim: Claim) -> Iterator[Event]:
    for s in known.denials_of[claim.id]:
        cue = s.cue.text if s.cue else "denies"
        words = f"{speaker(known, s)} {cue} “{clip(unquoted(s.wording), 100)}”"
        yield Event(first_date(known, [s]), "denied", (claim.id,), words, (s.id,))


# --- how it is shown --------------------------------------------------------------------------------


def timeline_page(known: Index, events: tuple[Event, ...], width: int = WIDTH) -> Page:
    """Events under their days."""
    page = Page(width)
    if events:
        dates = [e.date for e in events if e.date]
        days = span_of_days(dates[0], dates[-1], year=True) if dates else "undated"
        page.ends(ink((f"{plural(len(events), 'event')}, {days}", "bold")), ink())
    for date, here in itertools.groupby(events, key=lambda e: e.date):
        today = list(here)
        page.heading(_called(date), plural(len(today), "event"))
        before = ""
        for event in today:
            _event(page, known, event, "" if event.kind == before else event.kind)
            before = event.kind
    if not events:
        page.words(
            "Nothing happened here on these days."
            if known.claims
            else "No claim is in this case yet."
        )
        page.words(
            ("Next: ", "dim"), "allegedly timeline" if known.claims else "allegedly add FOLDER"
        )
    return page


def _called(date: str | None) -> str:
    """A day in full; a month or a year as such."""
    if date is None:
        return "undated"
    return long_day(date) if len(date) >= DAY else f"{day(date)}, day not known"


def _event(page: Page, known: Index, event: Event, label: str) -> None:
    shape = SHAPES.get(event.kind)
    if shape and any(known.claims[c].polarity == "denies" for c in event.claims):
        shape = "denies"
    mark = (f"{MARKS[shape]} ", STYLES[shape]) if shape else ""
    claims = " ".join(known.name(known.claims[c]) for c in event.claims[:3])
    more = f" +{len(event.claims) - 3}" if len(event.claims) > 3 else ""
    names = [known.name(s) for s in known.in_order(event.statements)]
    shown = " ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    page.columns(
        ink((label, "dim")),
        ink(mark, event.words, (f"  {shown}" if shown else "", "dim")),
        ink((claims + more, "dim")),
        LABEL,
    )


def timeline_json(known: Index, events: tuple[Event, ...]) -> list[dict[str, Any]]:
    """Events for programs, each with its claims and statements by id and name."""
    return [
        {
            "date": e.date,
            "kind": e.kind,
            "words": e.words,
            "claims": [{"id": c, "name": known.name(known.claims[c])} for c in e.claims],
            "statements": [
                {"id": s.id, "name": known.name(s), "report": s.report}
                for s in known.in_order(e.statements)
            ],
        }
        for e in events
    ]
