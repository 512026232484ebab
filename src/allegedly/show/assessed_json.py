"""An assessment for programs: every piece of evidence with its quotation, outlet and date (`docs/ledger-format.md`)."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from allegedly.assess import rule
from allegedly.show.item import speaker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allegedly.model import Assessed, Assessment, Evidence, Indicator, Phase
    from allegedly.show.index import Index

__all__ = ["assessment_json"]


def assessment_json(known: Index, found: Assessment) -> dict[str, Any]:
    """The whole assessment, its history included."""
    phases, plan = found.plan.phases, found.plan
    return {
        "schema": "allegedly-assessment/1",
        "plan": plan.title,
        "on": found.on,
        "phase": {
            **_phase(found.phase, phases[found.phase]),
            "since": found.since,
            "by": list(found.by),
            "up": list(found.up),
            "down": list(found.down),
        },
        "phases": [_phase(n, p) for n, p in enumerate(phases)],
        "indicators": [
            _indicator(known, asked, one)
            for asked, one in zip(plan.indicators, found.indicators, strict=True)
        ],
        "history": [dataclasses.asdict(t) for t in found.history],
        "notes": list(found.notes),
    }


def _phase(place: int, phase: Phase) -> dict[str, Any]:
    return {
        "place": place,
        "name": phase.name,
        "meaning": phase.meaning,
        "rule": rule(phase),
        "measures": [dataclasses.asdict(m) for m in phase.measures],
    }


def _indicator(known: Index, asked: Indicator, one: Assessed) -> dict[str, Any]:
    return {
        "id": asked.id,
        "title": asked.title,
        "status": one.status,
        "since": one.since,
        "until": one.until,
        "then": one.then,
        "origins": _actors(known, one.origins),
        "unknown_lineage": one.unknown,
        "guesses": one.guesses,
        "denied_by": _actors(known, one.denied_by),
        "evidence": [_evidence(known, e) for e in one.evidence],
        "would_change": list(one.would_change),
    }


def _actors(known: Index, actors: Iterable[str]) -> list[dict[str, Any]]:
    return [{"id": a, "name": known.actor(a)} for a in actors]


def _evidence(known: Index, evidence: Evidence) -> dict[str, Any]:
    statement = known.statements[evidence.statement]
    report = known.reports[statement.report]
    return {
        **dataclasses.asdict(evidence),
        "name": known.name(statement),
        "report": report.id,
        "outlet": report.outlet,
        "published": report.published,
        "source": speaker(known, statement),
        "quotation": [dataclasses.asdict(span) for span in statement.content],
    }
