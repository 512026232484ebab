"""The commands about claims: lists, one thing, origins, figures, a timeline, a difference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.errors import InputError
from allegedly.show import asked
from allegedly.show.narrow import Narrowed
from allegedly.show.options import (
    AsOfOption,
    CaseOption,
    EnteredOption,
    JsonOption,
    Name,
    open_case,
    when,
)

__all__ = ["register"]

if TYPE_CHECKING:
    from collections.abc import Callable

ClaimName = Annotated[
    str | None,
    typer.Argument(
        metavar="[CLAIM]", help="C1 as the brief shows it, or an id; else the whole case."
    ),
]
ActorOption = Annotated[
    str | None, typer.Option("--actor", metavar="NAME", help="Only what this actor says.")
]


def register(app: typer.Typer) -> None:
    """Give the commands to the command line, in the order of its help."""
    commands: tuple[tuple[Callable[..., None], str], ...] = (
        (claims, "allegedly claims --contested"),
        (show, "allegedly show C1"),
        (origins, "allegedly origins C1"),
        (figures, "allegedly figures C1"),
        (timeline, "allegedly timeline C1"),
        (diff, "allegedly diff 2026-03-02 2026-03-05"),
    )
    for command, example in commands:
        app.command(epilog=f"Example:  {example}")(command)


def claims(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    case: CaseOption = None,
    actor: ActorOption = None,
    denied_by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this actor denies.")
    ] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Only contested claims.")] = False,
    report: Annotated[
        str | None, typer.Option(metavar="REPORT", help="Only what stands in this report: B.")
    ] = None,
    min_origins: Annotated[
        int, typer.Option(min=0, metavar="N", help="Only claims of so many origins.")
    ] = 0,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only what was first seen then or later.")
    ] = None,
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="Claims at most.")] = None,
    as_of: AsOfOption = None,
    entered: EnteredOption = False,
    json: JsonOption = False,
) -> None:
    """List the claims: contested first, then by how many reports they stand in."""
    wanted = Narrowed(contested, actor, denied_by, report, min_origins, since, limit)
    with open_case(context, case, read_only=True) as opened:
        asked.claims(opened, wanted, when(as_of, entered), as_json=json)


def show(
    context: typer.Context,
    name: Name,
    case: CaseOption = None,
    as_of: AsOfOption = None,
    entered: EnteredOption = False,
    json: JsonOption = False,
) -> None:
    """Show a claim with its origins, denials and figures; or a statement; or a report."""
    with open_case(context, case, read_only=True) as opened:
        asked.show(opened, name, when(as_of, entered), as_json=json)


def origins(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    claim: ClaimName = None,
    case: CaseOption = None,
    dot: Annotated[
        bool, typer.Option("--dot", help="As Graphviz text, to be drawn by other programs.")
    ] = False,
    as_of: AsOfOption = None,
    entered: EnteredOption = False,
    json: JsonOption = False,
) -> None:
    """Draw where a claim comes from: who says it, passed on by whom, printed where."""
    form = _form(json=json, dot=dot)
    with open_case(context, case, read_only=True) as opened:
        asked.origins(opened, claim, when(as_of, entered), form=form)


def figures(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    claim: ClaimName = None,
    case: CaseOption = None,
    csv: Annotated[bool, typer.Option("--csv", help="As a table, one row a figure.")] = False,
    as_of: AsOfOption = None,
    entered: EnteredOption = False,
    json: JsonOption = False,
) -> None:
    """Set figures side by side, quantity by quantity: who gave which, and when."""
    form = _form(json=json, csv=csv)
    with open_case(context, case, read_only=True) as opened:
        asked.figures(opened, claim, when(as_of, entered), form=form)


def timeline(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    claim: ClaimName = None,
    case: CaseOption = None,
    actor: ActorOption = None,
    since: Annotated[str | None, typer.Option(metavar="DATE", help="From this day on.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Up to this day.")] = None,
    as_of: AsOfOption = None,
    entered: EnteredOption = False,
    json: JsonOption = False,
) -> None:
    """Tell what happened day by day: first seen, new origins, denials, figures moved, corrections."""
    with open_case(context, case, read_only=True) as opened:
        dates = when(as_of, entered)
        asked.timelines(opened, (claim, actor), (since, until), dates, as_json=json)


def diff(
    context: typer.Context,
    start: Annotated[str, typer.Argument(metavar="FROM", help="A past date: 2026-03-02.")],
    end: Annotated[
        str | None, typer.Argument(metavar="[TO]", help="A later one; else today.")
    ] = None,
    case: CaseOption = None,
    entered: Annotated[
        bool, typer.Option("--entered", help="What the ledger said then, not what was published.")
    ] = False,
    json: JsonOption = False,
) -> None:
    """Say what changed between two dates: claims, origins, denials, figures, corrections."""
    with open_case(context, case, read_only=True) as opened:
        asked.diff(opened, (start, end), entered=entered, as_json=json)


def _form(**wanted: bool) -> str:
    """The one form asked for, else `terminal`.

    Raises:
        InputError: two are asked for.
    """
    chosen = [name for name, on in wanted.items() if on]
    if len(chosen) > 1:
        raise InputError(f"choose one of {' and '.join(f'--{name}' for name in chosen)}")
    return chosen[0] if chosen else "terminal"
