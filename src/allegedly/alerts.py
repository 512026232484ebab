"""What has changed since it was last told: alerts about the phase, about indicators, about what is followed; and their way out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from allegedly.errors import Undelivered
from allegedly.model import Alert, Quoted, Told, identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from allegedly.ledger import Store
    from allegedly.model import (
        Assessed,
        Assessment,
        Claim,
        Followed,
        Ledger,
        Report,
        Statement,
    )

__all__ = ["Scene", "deliver", "raised", "state"]

QUOTED = 4
"""Quotations that an alert carries: enough for both sides; the case has the rest."""

_SIDES = (("done", "reported", "sign"), ("against",))


@dataclass(frozen=True)
class Scene:
    """How things stand: the assessment (`None`: without a plan), what is followed, and what quoting them needs."""

    day: str
    ledger: Ledger
    assessment: Assessment | None
    followed: tuple[Followed, ...]


def state(scene: Scene, told: Told | None) -> Told:
    """How things stand, to be kept; without an assessment (its plan cannot be read just now) the last one told is."""
    found = scene.assessment
    follows = tuple((f.follow.id, f.now) for f in scene.followed)
    if found is None:
        return replace(told or Told(scene.day), on=scene.day, follows=follows)
    statuses = tuple((i.indicator, str(i.status)) for i in found.indicators)
    return Told(scene.day, found.plan.title, _phase(found), statuses, follows)


def raised(told: Told | None, scene: Scene, entered: str) -> tuple[Alert, ...]:
    """The alerts of what differs from what was last told.

    What was never told raises none: a new plan, a new indicator, something newly followed begin as they stand.
    """
    if told is None:
        return ()
    made = _Maker(scene, entered)
    found = scene.assessment
    alerts = [*made.followed(dict(told.follows))]
    if found is not None and told.plan == found.plan.title:
        alerts = [*made.assessed(found, told), *alerts]
    return tuple(alerts)


def _phase(found: Assessment) -> str:
    return found.plan.phases[found.phase].name


@dataclass(frozen=True)
class _Maker:
    scene: Scene
    entered: str

    def assessed(self, found: Assessment, told: Told) -> Iterator[Alert]:
        """Yield the alert of the phase first, then those of indicators."""
        before = dict(told.indicators)
        moved = [i for i in found.indicators if before.get(i.indicator, i.status) != i.status]
        titles = {i.id: i.title for i in found.plan.indicators}
        now = _phase(found)
        if told.phase is not None and told.phase != now:
            carried = [i for i in found.indicators if i.indicator in found.by] or moved
            carried.sort(key=lambda i: i not in moved)
            yield self._alert(("phase", now, found.plan.title), (told.phase, now), carried)
        for one in moved:
            what = ("indicator", one.indicator, titles[one.indicator])
            yield self._alert(what, (before[one.indicator], one.status), [one])

    def _alert(
        self, what: tuple[str, str, str], moved: tuple[str, str], carried: Iterable[Assessed]
    ) -> Alert:
        carried = list(carried)
        sides = [[s for i in carried for s in self._side(i, part)] for part in _SIDES]
        kind, of, title = what
        return Alert(
            id=identity("alert", self.entered, kind, of, *moved),
            entered=self.entered,
            kind="phase" if kind == "phase" else "indicator",
            of=of,
            title=title,
            before=moved[0],
            after=moved[1],
            origins=len({o for i in carried for o in i.origins}),
            unknown=sum(i.unknown for i in carried),
            denied_by=len({d for i in carried for d in i.denied_by}),
            quotations=self._quoted([s for side in sides for s in side[: QUOTED // 2]]),
        )

    def _side(self, one: Assessed, parts: tuple[str, ...]) -> list[str]:
        """The statements on one side of an indicator that count on the day, else those that did: at most two."""
        mine = [e for e in one.evidence if e.part in parts]
        counting = [e for e in mine if e.until is None or e.until > self.scene.day]
        return [e.statement for e in (counting or mine)[: QUOTED // 2]]

    def followed(self, before: Mapping[str, tuple[tuple[str, int], ...]]) -> Iterator[Alert]:
        """Yield an alert for each thing followed of which something else is counted than before."""
        for one in self.scene.followed:
            follow, now = one.follow, dict(one.now)
            then = dict(before.get(follow.id, one.now))
            if then == now:
                continue
            claims = [c for c in self.scene.ledger.linked.claims if c.id in one.claims]
            moved = _counts(then), _counts(now)
            yield Alert(
                id=identity("alert", self.entered, "follow", follow.id, *moved),
                entered=self.entered,
                kind="follow",
                of=follow.id,
                title=follow.name,
                before=moved[0],
                after=moved[1],
                origins=now.get("origins", 0),
                unknown=now.get("unknown", 0),
                denied_by=now.get("denials", 0),
                quotations=self._quoted(self._newest(claims)),
            )

    def _newest(self, claims: Iterable[Claim]) -> list[str]:
        """The statements of some claims and of their denials that were published last."""
        ids = {s for c in claims for s in c.statements}
        denials = self.scene.ledger.linked.denials
        ids |= {d.statement for d in denials if ids.intersection(d.targets)}
        ordered = [s.id for s in self.scene.ledger.statements if s.id in ids]
        return ordered[::-1][:QUOTED]

    def _quoted(self, statements: Iterable[str]) -> tuple[Quoted, ...]:
        known = self._statements
        return tuple(self._words(known[s]) for s in dict.fromkeys(statements) if s in known)

    def _words(self, statement: Statement) -> Quoted:
        report = self._reports[statement.report]
        source = self._names.get(statement.source.actor or "")
        return Quoted(
            statement.id, report.id, statement.wording, source, report.outlet, report.published
        )

    @cached_property
    def _statements(self) -> dict[str, Statement]:
        return {s.id: s for s in self.scene.ledger.statements}

    @cached_property
    def _reports(self) -> dict[str, Report]:
        return {r.id: r for r in self.scene.ledger.reports}

    @cached_property
    def _names(self) -> dict[str, str]:
        return {a.id: a.name for a in self.scene.ledger.actors}


_TOLD = ("claims", "origins", "unknown", "denials", "contested")


def _counts(found: Mapping[str, int]) -> str:
    """`2 origins, 1 denial`: what is counted of something followed, in words."""
    nouns = {"claims": "claim", "origins": "origin", "denials": "denial"}
    parts = []
    for what in _TOLD:
        if count := found.get(what, 0):
            noun = nouns.get(what, what)
            parts.append(f"{count} {noun}{'s' * (what in nouns and count != 1)}")
    return ", ".join(parts) or "nothing"


# --- the way out ------------------------------------------------------------------------------------

_FIRST = 60
_LONGEST = 3600
"""Seconds until something is tried again: a minute, then twice as long each time, up to an hour."""


def deliver(
    store: Store, channel: str, send: Callable[[Alert], None], now: str
) -> tuple[int, str | None]:
    """Send what waits in a channel, in order, until one fails; that one is put off, and those after it wait for it.

    An alert is noted as delivered after it was sent: an interruption between the two sends it again, under the same id.
    """
    done = 0
    for waiting in store.waiting(channel):
        if not _due(waiting.next, now):
            return done, None
        try:
            send(waiting.alert)
        except Undelivered as error:
            store.postponed(channel, waiting.row, _later(now, _FIRST * 2**waiting.tries))
            return done, str(error)
        store.delivered(channel, waiting.row)
        done += 1
    return done, None


def _due(moment: str, now: str) -> bool:
    """Whether a moment has come; one further off than the longest wait is of a clock that has jumped."""
    return moment <= now or moment > _later(now, _LONGEST)


def _later(now: str, seconds: int) -> str:
    moment = datetime.fromisoformat(now) + timedelta(seconds=min(seconds, _LONGEST))
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
