"""What changed from one ledger to another: claims, origins, denials, figures, certainty, corrections.

A pure function of the two. Claims are matched through their statements: ids of claims move when they merge.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.show.figures import points, quantity, who
from allegedly.show.index import Index
from allegedly.show.words import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.model import Claim, Correction, Drift, Ledger, Point, Series

__all__ = ["Changes", "Firmness", "Moved", "Reshaped", "Standing", "changes"]


@dataclass(frozen=True, slots=True)
class Reshaped:
    """Claims (ids) that became others: several one, or one several."""

    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """What a claim of the later ledger has gained or lost: origins (actors), or denials (statements)."""

    claim: str
    gained: tuple[str, ...]
    lost: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """A new figure of a quantity: an update of `old` figures, or one that nobody had given (no `old`)."""

    claims: tuple[str, ...]
    """Of its statement: one, or none."""
    quantity: str
    old: tuple[str, ...]
    new: str
    who: str
    statement: str


@dataclass(frozen=True, slots=True)
class Firmness:
    """The certainties with which a claim's statements are put, before and after."""

    claim: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is in the later ledger and was not in the earlier one, or the reverse. Ids throughout.

    Claims that are `gone` are of the earlier ledger; all others of the later one.
    """

    reports: tuple[str, ...] = ()
    reports_gone: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    merged: tuple[Reshaped, ...] = ()
    split: tuple[Reshaped, ...] = ()
    contested: tuple[str, ...] = ()
    uncontested: tuple[str, ...] = ()
    origins: tuple[Standing, ...] = ()
    denials: tuple[Standing, ...] = ()
    figures: tuple[Moved, ...] = ()
    certainty: tuple[Firmness, ...] = ()
    drifts: tuple[Drift, ...] = ()
    corrections: tuple[Correction, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything changed."""
        return self != Changes()


def changes(before: Ledger, after: Ledger) -> Changes:
    """What changed from `before` to `after`."""
    return _Pair(Index(before), Index(after)).changes()


@dataclass(frozen=True)
class _Pair:
    """Two ledgers side by side."""

    old: Index
    new: Index

    def changes(self) -> Changes:
        matched = self.matched
        contested = [c.id for o, c in matched if c.contested and not o.contested]
        fresh = [c for c in self.new.claims.values() if not self.earlier[c.id]]
        return Changes(
            reports=tuple(r for r in self.new.reports if r not in self.old.reports),
            reports_gone=tuple(r for r in self.old.reports if r not in self.new.reports),
            new=tuple(c.id for c in fresh),
            gone=tuple(c for c, later in self.later.items() if not later),
            merged=tuple(Reshaped(o, (c,)) for c, o in self.earlier.items() if len(o) > 1),
            split=tuple(Reshaped((o,), c) for o, c in self.later.items() if len(c) > 1),
            contested=(*contested, *(c.id for c in fresh if c.contested)),
            uncontested=tuple(c.id for o, c in matched if o.contested and not c.contested),
            origins=tuple(_standings(self._origins())),
            denials=tuple(_standings(self._denials())),
            figures=tuple(self._figures()),
            certainty=tuple(self._certainty()),
            drifts=tuple(self._drifts()),
            corrections=tuple(self._corrections()),
        )

    @cached_property
    def earlier(self) -> dict[str, tuple[str, ...]]:
        """For each claim of the later ledger the earlier claims that its statements were in."""
        return {c.id: _homes(c, self.old) for c in self.new.claims.values()}

    @cached_property
    def later(self) -> dict[str, tuple[str, ...]]:
        """For each claim of the earlier ledger the later claims that its statements are in."""
        return {c.id: _homes(c, self.new) for c in self.old.claims.values()}

    @cached_property
    def matched(self) -> list[tuple[Claim, Claim]]:
        """Each claim of the later ledger that was there, with the earlier claim that it shares most with."""
        pairs = []
        for claim in self.new.claims.values():
            homes = [self.old.claims[o] for o in self.earlier[claim.id]]
            if homes:
                pairs.append((max(homes, key=lambda o: (_shared(o, claim), o.id)), claim))
        return pairs

    def _origins(self) -> Iterator[tuple[str, list[str], list[str]]]:
        for _, claim in self.matched:
            was = [o.actor for i in self.earlier[claim.id] for o in self.old.claims[i].origins]
            yield claim.id, was, [o.actor for o in claim.origins]

    def _denials(self) -> Iterator[tuple[str, list[str], list[str]]]:
        for _, claim in self.matched:
            was = [s.id for i in self.earlier[claim.id] for s in self.old.denials_of[i]]
            yield claim.id, was, [s.id for s in self.new.denials_of[claim.id]]

    def _figures(self) -> Iterator[Moved]:
        """Yield figures that the earlier ledger did not have, of quantities that it knew."""
        given = {
            (p.statement, p.quantity.span)
            for s in self.old.ledger.linked.series
            for p in points(self.old, s)
        }
        for series in self.new.ledger.linked.series:
            here = points(self.new, series)
            known = {figure(p.quantity) for p in here if (p.statement, p.quantity.span) in given}
            for point in here:
                if (point.statement, point.quantity.span) in given:
                    continue
                new, known_before = self._figure(series, point), bool(known)
                if (new.old or known_before) and new.new not in known:
                    yield new
                known.add(new.new)

    def _figure(self, series: Series, point: Point) -> Moved:
        old = [p for p in points(self.new, series) if p.statement in point.updates]
        home = self.new.claim_of.get(point.statement)
        return Moved(
            (home,) if home else (),
            quantity(series),
            tuple(dict.fromkeys(figure(p.quantity) for p in old)),
            figure(point.quantity),
            who(self.new, point)[0],
            point.statement,
        )

    def _certainty(self) -> Iterator[Firmness]:
        """Yield claims put with other certainties than before, where no drift says so already."""
        told = {d.claim for d in self._drifts() if d.kind == "certainty"}
        for _, claim in self.matched:
            was = {
                self.old.statements[s].certainty
                for i in self.earlier[claim.id]
                for s in self.old.claims[i].statements
                if s in self.old.statements
            }
            now = {s.certainty for s in self.new.in_order(claim.statements)}
            if was != now and claim.id not in told:
                yield Firmness(claim.id, tuple(sorted(was)), tuple(sorted(now)))

    def _drifts(self) -> Iterator[Drift]:
        old = {(d.kind, d.direction, d.a, d.b) for d in self.old.ledger.linked.drifts}
        for drift in self.new.ledger.linked.drifts:
            same = (drift.kind, drift.direction, drift.a, drift.b)
            if same not in old and drift.claim in self.new.claims:
                yield drift

    def _corrections(self) -> Iterator[Correction]:
        old = {(c.kind, c.report, c.span) for c in self.old.ledger.linked.corrections}
        for one in self.new.ledger.linked.corrections:
            if (one.kind, one.report, one.span) not in old:
                yield one


def _homes(claim: Claim, other: Index) -> tuple[str, ...]:
    """The claims of the other ledger that this one's statements are in."""
    found = (other.claim_of.get(s) for s in claim.statements)
    return tuple(dict.fromkeys(c for c in found if c))


def _shared(a: Claim, b: Claim) -> int:
    return len(set(a.statements) & set(b.statements))


def _standings(found: Iterator[tuple[str, list[str], list[str]]]) -> Iterator[Standing]:
    """Yield what was gained and lost, where anything was."""
    for claim, was, now in found:
        gained = tuple(dict.fromkeys(i for i in now if i not in was))
        lost = tuple(dict.fromkeys(i for i in was if i not in now))
        if gained or lost:
            yield Standing(claim, gained, lost)
