"""The event type of a content, from a small table of verbs and objects; empty where the table is silent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from allegedly.statements.lemmas import lemma
from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

__all__ = ["event_type"]

_WORDS = frozenset({"VERB", "NOUN"})


@dataclass(frozen=True, slots=True)
class _Row:
    type: str
    verbs: frozenset[str]
    objects: frozenset[str]


def event_type(doc: Doc, spans: Sequence[tuple[int, int]]) -> str | None:
    """The PLOVER type (2021) of what the content spans (characters) tell, or `None` where no row is sure."""
    words = {
        lemma(token)
        for start, end in spans
        for token in doc.char_span(start, end, alignment_mode="expand") or ()
        if token.pos_ in _WORDS
    }
    for row in _rows():
        if words & row.verbs and (not row.objects or words & row.objects):
            return row.type
    return None


@cache
def _rows() -> tuple[_Row, ...]:
    return tuple(
        _Row(row["type"], frozenset(row["verbs"]), frozenset(row["objects"]))
        for row in table("events")["event"]
    )
