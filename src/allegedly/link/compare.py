"""How near two statements are, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.link.features import FEATURES, VETOES
from allegedly.link.tables import weights

if TYPE_CHECKING:
    from allegedly.link.features import Pair

__all__ = ["Comparison", "compare"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The score of a pair, what each feature adds to it, and what forbids to join the two, if anything does."""

    score: float
    because: tuple[tuple[str, float], ...]
    veto: str | None = None


def compare(pair: Pair) -> Comparison:
    """Score two statements; the score is the sum of the contributions, rounded to four digits."""
    table = weights("weights")
    found = {name: feature(pair) for name, feature in FEATURES.items()}
    parts = [(name, round(table[name] * value, 4)) for name, value in found.items() if value]
    because = tuple((name, value) for name, value in parts if value)
    # a veto that is a feature, too, was worked out already
    veto = next((n for n, f in VETOES.items() if (found[n] if n in found else f(pair))), None)
    return Comparison(round(sum(value for _, value in because), 4), because, veto)
