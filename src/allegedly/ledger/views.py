"""What a view shows once judgements, and reports that are gone, are taken into account."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from allegedly.ledger.judging import judged_reports
from allegedly.ledger.rated import rated
from allegedly.model import Contradiction, Drift, Linked, Update

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.ledger.judging import Overlay
    from allegedly.model import Claim, Correction, Denial, Ledger, Origin, Point, Series

__all__ = ["as_judged", "shown"]

Pair = TypeVar("Pair", Contradiction, Update, Drift)


def as_judged(ledger: Ledger, overlay: Overlay) -> Ledger:
    """Lay judgements over a ledger; links keep only what is still shown on both of their sides."""
    known = {a.id for a in ledger.actors}
    return shown(
        replace(
            ledger,
            reports=judged_reports(ledger.judgements, ledger.reports),
            statements=overlay.apply(ledger.statements),
            actors=(*ledger.actors, *(a for a in overlay.actors if a.id not in known)),
        )
    )


def shown(ledger: Ledger) -> Ledger:
    """Keep of a ledger's links only what its own reports and statements show on both sides."""
    reports = {r.id for r in ledger.reports}
    statements = {s.id for s in ledger.statements}
    copies = tuple(c for c in ledger.copies if c.report in reports and c.of in reports)
    left = replace(ledger, copies=copies, linked=_shown(ledger.linked, statements, reports))
    return replace(left, ratings=rated(left))


def _shown(linked: Linked, shown: set[str], reports: set[str]) -> Linked:
    claims = [c for c in (_claim(c, shown) for c in linked.claims) if c.statements]
    left = {c.id for c in claims}
    return Linked(
        claims=tuple(
            replace(c, denies=_kept(c.denies, left), denied_by=_kept(c.denied_by, left))
            for c in claims
        ),
        denials=tuple(_denials(linked.denials, shown)),
        related=tuple(r for r in linked.related if r.a in shown and r.b in shown),
        contradictions=tuple(_pairs(linked.contradictions, shown)),
        updates=tuple(_pairs(linked.updates, shown)),
        series=tuple(_series(linked.series, shown, left)),
        drifts=tuple(d for d in _pairs(linked.drifts, shown) if d.claim in left),
        corrections=tuple(_corrections(linked.corrections, shown, reports)),
    )


def _kept(ids: Iterable[str], shown: set[str]) -> tuple[str, ...]:
    return tuple(i for i in ids if i in shown)


def _claim(claim: Claim, shown: set[str]) -> Claim:
    if shown.issuperset(claim.statements):
        return claim
    origins = (_origin(o, shown) for o in claim.origins)
    return replace(
        claim,
        statements=_kept(claim.statements, shown),
        origins=tuple(o for o in origins if o is not None),
    )


def _origin(origin: Origin, shown: set[str]) -> Origin | None:
    """An origin that had statements and has none left is gone."""
    left = _kept(origin.statements, shown)
    if origin.statements and not left:
        return None
    path = tuple(e for e in origin.path if e.statement in shown)
    return replace(origin, statements=left, path=path)


def _denials(denials: Iterable[Denial], shown: set[str]) -> Iterator[Denial]:
    for denial in denials:
        targets = _kept(denial.targets, shown)
        if denial.statement in shown and targets:
            yield replace(denial, targets=targets)


def _pairs(pairs: Iterable[Pair], shown: set[str]) -> Iterator[Pair]:
    for pair in pairs:
        a, b = _kept(pair.a, shown), _kept(pair.b, shown)
        if a and b:
            yield replace(pair, a=a, b=b)


def _series(series: Iterable[Series], shown: set[str], claims: set[str]) -> Iterator[Series]:
    for one in series:
        points = tuple(_point(p, shown) for p in one.points if p.statement in shown)
        if points:
            yield replace(one, claims=_kept(one.claims, claims), points=points)


def _point(point: Point, shown: set[str]) -> Point:
    return replace(
        point, updates=_kept(point.updates, shown), conflicts=_kept(point.conflicts, shown)
    )


def _corrections(
    corrections: Iterable[Correction], shown: set[str], reports: set[str]
) -> Iterator[Correction]:
    for one in corrections:
        if one.report in reports:
            of = one.of if one.of in reports else None
            yield replace(one, of=of, a=_kept(one.a, shown), b=_kept(one.b, shown))
