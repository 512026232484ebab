"""A case: the Python interface, which the command line mirrors."""

from __future__ import annotations

import getpass
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from allegedly import batch, desk
from allegedly.alerts import Scene, deliver, raised, state
from allegedly.assess import Names, assess, plan_at, sought
from allegedly.errors import InputError, NotFound
from allegedly.ingest import Web, polite, received
from allegedly.ledger import Entry, Store, dumps, from_json, published_by, to_csv, to_json
from allegedly.model import (
    RULE_FAILED,
    Added,
    Metadata,
    Plan,
    Received,
    Rejected,
    Unchanged,
    Visit,
    holding,
    last_day,
)
from allegedly.pipeline import linked_as_of, relink
from allegedly.read import disbelieved
from allegedly.settings import READER, VERSION, Settings

if TYPE_CHECKING:
    import os

    from allegedly.ingest.web import Fetch
    from allegedly.model import (
        Alert,
        Assessment,
        Claim,
        Follow,
        Followed,
        Hit,
        Judgement,
        JudgementKind,
        Ledger,
        Problem,
        Rating,
        Reread,
        Standing,
        Told,
    )

__all__ = ["Case", "Check", "Progress"]

Progress = Callable[[str, int, int], None]
"""Called with the step ("reading", "linking"), how many are done, and of how many (0: not known yet)."""

