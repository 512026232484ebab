"""JSON lines and JSON lists: one report an object."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import fields
from typing import IO, TYPE_CHECKING, Any, Literal

from allegedly.model import Metadata, Received, Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["filled", "objects", "record", "split_lines"]

_SKIP = 1 << 20
"""Bytes read at once while the rest of a line that is too long is passed over."""

_SURROGATES = re.compile("[\ud800-\udfff]")
_BETWEEN = re.compile(r"[\s,]*")
_DECODER = json.JSONDecoder()


def split_lines(stream: IO[bytes], limit: int) -> Iterator[tuple[int, bytes | None, int]]:
    """Yield (number from 1, the line without its end or `None` where it is longer than `limit`, bytes read).

    Memory stays below `limit` whatever the length of a line; empty lines are passed over.
    """
    number = 0
    while line := stream.readline(limit + 2):
        number, size = number + 1, len(line)
        bare = line.rstrip(b"\r\n")
        if len(bare) > limit:
            yield number, None, size + _rest(stream, line)
        elif bare.strip():
            yield number, bare, size


def _rest(stream: IO[bytes], line: bytes) -> int:
    """Pass over the rest of a line; how many bytes it had."""
    size = 0
    while line and not line.endswith(b"\n"):
        line = stream.readline(_SKIP)
        size += len(line)
    return size


def objects(text: str) -> Iterator[str]:
    """Yield the source of every value of a JSON list, or of values one after another.

    Raises:
        ValueError: where what follows is no JSON.
        RecursionError: where it is nested too deep.
    """
    at = _BETWEEN.match(text, 1 if text.startswith("[") else 0)
    while at and at.end() < len(text) and text[at.end() :].strip() != "]":
        _, end = _DECODER.raw_decode(text, at.end())
        yield text[at.end() : end]
        at = _BETWEEN.match(text, end)


def record(name: str, line: bytes, given: Metadata) -> Received | Rejected:
    """The report in one JSON object (of `text` and `html`, text counts); what it does not say about itself is taken from `given`."""
    sha256 = hashlib.sha256(line).hexdigest()
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Rejected(name, "broken line", f"no JSON ({error}); mend it and add it again", sha256)
    if not isinstance(value, dict):
        return Rejected(name, "broken line", 'no JSON object; a report is {"text": ...}', sha256)
    media: Literal["text", "html"] = "html" if value.get("text") is None else "text"
    content = value.get(media)
    if not isinstance(content, str):
        return Rejected(name, "broken line", 'no string "text" or "html" in it', sha256)
    if not content.strip():
        return Rejected(name, "empty", f'its "{media}" is empty', sha256)
    return Received(name, line, media, filled(_metadata(value), given), _storable(content))


def _metadata(value: dict[str, Any]) -> Metadata:
    """What a JSON object says of its report; a field of the wrong type says nothing."""
    keys = ("id", "url", "title", "outlet", "published")
    return Metadata(*(_words(value.get(key)) for key in keys))


def _words(value: object) -> str | None:
    """A string or whole number as one line of text, else `None`."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    return " ".join(_storable(str(value)).split()) or None


def _storable(text: str) -> str:
    """The text with each lone surrogate, which no file can hold, as U+FFFD; the length stays the same."""
    return _SURROGATES.sub("�", text)


def filled(own: Metadata, given: Metadata) -> Metadata:
    """What a report says of itself, and where it is silent what its giver said."""
    return Metadata(*(getattr(own, f.name) or getattr(given, f.name) for f in fields(Metadata)))
