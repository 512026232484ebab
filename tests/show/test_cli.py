"""Every command over a case that stands still: what it asks, what it prints, how it ends."""

from __future__ import annotations

import json
import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import allegedly
from allegedly.errors import CaseMissing
from allegedly.model import Problem
from allegedly.show.answers import title
from allegedly.show.cli import app
from show.story import STATEMENTS

if TYPE_CHECKING:
    from show.conftest import Run
    from show.fake import FakeCase

TESTS = Path(__file__).resolve().parents[1]
HEAVY = ("spacy", "onnxruntime", "sqlalchemy", "trafilatura", "numpy")


def program(*words: str) -> subprocess.Popen[str]:
    """The command line as a process of its own, over the fake case."""
    return subprocess.Popen(
        [sys.executable, "-m", "show.fake", *words],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf8",
    )  # fmt: skip


# --- what goes in -----------------------------------------------------------------------------------


def test_add_hands_on_what_it_is_given(run: Run, case: FakeCase) -> None:
    result = run(
        "add",
        "a.txt",
        "-",
        "--published",
        "2026-03-02",
        "--outlet",
        "Harrow",
        "-j",
        "2",
        stdin="words",
    )
    assert result.exit_code == 0
    assert case.how == {"path": None, "create": True}
    inputs, how = case.calls[0][1]
    assert inputs == ["a.txt", "-"]
    assert how == {
        "published": "2026-03-02", "outlet": "Harrow", "jobs": 2, "stdin": b"words",
        "allow_private": False,
    }  # fmt: skip
    assert (
        "2 new reports, 6 statements; 0 already there; 0 refused\nNext: allegedly brief"
        in result.stdout
    )


def test_add_lists_what_it_refused(run: Run) -> None:
    result = run("add", "a.txt", "blank\x1b.txt")
    assert result.exit_code == 0
    assert "  refused blank␛.txt: empty (no bytes)" in result.stdout


def test_add_that_could_use_nothing_ends_with_three(run: Run) -> None:
    assert run("add", "blank.txt").exit_code == 3


def test_add_answers_in_json(run: Run) -> None:
    answer = json.loads(run("add", "a.txt", "blank.txt", "--json").stdout)
    assert (len(answer["reports"]), answer["known"], answer["rejected"][0]["why"]) == (
        1,
        0,
        "empty",
    )


def test_import_and_remove(run: Run, case: FakeCase) -> None:
    assert "1 new report, 2 statements" in run("import", "ledger.json", "--case", "x.db").stdout
    assert case.how == {"path": "x.db", "create": True}
    assert run("remove", "B", "--why", "withdrawn").exit_code == 0
    assert ("remove", (STATEMENTS["B1"].report, "withdrawn")) in case.calls
    refused = run("remove", "B", "--why", " ")
    assert (refused.exit_code, "say why" in refused.stderr) == (1, True)
    assert run("remove", "C1", "--why", "x").exit_code == 1


# --- what comes out ---------------------------------------------------------------------------------


def test_brief_is_dated_by_the_clock_and_named_by_the_folder(run: Run) -> None:
    result = run("brief")
    assert result.stdout.splitlines()[0].split("  ")[0] == "drones"
    assert result.stdout.splitlines()[0].endswith("Friday 6 March 2026")
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize(
    ("name", "begins"), [("b.html", "<!doctype html>"), ("b.md", "# drones"), ("b.txt", "drones ")]
)
def test_brief_is_written_as_its_file_is_named(
    run: Run, tmp_path: Path, name: str, begins: str
) -> None:
    out = tmp_path / name
    assert run("brief", "-o", str(out)).exit_code == 0
    assert out.read_text("utf8").startswith(begins)
    assert run("brief", "-o", str(out), "--format", "markdown").exit_code == 0
    assert out.read_text("utf8").startswith("# drones")


def test_brief_goes_to_standard_output_in_any_form(run: Run) -> None:
    assert run("brief", "--format", "html").stdout.startswith("<!doctype html>")


def test_brief_never_overwrites_the_case(run: Run, case: FakeCase, tmp_path: Path) -> None:
    case.path = tmp_path / "case.db"
    result = run("brief", "-o", str(case.path))
    assert (result.exit_code, "is the case itself" in result.stderr) == (1, True)


def test_a_file_that_cannot_be_written_is_named(run: Run, tmp_path: Path) -> None:
    result = run("brief", "-o", str(tmp_path / "none" / "b.html"))
    assert result.exit_code == 1
    assert result.stderr.startswith("allegedly: cannot write")


