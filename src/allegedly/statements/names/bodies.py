"""Bodies that a report names: companies, ministries, agencies, by their words, their states and the tables."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.statements.names.gazetteer import actor, gazetteer, titles

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from allegedly.model import Actor, ActorKind
    from allegedly.statements.names.gazetteer import Entry
    from allegedly.statements.names.mentions import Scan
    from allegedly.statements.names.runs import Run, Word

__all__ = ["CALLED", "Bodies", "appositions", "sort_of"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
CALLED = frozenset({"called", "named", "dubbed", "known", "calling", "calls", "styling", "styles"})
"""Behind these stands the name of what is described."""
_DEFINED = re.compile(r"\s*\(\s*[\"']?([A-Z][A-Za-z]*[A-Z][A-Za-z]*)\b")
_BRAND = re.compile(
    r"(?!Mc|Mac|De|La|Le|Van|Von|Di|Du|Fitz|O')\w*[a-z][A-Z]|[A-Z]-|.*\.[a-z]{2,3}\Z"
)
"""Spelled as no surname is: a capital inside ("BioNord"), one letter and a hyphen ("D-Ohio"), a site ("Nord.org")."""


class Bodies:
    """Tells which body a run of capitalised words names."""

    def __init__(self, scan: Scan) -> None:
        self._scan = scan
        self._body: dict[int, Actor | None] = {}
        self._kinds: dict[int, ActorKind | None] = {}

    def surely_person(self, run: Run) -> bool:
        """Whether a given name begins the run, or an office that no company has stands beside it."""
        if len(run.words) - run.cut < 2:
            return False
        t, beside = titles(), appositions(self._scan.tokens[run.end - 1])
        if run.rest[0].lower() in t.given:
            return True
        return any(t.office(noun.lower_) and noun.lower_ not in t.owners for noun in beside)

    def spelled_like_a_body(self, word: Word) -> bool:
        """Whether a word is an acronym, or has a capital where names of persons have none."""
        acronym = 1 < len(word.text) <= 5 and word.text.isupper() and word.text.isalpha()
        return bool(_BRAND.match(word.text)) or (acronym and word.key not in titles().suffixes)

    def told(self, run: Run) -> ActorKind | None:
        """The kind of body that a run names, by its last word, a state behind it, or what it is said to be."""
        if run.start not in self._kinds:
            self._kinds[run.start] = self._told_of(run)
        return self._kinds[run.start]

    def _told_of(self, run: Run) -> ActorKind | None:
        if any(word.text == "&" for word in run.words):
            return "organisation"
        if run.cut or self.surely_person(run):
            return None
        company: ActorKind | None = "organisation" if self._company_name(run.words) else None
        return self._told.get(run.text) or company

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
    def _told(self) -> dict[str, ActorKind]:
        """Names that the report says are bodies': "the operator Belmar", "the rights group Open Cells"."""
        surnames = {run.rest[-1] for run in self._scan.runs if len(run.rest) > 1}
        free = (run for run in self._scan.runs if run.text not in surnames)
        told = ((run.text, self._part(run)) for run in (*free, *self._several()))
        return {name: kind for name, kind in reversed([*told]) if kind}

    def _several(self) -> Iterator[Run]:
        """Names of more than one word, which are nobody's surname."""
        return (run for run in self._scan.runs if len(run.words) > 1)

    def _part(self, run: Run) -> ActorKind | None:
        """What sort of body a noun before or beside a name says it is, if the name is nobody else's."""
        if run.start in self._scan.hit_at or any(w.key in titles().not_person for w in run.words):
            return None
        tokens = self._scan.tokens
        before = tokens[max(run.start - 1, 0) : run.start]
        nouns = [*before, *appositions(tokens[run.end - 1]), *_called(tokens, run.start)]
        told = next((kind for noun in nouns if (kind := self._kind(noun, run))), None)
        return told or _by_belongings(tokens[run.end - 1])

    def _kind(self, noun: Token, run: Run) -> ActorKind | None:
        """The kind of body that a noun makes of the name beside it."""
        t, word = titles(), noun.lower_
        if word in t.companies or (word in t.owners and _owns_as_company(noun, run)):
            return "organisation"
        if noun.tag_ == "NNS" and t.means_people(word):
            return "organisation" if noun.i < run.start - 1 else None
        named = noun.i > 0 and f"{noun.nbor(-1).lower_} {word}" in t.bodies
        return sort_of(noun) if named or word in t.sorts or word in t.media else None

    def of(self, run: Run) -> Actor | None:
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
        kind = kind_of(words) or self.told(run)
        if kind is None or (len(run.words) == 1 and self._scan.in_headline(run.start)):
            return None
        if state and kind != "media" and len(words) == 1 and words[0].key in titles().bodies:
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
        """Acronyms of the bodies that the text names: in brackets behind the name, or simply their initials."""
        return {**self._initials, **self._defined}

    @cached_property
    def _initials(self) -> dict[str, Actor]:
        """By the initials of bodies with three words or more; those of two bodies stand for neither."""
        found: dict[str, dict[str, Actor]] = {}
        for run in self._scan.runs:
            initials = "".join(word.text[0] for word in run.words if word.text[0].isupper())
            if len(initials) > 2 and (body := self.of(run)):
                found.setdefault(initials, {})[body.id] = body
        return {key: next(iter(named.values())) for key, named in found.items() if len(named) == 1}

    @property
    def _defined(self) -> dict[str, Actor]:
        """Acronyms in brackets behind a body's name."""
        found: dict[str, Actor] = {}
        for run in self._scan.runs:
            last = self._scan.tokens[run.end - 1]
            match = _DEFINED.match(self._scan.text, last.idx + len(last))
            if match and match.group(1)[0] in {word.text[0] for word in run.words}:
                named = self.of(run) or actor("organisation", run.text, self._possessor(run.start))
                found.setdefault(match.group(1), named)
        return found


