"""The brief in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.show.assessed import phase_lines
from allegedly.show.item import item
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.phrases import MARKS, PAST, SIDES, asides, denied, moved, summary, where
from allegedly.show.words import clip, long_day, plural, unquoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from allegedly.model import Claim, Hit
    from allegedly.show.brief import Brief
    from allegedly.show.figures import Figure
    from allegedly.show.index import Index
    from allegedly.show.item import Item, Quotation, Side
    from allegedly.show.moves import Move, Notice

__all__ = [
    "STYLES",
    "counts",
    "examined",
    "figure_row",
    "heard",
    "listed",
    "more_line",
    "move_line",
    "notice_lines",
    "passages",
    "side_lines",
    "terminal",
]

STYLES = {"says": "bright_blue", "denies": "red", "unknown": "yellow", "own voice": "dim"}

LONGEST = 6
"""Notes of one kind; more are counted."""

COLUMN = 33
"""Where the words beside a figure begin."""


def terminal(brief: Brief, width: int = WIDTH) -> Page:
    """Set a brief in at most `width` columns."""
    page = Page(width)
    page.ends(ink((brief.title, "bold")), ink((long_day(brief.date), "dim")))
    page.words(summary(brief))
    if brief.reached:
        page.heading("PHASE", brief.reached.plan)
        phase_lines(page, brief.reached)
        page.words((f"Indicators: {brief.reached.tally}. ", "dim"), "allegedly assess")
    _contested(page, brief)
    _figures(page, brief)
    _others(page, brief)
    _asides(page, brief)
    page.blank()
    page.words(("Next: ", "dim"), *_spaced(brief.next))
    return page


def _spaced(commands: tuple[str, ...]) -> list[str]:
    return [f"{command}   " for command in commands]


def _contested(page: Page, brief: Brief) -> None:
    if not brief.contested:
        return
    page.heading("CONTESTED", f"{brief.contested_total:,} of {plural(brief.claims, 'claim')}")
    for n, claim in enumerate(brief.contested):
        if n:
            page.blank()
        page.ends(ink((claim.wording, "bold")), ink((claim.name, "dim")))
        rated = (f" · {claim.rated}" if claim.rated else "", STYLES["unknown"])
        page.ends(ink(counts(claim), rated), ink((claim.days, "dim")), indent=2)
        _moved(page, claim)
        for side in claim.says[:SIDES]:
            side_lines(page, side)
        more_line(page, len(claim.says) - SIDES, f"allegedly show {claim.name}", indent=2)
        for side in claim.denied:
            side_lines(page, side)
    more_line(page, brief.contested_total - len(brief.contested), "allegedly claims --contested")


def _moved(page: Page, item: Item) -> None:
    """The first correction and the first drift of a claim, a line each; `show` has them whole."""
    for words in moved(item):
        line = ink("  ", (words, STYLES["unknown"]))
        line.truncate(page.width, overflow="ellipsis")
        page.lines.append(line)


def counts(item: Item) -> Text:
    """`1 origin in 4 reports`, origins first and bold."""
    return ink((item.origins, "bold"), item.counted)


def side_lines(page: Page, side: Side) -> None:
    """Who says something, or denies it, with the first quotation."""
    page.words((f"{MARKS[side.kind]} {side.called}", STYLES[side.kind]), indent=2, hang=2)
    if not side.quotations:
        return
    first = side.quotations[0]
    page.words(heard(first, denial=side.kind == "denies"), indent=4)
    more = f" and {len(side.statements) - 1} more" if len(side.statements) > 1 else ""
    page.words((f"{where(first)} · {first.name}{more}", "dim"), indent=4)


def heard(quotation: Quotation, *, denial: bool) -> Text:
    """The words of a statement; a denial with who denies and how."""
    content = f"“{clip(unquoted(quotation.content))}”"
    if denial and quotation.cue:
        return ink(f"{quotation.speaker} ", (quotation.cue, "bold"), f" {content}")
    return ink(content)


def _figures(page: Page, brief: Brief) -> None:
    if not brief.figures:
        return
    page.heading("FIGURES", "different quantities are never joined")
    for row in brief.figures:
        figure_row(page, row)
    more_line(page, brief.figures_total - len(brief.figures), "allegedly claims")


def move_line(page: Page, move: Move, indent: int = 2) -> None:
    """One drift: what it was called before, and after, and where."""
    names = ink((" ".join(move.statements[:4]), "dim"))
    page.ends(ink((f"{move.what}: ", "dim"), f"{move.before} → {move.after}"), names, indent=indent)


def notice_lines(page: Page, notice: Notice, indent: int = 2) -> None:
    """One correction: what it does, where it stands, and its words."""
    changed = " → ".join(filter(None, (" ".join(notice.before), " ".join(notice.after))))
    page.ends(
        ink((notice.what, STYLES["unknown"]), f" in {notice.where}"),
        ink((changed, "dim")),
        indent=indent,
    )
    page.words(f"“{notice.words}”" if notice.words else (notice.because, "dim"), indent=indent + 2)


def figure_row(page: Page, row: Figure, *, titled: bool = True) -> None:
    """One figure: what is counted (where it is `titled`), the amount, who says so and when, where."""
    label = row.quantity if row.leads and titled else ""
    amount = ink((row.amount, "dim" if row.superseded else "bold"))
    room = COLUMN - 2 - amount.cell_len
    if ink(label).cell_len > room - 1 and label.count(" ") > 1:
        label = f"…{' '.join(label.split()[-2:])}"
    if ink(label).cell_len > room - 1:
        page.words(label)
        label = ""
    left = ink(label, " " * max(1, room - ink(label).cell_len), amount)
    page.columns(left, ink(*_beside(row)), ink((" ".join(row.statements[:4]), "dim")), COLUMN)


def _beside(row: Figure) -> list[str | tuple[str, str]]:
    who = row.who if row.kind == "says" else (f"{MARKS[row.kind]} {row.who}", STYLES[row.kind])
    parts: list[str | tuple[str, str]] = [who, f", {row.days}"]
    if row.superseded:
        parts.append((", superseded", "dim"))
    if row.update_of:
        parts.append((f", update of {', '.join(row.update_of)}", "dim"))
    if row.conflicts:
        parts.append((f" ≠ {', '.join(row.conflicts)}", STYLES["denies"]))
    return parts


def _others(page: Page, brief: Brief) -> None:
    if not (brief.others or brief.own_voice):
        return
    page.heading("NOT CONTESTED", plural(brief.others_total, "claim"))
    for other in brief.others:
        _listed(page, other)
    more_line(page, brief.others_total - len(brief.others), "allegedly claims")
    if brief.own_voice:
        page.words((f"and {plural(brief.own_voice, 'statement')} in one report’s own voice", "dim"))


def _one_line(item: Item) -> list[str | tuple[str, str] | Text]:
    parts: list[str | tuple[str, str] | Text] = [
        counts(item),
        (f", {item.days}", "dim"),
    ]
    for side in (*item.says[:SIDES], *item.denied):
        kind = "denies" if item.polarity == "denies" else side.kind
        parts += [" · ", (f"{MARKS[kind]} {side.called}", STYLES[kind])]
    if len(item.says) > SIDES:
        parts.append(f" and {len(item.says) - SIDES} more")
    if item.denied and not item.contested:
        parts.append(f" ({PAST})")
    if item.polarity == "denies":
        parts.append(f" · {denied(item)}")
    parts += [(f" · {mark}", STYLES["unknown"]) for mark in item.marks]
    return parts


def _asides(page: Page, brief: Brief) -> None:
    found = asides(brief)
    if found:
        page.heading("COPIES, NOT READ, NOT DATED", "kept, and counted once")
    for label, notes in found:
        for n, note in enumerate(notes[:LONGEST]):
            why = f" ({note.why})" if note.why else ""
            page.columns(ink((label if n == 0 else "", "dim")), ink(f"{note.what}{why}"), ink(), 15)
        more_line(page, len(notes) - LONGEST, "allegedly doctor", indent=15)


def more_line(page: Page, count: int, command: str, indent: int = 0) -> None:
    """How many more there are, and the command that shows them."""
    if count > 0:
        page.words((f"and {count:,} more: {command}", "dim"), indent=indent)


# --- lists --------------------------------------------------------------------------------------------


def listed(
    known: Index, claims: list[Claim], width: int = WIDTH, *, without: Sequence[str] = ()
) -> Page:
    """Claims, each with its origins and who says it; where there are none, `without` which options there would be."""
    page = Page(width)
    for claim in claims:
        _listed(page, item(known, claim, quotations=1))
    if not claims and known.claims:
        page.words("No claim answers to all that was asked.")
        drop = [f"allegedly claims without {option}   " for option in without[:1]]
        page.words(("Next: ", "dim"), *(drop or ["allegedly claims"]))
    elif not claims:
        page.words("No claim is in this case yet.")
        page.words(("Next: ", "dim"), "allegedly add FOLDER")
    return page


def _listed(page: Page, item: Item) -> None:
    page.ends(ink((item.wording, "bold" if item.contested else "")), ink((item.name, "dim")))
    page.words(*_one_line(item), indent=2, hang=2)


def passages(known: Index, hits: tuple[Hit, ...], width: int = WIDTH) -> Page:
    """The places where words were found, each with its report."""
    page = Page(width)
    for hit in hits:
        report = known.reports.get(hit.report)
        found = known.statements.get(hit.statement or "") or report
        name = f" · {known.name(found)}" if found else ""
        place = (
            f"{known.outlet(hit.report)}, {known.days(report.published)}" if report else hit.report
        )
        page.words(f"…{hit.before}", (hit.span.text, "bold underline"), f"{hit.after}…")
        page.words((f"{place}{name}", "dim"), indent=2)
    if not hits:
        page.words("Nothing in these reports holds these words.")
    return page


def examined(checks: list[tuple[str, bool, str]], width: int = WIDTH) -> Page:
    """What was looked at, whether it is well, and the particulars."""
    page = Page(width)
    for what, well, detail in checks:
        page.columns(ink("  " if well else ("✕ ", STYLES["denies"]), what), ink(detail), ink(), 24)
    return page
