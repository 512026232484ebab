"""The one order in which a ledger is shown and exported, whatever order things came in."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from allegedly.model import Contradiction, Correction, Drift, Linked, Related, Update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from allegedly.model import Actor, Claim, Ledger, Report, Statement

    Ranked = Callable[[Iterable[str]], tuple[str, ...]]

__all__ = ["by_publication", "canonical", "merged"]

Sides = Contradiction | Update | Drift | Correction
Pair = TypeVar("Pair", Contradiction, Update, Drift, Correction)


def by_publication(report: Report) -> tuple[bool, str, str]:
    """Sort reports by publication, the undated last."""
    return report.published is None, report.published or "", report.id


def canonical(ledger: Ledger) -> Ledger:
    """Put every list of a ledger in its canonical order; statements follow report and place."""
    reports = tuple(sorted(ledger.reports, key=by_publication))
    place = {r.id: n for n, r in enumerate(reports)}
    statements = tuple(sorted(ledger.statements, key=lambda s: _by_place(place, s)))
    rank = {s.id: n for n, s in enumerate(statements)}
    return replace(
        ledger,
        reports=reports,
        rejected=tuple(sorted(ledger.rejected, key=lambda r: (r.input, r.why, r.sha256 or ""))),
        actors=tuple(sorted(ledger.actors, key=lambda a: (a.name, a.kind, a.id))),
        statements=statements,
        copies=tuple(sorted(ledger.copies, key=lambda c: (place.get(c.report, -1), c.of))),
        linked=_linked(ledger.linked, rank),
        # a ledger that does not tell moments has its judgements and ratings in order of entry
        judgements=tuple(sorted(ledger.judgements, key=lambda j: (j.entered, j.entered and j.id))),
        ratings=tuple(sorted(ledger.ratings, key=lambda r: (r.entered, r.entered and r.id))),
    )


def _by_place(place: Mapping[str, int], statement: Statement) -> tuple[int, list[int], str]:
    spans = [n for span in statement.content for n in (span.start, span.end)]
    return place.get(statement.report, -1), spans, statement.id


def _linked(linked: Linked, rank: Mapping[str, int]) -> Linked:
    def ranked(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted(set(ids), key=lambda i: (rank.get(i, -1), i)))

    claims = [_claim(c, ranked) for c in linked.claims]
    denials = [replace(d, targets=ranked(d.targets)) for d in linked.denials]
    related = [_related(r, ranked) for r in linked.related]
    against = [_sides(c, ranked) for c in linked.contradictions]
    updates = [_sides(u, ranked) for u in linked.updates]
    drifts = [_sides(d, ranked) for d in linked.drifts]
    corrected = [_sides(c, ranked) for c in linked.corrections]
    return Linked(
        claims=tuple(sorted(claims, key=lambda c: (_positions(rank, c.statements), c.id))),
        denials=tuple(
            sorted(denials, key=lambda d: (rank.get(d.statement, -1), d.because, d.targets))
        ),
        related=tuple(sorted(related, key=lambda r: (_positions(rank, (r.a, r.b)), r.because))),
        contradictions=tuple(sorted(against, key=lambda c: (*_both(rank, c), c.kind, c.because))),
        updates=tuple(sorted(updates, key=lambda u: (*_both(rank, u), u.because))),
        series=tuple(sorted(linked.series, key=lambda s: (_positions(rank, s.statements), s.id))),
        drifts=tuple(sorted(drifts, key=lambda d: (*_both(rank, d), d.claim, d.kind, d.because))),
        corrections=tuple(
            sorted(corrected, key=lambda c: (*_both(rank, c), c.report, c.kind, c.because))
        ),
    )


def _related(related: Related, ranked: Ranked) -> Related:
    (a, *others), because = ranked((related.a, related.b)), tuple(sorted(related.because))
    return Related(a, others[0] if others else a, because, related.why)


def _claim(claim: Claim, ranked: Ranked) -> Claim:
    origins = [replace(o, statements=ranked(o.statements)) for o in claim.origins]
    return replace(
        claim,
        statements=ranked(claim.statements),
        denies=ranked(claim.denies),
        denied_by=ranked(claim.denied_by),
        origins=tuple(sorted(origins, key=lambda o: (o.actor, o.statements))),
    )


def _sides(pair: Pair, ranked: Ranked) -> Pair:
    return replace(pair, a=ranked(pair.a), b=ranked(pair.b))


def _positions(rank: Mapping[str, int], ids: Sequence[str]) -> list[int]:
    return [rank.get(i, -1) for i in ids]


def _both(rank: Mapping[str, int], pair: Sides) -> tuple[list[int], list[int]]:
    return _positions(rank, pair.a), _positions(rank, pair.b)


def merged(shown: Iterable[Actor]) -> tuple[Actor, ...]:
    """Bring together what reports show of each actor; given in canonical order, the earliest name stands."""
    actors: dict[str, Actor] = {}
    for actor in shown:
        first = actors.setdefault(actor.id, actor)
        aliases = {*first.aliases, *actor.aliases, actor.name} - {first.name}
        kind = actor.kind if first.kind == "unknown" else first.kind
        actors[actor.id] = replace(
            first,
            kind=kind,
            state=first.state or actor.state,
            aliases=tuple(sorted(aliases)),
            affiliation=first.affiliation or actor.affiliation,
        )
    return tuple(actors.values())
