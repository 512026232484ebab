"""What is followed, as it is listed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allegedly.errors import InputError, NotFound
from allegedly.model import Report
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.words import day, headline, plural

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allegedly.model import Followed
    from allegedly.show.index import Index

__all__ = ["exported", "listed", "meant", "since", "standing", "stopped"]

SHORT = 8

NOUNS = {"claims": "claim", "statements": "statement", "reports": "report", "origins": "origin"}
NOUNS |= {"denials": "denial"}


def meant(known: Index, name: str) -> str:
    """What `name` means to somebody who wants to follow it: a claim's id, or else an actor's name.

    Raises:
        InputError: it is a report.
    """
    try:
        found = known.find(name)
    except NotFound:
        return name
    if isinstance(found, Report):
        raise InputError(f"{name} is a report; follow a claim of it, or an actor: allegedly claims")
    return found.id


def stopped(known: Index, found: Sequence[Followed], name: str) -> Followed:
    """The one of those followed that `name` means: as `follow` lists it, its name, or its claim.

    Raises:
        NotFound: none is.
    """
    target = meant(known, name)
    claim = known.claim_of.get(target, target)
    for one in found:
        follow = one.follow
        names = {follow.name.casefold(), follow.target, *(c for c in one.claims[:1])}
        alias = follow.kind == "actor" and name.casefold() == follow.name.casefold()
        claimed = follow.kind == "claim" and {target, claim, name.casefold()} & names
        if alias or claimed or name == follow.target or _begins(follow.id, name):
            return one
    raise NotFound(f"{name!r} is not followed; `allegedly follow` lists what is")


def _begins(id_: str, name: str) -> bool:
    return len(name) >= SHORT // 2 and id_.startswith(name.lower())


def standing(one: Followed) -> str:
    """How it stands: `2 origins in 3 reports · contested`."""
    now = dict(one.now)
    if not one.claims:
        return "no claim in this case has these words any more"
    parts = [f"{plural(now['origins'], 'origin')} in {plural(now['reports'], 'report')}"]
    if now["unknown"]:
        parts.append(f"{now['unknown']} of unknown lineage")
    if one.follow.kind == "actor":
        parts.insert(0, plural(now["claims"], "claim"))
        parts.append(f"{now['contested']} contested")
    elif now["contested"]:
        parts.append("contested")
    elif now["denials"]:
        parts.append("denied, by nothing that stands now")
    return " · ".join(parts)


def since(one: Followed) -> list[str]:
    """What is different since it is followed: `1 more origin`, `contested now`."""
    then, said = dict(one.follow.then), []
    for what, count in one.now:
        change = count - then.get(what, 0)
        if what in NOUNS and change and (what != "claims" or one.follow.kind == "actor"):
            said.append(f"{abs(change)} {'more' if change > 0 else 'fewer'} {_noun(what, change)}")
        elif what == "unknown" and change:
            said.append(f"{abs(change)} {'more' if change > 0 else 'fewer'} of unknown lineage")
    contested = dict(one.now)["contested"] - then.get("contested", 0)
    if contested and one.follow.kind == "claim":
        said.append("contested now" if contested > 0 else "contested no longer")
    elif contested:
        said.append(f"{abs(contested)} {'more' if contested > 0 else 'fewer'} contested")
    return said


def _noun(what: str, change: int) -> str:
    return plural(abs(change), NOUNS[what]).partition(" ")[2]


def listed(known: Index, found: Sequence[Followed], width: int = WIDTH) -> Page:
    """What is followed, each with how it stands and what is different."""
    page = Page(width)
    for one in found:
        claim = known.claims.get(one.claims[0]) if one.claims else None
        follow = one.follow
        title = headline(claim.wording) if claim and follow.kind == "claim" else follow.name
        name = known.name(claim) if claim and follow.kind == "claim" else follow.id[:SHORT]
        page.ends(ink((title, "bold")), ink((name, "dim")))
        page.words(standing(one), indent=2, hang=2)
        changed = ", ".join(since(one)) or "nothing is different"
        page.words((f"since {day(follow.entered, year=True)}: {changed}", "dim"), indent=2, hang=2)
    if not found:
        page.words("Nothing is followed. Begin with: allegedly follow C1")
    return page


def exported(known: Index, one: Followed) -> dict[str, Any]:
    """One thing followed, in JSON."""
    follow = one.follow
    claims = [known.claims[i] for i in one.claims if i in known.claims]
    return {
        "id": follow.id,
        "kind": follow.kind,
        "target": follow.target,
        "name": follow.name,
        "by": follow.by,
        "entered": follow.entered,
        "claims": [{"id": c.id, "name": known.name(c), "wording": c.wording} for c in claims],
        "then": dict(follow.then),
        "now": dict(one.now),
        "since": since(one),
    }
