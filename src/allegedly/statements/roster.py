"""Everybody whom a report names: persons by their whole names and offices, bodies with their states."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.model import Actor, identity
from allegedly.statements.gazetteer import actor, gazetteer, titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from allegedly.model import ActorKind
    from allegedly.statements.gazetteer import Entry, Gender
    from allegedly.statements.mentions import Run, Scan, Word

__all__ = ["Body", "Person", "Roster"]

_DEFINED = re.compile(r"\s*\(\s*[\"']?([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\b")
_INITIAL = re.compile(r"[A-Z]\.?\Z")
_BRAND = re.compile(
    r"(?!Mc|Mac|De|La|Le|Van|Von|Di|Du|Fitz|O')\w*[a-z][A-Z]|[A-Z]-|.*\.[a-z]{2,3}\Z"
)
"""Spelled as no surname is: a capital inside ("BioNord"), one letter and a hyphen ("D-Ohio"), a site ("Nord.org")."""
LONGEST_NAME = 5
"""More capitalised words than this, offices taken off, are no person's name."""

LONGEST_APPOSITION = 8
"""How many words beside a name are read as what it is; longer ones tell of other people."""


@dataclass(slots=True, eq=False)
class Person:
    """Somebody named in the report, and what it says of them."""

    words: tuple[str, ...]
    places: list[int] = field(default_factory=list)
    """Tokens where the whole name starts."""
    spellings: dict[tuple[str, ...], int] = field(default_factory=dict)
    offices: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    """All that stands before and in apposition to the name, in lower case."""
    state: str | None = None
    gender: Gender | None = None
    keys: tuple[str, ...] = ()
    """The words as they are compared."""

    def __post_init__(self) -> None:
        self.keys = lower(self.words)

    @property
    def actor(self) -> Actor:
        """The person as an actor; the id does not depend on what this report says of them."""
        return actor("person", " ".join(self.words))


@dataclass(frozen=True, slots=True)
class Body:
    """A body that the report names at a token, in these words (in lower case)."""

    words: tuple[str, ...]
    at: int
    actor: Actor


class _Index:
    """Persons by every word of their names."""

    def __init__(self) -> None:
        self.persons: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}

    def add(self, person: Person) -> None:
        """Take a person in, or the new words of one."""
        if person not in self.named(person.keys[-1]):
            self.persons.append(person)
        for key in person.keys:
            named = self._by_word.setdefault(key, [])
            if person not in named:
                named.append(person)

    def named(self, word: str) -> list[Person]:
        """Everybody with this word in their name, in order of their first mention."""
        return self._by_word.get(word, [])

    def find(self, words: Sequence[str], at: int, gender: Gender | None = None) -> Person | None:
        """Who is meant by these words at a token: whose name ends with them, else begins; the most present one."""
        keys = lower(whole(words))
        size = len(keys)
        known = [p for p in self.named(keys[-1]) if gender is None or p.gender in {None, gender}]
        fits = [p for p in known if p.keys[-size:] == keys or (size > 1 and within(keys, p.keys))]
        fits = fits or [p for p in known if p.keys[:size] == keys]
        earlier = [p for p in fits if p.places[0] <= at] or fits
        return max(earlier, key=lambda p: _presence(p, at)) if earlier else None


