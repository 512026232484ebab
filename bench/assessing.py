#!/usr/bin/env python3
"""How long an assessment takes: `python bench/assessing.py [--statements 100000] [--indicators 50]`.

The case is an invented one (see synthetic.py), two years long. Each indicator looks for two pairs of the words that one
of its stories is told in; every other one asks for one of six people too. Printed are the seconds of the assessment as
of the last day, its history of two years included, of `allegedly assess` as a command, and how many statements bear.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

import synthetic
from scale import BUILD, invented

import allegedly
from allegedly.assess import read_plan

__all__ = ["assessing", "plan"]

STATEMENTS = 100_000
INDICATORS = 50
LAST = "2033-01-05"


def plan(statements: int, indicators: int) -> str:
    """A plan for the invented case of so many statements."""
    stories = list(synthetic.tales(statements))
    rows = ['title = "Invented"', '[[phase]]\nname = "0"']
    for phase in range(1, 6):
        of = ", ".join(f'"i{n}"' for n in range(indicators))
        needs = f"needs = {{ at_least = {{ count = {phase * indicators // 6}, of = [{of}] }} }}"
        rows.append(f'[[phase]]\nname = "{phase}"\n{needs}')
    rows += [_indicator(n, stories[n % len(stories)]) for n in range(indicators)]
    return "\n".join(rows)


def _indicator(number: int, story: synthetic.Tale) -> str:
    pairs = ", ".join(f'["{a}", "{b}*"]' for a, b in (story.own[:2], story.own[2:4]))
    names = ", ".join(f'"{actor.name}"' for actor in story.people[:6])
    actors = f"actors = [[{names}]]\n" if number % 2 else "origins = 2\n"
    return f'[[indicator]]\nid = "i{number}"\nwords = [{pairs}]\n{actors}fresh = "60 days"'


def assessing(statements: int = STATEMENTS, indicators: int = INDICATORS) -> dict[str, float]:
    """Seconds of an assessment with its history, in this process and as a command; what bears, and what changed."""
    case, text = invented(statements), plan(statements, indicators)
    file = BUILD / f"plan-{statements}-{indicators}.toml"
    file.write_text(text, "utf8")
    made = read_plan(text, file.name)
    with allegedly.open(case, create=False) as opened:  # brings it to the newest version
        opened.assess(made, as_of=LAST)
        start = time.perf_counter()
        found = opened.assess(made, as_of=LAST)
        took = time.perf_counter() - start
    start = time.perf_counter()
    command = ["assess", "--case", str(case), "--plan", str(file), "--as-of", LAST]
    run = [Path(sys.executable).with_name("allegedly"), *command]
    subprocess.run(run, check=True, stdout=subprocess.DEVNULL, env=os.environ)
    what = f"assess: {indicators} indicators on {statements:,} statements"
    return {
        f"{what}: seconds": took,
        f"{what}: seconds of the command": time.perf_counter() - start,
        f"{what}: statements that bear": sum(len(i.evidence) for i in found.indicators),
        f"{what}: changes in two years": len(found.history),
    }


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=STATEMENTS)
    parser.add_argument("--indicators", type=int, default=INDICATORS)
    asked = parser.parse_args()
    for name, value in assessing(asked.statements, asked.indicators).items():
        print(f"{name:70} {value:10.3f}")


if __name__ == "__main__":
    _main()
