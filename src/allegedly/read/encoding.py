"""Bytes -> text."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

__all__ = ["decode"]

HEAD = 1024
"""Bytes within which a page has to name its encoding, by the HTML standard."""

SAMPLE = 20_000
"""Bytes that the guess looks at: it takes up to 0.1 seconds, and 300 tell Cyrillic, Korean and Latin apart."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)

_UNFIT = re.compile(r"utf[-_]?(?:7|16|32)|.*(?:puny|idna|escape|undefined)")
"""What no page is in whose head could be read, and what only Python calls an encoding."""

_RATHER = {"cp1250": "cp1252", "iso8859_10": "cp1252", "mac_cyrillic": "cp1251"}
"""Where two encodings fit, the one that the web has more of: few letters tell them apart."""


def decode(data: bytes) -> str | None:
    """The text in these bytes, without a byte order mark; `None` where no encoding fits.

    In this order: a byte order mark, UTF-8 (bytes that are valid UTF-8 by chance are rarer than pages that
    name the wrong encoding), what the page itself declares, a guess from the bytes.
    """
    mark = next((name for bom, name in _BOMS if data.startswith(bom)), None)
    for name in (mark, "utf-8", _declared(data)):
        text = _decoded(data, name) if name else None
        if text is not None:
            return text
    guess = _guessed(data[:SAMPLE])
    return data.decode(guess, "replace") if guess else None


def _declared(data: bytes) -> str | None:
    """The encoding that a page names in its head; Latin-1 means Windows-1252, as in every browser."""
    match = _CHARSET.search(data[:HEAD])
    name = match[1].decode("ascii", "replace").lower() if match else None
    if name is None or _UNFIT.match(name):
        return None
    return "cp1252" if name in ("iso-8859-1", "latin1", "latin-1", "us-ascii") else name


def _guessed(sample: bytes) -> str | None:
    """The encoding that the bytes look like."""
    fitting = [match.encoding for match in from_bytes(sample)]
    first = fitting[0] if fitting else None
    rather = _RATHER.get(first or "")
    return rather if rather in fitting else first


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return str(data, name)
    except (LookupError, UnicodeError):
        return None
