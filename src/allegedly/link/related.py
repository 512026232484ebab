"""Pairs of statements that come near each other and were not joined, each with the reason in words."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from allegedly.link.features import FEATURES, VETOES
from allegedly.link.figures import conflict
from allegedly.link.judged import NOTHING
from allegedly.link.tables import weights
from allegedly.model import Related

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from allegedly.link.compare import Comparison
    from allegedly.link.grouping import Groups
    from allegedly.link.scene import Scene
    from allegedly.link.views import View
    from allegedly.model import Judged

__all__ = ["explanations", "related"]

_JUDGED = "judged to be different"
_DENIALS = "two denials of different things"
_MEAN = "joined would draw the mean of a group below {accept:.2f}: not every member is near to every other"
_LEAST = "score {score:.2f} of {accept:.2f} asked, least for: {least}"
_VETOES = {
    "polarity": "one denies",
    "figure_conflict": "figures that cannot both hold: {figures}",
    "roles": "roles turned round",
    "opposed": "deeds that undo each other",
    "nested": "one is told inside the other",
    "other_ends": "between other places",
}
_NAMED = 2
"""How many features a reason names: those that count most against the two, else those that might have counted for them."""
_TELLING = ("words", "predicate", "participant", "source")
"""What two statements of one claim mostly have in common."""


def explanations() -> dict[str, str]:
    """Feature or veto -> the sentence that explains it to a reader."""
    return {
        name: " ".join((feature.__doc__ or "").split())
        for name, feature in {**FEATURES, **VETOES}.items()
    }


def related(
    scene: Scene,
    comparisons: Mapping[tuple[int, int], Comparison],
    groups: Groups,
    judged: Judged = NOTHING,
) -> Iterator[Related]:
    """Yield the near misses of a story: compared, scored at least `claim.related`, and in two claims."""
    home = {item: number for number, group in enumerate(groups) for item in group}
    different = {frozenset((a, b)) for a, b, verdict in judged.pairs if verdict == "different"}
    for (i, j), comparison in comparisons.items():
        if home[i] != home[j] and comparison.score >= weights("claim")["related"]:
            one, other = scene.views[i], scene.views[j]
            a, b = sorted((one.id, other.id))
            why = _JUDGED if {a, b} in different else _why(one, other, comparison)
            yield Related(a, b, comparison.because, why)


def _why(a: View, b: View, comparison: Comparison) -> str:
    """Why two statements were not joined: what forbids it, too low a score, or the company they are in."""
    if comparison.veto:
        return _VETOES[comparison.veto].format(figures=_figures(a, b))
    if a.denies:
        return _DENIALS
    accept = weights("claim")["accept"]
    if comparison.score >= accept:
        return _MEAN.format(accept=accept)
    return _LEAST.format(score=comparison.score, accept=accept, least=_least(comparison))


def _figures(a: View, b: View) -> str:
    """The first two figures that cannot both hold."""
    pairs = ((x, y) for x, y in product(a.figures, b.figures) if conflict(x, y))
    x, y = next(pairs, (None, None))
    return f"{x.printed:,g} and {y.printed:,g}" if x and y else ""


def _least(comparison: Comparison) -> str:
    """What counts most against the two; where nothing does, what two statements of one claim mostly share and these do not."""
    against = sorted((value, name) for name, value in comparison.because if value < 0)
    named = [f"{name} ({value:+.2f})" for value, name in against]
    there = {name for name, _ in comparison.because}
    named += [f"{name} (0)" for name in _TELLING if name not in there]
    return ", ".join(named[:_NAMED]) or _weakest(comparison)


def _weakest(comparison: Comparison) -> str:
    name, value = min(
        comparison.because, key=lambda part: (part[1] / weights("weights")[part[0]], part[0])
    )
    return f"{name} ({value:+.2f})"
