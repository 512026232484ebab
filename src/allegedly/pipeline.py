"""The only file that knows every room: what happens to reports on their own, and to all of them together."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np

from allegedly.ledger import Entry, Store
from allegedly.link import EMBEDDING, Embedder, link, text_to_embed
from allegedly.model import Reading, Received, Rejected, Report
from allegedly.parse import Parser
from allegedly.read import copies, read
from allegedly.statements import read_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from allegedly.settings import Settings

__all__ = ["Reader", "relink"]

logger = logging.getLogger(__name__)


class Reader:
    """Bytes -> entries for the ledger, one report at a time: read, parse, statements, embed. Holds the models."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._parser = Parser(settings.model)
        self._embedder = Embedder()

    @property
    def model(self) -> str:
        """Name and version of the language model."""
        return self._parser.name

    def entries(self, received: Iterable[Received | Rejected]) -> Iterator[Entry | Rejected]:
        """What each input becomes, in order."""
        inputs = list(received)
        answers = [r if isinstance(r, Rejected) else read(r, self._settings) for r in inputs]
        readings = self.readings([a for a in answers if isinstance(a, Report)])
        for given, answer in zip(inputs, answers, strict=True):
            if isinstance(answer, Rejected) or isinstance(given, Rejected):
                yield answer if isinstance(answer, Rejected) else given
            else:
                reading = next(readings)
                yield Entry(given.data, answer, reading, self._vectors(reading), EMBEDDING)

    def readings(self, reports: Sequence[Report]) -> Iterator[Reading]:
        """The statements of each report, in order; a report in a language not read has none."""
        texts = [(r.text, r.boilerplate) for r in reports if not r.unread]
        docs = self._parser.parse(texts)
        for report in reports:
            yield Reading(report.id) if report.unread else _reading(report, *next(docs))

    def _vectors(self, reading: Reading) -> dict[str, bytes]:
        actors = {a.id: a for a in reading.actors}
        texts = sorted({text_to_embed(s, actors) for s in reading.statements if s.proposition})
        vectors = self._embedder.vectors(texts)
        return {text: vector.tobytes() for text, vector in zip(texts, vectors, strict=True)}


def _reading(report: Report, doc: Doc, cuts: tuple[int, ...]) -> Reading:
    """Read one report; should a rule fail on it, the report is kept without statements and the log says so."""
    try:
        return read_statements(report, doc, cuts)
    except Exception:  # one report never costs a batch, whatever its text does to our rules
        logger.exception("no statements could be read from report %s", report.id)
        return Reading(report.id)


def relink(store: Store) -> None:
    """Link what was added or removed since the last time; a sound case is left alone.

    Links are computed from scratch from all reports, so that the order of arrival cannot matter; the ledger
    writes the differences only.
    """
    if not store.unlinked():
        return
    reports, actors = store.reports(), {a.id: a for a in store.actors()}
    statements = store.statements()
    texts = {s.id: text_to_embed(s, actors) for s in statements if s.proposition}
    stored = store.vectors(set(texts.values()), EMBEDDING)
    missing = sorted(set(texts.values()) - set(stored))
    if missing:  # imported statements come without vectors
        new = Embedder().vectors(missing)
        stored |= {text: vector.tobytes() for text, vector in zip(missing, new, strict=True)}
    vectors = {i: np.frombuffer(stored[text], dtype=np.float32) for i, text in texts.items()}
    copied = copies(reports)
    linked = link(reports, statements, tuple(actors.values()), copied, vectors, store.pairs())
    store.link(linked, copied, reports=None)
