"""Quotations and who speaks them: the cue after, before or between them, and speech that goes on.

A small machine walks through the quotations in order and remembers who spoke last: a quotation that starts a
sentence and has no cue of its own goes on with the one before it, in its paragraph or from the paragraph above.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from allegedly.statements.attribution import spans, speakers
from allegedly.statements.attribution.candidates import Candidate
from allegedly.statements.attribution.frames import Frame
from allegedly.statements.attribution.lexicon import Entry, lexicon, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.statements.tree import Run, Tree

__all__ = ["headed", "spoken"]

_QUOTATION = Frame("quotation", "VERB", "quote", rank=-1)
"""A quotation's speaker is surer than any frame that the parse alone suggests: its rank is before theirs."""

_COLON = Frame("colon", "NOUN", "colon", rank=-1)
_COLON_ENTRY = Entry("colon", "", "say", frozenset({"colon"}))

_REACH = 14
"""Tokens between a quotation and its cue; "said X, the Y of the Z" stands within it in nine of ten cases."""

_NAME = 8
"""Tokens before the colon of a headline: no name with its office that we met is longer."""

_SPEECH = 4
"""Tokens below which a quotation without a cue is a title or a word in quotes, not speech."""

_FINAL = frozenset(".!?…")
_DASHES = frozenset({"–", "—", "--"})
_STOPS = frozenset({".", ";", ":"})
_AGAINST = frozenset({"deny", "dismiss"})
_NAMES = frozenset({"PROPN", "NOUN", "PRON"})
_NO_NAME = frozenset({"VERB", "AUX", "NUM", "PUNCT"})


@dataclass(slots=True)
class _Speech:
    """What one cue introduces: the clause that it begins with, if any, and its quotations so far.

    `speaks` is the verb whose subject speaks, where that is not the cue itself.
    """

    anchor: int
    entry: Entry | None
    clause: Candidate | None = None
    speaks: int | None = None
    quotations: list[Run] = field(default_factory=list)

    @property
    def runs(self) -> list[Run]:
        """All that is said."""
        return spans.joined([*(self.clause.content if self.clause else ()), *self.quotations])


def spoken(tree: Tree, found: list[Candidate]) -> list[Candidate]:
    """The candidates, with quotations given whole to those who speak them."""
    return _Machine(tree, found).run()


