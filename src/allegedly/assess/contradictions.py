"""What in a plan cannot hold together, though each part of it is well written. Pure; lines are added by the reader."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.assess.rule import holds, rule
from allegedly.model import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allegedly.model import Indicator, Needs, Phase, Plan, Window

__all__ = ["Fault", "contradictions", "doubts"]

_TRIED = 2_000
"""Ways of reaching a phase that are tried against the phases above it; a plan with more is not looked into further."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a key of the section of this kind and place."""

    what: str
    kind: str
    place: int
    key: str = ""


def contradictions(plan: Plan) -> Iterator[Fault]:
    """Yield what can never be met, or says two things at once."""
    for place, indicator in enumerate(plan.indicators):
        for key, what in _indicator(indicator):
            yield Fault(what, "indicator", place, key)
    for place, phase in enumerate(plan.phases):
        for what in _phase(plan, place, phase):
            yield Fault(what, "phase", place, "needs")


def doubts(plan: Plan) -> Iterator[str]:
    """Yield what is allowed, and yet is hardly what was meant."""
    used = {i for p in plan.phases for i in (*p.needs.named, *p.alone)}
    for indicator in plan.indicators:
        if indicator.id not in used:
            yield f"no phase asks for indicator {indicator.id!r}"
        if 0 < len(indicator.sources) < indicator.origins:
            listed = len(indicator.sources)
            yield (
                f"indicator {indicator.id!r} asks for {indicator.origins} origins of {listed} listed: "
                "that needs several who speak for one of them"
            )
        for event in indicator.events:
            if event not in EVENTS:
                yield (
                    f"indicator {indicator.id!r} asks for events {event!r}, which our own reading never gives; "
                    f"it gives {', '.join(EVENTS)}"
                )


def _indicator(asked: Indicator) -> Iterator[tuple[str, str]]:
    """Yield the key at fault, and what is wrong with it."""
    window = asked.window
    both = _first(asked.done, asked.anticipates)
    twice = _first(asked.exceptions, asked.sources)
    word = next((w for w in asked.without if (w,) in asked.words), None)
    rows = (
        (
            _ends_early(window),
            "window",
            f"it ends on {window.end}, before it begins: {window.start}",
        ),
        (both, "anticipates", f"{both!r} cannot be both done and only a sign of it"),
        (not asked.done, "done", "no certainty counts as done; it could never be met"),
        (twice, "except", f"{twice!r} is both a source that counts and one that does not"),
        (
            asked.whose is None and not asked.sources,
            "sources",
            "no source counts; it could never be met",
        ),
        (word, "without", f"{word!r} is both a word that counts and one that must not be there"),
        (
            not _says_what(asked),
            "",
            "says nothing of what counts: give events, actors, places, words or a quantity",
        ),
    )
    yield from ((key, what) for wrong, key, what in rows if wrong)


def _ends_early(window: Window) -> bool:
    return bool(window.start and window.end and window.end < window.start)


def _first(some: Sequence[str], others: Sequence[str]) -> str | None:
    """The first that is among the others too."""
    return next((s for s in some if s in others), None)


def _says_what(asked: Indicator) -> bool:
    return any((asked.events, asked.actors, asked.places, asked.words, asked.amount))


def _phase(plan: Plan, place: int, phase: Phase) -> Iterator[str]:
    asks = bool(phase.needs.named or phase.alone)
    if place == 0 and asks:
        yield "the first phase is where nothing is met: it asks for nothing"
    if place > 0 and not asks:
        yield "asks for nothing; only the first phase does, every other one has needs or is called for by an indicator"
    if phase.needs.at_least > len(set(phase.needs.of)):
        wanted, listed = phase.needs.at_least, len(set(phase.needs.of))
        yield f"asks for {wanted} of {listed} indicators; it could never be reached"
        return
    for above in plan.phases[place + 1 :]:
        if place and set(above.counts) >= set(phase.counts) and _always(phase, above):
            yield (
                f"can never be the phase reached: whenever it is, the higher {above.name!r} is too ({rule(above)})"
            )


def _always(phase: Phase, above: Phase) -> bool:
    """Whether `above` is reached whenever `phase` is. Needs only ever gain by more, so the least ways tell."""
    ways = list(itertools.islice(_ways(phase), _TRIED + 1))
    return 0 < len(ways) <= _TRIED and all(holds(above, way) for way in ways)


def _ways(phase: Phase) -> Iterator[frozenset[str]]:
    """Yield the least sets of indicators that reach a phase."""
    yield from (frozenset((i,)) for i in phase.alone)
    needs: Needs = phase.needs
    if needs.named:
        for some in itertools.combinations(sorted(set(needs.of)), needs.at_least):
            yield from (frozenset((*needs.all, *some, one)) for one in needs.any)
            if not needs.any:
                yield frozenset((*needs.all, *some))