def appositions(head: Token) -> Iterator[Token]:
    """Nouns in apposition to a name, or that it is said to be."""
    for child in head.children:
        if child.dep_ == "appos":
            yield child
            yield from (
                other for other in child.children if other.dep_ == "conj" and other.pos_ == "NOUN"
            )
    if head.dep_ == "appos":
        yield head.head
    if head.dep_ == "nsubj" and head.head.lower_ in {"is", "was"}:
        yield from (child for child in head.head.children if child.dep_ == "attr")


def _by_belongings(name: Token) -> ActorKind | None:
    """What sort of body a name is, by what it has: "Telmora's shareholders", "Telmora, which"."""
    t = titles()
    if name.dep_ in {"poss", "compound", "nmod"} and name.head.i > name.i:
        if name.head.lower_ in t.company_has:
            return "organisation"
        if name.dep_ == "poss" and name.head.lower_ in t.state_has:
            return "government"
    relatives = (verb for verb in name.children if verb.dep_ == "relcl")
    which = (
        c.lower_ == "which" for verb in relatives for c in verb.children if c.dep_ in _SUBJECTS
    )
    return "organisation" if any(which) else None


def _called(tokens: Sequence[Token], i: int) -> Iterator[Token]:
    """The noun in "rebels known as the Red Column", whose name begins at token `i`."""
    at = i - 1 - (i > 1 and tokens[i - 1].lower_ == "the")
    at -= at > 0 and tokens[at].lower_ == "as"
    at -= at > 0 and tokens[at].lower_ in {"itself", "themselves"}
    if at > 0 and tokens[at].lower_ in CALLED and tokens[at].dep_ in {"acl", "relcl"}:
        yield tokens[at].head


def _owns_as_company(role: Token, run: Run) -> bool:
    """Whether an owner with this name is a company: "its owner Telmora", but not "bar owner Khan"."""
    if any(child.dep_ == "compound" for child in role.children if child.i < run.start):
        return False
    return len(run.words) == 1 or any(child.lower_ in {"its", "their"} for child in role.children)


def sort_of(noun: Token) -> ActorKind | None:
    """The kind of body that a noun means: of "news agency" media."""
    t = titles()
    before = noun.nbor(-1).lower_ if noun.i else ""
    if noun.lower_ in t.media or f"{before} {noun.lower_}" in t.media:
        return "media" if noun.tag_ in {"NN", "NNP"} else None
    return t.bodies.get(f"{before} {noun.lower_}") or t.bodies.get(noun.lower_)


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
