"""What a phase asks for: whether it holds, and how it is put in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from allegedly.model import Phase, Status

__all__ = ["asks_for", "carried_by", "holds", "reached", "rule"]


def holds(phase: Phase, met: set[str] | frozenset[str]) -> bool:
    """Whether a phase is reached by these indicators; one that asks for nothing always is."""
    needs = phase.needs
    if not needs.named:
        return not phase.alone or bool(met.intersection(phase.alone))
    together = (
        met.issuperset(needs.all)
        and (not needs.any or bool(met.intersection(needs.any)))
        and len(met.intersection(needs.of)) >= needs.at_least
    )
    return together or bool(met.intersection(phase.alone))


def reached(phases: Sequence[Phase], statuses: Mapping[str, Status]) -> int:
    """The place of the highest phase that is reached."""
    for place in range(len(phases) - 1, 0, -1):
        met = {i for i, status in statuses.items() if status in phases[place].counts}
        if holds(phases[place], met):
            return place
    return 0


def asks_for(phase: Phase) -> tuple[str, ...]:
    """The indicators that a phase speaks of, each once."""
    return tuple(dict.fromkeys((*phase.needs.named, *phase.alone)))


def carried_by(phase: Phase, met: set[str] | frozenset[str]) -> tuple[str, ...]:
    """Those of these indicators that it asks for."""
    return tuple(i for i in asks_for(phase) if i in met)


def rule(phase: Phase) -> str:
    """What it asks for, in words: `I1 and I4, with I8 or I10`."""
    needs, parts = phase.needs, []
    if needs.all:
        parts.append(_listed(needs.all, "and"))
    if needs.any:
        parts.append(_listed(needs.any, "or"))
    if needs.of:
        parts.append(f"at least {needs.at_least} of {', '.join(needs.of)}")
    together = ", with ".join(parts)
    alone = _listed(phase.alone, "or")
    if together and alone:
        return f"{together}; or {alone} alone"
    return together or alone or "nothing above it is met"


def _listed(names: Sequence[str], word: str) -> str:
    return f" {word} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
