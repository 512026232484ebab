"""The brief: what an analyst reads in the morning, as a plain view that three renderers print.

Everything the brief says is decided here, once; `terminal`, `markdown` and `html` only set it.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from allegedly.show.figures import Figure, figures, source
from allegedly.show.index import Index
from allegedly.show.quotation import Piece, pieces
from allegedly.show.words import clip, day, headline, join, plural, span_of_days

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from allegedly.model import Claim, Ledger, Report, Statement

__all__ = [
    "Brief",
    "Item",
    "Note",
    "Quotation",
    "Side",
    "brief",
    "copied",
    "count",
    "item",
    "quotation",
]

SideKind = Literal["says", "denies", "unknown", "own voice"]

QUOTATIONS = 2
"""Quotations shown for each side of a contested claim; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One statement, ready to be shown. `copy` says of which outlet its report is a copy."""

    name: str
    sentence: tuple[Piece, ...]
    content: str
    speaker: str
    cue: str | None
    via: str | None
    certainty: str
    polarity: str
    outlet: str
    day: str
    copy: str | None


@dataclass(frozen=True, slots=True)
class Side:
    """Who says a claim, or who denies it, with the quotations shown and how many there are."""

    kind: SideKind
    who: str
    quotations: tuple[Quotation, ...]
    statements: tuple[str, ...]

    @property
    def more(self) -> int:
        """How many statements are not quoted."""
        return len(self.statements) - len(self.quotations)


@dataclass(frozen=True, slots=True)
class Item:
    """One claim of the brief."""

    name: str
    id: str
    wording: str
    contested: bool
    polarity: str
    denies: tuple[str, ...]
    """Names of the claims that a denial denies."""
    origins: str
    """`1 origin`, `1 origin, 2 unknown`, `origin unknown`, `own voice`."""
    reports: int
    days: str
    says: tuple[Side, ...]
    denied: tuple[Side, ...]
    supporting: int
    denying: int


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


def brief(ledger: Ledger, title: str, date: str, most: int = 8) -> Brief:
    """Make the brief of a ledger; `most` claims and figures of each list are shown.

    Args:
        ledger: the case at one moment.
        title: what the case is called.
        date: the day of the brief, ISO 8601.
        most: length of each list, at least 1.
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
    )


def item(known: Index, claim: Claim, quotations: int = QUOTATIONS) -> Item:
    """A claim, ready to be shown with `quotations` for each side."""
    denying = known.denials_of[claim.id]
    return Item(
        name=known.name(claim),
        id=claim.id,
        wording=headline(claim.wording),
        contested=claim.contested,
        polarity=claim.polarity,
        denies=tuple(known.name(c) for c in known.targets_of(claim)),
        origins=count(known, claim),
        reports=len(known.reports_of(claim)),
        days=known.days(claim.first_seen, claim.last_seen),
        says=tuple(sides(known, claim, quotations)),
        denied=(_denied(known, denying, quotations),) if denying else (),
        supporting=len(known.in_order(claim.statements)),
        denying=len(denying),
    )


def count(known: Index, claim: Claim) -> str:
    """A claim's origins in words, origins first: `2 origins, 1 unknown`."""
    if claim.origins:
        unknown = f", {claim.unknown_lineage} unknown" if claim.unknown_lineage else ""
        return plural(len(claim.origins), "origin") + unknown
    voices = {s.source.kind for s in known.in_order(claim.statements)}
    return "own voice" if voices == {"none"} else "origin unknown"


def sides(known: Index, claim: Claim, quotations: int = QUOTATIONS) -> Iterator[Side]:
    """Yield a side for each origin, the one heard most first; then what nobody traced; then own voice."""
    left = known.in_order(claim.statements)
    for origin in sorted(claim.origins, key=lambda o: -len(o.statements)):
        inside, left = _parted(known, left, set(origin.statements))
        if inside:
            name = known.actor(origin.actor) or source(known, inside[0])[0]
            yield _side(known, "says", name, inside, quotations)
    own = [s for s in left if s.source.kind == "none"]
    unknown = [s for s in left if s.source.kind != "none"]
    if unknown:
        yield _side(known, "unknown", _untraced(unknown), unknown, quotations)
    if own:
        outlets = join(list(dict.fromkeys(known.outlet(s.report) for s in own)))
        yield _side(known, "own voice", f"{outlets}, own voice", own, quotations)


