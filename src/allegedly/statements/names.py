"""Sources by name: from a noun phrase that speaks to an actor, by the first rule that knows it.

A rule answers with a `Named` or passes with `None`. What no rule knows is `unknown`, never guessed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.statements.anaphora import Anaphora
from allegedly.statements.gazetteer import actor, gazetteer, titles
from allegedly.statements.mentions import Run, Scan, plain
from allegedly.statements.phrases import UNKNOWN, Named, Phrase, around, head_of
from allegedly.statements.roster import Roster

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Token

    from allegedly.model import Actor, ActorKind
    from allegedly.statements.gazetteer import Hit

__all__ = ["Named", "Names"]

_ARTICLES = frozenset({"a", "an", "the", "both", "that", "this", "these", "those"})
_LOCATIVE = frozenset({"in", "near", "at", "outside", "around", "across", "inside", "throughout"})
_OWNING = frozenset({"of", "for", "from", "by"})
_SPEAKING_FOR = _OWNING | {"at", "with"}
_KEPT_BEHIND = frozenset(
    {"of", "at", "from", "with", "close", "for", "inside", "within", "on", "to"}
)
_BODIES = frozenset({"agency", "organisation", "government", "media"})
_OF_FORM = {
    "name": "state by name",
    "people": "people speak for their state",
    "seat": "capital speaks for its government",
    "body": "named body",
}
_OWNS = ("'s", "'")
DATELINE = 12
"""Within so many tokens "OSLO (Reuters) -" ends, if a phrase begins with it."""
DEEP = 12
"""How many phrases may lead to each other ("its" -> "his statement" -> ...) before it is given up."""


class Names:
    """The names of one report: `source` for who speaks, `mentions` for who is spoken of.

    `report` is the report's id, which unnamed actors carry in theirs; `outlet` is never a source of its own.
    """

    def __init__(self, doc: Doc, report: str, *, outlet: str | None = None) -> None:
        self._scan = Scan(doc)
        self._roster = Roster(self._scan, report)
        self._anaphora = Anaphora(self._scan, self._roster, self._name)
        self._outlet = plain(outlet or "").lower().removeprefix("the ")
        self._known: dict[tuple[int, int, int], Named] = {}
        self._rules: tuple[Callable[[Phrase], Named | None], ...] = (
            self._joint,
            self._anaphora.pronoun,
            self._own_outlet,
            self._apposition,
            self._proper,
            self._spokesperson,
            self._official,
            self._document,
            self._media,
            self._government,
            self._role,
            self._office,
            self._anaphora.body,
            self._anaphora.again,
            self._body,
            self._described,
        )

    def source(self, start: int, end: int) -> Named:
        """Who speaks in the noun phrase at these characters, appositives included; `unknown` if nobody is known."""
        phrase = self._phrase(start, end)
        if phrase is None:
            return UNKNOWN
        named = self._name(phrase)
        via = tuple(self._relays(phrase))
        return replace(named, via=via) if via else named

    def mentions(self, start: int, end: int) -> tuple[Named, ...]:
        """The states, persons and bodies named at these characters, distinct, in order."""
        found: dict[str, Named] = {}
        i, last = self._scan.covered(start, end)
        last = min(last, len(self._scan.tokens)) if end > start else i
        while i < last:
            run = self._scan.run_at.get(i)
            for named in self._mentioned(run) if run else self._stated(i):
                if named.actor:
                    found.setdefault(named.actor.id, named)
            i = run.end if run else i + 1
        return tuple(found.values())

    def _mentioned(self, run: Run) -> Iterator[Named]:
        person = self._roster.person(run.rest, run.start) if self._roster.is_person(run) else None
        body = None if person else self._roster.body(run)
        if person:
            yield Named(person.actor, "person", "named")
        elif body:
            yield Named(body, body.kind, "named body")
        else:
            for i in range(run.start, run.end):
                yield from self._stated(i)

    def _stated(self, i: int) -> Iterator[Named]:
        hit = self._scan.hit_at.get(i)
        if hit and not (
            hit.entry.form == "seat" and i and self._scan.tokens[i - 1].lower_ in _LOCATIVE
        ):
            yield _of_hit(hit)

    # --- phrases ----------------------------------------------------------------------------------------

    def _phrase(self, start: int, end: int) -> Phrase | None:
        tokens = self._scan.tokens
        if not tokens or end <= start:
            return None
        i, j = self._scan.covered(start, end)
        i = next(
            (k + 2 for k in range(i, min(i + DATELINE, j - 2)) if _ends_dateline(tokens[k])), i
        )
        while i < j and _edge(tokens[i]):
            i += 1
        while j > i and (_edge(tokens[j - 1]) or tokens[j - 1].tag_ == "POS"):
            j -= 1
        return Phrase(tokens, i, j, head_of(tokens, i, j)) if i < j else None

    def _name(self, phrase: Phrase) -> Named:
        key = (phrase.start, phrase.end, phrase.head.i)
        if key not in self._known:
            self._known[key] = UNKNOWN  # a phrase that leads back to itself names nobody
            if phrase.depth < DEEP:
                answers = (named for rule in self._rules if (named := rule(phrase)))
                self._known[key] = next(answers, UNKNOWN)
        return self._known[key]

    def _around(self, phrase: Phrase, head: Token) -> Named:
        return self._name(around(phrase.tokens, head, phrase.depth))

    def _relays(self, phrase: Phrase) -> Iterator[Actor]:
        """Who passed it on: "a minister quoted by Reuters"."""
        for token in phrase.tokens[phrase.head.i + 1 : phrase.end]:
            if token.lower_ in {"quoted", "cited"}:
                for agent in (
                    child for by in token.children if by.dep_ == "agent" for child in by.children
                ):
                    named = self._around(phrase, agent) if agent.i < phrase.end else UNKNOWN
                    yield from (one for one in (named.actor, *named.others) if one)

    # --- several at once --------------------------------------------------------------------------------

    def _joint(self, phrase: Phrase) -> Named | None:
        """Of "both X and Y" the first speaks, the others with them."""
        heads = self._conjuncts(phrase)
        starts = [phrase.start, *(head.left_edge.i for head in heads[1:])]
        spans = zip(starts, [*starts[1:], phrase.end], heads, strict=True)
        parts = [
            self._name(Phrase(phrase.tokens, start, end, head, phrase.depth + 1))
            for start, end, head in spans
            if len(heads) > 1
        ]
        known = [part for part in parts if part.actor]
        if not known:
            return None
        everybody = dict.fromkeys(
            one for part in known for one in (part.actor, *part.others) if one
        )
        return replace(known[0], rule=f"joint: {known[0].rule}", others=tuple(everybody)[1:])

    def _conjuncts(self, phrase: Phrase) -> list[Token]:
        """The heads joined by "and"; the words of one name are never parted."""
        heads, linked = [phrase.head], False
        while True:
            last = heads[-1]
            linked = linked or any(
                child.dep_ == "cc" and child.lower_ == "and" for child in last.children
            )
            following = next(
                (c for c in last.children if c.dep_ == "conj" and last.i < c.i < phrase.end), None
            )
            run = self._scan.run_at.get(last.i)
            if following is None or (run and following.i < run.end) or _no_second(last, following):
                return heads if linked else heads[:1]
            heads.append(following)

    # --- names ------------------------------------------------------------------------------------------

    def _own_outlet(self, phrase: Phrase) -> Named | None:
        text = " ".join(token.lower_ for token in phrase.tokens[phrase.start : phrase.end])
        if self._outlet and plain(text).removeprefix("the ") == self._outlet:
            return Named(None, "none", "the report's own outlet")
        return None

    def _apposition(self, phrase: Phrase) -> Named | None:
        """In "the envoy to Chad, Anna Berg" the person."""
        one_of = phrase.noun == "one" and phrase.parts("prep")
        if not (one_of or titles().office(phrase.noun) or phrase.parts("appos")):
            return None
        if phrase.head.i in self._scan.run_at and phrase.head.pos_ == "PROPN":
            return None
        for run in self._scan.runs_in(phrase.head.i + 1, phrase.end):
            if len(run.rest) > 1 and self._roster.is_person(run) and self._apposed(phrase, run):
                named = self._person(run)
                return replace(named, rule=f"office in apposition: {named.rule}")
        return None

    def _apposed(self, phrase: Phrase, run: Run) -> bool:
        """Whether the name follows its office at once or after a comma, whatever the parser thinks."""
        before = phrase.tokens[run.start - 1]
        head = phrase.tokens[run.end - 1]
        return (
            before.i == phrase.head.i
            or before.text == ","
            or (head.dep_ == "appos" and head.head.i == phrase.head.i)
        )

    def _proper(self, phrase: Phrase) -> Named | None:
        """The head is a name: a person, a state, a body."""
        run, hit = self._scan.run_at.get(phrase.head.i), self._scan.hit_at.get(phrase.head.i)
        if hit and hit.entry.form == "people" and not self._speaks_for_state(phrase, hit):
            return self._unnamed(phrase, "group", "group as described")
        if run is None:
            return _of_hit(hit) if hit else None
        opens = len(run.words) == 1 and bool(self._scan.tokens[run.start].is_sent_start)
        if opens and run.words[0].key in titles().documents:
            return None
        if run.words[-1].key in titles().peoples:
            return self._unnamed(phrase, "group", "group as described")
        if titles().office(run.words[-1].key) and self._common(phrase, run):
            return self._party(phrase)
        headline = self._scan.sentence(run.start) in self._scan.headlines
        return None if headline and phrase.head.tag_ == "NNS" else self._run(run)

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
            return self._unnamed(phrase, "group", "group as described")
        holder = self._anaphora.holder(phrase) if phrase.definite or phrase.parts("poss") else None
        if holder or phrase.definite:
            return holder or UNKNOWN
        return self._unnamed(phrase, "person", "person as described")

    def _run(self, run: Run) -> Named:
        roster, words = self._roster, [word.text for word in run.words]
        if self._scan.sentence(run.start) in self._scan.headlines and len(words) > 1:
            return self._headline(run)
        known_person = roster.person(words, run.start)
        if roster.is_person(run) and (len(words) > 1 or known_person):
            return self._person(run)
        if (
            known_person
            and len(words) == 1
            and known_person.words[1:]
            and known_person.words[-1] == words[0]
        ):
            return self._person(run)  # "Jordan" where the report speaks of a "Jim Jordan"
        known = roster.acronyms.get(words[0]) if len(words) == 1 else None
        if known:
            return Named(known, known.kind, "acronym defined in the report")
        hit = self._scan.hit_at.get(run.start)
        if hit and hit.entry.form != "body" and hit.end > self._scan.offsets[run.words[-1].start]:
            return _of_hit(hit)
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
        body, hit = self._roster.body(run), self._scan.hit_at.get(run.start)
        if body:
            return Named(body, body.kind, "named body")
        return _of_hit(hit) if hit else UNKNOWN

    def _body_of(self, run: Run) -> Named | None:
        body = self._roster.body(run)
        if len(run.words) == 1 and not gazetteer().exactly(run.text):
            full = self._roster.last_body(run.text, run.start)
            if full:
                return Named(full, full.kind, "earlier full name")
        if body:
            return Named(body, body.kind, "named body")
        person = self._roster.person(run.rest, run.start)
        if person:
            return Named(person.actor, "person", "earlier full name")
        if len(run.words) == 1 and self._roster.spelled_like_a_body(run.words[0]):
            return Named(actor("organisation", run.text), "organisation", "spelled like a body")
        return None

    def _person(self, run: Run) -> Named:
        """The person a run names: by the whole name where the report has it."""
        gender = next((g for key in run.prefix if (g := titles().titles.get(key))), None)
        known = self._roster.person(run.rest, run.start, gender)
        if known is None:
            rule = "title before a name" if run.cut else "a name alone, taken for a person"
            return Named(actor("person", " ".join(run.rest)), "person", rule)
        if len(known.words) == 1 or known.words[0].lower() in titles().kept:
            return Named(known.actor, "person", "title before a name")
        longer = len(known.words) > len(run.rest)
        earlier = (
            "earlier full name" if known.places[0] < run.start else "full name later in the report"
        )
        return Named(known.actor, "person", earlier if longer else "named in full")

    # --- descriptions -----------------------------------------------------------------------------------

    def _owner(self, phrase: Phrase) -> Named:
        """Who stands behind a noun: its possessor, "of" or "from" whom it is, or the name before it."""
        owners = [
            *phrase.parts("poss"),
            *(
                noun
                for prep in phrase.parts("prep", "agent")
                if prep.lower_ in (_SPEAKING_FOR if phrase.noun in titles().spokes else _OWNING)
                for noun in _objects(prep)
            ),
            *(
                noun
                for clause in phrase.parts("acl")
                for by in clause.children
                if by.lower_ == "by"
                for noun in _objects(by)
            ),
        ]
        named = (self._around(phrase, noun) for noun in owners)
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
            if run or hit:
                return self._run(run) if run else _of_hit(hit) if hit else UNKNOWN
        return UNKNOWN

    def _names_a_body(self, phrase: Phrase, noun: Token) -> bool:
        """Whether a noun before the head is a body's: "army", but "media" only with a state."""
        t = titles()
        if noun.i == phrase.head.i or noun.i in self._scan.run_at:
            return False
        if noun.lower_ in t.media or t.bodies.get(noun.lower_) == "media":
            return bool(self._scan.states_in(phrase.first, noun.i))
        return noun.lower_ in t.bodies or noun.lower_ in gazetteer().roles

    def _spokesperson(self, phrase: Phrase) -> Named | None:
        """Through "a Kremlin spokesman" the body speaks."""
        if phrase.noun not in titles().spokes:
            return None
        if phrase.bare:
            return self._anaphora.holder(phrase) or self._anaphora.again(phrase) or UNKNOWN
        owner = self._owner(phrase)
        if owner.actor and owner.kind in _BODIES:
            return replace(owner, rule=f"spokesperson of: {owner.rule}")
        return self._unnamed(phrase, "unnamed official", "spokesperson left unnamed")

    def _official(self, phrase: Phrase) -> Named | None:
        """Officials, sources, people familiar with the matter: kept unnamed."""
        t = titles()
        knowing = bool(phrase.words() & t.knowing)
        if phrase.noun not in t.officials and not (phrase.noun in t.people and knowing):
            return None
        again = None if knowing else self._anaphora.again(phrase)
        if again is None and phrase.bare and not phrase.plural and not knowing:
            again = self._anaphora.holder(phrase)
        return again or self._unnamed(phrase, "unnamed official", "kept unnamed, as described")

    def _unnamed(self, phrase: Phrase, kind: ActorKind, rule: str) -> Named:
        state = self._scan.state_in(phrase.start, phrase.head.i + 1)
        return Named(self._roster.unnamed(kind, self._description(phrase), state), kind, rule)

    def _description(self, phrase: Phrase) -> str:
        """The phrase without article, clauses and what was said where; "his aides" with whose they are."""
        tokens, start = phrase.tokens, phrase.first
        while start < phrase.head.i and _drops(tokens[start]):
            start += 1
        owner = self._around(phrase, tokens[start]).actor if tokens[start].tag_ == "PRP$" else None
        whose = (
            f"{owner.name}{_OWNS[owner.name[-1:] == 's']} "
            if owner and start < phrase.head.i
            else ""
        )
        start += bool(whose)
        end = phrase.head.i + 1
        for child in (child for child in phrase.head.rights if child.i < phrase.end):
            if not _belongs(child):
                break
            end = min(_end(child), phrase.end)
        words = self._scan.raw[
            tokens[start].idx : tokens[end - 1].idx + len(tokens[end - 1])
        ].split()
        return whose + (self._small(start) + " ".join(words)[1:]).strip("\"“”‘’' ")

    def _small(self, i: int) -> str:
        """The first letter of a token, small where only the start of a sentence made it a capital."""
        token = self._scan.tokens[i]
        named = (
            i in self._scan.hit_at
            or i in self._scan.run_at
            or token.pos_ == "PROPN"
            or token.text.isupper()
        )
        return token.text[0] if named or not token.is_sent_start else token.text[0].lower()

    def _document(self, phrase: Phrase) -> Named | None:
        """A statement, a report, a meeting: whoever stands behind it."""
        t = titles()
        if phrase.noun not in t.documents | t.reports:
            return None
        owner = self._owner(phrase)
        if owner.rule == _OF_FORM["seat"] and phrase.noun in t.reports:
            owner = UNKNOWN  # "reports from Baghdad" are nobody's
        if owner.actor:
            return replace(owner, rule=f"behind a {phrase.noun}: {owner.rule}")
        again = self._anaphora.again(phrase)
        if again is None and phrase.noun in t.reports and not phrase.definite:
            return Named(
                actor("media", "unspecified reports"), "media", "reports of nobody in particular"
            )
        return again or UNKNOWN

    def _media(self, phrase: Phrase) -> Named | None:
        """State media, news agencies, newspapers without a name."""
        t, table = titles(), gazetteer()
        text = self._description(phrase)
        words = text.lower().split()
        if phrase.noun not in t.media and " ".join(words[-2:]) not in t.media:
            return None
        state = self._scan.state_in(phrase.start, phrase.head.i + 1)
        role = next(
            (role for size in (4, 3, 2) if (role := table.roles.get(" ".join(words[-size:])))), None
        )
        if role and role.kind == "media" and state:
            return Named(
                actor("media", f"{table.adjectives[state]} {role.name}", state),
                "media",
                "state media",
            )
        outlet = self._name_before(phrase)
        if outlet.kind == "media" and not phrase.plural:
            return outlet
        again = self._anaphora.body(phrase) or self._anaphora.again(phrase)
        return again or (
            UNKNOWN
            if phrase.bare
            else Named(actor("media", text, state), "media", "media as described")
        )

    def _government(self, phrase: Phrase) -> Named | None:
        """By "the Danish government", "his government", "the country" the state is meant."""
        t = titles()
        if phrase.noun not in t.governments:
            return None
        codes = self._scan.states_in(phrase.start, phrase.end)
        if codes and (len(codes) == 1 or phrase.plural):
            first, *others = (gazetteer().states[code] for code in codes)
            return Named(first, "government", "government of a state", tuple(others))
        owner = self._owner(phrase)
        if owner.actor and owner.kind == "person":
            return self._government_of(owner.actor, phrase)
        if owner.actor and owner.kind == "government" and owner.actor.state:
            return replace(owner, rule="government of a state")
        bare = phrase.noun in t.homes and (phrase.bare or not phrase.left)
        return self._anaphora.again(phrase) or self._last_state(phrase) if bare else None

    def _last_state(self, phrase: Phrase) -> Named:
        state = self._scan.last_state(phrase.start)
        return (
            Named(gazetteer().states[state], "government", "last state named") if state else UNKNOWN
        )

    def _government_of(self, who: Actor, phrase: Phrase) -> Named:
        code = next((p.state for p in self._roster.persons if p.actor.id == who.id), None)
        government = (
            gazetteer().states[code] if code else actor("government", f"{who.name} {phrase.noun}")
        )
        return Named(government, "government", "government of that person")

    def _role(self, phrase: Phrase) -> Named | None:
        """Find the body of a sort and state: "Rome's intelligence agency", "the Danish army"."""
        table = gazetteer()
        words = [token.lower_ for token in phrase.tokens[phrase.first : phrase.head.i + 1]]
        tail = [
            *words,
            *(token.lower_ for token in phrase.tokens[phrase.head.i + 1 : phrase.head.i + 4]),
        ]
        spans = [" ".join(words[-size:]) for size in (4, 3, 2, 1)]
        spans += [" ".join(tail[len(words) - 1 : len(words) + size]) for size in (3, 2)]
        role = next((table.roles[span] for span in spans if span in table.roles), None)
        state = self._scan.state_in(phrase.start, phrase.end) if role else None
        if role and not state:
            owner = self._owner(phrase)
            state = owner.actor.state if owner.actor and owner.kind == "government" else None
        if role is None or state is None:
            return None
        body = table.body(state, role)
        return Named(body, body.kind, "body of that sort and state")

    def _office(self, phrase: Phrase) -> Named | None:
        """Find the one person with an office: "the ambassador"."""
        if phrase.plural or titles().office(phrase.noun) is None or not phrase.definite:
            return None
        return self._anaphora.holder(phrase) or self._anaphora.again(phrase) or UNKNOWN

    def _body(self, phrase: Phrase) -> Named | None:
        """Name a body by whose it is ("the Berg campaign"), else as described."""
        t = titles()
        kind = t.bodies.get(phrase.noun)
        several = phrase.plural and phrase.noun.endswith("s")
        if kind is None or several or phrase.noun in t.offices:
            return None
        run = self._scan.run_at.get(phrase.head.i - 1)
        named = self._run(run) if run and phrase.noun in t.sorts else UNKNOWN
        if named.kind in _BODIES:
            return named  # "the Yonhap agency" is Yonhap
        if run and phrase.noun in t.sorts:
            home = self._scan.state_in(phrase.start, phrase.head.i)
            return Named(actor(kind, f"{run.text} {phrase.noun}", home), kind, "named body")
        owner = self._owner(phrase).actor
        if owner and owner == replace(
            actor(owner.kind, owner.name, owner.state), aliases=owner.aliases
        ):
            is_state = gazetteer().states.get(owner.state or "") == owner
            whose = gazetteer().adjectives[owner.state or ""] if is_state else owner.name
            body = actor(kind, f"{whose} {phrase.noun}", owner.state)
            return Named(body, kind, "body of a named actor")
        return UNKNOWN if phrase.bare else self._unnamed(phrase, kind, "body as described")

    def _described(self, phrase: Phrase) -> Named | None:
        """Anybody else: a group or a person without a name."""
        t = titles()
        if phrase.head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "PRON", "DET"} or phrase.bare:
            return None
        if phrase.plural or phrase.noun in t.quantities:
            return self._unnamed(phrase, "group", "group as described")
        if t.office(phrase.noun):
            return self._unnamed(phrase, "person", "person as described")
        return None


