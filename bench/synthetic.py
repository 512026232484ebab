"""A case of any size out of invented reports, the same for the same number of statements.

Reports come in stories of 1 to 60 (each size as often as any other), told within ten days somewhere in two years. A
report has 40 statements "Name said that ..." by people of its story. The words of a content are drawn from the news
frequencies that ship with the tool, as often as news has them; six in a dozen are the story's own: thirty words that
are neither common nor rare, and ten invented ones. One content in three is told before, word for word but for one
word. Vectors are random unit vectors that follow from their text. Claims are put in by hand, one for each content that
is told again and again: linking a million statements would take hours, and only that they stand in the tables matters.
"""

from __future__ import annotations

import hashlib
import zlib
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from allegedly.ledger import Entry, Settled
from allegedly.link import EMBEDDING, story_rule, text_to_embed
from allegedly.model import (
    Actor,
    Claim,
    Edge,
    Linked,
    Origin,
    Reading,
    Report,
    Source,
    Span,
    Statement,
    identity,
    statement_id,
)
from allegedly.remembering import remember, scope_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from allegedly.ledger import Store

    _Told = tuple[str, str, str]

__all__ = ["REPORT", "Embedder", "Tale", "fill", "tales"]

REPORT = 40
"""Statements of a report."""

LARGEST = 60
"""Reports of the largest story."""

_DIMENSIONS = 384

_DAYS = 730
_START = date(2031, 1, 1)
_SYLLABLES = "ka lo mi ren tu vas el dor shi bra fen ol gar nu pel rit sam ve zor qua".split()
_AT_ONCE = 100
"""Reports entered in one transaction, and stories whose claims are."""


