"""What is named where in a report: forms of the gazetteer and runs of capitalised words, found in one pass."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.statements.names.gazetteer import Entry, Hit, gazetteer
from allegedly.statements.names.phrases import bare
from allegedly.statements.names.runs import VERBS, Run, Runs, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

__all__ = ["LONGEST_APPOSITION", "Scan"]

_COMPASS = re.compile(r"\b[Tt]he (North|South)\b(?! [A-Z])")
_COMMON = frozenset({"NN", "NNS", "NNP", "NNPS"})
_MODIFIERS = frozenset({"compound", "nmod", "amod"})
LONGEST_APPOSITION = 8
"""How many words beside a name are read as what it is; longer ones tell of other people."""
HEADLINE = 0.7
"""A sentence with this share of capitalised words (of those with more than three letters) is set like a
headline, unless a verb in it begins with a small letter: its capitals name nobody."""


class Scan:
    """One Doc with its names. Everything is found once, on first use."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.tokens: list[Token] = list(doc)
        self.raw = "".join(token.text_with_ws for token in self.tokens)
        self.text = plain(self.raw)
        self.offsets = [token.idx for token in self.tokens]

    def covered(self, start: int, end: int) -> tuple[int, int]:
        """First and last (exclusive) token of a stretch of characters."""
        first = max(bisect_right(self.offsets, start) - 1, 0)
        return first, max(bisect_left(self.offsets, end), first + 1)

    def left_of(self, i: int) -> int:
        """Where the words that describe a name at token `i` begin: of "Norway's former deputy whip" before it."""
        start = i
        while start and i - start < LONGEST_APPOSITION and _describes(self.tokens[start - 1]):
            start -= 1
        return start

    # --- sentences and quotations -----------------------------------------------------------------------

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """First and last (exclusive) token of every sentence."""
        starts = [token.i for token in self.tokens if token.is_sent_start or token.i == 0]
        return tuple(zip(starts, [*starts[1:], len(self.tokens)], strict=True))

    def sentence(self, i: int) -> int:
        """The number of the sentence that token `i` stands in."""
        return bisect_right(self.sentences, (i, len(self.tokens) + 1)) - 1

    def quoted(self, i: int) -> bool:
        """Whether token `i` stands inside a quotation."""
        return i in self._quoted

    @cached_property
    def _quoted(self) -> frozenset[int]:
        spans = self.doc.spans.get("quotations") or ()
        return frozenset(i for span in spans for i in range(span.start, span.end))

    @cached_property
    def headlines(self) -> frozenset[int]:
        """Numbers of the sentences that are set like headlines."""
        return frozenset(
            n
            for n, (start, end) in enumerate(self.sentences)
            if self._headline(self.tokens[start:end])
        )

    def in_headline(self, i: int) -> bool:
        """Whether token `i` stands in a sentence that is set like a headline."""
        return self.sentence(i) in self.headlines

    def _headline(self, tokens: Sequence[Token]) -> bool:
        long = [token.text for token in tokens if len(token) > 3]
        crowded = len(long) > 3 and sum(word[0].isupper() for word in long) >= HEADLINE * len(long)
        return crowded and not any(
            token.tag_ in VERBS and token.text[0].islower() for token in tokens
        )

    # --- forms of the gazetteer -------------------------------------------------------------------------

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Forms of the gazetteer, and "the North" or "the South" where the report tells whose."""
        found = list(gazetteer().hits(self.text))
        return tuple(sorted([*found, *self._compass(found)], key=lambda hit: hit.start))

    @cached_property
    def hit_at(self) -> dict[int, Hit]:
        """Token index -> the form that covers it."""
        return {i: hit for hit in self.hits for i in range(*self.covered(hit.start, hit.end))}

    @cached_property
    def states(self) -> frozenset[str]:
        """Every state that the report names, by its code."""
        return frozenset(self.states_in(0, len(self.tokens)))

    def states_in(self, start: int, end: int) -> list[str]:
        """The states named between two tokens, by name, adjective or capital; distinct, in order."""
        hits = (self.hit_at.get(i) for i in range(start, end))
        codes = (hit.entry.actor.state for hit in hits if hit and hit.entry.form != "body")
        return [code for code in dict.fromkeys(codes) if code]

    def state_in(self, start: int, end: int) -> str | None:
        """The only state named between two tokens."""
        codes = self.states_in(start, end)
        return codes[0] if len(codes) == 1 else None

    def last_state(self, at: int) -> str | None:
        """The only state named in the nearest sentence before a token that names any, at most two back."""
        here = self.sentence(at)
        for number in range(here, max(here - 3, -1), -1):
            start, end = self.sentences[number]
            codes = self.states_in(start, min(end, at))
            if codes:
                return codes[0] if len(codes) == 1 else None
        return None

    def _compass(self, found: Sequence[Hit]) -> Iterator[Hit]:
        table = gazetteer()
        named = sorted(
            {
                hit.entry.actor.state
                for hit in found
                if hit.entry.form == "name" and hit.entry.actor.state
            }
        )
        for match in _COMPASS.finditer(self.text):
            side = match.group(1) + " "
            codes = {code for code in named if table.states[code].name.startswith(side)}
            codes |= {other for code in named if (other := table.counterpart(code, side))}
            if len(codes) == 1:
                yield Hit(match.start(1), match.end(1), Entry(table.states[codes.pop()], "seat"))

    # --- runs -------------------------------------------------------------------------------------------

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Capitalised names, in order."""
        return tuple(Runs(self))

    @cached_property
    def run_at(self) -> dict[int, Run]:
        """Token index -> the run that covers it."""
        return {i: run for run in self.runs for i in range(run.start, run.end)}

    def runs_in(self, start: int, end: int) -> Sequence[Run]:
        """The runs that begin between two tokens, in order."""
        return self.runs[bisect_left(self._run_starts, start) : bisect_left(self._run_starts, end)]

    @cached_property
    def _run_starts(self) -> list[int]:
        return [run.start for run in self.runs]

    @cached_property
    def heads(self) -> dict[str, list[Token]]:
        """Nouns in lower case -> where they stand; left out are those that modify another, are quoted or bare."""
        found: dict[str, list[Token]] = {}
        for token in self.tokens:
            if (
                token.tag_ in _COMMON
                and token.dep_ not in _MODIFIERS
                and not self.quoted(token.i)
                and not bare(self.tokens[token.left_edge.i : token.i])
            ):
                found.setdefault(token.lower_, []).append(token)
        return found


def _describes(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN", "ADJ"} or token.tag_ in {"POS", "HYPH"}
