"""Sources by name: from a noun phrase that speaks to an actor, by the first rule that knows it.

A rule answers with a `Named` or passes with `None`. What no rule knows is `unknown`, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.statements.gazetteer import actor, gazetteer, titles
from allegedly.statements.mentions import Person, Run, Scan, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Token

    from allegedly.model import Actor, ActorKind, SourceKind
    from allegedly.statements.gazetteer import Gender, Hit

__all__ = ["Named", "Names"]

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_ARTICLES = frozenset({"a", "an", "the", "both", "that", "this", "these", "those"})
_DEFINITE = frozenset({"the", "that", "this", "these", "those", "both", "same", "two", "three"})
_LOCATIVE = frozenset({"in", "near", "at", "outside", "around", "across", "inside", "throughout"})
_HE = {
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "she": "she",
    "her": "she",
    "hers": "she",
    "herself": "she",
}
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "themselves"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_PRONOUNS = _IT | _THEY | _RELATIVE | _HE.keys()
_BODIES = frozenset({"agency", "organisation", "government", "media"})
BACK = 6
"""How many sentences back a pronoun may reach; further back nearly all are other stories' people."""
DEEP = 12
"""How many phrases may lead to each other ("its" -> "his statement" -> ...) before it is given up."""


@dataclass(frozen=True, slots=True)
class Named:
    """Who a phrase names, and by which rule. `others` speak jointly with the actor; `via` passed it on."""

    actor: Actor | None
    kind: SourceKind
    rule: str
    others: tuple[Actor, ...] = ()
    via: tuple[Actor, ...] = ()


