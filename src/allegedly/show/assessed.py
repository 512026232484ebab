"""An assessment in the terminal: the phase reached, every indicator with its words, and how it got there."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from allegedly.show.item import speaker
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.reached import SHAPES, per, reached, tally
from allegedly.show.words import clip, join, long_day, plural, unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from allegedly.model import Assessed, Assessment, Evidence, Indicator, Status, Turn
    from allegedly.show.index import Index
    from allegedly.show.reached import Reached

__all__ = ["assessment_page", "indicator_page", "phase_lines"]

STYLES: dict[Status, str] = {
    "met": "bold",
    "met, contested": "red",
    "reported": "bright_blue",
    "anticipated": "yellow",
    "not met": "dim",
    "expired": "dim",
}

PARTS = {
    "done": "says so",
    "reported": "reported",
    "sign": "a sign",
    "against": "against",
    "passed over": "passed over",
}

QUOTED = 2
"""Statements of one indicator that the whole assessment quotes: one for it, one against it."""

TURNS = 40
"""Changes that a history lists; the earlier ones are counted."""

LABEL = 10
"""Columns for what a line of the phase is about."""

MARGIN = 4


def assessment_page(
    known: Index, found: Assessment, width: int = WIDTH, *, history: bool = False
) -> Page:
    """The phase, and each indicator with the words that carry it; with its `history` instead of these where asked."""
    page = Page(width)
    _phase(page, known, found)
    if history:
        _history(page, known, found)
    else:
        titles = {i.id: i for i in found.plan.indicators}
        page.heading("INDICATORS", plural(len(found.indicators), "indicator"))
        page.words((tally(found), "dim"))
        page.blank()
        for n, one in enumerate(found.indicators):
            if n:
                page.blank()
            _indicator(page, known, found, (titles[one.indicator], one))
    for note in found.notes:
        page.words(("note: ", "yellow"), note)
    page.blank()
    first = next((f" {i.indicator}" for i in found.indicators if i.evidence), "")
    page.words(
        ("Next: ", "dim"),
        f"allegedly assess{first}",
        "" if history else "   allegedly assess --history",
    )
    return page


# --- the phase --------------------------------------------------------------------------------------


def _phase(page: Page, known: Index, found: Assessment) -> None:
    view = reached(known, found)
    page.ends(ink((view.plan, "bold")), ink((long_day(found.on), "dim")))
    phase_lines(page, view)
    for n, measure in enumerate(view.measures):
        _line(page, "agreed" if n == 0 else "", ink((f"{measure.kind}: ", "dim"), measure.what))


def phase_lines(page: Page, view: Reached) -> None:
    """The phase reached, by which indicators, and what leads up and down."""
    since = f", since {view.since}" if view.since else ""
    page.words((view.headline, "bold"), (since, "dim"))
    if view.meaning:
        page.words(view.meaning)
    page.blank()
    for n, one in enumerate(view.by):
        words = ink(f"{one.shape} {one.id} {one.status}", (f"  {one.standing}", "dim"))
        _line(page, "by" if n == 0 else "", words)
    for label, lines in (("up", view.up), ("down", view.down)):
        for n, line in enumerate(lines):
            _line(page, label if n == 0 else "", ink(line))


def _line(page: Page, label: str, words: Text) -> None:
    page.columns(ink((label, "dim")), words, ink(), LABEL)


# --- an indicator -----------------------------------------------------------------------------------


def _indicator(
    page: Page, known: Index, found: Assessment, both: tuple[Indicator, Assessed]
) -> None:
    asked, one = both
    _head(page, known, asked, one)
    for part in (("done", "reported", "sign"), ("against",)):
        mine = [e for e in one.evidence if e.part in part and _counts(e, found.on)]
        if mine:
            _quoted(page, known, mine[0], len(mine) - 1)
    if not any(e.part != "passed over" for e in one.evidence) and one.evidence:
        _passed_over(page, known, one)
    for words in one.would_change[:QUOTED]:
        page.words((f"→ {words}", "dim"), indent=MARGIN, hang=2)


def _counts(evidence: Evidence, on: str) -> bool:
    """Whether it counts on the day."""
    return evidence.until is None or evidence.until > on


def _head(page: Page, known: Index, asked: Indicator, one: Assessed) -> None:
    status = ink((one.status, STYLES[one.status]))
    page.ends(ink(f"{SHAPES[one.status]} {one.indicator}  ", (asked.title, "bold")), status)
    since = f"since {known.days(one.since)}" if one.since else ""
    until = f"until {known.days(one.until)}" if one.until else ""
    standing = " · ".join(filter(None, (per(known, one), since, until)))
    if standing:
        page.words(standing, indent=MARGIN)


def _quoted(page: Page, known: Index, evidence: Evidence, more: int) -> None:
    statement = known.statements[evidence.statement]
    report = known.reports[statement.report]
    mark = "✕" if evidence.part == "against" else "●" if evidence.part == "done" else "○"
    page.words(f"{mark} “{clip(unquoted(statement.wording), 160)}”", indent=MARGIN, hang=2)
    further = f" and {more} more" if more else ""
    place = f"{known.outlet(report.id)}, {known.days(report.published)}"
    where = f"{speaker(known, statement)} · {place} · {evidence.because}"
    page.words((f"{where} · {known.name(statement)}{further}", "dim"), indent=MARGIN + 2)


def _passed_over(page: Page, known: Index, one: Assessed) -> None:
    """Why what tells of it does not count, each reason once."""
    reasons: dict[str, list[str]] = {}
    for e in one.evidence:
        reasons.setdefault(e.because, []).append(known.name(known.statements[e.statement]))
    for why, names in reasons.items():
        shown = ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
        page.words((f"passed over: {shown}: {why}", "dim"), indent=MARGIN, hang=2)


def indicator_page(known: Index, found: Assessment, name: str, width: int = WIDTH) -> Page:
    """One indicator with all of its evidence, and how it got there."""
    page = Page(width)
    (both,) = (
        (a, o) for a, o in zip(found.plan.indicators, found.indicators, strict=True) if a.id == name
    )
    asked, one = both
    _head(page, known, asked, one)
    page.words(
        ("id " + one.indicator + f" · {found.plan.title} · {found.on}", "dim"), indent=MARGIN
    )
    if one.origins:
        page.words(("origins  ", "dim"), join(_names(known, one.origins)), indent=MARGIN, hang=9)
    if one.denied_by:
        page.words(("denied   ", "dim"), join(_names(known, one.denied_by)), indent=MARGIN, hang=9)
    for part, group in itertools.groupby(one.evidence, key=lambda e: e.part):
        here = list(group)
        page.heading(PARTS[part].upper(), plural(len(here), "statement"))
        for evidence in here:
            _quoted(page, known, evidence, 0)
            _days(page, known, evidence, found.on)
    page.heading("WHAT WOULD CHANGE IT")
    for words in one.would_change:
        page.words(f"→ {words}", hang=2)
    turns = [t for t in found.history if t.of == name and t.what == "indicator"]
    if turns:
        page.heading("HISTORY", plural(len(turns), "change"))
        for turn in turns:
            _turn(page, known, turn)
    return page


def _names(known: Index, actors: Sequence[str]) -> list[str]:
    return [known.actor(a) or a for a in actors]


def _days(page: Page, known: Index, evidence: Evidence, on: str) -> None:
    if evidence.until is not None:
        gone = "counted until" if evidence.until <= on else "counts until"
        page.words((f"{gone} {known.days(evidence.until)}", "dim"), indent=MARGIN + 2)


# --- history ----------------------------------------------------------------------------------------


def _history(page: Page, known: Index, found: Assessment) -> None:
    turns = found.history
    page.heading("HISTORY", plural(len(turns), "change"))
    if len(turns) > TURNS:
        page.words((f"{len(turns) - TURNS} earlier changes: with --json", "dim"))
    for day, group in itertools.groupby(turns[-TURNS:], key=lambda t: t.day):
        page.words((long_day(day), "bold"))
        for turn in group:
            _turn(page, known, turn, dated=False)
    if not turns:
        page.words("Nothing has changed yet: no indicator was ever met, reported or anticipated.")


def _turn(page: Page, known: Index, turn: Turn, *, dated: bool = True) -> None:
    day = f"{known.days(turn.day)}  " if dated else ""
    words = (
        f"phase {turn.before} → {turn.after}"
        if turn.what == "phase"
        else f"{day}{turn.of} {turn.before} → {turn.after}"
    )
    why = "" if turn.because == "said" else f" · {turn.because}"
    weight = "bold" if turn.what == "phase" else ""
    page.ends(ink((words, weight), (why, "dim")), ink((_cause(known, turn), "dim")), indent=2)


def _cause(known: Index, turn: Turn) -> str:
    """The report and the statement that caused a change."""
    outlet = clip(known.outlet(turn.report), 24) if turn.report in known.reports else ""
    statement = known.statements.get(turn.statement or "")
    return ", ".join(filter(None, (outlet, known.name(statement) if statement else "")))
