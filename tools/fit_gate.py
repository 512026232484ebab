"""Measure the gate beside others: none, fitted ones, and networks; not needed at run time.

python tools/fit_gate.py > docs/gates.md       takes about ten minutes and the measuring sets of CONTRIBUTING.md

Fitted on the open articles of tests/gold (ours, CC BY 4.0) alone. Everything else is only measured.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gate_examples import Example, Lesson, examples
from gate_features import Features, by_hand, everything, nested, some_more
from gate_network import Network, Vectors
from gate_sets import DRAWS, Measured, f1, interval, measured, texts

from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from allegedly.statements.attribution.candidates import Candidate
    from allegedly.statements.tree import Tree

__all__ = ["Trial", "cross_validated", "fitted", "linear"]

FREE, HELD = 3.0, 100.0
"""Penalties: of weights that start from nothing, and of weights held to those set by hand. Less fits the articles
better and polnear.dev worse; 50 and 200 give the same within the intervals."""
_DOUBT = 0.5
"""Hand-set scores up to this, either way, are in doubt; the page says how many are."""
_FOLDS, _STEPS = 8, 50


# --- fitting ----------------------------------------------------------------------------------------


def fitted(
    rows: NDArray[np.float64], right: NDArray[np.float64], start: NDArray[np.float64], pull: float
) -> NDArray[np.float64]:
    """Weights by logistic regression, by Newton's method; `pull` holds them to where they start (L2)."""
    weights = start.copy()
    for _ in range(_STEPS):
        chance = _chance(rows @ weights)
        slope = rows.T @ (chance - right) + pull * (weights - start)
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + pull * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-9:
            break
    return weights


def _chance(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    chance: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    return chance


def cross_validated(
    articles: Sequence[str],
    fit: Callable[[NDArray[np.bool_]], Callable[[NDArray[np.bool_]], NDArray[np.float64]]],
) -> NDArray[np.float64]:
    """The score of each row by a fit that has seen no row of its article.

    `fit` takes the rows to learn from, as a mask, and answers what scores rows, likewise.
    """
    names = sorted(set(articles))
    scores = np.zeros(len(articles))
    for fold in range(min(_FOLDS, len(names))):
        test = np.isin(articles, names[fold::_FOLDS])
        scores[test] = fit(~test)(test)
    return scores


# --- the gates that are compared --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trial:
    """A gate on trial: the functions of `allegedly.statements.attribution.gate`, with other features and another score."""

    features: Callable[[Tree, Candidate], Features]
    score: Callable[[Tree, Candidate, Features], float]

    def passes(self, tree: Tree, c: Candidate) -> bool:
        """Whether the candidate is an attribution."""
        held = self.features(tree, c)
        sure = _always(c) and not {"in-quotation", "refused"} & held.keys()
        return sure or self.score(tree, c, held) > 0

    def passes_nested(self, tree: Tree, c: Candidate) -> bool:
        """Likewise in another's content."""
        held = nested(c, self.features(tree, c))
        return held is not None and (_always(c) or self.score(tree, c, held) > 0)

    def parts(self, *_: object) -> Features:
        """No reasons: a trial is measured, not explained."""
        return {}

    def probability(self, _: Features) -> float:
        """Likewise no probability."""
        return 1.0


def _always(c: Candidate) -> bool:
    return c.entry is not None and c.entry.sense in table("gate")["always"]


def every_known(_tree: Tree, c: Candidate, held: Features) -> float:
    """No gate: every word that the lexicon knows, but in another's quotation."""
    return 1.0 if c.entry is not None and "in-quotation" not in held else -1.0


class Row(NamedTuple):
    """One line of the page: a gate, how many numbers it holds, and how well it decides over the open articles."""

    name: str
    trial: Trial | None
    size: int
    decided: float


SHIPPED = "set by hand"


def gates(found: list[Example]) -> Iterator[Row]:
    """The gates in the order of the page."""
    hand = Lesson(found, by_hand)
    known = Trial(by_hand, every_known)
    passed = np.array(
        [every_known(e.tree, e.candidate, by_hand(e.tree, e.candidate)) for e in hand.examples]
    )
    yield Row("none: every known cue", known, 0, _f1(passed, hand.right))
    said = int(np.count_nonzero(hand.by_hand))
    yield Row(SHIPPED, None, said, _f1(hand.rows @ hand.by_hand, hand.right))
    yield linear("fitted from nothing", hand, FREE, np.zeros(len(hand.names)))
    yield linear("fitted around the hand's", hand, HELD, hand.by_hand)
    for name, features in (
        ("... with sense, dependency and length", some_more),
        ("... with everything that was tried", everything),
    ):
        lesson = Lesson(found, features)
        yield linear(name, lesson, HELD, lesson.by_hand)
    yield from _networks(lesson)


def linear(name: str, lesson: Lesson, pull: float, start: NDArray[np.float64]) -> Row:
    """A gate of weights that are fitted from where they start."""

    def fit(some: NDArray[np.bool_]) -> Callable[[NDArray[np.bool_]], NDArray[np.float64]]:
        weights = fitted(lesson.rows[some], lesson.right[some], start, pull)
        return lambda others: lesson.rows[others] @ weights

    weights = fitted(lesson.rows, lesson.right, start, pull)
    by_name = dict(zip(lesson.names, weights.tolist(), strict=True))
    decided = _f1(cross_validated(lesson.articles, fit), lesson.right)
    return Row(name, Trial(lesson.features, partial(_sum, by_name)), len(weights), decided)


def _sum(weights: Features, _tree: Tree, _c: Candidate, held: Features) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in held.items())