UNKNOWN = Named(None, "unknown", "unresolved")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `start` to `end` (exclusive) with their head: a noun phrase."""

    doc: Doc
    start: int
    end: int
    head: Token
    depth: int = 0

    @property
    def noun(self) -> str:
        """The head in lower case."""
        return self.head.lower_

    def parts(self, *deps: str) -> list[Token]:
        """Dependents of the head inside the phrase with one of these labels."""
        return [
            child
            for child in self.head.children
            if child.dep_ in deps and self.start <= child.i < self.end
        ]

    @property
    def left(self) -> list[Token]:
        """The words before the head."""
        return [self.doc[i] for i in range(max(self.start, self.head.left_edge.i), self.head.i)]

    @property
    def bare(self) -> bool:
        """Whether only "the", "these", "both" and the like stand before the head: it was named before."""
        return bool(self.left) and all(token.lower_ in _DEFINITE for token in self.left)

    @property
    def plural(self) -> bool:
        """Whether the head is plural."""
        return self.head.tag_ in {"NNS", "NNPS"} or self.noun in {"people", "media", "those"}


class Names:
    """The names of one report: `source` for who speaks, `mentions` for who is spoken of."""

    def __init__(self, doc: Doc, report: str, *, outlet: str | None = None) -> None:
        self._doc = doc
        self._scan = Scan(doc, report)
        self._outlet = plain(outlet or "").removeprefix("The ").lower()
        self._known: dict[tuple[int, int, int], Named] = {}

    def source(self, start: int, end: int) -> Named:
        """Who speaks in the noun phrase at these characters (appositives included); `unknown` if nobody is known."""
        phrase = self._phrase(start, end)
        return self._name(phrase) if phrase else UNKNOWN

    def mentions(self, start: int, end: int) -> tuple[Named, ...]:
        """The states, persons and bodies named at these characters, distinct, in order."""
        found: dict[str, Named] = {}
        i, last = self._scan.tokens(start, end)
        while i < last and len(self._doc):
            run = self._scan.run_at.get(i)
            for named in self._mentioned(run) if run else self._stated(i):
                if named.actor:
                    found.setdefault(named.actor.id, named)
            i = max(run.end if run else i + 1, i + 1)
        return tuple(found.values())

    def _mentioned(self, run: Run) -> Iterator[Named]:
        body = self._scan.body(run)
        if self._scan.is_person(run) and (run.cut or len(run.rest) > 1 or not body):
            named = self._person_of(run, sure=False)
            if named:
                yield named
        elif body:
            yield Named(body, body.kind, "named")
        else:
            for i in range(run.start, run.end):
                yield from self._stated(i)

    def _stated(self, i: int) -> Iterator[Named]:
        hit = self._scan.hit_at.get(i)
        if hit and not (hit.entry.form == "seat" and i and self._doc[i - 1].lower_ in _LOCATIVE):
            yield self._of_hit(hit)

    # --- phrases --------------------------------------------------------------------------------------

    def _phrase(self, start: int, end: int) -> Phrase | None:
        if not len(self._doc) or end <= start:
            return None
        i, j = self._scan.tokens(start, end)
        doc = self._doc
        while i < j and (doc[i].is_punct or doc[i].is_space or doc[i].pos_ == "CCONJ"):
            i += 1
        while j > i and (
            doc[j - 1].is_punct
            or doc[j - 1].is_space
            or doc[j - 1].tag_ == "POS"
            or doc[j - 1].pos_ == "CCONJ"
        ):
            j -= 1
        return Phrase(doc, i, j, self._head(i, j)) if i < j else None

    def _head(self, i: int, j: int) -> Token:
        doc = self._doc
        tops = [doc[k] for k in range(i, j) if not i <= doc[k].head.i < j or doc[k].head.i == k]
        nominal = next((top for top in tops if top.pos_ in _NOMINAL), None)
        first = next(
            (doc[k] for k in range(i, j) if doc[k].pos_ in {"NOUN", "PROPN", "PRON"}), None
        )
        if nominal is None and first is not None:
            while (
                first.head.pos_ in {"NOUN", "PROPN"}
                and i <= first.head.i < j
                and first.head.i > first.i
            ):
                first = first.head
        return nominal or first or tops[0]

    def _around(self, head: Token, depth: int) -> Phrase:
        """The whole noun phrase of a head."""
        return Phrase(self._doc, head.left_edge.i, head.right_edge.i + 1, head, depth + 1)

    def _name(self, phrase: Phrase) -> Named:
        key = (phrase.start, phrase.end, phrase.head.i)
        if key not in self._known:
            self._known[key] = UNKNOWN  # a phrase that leads back to itself names nobody
            found = (named for rule in self._rules if (named := rule(phrase)))
            self._known[key] = next(found, UNKNOWN) if phrase.depth < DEEP else UNKNOWN
        return self._known[key]

    @cached_property
    def _rules(self) -> tuple[Callable[[Phrase], Named | None], ...]:
        return (
            self._joint,
            self._pronoun,
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
            self._body_again,
            self._described,
        )

    # --- several at once ------------------------------------------------------------------------------

    def _joint(self, phrase: Phrase) -> Named | None:
        """Of "both X and Y" the first speaks, the others with them."""
        heads = self._conjuncts(phrase)
        if len(heads) < 2:
            return None
        run = self._scan.run_at.get(phrase.head.i)
        if run and run is self._scan.run_at.get(heads[1].i):
            return None
        starts = [phrase.start, *(head.left_edge.i for head in heads[1:])]
        ends = [*starts[1:], phrase.end]
        parts = [
            self._name(Phrase(self._doc, start, end, head, phrase.depth + 1))
            for start, end, head in zip(starts, ends, heads, strict=True)
        ]
        known = [part for part in parts if part.actor]
        if not known:
            return None
        others = tuple(
            dict.fromkeys(one for part in known[1:] for one in (part.actor, *part.others) if one)
        )
        return replace(known[0], rule=f"joint: {known[0].rule}", others=(*known[0].others, *others))

    def _conjuncts(self, phrase: Phrase) -> list[Token]:
        heads, linked = [phrase.head], False
        while True:
            last = heads[-1]
            linked = linked or any(
                child.dep_ == "cc" and child.lower_ == "and" for child in last.children
            )
            following = next(
                (c for c in last.children if c.dep_ == "conj" and phrase.start <= c.i < phrase.end),
                None,
            )
            if following is None or following.pos_ not in {"NOUN", "PROPN", "PRON"}:
                return heads if linked else heads[:1]
            heads.append(following)

    # --- pronouns -------------------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase) -> Named | None:
        token, word = phrase.head, phrase.noun
        if word in {"i", "we", "me", "us", "you", "my", "our"} and token.text != "US":
            return Named(None, "unknown", "pronoun of whoever speaks")
        if word not in _PRONOUNS or token.pos_ not in {"PRON", "DET", "SCONJ"}:
            return None
        if self._quoted(token):
            return Named(None, "unknown", "pronoun inside a quotation")
        if word in _RELATIVE:
            return self._relative(token, phrase.depth)
        for found, why in self._before(token, phrase.depth):
            if self._agrees(found, word):
                return replace(found, rule=f"pronoun: {why}")
        return Named(None, "unknown", "pronoun: nobody found")

    def _relative(self, token: Token, depth: int) -> Named | None:
        verb = (
            token.head
            if token.head.dep_ == "relcl"
            else next((a for a in token.ancestors if a.dep_ == "relcl"), None)
        )
        if verb is None or verb.head.i >= token.i:
            return None
        antecedent = verb.head
        phrase = Phrase(self._doc, antecedent.left_edge.i, token.i, antecedent, depth + 1)
        named = self._name(phrase)
        return replace(named, rule=f"relative: {named.rule}")

    def _agrees(self, named: Named, word: str) -> bool:
        if named.actor is None:
            return False
        if word in _HE:
            single = named.kind == "person" or (
                named.kind == "unnamed official" and not _many(named.actor.name)
            )
            return single and not named.others and self._gender(named.actor) in {None, _HE[word]}
        if word in _IT:
            return named.kind in _BODIES and not named.others
        return bool(named.others) or named.kind == "group" or _many(named.actor.name)

    def _gender(self, who: Actor) -> Gender | None:
        known = self._genders.get(who.id)
        words = who.name.lower().split()
        t = titles()
        return (
            known
            or next((g for word in words if (g := t.offices.get(word))), None)
            or t.given.get(words[0])
        )

    @cached_property
    def _genders(self) -> dict[str, Gender]:
        return {person.actor.id: person.gender for person in self._scan.persons if person.gender}

    def _before(self, token: Token, depth: int) -> Iterator[tuple[Named, str]]:
        """Who a pronoun may mean, nearest first: subjects above it, then before it, sentence by sentence."""
        for subject in (one for verb in token.ancestors for one in _subjects(verb)):
            if subject.i < token.i and not self._quoted(subject):
                yield self._name(self._around(subject, depth)), "subject of the clause above"
        here = self._sentence_of(token.i)
        for sentence in range(here, max(here - BACK, -1), -1):
            for subject in self._subjects_in(sentence):
                if subject.i < token.i:
                    yield self._name(self._around(subject, depth)), "last subject"
            yield from self._persons_in(sentence, token.i)

    def _persons_in(self, sentence: int, before: int) -> Iterator[tuple[Named, str]]:
        for run in reversed(self._runs_in(sentence)):
            named = self._person_of(run, sure=False) if self._scan.is_person(run) else None
            if named and run.end <= before:
                yield named, "last person named"

    @cached_property
    def _sentences(self) -> list[tuple[int, int]]:
        return [(sentence.start, sentence.end) for sentence in self._doc.sents]

    @cached_property
    def _sentence_index(self) -> list[int]:
        return [
            number for number, (start, end) in enumerate(self._sentences) for _ in range(start, end)
        ]

    def _sentence_of(self, i: int) -> int:
        return self._sentence_index[i]

    def _subjects_in(self, sentence: int) -> list[Token]:
        """Subjects outside quotations, that of the main clause first."""
        start, end = self._sentences[sentence]
        found = [t for t in self._doc[start:end] if t.dep_ in _SUBJECT and not self._quoted(t)]
        return sorted(found, key=lambda t: (t.head.dep_ != "ROOT", t.i))

    def _runs_in(self, sentence: int) -> list[Run]:
        start, end = self._sentences[sentence]
        return [
            run
            for run in self._scan.runs
            if start <= run.start < end and not self._quoted(self._doc[run.start])
        ]

    @cached_property
    def _quotations(self) -> set[int]:
        spans = self._doc.spans.get("quotations") or ()
        return {i for span in spans for i in range(span.start, span.end)}

    def _quoted(self, token: Token) -> bool:
        return token.i in self._quotations

    # --- names ----------------------------------------------------------------------------------------

    def _own_outlet(self, phrase: Phrase) -> Named | None:
        text = plain(self._doc[phrase.start : phrase.end].text).lower().removeprefix("the ")
        if self._outlet and text == self._outlet:
            return Named(None, "none", "the report's own outlet")
        return None

    def _apposition(self, phrase: Phrase) -> Named | None:
        """In "the envoy to Chad, Anna Berg" the person."""
        if self._run_of(phrase, phrase.head) is not None and phrase.head.pos_ == "PROPN":
            return None
        for child in phrase.parts("appos"):
            run = self._scan.run_at.get(child.i)
            if run and self._scan.is_person(run) and (named := self._person_of(run)):
                return replace(named, rule=f"office in apposition: {named.rule}")
        return self._person_behind(phrase)

    def _person_behind(self, phrase: Phrase) -> Named | None:
        """A full name that ends the phrase, or follows its head at once or after a comma, whatever the parse."""
        if phrase.noun not in titles().offices:
            return None
        for run in self._scan.runs:
            if (
                phrase.head.i < run.start
                and run.end <= phrase.end
                and len(run.rest) > 1
                and self._scan.is_person(run)
            ):
                before = self._doc[run.start - 1]
                if before.i == phrase.head.i or before.text == ",":
                    named = self._person_of(run)
                    return named and replace(named, rule=f"office in apposition: {named.rule}")
        return None

    def _run_of(self, phrase: Phrase, token: Token) -> Run | None:
        run = self._scan.run_at.get(token.i)
        return run if run and run.end > phrase.start else None

    def _proper(self, phrase: Phrase) -> Named | None:
        """The head is a name: a person, a state, a body."""
        run = self._run_of(phrase, phrase.head)
        if run is None:
            hit = self._scan.hit_at.get(phrase.head.i)
            return self._of_hit(hit) if hit else None
        return self._of_run(run)

    def _of_run(self, run: Run) -> Named | None:
        scan = self._scan
        words = [word.text for word in run.words]
        if scan.is_person(run) and (run.cut or len(run.rest) > 1 or scan.person(words, run.start)):
            return self._person_of(run)
        hit = scan.hit_at.get(run.start)
        if hit and hit.entry.form != "body" and hit.end >= scan.starts[run.words[-1].start]:
            return self._of_hit(hit)
        if len(words) == 1 and words[0] in scan.acronyms:
            known = scan.acronyms[words[0]]
            return Named(known, known.kind, "acronym defined in the report")
        return self._of_body(run) or self._person_of(run)

    def _of_body(self, run: Run) -> Named | None:
        scan = self._scan
        body = scan.body(run)
        if len(run.words) == 1 and (body is None or not gazetteer().exactly(plain(run.text))):
            full = scan.last_body(run.text, run.start)
            if full:
                return Named(full, full.kind, "earlier full name")
        if body:
            return Named(body, body.kind, "named body")
        if all(word.text.isupper() for word in run.words):
            return Named(known := actor("organisation", plain(run.text)), known.kind, "acronym")
        return None

    def _of_hit(self, hit: Hit) -> Named:
        rules = {
            "name": "state by name",
            "people": "people speak for their state",
            "seat": "capital speaks for its government",
            "body": "named body",
        }
        return Named(hit.entry.actor, hit.entry.actor.kind, rules[hit.entry.form])

    def _person_of(self, run: Run, *, sure: bool = True) -> Named | None:
        """The person a run names: the whole name where the report has it."""
        t = titles()
        gender = next((t.titles[key] for key in run.prefix if t.titles.get(key)), None)
        known = self._scan.person(run.rest, run.start, gender)
        if known:
            exact = known.words == tuple(run.rest)
            earlier = known.places[0] < run.start
            rule = (
                "named in full"
                if exact
                else "earlier full name"
                if earlier
                else "full name later in the report"
            )
            return Named(known.actor, "person", rule)
        if not sure and not run.cut:
            return None
        name = " ".join(run.rest)
        if run.cut and len(run.rest) == 1 and run.prefix[-1] in t.kept:
            name = f"{run.words[run.cut - 1].text} {name}"
        return Named(
            actor("person", name),
            "person",
            "title before a name" if run.cut else "a name alone, taken for a person",
        )

    # --- descriptions ---------------------------------------------------------------------------------

    def _owner(self, phrase: Phrase) -> Named | None:
        """Who stands behind a noun: its possessor, "of" or "from" whom it is, or the name before it."""
        for child in phrase.parts("poss"):
            return self._name(self._around(child, phrase.depth))
        for prep in phrase.parts("prep", "agent"):
            if prep.lower_ in {"of", "for", "from", "by", "at", "with"}:
                for child in prep.children:
                    if (
                        child.dep_ == "pobj"
                        and (named := self._name(self._around(child, phrase.depth))).actor
                    ):
                        return named
        return self._name_before(phrase)

    def _name_before(self, phrase: Phrase) -> Named | None:
        """The name in "Kremlin spokesman", "the Justice Department statement"."""
        for token in reversed(phrase.left):
            run, hit = self._scan.run_at.get(token.i), self._scan.hit_at.get(token.i)
            if run:
                return self._of_run(run)
            if hit:
                return self._of_hit(hit)
        for token in phrase.parts("compound"):
            if token.lower_ in titles().bodies:
                return self._name(
                    Phrase(self._doc, phrase.start, token.i + 1, token, phrase.depth + 1)
                )
        return None

    def _spokesperson(self, phrase: Phrase) -> Named | None:
        """Through "a Kremlin spokesman" the body speaks."""
        if phrase.noun not in titles().spokes:
            return None
        if phrase.bare:
            return self._holder(phrase) or UNKNOWN
        owner = self._owner(phrase)
        if owner and owner.actor and owner.kind in _BODIES:
            return replace(owner, rule=f"spokesperson of: {owner.rule}")
        return self._unnamed(phrase, "unnamed official", "spokesperson left unnamed")

    def _official(self, phrase: Phrase) -> Named | None:
        """Officials, sources, people familiar with the matter: kept unnamed."""
        t = titles()
        told = {token.lower_ for token in self._doc[phrase.start : phrase.end]}
        if phrase.noun not in t.officials and not (phrase.noun in t.people and told & t.knowing):
            return None
        if phrase.bare and not (told & t.knowing):
            return (
                self._official_again(phrase)
                or self._holder(phrase)
                or self._unnamed(phrase, "unnamed official", "as described")
            )
        return self._unnamed(phrase, "unnamed official", "kept unnamed, as described")

    def _official_again(self, phrase: Phrase) -> Named | None:
        for i in range(phrase.head.i - 1, -1, -1):
            token = self._doc[i]
            if token.lower_ == phrase.noun and not self._quoted(token):
                earlier = self._around(token, phrase.depth)
                if not earlier.bare:
                    found = self._unnamed(earlier, "unnamed official", "")
                    return replace(found, rule=f"the {phrase.noun}: last such description")
        return None

    def _unnamed(self, phrase: Phrase, kind: ActorKind, rule: str) -> Named:
        state = self._scan.state_in(phrase.start, phrase.head.i)
        return Named(self._scan.unnamed(kind, self._description(phrase), state), kind, rule)

    def _description(self, phrase: Phrase) -> str:
        """The phrase without article, clauses and what was said where."""
        doc, start = self._doc, max(phrase.start, phrase.head.left_edge.i)
        while start < phrase.head.i and doc[start].lower_ in _ARTICLES:
            start += 1
        end = phrase.head.i + 1
        for child in phrase.head.children:
            if phrase.head.i < child.i < phrase.end and self._belongs(child):
                end = min(child.right_edge.i + 1, phrase.end)
            elif child.i > phrase.head.i:
                break
        return " ".join(doc[start:end].text.split())

    def _belongs(self, child: Token) -> bool:
        if child.dep_ == "prep":
            return child.lower_ in {
                "of",
                "at",
                "from",
                "with",
                "close",
                "for",
                "inside",
                "within",
            } and not any(noun.lower_ in titles().documents for noun in child.children)
        return child.lower_ in titles().knowing

    def _document(self, phrase: Phrase) -> Named | None:
        """A statement, a report, a meeting: whoever stands behind it."""
        t = titles()
        if phrase.noun not in t.documents and phrase.noun not in t.reports:
            return None
        owner = self._owner(phrase)
        if owner and owner.actor:
            return replace(owner, rule=f"behind a {phrase.noun}: {owner.rule}")
        if phrase.noun in t.reports:
            return Named(
                actor("media", "unspecified reports"), "media", "reports of nobody in particular"
            )
        return UNKNOWN

    def _media(self, phrase: Phrase) -> Named | None:
        t = titles()
        text = self._description(phrase)
        words = text.lower().split()
        if phrase.noun not in t.media and " ".join(words[-2:]) not in t.media:
            return None
        state = self._scan.state_in(phrase.start, phrase.head.i + 1)
        role = gazetteer().roles.get(" ".join(words[-2:])) or gazetteer().roles.get(
            " ".join(words[-3:])
        )
        if role and role.kind == "media" and state:
            name = f"{gazetteer().adjectives[state]} {role.name}"
            return Named(actor("media", name, state), "media", "state media")
        if phrase.bare and not phrase.plural:
            return self._body_again(phrase)
        return Named(actor("media", text, state), "media", "media as described")

    def _government(self, phrase: Phrase) -> Named | None:
        """By "the Danish government", "his government", "the country" the state is meant."""
        t = titles()
        if phrase.noun not in t.governments:
            return None
        state = self._scan.state_in(phrase.start, phrase.end)
        if state:
            return Named(gazetteer().states[state], "government", "government of a state")
        owner = self._owner(phrase)
        if owner and owner.actor and owner.kind == "government" and owner.actor.state:
            return replace(owner, rule="government of a state")
        if owner and owner.actor and owner.kind == "person":
            return self._government_of(owner.actor, phrase)
        return (
            self._last_state(phrase)
            if phrase.noun in t.homes and (phrase.bare or not phrase.left)
            else None
        )

    def _government_of(self, who: Actor, phrase: Phrase) -> Named:
        code = next((p.state for p in self._scan.persons if p.actor.id == who.id), None)
        if code:
            return Named(gazetteer().states[code], "government", "government of that person")
        return Named(
            actor("government", f"{who.name} {phrase.noun}"),
            "government",
            "government of that person",
        )

    def _last_state(self, phrase: Phrase) -> Named:
        """The only state that this sentence before the phrase, or else the nearest one back, speaks of."""
        for back in range(3):
            sentence = self._sentence_of(phrase.start) - back
            if sentence < 0:
                break
            start, end = self._sentences[sentence]
            codes = self._states_between(start, min(end, phrase.start))
            if codes:
                return self._only(codes)
        return UNKNOWN

    def _states_between(self, start: int, end: int) -> set[str]:
        hits = (self._scan.hit_at.get(i) for i in range(start, end))
        return {
            hit.entry.actor.state
            for hit in hits
            if hit and hit.entry.form != "body" and hit.entry.actor.state
        }

    def _only(self, codes: set[str]) -> Named:
        if len(codes) > 1:
            return UNKNOWN
        return Named(gazetteer().states[next(iter(codes))], "government", "last state named")

    def _role(self, phrase: Phrase) -> Named | None:
        """Find the body of a sort and state: "Rome's intelligence agency", "the Danish army"."""
        words = [
            token.lower_
            for token in self._doc[max(phrase.start, phrase.head.left_edge.i) : phrase.head.i + 1]
        ]
        for size in (4, 3, 2, 1):
            role = gazetteer().roles.get(" ".join(words[-size:]))
            if role:
                state = self._scan.state_in(phrase.start, phrase.end)
                if not state:
                    owner = self._owner(phrase)
                    state = (
                        owner.actor.state
                        if owner and owner.actor and owner.kind == "government"
                        else None
                    )
                if state:
                    body = gazetteer().body(state, role)
                    return Named(body, body.kind, "body of that sort and state")
        return None

    def _office(self, phrase: Phrase) -> Named | None:
        """Find the one person with an office: "the ambassador"."""
        if phrase.plural or phrase.noun not in titles().offices:
            return None
        if phrase.left and phrase.left[0].lower_ in {"the", "this", "that"}:
            return self._holder(phrase) or UNKNOWN
        return None

    def _holder(self, phrase: Phrase) -> Named | None:
        """The person before the phrase who holds its office, if only one does, or only one nearby."""
        state = self._scan.state_in(phrase.start, phrase.end)
        held = [
            p
            for p in self._scan.persons
            if self._holds(p, phrase, state) and p.places[0] < phrase.start
        ]
        if len(held) > 1:
            near = self._sentences[max(self._sentence_of(phrase.start) - 1, 0)][0]
            held = [p for p in held if any(near <= place < phrase.start for place in p.places)]
        if len(held) != 1:
            return None
        return Named(held[0].actor, "person", f"the {phrase.noun}: last person with that office")

    def _holds(self, person: Person, phrase: Phrase, state: str | None) -> bool:
        same = phrase.noun in person.offices
        return same and (state is None or person.state in {None, state})

    def _body_again(self, phrase: Phrase) -> Named | None:
        """Find for "the agency" the last body with that word in its name, or of that sort."""
        kind = titles().bodies.get(phrase.noun)
        if kind is None or phrase.plural:
            return None
        if phrase.bare:
            fits = [
                b
                for b in self._scan.bodies
                if b.at < phrase.start and phrase.noun in {w.lower() for w in b.words}
            ]
            fits = fits or [
                b for b in self._scan.bodies if b.at < phrase.start and b.actor.kind == kind
            ]
            return (
                Named(fits[-1].actor, fits[-1].actor.kind, f"the {phrase.noun}: last such body")
                if fits
                else UNKNOWN
            )
        owner = self._owner(phrase)
        if owner and owner.actor:
            body = actor(kind, f"{owner.actor.name} {phrase.noun}", owner.actor.state)
            return Named(body, kind, "body of a named actor")
        return self._unnamed(phrase, kind, "body as described")

    def _described(self, phrase: Phrase) -> Named | None:
        """Anybody else: a group or a person without a name."""
        if phrase.head.pos_ not in {"NOUN", "ADJ", "NUM", "PRON", "DET"} or phrase.bare:
            return None
        if phrase.plural or phrase.noun in {
            "some",
            "many",
            "others",
            "most",
            "several",
            "few",
            "everyone",
            "critics",
        }:
            return self._unnamed(phrase, "group", "group as described")
        if phrase.noun in titles().offices:
            return self._unnamed(phrase, "person", "person as described")
        return None


def _subjects(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in _SUBJECT]


def _many(name: str) -> bool:
    """Whether a description speaks of several."""
    first, *_, last = name.lower().split()[:1] + name.lower().split()[-1:]
    head = {
        word
        for word in name.lower().split()
        if word in titles().officials or word in titles().people
    }
    return (
        first in {"two", "three", "several", "some", "many"}
        or any(w.endswith("s") or w == "people" for w in head)
        or last == "people"
    )
