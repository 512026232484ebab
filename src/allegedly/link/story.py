"""Which reports tell of one story: near pairs that hold make blocks, and average linkage makes the stories of a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.link.blocks import Blocks
from allegedly.link.cluster import average_linkage
from allegedly.link.outline import UNIT, Pile, day, near, outline, outlined, packed
from allegedly.link.tables import weights

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from allegedly.link.outline import Outline
    from allegedly.model import Report

__all__ = ["nearness", "stories", "stories_of_block", "story_labels", "story_rule"]


def nearness() -> tuple[float, float]:
    """From which cosine on two reports are near, and how many days apart they may lie."""
    limits = weights("story")
    return limits["accept"], limits["window"]


def story_rule() -> str:
    """What outlines and near pairs follow from, besides the reports; other outlines are not comparable."""
    figures = ",".join(f"{name}={value:g}" for name, value in sorted(weights("story").items()))
    return f"1 {figures}"


def stories(reports: Sequence[Report]) -> tuple[tuple[str, ...], ...]:
    """The ids of the reports of each story, in order of id; a report alone is a story of its own."""
    ordered = sorted(reports, key=lambda report: report.id)
    groups = _grouped([outlined(report) for report in ordered])
    return tuple(tuple(ordered[i].id for i in group) for group in groups)


def story_labels(texts: Sequence[tuple[str, str, str | None]]) -> list[int]:
    """For each (title, text, date or None) the number of its story; for measuring."""
    outlines = [packed(outline(title, text), day(date)) for title, text, date in texts]
    labels = [0] * len(texts)
    for number, group in enumerate(_grouped(outlines)):
        for item in group:
            labels[item] = number
    return labels


def stories_of_block(outlines: Sequence[Outline]) -> tuple[tuple[int, ...], ...]:
    """The stories of the reports of one block, by their places; who stands first decides ties.

    Pairs from half of what makes two reports near have a part in a mean; all others count 0.
    """
    if len(outlines) == 1:
        return ((0,),)
    least = weights("story")["accept"]
    scores = {
        (int(other), item): float(cosine) / UNIT
        for item, others, cosines in near(Pile.of(outlines), range(len(outlines)), least / 2)
        for other, cosine in zip(others, cosines, strict=True)
        if other < item
    }
    return average_linkage(len(outlines), scores, least)


def _grouped(outlines: Sequence[Outline]) -> list[tuple[int, ...]]:
    blocks = _blocks(Pile.of(outlines)).of(range(len(outlines)))
    groups = []
    for members in map(sorted, blocks):
        found = stories_of_block([outlines[i] for i in members])
        groups += [tuple(members[i] for i in group) for group in found]
    return sorted(groups)


def _blocks(pile: Pile) -> Blocks:
    found = near(pile, range(len(pile.days)), weights("story")["accept"])
    rows = {item: (others, cosines) for item, others, cosines in found}

    def fetch(items: Iterable[int]) -> Mapping[int, tuple[NDArray[np.int64], NDArray[np.int64]]]:
        return {item: rows[item] for item in items}

    return Blocks(fetch)
