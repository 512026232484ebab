from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from allegedly.errors import InputError
from allegedly.ledger.schema import metadata
from ledger.making import entry, linked

if TYPE_CHECKING:
    from allegedly.ledger import Store
    from ledger.conftest import Opened

FERRY = "Quill said that 12 boats sank on Tuesday.\n"
STORM = "The Port Office denied that 12 boats sank on Tuesday.\n"


def test_what_was_known_can_be_asked_again(opened: Opened) -> None:
    first, second = entry(FERRY), entry(STORM)
    with opened("2031-04-01T08:00:00Z") as store:
        store.add([first])
        store.link(linked(store.statements()), (), reports=None)
    with opened("2031-04-03T08:00:00Z") as store:
        store.add([second])
        store.link(linked(store.statements()), (), reports=None)
    with opened("2031-04-05T08:00:00Z") as store:
        store.remove(first.report.id, "withdrawn", "Ada")
        store.link(linked(store.statements()), (), reports=None)
        reports = {
            day: [r.id for r in store.ledger(entered_by=f"2031-04-0{day}").reports]
            for day in range(1, 6)
        }
        contested = {
            day: [c.contested for c in store.ledger(entered_by=f"2031-04-0{day}").linked.claims]
            for day in (2, 4, 5)
        }
        nothing = store.ledger(entered_by="2031-03-31T23:59:59+00:00")
    one, two = first.report.id, second.report.id
    both = sorted((one, two))
    assert reports == {1: [one], 2: [one], 3: both, 4: both, 5: [two]}
    assert sorted(map(tuple, (contested[2], contested[5]))) == [(False,), (False,)]
    assert sorted(contested[4]) == [False, True]
    assert (nothing.reports, nothing.statements, nothing.linked.claims) == ((), (), ())


def test_an_hour_in_another_zone(opened: Opened) -> None:
    with opened("2031-04-01T08:00:00Z") as store:
        store.add([entry(FERRY)])
        assert len(store.ledger(entered_by="2031-04-01T10:00:00+02:00").reports) == 1
        assert not store.ledger(entered_by="2031-04-01T09:59:59+02:00").reports


def test_a_clock_set_back_does_not_turn_time_round(opened: Opened) -> None:
    with opened("2031-04-02T08:00:00Z") as store:
        store.add([entry(FERRY)])
    with opened("2001-01-01") as store:
        store.add([entry(STORM)])
        assert [line.entered for line in store.log()] == ["2031-04-02T08:00:00Z"] * 2


def test_what_is_no_time(store: Store) -> None:
    for text in ("yesterday", "0001-01-01T00:00:00+23:00", ""):
        with pytest.raises(InputError, match="write it as"):
            store.ledger(entered_by=text)


def test_rows_are_never_changed_or_deleted(store: Store) -> None:
    store.add([entry(FERRY)])
    store.remove(store.reports()[0].id, "why", "Ada")
    connection = store._connection
    tables = set(metadata.tables) - {"unlinked"}
    filled = [t for t in sorted(tables) if connection.exec_driver_sql(f"SELECT 1 FROM {t}").first()]
    assert {"reports", "statements", "actors", "texts", "received", "log"} <= set(filled)
    for table in filled:
        columns = [c.name for c in metadata.tables[table].columns]
        orders = [f"DELETE FROM {table}", *(f"UPDATE {table} SET {c} = 9" for c in columns)]
        for order in orders:
            with pytest.raises(sa.exc.IntegrityError, match="for ever"):
                connection.exec_driver_sql(order)
