"""The event type of a content: what its main predicate tells, by a table of verbs and nouns that analysts own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.statements.event_rows import NAME, SOMETHING, entries, leading, mood

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from allegedly.statements.event_rows import Complement, Kind, Place, Row

__all__ = ["act_type", "coded_type", "event_type"]

_FRIENDLY = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_HOSTILE = frozenset({"SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "PROTEST", "THREATEN"})
_CODED: dict[str, tuple[str | None, str | None]] = {
    "declined": ("REJECT", None),
    "negated": (None, None),
    "owed": ("REQUEST", "REQUEST"),
    "weighed": (None, None),
    "future": ("AGREE", "THREATEN"),
}
"""What a friendly and a hostile deed that is not simply done is coded as; the first mood that holds decides."""
_MOODS = ("future", "weighed", "negated", "owed")
_LONGEST = 6
"""How many words may lead to the predicate ("is considering a plan to begin sending"). Set by hand."""

_KINDS: dict[str, Kind] = {
    "VERB": "verbs",
    "AUX": "verbs",
    "NOUN": "nouns",
    "PROPN": "nouns",
    "ADJ": "adjectives",
}
_SUBJECTS = frozenset({"nsubj", "csubj"})
_OBJECTS = frozenset({"dobj", "dative", "oprd", "nsubjpass", "csubjpass"})
_LINKS = frozenset({"prep", "prt", "agent", "dative", "advmod"})
_CLAUSES: dict[Kind, frozenset[str]] = {
    "verbs": frozenset({"xcomp", "ccomp"}),
    "adjectives": frozenset({"xcomp", "ccomp"}),
    "nouns": frozenset({"acl"}),
}
_GOVERNED = frozenset(
    {"xcomp", "ccomp", "pcomp", "acl", "dobj", "attr", "acomp", "compound", "advcl"}
)
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss"})
_LEANING = frozenset({"conj", "xcomp", "advcl", "pcomp"})
"""Clauses that have their subject from the verb above."""
_BESIDE = frozenset({"advmod", "acomp", "attr", "oprd", "intj"})
_ABOUT = frozenset({"of", "on", "against", "for", "about"})
"""Prepositions after an event noun that name what the event is done to."""
_BIDDEN = frozenset({"on", "upon", "to", "for", "with"})
"""Prepositions before whom somebody calls on, appeals to or pleads with."""
_POINTING = frozenset({"this", "that", "these", "those", "such"})
_RELATIVE = frozenset({"WDT", "WP"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A type, and the words that lead to its predicate, which is the last of them."""

    type: str
    path: tuple[Token, ...]


def event_type(doc: Doc, spans: Sequence[tuple[int, int]]) -> str | None:
    """The PLOVER type (2021) of what the content spans (characters) tell, or `None` where no row is sure.

    It is that of the content, whether that is done, denied or only weighed: polarity and certainty say so.
    """
    found = _event(doc, spans)
    return found.type if found else None


def act_type(doc: Doc, anchor: int) -> str | None:
    """The type of what somebody does by the attributing word at this token: accuse, demand, deny the reports."""
    return _Predicate(doc[anchor]).type


def coded_type(doc: Doc, spans: Sequence[tuple[int, int]]) -> str | None:
    """The type as PLOVER codes a sentence: a deed only promised is AGREE, harm announced THREATEN.

    A deed that somebody will not do is REJECT, one that somebody must do REQUEST; what is only weighed, and
    what was not done, is no event.
    """
    found = _event(doc, spans)
    if found is None:
        return None
    words = {word for token in found.path for word in _around(token)}
    moods = {m for m in _MOODS if words & mood(m)}
    return _as_coded(found.type, moods)


def _as_coded(type_: str, moods: set[str]) -> str | None:
    if type_ == "AGREE":
        return "REJECT" if "negated" in moods else type_
    if type_ not in _FRIENDLY | _HOSTILE:
        return type_
    if moods >= {"negated", "future"}:
        moods = {"declined"}
    friendly, hostile = next((_CODED[m] for m in _CODED if m in moods), (type_, type_))
    return friendly if type_ in _FRIENDLY else hostile


def _around(token: Token) -> Iterator[str]:
    yield token.lower_
    yield from (c.lower_ for c in token.children)


