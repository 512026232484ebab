"""Many reports: a pool of processes here; an engine that runs the same pure function elsewhere."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from allegedly.errors import AllegedlyError
from allegedly.pipeline import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future

    from allegedly.ledger import Entry
    from allegedly.model import Received, Rejected
    from allegedly.settings import Settings

__all__ = ["CHUNK", "entries"]

CHUNK = 8
"""Reports read, and then entered, at once. Smaller ones cost the parser its batches; with larger ones a process
waits longer for the other at the end, and more is read again after an interruption."""

_AHEAD = 2
"""Chunks handed to each process before its answers are fetched: memory does not grow with the pile."""


def entries(
    received: Iterable[Received | Rejected], settings: Settings
) -> Iterator[list[Entry | Rejected]]:
    """Read inputs with `settings.jobs` processes; yield the answers chunk by chunk, in the order given."""
    chunks = _chunks(received)
    if settings.jobs == 1:
        yield from _here(chunks, settings)
        return
    context = multiprocessing.get_context("spawn")  # models and forked threads do not mix
    # Ctrl-C reaches every process of a terminal: only this one answers it, the others finish their chunk
    with ProcessPoolExecutor(
        settings.jobs,
        mp_context=context,
        initializer=signal.signal,
        initargs=(signal.SIGINT, signal.SIG_IGN),
    ) as pool:
        pending: deque[Future[list[Entry | Rejected]]] = deque()
        try:
            for chunk in chunks:
                pending.append(pool.submit(_there, chunk, settings))
                if len(pending) >= _AHEAD * settings.jobs:
                    yield pending.popleft().result()
            while pending:
                yield pending.popleft().result()
        except BrokenProcessPool as error:
            raise AllegedlyError(
                "a reading process died, most likely for want of memory; what was entered is safe: "
                "run the same command again with fewer --jobs"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _chunks(received: Iterable[Received | Rejected]) -> Iterator[list[Received | Rejected]]:
    inputs = iter(received)
    while chunk := list(islice(inputs, CHUNK)):
        yield chunk


def _here(
    chunks: Iterable[list[Received | Rejected]], settings: Settings
) -> Iterator[list[Entry | Rejected]]:
    reader: Reader | None = None
    for chunk in chunks:
        reader = reader or Reader(settings)
        yield list(reader.entries(chunk))


def _there(chunk: list[Received | Rejected], settings: Settings) -> list[Entry | Rejected]:
    """Read a chunk in a process of the pool."""
    return list(_reader(settings).entries(chunk))


@lru_cache(maxsize=1)
def _reader(settings: Settings) -> Reader:
    """The models, loaded once in each process, and on first use: what fails then is told as it is."""
    return Reader(settings)
