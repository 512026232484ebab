"""Judgements laid over what stands: each attached to the statements and reports that it means now.

Machine rows are never edited: a view is the machine's rows with the judgements laid over them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Literal

from allegedly.ledger.judging.anchors import reattach, repeats
from allegedly.ledger.judging.checks import (
    CORRECTIONS,
    REPORTS,
    TARGETS,
    actor_of,
    correction,
    origin_of,
    report_value,
)
from allegedly.ledger.judging.review import reviewed
from allegedly.model import Judged, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from allegedly.model import Actor, Anchor, Judgement, Report, Statement

    Desk = tuple[Report, list[Statement]]
    Kin = Mapping[str, AbstractSet[str]]

__all__ = ["Overlay", "judged_reports"]


@dataclass(frozen=True, slots=True)
class Overlay:
    """Judgements laid over some reports and their statements."""

    standing: tuple[Standing, ...]
    """The judgements whose reports are at hand, in order of entry."""
    dropped: frozenset[str]
    """Ids of what is no statement."""
    corrections: Mapping[str, tuple[Judgement, ...]]
    judged: Judged
    actors: tuple[Actor, ...]
    """Whom judgements name, as they name them."""

    @classmethod
    def of(
        cls,
        judgements: Iterable[Judgement],
        reports: Iterable[Report],
        statements: Iterable[Statement],
        kin: Kin | None = None,
    ) -> Overlay:
        """Attach every judgement that can be attached.

        `kin` has for a report the bytes of those that it copies, or that copy it: what is judged of a statement there
        holds for the same words here.
        """
        own = list(statements)
        desks = _Desks(reports, own, kin or {})
        standing = [s for j in judgements if (s := desks.attached(j)) is not None]
        where = {s.id: s.report for s in own}
        corrections: defaultdict[str, tuple[Judgement, ...]] = defaultdict(tuple)
        for judgement, statement in _singles(standing):
            if judgement.kind in CORRECTIONS:
                corrections[statement] += (judgement,)
        named = (actor_of(s.judgement) for s in standing)
        overlay = cls(
            standing=(),
            dropped=frozenset(i for j, i in _singles(standing) if j.kind == "not a statement"),
            corrections=corrections,
            judged=_judged(standing, where),
            actors=tuple({a.id: a for a in named if a is not None}.values()),
        )
        return replace(overlay, standing=reviewed(standing, overlay.apply(own), overlay.judged))

    def apply(self, statements: Iterable[Statement]) -> tuple[Statement, ...]:
        """Return the statements as judged."""
        return tuple(self._as_judged(s) for s in statements if s.id not in self.dropped)

    def _as_judged(self, statement: Statement) -> Statement:
        for judgement in self.corrections.get(statement.id, ()):
            note = f"judged: by {judgement.by}"
            because = tuple(b for b in statement.because if b != note)
            statement = replace(statement, **correction(judgement), because=(*because, note))
        return statement


def judged_reports(
    judgements: Iterable[Judgement], reports: Sequence[Report]
) -> tuple[Report, ...]:
    """Return the reports with the dates and outlets that they are judged to have, in the order given."""
    found = {r.id: r for r in reports}
    desks = _Desks(reports, (), {})
    for judgement in judgements:
        standing = desks.attached(judgement) if judgement.kind in REPORTS else None
        for id_ in standing.means[0] if standing else ():
            found[id_] = _as_judged(found[id_], judgement)
    return tuple(found.values())


def _as_judged(report: Report, judgement: Judgement) -> Report:
    value = report_value(judgement)
    if judgement.kind == "wrong outlet":
        return replace(report, outlet=value)
    return replace(report, published=value, published_basis="given" if value else "none")


# --- attaching --------------------------------------------------------------------------------------


class _Desks:
    """Reports with their statements, under the SHA-256 of their bytes and of their kin's."""

    def __init__(
        self, reports: Iterable[Report], statements: Iterable[Statement], kin: Kin
    ) -> None:
        of: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            of[statement.report].append(statement)
        self._own: defaultdict[str, list[Desk]] = defaultdict(list)
        self._kin: defaultdict[str, list[Desk]] = defaultdict(list)
        for report in reports:
            desk = report, of[report.id]
            self._own[report.sha256].append(desk)
            for sha256 in kin.get(report.id, frozenset()) - {report.sha256}:
                self._kin[sha256].append(desk)

    def attached(self, judgement: Judgement) -> Standing | None:
        """What a judgement means; `None` where its reports are not at hand."""
        if not all(a.sha256 in self._own or self._kin.get(a.sha256) for a in judgement.anchors):
            return None
        means = tuple(tuple(sorted(self._means(a))) for a in judgement.anchors)
        here = all(a.sha256 in self._own for a in judgement.anchors)
        return Standing(judgement, means) if here or all(means) else None

    def _means(self, anchored: Anchor) -> set[str]:
        own = self._own.get(anchored.sha256, [])
        if not anchored.exact:
            ids = {report.id for report, _ in own}
            return {anchored.report} & ids if anchored.report else ids
        found = {reattach(anchored, r.text, statements) for r, statements in own}
        kin = self._kin.get(anchored.sha256, [])
        found |= {repeats(anchored, r, statements) for r, statements in kin}
        return {i for i in found if i is not None}


def _singles(standing: Iterable[Standing]) -> Iterator[tuple[Judgement, str]]:
    """Every judgement of one statement or report with each that it means."""
    return ((s.judgement, i) for s in standing if len(s.means) == 1 for i in s.means[0])


def _judged(standing: Sequence[Standing], where: Mapping[str, str]) -> Judged:
    pairs = {(min(two), max(two), kind) for two, kind in _pairs(standing)}
    targets = set(_targets(standing, where))
    # in order of entry: the last one counts
    said = {i: origin_of(j) for j, i in _singles(standing) if j.kind == "wrong origin"}
    near = [(a, b) for a, b, kind in pairs if kind == "same"]
    near += [(a, b) for a, b, kind in targets if kind == "right"]
    ends = [(where[a], where[b]) for a, b in near if where[a] != where[b]]
    return Judged(
        pairs=tuple(sorted(pairs)),
        targets=tuple(sorted(targets)),
        origins=tuple(sorted(said.items())),
        reports=tuple(sorted({(min(two), max(two)) for two in ends})),
    )


def _pairs(
    standing: Iterable[Standing],
) -> Iterator[tuple[tuple[str, str], Literal["same", "different"]]]:
    kinds: dict[str, Literal["same", "different"]] = {"same": "same", "different": "different"}
    for one in standing:
        if kind := kinds.get(one.judgement.kind):
            yield from (((a, b), kind) for a, b in product(*one.means) if a != b)


def _targets(
    standing: Iterable[Standing], where: Mapping[str, str]
) -> Iterator[tuple[str, str, Literal["right", "wrong"]]]:
    """A denial and a target of one report mean each other there only, however many reports have the words."""
    for one in standing:
        if one.judgement.kind in TARGETS:
            verdict: Literal["right", "wrong"] = (
                "right" if one.judgement.kind == "right target" else "wrong"
            )
            inside = len({a.sha256 for a in one.judgement.anchors}) == 1
            for denial, target in product(*one.means):
                if denial != target and (not inside or where[denial] == where[target]):
                    yield denial, target, verdict
