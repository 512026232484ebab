"""What of a large case may bear on something, found by index: the rest is not even read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from allegedly.ledger import queries, schema
from allegedly.ledger.judging import judged_reports
from allegedly.ledger.order import canonical
from allegedly.ledger.schema import among, standing
from allegedly.ledger.shape import reader
from allegedly.ledger.views import shown
from allegedly.model import (
    Claim,
    Correction,
    Denial,
    Generator,
    Ledger,
    Linked,
    Statement,
    Update,
)
from allegedly.settings import READER, VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from allegedly.ledger.judging import Overlay
    from allegedly.model import Rating, Report, Sought

__all__ = ["Bearing", "bearing", "cited"]

Bearing = tuple[Ledger, "Mapping[str, frozenset[str]]"]
"""A part of the ledger, its reports without their texts; and for each thing sought the statements that may bear on it."""

_FITTING = sa.text("""
SELECT s.id FROM said JOIN statements AS s ON s.row = said.rowid WHERE said MATCH :query AND s.valid_to IS NULL
""")
_ALL = sa.text("SELECT id FROM statements WHERE valid_to IS NULL")


def bearing(connection: sa.Connection, sought: Mapping[str, Sought]) -> Bearing:
    """Find what may bear on each thing sought, with the links of it and what those need to be understood.

    What is judged otherwise than it was read may always bear: the index knows only what was read.
    """
    overlay = queries.overlay(connection)
    found = {
        name: frozenset((*_fitting(connection, one), *overlay.corrections))
        for name, one in sought.items()
    }
    here = {i for ids in found.values() for i in ids}
    denials = tuple(_links(connection, "denial", Denial, here))
    here.update(d.statement for d in denials)
    updates = tuple(_links(connection, "update", Update, here))
    corrections = tuple(_all(connection, "correction", Correction))
    here.update(i for one in (*updates, *corrections) for i in (*one.a, *one.b))
    linked = Linked(
        claims=tuple(_links(connection, "claim", Claim, here)),
        denials=denials,
        updates=updates,
        corrections=corrections,
    )
    ratings = queries.ratings(connection, None)
    homes = _homes(connection, ratings)
    statements = [*_statements(connection, schema.statements.c.id, here)]
    statements += (
        s
        for s in _statements(connection, schema.statements.c.report, [r.id for r in homes])
        if s.id not in here
    )
    ledger = _ledger(connection, overlay.apply(statements), overlay, linked)
    texts = {r.id: r.text for r in homes}
    told = tuple(replace(r, text=texts.get(r.id, "")) for r in ledger.reports)
    return shown(replace(ledger, reports=told, ratings=ratings)), found


def _homes(connection: sa.Connection, ratings: Iterable[Rating]) -> tuple[Report, ...]:
    """The reports in whose words ratings hang: those have to be found again there."""
    table = schema.reports
    bytes_rated = {r.anchor.sha256 for r in ratings if r.anchor}
    query = sa.select(table.c.id).where(standing(table, None), among(table.c.sha256, bytes_rated))
    return queries.reports(connection, None, list(connection.scalars(query)))


def cited(connection: sa.Connection, statements: Iterable[str]) -> Ledger:
    """All reports without their texts, and all statements of those that hold these: what quoting them needs."""
    overlay = queries.overlay(connection)
    homes = set(queries.report_of(connection, statements).values())
    found = _statements(connection, schema.statements.c.report, homes)
    return _ledger(connection, overlay.apply(found), overlay, Linked())


def _ledger(
    connection: sa.Connection, statements: tuple[Statement, ...], overlay: Overlay, linked: Linked
) -> Ledger:
    reports = queries.untold(connection)
    actors = queries.actors(connection, None, reports)
    names = {a.id for a in actors}
    ledger = Ledger(
        Generator(VERSION, None, READER),
        reports=judged_reports((s.judgement for s in overlay.standing), reports),
        actors=(*actors, *(a for a in overlay.actors if a.id not in names)),
        statements=statements,
        linked=linked,
    )
    return canonical(shown(ledger))


# --- rows -------------------------------------------------------------------------------------------


def _fitting(connection: sa.Connection, sought: Sought) -> Iterator[str]:
    query = _query(sought)
    if query is None:
        return iter(())
    found = connection.execute(_FITTING, {"query": query}) if query else connection.execute(_ALL)
    return iter(found.scalars())


def _statements(
    connection: sa.Connection, column: sa.ColumnElement[Any], values: Iterable[str]
) -> Iterator[Statement]:
    where = among(column, values)
    return queries.nouns(connection, schema.statements, Statement, None, where)


def _links(
    connection: sa.Connection, kind: str, noun: Any, statements: Iterable[str]
) -> Iterator[Any]:
    """Read the open links of a kind that concern any of these statements."""
    concerned, read = schema.link_statements, reader(noun)
    of = sa.select(concerned.c.link).where(among(concerned.c.statement, statements))
    query = sa.select(schema.links.c.body).where(
        schema.links.c.row.in_(of), schema.links.c.kind == kind, standing(schema.links, None)
    )
    return (read(json.loads(body)) for body in connection.scalars(query))


def _all(connection: sa.Connection, kind: str, noun: Any) -> Iterator[Any]:
    return queries.nouns(connection, schema.links, noun, None, schema.links.c.kind == kind)


# --- the full-text query ----------------------------------------------------------------------------


def _query(sought: Sought) -> str | None:
    """The question in FTS5's own language; empty where all may fit, `None` where nothing can."""
    if any(not group for group in sought.actors):
        return None
    parts = (
        [_any("event", (f'"{e}"' for e in map(_quoted, sought.events)))] if sought.events else []
    )
    parts += [_any("who", (f'"{_quoted(i)}"' for i in sorted(group))) for group in sought.actors]
    groups = [_together(group) for group in sought.words]
    if groups and all(groups):
        parts.append(_any("words", groups))
    return " AND ".join(parts)


def _any(column: str, terms: Iterable[str]) -> str:
    return f"{column} : ({' OR '.join(terms)})"


def _together(group: tuple[str, ...]) -> str:
    """All words of a group; empty where they say nothing that an index knows."""
    terms = [t for words in group for t in _terms(words)]
    return f"({' AND '.join(terms)})" if terms else ""


def _terms(words: str) -> Iterator[str]:
    """Yield what has to stand there for a phrase to stand there: each word, up to its first `*`."""
    for word in _quoted(words).split():
        start, *more = word.split("*")
        if "|" not in word and any(c.isalnum() for c in start):
            yield f'"{start}" *' if more else f'"{start}"'


def _quoted(text: str) -> str:
    """Nothing in it is syntax."""
    return text.replace('"', " ").replace("\0", " ").encode("utf8", "replace").decode("utf8")
