"""Fitting the weights of links: on made pairs it finds what decides, in the scale of those set by hand."""

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tools"))
import fit_links

from allegedly.link.features import FEATURES

NAMES = list(FEATURES)
SIZE = 12


def story(name, told, vetoed=()):
    """Statements 0 to 11, every second of one claim; `told` makes the features of a pair that is the same or not."""
    pairs = tuple((a, b) for a in range(SIZE) for b in range(a + 1, SIZE))
    rows = np.zeros((len(pairs), len(NAMES)))
    for row, (a, b) in zip(rows, pairs, strict=True):
        for feature, value in told((b - a) % 2 == 0).items():
            row[NAMES.index(feature)] = value
    home = {n: f"claim-{n % 2}" for n in range(SIZE)}
    return fit_links.Told(name, pairs, rows, np.array([p in vetoed for p in pairs]), home, SIZE)


@pytest.fixture
def some():
    return [
        story("one", lambda same: {"words": 0.9, "embedding": 0.9} if same else {"words": 0.9}),
        story("two", lambda same: {"embedding": 0.8} if same else {"words": 0.8}),
    ]


def test_what_decides_weighs_more_than_what_does_not(some):
    table = dict(zip(NAMES, fit_links.fitted(some, 1.0), strict=True))
    assert table["embedding"] > 0.60 > table["words"]


def test_a_strong_pull_keeps_the_weights_set_by_hand(some):
    assert fit_links.fitted(some, 1e6) == pytest.approx(fit_links.by_hand(), abs=0.01)


def test_fitted_weights_group_what_belongs_together(some):
    right, wanted, said = fit_links.f1(some[0], fit_links.fitted(some, 0.1))
    assert right == wanted == said == 2 * 15


def test_what_is_forbidden_is_never_joined():
    everything = {(a, b) for a in range(SIZE) for b in range(a + 1, SIZE)}
    one = story("one", lambda _: {"embedding": 1.0, "words": 1.0}, vetoed=everything)
    assert fit_links.f1(one, fit_links.by_hand())[2] == 0
    assert not one.known().any()
