"""Phrases for bodies without a name: "the Danish government", "Peru's army", "the newspaper", "the Berg campaign"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.statements.names.gazetteer import actor, gazetteer, titles
from allegedly.statements.names.phrases import BODIES, UNKNOWN, Named, Phrase

if TYPE_CHECKING:
    from allegedly.model import Actor, ActorKind
    from allegedly.statements.names.anaphora import Anaphora
    from allegedly.statements.names.gazetteer import Role
    from allegedly.statements.names.mentions import Scan
    from allegedly.statements.names.owners import Owners
    from allegedly.statements.names.proper import Proper
    from allegedly.statements.names.roster import Roster
    from allegedly.statements.names.runs import Run
    from allegedly.statements.names.unnamed import Unnamed

__all__ = ["Institutions"]

_AFFILIATED = re.compile(r"-[a-z]")
"""Behind a name: "an IS-affiliated website"."""
_BEFORE_A_BODY = frozenset({"poss", "amod", "compound", "nmod"})


class Institutions:
    """Finds the body that is described."""

    def __init__(
        self,
        scan: Scan,
        roster: Roster,
        anaphora: Anaphora,
        proper: Proper,
        unnamed: Unnamed,
        owners: Owners,
    ) -> None:
        self._scan = scan
        self._roster = roster
        self._anaphora = anaphora
        self._proper = proper
        self._unnamed = unnamed
        self._owners = owners

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
        run = self._named_in(phrase)
        known = self._proper.run(run) if run else self._owners.before(phrase)
        if known.kind == "media":
            return known
        words = [w.text for w in run.words if w.start not in self._scan.hit_at] if run else []
        if not words or _AFFILIATED.search(" ".join(words)):
            return None
        return Named(actor("media", " ".join(words)), "media", "named body")

    def government(self, phrase: Phrase) -> Named | None:
        """By "the Danish government", "his government", "the country" the state is meant."""
        t = titles()
        if phrase.noun not in t.governments | t.homes:
            return None
        codes = self._scan.states_in(phrase.start, phrase.end)
        if codes and (len(codes) == 1 or phrase.plural):
            first, *others = (gazetteer().states[code] for code in codes)
            return Named(first, "government", "government of a state", tuple(others))
        owner = self._owners.of(phrase)
        if owner.actor and owner.kind == "person" and owner.actor.name[:1].isupper():
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
            owner = self._owners.of(phrase)
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
        owner = self._owners.of(phrase).actor
        if phrase.left and self._owners.names_a_body(phrase, phrase.left[-1]):
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


def _role_of(phrase: Phrase) -> Role | None:
    """What sort of a state's body a phrase means, by the words up to its head, else from it on."""
    roles, at = gazetteer().roles, phrase.head.i
    words = [token.lower_ for token in phrase.tokens[phrase.first : at + 4]]
    split = at + 1 - phrase.first
    spans = [words[max(split - size, 0) : split] for size in (4, 3, 2, 1)]
    spans += [words[split - 1 : split + size] for size in (3, 2)]
    keys = (" ".join(span).replace(" 's", "'s") for span in spans)
    return next((roles[key] for key in keys if key in roles), None)