def names(answer: str) -> list[str]:
    return [claim["name"] for claim in json.loads(answer)]


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), [f"C{n}" for n in range(1, 11)]),
        (("--contested",), ["C1", "C2"]),
        (("--actor", "Irsa Venn"), ["C4", "C5"]),
        (("--actor", "venn"), ["C4", "C5"]),
        (("--denied-by", "Tomas Auren"), ["C2", "C4"]),
        (("--denied-by", "Northern League", "--contested"), ["C1"]),
        (("--report", "D"), ["C2", "C4", "C10"]),
        (("--min-origins", "1", "--limit", "2"), ["C1", "C3"]),
        (("--since", "2026-03-05"), ["C5"]),
        (("--since", "2026-03", "--contested"), ["C1", "C2"]),
    ],
)
def test_claims_are_narrowed(run: Run, options: tuple[str, ...], expected: list[str]) -> None:
    assert names(run("claims", "--json", *options).stdout) == expected


def test_a_list_with_nothing_in_it_names_the_option_to_drop(run: Run) -> None:
    shown = run("claims", "--contested", "--actor", "venn").stdout
    assert shown == (
        "No claim answers to all that was asked.\nNext: allegedly claims without --contested\n"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--actor", "nobody"), "no actor 'nobody' in this case"),
        (("--report", "Z"), "nothing is called 'Z' here"),
        (("--since", "yesterday"), "'yesterday' is no date"),
    ],
)
def test_what_claims_cannot_be_narrowed_by_is_named(
    run: Run, options: tuple[str, ...], message: str
) -> None:
    result = run("claims", *options)
    assert (result.exit_code, message in result.stderr) == (1, True)


def test_claims_in_json_say_what_their_line_says(run: Run) -> None:
    fourth = json.loads(run("claims", "--json").stdout)[3]
    assert fourth["summary"] == "1 named origin, 0 unknown, in 1 report"
    assert fourth["reports"] == [STATEMENTS["D1"].report]
    assert (fourth["superseded"], fourth["marks"]) == (
        True,
        ["corrected 5 Mar", "superseded by its own source"],
    )


@pytest.mark.parametrize("name", ["C1", "c1", "A1", "A"])
def test_show_takes_any_name(run: Run, name: str) -> None:
    assert run("show", name).exit_code == 0
    assert json.loads(run("show", name, "--json").stdout)["name"] == name.upper()


def test_show_takes_the_beginning_of_an_id(run: Run) -> None:
    claim = STATEMENTS["A1"].id
    assert json.loads(run("show", claim[:8], "--json").stdout)["id"] == claim


def test_an_unknown_name_is_one_line_on_standard_error(run: Run) -> None:
    result = run("show", "Z99")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("allegedly: nothing is called 'Z99' here")


def test_explain_takes_statements_only(run: Run) -> None:
    assert "BECAUSE" in run("explain", "A2").stdout
    answer = json.loads(run("explain", "A2", "--json").stdout)
    assert answer["sentence"] == "Keld and the Northern League jointly denied the report."
    assert answer["claim"] == STATEMENTS["A2"].id
    assert run("explain", "C1").exit_code == 1


def test_search(run: Run) -> None:
    assert "The river is frozen" in run("search", "frozen", "river").stdout
    assert json.loads(run("search", "frozen", "--json").stdout)[0]["span"]["text"] == "frozen"
    assert "Nothing in these reports" in run("search", "nothing").stdout


def test_export(run: Run, case: FakeCase, tmp_path: Path) -> None:
    out = tmp_path / "ledger.json"
    assert run("export", "--no-text", "--with-log", "-o", str(out)).exit_code == 0
    assert case.calls[0] == ("export", ("json", False, True))
    assert json.loads(out.read_bytes())["schema"] == "allegedly-ledger/1"
    assert run("export", "--format", "csv", "-o", "-").stdout == "id\n"


# --- the case itself --------------------------------------------------------------------------------


def test_backup(run: Run, case: FakeCase) -> None:
    assert "copied to friday.db" in run("backup", "friday.db").stdout
    assert ("backup", Path("friday.db")) in case.calls


def test_verify_ends_with_four_if_something_does_not_agree(run: Run, case: FakeCase) -> None:
    assert run("verify").exit_code == 0
    case.problems = (Problem("abc", "the text has another hash"),)
    result = run("verify")
    assert (result.exit_code, result.stdout) == (
        4,
        "abc: the text has another hash\n1 problem found\n",
    )
    assert json.loads(run("verify", "--json").stdout)[0]["what"] == "abc"


def test_doctor(run: Run) -> None:
    assert "✕ refused: blank.txt" in run("doctor").stdout
    assert json.loads(run("doctor", "--json").stdout)[0] == {
        "what": "case",
        "well": True,
        "detail": "drones/case.db",
    }


def test_the_case_is_called_after_its_file_or_folder() -> None:
    assert title(Path("/x/drones/case.db")) == "drones"
    assert title(Path("/x/harbour.db")) == "harbour"


