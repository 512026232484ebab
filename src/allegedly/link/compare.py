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
    parts = ((name, round(table[name] * feature(pair), 4)) for name, feature in FEATURES.items())
    because = tuple((name, value) for name, value in parts if value)
    veto = next((name for name, feature in VETOES.items() if feature(pair)), None)
    return Comparison(round(sum(value for _, value in because), 4), because, veto)