class Roster:
    """The persons and bodies of one report."""

    def __init__(self, scan: Scan, report: str) -> None:
        self._scan = scan
        self._report = report
        self._is_person: dict[int, bool] = {}
        self._body: dict[int, Actor | None] = {}

    def unnamed(self, kind: ActorKind, description: str, state: str | None = None) -> Actor:
        """Somebody without a name: one per report and description, nobody else's equal."""
        return Actor(identity("actor", kind, description, self._report), description, kind, state)

    # --- persons ----------------------------------------------------------------------------------------

    def is_person(self, run: Run) -> bool:
        """Whether the run behind its titles can be somebody's name."""
        if run.start not in self._is_person:
            self._is_person[run.start] = self._can_be_person(run)
        return self._is_person[run.start]

    def _can_be_person(self, run: Run) -> bool:
        rest = run.words[run.cut :]
        if self.is_company(run):
            return False
        common = frozenset() if self._surely_person(run) else titles().not_person
        if len(rest) > LONGEST_NAME or any(
            word.key in common or self._no_name(word) for word in rest
        ):
            return False
        hit = self._scan.hit_at.get(rest[0].start)
        if len(rest) == 1:
            return run.cut > 0 or hit is None
        if hit and rest[0].text.replace(".", "").isupper():
            return False  # "U.N. Women", but "J. D. Moen"
        if hit and hit.entry.form == "people" and len(run.words) == 2:
            return False  # "Israeli Arab"
        return hit is None or hit.end <= self._scan.offsets[rest[-1].start]

    def _surely_person(self, run: Run) -> bool:
        """Whether a given name begins the run, or an office that no company has stands beside it."""
        if len(run.words) - run.cut < 2:
            return False
        t, beside = titles(), self._appositions(self._scan.tokens[run.end - 1])
        if run.rest[0].lower() in t.given:
            return True
        return any(t.office(noun.lower_) and noun.lower_ not in t.owners for noun in beside)

    def _no_name(self, word: Word) -> bool:
        t = titles()
        if word.key in t.bodies or word.text[-1].isdigit() or "@" in word.text:
            return True
        if (
            word.key.endswith("s")
            and self._scan.tokens[word.end - 1].tag_ == "NNPS"
            and t.office(word.key)
        ):
            return True
        return self.spelled_like_a_body(word)

    def spelled_like_a_body(self, word: Word) -> bool:
        """Whether a word is an acronym, or has a capital where names of persons have none."""
        acronym = 1 < len(word.text) <= 5 and word.text.isupper() and word.text.isalpha()
        return bool(_BRAND.match(word.text)) or (acronym and word.key not in titles().suffixes)

    @property
    def persons(self) -> tuple[Person, ...]:
        """Everybody named with more than one word, or with a title; in order of their first mention."""
        return self._found[0]

    @cached_property
    def _found(self) -> tuple[tuple[Person, ...], _Index]:
        found = _Index()
        runs = [
            r for r in self._scan.runs if self.is_person(r) and not self._scan.in_headline(r.start)
        ]
        for run in (run for run in runs if len(whole(run.rest)) > 1):
            person = self._same(found, whole(run.rest))
            person.places.append(run.start)
            self._describe(person, run)
        for run in (run for run in runs if run.cut and len(run.rest) == 1):
            known = found.find(run.rest, run.start)
            if known is None:
                known = Person(self._kept(run), [run.start])
                found.add(known)
            self._describe(known, run)
        return tuple(sorted(found.persons, key=lambda person: person.places[0])), found

    def _kept(self, run: Run) -> tuple[str, ...]:
        """The name with the title that belongs to it: "Pope Francis"."""
        title = run.words[run.cut - 1]
        return (title.text, *run.rest) if title.key in titles().kept else run.rest

    def _same(self, found: _Index, words: tuple[str, ...]) -> Person:
        """The person already known by these words, or by fewer or more of them with the same last."""
        keys = lower(words)
        named = found.named(keys[-1])
        known = next((p for p in named if within(keys, p.keys) or within(p.keys, keys)), None)
        if known is None:
            known = Person(words)
        known.spellings[words] = known.spellings.get(words, 0) + 1
        known.words = max(
            known.spellings,
            key=lambda name: (name[0].lower() in titles().given, known.spellings[name], len(name)),
        )
        known.keys = lower(known.words)
        found.add(known)
        return known

    def _describe(self, person: Person, run: Run) -> None:
        """Add what stands before the name and in apposition to it: offices, gender, state."""
        t, tokens = titles(), self._scan.tokens
        appositions = list(self._appositions(tokens[run.end - 1]))
        spans = [(self._before(run), run.start + run.cut)]
        spans += [
            (noun.left_edge.i, min(noun.right_edge.i, noun.i + LONGEST_APPOSITION) + 1)
            for noun in appositions
        ]
        nouns = {
            *run.prefix,
            *(token.lower_ for token in tokens[spans[0][0] : run.start]),
            *(n.lower_ for n in appositions),
        }
        person.offices |= {office for noun in nouns if (office := t.office(noun))}
        person.said |= {token.lower_ for start, end in spans for token in tokens[start:end]}
        title = next((g for key in run.prefix if (g := t.titles.get(key))), None)
        office = next((g for noun in sorted(nouns) if (g := t.offices.get(noun))), None)
        person.gender = person.gender or title or t.given.get(run.rest[0].lower()) or office
        if person.offices and not person.state:
            states = (self._scan.state_in(start, end) for start, end in spans)
            person.state = next((code for code in states if code), None)

    def _before(self, run: Run) -> int:
        """Where the words that describe the name begin: "Norway's former deputy whip" before it."""
        start = run.start
        while (
            start
            and run.start - start < LONGEST_APPOSITION
            and self._describes(self._scan.tokens[start - 1])
        ):
            start -= 1
        return start

    def _describes(self, token: Token) -> bool:
        return token.pos_ in {"NOUN", "PROPN", "ADJ"} or token.tag_ in {"POS", "HYPH"}

    def _appositions(self, head: Token) -> Iterator[Token]:
        """Nouns in apposition to a name, or that it is said to be."""
        for child in head.children:
            if child.dep_ == "appos":
                yield child
                yield from (
                    other
                    for other in child.children
                    if other.dep_ == "conj" and other.pos_ == "NOUN"
                )
        if head.dep_ == "appos":
            yield head.head
        if head.dep_ == "nsubj" and head.head.lower_ in {"is", "was"}:
            yield from (child for child in head.head.children if child.dep_ == "attr")

    def person(self, words: Sequence[str], at: int, gender: Gender | None = None) -> Person | None:
        """Who is meant by these words at this token: the person whose name ends (else begins) with them."""
        return self._indexed.find(words, at, gender)

    @property
    def _indexed(self) -> _Index:
        return self._found[1]

    # --- bodies -----------------------------------------------------------------------------------------

    def is_company(self, run: Run) -> bool:
        """Whether the run names a company: by its last word, by a state behind it, or by what it is said to be."""
        if run.cut or self._surely_person(run):
            return False
        return run.text in self._companies or self._company_name(run.words)

    def _company_name(self, words: Sequence[Word]) -> bool:
        """Whether words are spelled as a company's name: "Belmar Shipping", "Belmar Norway"."""
        *before, last = words
        if not before or any(word.key in titles().not_person for word in before):
            return False
        states = [self._scan.hit_at.get(word.start) for word in words]
        if states[0] is not None:
            return False
        named = states[-1] is not None and states[-1].entry.form == "name"
        return named or last.key in titles().company_names

    @cached_property
    def _companies(self) -> frozenset[str]:
        """Names that the report says are companies', "the operator Belmar", and no person's surname."""
        surnames = {run.rest[-1] for run in self._scan.runs if len(run.rest) > 1}
        free = (run for run in self._scan.runs if run.text not in surnames)
        return frozenset(run.text for run in free if self._plays_company(run))

    def _plays_company(self, run: Run) -> bool:
        """Whether a company's part stands before or beside a name that is nobody's else."""
        if run.start in self._scan.hit_at or any(w.key in titles().not_person for w in run.words):
            return False
        tokens = self._scan.tokens
        roles = [
            *tokens[max(run.start - 1, 0) : run.start],
            *self._appositions(tokens[run.end - 1]),
        ]
        return any(
            role.lower_ in titles().companies
            or (role.lower_ in titles().owners and _owns_as_company(role, run))
            for role in roles
        )

    @cached_property
    def bodies(self) -> tuple[Body, ...]:
        """Everything named with a word for a body ("Ministry", "Bank") or found in the gazetteer, in order."""
        return tuple(
            Body(tuple(word.key for word in run.words), run.start, body)
            for run in self._scan.runs
            if not self._scan.in_headline(run.start)
            and not (run.cut and self.is_person(run))
            and (body := self.body(run))
        )

    def body(self, run: Run) -> Actor | None:
        """The body that a run names, `None` where it names none. A state in front or behind is its state."""
        if run.start not in self._body:
            self._body[run.start] = self._named_body(run)
        return self._body[run.start]

    def _named_body(self, run: Run) -> Actor | None:
        entry = gazetteer().exactly(run.text)
        words, state = (
            (run.words, self._possessor(run.start)) if entry else self._without_state(run)
        )
        text = " ".join(word.text for word in words)
        entry, role = entry or gazetteer().exactly(text), gazetteer().roles.get(text.lower())
        if role and (state or not entry):
            state = state or self._context(run.start)
            return gazetteer().body(state, role) if state else actor(role.kind, text)
        if entry:
            return self._known(entry, state, words)
        return self._by_kind(run, words, state)

    def _by_kind(self, run: Run, words: Sequence[Word], state: str | None) -> Actor | None:
        """A body that no table knows, by the word that says what sort of body it is."""
        text = " ".join(word.text for word in words)
        kind = kind_of(words) or ("organisation" if self.is_company(run) else None)
        if kind is None or (len(run.words) == 1 and self._scan.in_headline(run.start)):
            return None
        if state and len(words) == 1 and words[0].key in titles().bodies:
            return actor(kind, f"{gazetteer().adjectives[state]} {text.lower()}", state)
        return actor(kind, text if kind in {"agency", "government"} else run.text, state)

    def _known(self, entry: Entry, state: str | None, words: Sequence[Word]) -> Actor | None:
        """The actor of a body's entry. What several states have ("Supreme Court") is that of the state spoken of."""
        known, states = entry.actor, self._scan.states
        if entry.form != "body":
            return None
        if entry.generic and not state and states and known.state not in states:
            state = self._context(words[0].start)
        elif state in {None, known.state}:
            return known
        return actor(kind_of(words) or known.kind, " ".join(word.text for word in words), state)

    def _context(self, at: int) -> str | None:
        """The state that a report speaks of at a token: the only one, or the last one named nearby."""
        if self._scan.in_headline(at):
            return None
        states = self._scan.states
        return next(iter(states)) if len(states) == 1 else self._scan.last_state(at)

    def _without_state(self, run: Run) -> tuple[tuple[Word, ...], str | None]:
        """The words without "Norwegian" in front or "of Norway" behind, and the state."""
        words, offsets = run.words, self._scan.offsets
        first, last = self._scan.hit_at.get(words[0].start), self._scan.hit_at.get(words[-1].start)
        if first and first.entry.form != "body" and first.end <= offsets[words[-1].start]:
            return tuple(
                word for word in words if offsets[word.start] >= first.end
            ), first.entry.actor.state
        if last and last.entry.form == "name" and last.start > offsets[words[0].start]:
            kept = [word for word in words if offsets[word.start] < last.start]
            while kept and kept[-1].key in {"of", "the"}:
                kept.pop()
            if kept and len(kept) < len(words):
                return tuple(kept), last.entry.actor.state
        return words, self._possessor(run.start)

    def _possessor(self, start: int) -> str | None:
        """The state in "Norway's" before a token."""
        if (
            start > 1
            and self._scan.tokens[start - 1].tag_ == "POS"
            and (hit := self._scan.hit_at.get(start - 2))
        ):
            return hit.entry.actor.state if hit.entry.form != "body" else None
        return None

    @cached_property
    def acronyms(self) -> dict[str, Actor]:
        """Acronyms that the text defines in brackets behind a body's name."""
        found: dict[str, Actor] = {}
        for run in self._scan.runs:
            last = self._scan.tokens[run.end - 1]
            match = _DEFINED.match(self._scan.text, last.idx + len(last))
            if match and match.group(1)[0] in {word.text[0] for word in run.words}:
                named = self.body(run) or actor(
                    "organisation", run.text, self._possessor(run.start)
                )
                found.setdefault(match.group(1), named)
        return found

    def last_body(self, word: str, at: int) -> Actor | None:
        """The last body before a token with a longer name that begins or ends with this word."""
        key = word.lower()
        fits = [
            b
            for b in self.bodies
            if b.at < at and len(b.words) > 1 and key in {b.words[0], b.words[-1]}
        ]
        return fits[-1].actor if fits else None


