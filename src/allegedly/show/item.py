"""One claim, ready to be shown: its origins counted, its sides with what each of them says.

What is said about a claim is decided here, once, for the brief, the lists and `allegedly show`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from allegedly.show.figures import source
from allegedly.show.moves import Move, Notice, credibility, marks, move, notice
from allegedly.show.quotation import Piece, pieces
from allegedly.show.words import clip, headline, join, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from allegedly.model import Claim, Report, Statement
    from allegedly.show.index import Index

__all__ = [
    "Item",
    "Quotation",
    "Side",
    "called",
    "census",
    "copied",
    "count",
    "deniers",
    "item",
    "quotation",
    "sides",
    "speaker",
    "trusted",
]

SideKind = Literal["says", "denies", "unknown", "own voice"]

QUOTATIONS = 2
"""Quotations shown for each side of a contested claim; the rest are counted."""


UNSPECIFIED = "unspecified reports"
"""The name of the actor that stands for reports of nobody in particular."""


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
    actor: str | None = None
    """Of an origin: its id."""
    rated: str = ""
    """How far an analyst trusts it, where one said so."""

    @property
    def called(self) -> str:
        """Who, with how far they are trusted."""
        return f"{self.who}{self.rated}"

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
    unknown: int
    """Statements that cannot be traced to anybody."""
    marks: tuple[str, ...] = ()
    """`corrected 5 Mar`, `withdrawn 6 Mar`, `superseded by its own source`."""
    moves: tuple[Move, ...] = ()
    notices: tuple[Notice, ...] = ()
    rated: str | None = None
    """`credibility 2, rated by NAME`; among the marks too."""

    @property
    def counted(self) -> str:
        """`2 origins, 1 unknown, in 4 reports`: what follows the origins."""
        comma = "," if ", " in self.origins else ""
        return f"{comma} in {plural(self.reports, 'report')}"


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
        unknown=claim.unknown_lineage,
        marks=marks(known, claim),
        moves=tuple(move(known, d) for d in known.drifts_of[claim.id]),
        notices=tuple(notice(known, c) for c in known.corrections_of(claim)),
        rated=credibility(known, claim),
    )


def count(known: Index, claim: Claim) -> str:
    """A claim's origins in words, origins first: `2 origins, 1 unknown`."""
    if claim.origins:
        unknown = f", {claim.unknown_lineage} unknown" if claim.unknown_lineage else ""
        return plural(len(claim.origins), "origin") + unknown
    voices = {s.source.kind for s in known.in_order(claim.statements)}
    return "own voice" if voices == {"none"} else "origin unknown"


def census(known: Index, claim: Claim) -> str:
    """The counts of a claim in full: `2 named origins, 1 unknown, in 4 reports (1 a copy; 1 link a guess)`."""
    unnamed = sum(_unnamed(known, o.actor) for o in claim.origins)
    named = len(claim.origins) - unnamed
    parts = [plural(named, "named origin")] if named else []
    if unnamed:
        parts.append(f"{unnamed} unnamed" if named else plural(unnamed, "unnamed origin"))
    parts = [*(parts or ["no named origin"]), f"{claim.unknown_lineage} unknown"]
    if not claim.origins and count(known, claim) == "own voice":
        parts = ["no origin, own voice only"]
    reports = known.reports_of(claim)
    copies = sum(r in known.copies for r in reports)
    links = (e for o in claim.origins for e in o.path if e.guess)
    guesses = len({(e.start or e.statement, e.to, e.kind) for e in links})
    asides = [f"{copies} a copy" if copies == 1 else f"{copies} copies"] if copies else []
    if guesses:
        asides.append("1 link a guess" if guesses == 1 else f"{guesses} links are guesses")
    aside = f" ({'; '.join(asides)})" if asides else ""
    words = f"{', '.join(parts)}, in {plural(len(reports), 'report')}{aside}"
    return words[:1].upper() + words[1:]


def _unnamed(known: Index, actor: str) -> bool:
    """Whether an origin is nobody whom the reports name."""
    found = known.actors.get(actor)
    return found is None or found.kind == "unnamed official" or found.name == UNSPECIFIED


def sides(known: Index, claim: Claim, quotations: int = QUOTATIONS) -> Iterator[Side]:
    """Yield a side for each origin, the one heard most first; then what nobody traced; then own voice."""
    left = known.in_order(claim.statements)
    for origin in sorted(claim.origins, key=lambda o: -len(o.statements)):
        inside, left = _parted(known, left, set(origin.statements))
        if inside:
            name = known.actor(origin.actor) or source(known, inside[0])[0]
            side = _side(known, "says", name, inside, quotations)
            rated = known.reliability("actor", origin.actor)
            yield replace(side, actor=origin.actor, rated=rated)
    own = [s for s in left if s.source.kind == "none"]
    unknown = [s for s in left if s.source.kind != "none"]
    if unknown:
        yield _side(known, "unknown", _untraced(unknown), unknown, quotations)
    if own:
        outlets = join(list(dict.fromkeys(known.printed_in(s.report) for s in own)))
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
        outlet=known.printed_in(report.id),
        day=known.days(report.published),
        copy=copied(known, report),
    )


def copied(known: Index, report: Report) -> str | None:
    """Of which report this one is a copy, and how much of it: `copy of Harrow Dispatch, 89 %`."""
    copy = known.copies.get(report.id)
    if copy is None or copy.of not in known.reports:
        return None
    return f"copy of {called(known, known.reports[copy.of])}, {copy.share * 100:.0f} %"


def called(known: Index, report: Report) -> str:
    """A report by its name and outlet, or title where nobody knows the outlet."""
    title = f" “{clip(report.title, 60)}”" if report.title and not report.outlet else ""
    return f"{known.name(report)} {known.outlet(report.id)}{title}"


def speaker(known: Index, statement: Statement) -> str:
    """Who makes a statement: names, else the words of the report, else what is known about it."""
    names = known.speakers(statement)
    if names:
        return join(names)
    if statement.source.kind == "none":
        return "own voice"
    return clip(statement.source.span.text, 60) if statement.source.span else "source unknown"


def _denied(known: Index, denying: list[Statement], quotations: int) -> Side:
    who = dict.fromkeys(name for s in denying for name in trusted(known, s))
    return _side(known, "denies", ", ".join(who), denying, quotations)


def trusted(known: Index, statement: Statement) -> list[str]:
    """Who makes a statement, each with how far they are trusted."""
    ids = dict.fromkeys((statement.source.actor, *statement.co_sources))
    named = [f"{name}{known.reliability('actor', i)}" for i in ids if (name := known.actor(i))]
    return named or [speaker(known, statement)]


def deniers(known: Index, denying: Iterable[Statement]) -> frozenset[str]:
    """The names of those who deny."""
    return frozenset(n for s in denying for n in known.speakers(s) or (speaker(known, s),))


def _quotations(known: Index, statements: Sequence[Statement], most: int) -> tuple[Quotation, ...]:
    """The quotations to show: no copies beside originals, named sources first, one of each report first."""
    originals = [s for s in statements if s.report not in known.copies]
    order = sorted(originals or statements, key=lambda s: s.source.actor is None)
    first_of_report = {s.report: s for s in reversed(order)}
    order.sort(key=lambda s: first_of_report[s.report] is not s)
    return tuple(quotation(known, s) for s in order[:most])
