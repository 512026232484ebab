"""Where judgements hang: words in context (W3C TextQuote and TextPosition), found again in any later text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.model import Anchor

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allegedly.model import Report, Statement

__all__ = ["anchor", "anchor_report", "reattach", "repeats"]

CONTEXT = 32
"""Characters of context on each side of a quotation, as the W3C's own examples and Hypothesis take."""


def anchor(report: Report, statement: Statement) -> Anchor:
    """Tie a judgement to the words of a statement: from the first to the last character of its content."""
    start, end = _hull(statement)
    return Anchor(
        sha256=report.sha256,
        exact=report.text[start:end],
        prefix=report.text[max(0, start - CONTEXT) : start],
        suffix=report.text[end : end + CONTEXT],
        start=start,
        end=end,
        cue=statement.cue.text if statement.cue else None,
        source=statement.source.span.text if statement.source.span else None,
    )


def anchor_report(report: Report) -> Anchor:
    """Tie a judgement to a report as a whole."""
    return Anchor(report.sha256, exact="", prefix="", suffix="", start=0, end=0, report=report.id)


def repeats(anchored: Anchor, report: Report, statements: Iterable[Statement]) -> str | None:
    """Find the statement of another report that says just the same: words, context, cue and source alike."""
    words = _words(anchored)
    same = (s.id for s in statements if _words(anchor(report, s)) == words)
    return min(same, default=None)


def _words(anchored: Anchor) -> tuple[str | None, ...]:
    quoted = (anchored.exact, anchored.prefix, anchored.suffix)
    return (*quoted, anchored.cue, anchored.source)


def reattach(anchored: Anchor, text: str, statements: Iterable[Statement]) -> str | None:
    """Find the statement of a report (with this `text`) that a judgement means, or `None`.

    It overlaps the quotation by half of the longer one and shares the cue. Of several, the one that names
    the same source wins, then the larger overlap.
    """
    place = _locate(anchored, text)
    if place is None:
        return None
    able = [(_overlap(place, _hull(s)), s) for s in statements if _same_cue(anchored.cue, s)]
    able = [(share, s) for share, s in able if share >= 0.5]
    if not able:
        return None
    return max(able, key=lambda a: (_same_source(anchored.source, a[1]), a[0], a[1].id))[1].id


def _locate(anchored: Anchor, text: str) -> tuple[int, int] | None:
    """Find the quotation: where it stood, else where its context fits best, else the nearest."""
    length = len(anchored.exact)
    if not length:
        return None
    starts, at = [], text.find(anchored.exact)
    while at >= 0:
        starts.append(at)
        at = text.find(anchored.exact, at + 1)
    if not starts:
        return None
    start = max(
        starts,
        key=lambda s: (s == anchored.start, _fit(anchored, text, s), -abs(s - anchored.start), -s),
    )
    return start, start + length


def _fit(anchored: Anchor, text: str, start: int) -> int:
    """Count the characters of context that stand around the quotation as they did."""
    before = text[max(0, start - len(anchored.prefix)) : start]
    after = text[start + len(anchored.exact) :][: len(anchored.suffix)]
    return _common(before[::-1], anchored.prefix[::-1]) + _common(after, anchored.suffix)


def _common(a: str, b: str) -> int:
    return next(
        (n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )


def _hull(statement: Statement) -> tuple[int, int]:
    return min(s.start for s in statement.content), max(s.end for s in statement.content)


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared / max(a[1] - a[0], b[1] - b[0], 1)


def _same_cue(cue: str | None, statement: Statement) -> bool:
    if cue is None or statement.cue is None:
        return cue is None and statement.cue is None
    return not set(cue.casefold().split()).isdisjoint(statement.cue.text.casefold().split())


def _same_source(source: str | None, statement: Statement) -> bool:
    span = statement.source.span
    return source == (span.text if span else None)
