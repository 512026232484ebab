"""Alerts and where they go: what is raised is kept with how things stood then, and waits until it is delivered.

An alert is raised in one transaction with the state that it tells of: whatever interrupts a watch, it is neither lost
nor raised again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import sqlalchemy as sa

from allegedly.ledger import rows
from allegedly.ledger.access import Access
from allegedly.ledger.schema import alerts, deliveries, last_told
from allegedly.ledger.shape import reader
from allegedly.model import Alert, Delivery, Told

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Outbox"]

_NAME = "watch"
"""Of the one state that a case keeps."""


class Outbox(Access):
    """The part of the store that a watch uses."""

    def told(self) -> Told | None:
        """How things stood when they were last told; `None` where nothing was told yet."""
        query = sa.select(last_told.c.body).where(last_told.c.name == _NAME)
        with self._reading() as connection:
            body = connection.scalar(query)
        return None if body is None else reader(Told)(json.loads(body))

    def tell(self, new: Iterable[Alert], state: Told, channels: Iterable[str]) -> None:
        """Keep alerts, for each channel to deliver, and the state of which they tell."""
        going = list(channels)
        row = {"name": _NAME, "body": rows.body(state)}
        with self._writing() as (connection, now):
            for alert in new:
                made = {"id": alert.id, "body": rows.body(alert)}
                if rows.insert(connection, alerts, [made]):
                    number = connection.scalar(sa.select(sa.func.max(alerts.c.row)))
                    waiting = {"alert": number, "tries": 0, "next": now}
                    rows.insert(connection, deliveries, [{**waiting, "channel": c} for c in going])
            connection.execute(sa.delete(last_told).where(last_told.c.name == _NAME))
            connection.execute(sa.insert(last_told).values(row))

    def alerts(self, limit: int) -> tuple[Alert, ...]:
        """The last alerts, the newest first."""
        query = sa.select(alerts.c.body).order_by(alerts.c.row.desc()).limit(limit)
        with self._reading() as connection:
            return tuple(reader(Alert)(json.loads(body)) for body in connection.scalars(query))

    def waiting(self, channel: str) -> tuple[Delivery, ...]:
        """What a channel has not delivered yet, in the order in which it was raised."""
        mine = (deliveries.c.channel == channel) & deliveries.c.done.is_(None)
        query = (
            sa.select(alerts.c.row, alerts.c.body, deliveries.c.tries, deliveries.c.next)
            .join(deliveries, deliveries.c.alert == alerts.c.row)
            .where(mine)
            .order_by(alerts.c.row)
        )
        with self._reading() as connection:
            found = list(connection.execute(query))
        return tuple(
            Delivery(r.row, reader(Alert)(json.loads(r.body)), r.tries, r.next) for r in found
        )

    def delivered(self, channel: str, row: int) -> None:
        """Note that an alert arrived."""
        self._note(channel, row, done=True)

    def postponed(self, channel: str, row: int, until: str) -> None:
        """Note that an alert did not arrive, and from when on it may be tried again."""
        self._note(channel, row, until=until)

    def _note(
        self, channel: str, row: int, *, until: str | None = None, done: bool = False
    ) -> None:
        table = deliveries
        here = (table.c.channel == channel) & (table.c.alert == row)
        with self._writing() as (connection, now):
            values = {"done": now} if done else {"next": until, "tries": table.c.tries + 1}
            connection.execute(sa.update(table).where(here).values(values))
