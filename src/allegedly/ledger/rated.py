"""What ratings mean in a ledger: each is found again by words, by id, or by name."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.ledger.judging import reattach
from allegedly.model import identity

if TYPE_CHECKING:
    from allegedly.model import Actor, Ledger, Rating, Statement

__all__ = ["rated"]


def rated(ledger: Ledger) -> tuple[Rating, ...]:
    """The ratings of a ledger, each with what it means there; `None` where that is nothing."""
    found = _Found(ledger)
    find = {"actor": found.actor, "outlet": found.outlet, "claim": found.claim}
    return tuple(replace(r, target=find[r.of](r)) for r in ledger.ratings)


@dataclass(frozen=True)
class _Found:
    """A ledger in which ratings look for what they mean; each look-up is made when it is first asked for."""

    ledger: Ledger

    def actor(self, rating: Rating) -> str | None:
        """The actor with this id, else the only one who is named so."""
        if rating.target in self._actors:
            return rating.target
        named = self._named[rating.name]
        return named[0] if len(named) == 1 else None

    def outlet(self, rating: Rating) -> str | None:
        """The outlet of this name."""
        return rating.name if rating.name in self._outlets else None

    def claim(self, rating: Rating) -> str | None:
        """The claim that holds the words rated."""
        anchor = rating.anchor
        for report in self.ledger.reports if anchor else ():
            if anchor and report.sha256 == anchor.sha256:
                found = reattach(anchor, report.text, self._inside[report.id])
                if found in self._holders:
                    return self._holders[found]
        return None

    @cached_property
    def _actors(self) -> frozenset[str]:
        return frozenset(a.id for a in self.ledger.actors)

    @cached_property
    def _named(self) -> defaultdict[str, list[str]]:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for actor in filter(_by_name, self.ledger.actors):
            found[actor.name].append(actor.id)
        return found

    @cached_property
    def _outlets(self) -> frozenset[str | None]:
        return frozenset(r.outlet for r in self.ledger.reports)

    @cached_property
    def _inside(self) -> defaultdict[str, list[Statement]]:
        found: defaultdict[str, list[Statement]] = defaultdict(list)
        for statement in self.ledger.statements:
            found[statement.report].append(statement)
        return found

    @cached_property
    def _holders(self) -> dict[str, str]:
        return {s: c.id for c in self.ledger.linked.claims for s in c.statements}


def _by_name(actor: Actor) -> bool:
    """Whether an actor is the same wherever it is named so: not one that a report only describes."""
    return actor.id == identity("actor", actor.kind, actor.name, actor.state or "")
