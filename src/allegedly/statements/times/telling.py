"""When something was said: which of a sentence's times belong to which of its cues."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from allegedly.model import Time
    from allegedly.statements.attribution import Attribution

    Chars = tuple[int, int]

__all__ = ["tellings"]

_NEAR = 60
"""Characters between a cue and a time that the parse ties to no cue: about the length of a source with its office."""


def tellings(
    doc: Doc, times: Iterable[Time], found: Sequence[Attribution]
) -> list[tuple[Time, ...]]:
    """For each attribution the times at which it was said, in text order.

    A time belongs to the cue that governs it, not to one nested in its content nor to the one around it:
    in "she said on Monday that he had denied it" the denial has no time of its own. Cues that are joined to
    theirs share it ("denied it on Monday and said").
    """
    told: list[list[Time]] = [[] for _ in found]
    for time in times:
        for number in _owners(doc, time, found):
            told[number].append(time)
    return [tuple(moments) for moments in told]


def _owners(doc: Doc, time: Time, found: Sequence[Attribution]) -> Iterator[int]:
    """The numbers of the attributions that a time tells of."""
    span = doc.char_span(time.span.start, time.span.end, alignment_mode="expand")
    if span is None:
        return
    sentence = span[0].sent
    here = {n: a for n, a in enumerate(found) if sentence.start <= a.anchor < sentence.end}
    around = [held for a in here.values() if (held := _holding(a, time)) is not None]
    free = {
        n: a
        for n, a in here.items()
        if _holding(a, time) is None and all(_lies_in(a.cue, held) for held in around)
    }
    cue = _governing(span[0], {a.anchor for a in free.values()}) if free else None
    if cue is None:
        cue = _nearest(time, free.values())
    yield from (n for n, a in free.items() if _is_or_joins(doc[a.anchor], cue))


def _holding(found: Attribution, time: Time) -> Chars | None:
    """The span of what an attribution says, or of who says it, that a time stands in."""
    spans = [*found.content, *([found.source] if found.source else [])]
    place = (time.span.start, time.span.end)
    return next((span for span in spans if span[0] < place[1] and place[0] < span[1]), None)


def _lies_in(inner: Chars, outer: Chars) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _governing(token: Token, anchors: set[int]) -> int | None:
    return next((above.i for above in token.ancestors if above.i in anchors), None)


def _nearest(time: Time, found: Iterable[Attribution]) -> int | None:
    """The cue beside a time, where the parse ties the time to none."""
    gaps = ((max(time.span.start - a.cue[1], a.cue[0] - time.span.end), a.anchor) for a in found)
    gap, anchor = min(gaps, default=(_NEAR, None))
    return anchor if gap < _NEAR else None


def _is_or_joins(anchor: Token, cue: int | None) -> bool:
    """Whether an anchor is a cue, or is joined to it: "and said", "adding that"."""
    while anchor.i != cue and (
        anchor.dep_ == "conj" or (anchor.dep_ == "advcl" and anchor.tag_ == "VBG")
    ):
        anchor = anchor.head
    return anchor.i == cue
