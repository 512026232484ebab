"""What `allegedly brief --since` answers: which two ledgers it compares, and where the brief goes."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from allegedly.errors import CaseReadOnly, InputError
from allegedly.model import Ledger, last_day
from allegedly.settings import Settings
from allegedly.show.answers import print_page, title, write
from allegedly.show.html import news_html
from allegedly.show.index import Index
from allegedly.show.markdown import news_markdown
from allegedly.show.narrow import date
from allegedly.show.news import Told, news
from allegedly.show.news_page import news_page
from allegedly.show.turned import turned
from allegedly.show.words import day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from allegedly.case import Case
    from allegedly.model import Plan
    from allegedly.show.news import News, Section

__all__ = ["LAST", "Since", "To", "remembered", "tell"]

LAST = "last"

NEVER = "No brief of what is new was written before: everything is."


class Since(NamedTuple):
    """What is asked for: a day, a month, a year or a moment of entry, or `last`; by publication instead where so said.

    With a `plan`, what is new of its indicators and its phase is told too.
    """

    when: str
    published: bool = False
    plan: Plan | None = None

    @property
    def last(self) -> bool:
        """Whether the case is asked what it remembers."""
        return self.when == LAST


@contextmanager
def remembered(case: Path | None) -> Iterator[None]:
    """Say what to do where a case that cannot be written is asked for `last`.

    Raises:
        CaseReadOnly: as SQLite said, and the way out.
    """
    try:
        yield
    except CaseReadOnly as error:
        name = f"{case} " if case else ""
        raise CaseReadOnly(
            f"`--since last` is kept in the case, and {name}cannot be written; "
            "name a date: --since 2026-03-02"
        ) from error


class To(NamedTuple):
    """How a brief is set, where it goes (`None`: standard output), and how long its lists are."""

    form: str
    output: Path | None
    most: int


def tell(case: Case, since: Since, to: To) -> None:
    """Write the brief of what is new; `last` moves on once that is done.

    Raises:
        InputError: this is no date, or `last` by publication.
    """
    if not since.last:
        before, told, then = _asked(case, since)
        after = case.ledger()
        _write(case, (before, after), (told, _turned(case, since.plan, after, then)), to)
        return
    if since.published:
        raise InputError("`last` is a moment of entry; for --published name a date: 2026-03-02")
    moment = case.last_brief()
    with case.briefing() as after:
        before = case.ledger(moment, entered=True) if moment else Ledger(after.generator)
        first = _turned(case, since.plan, after, (moment, True) if moment else None)
        _write(case, (before, after), (_told_last(case, moment), first), to)


def _turned(
    case: Case, plan: Plan | None, after: Ledger, then: tuple[str, bool] | None
) -> tuple[Section, ...]:
    """What is new of a plan; `then` is the earlier moment, and whether it is one of entry."""
    if plan is None:
        return ()
    before = case.assess(plan, as_of=then[0], entered=then[1]) if then else None
    return (turned(Index(after), before, case.assess(plan)),)


def _asked(case: Case, since: Since) -> tuple[Ledger, Told, tuple[str, bool]]:
    """The earlier ledger, what it is called, and its moment: of entry, or of publication."""
    if "T" in since.when and not since.published:
        moment = since.when
        told = _told(case, _moment(moment), f"--since {moment}")
        return case.ledger(moment, entered=True), told, (moment, True)
    end = str(last_day(date(since.when)) or date(since.when))
    by = "publication" if since.published else "entry"
    words = f"after the end of {day(end, year=True)}, by {by}"
    flag = " --published" if since.published else ""
    told = _told(case, words, f"--since {since.when}{flag}")
    then = (end, not since.published)
    return case.ledger(end, entered=then[1]), told, then


def _told_last(case: Case, moment: str | None) -> Told:
    if moment is None:
        return replace(_told(case, "in this case", "--since 1970"), remark=NEVER)
    return _told(case, f"since the last such brief, {_moment(moment)}", f"--since {moment}")


def _told(case: Case, since: str, option: str) -> Told:
    return Told(title(case.path), since, f"allegedly brief {option} -o new.html")


def _moment(moment: str) -> str:
    """`after 2 Mar 2026, 09:15:00 UTC`; another zone stands as it was given."""
    clock = moment[11:].replace("Z", " UTC")
    return f"after {day(moment, year=True)}, {clock}"


def _write(
    case: Case,
    ledgers: tuple[Ledger, Ledger],
    said: tuple[Told, tuple[Section, ...]],
    to: To,
) -> None:
    told, first = said
    view = news(ledgers, told, Settings.from_environment().clock(), to.most, first)
    if to.output is None and to.form == "terminal":
        print_page(lambda width: news_page(view, width))
    else:
        write(to.output, _rendered(view, to.form).encode("utf8", "replace"), case)
    sys.stdout.flush()  # what cannot be written fails here, before `last` moves on


def _rendered(view: News, form: str) -> str:
    if form == "html":
        return news_html(view)
    if form == "markdown":
        return news_markdown(view)
    return "".join(f"{line.plain}\n" for line in news_page(view).lines)