@dataclass(slots=True)
class _Machine:
    """One walk through the quotations of a report; `main` are its sentences that are speech as a whole, by start."""

    tree: Tree
    found: list[Candidate]
    speeches: dict[int, _Speech] = field(default_factory=dict)
    last: _Speech | None = None
    main: dict[int, Candidate] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for c in self.found:
            main = self.tree.head[c.anchor] == c.anchor and c.frame.clause
            if main and c.entry and "quote" in c.entry.frames:
                self.main.setdefault(self.tree.first[c.anchor], c)

    def run(self) -> list[Candidate]:
        covering = _covering(self.tree, self.found)
        for number, run in enumerate(self.tree.quotations):
            if clause := covering.get(number):
                self.last = self._of_clause(clause)
            else:
                self.last = self._cued(run) or self._going_on(run)
                if self.last:
                    self.last.quotations.append(run)
        others = [c for c in self.found if not self._replaced(c)]
        return [*others, *(self._candidate(s) for s in self.speeches.values())]

    def _of_clause(self, c: Candidate) -> _Speech:
        return self.speeches.setdefault(c.anchor, _Speech(c.anchor, c.entry, c))

    def _replaced(self, c: Candidate) -> bool:
        told = any(
            s.speaks == c.anchor and c.content[-1][1] > s.anchor for s in self.speeches.values()
        )
        return told or (c.anchor in self.speeches and self.speeches[c.anchor].clause is c)

    def _cued(self, run: Run) -> _Speech | None:
        """The speech that a quotation belongs to by the cue next to it."""
        anchor = _after(self.tree, run)
        if anchor is None:
            anchor = _before(self.tree, run)
        if anchor is None:
            return None
        if (colon := self._explains(anchor, run)) is not None:
            return self.speeches.setdefault(colon, _Speech(colon, _COLON_ENTRY, speaks=anchor))
        entry = _entry(self.tree, anchor) or _COLON_ENTRY
        return self.speeches.setdefault(anchor, _Speech(anchor, entry))

    def _explains(self, anchor: int, run: Run) -> int | None:
        """The colon behind a whole denial: "denied taking bribes: 'I have a wife'" denies no wife."""
        colon = run[0] - 1
        if self.tree.lower[colon] != ":" or colon <= anchor + 1:
            return None
        denied = any(
            c.anchor == anchor
            and c.entry is not None
            and c.entry.sense in _AGAINST
            and anchor < c.content[0][0] < c.content[-1][1] <= colon
            for c in self.found
        )
        return colon if denied else None

    def _going_on(self, run: Run) -> _Speech | None:
        """The speech that a quotation without a cue goes on with, right after it or in the next paragraph."""
        tree, start = self.tree, run[0]
        before = start - 1
        while before >= 0 and tree.lower[before].isspace():
            before -= 1
        if before < 0 or run[1] - start < _SPEECH or not _ends_sentence(tree, before):
            return None
        breaks = _breaks(tree, before + 1, start)
        if self.last is not None and breaks <= 1:
            ended = max((end for _, end in self.last.runs), default=self.last.anchor)
            if not _breaks(tree, ended, before + 1):
                return self.last
        return None if breaks else self._said_before(before)

    def _said_before(self, end: int) -> _Speech | None:
        """The speech of the sentence that ends at a token, if all of it reports what somebody says."""
        clause = self.main.get(self.tree.first[end])
        return self._of_clause(clause) if clause else None

    def _candidate(self, speech: _Speech) -> Candidate:
        content = tuple(speech.runs)
        if speech.clause:
            return replace(speech.clause, content=content)
        tree, anchor = self.tree, speech.anchor
        verb = anchor if speech.speaks is None else speech.speaks
        passive = speakers.is_passive(tree, verb)
        head = speakers.agent(tree, verb) if passive else _speaker(tree, verb, 0)
        source = _unquoted(tree, head) if head is not None else None
        cue = spans.cue_run(tree, anchor, speech.entry.particle if speech.entry else "")
        return Candidate(_QUOTATION, anchor, content, head, source, cue, speech.entry)


def _covering(tree: Tree, found: list[Candidate]) -> dict[int, Candidate]:
    """By number, the quotations that stand inside what a clause already says."""
    covering: dict[int, Candidate] = {}
    for c in found:
        if c.frame.clause and tree.quotation[c.anchor] < 0:
            behind = [run for run in c.content if c.anchor < run[0]]
            for start, end in behind:
                inside = {*tree.quotation[start + 1 : end]} - {-1, tree.quotation[start]}
                covering |= {n: c for n in sorted(inside) if n not in covering}
    return covering


def _ends_sentence(tree: Tree, i: int) -> bool:
    return tree.quotation[i] >= 0 or tree.lower[i][-1] in _FINAL


def _breaks(tree: Tree, start: int, end: int) -> int:
    """Paragraph borders among some tokens."""
    return sum("\n" in word for word in tree.lower[start:end])


# --- the cue beside a quotation ---------------------------------------------------------------------


def _after(tree: Tree, run: Run) -> int | None:
    """The cue that follows: `"...," the mayor said` or `"...," said the mayor`."""
    start, end = run
    if _inside_words(tree, start):
        return None
    if end < len(tree.lower) and tree.lower[end] in {",", *_DASHES}:
        end += 1
    elif {*tree.lower[max(start + 1, end - 2) : end]}.isdisjoint({",", "?", "!", "-", *_DASHES}):
        return None
    for i in range(end, min(end + _REACH, len(tree.lower))):
        if tree.quotation[i] >= 0 or "\n" in tree.lower[i] or tree.lower[i] in _STOPS:
            return None
        if _entry(tree, i) is not None and _speaker(tree, i, end) is not None:
            return i
    return None


