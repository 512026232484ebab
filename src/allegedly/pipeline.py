"""The only file that knows every room: what happens to reports on their own, and to all of them together."""

from __future__ import annotations

import logging
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from allegedly.ledger import Entry, Store, canonical, shown
from allegedly.link import EMBEDDING, Embedder, link, reach, stories, text_to_embed, tied, wanted
from allegedly.model import Given, Linked, Reading, Received, Rejected, Report
from allegedly.parse import Parser
from allegedly.read import copies, read
from allegedly.statements.reader import read_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc

    from allegedly.model import Copy, Judged, Ledger
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
        names = {a.id: a for a in reading.actors}
        needed = set(wanted([report], reading.statements, reading.actors))
        texts = {text_to_embed(s, names) for s in reading.statements if s.id in needed}
        vectors = embedded(self._embedder, texts)
        came = Given(given.name, given.media, given.metadata, decoded=given.text is not None)
        entry = Entry(given.data, report, reading, vectors, EMBEDDING, given.name, self.model)
        return replace(entry, given=came)


def embedded(embedder: Embedder, texts: Iterable[str]) -> dict[str, bytes]:
    """The vector of each text, as float32 bytes."""
    ordered = sorted(texts)
    vectors = embedder.vectors(ordered)
    return {text: vector.tobytes() for text, vector in zip(ordered, vectors, strict=True)}


def _reading(report: Report, doc: Doc, cuts: tuple[int, ...]) -> Reading:
    """Read one report; should a rule fail on it, the report is kept without statements, and says so."""
    try:
        return read_statements(report, doc, cuts)
    except Exception:  # one report never costs a batch, whatever its text does to our rules
        logger.exception("no statements could be read from report %s", report.id)
        return Reading(report.id, cuts=cuts, failed=True)


_ROUNDS = 3
"""How often links are made anew while another process adds reports; the next `add` takes up the rest."""


def relink(store: Store) -> None:
    """Link what was added, removed or judged since the last time; a sound case is left alone.

    Only stories that the change can reach are linked anew, each from scratch and by itself, which gives what
    linking the whole case from nothing gives.
    """
    for _ in range(_ROUNDS):  # another process may have added reports meanwhile
        if touched := store.unlinked():
            _relink(store, frozenset(touched))


def _relink(store: Store, touched: frozenset[str]) -> None:
    reports = store.reports()
    here = {r.id for r in reports}
    removed = bool(touched - here)  # whom a removed report joined is no longer to be seen
    copied = copies(reports)
    judged = store.judged(copied)
    scope = here if removed else _reach(reports, touched, judged)
    copied = tuple(c for c in copied if scope & {c.report, c.of})
    vectors, known = _Vectors(store, Embedder(), kept=True), {r.id: r for r in reports}
    told = tied(stories([known[i] for i in sorted(scope)]), judged)
    parts = [_story(store, vectors, [known[i] for i in story], copied, judged) for story in told]
    store.link(_union(parts), copied, reports=None if removed else sorted(scope))


def _reach(reports: Sequence[Report], touched: frozenset[str], judged: Judged) -> frozenset[str]:
    """What is reached from the touched reports, also by way of stories that judgements tie together."""
    scope = reach(reports, touched)
    while more := {i for tie in judged.reports if scope & set(tie) for i in tie} - scope:
        scope = reach(reports, scope | more)
    return scope


def _union(parts: Sequence[Linked]) -> Linked:
    kinds = (f.name for f in fields(Linked))
    return Linked(*(tuple(link for p in parts for link in getattr(p, kind)) for kind in kinds))


def _story(
    store: Store,
    vectors: _Vectors,
    reports: Sequence[Report],
    copied: Sequence[Copy],
    judged: Judged,
) -> Linked:
    """Link one story, with the actors as its own reports know them."""
    ids = [r.id for r in reports]
    statements, actors = store.statements(ids, copied), store.actors(ids)
    names = {a.id: a for a in actors}
    needed = set(wanted(reports, statements, actors, judged))
    texts = {s.id: text_to_embed(s, names) for s in statements if s.id in needed}
    known = vectors.of(set(texts.values()))
    found = {i: np.frombuffer(known[text], dtype=np.float32) for i, text in texts.items()}
    return link(reports, statements, actors, copied, found, judged)


@dataclass(frozen=True, slots=True)
class _Vectors:
    """Vectors of texts: those of the case, and what is missing there made, and kept if it may be."""

    store: Store
    embedder: Embedder
    kept: bool

    def of(self, texts: set[str]) -> dict[str, bytes]:
        known = self.store.vectors(texts, EMBEDDING)
        if missing := texts - set(known):
            made = embedded(self.embedder, missing)
            if self.kept:
                self.store.keep_vectors(made, EMBEDDING)
            known |= made
        return known


def linked_as_of(store: Store, reports: Sequence[Report]) -> Ledger:
    """Today's readings of these reports, linked among themselves as if no other had come. Nothing is written."""
    copied, known = copies(reports), {r.id: r for r in reports}
    ledger, judged = store.readings(known, copied), store.judged(copied)
    vectors = _Vectors(store, Embedder(), kept=False)
    parts = [
        _story(store, vectors, [known[i] for i in story], copied, judged)
        for story in tied(stories(reports), judged)
    ]
    return canonical(shown(replace(ledger, copies=copied, linked=_union(parts))))
