"""The command line: it mirrors the Python interface, a command for each thing that a case can do.

Exit codes: 0 done; 1 it cannot be done, and standard error says why; 2 usage; 3 `add` could use none of its
inputs; 4 `verify` found problems; 130 interrupted.

`allegedly.open` loads the rooms when it is called: `--help` answers without them.
"""

from __future__ import annotations

import logging
import sys
from contextlib import nullcontext
from enum import StrEnum
from pathlib import Path  # noqa: TC003 - Typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

import allegedly
from allegedly.errors import InputError
from allegedly.model import Report
from allegedly.show import answers, cli_claims, cli_judge, cli_plan, cli_rate, cli_watch, told
from allegedly.show.guard import Guarded
from allegedly.show.index import Index
from allegedly.show.options import (
    AllowPrivateOption,
    AsOfOption,
    CaseOption,
    EnteredOption,
    JsonOption,
    PlanOption,
    open_case,
    when,
)
from allegedly.show.plain import make_plain

__all__ = ["app", "main"]

NOTHING_USED = 3
PROBLEMS_FOUND = 4

TERMINAL_LENGTH = 8
"""Claims in each list of a brief in the terminal: about three screens of 50 lines in all."""

PAGE_LENGTH = 40
"""Claims in each list of a brief on paper: about ten sheets in all."""


class Form(StrEnum):
    """What a brief is written as."""

    terminal = "terminal"
    markdown = "markdown"
    html = "html"


class ExportForm(StrEnum):
    """What a ledger is exported as."""

    json = "json"
    csv = "csv"


if TYPE_CHECKING:
    from allegedly.show.answers import When

