"""The only file that knows every room: what happens to reports on their own; `linking` is for all of them together."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.ledger import Entry
from allegedly.link import EMBEDDING, Embedder, wanted
from allegedly.linking import embedded, linked_as_of, relink
from allegedly.model import Given, Reading, Received, Rejected, Report
from allegedly.parse import Parser
from allegedly.read import read
from allegedly.statements.reader import read_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from allegedly.settings import Settings

__all__ = ["Reader", "linked_as_of", "relink"]

logger = logging.getLogger(__name__)
logger.addHandler(logging.NullHandler())  # the summary tells; who wants the traceback asks for it


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
        """The statements of each report, in order; one in a language not read, or that fails a rule, has none."""
        texts = [(r.text, r.boilerplate) for r in reports if not r.unread]
        with self._parser.forgetting():
            docs = self._parser.parse(texts)
            for report in reports:
                yield Reading(report.id) if report.unread else _reading(report, *next(docs))

    def _entry(self, given: Received, report: Report, reading: Reading) -> Entry:
        """A report on its way into the case, with the vectors that linking it to itself will ask for."""
        unread = "failed" if reading.failed else report.unread
        report = replace(report, unread=unread, cuts=reading.cuts)
        needed = wanted([report], reading.statements, reading.actors)
        texts = {text for own in needed.values() for text in own}
        vectors = embedded(self._embedder, texts)
        came = Given(given.name, given.media, given.metadata, decoded=given.text is not None)
        entry = Entry(given.data, report, reading, vectors, EMBEDDING, given.name, self.model)
        return replace(entry, given=came)


def _reading(report: Report, doc: Doc, cuts: tuple[int, ...]) -> Reading:
    """Read one report; should a rule fail on it, the report is kept without statements, and says so."""
    try:
        return read_statements(report, doc, cuts)
    except Exception:  # one report never costs a batch, whatever its text does to our rules
        logger.exception("no statements could be read from report %s", report.id)
        return Reading(report.id, cuts=cuts, failed=True)
