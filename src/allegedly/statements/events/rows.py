"""The table of event types, `events.toml`, as rows that are looked up by the form of a word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, cast

from allegedly.statements.lemmas import noun_forms, verb_forms
from allegedly.statements.tables import table

__all__ = [
    "NAME",
    "SOMETHING",
    "Complement",
    "Kind",
    "Place",
    "Row",
    "Slot",
    "entries",
    "leading",
    "mood",
]

Kind = Literal["verbs", "nouns", "adjectives"]
Place = Literal["object", "subject", "with"]
Complement = Literal["any", "friendly", "hostile", "not hostile", "bidding", "doing", "wished"]
Entry = tuple[str, "Row"]
"""The particle or preposition that a word needs, often none, and its row."""

NAME = "NAME"
"""Stands in the table, and among the words of a phrase, for any proper name."""
SOMETHING = "SOMETHING"
"""Likewise for any object or subject at all."""

_PLACES: tuple[Place, ...] = ("object", "subject", "with")


@dataclass(frozen=True, slots=True)
class Slot:
    """What a row asks of one place around the predicate: one of these words, if any, and none of those."""

    place: Place
    wanted: frozenset[str]
    unwanted: frozenset[str]

    def takes(self, words: frozenset[str]) -> bool:
        """Whether the words that stand there are as asked."""
        return words.isdisjoint(self.unwanted) and not (
            self.wanted and words.isdisjoint(self.wanted)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A type, and what it asks beside the word itself: places, the clause governed, the time."""

    type: str
    slots: tuple[Slot, ...]
    complements: tuple[Complement, ...]
    future: bool


@cache
def entries() -> dict[tuple[Kind, str], tuple[Entry, ...]]:
    """The entries of each lower-cased form as verb, noun or adjective, in the order of the table."""
    found: dict[tuple[Kind, str], tuple[Entry, ...]] = {}
    for raw in table("events")["event"]:
        row = _row(raw)
        for kind in ("verbs", "nouns", "adjectives"):
            for word in raw.get(kind, "").split():
                base, link = _split(word)
                for form in sorted(_forms(base, kind)):
                    found[kind, form] = (*found.get((kind, form), ()), (link, row))
    return found


@cache
def leading(name: str) -> dict[str, frozenset[str]]:
    """By form, the words that leave the type to another word in this way, with the particles that they need."""
    found: dict[str, frozenset[str]] = {}
    for word in table("events")["leading"][name].split():
        base, link = _split(word)
        for form in _forms(base, "verbs") | _forms(base, "nouns"):
            found[form] = found.get(form, frozenset()) | {link}
    return found


@cache
def mood(name: str) -> frozenset[str]:
    """Forms of the words that say that the deed is not simply done, but this."""
    words = table("events")["mood"][name].split()
    return frozenset().union(*(_forms(w, "verbs") | _forms(w, "nouns") for w in words))


def _split(word: str) -> tuple[str, str]:
    """The base form and what it needs: `call_for` the preposition "for", `give+in` the particle "+in"."""
    base, plus, particle = word.partition("+")
    return (base, plus + particle) if plus else (word.partition("_")[0], word.partition("_")[2])


def _row(raw: dict[str, Any]) -> Row:
    slots = (Slot(p, _words(raw.get(p)), _words(raw.get(f"unless_{p}"))) for p in _PLACES)
    return Row(
        type=raw["type"],
        slots=tuple(slot for slot in slots if slot.wanted or slot.unwanted),
        complements=cast("tuple[Complement, ...]", _complements(raw.get("complement"))),
        future=raw.get("future", False),
    )


def _complements(listed: str | None) -> tuple[str, ...]:
    return tuple(listed.split(" and ")) if listed else ()


@cache
def _words(listed: str | None) -> frozenset[str]:
    """The forms of a list of words; `@name` stands for the list of that name under [classes]."""
    classes: dict[str, str] = table("events")["classes"]
    found: set[str] = set()
    for word in (listed or "").split():
        found |= _words(classes[word[1:]]) if word.startswith("@") else _forms(word, "nouns")
    return frozenset(found)


@cache
def _forms(base: str, kind: Kind) -> frozenset[str]:
    if kind == "adjectives" or base in {NAME, SOMETHING}:
        return frozenset({base})
    irregular = _irregular(base)
    return verb_forms(base, irregular) if kind == "verbs" else noun_forms(base).union(irregular)


def _irregular(base: str) -> tuple[str, ...]:
    known: dict[str, str] = table("lemmas")["base"] | table("events")["irregular"]
    return tuple(known.get(base, "").split())
