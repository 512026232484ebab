"""`docs/commands.md` documents every command and option, and every help has an example."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer

from allegedly.show.cli import app

if TYPE_CHECKING:
    from show.conftest import Run

DOCS = (Path(__file__).resolve().parents[2] / "docs" / "commands.md").read_text("utf8")
SECTIONS = dict(
    re.findall(r"^## allegedly (\w+)\n(.*?)(?=^## |\Z)", DOCS, re.DOTALL | re.MULTILINE)
)
GROUP = typer.main.get_command(app)
COMMANDS = GROUP.commands  # type: ignore[attr-defined]
VERDICTS = re.compile(r"\b(true|false|verified|fake|likely)\b", re.IGNORECASE)


def test_every_command_is_documented_and_no_other() -> None:
    assert list(SECTIONS) == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_no_other(name: str) -> None:
    taken = {
        o for p in COMMANDS[name].params for o in (*p.opts, *p.secondary_opts) if o.startswith("-")
    }
    rows = re.findall(r"^\| (`.*?) \|", SECTIONS[name], re.MULTILINE)
    documented = {o for row in rows for o in re.findall(r"`(--?[\w-]+)", row)}
    assert documented == taken


def test_the_options_before_a_command_are_documented() -> None:
    for option in (o for p in GROUP.params for o in p.opts if o != "--help"):
        assert f"`{option}`" in DOCS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_has_an_example_that_is_in_the_docs(run: Run, name: str) -> None:
    help_text = run(name, "--help").stdout
    example = re.search(r"Example:  (allegedly .+)", help_text)
    assert example
    assert f"    {example[1].strip()}" in SECTIONS[name]
    assert not VERDICTS.search(help_text)
    assert max(map(len, help_text.splitlines())) <= 80


@pytest.mark.parametrize("code", ["0", "1", "2", "3", "4", "130"])
def test_every_exit_code_is_documented(code: str) -> None:
    codes = DOCS.partition("**Exit codes.**")[2].partition("\n\n")[0]
    assert re.search(rf"\b{code}\b", codes)


def test_the_docs_give_no_verdict() -> None:
    assert not VERDICTS.search(DOCS)
