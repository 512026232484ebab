"""Options and arguments that several commands share, and how a command opens its case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import allegedly
from allegedly.errors import InputError
from allegedly.show.answers import When

if TYPE_CHECKING:
    from collections.abc import Callable

    from allegedly.case import Case

__all__ = [
    "AllowPrivateOption",
    "AsOfOption",
    "CaseOption",
    "EnteredOption",
    "JsonOption",
    "Name",
    "PlanOption",
    "open_case",
    "when",
]

CaseOption = Annotated[
    Path | None,
    typer.Option(
        "--case", metavar="FILE", help="The case; else ALLEGEDLY_CASE, else case.db in this folder."
    ),
]
AllowPrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from machines of your own network too.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON, for programs.")]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="From the reports published by then: 2026-03-02."),
]
EnteredOption = Annotated[
    bool, typer.Option("--entered", help="With --as-of: what the ledger said on that day.")
]
PlanOption = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="FILE",
        help="The plan; else ALLEGEDLY_PLAN, else plan.toml beside the case.",
    ),
]
Name = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="C1, A or A12 as the brief shows them, an id, or how it begins."
    ),
]


def open_case(context: typer.Context, case: Path | None, **how: bool) -> Case:
    """Open the case. Tests hand in their own way to open as the context's object."""
    opening: Callable[..., Case] = context.obj or allegedly.open
    return opening(str(case) if case else None, **how)


def when(as_of: str | None, entered: bool) -> When:
    """Which ledger the two options ask for.

    Raises:
        InputError: `--entered` without a date.
    """
    if entered and as_of is None:
        raise InputError("--entered says how a date is meant; name one: --as-of 2026-03-02")
    return When(as_of, entered)