def _untraced(statements: list[Statement]) -> str:
    """What the reports call those whom nobody traced."""
    words = dict.fromkeys(clip(s.source.span.text, 40) for s in statements if s.source.span)
    return ", ".join([*(f"“{w}”" for w in words), "lineage unknown"])


def _parted(
    known: Index, statements: list[Statement], ids: set[str]
) -> tuple[list[Statement], list[Statement]]:
    """The statements with these ids, their copies whose speaker was not resolved, and the others."""
    reports = {s.report for s in statements if s.id in ids}
    inside = [
        s
        for s in statements
        if s.id in ids or (s.report in known.copies and known.copies[s.report].of in reports)
    ]
    taken = {s.id for s in inside}
    return inside, [s for s in statements if s.id not in taken]


def _side(
    known: Index, kind: SideKind, who: str, statements: Sequence[Statement], quotations: int
) -> Side:
    shown = _quotations(known, statements, quotations)
    return Side(kind, who, shown, tuple(s.id for s in statements))


def quotation(known: Index, statement: Statement) -> Quotation:
    """A statement, ready to be shown."""
    report = known.reports[statement.report]
    via = [known.actor(v.actor) or (v.span.text if v.span else "") for v in statement.via]
    return Quotation(
        name=known.name(statement),
        sentence=pieces(report.text, statement),
        content=statement.wording,
        speaker=speaker(known, statement),
        cue=statement.cue.text if statement.cue else None,
        via=join([v for v in via if v and v != report.outlet]) or None,
        certainty=statement.certainty,
        polarity=statement.polarity,
        outlet=known.outlet(report.id),
        day=known.days(report.published),
        copy=copied(known, report),
    )


def copied(known: Index, report: Report) -> str | None:
    """Of which report this one is a copy, and how much of it: `copy of Harrow Dispatch, 89 %`."""
    copy = known.copies.get(report.id)
    if copy is None or copy.of not in known.reports:
        return None
    return f"copy of {_label(known, known.reports[copy.of])}, {copy.share * 100:.0f} %"


def speaker(known: Index, statement: Statement) -> str:
    """Who makes a statement: names, else the words of the report, else what is known about it."""
    names = known.speakers(statement)
    if names:
        return join(names)
    if statement.source.kind == "none":
        return "own voice"
    return clip(statement.source.span.text, 60) if statement.source.span else "source unknown"


def _denied(known: Index, denying: list[Statement], quotations: int) -> Side:
    who = dict.fromkeys(name for s in denying for name in known.speakers(s) or (speaker(known, s),))
    return _side(known, "denies", ", ".join(who), denying, quotations)


def _quotations(known: Index, statements: Sequence[Statement], most: int) -> tuple[Quotation, ...]:
    """The quotations to show: no copies beside originals, named sources first, one of each report first."""
    originals = [s for s in statements if s.report not in known.copies]
    order = sorted(originals or statements, key=lambda s: s.source.actor is None)
    first_of_report = {s.report: s for s in reversed(order)}
    order.sort(key=lambda s: first_of_report[s.report] is not s)
    return tuple(quotation(known, s) for s in order[:most])


def _notes(known: Index, why: Callable[[Report], str | None]) -> tuple[Note, ...]:
    found = ((r, why(r)) for r in known.reports.values())
    return tuple(Note(_label(known, r), reason) for r, reason in found if reason is not None)


def _dated(known: Index) -> Iterator[Note]:
    """Yield the reports whose date is not their own metadata's, by how it was found."""
    for basis, how in (("given", "as given"), ("text", "from the text")):
        found = [r for r in known.reports.values() if r.published and r.published_basis == basis]
        if found:
            yield Note(", ".join(f"{known.name(r)} {known.days(r.published)}" for r in found), how)


def _label(known: Index, report: Report) -> str:
    title = f" “{clip(report.title, 60)}”" if report.title and not report.outlet else ""
    return f"{known.name(report)} {known.outlet(report.id)}{title}"


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
