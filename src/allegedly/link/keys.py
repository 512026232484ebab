"""Keys: statements of one story that share one are compared, whatever their other words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.link.views import View

__all__ = ["keys", "keys_across"]


def keys(view: View) -> Iterator[str]:
    """Yield the keys of a statement: figures with what they count, deeds with each participant, four words in a row."""
    for figure in view.figures:
        yield f"figure {figure.printed:g} {figure.unit}"
    for deed in view.deeds:
        yield from (f"deed {deed} {root}" for root in view.participants)
    for gram in zip(*(view.words[start:] for start in range(4)), strict=False):
        yield "words " + " ".join(gram)


def keys_across(view: View) -> Iterator[str]:
    """Yield the keys that bring statements of different reports together: who says so."""
    yield from (f"source {root}" for root in view.side)
