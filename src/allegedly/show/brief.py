"""The brief: what an analyst reads in the morning, as a plain view that three renderers print.

Everything the brief says is decided here, once; `terminal`, `markdown` and `html` only set it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.show.figures import Figure, figures
from allegedly.show.index import Index
from allegedly.show.item import Item, called, copied, item
from allegedly.show.reached import reached
from allegedly.show.words import clip, day, span_of_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from allegedly.model import Assessment, Claim, Ledger, Report
    from allegedly.show.reached import Reached

__all__ = ["Brief", "Listed", "Note", "brief"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something that is no claim: an input refused, a report not read or not dated, a copy."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A report, as the list of reports at the end of a brief that travels shows it."""

    name: str
    outlet: str
    title: str | None
    day: str
    statements: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Brief:
    """One brief. The counts are of the whole ledger; the lists may be cut, and their `*_total` says so."""

    title: str
    date: str
    period: str
    """When the reports appeared, with the year; empty where none is dated."""
    statements: int
    reports: int
    claims: int
    contested: tuple[Item, ...]
    contested_total: int
    figures: tuple[Figure, ...]
    figures_total: int
    others: tuple[Item, ...]
    others_total: int
    own_voice: int
    copies: tuple[Note, ...]
    refused: tuple[Note, ...]
    unread: tuple[Note, ...]
    undated: tuple[Note, ...]
    dated: tuple[Note, ...]
    """Reports whose date did not come from the page itself, and how it was found."""
    listed: tuple[Listed, ...]
    listed_total: int
    next: tuple[str, ...]
    reached: Reached | None = None
    """The phase of a plan, where there is one."""


def brief(
    ledger: Ledger, title: str, date: str, most: int = 8, assessment: Assessment | None = None
) -> Brief:
    """Make the brief of a ledger; `most` claims and figures of each list are shown.

    Args:
        ledger: the case at one moment.
        title: what the case is called.
        date: the day of the brief, ISO 8601.
        most: length of each list, at least 1.
        assessment: what a plan makes of this ledger, if there is a plan.
    """
    known = Index(ledger)
    shown = [c for c in known.claims.values() if not known.targets_of(c)]
    contested = [c for c in shown if c.contested]
    others = [c for c in shown if not c.contested and not known.own_voice(c)]
    counted = figures(known, (s for c in contested for s in c.statements), differing=True)
    return Brief(
        title=title,
        date=date[:10],
        period=span_of_days(known.dates[0], known.dates[-1], year=True) if known.dates else "",
        statements=len(known.statements),
        reports=sum(not r.unread for r in known.reports.values()),
        claims=len(contested) + len(others),
        contested=tuple(item(known, c) for c in contested[:most]),
        contested_total=len(contested),
        figures=tuple(counted[: 2 * most]),
        figures_total=len(counted),
        others=tuple(item(known, c, quotations=1) for c in others[:most]),
        others_total=len(others),
        own_voice=len(shown) - len(contested) - len(others),
        copies=_notes(known, lambda r: copied(known, r)),
        refused=tuple(
            Note(r.input, r.why if r.why == r.detail else f"{r.why}: {r.detail}")
            for r in ledger.rejected
        ),
        unread=_notes(known, lambda r: f"not read: {r.unread}" if r.unread else None),
        undated=_notes(known, lambda r: None if r.published else ""),
        dated=tuple(_dated(known)),
        listed=tuple(itertools.islice(_listed(known), 4 * most)),
        listed_total=len(known.reports),
        next=tuple(_next(known, contested, others)),
        reached=reached(known, assessment) if assessment else None,
    )


def _notes(known: Index, why: Callable[[Report], str | None]) -> tuple[Note, ...]:
    found = ((r, why(r)) for r in known.reports.values())
    return tuple(Note(called(known, r), reason) for r, reason in found if reason is not None)


def _dated(known: Index) -> Iterator[Note]:
    """Yield the reports whose date is not their own metadata's, by how it was found."""
    for basis, how in (("given", "as given"), ("text", "from the text")):
        found = [r for r in known.reports.values() if r.published and r.published_basis == basis]
        if found:
            yield Note(", ".join(f"{known.name(r)} {known.days(r.published)}" for r in found), how)


def _listed(known: Index) -> Iterator[Listed]:
    inside = Counter(s.report for s in known.statements.values())
    for r in known.reports.values():
        title = clip(r.title, 120) if r.title else None
        yield Listed(
            known.name(r),
            known.outlet(r.id),
            title,
            day(r.published, year=True),
            inside[r.id],
            r.sha256,
        )


def _next(known: Index, contested: list[Claim], others: list[Claim]) -> Iterator[str]:
    first = next(iter([*contested, *others]), None)
    if first is None:
        yield "allegedly add FOLDER"
        return
    yield f"allegedly show {known.name(first)}"
    yield f"allegedly explain {known.name(known.in_order(first.statements)[0])}"
    yield "allegedly claims --contested" if contested else "allegedly claims"
