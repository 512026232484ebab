"""A pool of processes: the order given, the same answers, and an end to everything that can go wrong in it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from allegedly import batch
from allegedly.errors import AllegedlyError, ModelMissing
from allegedly.ledger import Entry
from allegedly.model import Received, Rejected
from allegedly.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

pytestmark = pytest.mark.model

TWO = replace(Settings(), jobs=2)
REFUSED = Rejected("blank.txt", "empty", "nothing in it")


class Deadly(Rejected):
    """An input that ends the process which unpacks it, as the kernel does where memory is short."""

    __slots__ = ()

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


def inputs(count: int) -> list[Received | Rejected]:
    texts = [
        f"The mayor of Alder said {n + 2} houses were flooded on Monday." for n in range(count)
    ]
    return [*(Received(f"{n}.txt", t.encode(), "text") for n, t in enumerate(texts)), REFUSED]


def answers(given: Iterable[Received | Rejected], settings: Settings) -> list[Entry | Rejected]:
    return [answer for chunk in batch.entries(given, settings) for answer in chunk]


def test_two_processes_answer_as_one_does_and_in_the_order_given() -> None:
    given = inputs(2 * batch.CHUNK + 3)
    alone = answers(given, Settings())
    assert [a.name for a in alone if isinstance(a, Entry)] == [
        r.name for r in given if isinstance(r, Received)
    ]
    assert alone[-1] == REFUSED
    assert answers(given, TWO) == alone


def test_nothing_given_loads_nothing() -> None:
    assert answers([], replace(Settings(), model="no_such_model")) == []


def test_a_process_that_dies_names_the_way_out() -> None:
    deadly = Deadly("deadly.txt", "empty", "")
    with pytest.raises(AllegedlyError, match="fewer --jobs"):
        answers([deadly], TWO)


def test_what_fails_in_a_process_is_told_as_it_is() -> None:
    with pytest.raises(ModelMissing, match="make install"):
        answers(inputs(1), replace(TWO, model="no_such_model"))


@pytest.mark.slow
def test_an_interrupted_pool_ends_and_leaves_a_sound_case(tmp_path: Path) -> None:
    case, pile = tmp_path / "case.db", tmp_path / "pile.jsonl"
    line = '{{"text": "The mayor of Alder said {} houses were flooded on Monday."}}\n'
    pile.write_text("".join(line.format(n + 2) for n in range(3000)), "utf8")
    command = "from allegedly.show.cli import main; main()"
    add = ["add", "--jobs", "2", "--case", str(case), str(pile)]
    with subprocess.Popen(
        [sys.executable, "-c", command, *add], stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        _wait_for_first_chunk(case)
        os.killpg(running.pid, signal.SIGINT)  # as a terminal does: every process of the group
        said = running.communicate(timeout=60)[1].decode()
    assert running.returncode == 130
    assert (
        said == "allegedly: interrupted; the case is sound: run the same command again to go on\n"
    )
    verify = [sys.executable, "-c", command, "verify", "--case", str(case)]
    assert subprocess.run(verify, check=False, capture_output=True).returncode == 0


def _wait_for_first_chunk(case: Path) -> None:
    log = case.with_name(f"{case.name}-wal")
    while not log.exists() or log.stat().st_size < 200_000:
        time.sleep(0.02)
