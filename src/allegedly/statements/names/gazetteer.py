"""What English news calls states, bodies and media: the tables of `lexicon/`, ready to look things up in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from allegedly.model import Actor, identity
from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from allegedly.model import ActorKind

__all__ = [
    "Entry",
    "Form",
    "Gazetteer",
    "Hit",
    "Role",
    "Titles",
    "actor",
    "gazetteer",
    "titles",
]

Form = Literal["name", "people", "seat", "body"]
Gender = Literal["he", "she"]

_WORD = re.compile(r"\w+")
_GENDERS: tuple[Gender, Gender] = ("he", "she")
_KINDS: tuple[ActorKind, ...] = ("organisation", "government", "agency", "media")


def actor(
    kind: ActorKind, name: str, state: str | None = None, aliases: tuple[str, ...] = ()
) -> Actor:
    """A named actor: the same kind, name and state are the same actor in every report."""
    return Actor(identity("actor", kind, name, state or ""), name, kind, state, aliases)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a form means. `needs`: it counts only in a report that holds one of these words too."""

    actor: Actor
    form: Form
    needs: tuple[str, ...] = ()
    generic: bool = False
    """Several states have a body of this name; the entry's state is only the one meant where no other is spoken of."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A form of the gazetteer at characters `start` to `end` of a text."""

    start: int
    end: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Role:
    """A sort of body that every state has: "intelligence", "foreign"."""

    key: str
    name: str
    kind: ActorKind
    proper: bool = False
    """Called by the name alone, without the state's adjective."""
    local: bool = False
    """Towns have one too."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """States, bodies and media by every form of their names."""

    forms: Mapping[str, tuple[tuple[str, Entry], ...]]
    """First word of a form -> the forms that begin with it, longest first."""
    states: Mapping[str, Actor]
    adjectives: Mapping[str, str]
    bodies: Mapping[tuple[str, str], Actor]
    """(state, role) -> the body of that role."""
    roles: Mapping[str, Role]
    """Phrase in lower case -> the sort of body that it means."""

    def hits(self, text: str) -> Iterator[Hit]:
        """Yield the longest form at every place of a text, left to right, without overlap."""
        done = 0
        for word in _WORD.finditer(text):
            if word.group() in self.forms and word.start() >= done:
                hit = self._at(text, word)
                if hit:
                    done = hit.end
                    yield hit

    def exactly(self, text: str) -> Entry | None:
        """What the whole of a text means."""
        hit = next(self.hits(text), None)
        return hit.entry if hit and hit.end - hit.start == len(text) else None

    def body(self, state: str, role: Role) -> Actor:
        """The body of this sort in this state: the one the table names, else "<adjective> <name>"."""
        name = role.name if role.proper else f"{self.adjectives[state]} {role.name}"
        return self.bodies.get((state, role.key)) or actor(role.kind, name, state)

    def counterpart(self, state: str, side: str) -> str | None:
        """The other half of a divided country, if its name begins with `side`: of North Korea the South."""
        half, _, country = self.states[state].name.partition(" ")
        if f"{half} " not in {"North ", "South "} or not country:
            return None
        return next(
            (code for code, known in self.states.items() if known.name == side + country), None
        )

    def _at(self, text: str, word: re.Match[str]) -> Hit | None:
        for form, entry in self.forms[word.group()]:
            end = word.start() + len(form)
            whole = not (text[end : end + 1].isalnum() and form[-1].isalnum())
            if whole and text.startswith(form, word.start()) and _usable(entry, text):
                return Hit(word.start(), end, entry)
        return None


@dataclass(frozen=True, slots=True)
class Titles:
    """The words around names, all in lower case."""

    titles: Mapping[str, Gender | None]
    kept: frozenset[str]
    offices: Mapping[str, Gender | None]
    office_phrases: tuple[str, ...]
    stands_for: Mapping[str, tuple[str, ...]]
    """Office -> what else it may be called: "the leader" is a prime minister."""
    modifiers: frozenset[str]
    spokes: frozenset[str]
    voices: frozenset[str]
    officials: frozenset[str]
    people: frozenset[str]
    knowing: frozenset[str]
    reports: frozenset[str]
    media: frozenset[str]
    documents: frozenset[str]
    about: frozenset[str]
    filed: frozenset[str]
    events: frozenset[str]
    bodies: Mapping[str, ActorKind]
    sorts: frozenset[str]
    epithets: frozenset[str]
    pairs: frozenset[str]
    pairs_of_states: frozenset[str]
    company_names: frozenset[str]
    companies: frozenset[str]
    owners: frozenset[str]
    company_has: frozenset[str]
    state_has: frozenset[str]
    peoples: frozenset[str]
    animate: tuple[str, ...]
    groups: frozenset[str]
    things: frozenset[str]
    quantities: frozenset[str]
    described: Mapping[str, ActorKind]
    governments: frozenset[str]
    homes: frozenset[str]
    of_towns: frozenset[str]
    particles: frozenset[str]
    patronymics: frozenset[str]
    joiners: frozenset[str]
    suffixes: frozenset[str]
    letters: frozenset[str]
    calendar: frozenset[str]
    not_person: frozenset[str]
    given: Mapping[str, Gender]
    given_behind_office: frozenset[str]

    def office(self, word: str) -> str | None:
        """The office that a word, singular or plural, means: "president-elect" is that of the president."""
        word = word.removesuffix("-elect").removesuffix("-designate")
        singulars = (word, word.removesuffix("s"), word.removesuffix("ies") + "y")
        return next((one for one in singulars if one in self.offices), None)

    def means_people(self, noun: str) -> bool:
        """Whether a plural noun means people or bodies, who can speak."""
        return (
            noun in self.groups
            or self.office(noun) is not None
            or (noun.endswith(self.animate) and noun not in self.things)
        )

    def means_person(self, noun: str) -> bool:
        """Whether a singular noun means a person by its ending, as "schoolteacher" does and "equipment" does not."""
        ends = noun.endswith(("er", "or", "ist", "ian", "eer", "crat", "mate", "man", "woman"))
        return ends and f"{noun}s" not in self.things

    def stands_before(self, word: str) -> bool:
        """Whether the word is a title or an office, as stands before a name."""
        return word in self.titles or self.office(word) is not None


@cache
def titles() -> Titles:
    """The table of titles, offices and kinds of bodies, read once."""
    t = table("titles")
    return Titles(
        titles=_gendered(t["title"]),
        kept=frozenset(t["title"]["kept"]),
        offices=_gendered(t["office"]),
        office_phrases=tuple(t["office"]["phrases"]),
        stands_for={office: tuple(others) for office, others in t["office"]["stands_for"].items()},
        modifiers=frozenset(t["office"]["modifiers"]),
        spokes=frozenset(t["spokes"]["words"]),
        voices=frozenset(t["spokes"]["voices"]),
        officials=frozenset(t["official"]["words"]),
        people=frozenset(t["official"]["people"]),
        knowing=frozenset(t["official"]["knowing"]),
        reports=frozenset(t["media"]["reports"]),
        media=frozenset(t["media"]["words"]),
        documents=frozenset(t["document"]["words"]),
        about=frozenset(t["document"]["about"]),
        filed=frozenset(t["document"]["filed"]),
        events=frozenset(t["event"]["words"]),
        bodies={word: kind for kind in reversed(_KINDS) for word in t["body"][kind]},
        sorts=frozenset(t["body"]["sorts"]),
        epithets=frozenset(t["body"]["epithets"]),
        pairs=frozenset(t["pair"]["words"]),
        pairs_of_states=frozenset(t["pair"]["states"]),
        company_names=frozenset(t["company"]["names"]),
        companies=frozenset(t["company"]["nouns"]),
        owners=frozenset(t["company"]["either"]),
        company_has=frozenset(t["company"]["has"]),
        state_has=frozenset(t["company"]["of_state"]),
        peoples=frozenset(t["group"]["peoples"]),
        animate=tuple(t["group"]["ends"]),
        groups=frozenset(t["group"]["people"]),
        things=frozenset(t["group"]["things"]),
        quantities=frozenset(t["group"]["quantities"]),
        described={word: kind for kind, words in t["described"].items() for word in words},
        governments=frozenset(t["government"]["words"]),
        homes=frozenset(t["government"]["homes"]),
        of_towns=frozenset(t["government"]["of_towns"]),
        particles=frozenset(t["name"]["particles"]),
        patronymics=frozenset(t["name"]["patronymics"]),
        joiners=frozenset(t["name"]["joiners"]),
        suffixes=frozenset(t["name"]["suffixes"]),
        letters=frozenset(t["name"]["letters"]),
        calendar=frozenset(t["name"]["calendar"]),
        not_person=frozenset([*t["name"]["not_person"], *t["name"]["calendar"]]),
        given={name: gender for gender in _GENDERS for name in t["given"][gender]},
        given_behind_office=frozenset(t["given"]["behind_office"]),
    )


def _gendered(words: Mapping[str, list[str]]) -> dict[str, Gender | None]:
    any_, he, she = (dict.fromkeys(words[key]) for key in ("any", "he", "she"))
    return {
        **any_,
        **dict.fromkeys(he, _GENDERS[0]),
        **dict.fromkeys(she, _GENDERS[1]),
    }


@cache
def gazetteer() -> Gazetteer:
    """The tables of states, bodies and media, read once."""
    rows = table("states")
    states = {
        code: actor("government", row["name"], code, tuple(row.get("names", ())))
        for code, row in rows.items()
    }
    bodies = tuple(_bodies(table("actors"), states))
    roles = {
        phrase: Role(
            key, role["name"], role["kind"], role.get("proper", False), role.get("local", False)
        )
        for key, role in table("titles")["role"].items()
        for phrase in role["phrases"]
    }
    by_role: dict[tuple[str, str], Actor] = {}
    for entry, role in bodies:
        if role and entry.actor.state:
            by_role.setdefault((entry.actor.state, role), entry.actor)
    return Gazetteer(
        forms=_indexed([*_state_forms(rows, states), *_body_forms(entry for entry, _ in bodies)]),
        states=states,
        adjectives={code: row.get("people", [row["name"]])[0] for code, row in rows.items()},
        bodies=by_role,
        roles=roles,
    )


def _bodies(
    tables: Mapping[str, Any], states: Mapping[str, Actor]
) -> Iterator[tuple[Entry, str | None]]:
    """Every body with its role; state media are affiliated with their state."""
    for kind in _KINDS:
        for name, row in tables[kind].items():
            body = actor(kind, name, row.get("state"), tuple(row.get("aliases", ())))
            if row.get("state_media"):
                body = replace(body, affiliation=states[row["state"]].name)
            yield Entry(body, "body", generic=row.get("generic", False)), row.get("role")


def _state_forms(
    rows: Mapping[str, Any], states: Mapping[str, Actor]
) -> Iterator[tuple[str, Entry]]:
    for code, row in rows.items():
        needs = tuple(row.get("needs", ()))
        for form in (row["name"], *row.get("names", ())):
            yield form, Entry(states[code], "name", needs)
        for form in row.get("people", ()):
            yield form, Entry(states[code], "people", needs)
            yield f"{form}s", Entry(states[code], "people", needs)
        for form in row.get("seats", ()):
            yield form, Entry(states[code], "seat")


def _body_forms(entries: Iterator[Entry]) -> Iterator[tuple[str, Entry]]:
    for entry in entries:
        for form in (entry.actor.name, *entry.actor.aliases):
            yield form.removeprefix("The "), entry


def _usable(entry: Entry, text: str) -> bool:
    return not entry.needs or any(need in text for need in entry.needs)


def _indexed(forms: list[tuple[str, Entry]]) -> dict[str, tuple[tuple[str, Entry], ...]]:
    """The forms by their first word. Where two mean the same form, the first holds wherever it is usable."""
    once: dict[tuple[str, bool], Entry] = {}
    for form, entry in forms:
        plain = form.replace("’", "'")
        once.setdefault((plain, not entry.needs), entry)
        if len(plain) > 3 and entry.form in {"name", "seat"}:
            once.setdefault((plain.upper(), not entry.needs), entry)
    index: dict[str, list[tuple[str, Entry]]] = {}
    for form, plainly in sorted(once, key=lambda key: (-len(key[0]), key)):
        first = _WORD.search(form)
        if first:
            index.setdefault(first.group(), []).append((form, once[form, plainly]))
    return {first: tuple(found) for first, found in index.items()}
