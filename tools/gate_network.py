"""A small network on the features of a candidate and on what MiniLM makes of its cue and content; see fit_gate.py."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from tokenizers import Tokenizer

from allegedly.link.embed import DIMENSIONS, Embedder

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from allegedly.statements.attribution.candidates import Candidate
    from allegedly.statements.tree import Tree

__all__ = ["Network", "Vectors"]

Chars = tuple[int, int]

_WIDEST = 120
"""Tokens of a sentence that the sentence model is shown around a cue."""
_HIDDEN, _ROUNDS, _BATCH, _DECAY, _DROPPED, _RATE = 32, 20, 64, 0.01, 0.3, 3e-3
"""Units of the hidden layer and how they are trained: the best of six settings, cross-validated on the open articles."""
_SCALE = 3.0
"""Length of a vector beside features of 0 and 1: 3 was better than 1, cross-validated."""


class _States:
    """The sentence model's last states, token by token, with the characters that each token stands for."""

    def __init__(self) -> None:
        embedder = Embedder()
        self._session = embedder._session  # noqa: SLF001 - only this trial asks for single tokens
        self._tokenizer = Tokenizer.from_str(embedder._tokenizer.to_str())  # noqa: SLF001 - likewise
        self._tokenizer.no_truncation()

    def of(self, text: str) -> tuple[NDArray[np.float32], list[Chars]]:
        encoded = self._tokenizer.encode(text)
        ids = np.array([encoded.ids], np.int64)
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        return self._session.run(["last_hidden_state"], feed)[0][0], encoded.offsets


@dataclass(slots=True)
class Vectors:
    """Vectors of candidates: the mean states of MiniLM over the cue's word and over the content, in their sentence."""

    model: _States = field(default_factory=_States)
    text: str = ""
    seen: dict[tuple[int, int], tuple[NDArray[np.float32], list[Chars]]] = field(
        default_factory=dict
    )

    def of(self, tree: Tree, c: Candidate) -> NDArray[np.float64]:
        """The vector of one candidate; each sentence of the text at hand is looked at once."""
        states, places = self._states(tree, c.anchor)
        parts = [[(c.anchor, c.anchor + 1)], c.content]
        means = [_mean(states, places, [tree.chars(run) for run in runs]) for runs in parts]
        return np.concatenate(means) * _SCALE

    def _states(self, tree: Tree, anchor: int) -> tuple[NDArray[np.float32], list[Chars]]:
        if tree.text != self.text:
            self.text, self.seen = tree.text, {}
        first = max(tree.first[anchor], anchor - _WIDEST // 2)
        last = min(tree.last[anchor], anchor + _WIDEST // 2)
        start, end = tree.start[first], tree.end[last - 1]
        if (start, end) not in self.seen:
            states, places = self.model.of(tree.text[start:end])
            self.seen[start, end] = states, [(start + a, start + b) for a, b in places]
        return self.seen[start, end]


def _mean(
    states: NDArray[np.float32], places: list[Chars], spans: list[Chars]
) -> NDArray[np.float64]:
    """The mean state over some characters, of length 1; nothing where the model was not shown them."""
    inside = [
        i for i, (a, b) in enumerate(places) if b > a and any(a < z and b > y for y, z in spans)
    ]
    if not inside:
        return np.zeros(DIMENSIONS)
    mean: NDArray[np.float64] = states[inside].mean(axis=0, dtype=np.float64)
    return mean / np.linalg.norm(mean)


@dataclass(slots=True)
class Network:
    """Features and vectors through one hidden layer, and the features beside it by their weights."""

    inner: NDArray[np.float64]
    bias: NDArray[np.float64]
    outer: NDArray[np.float64]
    weights: NDArray[np.float64]

    @classmethod
    def untrained(cls, vectors: int, weights: NDArray[np.float64]) -> Network:
        """A network that says no more than the weights do."""
        inner = np.random.default_rng(0).normal(0, 0.05, (len(weights) + vectors, _HIDDEN))
        return cls(inner, np.zeros(_HIDDEN), np.zeros(_HIDDEN), weights.copy())

    @property
    def size(self) -> int:
        """How many numbers it holds."""
        return sum(part.size for part in self._parts)

    @property
    def _parts(self) -> list[NDArray[np.float64]]:
        return [self.inner, self.bias, self.outer, self.weights]

    def scores(
        self, features: NDArray[np.float64], vectors: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        """The scores of some candidates: more than nothing is an attribution."""
        hidden = np.maximum(np.hstack([features, vectors]) @ self.inner + self.bias, 0)
        scores: NDArray[np.float64] = hidden @ self.outer + features @ self.weights
        return scores

    def fit(
        self,
        features: NDArray[np.float64],
        vectors: NDArray[np.float64],
        right: NDArray[np.float64],
        pull: float,
    ) -> Network:
        """Train on labelled candidates with Adam; `pull` holds the weights to what they were."""
        random, rows = np.random.default_rng(0), len(right)
        step, start = _Adam(self._parts), self.weights.copy()
        for turn in range(_ROUNDS):
            rate = _RATE * (1 - turn / _ROUNDS)
            for some in np.array_split(random.permutation(rows), max(1, rows // _BATCH)):
                kept = (random.random((len(some), vectors.shape[1])) > _DROPPED) / (1 - _DROPPED)
                lean = self._gradients(features[some], vectors[some] * kept, right[some], random)
                lean[-1] += pull / rows * (self.weights - start)
                step.take(lean, rate)
        return self

    def _gradients(
        self,
        features: NDArray[np.float64],
        vectors: NDArray[np.float64],
        right: NDArray[np.float64],
        random: np.random.Generator,
    ) -> list[NDArray[np.float64]]:
        given = np.hstack([features, vectors])
        raw = given @ self.inner + self.bias
        kept = (random.random(raw.shape) > _DROPPED) / (1 - _DROPPED) * (raw > 0)
        hidden = raw * kept
        off = 1 / (1 + np.exp(-(hidden @ self.outer + features @ self.weights))) - right
        off /= len(right)
        back = np.outer(off, self.outer) * kept
        return [
            given.T @ back + _DECAY * self.inner,
            back.sum(axis=0),
            hidden.T @ off + _DECAY * self.outer,
            features.T @ off,
        ]


class _Adam:
    """Steps down a slope, each number at its own pace (Kingma and Ba, 2015)."""

    def __init__(self, parts: list[NDArray[np.float64]]) -> None:
        self._parts, self._taken = parts, 0
        self._mean = [np.zeros_like(p) for p in parts]
        self._square = [np.zeros_like(p) for p in parts]

    def take(self, gradients: list[NDArray[np.float64]], rate: float) -> None:
        self._taken += 1
        for part, mean, square, lean in zip(
            self._parts, self._mean, self._square, gradients, strict=True
        ):
            mean[:] = 0.9 * mean + 0.1 * lean
            square[:] = 0.999 * square + 0.001 * lean * lean
            pace = np.sqrt(square / (1 - 0.999**self._taken)) + 1e-8
            part[:] = part - rate * mean / (1 - 0.9**self._taken) / pace
