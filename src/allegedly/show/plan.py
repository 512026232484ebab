"""A plan in words, in the terminal: `allegedly plan show`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.assess import rule
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.words import day, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.model import Indicator, Phase, Plan

__all__ = ["asked_for", "plan_page"]

MARGIN = 4
LABEL = 16


def plan_page(plan: Plan, width: int = WIDTH) -> Page:
    """The phases, the highest first, and what each indicator looks out for."""
    page = Page(width)
    page.words((plan.title, "bold"))
    page.heading("PHASES", plural(len(plan.phases), "step"))
    for place, phase in reversed(list(enumerate(plan.phases))):
        _phase(page, place, phase)
    page.heading("INDICATORS", plural(len(plan.indicators), "indicator"))
    for n, indicator in enumerate(plan.indicators):
        if n:
            page.blank()
        page.words(f"{indicator.id}  ", (indicator.title, "bold"))
        for label, words in asked_for(indicator):
            page.columns(ink((f"    {label}", "dim")), ink(words), ink(), LABEL)
    return page


def _phase(page: Page, place: int, phase: Phase) -> None:
    page.columns(ink((f"{place}", "bold")), ink((phase.name, "bold")), ink(), MARGIN)
    meaning = f"{phase.meaning}: " * bool(phase.meaning)
    page.words(meaning, (f"when {rule(phase)}", "dim"), indent=MARGIN)
    for measure in phase.measures:
        page.words((f"{measure.kind}: ", "dim"), measure.what, indent=MARGIN, hang=2)


def asked_for(indicator: Indicator) -> Iterator[tuple[str, str]]:
    """Yield what an indicator looks out for, each part under its label."""
    lists = (
        ("events", ", ".join(indicator.events)),
        ("actors", ", and ".join(" or ".join(g) for g in indicator.actors)),
        ("places", " or ".join(indicator.places)),
        ("words", "; or ".join(" with ".join(g) for g in indicator.words)),
        ("without", ", ".join(indicator.without)),
        ("quantity", _quantity(indicator)),
        ("window", _window(indicator)),
        ("sources", _sources(indicator)),
        ("reliability", f"{indicator.reliability} or better" if indicator.reliability else ""),
        ("credibility", f"{indicator.credibility} or better" if indicator.credibility else ""),
        ("done", f"{' or '.join(indicator.done)}, per {plural(indicator.origins, 'origin')}"),
        ("a sign", " or ".join(indicator.anticipates)),
        ("fresh", plural(indicator.fresh, "day") if indicator.fresh else ""),
    )
    yield from ((label, words) for label, words in lists if words)


def _quantity(indicator: Indicator) -> str:
    amount = indicator.amount
    return f"at least {amount.at_least:,g} {' or '.join(amount.units)}" if amount else ""


def _window(indicator: Indicator) -> str:
    start, end = indicator.window.start, indicator.window.end
    since = f"from {day(start, year=True)}" if start else ""
    return f"{since} until {day(end, year=True)}".strip() if end else since


def _sources(indicator: Indicator) -> str:
    whose = indicator.whose or ", ".join(indicator.sources)
    return f"{whose}, except {', '.join(indicator.exceptions)}" if indicator.exceptions else whose
