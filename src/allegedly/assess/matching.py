"""Which statements bear on an indicator, and as what.

A statement that tells of what an indicator looks out for is never dropped in silence: where it does not count, it is
passed over with a reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.assess.amounts import reach
from allegedly.assess.words import Words, plain, wordings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.assess.names import Names
    from allegedly.assess.words import Spans
    from allegedly.model import Certainty, Indicator, Part, Statement

__all__ = ["Fit", "Matcher"]

_UNNAMED = {"unnamed official", "unknown", "none"}
_SKIPPED = {"asks", "evaluates"}
"""Acts that state nothing which could be so."""


@dataclass(frozen=True, slots=True)
class Fit:
    """As what a statement bears on an indicator, and why."""

    part: Part
    because: str


@dataclass(frozen=True)
class Matcher:
    """One indicator, made ready to be held against the statements of one ledger."""

    indicator: Indicator
    names: Names

    @cached_property
    def words(self) -> Words:
        """What its words are looked for with."""
        return Words.of(self.indicator.words)

    @cached_property
    def without(self) -> Words:
        """What must not stand there."""
        return Words.of(tuple((w,) for w in self.indicator.without))

    @cached_property
    def places(self) -> Words:
        """Names of places, as words."""
        return Words.of(tuple((p,) for p in self.indicator.places))

    @cached_property
    def actors(self) -> tuple[frozenset[str], ...]:
        """For each of the actors asked for the ids that will do."""
        return tuple(self._ids(group) for group in self.indicator.actors)

    @cached_property
    def located(self) -> frozenset[str]:
        """The actors that are one of the places."""
        return self._ids(self.indicator.places)

    @cached_property
    def listed(self) -> frozenset[str]:
        """The actors whose statements count, where they are listed."""
        return self._ids(self.indicator.sources)

    @cached_property
    def excepted(self) -> frozenset[str]:
        """The actors whose statements do not count."""
        return self._ids(self.indicator.exceptions)

    def _ids(self, names: Iterable[str]) -> frozenset[str]:
        return frozenset(i for name in names for i in self.names.meant(name))

    def fit(self, statement: Statement, origins: tuple[str, ...]) -> Fit | None:
        """As what a statement bears on the indicator, whatever its date; `None` where it tells of something else.

        `origins` are the actors that it goes back to.
        """
        if not statement.proposition or statement.act in _SKIPPED:
            return None
        text = plain(statement.wording)
        hits = self._told(statement, text)
        if hits is None:
            return None
        if why := _against(statement, text, hits):
            return Fit("against", why)
        return self._for(statement, origins, wordings().not_yet(text, hits))

    def _for(
        self, statement: Statement, origins: tuple[str, ...], not_yet: str | None
    ) -> Fit | None:
        enough = "surely" if (asked := self.indicator.amount) is None else reach(asked, statement)
        if enough in {"no", "no figure"}:
            return Fit("passed over", "its figure is lower") if enough == "no" else None
        if why := self._not_counted(statement, origins):
            return Fit("passed over", why)
        perhaps = "its figure need not be so high" if enough == "perhaps" else ""
        return self._firm(statement, not_yet, perhaps)

    def _told(self, statement: Statement, text: str) -> Spans | None:
        """Whether it tells of what is looked out for, and where the words stand that say so."""
        asked = self.indicator
        if asked.events and statement.event not in asked.events:
            return None
        involved = self._involved(statement)
        if any(involved.isdisjoint(ids) for ids in self.actors):
            return None
        if asked.places and involved.isdisjoint(self.located) and self.places.found(text) is None:
            return None
        hits = self.words.found(text) if asked.words else ()
        return None if hits is None or self.without.found(text) else hits

    @staticmethod
    def _involved(statement: Statement) -> frozenset[str]:
        """Who acts in it, or makes it."""
        return frozenset((*statement.actors, *_sources(statement)))

    def _not_counted(self, statement: Statement, origins: tuple[str, ...]) -> str | None:
        """Why the statements of its source do not count, or `None`."""
        asked = self.indicator
        who = {*_sources(statement), *origins}
        if self.excepted & who:
            return "its source is one that does not count"
        kind = statement.source.kind
        if asked.whose == "not own voice" and kind == "none":
            return "the report says so on its own word"
        if asked.whose == "named" and (kind in _UNNAMED or not origins):
            return "no named source"
        if asked.whose is None and who.isdisjoint(self.listed):
            return "its source is none of those that count"
        return None

    def _firm(self, statement: Statement, not_yet: str | None, perhaps: str) -> Fit:
        asked, certainty = self.indicator, _put(statement)
        reasons: list[str] = [certainty]
        if not_yet and certainty in {"confirmed", "asserted", "alleged"}:
            certainty = "predicted"
            reasons = [f"“{not_yet}”: to come"]
        if perhaps and certainty in asked.done:
            return Fit("sign", "; ".join((*reasons, perhaps)))
        if certainty in asked.done:
            return Fit("done", "; ".join(reasons))
        if certainty in asked.anticipates:
            return Fit("sign", "; ".join(reasons))
        if certainty in {"confirmed", "asserted", "alleged"}:
            return Fit("reported", f"only {certainty}")
        return Fit("passed over", f"{'; '.join(reasons)}: no sign, unless the plan names it")


def _against(statement: Statement, text: str, hits: Spans) -> str | None:
    """Why a statement that tells of it stands against it, or `None`."""
    if statement.polarity != "asserts":
        return f"{statement.polarity} it"
    words = wordings().not_done(text, hits)
    return f"“{words}”: not done" if words else None


def _sources(statement: Statement) -> Iterator[str]:
    if statement.source.actor:
        yield statement.source.actor
    yield from statement.co_sources


def _put(statement: Statement) -> Certainty:
    """How firmly it is put. What somebody intends is to come, what they consider may be."""
    if statement.certainty in {"confirmed", "asserted"}:
        if statement.act == "intends":
            return "predicted"
        if statement.act == "considers":
            return "considered"
    return statement.certainty
