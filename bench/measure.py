#!/usr/bin/env python3
"""Measure everything and say so: `python bench/measure.py [--check | --pin] [--only accuracy|speed|scale|assess]`.

Without an option the figures go into docs/accuracy.md and docs/speed.md; those of growth, which take an hour the first
time, only with `--only scale`. `--check` compares them with
bench/floors.json and exits with 1 where one lies below; `--pin` raises the floors to what was measured (speed
ratios to 70 % of it), lowers none, and writes the pages too.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import accuracy
import annotated
import assessing
import linked
import pages
import scale
import speed

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FLOORS", "below", "floors"]

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
FLOORS = HERE / "floors.json"

_SLACK = 0.7
"""Speed varies with the machine's other work: its floors stand at this share of the ratio reached."""
_RATIOS = (
    "reading, of the full pipeline",
    "whole, of the full pipeline",
    "whole, two processes of one",
)


def floors() -> dict[str, float]:
    """The lowest value that each figure may have."""
    pinned: dict[str, float] = json.loads(FLOORS.read_text("utf8"))
    return pinned


def below(figures: Mapping[str, float]) -> list[str]:
    """One line for each figure that lies below its floor."""
    return [
        f"{name}: {figures[name]:.3f} is below its floor of {floor}"
        for name, floor in floors().items()
        if name in figures and figures[name] < floor
    ]


def pinned(figures: Mapping[str, float]) -> dict[str, float]:
    """The floors raised to these figures; none is lowered."""
    old = floors() if FLOORS.exists() else {}
    reached = {n: _floored(v) for n, v in figures.items() if _defended(n)}
    raised = {n: max(v, old.get(n, v)) for n, v in reached.items()}
    return dict(sorted((old | raised).items()))


def _defended(name: str) -> bool:
    if name.startswith(annotated.READERS):
        return False
    return name in _RATIOS or not pages.speed_figure(name)


def _floored(value: float) -> float:
    """Rounded down, so that a floor is never above what was reached."""
    return int(value * 1000) / 1000


def measured(parts: list[str]) -> dict[str, float]:
    """The figures of the parts asked for."""
    figures: dict[str, float] = {}
    if "accuracy" in parts:
        figures |= accuracy.gold() | accuracy.gold_swapped() | dict(accuracy.sets())
        figures |= dict(annotated.annotated()) | dict(annotated.agreement())
        figures |= dict(linked.linked())
    if "speed" in parts:
        figures |= speed.speed()
    if "scale" in parts:
        figures |= scale.scale()
    if "assess" in parts:
        figures |= assessing.assessing()
    return figures


def _slackened(figures: dict[str, float]) -> dict[str, float]:
    return {n: v * _SLACK if n in _RATIOS else v for n, v in figures.items()}


def main(argv: list[str]) -> int:
    """Measure; then write the pages, compare with the floors, or raise them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=["accuracy", "speed", "scale", "assess"])
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--pin", action="store_true")
    options = parser.parse_args(argv)
    if not accuracy.SHARED.is_dir():
        print("skipped: the measuring sets are not beside this checkout")
        return 0
    parts = [options.only] if options.only else ["accuracy", "speed"]
    figures = measured(parts)
    for name, value in figures.items():
        print(f"{name:45} {value:8.3f}")
    if options.pin:
        FLOORS.write_text(json.dumps(pinned(_slackened(figures)), indent=1) + "\n", "utf8")
        _write(parts, figures)
    elif options.check:
        problems = below(figures)
        print("\n".join(problems) or "every figure stands on or above its floor")
        return 1 if problems else 0
    else:
        _write(parts, figures)
    return 0


def _write(parts: list[str], figures: dict[str, float]) -> None:
    if "accuracy" in parts:
        (DOCS / "accuracy.md").write_text(pages.accuracy_page(figures, floors()), "utf8")
    if {"speed", "scale", "assess"} & {*parts}:
        page = DOCS / "speed.md"
        page.write_text(pages.speed_page(figures, page.read_text("utf8")), "utf8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
