"""What ratings mean in a ledger: each is found again by words, by id, or by name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.ledger.judging import reattach
from allegedly.model import identity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from allegedly.model import Actor, Ledger, Rating

    Find = Callable[[Ledger, Rating], str | None]

__all__ = ["rated"]


def rated(ledger: Ledger) -> tuple[Rating, ...]:
    """The ratings of a ledger, each with what it means there; `None` where that is nothing."""
    return tuple(replace(r, target=_FIND[r.of](ledger, r)) for r in ledger.ratings)


def _actor(ledger: Ledger, rating: Rating) -> str | None:
    """The actor with this id, else the only one who is named so."""
    if any(a.id == rating.target for a in ledger.actors):
        return rating.target
    named = [a.id for a in ledger.actors if a.name == rating.name and _by_name(a)]
    return named[0] if len(named) == 1 else None


def _by_name(actor: Actor) -> bool:
    """Whether an actor is the same wherever it is named so: not one that a report only describes."""
    return actor.id == identity("actor", actor.kind, actor.name, actor.state or "")


def _outlet(ledger: Ledger, rating: Rating) -> str | None:
    return rating.name if any(r.outlet == rating.name for r in ledger.reports) else None


def _claim(ledger: Ledger, rating: Rating) -> str | None:
    """The claim that holds the words rated."""
    holders = {s: c.id for c in ledger.linked.claims for s in c.statements}
    for report in ledger.reports if rating.anchor else ():
        if rating.anchor and report.sha256 == rating.anchor.sha256:
            own = [s for s in ledger.statements if s.report == report.id]
            found = reattach(rating.anchor, report.text, own)
            if found in holders:
                return holders[found]
    return None


_FIND: Mapping[str, Find] = {"actor": _actor, "outlet": _outlet, "claim": _claim}
