"""What stands for a name given elsewhere: pronouns, "the ambassador", "the officials", "the agency"."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from allegedly.statements.gazetteer import gazetteer, titles
from allegedly.statements.phrases import BODIES, UNKNOWN, Named, Phrase, around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.tokens import Token

    from allegedly.model import Actor, ActorKind
    from allegedly.statements.gazetteer import Gender
    from allegedly.statements.mentions import Scan
    from allegedly.statements.people import Person
    from allegedly.statements.roster import Body, Roster
    from allegedly.statements.runs import Run

__all__ = ["Anaphora"]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
_HE: dict[str, Gender] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
}
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_SPEAKERS = frozenset({"i", "we", "me", "us", "you", "my", "our", "your", "myself", "ourselves"})
_PRONOUNS = _IT | _THEY | _RELATIVE | _HE.keys()
# Words before an office that do not tell one holder from another.
_COMMON = frozenset(
    {
        "the",
        "this",
        "that",
        "same",
        "former",
        "then",
        "top",
        "own",
        "current",
        "new",
        "late",
        "longtime",
    }
)
_BELONGS = frozenset({"of", "for", "to", "from", "at"})
_PLACES = frozenset({"on", "via", "through", "in", "at"})
_TWO = frozenset({"two", "both"})
PAIR = 2
"""Of "the two" exactly so many must have been named, else nobody knows which two."""
PAIR_BACK = 3
"""So many sentences, its own counted, "the two" may reach back: news repeats the names after more."""
SAME_NOUN = 20
"""How many earlier phrases with the same noun are asked whom they name; keeps long reports linear."""
BACK = 6
"""How many sentences back a pronoun may reach; further back nearly all are other stories' people."""


