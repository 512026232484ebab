"""Phrases whose head is a common noun: a spokesman, officials, a report, an office, whoever is described."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.statements.names.gazetteer import actor, titles
from allegedly.statements.names.phrases import (
    BODIES,
    OF_FORM,
    UNKNOWN,
    Named,
    Phrase,
    around,
    objects,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from allegedly.model import ActorKind
    from allegedly.statements.names.anaphora import Anaphora
    from allegedly.statements.names.mentions import Scan
    from allegedly.statements.names.owners import Owners
    from allegedly.statements.names.roster import Roster
    from allegedly.statements.names.unnamed import Unnamed

__all__ = ["Descriptions"]


class Descriptions:
    """Finds who is described. `name` names a phrase."""

    def __init__(
        self,
        scan: Scan,
        roster: Roster,
        anaphora: Anaphora,
        owners: Owners,
        unnamed: Unnamed,
        name: Callable[[Phrase], Named],
    ) -> None:
        self._scan = scan
        self._roster = roster
        self._anaphora = anaphora
        self._owners = owners
        self._unnamed = unnamed
        self._name = name

    def spokesperson(self, phrase: Phrase) -> Named | None:
        """Through "a Kremlin spokesman" the body speaks."""
        if phrase.noun not in titles().spokes:
            return None
        if phrase.bare and (
            before := self._anaphora.holder(phrase) or self._anaphora.again(phrase)
        ):
            return before
        owner = self._owners.of(phrase)
        if owner.actor and owner.kind in BODIES:
            return replace(owner, rule=f"spokesperson of: {owner.rule}")
        return self._unnamed.named(phrase, "unnamed official", "spokesperson left unnamed")

    def official(self, phrase: Phrase) -> Named | None:
        """Officials, sources, people familiar with the matter: kept unnamed."""
        t = titles()
        if phrase.noun == "one" or phrase.head.pos_ == "NUM":
            return self._one_of(phrase)
        knowing = bool(phrase.words() & t.knowing)
        if phrase.noun not in t.officials and not (phrase.noun in t.people and knowing):
            return None
        again = None if knowing else self._anaphora.again(phrase)
        if again is None and phrase.bare and not phrase.plural and not knowing:
            again = self._anaphora.holder(phrase)
        return again or self._unnamed.named(
            phrase, "unnamed official", "kept unnamed, as described"
        )

    def _one_of(self, phrase: Phrase) -> Named | None:
        """One of the people who are described: "one of the diplomats"."""
        several = [noun for prep in phrase.parts("prep") for noun in objects(prep)]
        told = [noun for noun in phrase.parts("appos") if noun.pos_ == "NOUN"]
        if told:
            return self._name(around(phrase.tokens, told[0], phrase.depth))
        if not several:
            return None
        whole = self._name(around(phrase.tokens, several[0], phrase.depth))
        some: ActorKind = "person" if phrase.noun == "one" else "group"
        kind = whole.kind if whole.kind == "unnamed official" else some
        return self._unnamed.named(phrase, kind, "kept unnamed, as described")

    def document(self, phrase: Phrase) -> Named | None:
        """A statement, a report, a meeting: whoever stands behind it."""
        t = titles()
        if phrase.noun not in t.documents | t.reports:
            return None
        owner = self._owners.of(phrase)
        if phrase.noun in t.filed and owner.actor and "court" in owner.actor.name.lower():
            owner = UNKNOWN  # others file with a court
        if owner.kind == "unknown":
            owner = UNKNOWN  # a thing writes nothing
        if owner.rule == OF_FORM["seat"] and phrase.noun in t.reports:
            owner = UNKNOWN  # "reports from Baghdad" are nobody's
        if owner.actor:
            return replace(owner, rule=f"behind a {phrase.noun}: {owner.rule}")
        again = self._anaphora.again(phrase)
        if again is None and phrase.noun in t.reports and not phrase.definite:
            return Named(
                actor("media", "unspecified reports"), "media", "reports of nobody in particular"
            )
        named = again or self.event(phrase)
        return named or self._unnamed.named(phrase, "unknown", "document as described")

    def event(self, phrase: Phrase) -> Named | None:
        """What happens or is found is nobody: "the move raised the possibility that"."""
        return (
            Named(None, "none", "an event speaks for nobody")
            if phrase.noun in titles().events
            else None
        )

    def office(self, phrase: Phrase) -> Named | None:
        """Find the one person with an office: "the ambassador"."""
        if phrase.plural or titles().office(phrase.noun) is None:
            return None
        named = self._anaphora.holder(phrase) or self._by_table(phrase)
        if named or not phrase.definite or self._anaphora.holders(phrase):
            return named  # where two hold it, "the minister" may be either
        return self._anaphora.again(phrase)

    def _by_table(self, phrase: Phrase) -> Named | None:
        """Who holds the office of a state that the phrase names, where the report names nobody with it."""
        state = self._scan.state_in(phrase.first, phrase.end)
        known = self._roster.in_office(state, self._office_words(phrase)) if state else None
        return Named(known, "person", "office table") if known else None

    def _office_words(self, phrase: Phrase) -> str:
        """The office as tables spell it, without its state: of "Peru's prime minister" the last two words."""
        words = [
            token.lower_
            for token in phrase.tokens[phrase.first : phrase.end]
            if token.i not in self._scan.hit_at and token.tag_ != "POS" and token.lower_ != "the"
        ]
        return " ".join(words).removesuffix(" of")

    def described(self, phrase: Phrase) -> Named | None:
        """Anybody else: a group or a person without a name."""
        t = titles()
        if phrase.head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET"}:
            return None
        if phrase.noun in t.quantities or (phrase.plural and _means_people(phrase)):
            return self._unnamed.named(phrase, "group", "group as described")
        if t.office(phrase.noun) or phrase.noun in t.spokes:
            return self._unnamed.named(phrase, "person", "person as described")
        return self._of_any_kind(phrase)

    def _of_any_kind(self, phrase: Phrase) -> Named | None:
        """By a noun that no other table holds: of the kind that its ending shows, if any."""
        t = titles()
        kind = "organisation" if phrase.noun in t.companies else t.described.get(phrase.noun)
        if phrase.noun in t.homes or (kind is None and phrase.head.pos_ != "NOUN"):
            return None
        if kind is None and not phrase.plural and t.means_person(phrase.noun):
            kind = "person"
        return self._unnamed.named(phrase, kind or "unknown", f"{kind or 'thing'} as described")


def _means_people(phrase: Phrase) -> bool:
    """Whether a plural means people or bodies, not things: "power outages" speak for nobody."""
    t, head = titles(), phrase.head
    of_bodies = phrase.noun in t.bodies or phrase.noun.removesuffix("s") in t.bodies
    return head.pos_ != "NOUN" or of_bodies or t.means_people(phrase.noun)
