"""The figures of a case, quantity by quantity: in the terminal, as JSON, as a table for spreadsheets."""

from __future__ import annotations

import csv
import dataclasses
import io
from typing import TYPE_CHECKING, Any

from allegedly.show.chart import conflicts, lasting, moved
from allegedly.show.figures import points, quantity, rows, who
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.terminal import STYLES, figure_row
from allegedly.show.words import clean, clip, figure, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.model import Claim, Point, Series
    from allegedly.show.index import Index

__all__ = ["series_csv", "series_json", "series_page", "series_wanted", "what_moved"]

COLUMNS = (
    "series quantity unit role subset figure bound value min max vague who actor published outlet "
    "statement name updates conflicts claims"
).split()

LONGEST = 6
"""Updates, and conflicts, of one quantity that are told in words."""

FORMULA = ("=", "+", "-", "@", "|", "%")
"""What a cell may not begin with: spreadsheets take it for a formula (OWASP, "CSV Injection")."""


def series_wanted(known: Index, claim: Claim | None) -> list[Series]:
    """The series of a claim, or all that have a figure here, in the order of the ledger."""
    if claim:
        return known.series_of[claim.id]
    return [s for s in known.ledger.linked.series if points(known, s)]


def series_page(known: Index, wanted: list[Series], width: int = WIDTH) -> Page:
    """Quantities of which several figures are given, each with what moved in it; then those of one figure."""
    page = Page(width)
    if not wanted:
        page.words("No figure of a known quantity is in these reports.")
        page.words(("Next: ", "dim"), "allegedly claims")
        return page
    n = len(wanted)
    counted = "1 quantity" if n == 1 else f"{n:,} quantities"
    page.ends(ink((counted, "bold")), ink(("never joined with one another" * (n > 1), "dim")))
    set_out = [(s, rows(known, s)) for s in wanted]
    for series, found in (pair for pair in set_out if len(pair[1]) > 1):
        page.heading(clip(quantity(series), 60), _claims(known, series))
        for row in found:
            figure_row(page, dataclasses.replace(row, update_of=(), conflicts=()), titled=False)
        what_moved(page, known, series)
    single = [found[0] for _, found in set_out if len(found) == 1]
    if single:
        page.heading("ONE FIGURE EACH", plural(len(single), "figure"))
    for row in single:
        figure_row(page, row)
    return page


def _claims(known: Index, series: Series) -> str:
    here = sorted((c for c in series.claims if c in known.claims), key=known.order_of.__getitem__)
    names = [known.name(known.claims[c]) for c in here]
    return " ".join(names[:6]) + (f" +{len(names) - 6}" if len(names) > 6 else "")


def what_moved(page: Page, known: Index, series: Series) -> None:
    """The updates (→) and the conflicts (≠) of a series, a line each."""
    for step in moved(known, series)[:LONGEST]:
        words = f"→ {step.old} → {step.new}: {step.who}, {known.days(step.date)}"
        page.words(words, indent=2, hang=2)
    found = conflicts(known, series)
    for one in found[:LONGEST]:
        words = f"≠ {one.a} and {one.b} cannot both hold{lasting(known, one)}"
        page.words((words, STYLES["denies"]), indent=2, hang=2)
    if len(found) > LONGEST:
        more = f"≠ and {len(found) - LONGEST:,} more: allegedly figures --json"
        page.words((more, "dim"), indent=2)


def series_json(known: Index, wanted: list[Series]) -> list[dict[str, Any]]:
    """Series as the ledger has them, with names, and what moved and conflicts in them."""
    return [
        {
            "id": s.id,
            "quantity": quantity(s),
            "unit": s.unit,
            "role": s.role,
            "subset": s.subset,
            "claims": [
                {"id": c, "name": known.name(known.claims[c])}
                for c in s.claims
                if c in known.claims
            ],
            "points": [_point(known, p) for p in points(known, s)],
            "updates": [dataclasses.asdict(m) for m in moved(known, s)],
            "conflicts": [dataclasses.asdict(c) for c in conflicts(known, s)],
        }
        for s in wanted
    ]


def _point(known: Index, point: Point) -> dict[str, Any]:
    statement = known.statements[point.statement]
    report = known.reports[statement.report]
    return {
        "statement": statement.id,
        "name": known.name(statement),
        "report": report.id,
        "outlet": report.outlet,
        "published": report.published,
        "who": who(known, point)[0],
        "actor": point.actor,
        "figure": figure(point.quantity),
        "quantity": dataclasses.asdict(point.quantity),
        "copy": report.id in known.copies,
        "updates": list(point.updates),
        "conflicts": list(point.conflicts),
    }


def series_csv(known: Index, wanted: list[Series]) -> str:
    """One row a figure; no cell can be taken for a formula."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(COLUMNS)
    for series in series_json(known, wanted):
        claims = " ".join(c["name"] for c in series["claims"])
        for point in series["points"]:
            write.writerow(map(_cell, _cells(series, point, claims)))
    return out.getvalue()


def _cells(series: dict[str, Any], point: dict[str, Any], claims: str) -> Iterator[object]:
    yield from (series[key] for key in ("id", "quantity", "unit", "role", "subset"))
    yield point["figure"]
    yield from (point["quantity"][key] for key in ("bound", "value", "min", "max", "vague"))
    yield from (point[key] for key in ("who", "actor", "published", "outlet", "statement", "name"))
    yield from (" ".join(point[key]) for key in ("updates", "conflicts"))
    yield claims


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"  # what a double holds for certain
    words = clean(value)
    return f"'{words}" if words.startswith(FORMULA) else words