# --- how it ends ------------------------------------------------------------------------------------


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"allegedly {allegedly.__version__}\n"


def test_usage_is_two(run: Run) -> None:
    assert run("show").exit_code == 2
    assert run("brief", "--format", "pdf").exit_code == 2


def test_an_error_of_ours_is_one(run: Run, case: FakeCase) -> None:
    case.failure = CaseMissing("there is no case at x.db; `allegedly add` makes one")
    result = run("add", "a.txt")
    assert (result.exit_code, result.stderr) == (
        1,
        "allegedly: there is no case at x.db; `allegedly add` makes one\n",
    )


def test_an_unexpected_error_is_one_line_unless_asked(run: Run, case: FakeCase) -> None:
    case.failure = KeyError("x")
    result = run("add", "a.txt")
    assert result.exit_code == 1
    assert re.fullmatch(r"allegedly: unexpected KeyError: 'x'.*\n", result.stderr)
    assert isinstance(run("--traceback", "add", "a.txt").exception, KeyError)


def test_an_interruption_says_that_the_case_is_sound(run: Run, case: FakeCase) -> None:
    case.failure = KeyboardInterrupt()
    result = run("add", "a.txt")
    assert (result.exit_code, "run the same command again" in result.stderr) == (130, True)


def test_progress_is_counted_where_somebody_watches() -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "show.fake", "add", "a.txt"],
        env={**os.environ, "PYTHONPATH": str(TESTS), "TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        check=True,
    )
    os.close(theirs)
    seen = os.read(ours, 100_000).decode()
    os.close(ours)
    assert re.search(r"reading 1\b", seen)
    assert "1 new report" in done.stdout


def test_control_c_in_a_process() -> None:
    with program("add", "slow") as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "reading\n"
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (130, "")
    assert err == "allegedly: interrupted; the case is sound: run the same command again to go on\n"


@pytest.mark.parametrize("words", [("brief",), ("export", "-o", "-")])
def test_a_closed_pipe_is_no_error(words: tuple[str, ...]) -> None:
    with program(*words) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_help_is_quick_and_loads_no_room() -> None:
    code = f"import sys; sys.argv[1:] = ['--help']\nfrom allegedly.show.cli import main\ntry: main()\nexcept SystemExit: pass\nprint([m for m in {HEAVY} if m in sys.modules])"
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("\n[]\n")
    assert time.perf_counter() - begun < 3  # 0.3 s on an idle machine; the rest is for a busy one


def test_no_argument_prints_the_help(run: Run) -> None:
    assert "Commands:" in run().output


def test_the_app_has_every_command() -> None:
    names = {c.name or (c.callback.__name__ if c.callback else "") for c in app.registered_commands}
    assert names == set(
        "add import remove brief claims show origins figures timeline diff explain search statements "
        "export backup verify doctor judge judgements reread follow rate ratings assess watch".split()
    )


# --- as of ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("claims",), ("show", "C1"), ("brief",)])
@pytest.mark.parametrize("entered", [True, False])
def test_as_of_asks_for_that_ledger(
    run: Run, case: FakeCase, command: tuple[str, ...], entered: bool
) -> None:
    result = run(*command, "--as-of", "2026-03-03", *["--entered"] * entered)
    assert result.exit_code == 0, result.stderr
    assert ("ledger", ("2026-03-03", entered)) in case.calls
    assert ("ledger", (None, False)) not in case.calls


def test_as_of_in_json_and_in_an_export(run: Run, case: FakeCase) -> None:
    assert json.loads(run("show", "A1", "--json", "--as-of", "2026-03").stdout)["name"] == "A1"
    assert run("claims", "--json", "--as-of", "2026-03", "--entered").exit_code == 0
    assert ("ledger", ("2026-03", True)) in case.calls
    assert run("export", "-o", "-", "--as-of", "2026-03", "--entered").exit_code == 0
    asked = [call[1] for call in case.calls if call[0] == "export as of"]
    assert asked == [("2026-03", False), ("2026-03", True), ("2026-03", True)]


def test_a_brief_as_of_says_so(run: Run) -> None:
    shown = run("brief", "--as-of", "2026-03-03").stdout.splitlines()[0]
    assert shown.startswith("drones as of 3 Mar 2026  ")
    shown = run("brief", "--as-of", "2026-03-03", "--entered").stdout.splitlines()[0]
    assert shown.startswith("drones as of 3 Mar 2026, as entered  ")


@pytest.mark.parametrize(
    "command", [("claims",), ("show", "C1"), ("brief",), ("export", "-o", "-")]
)
def test_entered_without_a_date_is_refused(run: Run, command: tuple[str, ...]) -> None:
    result = run(*command, "--entered")
    assert (result.exit_code, "--as-of 2026-03-02" in result.stderr) == (1, True)
