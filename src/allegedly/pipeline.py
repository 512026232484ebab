"""The only file that knows every room: what happens to reports on their own, and to all of them together."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np

from allegedly.ledger import Entry, Store
from allegedly.link import EMBEDDING, Embedder, link, text_to_embed, wanted
from allegedly.model import Reading, Received, Rejected, Report
from allegedly.parse import Parser
from allegedly.read import copies, read
from allegedly.statements.reader import read_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from allegedly.model import Actor, Statement
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
        made = [(r, r if isinstance(r, Rejected) else read(r, self._settings)) for r in received]
        readings = self.readings([report for _, report in made if isinstance(report, Report)])
        for given, report in made:
            if isinstance(report, Rejected):
                yield report
            elif isinstance(given, Received):
                yield self._entry(given, report, next(readings))

    def readings(self, reports: Sequence[Report]) -> Iterator[Reading]:
        """The statements of each report, in order; a report in a language not read has none."""
        texts = [(r.text, r.boilerplate) for r in reports if not r.unread]
        docs = self._parser.parse(texts)
        for report in reports:
            yield Reading(report.id) if report.unread else _reading(report, *next(docs))

    def _entry(self, given: Received, report: Report, reading: Reading) -> Entry:
        """A report on its way into the case, with the vectors that linking it to itself will ask for."""
        names = {a.id: a for a in reading.actors}
        needed = set(wanted([report], reading.statements, reading.actors))
        texts = {text_to_embed(s, names) for s in reading.statements if s.id in needed}
        vectors = embedded(self._embedder, texts)
        return Entry(given.data, report, reading, vectors, EMBEDDING, given.name, self.model)


def embedded(embedder: Embedder, texts: Iterable[str]) -> dict[str, bytes]:
    """The vector of each text, as float32 bytes."""
    ordered = sorted(texts)
    vectors = embedder.vectors(ordered)
    return {text: vector.tobytes() for text, vector in zip(ordered, vectors, strict=True)}


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
    reports, statements, actors = store.reports(), store.statements(), store.actors()
    copied = copies(reports)
    vectors = _vectors(store, reports, statements, actors)
    store.link(
        link(reports, statements, actors, copied, vectors, store.pairs()), copied, reports=None
    )


def _vectors(
    store: Store,
    reports: Sequence[Report],
    statements: Sequence[Statement],
    actors: Sequence[Actor],
) -> dict[str, NDArray[np.float32]]:
    """The vectors that `link` will look at, by statement; those not in the case yet are made and kept."""
    names = {a.id: a for a in actors}
    needed = set(wanted(reports, statements, actors))
    texts = {s.id: text_to_embed(s, names) for s in statements if s.id in needed}
    known = store.vectors(set(texts.values()), EMBEDDING)
    if missing := set(texts.values()) - set(known):
        made = embedded(Embedder(), missing)
        store.keep_vectors(made, EMBEDDING)
        known |= made
    return {i: np.frombuffer(known[text], dtype=np.float32) for i, text in texts.items()}
