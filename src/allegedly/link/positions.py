"""How one actor's position moves: denies and then admits, says and then denies, threatens and then does.

And how a denial moves: who denied flatly is later "not aware of" it, or the reverse. The same source, a later report.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from allegedly.link.tables import table
from allegedly.link.told import hindsight, in_line
from allegedly.model import Drift

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from allegedly.link.told import Direction, Told
    from allegedly.link.views import View

__all__ = ["positions"]

_DONE = frozenset({"asserted", "confirmed"})
_BESIDE = 300
"""Characters between what a report recalls and what it sets against it: about two sentences."""
_FEW = 3
"""A denial of fewer words of content points at what it denies."""
_HEAD = 60
"""Characters of a content that a reason quotes."""
_WEIGHED = frozenset({"considered", "conditional"})


def positions(told: Told) -> Iterator[Drift]:
    """Yield every move of an actor's position, and of a denial."""
    views = told.found.scene.views
    dated = [v for v in views if v.published and v.day == v.day]
    first_hand = [v for v in dated if not told.originals.get(v.report)]
    denials = [v for v in dated if v.denies]
    soft = [v for v in (*dated, *told.rest) if v.published and _soft(v)]
    for view in first_hand:
        if view.denies:
            yield from _admits(told, view)
            yield from _softens(told, view, soft)
        else:
            yield from _takes_back(told, view, denials)
            yield from _does(told, view, dated)
    for view in soft:
        yield from _hardens(told, view, denials)


def _admits(told: Told, denial: View) -> Iterator[Drift]:
    """Denied a claim, and says now that it is so, or may be."""
    for claim in dict.fromkeys(told.found.home[t] for t in _targets(told, denial)):
        for other in told.after(denial, told.found.members[claim]):
            if not other.denies and other.statement.certainty in _DONE | _WEIGHED:
                yield _move(claim, denial, other, "hardens")


def _softens(told: Told, denial: View, others: Sequence[View]) -> Iterator[Drift]:
    """Denied flatly, and is later only not aware of it."""
    if not _soft(denial):
        for other in told.after(denial, others):
            if _about(told, other, denial) or _recalled(told, other, denial):
                yield _turn(told, denial, denial, other, "softens")


def _hardens(told: Told, soft: View, denials: Sequence[View]) -> Iterator[Drift]:
    """Would not comment at first, and denies later."""
    for other in told.after(soft, denials):
        if not _soft(other) and _about(told, soft, other):
            yield _turn(told, other, soft, other, "hardens")


def _takes_back(told: Told, view: View, others: Sequence[View]) -> Iterator[Drift]:
    """Said so, and denies it now."""
    if view.statement.certainty in _DONE and not told.looks_back(view):
        for other in told.after(view, others):
            if _same(told, view, other) and _alike(view, other):
                yield _move(told.found.home[view.id], view, other, "softens")


def _does(told: Told, view: View, others: Sequence[View]) -> Iterator[Drift]:
    """Promised or threatened it, and has done it now."""
    if view.statement.act != "intends":
        return
    for other in told.after(view, others):
        done = other.statement.act == "says" and other.statement.certainty in _DONE
        if done and not other.denies and _same(told, view, other) and view.deeds & other.deeds:
            yield _move(told.found.home[other.id], view, other, "hardens")


def _move(claim: str, a: View, b: View, direction: Direction) -> Drift:
    return Drift(claim, "position", direction, (a.id,), (b.id,), _because(a, b), _actor(a))


def _turn(told: Told, denial: View, a: View, b: View, direction: Direction) -> Drift:
    claim = told.found.home[denial.id]
    return Drift(claim, "denial", direction, (a.id,), (b.id,), _because(a, b), _actor(a))


def _actor(view: View) -> str | None:
    return view.statement.source.actor


def _because(a: View, b: View) -> str:
    return f"the same source: {_words(a)} → {_words(b)}"


def _words(view: View) -> str:
    """What was said, in a few words: the cue and the head of the content."""
    cue, head = view.statement.cue, view.statement.wording
    short = head if len(head) <= _HEAD else f"{head[:_HEAD].rpartition(' ')[0]} …"
    return f"“{in_line(cue.text)} {short}”" if cue else f"“{short}”"


def _targets(told: Told, denial: View) -> tuple[str, ...]:
    return next((d.targets for d in told.found.denials if d.statement == denial.id), ())


def _same(told: Told, a: View, b: View) -> bool:
    scene = told.found.scene
    least: float = table("drift.toml")["position"]["match"]
    return scene.match(*scene.places(a.id, b.id)) >= least


def _alike(a: View, b: View) -> bool:
    """Whether figures do not set them apart: 12 sent is not taken back by a denial of 20."""
    return not (a.figures and b.figures) or any(
        x.printed == y.printed for x in a.figures for y in b.figures
    )


def _about(told: Told, soft: View, denial: View) -> bool:
    """Whether a soft statement speaks of what a denial denies: most of its words of content are there.

    The denial's own words tell; what it was found to deny only where it has hardly any ("these claims").
    """
    said, known = frozenset(soft.terms), frozenset(denial.terms)
    if len(known) < _FEW:
        targets = (told.by_id[t].terms for t in _targets(told, denial))
        known = known.union(*targets)
    least: float = table("drift.toml")["denial"]["shared"]
    return bool(said) and len(said & known) / len(said) >= least


def _recalled(told: Told, soft: View, denial: View) -> bool:
    """Whether the later report itself holds the two side by side: "which had denied it, cannot rule it out"."""
    return any(
        v.denies
        and hindsight(v)
        and v.report == soft.report
        and abs(v.start - soft.start) < _BESIDE
        and told.one(v, soft)
        and (told.found.home[v.id] == told.found.home[denial.id] or _same(told, v, denial))
        for v in told.found.scene.views
    )


def _soft(view: View) -> bool:
    cue = view.statement.cue
    text = f"{cue.text if cue else ''} {view.statement.wording[:60]}".lower()
    return bool(_soft_words().search(" ".join(text.split())))


@cache
def _soft_words() -> re.Pattern[str]:
    return re.compile("|".join(table("drift.toml")["denial"]["soft"]))
