"""Phrases whose head is a common noun: a spokesman, officials, a report, the army, whoever is described."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.statements.gazetteer import actor, gazetteer, titles
from allegedly.statements.phrases import (
    BODIES,
    OF_FORM,
    PASSING,
    UNKNOWN,
    Named,
    Phrase,
    around,
    objects,
    of_hit,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from allegedly.model import Actor, ActorKind
    from allegedly.statements.anaphora import Anaphora
    from allegedly.statements.gazetteer import Role
    from allegedly.statements.mentions import Scan
    from allegedly.statements.proper import Proper
    from allegedly.statements.roster import Roster
    from allegedly.statements.runs import Run
    from allegedly.statements.unnamed import Unnamed

__all__ = ["Descriptions"]

_AFFILIATED = re.compile(r"-[a-z]")
"""Behind a name: "an IS-affiliated website"."""
_OWNING = frozenset({"of", "for", "from", "by"})
_BEFORE_A_BODY = frozenset({"poss", "amod", "compound", "nmod"})
_SPEAKING_FOR = _OWNING | {"at", "with"}


class Descriptions:
    """Finds who is described. `name` names a phrase."""

    def __init__(
        self,
        scan: Scan,
        roster: Roster,
        anaphora: Anaphora,
        proper: Proper,
        unnamed: Unnamed,
        name: Callable[[Phrase], Named],
    ) -> None:
        self._scan = scan
        self._roster = roster
        self._anaphora = anaphora
        self._proper = proper
        self._unnamed = unnamed
        self._name = name

    def owner(self, phrase: Phrase) -> Named:
        """Who stands behind a noun: its possessor, "of" or "from" whom it is, or the name before it."""
        owners = [
            *phrase.parts("poss"),
            *(
                noun
                for prep in phrase.parts("prep", "agent")
                if prep.lower_ in (_SPEAKING_FOR if phrase.noun in titles().spokes else _OWNING)
                for noun in objects(prep)
            ),
            *(
                noun
                for clause in phrase.parts("acl")
                if clause.lower_ not in PASSING
                for by in clause.children
                if by.lower_ == "by"
                for noun in objects(by)
            ),
        ]
        named = (self._name(around(phrase.tokens, noun, phrase.depth)) for noun in owners)
        return next((one for one in named if one.actor), None) or self._name_before(phrase)

    def _name_before(self, phrase: Phrase) -> Named:
        """The name in "Kremlin spokesman", "the Justice Department statement", "a Danish army report"."""
        last = phrase.left[-1] if phrase.left else phrase.head
        if self._names_a_body(phrase, last):
            return self._name(
                Phrase(phrase.tokens, phrase.first, last.i + 1, last, phrase.depth + 1)
            )
        for token in reversed(phrase.left):
            run, hit = self._scan.run_at.get(token.i), self._scan.hit_at.get(token.i)
            if run and run.end > phrase.head.i:
                run = None  # the office stands inside the name: "White House Press Secretary Dana Cole"
            if run or hit:
                return self._proper.run(run) if run else of_hit(hit) if hit else UNKNOWN
        return UNKNOWN

    def _names_a_body(self, phrase: Phrase, noun: Token) -> bool:
        """Whether a noun before the head is a body's: "army", but "media" only with a state."""
        t = titles()
        if noun.i == phrase.head.i or noun.i in self._scan.run_at:
            return False
        if f"{noun.lower_} {phrase.noun}" in t.voices:
            return False  # the press of a "press secretary" is nobody
        if noun.lower_ in t.media or t.bodies.get(noun.lower_) == "media":
            return bool(self._scan.states_in(phrase.first, noun.i))
        bodied = noun.lower_ in t.bodies and noun.pos_ != "ADJ"
        return bodied or noun.lower_ in gazetteer().roles

    def spokesperson(self, phrase: Phrase) -> Named | None:
        """Through "a Kremlin spokesman" the body speaks."""
        if phrase.noun not in titles().spokes:
            return None
        if phrase.bare and (
            before := self._anaphora.holder(phrase) or self._anaphora.again(phrase)
        ):
            return before
        owner = self.owner(phrase)
        if owner.actor and owner.kind in BODIES:
            return replace(owner, rule=f"spokesperson of: {owner.rule}")
        return self._unnamed.named(phrase, "unnamed official", "spokesperson left unnamed")

    def official(self, phrase: Phrase) -> Named | None:
        """Officials, sources, people familiar with the matter: kept unnamed."""
        t = titles()
        if phrase.noun == "one":
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
        whole = self._name(around(phrase.tokens, several[0], phrase.depth)) if several else UNKNOWN
        if whole.kind not in {"unnamed official", "group"}:
            return None
        kind: ActorKind = "unnamed official" if whole.kind == "unnamed official" else "person"
        return self._unnamed.named(phrase, kind, "kept unnamed, as described")

    def document(self, phrase: Phrase) -> Named | None:
        """A statement, a report, a meeting: whoever stands behind it."""
        t = titles()
        if phrase.noun not in t.documents | t.reports:
            return None
        owner = self.owner(phrase)
        if phrase.noun in t.filed and owner.actor and "court" in owner.actor.name.lower():
            owner = UNKNOWN  # others file with a court
        if owner.rule == OF_FORM["seat"] and phrase.noun in t.reports:
            owner = UNKNOWN  # "reports from Baghdad" are nobody's
        if owner.actor:
            return replace(owner, rule=f"behind a {phrase.noun}: {owner.rule}")
        again = self._anaphora.again(phrase)
        if again is None and phrase.noun in t.reports and not phrase.definite:
            return Named(
                actor("media", "unspecified reports"), "media", "reports of nobody in particular"
            )
        return again or self.event(phrase) or UNKNOWN

    def event(self, phrase: Phrase) -> Named | None:
        """What happens or is found is nobody: "the move raised the possibility that"."""
        return (
            Named(None, "none", "an event speaks for nobody")
            if phrase.noun in titles().events
            else None
        )

    def media(self, phrase: Phrase) -> Named | None:
        """State media, news agencies, newspapers without a name."""
        t, table = titles(), gazetteer()
        other = _role_of(phrase)
        if other and other.kind != "media":
            return None  # "intelligence agencies"
        text = self._unnamed.wording(phrase)
        words = text.lower().split()
        if phrase.noun == "agencies" and len(words) > 1 and words[-2] not in t.media | {"news"}:
            return None  # "security agencies"
        if phrase.noun not in t.media and " ".join(words[-2:]) not in t.media:
            return None
        state = self._scan.state_in(phrase.start, phrase.head.i + 1)
        role = next(
            (role for size in (4, 3, 2) if (role := table.roles.get(" ".join(words[-size:])))), None
        )
        if role and len(self._scan.states) == 1:
            state = next(iter(self._scan.states))
        if role and role.kind == "media" and state:
            owned = actor("media", f"{table.adjectives[state]} {role.name}", state)
            return Named(
                replace(owned, affiliation=table.states[state].name), "media", "state media"
            )
        outlet = self._outlet(phrase)
        if outlet and not phrase.plural:
            return outlet
        again = self._anaphora.body(phrase) or self._anaphora.again(phrase)
        return again or Named(actor("media", text, state), "media", "media as described")

    def _outlet(self, phrase: Phrase) -> Named | None:
        """The outlet that is named in front of what it is: "the Dagsnytt newspaper"."""
        known = self._name_before(phrase)
        run = self._scan.run_at.get(phrase.head.i - 1)
        if known.kind == "media":
            return known
        if run is None or run.start in self._scan.hit_at or _AFFILIATED.search(run.text):
            return None
        return Named(actor("media", run.text), "media", "named body")

    def government(self, phrase: Phrase) -> Named | None:
        """By "the Danish government", "his government", "the country" the state is meant."""
        t = titles()
        if phrase.noun not in t.governments | t.homes:
            return None
        codes = self._scan.states_in(phrase.start, phrase.end)
        if codes and (len(codes) == 1 or phrase.plural):
            first, *others = (gazetteer().states[code] for code in codes)
            return Named(first, "government", "government of a state", tuple(others))
        owner = self.owner(phrase)
        if owner.actor and owner.kind == "person":
            return self._government_of(owner.actor, phrase)
        if owner.actor and owner.kind == "government" and owner.actor.state:
            return replace(owner, rule="government of a state")
        bare = phrase.noun in t.homes and (phrase.bare or not phrase.left)
        return self._anaphora.again(phrase) or self._last_state(phrase) if bare else None

    def _last_state(self, phrase: Phrase) -> Named | None:
        state = self._scan.last_state(phrase.start)
        return Named(gazetteer().states[state], "government", "last state named") if state else None

    def _government_of(self, who: Actor, phrase: Phrase) -> Named:
        code = next((p.state for p in self._roster.persons if p.actor.id == who.id), None)
        government = (
            gazetteer().states[code]
            if code
            else actor("government", f"{who.name.split()[-1]} {phrase.noun}")
        )
        return Named(government, "government", "government of that person")

    def role(self, phrase: Phrase) -> Named | None:
        """Find the body of a sort and state: "Rome's intelligence agency", "the Danish army"."""
        role = _role_of(phrase)
        if role is None or (role.local and self._of_town(phrase)):
            return None
        state = self._scan.state_in(phrase.start, phrase.end)
        if not state:
            owner = self.owner(phrase)
            state = owner.actor.state if owner.actor and owner.kind == "government" else None
        if state:
            body = self._roster.body_of(state, role) or gazetteer().body(state, role)
            return Named(body, body.kind, "body of that sort and state")
        return None if role.local or not phrase.definite else self._of_state_nearby(phrase, role)

    def _of_town(self, phrase: Phrase) -> bool:
        """Whether a capital is named, whose own police are meant: "Oslo police"."""
        hits = (self._scan.hit_at.get(i) for i in range(phrase.first, phrase.head.i))
        return any(hit and hit.entry.form == "seat" for hit in hits)

    def _of_state_nearby(self, phrase: Phrase, role: Role) -> Named | None:
        """By "the defence ministry" that of the only state whose bodies this sentence and the one before name."""
        number = self._scan.sentence(phrase.start)
        start, end = self._scan.sentences[max(number - 1, 0)][0], self._scan.sentences[number][1]
        codes = {code for i in range(start, end) if (code := self._state_of_body(i))}
        if len(codes) != 1:
            return None
        body = gazetteer().body(codes.pop(), role)
        return Named(body, body.kind, "body of the state in the sentence")

    def _state_of_body(self, i: int) -> str | None:
        """The state of a body that is named at a token: "Estonia's navy", "Estonian", "Pentagon"."""
        hit, token = self._scan.hit_at.get(i), self._scan.tokens[i]
        if hit is None:
            return None
        if hit.entry.form == "body":
            known = hit.entry.actor.kind == "agency" and not hit.entry.generic
            return hit.entry.actor.state if known else None
        of_body = token.head.lower_ in titles().bodies or token.head.lower_ in gazetteer().roles
        return hit.entry.actor.state if of_body and token.dep_ in _BEFORE_A_BODY else None

    def office(self, phrase: Phrase) -> Named | None:
        """Find the one person with an office: "the ambassador"."""
        if phrase.plural or titles().office(phrase.noun) is None:
            return None
        named = self._anaphora.holder(phrase) or self._by_table(phrase)
        return named or (self._anaphora.again(phrase) if phrase.definite else None)

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

    def body(self, phrase: Phrase) -> Named | None:
        """Name a body by whose it is ("the Berg campaign"), else as described."""
        t = titles()
        kind = t.bodies.get(phrase.noun)
        several = phrase.plural and phrase.noun.endswith("s")
        if kind is None or several or phrase.noun in t.offices:
            return None
        if kind == "media" and phrase.noun not in t.media:
            return None  # "the news", "the mail"
        run = self._named_in(phrase)
        named = self._proper.run(run) if run and phrase.noun in t.sorts else UNKNOWN
        if named.kind in BODIES:
            return named  # "the Yonhap agency" is Yonhap
        if run and phrase.noun in t.sorts:
            home = self._scan.state_in(phrase.start, phrase.head.i)
            return Named(actor(kind, f"{run.text} {phrase.noun}", home), kind, "named body")
        return self._of_owner(phrase, kind) or self._unnamed.named(
            phrase, kind, "body as described"
        )

    def _named_in(self, phrase: Phrase) -> Run | None:
        """The name in "the Yonhap agency", "the KCNA news agency"."""
        at = phrase.head.i - 1
        while at > phrase.first and self._scan.tokens[at].lower_ in titles().epithets:
            at -= 1
        return self._scan.run_at.get(at)

    def _of_owner(self, phrase: Phrase, kind: ActorKind) -> Named | None:
        """A body by the named actor whose it is: "the Berg campaign", "Japan's space agency"."""
        owner = self.owner(phrase).actor
        if phrase.left and self._names_a_body(phrase, phrase.left[-1]):
            return None  # "a military coalition" is not the military's
        if phrase.indefinite:
            return None  # "an Islamic State affiliate" may be any
        if owner is None or owner.id != actor(owner.kind, owner.name, owner.state).id:
            return None
        is_state = gazetteer().states.get(owner.state or "") == owner
        if is_state and self._of_town(phrase):
            return None
        whose = gazetteer().adjectives[owner.state or ""] if is_state else owner.name
        if not is_state and (phrase.parts("poss") or phrase.parts("prep")):
            whose += "'s"
        named = actor(kind, f"{whose} {self._sort(phrase)}", owner.state)
        return Named(named, kind, "body of a named actor")

    def _sort(self, phrase: Phrase) -> str:
        """The noun with what directly modifies it: of "Japan's space agency" the last two words."""
        words = [phrase.noun]
        for token in reversed(phrase.left):
            if token.i in self._scan.run_at or token.i in self._scan.hit_at or not token.is_alpha:
                break
            if token.pos_ not in {"NOUN", "ADJ"}:
                break
            words.append(token.lower_)
        return " ".join(reversed(words))

    def described(self, phrase: Phrase) -> Named | None:
        """Anybody else: a group or a person without a name."""
        t = titles()
        if phrase.head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET"}:
            return None
        if phrase.noun in t.quantities or (phrase.plural and _means_people(phrase)):
            return self._unnamed.named(phrase, "group", "group as described")
        if t.office(phrase.noun) or phrase.noun in t.spokes:
            return self._unnamed.named(phrase, "person", "person as described")
        return None


def _means_people(phrase: Phrase) -> bool:
    """Whether a plural means people or bodies, not things: "power outages" speak for nobody."""
    t, head = titles(), phrase.head
    of_bodies = phrase.noun in t.bodies or phrase.noun.removesuffix("s") in t.bodies
    return head.pos_ != "NOUN" or of_bodies or t.means_people(phrase.noun)


def _role_of(phrase: Phrase) -> Role | None:
    """What sort of a state's body a phrase means, by the words up to its head, else from it on."""
    roles, at = gazetteer().roles, phrase.head.i
    words = [token.lower_ for token in phrase.tokens[phrase.first : at + 4]]
    split = at + 1 - phrase.first
    spans = [words[max(split - size, 0) : split] for size in (4, 3, 2, 1)]
    spans += [words[split - 1 : split + size] for size in (3, 2)]
    return next((roles[key] for span in spans if (key := " ".join(span)) in roles), None)