_LOOKED_UP = 64
"""Inputs whose ids are looked up in the case at once."""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of `doctor`: what was looked at, whether it is well, and the particulars."""

    what: str
    well: bool
    detail: str


@dataclass(slots=True)
class _Tally:
    reports: list[str] = field(default_factory=list)
    known: int = 0
    rejected: list[Rejected] = field(default_factory=list)
    statements: int = 0
    notes: list[str] = field(default_factory=list)

    def count(self, answers: Iterable[Entry | Rejected]) -> None:
        for answer in answers:
            if isinstance(answer, Rejected):
                self.rejected.append(answer)
            else:
                self.reports.append(answer.report.id)
                self.statements += len(answer.reading.statements)
                if answer.reading.failed:
                    name = answer.name or answer.report.id
                    self.notes.append(f"{name}: {RULE_FAILED}; kept without statements")

    def total(self) -> Added:
        return Added(
            tuple(self.reports),
            self.known,
            tuple(self.rejected),
            self.statements,
            tuple(self.notes),
        )


class Case:
    """One investigation in one file: a context manager; closing it leaves a single file behind."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self.path = Path(settings.case)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str] | None = None,
        *,
        create: bool = False,
        read_only: bool = False,
    ) -> Self:
        """Open the case at `path` (else the one that the environment names); see `allegedly.open`."""
        settings = Settings.from_environment()
        settings = replace(settings, case=str(path)) if path is not None else settings
        store = Store.open(settings.case, settings=settings, create=create, read_only=read_only)
        return cls(store, settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the case file; safe to call twice."""
        self._store.close()

    # --- what goes in ---------------------------------------------------------------------------------

    def add(  # noqa: PLR0913 - a parameter for each option
        self,
        inputs: Iterable[str | os.PathLike[str]],
        *,
        published: str | None = None,
        outlet: str | None = None,
        jobs: int = 1,
        stdin: bytes | None = None,
        progress: Progress | None = None,
        allow_private: bool = False,
        fetch: Fetch | None = None,
    ) -> Added:
        """Read files, folders and addresses (`-`: the bytes given as `stdin`) into the case, and link them.

        Reports are entered as they are read: what an interruption leaves undone, the same call takes up. An address
        names a page, or a feed of which each entry's page is fetched that was not seen before.

        Args:
            inputs: paths, addresses, `-`.
            published: when the reports appeared, over what they say themselves.
            outlet: who published them.
            jobs: processes that read.
            stdin: the bytes for `-`.
            progress: told how far it is.
            allow_private: also fetch from machines that have no public address.
            fetch: how addresses are fetched, if not with our own manners.
        """
        if published is not None and (doubt := disbelieved(published, self._settings)):
            raise InputError(doubt)
        settings = replace(self._settings, jobs=max(1, jobs))
        metadata = Metadata(outlet=outlet, published=published)
        fetch = fetch or polite(settings, allow_private=allow_private)
        web = Web(fetch, self._recall, metadata)
        given = received(
            [str(i) for i in inputs], settings=settings, metadata=metadata, stdin=stdin, web=web
        )
        tally = _Tally()
        for answers in batch.entries(self._fresh(given, tally), settings):
            entered = [a for a in answers if not isinstance(a, Rejected)]
            refused = [a for a in answers if isinstance(a, Rejected) and a.why != "missing"]
            self._store.add(entered, refused)  # a path that is not there is a slip, not a report
            self._store.visited(web.seen_in(e.report.id for e in entered))
            tally.count(answers)
            _tell(progress, "reading", len(tally.reports) + len(tally.rejected))
        self._store.visited(
            web.visits.values()
        )  # feeds only now: one that was interrupted is asked for again
        self._link(progress)
        return tally.total()

    def load(self, path: str | os.PathLike[str]) -> Added:
        """Import a ledger in the public JSON: its reports and statements are linked like our own."""
        try:
            given = json.loads(Path(path).read_bytes())
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}") from error
        except (ValueError, RecursionError) as error:
            raise InputError(
                f"{path} is no JSON; `allegedly export --format json` writes it"
            ) from error
        tally = _Tally()
        ledger = from_json(given)
        entries = self._store.entries(ledger)
        known = self._store.known(e.report.id for e in entries)
        tally.known = len(known)
        fresh = [e for e in entries if e.report.id not in known]
        self._store.add(fresh, ledger.rejected)
        for judgement in ledger.judgements:
            self._store.judge(judgement)
        for rating in ledger.ratings:
            self._store.rate(rating)
        tally.count(fresh)
        self._link(None)
        return tally.total()

    def remove(self, report: str, *, why: str) -> None:
        """Take a report and what was read from it out of every view; a tombstone says who, when and why."""
        self._store.remove(report, why, getpass.getuser())
        self._link(None)

    # --- what a person says of it ---------------------------------------------------------------------

    def judge(
        self,
        kind: JudgementKind,
        *items: str,
        value: object = None,
        field: str | None = None,
        why: str = "",
        by: str | None = None,
    ) -> Judgement:
        """Correct the ledger for good: every later reading and linking keeps to it, until it is undone.

        Args:
            kind: what is said of the items.
            items: ids (or how they begin) of statements; of a report for "wrong date" and "wrong outlet".
            value: what it should be. A source or origin is an actor's name or id, or "unknown"; a source may be "none",
                the report's own voice. `None` is an unknown origin, date or outlet.
            field: the part of a statement that a "wrong field" is about: "polarity", "certainty" ...
            why: the reason, kept with it.
            by: who says so; else the user's name.
        """
        anchors = desk.anchors(self._store, kind, items)
        said = desk.value_of(self._store, kind, value)
        made = desk.judgement(kind, anchors, (field, said), by or getpass.getuser(), why)
        kept = self._store.judge(made)
        self._link(None)
        return kept

    def undo(self, judgement: str, *, why: str = "", by: str | None = None) -> Judgement:
        """Take a judgement back (its id, or how that begins): the ledger is as it would be without it."""
        whole = self._store.whole_id("judgement", judgement)
        (found,) = (j for j in self._store.judgements() if j.id == whole)
        self._store.undo(whole, by or getpass.getuser(), why)
        self._link(None)
        return found

    def judgements(self, *, review: bool = False) -> tuple[Standing, ...]:
        """The judgements that stand, in order of entry; with `review` those that a person should look at again."""
        return tuple(s for s in desk.standing(self._store) if s.review or not review)

    def rate(
        self,
        what: str,
        value: str,
        *,
        of: Literal["actor", "outlet"] | None = None,
        why: str = "",
        by: str | None = None,
    ) -> Rating:
        """Say how far a source is trusted, or what is claimed; a later rating of the same thing replaces this one.

        Args:
            what: an actor (name or id), an outlet (name), or a claim (its id, or a statement's of it).
            value: "A" to "E" for an actor or outlet, "1" to "5" for a claim, best first; "F" and "6" say that it
                cannot be judged, which is neither better nor worse.
            of: which is meant where an actor and an outlet share the name.
            why: the reason, kept with it.
            by: who says so; else the user's name.
        """
        made = desk.rated_as(self._store, self.ledger(), what, value, of)
        kept = self._store.rate(replace(made, by=by or getpass.getuser(), why=why))
        return next(r for r in self.ledger().ratings if r.id == kept.id)

    def unrate(self, rating: str, *, why: str = "", by: str | None = None) -> Rating:
        """Take a rating back (its id, or how that begins); the one that it replaced holds again."""
        whole = self._store.whole_id("rating", rating)
        (found,) = (r for r in self.ledger().ratings if r.id == whole)
        self._store.unrate(whole, by or getpass.getuser(), why)
        return found

    def ratings(self, *, replaced: bool = False) -> tuple[Rating, ...]:
        """The ratings that hold, in order of entry, and those that mean nothing here; with `replaced` all that stand."""
        found = self.ledger().ratings
        held = holding(found)
        return tuple(r for r in found if replaced or r.target is None or held[r.of, r.target] == r)

    def reread(
        self,
        reports: Iterable[str] = (),
        *,
        everything: bool = False,
        jobs: int = 1,
        progress: Progress | None = None,
    ) -> Reread:
        """Read reports again from the bytes in the case: those of an older reader, the named ones, or all.

        Judgements find their words again, or stand in `judgements(review=True)`.
        """
        wanted = [self._store.whole_id("report", r) for r in reports]
        if not wanted:
            older = self._store.older()
            wanted = [r.id for r in self._store.reports() if everything or r.id in older]
        settings = replace(self._settings, jobs=max(1, jobs))
        done = desk.read_again(
            self._store, settings, wanted, lambda n: _tell(progress, "reading", n)
        )
        self._link(progress)
        return done

    def follow(self, what: str, *, by: str | None = None) -> Follow:
        """Follow a claim (its id, or a statement's of it) or an actor (name or id) from now on."""
        made = desk.followed_as(self._store, self.ledger(), what, by or getpass.getuser())
        self._store.follow(made)
        return next(f for f in self._store.follows() if f.id == made.id)

    def unfollow(self, follow: str, *, by: str | None = None) -> None:
        """Follow something no longer; `follow` is the id of what `follows` lists."""
        self._store.unfollow(follow, by or getpass.getuser())

    def follows(self) -> tuple[Followed, ...]:
        """What is followed, and how it stands now."""
        return desk.follows(self._store)

    # --- what was told already ------------------------------------------------------------------------

    def last_brief(self) -> str | None:
        """The moment of entry up to which `briefing` has told what is new, or `None` where it never did."""
        return self._store.last_brief()

    @contextmanager
    def briefing(self) -> Iterator[Ledger]:
        """The ledger of this moment, to tell what is new in it; if nothing fails, `last_brief` is this moment then."""
        by = getpass.getuser()
        moment = self._store.begin_brief(by)
        yield self._store.ledger(entered_by=moment)
        self._store.end_brief(moment, by)

    # --- what comes out -------------------------------------------------------------------------------

    def ledger(self, as_of: str | None = None, *, entered: bool = False) -> Ledger:
        """The whole case at this moment, or as of a date, judgements applied.

        Args:
            as_of: by publication: today's readings of the reports that had appeared by the end of that day, linked
                among themselves. Undated reports are left out; a report of "March" counts from its last day.
            entered: by entry instead: what the ledger said at the end of that day (or at a moment, ISO 8601).
        """
        if as_of is None or entered:
            return self._store.ledger(entered_by=as_of)
        return linked_as_of(self._store, published_by(self._store.reports(), as_of))

    def claims(
        self,
        *,
        actor: str | None = None,
        contested: bool | None = None,
        as_of: str | None = None,
        entered: bool = False,
    ) -> tuple[Claim, ...]:
        """The claims, narrowed to those that an actor (name, alias or id) makes, or to contested ones."""
        ledger = self.ledger(as_of, entered=entered)
        claims = ledger.linked.claims
        if contested is not None:
            claims = tuple(c for c in claims if c.contested is contested)
        if actor is not None:
            made = _made_by(ledger, actor)
            claims = tuple(c for c in claims if made.intersection(c.statements))
        return claims

    def assess(
        self,
        plan: Plan | str | os.PathLike[str] | None = None,
        *,
        as_of: str | None = None,
        entered: bool = False,
        without: Iterable[str] = (),
    ) -> Assessment:
        """Which indicators of a plan are met in the ledger, and so which phase is reached; with how it got there.

        Args:
            plan: a plan, or its file; else the one that the environment names, else `plan.toml` beside the case.
            as_of: a date; by publication as the reports of that day and before, as they are read and linked today,
                have it; today's date where none is given.
            entered: by entry instead: what the ledger said at the end of that day.
            without: names of actors or outlets: what if they had never spoken.

        Raises:
            PlanError: the plan cannot be used; the message names the lines.
            NotFound: nobody is called as `without` says.
        """
        chosen = plan if isinstance(plan, Plan) else plan_at(self.plan_file(plan))
        day = last_day(as_of or self._settings.clock())
        if day is None:
            raise InputError(f"{as_of!r} is no date; write it as 2026-01-31, 2026-01 or 2026")
        if entered and as_of is not None:
            return assess(chosen, self.ledger(as_of, entered=True), day, without=without)
        names = Names(self._store.named())
        ledger, among = self._store.bearing({i.id: sought(i, names) for i in chosen.indicators})
        return assess(chosen, ledger, day, without=without, among=among)

    def watched(
        self, plan: Plan | None = None, channels: Iterable[str] = ()
    ) -> tuple[Told | None, tuple[Alert, ...]]:
        """See what changed since it was last told, and keep the alerts of it for these channels to deliver.

        Returns how things stood when they were last told (`None`: never), and the new alerts. What is seen for the
        first time raises none. Where the clock shows a day before the one last told, nothing is told.
        """
        told, now = self._store.told(), self._settings.clock()
        if told is not None and now[:10] < told.on:
            return told, ()
        assessment = None if plan is None else self.assess(plan)
        followed = self.follows()
        ledger = self.ledger() if followed or assessment is None else self.cited(assessment)
        scene = Scene(now[:10], ledger, assessment, followed)
        new, standing = raised(told, scene, now), state(scene, told)
        if new or standing != told:
            self._store.tell(new, standing, channels)
        return told, new

    def told(self) -> Told | None:
        """How things stood when they were last told; `None` where nothing was told yet."""
        return self._store.told()

    def alerts(self, limit: int = 100) -> tuple[Alert, ...]:
        """The last alerts, the newest first."""
        return self._store.alerts(limit)

    def deliver(self, channel: str, send: Callable[[Alert], None]) -> tuple[int, str | None]:
        """Send through a channel what waits there, in order; what fails is tried again later, and what follows it waits.

        Returns how many arrived, and why the next one did not.
        """
        now = self._settings.clock()
        return deliver(self._store, channel, send, now)

    def cited(self, found: Assessment) -> Ledger:
        """What quoting an assessment needs: all reports, without their texts, and the statements of those it opens to."""
        opened = (e.statement for one in found.indicators for e in one.evidence)
        return self._store.cited((*opened, *(t.statement for t in found.history if t.statement)))

    @property
    def today(self) -> str:
        """The day that the clock shows, ISO 8601 in UTC."""
        return self._settings.clock()[:10]

    def plan(self, named: str | os.PathLike[str] | None = None) -> Plan | None:
        """The plan named, or the one that is used where none is; `None` where there is none at all.

        Raises:
            PlanError: it cannot be used as it is written, or the one named is not there.
        """
        file = self.plan_file(named)
        return plan_at(file) if named or self._settings.plan or file.exists() else None

    def plan_file(self, named: str | os.PathLike[str] | None = None) -> Path:
        """The file of the plan that is used: the one named, else the environment's, else `plan.toml` beside the case."""
        chosen = named or self._settings.plan
        return Path(chosen) if chosen else self.path.parent / "plan.toml"

    def search(self, words: str, limit: int = 20) -> tuple[Hit, ...]:
        """Where these words stand in the reports, best first."""
        return self._store.search(words, limit)

    def export(
        self,
        format: Literal["json", "csv"] = "json",  # noqa: A002 - named as the option
        *,
        text: bool = True,
        with_log: bool = False,
        as_of: str | None = None,
        entered: bool = False,
    ) -> bytes:
        """The canonical export: the same content gives the same bytes.

        `text=False` leaves the reports' texts out, which are their publishers'; `with_log` adds when things
        entered, and by whom; `as_of` and `entered` are those of `ledger`.
        """
        ledger = self.ledger(as_of, entered=entered)
        if format == "csv":
            return to_csv(ledger).encode("utf8")
        log = self._store.log(entered_by=as_of if entered else None) if with_log else None
        return dumps(to_json(ledger, text=text, log=log))

    def backup(self, target: str | os.PathLike[str]) -> None:
        """Write a copy of the case file to share."""
        self._store.backup(Path(target))

    def verify(self) -> tuple[Problem, ...]:
        """Recompute every hash, span and id; what does not agree."""
        return self._store.verify()

    def doctor(self) -> tuple[Check, ...]:
        """What this case stands on, and what it could not use."""
        ledger = self.ledger()
        refused = [
            Check(f"refused: {r.input}", False, f"{r.why}: {r.detail}") for r in ledger.rejected
        ]
        unread = [
            Check(f"not read: {r.title or r.outlet or r.id}", False, r.why_unread)
            for r in ledger.reports
            if r.unread
        ]
        undated = sum(r.published is None for r in ledger.reports)
        problems = self.verify()
        return (
            Check("allegedly", True, f"{VERSION}, reader {READER}"),
            Check("language model", True, ledger.generator.model or "nothing read yet"),
            Check("case", True, str(self.path)),
            Check("reports", True, f"{len(ledger.reports)}, of which {undated} undated"),
            Check("statements", True, str(len(ledger.statements))),
            Check("claims", True, _counted(ledger.linked.claims)),
            *unread,
            *refused,
            Check("verify", not problems, f"{len(problems)} problems"),
        )

    # --- inside ---------------------------------------------------------------------------------------

    def _fresh(
        self, given: Iterable[Received | Rejected | Unchanged], tally: _Tally
    ) -> Iterator[Received | Rejected]:
        """The inputs that the case does not hold yet; the others are counted."""
        seen: set[str] = set()
        inputs = iter(given)
        while some := list(islice(inputs, _LOOKED_UP)):
            ids = [r.report_id for r in some if isinstance(r, Received)]
            seen |= self._store.known(ids)
            removals = self._store.removals(i for i in ids if i not in seen)
            for r in some:
                if isinstance(r, Rejected):
                    yield r
                elif isinstance(r, Unchanged) or (i := r.report_id) in seen:
                    tally.known += 1
                else:
                    seen.add(i)
                    tally.notes += self._doubts(r)
                    if gone := removals.get(i):
                        tally.notes.append(
                            f"{r.name}: removed on {gone.entered[:10]} ({gone.why}); it is back now"
                        )
                    yield r

    def _recall(self, address: str) -> Visit | None:
        """The last visit to an address; where its report is gone or due to be read anew, all of it is asked for."""
        visit = self._store.visit(address)
        if visit is None or visit.report is None or self._store.known([visit.report]):
            return visit
        return Visit(address, visit.report, stamp=visit.stamp)

    def _doubts(self, given: Received) -> list[str]:
        date = given.metadata.published
        doubt = disbelieved(date, self._settings) if date else None
        return [f"{given.name}: {doubt}; kept without it"] if doubt else []

    def _link(self, progress: Progress | None) -> None:
        _tell(progress, "linking", 0)
        relink(self._store)
        _tell(progress, "linking", 1)


def _counted(claims: Sequence[Claim]) -> str:
    return f"{len(claims)}, of which {sum(c.polarity == 'denies' for c in claims)} deny"


def _made_by(ledger: Ledger, actor: str) -> set[str]:
    """Ids of the statements whose source (or co-source) is this actor."""
    wanted = actor.casefold()
    ids = {
        a.id
        for a in ledger.actors
        if wanted in {a.id, a.name.casefold(), *(n.casefold() for n in a.aliases)}
    }
    if not ids:
        raise NotFound(f"no actor {actor!r} in this case; `allegedly claims` lists who says what")
    return {s.id for s in ledger.statements if ids.intersection((s.source.actor, *s.co_sources))}


def _tell(progress: Progress | None, step: str, done: int) -> None:
    if progress:
        progress(step, done, 0)