def _event(doc: Doc, spans: Iterable[tuple[int, int]]) -> _Found | None:
    found = [doc.char_span(start, end, alignment_mode="expand") for start, end in spans]
    contents = [content for content in found if content is not None]
    inside = frozenset(i for content in contents for i in range(content.start, content.end))
    events = (_find(content.root, (), inside) for content in contents)
    return next(filter(None, events), None)


def _find(
    token: Token, path: tuple[Token, ...], inside: frozenset[int] | None = None
) -> _Found | None:
    """The type of this word, or of the first word inside the content (token indices) that it leaves the type to."""
    if token in path or len(path) == _LONGEST or not (inside is None or token.i in inside):
        return None
    path = (*path, token)
    predicate = _Predicate(token)
    if type_ := predicate.type:
        return _Found(type_, path)
    events = (_find(t, path, inside) for t in predicate.leads_to(whole=len(path) == 1))
    return next(filter(None, events), None)


@dataclass(frozen=True)
class _Predicate:
    """A word that tells what happens; who does it to whom is looked up only where a row asks."""

    token: Token

    @property
    def type(self) -> str | None:
        """The type of the first row that it matches."""
        if self._kind is None or self._points_back():
            return None
        found = entries().get((self._kind, self.token.lower_), ())
        return next((row.type for link, row in found if self._matches(row, link)), None)

    def leads_to(self, *, whole: bool) -> Iterator[Token]:
        """The words that it leaves the type to, nearest in meaning first; `whole`: it is the content's own head."""
        yield from self._event_nouns()
        if self._listed("governs"):
            yield from (c for c in self._having(_GOVERNED) if c.dep_ != "attr" or self._there())
            yield from (p for c in self._having({"prep"}) for p in c.children)
        yield from self._having({"ccomp"})
        yield from (c for c in self._having({"conj"}) if c.i > self.token.i)
        if self._kind == "nouns" and whole:
            yield from self._having({"acl"})
        yield from (c for c in self._having({"advcl"}) if _adds(c))

    def _event_nouns(self) -> Iterator[Token]:
        """What a light verb does ("hold talks", "engage in talks"), and what happens ("talks resumed")."""
        if self._listed("light"):
            yield from (c for c in self._having(_OBJECTS) if c.pos_ == "NOUN")
        if self._listed("happens"):
            yield from (c for c in self._having(_SUBJECTS) if c.pos_ == "NOUN")
        for link in self._having({"prep"}):
            if f"{self.token.lower_}_{link.lower_}" in leading("light"):
                yield from link.children

    def _there(self) -> bool:
        """Whether it says that something is there ("there were clashes"), not what somebody is."""
        return bool(self._having({"expl"}))

    def _matches(self, row: Row, link: str) -> bool:
        if link and link not in self._links:
            return False
        if row.future and not any(c.lower_ in mood("future") for c in self._children):
            return False
        return all(slot.takes(self._words_at(slot.place, link)) for slot in row.slots) and all(
            self._governs(complement) for complement in row.complements
        )

    def _words_at(self, place: Place, link: str) -> frozenset[str]:
        if place == "object":
            return self._objects | self._links.get(link, frozenset())
        return self._subjects if place == "subject" else self._company

    def _governs(self, complement: Complement) -> bool:
        clauses = [*self._having(_CLAUSES[self._kind]), *self._gerunds()] if self._kind else []
        if complement == "any" or not clauses:
            return bool(clauses)
        if complement == "bidding":
            return any(self._bids_others(c) for c in clauses)
        found = next((found.type for c in clauses if (found := _find(c, (self.token,)))), "")
        return {
            "friendly": found in _FRIENDLY,
            "hostile": found in _HOSTILE,
            "not hostile": found not in _HOSTILE,
        }[complement]

    def _gerunds(self) -> list[Token]:
        """What follows a preposition as a clause: "barred from leaving"."""
        return [p for c in self._having({"prep"}) for p in c.children if p.tag_ == "VBG"]

    def _bids_others(self, clause: Token) -> bool:
        """Whether an infinitive has a doer of its own: "told the crew to leave", not "wants to leave"."""
        deps = {c.dep_ for c in clause.children if c.dep_ in _SUBJECTS or c.tag_ == "TO"}
        others = self._having(_OBJECTS) or _BIDDEN & self._links.keys()
        return "aux" in deps and bool(len(deps) > 1 or others)

    def _points_back(self) -> bool:
        """Whether it names something told before ("these attacks"), not what this content tells."""
        return self._kind == "nouns" and any(c.lower_ in _POINTING for c in self._children)

    def _listed(self, name: str) -> bool:
        words, form = leading(name), self.token.lower_
        return form in words or any(f"{form}_{link}" in words for link in self._links)

    def _having(self, deps: Iterable[str]) -> list[Token]:
        return [c for c in self._children if c.dep_ in deps]

    @cached_property
    def _kind(self) -> Kind | None:
        return _KINDS.get(self.token.pos_)

    @cached_property
    def _children(self) -> list[Token]:
        return list(self.token.children)

    @cached_property
    def _links(self) -> dict[str, frozenset[str]]:
        """The words after each particle or preposition."""
        return dict(pair for c in self._having(_LINKS) for pair in _link(c))

    @cached_property
    def _objects(self) -> frozenset[str]:
        """What it acts on; of a noun, its modifiers and what it is "of" or "against"."""
        if self._kind == "nouns":
            about = (words for link, words in self._links.items() if link in _ABOUT)
            modifiers = frozenset(c.lower_ for c in self._having(_MODIFIERS))
            return modifiers | _united(about)
        heads = self._having(_OBJECTS)
        if self.token.dep_ == "acl" and self.token.tag_ == "VBN":
            heads = [*heads, self.token.head]
        return _united(
            [
                *map(_phrase, heads),
                frozenset({SOMETHING} if heads or self._having({"ccomp"}) else ()),
            ]
        )

    @cached_property
    def _subjects(self) -> frozenset[str]:
        doers = self.doers()
        return _united([*map(_phrase, doers), frozenset({SOMETHING} if doers else ())])

    def doers(self) -> list[Token]:
        """Its subject, the agent of its passive, or the doers of the verb that it leans on."""
        found = self._having(_SUBJECTS)
        found += [p for agent in self._having({"agent"}) for p in agent.children]
        if found:
            return [self.token.head if c.tag_ in _RELATIVE else c for c in found]
        if self.token.dep_ == "acl" and self.token.tag_ == "VBG":
            return [self.token.head]
        leans = self.token.dep_ in _LEANING and not self._having({"nsubjpass", "csubjpass"})
        return _Predicate(self.token.head).doers() if leans else []

    @cached_property
    def _company(self) -> frozenset[str]:
        """Its prepositions with what follows them, its adverbs and predicate adjectives."""
        beside = [c for c in self._children if c.dep_ in _BESIDE or c.pos_ == "ADJ"]
        return frozenset(self._links) | _united([*self._links.values(), *map(_phrase, beside)])


def _adds(clause: Token) -> bool:
    """Whether a side clause goes on telling what the same one did: ", killing three", not "if", "while" or "as"."""
    return clause.tag_ == "VBG" and not any(
        c.dep_ in {"mark", "advmod", *_SUBJECTS} for c in clause.lefts
    )


def _link(link: Token) -> Iterator[tuple[str, frozenset[str]]]:
    """A particle or preposition with the words after it; "out of" also as one, a bare particle also as "+out"."""
    words = _united(_phrase(p) for p in link.children)
    yield link.lower_, words
    inner = [p for p in link.children if p.dep_ == "prep"]
    yield from ((f"{link.lower_}_{p.lower_}", words) for p in inner)
    if not words or inner:
        yield f"+{link.lower_}", words


def _phrase(head: Token) -> frozenset[str]:
    """A noun phrase as words: its head, its modifiers, what follows "of" and what "and" joins to it."""
    words = {head.lower_} | ({NAME} if head.pos_ == "PROPN" else set())
    for child in head.children:
        if child.dep_ in _MODIFIERS:
            words.add(child.lower_)
        elif child.i > head.i and (child.lower_ == "of" or child.dep_ in {"conj", "pobj"}):
            words |= _phrase(child)
    return frozenset(words)


def _united(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)
