"""What a gate reaches on the texts that were held back; see fit_gate.py. The gate of the tool is swapped meanwhile."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "gold"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "bench"))

import accuracy
import predict
import score
from compare import Answer, scored

from allegedly.model import Report
from allegedly.parse import Parser
from allegedly.settings import Settings
from allegedly.statements.attribution import find as attribution
from allegedly.statements.reader import read_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from corpus import Case
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from allegedly.model import Statement

__all__ = ["DRAWS", "Measured", "f1", "interval", "measured", "texts"]

DRAWS = 2000
"""Draws of texts for an interval: its ends move by less than 0.1 from one seed to another."""
_POLNEAR = {
    "polnear.dev": ("polnear.dev.jsonl.gz", slice(None)),
    "polnear, unread": ("polnear.train.jsonl.gz", slice(700, 840)),
}


@contextmanager
def using(trial: object | None) -> Iterator[None]:
    """A stretch of work in which another gate decides; `None` is the shipped one."""
    room: Any = attribution
    shipped = room.gate
    room.gate = trial or shipped
    try:
        yield
    finally:
        room.gate = shipped


class Measured(NamedTuple):
    """What a gate reaches: by set, for each text (found, said, to be found); the gold; milliseconds an article."""

    sets: dict[str, NDArray[np.int_]]
    claims: float
    milliseconds: float


def measured(trial: object | None) -> Measured:
    """Measure one gate on everything that was held back."""
    with using(trial):
        spent = _milliseconds()  # first: what a gate remembers of a text would not count
        own = {f"{part}, held": _own(part) for part in ("articles", "sentences")}
        others = {name: _polnear(name) for name in _POLNEAR}
        claims = accuracy.gold()["gold: claims F1"]
        return Measured(own | others, claims, spent)


def _milliseconds() -> float:
    """Of the processor, from a parsed article of polnear.dev to its attributions."""
    rows = polnear("polnear.dev")
    began = time.process_time()
    for _, doc in rows:
        list(attribution.attributions(doc))
    return 1000 * (time.process_time() - began) / len(rows)


def _own(part: str) -> NDArray[np.int_]:
    counts = []
    for case, doc in texts(part, held=True):
        report = Report(case.id, "", case.text, outlet=case.outlet, published=case.published)
        rows = tuple(map(_row, read_statements(report, doc).statements))
        one = scored(case, Answer(rows))
        said = [m for m in one.matches if m.gold.source != ("none",) and not m.gold.optional]
        found = sum(m.row is not None for m in said)
        stray = sum(r["name"] != "none" for r in one.stray)
        counts.append((found, found + stray, len(said)))
    return np.array(counts)


def _row(s: Statement) -> dict[str, Any]:
    """A statement as the scorer of tests/gold reads it, as far as finding goes."""
    spans = [{"start": c.start, "end": c.end} for c in s.content]
    cue = {"start": s.cue.start, "end": s.cue.end} if s.cue else None
    return {"content": spans, "cue": cue, "name": s.source.kind}


def _polnear(name: str) -> NDArray[np.int_]:
    scorer = _scorer()
    counts = []
    for row, doc in polnear(name):
        found = [a for a in attribution.attributions(doc) if a.parent is None]
        relations = [predict._relation(a, row["text"]) for a in found]  # noqa: SLF001 - as it counts
        said = {"id": row["id"], "relations": relations}
        answer = scorer.score({row["id"]: row}, {row["id"]: said})
        recall, wanted = answer["triple"]["match50"]["R"], answer["gold_relations"]
        counts.append((round(recall * wanted / 100), answer["pred_relations"], wanted))
    return np.array(counts)


@cache
def _scorer() -> Any:
    path = accuracy.SHARED / "bench" / "attribution" / "score.py"
    return accuracy._module(path)  # noqa: SLF001 - a scorer is loaded by its path


@cache
def _parser() -> Parser:
    return Parser(Settings().model)


@cache
def texts(part: str, *, held: bool) -> list[tuple[Case, Doc]]:
    """Our annotated texts, parsed."""
    cases = score.chosen(part, held)
    return list(zip(cases, _parsed(c.text for c in cases), strict=True))


@cache
def polnear(name: str) -> list[tuple[dict[str, Any], Doc]]:
    """PolNeAR's articles, parsed."""
    file, rows = _POLNEAR[name]
    chosen = predict.load(accuracy.SHARED / "bench" / "attribution" / file)[rows]
    return list(zip(chosen, _parsed(row["text"] for row in chosen), strict=True))


def _parsed(plain: Iterable[str]) -> Iterator[Doc]:
    return (doc for doc, _ in _parser().parse((text, ()) for text in plain))


def f1(counts: NDArray[np.int_]) -> float:
    """F1 in percent of (found, said, to be found) of some texts."""
    found, said, wanted = counts.sum(axis=0)
    return float(200 * found / max(1, said + wanted))


def interval(one: NDArray[np.int_], other: NDArray[np.int_]) -> tuple[float, float]:
    """Between what 95 % of draws of the texts put the difference of two F1, the same texts for both."""
    drawn = np.random.default_rng(0).integers(0, len(one), (DRAWS, len(one)))
    differences = [f1(one[texts]) - f1(other[texts]) for texts in drawn]
    low, high = np.percentile(differences, [2.5, 97.5])
    return float(low), float(high)
