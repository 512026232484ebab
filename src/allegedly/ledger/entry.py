"""What enters the case, and what the log says about it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from allegedly.model import Reading
from allegedly.settings import READER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from allegedly.model import Actor, Given, Ledger, Report, Statement

__all__ = ["Entry", "Logged", "actor_ids", "of_ledger"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One report on its way into the case, with what was read from it.

    `data` are the bytes as received, `None` where only their hash is known (an imported ledger). `vectors` are
    float32 bytes under the text that `embedding`, a model's name, made them from. `name` is the input's name,
    `parser` the language model's name and version.
    """

    data: bytes | None
    report: Report
    reading: Reading
    vectors: Mapping[str, bytes] = field(default_factory=dict)
    embedding: str = ""
    name: str | None = None
    parser: str | None = None
    reader: str = READER
    given: Given | None = None
    """How the bytes came, for a later reading; `None` where they are not known."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log: what happened to `subject` (an id, or an input's name), by whom and why."""

    entered: str
    action: str
    subject: str
    by: str | None = None
    why: str | None = None


def of_ledger(ledger: Ledger) -> tuple[Entry, ...]:
    """Make a ledger's reports ready to enter: each with its statements and the actors they name."""
    statements: dict[str, list[Statement]] = {r.id: [] for r in ledger.reports}
    for statement in ledger.statements:
        statements[statement.report].append(statement)
    made = ledger.generator
    return tuple(
        Entry(
            data=None,
            report=report,
            reading=_reading(report.id, tuple(statements[report.id]), ledger.actors),
            parser=made.model,
            reader=made.reader,
        )
        for report in ledger.reports
    )


def _reading(report: str, statements: tuple[Statement, ...], actors: Iterable[Actor]) -> Reading:
    named = {i for s in statements for i in actor_ids(s)}
    return Reading(report, statements, tuple(a for a in actors if a.id in named))


def actor_ids(statement: Statement) -> list[str]:
    """Every actor that a statement names."""
    via = [v.actor for v in statement.via]
    ids = [statement.source.actor, *statement.co_sources, *via, *statement.actors]
    return [i for i in ids if i is not None]
