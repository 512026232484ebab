"""`kill -9` at any moment of `add` leaves a sound case; the same command again gives what an undisturbed one does."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

import allegedly

if TYPE_CHECKING:
    from pathlib import Path

ALLEGEDLY = [sys.executable, "-c", "from allegedly.show.cli import main; main()"]
MOMENTS = 20
KILLED = 8
"""Runs that a kill has to meet: a machine that other work slows at first is faster than it was timed."""
REPORTS = 60

pytestmark = [pytest.mark.slow, pytest.mark.model, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def pile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty short reports, some of which say the same, with a refused line amid them."""
    path = tmp_path_factory.mktemp("pile") / "pile.jsonl"
    with path.open("w", encoding="utf8") as lines:
        for n in range(REPORTS):
            town = ["Alder", "Birch", "Cedar"][n % 3]
            text = (
                f"The mayor of {town} said {n + 10} houses were flooded on Monday.\n\n"
                f"The water company denied that its dam above {town} had failed. "
                f'"We checked every gate," spokeswoman Ada Quill told Lantern Wire.'
            )
            lines.write(json.dumps({"text": text, "published": f"2024-05-{n % 28 + 1:02}"}) + "\n")
            if n == REPORTS // 2:
                lines.write("{broken\n")
    return path


def add(case: Path, pile: Path) -> subprocess.Popen[bytes]:
    command = [*ALLEGEDLY, "add", "--case", str(case), str(pile)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def exported(case: Path) -> bytes:
    with allegedly.open(case) as opened:
        assert opened.verify() == ()
        return opened.export()


def test_killed_and_run_again(tmp_path: Path, pile: Path) -> None:
    undisturbed = tmp_path / "undisturbed.db"
    started = time.monotonic()
    running = add(undisturbed, pile)
    appeared = _appears(undisturbed) - started
    assert running.wait() == 0
    lasted = time.monotonic() - started - appeared
    expected = exported(undisturbed)
    assert len(json.loads(expected)["reports"]) == REPORTS

    moments = random.Random(20)  # the moments vary with the machine anyway
    survived = 0
    for n in range(MOMENTS):
        case = tmp_path / f"killed-{n}.db"
        process = add(case, pile)
        _appears(case)
        time.sleep(moments.uniform(0, 0.8 * lasted))
        survived += process.poll() is not None
        process.kill()
        process.wait()
        assert add(case, pile).wait() == 0
        assert exported(case) == expected, f"moment {n}"
    assert MOMENTS - survived >= KILLED, "most runs ended before they were killed"


def _appears(case: Path) -> float:
    while not case.exists():
        time.sleep(0.005)
    return time.monotonic()
