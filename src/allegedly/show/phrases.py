"""How a brief puts things, in every form: marks, counts, places, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.show.words import clip, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.show.brief import Brief, Note
    from allegedly.show.item import Item, Quotation

__all__ = ["MARKS", "PAST", "SIDES", "asides", "denied", "moved", "summary", "where"]

MARKS = {"says": "●", "denies": "✕", "unknown": "?", "own voice": "○"}
"""A shape for each side; colour only repeats it."""

SIDES = 3
"""Origins of one claim that a list names; more are counted."""

PAST = "does not stand now"
"""Of a denial made before the claim appeared, or against a figure that its source has replaced."""


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


def denied(item: Item) -> str:
    """What a denial denies."""
    return f"denies {', '.join(item.denies) or 'nothing in these reports'}"


def moved(item: Item) -> Iterator[str]:
    """Yield the first correction and the first drift of a claim in a sentence each; `show` has them all."""
    for notice in item.notices[:1]:
        quoted = f": “{notice.words}”" if notice.words else ""
        yield f"{notice.what} in {notice.where}{quoted}"
    for move in item.moves[:1]:
        yield f"{move.what}: {move.before} → {move.after} ({', '.join(move.statements[:4])})"


def where(quotation: Quotation) -> str:
    """Outlet and date, how firmly unless plainly asserted, through whom, and whether it is a copy."""
    through = f", through {clip(quotation.via, 60)}" if quotation.via else ""
    copy = f", {quotation.copy}" if quotation.copy else ""
    plain = quotation.certainty == "asserted" or quotation.polarity != "asserts"
    firmness = "" if plain else f", {quotation.certainty}"
    return f"{quotation.outlet}, {quotation.day}{firmness}{through}{copy}"


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
