"""Linking a case: the stories that a change can reach are linked anew, each from scratch and by itself.

That gives what linking the whole case from nothing gives. `allegedly.remembering` says which stories these are.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Protocol

import numpy as np

from allegedly.ledger import Settled, canonical, shown
from allegedly.link import EMBEDDING, Embedder, Story, stories, story_rule, tied
from allegedly.model import Linked
from allegedly.read import copies
from allegedly.remembering import copies_of, remember, scope_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from allegedly.ledger import Store
    from allegedly.model import Actor, Copy, Judged, Ledger, Report, Statement

__all__ = ["embedded", "linked", "linked_as_of", "relink"]

_ROUNDS = 3
"""How often links are made anew while another process adds reports; the next `add` takes up the rest."""


class Source(Protocol):
    """Where statements are read and vectors looked up; a `Store` is one."""

    def statements(self, reports: Iterable[str], copied: Iterable[Copy]) -> tuple[Statement, ...]:
        """The statements of these reports, as judged, there or in a report that is `copied`."""

    def actors(self, reports: Iterable[str]) -> tuple[Actor, ...]:
        """The actors as these reports show them."""

    def judged(self, copied: Iterable[Copy]) -> Judged:
        """What linking has to obey."""

    def vectors(self, texts: Iterable[str], model: str) -> dict[str, bytes]:
        """The vectors of those texts that have one."""


class Embeds(Protocol):
    """What makes vectors of texts: the sentence model."""

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of some texts, of length 1, in the order given."""


def relink(store: Store, embedder: Callable[[], Embeds] = Embedder) -> None:
    """Link what was added, removed or judged since the last time; a sound case is left alone.

    The sentence model is loaded where a vector is missing.
    """
    with store.remembering() as memory:
        memory.ruled_by(story_rule())
    for _ in range(_ROUNDS):  # another process may have added reports meanwhile
        if touched := store.unlinked():
            _relink(store, frozenset(touched), embedder)


def linked(source: Source, reports: Sequence[Report]) -> tuple[Linked, tuple[Copy, ...]]:
    """Link these reports among themselves, from nothing; nothing is written."""
    known, found = {r.id: r for r in reports}, copies(reports)
    judged = source.judged(found)
    linker = _Linker(source, judged, found)
    told = tied(stories(reports), judged)
    return _union([linker.story([known[i] for i in story], found) for story in told]), found


def linked_as_of(store: Store, reports: Sequence[Report]) -> Ledger:
    """Today's readings of these reports, linked among themselves as if no other had come. Nothing is written."""
    found, copied = linked(store, reports)
    ledger = store.readings([r.id for r in reports], copied)
    return canonical(shown(replace(ledger, copies=copied, linked=found)))


def _relink(store: Store, touched: frozenset[str], embedder: Callable[[], Embeds]) -> None:
    changes = remember(store, touched)
    concerned = store.judged_reports()
    with store.recalling() as memory:
        copied = copies_of(memory, concerned)
    judged = store.judged(copied)
    with store.recalling() as memory:
        scope = scope_of(memory, touched, changes, judged.reports)
    linker = _Linker(store, judged, copied, embedder, keep=store)
    parts = [linker.story(store.reports(story), scope.copies) for story in scope.stories]
    store.link(
        _union(parts),
        scope.copies,
        reports=sorted(touched.union(*scope.stories)),
        settled=Settled(touched | changes.marked, scope.names),
    )


def _union(parts: Sequence[Linked]) -> Linked:
    kinds = (f.name for f in fields(Linked))
    return Linked(*(tuple(link for p in parts for link in getattr(p, kind)) for kind in kinds))


# --- one story --------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Linker:
    """Links stories."""

    source: Source
    judged: Judged
    copied: Sequence[Copy]
    """The copies of reports with judgements: what is judged of a report holds in its copies."""
    embedder: Callable[[], Embeds] = Embedder
    keep: Store | None = None
    """Where vectors that were missing are kept."""
    _made: Embeds | None = field(default=None)

    def story(self, reports: Sequence[Report], found: Sequence[Copy]) -> Linked:
        """Link one story, with the actors as its own reports know them."""
        with _uncollected():
            return self._story(reports, found)

    def _story(self, reports: Sequence[Report], found: Sequence[Copy]) -> Linked:
        ids = [r.id for r in reports]
        statements, actors = self.source.statements(ids, self.copied), self.source.actors(ids)
        story = Story(reports, statements, actors)
        texts = story.wanted()
        known = self._vectors({text for own in texts.values() for text in own})
        made = {text: np.frombuffer(known[text], dtype=np.float32) for text in known}
        vectors = {i: np.stack([made[text] for text in own]) for i, own in texts.items()}
        return story.linked(found, vectors, self.judged)

    def _vectors(self, texts: set[str]) -> dict[str, bytes]:
        known = self.source.vectors(texts, EMBEDDING)
        if missing := texts - set(known):
            self._made = self._made or self.embedder()
            made = embedded(self._made, missing)
            if self.keep:
                self.keep.keep_vectors(made, EMBEDDING)
            known |= made
        return known


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without looking for cycles: a story makes many small things and no cycles, and a fifth of the time was spent so."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def embedded(embedder: Embeds, texts: Iterable[str]) -> dict[str, bytes]:
    """The vector of each text, as float32 bytes."""
    ordered = sorted(texts)
    vectors = embedder.vectors(ordered)
    return {text: vector.tobytes() for text, vector in zip(ordered, vectors, strict=True)}
