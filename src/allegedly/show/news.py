"""What is new in a case: the difference of two ledgers as a brief, a plain view that three renderers print.

Every row opens to quotations; what it is about is counted in origins, with what stands against it. Rows and sections
are of one shape, so that what is found elsewhere (in a plan, say) can be told beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allegedly.show.difference import changes
from allegedly.show.figures import points
from allegedly.show.index import Index
from allegedly.show.item import Side, copied, deniers, item, quotation, trusted
from allegedly.show.moves import move, notice
from allegedly.show.phrases import PAST
from allegedly.show.words import clip, day, headline, join, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from allegedly.model import Claim, Ledger, Statement
    from allegedly.show.difference import Changes, Moved
    from allegedly.show.item import SideKind

__all__ = ["News", "Row", "Section", "Told", "news"]


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is new: what it is, in which words, how it stands, and the quotations that it opens to."""

    what: str
    """`contested now`, `origin gained`, `figure moved` ...; empty where the section says it."""
    words: str
    name: str = ""
    """What opens it: `C1`, `A12`."""
    standing: str = ""
    """`2 origins, 1 unknown, in 3 reports, denied by 2`."""
    before: str = ""
    after: str = ""
    """Beside each other, where something moved."""
    sides: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What is new of one kind; `rows` may be cut, `total` counts all. A remark says what is left out otherwise."""

    title: str
    rows: tuple[Row, ...]
    total: int
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """Which two ledgers are compared, in words, and where all of the difference can be had."""

    title: str
    since: str
    """`after the end of 2 March 2026, by entry`."""
    more: str
    """The command that tells what is cut."""
    remark: str = ""
    """What else is to be said first: that no such brief was written before."""


@dataclass(frozen=True, slots=True)
class News:
    """One brief of what is new."""

    title: str
    date: str
    since: str
    summary: str
    remark: str
    sections: tuple[Section, ...]
    more: str
    next: tuple[str, ...]


def news(
    ledgers: tuple[Ledger, Ledger],
    told: Told,
    date: str,
    most: int = 8,
    first: Iterable[Section] = (),
) -> News:
    """Make the brief of what is new.

    Args:
        ledgers: the earlier one and the later one.
        told: how the two are called.
        date: the day of the brief, ISO 8601.
        most: rows of each section, at least 1.
        first: sections that stand before those of the ledger; they are cut like them, and left out where empty.
    """
    before, after = Index(ledgers[0]), Index(ledgers[1])
    found = changes(*ledgers)
    sections = [s for s in (*first, *_Sections(before, after, found).all()) if s.total]
    return News(
        title=told.title,
        date=date[:10],
        since=told.since,
        summary=_summary(after, found, sections),
        remark=told.remark,
        sections=tuple(replace(s, rows=s.rows[:most]) for s in sections),
        more=told.more,
        next=tuple(_next(after, found)),
    )


def _summary(after: Index, found: Changes, sections: Sequence[Section]) -> str:
    """How much is new, and of what; that nothing is new is said in so many words."""
    if not sections:
        return f"Nothing is new; {plural(len(after.reports), 'report')} in all."
    removed = len(found.reports_gone)
    reports = (
        f"{plural(len(found.reports), 'new report')}{f', {removed:,} removed' * bool(removed)}"
    )
    kinds = [f"{s.title.lower()}: {s.total:,}" for s in sections if s.title != REPORTS]
    words = "; ".join(kinds)
    return f"{reports}, {len(after.reports):,} in all. {words[:1].upper()}{words[1:]}{'.' * bool(words)}".rstrip()


def _next(after: Index, found: Changes) -> Iterator[str]:
    ids = [*found.contested, *found.new, *(s.claim for s in (*found.origins, *found.denials))]
    claim = next((after.claims[i] for i in ids if i in after.claims), None)
    if claim is not None:
        yield f"allegedly show {after.name(claim)}"
    yield "allegedly brief"


REPORTS = "Reports"


@dataclass(frozen=True)
class _Sections:
    """The sections of a difference."""

    old: Index
    new: Index
    found: Changes

    def all(self) -> Iterator[Section]:
        """What is contested or moved among what was known comes before what is merely new."""
        yield _section("New claims, contested", self._claims(contested=True))
        yield _section("Denials", self._denials())
        yield _section("Origins", self._origins())
        yield _section("Figures that moved", self._figures())
        yield _section("Certainty and drift", self._drifts())
        yield _section("Corrections and retractions", self._corrections())
        fresh = (self.new.claims[i] for i in self.found.new)
        own = sum(self.new.own_voice(c) for c in fresh if not c.contested)
        remark = f"and {plural(own, 'statement')} in one report’s own voice" if own else ""
        yield _section("New claims", self._claims(contested=False), remark)
        yield _section("Claims that are told otherwise", self._reshaped())
        yield _section(REPORTS, self._reports())

    # --- claims and their sides -----------------------------------------------------------------------

    def _claims(self, *, contested: bool) -> Iterator[Row]:
        for claim in (self.new.claims[i] for i in self.found.new):
            told = self.new.targets_of(claim) or self.new.own_voice(claim)
            if claim.contested is contested and not (told and not contested):
                view = item(self.new, claim, quotations=1)
                denial = claim.polarity == "denies"
                says = [replace(s, kind="denies") for s in view.says] if denial else view.says
                row = self._row("a denial" if denial else "", claim)
                yield replace(row, sides=(*says, *view.denied))

    def _denials(self) -> Iterator[Row]:
        """Yield what is denied now or no more; a claim that is new itself stands with its denials above."""
        new, told = set(self.found.new), set[str]()
        contested = {i: "contested now" for i in self.found.contested if i not in new}
        contested |= dict.fromkeys(self.found.uncontested, "contested no longer")
        for one in self.found.denials:
            told.add(one.claim)
            claim = self.new.claims[one.claim]
            what = ["denied"] if one.gained else ["denied no more"]
            what += [contested[one.claim]] if one.claim in contested else []
            sides = [_side(self.new, s, "denies") for s in self.new.in_order(one.gained)]
            sides += [_earlier(self.old, s, "denies") for s in self.old.in_order(one.lost)]
            yield replace(self._row(", ".join(what), claim), sides=tuple(sides))
        for i in (c for c in contested if c not in told):
            sides = [_side(self.new, s, "denies") for s in self.new.denials_of[i][:1]]
            yield replace(self._row(contested[i], self.new.claims[i]), sides=tuple(sides))

    def _origins(self) -> Iterator[Row]:
        for one in self.found.origins:
            claim = self.new.claims[one.claim]
            what = " and ".join(["gained"] * bool(one.gained) + ["lost"] * bool(one.lost))
            lost = join([self.old.actor(a) or "unknown" for a in one.lost])
            view = item(self.new, claim, quotations=1)
            sides = tuple(s for s in view.says if s.actor in one.gained)
            row = self._row(f"origin {what}", claim)
            yield replace(row, before=f"lost: {lost}" if lost else "", sides=sides)

    def _row(self, what: str, claim: Claim) -> Row:
        return Row(what, headline(claim.wording), self.new.name(claim), standing(self.new, claim))

    # --- what moved -----------------------------------------------------------------------------------

    def _figures(self) -> Iterator[Row]:
        for one in self.found.figures:
            given = self.new.statements[one.statement]
            home = next((self.new.claims[c] for c in one.claims), None)
            yield Row(
                "figure moved" if one.old else "another figure",
                headline(f"{one.quantity}, {one.who}"),
                self.new.name(home or given),
                standing(self.new, home) if home else "in no claim",
                before=", ".join(one.old),
                after=one.new,
                sides=tuple(_side(self.new, s) for s in (*self._moved_from(one), given)),
            )

    def _moved_from(self, one: Moved) -> list[Statement]:
        """The last statement that gave a figure which is replaced; no copy where there is an original."""
        here = (p for s in self.new.ledger.linked.series for p in points(self.new, s))
        old = {u for p in here if p.statement == one.statement for u in p.updates}
        found = self.new.in_order(old)
        originals = [s for s in found if s.report not in self.new.copies]
        return (originals or found)[-1:]

    def _drifts(self) -> Iterator[Row]:
        for drift in self.found.drifts:
            claim, told = self.new.claims[drift.claim], move(self.new, drift)
            ends = (self.new.in_order(drift.a)[:1], self.new.in_order(drift.b)[:1])
            sides = tuple(_side(self.new, s) for end in ends for s in end)
            row = self._row(told.what, claim)
            yield replace(row, before=told.before, after=told.after, sides=sides)
        for firm in self.found.certainty:
            claim = self.new.claims[firm.claim]
            fresh = (
                s
                for s in self.new.in_order(claim.statements)
                if s.certainty in firm.after and s.certainty not in firm.before
            )
            row = self._row("certainty", claim)
            before, after = " · ".join(firm.before), " · ".join(firm.after)
            shown = [*fresh, *self.new.in_order(claim.statements)][:1]
            sides = tuple(_side(self.new, s) for s in shown)
            yield replace(row, before=before, after=after, sides=sides)

    def _corrections(self) -> Iterator[Row]:
        for one in self.found.corrections:
            told = notice(self.new, one)
            touched = self.new.in_order((*one.a, *one.b))
            homes = dict.fromkeys(self.new.claim_of.get(s.id, "") for s in touched)
            claims = [self.new.claims[i] for i in homes if i]
            words = f"“{told.words}”" if told.words else told.because
            names = " ".join(dict.fromkeys(self.new.name(c) for c in claims[:3]))
            stands = "; ".join(standing(self.new, c) for c in claims[:1])
            where = " · ".join(filter(None, (f"in {told.where}", stands)))
            sides = tuple(_side(self.new, s) for s in touched[:2])
            yield Row(told.what, words, names, where, sides=sides)

    # --- what became of claims and reports ------------------------------------------------------------

    def _reshaped(self) -> Iterator[Row]:
        for one in self.found.merged:
            (claim,) = (self.new.claims[i] for i in one.after)
            parts = join([f"“{clip(self.old.claims[i].wording, 80)}”" for i in one.before])
            sides = item(self.new, claim, quotations=1).says[:1]
            yield replace(self._row("merged", claim), before=parts, sides=sides)
        for one in self.found.split:
            for claim in (self.new.claims[i] for i in one.after):
                was = headline(clip(self.old.claims[one.before[0]].wording, 80))
                sides = item(self.new, claim, quotations=1).says[:1]
                yield replace(self._row("split", claim), before=f"was part of “{was}”", sides=sides)
        for claim in (self.old.claims[i] for i in self.found.gone):
            said = self.old.in_order(claim.statements)[:1]
            sides = tuple(_earlier(self.old, s) for s in said)
            stood = f"stood with {standing(self.old, claim)}"
            yield Row("gone", headline(claim.wording), "", stood, sides=sides)

    def _reports(self) -> Iterator[Row]:
        for label, known, ids in (
            ("new", self.new, self.found.reports),
            ("removed", self.old, self.found.reports_gone),
        ):
            for report in (known.reports[i] for i in ids):
                inside = sum(s.report == report.id for s in known.statements.values())
                parts = [
                    day(report.published, year=True),
                    f"not read: {report.unread}" if report.unread else plural(inside, "statement"),
                    copied(known, report),
                ]
                title = f": {clip(report.title, 120)}" if report.title else ""
                name = known.name(report) if known is self.new else ""
                words = f"{known.printed_in(report.id)}{title}"
                yield Row(label, words, name, " · ".join(filter(None, parts)))


def _section(title: str, rows: Iterable[Row], remark: str = "") -> Section:
    found = tuple(rows)
    return Section(title, found, len(found), remark)


def _side(known: Index, statement: Statement, kind: SideKind | None = None) -> Side:
    """One statement as a side of its own."""
    said: SideKind = "own voice" if statement.source.kind == "none" else "says"
    said = "denies" if statement.polarity != "asserts" else said
    name = known.printed_in(statement.report) + ", " if said == "own voice" else ""
    words = f"{name}{join(trusted(known, statement))}"
    return Side(kind or said, words, (quotation(known, statement),), (statement.id,))


def _earlier(known: Index, statement: Statement, kind: SideKind | None = None) -> Side:
    """Likewise of the earlier ledger, whose short names mean something else today: it is named by its id."""
    side = _side(known, statement, kind)
    named = tuple(replace(q, name=f"id {statement.id[:8]}") for q in side.quotations)
    return replace(side, quotations=named)


def standing(known: Index, claim: Claim) -> str:
    """On whose word, and against whose: `2 origins, 1 unknown, in 3 reports, denied by 2`."""
    view = item(known, claim, quotations=0)
    denying = known.denials_of[claim.id]
    against = f", denied by {len(deniers(known, denying))}" if denying else ""
    past = f" ({PAST})" if denying and not claim.contested else ""
    marks = "".join(f" · {mark}" for mark in view.marks)
    return f"{view.origins}{view.counted}{against}{past}{marks}"
