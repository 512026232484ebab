"""The case file: everything that is kept, in one SQLite database.

A row is closed (`valid_to`), never changed or deleted; so what the ledger said at any moment can be asked again.
"""

from __future__ import annotations

import json
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

import sqlalchemy as sa

from allegedly.errors import CaseReadOnly, NotFound
from allegedly.ledger import connection as sqlite
from allegedly.ledger import entering, links, queries, rows, schema
from allegedly.ledger.access import moment_of
from allegedly.ledger.bearing import bearing, cited
from allegedly.ledger.desk import Desk
from allegedly.ledger.entry import Entry, Logged, of_ledger
from allegedly.ledger.judging import Overlay, judged_reports
from allegedly.ledger.memory import Memory
from allegedly.ledger.migrations import copy_to, migrate
from allegedly.ledger.order import canonical
from allegedly.ledger.outbox import Outbox
from allegedly.ledger.schema import among, standing
from allegedly.ledger.search import search
from allegedly.ledger.shape import reader
from allegedly.ledger.verify import verify
from allegedly.ledger.views import as_judged, shown
from allegedly.model import (
    Generator,
    Given,
    Ledger,
    Statement,
    Visit,
    identity,
)
from allegedly.settings import READER, VERSION

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allegedly.ledger.bearing import Bearing
    from allegedly.ledger.memory import Settled
    from allegedly.model import (
        Actor,
        Copy,
        Hit,
        Judged,
        Linked,
        Problem,
        Rejected,
        Report,
        Sought,
    )
    from allegedly.settings import Settings

__all__ = ["Store"]


