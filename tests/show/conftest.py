"""The story, and the command line over it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from allegedly.show.cli import app
from allegedly.show.index import Index
from show.fake import FakeCase
from show.story import story

if TYPE_CHECKING:
    from allegedly.model import Ledger

Run = Callable[..., Result]


@pytest.fixture
def ledger() -> Ledger:
    return story()


@pytest.fixture
def known(ledger: Ledger) -> Index:
    return Index(ledger)


@pytest.fixture
def case() -> FakeCase:
    return FakeCase()


@pytest.fixture
def run(case: FakeCase) -> Run:
    """Run `allegedly` with these words over the fake case."""

    def invoke(*words: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(
            app, words, input=stdin, obj=case.open, prog_name="allegedly",
            env={"ALLEGEDLY_NOW": "2026-03-06T07:00:00Z", "NO_COLOR": "1", "COLUMNS": "80"},
        )  # fmt: skip

    return invoke
