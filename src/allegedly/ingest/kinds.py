"""What an input is: by its ending, else by its first bytes."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath
from typing import Literal

__all__ = ["ADDRESS", "HEAD", "Kind", "is_binary", "kind_of", "not_yet"]

Kind = Literal["text", "markdown", "html", "lines", "json", "feed", "addresses"]

_TABLE = tomllib.loads((files("allegedly.ingest") / "kinds.toml").read_text("utf8"))
_KINDS: dict[str, Kind] = {
    ending: kind for kind, endings in _TABLE["media"].items() for ending in endings
}

HEAD = 1024
"""Bytes looked at to tell what an input is; the HTML standard asks for a page's encoding within as many."""

_HTML = re.compile(
    rb"^(?:\s|<\?xml[^>]*>|<!--(?:(?!-->).)*-->)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    rb"^(?:\s|<\?[^>]*>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)*<(?:rss|feed|\w{1,20}:RDF)\b",
    re.IGNORECASE | re.DOTALL,
)
_LINES = re.compile(rb'^\s*\{\s*"')
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
ADDRESS: str = _TABLE["address"]["instead"]
"""What to say of an address where none is fetched."""

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Something that is refused by name."""

    what: str
    endings: tuple[str, ...]
    opening: bytes | None
    instead: str

    def fits(self, ending: str, head: bytes) -> bool:
        return ending in self.endings or bool(self.opening and head.startswith(self.opening))


_REFUSALS = tuple(
    _Refusal(
        row["what"], tuple(row["endings"]), row.get("opening", "").encode() or None, row["instead"]
    )
    for row in _TABLE["not_yet"]
)


def ending_of(name: str) -> str:
    """The lower-case ending of a file's name, `.gz` taken off: `.jsonl` of `News.JSONL.gz`."""
    return PurePath(name.lower().removesuffix(".gz")).suffix


def not_yet(name: str, head: bytes = b"") -> str | None:
    """What to say of an input that is refused by name, or `None` where it is none of those."""
    ending = ending_of(name)
    row = next((row for row in _REFUSALS if row.fits(ending, head)), None)
    return f"{row.what} cannot be read yet; {row.instead}" if row else None


def kind_of(name: str, head: bytes) -> Kind:
    """What an input called `name` that begins with `head` is. An unknown ending that looks like nothing else is text."""
    known = _KINDS.get(ending_of(name))
    if known not in (None, "text"):
        return known
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        return "html"
    if known is None and _FEED.match(head):
        return "feed"
    if known is None and _LINES.match(head):
        return "lines"
    return "text"


def is_binary(data: bytes) -> bool:
    """Whether these bytes cannot be text.

    They are not where they hold NUL bytes (unless a byte order mark says UTF-16), or where more than one
    in ten of the first bytes is a control character.
    """
    if data.startswith(_UTF16):
        return False
    head = data[:HEAD]
    return b"\0" in data or len(head) - len(head.translate(None, _CONTROLS)) > len(head) // 10
