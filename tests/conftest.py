"""Fixtures that more than one room's tests use."""

from __future__ import annotations

from pathlib import Path

import pytest

from allegedly.parse import Parser
from allegedly.settings import Settings

SHARED = Path(__file__).resolve().parents[1].parent / "shared"


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The pinned parser, loaded once."""
    return Parser(Settings().model)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring sets that lies beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip("the measuring sets are not beside this checkout")
    return SHARED
