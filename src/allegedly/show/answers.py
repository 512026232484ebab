"""What commands print. JSON answers have the shape of the exported ledger (`docs/ledger-format.md`)."""

from __future__ import annotations

import dataclasses
import json
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.progress import BarColumn, Progress, TextColumn

from allegedly.errors import InputError
from allegedly.model import Claim, Rejected, Report, Statement
from allegedly.settings import Settings
from allegedly.show.brief import Brief, brief
from allegedly.show.detail import explained
from allegedly.show.html import html
from allegedly.show.index import Index
from allegedly.show.markdown import markdown
from allegedly.show.page import console
from allegedly.show.quotation import pieces
from allegedly.show.terminal import examined, passages, terminal
from allegedly.show.words import clean, day, plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from allegedly.case import Case, Check
    from allegedly.case import Progress as Tell
    from allegedly.model import Added, Hit, Plan, Problem
    from allegedly.show.index import Found
    from allegedly.show.page import Page

__all__ = [
    "TODAY",
    "When",
    "added",
    "brief_of",
    "checks",
    "explain",
    "exported",
    "hits",
    "index_of",
    "print_brief",
    "print_page",
    "problems",
    "progress",
    "rendered",
    "say",
    "say_json",
    "statements",
    "warn",
    "write",
    "write_new",
]


class When(NamedTuple):
    """Which ledger is asked for: today's, or one as of a date, by publication or by entry."""

    as_of: str | None = None
    entered: bool = False

    def __str__(self) -> str:
        if self.as_of is None:
            return ""
        return f" as of {day(self.as_of, year=True)}" + ", as entered" * self.entered


TODAY = When()

LISTS: dict[type, str] = {Claim: "claims", Statement: "statements", Report: "reports"}
"""The list of the exported ledger that holds each kind of item."""


# --- the brief --------------------------------------------------------------------------------------


def brief_of(case: Case, most: int, when: When = TODAY, plan: Plan | None = None) -> Brief:
    """The brief of a case, `most` claims of each list; with the phase of a plan."""
    name = f"{title(case.path)}{when}"
    ledger = case.ledger(when.as_of, entered=when.entered)
    found = None if plan is None else case.assess(plan, **when._asdict())
    return brief(ledger, name, Settings.from_environment().clock(), most, found)


def title(case: Path) -> str:
    """What a case is called: its file, or its folder where the file has the usual name."""
    return case.resolve().parent.name or "case" if case.name == "case.db" else case.stem


def print_brief(view: Brief) -> None:
    """Print a brief in the terminal."""
    print_page(lambda width: terminal(view, width))


def rendered(view: Brief, form: str) -> str:
    """A brief as `terminal`, `markdown` or `html`."""
    if form == "html":
        return html(view)
    if form == "markdown":
        return markdown(view)
    return "".join(f"{line.plain}\n" for line in terminal(view).lines)


# --- parts of the ledger ----------------------------------------------------------------------------


def explain(case: Case, name: str, *, as_json: bool) -> None:
    """Explain the statement that `name` means."""
    known = index_of(case)
    found = known.find_one(name, Statement)
    if as_json:
        sentence = "".join(p.text for p in pieces(known.reports[found.report].text, found))
        claim = known.claim_of.get(found.id)
        say_json(exported(case, known, [found])[0] | {"sentence": sentence, "claim": claim})
        return
    print_page(lambda width: explained(known, found, width))


def statements(found: Iterable[tuple[Report, list[dict[str, object]]] | Rejected]) -> bool:
    """Print statements as JSON lines; what could not be read goes to standard error. Whether anything was."""
    used = False
    for answer in found:
        if isinstance(answer, Rejected):
            warn(f"refused {answer.input}: {answer.why} ({answer.detail})")
            continue
        report, rows = answer
        used = True
        if report.unread:
            warn(f"not read: {report.title or report.ref or report.id}: {report.why_unread}")
        for row in rows:
            sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    return used


def hits(case: Case, found: tuple[Hit, ...], *, as_json: bool) -> None:
    """List the places where words were found."""
    known = index_of(case)
    if as_json:
        say_json([dataclasses.asdict(hit) for hit in found])
        return
    print_page(lambda width: passages(known, found, width))


