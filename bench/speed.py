"""Figures of speed and memory, each a ratio to the full spaCy pipeline in the same run.

A machine's seconds say little; how much of the time the reading of an article takes that a plain parse with
every component of the model takes does. Each part runs in a process of its own, one after the other.
"""

from __future__ import annotations

import importlib
import json
import multiprocessing
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import predict
from accuracy import SHARED

import allegedly
from allegedly.batch import CHUNK
from allegedly.model import Report
from allegedly.parse import Parser
from allegedly.read import mark
from allegedly.settings import Settings
from allegedly.statements.reader import read_statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

__all__ = ["ARTICLES", "CORPUS", "batched", "peak", "speed"]

ARTICLES = 300
T = TypeVar("T")
CORPUS = SHARED / "bench" / "throughput" / "news12k.jsonl.gz"
KILOBYTES = 1024  # in a megabyte


def speed(articles: int = ARTICLES) -> dict[str, float]:
    """Articles a second of each part, their ratios to the full pipeline, and peak memory in MB."""
    full = _alone(_full_pipeline, articles)[0]
    reading, reading_memory = _alone(_reading, articles)
    whole, whole_memory = _alone(_whole, articles)
    half_memory = _alone(_whole, articles // 2)[1]
    two = _alone(_whole_two, articles)[0]
    return {
        "full spaCy pipeline, articles a second": full,
        "reading, articles a second": reading,
        "reading, of the full pipeline": reading / full,
        "whole, articles a second": whole,
        "whole, of the full pipeline": whole / full,
        "whole, two processes of one": two / whole,
        "reading, peak memory in MB": reading_memory,
        "whole, peak memory in MB": whole_memory,
        "whole, peak memory of twice the reports": whole_memory / half_memory,
    }


def _alone(part: Callable[[int], float], articles: int) -> tuple[float, float]:
    """Run a part in a fresh process: (articles a second, its peak memory in MB)."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(_timed, part, articles).result()


def _timed(part: Callable[[int], float], articles: int) -> tuple[float, float]:
    return articles / part(articles), peak()


def peak() -> float:
    """The most memory (MB) that this process ever held; `ru_maxrss` would count that of its parent too."""
    status = Path("/proc/self/status").read_text("ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / KILOBYTES


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of `size`, the last one shorter."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def _texts(articles: int) -> list[str]:
    return [row["text"] for row in predict.load(CORPUS)[:articles]]


def _full_pipeline(articles: int) -> float:
    """The model with all its components, as anybody would call it; loading is not timed."""
    nlp = importlib.import_module(Settings().model).load()
    texts = _texts(articles)
    start = time.perf_counter()
    for _ in nlp.pipe(texts, batch_size=32):
        pass
    return time.perf_counter() - start


def _reading(articles: int) -> float:
    """Text to statements: marked, parsed, read; no vectors, no SQL."""
    parser = Parser(Settings().model)
    texts = _texts(articles)
    start = time.perf_counter()
    marked = [(text, mark(text)) for text in texts]
    for chunk in batched(enumerate(marked), CHUNK):
        with parser.forgetting():
            parsed = parser.parse(pair for _, pair in chunk)
            for (number, (text, _)), (doc, cuts) in zip(chunk, parsed, strict=True):
                read_statements(Report(str(number), "", text), doc, cuts)
    return time.perf_counter() - start


def _whole(articles: int, jobs: int = 1) -> float:
    """`add` of JSON lines to a linked ledger, from the first byte to the closed case."""
    rows = predict.load(CORPUS)[:articles]
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch, "reports.jsonl")
        fields = {"url": "url", "title": "title", "outlet": "source", "published": "date"}
        path.write_text(
            "".join(
                json.dumps({"text": r["text"], **{k: r[v] for k, v in fields.items()}}) + "\n"
                for r in rows
            ),
            "utf8",
        )
        start = time.perf_counter()
        with allegedly.open(Path(scratch, "case.db"), create=True) as case:
            case.add([path], jobs=jobs)
        return time.perf_counter() - start


def _whole_two(articles: int) -> float:
    return _whole(articles, jobs=2)


if __name__ == "__main__":
    for name, value in speed(int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES).items():
        print(f"{name:45} {value:8.2f}")
