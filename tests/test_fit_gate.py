"""The comparison of gates: fitting on toy data, and that its page names the gate that is shipped."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import fit_gate
import gate_sets
from gate_examples import Example, Lesson
from gate_network import Network

from allegedly.statements.attribution import find as attribution
from allegedly.statements.attribution import gate
from allegedly.statements.attribution.candidates import candidates
from allegedly.statements.tree import Tree

PAGE = Path(__file__).resolve().parents[1] / "docs" / "gates.md"


@pytest.fixture
def toy():
    """Forty rows of two features and a start; the first feature decides, the second is noise."""
    rows = np.random.default_rng(1).normal(size=(40, 3))
    rows[:, 2] = 1.0
    return rows, (rows[:, 0] > 0).astype(float)


def test_weights_that_start_from_nothing_separate_what_can_be_separated(toy):
    rows, right = toy
    weights = fit_gate.fitted(rows, right, np.zeros(3), pull=0.1)
    assert ((rows @ weights > 0) == (right > 0)).mean() >= 0.95
    assert weights[0] > 5 * abs(weights[1])


def test_fitting_twice_gives_the_same_bits(toy):
    rows, right = toy
    once, again = (fit_gate.fitted(rows, right, np.zeros(3), pull=1.0) for _ in range(2))
    assert once.tobytes() == again.tobytes()


def test_a_strong_pull_leaves_weights_where_they_start(toy):
    rows, right = toy
    start = np.array([-1.0, 0.5, 0.25])
    loose, tight = (fit_gate.fitted(rows, right, start, pull) for pull in (1.0, 1e6))
    assert np.abs(tight - start).max() < 1e-3 < np.abs(loose - start).max()


def test_no_row_is_scored_by_a_fit_that_has_seen_its_article():
    articles = ["a", "a", "b", "c", "c", "c"]
    seen = []

    def fit(some):
        seen.append({a for a, s in zip(articles, some, strict=True) if s})
        return lambda others: np.full(others.sum(), float(len(seen)))

    scores = fit_gate.cross_validated(articles, fit)
    assert seen == [{"b", "c"}, {"a", "c"}, {"a", "b"}]
    assert scores.tolist() == [1, 1, 2, 3, 3, 3]


def test_an_untrained_network_says_what_the_weights_say_and_training_learns_from_vectors(toy):
    vectors, right = toy
    features = np.ones((40, 1))
    network = Network.untrained(3, np.array([0.5]))
    assert network.scores(features, vectors).tolist() == [0.5] * 40
    for _ in range(10):
        network.fit(features, vectors, right, pull=1.0)
    assert ((network.scores(features, vectors) > 0) == (right > 0)).mean() >= 0.9


def test_an_interval_is_of_the_difference_over_the_same_texts():
    many = np.array([(5, 8, 10)] * 12)
    more = many + np.array([1, 1, 0])
    assert gate_sets.interval(many, many) == (0.0, 0.0)
    low, high = gate_sets.interval(more, many)
    assert low == high == pytest.approx(gate_sets.f1(more) - gate_sets.f1(many))


def test_a_gate_on_trial_decides_only_meanwhile():
    trial = fit_gate.Trial(fit_gate.by_hand, fit_gate.every_known)
    with gate_sets.using(trial):
        assert attribution.gate is trial
    assert attribution.gate is gate


@pytest.mark.model
def test_a_trial_with_the_weights_set_by_hand_decides_as_the_shipped_gate_does(parser):
    text = (
        "Mayor Ada Quill denied that the bridge was closed, and her clerk declined to say why. "
        '"He told me the ferry was late," said Ivo Marn, who could appeal. I think it rained. '
        "Officials worried about a flood said the union had demanded talks."
    )
    ((doc, _),) = parser.parse([(text, ())])
    tree = Tree.of(doc)
    found = list(candidates(tree))
    both = [Example("x", tree, c, True, nested) for c in found for nested in (False, True)]
    lesson = Lesson(both, fit_gate.by_hand)
    row = fit_gate.linear("x", lesson, 1e9, lesson.by_hand)
    decided = [(row.trial.passes(tree, c), row.trial.passes_nested(tree, c)) for c in found]
    assert decided == [(gate.passes(tree, c), gate.passes_nested(tree, c)) for c in found]
    assert {True, False} == {passed for passed, _ in decided}


def test_the_page_names_the_gate_that_is_shipped():
    text = PAGE.read_text("utf8")
    assert f"Shipped: **{fit_gate.SHIPPED}** ([gate.toml]" in text
    assert f"| **{fit_gate.SHIPPED}** |" in text
    assert "python tools/fit_gate.py > docs/gates.md" in text