class Store(Desk, Outbox):
    """One connection to a case; a context manager. Every method is all or nothing."""

    def __init__(
        self, connection: sa.Connection, path: Path, settings: Settings, *, read_only: bool
    ) -> None:
        self._connection = connection
        self._path = path
        self._settings = settings
        self._read_only = read_only
        self._asked: int | None = None
        """The last line of the log when `unlinked` was asked."""

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        settings: Settings,
        create: bool = False,
        read_only: bool = False,
    ) -> Self:
        """Open the case at `path`; `create` makes one where there is none.

        Raises:
            CaseError: one of its kinds; the message names the way out.
        """
        path = Path(path)
        create = create and not read_only
        sqlite.look_at(path, create=create)
        connection = sqlite.connect(path, read_only=read_only)
        try:
            with sqlite.refusals(path):
                migrate(connection, path, create=create, read_only=read_only)
                if not read_only:
                    connection.exec_driver_sql("PRAGMA journal_mode = WAL")
                connection.rollback()
        except BaseException:
            connection.close()
            raise
        return cls(connection, path, settings, read_only=read_only)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Bring everything home into the one file; safe to call twice."""
        if not self._connection.closed:
            with sqlite.refusals(self._path):
                sqlite.close(self._connection, read_only=self._read_only)

    # --- what goes in ---------------------------------------------------------------------------------

    def known(self, ids: Iterable[str]) -> frozenset[str]:
        """Which of these reports are in the case, read by the current reader."""
        with self._reading() as connection:
            return queries.known(connection, ids)

    def add(self, read: Sequence[Entry], rejected: Sequence[Rejected] = ()) -> None:
        """Enter reports with what was read from them, and what was refused; what is there already is passed over.

        Raises:
            InputError: a report has the id of another one in the case, with other bytes.
        """
        with self._writing() as (connection, now):
            for entry in read:
                entering.enter(connection, entry, now)
            for refusal in rejected:
                entering.reject(connection, refusal, now)

    def read_again(self, read: Sequence[Entry]) -> tuple[str, ...]:
        """Let new readings of reports stand in the place of the old ones; the ids of those that differ."""
        with self._writing() as (connection, now):
            return tuple(e.report.id for e in read if entering.enter_again(connection, e, now))

    def older(self) -> frozenset[str]:
        """Reports that another than the current reader read."""
        with self._reading() as connection:
            return queries.older(connection)

    def given(self, report: str) -> Given | None:
        """How the bytes of a report came, where that is known."""
        query = sa.select(schema.given.c.body).where(schema.given.c.report == report)
        with self._reading() as connection:
            body = connection.scalar(query)
        return None if body is None else reader(Given)(json.loads(body))

    def visit(self, address: str) -> Visit | None:
        """What is remembered of an address."""
        query = sa.select(schema.visits.c.body).where(schema.visits.c.address == address)
        with self._reading() as connection:
            body = connection.scalar(query)
        return None if body is None else reader(Visit)(json.loads(body))

    def visited(self, visits: Iterable[Visit]) -> None:
        """Remember what came of these addresses, in the place of what was remembered before; what they gave is refused no more."""
        visits = tuple(visits)
        made = [{"address": v.address, "body": rows.body(v)} for v in visits]
        if made:
            with self._writing() as (connection, now):
                connection.execute(sa.insert(schema.visits).prefix_with("OR REPLACE"), made)
                there = {None, *queries.known(connection, [v.report for v in visits if v.report])}
                names = [identity("input", v.address) for v in visits if v.report in there]
                refused = among(schema.rejections.c.input, names)
                rows.close(connection, schema.rejections, refused, now)

    @staticmethod
    def entries(ledger: Ledger) -> tuple[Entry, ...]:
        """Make the reports of an imported ledger ready for `add`; their bytes are not known."""
        return of_ledger(ledger)

    def remove(self, report: str, why: str, by: str) -> None:
        """Close a report and what was read from it; the log keeps who, when and why, the bytes stay.

        Raises:
            NotFound: no such report stands in the case.
        """
        with self._writing() as (connection, now):
            if not entering.is_open(connection, report):
                raise NotFound(f"no report {report} in this case; `allegedly export` lists them")
            entering.close_reading(connection, report, now)
            rows.log(connection, Logged(now, "removed", report, by, why))
            rows.mark(connection, [report])

    # --- linking --------------------------------------------------------------------------------------

    def unlinked(self) -> tuple[str, ...]:
        """Ids of reports added, removed or judged since the last `link`."""
        query = sa.select(schema.unlinked.c.report).order_by(schema.unlinked.c.report)
        with self._reading() as connection:
            self._asked = queries.last_line(connection)
            return tuple(connection.scalars(query))

    @contextmanager
    def remembering(self) -> Iterator[Memory]:
        """What linking keeps from one run to the next, to be read and written in one transaction."""
        with self._writing() as (connection, _):
            yield Memory(connection)

    @contextmanager
    def recalling(self) -> Iterator[Memory]:
        """The same, only to be read."""
        with self._reading() as connection:
            yield Memory(connection)

    def link(
        self,
        linked: Linked,
        copies: Sequence[Copy],
        *,
        reports: Sequence[str] | None,
        settled: Settled | None = None,
    ) -> None:
        """Let these links be all that stand among `reports` (`None`: in the whole case); only differences are written.

        A claim that was merged or split away leaves a redirect to the claim that now holds its canonical statement.
        What is `settled` waits no longer; by default those are the reports in scope.
        Where the case changed since `unlinked` was asked, by another process perhaps, these links may lack something:
        all reports then wait for linking again.
        """
        found = links.Found(linked, tuple(copies))
        with self._writing() as (connection, now):
            entry = {"maker": rows.maker(connection, "link", VERSION), "now": now}
            where = queries.report_of(connection, links.mentioned(found))
            replaced = links.replace_links(connection, found, where, reports, entry)
            heirs = self._heirs(replaced.closed, linked)
            links.redirect(connection, replaced, heirs, now)
            self._settle(connection, reports, settled)

    def _settle(
        self, connection: sa.Connection, reports: Sequence[str] | None, settled: Settled | None
    ) -> None:
        memory = Memory(connection)
        if self._asked not in (None, queries.last_line(connection)):
            memory.unsettle(None)
            rows.mark(connection, queries.report_ids(connection))
        elif settled is not None:
            memory.settle(settled)
        else:
            memory.unsettle(reports)
            waiting = () if reports is None else (among(schema.unlinked.c.report, reports),)
            connection.execute(sa.delete(schema.unlinked).where(*waiting))

    def _heirs(self, closed: Iterable[str], linked: Linked) -> dict[str, str]:
        """The claim that now holds each closed claim's canonical statement, or that statement as read anew."""
        holder = {s: c.id for c in linked.claims for s in c.statements}
        now = {
            old: old if old in holder else queries.read_anew(self._connection, old)
            for old in closed
        }
        return {old: holder[s] for old, s in now.items() if s in holder}

    def resolve(self, claim: str, *, entered_by: str | None = None) -> str:
        """Follow a claim's id through merges and splits to the claim that stands, or stood at a moment of entry.

        Raises:
            NotFound: nothing stands under this id, or after it.
        """
        moment = None if entered_by is None else moment_of(entered_by)
        with self._reading() as connection:
            found = links.resolve(connection, claim, moment)
        if found is None:
            raise NotFound(f"no claim {claim} in this case; `allegedly claims` lists them")
        return found

    # --- what comes out -------------------------------------------------------------------------------

    def reports(self, ids: Iterable[str] | None = None) -> tuple[Report, ...]:
        """All reports (or these), dated as judged, in canonical order."""
        only = None if ids is None else list(ids)
        with self._reading() as connection:
            found = queries.reports(connection, None, only)
            judged = judged_reports(queries.judgements(connection, None), found)
        return canonical(Ledger(Generator(VERSION, None, READER), judged)).reports

    def statements(
        self, reports: Iterable[str] | None = None, copied: Iterable[Copy] | None = None
    ) -> tuple[Statement, ...]:
        """All statements (of these reports) in canonical order, as judged: what is linked.

        What is judged of a report holds for the same words in its copies: those that are `copied`, else those that
        stand in the case.
        """
        only = None if reports is None else list(reports)
        with self._reading() as connection:
            here = queries.reports(connection, None, only)
            found = queries.statements(connection, None, only)
            overlay = queries.overlay(connection, only, copied)
            here = judged_reports((s.judgement for s in overlay.standing), here)
        ledger = Ledger(Generator(VERSION, None, READER), here, statements=overlay.apply(found))
        return canonical(ledger).statements

    def judged_reports(self) -> frozenset[str]:
        """The ids of the reports on which judgements hang."""
        with self._reading() as connection:
            return frozenset(queries.own(connection, queries.judgements(connection, None)))

    def judged(
        self, copied: Iterable[Copy] | None = None, reports: Iterable[str] | None = None
    ) -> Judged:
        """What linking (of these reports) has to obey; `copied` as in `statements`."""
        with self._reading() as connection:
            return queries.overlay(connection, reports, copied).judged

    def actors(self, reports: Iterable[str] | None = None) -> tuple[Actor, ...]:
        """All actors, each brought together from the reports (all, or these) that show it."""
        only = None if reports is None else list(reports)
        with self._reading() as connection:
            found = queries.actors(connection, None, queries.reports(connection, None, only))
        return canonical(Ledger(Generator(VERSION, None, READER), actors=found)).actors

    def named(self) -> tuple[Actor, ...]:
        """All actors, those whom only judgements name included."""
        with self._reading() as connection:
            found = queries.actors(connection, None, queries.untold(connection))
            return (*found, *queries.overlay(connection).actors)

    def original(self, report_id: str) -> bytes | None:
        """The bytes of a report as they were received; `None` where only their hash is known."""
        report, table = schema.reports, schema.received
        query = (
            sa.select(table.c.zlib)
            .join(report, report.c.sha256 == table.c.sha256)
            .where(report.c.id == report_id)
        )
        with self._reading() as connection:
            packed = connection.execute(query).scalar()
        return None if packed is None else zlib.decompress(packed)

    def vectors(self, texts: Iterable[str], model: str) -> dict[str, bytes]:
        """The stored vectors (float32 bytes) of those texts that have one by this model."""
        wanted = {rows.digest(text): text for text in texts}
        table = schema.vectors
        query = sa.select(table.c.sha256, table.c.vector).where(
            table.c.model == model, among(table.c.sha256, wanted)
        )
        with self._reading() as connection:
            return {wanted[digest]: vector for digest, vector in connection.execute(query)}

    def keep_vectors(self, vectors: Mapping[str, bytes], model: str) -> None:
        """Store vectors (float32 bytes) under the texts that this model made them from."""
        with self._writing() as (connection, _):
            entering.keep_vectors(connection, vectors, model)

    def ledger(self, *, entered_by: str | None = None, judged: bool = True) -> Ledger:
        """The whole case in canonical order, as it stands or as it stood at a moment of entry time.

        Args:
            entered_by: ISO 8601; a date alone means the end of that day, in UTC.
            judged: lay the judgements over the machine's rows.
        """
        moment = None if entered_by is None else moment_of(entered_by)
        with self._reading() as connection:
            reports = queries.reports(connection, moment)
            found = links.load(connection, moment)
            ledger = Ledger(
                generator=queries.generator(connection, moment),
                reports=reports,
                rejected=queries.rejections(connection, moment),
                actors=queries.actors(connection, moment, reports),
                statements=queries.statements(connection, moment),
                copies=found.copies,
                linked=found.linked,
                judgements=queries.judgements(connection, moment),
                ratings=queries.ratings(connection, moment),
            )
            if not judged:
                return canonical(shown(ledger))
            near = queries.kin(connection, ledger.judgements, ledger.copies, moment)
        overlay = Overlay.of(ledger.judgements, reports, ledger.statements, near)
        return canonical(as_judged(ledger, overlay))

    def readings(self, reports: Iterable[str], copied: Sequence[Copy]) -> Ledger:
        """What stands of these reports and of nothing else, judgements applied, without links, in canonical order."""
        only = list(reports)
        with self._reading() as connection:
            here = queries.reports(connection, None, only)
            bytes_here = {r.sha256 for r in here}
            judged = queries.judgements(connection, None)
            ledger = Ledger(
                generator=queries.generator(connection, None, only),
                reports=here,
                actors=queries.actors(connection, None, here),
                statements=queries.statements(connection, None, only),
                judgements=tuple(
                    j for j in judged if bytes_here.issuperset(a.sha256 for a in j.anchors)
                ),
                ratings=queries.ratings(connection, None),
            )
            near = queries.kin(connection, ledger.judgements, copied)
        overlay = Overlay.of(ledger.judgements, here, ledger.statements, near)
        return canonical(as_judged(ledger, overlay))

    def bearing(self, sought: Mapping[str, Sought]) -> Bearing:
        """What of the case may bear on some things sought, by index: for cases of which one reads only a part."""
        with self._reading() as connection:
            return bearing(connection, sought)

    def cited(self, statements: Iterable[str]) -> Ledger:
        """All reports without their texts, and all statements of those reports that hold these ones."""
        with self._reading() as connection:
            return cited(connection, statements)

    def search(self, words: str, limit: int = 20) -> tuple[Hit, ...]:
        """Places in report texts where all the words stand, "in quotation marks" as a phrase; best first."""
        with self._reading() as connection:
            return search(connection, words, limit)

    def rejections(self) -> tuple[Rejected, ...]:
        """Inputs that became no report, and why."""
        with self._reading() as connection:
            return queries.rejections(connection, None)

    def removals(self, ids: Iterable[str]) -> dict[str, Logged]:
        """Of these reports the last removal of each that was ever removed."""
        log, read = schema.log, reader(Logged)
        query = (
            sa.select(log.c.body)
            .where(log.c.action == "removed", among(log.c.subject, map(identity, ids)))
            .order_by(log.c.row)
        )
        with self._reading() as connection:
            lines = [read(json.loads(body)) for body in connection.scalars(query)]
        return {line.subject: line for line in lines}

    def log(self, *, entered_by: str | None = None) -> tuple[Logged, ...]:
        """Everything that happened to the case (up to a moment), in order."""
        read, query = reader(Logged), sa.select(schema.log.c.body).order_by(schema.log.c.row)
        if entered_by is not None:
            query = query.where(schema.log.c.entered <= moment_of(entered_by))
        with self._reading() as connection:
            return tuple(read(json.loads(body)) for body in connection.scalars(query))

    def counts(self) -> dict[str, int]:
        """How many of everything stand in the case."""
        tables = [schema.reports, schema.statements, schema.rejections, schema.judgements]
        claims = standing(schema.links, None), schema.links.c.kind == "claim"
        with self._reading() as connection:
            found = {t.name: queries.count(connection, t, standing(t, None)) for t in tables}
            found["claims"] = queries.count(connection, schema.links, *claims)
            removed = schema.log.c.action == "removed"
            return {**found, "removals": queries.count(connection, schema.log, removed)}

    # --- the file -------------------------------------------------------------------------------------

    def backup(self, target: Path) -> None:
        """Write a copy of the whole case to `target`.

        Raises:
            CaseReadOnly: there is a file already, or the place cannot be written.
        """
        try:
            target.open("xb").close()  # claims the name: a backup never overwrites
        except FileExistsError as error:
            raise CaseReadOnly(f"{target} exists already; name another file") from error
        except OSError as error:
            raise CaseReadOnly(
                f"{target} cannot be written: {error.strerror}; name another file"
            ) from error
        try:
            with sqlite.refusals(target):
                copy_to(self._connection, target)
        except BaseException:
            target.unlink()
            raise

    def verify(self) -> tuple[Problem, ...]:
        """Recompute every hash, id and span, and let SQLite check itself; what does not agree."""
        with sqlite.refusals(self._path):
            return verify(self._connection, read_only=self._read_only)
