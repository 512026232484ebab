"""What a story has told so far, for those rules that look at how it moves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from allegedly.link.contradictions import later, one_source
from allegedly.link.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.link.claims import Found
    from allegedly.link.roots import Roots
    from allegedly.link.views import View
    from allegedly.model import Claim, Correction, Report, Series

__all__ = ["Direction", "Told", "cue_of", "hindsight", "in_line"]

Direction = Literal["hardens", "softens"]


@dataclass(frozen=True)
class Told:
    """A story as linked: its reports and claims; `rest` are its statements without a proposition."""

    reports: Sequence[Report]
    found: Found
    claims: Sequence[Claim]
    series: Sequence[Series]
    rest: Sequence[View]
    originals: Mapping[str, frozenset[str]]
    roots: Roots
    corrections: Sequence[Correction] = ()

    @cached_property
    def by_id(self) -> dict[str, View]:
        """Every proposition by its id."""
        return {view.id: view for view in self.found.scene.views}

    @cached_property
    def origin_of(self) -> dict[str, str]:
        """Statement -> the origin that it goes back to, for those that name their source."""
        return {
            statement: origin.actor
            for claim in self.claims
            for origin in claim.origins
            for statement in origin.statements
            if self.by_id[statement].sources
        }

    def moving(self, statements: Sequence[str]) -> list[View]:
        """The statements whose order can be known and who say it themselves: dated, no copies, nothing told in hindsight."""
        views = [self.by_id[i] for i in statements]
        reports = {view.report for view in views}
        kept = [v for v in views if v.published and v.day == v.day and not self.looks_back(v)]
        first_hand = [v for v in kept if not self.originals.get(v.report, frozenset()) & reports]
        return sorted(first_hand, key=lambda v: (v.day, v.published or "", v.report, v.start))

    def looks_back(self, view: View) -> bool:
        """Whether a statement tells what was said before: by its cue, or in a notice that takes it back."""
        return hindsight(view) or view.id in self._noticed

    @cached_property
    def _noticed(self) -> frozenset[str]:
        """The statements read out of notices that set them right."""
        repeated = ((c.report, i) for c in self.corrections if c.span for i in c.a)
        return frozenset(i for report, i in repeated if self.by_id[i].report == report)

    def copied(self, report: str) -> frozenset[str]:
        """The reports that share their text with a report, and were not published before it."""
        day = {r.id: r.published or "" for r in self.reports}
        back = self.originals.get(report, frozenset())
        known = {r for r, of in self.originals.items() if report in of} | back
        return frozenset(
            r for r in known if r in day and (not day[r] or day[r] >= day.get(report, ""))
        )

    @cached_property
    def _ones(self) -> dict[tuple[frozenset[str], frozenset[str]], bool]:
        return {}

    def origins_until(self, claim: Claim, view: View) -> set[str]:
        """The origins that a claim had when a statement was published."""
        return {
            origin.actor
            for origin in claim.origins
            for i in origin.statements
            if self.by_id[i].sources and not later(view, self.by_id[i])
        }

    def one(self, a: View, b: View) -> bool:
        """Whether two statements are of one source that is known."""
        if not (a.sources and b.sources):
            return False
        key = a.sources, b.sources
        if key not in self._ones:
            self._ones[key] = one_source(a, b, self.roots)
        return self._ones[key]

    def after(self, view: View, others: Sequence[View]) -> Iterator[View]:
        """Yield what the same source says in later reports, not in hindsight."""
        for other in others:
            if self.one(view, other) and later(view, other) and not self.looks_back(other):
                yield other


def hindsight(view: View) -> bool:
    """Whether the cue tells of an earlier saying: "had denied"."""
    cue = view.statement.cue
    return bool(cue and re.search(table("drift.toml")["earlier"]["cue"], cue.text.lower()))


def cue_of(view: View) -> str:
    """How firm a statement is, and the cue that says so."""
    cue = view.statement.cue
    said = f" “{in_line(cue.text)}”" if cue else ""
    return f"{view.statement.certainty}{said}"


def in_line(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())
