"""Commands by which an analyst says how far sources and claims are trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from allegedly.errors import InputError
from allegedly.show import answers, rated
from allegedly.show.index import Index
from allegedly.show.options import CaseOption, JsonOption, open_case

if TYPE_CHECKING:
    from allegedly.case import Case
    from allegedly.model import Rating

    Source = Literal["actor", "outlet"]

__all__ = ["register"]

FORM = "say what, and how: allegedly rate NAME A-F, or: allegedly rate C1 1-6"

SCALES = """Reliability of a source, an actor or an outlet: A completely reliable, B usually
reliable, C fairly reliable, D not usually reliable, E unreliable, F reliability
cannot be judged. Credibility of what is claimed: 1 confirmed by other sources,
2 probable, 3 possible, 4 doubtful, 5 improbable, 6 truth cannot be judged. The
two say nothing of each other; F and 6 are unknown, not middling."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    example = 'Example:  allegedly rate C1 2 --why "two agencies saw it"'
    app.command(epilog=example, help=f"{rate.__doc__}\n\n{SCALES}")(rate)
    app.command(epilog="Example:  allegedly ratings --all")(ratings)


def rate(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME|CLAIM A-F|1-6", help="Whom or what, and the letter or number."
        ),
    ] = None,
    actor: Annotated[bool, typer.Option("--actor", help="The name is an actor’s.")] = False,
    outlet: Annotated[bool, typer.Option("--outlet", help="The name is an outlet’s.")] = False,
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason, kept with it.")] = "",
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who says so; else your user name.")
    ] = None,
    undo: Annotated[
        str | None, typer.Option(metavar="RATING", help="Take back the rating with this id.")
    ] = None,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """Say how far a source is trusted, A to F, or what is claimed, 1 to 6; nothing is ever rated by itself."""
    words = words or []
    if (undo is None) is (len(words) < 2) or (undo is not None and words) or (actor and outlet):
        raise InputError(f"{FORM}\nor take a rating back: allegedly rate --undo RATING")
    with open_case(context, case) as opened:
        if undo is not None:
            kept, done = opened.unrate(undo, why=why, by=by), "taken back: "
        else:
            of: Source | None = "actor" if actor else "outlet" if outlet else None
            kept, done = _rate(opened, words, of, (why, by)), ""
        known = Index(opened.ledger())
    if json:
        answers.say_json(rated.exported(known, kept) | {"undone": undo is not None})
        return
    answers.say(f"{done}{rated.sentence(known, kept)} ({kept.id[: rated.SHORT]})")
    if undo is None:
        answers.say(f"Undo: allegedly rate --undo {kept.id[: rated.SHORT]} --why TEXT")


def _rate(
    opened: Case, words: list[str], of: Source | None, said: tuple[str, str | None]
) -> Rating:
    name, (why, by) = " ".join(words[:-1]), said
    name = name if of else rated.meant(Index(opened.ledger()), name)
    return opened.rate(name, words[-1], of=of, why=why, by=by)


def ratings(
    context: typer.Context,
    every: Annotated[
        bool, typer.Option("--all", help="Also those that a later rating replaced.")
    ] = False,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """List the ratings that hold: of whom or what, by whom, when and why."""
    with open_case(context, case, read_only=True) as opened:
        known, found = Index(opened.ledger()), opened.ratings(replaced=every)
    if json:
        answers.say_json([rated.exported(known, one) for one in found])
        return
    answers.print_page(lambda width: rated.listed(known, found, width))
