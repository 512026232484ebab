"""Who says what, found by pattern: the table of frames, the lexicon, the gate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from allegedly.model import QuoteKind

__all__ = ["Attribution", "attributions"]

Chars = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in a Doc; offsets are characters of `doc.text`, end exclusive.

    `source` is the whole noun phrase that speaks (appositives included) and `head` its head token's index;
    `via` are relays ("by news agencies", "told Reuters"). `entry` is the lexicon's lemma (`say`, `according
    to`), `sense` its class. `proposition` is whether the content can be shared or denied.
    """

    content: tuple[Chars, ...]
    source: Chars | None
    cue: Chars
    anchor: int
    quote: QuoteKind
    frame: str
    entry: str
    sense: str
    proposition: bool
    score: float = 1.0
    head: int | None = None
    via: tuple[Chars, ...] = ()
    because: tuple[str, ...] = ()


def attributions(doc: Doc) -> Iterator[Attribution]:
    """Yield every attribution in the document, in text order."""
    yield from ()
