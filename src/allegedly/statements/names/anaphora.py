"""What stands for a name given elsewhere: "the ambassador", "the two ministers", "the officials", "the agency"."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from allegedly.statements.names.gazetteer import gazetteer, titles
from allegedly.statements.names.phrases import PAIR, Named, Phrase, around, together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

    from allegedly.model import Actor, ActorKind
    from allegedly.statements.names.mentions import Scan
    from allegedly.statements.names.people import Person
    from allegedly.statements.names.roster import Body, Roster

__all__ = ["Anaphora"]

# Words before an office that do not tell one holder from another.
_COMMON = frozenset("the this that same former then top own current new late longtime".split())
_BELONGS = frozenset({"of", "for", "to", "from", "at"})
_PLACES = frozenset({"on", "via", "through", "in", "at"})
_TWO = frozenset({"two", "both"})
PAIR_BACK = 3
"""So many sentences, its own counted, "the two" may reach back: news repeats the names after more."""
SAME_NOUN = 20
"""How many earlier phrases with the same noun are asked whom they name; keeps long reports linear."""


class Anaphora:
    """Finds the name that another phrase of the report gave. `name` names a phrase."""

    def __init__(self, scan: Scan, roster: Roster, name: Callable[[Phrase], Named]) -> None:
        self._scan = scan
        self._roster = roster
        self._name = name

    # --- offices and descriptions -----------------------------------------------------------------------

    def holder(self, phrase: Phrase) -> Named | None:
        """For "the ambassador" the person with that office: the only one, or the only one nearby.

        Whoever is named before goes first; of a lead's "the Danish leader" the name may follow.
        """
        held = self.holders(phrase)
        before = [p for p in held if p.places[0] < phrase.start]
        if len(before) > 1:
            near = self._scan.sentences[max(self._scan.sentence(phrase.start) - 1, 0)][0]
            before = [p for p in before if any(near <= at < phrase.start for at in p.places)]
        found = before or held
        if len(found) != 1:
            return None
        return Named(found[0].actor, "person", f"the {phrase.noun}: last person with that office")

    def holders(self, phrase: Phrase) -> list[Person]:
        """Everybody in the report whom an office in the singular may mean."""
        office = titles().office(phrase.noun)
        if office is None or phrase.plural or not _given(phrase):
            return []
        return [p for p in self._roster.persons if _holds(p, office) and self._fits(p, phrase)]

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
        named: dict[str, Actor] = {}
        for at in range(number, max(number - PAIR_BACK, -1), -1):
            here = {actor.id: actor for actor in self._meant_in(at, phrase)}
            named = {**here, **{key: actor for key, actor in named.items() if key not in here}}
            if len(named) >= PAIR:
                break
        two = tuple(named.values())
        return together(two, "both named just before") if len(two) == PAIR else None

    def _meant_in(self, number: int, phrase: Phrase) -> tuple[Actor, ...]:
        """Whom a sentence names before the phrase, of the sort that its noun means."""
        states = self._states(number, phrase.start)
        if phrase.noun in titles().pairs_of_states:
            return states
        persons = self._roster.persons_in(number, phrase.start)
        office = titles().office(phrase.noun)
        if office and len(persons) != PAIR:
            persons = [p for p in persons if _holds(p, office)]
        return tuple(p.actor for p in persons) or (() if office else states)

    def _states(self, number: int, before: int) -> tuple[Actor, ...]:
        start, end = self._scan.sentences[number]
        return tuple(
            gazetteer().states[code] for code in self._scan.states_in(start, min(end, before))
        )

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
        """For "the agency" the last body with that word in its name, else the only one of its kind nearby.

        "The company" may be the only one that the report has named, however far back.
        """
        t = titles()
        kind = _kind_of(phrase.noun)
        if kind is None or phrase.plural or not phrase.bare:
            return None
        before = [body for body in self._roster.named_bodies if body.at < phrase.start]
        fits = [body for body in before if phrase.noun in body.words]
        if not fits and (phrase.noun in t.sorts | t.media | t.companies):
            near = self._scan.sentences[max(self._scan.sentence(phrase.start) - 2, 0)][0]
            acting = [body for body in before if self._acts(body, kind)]
            fits = [body for body in acting if body.at >= near]
            if phrase.noun in t.companies:
                fits = fits or acting
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


def _kind_of(noun: str) -> ActorKind | None:
    t = titles()
    if noun in t.companies:
        return "organisation"
    return t.bodies.get(noun) or ("media" if noun in t.media else None)


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
