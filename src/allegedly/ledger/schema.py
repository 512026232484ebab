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
    "among",
    "follows",
    "given",
    "judgements",
    "links",
    "log",
    "makers",
    "metadata",
    "received",
    "redirects",
    "rejections",
    "reports",
    "standing",
    "statements",
    "texts",
    "unlinked",
    "vectors",
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
"""Reports added or removed since the last `link`: a work list, the only table that forgets."""


def among(column: sa.ColumnElement[Any], values: Iterable[str]) -> sa.ColumnElement[bool]:
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
