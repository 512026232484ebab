"""The tables as queries see them; `migrations.py` makes them, and a test holds the two together."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.engine.interfaces import Dialect

__all__ = [
    "Verbatim",
    "actors",
    "alerts",
    "alike",
    "among",
    "deliveries",
    "follows",
    "given",
    "judgements",
    "last_told",
    "link_reports",
    "link_statements",
    "links",
    "log",
    "makers",
    "metadata",
    "near",
    "outlines",
    "ratings",
    "received",
    "redirects",
    "rejections",
    "reports",
    "rules",
    "sketches",
    "standing",
    "statements",
    "texts",
    "told",
    "unlinked",
    "vectors",
    "visits",
]

metadata = sa.MetaData()


class Verbatim(sa.types.TypeDecorator[str]):
    """Any Python string, lone surrogates included, which SQLite's own text type refuses."""

    impl = sa.LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Encode; a lone surrogate becomes the three bytes that UTF-8 does not allow."""
        return None if value is None else value.encode("utf8", "surrogatepass")

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ARG002 - likewise
        """Decode what `process_bind_param` wrote."""
        return value.decode("utf8", "surrogatepass") if isinstance(value, bytes) else value


def _table(name: str, *columns: sa.Column[Any]) -> sa.Table:
    return sa.Table(name, metadata, *columns)


def _bitemporal(name: str, *columns: sa.Column[Any]) -> sa.Table:
    """A table whose rows hold from `valid_from` up to `valid_to`, in entry time; an open row has no `valid_to`."""
    row = sa.Column("row", sa.Integer, primary_key=True)
    body = () if name == "redirects" else (sa.Column("body", sa.Text),)
    times = (sa.Column("valid_from", sa.Text), sa.Column("valid_to", sa.Text))
    return _table(name, row, *columns, *body, *times)


makers = _table(
    "makers",
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("room", sa.Text),
    sa.Column("version", sa.Text),
    sa.Column("model", sa.Text),
)
"""What made derived rows: the room, its version, and the language model it used."""

received = _table(
    "received",
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("size", sa.Integer),
    sa.Column("zlib", sa.LargeBinary),
)
"""Bytes as received, compressed. No list query touches this table."""

texts = _table(
    "texts",
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("sha256", sa.Text),
    sa.Column("text", Verbatim),
)
"""Report texts under their own SHA-256; the full-text index `words` stands on this table."""

vectors = _table(
    "vectors",
    sa.Column("sha256", sa.Text, primary_key=True),
    sa.Column("model", sa.Text, primary_key=True),
    sa.Column("vector", sa.LargeBinary),
)
"""Embeddings (float32, little end first), keyed by the SHA-256 of the text and the model's name."""

reports = _bitemporal(
    "reports",
    sa.Column("id", sa.Text),
    sa.Column("sha256", sa.Text),
    sa.Column("text", sa.Integer),
    sa.Column("maker", sa.Integer),
)
"""One row for each reading of a report."""

statements = _bitemporal(
    "statements",
    sa.Column("id", sa.Text),
    sa.Column("reading", sa.Integer),
    sa.Column("report", sa.Text),
)
actors = _bitemporal(
    "actors",
    sa.Column("id", sa.Text),
    sa.Column("reading", sa.Integer),
    sa.Column("report", sa.Text),
)
"""Actors as each report shows them; `Store.actors` brings them together."""

links = _bitemporal(
    "links",
    sa.Column("kind", sa.Text),
    sa.Column("id", sa.Text),
    sa.Column("reports", sa.Text),
    sa.Column("maker", sa.Integer),
)
"""Claims, denials, related, contradictions, updates and copies; `reports` is a JSON list of those concerned."""

given = _table("given", sa.Column("report", sa.Text, primary_key=True), sa.Column("body", sa.Text))
"""How the bytes of each report came: what reading them again needs beside them."""

follows = _bitemporal("follows", sa.Column("id", sa.Text))
"""Claims and actors that somebody follows."""

redirects = _bitemporal("redirects", sa.Column("old", sa.Text), sa.Column("new", sa.Text))
judgements = _bitemporal("judgements", sa.Column("id", sa.Text))
ratings = _bitemporal("ratings", sa.Column("id", sa.Text))
rejections = _bitemporal("rejections", sa.Column("id", sa.Text), sa.Column("input", sa.Text))

