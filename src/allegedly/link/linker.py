"""Statements -> claims: one story after the other, each from scratch, whatever the order of what is given."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.link.claims import Found, claims, denied
from allegedly.link.contradictions import figures_apart
from allegedly.link.corrections import corrections
from allegedly.link.denials import denials
from allegedly.link.drift import drifts
from allegedly.link.grouping import grouped
from allegedly.link.judged import NOTHING, judged_targets, tied
from allegedly.link.lineage import Lineage
from allegedly.link.related import related
from allegedly.link.roots import Roots
from allegedly.link.scene import Scene, canonical
from allegedly.link.series import series
from allegedly.link.sides import disputed, disputes
from allegedly.link.story import stories
from allegedly.link.told import Told
from allegedly.link.views import text_of, views
from allegedly.model import Linked, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from allegedly.link.views import View
    from allegedly.model import Actor, Copy, Judged, Report, Statement

_NONE = Span(-1, -1, "")
__all__ = ["Story", "link", "text_to_embed", "wanted"]


def link(
    reports: Sequence[Report],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
    copies: Sequence[Copy],
    vectors: Mapping[str, NDArray[np.float32]],
    judged: Judged = NOTHING,
) -> Linked:
    """Group statements into claims, find what denials deny, count origins.

    A pure function that the order of its inputs does not change, and the union of what a `Story` gives for
    each of `stories(reports)`.

    Args:
        reports: the reports in which the statements stand.
        statements: all their statements; those without a proposition enter no claim.
        actors: whoever the statements name, and more.
        copies: which reports copy which.
        vectors: statement id -> the vectors of the texts that `wanted` names, one row each; a single one may be
            plain. A statement without any is compared by its words.
        judged: what persons have said of the statements; nothing found here overrules it.
    """
    parts = [
        Story(members, own, actors).linked(copies, vectors, judged)
        for members, own in _told(reports, statements, judged)
    ]
    return Linked(
        claims=tuple(sorted((c for p in parts for c in p.claims), key=lambda c: c.id)),
        denials=tuple(sorted((d for p in parts for d in p.denials), key=lambda d: d.statement)),
        related=tuple(sorted((r for p in parts for r in p.related), key=lambda r: (r.a, r.b))),
        contradictions=tuple(
            sorted((c for p in parts for c in p.contradictions), key=lambda c: (c.kind, c.a, c.b))
        ),
        updates=tuple(sorted((u for p in parts for u in p.updates), key=lambda u: (u.a, u.b))),
        series=tuple(sorted((s for p in parts for s in p.series), key=lambda s: s.id)),
        drifts=tuple(
            sorted((d for p in parts for d in p.drifts), key=lambda d: (d.claim, d.kind, d.a, d.b))
        ),
        corrections=tuple(
            sorted(
                (c for p in parts for c in p.corrections),
                key=lambda c: (c.report, c.span or _NONE, c.of or ""),
            )
        ),
    )


class Story:
    """Reports that are one story, on the way to its claims; whether they are is a matter of what else is near them."""

    def __init__(
        self, reports: Sequence[Report], statements: Sequence[Statement], actors: Sequence[Actor]
    ) -> None:
        self._reports = reports
        self._roots = Roots(actors)
        self._vectors: dict[str, NDArray[np.float32]] = {}
        shared = _by_report(s for s in statements if s.proposition)
        rest = _by_report(s for s in statements if not s.proposition)
        self._scene = Scene(_views(reports, shared, self._roots), self._vectors)
        self._rest = sorted(_views(reports, rest, self._roots), key=canonical)

    def wanted(self) -> dict[str, tuple[str, ...]]:
        """As the function `wanted`."""
        if not self._scene.views:
            return {}
        keyed = self._scene.keyed
        rows = zip(self._scene.views, keyed, keyed & self._scene.separate, strict=True)
        texts = {
            view.id: self._texts(view.statement, two=bool(two.any()))
            for view, near, two in rows
            if near.any()
        }
        return dict(sorted(texts.items()))

    def _texts(self, statement: Statement, *, two: bool) -> tuple[str, ...]:
        """What is embedded of a statement: of one that another source may say, too, the content by itself as well."""
        texts = (text_to_embed(statement, self._roots.actors), text_of(statement))
        return texts if two and texts[0] != texts[1] else texts[:1]

    def linked(
        self,
        copies: Iterable[Copy],
        vectors: Mapping[str, NDArray[np.float32]],
        judged: Judged = NOTHING,
    ) -> Linked:
        """As the function `link`; once, since the vectors are looked at once."""
        if not self._scene.views:
            return Linked()
        self._vectors.update(vectors)
        return self._linked(_originals(self._reports, copies), judged)

    def _linked(self, originals: Mapping[str, frozenset[str]], judged: Judged) -> Linked:
        scene, roots = self._scene, self._roots
        comparisons = scene.comparisons()
        denying = denials(scene, judged_targets(scene, judged))
        contested = disputed(scene, roots)
        lineage = Lineage(scene.views, {r.id: r for r in self._reports}, roots, originals)
        groups = grouped(scene, comparisons, denying, judged, contested, lineage.key)
        home = {scene.views[i].id: scene.views[group[0]].id for group in groups for i in group}
        apart, updates = figures_apart(scene, home, roots)
        found = Found(scene, groups, denying, updates, home)
        made = claims(found, lineage, dict(judged.origins))
        counted = series(scene, home, updates, apart)
        told = Told(self._reports, found, made, counted, self._rest, originals, roots)
        corrected = corrections(told)
        return Linked(
            claims=made,
            denials=denying,
            related=tuple(related(scene, comparisons, groups, judged)),
            contradictions=denied(found) + apart + disputes(scene, home, contested),
            updates=updates,
            series=counted,
            drifts=drifts(replace(told, corrections=corrected)),
            corrections=corrected,
        )


def _originals(reports: Sequence[Report], copies: Iterable[Copy]) -> Mapping[str, frozenset[str]]:
    """Report -> the reports that it copies, among these."""
    known, found = {report.id for report in reports}, defaultdict(set)
    for copy in copies:
        if copy.report in known and copy.of in known:
            found[copy.report].add(copy.of)
    return {report: frozenset(of) for report, of in found.items()}


def text_to_embed(statement: Statement, actors: Mapping[str, Actor]) -> str:
    """What the vector of a statement is made of: "source: content" ranks best among what was tried."""
    actor = actors.get(statement.source.actor or "")
    return f"{actor.name}: {text_of(statement)}" if actor else text_of(statement)


def wanted(
    reports: Sequence[Report],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
    judged: Judged = NOTHING,
) -> dict[str, tuple[str, ...]]:
    """Statement id -> the texts whose vectors `link` looks at, of those with something in common with another.

    The first is `text_to_embed`; of what two sources may say alike the content alone comes second.
    """
    told = _told(reports, statements, judged)
    parts = (Story(members, own, actors).wanted() for members, own in told)
    return dict(sorted(row for part in parts for row in part.items()))


def _told(
    reports: Sequence[Report], statements: Iterable[Statement], judged: Judged
) -> Iterator[tuple[list[Report], list[Statement]]]:
    """Yield the reports of each story with their statements."""
    known = {report.id: report for report in reports}
    of = _by_report(statements)
    for story in tied(stories(reports), judged):
        yield [known[i] for i in story], [s for i in story for s in of[i]]


def _views(
    reports: Sequence[Report], of: Mapping[str, Sequence[Statement]], roots: Roots
) -> list[View]:
    """The statements of these reports, as views."""
    return [view for report in reports for view in views(report, of.get(report.id, ()), roots)]


def _by_report(statements: Iterable[Statement]) -> Mapping[str, list[Statement]]:
    found: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        found[statement.report].append(statement)
    return found
