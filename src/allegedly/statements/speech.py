"""Quotations and who speaks them: the cue after, before or between them, and speech that goes on.

A small machine walks through the quotations in order and remembers who spoke last: a quotation that starts a
sentence and has no cue of its own goes on with the one before it, in its paragraph or from the paragraph above.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allegedly.statements import spans
from allegedly.statements.frames import Candidate, Frame
from allegedly.statements.lexicon import Entry, headings, lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.statements.tree import Run, Tree

__all__ = ["spoken"]

QUOTATION = Frame("quotation", "VERB", "quote", rank=-1)
"""A quotation's speaker is surer than any frame that the parse alone suggests: its rank is before theirs."""

_REACH = 14
"""Words between a quotation and its cue; "said X, the Y of the Z" stands within it in nine of ten cases."""

COLON = Frame("colon", "NOUN", "colon", rank=-1)
_COLON = Entry("colon", "", "say", frozenset({"colon"}))

_NAME = 8
"""Tokens before the colon of a headline: no name with its office that we met is longer."""

_SPEECH = 4
"""Tokens below which a quotation without a cue is a title or a word in quotes, not speech."""

_FINAL = frozenset(".!?…")
_NAMES = frozenset({"PROPN", "NOUN", "PRON"})


@dataclass(slots=True)
class _Speech:
    """What one cue introduces: its quotations so far."""

    anchor: int
    entry: Entry | None
    runs: list[Run]
    base: Candidate | None = None

    @property
    def all_runs(self) -> tuple[Run, ...]:
        """The runs of the clause it began with, and its quotations."""
        return (*(self.base.content if self.base else ()), *self.runs)


def spoken(tree: Tree, found: list[Candidate]) -> list[Candidate]:
    """The candidates with quotations given to their speakers, whole; candidates that this replaces are gone."""
    covering = _covering(tree, found)
    speeches: dict[int, _Speech] = {}
    last: _Speech | None = None
    for number, run in enumerate(tree.quotations):
        if base := covering.get(number):
            last = speeches.setdefault(base.anchor, _Speech(base.anchor, base.entry, [], base))
        elif speech := _cued(tree, run, speeches):
            speech.runs.append(run)
            last = speech
        elif speech := _going_on(tree, run, last, speeches, found):
            speech.runs.append(run)
            last = speech
        else:
            last = None
    return [*_merged(tree, found, speeches), *_headed(tree)]


def _headed(tree: Tree) -> Iterator[Candidate]:
    """Lines that begin with a name and a colon: "Mayor Jane Doe: The bridge is safe"."""
    starts = [0, *(i + 1 for i, word in enumerate(tree.lower) if "\n" in word)]
    for start, stop in zip(starts, [*starts[1:], len(tree.lower) + 1], strict=True):
        colon = next(
            (i for i in range(start, min(start + _NAME, stop - 1)) if tree.lower[i] == ":"), None
        )
        if colon is not None and _is_name(tree, start, colon):
            content = spans.trimmed(tree, [(colon + 1, stop - 1)])
            if content and content[0][1] - content[0][0] >= _SPEECH:
                source = spans.trim(tree, start, colon)
                yield Candidate(
                    COLON, colon, tuple(content), source[1] - 1, source, (colon, colon + 1), _COLON
                )


def _is_name(tree: Tree, start: int, end: int) -> bool:
    """Whether the words name somebody: no verb, no figure, a proper noun at the end, none that heads a link."""
    words = range(start, end)
    return (
        start < end
        and tree.pos[end - 1] == "PROPN"
        and not any(tree.pos[i] in {"VERB", "AUX", "NUM", "PUNCT"} for i in words)
        and not any(tree.lower[i] in headings() for i in words)
    )


def _covering(tree: Tree, found: Iterable[Candidate]) -> dict[int, Candidate]:
    """By number, the quotations that stand inside what a clause already says."""
    covering: dict[int, Candidate] = {}
    for candidate in found:
        if candidate.frame.name == "clause" and tree.quotation[candidate.anchor] < 0:
            for start, end in candidate.content:
                if candidate.anchor < start:
                    for number in sorted(
                        {*tree.quotation[start + 1 : end]} - {-1, tree.quotation[start]}
                    ):
                        covering.setdefault(number, candidate)
    return covering


def _cued(tree: Tree, run: Run, speeches: dict[int, _Speech]) -> _Speech | None:
    """The speech that a quotation belongs to by the cue next to it."""
    anchor = _after(tree, run)
    if anchor is None:
        anchor = _before(tree, run)
    if anchor is None:
        return None
    return speeches.setdefault(anchor, _Speech(anchor, _entry(tree, anchor), []))


def _after(tree: Tree, run: Run) -> int | None:
    """The cue that follows: `"...," the mayor said` or `"...," said the mayor`."""
    if _inside_words(tree, run):
        return None
    end = run[1]
    ends = {tree.lower[i] for i in (end - 1, end - 2) if i > run[0]}
    if end < len(tree.lower) and tree.lower[end] in {",", "–", "—", "--"}:
        end += 1
    elif not ends & {",", "?", "!", "–", "—", "-"}:
        return None
    for i in range(end, min(end + _REACH, len(tree.lower))):
        if tree.quotation[i] >= 0 or "\n" in tree.lower[i] or tree.lower[i] in {".", ";", ":"}:
            return None
        if _entry(tree, i) is not None and _spoken_by(tree, i, end) is not None:
            return i
    return None


