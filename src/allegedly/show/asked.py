"""What the commands about claims answer: lists, one thing, origins, figures, a timeline, a difference."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from allegedly.errors import InputError
from allegedly.model import Claim
from allegedly.show.answers import TODAY, exported, index_of, print_page, say_json
from allegedly.show.changed import changes_json, changes_page
from allegedly.show.detail import detail
from allegedly.show.difference import changes
from allegedly.show.graph import dot, origins_json
from allegedly.show.index import Index
from allegedly.show.narrow import date, narrowed, said_by, to_drop
from allegedly.show.origins import origins_page, spread, spread_page
from allegedly.show.series import series_csv, series_json, series_page, series_wanted
from allegedly.show.shown import listed_with, shown_with
from allegedly.show.terminal import listed
from allegedly.show.timeline import timeline, timeline_json, timeline_page
from allegedly.show.words import day

if TYPE_CHECKING:
    from allegedly.case import Case
    from allegedly.show.answers import When
    from allegedly.show.narrow import Narrowed

__all__ = ["claims", "diff", "figures", "origins", "show", "timelines"]


def claims(case: Case, asked: Narrowed, when: When = TODAY, *, as_json: bool) -> None:
    """List the claims asked for, in the order of the brief."""
    known = index_of(case, when)
    found = narrowed(known, asked)
    if as_json:
        rows = exported(case, known, found, when)
        say_json([row | listed_with(known, c) for row, c in zip(rows, found, strict=True)])
        return
    without = () if found else to_drop(known, asked)
    print_page(lambda width: listed(known, found, width, without=without))


def show(case: Case, name: str, when: When = TODAY, *, as_json: bool) -> None:
    """Show what `name` means."""
    known = index_of(case, when)
    found = known.find(name)
    if as_json:
        say_json(exported(case, known, [found], when)[0] | shown_with(known, found))
        return
    print_page(lambda width: detail(known, found, width))


def origins(case: Case, name: str | None, when: When = TODAY, *, form: str) -> None:
    """The paths of a claim, as `terminal`, `json` or `dot`; without a name the claims with most origins."""
    known = index_of(case, when)
    if name is None:
        _spread(case, known, when, form)
        return
    claim = _claim(known, name)
    if form == "json":
        say_json(origins_json(known, claim))
    elif form == "dot":
        sys.stdout.write(dot(known, claim))
    else:
        print_page(lambda width: origins_page(known, claim, width))


def _spread(case: Case, known: Index, when: When, form: str) -> None:
    found = spread(known)
    if form == "dot":
        raise InputError("--dot draws one claim; name it: allegedly origins C1 --dot")
    if form == "json":
        rows = exported(case, known, found, when)
        say_json([row | listed_with(known, c) for row, c in zip(rows, found, strict=True)])
        return
    print_page(lambda width: spread_page(known, found, width))


def figures(case: Case, name: str | None, when: When = TODAY, *, form: str) -> None:
    """The figures of the case, or of a claim, as `terminal`, `json` or `csv`."""
    known = index_of(case, when)
    wanted = series_wanted(known, _claim(known, name) if name else None)
    if form == "json":
        say_json(series_json(known, wanted))
    elif form == "csv":
        sys.stdout.buffer.write(series_csv(known, wanted).encode("utf8", "replace"))
    else:
        print_page(lambda width: series_page(known, wanted, width))


def timelines(
    case: Case,
    asked: tuple[str | None, str | None],
    days: tuple[str | None, str | None],
    when: When = TODAY,
    *,
    as_json: bool,
) -> None:
    """What happened day by day, of one claim or to what one actor said (`asked`), between two `days`."""
    name, actor = asked
    known = index_of(case, when)
    since, until = (date(d) if d else None for d in days)
    wanted = [_claim(known, name)] if name else list(known.claims.values())
    if not name and not actor:
        wanted = [c for c in wanted if not known.own_voice(c)]
    by = said_by(known, actor) if actor else None
    found = timeline(known, wanted, since=since, until=until, by=by)
    if as_json:
        say_json(timeline_json(known, found))
        return
    print_page(lambda width: timeline_page(known, found, width))


def diff(case: Case, days: tuple[str, str | None], *, entered: bool, as_json: bool) -> None:
    """What changed between two dates; without the second, until today."""
    start, end = date(days[0]), date(days[1]) if days[1] else None
    if end is not None and end < start:
        raise InputError(f"{end} comes before {start}; name the earlier date first")
    earlier, later = case.ledger(start, entered=entered), case.ledger(end, entered=entered)
    found = changes(earlier, later)
    before, after = Index(earlier), Index(later)
    if as_json:
        asked = {"from": start, "to": end, "by": "entry" if entered else "publication"}
        say_json(asked | changes_json(before, after, found))
        return
    until = day(end, year=True) if end else "today"
    title = f"{day(start, year=True)} → {until}, by {'entry' if entered else 'publication'}"
    past = f" --as-of {end}{' --entered' * entered}" if end else ""
    both = before, after
    print_page(lambda width: changes_page(both, found, title, width, past=past))


def _claim(known: Index, name: str) -> Claim:
    return known.find_one(name, Claim)
