"""`allegedly assess` and `allegedly plan` over real cases of four invented reports."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

import allegedly
from allegedly.show.cli import app

if TYPE_CHECKING:
    from click.testing import Result

pytestmark = pytest.mark.model

REPORTS = (
    (
        "2023-05-02",
        "Tern Gazette",
        "Norvale's defence ministry said on Friday that 40 rockets hit the port of Tarsk. "
        "Sudria denied that it had fired rockets at the port.",
    ),
    (
        "2023-05-04",
        "Lantern Wire",
        "Mara Quill said that more rockets could hit the port of Tarsk.",
    ),
    ("2023-05-09", "Quayside Post", "Rockets hit the port of Tarsk again."),
    (None, "A blog", "Rockets hit the port of Tarsk, Pavel Orr said."),
)

PLAN = """
title = "Rockets"
[[phase]]
name = "Calm"
[[phase]]
name = "Fire"
meaning = "The port is under fire"
needs = { any = ["rockets"] }
measures = [{ kind = "ours", what = "Close the harbour" }]
[[indicator]]
id = "rockets"
title = "Rockets hit the port"
words = [["rockets", "port"]]
fresh = "20 days"
[[indicator]]
id = "dead"
title = "People were killed"
words = ["killed"]
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("assessed")
    (made / "plan.toml").write_text(PLAN, "utf8")
    with allegedly.open(made / "case.db", create=True) as case:
        for date, outlet, text in REPORTS:
            case.add(["-"], stdin=text.encode(), published=date, outlet=outlet)
    return made


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(
        app, [*words, "--case", str(folder / "case.db")], env={"COLUMNS": "80"}
    )


def test_the_plan_beside_the_case_is_used(folder: Path) -> None:
    out = run(folder, "assess", "--as-of", "2023-05-10").stdout
    assert "Phase 1 of 1: Fire, since 2 May" in out
    assert "ours: Close the harbour" in out
    assert "◧ rockets  Rockets hit the port" in out
    assert "per 1 origin, denied by 1 · since 2 May · until 22 May" in out
    assert "1 met but contested, 1 not met" in out
    assert "Sudria · Tern Gazette, 2 May" in out
    assert "note: 1 report without a date" in out
    assert max(map(len, out.splitlines())) <= 80


def test_evidence_grows_old(folder: Path) -> None:
    out = run(folder, "assess", "--as-of", "2023-07-01", "--history").stdout
    assert "Phase 0 of 1: Calm, since 22 May" in out
    assert "rockets not met → met, contested" in out
    assert "phase Fire → Calm · rockets reported" in out
    assert "rockets reported → expired · evidence grew old" in out


def test_what_if(folder: Path) -> None:
    out = run(folder, "assess", "--as-of", "2023-05-10", "--without", "tern gazette").stdout
    assert "Phase 0 of 1: Calm" in out
    assert "▤ rockets" in out
    refused = run(folder, "assess", "--as-of", "2023-05-10", "--without", "nobody")
    assert refused.exit_code == 1


def test_one_indicator_with_all_of_its_evidence(folder: Path) -> None:
    out = run(folder, "assess", "ROCKETS", "--as-of", "2023-05-10").stdout
    for words in ("SAYS SO", "A SIGN", "AGAINST", "PASSED OVER", "WHAT WOULD CHANGE IT", "HISTORY"):
        assert words in out
    assert "Pavel Orr" in out
    refused = run(folder, "assess", "x", "--as-of", "2023-05-10")
    assert refused.exit_code == 1
    assert "the plan has no indicator 'x'; it has rockets, dead" in str(refused.stderr)


def test_json_opens_to_quotations(folder: Path) -> None:
    answer = json.loads(run(folder, "assess", "--as-of", "2023-05-10", "--json").stdout)
    with allegedly.open(folder / "case.db", read_only=True) as case:
        texts = {r.id: r.text for r in case.ledger().reports}
    assert answer["phase"]["name"] == "Fire"
    (rockets, dead) = answer["indicators"]
    assert (rockets["status"], dead["status"]) == ("met, contested", "not met")
    for evidence in rockets["evidence"]:
        for span in evidence["quotation"]:
            assert texts[evidence["report"]][span["start"] : span["end"]] == span["text"]
    assert {t["what"] for t in answer["history"]} == {"indicator", "phase"}


