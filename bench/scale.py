#!/usr/bin/env python3
"""How linking grows: `python bench/scale.py [--statements 1000000] [--news 500,1000,2000,4000]`.

Prints what linking one report more costs in an invented case of so many statements (see synthetic.py), and how the
time of linking the first articles of a news corpus grows with their number: n to the power of what. Reading and
embedding are not timed. Both cases are made once and kept in build/; making the invented one takes some minutes, and
reading the news an hour (`--news ""` leaves it out).
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import os
import sqlite3
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import predict
import synthetic
from speed import CORPUS, peak

from allegedly import batch
from allegedly.ledger import Store
from allegedly.linking import relink
from allegedly.model import Metadata, Received, Rejected
from allegedly.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    _Took = tuple[float, float]
    """Seconds of the clock, and of the processor."""
    _Part = Callable[[Path, int], _Took]

__all__ = ["BUILD", "NEWS", "STATEMENTS", "invented", "scale"]

STATEMENTS = 1_000_000
NEWS = (500, 1000, 2000, 4000)
BUILD = Path(__file__).resolve().parent.parent / "build"

_STORIES = {"of its own": 0, "with 30 others": 30, "with 60 others": 60}
"""Into what one report comes: a story of so many reports that stand in the case already."""


def scale(statements: int = STATEMENTS, news: Sequence[int] = NEWS) -> dict[str, float]:
    """Seconds and peak memory (MB) of one report more, and the exponent by which linking news grows.

    Seconds of the clock count other work on the machine, too; the exponent is that of the processor's.
    """
    figures: dict[str, float] = {}
    if statements:
        case = invented(statements)
        for name, others in _STORIES.items():
            took, memory = _alone(_one_more, case, others)
            what = f"scale: one report into {statements:,} statements, {name}"
            figures[f"{what}: seconds"], figures[f"{what}: seconds of the processor"] = took
            figures[f"{what}: peak memory in MB"] = memory
    if news:
        case = _news(max(news))
        processor: dict[int, float] = {}
        for n in news:
            (seconds, processor[n]), memory = _alone(_linked_news, case, n)
            what = f"scale: linking {n:,} reports of news"
            figures[f"{what}: seconds"] = seconds
            figures[f"{what}: seconds of the processor"] = processor[n]
            figures[f"{what}: peak memory in MB"] = memory
        if len(processor) > 1:
            figures["scale: linking news grows with n to the power of"] = exponent(processor)
    return figures


def exponent(took: dict[int, float]) -> float:
    """The slope of the logarithm of the time over that of the number, by least squares."""
    points = [(math.log(n), math.log(seconds)) for n, seconds in took.items()]
    x, y = (sum(values) / len(points) for values in zip(*points, strict=True))
    return sum((a - x) * (b - y) for a, b in points) / sum((a - x) ** 2 for a, _ in points)


def _alone(part: _Part, case: Path, many: int) -> tuple[_Took, float]:
    """Run a part in a fresh process: (what it took, its peak memory in MB)."""
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_timed, part, case, many).result()


def _timed(part: _Part, case: Path, many: int) -> tuple[_Took, float]:
    return part(case, many), peak()


def _relinked(store: Store) -> _Took:
    clock, processor = time.perf_counter(), time.process_time()
    relink(store, synthetic.Embedder)
    return time.perf_counter() - clock, time.process_time() - processor


# --- one report more --------------------------------------------------------------------------------


def invented(statements: int) -> Path:
    """The invented case of so many statements, made where it is not there yet."""
    path = BUILD / f"scale-{statements}.db"
    if not path.exists():
        part = _emptied(path.with_suffix(".part"))
        with Store.open(part, settings=Settings(), create=True) as store:
            synthetic.fill(store, synthetic.tales(statements))
        part.rename(path)
    return path


def _one_more(case: Path, others: int) -> _Took:
    """Add one report to the story whose size is next to the one asked for, and take it out again."""
    statements = int(case.stem.removeprefix("scale-"))
    told = synthetic.tale(10**6, 1)
    if others:
        told = min(synthetic.tales(statements), key=lambda t: (abs(t.size - others), t.number))
    more = told.entry(told.size + 1000)
    with Store.open(case, settings=Settings()) as store:
        store.add([more])
        took = _relinked(store)
        store.remove(more.report.id, "measured", "bench")
        relink(store, synthetic.Embedder)
    return took


# --- news -------------------------------------------------------------------------------------------


def _news(articles: int) -> Path:
    """The first articles of the corpus, read and not linked."""
    path = BUILD / f"news-{articles}.db"
    if not path.exists():
        part, settings = _emptied(path.with_suffix(".part")), Settings(jobs=2)
        with Store.open(part, settings=settings, create=True) as store:
            for answers in batch.entries(_received(articles), settings):
                store.add([a for a in answers if not isinstance(a, Rejected)])
        part.rename(path)
    return path


def _received(articles: int) -> Iterator[Received]:
    for number, row in enumerate(predict.load(CORPUS)[:articles]):
        metadata = Metadata(
            url=row["url"], title=row["title"], outlet=row["source"], published=row["date"]
        )
        yield Received(str(number), row["text"].encode(), "text", metadata)


def _linked_news(case: Path, articles: int) -> _Took:
    """Link the first reports of a case that was read; vectors that were not needed before are made up."""
    part = _emptied(BUILD / "news.part")
    Store.open(part, settings=Settings(), create=True).close()
    _copied(case, part, articles)
    with Store.open(part, settings=Settings()) as store:
        took = _relinked(store)
    _emptied(part)
    return took


def _copied(case: Path, part: Path, articles: int) -> None:
    """Copy what linking looks at."""
    connection = sqlite3.connect(part)
    connection.execute("ATTACH ? AS of", [str(case)])
    here = "WHERE {} <= ?"
    for table, where in {
        "makers": "",
        "texts": "WHERE row IN (SELECT text FROM of.reports WHERE row <= ?)",
        "reports": here.format("row"),
        "statements": here.format("reading"),
        "actors": here.format("reading"),
        "vectors": "",
    }.items():
        values = [articles] if where else []
        connection.execute(f"INSERT INTO main.{table} SELECT * FROM of.{table} {where}", values)
    connection.execute("INSERT INTO unlinked SELECT id FROM main.reports")
    connection.commit()
    connection.close()


def _emptied(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    for left in path.parent.glob(f"{path.name}*"):
        left.unlink()
    return path


def main(argv: list[str]) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=STATEMENTS)
    parser.add_argument("--news", default=",".join(map(str, NEWS)))
    options = parser.parse_args(argv)
    news = [int(n) for n in options.news.split(",") if n]
    for name, value in scale(options.statements, news).items():
        print(f"{name:75} {value:8.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
