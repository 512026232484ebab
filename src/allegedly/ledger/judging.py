"""Judgements: where they hang, how they find their statement again, and what they change in a view.

A judgement hangs on words (W3C TextQuote and TextPosition), not on a statement's id, so that it outlives every
re-reading. Machine rows are never edited: a view is the machine's rows with the judgements laid over them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal, get_type_hints

from allegedly.errors import InputError
from allegedly.ledger.shape import Misshapen, reader
from allegedly.model import Anchor, Judgement, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allegedly.model import Report

    Desk = tuple[str, list[Statement]]
    Found = list[tuple[str, ...]] | None
    Pair = tuple[str, str, Literal["same", "different"]]

__all__ = ["Overlay", "anchor", "check", "reattach"]

CONTEXT = 32
"""Characters of context on each side of a quotation, as the W3C's own examples and Hypothesis take."""

_FIELDS = frozenset(f.name for f in fields(Statement)) - {
    "id",
    "report",
    "content",
    "because",
    "score",
}
"""What of a statement a judgement may set right; its place makes it what it is, and cannot be judged."""

_TYPES = get_type_hints(Statement)

_CORRECTIONS = ("wrong source", "wrong field")
_PAIRS = ("same", "different", "unsure")


# --- anchors ----------------------------------------------------------------------------------------


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


# --- what a judgement may say -----------------------------------------------------------------------


def check(judgement: Judgement) -> None:
    """Raise `InputError` where a judgement cannot mean anything."""
    wanted = 2 if judgement.kind in _PAIRS else 1
    if len(judgement.anchors) != wanted:
        raise InputError(
            f"a judgement {judgement.kind!r} speaks of {wanted} statement(s), not of {len(judgement.anchors)}"
        )
    if judgement.kind in _CORRECTIONS:
        _correction(judgement)


def _correction(judgement: Judgement) -> dict[str, Any]:
    """Decode what a statement's field should be."""
    field = "source" if judgement.kind == "wrong source" else judgement.field
    if field not in _FIELDS:
        raise InputError(
            f"a judgement on {field!r} is not possible; it may be on: {', '.join(sorted(_FIELDS))}"
        )
    try:
        return {field: reader(_TYPES[field])(json.loads(judgement.value or ""))}
    except (ValueError, RecursionError) as error:
        detail = str(error) if isinstance(error, Misshapen) else "this is no JSON"
        raise InputError(f"the judged value of {field!r} cannot be used: {detail}") from error


# --- the overlay ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Overlay:
    """Judgements laid over the statements of some reports."""

    dropped: frozenset[str]
    """Ids of what is no statement."""
    corrections: Mapping[str, tuple[Judgement, ...]]
    pairs: tuple[Pair, ...]
    """Two statement ids, and whether they are the same claim."""
    loose: tuple[Judgement, ...]
    """Judgements on reports at hand that found no statement."""

    @classmethod
    def of(
        cls,
        judgements: Iterable[Judgement],
        reports: Iterable[Report],
        statements: Iterable[Statement],
    ) -> Overlay:
        """Attach every judgement that can be attached."""
        desks = _desks(reports, statements)
        attached = [(j, _attach(j, desks)) for j in judgements]
        single = [(j, f[0]) for j, found in attached for f in found or () if len(f) == 1]
        corrections: defaultdict[str, tuple[Judgement, ...]] = defaultdict(tuple)
        for judgement, statement in single:
            if judgement.kind in _CORRECTIONS:
                corrections[statement] += (judgement,)
        return cls(
            dropped=frozenset(i for j, i in single if j.kind == "not a statement"),
            corrections=corrections,
            pairs=tuple(sorted(set(_pairs(attached)))),
            loose=tuple(j for j, found in attached if found is not None and not found),
        )

    def apply(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """Return the statements as judged."""
        return tuple(self._judged(s) for s in statements if s.id not in self.dropped)

    def _judged(self, statement: Statement) -> Statement:
        for judgement in self.corrections.get(statement.id, ()):
            because = (*statement.because, f"judged: by {judgement.by}")
            statement = replace(statement, **_correction(judgement), because=because)
        return statement


def _pairs(attached: Iterable[tuple[Judgement, Found]]) -> Iterator[Pair]:
    for judgement, found in attached:
        if judgement.kind in ("same", "different"):
            for a, b in map(sorted, found or ()):
                yield a, b, judgement.kind


def _desks(reports: Iterable[Report], statements: Iterable[Statement]) -> dict[str, list[Desk]]:
    """The text and statements of every report, under the SHA-256 of its bytes."""
    of: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        of[statement.report].append(statement)
    desks: defaultdict[str, list[Desk]] = defaultdict(list)
    for report in reports:
        desks[report.sha256].append((report.text, of[report.id]))
    return desks


def _attach(judgement: Judgement, desks: Mapping[str, Sequence[Desk]]) -> Found:
    """Find the statements (or pairs) that a judgement means; `None` where its reports are not at hand."""
    if not all(a.sha256 in desks for a in judgement.anchors):
        return None
    found: list[tuple[str, ...]] = [()]
    for anchored in judgement.anchors:
        here = [reattach(anchored, text, own) for text, own in desks[anchored.sha256]]
        found = [(*f, i) for f in found for i in here if i is not None]
    return found
