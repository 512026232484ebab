"""Phrases whose head is a name: of a person, a state, a body."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.statements.names.bodies import CALLED, sort_of
from allegedly.statements.names.gazetteer import actor, gazetteer, titles
from allegedly.statements.names.phrases import UNKNOWN, Named, of_hit

if TYPE_CHECKING:
    from spacy.tokens import Token

    from allegedly.model import ActorKind
    from allegedly.statements.names.gazetteer import Hit
    from allegedly.statements.names.mentions import Scan
    from allegedly.statements.names.people import Person
    from allegedly.statements.names.phrases import Phrase
    from allegedly.statements.names.roster import Roster
    from allegedly.statements.names.runs import Run
    from allegedly.statements.names.unnamed import Unnamed

__all__ = ["Proper"]

_BEFORE_NAME = frozenset({"the", "as", "itself", "themselves"})
"""Between "called" and a name."""


class Proper:
    """Tells whom a proper name names."""

    def __init__(self, scan: Scan, roster: Roster, unnamed: Unnamed) -> None:
        self._scan = scan
        self._roster = roster
        self._unnamed = unnamed

    def apposition(self, phrase: Phrase) -> Named | None:
        """In "the envoy to Chad, Anna Berg" the person, in "its owner Telmora" the company."""
        if phrase.head.i in self._scan.run_at and phrase.head.pos_ == "PROPN":
            return None
        t = titles()
        sort = sort_of(phrase.head)
        of_body = phrase.noun in t.companies | t.owners or sort is not None
        one_of = phrase.noun == "one" and phrase.parts("prep")
        if not (of_body or one_of or t.office(phrase.noun) or phrase.parts("appos")):
            return None
        beside = (
            r for r in self._scan.runs_in(phrase.head.i + 1, phrase.end) if self._apposed(phrase, r)
        )
        found = (self._holder(phrase, run, sort) for run in beside)
        return next((replace(n, rule=f"in apposition: {n.rule}") for n in found if n), None)

    def _holder(self, phrase: Phrase, run: Run, sort: ActorKind | None) -> Named | None:
        """Who holds the office, or is the body, that stands beside a name."""
        plays_company = phrase.noun in titles().companies | titles().owners
        if self._roster.bodies.told(run):
            return self._body_of(run)
        known = plays_company and self._roster.person(run.rest, run.start)
        between = phrase.tokens[phrase.head.i + 1 : run.start]
        at_once = titles().office(phrase.noun) and all(token.text == "," for token in between)
        if (len(run.rest) > 1 or known or at_once) and not sort and self._roster.is_person(run):
            return self._person(run)
        return self._body_called(run, sort) if sort else None

    def _body_called(self, run: Run, sort: ActorKind) -> Named | None:
        """The body with this name; a person is none, nor is the state it belongs to."""
        if self._roster.bodies.surely_person(run):
            return None
        hit = self._scan.hit_at.get(run.start)
        if hit and hit.entry.form != "body":
            return None
        known = self._roster.bodies.of(run) or actor(sort, run.text)
        return Named(known, known.kind, "named body")

    def _apposed(self, phrase: Phrase, run: Run) -> bool:
        """Whether the name follows its noun at once, after a comma or "called", whatever the parser thinks."""
        before = phrase.tokens[run.start - 1]
        while before.lower_ in _BEFORE_NAME and before.i > phrase.head.i:
            before = before.nbor(-1)
        head = phrase.tokens[run.end - 1]
        return (
            before.i == phrase.head.i
            or before.text == ","
            or (before.dep_ == "appos" and sort_of(before) is not None)
            or self._of_same(phrase, before)
            or before.lower_ in CALLED
            or (run.cut > 0 and run.words[run.cut - 1].key in titles().bodies)
            or (head.dep_ == "appos" and head.head.i == phrase.head.i)
        )

    def family(self, phrase: Phrase) -> Named | None:
        """By "the Harlows" all who are called Harlow."""
        run = self._scan.run_at.get(phrase.head.i)
        if (
            run is None
            or not phrase.definite
            or len(run.words) > 1
            or run.start in self._scan.hit_at
        ):
            return None
        name = run.words[0].text
        known = name.endswith("s") and self._roster.person([name[:-1]], run.start)
        if not (known or phrase.head.tag_ == "NNPS") or self._roster.person([name], run.start):
            return None
        return self._unnamed.named(phrase, "group", "people of one name")

    def _of_same(self, phrase: Phrase, office: Token) -> bool:
        """Whether a second office stands before the name: "founder and director", not "the lawyer of the founder"."""
        between = phrase.tokens[phrase.head.i + 1 : office.i]
        second = office.i > phrase.head.i and titles().office(office.lower_) is not None
        return second and not any(token.dep_ == "prep" for token in between)

    def short(self, phrase: Phrase) -> Named | None:
        """By "the Post" the paper whose whole name stands before."""
        run = self._scan.run_at.get(phrase.head.i)
        if run is None or not self._called_for_short(phrase, run):
            return None
        full = self._roster.last_body(run.text, run.start)
        return Named(full, full.kind, "earlier full name") if full else None

    def proper(self, phrase: Phrase) -> Named | None:
        """The head is a name: a person, a state, a body."""
        run, hit = self._scan.run_at.get(phrase.head.i), self._scan.hit_at.get(phrase.head.i)
        if hit and hit.entry.form == "people" and not self._speaks_for_state(phrase, hit):
            return self._unnamed.named(phrase, "group", "group as described")
        if run is None:
            return of_hit(hit) if hit else None
        if self._common_word(run) or self._called_for_short(phrase, run):
            return None
        if run.words[-1].key in titles().peoples:
            return self._unnamed.named(phrase, "group", "group as described")
        told = self._roster.bodies.told(run)
        if not told and titles().office(run.words[-1].key) and self._common(phrase, run):
            return self._party(phrase)
        return None if self._common_in_headline(phrase, run) else self.run(run)

    def _common_in_headline(self, phrase: Phrase, run: Run) -> bool:
        """Whether a headline's capitals make a name of "Russian Official" or "Report"."""
        if not self._scan.in_headline(run.start):
            return False
        t, last = titles(), run.words[-1]
        if phrase.head.tag_ == "NNS" or phrase.head.i != last.start:
            return phrase.head.tag_ == "NNS"
        common = last.key in t.officials | t.spokes | t.documents | t.reports
        return common or (t.office(last.key) is not None and run.words[0].key not in t.given)

    def _common_word(self, run: Run) -> bool:
        """Whether one word with a capital is no name: "TV", or "Police" and "Reports" at the start of a sentence."""
        word, t = run.words[0], titles()
        if len(run.words) > 1 or word.start in self._scan.hit_at:
            return False
        first = self._scan.tokens[word.start]
        starts = bool(first.is_sent_start)
        if word.start and first.nbor(-1).tag_ == "DT" and word.key not in t.bodies:
            return word.key in t.documents
        if word.key in t.media:
            return starts or word.text.isupper()
        return starts and (word.key in t.documents | t.officials or word.key in t.bodies)

    def _called_for_short(self, phrase: Phrase, run: Run) -> bool:
        """Whether "the Agency", "the Kingdom" stand for a body or state that has another name too."""
        word = run.words[0]
        if len(run.words) > 1 or not phrase.bare or word.start in self._scan.hit_at:
            return False
        return word.key in titles().bodies or word.key in titles().homes

    def _speaks_for_state(self, phrase: Phrase, hit: Hit) -> bool:
        """Whether "the Danes" are meant, who speak for Denmark, and not "many Danes"."""
        covers = self._scan.offsets[phrase.head.i] + len(phrase.head) == hit.end
        return not covers or [
            token.lower_ for token in phrase.left if self._scan.offsets[token.i] < hit.start
        ] == ["the"]

    def _common(self, phrase: Phrase, run: Run) -> bool:
        """Whether an office with a capital is meant: "Republicans", "the Pope", "Prime Minister"; not one called Dean."""
        *before, last = run.words
        t = titles()
        if run.text.lower() in t.office_phrases:
            return True
        if last.key.endswith("s") or not before:
            return (
                last.key.endswith("s")
                or bool(phrase.left)
                or self._roster.person([last.text], run.start) is None
            )
        return all(
            w.start in self._scan.hit_at or w.key in t.modifiers or w.key in t.bodies
            for w in before
        )

    def _party(self, phrase: Phrase) -> Named | None:
        """Name people by their office: "Republicans" are a group, "the Republican" is one named before."""
        if phrase.plural or phrase.noun.endswith("s"):
            return self._unnamed.named(phrase, "group", "group as described")
        return None

    def run(self, run: Run) -> Named:
        """Whom a run of capitalised words names."""
        roster, words = self._roster, [word.text for word in run.words]
        if self._scan.in_headline(run.start) and len(words) > 1:
            return self._headline(run)
        known_person = roster.person(words, run.start)
        if roster.is_person(run) and (len(words) > 1 or known_person):
            return self._person(run)
        if known_person and len(words) == 1 and _has_surname(known_person, words[0]):
            return self._person(run)
        known = roster.bodies.acronyms.get(words[0]) if len(words) == 1 else None
        if known:
            return Named(known, known.kind, "acronym defined in the report")
        hit = self._scan.hit_at.get(run.start)
        if hit and hit.entry.form != "body" and hit.end > self._scan.offsets[run.words[-1].start]:
            return of_hit(hit)
        return self._body_of(run) or (self._person(run) if roster.is_person(run) else UNKNOWN)

    def _headline(self, run: Run) -> Named:
        """In a headline, where every word has a capital, a name that stands elsewhere too or begins as names do."""
        words = [word.text for word in run.words]
        starts = (words[:size] for size in range(len(words), 0, -1))
        known = next(
            (person for start in starts if (person := self._roster.person(start, run.start))), None
        )
        if known:
            return Named(known.actor, "person", "full name later in the report")
        if self._roster.is_person(run) and run.rest[0].lower() in titles().given:
            return self._person(run)
        body, hit = self._roster.bodies.of(run), self._scan.hit_at.get(run.start)
        if body:
            return Named(body, body.kind, "named body")
        return of_hit(hit) if hit else UNKNOWN

    def _body_of(self, run: Run) -> Named | None:
        body = self._roster.bodies.of(run)
        if len(run.words) == 1 and not gazetteer().exactly(run.text):
            full = self._roster.last_body(run.text, run.start)
            if full:
                return Named(full, full.kind, "earlier full name")
        if body:
            return Named(body, body.kind, "named body")
        person = self._roster.person(run.rest, run.start)
        if person:
            return Named(person.actor, "person", "earlier full name")
        if len(run.words) == 1 and self._roster.bodies.spelled_like_a_body(run.words[0]):
            return Named(actor("organisation", run.text), "organisation", "spelled like a body")
        return None

    def _person(self, run: Run) -> Named:
        """The person a run names: by the whole name where the report has it."""
        gender = next((g for key in run.prefix if (g := titles().titles.get(key))), None)
        known = self._roster.person(run.rest, run.start, gender, self._roster.kept(run))
        if known is None:
            rule = "title before a name" if run.cut else "a name alone, taken for a person"
            return Named(actor("person", " ".join(run.rest)), "person", rule)
        if known.tabled:
            return Named(known.actor, "person", "office table")
        if len(known.words) == 1 or known.words[0].lower() in titles().kept:
            return Named(known.actor, "person", "title before a name")
        longer = len(known.words) > len(run.rest)
        earlier = (
            "earlier full name" if known.places[0] < run.start else "full name later in the report"
        )
        return Named(known.actor, "person", earlier if longer else "named in full")


def _has_surname(person: Person, word: str) -> bool:
    """Whether "Jordan", a state too, is this person: Jim Jordan, or a general called Otto Jordan."""
    given = person.words[0].lower() in titles().given or bool(person.offices)
    return given and len(person.words) > 1 and person.words[-1] == word
