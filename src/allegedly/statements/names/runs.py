"""Names as they are written: runs of capitalised words, and how many words in front are titles and offices."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from allegedly.statements.attribution.lexicon import lexicon
from allegedly.statements.names.gazetteer import titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from allegedly.statements.names.mentions import Scan

__all__ = ["VERBS", "Run", "Runs", "Word", "plain"]

_FUNCTION = frozenset(
    {"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "ADV", "PART", "INTJ", "PUNCT"}
)
VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
_CLOSED = frozenset({"DET", "PRON", "AUX", "PART"})
"""Parts of speech whose words are few, and all on the parser's list of stop words."""
_PLURALS = frozenset({"people", "women", "men", "children"})
_BEHIND_STATE = frozenset(
    "affiliated aligned backed based born controlled educated flagged funded held led linked made occupied owned "
    "registered run ruled trained".split()
)
_QUOTES = frozenset("\"'“”‘’")
NICKNAME = 3
"""Tokens from a nickname to the surname behind it: the name, the closing quotation mark, the surname."""
_HYPHENS = frozenset({"-", "‑"})


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


@dataclass(frozen=True)
class Run:
    """Words with capitals that follow each other, joined by small words: "Ministry of Defence", "Anna van Dyk".

    The first `cut` words are titles, offices and states in front of a person's name.
    """

    words: tuple[Word, ...]
    cut: int

    @cached_property
    def start(self) -> int:
        """Index of the first token."""
        return self.words[0].start

    @cached_property
    def end(self) -> int:
        """Index after the last token."""
        return self.words[-1].end

    @cached_property
    def text(self) -> str:
        """All the words, with straight apostrophes."""
        return plain(" ".join(word.text for word in self.words))

    @cached_property
    def rest(self) -> tuple[str, ...]:
        """The words behind titles and offices, without the letters that follow a name."""
        words, letters = self.words[self.cut :], titles().letters
        while len(words) > 1 and words[-1].key in letters:
            words = words[:-1]
        return tuple(word.text for word in words)

    @cached_property
    def prefix(self) -> tuple[str, ...]:
        """The titles and offices in front, as the tables spell them."""
        return tuple(word.key for word in self.words[: self.cut])


