"""Who is named in a report: one pass over its Doc finds states, bodies, persons and whole names."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.model import Actor, identity
from allegedly.statements.gazetteer import Entry, Hit, actor, gazetteer, titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from allegedly.model import ActorKind
    from allegedly.statements.gazetteer import Gender

__all__ = ["Body", "Person", "Run", "Scan", "Word", "plain"]

_COMPASS = re.compile(r"\b[Tt]he (North|South)\b(?! [A-Z])")
_DEFINED = re.compile(r"\s*\(\s*[\"']?([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\b")
_INITIAL = re.compile(r"[A-Z]\.?\Z")
_FUNCTION = frozenset(
    {"DET", "PRON", "ADP", "CCONJ", "SCONJ", "AUX", "ADV", "PART", "INTJ", "PUNCT"}
)
LONGEST_NAME = 5
"""A run of more capitalised words than this, offices taken off, is a headline and no person."""


def plain(text: str) -> str:
    """The text with straight apostrophes; offsets stay true."""
    return text.replace("’", "'").replace("‘", "'")


@dataclass(frozen=True, slots=True)
class Word:
    """Tokens `start` to `end` (exclusive) that are written together: "Jean-Noël" is one word."""

    text: str
    start: int
    end: int

    @property
    def key(self) -> str:
        """How the tables spell it."""
        return self.text.lower().rstrip(".")


@dataclass(frozen=True, slots=True)
class Run:
    """Words with capitals that follow each other, joined by particles: "Ministry of Defence", "Anna van Dyk".

    `cut` is how many words in front are titles, offices and states; `office` those words in lower case.
    """

    words: tuple[Word, ...]
    cut: int
    sentence_start: bool

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
        """All the words."""
        return " ".join(word.text for word in self.words)

    @property
    def rest(self) -> tuple[str, ...]:
        """The words behind titles and offices."""
        return tuple(word.text for word in self.words[self.cut :])

    @property
    def prefix(self) -> tuple[str, ...]:
        """The titles and offices in front, in lower case."""
        return tuple(word.key for word in self.words[: self.cut])


@dataclass(slots=True)
class Person:
    """Somebody named in full, and what the report says of them."""

    words: tuple[str, ...]
    places: list[int] = field(default_factory=list)
    """Token indexes where the full name starts."""
    offices: set[str] = field(default_factory=set)
    state: str | None = None
    gender: Gender | None = None

    @property
    def name(self) -> str:
        """The full name."""
        return " ".join(self.words)

    @property
    def actor(self) -> Actor:
        """The person as an actor; a person's id does not depend on what a report says of them."""
        return actor("person", self.name)


@dataclass(frozen=True, slots=True)
class Body:
    """A body that the report names in full, at a token."""

    words: tuple[str, ...]
    at: int
    actor: Actor