app = typer.Typer(
    cls=Guarded,
    help="Who claims what, how firmly and on whose word: a ledger from a pile of news reports. Offline.",
    epilog="Start with:  allegedly add FOLDER  and then:  allegedly brief",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Run the command line."""
    make_plain((sys.stdout, sys.stderr))
    app(prog_name="allegedly")


def _version(wanted: bool) -> None:
    if wanted:
        answers.say(f"allegedly {allegedly.__version__}")
        raise typer.Exit


def _traceback(wanted: bool) -> bool:
    if wanted:
        logging.basicConfig()
    return wanted


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
    traceback: Annotated[
        bool,
        typer.Option(
            "--traceback", callback=_traceback, help="Show where unexpected errors happened."
        ),
    ] = False,
) -> None:
    """Hold the options that stand before a command."""


# --- what goes in -----------------------------------------------------------------------------------


@app.command(epilog="Example:  allegedly add reports/ --published 2026-03-02")
def add(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH|FOLDER|ADDRESS|-",
            help="Files, folders, https:// pages and feeds, - for standard input.",
        ),
    ],
    case: CaseOption = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When the reports appeared: 2026-03-02.")
    ] = None,
    outlet: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who published the reports.")
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes that read.")
    ] = 1,
    allow_private: AllowPrivateOption = False,
    json: JsonOption = False,
) -> None:
    """Read reports into the case and link what they say. What is there already is not added twice."""
    stdin = sys.stdin.buffer.read() if "-" in inputs else None
    with open_case(context, case, create=True) as opened, answers.progress() as progress:
        added = opened.add(
            inputs,
            published=published,
            outlet=outlet,
            jobs=jobs,
            stdin=stdin,
            progress=progress,
            allow_private=allow_private,
        )
    answers.added(added, as_json=json)
    if not added.reports and not added.known:
        raise typer.Exit(NOTHING_USED)


@app.command("import", epilog="Example:  allegedly import ledger.json --case other.db")
def import_(
    context: typer.Context,
    ledger: Annotated[
        Path, typer.Argument(metavar="LEDGER.json", help="A ledger as `export` writes it.")
    ],
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """Take over the reports and statements of a ledger in JSON."""
    with open_case(context, case, create=True) as opened:
        answers.added(opened.load(ledger), as_json=json)


@app.command(epilog='Example:  allegedly remove B --why "withdrawn by its publisher"')
def remove(
    context: typer.Context,
    report: Annotated[
        str, typer.Argument(metavar="REPORT", help="A report: B as the brief shows it, or an id.")
    ],
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason, kept with the case.")],
    case: CaseOption = None,
) -> None:
    """Take a report out of every view; the case remembers that it was there, and why it went."""
    if not why.strip():
        raise InputError("say why the report is removed: --why TEXT")
    with open_case(context, case) as opened:
        known = Index(opened.ledger())
        found = known.find_one(report, Report)
        opened.remove(found.id, why=why)
    answers.say(f"removed {known.outlet(found.id)} ({found.id}): {why}")


# --- what comes out ---------------------------------------------------------------------------------


@app.command(epilog="Example:  allegedly brief -o brief.html")
def brief(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    case: CaseOption = None,
    form: Annotated[
        Form | None,
        typer.Option(
            "--format", help="How it is set; else by the name of the file, else terminal."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write it to a file.")
    ] = None,
    as_of: AsOfOption = None,
    entered: EnteredOption = False,
    since: Annotated[
        str | None,
        typer.Option(
            metavar="DATE|last", help="Only what is new after that day, or the last such brief."
        ),
    ] = None,
    published: Annotated[
        bool, typer.Option("--published", help="With --since: by publication, not by entry.")
    ] = False,
    plan: PlanOption = None,
) -> None:
    """Print what an analyst reads in the morning: contested claims first, origins counted, words quoted."""
    form = form or _form_of(output)
    if since is not None or published:
        asked = told.Since(since or "", published), plan
        _news(context, case, asked, form, output, when(as_of, entered))
        return
    with open_case(context, case, read_only=True) as opened:
        most = TERMINAL_LENGTH if form is Form.terminal else PAGE_LENGTH
        view = answers.brief_of(opened, most, when(as_of, entered), opened.plan(plan))
        if output is None and form is Form.terminal:
            answers.print_brief(view)
            return
        answers.write(output, answers.rendered(view, form.value).encode("utf8", "replace"), opened)


def _news(
    context: typer.Context,
    case: Path | None,
    asked: tuple[told.Since, Path | None],
    form: Form,
    output: Path | None,
    past: When,
) -> None:
    since, plan = asked
    if past.as_of or not since.when:
        raise InputError(
            "--since compares a day with today, --published says how that day is meant; "
            "for two days: allegedly diff FROM TO"
        )
    most = TERMINAL_LENGTH if form is Form.terminal else PAGE_LENGTH
    refused = told.remembered(case) if since.last else nullcontext()
    with refused, open_case(context, case, read_only=not since.last) as opened:
        chosen = since._replace(plan=opened.plan(plan))
        told.tell(opened, chosen, told.To(form.value, output, most))


def _form_of(output: Path | None) -> Form:
    suffixes = {".html": Form.html, ".htm": Form.html, ".md": Form.markdown}
    return suffixes.get(output.suffix.lower(), Form.terminal) if output else Form.terminal


cli_claims.register(app)
cli_plan.register(app)


@app.command(epilog="Example:  allegedly explain A12")
def explain(
    context: typer.Context,
    statement: Annotated[
        str, typer.Argument(metavar="STATEMENT", help="A12 as the brief shows it, or an id.")
    ],
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """Explain a statement: its words in context, who says it, how firmly, and every rule behind that."""
    with open_case(context, case, read_only=True) as opened:
        answers.explain(opened, statement, as_json=json)


@app.command(epilog="Example:  allegedly search harbour drones")
def search(
    context: typer.Context,
    words: Annotated[
        list[str], typer.Argument(metavar="WORDS", help="Words that a passage holds.")
    ],
    case: CaseOption = None,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="Passages at most.")] = 20,
    json: JsonOption = False,
) -> None:
    """Find words in the reports, best passages first."""
    with open_case(context, case, read_only=True) as opened:
        answers.hits(opened, opened.search(" ".join(words), limit=limit), as_json=json)


@app.command(epilog="Example:  allegedly statements report.txt | head -3")
def statements(
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A report, JSON lines, or - for standard input.")
    ],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="When it appeared: 2026-03-02.")
    ] = None,
) -> None:
    """Print the statements of a file as JSON lines. No case is needed, and none is touched."""
    stdin = sys.stdin.buffer.read() if file == "-" else None
    if not answers.statements(allegedly.statements_in([file], published=published, stdin=stdin)):
        raise typer.Exit(NOTHING_USED)


@app.command(epilog="Example:  allegedly export --format json --no-text -o ledger.json")
def export(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="OUT", help="The file to write; - for standard output."
        ),
    ],
    form: Annotated[
        ExportForm, typer.Option("--format", help="JSON is the whole ledger; CSV its statements.")
    ] = ExportForm.json,
    text: Annotated[
        bool,
        typer.Option(
            "--text/--no-text", help="With the texts of the reports, which are their publishers’."
        ),
    ] = True,
    with_log: Annotated[
        bool, typer.Option("--with-log", help="With when things entered, and by whom.")
    ] = False,
    as_of: AsOfOption = None,
    entered: EnteredOption = False,
    case: CaseOption = None,
) -> None:
    """Write the whole ledger to a file, the same bytes for the same content."""
    with open_case(context, case, read_only=True) as opened:
        asked = when(as_of, entered)._asdict()
        data = opened.export(form.value, text=text, with_log=with_log, **asked)
        answers.write(output, data, opened)


# --- the case itself --------------------------------------------------------------------------------


@app.command(epilog="Example:  allegedly backup case-friday.db")
def backup(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where the copy goes.")],
    case: CaseOption = None,
) -> None:
    """Write a copy of the case, to keep or to share."""
    with open_case(context, case, read_only=True) as opened:
        opened.backup(file)
    answers.say(f"copied to {file}")


@app.command(epilog="Example:  allegedly verify")
def verify(context: typer.Context, case: CaseOption = None, json: JsonOption = False) -> None:
    """Recompute every hash, span and id of the case, and list what does not agree."""
    with open_case(context, case, read_only=True) as opened:
        problems = opened.verify()
    answers.problems(problems, as_json=json)
    if problems:
        raise typer.Exit(PROBLEMS_FOUND)


@app.command(epilog="Example:  allegedly doctor")
def doctor(context: typer.Context, case: CaseOption = None, json: JsonOption = False) -> None:
    """Say what the case stands on: versions, model, counts, and every input that was refused."""
    with open_case(context, case, read_only=True) as opened:
        answers.checks(opened.doctor(), as_json=json)


cli_judge.register(app)
cli_watch.register(app)
cli_rate.register(app)
