#!/usr/bin/env python3
"""Fit the weights of `link` on the open stories of tests/gold, beside those set by hand: `python tools/fit_links.py`.

Logistic regression over the pairs that are compared, drawn toward the weights set by hand; scaled so that the border
stands where `claim.accept` does, so that what it prints could stand in `weights.toml`. Every story is linked once with
weights fitted on all others and once with those set by hand; the figures are pairwise F1 over assertions. Nothing that
this prints ships by itself: the files called held, and the gold, decide.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

HERE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HERE / "bench"), str(HERE / "tests" / "gold")]
import linked
import links
from beside import Linked

from allegedly.ledger import from_json
from allegedly.link import Embedder, stories, wanted
from allegedly.link.cluster import average_linkage
from allegedly.link.features import FEATURES, VETOES
from allegedly.link.roots import Roots
from allegedly.link.scene import Scene
from allegedly.link.tables import weights
from allegedly.link.views import views

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from allegedly.model import Ledger

__all__ = ["Told", "f1", "fitted", "told"]

_PULL = (4.0, 15.0)
"""How strongly the fit is drawn toward the weights set by hand."""
_VETO = -100.0


@dataclass(frozen=True, slots=True)
class Told:
    """The assertions of one story as they are compared: features of each pair, and which claim each stands in."""

    story: str
    pairs: tuple[tuple[int, int], ...]
    features: NDArray[np.float64]
    vetoed: NDArray[np.bool_]
    home: Mapping[int, str]
    """Number of a statement -> its claim in the gold, where it counts."""
    count: int

    def known(self) -> NDArray[np.bool_]:
        """Which pairs teach something: both statements count, and nothing forbids to join them."""
        counted = [a in self.home and b in self.home for a, b in self.pairs]
        return np.array(counted, bool) & ~self.vetoed

    def same(self) -> NDArray[np.float64]:
        """Which pairs are of one claim."""
        return np.array([self.home.get(a, a) == self.home.get(b, b) for a, b in self.pairs], float)


def told(how: str) -> Iterator[Told]:
    """Yield the open stories, read from their texts (`how` is empty) or with their statements "given"."""
    said = linked.ledger_of("stories", how)
    ledger = from_json(said)
    scenes = list(_scenes(ledger))
    for story in links.chosen("stories", held=False):
        found = Linked([story], said)
        home = {
            i: found.home[k].id
            for i, k in found.found.items()
            if k in found.home and k in found.counted
        }
        for scene in scenes:
            if not home.keys().isdisjoint(scene.place):
                yield _told(story.id, scene, home)


def _told(story: str, scene: Scene, home: Mapping[str, str]) -> Told:
    pairs = tuple(p for p in scene.pairs() if not scene.views[p[0]].denies)
    compared = [scene.pair(*p) for p in pairs]
    return Told(
        story,
        pairs,
        np.array([[f(p) for f in FEATURES.values()] for p in compared]).reshape(-1, len(FEATURES)),
        np.array([any(v(p) for v in VETOES.values()) for p in compared], bool),
        {n: home[v.id] for n, v in enumerate(scene.views) if v.id in home and not v.denies},
        len(scene.views),
    )


def _scenes(ledger: Ledger) -> Iterator[Scene]:
    embedder, roots = Embedder(), Roots(ledger.actors)
    needed = wanted(ledger.reports, ledger.statements, ledger.actors)
    vectors = {i: embedder.vectors(texts) for i, texts in needed.items()}
    reports = {r.id: r for r in ledger.reports}
    shared = [s for s in ledger.statements if s.proposition]
    for story in stories(ledger.reports):
        found = [
            v for r in story for v in views(reports[r], [s for s in shared if s.report == r], roots)
        ]
        yield Scene(found, vectors)


def fitted(some: Sequence[Told], pull: float) -> NDArray[np.float64]:
    """Weights fitted on some stories, in the scale of those set by hand."""
    hand, accept = by_hand(), weights("claim")["accept"]
    rows = np.vstack([t.features[t.known()] for t in some])
    right = np.concatenate([t.same()[t.known()] for t in some])
    rows = np.hstack([rows, np.ones((len(rows), 1))])
    start = np.append(hand, -accept) * _scale(rows @ np.append(hand, -accept), right)
    found = start.copy()
    for _ in range(50):  # Newton's method
        odds = _logistic(rows @ found)
        slope = rows.T @ (odds - right) + pull * (found - start)
        bend = (rows * (odds * (1 - odds))[:, None]).T @ rows + pull * np.eye(len(found))
        found -= np.linalg.solve(bend, slope)
    scaled: NDArray[np.float64] = found[:-1] * (accept / -found[-1])
    return scaled


def by_hand() -> NDArray[np.float64]:
    """The weights of `weights.toml`, in the order of the features."""
    return np.array([weights("weights")[name] for name in FEATURES])


def _scale(scores: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """By how much the scores have to be stretched to be log-odds."""
    stretch = 3.0
    for _ in range(50):
        odds = _logistic(stretch * scores)
        stretch -= float(scores @ (odds - right) / ((scores**2) * odds * (1 - odds)).sum())
    return stretch


def _logistic(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return 1 / (1 + np.exp(-np.clip(values, -30, 30)))


def f1(one: Told, table: NDArray[np.float64]) -> tuple[int, int, int]:
    """Pairs that are right, wanted and said when a story is grouped with these weights."""
    scores = np.where(one.vetoed, _VETO, one.features @ table)
    by_pair = dict(zip(one.pairs, map(float, scores), strict=True))
    groups = average_linkage(one.count, by_pair, weights("claim")["accept"])
    said = {p for g in groups for p in combinations([i for i in g if i in one.home], 2)}
    wanted_ = {p for p in combinations(sorted(one.home), 2) if one.home[p[0]] == one.home[p[1]]}
    return len(said & wanted_), len(wanted_), len(said)


def _left_out(every: Sequence[Told], pull: float | None) -> float:
    """F1 over all stories, each with weights fitted on the others; with those set by hand where nothing pulls."""
    counts = np.zeros(3)
    for one in every:
        others = [t for t in every if t.story != one.story]
        counts += f1(one, by_hand() if pull is None else fitted(others, pull))
    return float(2 * counts[0] / (counts[1] + counts[2]))


def main() -> None:
    """Print the figures, then the weights fitted on all open stories beside those set by hand."""
    every = {how: list(told(how)) for how in ("", "given")}
    both = [t for some in every.values() for t in some]
    for how, some in every.items():
        print(
            f"{'statements given' if how else 'from texts'}: by hand {_left_out(some, None):.3f}",
            end="",
        )
        print("".join(f", fitted (pull {p:g}) {_left_out(some, p):.3f}" for p in _PULL))
    tables = [fitted(both, pull) for pull in _PULL]
    for number, name in enumerate(FEATURES):
        row = "".join(f"{table[number]:9.3f}" for table in (by_hand(), *tables))
        print(f"{name:18}{row}")


if __name__ == "__main__":
    main()
