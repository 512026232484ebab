"""Doc -> statements: what the parts of this room find, put together for each attribution and own-voice clause."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from allegedly.model import (
    Actor,
    Quantity,
    Reading,
    Source,
    Span,
    Statement,
    Time,
    Via,
    identity,
    statement_id,
)
from allegedly.statements.attribution import Attribution, Relay, attributions
from allegedly.statements.events import act_type, event_type
from allegedly.statements.names import Named, Names
from allegedly.statements.own import Clause, own_clauses, tells_event
from allegedly.statements.page import Page
from allegedly.statements.quantities import quantities
from allegedly.statements.times import times
from allegedly.statements.times.telling import tellings
from allegedly.statements.tone import (
    OWN_VOICE,
    Sense,
    Tone,
    main_clause,
    only_talk,
    place,
    sense_of,
    tone,
)
from allegedly.statements.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from allegedly.model import Report

__all__ = ["read_statements"]

Chars = tuple[int, int]
_Figure = TypeVar("_Figure", Quantity, Time)

UNSPECIFIED = Actor(
    identity("actor", "media", "unspecified reports", ""), "unspecified reports", "media"
)
"""Whom "reportedly" and "amid reports that" speak for."""

_SEEMING = frozenset("appear appears appeared seem seems seemed".split())
"""Verbs that hedge the cue itself: "the footage appears to show"."""


def read_statements(report: Report, doc: Doc, cuts: tuple[int, ...] = ()) -> Reading:
    """Every statement of a parsed report, in text order, with the actors they name.

    `doc.text` has the length of `report.text`; spans are cut from the report's own text.
    """
    if not len(doc):
        return Reading(report.id)
    work = _Work(report, doc)
    found = list(attributions(doc, work.tree))
    told = tellings(doc, work.times, found)
    made = [work.attributed(a, moments) for a, moments in zip(found, told, strict=True)]
    made += filter(None, map(work.own, own_clauses(doc, found)))
    statements = {
        s.id: s for s in sorted(made, key=lambda s: (s.content[0].start, -s.score), reverse=True)
    }
    ordered = sorted(
        statements.values(), key=lambda s: (s.content[0].start, s.content[0].end, s.id)
    )
    named = sorted(work.actors.values(), key=lambda a: a.id)
    return Reading(report.id, tuple(ordered), tuple(named), cuts)


def _names_matter(sense: Sense, made: Statement) -> bool:
    """Whether what somebody names can be shared or denied although it is no event: "spoke of seventy coffins"."""
    figures = sense.phrases == "figures" and bool(made.quantities)
    return made.source.span is not None and (figures or sense.phrases == "all")


def _part_of_words(found: Attribution, sense: Sense, source: Source, via: Sequence[Via]) -> bool:
    """Whether somebody tells what he weighs or wants himself: that is part of his words and shares nothing more.

    "She said she believes it will hold" is one proposition, "she said the president believes it will hold" two;
    "she said they are considering leaving" is one, as a gerund says nothing by itself.
    """
    weighs = found.parent is not None and sense.act in {"considers", "intends"}
    return weighs and not (source.actor and via and found.frame != "gerund")


def _passive(verb: Token) -> bool:
    """Whether something is done to the subject: "it is said", "reported to have fled"."""
    deps = {c.dep_ for c in verb.children}
    return "auxpass" in deps or (verb.tag_ == "VBN" and "aux" not in deps)


@dataclass(slots=True)
class _Work:
    """One report on the desk: what the other parts found in it, and the actors met so far."""

    report: Report
    doc: Doc
    tree: Tree = field(init=False)
    names: Names = field(init=False)
    quantities: tuple[Quantity, ...] = field(init=False)
    times: tuple[Time, ...] = field(init=False)
    actors: dict[str, Actor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = Names(
            self.doc,
            self.report.id,
            outlet=self.report.outlet,
            published=self.report.published,
        )
        self.tree = Tree.of(self.doc)
        page = Page(self.doc, self.tree.text, tuple(self.tree.start))
        self.times = times(page, self.report.published)
        self.quantities = quantities(page, self.times)

    def attributed(self, found: Attribution, told: Iterable[Time]) -> Statement:
        """The statement of one attribution, said at the times `told`."""
        sense, negated = self._sense(found)
        weighed = self._weighed(sense, found.content)
        source, others, rule = self._source(found, sense)
        via = tuple(self._via(found.via, source.actor))
        because = found.because + rule + negated
        statement = self._statement(found.content, source, weighed, because)
        moments = tuple(replace(t, role="statement") for t in told)
        return replace(
            statement,
            cue=self._span(*found.cue),
            quote=found.quote,
            proposition=(found.proposition or _names_matter(sense, statement))
            and weighed.shares
            and not _part_of_words(found, sense, source, via),
            co_sources=tuple(a.id for a in others),
            via=via,
            times=tuple(sorted({*statement.times, *moments}, key=lambda t: t.span)),
            event=self._event(found, sense, statement.event),
            score=round(found.score, 4),
        )

    def _event(self, found: Attribution, sense: Sense, told: str | None) -> str | None:
        """What the content tells, or else what is done by saying so; a demand and a judgement tell of nothing done."""
        done = act_type(self.doc, found.anchor)
        return (done or told) if sense.act in {"asks", "evaluates"} else (told or done)

    def own(self, clause: Clause) -> Statement | None:
        """The statement of a clause in the report's own voice, if it tells an event; its cue is its hedge."""
        if only_talk(main_clause(self.tree, [clause.predicate])):
            return None
        weighed = self._weighed(OWN_VOICE, [clause.span])
        made = self._statement([clause.span], Source("none"), weighed, ("frame:own voice",))
        hedged = weighed.certainty not in {"asserted", "predicted"}
        measured = bool(made.quantities or made.times)
        why = tells_event(self.doc[clause.head], hedged=hedged, measured=measured)
        if not (why and weighed.shares):
            return None
        start, end = clause.span
        found = place(weighed.hedge, self.report.text[start:end]) if weighed.hedge else None
        cue = self._span(start + found[0], start + found[1]) if found else None
        return replace(made, cue=cue, because=(*made.because, f"own:{why}"))

    def _statement(
        self, spans: Sequence[Chars], source: Source, weighed: Tone, because: tuple[str, ...]
    ) -> Statement:
        content = tuple(self._span(*s) for s in spans)
        return Statement(
            id=statement_id(self.report.id, content, source.span),
            report=self.report.id,
            content=content,
            source=source,
            cue=None,
            quote="none",
            act=weighed.act,
            proposition=True,
            certainty=weighed.certainty,
            polarity=weighed.polarity,
            event=event_type(self.doc, spans),
            actors=self._mentioned(spans),
            quantities=tuple(self._within(self.quantities, spans)),
            times=tuple(self._within(self.times, spans)),
            because=because + weighed.because,
        )

    def _source(
        self, found: Attribution, sense: Sense
    ) -> tuple[Source, tuple[Actor, ...], tuple[str, ...]]:
        if found.source is None:
            if sense.unstated == "reports":
                self._keep(UNSPECIFIED)
                return Source("media", UNSPECIFIED.id), (), ("source:unspecified reports",)
            return Source(sense.unstated), (), ("source:not stated",)
        named = self.names.source(*found.source)
        self._keep(*named.others, *([named.actor] if named.actor else []))
        span = None if named.kind == "none" else self._span(*found.source)
        source = Source(named.kind, named.actor.id if named.actor else None, span)
        return source, named.others, (f"source:{named.rule}",)

    def _via(self, relays: Iterable[Relay], source: str | None) -> Iterator[Via]:
        """The relays, without the source itself: "she said she believes" has none."""
        last = source
        for relay in relays:
            named = self._relaying(relay)
            actor = named.actor.id if named.actor else None
            repeated = actor is not None and actor in {source, last}
            if not repeated and (not relay.told or named.kind == "media"):
                self._keep(*([named.actor] if named.actor else []))
                yield Via(actor, self._span(relay.start, relay.end))
            last = actor

    def _relaying(self, relay: Relay) -> Named:
        """Who passes it on; the report's own outlet and a name that only ever hears are media."""
        named = self.names.source(relay.start, relay.end)
        name = self.report.outlet if named.kind == "none" else None
        if relay.hears and named.actor and named.kind in {"person", "unknown"}:
            name = named.actor.name
        if name is None:
            return named
        return Named(Actor(identity("actor", "media", name, ""), name, "media"), "media", "relay")

    def _sense(self, found: Attribution) -> tuple[Sense, tuple[str, ...]]:
        """The sense of the cue as it stands there, said by somebody or not, with a "not" or without."""
        anchor = self.doc[found.anchor]
        negated = any(c.dep_ == "neg" for c in anchor.children)
        negated |= found.sense == "doubt" and any(c.lower_ == "no" for c in anchor.children)
        sourced = found.source is not None or (anchor.pos_ == "VERB" and not _passive(anchor))
        sense = sense_of(found.sense, sourced=sourced, entry=found.entry, negated=negated)
        because = (f"sense:{sense.name}", *(("cue:negated",) if negated else ()))
        if anchor.dep_ == "xcomp" and anchor.head.lower_ in _SEEMING:
            return replace(sense, certainty="considered"), (*because, f"cue:{anchor.head.lower_}")
        return sense, because

    def _weighed(self, sense: Sense, spans: Sequence[Chars]) -> Tone:
        clause = main_clause(self.tree, spans)
        return tone(sense, clause, main_clause(self.tree, spans, told=False))

    def _mentioned(self, spans: Sequence[Chars]) -> tuple[str, ...]:
        ids: dict[str, None] = {}
        for start, end in spans:
            for named in self.names.mentions(start, end):
                if named.actor:
                    self._keep(named.actor)
                    ids[named.actor.id] = None
        return tuple(ids)

    def _within(self, items: Iterable[_Figure], spans: Sequence[Chars]) -> Iterator[_Figure]:
        for item in items:
            if any(start <= item.span.start and item.span.end <= end for start, end in spans):
                yield item

    def _keep(self, *actors: Actor) -> None:
        self.actors.update((a.id, a) for a in actors)

    def _span(self, start: int, end: int) -> Span:
        return Span(start, end, self.report.text[start:end])
