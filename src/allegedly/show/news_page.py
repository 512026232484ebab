"""The brief of what is new in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.phrases import SIDES
from allegedly.show.terminal import STYLES, more_line, side_lines
from allegedly.show.words import long_day

if TYPE_CHECKING:
    from allegedly.show.news import News, Row

__all__ = ["news_page"]


def news_page(news: News, width: int = WIDTH) -> Page:
    """Set what is new in at most `width` columns."""
    page = Page(width)
    page.ends(ink((news.title, "bold")), ink((long_day(news.date), "dim")))
    page.words(f"What is new {news.since}.")
    if news.remark:
        page.words(news.remark)
    page.words(news.summary)
    for section in news.sections:
        page.heading(section.title.upper(), f"{section.total:,}")
        for n, row in enumerate(section.rows):
            if n and row.sides:
                page.blank()
            _row(page, row)
        more_line(page, section.total - len(section.rows), news.more)
        if section.remark:
            page.words((section.remark, "dim"))
    page.blank()
    page.words(("Next: ", "dim"), *(f"{command}   " for command in news.next))
    return page


def _row(page: Page, row: Row) -> None:
    page.ends(ink((row.words, "bold" if row.sides else "")), ink((row.name, "dim")))
    what = (f"{row.what}{' · ' * bool(row.what and row.standing)}", STYLES["unknown"])
    page.words(what, row.standing, indent=2, hang=2)
    if row.before or row.after:
        arrow = " → " if row.before and row.after else ""
        page.words(row.before, arrow, (row.after, "bold"), indent=4, hang=2)
    for side in row.sides[: SIDES + 1]:
        side_lines(page, side)
    more_line(page, len(row.sides) - SIDES - 1, f"allegedly show {row.name}", indent=2)
