"""Watching: again and again what arrives is added, the case is looked at, and what changed is told.

A round never ends a watch: an input that fails, hangs or shrinks is named, and tried again in the next one. The clock
and the waiting are handed in.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from allegedly.assess import plan_at
from allegedly.errors import AllegedlyError, PlanError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from allegedly.case import Case
    from allegedly.model import Added, Alert, Plan, Told

__all__ = ["Channel", "Round", "Watch"]

_SOONEST = 30.0
"""Seconds after which what could not be sent is looked at again, at the earliest."""


class Channel(Protocol):
    """Where alerts go."""

    @property
    def name(self) -> str:
        """The same from one run to the next."""

    def send(self, alert: Alert) -> None:
        """Send one alert.

        Raises:
            Undelivered: it did not arrive.
        """


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did: what was added of each input or why it was not, and what could not be sent."""

    added: tuple[tuple[str, Added], ...] = ()
    failed: tuple[tuple[str, str], ...] = ()
    """Names of inputs, of the plan or of channels, and what went wrong."""
    begun: Told | None = None
    """How things stood when watching began, in the first round of all."""
    alerts: tuple[Alert, ...] = ()
    behind: str | None = None
    """The day last told, where the clock shows an earlier one: nothing is told until it has come."""


@dataclass(slots=True)
class Watch:
    """One watch over one case. `add` adds an input to the open case."""

    open_case: Callable[[], AbstractContextManager[Case]]
    inputs: Sequence[str]
    channels: Sequence[Channel]
    plan: Path | None
    add: Callable[[Case, str], Added]
    _failed: list[tuple[str, str]] = field(default_factory=list)

    def round(self) -> Round:
        """Add what has arrived, look at the case, keep alerts and send what waits."""
        self._failed = []
        added: list[tuple[str, Added]] = []
        begun: Told | None = None
        alerts: tuple[Alert, ...] = ()
        behind: str | None = None
        with self._noted("the case"), self.open_case() as case:
            for name in self.inputs:
                with self._noted(name):
                    added.append((name, self.add(case, name)))
            plan = self._plan()
            told, alerts = case.watched(plan, [c.name for c in self.channels])
            begun = case.told() if told is None else None
            behind = told.on if told is not None and case.today < told.on else None
            self._send(case)
        return Round(tuple(added), tuple(self._failed), begun, alerts, behind)

    def send(self) -> Round:
        """Only send what waits."""
        self._failed = []
        with self._noted("the case"), self.open_case() as case:
            self._send(case)
        return Round(failed=tuple(self._failed))

    def _plan(self) -> Plan | None:
        """The plan as its file has it now: it may be changed while it is watched by; a broken one is named."""
        if self.plan is None:
            return None
        try:
            return plan_at(self.plan)
        except PlanError as error:
            self._failed.append((str(self.plan), str(error)))
            return None

    def _send(self, case: Case) -> None:
        for channel in self.channels:
            with self._noted(channel.name):
                _, why = case.deliver(channel.name, channel.send)
                if why is not None:
                    self._failed.append((channel.name, why))

    @contextlib.contextmanager
    def _noted(self, name: str) -> Iterator[None]:
        """Let no error of ours or of a file system end the watch."""
        try:
            yield
        except (AllegedlyError, OSError) as error:
            self._failed.append((name, str(error)))

    def rounds(
        self, every: float, wait: Callable[[float], None], clock: Callable[[], float]
    ) -> Iterator[Round]:
        """Yield a round every so many seconds, for ever; between them what could not be sent is tried again.

        `clock` counts seconds and never jumps; `wait` waits so many of them.
        """
        while True:
            start = clock()
            done = self.round()
            yield done
            while (left := start + every - clock()) > 0:
                wait(min(left, _SOONEST) if done.failed else left)
                if start + every - clock() > 0 and done.failed:
                    again = self.send()
                    if not again.failed:
                        done = again