def exported(
    case: Case, known: Index, items: Iterable[Found], when: When = TODAY
) -> list[dict[str, Any]]:
    """The items as the export has them, each with its short `name`."""
    ledger = json.loads(case.export("json", **when._asdict()))
    by_id = {kind: {one["id"]: one for one in ledger[name]} for kind, name in LISTS.items()}
    return [by_id[type(item)][item.id] | {"name": known.name(item)} for item in items]


def index_of(case: Case, when: When = TODAY) -> Index:
    """The ledger of a case that is asked for, looked up by name."""
    return Index(case.ledger(when.as_of, entered=when.entered))


# --- sums and checks --------------------------------------------------------------------------------


@contextmanager
def progress() -> Iterator[Tell | None]:
    """Count on standard error what is done, where somebody watches."""
    if not sys.stderr.isatty():
        yield None
        return

    columns = (TextColumn("{task.description} {task.completed:.0f}"), BarColumn(bar_width=24))
    with Progress(*columns, console=console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def tell(step: str, done: int, total: int) -> None:
            task = tasks.setdefault(step, None) or bar.add_task(step, total=None)
            tasks[step] = task
            bar.update(task, completed=done, total=total or None)

        yield tell


def added(summary: Added, *, as_json: bool) -> None:
    """Say what went in, what was there, and what was refused."""
    if as_json:
        say_json(dataclasses.asdict(summary))
        return
    new = plural(len(summary.reports), "new report")
    say(
        f"{new}, {plural(summary.statements, 'statement')}; {summary.known} already there; {len(summary.rejected)} refused"
    )
    for refused in summary.rejected:
        say(f"  refused {refused.input}: {refused.why} ({refused.detail})")
    for note in summary.notes:
        say(f"  note: {note}")
    if summary.reports or summary.known:
        say("Next: allegedly brief")


def problems(found: tuple[Problem, ...], *, as_json: bool) -> None:
    """List what `verify` found."""
    if as_json:
        say_json([dataclasses.asdict(p) for p in found])
        return
    for problem in found:
        say(f"{problem.what}: {problem.detail}")
    say(f"{plural(len(found), 'problem')} found" if found else "every hash, span and id agrees")


def checks(found: Iterable[Check], *, as_json: bool) -> None:
    """List what `doctor` found."""
    if as_json:
        say_json([dataclasses.asdict(c) for c in found])
        return
    found = list(found)
    print_page(lambda width: examined([(c.what, c.well, c.detail) for c in found], width))


# --- in and out -------------------------------------------------------------------------------------


def write(to: Path | None, data: bytes, case: Case) -> None:
    """Write to a file, or to standard output for `-` or none.

    Raises:
        InputError: the file cannot be written, or is the case itself.
    """
    if to is None or str(to) == "-":
        sys.stdout.buffer.write(data)
        return
    if to.resolve() == case.path.resolve():
        raise InputError(f"{to} is the case itself; name another file")
    try:
        to.write_bytes(data)
    except OSError as error:
        raise InputError(f"cannot write {to}: {error.strerror}") from error


def write_new(to: Path, text: str) -> None:
    """Write a new file; one that is there is left alone.

    Raises:
        InputError: there is one, or none can be written there.
    """
    try:
        with to.open("x", encoding="utf8") as file:
            file.write(text)
    except FileExistsError as error:
        raise InputError(f"{to} exists already; name another file") from error
    except OSError as error:
        raise InputError(f"cannot write {to}: {error.strerror}") from error


def say(words: str) -> None:
    """Print one line; what a terminal would obey in it is shown instead."""
    indent = len(words) - len(words.lstrip(" "))
    sys.stdout.write(f"{' ' * indent}{clean(words)}\n")


def say_json(answer: object) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")


def warn(words: str) -> None:
    """Print one line on standard error."""
    sys.stderr.write(f"{clean(words)}\n")


def print_page(page: Callable[[int], Page]) -> None:
    """Print a page as wide as the terminal."""
    here = console()
    page(here.width).print(here)
