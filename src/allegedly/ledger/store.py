"""The case file: everything that is kept, in one SQLite database.

A row is closed (`valid_to`), never changed or deleted; so what the ledger said at any moment can be asked again.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self

import sqlalchemy as sa

from allegedly.errors import CaseReadOnly, InputError, NotACase, NotFound
from allegedly.ledger import connection as sqlite
from allegedly.ledger import links as kept
from allegedly.ledger import schema
from allegedly.ledger.entry import Entry, Logged, of_ledger
from allegedly.ledger.judging import Overlay, anchor, check, reattach
from allegedly.ledger.migrations import copy_to, migrate
from allegedly.ledger.order import by_publication, canonical, merged
from allegedly.ledger.schema import among, standing
from allegedly.ledger.search import search
from allegedly.ledger.shape import Misshapen, reader, writer
from allegedly.ledger.verify import verify
from allegedly.ledger.views import as_judged
from allegedly.model import (
    Actor,
    Generator,
    Judgement,
    Ledger,
    Rejected,
    Report,
    Statement,
    identity,
)
from allegedly.settings import READER, VERSION

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from types import TracebackType

    from allegedly.model import Anchor, Copy, Hit, Linked, Problem
    from allegedly.settings import Settings

__all__ = ["Store"]


class Store:
    """One connection to a case; a context manager. Every method is all or nothing."""

    def __init__(
        self, connection: sa.Connection, path: Path, settings: Settings, *, read_only: bool
    ) -> None:
        self._connection = connection
        self._path = path
        self._settings = settings
        self._read_only = read_only

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

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Bring everything home into the one file; safe to call twice."""
        if not self._connection.closed:
            with sqlite.refusals(self._path):
                sqlite.close(self._connection, read_only=self._read_only)

    # --- what goes in ---------------------------------------------------------------------------------

    def known(self, ids: Iterable[str]) -> frozenset[str]:
        """Which of these reports are in the case, read by the current reader."""
        table = schema.reports
        query = (
            sa.select(table.c.id)
            .join(schema.makers, schema.makers.c.id == table.c.maker)
            .where(standing(table, None), schema.makers.c.version == READER, among(table.c.id, ids))
        )
        with self._reading():
            return frozenset(row[0] for row in self._connection.execute(query))

    def add(self, read: Sequence[Entry], rejected: Sequence[Rejected] = ()) -> None:
        """Enter reports with what was read from them, and what was refused; what is there already is passed over.

        Raises:
            InputError: a report has the id of another one in the case, with other bytes.
        """
        with self._writing() as now:
            for entry in read:
                self._add(entry, now)
            for refusal in rejected:
                self._reject(refusal, now)

    @staticmethod
    def entries(ledger: Ledger) -> tuple[Entry, ...]:
        """Make the reports of an imported ledger ready for `add`; their bytes are not known."""
        return of_ledger(ledger)

    def _add(self, entry: Entry, now: str) -> None:
        report, maker = entry.report, self._maker("reader", entry.reader, entry.parser or "")
        there = self._open_reading(report.id)
        if there is not None and there.sha256 != report.sha256:
            raise InputError(f"report {report.id}: the case holds other bytes under this id")
        if there is None or there.version != entry.reader:
            if there is not None:
                self._close_reading(report.id, now)
            self._open_new(entry, maker, now)
            self._log(now, "added" if there is None else "read anew", report.id)
            self._mark([report.id])
        self._keep_vectors(entry.vectors, entry.embedding)
        if entry.name is not None:
            refused = schema.rejections.c.input == identity("input", entry.name)
            self._close(schema.rejections, refused, now)

    def _open_reading(self, report: str) -> sa.Row[str, str, str] | None:
        table, makers = schema.reports, schema.makers
        query = (
            sa.select(table.c.row, table.c.sha256, makers.c.version)
            .join(makers, makers.c.id == table.c.maker)
            .where(standing(table, None), table.c.id == report)
        )
        return self._connection.execute(query).first()

    def _open_new(self, entry: Entry, maker: int, now: str) -> None:
        report = entry.report
        if entry.data is not None:
            self._insert(
                schema.received,
                [
                    {
                        "sha256": report.sha256,
                        "size": len(entry.data),
                        "zlib": zlib.compress(entry.data),
                    }
                ],
            )
        row = {
            "id": report.id,
            "sha256": report.sha256,
            "text": self._text(report.text),
            "maker": maker,
            "body": _body(replace(report, text="")),
            "valid_from": now,
        }
        added = self._connection.execute(sa.insert(schema.reports).values(row))
        more = {"reading": _row(added), "report": report.id, "valid_from": now}
        nouns = (
            (schema.statements, entry.reading.statements),
            (schema.actors, entry.reading.actors),
        )
        for table, found in nouns:
            self._insert(table, [{"id": n.id, "body": _body(n), **more} for n in found])

    def _text(self, text: str) -> int:
        """The row of a text, entered (with its words) where it is new."""
        digest = _sha256(text)
        find = sa.select(schema.texts.c.row).where(schema.texts.c.sha256 == digest)
        row: int | None = self._connection.execute(find).scalar()
        if row is not None:
            return row
        new = sa.insert(schema.texts).values(sha256=digest, text=text)
        row = _row(self._connection.execute(new))
        index = "INSERT INTO words (rowid, text) SELECT row, text FROM texts WHERE row = ?"
        self._connection.exec_driver_sql(index, (row,))
        return row

    def _close_reading(self, report: str, now: str) -> None:
        self._close(schema.reports, schema.reports.c.id == report, now)
        for table in (schema.statements, schema.actors):
            self._close(table, table.c.report == report, now)

    def _keep_vectors(self, vectors: Mapping[str, bytes], model: str) -> None:
        rows = [
            {"sha256": _sha256(text), "model": model, "vector": vector}
            for text, vector in vectors.items()
        ]
        self._insert(schema.vectors, rows)

    def _reject(self, refusal: Rejected, now: str) -> None:
        row = {
            "id": identity("rejected", refusal.input, refusal.sha256 or "", refusal.why),
            "input": identity("input", refusal.input),
            "body": _body(refusal),
            "valid_from": now,
        }
        if self._insert(schema.rejections, [row]):
            self._log(now, "rejected", refusal.input, why=refusal.why)

    def remove(self, report: str, why: str, by: str) -> None:
        """Close a report and what was read from it; the log keeps who, when and why, the bytes stay.

        Raises:
            NotFound: no such report stands in the case.
        """
        with self._writing() as now:
            if self._open_reading(report) is None:
                raise NotFound(f"no report {report} in this case; `allegedly export` lists them")
            self._close_reading(report, now)
            self._log(now, "removed", report, by=by, why=why)
            self._mark([report])

    # --- linking --------------------------------------------------------------------------------------

    def unlinked(self) -> tuple[str, ...]:
        """Ids of reports added, removed or judged since the last `link`."""
        with self._reading():
            rows = self._connection.execute(sa.select(schema.unlinked.c.report).order_by("report"))
            return tuple(row[0] for row in rows)

    def link(
        self, linked: Linked, copies: Sequence[Copy], *, reports: Sequence[str] | None
    ) -> None:
        """Let these links be all that stand among `reports` (`None`: in the whole case); only differences are written.

        A claim that was merged or split away leaves a redirect to the claim that now holds its canonical statement.
        """
        found = kept.Found(linked, tuple(copies))
        with self._writing() as now:
            maker = self._maker("link", VERSION, "")
            closed = kept.replace_links(
                self._connection, found, self._where(), reports, {"maker": maker, "now": now}
            )
            kept.redirect(self._connection, closed, self._heirs(closed, linked), now)
            done = sa.delete(schema.unlinked)
            scope = None if reports is None else among(schema.unlinked.c.report, reports)
            self._connection.execute(done if scope is None else done.where(scope))

    def _where(self) -> dict[str, str]:
        """The report of each statement, closed ones too: a link may be closed with its report."""
        rows = self._connection.execute(
            sa.select(schema.statements.c.id, schema.statements.c.report)
        )
        return {row.id: row.report for row in rows}

    def _heirs(self, closed: Iterable[str], linked: Linked) -> dict[str, str]:
        """The claim that now holds each closed claim's canonical statement, or that statement as read anew."""
        holder = {s: c.id for c in linked.claims for s in c.statements}
        moved = {old: old if old in holder else self._read_anew(old) for old in closed}
        return {old: holder[s] for old, s in moved.items() if s in holder}

    def _read_anew(self, statement: str) -> str | None:
        """The open statement that stands where a closed one stood."""
        table, report = schema.statements, schema.reports
        query = (
            sa.select(table.c.body, report.c.id, *_REPORT)
            .join(report, report.c.row == table.c.reading)
            .join(schema.texts, schema.texts.c.row == report.c.text)
            .where(table.c.id == statement)
            .order_by(table.c.row.desc())
        )
        row = self._connection.execute(query).first()
        if row is None:
            return None
        there = _report(row.report_body, row.text)
        now = self._reports(None, [there.id])
        means = anchor(there, reader(Statement)(json.loads(row.body)))
        return reattach(means, now[0].text, self._statements(None, [there.id])) if now else None

    def resolve(self, claim: str) -> str:
        """Follow a claim's id through merges and splits to the claim that stands.

        Raises:
            NotFound: nothing stands under this id, or after it.
        """
        with self._reading():
            found = kept.resolve(self._connection, claim)
        if found is None:
            raise NotFound(f"no claim {claim} in this case; `allegedly claims` lists them")
        return found

    # --- what comes out -------------------------------------------------------------------------------

    def reports(self) -> tuple[Report, ...]:
        """All reports, in canonical order."""
        with self._reading():
            return self._reports(None)

    def statements(self, reports: Iterable[str] | None = None) -> tuple[Statement, ...]:
        """All statements (of these reports) in canonical order, as judged: what is linked."""
        return self._view(reports).statements

    def pairs(self) -> tuple[tuple[str, str, Literal["same", "different"]], ...]:
        """What is judged of pairs: two statement ids, and whether they are the same claim."""
        with self._reading():
            return self._overlay(None).pairs

    def actors(self) -> tuple[Actor, ...]:
        """All actors, each brought together from the reports that show it."""
        return self._view(None).actors

    def _view(self, only: Iterable[str] | None) -> Ledger:
        only = None if only is None else list(only)
        with self._reading():
            reports, statements = self._reports(None, only), self._statements(None, only)
            overlay = Overlay.of(self._judgements(None), reports, statements)
            found = Ledger(
                Generator(VERSION, None, READER),
                reports=reports,
                actors=self._actors(None, reports),
                statements=overlay.apply(statements),
            )
        return canonical(found)

    def original(self, report_id: str) -> bytes | None:
        """The bytes of a report as they were received; `None` where only their hash is known."""
        report, table = schema.reports, schema.received
        query = (
            sa.select(table.c.zlib)
            .join(report, report.c.sha256 == table.c.sha256)
            .where(report.c.id == report_id)
        )
        with self._reading():
            packed = self._connection.execute(query).scalar()
        return None if packed is None else zlib.decompress(packed)

    def vectors(self, texts: Iterable[str], model: str) -> dict[str, bytes]:
        """The stored vectors (float32 bytes) of those texts that have one by this model."""
        wanted = {_sha256(text): text for text in texts}
        table = schema.vectors
        query = sa.select(table.c.sha256, table.c.vector).where(
            table.c.model == model, among(table.c.sha256, wanted)
        )
        with self._reading():
            return {wanted[digest]: vector for digest, vector in self._connection.execute(query)}

    def keep_vectors(self, vectors: Mapping[str, bytes], model: str) -> None:
        """Store vectors (float32 bytes) under the texts that this model made them from."""
        with self._writing():
            self._keep_vectors(vectors, model)

    def ledger(self, *, entered_by: str | None = None, judged: bool = True) -> Ledger:
        """The whole case in canonical order, as it stands or as it stood at a moment of entry time.

        Args:
            entered_by: ISO 8601; a date alone means the end of that day, in UTC.
            judged: lay the judgements over the machine's rows.
        """
        moment = None if entered_by is None else _moment(entered_by)
        with self._reading():
            reports, statements = self._reports(moment), self._statements(moment)
            found = kept.load(self._connection, moment)
            judgements = self._judgements(moment)
            ledger = Ledger(
                generator=self._generator(moment),
                reports=reports,
                rejected=tuple(self._nouns(schema.rejections, Rejected, moment)),
                actors=self._actors(moment, reports),
                statements=statements,
                copies=found.copies,
                linked=found.linked,
                judgements=judgements,
            )
        overlay = Overlay.of(judgements if judged else (), reports, statements)
        return canonical(as_judged(ledger, overlay))

    def _reports(self, moment: str | None, only: Iterable[str] | None = None) -> tuple[Report, ...]:
        table = schema.reports
        query = (
            sa.select(*_REPORT)
            .join(schema.texts, schema.texts.c.row == table.c.text)
            .where(standing(table, moment))
        )
        query = query if only is None else query.where(among(table.c.id, only))
        found = [_report(body, text) for body, text in self._connection.execute(query)]
        return tuple(sorted(found, key=by_publication))

    def _statements(
        self, moment: str | None, only: Iterable[str] | None = None
    ) -> tuple[Statement, ...]:
        where = () if only is None else (among(schema.statements.c.report, only),)
        return tuple(self._nouns(schema.statements, Statement, moment, *where))

    def _actors(self, moment: str | None, reports: Sequence[Report]) -> tuple[Actor, ...]:
        table, read = schema.actors, reader(Actor)
        place = {r.id: n for n, r in enumerate(reports)}
        query = sa.select(table.c.report, table.c.body).where(standing(table, moment))
        rows = [row for row in self._connection.execute(query) if row.report in place]
        rows.sort(key=lambda row: (place[row.report], row.body))
        return merged(read(json.loads(row.body)) for row in rows)

    def _nouns(
        self, table: sa.Table, kind: Any, moment: str | None, *where: sa.ColumnElement[bool]
    ) -> Iterator[Any]:
        read, query = reader(kind), sa.select(table.c.body).where(standing(table, moment), *where)
        return (read(json.loads(body)) for (body,) in self._connection.execute(query))

    def _generator(self, moment: str | None) -> Generator:
        """What made the readings that stand; several versions are named side by side."""
        table, makers = schema.reports, schema.makers
        query = (
            sa.select(makers.c.version, makers.c.model)
            .distinct()
            .join(table, table.c.maker == makers.c.id)
            .where(standing(table, moment))
        )
        made = list(self._connection.execute(query))
        models, versions = {m.model for m in made} - {""}, {m.version for m in made}
        return Generator(
            VERSION, ", ".join(sorted(models)) or None, ", ".join(sorted(versions)) or READER
        )

    def search(self, words: str, limit: int = 20) -> tuple[Hit, ...]:
        """Places in report texts where all the words stand, "in quotation marks" as a phrase; best first."""
        with self._reading():
            return search(self._connection, words, limit)

    def rejections(self) -> tuple[Rejected, ...]:
        """Inputs that became no report, and why."""
        with self._reading():
            found: list[Rejected] = list(self._nouns(schema.rejections, Rejected, None))
        return tuple(sorted(found, key=lambda r: (r.input, r.why, r.sha256 or "")))

    def log(self) -> tuple[Logged, ...]:
        """Everything that happened to the case, in order."""
        table, read = schema.log, reader(Logged)
        with self._reading():
            rows = self._connection.execute(sa.select(table.c.body).order_by(table.c.row))
            return tuple(read(json.loads(body)) for (body,) in rows)

    def counts(self) -> dict[str, int]:
        """How many of everything stand in the case."""
        tables = ("reports", "statements", "rejections", "judgements")
        with self._reading():
            count = {name: self._count(schema.metadata.tables[name]) for name in tables}
            claims = schema.links.c.kind == "claim"
            removed = schema.log.c.action == "removed"
            count["claims"] = self._count(schema.links, claims)
            query = sa.select(sa.func.count()).select_from(schema.log).where(removed)
            count["removals"] = self._connection.execute(query).scalar_one()
        return count

    def _count(self, table: sa.Table, *where: sa.ColumnElement[bool]) -> int:
        query = sa.select(sa.func.count()).select_from(table).where(standing(table, None), *where)
        return self._connection.execute(query).scalar_one()

    # --- judgements -----------------------------------------------------------------------------------

    def anchor(self, statement: str) -> Anchor:
        """Where a judgement on this statement hangs.

        Raises:
            NotFound: no such statement stands in the case.
        """
        with self._reading():
            found = list(
                self._nouns(schema.statements, Statement, None, schema.statements.c.id == statement)
            )
            if not found:
                raise NotFound(
                    f"no statement {statement} in this case; `allegedly show` lists them"
                )
            return anchor(self._reports(None, [found[0].report])[0], found[0])

    def judge(self, judgement: Judgement) -> None:
        """Keep a judgement for ever; one with an id that is there already is passed over.

        Raises:
            InputError: it cannot mean anything: anchors, field or value do not fit its kind.
        """
        check(judgement)
        with self._writing() as now:
            judgement = judgement if judgement.entered else replace(judgement, entered=now)
            row = {"id": judgement.id, "body": _body(judgement), "valid_from": now}
            if self._insert(schema.judgements, [row]):
                self._log(now, "judged", judgement.id, by=judgement.by, why=judgement.why)
                self._mark(self._concerned(judgement))

    def undo(self, judgement: str, by: str, why: str) -> None:
        """Close a judgement; the log keeps who, when and why.

        Raises:
            NotFound: no such judgement stands in the case.
        """
        with self._writing() as now:
            here = schema.judgements.c.id == judgement
            found: list[Judgement] = list(self._nouns(schema.judgements, Judgement, None, here))
            if not found:
                raise NotFound(f"no judgement {judgement} stands in this case")
            self._close(schema.judgements, here, now)
            self._log(now, "undone", judgement, by=by, why=why)
            self._mark(self._concerned(found[0]))

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement that stands, in the order of entry."""
        with self._reading():
            return self._judgements(None)

    def needs_review(self) -> tuple[Judgement, ...]:
        """Judgements whose words no statement of their report holds any more."""
        with self._reading():
            return self._overlay(None).loose

    def _judgements(self, moment: str | None) -> tuple[Judgement, ...]:
        found: list[Judgement] = list(self._nouns(schema.judgements, Judgement, moment))
        return tuple(sorted(found, key=lambda j: (j.entered, j.id)))

    def _overlay(self, moment: str | None) -> Overlay:
        return Overlay.of(self._judgements(moment), self._reports(moment), self._statements(moment))

    def _concerned(self, judgement: Judgement) -> list[str]:
        table, wanted = schema.reports, {a.sha256 for a in judgement.anchors}
        query = sa.select(table.c.id).where(standing(table, None), among(table.c.sha256, wanted))
        return [row[0] for row in self._connection.execute(query)]

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
        with sqlite.refusals(target):
            copy_to(self._connection, target)
            self._connection.rollback()

    def verify(self) -> tuple[Problem, ...]:
        """Recompute every hash, id and span, and let SQLite check itself; what does not agree."""
        return verify(self._connection, read_only=self._read_only)

    # --- inside ---------------------------------------------------------------------------------------

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """One consistent state of the case."""
        with sqlite.refusals(self._path):
            try:
                with sqlite.transaction(self._connection, "DEFERRED"):
                    yield
            except (Misshapen, json.JSONDecodeError) as error:
                raise NotACase(
                    f"{self._path} holds a row that cannot be read ({error}); restore a backup, or see: allegedly verify"
                ) from error

    @contextmanager
    def _writing(self) -> Iterator[str]:
        """One transaction; yields the moment of entry, which never runs backwards."""
        if self._read_only:
            raise CaseReadOnly(f"{self._path} was opened for reading only; open it for writing")
        with sqlite.refusals(self._path), sqlite.transaction(self._connection):
            last = self._connection.execute(sa.select(sa.func.max(schema.log.c.entered))).scalar()
            yield max(_moment(self._settings.clock()), last or "")

    def _maker(self, room: str, version: str, model: str) -> int:
        row = {"room": room, "version": version, "model": model}
        self._insert(schema.makers, [row])
        table = schema.makers
        query = sa.select(table.c.id).filter_by(**row)
        found: int = self._connection.execute(query).scalar_one()
        return found

    def _insert(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> int:
        """Insert what is not there yet; returns how many rows are new."""
        if not rows:
            return 0
        before = self._connection.exec_driver_sql("SELECT total_changes()").scalar_one()
        self._connection.execute(sa.insert(table).prefix_with("OR IGNORE"), rows)
        after = self._connection.exec_driver_sql("SELECT total_changes()").scalar_one()
        return int(after - before)

    def _close(self, table: sa.Table, where: sa.ColumnElement[bool], now: str) -> None:
        rows = sa.update(table).where(standing(table, None), where)
        self._connection.execute(rows.values(valid_to=now))

    def _mark(self, reports: Iterable[str]) -> None:
        self._insert(schema.unlinked, [{"report": report} for report in reports])

    def _log(
        self, now: str, action: str, subject: str, *, by: str | None = None, why: str | None = None
    ) -> None:
        line = Logged(now, action, subject, by, why)
        row = {"entered": now, "action": action, "subject": identity(subject), "body": _body(line)}
        self._connection.execute(sa.insert(schema.log).values(row))


_REPORT = (schema.reports.c.body.label("report_body"), schema.texts.c.text)


def _report(body: str, text: str) -> Report:
    report: Report = reader(Report)({**json.loads(body), "text": text})
    return report


def _row(added: sa.CursorResult[Any]) -> int:
    row: int = added.lastrowid
    return row


def _body(noun: Any) -> str:
    """A noun as JSON in plain ASCII: any Python string survives."""
    write: Callable[[Any], Any] = writer(type(noun), sparse=True)
    return json.dumps(write(noun), separators=(",", ":"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()


def _moment(text: str) -> str:
    """ISO 8601 in UTC to the second; a date alone is the end of its day."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError(
            f"{text!r} is no time; write it as 2026-01-31 or 2026-01-31T09:15:00Z"
        ) from error
    if len(text) == 10:
        moment = moment.replace(hour=23, minute=59, second=59)
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