def _inside_words(tree: Tree, run: Run) -> bool:
    """Whether words lead into the quotation without a pause, so that it is a piece of their clause."""
    before = run[0] - 1
    if before < 0 or tree.quotation[before] >= 0:
        return False
    return tree.lower[before][-1:].isalnum() and tree.lower[before] not in {"and", "but"}


def _before(tree: Tree, run: Run) -> int | None:
    """The cue that precedes: `the mayor said: "..."`, `said, "..."`, `said "..."`."""
    start = run[0] - 1
    pause = start >= 0 and tree.lower[start] in {",", ":", "—", "–", "that"}
    if pause:
        start -= 1
    for i in range(start, max(start - (_REACH if pause else 1), -1), -1):
        if tree.quotation[i] >= 0 or "\n" in tree.lower[i] or tree.lower[i] in {".", ";", "?", "!"}:
            return None
        if _entry(tree, i) is not None:
            return i
    return None


def _entry(tree: Tree, i: int) -> Entry | None:
    if tree.pos[i] not in {"VERB", "AUX"}:
        return None
    entries = lexicon().look_up("VERB", tree.lower[i])
    return next((e for e in entries if "quote" in e.frames and _has(tree, i, e.particle)), None)


def _has(tree: Tree, i: int, particle: str) -> bool:
    return not particle or particle in tree.lower[i + 1 : i + 3]


def _spoken_by(tree: Tree, verb: int, start: int) -> int | None:
    """Who speaks: the verb's subject; where the parse has none in reach, the name that stands beside the verb."""
    head = spans.subject(tree, verb)
    if head is not None and tree.quotation[head] < 0:
        return head
    beside = (verb - 1, verb - 2, verb + 1, verb + 2)
    return next(
        (
            i
            for i in beside
            if start <= i < len(tree.pos) and tree.quotation[i] < 0 and tree.pos[i] in _NAMES
        ),
        None,
    )


def _going_on(
    tree: Tree, run: Run, last: _Speech | None, speeches: dict[int, _Speech], found: list[Candidate]
) -> _Speech | None:
    """The speech that a quotation without a cue goes on with: it starts a sentence right after, or a paragraph."""
    before = run[0] - 1
    while before >= 0 and tree.lower[before].isspace():
        before -= 1
    if before < 0 or run[1] - run[0] < _SPEECH:
        return None
    if tree.quotation[before] < 0 and tree.lower[before][-1] not in _FINAL:
        return None
    breaks = sum("\n" in tree.lower[i] for i in range(before + 1, run[0]))
    if last is not None:
        ended = max((end for _, end in last.all_runs), default=last.anchor)
        between = sum("\n" in tree.lower[i] for i in range(min(ended, before), before + 1))
        if not between and breaks <= 1:
            return last
    return None if breaks else _said_before(tree, before, speeches, found)


def _said_before(
    tree: Tree, end: int, speeches: dict[int, _Speech], found: list[Candidate]
) -> _Speech | None:
    """The speech of the sentence that ends at a token, if all of it reports what somebody says."""
    for c in found:
        if tree.first[c.anchor] == tree.first[end] and c.frame.name == "clause" and c.entry:
            if tree.head[c.anchor] == c.anchor and "quote" in c.entry.frames:
                return speeches.setdefault(c.anchor, _Speech(c.anchor, c.entry, [], c))
    return None


def _merged(tree: Tree, found: list[Candidate], speeches: dict[int, _Speech]) -> list[Candidate]:
    merged = [c for c in found if c.anchor not in speeches]
    for speech in speeches.values():
        own = [c for c in found if c.anchor == speech.anchor]
        if speech.base is not None:
            merged += [c for c in own if c is not speech.base]
            merged.append(replace(speech.base, content=tuple(_joined(speech.all_runs))))
        else:
            merged.append(_candidate(tree, speech))
            merged += own
    return merged


def _candidate(tree: Tree, speech: _Speech) -> Candidate:
    head = _spoken_by(tree, speech.anchor, 0)
    if spans.is_passive(tree, speech.anchor):
        head = spans.agent(tree, speech.anchor)
    source = spans.phrase(tree, head) if head is not None else None
    if source is not None:
        source = _outside(tree, source, head)
    cue = spans.cue_run(tree, speech.anchor, speech.entry.particle if speech.entry else "")
    return Candidate(
        QUOTATION,
        speech.anchor,
        tuple(_joined(speech.runs)),
        head,
        source,
        cue,
        speech.entry,
    )


def _outside(tree: Tree, run: Run, head: int | None) -> Run:
    """The part of a source around its head that stands in no quotation."""
    assert head is not None  # noqa: S101 - asked only of a source that was found
    start, end = run
    quoted = [i for i in range(start, end) if tree.quotation[i] >= 0]
    start = max([start, *(i + 1 for i in quoted if i < head)])
    end = min([end, *(i for i in quoted if i > head)])
    return spans.trim(tree, start, end) if start <= head < end else (head, head + 1)


def _joined(runs: Iterable[Run]) -> list[Run]:
    """The runs in order, those that touch or overlap as one."""
    joined: list[Run] = []
    for start, end in sorted(runs):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
