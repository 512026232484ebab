"""The commands about plans: write one, look it over, and say what it makes of a case."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from allegedly.show import answers, planned
from allegedly.show.options import (
    AsOfOption,
    CaseOption,
    EnteredOption,
    JsonOption,
    PlanOption,
    open_case,
    when,
)

__all__ = ["register"]

PlanFile = Annotated[Path, typer.Argument(metavar="[FILE]", help="The plan's file.")]

plans = typer.Typer(
    epilog="Example:  allegedly plan check plan.toml",
    help="Write and look over a plan: indicators, phases, and the response agreed for each.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog="Example:  allegedly assess --plan plan.toml --as-of 2026-03-02")(assess)
    plans.command("new", epilog="Example:  allegedly plan new plan.toml")(new)
    plans.command("check", epilog="Example:  allegedly plan check plan.toml")(check)
    plans.command("show", epilog="Example:  allegedly plan show plan.toml")(show)
    app.add_typer(plans, name="plan")


def assess(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    indicator: Annotated[
        str | None,
        typer.Argument(metavar="[INDICATOR]", help="One indicator with all of its evidence."),
    ] = None,
    plan: PlanOption = None,
    case: CaseOption = None,
    as_of: AsOfOption = None,
    entered: EnteredOption = False,
    without: Annotated[
        list[str] | None,
        typer.Option(metavar="ACTOR", help="What if this source or outlet had never spoken."),
    ] = None,
    history: Annotated[
        bool, typer.Option("--history", help="Every change, with the report that caused it.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Say which indicators of a plan are met in the ledger, and so which phase is reached."""
    with open_case(context, case, read_only=True) as opened:
        asked = planned.Asked(plan, when(as_of, entered), tuple(without or ()))
        planned.assess(opened, asked, indicator, history=history, as_json=json)


def new(file: PlanFile = Path("plan.toml")) -> None:
    """Write an example of a plan, every key explained, to be made one's own."""
    answers.write_new(file, planned.example())
    answers.say(f"written: {file}")
    answers.say(f"Next: allegedly plan check {file}")


def check(
    context: typer.Context, file: PlanFile = Path("plan.toml"), case: CaseOption = None
) -> None:
    """Say what is wrong with a plan, line by line; with a case also which names nobody there has."""
    if case is None:
        planned.check(file)
        return
    with open_case(context, case, read_only=True) as opened:
        planned.check(file, opened)


def show(file: PlanFile = Path("plan.toml")) -> None:
    """Print a plan: its phases, what each asks for and the response agreed, and its indicators in words."""
    planned.show(file)
