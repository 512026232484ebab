"""How each statement of a claim came to its report: from whom, over which relays, copied or credited from where.

Every statement is followed to those who were the first to say so. An outlet that cites another goes back to whomever
that one names, a copy to the original, an unnamed official who "told the Lamp" to the one whom the Lamp quotes.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING

from allegedly.link.lineage import alike
from allegedly.link.roots import sources
from allegedly.link.trail import Step, Trail, likeness, longer, voiced

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allegedly.link.credits import Credit
    from allegedly.link.lineage import Lineage
    from allegedly.link.views import View
    from allegedly.model import Span, Via

__all__ = ["Trails"]

_SAME_WORDS = 0.7
"""Share of the shorter content's words from which two statements of a copy and its original are one text: an editor
changes a word or two. Set by hand; the copies of our own stories reach .8."""
_DEEPEST = 40
"""Statements that one search goes through: a longer chain of quotations is taken for a circle."""
_LONG = 12
"""Words from which two reports do not find the same sentence by chance. Set by hand: a plain sentence has fewer."""


class Trails:
    """The trails of the statements of one claim, given in canonical order."""

    def __init__(self, views: Sequence[View], lineage: Lineage) -> None:
        self._views = views
        self._lineage = lineage
        self._found: dict[str, tuple[Trail, ...]] = {}
        self._open: set[str] = set()
        self._circles = 0
        self.copied: dict[str, str] = {}
        """Statement -> the one that it copies."""
        for view in views:
            if original := self._original(view):
                self.copied[view.id] = original.id
        self._by_id = {v.id: v for v in views}
        for view in views:
            self.of(view)

    def of(self, view: View) -> tuple[Trail, ...]:
        """The trails of a statement: one for each who makes it; none where nobody is named.

        Outlets that quote each other lead back to where the search began. What is found inside such a circle is right
        for that search only and not kept, so that whoever comes first in order is its origin for all.
        """
        if view.id in self._found:
            return self._found[view.id]
        if view.id in self._open or len(self._open) >= _DEEPEST:
            self._circles += 1
            return ()
        before = self._circles
        self._open.add(view.id)
        found = tuple(self._traced(view))
        self._open.remove(view.id)
        if self._circles == before or not self._open:
            self._found[view.id] = found
        return found

    def _traced(self, view: View) -> Iterator[Trail]:
        if view.statement.source.kind == "none":
            return
        if view.id in self.copied:
            yield from self._copied(view, self._by_id[self.copied[view.id]])
            return
        made = [a for a in sources(view.statement) if a in view.sources]
        for actor in made:
            yield from self._from(view, actor)
        if not made:
            yield from self._untold(view)

    @staticmethod
    def _after(own: View, trails: Sequence[Trail], step: Step) -> tuple[Trail, ...]:
        """The trails of another report's statement, each one step longer."""
        return tuple(longer(trail, step, (own.id, n)) for n, trail in enumerate(trails))

    def _from(self, view: View, actor: str) -> Iterator[Trail]:
        """Follow one who makes a statement."""
        if self._lineage.outlet(actor, view.report):
            yield from self._cited(view, actor)
        elif self._lineage.bodies.unnamed(actor):
            yield from self._heard(view, actor)
        else:
            yield from self._named(view, actor)

    # --- copies ------------------------------------------------------------------------------------------

    def _original(self, view: View) -> View | None:
        """The statement of an original that this one repeats: its words, or the same source's."""
        reports = self._lineage.originals.get(view.report, frozenset())
        near = [
            (self._repeats(view, v), -place, v)
            for place, v in enumerate(self._views)
            if v.report in reports and voiced(v) == voiced(view)
        ]
        best = max(near, key=lambda n: n[:2], default=None)
        return best[2] if best and best[0] >= _SAME_WORDS else None

    def _repeats(self, a: View, b: View) -> float:
        """How much of `b` the statement `a` of a copy repeats: all where both name one source, none where two."""
        mine, theirs = self._speakers(a), self._speakers(b)
        if mine & theirs:
            return 1.0 + likeness(a, b)
        return 0.0 if mine and theirs and not alike(mine, theirs) else likeness(a, b)

    def _speakers(self, view: View) -> frozenset[str]:
        return frozenset(n for a in view.sources for n in self._lineage.bodies.names(a))

    def _copied(self, view: View, original: View) -> Iterator[Trail]:
        """As the original came, in the copy's own words where they say it too, and one step more."""
        own = self._chain(view, original.report) if view.sources else ()
        step = Step(original.report, "copy", view.report, view.statement.content[0])
        for number, trail in enumerate(self.of(original)):
            same = len(own) == len(trail.steps) and trail.at == original.id
            spans = [s.span for s in own] if same else [None] * len(trail.steps)
            ahead = tuple(replace(s, span=p) for s, p in zip(trail.steps, spans, strict=True))
            behind = (original.id, number)
            yield replace(trail, steps=(*ahead, step), behind=behind, credit=None)

    # --- those with a name -------------------------------------------------------------------------------

    def _named(self, view: View, actor: str) -> Iterator[Trail]:
        """A named one speaks for himself; a credited agency that carries the same is the way he came."""
        for credit in self._lineage.credits(view.report):
            for trail in self._credited(view, credit):
                if self._same(trail, actor):
                    yield trail
                    return
        yield self._by_credit(view, actor) or self._itself(view, actor)

    def _by_credit(self, view: View, actor: str) -> Trail | None:
        """Over the agency whose text the whole report is."""
        for credit in self._lineage.credits(view.report):
            if credit.whole:
                return self._over_agency(view, actor, None, credit)
        return None

    def _over_agency(self, view: View, actor: str, home: str | None, credit: Credit) -> Trail:
        """A trail over a credited agency; one of which nothing else is known is no step, only a line of credit."""
        agency = self._lineage.agency(credit.name)
        chain = self._chain(view, agency or view.report, actor)
        if agency is None:
            return Trail(actor, home, view.id, chain, credit=credit.span)
        last = Step(agency, "credit", view.report, credit.span)
        return Trail(actor, home, view.id, (*chain, last))

    def _same(self, trail: Trail, actor: str) -> bool:
        return trail.home is None and self._lineage.key(trail.actor) == self._lineage.key(actor)

    def _chain(self, view: View, to: str, actor: str | None = None) -> tuple[Step, ...]:
        """The steps that the statement itself tells: its source, then the relays from the innermost on."""
        source = view.statement.source
        first = actor or source.actor
        if first is None:
            return ()
        links: list[tuple[str, Span | None]] = [(first, self._lineage.words_of(first, view))]
        for via in reversed(view.statement.via):
            if via.actor and via.actor not in {link[0] for link in links}:
                links.append((via.actor, via.span))
        ends = [link[0] for link in links[1:]] + [to]
        return tuple(
            Step(start, "relay" if number else "says", end, span)
            for number, ((start, span), end) in enumerate(zip(links, ends, strict=True))
        )

    # --- outlets that cite ------------------------------------------------------------------------------

    def _cited(self, view: View, actor: str) -> Iterator[Trail]:
        """An outlet's claim goes back to whoever its own report names, else to the outlet."""
        span = view.statement.source.span
        outlet = self._lineage.outlet(actor, view.report) or ""
        found = self._passed_on(view, outlet, span)
        if found or self._circle(view, outlet):
            yield from found or (self._itself(view, actor),)
            return
        if own := self._own_voice(view, outlet):
            steps = (Step(actor, "says", own.report), Step(own.report, "relay", view.report, span))
            yield Trail(actor, None, view.id, steps)
            return
        yield from self._relayed_elsewhere(view, actor) or (self._itself(view, actor),)

    def _itself(self, view: View, actor: str) -> Trail:
        return Trail(actor, None, view.id, self._chain(view, view.report, actor))

    def _theirs(self, view: View, outlet: str) -> list[View]:
        """The statements of the claim in the reports of an outlet that may have come before."""
        reports = self._lineage.outlets.reports(outlet)
        return [
            v
            for v in self._views
            if v.report in reports and v.report != view.report and not self._lineage.later(v, view)
        ]

    def _passed_on(self, view: View, outlet: str, span: Span | None) -> tuple[Trail, ...]:
        for own in self._theirs(view, outlet):
            if found := self.of(own):
                step = Step(own.report, "relay", view.report, span)
                return self._after(own, found, step)
        return ()

    def _circle(self, view: View, outlet: str) -> bool:
        theirs = self._theirs(view, outlet)
        return any(v.id in self._open for v in theirs) or len(self._open) >= _DEEPEST

    def _own_voice(self, view: View, outlet: str) -> View | None:
        found = (v for v in self._theirs(view, outlet) if v.statement.source.kind == "none")
        return next(found, None)

    def _relayed_elsewhere(self, view: View, actor: str) -> tuple[Trail, ...]:
        """Another report of the claim says whom the outlet quoted: that it is he here too is a guess."""
        bodies = self._lineage.bodies
        for other in self._views:
            relays = {bodies.of(a) for a in other.relays}
            if other.id == view.id or bodies.of(actor) not in relays or not other.sources:
                continue
            for trail in self.of(other)[:1]:
                ahead = Step(trail.actor, "says", actor)
                last = Step(actor, "relay", view.report, view.statement.source.span, guess=True)
                return (replace(trail, steps=(ahead, last), behind=(other.id, 0), credit=None),)
        return ()

    # --- those without a name ---------------------------------------------------------------------------

    def _heard(self, view: View, actor: str) -> Iterator[Trail]:
        """An unnamed one is known where he was heard: by the outlet that he told, else in this report alone."""
        told = list(self._outlets_told(view))
        own = self._lineage.outlets.of(view.report)
        abroad = [(via, outlet) for via, outlet in told if outlet != own]
        for via, outlet in abroad:
            if found := self._told(view, actor, outlet, via):
                yield from found
                return
        if abroad:
            yield self._at(view, actor, f"outlet {abroad[0][1]}")
            return
        lines = self._lineage.credits(view.report) if not told else ()
        found = next(filter(None, (self._credited_unnamed(view, actor, c) for c in lines)), ())
        yield from (
            found
            or self._verbatim(view, actor)
            or (self._at(view, actor, f"report {view.report}"),)
        )

    def _at(self, view: View, actor: str, home: str) -> Trail:
        """One heard at an outlet or in a report: the same as an earlier one there who is described alike."""
        chain = self._chain(view, view.report, actor)
        for earlier in self._views:
            for trail in self._found.get(earlier.id, ()):
                same = self._lineage.described_alike(actor, trail.actor)
                if trail.home == home and same and home.startswith("outlet"):
                    return Trail(
                        trail.actor,
                        home,
                        trail.at,
                        (replace(chain[0], start=trail.actor), *chain[1:]),
                    )
        return Trail(actor, home, view.id, chain)

    def _verbatim(self, view: View, actor: str) -> tuple[Trail, ...]:
        """An unnamed one of the same description, of whom an earlier report has the very same sentence: it was taken over."""
        if len(view.words) < _LONG:
            return ()
        for other in takewhile(lambda v: v.id != view.id, self._views):
            same = other.report != view.report and other.words == view.words
            if same and any(self._lineage.described_alike(actor, a) for a in other.sources):
                words = view.statement.content[0]
                step = Step(other.report, "copy", view.report, words, guess=True)
                return self._after(other, self.of(other), step)
        return ()

    def _outlets_told(self, view: View) -> Iterator[tuple[Via, str]]:
        """Yield the outlets among the relays, the innermost first."""
        for via in reversed(view.statement.via):
            if via.actor and (outlet := self._lineage.outlet(via.actor, view.report)):
                yield via, outlet

    def _told(self, view: View, actor: str, outlet: str, via: Via) -> tuple[Trail, ...]:
        """Whom the outlet's own report quotes by this description; else the one unnamed whom it quotes, a guess."""
        theirs = [v for v in self._theirs(view, outlet) if self.of(v)]
        alike = [v for v in theirs if self._described(actor, v)]
        unnamed = [v for v in theirs if any(t.home and t.at == v.id for t in self.of(v))]
        for own in alike or (unnamed if len(unnamed) == 1 else []):
            step = Step(own.report, "relay", view.report, via.span, guess=not alike)
            return self._after(own, self.of(own), step)
        return ()

    def _described(self, actor: str, view: View) -> bool:
        """Whether a statement's source is described by a word of an unnamed one's description."""
        theirs = {d for a in view.sources for d in self._lineage.descriptions(a, view.report)}
        return alike(theirs, self._lineage.bodies.names(actor))

    def _credited_unnamed(self, view: View, actor: str, credit: Credit) -> tuple[Trail, ...]:
        """The unnamed one of the agency's own text, else of whoever else prints it."""
        for trail in self._credited(view, credit):
            if trail.home and self._described(actor, self._by_id[trail.at]):
                return (trail,)
        if not credit.whole:
            return ()
        return (self._over_agency(view, actor, f"outlet {credit.name}", credit),)

    # --- credits and whoever is unsaid -------------------------------------------------------------------

    def _credited(self, view: View, credit: Credit) -> Iterator[Trail]:
        """How the claim came to the agency that a report credits. Which sentence is the agency's is seldom said."""
        outlet = self._lineage.outlets.exactly([credit.name]) or self._lineage.outlets.named(
            [credit.name], view.report
        )
        for own in self._theirs(view, outlet or ""):
            sure = credit.whole or likeness(view, own) >= _SAME_WORDS
            step = Step(own.report, "credit", view.report, credit.span, guess=not sure)
            yield from self._after(own, self.of(own), step)

    def _untold(self, view: View) -> Iterator[Trail]:
        """Nobody is named: an outlet that passed it on, or a credited agency with the same words, may know who."""
        if view.statement.source.actor:
            return
        for via, outlet in self._outlets_told(view):
            if found := self._passed_on(view, outlet, via.span):
                yield from found
                return