def _networks(lesson: Lesson) -> Iterator[Row]:
    vectors = Vectors()
    shown = np.array([vectors.of(e.tree, e.candidate) for e in lesson.examples])

    def trained(some: NDArray[np.bool_]) -> Network:
        start = Network.untrained(shown.shape[1], lesson.by_hand)
        return start.fit(lesson.rows[some], shown[some], lesson.right[some], HELD)

    def fit(some: NDArray[np.bool_]) -> Callable[[NDArray[np.bool_]], NDArray[np.float64]]:
        network = trained(some)
        return lambda others: network.scores(lesson.rows[others], shown[others])

    decided = _f1(cross_validated(lesson.articles, fit), lesson.right)
    network = trained(np.ones(len(shown), bool))
    share = np.mean(np.abs(lesson.rows @ lesson.by_hand) <= _DOUBT)
    for name, doubt in (("every candidate", np.inf), (f"the {share:.0%} in doubt", _DOUBT)):
        judge = Judge(lesson, network, doubt)
        yield Row(f"network, {name}", Trial(lesson.features, judge.score), network.size, decided)


@dataclass(frozen=True, slots=True)
class Judge:
    """A network that decides what the weights set by hand leave in doubt."""

    lesson: Lesson
    network: Network
    doubt: float
    vectors: Vectors = field(default_factory=Vectors)

    def score(self, tree: Tree, c: Candidate, held: Features) -> float:
        """The score of one candidate."""
        row = self.lesson.row(held)
        plain = float(row @ self.lesson.by_hand)
        if abs(plain) > self.doubt:
            return plain
        shown = self.vectors.of(tree, c)
        return float(self.network.scores(row[None, :], shown[None, :])[0])


def _f1(scores: NDArray[np.float64], right: NDArray[np.float64]) -> float:
    """F1 in percent of what scores more than nothing."""
    both = np.sum((scores > 0) & (right > 0))
    return float(200 * both / max(1, np.sum(scores > 0) + np.sum(right)))


# --- the page ---------------------------------------------------------------------------------------


def main() -> None:
    """Print docs/gates.md."""
    found = list(examples(texts("articles", held=False)))
    rows = [(row, measured(row.trial)) for row in gates(found)]
    sys.stdout.write(page(rows, found))


def page(rows: list[tuple[Row, Measured]], found: list[Example]) -> str:
    """docs/gates.md."""
    base = next(reached for row, reached in rows if row.name == SHIPPED)
    names = list(base.sets)
    lines = "\n".join(_line(row, reached, base) for row, reached in rows)
    better = [row.name for row, reached in rows if _better(reached, base)]
    return f"""# Gates

Written by `python tools/fit_gate.py > docs/gates.md`; no figure here is typed by hand. Patterns propose candidates, a
gate says which of them are attributions. Several gates were measured on the same candidates. Fitted ones have seen
the {len({e.article for e in found})} open articles of [tests/gold](../tests/gold/README.md) ({len(found):,} candidates, {sum(e.right for e in found)} of them
attributions) and nothing else.

Shipped: **{SHIPPED}** ([gate.toml](../src/allegedly/statements/lexicon/gate.toml)).

| gate | numbers in it | decided right, open articles | {" | ".join(names)} | gold: claims | ms an article |
|---|---|---|{"---|" * len(names)}---|---|
{lines}

F1 in percent: of attributions in our own texts (as `tests/gold/score.py` counts), of match50 on PolNeAR (as `bench/predict.py`
and its scorer), of claims in the gold. In brackets the difference to the gate set by hand, and between what 95 % of
{DRAWS:,} draws of the texts put it. "Decided right" is F1 over single candidates; of fitted gates cross-validated by
article. Milliseconds are of the processor from a parsed article of polnear.dev to its attributions; parsing is not in
them and costs the same for all.

The rule, set before measuring: another gate is shipped if it is better on the held articles (the whole interval above
nothing) and lower on no other set. Those that meet it: {", ".join(better) or "none"}.

What the table says:

- What fitting gains on our own texts it loses on PolNeAR, which others annotated: so few articles teach a gate the
  habits of who annotated them along with the language.
- Weights that start from those set by hand do better on texts of others than weights that start from nothing.
- The network gains most on our held articles and loses on most of the others, for many times the work of any other gate.
  In doubt is a candidate whose
  hand-set weights add up to no more than {_DOUBT:g} either way.
"""


def _line(row: Row, reached: Measured, base: Measured) -> str:
    cells = [_cell(reached.sets[name], base.sets[name]) for name in base.sets]
    name = f"**{row.name}**" if row.name == SHIPPED else row.name
    return (
        f"| {name} | {row.size:,} | {row.decided:.1f} | {' | '.join(cells)} "
        f"| {100 * reached.claims:.1f} | {reached.milliseconds:.0f} |"
    )


def _cell(counts: NDArray[np.int_], base: NDArray[np.int_]) -> str:
    if counts is base:
        return f"{f1(counts):.1f}"
    low, high = interval(counts, base)
    return f"{f1(counts):.1f} ({f1(counts) - f1(base):+.1f}; {low:+.1f} to {high:+.1f})"


def _better(reached: Measured, base: Measured) -> bool:
    first, *others = base.sets
    above = interval(reached.sets[first], base.sets[first])[0] > 0
    return (
        above
        and reached.claims >= base.claims
        and all(f1(reached.sets[name]) >= f1(base.sets[name]) for name in others)
    )


if __name__ == "__main__":
    main()
