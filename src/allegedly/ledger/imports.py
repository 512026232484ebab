"""The ledger as public JSON, on its way in: everything is checked, and what does not fit says where.

Ids of other tools become our own kind, so that two imports never meet by accident: a statement's follows from
its report and place, a claim's is that of its earliest statement.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

from allegedly.errors import InputError
from allegedly.ledger.entry import actor_ids
from allegedly.ledger.exchange import SCHEMA
from allegedly.ledger.order import canonical
from allegedly.ledger.rated import rated
from allegedly.ledger.shape import Misshapen, list_of, reader
from allegedly.ledger.verify import TWINS, spans
from allegedly.model import (
    Actor,
    Claim,
    Contradiction,
    Copy,
    Correction,
    Denial,
    Drift,
    Generator,
    Judgement,
    Ledger,
    Linked,
    Rating,
    Rejected,
    Related,
    Report,
    Series,
    Span,
    Statement,
    Update,
    identity,
    statement_id,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    Json = dict[str, Any]

__all__ = ["from_json"]

Noun = TypeVar("Noun")

_OUR_ID = re.compile("[0-9a-f]{16}")
_SHA256 = re.compile("[0-9a-f]{64}")


def from_json(given: object) -> Ledger:
    """Read a ledger in the public format.

    Raises:
        InputError: something does not fit; the message says where and what.
    """
    try:
        rows = _of_our_schema(given)
        return _Links.of(rows, _Ground.of(rows)).ledger()
    except Misshapen as bad:
        raise InputError(f"this ledger cannot be imported: {bad}") from bad


def _of_our_schema(given: object) -> Json:
    rows = _object(given)
    if rows.get("schema") != SCHEMA:
        raise Misshapen(f"its schema is {rows.get('schema')!r}, not {SCHEMA!r}")
    return rows


# --- reading lists ----------------------------------------------------------------------------------


def _object(value: object) -> Json:
    if not isinstance(value, dict):
        raise Misshapen("an object is expected here")
    return value


def _each(rows: Json, key: str, read: Callable[[Json], Noun]) -> tuple[Noun, ...]:
    return _members(rows, key, lambda row: read(_object(row)))


def _members(rows: Json, key: str, read: Callable[[object], Noun]) -> tuple[Noun, ...]:
    try:
        return list_of(read, rows.get(key, []))
    except Misshapen as bad:
        raise bad.inside(key) from None


def _under_ids(rows: Json, key: str, read: Callable[[Json], Noun]) -> dict[str, Noun]:
    """Read a list whose members have ids, and keep each under the id given."""
    found: dict[str, Noun] = {}

    def take(row: Json) -> None:
        id_ = row.get("id")
        if not isinstance(id_, str) or not id_:
            raise Misshapen("the key 'id' is missing, or no string")
        if id_ in found:
            raise Misshapen(f"the id {id_!r} is used twice")
        found[id_] = read(row)

    _each(rows, key, take)
    return found


def _found(known: Mapping[str, Noun], id_: object, what: str) -> Noun:
    if isinstance(id_, str) and id_ in known:
        return known[id_]
    raise Misshapen(f"there is no {what} {id_!r} in this ledger")


# --- reports, actors, statements --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Ground:
    """What links refer to, under the ids given."""

    reports: Mapping[str, Report]
    actors: Mapping[str, Actor]
    statements: Mapping[str, Statement]

    @classmethod
    def of(cls, rows: Json) -> _Ground:
        reports = _under_ids(rows, "reports", _report)
        file = identity(*sorted(r.id for r in reports.values()))
        actors = _under_ids(rows, "actors", lambda row: _actor(row, file))
        read = _under_ids(rows, "statements", lambda row: _statement(row, reports, actors))
        return cls(reports, actors, _named(read))


def _report(row: Json) -> Report:
    if row.get("text", "") is None:
        raise Misshapen("the text is missing: export the ledger with its texts to import it")
    marked = _each(row, "boilerplate", lambda m: {"span": m, "kind": m.get("kind")})
    report: Report = reader(Report)({**row, "boilerplate": list(marked)})
    if not _SHA256.fullmatch(report.sha256):
        raise Misshapen("the key 'sha256' is no SHA-256: 64 hexadecimal digits")
    for mark in report.boilerplate:
        _check_span(mark.span, report.text)
    if _OUR_ID.fullmatch(report.id):
        return report
    ours = identity("report", report.sha256, report.id)
    return replace(report, id=ours, ref=report.id if report.ref is None else report.ref)


def _actor(row: Json, file: str) -> Actor:
    actor: Actor = reader(Actor)(row)
    if _OUR_ID.fullmatch(actor.id):
        return actor
    return replace(actor, id=identity("actor", file, actor.id))


def _statement(row: Json, reports: Mapping[str, Report], actors: Mapping[str, Actor]) -> Statement:
    report = _found(reports, row.get("report"), "report")
    event = _object(row.get("event") or {}).get("type")
    statement: Statement = reader(Statement)({**row, "event": event})
    if not statement.content:
        raise Misshapen("a statement needs content")
    for span in spans(statement):
        _check_span(span, report.text)
    for id_ in actor_ids(statement):
        _found(actors, id_, "actor")
    return replace(_with_actors(statement, actors), report=report.id)


def _with_actors(statement: Statement, actors: Mapping[str, Actor]) -> Statement:
    def ours(id_: str | None) -> str | None:
        return None if id_ is None else actors[id_].id

    return replace(
        statement,
        source=replace(statement.source, actor=ours(statement.source.actor)),
        co_sources=tuple(actors[i].id for i in statement.co_sources),
        via=tuple(replace(v, actor=ours(v.actor)) for v in statement.via),
        actors=tuple(actors[i].id for i in statement.actors),
    )


def _check_span(span: Span, text: str) -> None:
    if not 0 <= span.start <= span.end <= len(text):
        raise Misshapen(f"the span {span.start}-{span.end} lies outside the text (0-{len(text)})")
    if text[span.start : span.end] != span.text:
        stands = text[span.start : span.end][:60]
        raise Misshapen(f"at {span.start}-{span.end} stands {stands!r}, not {span.text[:60]!r}")


def _named(read: Mapping[str, Statement]) -> dict[str, Statement]:
    """Give statements our ids; an id that is ours already stays."""
    ids = {given: given for given, statement in read.items() if _is_ours(statement, given)}
    taken = set(ids)
    for given in sorted(set(read) - taken):
        ids[given] = _free(read[given], taken)
        taken.add(ids[given])
    return {given: replace(statement, id=ids[given]) for given, statement in read.items()}


def _ids(statement: Statement) -> Iterator[str]:
    """Yield the statement's id, then those of its twins: other statements of one source on one place."""
    own = statement_id(statement.report, statement.content, statement.source.span)
    yield own
    yield from (identity(own, nth) for nth in range(2, TWINS))


