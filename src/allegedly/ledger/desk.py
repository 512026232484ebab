"""What persons say of a case, and what they follow: the part of the store that is theirs."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

import sqlalchemy as sa

from allegedly.errors import InputError, NotFound
from allegedly.ledger import queries, rows, schema
from allegedly.ledger.access import Access
from allegedly.ledger.entry import Logged
from allegedly.ledger.judging import anchor, anchor_report, check
from allegedly.ledger.schema import standing
from allegedly.model import (
    CREDIBILITY,
    RELIABILITY,
    Follow,
    Judgement,
    Rating,
    Statement,
    judgement_id,
    rating_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allegedly.model import Anchor, Report, Standing

__all__ = ["Desk"]

_LISTS = {
    "statement": "show REPORT` lists them",
    "report": "export` lists them",
    "judgement": "judgements` lists them",
    "rating": "ratings --all` lists them",
}
_TABLES = {
    "statement": schema.statements,
    "report": schema.reports,
    "judgement": schema.judgements,
    "rating": schema.ratings,
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

    def whole_id(
        self, what: Literal["statement", "report", "judgement", "rating"], begins: str
    ) -> str:
        """The id of the statement, report, judgement or rating that begins so.

        Raises:
            NotFound: none does, or more than one.
        """
        table = _TABLES[what]
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
                others = queries.judgements(connection, None)
                judgement = replace(judgement, entered=_next(others, now))
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

    # --- ratings --------------------------------------------------------------------------------------

    def rate(self, rating: Rating) -> Rating:
        """Keep how far something is trusted; one with an id that is there already is passed over.

        What comes without a moment or an id is given one. Returns the rating as kept.

        Raises:
            InputError: it means nothing: the value is of the other axis, or a claim has no words.
        """
        _check(rating)
        with self._writing() as (connection, now):
            if not rating.entered:
                others = queries.ratings(connection, None)
                rating = replace(rating, entered=_next(others, now))
            rating = replace(rating, id=rating.id or rating_id(rating))
            row = {"id": rating.id, "body": rows.body(rating), "valid_from": now}
            if rows.insert(connection, schema.ratings, [row]):
                rows.log(connection, Logged(now, "rated", rating.id, rating.by, rating.why))
        return rating

    def unrate(self, rating: str, by: str, why: str) -> None:
        """Close a rating; one that it replaced holds again. The log keeps who, when and why.

        Raises:
            NotFound: no such rating stands in the case.
        """
        here = schema.ratings.c.id == rating
        with self._writing() as (connection, now):
            if not list(queries.nouns(connection, schema.ratings, Rating, None, here)):
                raise NotFound(f"no rating {rating} stands in this case")
            rows.close(connection, schema.ratings, here, now)
            rows.log(connection, Logged(now, "unrated", rating, by, why))

    # --- briefs of what is new ------------------------------------------------------------------------

    def last_brief(self) -> str | None:
        """The moment of entry that the last written brief of what is new reached, or `None`."""
        with self._reading() as connection:
            line = queries.last_brief(connection)
        return line.subject if line else None

    def begin_brief(self, by: str) -> str:
        """The moment of entry that a brief of what is new reaches: whatever is entered from now on comes after it."""
        with self._writing() as (connection, now):
            # moments of entry never run backwards, so the second that follows keeps this one closed
            rows.log(connection, Logged(_after(now), queries.BRIEFING, now, by))
        return now

    def end_brief(self, moment: str, by: str) -> None:
        """Note that a brief that reached this moment was written."""
        with self._writing() as (connection, now):
            rows.log(connection, Logged(now, queries.BRIEFED, moment, by))

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


def _next(others: Iterable[Judgement] | Iterable[Rating], now: str) -> str:
    """The moment of what is said: a second after the last one where both fall into one, so that the later one counts."""
    last = max((said.entered for said in others), default="")
    return now if last < now else _after(last)


def _after(moment: str) -> str:
    """A second later."""
    return (datetime.fromisoformat(moment) + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _check(rating: Rating) -> None:
    claim = rating.of == "claim"
    axis = CREDIBILITY + "6" if claim else RELIABILITY + "F"
    if (rating.kind == "credibility") is not claim or rating.value not in axis:
        raise InputError(
            "reliability, A to F, is of an actor or outlet; credibility, 1 to 6, of a claim"
        )
    words = rating.anchor.exact if claim and rating.anchor else "" if claim else rating.name
    if not words:
        raise InputError("a rating of a claim hangs on words, one of an actor or outlet on a name")
