"""How far an analyst trusts sources and claims, in words: a letter or a number, and whose it is."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Literal

from allegedly.errors import InputError, NotFound
from allegedly.model import Report
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.words import clip, headline, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allegedly.model import Rating
    from allegedly.show.index import Index

__all__ = ["SHORT", "exported", "listed", "meant", "rated", "sentence"]

SHORT = 8
"""Characters of an id that a list shows."""


def meant(known: Index, name: str) -> str:
    """What `name` means to somebody who wants to rate it: a claim's or statement's id, else the name as it is.

    Raises:
        InputError: it is a report.
    """
    try:
        found = known.find(name)
    except NotFound:
        return name
    if isinstance(found, Report):
        outlet = known.outlet(found.id)
        raise InputError(
            f"{name} is a report; rate its outlet: allegedly rate --outlet {outlet!r} B"
        )
    return found.id


def rated(known: Index, of: Literal["actor", "outlet"], target: str | None) -> str | None:
    """How far a source is trusted and who says so, or `None` where nobody does."""
    rating = known.ratings.get((of, target or ""))
    return f"{rating.value}, rated by {rating.by}" if rating else None


def sentence(known: Index, rating: Rating) -> str:
    """What is rated how: `reliability B: Port Office (actor)`."""
    claim = known.claims.get(rating.target or "") if rating.of == "claim" else None
    if claim is not None:
        return f"credibility {rating.value}: {known.name(claim)} {headline(claim.wording)}"
    name = f"“{clip(rating.name, 100)}”" if rating.of == "claim" else f"{rating.name} ({rating.of})"
    return f"{rating.kind} {rating.value}: {name}"


def listed(known: Index, found: Sequence[Rating], width: int = WIDTH) -> Page:
    """Ratings, each with who, when and why, and how it is taken back."""
    page = Page(width)
    held = {r.id for r in known.ratings.values()}
    for rating in found:
        page.ends(ink((sentence(known, rating), "bold")), ink((rating.id[:SHORT], "dim")))
        why = f": {rating.why}" if rating.why else ""
        page.words(f"rated by {rating.by}, {rating.entered[:10]}{why}", indent=2, hang=2)
        if rating.target is None:
            page.words(("? ", "yellow"), "nothing in this case is meant by it now", indent=2)
        elif rating.id not in held:
            page.words(("replaced by a later rating", "dim"), indent=2)
    if not found:
        page.words("Nothing has been rated here. Begin with: allegedly rate NAME B")
        return page
    page.blank()
    undo = f"allegedly rate --undo {found[-1].id[:SHORT]} --why TEXT"
    page.words((f"{plural(len(found), 'rating')}. To take one back: {undo}", "dim"))
    return page


def exported(known: Index, rating: Rating) -> dict[str, Any]:
    """A rating in JSON, and whether it holds."""
    holds = any(r.id == rating.id for r in known.ratings.values())
    return {**dataclasses.asdict(rating), "says": sentence(known, rating), "holds": holds}