log = _table(
    "log",
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("entered", sa.Text),
    sa.Column("action", sa.Text),
    sa.Column("subject", sa.Text),
    sa.Column("body", sa.Text),
)

unlinked = _table("unlinked", sa.Column("report", sa.Text, primary_key=True))
"""Reports added or removed since the last `link`: a work list, which forgets."""

# What linking keeps from one run to the next. All of it follows from the readings and links that stand: these tables
# may forget, and what they forget is worked out again. Keys named `reading` are rows of `reports`.

rules = _table("rules", sa.Column("rule", sa.Text, primary_key=True))
"""By which rule the outlines and near pairs were made."""

outlines = _table(
    "outlines",
    sa.Column("reading", sa.Integer, primary_key=True),
    sa.Column("report", sa.Text),
    sa.Column("day", sa.Float),
    sa.Column("words", sa.LargeBinary),
    sa.Column("weights", sa.LargeBinary),
    sa.Column("sketch", sa.LargeBinary),
)
"""What a reading is about, as packed numbers, and the keys that its copies share."""

near = _table(
    "near",
    sa.Column("reading", sa.Integer, primary_key=True),
    sa.Column("others", sa.LargeBinary),
    sa.Column("cosines", sa.LargeBinary),
)
"""The readings near one, ascending, and how near: packed numbers. A pair stands with both of its ends."""

sketches = _table(
    "sketches",
    sa.Column("key", sa.Integer, primary_key=True),
    sa.Column("reading", sa.Integer, primary_key=True),
)
"""Key of a copy -> the readings that have it."""

alike = _table(
    "alike",
    sa.Column("copy", sa.Integer, primary_key=True),
    sa.Column("original", sa.Integer, primary_key=True),
    sa.Column("share", sa.Float),
)
"""Readings of which one is a copy of the other."""

told = _table(
    "told",
    sa.Column("reading", sa.Integer, primary_key=True),
    sa.Column("story", sa.Text),
)
"""The story in which a reading was linked last, under a name that follows from all of the story's readings."""

link_reports = _table(
    "link_reports",
    sa.Column("report", sa.Text, primary_key=True),
    sa.Column("link", sa.Integer, primary_key=True),
)
"""Report -> the open rows of `links` that concern it."""


link_statements = _table(
    "link_statements",
    sa.Column("statement", sa.Text, primary_key=True),
    sa.Column("link", sa.Integer, primary_key=True),
)
"""Statement -> the open claims that it is in, denials of it, and updates that replace it; kept by triggers."""

visits = _table(
    "visits",
    sa.Column("address", sa.Text, primary_key=True),
    sa.Column("body", sa.Text),
)
"""What is remembered of addresses that were fetched: a cache, it may be forgotten."""


alerts = _table(
    "alerts",
    sa.Column("row", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text),
    sa.Column("body", sa.Text),
)
"""What was told, in order."""

deliveries = _table(
    "deliveries",
    sa.Column("alert", sa.Integer, primary_key=True),
    sa.Column("channel", sa.Text, primary_key=True),
    sa.Column("tries", sa.Integer),
    sa.Column("next", sa.Text),
    sa.Column("done", sa.Text),
)
"""Which alert goes where: done at a moment, or to be tried again from a moment on."""

last_told = _table(
    "last_told", sa.Column("name", sa.Text, primary_key=True), sa.Column("body", sa.Text)
)
"""How things stood when they were last told; replaced each time."""


def among(
    column: sa.ColumnElement[Any], values: Iterable[str] | Iterable[int]
) -> sa.ColumnElement[bool]:
    """`column` is one of `values`, however many: they travel as one JSON parameter."""
    each = sa.func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(sa.select(each.c.value))


def standing(table: sa.Table, moment: str | None) -> sa.ColumnElement[bool]:
    """Rows open now, or at a `moment` of entry time."""
    if moment is None:
        return table.c.valid_to.is_(None)
    return (table.c.valid_from <= moment) & (
        table.c.valid_to.is_(None) | (table.c.valid_to > moment)
    )
