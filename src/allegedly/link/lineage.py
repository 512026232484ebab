"""What the reports of one story say of each other and of who speaks for whom: all that origins are traced by."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.link.arms import STATE_MEDIA, is_arm, owner_of, stands_alone
from allegedly.link.bodies import Bodies, plain
from allegedly.link.credits import credits_in
from allegedly.link.names import Names
from allegedly.link.outlets import Outlets
from allegedly.link.spokes import spoken
from allegedly.link.tables import affiliations
from allegedly.link.words import stem, terms
from allegedly.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from allegedly.link.credits import Credit
    from allegedly.link.roots import Roots
    from allegedly.link.spokes import Spoken
    from allegedly.link.views import View
    from allegedly.model import Report

__all__ = ["Lineage", "alike"]

_HOME = "the government at home"
"""Stands for the government of the place where a story plays, where its reports do not name it."""
_NEAR = 120
"""Characters from the source's span in which the others of a joint statement are named: a clause."""
_HEAD = 200
"""Characters in which a report says whose it is: a line."""


class Lineage:
    """The lineage of one story. Only what its own reports hold is looked at, so that stories stay independent.

    Args:
        views: the statements of the story.
        reports: at least the reports in which they stand, by id.
        roots: who stands behind whom.
        originals: report -> the reports that it copies.
    """

    def __init__(
        self,
        views: Sequence[View],
        reports: Mapping[str, Report],
        roots: Roots,
        originals: Mapping[str, frozenset[str]],
    ) -> None:
        self.roots = roots
        self._copies = originals
        self._keys: dict[str, str] = {}
        self._views = views
        self._reports = {r: reports[r] for r in sorted({v.report for v in views}) if r in reports}

    @cached_property
    def bodies(self) -> Bodies:
        """Who is one body under several names."""
        there = {a for v in self._views for a in _named(v)}
        known = (self.roots.actors[a] for a in sorted(there) if a in self.roots.actors)
        texts = {r.id: r.text for r in self._reports.values()}
        return Bodies(known, [v.statement for v in self._views], texts)

    @cached_property
    def originals(self) -> Mapping[str, frozenset[str]]:
        """Report -> the reports that it copies. Who credits the other's outlet is the copy, whatever else tells."""
        found: dict[str, set[str]] = {r: set() for r in self._reports}
        for report, of in ((a, b) for a in self._reports for b in self._copies.get(a, ())):
            if of in found:
                turned = self._credited(of, report) and not self._credited(report, of)
                found[of if turned else report].add(report if turned else of)
        return {report: frozenset(of) for report, of in found.items()}

    def _credited(self, report: str, other: str) -> bool:
        """Whether a report credits the outlet of another."""
        outlet = self.outlets.of(other)
        named = (self.outlets.named([c.name], report) for c in self.credits(report))
        return outlet is not None and outlet in named

    @cached_property
    def outlets(self) -> Outlets:
        """Whose reports these are."""
        return Outlets(self._reports.values())

    @cached_property
    def _spoken(self) -> Mapping[str, tuple[Spoken, ...]]:
        return spoken(self._reports, [v.statement for v in self._views], self._names)

    @cached_property
    def _names(self) -> Names:
        return Names(self.bodies)

    @cached_property
    def _credits(self) -> Mapping[str, tuple[Credit, ...]]:
        return {r.id: tuple(filter(self._counts, credits_in(r))) for r in self._reports.values()}

    def _counts(self, credit: Credit) -> bool:
        return not credit.known or self.outlets.exactly([credit.name]) is not None

    def credits(self, report: str) -> tuple[Credit, ...]:
        """The agencies that a report credits, but for its own outlet."""
        own = self.outlets.of(report)
        return tuple(
            c
            for c in self._credits.get(report, ())
            if not own or self.outlets.named([c.name], report) != own
        )

    def outlet(self, actor: str, report: str) -> str | None:
        """The outlet that an actor is, if it is one: by kind, or by the exact name of one that has reports here."""
        known = self.bodies.actors.get(actor)
        if known is None or known.kind == "government":
            return None
        names = sorted({n for one in self.bodies.members(actor) for n in self.bodies.names(one)})
        if found := self.outlets.exactly(names):
            return found
        if known.kind not in {"media", "unknown"}:
            return None
        if found := self.outlets.named(names, report):
            return found
        return min(names) if known.kind == "media" and self.bodies.proper(actor) else None

    def agency(self, name: str) -> str | None:
        """The id under which a credited agency goes: its actor, else the first of its reports in the story."""
        if actor := self.bodies.named(name):
            return actor
        reports = self.outlets.reports(self.outlets.exactly([name]) or "")
        return min(reports, default=None)

    def later(self, a: View, b: View) -> bool:
        """Whether `a` was published after `b`, as far as their dates tell."""
        if not (a.published and b.published):
            return False
        length = min(len(a.published), len(b.published))
        return a.published[:length] > b.published[:length]

    def affiliation(self, actor: str) -> Spoken | str | None:
        """For which body an actor speaks: as a report says, else the name that its reader found."""
        if found := self._spoken.get(actor):
            return found[0]
        known = self.bodies.actors.get(actor)
        return known.affiliation if known else None

    def key(self, actor: str) -> str:
        """What two actors who are one origin have in common: a state, a body for which they speak, or themselves."""
        if actor not in self._keys:
            self._keys[actor] = self._followed(actor)
        return self._keys[actor]

    def _followed(self, actor: str) -> str:
        seen: list[str] = []
        while actor not in seen:
            if root := self._root(actor):
                return root
            seen.append(actor)
            actor = self._behind(actor)
        return min(seen[seen.index(actor) :])

    def state(self, actor: str) -> str | None:
        """The key of the state to which an unnamed official's description ties him: "South Korean officials"."""
        root = self.roots.of(actor)
        return self.key(root) if root != actor else None

    def _root(self, actor: str) -> str | None:
        """The state behind a body, under whichever of its names the reader saw it."""
        for one in self.bodies.members(actor):
            known = self.bodies.actors.get(one)
            if known and known.kind != "unnamed official" and not stands_alone(known.name):
                if (root := self.roots.of(one)) != one:
                    return self.bodies.of(root)
                if known.state and known.affiliation:
                    return known.state
        return None

    def _behind(self, actor: str) -> str:
        """Whom an actor speaks for, else the body that it is."""
        for one in self.bodies.members(actor):
            found = self.affiliation(one)
            if isinstance(found, str):
                return self.bodies.named(found) or f"named {found.lower()}"
            if found:
                return found.body
        return self._owner(actor) or self._government(actor) or self.bodies.of(actor)

    def _owner(self, actor: str) -> str | None:
        """The person whose office or lawyer an actor is; of "the defence minister" the ministry."""
        known = self.bodies.actors.get(actor)
        if known is None:
            return None
        if owner := owner_of(known.name):
            return self.bodies.person(owner)
        topic, _, office = known.name.lower().rpartition(" ")
        minister = known.kind == "person" and office == "minister" and topic
        return self._names.ministry(topic) if minister else None

    def described_alike(self, a: str, b: str) -> bool:
        """Whether two actors are unnamed ones whose descriptions fit: a copy or a citation has to show the rest."""
        unnamed = self.bodies.unnamed(a) and self.bodies.unnamed(b)
        return unnamed and alike(self.bodies.names(a), self.bodies.names(b))

    @cached_property
    def _descriptions(self) -> Mapping[tuple[str, str], frozenset[str]]:
        found: dict[tuple[str, str], set[str]] = {}
        for view in self._views:
            source = view.statement.source
            if source.actor and source.span:
                text = plain(source.span.text)
                found.setdefault((source.actor, view.report), set()).add(text)
        return {place: frozenset(texts) for place, texts in found.items()}

    def words_of(self, actor: str, view: View) -> Span | None:
        """Where a statement names one of its sources: its source's span, of a joint one the name beside it."""
        source = view.statement.source
        if source.actor == actor or source.span is None:
            return source.span
        text = self._reports[view.report].text if view.report in self._reports else ""
        for name in sorted(self.bodies.names(actor), key=lambda n: (-len(n), n)):
            start = text.lower().find(
                name, max(source.span.start - _NEAR, 0), source.span.end + _NEAR
            )
            if start >= 0 and len(text.lower()) == len(text):
                return Span(start, start + len(name), text[start : start + len(name)])
        return None

    def descriptions(self, actor: str, report: str) -> frozenset[str]:
        """How a report calls one of its sources, wherever it speaks, and by which names he is known."""
        return self._descriptions.get((actor, report), frozenset()) | self.bodies.names(actor)

    def _government(self, actor: str) -> str | None:
        """The government of which a body is an arm: the one whose adjective it bears, else that of the story's place.

        "The interior ministry" of no country is that of the land where the story plays, and so is the one government
        whose state nobody knows; a report by the media of a state speaks of that state's own.
        """
        known = self.bodies.actors.get(actor)
        if known is None:
            return None
        if [self.bodies.of(actor)] == self._stateless:
            return _HOME
        if not (is_arm(known) or actor in self._state_media):
            return None
        if owner := self._names.owner(known.name):
            return owner if self.bodies.of(actor) != owner else None
        homes = set(map(self._home, self._speaking.get(actor, ())))
        return homes.pop() if len(homes) == 1 else _HOME

    @cached_property
    def _speaking(self) -> Mapping[str, set[str]]:
        """Actor -> the reports in which he makes a statement."""
        found: dict[str, set[str]] = {}
        for view in self._views:
            for actor in view.sources:
                found.setdefault(actor, set()).add(view.report)
        return found

    @cached_property
    def _stateless(self) -> list[str]:
        """The governments of the story that have a name, and no state that anybody knows."""
        actors = self.bodies.actors.values()
        stateless = (a.id for a in actors if a.kind == "government" and not a.state)
        return sorted({self.bodies.of(a) for a in stateless if self.bodies.proper(a)})

    @cached_property
    def _state_media(self) -> frozenset[str]:
        """The outlets that a report calls a state's: "the state news agency Morvapress"."""
        sources = ((v.statement.source.actor, v.statement.source.span) for v in self._views)
        return frozenset(
            a
            for a, span in sources
            if a and span and a in self.bodies.actors
            if self.bodies.actors[a].kind == "media" and STATE_MEDIA.search(span.text)
        )

    def _home(self, report: str) -> str:
        """The government at home in a report: that of the state whose media its first lines say it is."""
        known = self._reports[report]
        match = STATE_MEDIA.search(known.text[:_HEAD]) if known.outlet else None
        if (
            match
            and match["whose"]
            and str(known.outlet).lower() in known.text[: match.start()].lower()
        ):
            return self._names.owner(match.group()) or _HOME
        return _HOME


def alike(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether two descriptions may mean one: they share a telling word, or one only says less.

    "A port official" and "a bank official" do not; "officials" and "two officials with knowledge of the file" do.
    """
    mine, theirs = _told(a), _told(b)
    general = {stem(word) for word in affiliations().general}
    return any(x & y - general or x <= y or y <= x for x in mine for y in theirs if x and y)


def _told(names: Iterable[str]) -> list[frozenset[str]]:
    return [frozenset(terms(name.split())) for name in names]


def _named(view: View) -> set[str]:
    """All whom a statement names."""
    s = view.statement
    speaking = {s.source.actor, *s.co_sources, *(via.actor for via in s.via), *s.actors}
    return {actor for actor in speaking if actor}
