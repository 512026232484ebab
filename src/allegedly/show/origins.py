"""Where a claim comes from, drawn in the terminal: who says it, passed on by whom, printed where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from allegedly.show.graph import reason
from allegedly.show.item import census, count, item
from allegedly.show.moves import credibility
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.paths import guesses, label, named, own_steps, tree, ways_of
from allegedly.show.phrases import MARKS, denied
from allegedly.show.terminal import STYLES
from allegedly.show.words import clean, clip, headline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.model import Claim, Statement
    from allegedly.show.index import Index
    from allegedly.show.paths import Branch, Step, Way

__all__ = ["origins_page", "spread", "spread_page"]

PASSED = 24
"""Column at which the relays begin."""

PRINTED = 46
"""Column at which the reports begin."""

WIDE = 72
"""Columns that the three columns need; a narrower page gets a tree."""


def spread(known: Index) -> list[Claim]:
    """The claims that stand in several reports, those with most origins first, denials last."""
    found = [c for c in known.claims.values() if len(known.reports_of(c)) > 1]
    return sorted(found, key=lambda c: (c.polarity, -len(c.origins), -len(known.reports_of(c))))


def spread_page(known: Index, claims: list[Claim], width: int = WIDTH) -> Page:
    """Claims by their number of origins, a line or two each."""
    page = Page(width)
    for claim in claims:
        view = item(known, claim, quotations=1)
        page.ends(ink((f"{count(known, claim)}{view.counted}", "bold")), ink((view.name, "dim")))
        denial = [f" · {denied(view)}"] if claim.polarity == "denies" else []
        page.words(view.wording, *denial, indent=2, hang=2)
    if not claims:
        page.words("No claim stands in more than one report yet.")
        page.words(("Next: ", "dim"), "allegedly claims")
    return page


def origins_page(known: Index, claim: Claim, width: int = WIDTH) -> Page:
    """The path of every statement of a claim, its words below it; then what each guess rests on."""
    page = Page(width)
    page.ends(ink((headline(claim.wording), "bold")), ink((known.name(claim), "dim")))
    found = list(ways_of(known, claim))
    rated = credibility(known, claim)
    page.words((census(known, claim), "bold"), f" · {rated}" if rated else "")
    page.heading(*(("WHO SAYS IT", "") if page.width < WIDE else ("", "")))
    if page.width >= WIDE:
        page.lines[-1] = _columns("WHO SAYS IT", "PASSED ON BY", "PRINTED IN", style="bold")
    for n, (side, inside) in enumerate(found):
        if n:
            page.blank()
        kind = "denies" if claim.polarity == "denies" else side.kind
        page.words((f"{MARKS[kind]} {side.called}", STYLES[kind]), hang=2)
        _drawn(page, known, tree(known, side, inside), inside)
    _guessed(page, known, [w for _, inside in found for w in inside])
    page.blank()
    name = known.name(claim)
    page.words(("Next: ", "dim"), f"allegedly show {name}   ", f"allegedly origins {name} --dot")
    return page


def _columns(left: str, middle: str, right: str, style: str = "") -> Text:
    return Text(left.ljust(PASSED) + middle.ljust(PRINTED - PASSED) + right, style=style)


# --- the drawing ------------------------------------------------------------------------------------


def _drawn(page: Page, known: Index, branches: list[Branch], found: list[Way]) -> None:
    steps = {w.statement.id: own_steps(known, w) for w in found}
    draw = _wide if page.width >= WIDE else _narrow
    for before, corner, relays, branch in _rows(branches, "  ", ()):
        if branch.statement:
            draw(page, known, before + corner, relays, branch)
            rail = before + ("│" if corner.startswith("├") else " ")
            said = _words(branch.statement, steps[branch.statement.id])
            said += _trusted(known, relays, branch.statement)
            _below(page, said, rail)


def _rows(
    branches: list[Branch], before: str, relays: tuple[Branch, ...]
) -> Iterator[tuple[str, str, tuple[Branch, ...], Branch]]:
    """Yield each statement with what stands left of it, its corner and the relays that it came through."""
    for n, branch in enumerate(branches):
        last = n == len(branches) - 1
        if branch.statement is None:
            inside = list(_rows(branch.branches, before, (*relays, branch)))
            for m, (left, corner, through, leaf) in enumerate(inside):
                ends = last and m == len(inside) - 1
                yield left, corner if ends else corner.replace("╰", "├"), through, leaf
            continue
        dotted = branch.step.guess or branch.step.kind == "copy"
        yield before, f"{'╰' if last else '├'}{'┄' if dotted else '─'} ", relays, branch
        yield from _rows(branch.branches, before + ("    " if last else "│   "), ())


def _wide(page: Page, known: Index, left: str, relays: tuple[Branch, ...], branch: Branch) -> None:
    """One statement in three columns; what finds no room in its column is cut, and whole in JSON."""
    fill = "┄" if left.endswith("┄ ") else "─"
    line = Text(left, style="dim")
    copy = branch.step.kind == "copy"
    said = label(known, branch.step, branch.statement)
    if relays and not copy:
        first = relays[0].step
        said = label(known, first, branch.statement if first.kind == "says" else None)
    _put(line, said, PASSED - 1, fill)
    if relays:
        names = " ─ ".join(named(known, r) for r in relays)
        _put(line, f" {names}", PRINTED - 1, fill, style="bold")
    else:
        line.append(fill * (PRINTED - 1 - line.cell_len), style="dim")
    line.append(" ")
    room = page.width - PRINTED - 6
    place = ink(_place(known, branch))
    place.truncate(room, overflow="ellipsis")
    line.append_text(place)
    name = known.name(branch.statement) if branch.statement else ""
    line.append(" " * max(1, page.width - line.cell_len - len(name)))
    line.append(name, style="dim")
    page.lines.append(line)


def _put(line: Text, words: str, until: int, fill: str, style: str = "") -> None:
    """Words, and after them a line up to column `until`."""
    lead = " " if words.startswith(" ") else ""
    shown = Text(lead + clean(words), style=style)
    shown.truncate(max(1, until - line.cell_len - 2), overflow="ellipsis")
    line.append_text(shown)
    line.append(" ")
    line.append(fill * max(0, until - line.cell_len), style="dim")


def _narrow(
    page: Page, known: Index, left: str, relays: tuple[Branch, ...], branch: Branch
) -> None:
    through = "".join(f"through {named(known, r)}, " for r in relays)
    name = known.name(branch.statement) if branch.statement else ""
    words = label(known, branch.step, branch.statement)
    page.columns(
        Text(left, style="dim"),
        ink(f"{words}: {through}{_place(known, branch)}"),
        ink((name, "dim")),
        len(left) + 2,
    )


def _place(known: Index, branch: Branch) -> str:
    if branch.statement is None:
        return ""
    report = known.reports[branch.statement.report]
    return f"{known.outlet(report.id)}, {known.days(report.published)}"


def _words(statement: Statement, steps: Iterable[Step]) -> list[str]:
    """The words of the report that say so, step by step: of the source, the relays, the credit."""
    spans = (step.span.text for step in steps if step.span and step.span.text.strip())
    said = [f"“{words}”" for words in dict.fromkeys(clip(text, 60) for text in spans)]
    return said + [statement.certainty] * (statement.certainty != "asserted")


def _trusted(known: Index, relays: Iterable[Branch], statement: Statement) -> list[str]:
    """How far the relays and the outlet are trusted, of those that somebody rated."""
    report = known.reports[statement.report]
    found = [(named(known, r), known.reliability("actor", r.id)) for r in relays]
    found.append((known.outlet(report.id), known.reliability("outlet", report.outlet)))
    return [f"{name}{trust}" for name, trust in dict.fromkeys(found) if trust]


def _below(page: Page, said: list[str], rail: str) -> None:
    """What is said of a line, below it."""
    if said:
        at = min(len(rail) + 2, page.width // 3)
        page.railed(Text(rail[: at - 2] + "  ", style="dim"), ink((" · ".join(said), "dim")))


def _guessed(page: Page, known: Index, found: list[Way]) -> None:
    """Each link that is a guess, and what it rests on."""
    links = guesses(found)
    if not links:
        return
    verb = "link is a guess" if len(links) == 1 else "links are guesses"
    page.heading("GUESSES", f"{len(links)} {verb}")
    for step, statements in links:
        names = " ".join(known.name(s) for s in statements)
        page.columns(ink((f"  {names}", "dim")), ink(reason(known, step, statements)), ink(), 10)
