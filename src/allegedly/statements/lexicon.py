"""The lexicon of cues: which word attributes in which frame, and in what sense."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from allegedly.statements.lemmas import noun_forms, verb_forms

__all__ = ["Entry", "Lexicon", "events", "headings", "lexicon", "media", "table"]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word in its sense. `particle` is the preposition or particle that it needs, often none.

    `frames` are those of frames.toml that it may stand in.
    """

    lemma: str
    particle: str
    sense: str
    frames: frozenset[str]

    @property
    def name(self) -> str:
        """How the entry is cited: `call for`."""
        return f"{self.lemma} {self.particle}".rstrip()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by (part of speech, inflected form), in the order of the file."""

    entries: dict[tuple[str, str], tuple[Entry, ...]]

    def look_up(self, pos: str, form: str) -> tuple[Entry, ...]:
        """The entries of a form; an empty tuple where there are none."""
        return self.entries.get((pos, form), ())


def table(name: str) -> dict[str, Any]:
    """A TOML file of the folder `lexicon`."""
    return tomllib.loads(files(__package__).joinpath("lexicon", name).read_text("utf8"))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    data = table("cues.toml")
    irregular = {base: tuple(forms.split()) for base, forms in data["irregular"].items()}
    entries: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for group in data["cue"]:
        for word in group["words"].split():
            lemma, _, particle = word.partition("_")
            entry = Entry(
                lemma,
                particle.replace("_", " "),
                group["sense"],
                frozenset(group["frames"].split()),
            )
            for form in sorted(_forms(group["pos"], lemma, irregular)):
                entries[group["pos"], form] = (*entries.get((group["pos"], form), ()), entry)
    return Lexicon(entries)


@lru_cache(maxsize=1)
def media() -> frozenset[str]:
    """Words by which a name or description is known to be a news outlet, lower-cased."""
    return frozenset(table("cues.toml")["media"]["words"].split())


@lru_cache(maxsize=1)
def headings() -> frozenset[str]:
    """Words that, before a colon, head a link or a caption and name no speaker; lower-cased."""
    return frozenset(table("cues.toml")["heading"]["words"].split())


@lru_cache(maxsize=1)
def events() -> tuple[frozenset[str], tuple[str, ...]]:
    """Nouns that name an event (base forms), and the endings by which others are known."""
    rows = table("cues.toml")["event"]
    words = (form for word in rows["words"].split() for form in noun_forms(word))
    return frozenset(words), tuple(rows["endings"].split())


def _forms(pos: str, lemma: str, irregular: dict[str, tuple[str, ...]]) -> frozenset[str]:
    if pos == "VERB":
        return verb_forms(lemma, irregular.get(lemma, ()))
    return noun_forms(lemma) if pos == "NOUN" else frozenset({lemma})
