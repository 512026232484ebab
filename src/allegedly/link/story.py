"""Which reports tell of one story: a pure function of two reports, and average linkage against chains.

A report is outlined by the words of its title and lead, weighted by how rare they are in news at large. Those
rarities are frozen and shipped, so that no report changes how near two others are.
"""

from __future__ import annotations

import datetime
import math
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from allegedly.link.cluster import average_linkage
from allegedly.link.tables import weights, words_table
from allegedly.link.words import rarity, raw_words, stem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from allegedly.model import Report

__all__ = ["day", "outline", "reach", "stories", "story_labels"]


def stories(reports: Sequence[Report]) -> tuple[tuple[str, ...], ...]:
    """The ids of the reports of each story, in order of id; a report alone is a story of its own."""
    ordered = sorted(reports, key=lambda report: report.id)
    outlines = [outline(report.title or "", article_text(report)) for report in ordered]
    groups = _grouped(outlines, [day(report.published) for report in ordered])
    return tuple(tuple(ordered[i].id for i in group) for group in groups)


def reach(reports: Sequence[Report], touched: Collection[str]) -> frozenset[str]:
    """The ids of all reports whose story can be another one for the sake of the touched ones.

    Those are the reports that a chain of near pairs joins to a touched one: no story crosses such a chain's
    end, so the `stories` of what is reached, and of the rest, are together the stories of all.
    """
    ordered = sorted(reports, key=lambda report: report.id)
    outlines = [outline(report.title or "", article_text(report)) for report in ordered]
    joined: dict[int, list[int]] = defaultdict(list)
    for (a, b), _ in _pairs(outlines, [day(report.published) for report in ordered]):
        joined[a].append(b)
        joined[b].append(a)
    waiting = [i for i, report in enumerate(ordered) if report.id in touched]
    found = set(waiting)
    while waiting:
        new = set(joined[waiting.pop()]) - found
        found |= new
        waiting += new
    return frozenset(ordered[i].id for i in found)


def story_labels(texts: Sequence[tuple[str, str, str | None]]) -> list[int]:
    """For each (title, text, date or None) the number of its story; for measuring."""
    outlines = [outline(title, text) for title, text, _ in texts]
    labels = [0] * len(texts)
    for number, group in enumerate(_grouped(outlines, [day(date) for *_, date in texts])):
        for item in group:
            labels[item] = number
    return labels


def outline(title: str, text: str) -> Mapping[str, float]:
    """The words that tell most in a title and a lead, as a vector of length 1, in alphabetical order."""
    limits = weights("story")
    stop = words_table().stop
    counts: dict[str, float] = defaultdict(float)
    rarest: dict[str, float] = {}
    for word, weight in _weighted(title, text, int(limits["lead"]), limits["title"]):
        if word not in stop:
            root = stem(word)
            counts[root] += weight
            rarest[root] = max(rarest.get(root, 0.0), rarity(word))
    weighted = {root: math.log1p(count) * rarest[root] for root, count in counts.items()}
    best = sorted(weighted.items(), key=lambda pair: (-pair[1], pair[0]))[: int(limits["keep"])]
    length = math.sqrt(sum(weight * weight for _, weight in best)) or 1.0
    return {root: weight / length for root, weight in sorted(best)}


def day(published: str | None) -> float:
    """A publication date as a number of days; not a number where there is none (or only a month)."""
    try:
        return float(datetime.date.fromisoformat((published or "")[:10]).toordinal())
    except ValueError:
        return float("nan")


def article_text(report: Report) -> str:
    """The text of a report without its boilerplate."""
    text, end = [], 0
    for mark in sorted(report.boilerplate):
        text.append(report.text[end : max(end, mark.span.start)])
        end = max(end, mark.span.end)
    return "\n".join([*text, report.text[end:]])


def _weighted(title: str, text: str, lead: int, weight: float) -> Iterator[tuple[str, float]]:
    for word in raw_words(title):
        yield word, weight
    for word, _ in zip(raw_words(text), range(lead), strict=False):
        yield word, 1.0


def _grouped(
    outlines: Sequence[Mapping[str, float]], days: Sequence[float]
) -> tuple[tuple[int, ...], ...]:
    return average_linkage(len(outlines), dict(_pairs(outlines, days)), weights("story")["accept"])


def _pairs(
    outlines: Sequence[Mapping[str, float]], days: Sequence[float]
) -> Iterator[tuple[tuple[int, int], float]]:
    """Pairs near enough to have a part in a story; all others count 0."""
    limits = weights("story")
    return _near(outlines, np.array(days), limits["accept"] / 2, limits["window"])


def _near(
    outlines: Sequence[Mapping[str, float]], days: NDArray[np.float64], least: float, window: float
) -> Iterator[tuple[tuple[int, int], float]]:
    """Yield ((a, b), cosine) for all pairs at least as near as `least` and no further apart than the window."""
    index: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for item, words in enumerate(outlines):
        for word, weight in words.items():
            index[word].append((item, weight))
    columns = {
        word: (np.array([i for i, _ in rows]), np.array([w for _, w in rows]))
        for word, rows in index.items()
        if len(rows) > 1
    }
    for item, words in enumerate(outlines):
        cosines = np.zeros(len(outlines))
        for word, weight in words.items():
            if word in columns:
                rows, values = columns[word]
                cosines[rows] += weight * values
        # An undated report is near everything: a comparison with "not a number" is never true.
        cosines[np.abs(days - days[item]) > window] = 0.0
        for other in np.flatnonzero(cosines[:item] >= least):
            yield (int(other), item), float(cosines[other])
