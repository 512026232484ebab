"""The vector of a text depends on that text alone."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.errors import ModelMissing
from allegedly.link import Embedder
from allegedly.link.embed import DIMENSIONS

TEXTS = [
    "The ferry left the harbour at noon.",
    "Norland: forty rockets were fired at the port",
    "Bakers won the prize.",
    "The ferry left the harbor at midday.",
    "Nine dead.",
    "",
    "Ten dead.",
    "A strike at the mines of Osterby goes into its third week, the union says, with no talks planned.",
] * 5


def test_the_vendored_tokenizer_is_the_one_that_its_readme_names():
    folder = files("allegedly") / "vendor" / "minilm"
    digest = hashlib.sha256((folder / "tokenizer.json").read_bytes()).hexdigest()
    assert digest == "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037"
    assert digest in (folder / "README.md").read_text("utf8")
    assert "Apache License" in (folder / "LICENSE").read_text("utf8")


def test_vectors_have_length_one_and_keep_the_order(embedder):
    vectors = embedder.vectors(TEXTS)
    assert vectors.shape == (len(TEXTS), DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert embedder.vectors([]).shape == (0, DIMENSIONS)


def test_neither_the_batch_nor_the_order_changes_a_bit(embedder):
    together = embedder.vectors(TEXTS)
    alone = np.vstack([embedder.vectors([text]) for text in TEXTS])
    backwards = embedder.vectors(TEXTS[::-1])[::-1]
    assert np.array_equal(together, alone)
    assert np.array_equal(together, backwards)


def test_a_rewording_is_nearer_than_another_topic(embedder):
    first, _, bakers, again, *_ = embedder.vectors(TEXTS)
    assert first @ again > 0.8 > first @ bakers


def test_a_long_text_is_cut(embedder):
    long, longer = embedder.vectors(["rockets " * 100, "rockets " * 5000])
    assert np.array_equal(long, longer)


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_a_vector(embedder, text):
    assert np.isfinite(embedder.vectors([text])).all()


def test_a_missing_package_names_the_way_out(monkeypatch):
    monkeypatch.setattr("allegedly.link.embed._ASSET", "no_such_package")
    with pytest.raises(ModelMissing, match="make install"):
        Embedder()
