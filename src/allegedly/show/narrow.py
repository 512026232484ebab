"""Which claims a list shows: the questions that an analyst narrows it by."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Any

from allegedly.errors import InputError, NotFound
from allegedly.model import Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allegedly.model import Actor, Claim
    from allegedly.show.index import Index

__all__ = ["Narrowed", "actors_called", "date", "narrowed", "said_by", "to_drop"]

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What is asked for; every part that is set narrows the list further. Parts are named like their options."""

    contested: bool = False
    actor: str | None = None
    denied_by: str | None = None
    report: str | None = None
    min_origins: int = 0
    since: str | None = None
    limit: int | None = None


def narrowed(known: Index, asked: Narrowed) -> list[Claim]:
    """The claims asked for, in the order of the brief.

    Raises:
        NotFound: no actor, or no report, is called so.
        InputError: `since` is no date.
    """
    said = said_by(known, asked.actor) if asked.actor else None
    denied = said_by(known, asked.denied_by) if asked.denied_by else None
    report = known.find_one(asked.report, Report).id if asked.report else None
    since = date(asked.since) if asked.since else None

    def wanted(claim: Claim) -> bool:
        return (
            (claim.contested or not asked.contested)
            and (said is None or bool(said.intersection(claim.statements)))
            and (denied is None or any(s.id in denied for s in known.denials_of[claim.id]))
            and (report is None or report in known.reports_of(claim))
            and len(claim.origins) >= asked.min_origins
            and (since is None or (claim.first_seen or "") >= since)
        )

    return [c for c in known.claims.values() if wanted(c)][: asked.limit]


def to_drop(known: Index, asked: Narrowed) -> list[str]:
    """The options without any one of which there would be a claim, where there is none."""
    given: dict[str, Any] = asdict(asked)
    return [
        f"--{part.name.replace('_', '-')}"
        for part in fields(asked)
        if given[part.name] != part.default
        and narrowed(known, Narrowed(**{**given, part.name: part.default}))
    ]


def said_by(known: Index, name: str) -> frozenset[str]:
    """The statements that an actor makes, alone or with others.

    Raises:
        NotFound: no actor is called so.
    """
    ids = {a.id for a in actors_called(known, name)}
    return frozenset(
        s.id for s in known.statements.values() if ids.intersection((s.source.actor, *s.co_sources))
    )


def actors_called(known: Index, name: str) -> list[Actor]:
    """The actors with this name, alias or id; where there are none, those whose names hold these words.

    Raises:
        NotFound: no actor is called so.
    """
    wanted = name.casefold().strip()
    actors = known.actors.values()
    exact = [a for a in actors if wanted in {a.id, *_names(a)}]
    words = set(wanted.split())
    found = exact or [
        a for a in actors if words and any(words <= set(n.split()) for n in _names(a))
    ]
    if not found:
        raise NotFound(f"no actor {name!r} in this case; `allegedly claims` lists who says what")
    return found


def _names(actor: Actor) -> Iterable[str]:
    return [n.casefold() for n in (actor.name, *actor.aliases)]


def date(words: str) -> str:
    """A day, a month or a year, as given.

    Raises:
        InputError: it is none.
    """
    if not _DATE.fullmatch(words.strip()):
        raise InputError(f"{words!r} is no date; write 2026-03-02, 2026-03 or 2026")
    return words.strip()
