"""The command line over a case that stands still: the story, opened without a file.

As a program (`python -m show.fake COMMAND`) it is what the tests of pipes and signals run.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from allegedly.ledger import dumps, to_json
from allegedly.model import (
    Added,
    Anchor,
    Follow,
    Followed,
    Hit,
    Judgement,
    Problem,
    Rating,
    Rejected,
    Reread,
    Standing,
    identity,
    judgement_id,
)
from allegedly.show.cli import app
from show.story import TEXTS, at, story, story_by

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.model import JudgementKind, Ledger


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
    after: Ledger | None = None
    """What the case says once something is judged."""
    kept: list[Standing] = field(default_factory=list)
    followed: list[Followed] = field(default_factory=list)
    rated: list[Rating] = field(default_factory=list)
    told: str | None = None
    """The moment that the last brief of what is new reached."""

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
        if self.after and self.kept:
            return self.after
        found = story_by(as_of[:10]) if as_of else story()
        return replace(found, ratings=tuple(self.rated))

    def plan(self, named: str | None = None) -> None:
        """There is none."""

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

    def judge(
        self,
        kind: JudgementKind,
        *items: str,
        value: object = None,
        field: str | None = None,
        why: str = "",
        by: str | None = None,
    ) -> Judgement:
        anchors = tuple(Anchor("0" * 64, i, "", "", 0, 1) for i in items)
        moment = "2026-03-06T07:00:00Z"
        made = Judgement("", kind, anchors, by or "somebody", why, moment, field, json.dumps(value))
        made = replace(made, id=judgement_id(made))
        self.kept.append(Standing(made, tuple((i,) for i in items)))
        return made

    def undo(self, judgement: str, *, why: str, by: str | None) -> Judgement:
        self.calls.append(("undo", (judgement, why, by)))
        return self.kept.pop().judgement

    def judgements(self, *, review: bool = False) -> tuple[Standing, ...]:
        return tuple(s for s in self.kept if s.review or not review)

    def reread(self, reports: list[str], *, everything: bool, jobs: int, progress: Any) -> Reread:
        self.calls.append(("reread", (reports, everything, jobs)))
        if progress:
            progress("reading", 1, 0)
        return Reread(tuple(reports), 0, ((identity("report", "harrow"), "no bytes"),))

    def follow(self, what: str, *, by: str | None) -> Follow:
        self.calls.append(("follow", (what, by)))
        then = (("claims", 1), ("statements", 3), ("reports", 3), ("origins", 1))
        then += (("unknown", 0), ("denials", 1), ("contested", 1))
        made = Follow("7" * 16, "claim", what, "x", by or "", "2026-03-05T00:00:00Z", None, then)
        self.followed.append(Followed(made, (what,), then))
        return made

    def unfollow(self, follow: str, *, by: str | None) -> None:
        self.calls.append(("unfollow", (follow, by)))
        self.followed = [f for f in self.followed if f.follow.id != follow]

    def follows(self) -> tuple[Followed, ...]:
        return tuple(self.followed)

    def rate(self, what: str, value: str, **more: Any) -> Rating:
        self.calls.append(("rate", (what, value, more)))
        claim = value in "123456"
        kind, of = ("credibility", "claim") if claim else ("reliability", more["of"] or "outlet")
        by, moment = more["by"] or "somebody", "2026-03-06T07:00:00Z"
        made = Rating("9" * 16, kind, of, what, value, by, more["why"], moment, what)  # type: ignore[arg-type]
        self.rated.append(made)
        return made

    def unrate(self, rating: str, *, why: str, by: str | None) -> Rating:
        self.calls.append(("unrate", (rating, why, by)))
        return self.rated.pop()

    def ratings(self, *, replaced: bool = False) -> tuple[Rating, ...]:
        self.calls.append(("ratings", replaced))
        return tuple(self.rated)

    def last_brief(self) -> str | None:
        return self.told

    @contextmanager
    def briefing(self) -> Iterator[Ledger]:
        if self.failure:
            raise self.failure
        yield story()
        self.told = "2026-03-06T07:00:00Z"

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
