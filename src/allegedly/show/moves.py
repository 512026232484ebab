"""What moved about a claim, in words: drift, corrections, and what an analyst judged of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.show.words import clip, figure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allegedly.model import Claim, Correction, Drift, Judgement, Statement
    from allegedly.show.index import Index

__all__ = ["Move", "Notice", "credibility", "judgements", "marks", "move", "notice"]

WHAT = {"correction": "corrected", "retraction": "withdrawn", "new version": "new version"}
"""What is said of a claim that a notice touches."""


@dataclass(frozen=True, slots=True)
class Move:
    """One drift, ready to be shown: what it was called before, and after."""

    what: str
    """`certainty hardens`; of a position, whose it is."""
    before: str
    after: str
    statements: tuple[str, ...]
    date: str | None
    """Of the first report after it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One correction, ready to be shown: what it does, where it stands and its words."""

    what: str
    date: str | None
    where: str
    words: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    because: str


def move(known: Index, drift: Drift) -> Move:
    """A drift in words."""
    a, b = known.in_order(drift.a), known.in_order(drift.b)
    name = known.actor(drift.actor)
    what = f"{drift.kind} of {name}" if name else drift.kind
    return Move(
        f"{what} {drift.direction}",
        _side(known, drift, a),
        _side(known, drift, b),
        tuple(known.name(s) for s in (*a, *b)),
        first_date(known, b),
    )


def _side(known: Index, drift: Drift, statements: list[Statement]) -> str:
    words = dict.fromkeys(w for s in statements for w in _words(known, drift, s))
    return f"{' · '.join(words)} ({days(known, statements)})"


def _words(known: Index, drift: Drift, statement: Statement) -> Iterable[str]:
    """What a drift compares of a statement."""
    cue = f"“{clip(statement.cue.text, 30)}”" if statement.cue else "own voice"
    if drift.kind == "figure":
        return map(figure, statement.quantities)
    if drift.kind == "attribution":
        return (*known.speakers(statement),) or (cue,)
    if statement.polarity != "asserts":
        return (f"{statement.polarity} {cue}",)
    return (f"{statement.certainty} {cue}",)


def days(known: Index, statements: Iterable[Statement]) -> str:
    """From when to when statements were published."""
    dates = sorted(d for s in statements if (d := known.reports[s.report].published))
    return known.days(dates[0], dates[-1]) if dates else "undated"


def first_date(known: Index, statements: Iterable[Statement]) -> str | None:
    """The day on which the first of them was published, if any is dated."""
    dates = [d[:10] for s in statements if (d := known.reports[s.report].published)]
    return min(dates, default=None)


def notice(known: Index, correction: Correction) -> Notice:
    """A correction in words."""
    report = known.reports.get(correction.report)
    place = (
        f"{known.outlet(report.id)}, {known.days(report.published)} · {known.name(report)}"
        if report
        else "a report that is not here"
    )
    return Notice(
        WHAT[correction.kind],
        (report.published or "")[:10] or None if report else None,
        place,
        clip(correction.span.text, 200) if correction.span else "",
        tuple(known.name(s) for s in known.in_order(correction.a)),
        tuple(known.name(s) for s in known.in_order(correction.b)),
        correction.because,
    )


def marks(known: Index, claim: Claim) -> tuple[str, ...]:
    """What stands beside a claim wherever it is listed: corrected, withdrawn, superseded, rated."""
    inside = set(claim.statements)
    corrected = (c for c in known.corrections_of(claim) if inside.intersection(c.a) or not c.b)
    notices = (notice(known, c) for c in corrected)
    found = [f"{n.what} {known.days(n.date)}" if n.date else f"{n.what}, undated" for n in notices]
    if known.superseded(claim):
        found.append("superseded by its own source")
    if rated := credibility(known, claim):
        found.append(rated)
    return tuple(dict.fromkeys(found))


def credibility(known: Index, claim: Claim) -> str | None:
    """How a claim is rated, and by whom; `None` where nobody rated it."""
    rating = known.ratings.get(("claim", claim.id))
    return f"credibility {rating.value}, rated by {rating.by}" if rating else None


def judgements(known: Index, statements: Iterable[Statement]) -> list[tuple[Judgement, list[str]]]:
    """The judgements that hang on these statements, each with the names of those that it is about."""
    found: dict[str, tuple[Judgement, list[str]]] = {}
    for statement in statements:
        sha256 = known.reports[statement.report].sha256
        for judgement in known.ledger.judgements:
            if any(
                a.sha256 == sha256 and _overlaps(a.start, a.end, statement)
                for a in judgement.anchors
            ):
                found.setdefault(judgement.id, (judgement, []))[1].append(known.name(statement))
    return list(found.values())


def _overlaps(start: int, end: int, statement: Statement) -> bool:
    """Whether characters `start` to `end` hold half of a statement's content, as re-attaching asks."""
    length = sum(s.end - s.start for s in statement.content)
    held = sum(max(0, min(end, s.end) - max(start, s.start)) for s in statement.content)
    return length > 0 and 2 * held >= length