def _of_hit(hit: Hit) -> Named:
    return Named(hit.entry.actor, hit.entry.actor.kind, _OF_FORM[hit.entry.form])


def _ends_dateline(token: Token) -> bool:
    """Whether the token closes "OSLO (Reuters) -"."""
    return token.text == ")" and token.nbor(1).text in {"-", "–", "—"}


def _edge(token: Token) -> bool:
    return bool(token.is_punct or token.is_space or token.pos_ == "CCONJ")


def _no_second(noun: Token, other: Token) -> bool:
    """Whether a conjunct is no second speaker: "the former first lady and senator", "Peru, its ally and client"."""
    if other.pos_ not in {"NOUN", "PROPN", "PRON"}:
        return True
    if noun.pos_ == "PROPN" and other.pos_ == "NOUN" and noun.nbor(1).text == ",":
        return True
    determined = [
        any(child.dep_ in {"det", "poss"} for child in token.children) for token in (noun, other)
    ]
    return noun.tag_ == other.tag_ == "NN" and determined == [True, False]


def _objects(prep: Token) -> list[Token]:
    return [child for child in prep.children if child.dep_ == "pobj"]


def _drops(token: Token) -> bool:
    """Whether a word in front of a description is not part of it: "the", "now the"."""
    return (
        token.lower_ in _ARTICLES
        or token.dep_ == "preconj"
        or (token.pos_ == "ADV" and bool(token.whitespace_))
    )


def _belongs(child: Token) -> bool:
    """Whether what follows a noun is part of the description: "close to the talks", not "in a statement"."""
    if child.dep_ == "prep":
        t = titles()
        return child.lower_ in _KEPT_BEHIND and not any(
            noun.lower_ in t.documents or noun.lower_ in t.calendar for noun in _objects(child)
        )
    return child.lower_ in titles().knowing


def _end(child: Token) -> int:
    """Where a phrase behind a noun ends, clauses and appositions left off."""
    end = child.i + 1
    for part in child.rights:
        if (
            part.dep_ in {"prep", "pobj", "pcomp"} and part.lower_ not in {"in", "on"}
        ) or child.lower_ == "on":
            end = max(end, part.i + 1, _end(part))
    return end
