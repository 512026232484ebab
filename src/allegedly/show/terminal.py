"""The brief in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.show.brief import item
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.words import clip, long_day, plural, unquoted

if TYPE_CHECKING:
    from rich.text import Text

    from allegedly.model import Claim, Hit
    from allegedly.show.brief import Brief, Item, Note, Quotation, Side
    from allegedly.show.figures import Figure
    from allegedly.show.index import Index

__all__ = [
    "MARKS",
    "PAST",
    "STYLES",
    "asides",
    "counts",
    "denied",
    "examined",
    "figure_row",
    "heard",
    "listed",
    "passages",
    "summary",
    "terminal",
    "where",
]

MARKS = {"says": "●", "denies": "✕", "unknown": "?", "own voice": "○"}
STYLES = {"says": "bright_blue", "denies": "red", "unknown": "yellow", "own voice": "dim"}

PAST = "does not stand now"
"""Of a denial made before the claim appeared, or against a figure that its source has replaced."""

COLUMN = 33
"""Where the words beside a figure begin."""


def terminal(brief: Brief, width: int = WIDTH) -> Page:
    """Set a brief in at most `width` columns."""
    page = Page(width)
    page.ends(ink((brief.title, "bold")), ink((long_day(brief.date), "dim")))
    page.words(summary(brief))
    _contested(page, brief)
    _figures(page, brief)
    _others(page, brief)
    _asides(page, brief)
    page.blank()
    page.words(("Next: ", "dim"), *_spaced(brief.next))
    return page


def _spaced(commands: tuple[str, ...]) -> list[str]:
    return [f"{command}   " for command in commands]


def summary(brief: Brief) -> str:
    """The counts in a sentence or two."""
    if not brief.reports:
        return "No report is in this case yet."
    when = f" of {brief.period}" if brief.period else ""
    what = f"{plural(brief.statements, 'statement')} in {plural(brief.reports, 'report')}{when}"
    if not brief.claims:
        return f"{what} make no claim yet."
    contested = brief.contested_total
    standing = f"{contested:,} {_are(contested)}" if contested else "None is"
    return f"{what} make {plural(brief.claims, 'claim')}. {standing} contested."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _contested(page: Page, brief: Brief) -> None:
    if not brief.contested:
        return
    page.heading("CONTESTED", f"{brief.contested_total:,} of {plural(brief.claims, 'claim')}")
    for n, claim in enumerate(brief.contested):
        if n:
            page.blank()
        page.ends(ink((claim.wording, "bold")), ink((claim.name, "dim")))
        page.ends(counts(claim), ink((claim.days, "dim")), indent=2)
        for side in (*claim.says, *claim.denied):
            _side(page, side)
    _more(page, brief.contested_total - len(brief.contested), "allegedly claims --contested")


def counts(item: Item) -> Text:
    """`1 origin in 4 reports`, origins first and bold."""
    return ink((item.origins, "bold"), f" in {plural(item.reports, 'report')}")


def denied(item: Item) -> str:
    """What a denial denies."""
    return f"denies {', '.join(item.denies) or 'nothing in these reports'}"


def _side(page: Page, side: Side) -> None:
    page.words((f"{MARKS[side.kind]} {side.who}", STYLES[side.kind]), indent=2, hang=2)
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


def where(quotation: Quotation) -> str:
    """Outlet and date, how firmly unless plainly asserted, through whom, and whether it is a copy."""
    through = f", through {clip(quotation.via, 60)}" if quotation.via else ""
    copy = f", {quotation.copy}" if quotation.copy else ""
    plain = quotation.certainty == "asserted" or quotation.polarity != "asserts"
    firmness = "" if plain else f", {quotation.certainty}"
    return f"{quotation.outlet}, {quotation.day}{firmness}{through}{copy}"


def _figures(page: Page, brief: Brief) -> None:
    if not brief.figures:
        return
    page.heading("FIGURES", "different quantities are never joined")
    label = ""
    for row in brief.figures:
        figure_row(page, row, label="" if row.quantity == label else row.quantity)
        label = row.quantity
    _more(page, brief.figures_total - len(brief.figures), "allegedly claims")


def figure_row(page: Page, row: Figure, label: str) -> None:
    """One figure: what is counted, the amount, who says so and when, where."""
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
    _more(page, brief.others_total - len(brief.others), "allegedly claims")
    if brief.own_voice:
        page.words((f"and {plural(brief.own_voice, 'statement')} in one report’s own voice", "dim"))


def _one_line(item: Item) -> list[str | tuple[str, str] | Text]:
    parts: list[str | tuple[str, str] | Text] = [
        counts(item),
        (f", {item.days}", "dim"),
    ]
    for side in (*item.says[:3], *item.denied):
        kind = "denies" if item.polarity == "denies" else side.kind
        parts += [" · ", (f"{MARKS[kind]} {side.who}", STYLES[kind])]
    if item.denied and not item.contested:
        parts.append(f" ({PAST})")
    if item.polarity == "denies":
        parts.append(f" · {denied(item)}")
    return parts


def asides(brief: Brief) -> list[tuple[str, tuple[Note, ...]]]:
    """What is no claim, under the label of its kind: only kinds that there are."""
    kinds = {
        "copy": brief.copies,
        "not read": brief.unread,
        "refused": brief.refused,
        "? undated": brief.undated,
        "date given": brief.dated,
    }
    return [(label, notes) for label, notes in kinds.items() if notes]


def _asides(page: Page, brief: Brief) -> None:
    found = asides(brief)
    if found:
        page.heading("COPIES, NOT READ, NOT DATED", "kept, and counted once")
    for label, notes in found:
        for n, note in enumerate(notes[:LONGEST]):
            why = f" ({note.why})" if note.why else ""
            page.columns(ink((label if n == 0 else "", "dim")), ink(f"{note.what}{why}"), ink(), 15)
        _more(page, len(notes) - LONGEST, "allegedly doctor", indent=15)


LONGEST = 6
"""Notes of one kind; more are counted."""


def _more(page: Page, count: int, command: str, indent: int = 0) -> None:
    if count > 0:
        page.words((f"and {count:,} more: {command}", "dim"), indent=indent)


# --- lists --------------------------------------------------------------------------------------------


def listed(known: Index, claims: list[Claim], width: int = WIDTH) -> Page:
    """Claims, each with its origins and who says it."""
    page = Page(width)
    for claim in claims:
        _listed(page, item(known, claim, quotations=1))
    if not claims:
        page.words("No claim here.")
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
