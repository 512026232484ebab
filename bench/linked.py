"""What the tool links: on our own stories, from texts and from statements given, and on the gold's statements.

`python bench/linked.py` prints the figures. Files called "held" are measured and never read for errors.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import accuracy

import allegedly

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "gold"))
import links
import score
from beside import Linked
from corpus import files
from given import ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["COLUMNS", "GIVEN", "PARTS", "ledger_of", "linked"]

PARTS = ("stories", "origins")

COLUMNS = {
    "": ("", False),
    ", held": ("", True),
    ", statements given": ("given", False),
    ", statements given, held": ("given", True),
}
"""What follows a part's name in the name of a figure -> how its ledger was made, and which files it measures."""

GIVEN = {
    f"gold, statements given: {name}": name
    for name in (
        "same-claim links F1",
        "same-claim links F1, across reports",
        "denial links F1",
        "contradictions F1",
        "traps not hit",
        "origins right of 10",
        "must-not entries kept, of 13",
    )
}
"""The figures of the gold that are about links alone -> their names without the part."""


def linked() -> Iterator[tuple[str, float]]:
    """Yield every figure of linking: "part: figure"."""
    for part in PARTS:
        if files(part):
            yield from _part(part)
    if accuracy.SHARED.is_dir():
        figures = accuracy.gold(given=True)
        yield from ((name, figures[f"gold: {plain}"]) for name, plain in GIVEN.items())


def _part(part: str) -> Iterator[tuple[str, float]]:
    said = {how: ledger_of(part, how) for how in ("", "given")}
    for suffix, (how, held) in COLUMNS.items():
        found = Linked(links.chosen(part, held), said[how])
        for name, value in links.figures(found).items():
            yield f"{part}{suffix}: {name}", value


def ledger_of(part: str, how: str) -> dict[str, Any]:
    """What the tool exports when it is given the texts of a part, or its statements."""
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        with allegedly.open(here / "links.db", create=True) as case:
            if how == "given":
                path = here / "given.json"
                path.write_text(json.dumps(ledger(links.chosen(part))), "utf8")
                case.load(path)
            else:
                path = here / "reports.jsonl"
                path.write_text("\n".join(score.texts(score.chosen(part))), "utf8")
                case.add([path])
            exported: dict[str, Any] = json.loads(case.export())
    return exported


if __name__ == "__main__":
    for figure, reached in linked():
        print(f"{figure:75} {reached:.3f}")
