"""What stands in for marks that a terminal's encoding cannot show: in an ASCII locale they would all be "?"."""

from __future__ import annotations

import codecs
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import TextIO

__all__ = ["PLAIN", "make_plain"]

PLAIN = {
    "├": "|", "│": "|", "╰": "`", "┄": ".", "┴": "^", "┬": "v", "≠": "!=", "≈": "~",
    "●": "*", "✕": "x", "○": "o", "─": "-", "━": "-", "·": "-", "•": "*", "→": ">", "…": "...",
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "−": "-",
}  # fmt: skip
"""The marks that the pages use, quotation marks and dashes, in ASCII."""

_HANDLER = "allegedly.plain"


def make_plain(streams: Iterable[TextIO]) -> None:
    """Let these streams write what their encoding has, stand-ins for marks, and "?" for the rest."""
    codecs.register_error(_HANDLER, _stand_in)
    for stream in streams:
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_HANDLER)


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(map(_plain, lost)), error.end


def _plain(letter: str) -> str:
    """The mark's stand-in, a letter without its accent, or "?"."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", letter) if c.isascii())
    return PLAIN.get(letter) or bare or "?"
