"""What `allegedly show --json` adds to a claim, a statement or a report of the exported ledger."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from allegedly.model import Claim, Statement
from allegedly.show.item import census
from allegedly.show.moves import judgements, marks
from allegedly.show.series import series_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allegedly.model import Correction, Report
    from allegedly.show.index import Found, Index

__all__ = ["listed_with", "shown_with"]


def listed_with(known: Index, claim: Claim) -> dict[str, Any]:
    """What a list of claims says beside each of them."""
    return {
        "summary": census(known, claim),
        "reports": known.reports_of(claim),
        "superseded": known.superseded(claim),
        "marks": list(marks(known, claim)),
        "credibility": _rating(known, "claim", claim.id),
    }


def shown_with(known: Index, found: Found) -> dict[str, Any]:
    """Everything that hangs on a claim, a statement or a report."""
    if isinstance(found, Claim):
        return _claim(known, found)
    if isinstance(found, Statement):
        touching = [c for c in known.ledger.linked.corrections if found.id in {*c.a, *c.b}]
        return {
            "claim": known.claim_of.get(found.id),
            "corrections": _corrections(touching),
            "judgements": _judged(known, [found]),
            "reliability": _rating(known, "actor", found.source.actor),
        }
    return _report(known, found)


def _claim(known: Index, claim: Claim) -> dict[str, Any]:
    inside = set(claim.statements)
    linked = known.ledger.linked
    return {
        **listed_with(known, claim),
        "denials": [
            dataclasses.asdict(d) for d in linked.denials if inside.intersection(d.targets)
        ],
        "figures": series_json(known, known.series_of[claim.id]),
        "drifts": [dataclasses.asdict(d) for d in known.drifts_of[claim.id]],
        "corrections": _corrections(known.corrections_of(claim)),
        "related": [
            {**dataclasses.asdict(r), "because": dict(r.because)}
            for r in linked.related
            if (r.a in inside) != (r.b in inside)
        ],
        "judgements": _judged(known, known.in_order(claim.statements)),
    }


def _report(known: Index, report: Report) -> dict[str, Any]:
    copied_by = [
        {"report": c.report, "share": round(c.share, 4)}
        for c in known.ledger.copies
        if c.of == report.id and c.report in known.reports
    ]
    same = [r.id for r in known.reports.values() if report.url and r.url == report.url]
    return {
        "copied_by": copied_by,
        "reliability": _rating(known, "outlet", report.outlet),
        "same_address": [r for r in same if r != report.id],
        "corrections": _corrections(known.corrections_in(report.id)),
        "statements": [s.id for s in known.statements.values() if s.report == report.id],
    }


def _rating(known: Index, of: str, target: str | None) -> dict[str, Any] | None:
    """The rating that holds of something, or `None` where nobody rated it."""
    rating = known.ratings.get((of, target or ""))
    return None if rating is None else {"value": rating.value, "by": rating.by, "why": rating.why}


def _corrections(found: Iterable[Correction]) -> list[dict[str, Any]]:
    return [dataclasses.asdict(c) for c in found]


def _judged(known: Index, statements: Iterable[Statement]) -> list[dict[str, Any]]:
    return [{**dataclasses.asdict(j), "names": names} for j, names in judgements(known, statements)]
