"""The same commands over a case of our own, from a text to a brief and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner, Result

from allegedly.show.cli import app

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.model

TEXT = (
    "The Ardovian Interior Ministry said 40 drones crossed the Keld river on Sunday.\n\n"
    "Keld denied that drones had crossed the river.\n"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALLEGEDLY_CASE", raising=False)
    monkeypatch.setenv("ALLEGEDLY_NOW", "2026-03-06T07:00:00Z")
    (tmp_path / "a.txt").write_text(TEXT, "utf8")
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words, prog_name="allegedly")


def test_from_a_text_to_a_brief_and_back(here: Path) -> None:
    assert run("brief").exit_code == 1
    added = run("add", "a.txt", "--published", "2026-03-02", "--outlet", "Harrow Dispatch")
    assert (added.exit_code, added.stdout[:12]) == (0, "1 new report")
    assert (
        "1 already there"
        in run("add", "a.txt", "--published", "2026-03-02", "--outlet", "Harrow Dispatch").stdout
    )
    assert "40 drones crossed the Keld river" in run("brief").stdout
    assert run("brief", "-o", "brief.html").exit_code == 0
    assert "Harrow Dispatch" in (here / "brief.html").read_text("utf8")
    assert "BECAUSE" in run("explain", "A1").stdout
    assert "Harrow Dispatch, 2 Mar" in run("search", "drones").stdout
    claims = json.loads(run("claims", "--json").stdout)
    assert run("show", claims[0]["id"][:8]).exit_code == 0
    assert run("verify").exit_code == 0
    assert "language model" in run("doctor").stdout
    assert run("export", "-o", "ledger.json").exit_code == 0
    assert run("import", "ledger.json", "--case", "other.db").exit_code == 0
    assert run("backup", "copy.db").exit_code == 0
    assert "removed Harrow Dispatch" in run("remove", "A", "--why", "withdrawn").stdout
    assert "No report is in this case yet." in run("brief").stdout


def test_statements_of_json_lines_are_read_line_by_line(here: Path) -> None:
    rows = [{"text": "The mayor denied the leak."}, {"text": "Der Minister sagte am Montag, dass die alte Brücke gesperrt bleibt."}, {"url": "x"}]  # fmt: skip
    (here / "many.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf8")
    found = run("statements", "many.jsonl")
    assert [json.loads(line)["cue"]["text"] for line in found.stdout.splitlines()] == ["denied"]
    assert "not read" in found.stderr
    assert "language de" in found.stderr
    assert "refused many.jsonl:3" in found.stderr
    assert run("statements", "none.txt").exit_code == 3


def test_statements_of_a_text_touch_no_case(here: Path) -> None:
    lines = run("statements", "a.txt").stdout.splitlines()
    assert "denied" in {json.loads(line)["cue"]["text"] for line in lines}
    assert not list(here.glob("*.db"))
