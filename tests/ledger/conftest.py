from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from allegedly.ledger import Store
from allegedly.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Opened = Callable[..., Store]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    """Opens the case of this test, at a moment of choice."""
    stores: list[Store] = []

    def open_(now: str = "2031-04-01T08:00:00Z", *, read_only: bool = False) -> Store:
        settings = Settings(now=now)
        store = Store.open(
            tmp_path / "case.db", settings=settings, create=True, read_only=read_only
        )
        stores.append(store)
        return store

    yield open_
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Opened) -> Store:
    return opened()
