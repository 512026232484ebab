"""`allegedly watch`: adds what arrives, again and again, and tells what changed."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003 - Typer reads the annotations when it runs
from typing import TYPE_CHECKING, Annotated

import typer

from allegedly.errors import InputError
from allegedly.show import answers
from allegedly.show.alerts import AtomFile, Terminal, Webhook
from allegedly.show.options import AllowPrivateOption, CaseOption, PlanOption, open_case
from allegedly.show.words import plural

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allegedly.model import Alert
    from allegedly.watching import Channel, Round, Watch

__all__ = ["register"]

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SHORTEST = 10
"""Seconds between rounds at least: nobody's feed is to be asked more often."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command(epilog="Example:  allegedly watch inbox/ --every 15m --alerts alerts.atom")(watch)


def watch(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="FOLDER|FILE|ADDRESS...", help="What to add from, again and again."),
    ],
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How often: 90s, 15m, 2h, 1d.")
    ] = "15m",
    plan: PlanOption = None,
    alerts: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the last alerts in an Atom file.")
    ] = None,
    webhook: Annotated[
        str | None, typer.Option(metavar="URL", help="Send each alert there as JSON.")
    ] = None,
    allow_private: AllowPrivateOption = False,
    once: Annotated[bool, typer.Option("--once", help="One round, for a scheduler.")] = False,
    case: CaseOption = None,
) -> None:
    """Add what arrives, and tell what changes: the phase, an indicator, what you follow."""
    seconds = _seconds(every)
    options, said = (plan, alerts, webhook), _Said()
    made = _watch(context, inputs, options, case, allow_private=allow_private)
    rounds = [made.round()] if once else made.rounds(seconds, time.sleep, time.monotonic)
    for done in rounds:
        said.say(done)


def _watch(
    context: typer.Context,
    inputs: list[str],
    options: tuple[Path | None, Path | None, str | None],
    case: Path | None,
    *,
    allow_private: bool,
) -> Watch:
    from allegedly.watching import Watch  # noqa: PLC0415 - it loads the rooms

    plan, alerts, webhook = options
    with open_case(context, case, create=True) as opened:
        name = answers.title(opened.path)
        chosen = opened.plan_file(plan)
    channels: list[Channel] = [Terminal(answers.say)]
    if alerts is not None:
        channels.append(AtomFile(alerts, name, lambda: _last(context, case)))
    if webhook is not None:
        channels.append(Webhook(webhook, name))
    return Watch(
        open_case=lambda: open_case(context, case),
        inputs=inputs,
        channels=channels,
        plan=chosen if plan or chosen.exists() else None,
        add=lambda opened, one: opened.add([one], allow_private=allow_private),
    )


def _seconds(every: str) -> float:
    found = re.fullmatch(r"(\d{1,6})([smhd])", every.strip())
    if found is None:
        raise InputError(f"{every!r} is no time; write it as 90s, 15m, 2h or 1d")
    seconds = int(found[1]) * _UNITS[found[2]]
    if seconds < _SHORTEST:
        raise InputError(f"--every {every} is too often; {_SHORTEST}s is the least")
    return seconds


@dataclass(slots=True)
class _Said:
    """What a watch has said of its rounds, beside the alerts: the same trouble is named once, until it is over."""

    troubles: frozenset[str] = frozenset()

    def say(self, done: Round) -> None:
        """Say what a round did."""
        for name, added in done.added:
            if added.reports:
                answers.say(f"{name}: {plural(len(added.reports), 'new report')}")
        if done.begun:
            phase = f" at phase {done.begun.phase}" if done.begun.phase else ", without a plan"
            answers.say(f"watching begins{phase}; what changes from now on is told")
        now = dict.fromkeys(_troubles(done))
        for words in now:
            if words not in self.troubles:
                answers.warn(words)
        self.troubles = frozenset(now)


def _troubles(done: Round) -> Iterator[str]:
    for _, added in done.added:
        for refused in added.rejected:
            yield f"refused {refused.input}: {refused.why} ({refused.detail})"
    for name, why in done.failed:
        yield f"{name}: {why}; tried again later"
    if done.behind:
        yield (
            f"the clock shows a day before {done.behind}, which was told already: nothing is told till then; "
            "set the clock right"
        )


def _last(context: typer.Context, case: Path | None) -> Sequence[Alert]:
    with open_case(context, case, read_only=True) as opened:
        return opened.alerts()