def _is_ours(statement: Statement, given: str) -> bool:
    return bool(_OUR_ID.fullmatch(given)) and given in _ids(statement)


def _free(statement: Statement, taken: set[str]) -> str:
    for id_ in _ids(statement):
        if id_ not in taken:
            return id_
    raise Misshapen(f"statements: {TWINS} or more have the content and source of {statement.id!r}")


# --- links ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Links:
    """What is said about statements, and our claim ids under the ids given."""

    rows: Json
    ground: _Ground
    by_id: Mapping[str, Statement]
    rank: Mapping[str, int]
    claims: Mapping[str, str]

    @classmethod
    def of(cls, rows: Json, ground: _Ground) -> _Links:
        statements = tuple(ground.statements.values())
        order = canonical(
            Ledger(Generator("", None, ""), tuple(ground.reports.values()), statements=statements)
        )
        rank = {s.id: n for n, s in enumerate(order.statements)}
        first = cls(rows, ground, {s.id: s for s in statements}, rank, {})
        claims = _under_ids(rows, "claims", first.claim_id)
        if len(set(claims.values())) < len(claims):
            raise Misshapen("claims: two claims begin with the same statement")
        return replace(first, claims=claims)

    def ledger(self) -> Ledger:
        """Put the parts together, in canonical order."""
        rows = self.rows
        made = Ledger(
            generator=_generator(rows),
            reports=tuple(self.ground.reports.values()),
            rejected=_each(rows, "rejected", reader(Rejected)),
            actors=tuple(self.ground.actors.values()),
            statements=tuple(self.ground.statements.values()),
            copies=tuple(c for some in _each(rows, "reports", self.copies) for c in some),
            linked=self.linked(),
            judgements=_each(rows, "judgements", _judgement),
            ratings=_each(rows, "ratings", self.rating),
        )
        return canonical(replace(made, ratings=rated(made)))

    def linked(self) -> Linked:
        """Read everything that joins statements."""
        denials = _each(self.rows, "statements", self.denial)
        return Linked(
            claims=_each(self.rows, "claims", self.claim),
            denials=tuple(d for d in denials if d.targets),
            related=_each(self.rows, "related", self.related),
            contradictions=_each(self.rows, "contradictions", self.contradiction),
            updates=_each(self.rows, "updates", self.update),
            series=_each(self.rows, "figures", self.series),
            drifts=_each(self.rows, "drifts", self.drift),
            corrections=_each(self.rows, "corrections", self.correction),
        )

    def statement_ids(self, row: Json, key: str) -> tuple[str, ...]:
        """Our ids of the statements listed under a key."""
        known = self.ground.statements
        return _members(row, key, lambda i: _found(known, i, "statement").id)

    def rating(self, row: Json) -> Rating:
        """Read a rating; whom it means is found by our id of the actor, or else by name or words."""
        actor = self.ground.actors.get(str(row.get("target")))
        target = actor.id if actor is not None and row.get("of") == "actor" else None
        rating: Rating = reader(Rating)({**row, "target": target})
        return rating

    def claim_id(self, row: Json) -> str:
        """Our id of a claim: the one given where it names a statement of the claim, else the earliest's."""
        ids = self.statement_ids(row, "statements")
        if not ids:
            raise Misshapen("a claim needs a statement")
        own = self.ground.statements.get(row["id"])
        return own.id if own is not None and own.id in ids else min(ids, key=self.rank.__getitem__)

    def claim(self, row: Json) -> Claim:
        """Read a claim; what it does not say about itself, its earliest statement does."""
        id_ = self.claims[row["id"]]
        first = self.by_id[id_]
        origins = _each(row, "origins", self.origin)
        unknown = [o for o in origins if o is None]
        given = {
            "wording": first.wording,
            "polarity": "asserts" if first.polarity == "asserts" else "denies",
            "unknown_lineage": len(unknown),
            **{k: v for k, v in row.items() if v is not None},
            "id": id_,
            "statements": list(self.statement_ids(row, "statements")),
            "origins": [o for o in origins if o is not None],
        }
        for key in ("denies", "denied_by"):
            given[key] = list(_members(row, key, lambda i: _found(self.claims, i, "claim")))
        claim: Claim = reader(Claim)(given)
        return claim

    def origin(self, row: Json) -> Json | None:
        """Read an origin in our ids; one without an actor is unknown lineage."""
        if row.get("actor") is None:
            return None
        return {
            "actor": _found(self.ground.actors, row["actor"], "actor").id,
            "statements": list(self.statement_ids(row, "statements")),
            "path": list(_each(row, "path", self.edge)),
        }

    def edge(self, row: Json) -> Json:
        """Read one step on the way from an origin; its ends are actors or reports (of older ledgers statements)."""
        statement = _found(self.ground.statements, row.get("statement"), "statement").id
        start = row.get("start")
        ends = {"to": self._end(row.get("to")), "start": start and self._end(start)}
        return {**row, "statement": statement, **ends}

    def _end(self, given: object) -> str:
        ground = self.ground
        nodes: tuple[Mapping[str, Any], ...] = (ground.actors, ground.statements, ground.reports)
        known = next((n for n in nodes if isinstance(given, str) and given in n), {})
        found: str = _found(known, given, "actor, statement or report").id
        return found

    def denial(self, row: Json) -> Denial:
        """Read what a statement denies; most deny nothing."""
        id_ = self.ground.statements[row["id"]].id
        because = row.get("denies_because", "given")
        targets = self.statement_ids(row, "denies")
        denial: Denial = reader(Denial)(
            {"statement": id_, "targets": list(targets), "because": because}
        )
        return denial

    def related(self, row: Json) -> Related:
        """Read two statements that come near each other."""
        a, b = (_found(self.ground.statements, row.get(k), "statement").id for k in ("a", "b"))
        because = [list(pair) for pair in sorted(_object(row.get("because") or {}).items())]
        related: Related = reader(Related)({**row, "a": a, "b": b, "because": because})
        return related

    def contradiction(self, row: Json) -> Contradiction:
        """Read two sides that cannot both hold."""
        contradiction: Contradiction = reader(Contradiction)(self._sides(row))
        return contradiction

    def update(self, row: Json) -> Update:
        """Read a figure and the later one that replaces it."""
        update: Update = reader(Update)(self._sides(row))
        return update

    def series(self, row: Json) -> Series:
        """Read the figures of one quantity."""
        claims = _members(row, "claims", lambda i: _found(self.claims, i, "claim"))
        points = _each(row, "points", self.point)
        series: Series = reader(Series)({**row, "claims": list(claims), "points": list(points)})
        return series

    def point(self, row: Json) -> Json:
        """Read one figure of a series."""
        statement = _found(self.ground.statements, row.get("statement"), "statement").id
        others = {k: list(self.statement_ids(row, k)) for k in ("updates", "conflicts")}
        return {**row, "statement": statement, "actor": self._actor(row), **others}

    def drift(self, row: Json) -> Drift:
        """Read how a claim moved."""
        claim = _found(self.claims, row.get("claim"), "claim")
        made = {**self._sides(row), "claim": claim, "actor": self._actor(row)}
        drift: Drift = reader(Drift)(made)
        return drift

    def correction(self, row: Json) -> Correction:
        """Read what a report takes back or sets right."""
        named = {k: row[k] for k in ("report", "of") if row.get(k) is not None}
        reports = {k: _found(self.ground.reports, i, "report").id for k, i in named.items()}
        made = {"of": None, "span": None, **self._sides(row), **reports}
        correction: Correction = reader(Correction)(made)
        return correction

    def _actor(self, row: Json) -> str | None:
        given = row.get("actor")
        return None if given is None else _found(self.ground.actors, given, "actor").id

    def _sides(self, row: Json) -> Json:
        sides = {k: list(self.statement_ids(row, k)) for k in ("a", "b")}
        return {"because": "given", **row, **sides}

    def copies(self, row: Json) -> tuple[Copy, ...]:
        """Read what a report copies."""
        of = self.ground.reports

        def read(copy: Json) -> Copy:
            source = _found(of, copy.get("report"), "report").id
            made: Copy = reader(Copy)(
                {"report": of[row["id"]].id, "of": source, "share": copy.get("share")}
            )
            return made

        return _each(row, "copy_of", read)


def _generator(rows: Json) -> Generator:
    try:
        generator: Generator = reader(Generator)(rows.get("generator"))
    except Misshapen as bad:
        raise bad.inside("generator") from None
    return generator


def _judgement(row: Json) -> Judgement:
    judgement: Judgement = reader(Judgement)({"entered": "", "why": "", "anchors": [], **row})
    return judgement
