"""Commands by which a person corrects a case, has it read again, and follows what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.errors import InputError
from allegedly.model import Report
from allegedly.show import answers, followed, judged
from allegedly.show.changes import changes
from allegedly.show.index import Index
from allegedly.show.options import CaseOption, JsonOption, open_case
from allegedly.show.words import plural

if TYPE_CHECKING:
    from allegedly.case import Case
    from allegedly.model import Judgement

__all__ = ["register"]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command(epilog='Example:  allegedly judge A10 same B11 --why "one strike"')(judge)
    app.command(epilog="Example:  allegedly judgements --review")(judgements)
    app.command(epilog="Example:  allegedly reread --all")(reread)
    app.command(epilog="Example:  allegedly follow C1")(follow)


def judge(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ITEM WHAT [ITEM|VALUE]",
            help="A10 same B11; A10 source NAME; B date 2026-03-02; A10 not-a-statement ...",
        ),
    ] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason, kept with it.")] = "",
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who says so; else your user name.")
    ] = None,
    undo: Annotated[
        str | None,
        typer.Option(metavar="JUDGEMENT", help="Take back the judgement with this id."),
    ] = None,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """Correct the ledger for good, or take a correction back; say what that changes."""
    if bool(words) is (undo is not None):
        raise InputError(f"{judged.FORMS}\nor take one back: allegedly judge --undo JUDGEMENT")
    with open_case(context, case) as opened:
        before, stood = Index(opened.ledger()), opened.judgements()
        if undo is not None:
            kept, done = opened.undo(undo, why=why, by=by), "taken back: "
        else:
            kept, done = _judge(opened, before, words or [], (why, by)), ""
        after = Index(opened.ledger())
        changed = changes(before, after)
        one = {s.judgement.id: s for s in (*stood, *opened.judgements())}[kept.id]
    if json:
        told = judged.exported(before, one) | {"undone": undo is not None, "changes": changed}
        answers.say_json(told)
        return
    answers.say(f"{done}{judged.sentence(before, one)} ({kept.id[: judged.SHORT]})")
    if name := judged.stranger(kept):
        answers.say(f"  no report names {name} so far; kept by name")
    for line in changed or ["nothing else changes"]:
        answers.say(f"  {line}")
    for doubt in one.review:
        answers.say(f"  look again: {doubt}")
    if undo is None:
        answers.say(f"Undo: allegedly judge --undo {kept.id[: judged.SHORT]} --why TEXT")


def _judge(opened: Case, known: Index, words: list[str], said: tuple[str, str | None]) -> Judgement:
    meant = judged.parsed(known, words)
    why, by = said
    return opened.judge(
        meant.kind, *meant.items, value=meant.value, field=meant.field, why=why, by=by
    )


def judgements(
    context: typer.Context,
    review: Annotated[
        bool,
        typer.Option("--review", help="Only those whose words are gone, or that clash."),
    ] = False,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """List the judgements: what was said, by whom, when and why, and which to look at again."""
    with open_case(context, case, read_only=True) as opened:
        known = Index(opened.ledger())
        found = opened.judgements(review=review)
    if json:
        answers.say_json([judged.exported(known, one) for one in found])
        return
    answers.print_page(lambda width: judged.listed(known, found, width, review=review))


def reread(
    context: typer.Context,
    reports: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="REPORT...", help="B as the brief shows it, or an id; else those read of old."
        ),
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All reports, also those of the current reader.")
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes that read.")
    ] = 1,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """Read reports again from the bytes in the case, and link anew. Judgements are kept."""
    with open_case(context, case) as opened, answers.progress() as progress:
        known = Index(opened.ledger())
        wanted = [known.find_one(name, Report).id for name in reports or ()]
        done = opened.reread(wanted, everything=everything, jobs=jobs, progress=progress)
        loose = len(opened.judgements(review=True))
    if json:
        left = [{"report": report, "why": why} for report, why in done.left]
        told = {"reports": list(done.reports), "same": done.same, "left": left, "review": loose}
        answers.say_json(told)
        return
    answers.say(f"{plural(len(done.reports), 'report')} read anew, {done.same} the same as before")
    for report, why in done.left:
        called = known.reports.get(report)
        name = f"{known.name(called)} {known.outlet(report)}" if called else report
        answers.say(f"  left {name}: {why}")
    if loose:
        answers.say(f"{plural(loose, 'judgement')} to look at: allegedly judgements --review")


def follow(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(metavar="CLAIM|ACTOR", help="C1 as the brief shows it, an id, or a name."),
    ] = None,
    stop: Annotated[
        str | None, typer.Option(metavar="CLAIM|ACTOR", help="Follow it no longer.")
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who follows; else your user name.")
    ] = None,
    case: CaseOption = None,
    json: JsonOption = False,
) -> None:
    """Follow a claim or an actor; without either, list what is followed and what is different."""
    writing = name is not None or stop is not None
    with open_case(context, case, read_only=not writing) as opened:
        known = Index(opened.ledger())
        if stop is not None:
            gone = followed.stopped(known, opened.follows(), stop)
            opened.unfollow(gone.follow.id, by=by)
        if name is not None:
            opened.follow(followed.meant(known, name), by=by)
        found = opened.follows()
    if json:
        answers.say_json([followed.exported(known, one) for one in found])
        return
    answers.print_page(lambda width: followed.listed(known, found, width))