class Anaphora:
    """Finds the name that another phrase of the report gave. `name` names a phrase."""

    def __init__(self, scan: Scan, roster: Roster, name: Callable[[Phrase], Named]) -> None:
        self._scan = scan
        self._roster = roster
        self._name = name

    # --- pronouns ---------------------------------------------------------------------------------------

    def pronoun(self, phrase: Phrase) -> Named | None:
        """Whom a pronoun means: the nearest subject before it that agrees; `None` for what is no pronoun."""
        token, word = phrase.head, phrase.noun
        if word in _SPEAKERS and token.text != "US":
            return Named(None, "unknown", "pronoun of whoever speaks")
        if word not in _PRONOUNS or token.pos_ not in {"PRON", "DET", "SCONJ"}:
            return None
        if self._scan.quoted(token.i):
            return Named(None, "unknown", "pronoun inside a quotation")
        if word in _RELATIVE:
            return self._relative(phrase)
        agreeing = (
            replace(found, rule=f"pronoun: {why}")
            for found, why in self._before(phrase)
            if self._agrees(found, word)
        )
        return next(agreeing, Named(None, "unknown", "pronoun: nobody found"))

    def _relative(self, phrase: Phrase) -> Named | None:
        """Name the noun that a relative clause belongs to."""
        token = phrase.head
        verb = next((one for one in (token.head, *token.ancestors) if one.dep_ == "relcl"), None)
        if verb is None or verb.head.i >= token.i:
            return None
        antecedent = verb.head.head if verb.head.dep_ == "appos" else verb.head
        named = self._name(
            Phrase(phrase.tokens, antecedent.left_edge.i, token.i, antecedent, phrase.depth + 1)
        )
        if phrase.noun == "who" and named.kind in BODIES:
            return UNKNOWN
        return replace(named, rule=f"relative: {named.rule}")

    def _agrees(self, named: Named, word: str) -> bool:
        if named.actor is None:
            return False
        if word in _HE:
            single = named.kind == "person" or (
                named.kind == "unnamed official" and not _several(named.actor.name)
            )
            return single and not named.others and self._gender(named.actor) in {None, _HE[word]}
        if word in _IT:
            return named.kind in BODIES and not named.others
        return bool(named.others) or _several(named.actor.name)

    def _gender(self, who: Actor) -> Gender | None:
        t = titles()
        words = who.name.lower().split()
        offices = (t.offices.get(word) for word in words)
        return (
            self._genders.get(who.id) or next(filter(None, offices), None) or t.given.get(words[0])
        )

    @cached_property
    def _genders(self) -> dict[str, Gender]:
        return {person.actor.id: person.gender for person in self._roster.persons if person.gender}

    def _before(self, phrase: Phrase) -> Iterator[tuple[Named, str]]:
        """Whom a pronoun may mean, nearest first: subjects above it, then before it, sentence by sentence."""
        token = phrase.head
        for subject in (
            child for verb in token.ancestors for child in verb.children if child.dep_ in _SUBJECTS
        ):
            if subject.i < token.i and not self._scan.quoted(subject.i):
                yield (
                    self._name(around(phrase.tokens, subject, phrase.depth)),
                    "subject of the clause above",
                )
        here = self._scan.sentence(token.i)
        for number in range(here, max(here - BACK, -1), -1):
            for subject in self._subjects(number):
                if subject.i < token.i:
                    yield self._name(around(phrase.tokens, subject, phrase.depth)), "last subject"
            if phrase.noun in _THEY:
                yield from self._met(number, token)
            yield from self._persons(number, token.i)

    def _met(self, number: int, token: Token) -> Iterator[tuple[Named, str]]:
        """The two of whom a sentence says that one met the other, for "they" in the next."""
        if number < self._scan.sentence(token.i):
            two = tuple(person.actor for person in self._persons_in(number, token.i))
            if len(two) == PAIR:
                yield _together(two, ""), "the two named in the sentence before"

    def _subjects(self, number: int) -> list[Token]:
        """The subjects of a sentence outside quotations, that of the main clause first."""
        start, end = self._scan.sentences[number]
        tokens = self._scan.tokens[start:end]
        found = [
            token for token in tokens if token.dep_ in _SUBJECTS and not self._scan.quoted(token.i)
        ]
        return sorted(found, key=lambda token: (token.head.dep_ != "ROOT", token.i))

    def _persons(self, number: int, before: int) -> Iterator[tuple[Named, str]]:
        start, end = self._scan.sentences[number]
        for run in reversed(self._scan.runs_in(start, end)):
            if run.end <= before and self._speaks_of(run):
                person = self._roster.person(run.rest, run.start)
                if person:
                    yield Named(person.actor, "person", ""), "last person named"

    def _speaks_of(self, run: Run) -> bool:
        return self._roster.is_person(run) and not self._scan.quoted(run.start)

    # --- offices and descriptions -----------------------------------------------------------------------

    def holder(self, phrase: Phrase) -> Named | None:
        """For "the ambassador" the person with that office: the only one, or the only one nearby.

        Whoever is named before goes first; of a lead's "the Danish leader" the name may follow.
        """
        office = titles().office(phrase.noun)
        if office is None or phrase.plural or not _given(phrase):
            return None
        held = [p for p in self._roster.persons if _holds(p, office) and self._fits(p, phrase)]
        before = [p for p in held if p.places[0] < phrase.start]
        if len(before) > 1:
            near = self._scan.sentences[max(self._scan.sentence(phrase.start) - 1, 0)][0]
            before = [p for p in before if any(near <= at < phrase.start for at in p.places)]
        found = before or held
        if len(found) != 1:
            return None
        return Named(found[0].actor, "person", f"the {phrase.noun}: last person with that office")

    def _fits(self, person: Person, phrase: Phrase) -> bool:
        """Whether all that the phrase says around its noun was said of the person too, or is their state."""
        state = self._scan.state_in(phrase.first, phrase.head.i)
        owners = {token.lower_ for token in phrase.parts("poss")}
        if (state and person.state != state) or not owners.isdisjoint(person.keys):
            return False
        return all(
            self._was_said(token, person)
            for token in (*phrase.left, *self._nouns_behind(phrase))
            if not (state and token.i in self._scan.hit_at)
        )

    def _was_said(self, token: Token, person: Person) -> bool:
        hit = self._scan.hit_at.get(token.i)
        return (
            token.lower_ in person.said
            or token.lower_ in _COMMON
            or token.tag_ == "POS"
            or (hit is not None and hit.entry.actor.id in person.said)
        )

    def _nouns_behind(self, phrase: Phrase) -> Iterator[Token]:
        """The nouns behind the office in "the mayor of Belhaven", "the leader of the opposition"."""
        for prep in phrase.parts("prep"):
            if prep.lower_ in _BELONGS:
                inside = phrase.tokens[prep.i + 1 : min(prep.right_edge.i + 1, phrase.end)]
                yield from (token for token in inside if token.pos_ in {"NOUN", "PROPN"})

    def pair(self, phrase: Phrase) -> Named | None:
        """For "the two ministers", "both", "the pair" the two whom the report has just named."""
        words = {token.lower_ for token in phrase.left}
        of_two = phrase.noun in titles().pairs or (phrase.plural and not words.isdisjoint(_TWO))
        if not of_two or not words <= _TWO | {"the", "these", "those"} or phrase.parts("prep"):
            return None
        number = self._scan.sentence(phrase.start)
        for at in range(number, max(number - PAIR_BACK, -1), -1):
            two = self._two_in(at, phrase)
            if two:
                return _together(two, "both named just before") if len(two) == PAIR else None
        return None

    def _two_in(self, number: int, phrase: Phrase) -> tuple[Actor, ...]:
        """Whom a sentence names before the phrase, of the sort that its noun means."""
        states = self._states(number, phrase.start)
        if phrase.noun in titles().pairs_of_states:
            return states
        persons = self._persons_in(number, phrase.start)
        office = titles().office(phrase.noun)
        if office and len(persons) != PAIR:
            persons = [p for p in persons if _holds(p, office)]
        return tuple(p.actor for p in persons) or (() if office else states)

    def _states(self, number: int, before: int) -> tuple[Actor, ...]:
        start, end = self._scan.sentences[number]
        return tuple(
            gazetteer().states[code] for code in self._scan.states_in(start, min(end, before))
        )

    def _persons_in(self, number: int, before: int) -> list[Person]:
        """The persons named in a sentence before a token, outside quotations; distinct, in order."""
        start, end = self._scan.sentences[number]
        runs = [
            run
            for run in self._scan.runs_in(start, end)
            if run.end <= before and self._speaks_of(run)
        ]
        found = (self._roster.person(run.rest, run.start) for run in runs)
        return list({p.actor.id: p for p in found if p}.values())

    def again(self, phrase: Phrase) -> Named | None:
        """For "the officials" the last fuller phrase with the same noun: "two Danish officials"."""
        if not phrase.bare:
            return None
        heads = reversed(self._scan.heads.get(phrase.noun, ()))
        earlier = (
            token for token in heads if token.i < phrase.first and token.tag_ == phrase.head.tag_
        )
        named = (
            self._name(around(phrase.tokens, token, phrase.depth))
            for token in islice(earlier, SAME_NOUN)
            if not self._names_a_body(token)
        )
        known = (one for one in named if one.actor)
        last = next(known, None)
        if last is None or (
            self._is_office(phrase) and any(one.actor != last.actor for one in known)
        ):
            return None  # of two presidents "the president" may be either
        return replace(last, rule=f"the {phrase.noun}: last such description")

    def _names_a_body(self, token: Token) -> bool:
        """Whether a noun is part of a body's name: "the investigation" is not the Federal Bureau of it."""
        run = self._scan.run_at.get(token.i)
        return run is not None and self._roster.bodies.of(run) is not None

    def _is_office(self, phrase: Phrase) -> bool:
        return not phrase.plural and titles().office(phrase.noun) is not None

    def body(self, phrase: Phrase) -> Named | None:
        """For "the agency" the last body with that word in its name, else the only one of its kind nearby."""
        t = titles()
        kind = t.bodies.get(phrase.noun) or ("media" if phrase.noun in t.media else None)
        if kind is None or phrase.plural or not phrase.bare:
            return None
        before = [body for body in self._roster.named_bodies if body.at < phrase.start]
        fits = [body for body in before if phrase.noun in body.words]
        if not fits and (phrase.noun in t.sorts or phrase.noun in t.media):
            near = self._scan.sentences[max(self._scan.sentence(phrase.start) - 2, 0)][0]
            fits = [body for body in before if body.at >= near and self._acts(body, kind)]
            fits = fits if len({body.actor.id for body in fits}) == 1 else []
        return (
            Named(fits[-1].actor, fits[-1].actor.kind, f"the {phrase.noun}: last such body")
            if fits
            else None
        )

    def _acts(self, body: Body, kind: ActorKind) -> bool:
        """Whether a body of a kind is spoken of as such, not as a place: "on Twitter"."""
        preposition = self._scan.tokens[max(body.at - 1, 0)].lower_
        return body.actor.kind == kind and preposition not in _PLACES


def _given(phrase: Phrase) -> bool:
    """Whether the phrase speaks of somebody known: "the envoy", "Peru's envoy", "Prime Minister"."""
    return not phrase.indefinite and (
        phrase.definite or bool(phrase.parts("poss")) or phrase.head.pos_ == "PROPN"
    )


def _holds(person: Person, office: str) -> bool:
    """Whether somebody holds an office, or one that is called so too."""
    others = titles().stands_for.get(office, ())
    return office in person.offices or any(
        all(word in person.said for word in other.split()) for other in others
    )


def _together(two: Sequence[Actor], why: str) -> Named:
    first, *others = two
    return Named(first, first.kind, f"pair: {why}", tuple(others))


def _several(name: str) -> bool:
    """Whether a description speaks of several people or bodies."""
    t = titles()
    words = name.lower().split()
    return any(t.means_people(word) and (word.endswith("s") or word in t.groups) for word in words)
