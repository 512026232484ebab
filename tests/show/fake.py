"""The command line over a case that stands still: the story, opened without a file.

As a program (`python -m show.fake COMMAND`) it is what the tests of pipes and signals run.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from allegedly.ledger import dumps, to_json
from allegedly.model import Added, Hit, Problem, Rejected, identity
from allegedly.show.cli import app
from show.story import TEXTS, at, story, story_by

if TYPE_CHECKING:
    from allegedly.model import Ledger


@dataclass(frozen=True)
class Check:
    """As in `allegedly.case`, without the rooms that it loads."""

    what: str
    well: bool
    detail: str


@dataclass
class FakeCase:
    """Answers like a case, remembers what it was asked to do."""

    path: Path = Path("drones/case.db")
    problems: tuple[Problem, ...] = ()
    calls: list[tuple[str, Any]] = field(default_factory=list)
    failure: BaseException | None = None
    how: dict[str, Any] = field(default_factory=dict)

    def open(self, path: str | None, **how: Any) -> Self:
        self.how = {"path": path, **how}
        return self

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.calls.append(("close", None))

    def add(self, inputs: list[str], *, progress: Any = None, **how: Any) -> Added:
        self.calls.append(("add", (inputs, how)))
        if self.failure:
            raise self.failure
        if progress:
            progress("reading", 1, 0)
            progress("linking", 0, 0)
        if inputs == ["slow"]:
            sys.stderr.write("reading\n")
            sys.stderr.flush()
            time.sleep(60)
        refused = tuple(Rejected(i, "empty", "no bytes") for i in inputs if "blank" in i)
        used = [i for i in inputs if "blank" not in i]
        return Added(tuple(identity("report", i) for i in used), 0, refused, 3 * len(used))

    def load(self, path: Path) -> Added:
        self.calls.append(("load", path))
        return Added(reports=("r",), statements=2)

    def ledger(self, as_of: str | None = None, *, entered: bool = False) -> Ledger:
        self.calls.append(("ledger", (as_of, entered)))
        return story_by(as_of) if as_of else story()

    def search(self, words: str, limit: int = 20) -> tuple[Hit, ...]:
        if words == "nothing":
            return ()
        span = at("harrow", "frozen")
        text = TEXTS["harrow"]
        return (
            Hit(
                identity("report", "harrow"),
                text[span.start - 13 : span.start],
                span,
                text[span.end :],
            ),
        )[:limit]

    def export(self, form: str, *, text: bool = True, with_log: bool = False, **when: Any) -> bytes:
        self.calls.append(("export", (form, text, with_log)))
        if when.get("as_of"):
            self.calls.append(("export as of", (when["as_of"], when["entered"])))
        return b"id\n" if form == "csv" else dumps(to_json(story(), text=text))

    def remove(self, report: str, *, why: str) -> None:
        self.calls.append(("remove", (report, why)))

    def backup(self, target: Path) -> None:
        self.calls.append(("backup", target))

    def verify(self) -> tuple[Problem, ...]:
        return self.problems

    def doctor(self) -> tuple[Check, ...]:
        return (
            Check("case", True, "drones/case.db"),
            Check("refused: blank.txt", False, "empty: no bytes"),
        )


if __name__ == "__main__":
    app(obj=FakeCase().open, prog_name="allegedly")
