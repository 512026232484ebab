"""The index of what is said: the words of each statement, its event and its actors. Rows of it are never changed.

It holds closed statements too: who asks it joins `statements`, which knows what stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlalchemy as sa

__all__ = ["note_said"]

_NOTE = """
INSERT INTO said (rowid, words, event, who) SELECT s.row,
  (SELECT group_concat(json_extract(value, '$.text'), ' ') FROM json_each(s.body, '$.content')),
  json_extract(s.body, '$.event'),
  coalesce(json_extract(s.body, '$.source.actor'), '') || ' ' ||
    coalesce((SELECT group_concat(value, ' ') FROM json_each(s.body, '$.co_sources')), '') || ' ' ||
    coalesce((SELECT group_concat(value, ' ') FROM json_each(s.body, '$.actors')), '')
  FROM statements AS s"""


def note_said(connection: sa.Connection, reading: int | None = None) -> None:
    """Note the statements of one reading (a row of `reports`), or of all."""
    if reading is None:
        connection.exec_driver_sql(_NOTE)
    else:
        connection.exec_driver_sql(f"{_NOTE} WHERE s.reading = ?", (reading,))
