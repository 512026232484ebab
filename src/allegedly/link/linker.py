"""Statements -> claims: one story after the other, each from scratch, whatever the order of what is given."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from allegedly.link.claims import Found, claims, denied
from allegedly.link.contradictions import figures_apart
from allegedly.link.denials import denials
from allegedly.link.grouping import Groups, Judged, grouped
from allegedly.link.lineage import Lineage
from allegedly.link.roots import Roots
from allegedly.link.scene import Scene
from allegedly.link.story import stories
from allegedly.link.tables import weights
from allegedly.link.views import text_of, views
from allegedly.model import Linked, Related

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from allegedly.link.compare import Comparison
    from allegedly.link.views import View
    from allegedly.model import Actor, Copy, Report, Statement

__all__ = ["link", "text_to_embed", "wanted"]


def link(
    reports: Sequence[Report],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
    copies: Sequence[Copy],
    vectors: Mapping[str, NDArray[np.float32]],
    pairs: Sequence[Judged] = (),
) -> Linked:
    """Group statements into claims, find what denials deny, count origins.

    A pure function that the order of its inputs does not change, and the union of what it gives for each of
    `stories(reports)` by itself.

    Args:
        reports: the reports in which the statements stand.
        statements: all their statements; those without a proposition enter no claim.
        actors: whoever the statements name, and more.
        copies: which reports copy which.
        vectors: statement id -> vector of `text_to_embed`, for the ids that `wanted` names; a statement
            without one is compared by its words.
        pairs: judged pairs of statement ids, which override the scores.
    """
    roots = Roots(actors)
    originals = {c.report: frozenset(d.of for d in copies if d.report == c.report) for c in copies}
    known = {report.id: report for report in reports}
    parts = [
        _story(Scene(found, vectors), Lineage(found, known, roots, originals), pairs)
        for found in _views(reports, statements, roots)
    ]
    return Linked(
        claims=tuple(sorted((c for p in parts for c in p.claims), key=lambda c: c.id)),
        denials=tuple(sorted((d for p in parts for d in p.denials), key=lambda d: d.statement)),
        related=tuple(sorted((r for p in parts for r in p.related), key=lambda r: (r.a, r.b))),
        contradictions=tuple(
            sorted((c for p in parts for c in p.contradictions), key=lambda c: (c.kind, c.a, c.b))
        ),
        updates=tuple(sorted((u for p in parts for u in p.updates), key=lambda u: (u.a, u.b))),
    )


def text_to_embed(statement: Statement, actors: Mapping[str, Actor]) -> str:
    """What the vector of a statement is made of: "source: content" ranks best among what was tried."""
    actor = actors.get(statement.source.actor or "")
    return f"{actor.name}: {text_of(statement)}" if actor else text_of(statement)


def wanted(
    reports: Sequence[Report], statements: Sequence[Statement], actors: Sequence[Actor]
) -> tuple[str, ...]:
    """The ids of the statements whose vectors `link` looks at: those with something in common with another."""
    roots = Roots(actors)
    ids: list[str] = []
    for found in _views(reports, statements, roots):
        scene = Scene(found, {})
        ids += [v.id for v, keyed in zip(scene.views, scene.keyed, strict=True) if keyed.any()]
    return tuple(sorted(ids))


def _views(
    reports: Sequence[Report], statements: Iterable[Statement], roots: Roots
) -> Iterator[list[View]]:
    """Yield the propositions of each story that has any, as views."""
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.proposition:
            by_report[statement.report].append(statement)
    known = {report.id: report for report in reports}
    for story in stories(reports):
        found = [v for r in story for v in views(known[r], by_report[r], roots)]
        if found:
            yield found


def _story(scene: Scene, lineage: Lineage, pairs: Sequence[Judged]) -> Linked:
    comparisons = scene.comparisons()
    denying = denials(scene)
    groups = grouped(scene, comparisons, denying, pairs)
    home = {scene.views[i].id: scene.views[group[0]].id for group in groups for i in group}
    apart, updates = figures_apart(scene, home)
    found = Found(scene, groups, denying, updates, home)
    return Linked(
        claims=claims(found, lineage),
        denials=denying,
        related=tuple(_related(scene, comparisons, groups)),
        contradictions=denied(found) + apart,
        updates=updates,
    )


def _related(
    scene: Scene, comparisons: Mapping[tuple[int, int], Comparison], groups: Groups
) -> Iterator[Related]:
    home = {item: number for number, group in enumerate(groups) for item in group}
    for (i, j), comparison in comparisons.items():
        if home[i] != home[j] and comparison.score >= weights("claim")["related"]:
            a, b = sorted((scene.views[i].id, scene.views[j].id))
            yield Related(a, b, comparison.because)