def _owns_as_company(role: Token, run: Run) -> bool:
    """Whether an owner with this name is a company: "its owner Telmora", but not "bar owner Khan"."""
    if any(child.dep_ == "compound" for child in role.children if child.i < run.start):
        return False
    return len(run.words) == 1 or any(child.lower_ in {"its", "their"} for child in role.children)


def _presence(person: Person, at: int) -> tuple[int, int]:
    """How often a person was named in full before a token, and where last."""
    before = [place for place in person.places if place <= at]
    return len(before), before[-1] if before else -person.places[0]


def kind_of(words: Sequence[Word]) -> ActorKind | None:
    """What sort of body the words name: the last such word before "of" or "for" decides."""
    if any(word.key == "news" for word in words):
        return "media"
    t = titles()
    end = next(
        (i for i, word in enumerate(words) if i and word.key in {"of", "for", "on"}), len(words)
    )
    return next(
        (t.bodies[word.key] for word in reversed(words[:end]) if word.key in t.bodies), None
    )


def lower(words: Sequence[str]) -> tuple[str, ...]:
    """The words as they are compared: in lower case, without the article of an Arabic name."""
    return tuple(word.lower().removeprefix("al-").removeprefix("el-") for word in words)


def whole(words: Sequence[str]) -> tuple[str, ...]:
    """A name without initials in the middle: "Alan B. Carter" is "Alan Carter"."""
    inner = [word for word in words[1:-1] if not _INITIAL.match(word)]
    return (*words[:1], *inner, *words[1:][-1:])


def within(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether the few words stand among the many in the same order, the last being the same."""
    if few[-1] != many[-1] or len(few) > len(many):
        return False
    rest = iter(many)
    return all(word in rest for word in few)