class Embedder:
    """Random unit vectors that follow from their text, in place of the sentence model."""

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of some texts, of length 1, in the order given."""
        starts = [zlib.crc32(text.encode()) % (len(_DRAWN) - _DIMENSIONS) for text in texts]
        drawn = np.array([_DRAWN[at : at + _DIMENSIONS] for at in starts]).reshape(-1, _DIMENSIONS)
        return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


@dataclass(frozen=True)
class Tale:
    """One story: how its reports are drawn."""

    number: int
    size: int
    first: int
    own: tuple[str, ...]
    people: tuple[Actor, ...]

    def entry(self, number: int) -> Entry:
        """The report of this number, with its statements and vectors."""
        chance = np.random.default_rng([self.number, number])
        day = (_START + timedelta(self.first + int(chance.integers(10)))).isoformat()
        contents = self._contents(chance)
        who = [self.people[i] for i in chance.integers(len(self.people), size=REPORT)]
        text = "".join(f"{a.name} said that {c}.\n" for a, c in zip(who, contents, strict=True))
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        name = identity("report", sha256, "The Harbour Bell", day)
        report = Report(name, sha256, text, outlet="The Harbour Bell", published=day)
        statements = tuple(_statements(name, who, contents))
        names = {a.id: a for a in who}
        texts = [text_to_embed(s, names) for s in statements] + [s.wording for s in statements]
        vectors = Embedder().vectors(texts)
        made = {t: v.tobytes() for t, v in zip(texts, vectors, strict=True)}
        return Entry(
            None, report, Reading(name, statements, tuple(names.values())), made, EMBEDDING
        )

    @cached_property
    def _before(self) -> list[list[str]]:
        return self._drawn(np.random.default_rng([13, self.number]), 60)

    def _contents(self, chance: np.random.Generator) -> list[str]:
        drawn, told = (
            self._drawn(chance, REPORT),
            chance.integers(3 * len(self._before), size=REPORT),
        )
        for at, again in enumerate(told):
            if again < len(self._before):
                place, other = at % 12, drawn[at][at % 12]
                drawn[at] = [*self._before[again]]
                drawn[at][place] = other
        return [" ".join(words) for words in drawn]

    def _drawn(self, chance: np.random.Generator, many: int) -> list[list[str]]:
        own = chance.integers(len(self.own), size=(many, 6))
        common = np.searchsorted(_VOCABULARY.shares, chance.random((many, 6)))
        words = _VOCABULARY.words
        return [
            [w for i, j in zip(mine, others, strict=True) for w in (self.own[i], words[j])]
            for mine, others in zip(own.tolist(), common.tolist(), strict=True)
        ]


def tales(statements: int) -> Iterator[Tale]:
    """Yield the stories of a case with about so many statements."""
    left, number = max(1, statements // REPORT), 0
    while left > 0:
        chance = np.random.default_rng([7, number])
        size = min(left, int(chance.integers(1, LARGEST + 1)))
        yield tale(number, size)
        left, number = left - size, number + 1


def tale(number: int, size: int) -> Tale:
    """One story of so many reports."""
    chance = np.random.default_rng([11, number])
    middle = _VOCABULARY.middle
    own = [middle[int(i)] for i in chance.integers(len(middle), size=30)]
    own += [_invented(chance) for _ in range(10)]
    names = [f"{_invented(chance).title()} {_invented(chance).title()}" for _ in range(12)]
    people = tuple(Actor(identity("actor", "person", n), n, "person") for n in names)
    return Tale(number, size, int(chance.integers(_DAYS)), tuple(own), people)


def fill(store: Store, stories: Iterable[Tale]) -> None:
    """Enter the reports of some stories, what linking remembers of them, and claims."""
    waiting: list[Entry] = []
    told: dict[str, list[_Told]] = {}
    for one in stories:
        waiting += (one.entry(number) for number in range(one.size))
        if len(waiting) >= _AT_ONCE:
            told |= _entered(store, waiting)
            waiting = []
    told |= _entered(store, waiting)
    with store.remembering() as memory:
        memory.ruled_by(story_rule())
    touched = frozenset(store.unlinked())
    changes = remember(store, touched)
    with store.recalling() as memory:
        scope = scope_of(memory, touched, changes, ())
        reading = {one.report: one.reading for one in memory.outlines(scope.names)}
    for start in range(0, len(scope.stories), _AT_ONCE):
        some = scope.stories[start : start + _AT_ONCE]
        ids = [i for story in some for i in story]
        names = {reading[i]: scope.names[reading[i]] for i in ids}
        claims = tuple(c for story in some for c in _claims(story, told))
        store.link(Linked(claims), (), reports=ids, settled=Settled(frozenset(ids), names))


def _entered(store: Store, entries: Sequence[Entry]) -> dict[str, list[_Told]]:
    store.add(entries)
    return {
        e.report.id: [(s.id, str(s.source.actor), s.wording) for s in e.reading.statements]
        for e in entries
    }


def _claims(story: Sequence[str], told: Mapping[str, Sequence[_Told]]) -> Iterator[Claim]:
    """Yield a claim for each three words at the beginning of contents."""
    groups: dict[str, list[tuple[str, _Told]]] = defaultdict(list)
    for report in story:
        for one in told[report]:
            groups[" ".join(one[2].split()[:3])].append((report, one))
    for group in groups.values():
        ids = tuple(statement for _, (statement, _, _) in group)
        path = tuple(Edge(s, "says", report, start=actor) for report, (s, actor, _) in group)
        _, (_, actor, wording) = group[0]
        yield Claim(ids[0], wording, "asserts", ids, origins=(Origin(actor, ids, path),))


def _statements(report: str, who: Sequence[Actor], contents: Sequence[str]) -> Iterator[Statement]:
    at = 0
    for actor, words in zip(who, contents, strict=True):
        source = Span(at, at + len(actor.name), actor.name)
        cue = Span(source.end + 1, source.end + 5, "said")
        content = (Span(cue.end + 6, cue.end + 6 + len(words), words),)
        yield Statement(
            id=statement_id(report, content, source),
            report=report,
            content=content,
            source=Source("person", actor.id, source),
            cue=cue,
            quote="indirect",
            act="says",
            proposition=True,
            certainty="asserted",
            polarity="asserts",
            because=("frame:ccomp", "invented"),
        )
        at = content[0].end + 2


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """The words of news, how often each is drawn, and those in the middle."""

    words: tuple[str, ...]
    shares: NDArray[np.float64]
    middle: tuple[str, ...]


def _read() -> _Vocabulary:
    asset = files("allegedly") / "vendor" / "news_frequencies" / "words.tsv"
    rows = [line.split("\t") for line in asset.read_text("utf8").splitlines()]
    rows = [row for row in rows if row[0].isalpha()]
    counts = np.array([int(count) for _, count in rows], np.float64)
    middle = tuple(word for word, count in rows if 30 <= int(count) <= 300)
    return _Vocabulary(tuple(w for w, _ in rows), np.cumsum(counts) / counts.sum(), middle)


_VOCABULARY = _read()


_DRAWN = np.random.default_rng(17).standard_normal(1 << 20, np.float32)


def _invented(chance: np.random.Generator) -> str:
    return "".join(_SYLLABLES[int(i)] for i in chance.integers(len(_SYLLABLES), size=3))
