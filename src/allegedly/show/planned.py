"""What the commands about plans answer."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from allegedly.assess import Names, doubts, plan_at, unknown_names
from allegedly.errors import NotFound
from allegedly.show.answers import TODAY, index_of, print_page, say, say_json
from allegedly.show.assessed import assessment_page, indicator_page
from allegedly.show.assessed_json import assessment_json
from allegedly.show.index import Index
from allegedly.show.plan import plan_page
from allegedly.show.words import plural

if TYPE_CHECKING:
    from pathlib import Path

    from allegedly.case import Case
    from allegedly.show.answers import When

__all__ = ["Asked", "assess", "check", "example", "show"]


class Asked(NamedTuple):
    """Which plan, as of when, and whose word is left out."""

    plan: Path | None = None
    when: When = TODAY
    without: tuple[str, ...] = ()


def assess(
    case: Case, asked: Asked, indicator: str | None, *, history: bool, as_json: bool
) -> None:
    """Print an assessment, or one indicator of it."""
    found = case.assess(
        asked.plan,
        as_of=asked.when.as_of,
        entered=asked.when.entered,
        without=asked.without,
    )
    ids = {i.id.casefold(): i.id for i in found.plan.indicators}
    if indicator is not None and indicator.casefold() not in ids:
        raise NotFound(f"the plan has no indicator {indicator!r}; it has {', '.join(ids.values())}")
    known = index_of(case, asked.when) if asked.when.entered else Index(case.cited(found))
    if as_json:
        say_json(assessment_json(known, found))
    elif indicator is not None:
        name = ids[indicator.casefold()]
        print_page(lambda width: indicator_page(known, found, name, width))
    else:
        print_page(lambda width: assessment_page(known, found, width, history=history))


def check(file: Path, case: Case | None = None) -> None:
    """Say that a plan can be used, and what in it is doubtful.

    Raises:
        PlanError: it cannot; the message names every line at fault.
    """
    plan = plan_at(file)
    for doubt in doubts(plan):
        say(f"doubtful: {doubt}")
    for name in unknown_names(plan, Names(case.ledger().actors)) if case else ():
        say(f"doubtful: nobody in this case is called {name!r}")
    sums = f"{plural(len(plan.phases), 'phase')}, {plural(len(plan.indicators), 'indicator')}"
    say(f"{file}: {sums}; nothing contradicts itself")
    say(f"Next: allegedly assess --plan {file}")


def show(file: Path) -> None:
    """Print a plan in words."""
    plan = plan_at(file)
    print_page(lambda width: plan_page(plan, width))


def example() -> str:
    """A plan to begin with, every key explained."""
    return files("allegedly.show").joinpath("plan.toml").read_text("utf8")
