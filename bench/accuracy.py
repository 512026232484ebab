"""Figures of accuracy: every benchmark set through `predict.py`, the gold end to end through the tool itself."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import predict
from swapped import swapped

import allegedly

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

__all__ = ["GOLD", "SETS", "SHARED", "SWAPPED", "gold", "gold_swapped", "polnear", "sets"]

HERE = Path(__file__).resolve().parent
SHARED = HERE.parents[1] / "shared"
SETS: list[dict[str, str]] = tomllib.loads((HERE / "sets.toml").read_text("utf8"))["figure"]

GOLD = {
    "gold: OVERALL_E2E": ("OVERALL_E2E", "score"),
    "gold: claims F1": ("claims", "F1"),
    "gold: source, right and found": ("e2e_source", "acc"),
    "gold: cue, right and found": ("e2e_cue", "acc"),
    "gold: polarity macro, right and found": ("e2e_polarity_macro", "acc"),
    "gold: certainty macro, right and found": ("e2e_certainty_macro", "acc"),
    "gold: quantities, right and found": ("e2e_quantity_exact", "acc"),
    "gold: times, right and found": ("e2e_time", "acc"),
    "gold: denial links F1": ("denial_links", "F1"),
    "gold: same-claim links F1": ("same_claim_links", "F1"),
    "gold: same-claim links F1, across reports": ("same_claim_links_crossdoc", "F1"),
    "gold: boilerplate rejection": ("boilerplate_rejection", "score"),
    "gold: contradictions F1": ("contradictions", "F1"),
    "gold: traps not hit": ("traps_hit", "count"),
    "gold: origins right of 10": ("origin_count", "acc"),
    "gold: must-not entries kept, of 13": ("must_not_violated", "count"),
}
"""Name -> where the scorer of the gold puts it. Counts of what is wrong are turned round, so that more is better."""

SWAPPED = {
    "gold, names and figures swapped: OVERALL_E2E": ("OVERALL_E2E", "score"),
    "gold, names and figures swapped: source, right and found": ("e2e_source", "acc"),
    "gold, names and figures swapped: quantities, right and found": ("e2e_quantity_exact", "acc"),
}


def sets(names: Callable[[str], bool] = lambda _: True) -> Iterator[tuple[str, float]]:
    """Yield (name, value) for each row of `sets.toml` whose name is wanted; each file is read once."""
    scorer = _module(SHARED / "bench" / "score.py")
    answers: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in SETS:
        if names(row["name"]):
            key = (row["set"], row["file"], row.get("rows", ":"))
            if key not in answers:
                answers[key] = _score(scorer, *key)
            yield row["name"], float(_at(answers[key], row["figure"]))


def polnear() -> dict[str, float]:
    """The figures of attribution alone: what `make test` looks at."""
    return dict(sets(lambda name: name.startswith("attribution")))


def gold(*, given: bool = False) -> dict[str, float]:
    """The two reports of the gold, through `add` (or, its statements `given`, `import`), `export` and its own scorer."""
    seeds = SHARED / "gold" / "seeds.gold.json"
    scores = _gold_scores(seeds, given=given)
    figures = {name: float(scores[part][field]) for name, (part, field) in GOLD.items()}
    for name, of in (
        ("gold: must-not entries kept, of 13", scores["must_not_violated"]["tests"]),
        ("gold: traps not hit", _traps(seeds)),
    ):
        figures[name] = of - figures[name]
    figures["gold: origins right of 10"] *= scores["origin_count"]["n"]
    return figures


def _traps(seeds: Path) -> int:
    """How many pairs of statements look like a contradiction and are none."""
    rows = json.loads(seeds.read_bytes())["links"]["not_contradictions"]
    return len({frozenset((a, b)) for row in rows for a in row["a"] for b in row["b"]})


def gold_swapped() -> dict[str, float]:
    """The same with every name and figure swapped: the gap shows what was learned from the words themselves."""
    with tempfile.TemporaryDirectory() as scratch:
        scores = _gold_scores(swapped(SHARED / "gold", Path(scratch)))
    return {name: float(scores[part][field]) for name, (part, field) in SWAPPED.items()}


def _gold_scores(seeds: Path, *, given: bool = False) -> dict[str, dict[str, float]]:
    tools = SHARED / "gold"
    with tempfile.TemporaryDirectory() as scratch:
        here = Path(scratch)
        with allegedly.open(here / "gold.db", create=True) as case:
            if given:
                (here / "given.json").write_text(_run(tools / "to_ledger.py", seeds), "utf8")
                case.load(here / "given.json")
            else:
                case.add([_gold_reports(seeds, here)])
            (here / "ledger.json").write_bytes(case.export())
        prediction = _run(tools / "from_ledger.py", here / "ledger.json", seeds)
        (here / "pred.json").write_text(prediction, "utf8")
        if keep := os.environ.get("ALLEGEDLY_BENCH_KEEP"):
            Path(keep).mkdir(parents=True, exist_ok=True)
            for made in ("ledger.json", "pred.json"):
                Path(keep, made).write_bytes((here / made).read_bytes())
        answer = _run(tools / "score.py", seeds, here / "pred.json", "--json")
    (scores,) = json.loads(answer).values()
    return scores


def _gold_reports(seeds: Path, scratch: Path) -> Path:
    """The gold's texts as JSON lines, with the date that the gold says to hand over."""
    documents = json.loads(seeds.read_bytes())["documents"]
    path = scratch / "gold.jsonl"
    with path.open("w", encoding="utf8") as lines:
        for d in documents:
            text = (seeds.parent / d["file"]).read_bytes().decode()
            published = d["published"] or d["published_inferred"]
            lines.write(json.dumps({"id": d["id"], "text": text, "published": published}) + "\n")
    return path


def _score(scorer: ModuleType, name: str, file: str, rows: str) -> dict[str, Any]:
    """What the scorer says of some rows of a file: "700:840" are those from 700 on, up to 840."""
    path = SHARED / "bench" / file
    start, end = (int(n) if n else None for n in rows.split(":"))
    chosen = predict.load(path)[start:end]
    ids = {row["id"] for row in chosen}
    wanted = {i: row for i, row in scorer.load(path).items() if i in ids}
    answers = {row["id"]: row for row in predict.SETS[name](chosen)}
    result: dict[str, Any] = scorer.SETS[name](wanted, answers)
    return result


def _at(answer: Any, path: str) -> Any:
    for step in path.split("."):
        answer = answer[int(step) if step.isdigit() else step]
    return answer


def _run(script: Path, *arguments: object) -> str:
    command = [sys.executable, str(script), *map(str, arguments)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec and spec.loader  # noqa: PT018
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
