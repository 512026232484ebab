"""The lexicon of cues: which word attributes in which frame, and in what sense; and the lists of other words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from allegedly.statements.lemmas import noun_forms, verb_forms
from allegedly.statements.tables import table

__all__ = [
    "Entry",
    "Lexicon",
    "lexicon",
    "names_claim",
    "names_event",
    "names_speech",
    "object_classes",
    "words",
]


@dataclass(frozen=True, slots=True)
class Entry:
    """A word in its sense. `particle` is the preposition or particle that it needs, often none.

    `frames` are those of frames.toml that it may stand in. `only` and `never` name classes of objects (the lists
    under `[objects]`) with which alone, or with which not, it has this sense.
    """

    lemma: str
    particle: str
    sense: str
    frames: frozenset[str]
    only: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """How the entry is cited: `call for`."""
        return f"{self.lemma} {self.particle}".rstrip()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by (part of speech, inflected form), in the order of the file."""

    entries: dict[tuple[str, str], tuple[Entry, ...]]

    def look_up(self, pos: str, form: str) -> tuple[Entry, ...]:
        """The entries of a lower-cased form; an empty tuple where there are none."""
        return self.entries.get((pos, form), ())


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon, read once."""
    data = table("cues")
    irregular = {base: tuple(forms.split()) for base, forms in data["irregular"].items()}
    entries: dict[tuple[str, str], tuple[Entry, ...]] = {}
    for group in data["cue"]:
        for word in group["words"].split():
            entry = _entry(word, group)
            for form in sorted(_forms(group["pos"], entry.lemma, irregular)):
                key = group["pos"], form
                entries[key] = (*entries.get(key, ()), entry)
    return Lexicon(entries)


def _entry(word: str, group: dict[str, str]) -> Entry:
    lemma, _, particle = word.partition("_")
    return Entry(
        lemma,
        particle.replace("_", " "),
        group["sense"],
        *(frozenset(group.get(column, "").split()) for column in ("frames", "only", "never")),
    )


def _forms(pos: str, lemma: str, irregular: dict[str, tuple[str, ...]]) -> frozenset[str]:
    if pos == "VERB":
        return verb_forms(lemma, irregular.get(lemma, ()))
    return noun_forms(lemma) if pos == "NOUN" else frozenset({lemma})


@cache
def words(name: str) -> frozenset[str]:
    """One of the lists under `[words]` in cues.toml, lower-cased forms."""
    return frozenset(table("cues")["words"][name].split())


@cache
def object_classes(form: str) -> frozenset[str]:
    """The classes under `[objects]` in cues.toml that a lower-cased noun belongs to."""
    lists = table("cues")["objects"]
    return frozenset(name for name in lists if form in _plurals(lists[name]))


@cache
def _plurals(nouns: str) -> frozenset[str]:
    return frozenset(form for noun in nouns.split() for form in noun_forms(noun))


@cache
def names_claim(form: str) -> bool:
    """Whether a lower-cased form is a noun of claiming: "reports", "claim"."""
    return any("noun-clause" in entry.frames for entry in lexicon().look_up("NOUN", form))


@cache
def names_speech(form: str) -> bool:
    """Whether a lower-cased form is a verb by which something is said, or spoken about: "comment", "answer"."""
    told = {"quote", "clause", "preposition"}
    return any(told & e.frames for e in lexicon().look_up("VERB", form)) or form in words("speech")


@cache
def names_event(form: str) -> bool:
    """Whether a lower-cased noun names what happens, so that it can be shared or denied: "involvement", "attack"."""
    if lexicon().look_up("NOUN", form):
        return True
    base = form.removesuffix("s")
    if {form, base} & words("events"):
        return True
    return base.endswith(tuple(words("event-endings"))) and base not in words("no-events")
