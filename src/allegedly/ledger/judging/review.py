"""Judgements that a person should look at again: their words are gone, or they cannot all hold."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.ledger.judging.checks import CORRECTIONS, REPORTS, TARGETS, field_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allegedly.model import Judged, Standing, Statement

    Doubts = Iterator[tuple[str, str]]

__all__ = ["reviewed"]

GONE = "nothing in its report has these words any more"
SPLIT = "others say that these are the same; this one, “different”, holds"
JOINED = "others say that statements it joins are different, and hold"
LATER = "a later judgement of the same says something else, and holds"
DENIED = "another says the opposite; that it is not denied holds"
NO_DENIAL = "the first of the two denies nothing as it is read now"


def reviewed(
    standing: Sequence[Standing], statements: Iterable[Statement], judged: Judged
) -> tuple[Standing, ...]:
    """Return the judgements with what speaks for looking at each again.

    Args:
        standing: attached judgements, in order of entry.
        statements: what is at hand, as judged.
        judged: what they come to.
    """
    denying = {s.id for s in statements if s.polarity != "asserts"}
    doubts: defaultdict[str, list[str]] = defaultdict(list)
    rules: tuple[Doubts, ...] = (
        _gone(standing),
        _pairs(standing, _same(judged)),
        _later(standing),
        _targets(standing, denying),
    )
    for judgement, why in (doubt for rule in rules for doubt in rule):
        doubts[judgement].append(why)
    return tuple(replace(s, review=tuple(doubts[s.judgement.id])) for s in standing)


def _gone(standing: Iterable[Standing]) -> Doubts:
    for one in standing:
        if not all(one.means):
            yield one.judgement.id, GONE


def _same(judged: Judged) -> dict[str, str]:
    """Each statement judged the same as another -> the first of all that are then the same."""
    lead: dict[str, str] = {}
    for a, b, verdict in judged.pairs:
        if verdict == "same":
            first, second = sorted((lead.get(a, a), lead.get(b, b)))
            lead |= {i: first for i, old in lead.items() if old == second}
            lead |= {a: first, b: first, second: first}
    return lead


def _pairs(standing: Iterable[Standing], lead: Mapping[str, str]) -> Doubts:
    """A "different" inside what is the same by way of others, and those others."""
    torn: set[str] = set()
    pairs = [s for s in standing if s.judgement.kind in {"same", "different"}]
    for one in pairs:
        if one.judgement.kind == "different":
            left, right = ({lead[i] for i in ids if i in lead} for ids in one.means)
            if left & right:
                torn |= left & right
                yield one.judgement.id, SPLIT
    for one in pairs:
        if one.judgement.kind == "same" and any(lead.get(i) in torn for i in one.means[0]):
            yield one.judgement.id, JOINED


def _later(standing: Iterable[Standing]) -> Doubts:
    """A correction that a later one of the same thing replaces."""
    last: dict[tuple[str, str], Standing] = {}
    replaced: dict[str, None] = {}
    for one in standing:
        if one.judgement.kind in {*CORRECTIONS, *REPORTS, "wrong origin"}:
            for id_ in one.means[0]:
                before = last.get((id_, field_of(one.judgement)))
                if before and before.judgement.value != one.judgement.value:
                    replaced[before.judgement.id] = None
                last[id_, field_of(one.judgement)] = one
    return ((judgement, LATER) for judgement in replaced)


def _targets(standing: Iterable[Standing], denying: set[str]) -> Doubts:
    said = [s for s in standing if s.judgement.kind in TARGETS and all(s.means)]
    wrong = {s.means for s in said if s.judgement.kind == "wrong target"}
    for one in said:
        if one.judgement.kind == "wrong target":
            continue
        if one.means in wrong:
            yield one.judgement.id, DENIED
        if denying.isdisjoint(one.means[0]):
            yield one.judgement.id, NO_DENIAL
