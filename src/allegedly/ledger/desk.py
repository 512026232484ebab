"""What persons say of a case, and what they follow: the part of the store that is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from allegedly.errors import NotFound
from allegedly.ledger import queries, rows, schema
from allegedly.ledger.access import Access
from allegedly.ledger.entry import Logged
from allegedly.ledger.judging import anchor, anchor_report, check
from allegedly.ledger.schema import standing
from allegedly.model import Follow, Judgement, Statement, judgement_id

if TYPE_CHECKING:
    from allegedly.model import Anchor, Report, Standing

__all__ = ["Desk"]

_LISTS = {
    "statement": "show REPORT` lists them",
    "report": "export` lists them",
    "judgement": "judgements` lists them",
}


class Desk(Access):
    """Judgements and follows: kept for ever, closed where they are taken back."""

    def as_read(self, report: str) -> Report:
        """A report as its bytes were read, whatever is judged of it.

        Raises:
            NotFound: no such report stands in the case.
        """
        with self._reading() as connection:
            found = queries.reports(connection, None, [report])
        if not found:
            raise NotFound(f"no report {report} in this case; `allegedly export` lists them")
        return found[0]

    # --- judgements -----------------------------------------------------------------------------------

    def anchor(self, statement: str) -> Anchor:
        """Where a judgement on this statement hangs.

        Raises:
            NotFound: no such statement stands in the case.
        """
        here = schema.statements.c.id == statement
        with self._reading() as connection:
            found = list(queries.nouns(connection, schema.statements, Statement, None, here))
            if not found:
                raise NotFound(
                    f"no statement {statement} in this case; `allegedly show` lists them"
                )
            (report,) = queries.reports(connection, None, [found[0].report])
        return anchor(report, found[0])

    def anchor_report(self, report: str) -> Anchor:
        """Where a judgement on a report as a whole hangs.

        Raises:
            NotFound: no such report stands in the case.
        """
        return anchor_report(self.as_read(report))

    def whole_id(self, what: Literal["statement", "report", "judgement"], begins: str) -> str:
        """The id of the statement, report or judgement that begins so.

        Raises:
            NotFound: none does, or more than one.
        """
        table = {"statement": schema.statements, "report": schema.reports}.get(
            what, schema.judgements
        )
        query = sa.select(table.c.id).where(
            standing(table, None), table.c.id.startswith(begins, autoescape=True)
        )
        with self._reading() as connection:
            found = list(connection.scalars(query.limit(2)))
        if len(found) != 1 or not begins:
            many = "more than one" if found else "no"
            raise NotFound(f"{many} {what} {begins!r} in this case; `allegedly {_LISTS[what]}")
        return str(found[0])

    def judge(self, judgement: Judgement) -> Judgement:
        """Keep a judgement for ever; one with an id that is there already is passed over.

        What comes without a moment or an id is given one. Returns the judgement as kept.

        Raises:
            InputError: it cannot mean anything: anchors, field or value do not fit its kind.
        """
        check(judgement)
        with self._writing() as (connection, now):
            if not judgement.entered:
                judgement = replace(judgement, entered=_next(connection, now))
            judgement = replace(judgement, id=judgement.id or judgement_id(judgement))
            row = {"id": judgement.id, "body": rows.body(judgement), "valid_from": now}
            if rows.insert(connection, schema.judgements, [row]):
                line = Logged(now, "judged", judgement.id, judgement.by, judgement.why)
                rows.log(connection, line)
                rows.mark(connection, self._concerned(judgement))
        return judgement

    def undo(self, judgement: str, by: str, why: str) -> None:
        """Close a judgement; the log keeps who, when and why.

        Raises:
            NotFound: no such judgement stands in the case.
        """
        here = schema.judgements.c.id == judgement
        with self._writing() as (connection, now):
            found = list(queries.nouns(connection, schema.judgements, Judgement, None, here))
            if not found:
                raise NotFound(f"no judgement {judgement} stands in this case")
            rows.close(connection, schema.judgements, here, now)
            rows.log(connection, Logged(now, "undone", judgement, by, why))
            rows.mark(connection, self._concerned(found[0]))

    def judgements(self) -> tuple[Judgement, ...]:
        """Every judgement that stands, in the order of entry."""
        with self._reading() as connection:
            return queries.judgements(connection, None)

    def standing(self) -> tuple[Standing, ...]:
        """Every judgement whose reports stand, with what it means now, in the order of entry."""
        with self._reading() as connection:
            return queries.overlay(connection).standing

    def needs_review(self) -> tuple[Judgement, ...]:
        """Judgements whose words are gone, or that cannot all hold; `standing` says why."""
        return tuple(s.judgement for s in self.standing() if s.review)

    def _concerned(self, judgement: Judgement) -> list[str]:
        """The reports that a judgement speaks of, and those for whose words it holds as well."""
        connection = self._connection
        return sorted(
            {*queries.own(connection, [judgement]), *queries.kin(connection, [judgement])}
        )

    # --- what is followed -----------------------------------------------------------------------------

    def follow(self, follow: Follow) -> None:
        """Keep in mind what somebody follows; one with an id that is there already is passed over."""
        with self._writing() as (connection, now):
            kept = follow if follow.entered else replace(follow, entered=now)
            row = {"id": kept.id, "body": rows.body(kept), "valid_from": now}
            if rows.insert(connection, schema.follows, [row]):
                rows.log(connection, Logged(now, "followed", kept.id, kept.by))

    def unfollow(self, follow: str, by: str) -> None:
        """Follow something no longer.

        Raises:
            NotFound: it is not followed.
        """
        here = schema.follows.c.id == follow
        with self._writing() as (connection, now):
            if not list(queries.nouns(connection, schema.follows, Follow, None, here)):
                raise NotFound("this is not followed; `allegedly follow` lists what is")
            rows.close(connection, schema.follows, here, now)
            rows.log(connection, Logged(now, "unfollowed", follow, by))

    def follows(self) -> tuple[Follow, ...]:
        """What is followed, in the order in which that began."""
        with self._reading() as connection:
            found: list[Follow] = list(queries.nouns(connection, schema.follows, Follow, None))
        return tuple(sorted(found, key=lambda f: (f.entered, f.id)))


def _next(connection: sa.Connection, now: str) -> str:
    """The moment of a judgement: a second after the last one where both fall into one, so that the later one counts."""
    last = max((j.entered for j in queries.judgements(connection, None)), default="")
    if last < now:
        return now
    return (datetime.fromisoformat(last) + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
