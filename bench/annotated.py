"""The tool on the annotated texts of tests/gold: figures, the confusion of certainty, analyses right and wrong."""

from __future__ import annotations

import json
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import allegedly

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "gold"))
import score
from compare import Answer, answers, right, scored

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from compare import Match, Scored

__all__ = ["PARTS", "READERS", "agreement", "analyses", "annotated", "confusion"]

PARTS = {
    "sentences": ("sentences", False),
    "sentences, held": ("sentences", True),
    "articles": ("articles", False),
    "articles, held": ("articles", True),
    "stories, held": ("stories", True),
}
"""Name -> part of the set, and whether of it the files that are only measured."""


READERS = "a second reading"
"""The part that is no measure of the tool: how far the blind second readings agree with the first."""


def agreement() -> Iterator[tuple[str, float]]:
    """Yield the figures of the second readings of articles against the first."""
    for name, value in score.figures(score.agreement()).items():
        yield f"{READERS}: {name}", value


def annotated() -> Iterator[tuple[str, float]]:
    """Yield the figures of each part as "part: figure"."""
    for part in PARTS:
        for name, value in score.figures(_scored(part)).items():
            yield f"{part}: {name}", value


def confusion() -> Counter[tuple[str, str]]:
    """How often each certainty was read as each, over all parts."""
    return score.confusion(m for part in PARTS for one in _scored(part) for m in one.matches)


def analyses(good: bool, many: int) -> list[Match]:
    """Analyses of the suite's open sentences that are right in everything, or found and wrong, spread evenly over it."""
    found = [
        m
        for one in _scored("sentences")
        for m in one.matches
        if m.row is not None and m.gold.source != ("none",) and not m.gold.optional
        if all(right(m).values()) == good
    ]
    step = max(1, len(found) // many)
    return found[::step][:many]


def _scored(part: str) -> list[Scored]:
    name, held = PARTS[part]
    said = _answers()
    return [scored(case, said.get(case.id, Answer())) for case in score.chosen(name, held)]


@cache
def _answers() -> dict[str, Answer]:
    """What the tool says about every text, each read as a report of one case."""
    with tempfile.TemporaryDirectory() as scratch:
        reports = Path(scratch) / "reports.jsonl"
        texts = [case for part, held in PARTS.values() for case in score.chosen(part, held)]
        reports.write_text("\n".join(score.texts(texts)), "utf8")
        with allegedly.open(Path(scratch) / "gold.db", create=True) as case:
            case.add([reports])
            return answers(json.loads(case.export()))
