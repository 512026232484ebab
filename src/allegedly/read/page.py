"""A web page -> its article, and what it says about itself."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from html import unescape
from importlib.resources import files

__all__ = ["MOST_TAGS", "Page", "article", "page"]

MOST_TAGS = 60_000
"""Tags above which a page is refused: 100,000 can stand for nothing but trouble, and 60,000 paragraphs
take 5 seconds. The longest of 94 news pages has 3,200 tags."""

_HEAD = 400_000
"""Characters looked through for what a page says about itself: heads carry up to 300,000 of scripts."""

_NAMES = tomllib.loads((files("allegedly.read") / "metadata.toml").read_text("utf8"))
_META = re.compile(r"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_LINKED = re.compile(r'"(datePublished|headline)"\s*:\s*"((?:[^"\\]|\\.){1,500})"')
_PUBLISHER = re.compile(r'"publisher"\s*:\s*\{[^{}]{0,500}?"name"\s*:\s*"((?:[^"\\]|\\.){1,200})"')
_TIME = re.compile(
    r"<time\b(?=[^>]{0,500}(?:pubdate|datePublished|published))[^>]{0,500}?datetime\s*=\s*[\"']([^\"'>]{4,60})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Page:
    """What a web page says about its article."""

    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None


def article(markup: str) -> str:
    """The main text of a page, its paragraphs one a line; empty where there is none.

    Tables stay (they hold figures), comments go. On 94 news pages (zyte) this setting of trafilatura has a
    shingle F1 of .960; without `favor_recall` .958.
    """
    from trafilatura import extract  # noqa: PLC0415 - half a second that only pages need

    try:
        return extract(markup, fast=True, favor_recall=True, include_comments=False) or ""
    except Exception:  # noqa: BLE001 - whatever a page does to the extractor, it costs that page only
        return ""


def page(markup: str) -> Page:
    """What a page says about itself in its head: `<meta>`, JSON-LD, `<time>`, `<title>`."""
    head = markup[:_HEAD]
    said = _metas(head)
    first = {
        key: next((said[n] for n in names if n in said), None) for key, names in _NAMES.items()
    }
    linked = [(match[1], _unquoted(match[2])) for match in _LINKED.finditer(head)]
    publisher = _PUBLISHER.search(head)
    outlet = first["outlet"] or (_unquoted(publisher[1]) if publisher else None)
    outlet = None if outlet and "://" in outlet else outlet
    title = first["title"] or _first(linked, "headline") or _titled(head)
    return Page(
        title=_without(title, outlet),
        outlet=outlet,
        published=first["published"] or _published(head, linked),
        url=first["url"],
    )


def _without(title: str | None, outlet: str | None) -> str | None:
    """The title without the outlet's name that some put behind it (`Bridge closed - The Courier`)."""
    if not title or not outlet:
        return title
    return re.sub(rf"\s+[-–—|:»]\s+{re.escape(outlet)}$", "", title, flags=re.IGNORECASE) or title


def _metas(head: str) -> dict[str, str]:
    """Name and content of every `<meta>` that has both; the first of a name counts."""
    said: dict[str, str] = {}
    for tag in _META.findall(head):
        attributes = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag)}
        content = _line(attributes.get("content", ""))
        for key in ("property", "name", "itemprop"):
            if content and key in attributes:
                said.setdefault(attributes[key].lower(), content)
    return said


def _published(head: str, linked: list[tuple[str, str]]) -> str | None:
    """The date in JSON-LD, if all that are there name one day, else that of a `<time>` marked as such."""
    dates = [value for key, value in linked if key == "datePublished"]
    if dates:
        return dates[0] if len({date[:10] for date in dates}) == 1 else None
    time = _TIME.search(head)
    return _line(time[1]) if time else None


def _titled(head: str) -> str | None:
    title = _TITLE.search(head)
    return (_line(title[1]) or None) if title else None


def _first(linked: list[tuple[str, str]], key: str) -> str | None:
    return next((value for k, value in linked if k == key and value), None)


def _unquoted(source: str) -> str:
    """The words of a JSON string, its escapes undone as far as they are sound."""
    try:
        return _line(json.loads(f'"{source}"', strict=False))
    except ValueError:
        return _line(source)


def _line(source: str) -> str:
    """One line of text: entities undone, lone surrogates and line breaks gone."""
    return " ".join(unescape(source).encode("utf8", "replace").decode("utf8").split())