def _inside_words(tree: Tree, start: int) -> bool:
    """Whether words lead into a quotation without a pause, so that it is a piece of their clause."""
    if start == 0 or tree.quotation[start - 1] >= 0:
        return False
    word = tree.lower[start - 1]
    return word[-1:].isalnum() and word not in {"and", "but"}


def _before(tree: Tree, run: Run) -> int | None:
    """The cue that precedes: `the mayor said: "..."`, `said, "..."`, `said "..."`."""
    start = run[0] - 1
    while (
        start > 0 and tree.lower[start].isspace() and tree.lower[start - 1] in {":", "\n", "\n\n"}
    ):
        start -= 1
    pause = start >= 0 and tree.lower[start] in {",", ":", "that", *_DASHES}
    if pause:
        start -= 1
    for i in range(start, max(start - (_REACH if pause else 1), -1), -1):
        word = tree.lower[i]
        if tree.quotation[i] >= 0 or "\n" in word or word in {".", ";", "?", "!"}:
            return None
        if _entry(tree, i) is not None:
            return i
    return _root(tree, start) if start + 1 < run[0] and tree.lower[start + 1] == ":" else None


def _root(tree: Tree, i: int) -> int | None:
    """The main verb of a sentence that ends with a colon before a quotation: "the pilot was blunt: '...'"."""
    above = [a for a in (i, *tree.above(i)) if a <= i and tree.pos[a] in {"VERB", "AUX"}]
    return above[-1] if above and tree.child(above[-1], "nsubj") is not None else None


def _entry(tree: Tree, i: int) -> Entry | None:
    if tree.pos[i] not in {"VERB", "AUX"}:
        return None
    entries = lexicon().look_up("VERB", tree.lower[i])
    behind = ("", *tree.lower[i + 1 : i + 3])
    return next((e for e in entries if "quote" in e.frames and e.particle in behind), None)


def _speaker(tree: Tree, verb: int, start: int) -> int | None:
    """Who speaks: the verb's subject; where the parse has none outside quotations, the name beside the verb."""
    head = speakers.subject(tree, verb)
    if head is not None and tree.quotation[head] < 0:
        return head
    near = (i for i in (verb - 1, verb - 2, verb + 1, verb + 2) if start <= i < len(tree.pos))
    return next((i for i in near if tree.quotation[i] < 0 and tree.pos[i] in _NAMES), None)


def _unquoted(tree: Tree, head: int) -> Run:
    """The noun phrase around a head, as far as it stands in no quotation."""
    start, end = speakers.phrase(tree, head)
    quoted = [i for i in range(start, end) if tree.quotation[i] >= 0]
    start = max([start, *(i + 1 for i in quoted if i < head)])
    end = min([end, *(i for i in quoted if i > head)])
    return spans.trim(tree, start, end) if start <= head < end else (head, head + 1)


# --- lines that a name heads ------------------------------------------------------------------------


def headed(tree: Tree) -> Iterator[Candidate]:
    """Lines that begin with a name and a colon: "Mayor Jane Doe: The bridge is safe"."""
    breaks = [i + 1 for i, word in enumerate(tree.lower) if "\n" in word]
    for start, stop in zip([0, *breaks], [*breaks, len(tree.lower)], strict=True):
        head = tree.lower[start : min(start + _NAME, stop)]
        colon = start + head.index(":") if ":" in head else start
        if _is_name(tree, start, colon):
            content = spans.trimmed(tree, [(colon + 1, stop)])
            source = spans.trim(tree, start, colon)
            if content and content[0][1] - content[0][0] >= _SPEECH:
                cue = (colon, colon + 1)
                yield Candidate(_COLON, colon, content, colon - 1, source, cue, _COLON_ENTRY)


def _is_name(tree: Tree, start: int, end: int) -> bool:
    """Whether the words name somebody: no verb, no figure, a proper noun at the end, none that heads a link."""
    return (
        start < end
        and tree.pos[end - 1] == "PROPN"
        and _NO_NAME.isdisjoint(tree.pos[start:end])
        and words("headings").isdisjoint(tree.lower[start:end])
    )
