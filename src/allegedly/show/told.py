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
from allegedly.show.markdown import news_markdown
from allegedly.show.narrow import date
from allegedly.show.news import Told, news
from allegedly.show.news_page import news_page
from allegedly.show.words import day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from allegedly.case import Case
    from allegedly.show.news import News

__all__ = ["LAST", "Since", "To", "remembered", "tell"]

LAST = "last"

NEVER = "No brief of what is new was written before: everything is."


class Since(NamedTuple):
    """What is asked for: a day, a month, a year or a moment of entry, or `last`; by publication instead where so said."""

    when: str
    published: bool = False

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
        before, told = _asked(case, since)
        _write(case, (before, case.ledger()), told, to)
        return
    if since.published:
        raise InputError("`last` is a moment of entry; for --published name a date: 2026-03-02")
    moment = case.last_brief()
    with case.briefing() as after:
        before = case.ledger(moment, entered=True) if moment else Ledger(after.generator)
        _write(case, (before, after), _told_last(case, moment), to)


def _asked(case: Case, since: Since) -> tuple[Ledger, Told]:
    """The earlier ledger, and what it is called."""
    if "T" in since.when and not since.published:
        moment = since.when
        return case.ledger(moment, entered=True), _told(case, _moment(moment), f"--since {moment}")
    end = str(last_day(date(since.when)) or date(since.when))
    by = "publication" if since.published else "entry"
    words = f"after the end of {day(end, year=True)}, by {by}"
    flag = " --published" if since.published else ""
    told = _told(case, words, f"--since {since.when}{flag}")
    return case.ledger(end, entered=not since.published), told


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


def _write(case: Case, ledgers: tuple[Ledger, Ledger], told: Told, to: To) -> None:
    view = news(ledgers, told, Settings.from_environment().clock(), to.most)
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
