"""From groups of statements to claims: wording, days, who denies whom, whether a denial stands."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from allegedly.link.contradictions import dated
from allegedly.link.judged import judged_origins
from allegedly.link.origins import origins
from allegedly.model import Claim, Contradiction

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from allegedly.link.lineage import Lineage
    from allegedly.link.scene import Scene
    from allegedly.link.views import View
    from allegedly.model import Denial, Origin, Update

    Trace = Callable[[Sequence[View]], tuple[tuple[Origin, ...], int]]

__all__ = ["Found", "claims", "denied"]


@dataclass(frozen=True)
class Found:
    """What was found in one story. `groups` hold numbers of the scene's views, in order.

    `home` maps a statement's id to its claim's, that of the earliest statement of its group.
    """

    scene: Scene
    groups: Sequence[Sequence[int]]
    denials: Sequence[Denial]
    updates: Sequence[Update]
    home: Mapping[str, str]

    @cached_property
    def members(self) -> dict[str, list[View]]:
        """Claim id -> its statements in canonical order."""
        views = self.scene.views
        return {views[group[0]].id: [views[i] for i in group] for group in self.groups}

    @cached_property
    def replaced(self) -> frozenset[str]:
        """Statements whose figure their own source has since replaced."""
        return frozenset(statement for update in self.updates for statement in update.a)

    @cached_property
    def links(self) -> dict[tuple[str, str], list[tuple[str, str]]]:
        """(denying claim, denied claim) -> the pairs of statements behind it."""
        found: dict[tuple[str, str], list[tuple[str, str]]] = {}
        for denial in self.denials:
            for target in denial.targets:
                a, b = self.home[denial.statement], self.home[target]
                if a != b:  # judged to be one claim
                    found.setdefault((a, b), []).append((denial.statement, target))
        return found


def claims(
    found: Found, lineage: Lineage, judged: Mapping[str, str | None] = MappingProxyType({})
) -> tuple[Claim, ...]:
    """The claims of a story in canonical order; `judged` says to whom some statements go back."""

    def traced(views: Sequence[View]) -> tuple[tuple[Origin, ...], int]:
        return judged_origins(views, lineage.originals, judged, lambda v: origins(v, lineage))

    return tuple(_claim(found, claim, traced) for claim in found.members)


def denied(found: Found) -> tuple[Contradiction, ...]:
    """The contradictions that follow from denials: every denying claim against every claim it denies."""
    return tuple(
        Contradiction(
            tuple(view.id for view in found.members[a]),
            tuple(view.id for view in found.members[b]),
            "denial",
            next(d.because for d in found.denials if d.statement == pairs[0][0]),
        )
        for (a, b), pairs in found.links.items()
    )


def _claim(found: Found, claim: str, trace: Trace) -> Claim:
    views = found.members[claim]
    first, last = dated(views)
    traced, unknown = trace(views)
    return Claim(
        id=claim,
        wording=_wording(views),
        polarity="denies" if views[0].denies else "asserts",
        statements=tuple(view.id for view in views),
        denies=tuple(sorted(b for a, b in found.links if a == claim)),
        denied_by=tuple(sorted(a for a, b in found.links if b == claim)),
        contested=any(
            _stands(found, pair, first)
            for (_, b), p in found.links.items()
            if b == claim
            for pair in p
        ),
        origins=traced,
        unknown_lineage=unknown,
        first_seen=first,
        last_seen=last,
    )


def _stands(found: Found, pair: tuple[str, str], first_seen: str | None) -> bool:
    """Whether a denial stands: made no earlier than the claim appeared, and not of a figure since replaced."""
    denial, target = pair
    made = found.scene.views[found.scene.place[denial]].published
    early = bool(made and first_seen and made[:10] < first_seen)
    return not early and target not in found.replaced


def _wording(views: Sequence[View]) -> str:
    """The fullest content: told as a fact, with a figure, with a source, whole rather than pointing; then the earliest."""
    best = min(
        views,
        key=lambda v: (
            v.foretold,
            len(set(v.terms)) < 2,
            not v.figures,
            not v.sources,
            canonical_place(v, views),
        ),
    )
    return best.statement.wording


def canonical_place(view: View, views: Sequence[View]) -> int:
    """Where a view stands among others."""
    return next(i for i, other in enumerate(views) if other.id == view.id)
