"""Feeds (RSS, RDF, Atom) -> their entries. Nothing that a feed declares or points to is loaded."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from lxml import etree, html

from allegedly.ingest.address import Refused
from allegedly.model import Metadata

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_ENTRIES", "FeedEntry", "entries", "json_line"]

MOST_ENTRIES = 500
"""Entries of one feed that are taken, the first ones: feeds of news agencies list 100 at most."""

LONGEST_FIELD = 2_000
"""Characters of a title, name or address in a feed; what is longer is none."""

_WEB = re.compile(r"https?://", re.IGNORECASE)
_BLOCKS = "p div br li h1 h2 h3 h4 h5 h6 blockquote tr table ul ol section article pre hr".split()
_ASIDE = ("search.yahoo.com/mrss", "itunes.com", "podcastindex.org")
_UNSEEN = ("script", "style", "noscript", "iframe", "object", "template")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry of a feed: what the feed says of it, its own words (HTML or text), and when it changed last."""

    metadata: Metadata
    content: str = ""
    stamp: str | None = None


def entries(data: bytes, base: str = "") -> Iterator[FeedEntry]:
    """Yield the entries of a feed in its order; relative links are taken from `base`.

    Raises:
        Refused: it is no feed that can be read, or it plays tricks.
    """
    root = _root(data)
    feed = next((e for e in root if _name(e) == "channel"), root)
    outlet = _said(feed, "title")
    found = (e for e in root.iter() if _name(e) in ("item", "entry"))
    for element in found:
        yield _entry(element, outlet, base)


def json_line(entry: FeedEntry) -> bytes:
    """The entry as one JSON line, like any report that is given decoded; the same entry gives the same bytes."""
    said = entry.metadata
    fields = {
        "id": said.ref, "url": said.url, "title": said.title, "outlet": said.outlet,
        "published": said.published, "text": _text(entry.content),
    }  # fmt: skip
    return json.dumps(
        {k: v for k, v in fields.items() if v is not None}, ensure_ascii=False
    ).encode()


def _root(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data.strip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken() from error
    if root is None:
        raise _broken()
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        detail = "a feed that declares entities of its own, as bombs do; add its pages one by one"
        raise Refused("not allowed", detail)
    if _name(root) not in ("rss", "feed", "RDF"):
        raise _broken()
    return root


def _broken() -> Refused:
    return Refused("unreadable", "a feed that cannot be read as XML; add its pages one by one")


def _entry(element: etree._Element, outlet: str | None, base: str) -> FeedEntry:
    ref = _said(element, "guid", "id")
    published = _said(element, "pubDate", "published", "date", "issued", "updated", "modified")
    metadata = Metadata(
        ref=ref,
        url=_link(element, ref, base),
        title=_said(element, "title"),
        outlet=_source(element) or outlet,
        published=published,
        author=_author(element),
    )
    return FeedEntry(
        metadata, _content(element), _said(element, "updated", "modified") or published
    )


def _name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element, or says something of a picture or film."""
    space, _, name = (
        str(element.tag).rpartition("}") if isinstance(element.tag, str) else ("", "", "")
    )
    return "" if any(aside in space for aside in _ASIDE) else name


def _children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The children of these names, in the order of the names."""
    for name in names:
        yield from (child for child in element if _name(child) == name)


def _said(element: etree._Element, *names: str) -> str | None:
    """The words of the first child of these names that has any, on one line, without marks."""
    return next(filter(None, (_line(child) for child in _children(element, *names))), None)


def _line(element: etree._Element) -> str | None:
    words = " ".join("".join(map(str, element.itertext())).split())
    if len(words) <= LONGEST_FIELD and ("<" in words or "&" in words):
        words = " ".join(_text(words).split())
    return words if 0 < len(words) <= LONGEST_FIELD else None


def _source(element: etree._Element) -> str | None:
    """Who first published an entry: `<source>`, in Atom its title."""
    for source in _children(element, "source"):
        return _said(source, "title") or (None if len(source) else _line(source))
    return None


def _author(element: etree._Element) -> str | None:
    for author in _children(element, "author", "creator"):
        if said := _said(author, "name") or (None if len(author) else _line(author)):
            return said
    return None


def _link(element: etree._Element, ref: str | None, base: str) -> str | None:
    """The address of the entry's page; in RSS its `guid` is one too, unless it says that it is none."""
    for link in _children(element, "link"):
        found = link.get("href") if link.get("rel", "alternate") == "alternate" else None
        if found := (found or _line(link)):
            return _joined(base, found)
    lasting = all(g.get("isPermaLink", "true") == "true" for g in _children(element, "guid"))
    return ref if ref and lasting and _WEB.match(ref) else None


def _joined(base: str, link: str) -> str:
    try:
        return urljoin(base, link.strip())
    except ValueError:
        return link


def _content(element: etree._Element) -> str:
    """The longest of what an entry carries of its article."""
    carried = (
        "".join(map(str, child.itertext())) if not len(child) else _markup(child)
        for child in _children(element, "encoded", "content", "description", "summary")
    )
    return max(carried, key=len, default="")


def _markup(element: etree._Element) -> str:
    return str(etree.tostring(element, encoding="unicode", with_tail=False))


def _text(markup: str) -> str:
    """The words of a piece of HTML, a paragraph a line."""
    if not markup.strip():
        return ""
    try:
        tree = html.fromstring(
            f"<div>{markup}</div>".encode("utf8", "replace"),
            parser=html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    etree.strip_elements(tree, *_UNSEEN, with_tail=False)
    for block in tree.iter(*_BLOCKS):
        block.tail = "\n" + (block.tail or "")
        block.text = ("\n" if block.tag != "br" else "") + (block.text or "")
    lines = (" ".join(part.split()) for part in "".join(map(str, tree.itertext())).split("\n"))
    return "\n".join(filter(None, lines))
