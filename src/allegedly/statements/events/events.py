"""The event type of a content: what its main predicate tells, by a table of verbs and nouns that analysts own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.statements.events.predicates import OBJECTS, SUBJECTS, Predicate
from allegedly.statements.events.rows import entries, leading, mood

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from allegedly.statements.events.rows import Complement, Kind, Row

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

_CLAUSES: dict[Kind, frozenset[str]] = {
    "verbs": frozenset({"xcomp", "ccomp"}),
    "adjectives": frozenset({"xcomp", "ccomp"}),
    "nouns": frozenset({"acl"}),
}
_GOVERNED = frozenset(
    {"xcomp", "ccomp", "pcomp", "acl", "dobj", "attr", "acomp", "compound", "advcl"}
)
_BIDDEN = frozenset({"on", "upon", "to", "for", "with"})
"""Prepositions before whom somebody calls on, appeals to or pleads with."""
_POINTING = frozenset({"this", "that", "these", "those", "such"})


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
    return _own_type(Predicate(doc[anchor]), ())


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
    predicate = Predicate(token)
    if type_ := _own_type(predicate, path):
        return _Found(type_, path)
    events = (_find(t, path, inside) for t in _leads_to(predicate, whole=len(path) == 1))
    return next(filter(None, events), None)


def _own_type(predicate: Predicate, path: tuple[Token, ...]) -> str | None:
    """The type of the first row that the word itself matches."""
    found = entries().get((predicate.kind, predicate.word)) if predicate.kind else None
    if not found or _points_back(predicate):
        return None
    return next((row.type for link, row in found if _matches(predicate, row, link, path)), None)


def _matches(predicate: Predicate, row: Row, link: str, path: tuple[Token, ...]) -> bool:
    if link and link not in predicate.links:
        return False
    if row.future and not any(c.lower_ in mood("future") for _, c in predicate.children):
        return False
    return all(slot.takes(predicate.at(slot.place, link)) for slot in row.slots) and all(
        _governs(predicate, complement, path) for complement in row.complements
    )


def _governs(predicate: Predicate, complement: Complement, path: tuple[Token, ...]) -> bool:
    """Whether the clause that it governs is as a row asks."""
    clauses = predicate.having(_CLAUSES[predicate.kind or "verbs"])
    gerunds = (p for c in predicate.having({"prep"}) for p in c.children if p.tag_ == "VBG")
    clauses.extend(gerunds)  # "barred from leaving"
    if complement == "any" or not clauses:
        return bool(clauses)
    if complement == "bidding":
        return any(_bids_others(predicate, c) for c in clauses)
    if complement in {"doing", "wished"}:
        return any(map(_to_be_done if complement == "doing" else _wished, clauses))
    found = next((found.type for c in clauses if (found := _find(c, path))), "")
    return {
        "friendly": found in _FRIENDLY,
        "hostile": found in _HOSTILE,
        "not hostile": found not in _HOSTILE | {"REJECT"},
    }[complement]


def _leads_to(predicate: Predicate, *, whole: bool) -> Iterator[Token]:
    """The words that it leaves the type to, nearest in meaning first; `whole`: it is the content's own head."""
    yield from _event_nouns(predicate)
    if _listed(predicate, "governs"):
        there = bool(predicate.having({"expl"}))  # "there were clashes", not "it was a battle"
        yield from (c for c in predicate.having(_GOVERNED) if c.dep_ != "attr" or there)
        yield from (p for c in predicate.having({"prep"}) for p in c.children)
    yield from predicate.having({"ccomp"})
    yield from (c for c in predicate.having({"conj"}) if c.i > predicate.token.i)
    if predicate.kind == "nouns" and whole:
        yield from predicate.having({"acl"})
    yield from (c for c in predicate.having({"advcl"}) if _adds(c))


def _event_nouns(predicate: Predicate) -> Iterator[Token]:
    """What a light verb does ("hold talks", "engage in talks"), and what happens ("talks resumed")."""
    if _listed(predicate, "light"):
        yield from (c for c in predicate.having(OBJECTS) if c.pos_ == "NOUN")
        wanted = leading("light")[predicate.word]
        links = (c for c in predicate.having({"prep"}) if c.lower_ in wanted)
        yield from (p for c in links for p in c.children if p.pos_ == "NOUN")
    if _listed(predicate, "happens"):
        yield from (c for c in predicate.having(SUBJECTS) if c.pos_ == "NOUN")


def _listed(predicate: Predicate, name: str) -> bool:
    links = leading(name).get(predicate.word)
    return links is not None and ("" in links or not links.isdisjoint(predicate.links))


def _points_back(predicate: Predicate) -> bool:
    """Whether it names something told before ("these attacks"), not what this content tells."""
    return predicate.kind == "nouns" and any(c.lower_ in _POINTING for _, c in predicate.children)


def _bids_others(predicate: Predicate, clause: Token) -> bool:
    """Whether an infinitive has a doer of its own: "told the crew to leave", not "wants to leave"."""
    deps = {c.dep_ for c in clause.children if c.dep_ in SUBJECTS or c.tag_ == "TO"}
    others = predicate.having(OBJECTS) or _BIDDEN & predicate.links.keys()
    return "aux" in deps and bool(len(deps) > 1 or others)


def _to_be_done(clause: Token) -> bool:
    """An infinitive, or a clause about what will be or should be."""
    return any(c.tag_ == "TO" or c.lower_ in mood("future") | mood("owed") for c in clause.children)


def _wished(clause: Token) -> bool:
    """A clause about what should be: "that the mine close", "that the mine should close"."""
    auxiliaries = {c.lower_ for c in clause.children if c.dep_ in {"aux", "auxpass"}}
    return clause.tag_ == "VB" and auxiliaries <= mood("owed")


def _adds(clause: Token) -> bool:
    """Whether a side clause goes on telling what the same one did: ", killing three", not "if", "while" or "as"."""
    opened = any(c.dep_ in {"mark", "advmod", *SUBJECTS} for c in clause.lefts)
    return clause.tag_ == "VBG" and not opened