def test_the_same_answer_twice_and_as_entered(folder: Path) -> None:
    words = ("assess", "--as-of", "2023-05-10", "--json")
    assert run(folder, *words).stdout == run(folder, *words).stdout
    before = run(folder, "assess", "--as-of", "2020-01-01", "--entered").stdout
    assert "Phase 0 of 1: Calm" in before


def test_a_date_that_is_none(folder: Path) -> None:
    refused = run(folder, "assess", "--as-of", "yesterday")
    assert "is no date; write it as" in str(refused.stderr)


def test_plan_new_check_show(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    runner = CliRunner()
    assert "written" in runner.invoke(app, ["plan", "new", str(file)]).stdout
    assert runner.invoke(app, ["plan", "new", str(file)]).exit_code == 1
    checked = runner.invoke(app, ["plan", "check", str(file)]).stdout
    assert "3 phases, 2 indicators; nothing contradicts itself" in checked
    shown = runner.invoke(app, ["plan", "show", str(file)]).stdout
    assert "Somebody is blamed" in shown
    file.write_text(
        PLAN.replace('words = ["killed"]', 'words = ["killed"]\nactors = ["Nobody"]'), "utf8"
    )
    told = run(folder, "plan", "check", str(file)).stdout
    assert "doubtful: nobody in this case is called 'Nobody'" in told
    file.write_text("title = 1", "utf8")
    refused = runner.invoke(app, ["plan", "check", str(file)])
    assert refused.exit_code == 1


def test_the_plans_that_we_ship_are_sound() -> None:
    runner = CliRunner()
    sample = Path(__file__).resolve().parents[2] / "examples" / "plan.toml"
    out = runner.invoke(app, ["plan", "check", str(sample)]).stdout
    assert "5 phases, 7 indicators; nothing contradicts itself" in out


def test_a_brief_has_the_phase_in_every_form(folder: Path, tmp_path: Path) -> None:
    terminal = run(folder, "brief", "--as-of", "2023-05-10").stdout
    assert "Phase 1 of 1: Fire, since 2 May" in terminal
    assert "◧ rockets met, contested  per 1 origin, denied by 1" in terminal
    page, notes = tmp_path / "b.html", tmp_path / "b.md"
    for file in (page, notes):
        assert run(folder, "brief", "--as-of", "2023-05-10", "-o", str(file)).exit_code == 0
    html = page.read_text("utf8")
    assert '<p class="name">Phase 1 of 1: Fire</p>' in html
    assert "40 rockets hit the port of Tarsk" in html.partition("<details>")[2]
    assert "## Phase 1 of 1: Fire, since 2 May" in notes.read_text("utf8")


def test_a_brief_without_a_plan_has_none(folder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "case.db"
    copy.write_bytes((folder / "case.db").read_bytes())
    assert "Phase" not in CliRunner().invoke(app, ["brief", "--case", str(copy)]).stdout


def test_what_is_new_of_a_plan(folder: Path) -> None:
    out = run(folder, "brief", "--since", "2023-05-01", "--published").stdout
    assert "PHASE AND INDICATORS" in out
    new = out.partition("PHASE AND INDICATORS")[2]
    assert "not met → ⊟ expired" in new
    env = {"ALLEGEDLY_NOW": "2023-05-10T08:00:00Z", "COLUMNS": "80"}
    words = ["brief", "--since", "2023-05-01", "--published", "--case", str(folder / "case.db")]
    out = CliRunner().invoke(app, words, env=env).stdout
    assert "Calm → Fire" in out
    assert "not met → ◧ met, contested" in out
    assert "✕ Sudria" in out
