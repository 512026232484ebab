"""Briefs as HTML files that travel alone: stylesheet inlined, no script, nothing fetched."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup

from allegedly.show.phrases import PAST, SIDES, asides, denied, moved, summary, where
from allegedly.show.words import clean, long_day, plural

if TYPE_CHECKING:
    from allegedly.show.brief import Brief
    from allegedly.show.news import News

__all__ = ["html", "news_html"]

KINDS = {"says": "says", "denies": "denies", "unknown": "unknown", "own voice": "own"}
"""The class of each side in the stylesheet."""


def html(brief: Brief) -> str:
    """Set a brief as a page. Every word of a report is cleaned and escaped."""
    return _page("brief.html", brief=brief, asides=asides(brief), commands=brief.next)


def news_html(news: News) -> str:
    """Set a brief of what is new as a page, likewise."""
    return _page("news.html", news=news, commands=news.next)


def _page(template: str, **given: Any) -> str:
    environment = Environment(autoescape=True, finalize=_finalize, loader=FunctionLoader(_asset))
    environment.globals.update(
        style=Markup(_asset("style.css")),  # noqa: S704 - our own file
        denied=denied,
        moved=moved,
        past=PAST,
        sides=SIDES,
        kinds=KINDS,
        summary=summary,
        where=where,
        long_day=long_day,
        plural=plural,
    )
    return environment.get_template(template).render(**given)


def _finalize(value: Any) -> Any:
    """Clean what is printed, but for markup made here; blanks at the ends part one piece from the next."""
    if isinstance(value, Markup) or not isinstance(value, str):
        return value
    left = " " if value[:1].isspace() else ""
    right = " " if value[-1:].isspace() and value.strip() else ""
    return f"{left}{clean(value)}{right}"


def _asset(name: str) -> str:
    return files("allegedly.show").joinpath(name).read_text("utf8")