class Scan:
    """Names in one Doc. Everything is found once, on first use."""

    def __init__(self, doc: Doc, report: str) -> None:
        self.doc = doc
        self.report = report
        self.text = plain(doc.text)
        self.starts = [token.idx for token in doc]

    # --- where is what --------------------------------------------------------------------------------

    @cached_property
    def hits(self) -> tuple[Hit, ...]:
        """Forms of the gazetteer, and "the North" or "the South" where the report tells whose."""
        found = list(gazetteer().hits(self.text))
        return tuple(sorted([*found, *self._compass(found)], key=lambda hit: hit.start))

    @cached_property
    def hit_at(self) -> dict[int, Hit]:
        """Token index -> the form that covers it."""
        return {i: hit for hit in self.hits for i in range(*self.tokens(hit.start, hit.end))}

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """Capitalised names, in order."""
        return tuple(self._runs())

    @cached_property
    def run_at(self) -> dict[int, Run]:
        """Token index -> the run that covers it."""
        return {i: run for run in self.runs for i in range(run.start, run.end)}

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """First and last (exclusive) token of a stretch of characters."""
        first = bisect_left(self.starts, start + 1) - 1
        return max(first, 0), max(bisect_left(self.starts, end), first + 1)

    def state_in(self, start: int, end: int) -> str | None:
        """The only state named between two tokens, by name, adjective or capital."""
        hits = {self.hit_at[i] for i in range(start, end) if i in self.hit_at}
        codes = {hit.entry.actor.state for hit in hits if hit.entry.form != "body"}
        return codes.pop() if len(codes) == 1 else None

    def _compass(self, found: Sequence[Hit]) -> Iterator[Hit]:
        named = sorted(
            {
                hit.entry.actor.state
                for hit in found
                if hit.entry.form == "name" and hit.entry.actor.state
            }
        )
        table = gazetteer()
        for match in _COMPASS.finditer(self.text):
            side = match.group(1) + " "
            codes = {code for code in named if table.states[code].name.startswith(side)}
            codes = codes or {other for code in named if (other := table.counterpart(code))}
            codes = {code for code in codes if table.states[code].name.startswith(side)}
            if len(codes) == 1:
                yield Hit(match.start(1), match.end(1), Entry(table.states[codes.pop()], "seat"))

    # --- names ----------------------------------------------------------------------------------------

    def _runs(self) -> Iterator[Run]:
        words: list[Word] = []
        pending: list[Word] = []
        for word in self._words():
            if words and self._broken(words[-1] if not pending else pending[-1], word):
                yield self._run(words)
                words, pending = [], []
            if self._names(word, bool(words)):
                words += [*pending, word]
                pending = []
            elif words and self._joins(words, word):
                pending.append(word)
            elif words:
                yield self._run(words)
                words, pending = [], []
        if words:
            yield self._run(words)

    def _words(self) -> Iterator[Word]:
        doc, i = self.doc, 0
        while i < len(doc):
            j = i + 1
            while (
                j + 1 < len(doc)
                and doc[j].text in {"-", "‑"}
                and not doc[j - 1].whitespace_
                and not doc[j].whitespace_
            ):
                j += 2
            token = doc[i]
            if not token.is_space:
                text = (
                    token.text
                    if j == i + 1
                    else self.doc.text[token.idx : doc[j - 1].idx + len(doc[j - 1])]
                )
                yield Word(text, i, j)
            i = j

    def _broken(self, last: Word, word: Word) -> bool:
        return word.start != last.end or bool(
            self.doc[word.start].is_sent_start and self.doc[last.end - 1].text[-1:] != "."
        )

    def _names(self, word: Word, inside: bool) -> bool:
        """Whether the word can be part of a name."""
        if not word.text[0].isupper():
            return inside and "-" in word.text and word.key.split("-")[0] in titles().particles
        token = self.doc[word.start]
        if word.start in self.hit_at:
            return True
        if token.pos_ == "PROPN":
            return word.key not in titles().not_person or not token.is_sent_start or inside
        if token.pos_ in _FUNCTION and (not inside or word.key in titles().not_person):
            return False
        return (
            inside
            or not token.is_sent_start
            or word.key in titles().offices
            or self._capital_follows(word)
        )

    def _capital_follows(self, word: Word) -> bool:
        following = self.doc[word.end] if word.end < len(self.doc) else None
        return (
            following is not None
            and following.pos_ == "PROPN"
            and word.key not in titles().not_person
        )

    def _joins(self, words: list[Word], word: Word) -> bool:
        """Whether a small word may stand inside the name begun by `words`."""
        t = titles()
        if word.key in t.particles and word.key not in t.joiners:
            return True
        keys = [w.key for w in words]
        if not any(key in t.bodies or key in t.offices for key in keys):
            return word.key in {"de", "&", "of"} and word.key != "of"
        if word.key in {"and", "&", "to", "in", "on", "for", "against"}:
            return any(key in t.bodies for key in keys) and (
                word.key != "and" or "of" in self._small(words)
            )
        return word.key in {"of", "the", "de"} and (
            word.key != "the" or self.doc[word.start - 1].lower_ in t.joiners
        )

    def _small(self, words: list[Word]) -> set[str]:
        return {word.key for word in words if not word.text[0].isupper()}

    def _run(self, words: list[Word]) -> Run:
        return Run(tuple(words), self._cut(words), bool(self.doc[words[0].start].is_sent_start))

    def _cut(self, words: list[Word]) -> int:
        """How many words in front of a person's name are titles, offices, states and bodies."""
        t = titles()
        last = len(words) - 1
        while last and words[last].key in t.suffixes:
            last -= 1
        cut = 0
        for i, word in enumerate(words[:last]):
            if word.key in t.titles or word.key in t.offices:
                cut = i + 1
        joined = " ".join(word.key for word in words)
        for phrase in t.office_phrases:
            if joined.startswith(f"{phrase} ") or f" {phrase} " in joined:
                size = joined.find(phrase) + len(phrase)
                cut = max(cut, len(joined[:size].split()))
        return min(self._past_states(words, cut), last)

    def _past_states(self, words: list[Word], cut: int) -> int:
        """Go on past states and bodies, as long as two words remain: "Ukrainian Olena Bondar"."""
        if cut and words[cut].key in {"of", "for"}:
            cut += 1
        while len(words) - cut > 2 and (hit := self.hit_at.get(words[cut].start)):
            over = next(
                (i for i, word in enumerate(words) if self.starts[word.start] >= hit.end),
                len(words),
            )
            if len(words) - over < 2:
                break
            cut = over
        return cut

    # --- persons --------------------------------------------------------------------------------------

    def is_person(self, run: Run) -> bool:
        """Whether the run behind its titles can be somebody's name."""
        t = titles()
        rest = run.words[run.cut :]
        if not 0 < len(rest) <= LONGEST_NAME or any(word.key in t.not_person for word in rest):
            return False
        if any(word.key in t.bodies for word in rest) or any(
            word.text[-1].isdigit() for word in rest
        ):
            return False
        if any(
            len(word.text) > 1
            and word.text.isupper()
            and word.text.isalpha()
            and word.key not in t.suffixes
            for word in rest
        ):
            return False
        if len(rest) == 1:
            return run.cut > 0 or rest[0].start not in self.hit_at
        return not self._whole_hit(rest)

    def _whole_hit(self, words: Sequence[Word]) -> bool:
        hit = self.hit_at.get(words[0].start)
        return hit is not None and hit.end > self.starts[words[-1].start]

    @cached_property
    def persons(self) -> tuple[Person, ...]:
        """Everybody named with more than one word, in order of their first mention."""
        found: dict[tuple[str, ...], Person] = {}
        for run in self.runs:
            words = whole(run.rest)
            if len(words) > 1 and self.is_person(run):
                person = self._same(found, words)
                person.places.append(run.start)
                self._describe(person, run)
        for run in self.runs:
            if (
                run.cut
                and len(run.rest) == 1
                and self.is_person(run)
                and (known := self._find([*found.values()], run.rest, run.start))
            ):
                self._describe(known, run)
        return tuple(found.values())

    def _same(self, found: dict[tuple[str, ...], Person], words: tuple[str, ...]) -> Person:
        """The person already known by these words, or by fewer or more of them with the same ends."""
        for known in list(found):
            if known[-1] == words[-1] and (within(words, known) or within(known, words)):
                person = found.pop(known)
                person.words = max(known, words, key=len)
                found[person.words] = person
                return person
        return found.setdefault(words, Person(words))

    def _describe(self, person: Person, run: Run) -> None:
        t = titles()
        head = self.doc[run.words[-1].end - 1]
        nouns = {*run.prefix, *self._nouns_before(run), *self._appositions(head)}
        person.offices |= {noun for noun in nouns if noun in t.offices}
        genders = [t.titles.get(noun) or t.offices.get(noun) for noun in sorted(nouns)]
        person.gender = (
            person.gender or next(filter(None, genders), None) or t.given.get(run.rest[0].lower())
        )
        if not person.state and person.offices:
            person.state = self.state_in(
                max(head.left_edge.i, run.start - 12), run.start + run.cut
            ) or self._state_of_apposition(head)

    def _nouns_before(self, run: Run) -> Iterator[str]:
        for i in range(run.start - 1, max(run.start - 4, -1), -1):
            token = self.doc[i]
            if token.pos_ not in {"NOUN", "PROPN"}:
                break
            yield token.lower_

    def _appositions(self, head: Token) -> Iterator[str]:
        for child in head.children:
            if child.dep_ in {"appos", "conj"} and child.i > head.i:
                yield child.lower_
                yield from (
                    grandchild.lower_ for grandchild in child.children if grandchild.dep_ == "conj"
                )
        if head.dep_ in {"appos", "nsubj"} and head.head.pos_ in {"NOUN", "AUX"}:
            yield head.head.lower_
            yield from (child.lower_ for child in head.head.children if child.dep_ == "attr")

    def _state_of_apposition(self, head: Token) -> str | None:
        for child in head.children:
            if child.dep_ == "appos":
                return self.state_in(child.left_edge.i, child.right_edge.i + 1)
        if head.dep_ == "appos":
            return self.state_in(head.head.left_edge.i, head.i)
        return None

    def person(self, words: Sequence[str], at: int, gender: Gender | None = None) -> Person | None:
        """Who is meant by these words at this token: the one person whose name ends (else begins) with them."""
        return self._find(
            [p for p in self.persons if gender is None or p.gender in {None, gender}], words, at
        )

    def _find(self, known: Sequence[Person], words: Sequence[str], at: int) -> Person | None:
        words = whole(words)
        fits = [
            p
            for p in known
            if p.words[-len(words) :] == words or (len(words) > 1 and within(words, p.words))
        ]
        fits = fits or [p for p in known if p.words[: len(words)] == words]
        earlier = [p for p in fits if p.places[0] <= at] or fits
        return max(earlier, key=lambda p: (len(p.places), -p.places[0])) if earlier else None

    # --- bodies ---------------------------------------------------------------------------------------

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Everything that is named with a word for a body ("Ministry", "Bank") or stands in the gazetteer."""
        return tuple(body for run in self.runs if (body := self._body(run)))

    def _body(self, run: Run) -> Body | None:
        named = None if run.cut and self.is_person(run) else self.body(run)
        return Body(tuple(word.text for word in run.words), run.start, named) if named else None

    def body(self, run: Run) -> Actor | None:
        """The body that a run names, `None` where it names none. A state in front or behind is its state."""
        words, state = self._without_state(run)
        text = plain(" ".join(word.text for word in words))
        table = gazetteer()
        role = table.roles.get(text.lower())
        entry = table.exactly(text)
        if role and state:
            return table.body(state, role)
        if entry and entry.form == "body":
            known = entry.actor
            return (
                known if not state or known.state == state else actor(known.kind, known.name, state)
            )
        kind = self.kind(words)
        whole_text = plain(run.text)
        return (
            actor(kind, text if kind in {"agency", "government"} else whole_text, state)
            if kind and text
            else None
        )

    def _without_state(self, run: Run) -> tuple[tuple[Word, ...], str | None]:
        words = run.words
        entry = gazetteer().exactly(plain(run.text))
        if entry:
            return words, entry.actor.state if entry.form == "body" else None
        state = self._possessor(run.start)
        first, last = self.hit_at.get(words[0].start), self.hit_at.get(words[-1].start)
        if (
            first
            and first.entry.form != "body"
            and len(words) > 1
            and first.end < self.starts[words[-1].start]
        ):
            kept = tuple(word for word in words if self.starts[word.start] >= first.end)
            return kept, first.entry.actor.state
        if last and last.entry.form == "name" and len(words) > 2:
            kept = tuple(word for word in words if self.starts[word.start] < last.start)
            if kept and kept[-1].key in {"of", "the"}:
                kept = kept[:-1] if kept[-1].key == "of" else kept[:-2]
                return kept or words, last.entry.actor.state
        return words, state

    def _possessor(self, start: int) -> str | None:
        """The state in "Norway's" before a token."""
        if start > 1 and self.doc[start - 1].tag_ == "POS" and (hit := self.hit_at.get(start - 2)):
            return hit.entry.actor.state if hit.entry.form != "body" else None
        return None

    def kind(self, words: Sequence[Word]) -> ActorKind | None:
        """What sort of body the words name: the last such word before "of" or "for" decides."""
        t = titles()
        small = next(
            (i for i, word in enumerate(words) if i and word.key in {"of", "for", "on"}), len(words)
        )
        for word in reversed(words[:small]):
            if word.key in t.bodies:
                return t.bodies[word.key]
        return None

    @cached_property
    def acronyms(self) -> dict[str, Actor]:
        """Acronyms that the text defines in brackets behind a body's name."""
        found: dict[str, Actor] = {}
        for run in self.runs:
            last = self.doc[run.end - 1]
            match = _DEFINED.match(self.text, last.idx + len(last))
            if match and match.group(1)[0] in {word.text[0] for word in run.words}:
                named = self.body(run) or actor(
                    "organisation", plain(run.text), self._possessor(run.start)
                )
                found.setdefault(match.group(1), named)
        return found

    def last_body(self, word: str, at: int) -> Actor | None:
        """The last body before a token whose name begins or ends with this word."""
        fits = [
            b
            for b in self.bodies
            if b.at < at
            and len(b.words) > 1
            and word.lower() in {b.words[-1].lower(), b.words[0].lower()}
        ]
        return fits[-1].actor if fits else None

    # --- unnamed --------------------------------------------------------------------------------------

    def unnamed(self, kind: ActorKind, description: str, state: str | None = None) -> Actor:
        """Somebody without a name: one per report and description, never anybody else's equal."""
        return Actor(identity("actor", kind, description, self.report), description, kind, state)


def whole(words: Sequence[str]) -> tuple[str, ...]:
    """A name without initials in the middle: "Alan B. Carter" is "Alan Carter"."""
    inner = [word for word in words[1:-1] if not _INITIAL.match(word)]
    return (*words[:1], *inner, *words[1:][-1:])


def within(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether the few words stand among the many in the same order, the last being the same."""
    rest = iter(many)
    return len(few) <= len(many) and few[-1] == many[-1] and all(word in rest for word in few)
