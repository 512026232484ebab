"""Everybody whom a report names: persons by their whole names and offices, bodies with their states."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.model import Actor, identity
from allegedly.statements.names.bodies import Bodies, appositions
from allegedly.statements.names.gazetteer import actor, gazetteer, titles
from allegedly.statements.names.mentions import LONGEST_APPOSITION
from allegedly.statements.names.offices import offices
from allegedly.statements.names.people import Index, Person, lower, same, whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allegedly.model import ActorKind
    from allegedly.statements.names.gazetteer import Gender, Role
    from allegedly.statements.names.mentions import Scan
    from allegedly.statements.names.runs import Run, Word

__all__ = ["Body", "Roster"]

LONGEST_NAME = 5
"""More capitalised words than this, offices taken off, are no person's name."""

HOME = 4
"""How many words from "of" on behind a name may say where they belong: "Hugo Lind of the Harbour Board"."""


@dataclass(frozen=True, slots=True)
class Body:
    """A body that the report names at a token, in these words (in lower case)."""

    words: tuple[str, ...]
    at: int
    actor: Actor


class Roster:
    """The persons and bodies of one report."""

    def __init__(self, scan: Scan, report: str, published: str | None = None) -> None:
        self._scan = scan
        self._report = report
        self._published = published
        self._is_person: dict[int, bool] = {}
        self.bodies = Bodies(scan)

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
        rest = run.words[run.cut :][: len(run.rest)]
        if self.bodies.told(run) or run.text.lower().endswith(titles().office_phrases):
            return False
        common = frozenset() if self.bodies.surely_person(run) else titles().not_person
        if len(rest) > LONGEST_NAME or any(
            word.key in common or self._no_name(word) for word in rest
        ):
            return False
        hit = self._scan.hit_at.get(rest[0].start)
        if len(rest) == 1:
            named = run.cut > 0 and run.words[run.cut - 1].key not in {"of", "for"}
            return named or hit is None
        if hit and rest[0].text.replace(".", "").isupper():
            return False  # "U.N. Women", but "J. D. Moen"
        if hit and hit.entry.form == "people" and len(run.words) == 2:
            return False  # "Israeli Arab"
        return hit is None or hit.end <= self._scan.offsets[rest[-1].start]

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
        return self.bodies.spelled_like_a_body(word)

    @property
    def persons(self) -> tuple[Person, ...]:
        """Everybody named with more than one word, or with a title; in order of their first mention."""
        return self._found[0]

    @cached_property
    def _found(self) -> tuple[tuple[Person, ...], Index]:
        found = Index()
        runs = [
            r for r in self._scan.runs if self.is_person(r) and not self._scan.in_headline(r.start)
        ]
        for run in (run for run in runs if len(whole(run.rest)) > 1):
            person = self._same(found, whole(run.rest))
            person.places.append(run.start)
            self._describe(person, run)
        for run in (run for run in runs if run.cut and len(run.rest) == 1):
            known = found.find(run.rest, run.start, title=self.kept(run))
            if known is None:
                known = self._titled(run)
                found.add(known)
            self._describe(known, run)
        for run in (run for run in runs if not run.cut and len(run.rest) == 1):
            beside = any(appositions(self._scan.tokens[run.end - 1]))
            if beside and (named := found.find(run.rest, run.start)):
                self._describe(named, run)
        return tuple(sorted(found.persons, key=lambda person: person.places[0])), found

    def kept(self, run: Run) -> str | None:
        """The title that belongs to the name: of "Pope Francis"."""
        title = run.words[run.cut - 1].key if run.cut else None
        return title if title in titles().kept else None

    def _titled(self, run: Run) -> Person:
        """Somebody of whom only a title or office and one name are given."""
        if self.kept(run):
            return Person((run.words[run.cut - 1].text, *run.rest), [run.start])
        office = " ".join(w.key for w in run.words[: run.cut] if w.start not in self._scan.hit_at)
        name = offices().called(run.rest[0], office, self._published)
        return Person(tuple((name or run.rest[0]).split()), [run.start], tabled=name is not None)

    def _same(self, found: Index, words: tuple[str, ...]) -> Person:
        """The person already known by these words, or by fewer or more of them with the same last."""
        keys = lower(words)
        named = found.named(keys[-1]) or found.named(keys[0])
        known = next((p for p in named if same(keys, p.keys) or same(p.keys, keys)), None)
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
        beside = list(appositions(tokens[run.end - 1]))
        spans = [(self._scan.left_of(run.start), run.start + run.cut)]
        spans += [
            (noun.left_edge.i, min(noun.right_edge.i, noun.i + LONGEST_APPOSITION) + 1)
            for noun in beside
        ]
        if run.end < len(tokens) and tokens[run.end].lower_ == "of":
            spans.append((run.end, min(run.end + HOME, len(tokens))))
        person.roles += [*tokens[spans[0][0] : run.start + run.cut], *beside]
        nouns = {
            *run.prefix,
            *(token.lower_ for token in tokens[spans[0][0] : run.start]),
            *(n.lower_ for n in beside),
        }
        person.offices |= {office for noun in nouns if (office := t.office(noun))}
        person.said |= {word for start, end in spans for word in self._words(start, end)}
        title = next((g for key in run.prefix if (g := t.titles.get(key))), None)
        office = next((g for noun in sorted(nouns) if (g := t.offices.get(noun))), None)
        person.gender = person.gender or title or t.given.get(run.rest[0].lower()) or office
        if person.offices and not person.state:
            states = (self._scan.state_in(start, end) for start, end in spans)
            person.state = next((code for code in states if code), None)

    def _words(self, start: int, end: int) -> Iterator[str]:
        """The words between two tokens in lower case, and who is named there."""
        for token in self._scan.tokens[start:end]:
            yield token.lower_
            if hit := self._scan.hit_at.get(token.i):
                yield hit.entry.actor.id

    def persons_in(self, number: int, before: int) -> list[Person]:
        """The persons named in a sentence before a token, outside quotations; distinct, in order."""
        start, end = self._scan.sentences[number]
        runs = [
            run
            for run in self._scan.runs_in(start, end)
            if run.end <= before and self.speaks_of(run)
        ]
        found = (self.person(run.rest, run.start) for run in runs)
        return list({p.actor.id: p for p in found if p}.values())

    def speaks_of(self, run: Run) -> bool:
        """Whether a run names a person outside quotations."""
        return self.is_person(run) and not self._scan.quoted(run.start)

    def in_office(self, state: str, office: str) -> Actor | None:
        """Who held a state's office on the day of the report, unless the report names somebody with it."""
        name = offices().holder(state, office, self._published)
        if name is None:
            return None
        noun = office.rsplit(maxsplit=1)[-1]
        held = [p for p in self.persons if noun in p.offices and p.state in {None, state}]
        surname = lower(name.split())[-1]
        same = next((p for p in held if p.keys[-1] == surname), None)
        if held and same is None:
            return None
        known = same or self.person(name.split(), 0)
        return known.actor if known else actor("person", name)

    def person(
        self, words: Sequence[str], at: int, gender: Gender | None = None, title: str | None = None
    ) -> Person | None:
        """Who is meant by these words at this token: the person whose name ends (else begins) with them."""
        return self._found[1].find(words, at, gender, title)

    # --- bodies -----------------------------------------------------------------------------------------

    @cached_property
    def named_bodies(self) -> tuple[Body, ...]:
        """Everything named with a word for a body ("Ministry", "Bank") or found in the gazetteer, in order."""
        return tuple(
            Body(tuple(word.key for word in run.words), run.start, body)
            for run in self._scan.runs
            if not self._scan.in_headline(run.start)
            and not (run.cut and self.is_person(run))
            and (body := self.bodies.of(run))
        )

    def body_of(self, state: str, role: Role) -> Actor | None:
        """The only body of this sort that the report itself names for a state."""
        sorts = (phrase for phrase, known in gazetteer().roles.items() if known.key == role.key)
        words = [phrase.split() for phrase in sorts]
        found = {
            body.actor.id: body.actor
            for body in self.named_bodies
            if body.actor.state == state and any(_in_order(few, body.words) for few in words)
        }
        return next(iter(found.values())) if len(found) == 1 else None

    def last_body(self, word: str, at: int) -> Actor | None:
        """The last body before a token with a longer name that begins or ends with this word."""
        key = word.lower()
        fits = [
            b
            for b in self.named_bodies
            if b.at < at and len(b.words) > 1 and key in {b.words[0], b.words[-1]}
        ]
        return fits[-1].actor if fits else None


def _in_order(few: Sequence[str], many: Sequence[str]) -> bool:
    """Whether the few words follow each other among the many."""
    starts = range(len(many) - len(few) + 1)
    return any(tuple(many[i : i + len(few)]) == tuple(few) for i in starts)