class Runs:
    """Finds the runs of one report. `scan` knows its tokens and what the gazetteer names in it."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._tokens = scan.tokens
        self._hit_at = scan.hit_at

    def __iter__(self) -> Iterator[Run]:
        """Yield capitalised names, in order."""
        done = 0
        for i, token in enumerate(self._tokens):
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
            if self._names(word, inside=bool(words)) and not _describes_state(word.text):
                words += [*small, word]
                small = []
            elif words and self._joins([*words, *small], word):
                small.append(word)
            elif len(words) == 1 and (behind := self._behind_nickname(word)):
                i = behind
            else:
                break
        return words

    def _word(self, i: int) -> Word | None:
        """The word that begins at a token, of a hyphenated one the whole; `None` at white space and the end."""
        tokens, j = self._tokens, i + 1
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
        j += self._members_of(i, j)
        last = tokens[j - 1]
        text = self._scan.raw[self._scan.offsets[i] : self._scan.offsets[j - 1] + len(last)]
        return Word(text, i, j, text.lower().rstrip("."))

    def _behind_nickname(self, word: Word) -> int | None:
        """Where a name goes on behind a nickname in quotation marks: 'Rick "Ozzie" Nilsen'."""
        after = self._tokens[word.end : word.end + NICKNAME]
        if len(after) < NICKNAME or word.text not in _QUOTES or after[1].text not in _QUOTES:
            return None
        names = after[0].pos_ == after[2].pos_ == "PROPN"
        return after[2].i if names else None

    def _members_of(self, i: int, j: int) -> bool:
        """Whether an apostrophe behind token `i` belongs to a body's name: "Dockers' League", "People's Party"."""
        if j + 1 >= len(self._tokens) or self._tokens[j].tag_ != "POS" or i in self._hit_at:
            return False
        word, mark, body = self._tokens[i], self._tokens[j], self._tokens[j + 1]
        plural = plain(mark.text) == "'" or word.lower_ in _PLURALS
        capitals = word.text[0].isupper() and body.text[0].isupper()
        return plural and capitals and body.lower_ in titles().bodies

    def _hyphen(self, i: int) -> bool:
        """Whether token `i` joins the ones beside it."""
        tokens = self._tokens
        return tokens[i].text in _HYPHENS and not (
            tokens[i - 1].whitespace_ or tokens[i].whitespace_
        )

    def _names(self, word: Word, *, inside: bool) -> bool:
        """Whether the word can be part of a name."""
        if not word.text[0].isupper():
            return inside and "-" in word.text and word.key.split("-")[0] in titles().particles
        token = self._tokens[word.start]
        if self._scan.in_headline(word.start) and (token.tag_ in VERBS or self._tells(word)):
            return False
        first = (
            bool(token.is_sent_start) or word.start == 0 or self._tokens[word.start - 1].is_space
        )
        if word.start in self._hit_at or (token.pos_ == "PROPN" and not first):
            return True
        if word.key in titles().not_person and (first or token.pos_ in _FUNCTION):
            return False
        if first and not inside:
            return token.pos_ == "PROPN" or word.text in self._seen or self._name_follows(word)
        return token.pos_ not in _FUNCTION or (inside and not self._scan.in_headline(word.start))

    def _tells(self, word: Word) -> bool:
        """Whether a headline's word is a verb of saying, whatever the parser thinks: "Denies", "Claims"."""
        verb = word.key.endswith("s") and bool(lexicon().look_up("VERB", word.key))
        return verb and word.start not in self._hit_at

    @cached_property
    def _seen(self) -> frozenset[str]:
        """Words that are names in the middle of a sentence: they are names at its start too."""
        return frozenset(
            token.text
            for token in self._tokens
            if token.pos_ == "PROPN" and not token.is_sent_start
        )

    def _name_follows(self, word: Word) -> bool:
        if word.end >= len(self._tokens) or _is_function(self._tokens[word.start]):
            return False
        following = self._tokens[word.end]
        capital = following.pos_ == "PROPN" and following.text[0].isupper()
        return capital or following.lower_ in titles().particles

    def _joins(self, words: Sequence[Word], word: Word) -> bool:
        """Whether a small word may stand inside the name that the words before begin."""
        t, last, hit = titles(), words[-1], self._hit_at.get(word.start)
        if hit and hit is self._hit_at.get(last.start):
            return True
        if word.key in t.particles or word.text == "&":
            return True
        if word.key == "and":
            return self._one_name(words, word)
        if word.key == "the":
            return last.key in t.joiners
        if word.key in {"of", "for"}:
            return last.key in t.bodies or (
                t.office(last.key) is not None and self._no_given(words)
            )
        return (
            word.key in t.joiners
            and last.key in t.bodies
            and not self._scan.in_headline(word.start)
        )

    def _no_given(self, words: Sequence[Word]) -> bool:
        """Whether the last word is an office indeed: "Deputy Secretary", but not "Angus King"."""
        if len(words) < 2 or words[-2].start in self._hit_at:
            return True
        t, key = titles(), words[-2].key
        return key in t.bodies or key in t.modifiers or t.stands_before(key)

    def _one_name(self, words: Sequence[Word], word: Word) -> bool:
        """Whether "and" stands inside one name: behind "Ministry of", or before the noun that both words modify."""
        before = self._tokens[words[-1].end - 1]
        if (
            before.dep_ in {"compound", "nmod", "amod"}
            and before.head.i > word.start
            and before.head.pos_ == "PROPN"
        ):
            return self._hit_at.get(before.i) is None
        bodied = any(w.key in titles().bodies for w in words) and any(
            w.key in {"of", "for"} for w in words
        )
        return bodied and word.end not in self._hit_at

    def _cut(self, words: Sequence[Word]) -> int:
        """How many words in front of a person's name are titles, offices, states and bodies."""
        t = titles()
        last = len(words) - 1
        while last and words[last].key in t.suffixes:
            last -= 1
        cut = max(
            (
                i + 1
                for i, word in enumerate(words[:last])
                if t.stands_before(word.key) and not self._given(words, i)
            ),
            default=0,
        )
        joined = (
            " ".join(word.key for word in words) if any(word.key == "of" for word in words) else ""
        )
        for phrase in t.office_phrases if joined else ():
            at = f" {joined} ".find(f" {phrase} ")
            if at >= 0:
                cut = max(cut, len(joined[: at + len(phrase)].split()))
        cut = max(cut, self._past_body(words), self._past_noun(words))
        return min(self._past_states(words, cut), last)

    def _past_noun(self, words: Sequence[Word]) -> bool:
        """Whether the first word is a noun for a person, and a capital only at the start: "Goalkeeper Dan Venn"."""
        t, first = titles(), words[0]
        starts = bool(self._tokens[first.start].is_sent_start) and len(words) > 2
        if not starts or first.key in t.given or first.text in self._seen:
            return False
        known = words[1].key in t.given and t.means_people(f"{first.key}s")
        return known or first.key in t.officials

    def _past_body(self, words: Sequence[Word]) -> int:
        """Go on past a body in front of a given name: "Harbour Police Department Anna Berg"."""
        t = titles()
        bodies = (i + 1 for i, word in enumerate(words[:-2]) if word.key in t.bodies)
        return max((i for i in bodies if words[i].key in t.given), default=0)

    def _given(self, words: Sequence[Word], i: int) -> bool:
        """Whether a title is somebody's given name: behind another office, "spokesman Dean Boyd"."""
        at = words[i].start
        before = self._tokens[at - 1].lower_ if at else ""
        t = titles()
        return words[i].key in t.given_behind_office and t.office(before) is not None

    def _past_states(self, words: Sequence[Word], cut: int) -> int:
        """Go on past states and bodies, as long as two words remain: "Ukrainian Olena Bondar"."""
        if 0 < cut < len(words) and words[cut].key in {"of", "for"}:
            cut += 1
        while len(words) - cut > 2 and (hit := self._hit_at.get(words[cut].start)):
            over = next(
                (i for i, word in enumerate(words) if self._scan.offsets[word.start] >= hit.end),
                len(words),
            )
            if len(words) - over < 2:
                break
            cut = over
        return cut


def _is_function(token: Token) -> bool:
    """Whether a word is no noun; the tagger takes rare given names for articles ("Birthe")."""
    return token.pos_ in _FUNCTION and (token.is_stop or token.pos_ not in _CLOSED)


def _describes_state(text: str) -> bool:
    """Whether a word says what a state does: "Iran-backed", "US-led"; it is no part of a name."""
    first, hyphen, behind = text.partition("-")
    return bool(hyphen and behind in _BEHIND_STATE) and first[:1].isupper()
