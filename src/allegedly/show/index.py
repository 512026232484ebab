"""One ledger, looked up by id, and the short names that people type: `C1` a claim, `A` a report, `A12` a statement.

Short names follow from the ledger alone: reports are lettered by date, statements numbered by their place in
the report, claims by their place in the brief. They move when the ledger grows; ids never do.
"""

from __future__ import annotations

import itertools
import string
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar

from allegedly.errors import NotFound
from allegedly.model import Claim, Report, Statement, holding
from allegedly.show.words import span_of_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.model import Actor, Copy, Correction, Drift, Ledger, Rating, Series

__all__ = ["Found", "Index"]

Found = Claim | Statement | Report
Kind = TypeVar("Kind", Claim, Statement, Report)

LETTERS = string.ascii_uppercase.replace("C", "")
"""Letters of reports; C stands for claims."""

SHORTEST = 4
"""Characters that an abbreviated id needs at least."""


@dataclass(frozen=True)
class Index:
    """A ledger's items by id; each look-up is made when it is first asked for."""

    ledger: Ledger

    @cached_property
    def reports(self) -> dict[str, Report]:
        """Reports by id, in order of publication, undated last."""
        return {
            r.id: r for r in sorted(self.ledger.reports, key=lambda r: (r.published or "9", r.id))
        }

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """Statements by id, by report and place; those of reports that are not here are left aside."""
        known = (s for s in self.ledger.statements if s.report in self.reports)
        position = {report: n for n, report in enumerate(self.reports)}
        return {s.id: s for s in sorted(known, key=lambda s: (position[s.report], _place(s), s.id))}

    @cached_property
    def claims(self) -> dict[str, Claim]:
        """Claims by id, in the order of the brief."""
        known = (
            c for c in self.ledger.linked.claims if any(s in self.statements for s in c.statements)
        )
        return {c.id: c for c in sorted(known, key=self._rank)}

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """Actors by id."""
        return {a.id: a for a in self.ledger.actors}

    @cached_property
    def copies(self) -> dict[str, Copy]:
        """For each report that copies others, the copy with the largest share."""
        return {c.report: c for c in sorted(self.ledger.copies, key=lambda c: (c.share, c.of))}

    @cached_property
    def claim_of(self) -> dict[str, str]:
        """The claim of each statement that has one."""
        return {s: c.id for c in self.claims.values() for s in c.statements}

    @cached_property
    def denials_of(self) -> dict[str, list[Statement]]:
        """The statements that deny each claim, in order of publication."""
        found: dict[str, set[str]] = {claim: set() for claim in self.claims}
        for denial in self.ledger.linked.denials:
            for target in denial.targets:
                if target in self.claim_of:
                    found[self.claim_of[target]].add(denial.statement)
        for claim in self.claims.values():
            for other in claim.denied_by:
                found[claim.id].update(
                    self.claims[other].statements if other in self.claims else ()
                )
        return {claim: self.in_order(ids) for claim, ids in found.items()}

    @cached_property
    def earlier(self) -> dict[str, list[str]]:
        """For each statement those that it updates."""
        return _by_statement((u.b, u.a) for u in self.ledger.linked.updates)

    @cached_property
    def later(self) -> dict[str, list[str]]:
        """For each statement those that update it."""
        return _by_statement((u.a, u.b) for u in self.ledger.linked.updates)

    @cached_property
    def against(self) -> dict[str, list[str]]:
        """For each statement those whose figures cannot hold together with it."""
        numeric = [c for c in self.ledger.linked.contradictions if c.kind == "numeric"]
        return _by_statement(pair for c in numeric for pair in ((c.a, c.b), (c.b, c.a)))

    @cached_property
    def series_of(self) -> dict[str, list[Series]]:
        """The series of figures of each claim, as the ledger has them."""
        found: dict[str, list[Series]] = {claim: [] for claim in self.claims}
        for series in self.ledger.linked.series:
            inside = {self.claim_of.get(s, "") for s in series.statements}
            for claim in dict.fromkeys((*series.claims, *sorted(inside))):
                if claim in found and any(s in self.statements for s in series.statements):
                    found[claim].append(series)
        return found

    @cached_property
    def drifts_of(self) -> dict[str, list[Drift]]:
        """How each claim hardened or softened without a new origin."""
        found: dict[str, list[Drift]] = {claim: [] for claim in self.claims}
        for drift in self.ledger.linked.drifts:
            if drift.claim in found:
                found[drift.claim].append(drift)
        return found

    def corrections_of(self, claim: Claim) -> list[Correction]:
        """What was taken back or set right of what the claim's statements say."""
        named = {i for s in claim.statements for i in self._corrected.get(s, ())}
        reports = {self.statements[s].report for s in claim.statements if s in self.statements}
        whole = {i for r in reports for i in self._withdrawn.get(r, ())}
        return [self.ledger.linked.corrections[i] for i in sorted(named | whole)]

    def corrections_in(self, report: str) -> list[Correction]:
        """What a report takes back or sets right, and what another one does of it."""
        return [c for c in self.ledger.linked.corrections if report in {c.report, c.of}]

    @cached_property
    def _corrected(self) -> dict[str, list[int]]:
        """For each statement the corrections that name it."""
        found: dict[str, list[int]] = {}
        for i, one in enumerate(self.ledger.linked.corrections):
            for statement in (*one.a, *one.b):
                found.setdefault(statement, []).append(i)
        return found

    @cached_property
    def _withdrawn(self) -> dict[str, list[int]]:
        """For each report that was taken back as a whole, the corrections that say so."""
        found: dict[str, list[int]] = {}
        for i, one in enumerate(self.ledger.linked.corrections):
            if one.kind == "retraction" and not one.a:
                found.setdefault(one.of or one.report, []).append(i)
        return found

    def superseded(self, claim: Claim) -> bool:
        """Whether every figure of the claim was replaced by its own source."""
        inside = [s for s in claim.statements if s in self.statements]
        return bool(inside) and all(s in self.later for s in inside)

    def targets_of(self, claim: Claim) -> list[Claim]:
        """The claims here that a denial denies, in the order of the brief."""
        denied = self._denied_by.get(claim.id, {}) if claim.polarity == "denies" else {}
        return [self.claims[i] for i in denied]

    @cached_property
    def _denied_by(self) -> dict[str, dict[str, None]]:
        """For each claim the claims that its statements deny, in the order of the brief."""
        found: dict[str, dict[str, None]] = {}
        for denied, statements in self.denials_of.items():
            for statement in statements:
                found.setdefault(self.claim_of.get(statement.id, ""), {})[denied] = None
        return found

    @cached_property
    def _names(self) -> dict[str, Found]:
        """What each short name means."""
        names: dict[str, Found] = {f"C{n}": c for n, c in enumerate(self.claims.values(), 1)}
        letters = dict(zip(self.reports, _letters(), strict=False))
        names |= {letters[r.id]: r for r in self.reports.values()}
        for report, inside in itertools.groupby(self.statements.values(), key=lambda s: s.report):
            names |= {f"{letters[report]}{n}": s for n, s in enumerate(inside, 1)}
        return names

    @cached_property
    def _called(self) -> dict[tuple[type, str], str]:
        return {(type(item), item.id): name for name, item in self._names.items()}

    def name(self, item: Found) -> str:
        """An item's short name."""
        return self._called[type(item), item.id]

    def find(self, name: str) -> Found:
        """What `name` means: a short name, an id, or the beginning of an id (four characters at least).

        A claim has the id of its earliest statement: an id means the claim first.

        Raises:
            NotFound: nothing has this name, or more than one thing has.
        """
        return self._find(name, (Claim, Statement, Report))

    def find_one(self, name: str, kind: type[Kind]) -> Kind:
        """Likewise, among the items of one kind."""
        found = self._find(name, (kind,))
        if not isinstance(found, kind):
            raise NotFound(
                f"{name!r} is a {type(found).__name__.lower()}, not a {kind.__name__.lower()}"
            )
        return found

    def _find(self, name: str, kinds: tuple[type[Found], ...]) -> Found:
        short = self._names.get(name) or self._names.get(name.upper())
        if short:
            return short
        begun = self._begun(name.lower(), kinds) if len(name) >= SHORTEST else {}
        if len(begun) > 1:
            raise NotFound(f"{name!r} is the beginning of {len(begun)} ids; give more of it")
        if not begun:
            raise NotFound(
                f"nothing is called {name!r} here; see `allegedly claims` or `allegedly search`"
            )
        return next(iter(begun.values()))

    def _begun(self, start: str, kinds: tuple[type[Found], ...]) -> dict[str, Found]:
        """The items whose ids begin so, or the one whose id this is."""
        everything: dict[type[Found], Iterable[Found]] = {
            Claim: self.claims.values(),
            Statement: self.statements.values(),
            Report: self.reports.values(),
        }
        found: dict[str, Found] = {}
        for item in itertools.chain.from_iterable(everything[kind] for kind in kinds):
            if item.id.startswith(start):
                found.setdefault(item.id, item)
        return {start: found[start]} if start in found else found

    def in_order(self, ids: Iterable[str]) -> list[Statement]:
        """Those of the statements that are here, by publication and place."""
        wanted = set(ids)
        if len(wanted) == 1:
            return [self.statements[i] for i in wanted if i in self.statements]
        return sorted(
            (self.statements[i] for i in wanted if i in self.statements), key=self._position
        )

    def _position(self, statement: Statement) -> int:
        return self._positions[statement.id]

    @cached_property
    def _positions(self) -> dict[str, int]:
        return {s: n for n, s in enumerate(self.statements)}

    @cached_property
    def order_of(self) -> dict[str, int]:
        """The place of each claim in the brief."""
        return {claim: n for n, claim in enumerate(self.claims)}

    def reports_of(self, claim: Claim) -> list[str]:
        """The reports that a claim stands in, in order of publication."""
        return list(dict.fromkeys(s.report for s in self.in_order(claim.statements)))

    def own_voice(self, claim: Claim) -> bool:
        """Whether the claim is a single statement in a report's own voice."""
        inside = self.in_order(claim.statements)
        return len(inside) == 1 and inside[0].source.kind == "none"

    @cached_property
    def dates(self) -> list[str]:
        """The dates of publication, in order."""
        return [r.published for r in self.reports.values() if r.published]

    def days(self, first: str | None, last: str | None = None) -> str:
        """From first to last, in words; with the year where the reports are of more than one."""
        return span_of_days(first, last, year=self._several_years)

    @cached_property
    def _several_years(self) -> bool:
        return len({date[:4] for date in self.dates}) > 1

    def outlet(self, report: str) -> str:
        """A report's outlet."""
        return self.reports[report].outlet or "outlet unknown"

    @cached_property
    def ratings(self) -> dict[tuple[str, str], Rating]:
        """The ratings that hold: of ("actor", id), ("outlet", name), ("claim", id)."""
        return holding(self.ledger.ratings)

    def reliability(self, of: Literal["actor", "outlet"], target: str | None) -> str:
        """How far a source is trusted, as it stands behind its name: ` (reliability B)`; empty where nobody said."""
        rating = self.ratings.get((of, target or ""))
        return f" (reliability {rating.value})" if rating else ""

    def printed_in(self, report: str) -> str:
        """A report's outlet, with how far it is trusted."""
        outlet = self.reports[report].outlet
        return f"{self.outlet(report)}{self.reliability('outlet', outlet)}"

    def actor(self, actor: str | None) -> str | None:
        """An actor's name."""
        return self.actors[actor].name if actor in self.actors else None

    def affiliation(self, actor: str | None) -> str | None:
        """The name of the body that an actor speaks for."""
        return self.actors[actor].affiliation if actor in self.actors else None

    def speakers(self, statement: Statement) -> tuple[str, ...]:
        """The named actors who make a statement; empty for own voice and unknown sources."""
        ids = (statement.source.actor, *statement.co_sources)
        return tuple(dict.fromkeys(name for name in map(self.actor, ids) if name))

    def _rank(self, claim: Claim) -> tuple[object, ...]:
        """Contested first, then what is spread and attributed, then own voice, then denials of nothing here."""
        group = (
            not claim.contested,
            claim.polarity == "denies",
            self.own_voice(claim),
            not claim.origins,
        )
        spread = (-len(self.reports_of(claim)), -len(claim.statements))
        return (*group, *spread, claim.first_seen or "9", claim.id)


def _by_statement(
    pairs: Iterable[tuple[tuple[str, ...], tuple[str, ...]]],
) -> dict[str, list[str]]:
    """For each statement on the left all that stand to its right."""
    found: dict[str, list[str]] = {}
    for left, right in pairs:
        for statement in left:
            found.setdefault(statement, []).extend(right)
    return found


def _place(statement: Statement) -> int:
    return min((span.start for span in statement.content), default=0)


def _letters() -> Iterator[str]:
    """Yield A, B, D ... Z, AA, AB ..., without C."""
    for length in itertools.count(1):
        yield from map("".join, itertools.product(LETTERS, repeat=length))
