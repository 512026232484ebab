"""Stories beside a ledger: which of its statements and claims are which of ours. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from compare import Answer, answers, scored

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from corpus import Claim, Gold, Story

__all__ = ["Linked", "Links", "Pairs"]

Row = dict[str, Any]
Pairs = set[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Links:
    """Links of one sort: those that should be there, those that the ledger has, those of them that may be there."""

    wanted: Pairs
    said: Pairs

    @property
    def f1(self) -> float | None:
        """Twice what is right over all that is wanted or said; `None` where there is nothing of either."""
        both = len(self.wanted) + len(self.said)
        return 2 * len(self.wanted & self.said) / both if both else None


@dataclass(frozen=True)
class Linked:
    """Stories beside what a ledger links, all in terms of the stories' own statements, "report:number"."""

    stories: Sequence[Story]
    said: Mapping[str, Any]

    @cached_property
    def gold(self) -> dict[str, Gold]:
        """Every statement of the stories."""
        return {
            f"{c.id}:{g.number}": g for s in self.stories for c in s.cases for g in c.statements
        }

    @cached_property
    def counted(self) -> frozenset[str]:
        """The statements that count: those that are not optional."""
        return frozenset(key for key, g in self.gold.items() if not g.optional)

    @cached_property
    def claims(self) -> list[Claim]:
        """Every claim of the stories."""
        return [claim for story in self.stories for claim in story.claims]

    @cached_property
    def home(self) -> dict[str, Claim]:
        """Statement -> the claim that holds it."""
        return {key: claim for claim in self.claims for key in claim.statements}

    @cached_property
    def found(self) -> dict[str, str]:
        """Id of a statement of the ledger -> ours. A joint statement may be given as one for each of its sources."""
        said = answers(self.said)
        found: dict[str, str] = {}
        for case in (c for s in self.stories for c in s.cases):
            one = scored(case, said.get(case.id, Answer()))
            hits = [(m.row, m.gold) for m in one.matches if m.row is not None]
            found |= {row["id"]: f"{case.id}:{gold.number}" for row, gold in hits}
            joint = {str(row["content"]): gold for row, gold in hits if gold.co_sources}
            twins = [(r["id"], joint.get(str(r["content"]))) for r in one.stray]
            found |= {i: f"{case.id}:{g.number}" for i, g in twins if g is not None}
        return found

    def ours(self, ids: Iterable[str]) -> list[str]:
        """Our statements for some of the ledger's, as far as they count."""
        found = dict.fromkeys(self.found[i] for i in ids if i in self.found)
        return [key for key in found if key in self.counted]

    @cached_property
    def said_claims(self) -> list[tuple[list[str], Row]]:
        """The ledger's claims with their statements as ours, without those that have none of ours."""
        rows = [(self.ours(row["statements"]), row) for row in self.said["claims"]]
        return [(keys, row) for keys, row in rows if keys]
