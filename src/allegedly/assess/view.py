"""A ledger as assessing looks at it: when each statement appeared, to whom it goes back, what was said against it.

Made once for all indicators of a plan. A source that is dropped (`without`) is gone from it as if it had never spoken.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.assess.names import Names
from allegedly.errors import NotFound
from allegedly.model import holding, last_day

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Iterator, Sequence

    from allegedly.model import Correction, Ledger, Rating, Statement

__all__ = ["View", "Withdrawn"]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """That a statement no longer stands: from which day on, by which report, and why."""

    day: datetime.date
    report: str
    because: str


@dataclass(frozen=True)
class View:
    """Look-ups over one ledger; `dropped` are the actors and reports that are left out."""

    ledger: Ledger
    names: Names
    dropped: frozenset[str] = frozenset()

    @classmethod
    def of(cls, ledger: Ledger, without: Iterable[str] = ()) -> View:
        """Look at a ledger, without what these actors (names, ids) say and these outlets print.

        Raises:
            NotFound: nobody is called so.
        """
        names = Names(ledger.actors)
        dropped: set[str] = set()
        for name in without:
            outlets = {r.id for r in ledger.reports if _same(r.outlet, name)}
            found = names.exact(name) | outlets
            if not found:
                raise NotFound(
                    f"nobody here is called {name!r}; `allegedly claims --json` lists the names"
                )
            dropped |= found
        return cls(ledger, names, frozenset(dropped))

    @cached_property
    def days(self) -> dict[str, datetime.date]:
        """The day on which each dated report had certainly appeared."""
        found = ((r.id, last_day(r.published or "")) for r in self.ledger.reports)
        return {report: day for report, day in found if day is not None}

    @cached_property
    def rank(self) -> dict[str, int]:
        """The place of each report in the order of publication."""
        ordered = sorted(self.ledger.reports, key=lambda r: (r.published or "9", r.id))
        return {r.id: n for n, r in enumerate(ordered)}

    @cached_property
    def statements(self) -> dict[str, Statement]:
        """The statements that are left, in canonical order."""
        return {s.id: s for s in self.ledger.statements if not self._gone(s)}

    @cached_property
    def place(self) -> dict[str, int]:
        """The place of each statement in canonical order."""
        return {s: n for n, s in enumerate(self.statements)}

    def _gone(self, statement: Statement) -> bool:
        if not self.dropped:
            return False
        relays = {statement.report, *(v.actor for v in statement.via)}
        speakers = {*filter(None, (statement.source.actor, *statement.co_sources))}
        origins = set(self._all_origins.get(statement.id, ()))
        return bool(
            relays & self.dropped
            or (speakers and speakers <= self.dropped)
            or (origins and origins <= self.dropped)
        )

    @cached_property
    def _all_origins(self) -> dict[str, tuple[str, ...]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for claim in self.ledger.linked.claims:
            for origin in claim.origins:
                for statement in origin.statements:
                    found[statement].append(origin.actor)
        return {s: tuple(actors) for s, actors in found.items()}

    def origins(self, statement: str) -> tuple[str, ...]:
        """The actors that a statement goes back to, as linking found them; none of its own voice or unknown lineage."""
        found = self._all_origins.get(statement, ())
        return tuple(a for a in found if a not in self.dropped) if self.dropped else found

    @cached_property
    def guesses(self) -> dict[str, int]:
        """For each statement the steps on its way from its origin that are guesses."""
        found: defaultdict[str, int] = defaultdict(int)
        for claim in self.ledger.linked.claims:
            for origin in claim.origins:
                for edge in origin.path:
                    found[edge.statement] += edge.guess
        return found

    def day(self, statement: str) -> datetime.date | None:
        """The day on which a statement had certainly appeared; `None` where its report has no date."""
        known = self.statements.get(statement)
        return self.days.get(known.report) if known else None

    @cached_property
    def denials(self) -> dict[str, list[str]]:
        """For each denied statement those that deny it."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for denial in self.ledger.linked.denials:
            for target in denial.targets:
                if denial.statement in self.statements and target in self.statements:
                    found[target].append(denial.statement)
        return found

    @cached_property
    def reasons(self) -> dict[str, str]:
        """For each denial how linking found what it denies."""
        return {d.statement: d.because for d in self.ledger.linked.denials}

    # --- how far it is trusted ------------------------------------------------------------------------

    @cached_property
    def _ratings(self) -> dict[tuple[str, str], Rating]:
        return holding(self.ledger.ratings)

    @cached_property
    def _claims(self) -> dict[str, str]:
        return {s: c.id for c in self.ledger.linked.claims for s in c.statements}

    @cached_property
    def _outlets(self) -> dict[str, str]:
        return {r.id: r.outlet for r in self.ledger.reports if r.outlet}

    def reliability(self, statement: Statement) -> tuple[str, ...]:
        """How its sources, and those that it goes back to, are rated; in a report's own voice the outlet."""
        who = [*filter(None, (statement.source.actor, *statement.co_sources))]
        keys = [("actor", actor) for actor in (*who, *self.origins(statement.id))]
        if statement.source.kind == "none":
            keys = [("outlet", self._outlets.get(statement.report, ""))]
        return tuple(self._ratings[k].value for k in dict.fromkeys(keys) if k in self._ratings)

    def credibility(self, statement: Statement) -> tuple[str, ...]:
        """How its claim is rated, if it is."""
        rating = self._ratings.get(("claim", self._claims.get(statement.id, "")))
        return (rating.value,) if rating else ()

    # --- what does not stand any more -----------------------------------------------------------------

    @cached_property
    def withdrawn(self) -> dict[str, Withdrawn]:
        """For each statement that was corrected or taken back when that was, first."""
        return _first(self._corrections())

    @cached_property
    def replaced(self) -> dict[str, Withdrawn]:
        """For each statement whose figure its own source has replaced when that was, first."""
        return _first(self._updates())

    @cached_property
    def _in_report(self) -> dict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for statement in self.ledger.statements:
            found[statement.report].append(statement.id)
        return found

    def _corrections(self) -> Iterator[tuple[str, Withdrawn]]:
        for one in self.ledger.linked.corrections:
            for statement in self._affected(one):
                # an undated notice holds from the first day of what it is about
                day = self.days.get(one.report) or self.day(statement)
                if day is not None:
                    yield statement, Withdrawn(day, one.report, _NOTICES[one.kind])

    def _affected(self, one: Correction) -> Sequence[str]:
        if one.kind == "retraction" and not one.a:
            return self._in_report.get(one.of or one.report, ())
        return one.a

    def _updates(self) -> Iterator[tuple[str, Withdrawn]]:
        for update in self.ledger.linked.updates:
            for new in (self.statements[s] for s in update.b if s in self.statements):
                if day := self.days.get(new.report):
                    why = "its source gave another figure since"
                    yield from ((old, Withdrawn(day, new.report, why)) for old in update.a)


_NOTICES = {
    "correction": "corrected",
    "retraction": "retracted",
    "new version": "not in the later version of its report",
}


def _first(found: Iterable[tuple[str, Withdrawn]]) -> dict[str, Withdrawn]:
    first: dict[str, Withdrawn] = {}
    for statement, one in found:
        known = first.get(statement)
        if known is None or (one.day, one.report) < (known.day, known.report):
            first[statement] = one
    return first


def _same(a: str | None, b: str) -> bool:
    return a is not None and a.casefold() == b.casefold()
