"""What somebody without a name is called: the words of the report, cut to what describes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.statements.names.gazetteer import actor, titles
from allegedly.statements.names.phrases import Named, around, objects

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from allegedly.model import ActorKind
    from allegedly.statements.names.mentions import Scan
    from allegedly.statements.names.phrases import Phrase
    from allegedly.statements.names.roster import Roster

__all__ = ["Unnamed"]

_ARTICLES = frozenset({"a", "an", "the", "both", "that", "this", "these", "those"})
_KEPT_BEHIND = frozenset(
    {"of", "at", "from", "with", "close", "for", "inside", "within", "on", "to"}
)
_OWNS = ("'s", "'")
YEAR = 4
"""Digits of a year: "a 2008 army document" is the army's."""


class Unnamed:
    """Makes actors of descriptions. `name` names a phrase."""

    def __init__(self, scan: Scan, roster: Roster, name: Callable[[Phrase], Named]) -> None:
        self._scan = scan
        self._roster = roster
        self._name = name

    def named(self, phrase: Phrase, kind: ActorKind, rule: str) -> Named:
        """An actor of this report alone, called as the phrase describes them."""
        state = self._scan.state_in(phrase.start, phrase.head.i + 1)
        return Named(self._roster.unnamed(kind, self.wording(phrase), state), kind, rule)

    def wording(self, phrase: Phrase) -> str:
        """The phrase without article, clauses and what was said where; "his aides" with whose they are."""
        tokens, start = phrase.tokens, phrase.first
        while start < phrase.head.i and _drops(tokens[start]):
            start += 1
        whose = ""
        if tokens[start].tag_ == "PRP$" and start < phrase.head.i:
            whose = self._whose(tokens[start], phrase.depth)
            start += 1 + (tokens[start + 1].lower_ == "own" and start + 1 < phrase.head.i)
        end = phrase.head.i + 1
        for child in (child for child in phrase.head.rights if child.i < phrase.end):
            if not _belongs(child):
                break
            end = min(_end(child), phrase.end)
        words = self._scan.raw[
            tokens[start].idx : tokens[end - 1].idx + len(tokens[end - 1])
        ].split()
        if self._scan.in_headline(phrase.head.i):
            words = [word.lower() if _common(word) else word for word in words]
        else:
            words[0] = self._small(start) + words[0][1:]
        return whose + " ".join(words).strip("\"“”‘’' ")

    def _whose(self, pronoun: Token, depth: int) -> str:
        """The name that "his" stands for; nothing where the owner has none."""
        owner = self._name(around(self._scan.tokens, pronoun, depth)).actor
        if owner is None or owner.id != actor(owner.kind, owner.name, owner.state).id:
            return ""
        return f"{owner.name}{_OWNS[owner.name[-1:] == 's']} "

    def _small(self, i: int) -> str:
        """The first letter of a token, small where only the start of a sentence made it a capital."""
        token, t = self._scan.tokens[i], titles()
        common = token.lower_ in t.bodies or token.lower_ in t.media or token.lower_ in t.modifiers
        named = (
            i in self._scan.hit_at
            or (i in self._scan.run_at and not common)
            or (token.pos_ == "PROPN" and not common)
            or token.text.isupper()
        )
        return token.text[0] if named or not token.is_sent_start else token.text[0].lower()


def _common(word: str) -> bool:
    """Whether a word of a description is no name, though a headline gives it a capital."""
    t, key = titles(), word.lower()
    common = key in t.modifiers | t.officials | t.spokes or t.means_people(key)
    return common and not word.isupper()


def _drops(token: Token) -> bool:
    """Whether a word in front of a description is not part of it: "the", "now the"."""
    return (
        token.lower_ in _ARTICLES
        or (token.tag_ == "CD" and len(token) == YEAR and token.is_digit)
        or token.dep_ == "preconj"
        or (token.pos_ == "ADV" and bool(token.whitespace_))
    )


def _belongs(child: Token) -> bool:
    """Whether what follows a noun is part of the description: "close to the talks", not "in a statement"."""
    if child.dep_ == "prep":
        t, nouns = titles(), objects(child)
        if any(noun.lower_ in t.documents or noun.lower_ in t.calendar for noun in nouns):
            return False
        return child.lower_ in _KEPT_BEHIND or (child.lower_ == "in" and any(map(_is_place, nouns)))
    return child.lower_ in titles().knowing


def _is_place(noun: Token) -> bool:
    """Whether somebody may be from there: "officials in Malmo", "in both countries"."""
    return noun.pos_ == "PROPN" or noun.lower_ in titles().pairs_of_states


def _end(child: Token) -> int:
    """Where a phrase behind a noun ends, clauses and appositions left off."""
    end = child.i + 1
    for part in child.rights:
        if part.dep_ in {"prep", "pobj", "pcomp"} and _goes_on(child, part):
            end = max(end, part.i + 1, _end(part))
        elif part.dep_ in {"cc", "conj"} and child.pos_ == "PROPN":
            end = max(end, part.i + 1)  # "Lindqvist & Roe"
    return end


def _goes_on(child: Token, part: Token) -> bool:
    """Whether a part belongs to the words behind a noun: "in" only before a place or behind what somebody knows."""
    if part.lower_ not in {"in", "on"} or child.lower_ in titles().knowing | {"on", "in"}:
        return True
    return any(map(_is_place, objects(part)))
