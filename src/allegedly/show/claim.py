"""One claim in the terminal, as an analyst would brief it: `allegedly show C1`."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.text import Text

from allegedly.show.chart import chart
from allegedly.show.figures import quantity, rows
from allegedly.show.item import census, deniers, item, quotation, speaker, trusted
from allegedly.show.moves import judgements
from allegedly.show.page import ink
from allegedly.show.paths import label, named, tree, ways
from allegedly.show.phrases import MARKS, PAST, where
from allegedly.show.series import what_moved
from allegedly.show.terminal import STYLES, figure_row, heard, move_line, notice_lines
from allegedly.show.words import clean, clip, headline, join, plural, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.model import Claim, Series, Statement
    from allegedly.show.index import Index
    from allegedly.show.item import Item, Quotation, Side
    from allegedly.show.page import Page
    from allegedly.show.paths import Branch

__all__ = ["claim_page", "judged", "notices", "series_part"]

QUOTED = 3
"""Quotations printed in full below the path of an origin."""

APART = 8
"""Claims kept apart that are listed."""

PLACE = 25
"""Column at which outlet and date begin in a path."""

SHOWN = 24
"""Branches of one origin that are drawn (`allegedly origins` draws all), and denials that are listed."""


CERTAIN = 70
"""Columns that a page needs for the certainty of each statement in a path."""

NOUNS = {
    "government": ("government", "governments"),
    "agency": ("agency", "agencies"),
    "organisation": ("organisation", "organisations"),
    "person": ("person", "persons"),
    "unnamed official": ("unnamed official", "unnamed officials"),
}
"""What those who deny are called where they are all of one kind."""


def claim_page(page: Page, known: Index, claim: Claim) -> None:
    """Everything about a claim."""
    view = item(known, claim, quotations=QUOTED)
    page.ends(ink((view.wording, "bold")), ink((view.name, "dim")))
    page.words((census(known, claim), "bold"))
    page.words(_standing(known, claim))
    page.words(
        (f"id {claim.id}", "dim"), *((f" · {mark}", STYLES["unknown"]) for mark in view.marks)
    )
    notices(page, view)
    denial = claim.polarity == "denies"
    page.heading("DENIES" if denial else "SAYS", plural(view.supporting, "statement"))
    for n, side in enumerate(view.says):
        if n:
            page.blank()
        _origin(page, known, claim, side, "denies" if denial else side.kind)
    _denied(page, known, claim)
    for series in known.series_of[claim.id]:
        series_part(page, known, series)
    _drift(page, view)
    _apart(page, known, claim)
    _targets(page, known, claim)
    judged(page, known, known.in_order(claim.statements))
    _next(page, known, claim)


def _next(page: Page, known: Index, claim: Claim) -> None:
    first = known.name(known.in_order(claim.statements)[0])
    commands = [f"allegedly explain {first}"]
    if claim.origins:
        commands.append(f"allegedly origins {known.name(claim)}")
    commands.append(f"allegedly timeline {known.name(claim)}")
    page.blank()
    page.words(("Next: ", "dim"), *(f"{c}   " for c in commands))


def _standing(known: Index, claim: Claim) -> str:
    denials = known.denials_of[claim.id]
    first, last = known.days(claim.first_seen), known.days(claim.last_seen)
    seen = f"First seen {first}, last {last}." if first != last else f"Seen {first} only."
    if not denials:
        return f"Nobody here denies it.  {seen}"
    reports = plural(len({s.report for s in denials}), "report")
    if claim.contested:
        return f"Denied by {_who_denies(known, denials)} in {reports}.  {seen}"
    return f"Denied by {_who_denies(known, denials)} in {reports}, but that {PAST}.  {seen}"


def _who_denies(known: Index, denials: Iterable[Statement]) -> str:
    """How many deny, and what they are where they are all of one kind: `2 governments`, `3 sources`."""
    names: dict[str, str] = {}
    for s in denials:
        ids = [i for i in (s.source.actor, *s.co_sources) if i in known.actors]
        kinds_of: dict[str, str] = {str(i): known.actors[str(i)].kind for i in ids}
        names |= kinds_of or {speaker(known, s): ""}
    kinds = set(names.values())
    one, several = NOUNS.get(kinds.pop() if len(kinds) == 1 else "", ("source", "sources"))
    return f"{len(names):,} {one if len(names) == 1 else several}"


def notices(page: Page, view: Item) -> None:
    """What was taken back or set right, before anything else is said."""
    if view.notices:
        page.heading("CORRECTED", plural(len(view.notices), "notice"))
    for one in view.notices:
        notice_lines(page, one)


# --- who says it ------------------------------------------------------------------------------------


def _origin(page: Page, known: Index, claim: Claim, side: Side, kind: str) -> None:
    page.words((f"{MARKS[kind]} {_full(known, side)}", STYLES[kind]), hang=2)
    drawn = list(_lines(known, tree(known, side, ways(known, claim, side)), "  "))
    for left, branch in drawn[:SHOWN]:
        _step(page, known, left, branch)
    if len(drawn) > SHOWN:
        page.words(
            (f"  and {len(drawn) - SHOWN} more: allegedly origins {known.name(claim)}", "dim")
        )
    page.blank()
    for shown in side.quotations:
        page.words(heard(shown, denial=False), indent=4)
        page.words((f"{where(shown)} · {shown.name}", "dim"), indent=4)


def _full(known: Index, side: Side) -> str:
    """An origin with whom it speaks for."""
    body = known.affiliation(side.actor)
    spoken = f" (speaks for {body})" if body and body != side.who else ""
    return f"{side.who}{spoken}{side.rated}"


def _lines(known: Index, branches: list[Branch], before: str) -> Iterator[tuple[str, Branch]]:
    """Yield what stands to the left of each branch, and the branch, from the top down."""
    for n, branch in enumerate(branches):
        last = n == len(branches) - 1
        dotted = branch.step.guess or branch.step.kind == "copy"
        corner = "╰" if last else "├"
        yield f"{before}{corner}{'┄' if dotted else '─'} ", branch
        yield from _lines(known, branch.branches, before + ("    " if last else "│   "))


def _step(page: Page, known: Index, left: str, branch: Branch) -> None:
    fill = "┄" if left.endswith("┄ ") else "─"
    line = Text(left, style="dim")
    line.append(clean(label(known, branch.step, branch.statement)), style="")
    line.append(" ")
    line.append(fill * max(1, PLACE - line.cell_len - 1), style="dim")
    if branch.statement is None:
        who = f"{named(known, branch)}{known.reliability('actor', branch.id)}"
        page.columns(line, ink((who, "bold")), ink(), PLACE + 1)
        return
    certainty = f"{branch.statement.certainty:<10} " if page.width >= CERTAIN else ""
    name = ink(certainty, (f"{known.name(branch.statement):>4}", "dim"))
    page.columns(line, ink(_place(known, branch)), name, PLACE + 1)


def _place(known: Index, branch: Branch) -> str:
    """Outlet and date; of a guess also what the report calls its source."""
    statement = branch.statement
    if statement is None:
        return ""
    outlet = known.printed_in(statement.report)
    place = f"{outlet}, {known.days(known.reports[statement.report].published)}"
    called = statement.source.span
    return f"“{clip(called.text, 30)}”, {place}" if branch.step.guess and called else place


# --- who denies it ----------------------------------------------------------------------------------


def _denied(page: Page, known: Index, claim: Claim) -> None:
    denials = known.denials_of[claim.id]
    if not denials:
        return
    groups: dict[str, list[Statement]] = {}
    for statement in denials:
        groups.setdefault(_deniers(known, statement), []).append(statement)
    sources = plural(len(deniers(known, denials)), "source")
    aside = f"{plural(len(denials), 'statement')}, {sources}"
    page.heading("DENIES", aside)
    rules = _rules(known, claim)
    left = SHOWN
    for who, statements in groups.items():
        if left > 0:
            page.words((f"{MARKS['denies']} {who}", STYLES["denies"]), hang=2)
        for statement in statements[: max(0, left)]:
            _denial(page, quotation(known, statement), rules.get(statement.id, ""))
        left -= len(statements)
    if left < 0:
        page.words((f"  and {-left:,} more: allegedly show {known.name(claim)} --json", "dim"))


def _rules(known: Index, claim: Claim) -> dict[str, str]:
    """For each denial the rule that found its target here."""
    inside = set(claim.statements)
    return {
        d.statement: d.because
        for d in known.ledger.linked.denials
        if inside.intersection(d.targets)
    }


def _deniers(known: Index, statement: Statement) -> str:
    together = ", together" if len(known.speakers(statement)) > 1 else ""
    via = quotation(known, statement).via
    return f"{join(trusted(known, statement))}{together}" + (f", through {via}" if via else "")


def _denial(page: Page, denial: Quotation, rule: str) -> None:
    cue = (f"{clip(denial.cue, 24)} ", "bold") if denial.cue else ""
    content = ink(cue, f"“{clip(unquoted(denial.content), 90)}”")
    page.columns(ink("    ", content), ink(where(denial)), ink((denial.name, "dim")), 34)
    if rule:
        page.words((rule, "dim"), indent=6, hang=2)


# --- what moved -------------------------------------------------------------------------------------


def series_part(page: Page, known: Index, series: Series) -> None:
    """One series: a chart where its days allow it, else rows; then what was replaced and what conflicts."""
    page.blank()
    page.rule()
    title = ink((f"FIGURES, {clip(quantity(series), 60)}", "bold"))
    if not chart(page, known, series, title):
        page.ends(title, ink())
        for row in rows(known, series):
            figure_row(page, replace(row, update_of=(), conflicts=()), titled=False)
    what_moved(page, known, series)


def _drift(page: Page, view: Item) -> None:
    if view.moves:
        page.heading("DRIFT", "no new origin")
    for one in view.moves:
        move_line(page, one)


def _apart(page: Page, known: Index, claim: Claim) -> None:
    near: dict[str, str] = {}
    inside = set(claim.statements)
    for pair in known.ledger.linked.related:
        other = pair.b if pair.a in inside else pair.a if pair.b in inside else ""
        found = known.claim_of.get(other)
        if found and found != claim.id:
            near.setdefault(found, pair.why or _features(pair.because))
    if near:
        page.heading("KEPT APART", "near, but not joined")
    for other in sorted(near, key=list(known.claims).index)[:APART]:
        view = known.claims[other]
        wording = ink(headline(clip(view.wording, 100)))
        page.columns(ink((f"  {known.name(view)}", "dim")), wording, ink(), 8)
        page.words((near[other], "dim"), indent=8)
    if len(near) > APART:
        page.words(
            (f"  and {len(near) - APART} more: allegedly show {known.name(claim)} --json", "dim")
        )


def _features(because: tuple[tuple[str, float], ...]) -> str:
    """Features for (+) and against (−), where no words say why."""
    return ", ".join(
        f"{name} {value:+.2f}".replace("-", "−").replace("_", " ") for name, value in because
    )


def _targets(page: Page, known: Index, claim: Claim) -> None:
    targets = known.targets_of(claim)
    if targets:
        page.heading("WHAT IT DENIES")
    for target in targets:
        page.columns(
            ink((f"  {known.name(target)}", "dim")), ink(headline(target.wording)), ink(), 8
        )


def judged(page: Page, known: Index, statements: list[Statement]) -> None:
    """What an analyst said of these statements: with who, when and why."""
    found = judgements(known, statements)
    if found:
        page.heading("JUDGED", plural(len(found), "judgement"))
    for one, names in found:
        what = f"{one.kind}: {one.field} {_value(one.value)}" if one.field else one.kind
        page.columns(ink((f"  {' '.join(names)}", "dim")), ink(what), ink(), 12)
        page.words((f"{one.by}, {known.days(one.entered[:10])}: {one.why}", "dim"), indent=12)


def _value(value: str | None) -> str:
    """What a judged part should be, in words: the ledger keeps it as JSON."""
    try:
        plain = json.loads(value or "null")
    except ValueError:
        return value or "unknown"
    return "unknown" if plain is None else str(plain)
