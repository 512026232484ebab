"""What is named where in a report: forms of the gazetteer and runs of capitalised words, found in one pass."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from allegedly.statements.gazetteer import Entry, Hit, gazetteer, titles
from allegedly.statements.lexicon import lexicon
from allegedly.statements.phrases import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

__all__ = ["Run", "Scan", "Word", "plain"]

_COMPASS = re.compile(r"\b[Tt]he (North|South)\b(?! [A-Z])")
_FUNCTION = frozenset(
    {"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "ADV", "PART", "INTJ", "PUNCT"}
)
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_COMMON = frozenset({"NN", "NNS", "NNP", "NNPS"})
_MODIFIERS = frozenset({"compound", "nmod", "amod"})
_HYPHENS = frozenset({"-", "‑"})
HEADLINE = 0.7
"""A sentence with this share of capitalised words (of those with more than three letters) is set like a
headline, unless a verb in it begins with a small letter: its capitals name nobody."""


def plain(text: str) -> str:
    """The text with straight apostrophes; offsets stay true."""
    return text.replace("’", "'").replace("‘", "'")


class Word(NamedTuple):
    """Tokens `start` to `end` (exclusive) that are written together: "Jean-Noël" is one word."""

    text: str
    start: int
    end: int
    key: str
    """How the tables spell it: in lower case, without a full stop."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words with capitals that follow each other, joined by small words: "Ministry of Defence", "Anna van Dyk".

    The first `cut` words are titles, offices and states in front of a person's name.
    """

    words: tuple[Word, ...]
    cut: int

    @property
    def start(self) -> int:
        """Index of the first token."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Index after the last token."""
        return self.words[-1].end

    @property
    def text(self) -> str:
        """All the words, with straight apostrophes."""
        return plain(" ".join(word.text for word in self.words))

    @property
    def rest(self) -> tuple[str, ...]:
        """The words behind titles and offices."""
        return tuple(word.text for word in self.words[self.cut :])

    @property
    def prefix(self) -> tuple[str, ...]:
        """The titles and offices in front, as the tables spell them."""
        return tuple(word.key for word in self.words[: self.cut])


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
            token.tag_ in _VERBS and token.text[0].islower() for token in tokens
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
        return tuple(self._runs())

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

    def _runs(self) -> Iterator[Run]:
        done = 0
        for i, token in enumerate(self.tokens):
            if i >= done and token.text[0].isupper() and (words := self._from(i)):
                done = words[-1].end
                yield Run(tuple(words), self._cut(words))

    def _from(self, i: int) -> list[Word]:
        """The longest name that begins at a token."""
        words: list[Word] = []
        small: list[Word] = []
        while (word := self._word(i)) is not None:
            i = word.end
            if small and word.key in titles().calendar:
                break
            if self._names(word, inside=bool(words)):
                words += [*small, word]
                small = []
            elif words and self._joins([*words, *small], word):
                small.append(word)
            else:
                break
        return words

    def _word(self, i: int) -> Word | None:
        """The word that begins at a token, of a hyphenated one the whole; `None` at white space and the end."""
        tokens, j = self.tokens, i + 1
        if i >= len(tokens) or tokens[i].is_space:
            return None
        while j + 1 < len(tokens) and self._hyphen(j):
            j += 2
        if (
            tokens[i].lower_ in titles().titles
            and j < len(tokens)
            and tokens[j].text == "."
            and not tokens[i].whitespace_
        ):
            j += 1  # "Sens." is two tokens where the tokenizer does not know it
        last = tokens[j - 1]
        text = self.raw[self.offsets[i] : self.offsets[j - 1] + len(last)]
        return Word(text, i, j, text.lower().rstrip("."))

    def _hyphen(self, i: int) -> bool:
        """Whether token `i` joins the ones beside it."""
        tokens = self.tokens
        return tokens[i].text in _HYPHENS and not (
            tokens[i - 1].whitespace_ or tokens[i].whitespace_
        )

    def _names(self, word: Word, *, inside: bool) -> bool:
        """Whether the word can be part of a name."""
        if not word.text[0].isupper():
            return inside and "-" in word.text and word.key.split("-")[0] in titles().particles
        token = self.tokens[word.start]
        if self.in_headline(word.start) and (token.tag_ in _VERBS or self._tells(word)):
            return False
        first = bool(token.is_sent_start) or word.start == 0 or self.tokens[word.start - 1].is_space
        if word.start in self.hit_at or (token.pos_ == "PROPN" and not first):
            return True
        if word.key in titles().not_person and (first or token.pos_ in _FUNCTION):
            return False
        if first and not inside:
            return token.pos_ == "PROPN" or word.text in self._seen or self._name_follows(word)
        return token.pos_ not in _FUNCTION or (inside and not self.in_headline(word.start))

    def _tells(self, word: Word) -> bool:
        """Whether a headline's word is a verb of saying, whatever the parser thinks: "Denies", "Claims"."""
        verb = word.key.endswith("s") and bool(lexicon().look_up("VERB", word.key))
        return verb and word.start not in self.hit_at

    @cached_property
    def _seen(self) -> frozenset[str]:
        """Words that are names in the middle of a sentence: they are names at its start too."""
        return frozenset(
            token.text for token in self.tokens if token.pos_ == "PROPN" and not token.is_sent_start
        )

    def _name_follows(self, word: Word) -> bool:
        if word.end >= len(self.tokens) or self.tokens[word.start].pos_ in _FUNCTION:
            return False
        following = self.tokens[word.end]
        capital = following.pos_ == "PROPN" and following.text[0].isupper()
        return capital or following.lower_ in titles().particles

    def _joins(self, words: Sequence[Word], word: Word) -> bool:
        """Whether a small word may stand inside the name that the words before begin."""
        t, last, hit = titles(), words[-1], self.hit_at.get(word.start)
        if hit and hit is self.hit_at.get(last.start):
            return True
        if word.key in t.particles and word.key not in t.joiners:
            return True
        if word.key == "and":
            return self._one_name(words, word)
        if word.key == "the":
            return last.key in t.joiners
        if word.key in {"of", "for"}:
            return last.key in t.bodies or (
                t.office(last.key) is not None and self._no_given(words)
            )
        return word.key in t.joiners and last.key in t.bodies and not self.in_headline(word.start)

    def _no_given(self, words: Sequence[Word]) -> bool:
        """Whether the last word is an office indeed: "Deputy Secretary", but not "Angus King"."""
        if len(words) < 2 or words[-2].start in self.hit_at:
            return True
        t, key = titles(), words[-2].key
        return key in t.bodies or key in t.modifiers or t.stands_before(key)

    def _one_name(self, words: Sequence[Word], word: Word) -> bool:
        """Whether "and" stands inside one name: behind "Ministry of", or before the noun that both words modify."""
        before = self.tokens[words[-1].end - 1]
        if (
            before.dep_ in {"compound", "nmod", "amod"}
            and before.head.i > word.start
            and before.head.pos_ == "PROPN"
        ):
            return self.hit_at.get(before.i) is None
        bodied = any(w.key in titles().bodies for w in words) and any(
            w.key in {"of", "for"} for w in words
        )
        return bodied and word.end not in self.hit_at

    def _cut(self, words: Sequence[Word]) -> int:
        """How many words in front of a person's name are titles, offices, states and bodies."""
        t = titles()
        last = len(words) - 1
        while last and words[last].key in t.suffixes:
            last -= 1
        cut = max(
            (i + 1 for i, word in enumerate(words[:last]) if t.stands_before(word.key)), default=0
        )
        joined = (
            " ".join(word.key for word in words) if any(word.key == "of" for word in words) else ""
        )
        for phrase in t.office_phrases if joined else ():
            at = f" {joined} ".find(f" {phrase} ")
            if at >= 0:
                cut = max(cut, len(joined[: at + len(phrase)].split()))
        return min(self._past_states(words, cut), last)

    def _past_states(self, words: Sequence[Word], cut: int) -> int:
        """Go on past states and bodies, as long as two words remain: "Ukrainian Olena Bondar"."""
        if 0 < cut < len(words) and words[cut].key in {"of", "for"}:
            cut += 1
        while len(words) - cut > 2 and (hit := self.hit_at.get(words[cut].start)):
            over = next(
                (i for i, word in enumerate(words) if self.offsets[word.start] >= hit.end),
                len(words),
            )
            if len(words) - over < 2:
                break
            cut = over
        return cut
