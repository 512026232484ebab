"""From a denial to what it denies: a few rules in order, the first that finds something names the reason.

Nobody denies the own side: statements of the same root are never targets.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise, product
from types import MappingProxyType
from typing import TYPE_CHECKING

from allegedly.link.figures import conflict, equal
from allegedly.link.judged import JUDGED
from allegedly.link.tables import weights, words_table
from allegedly.link.words import terms
from allegedly.model import Denial

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from allegedly.link.scene import Scene
    from allegedly.link.views import View
    from allegedly.model import Statement

__all__ = ["NO_TARGET", "denials", "points"]

NO_TARGET = "no target in these reports"
_PRONOUNS = frozenset({"it", "them", "this", "that", "these", "those", "such"})

_Found = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """One denial: its `number` in the scene, and whether it says itself what it denies."""

    scene: Scene
    number: int
    explicit: bool
    found: dict[int, _Found]
    """Targets of the denials before it."""
    wrong: frozenset[int] = frozenset()
    """What it is judged not to deny."""

    @property
    def view(self) -> View:
        return self.scene.views[self.number]

    def before(self) -> Iterator[int]:
        """Statements of the same report that begin before it, nearest first."""
        own = self.view
        rows = enumerate(self.scene.views[: self.number])
        own_rows = [i for i, v in rows if v.report == own.report and v.start < own.start]
        return reversed(own_rows)

    def report(self) -> list[int]:
        """What its report alleges, in order."""
        return [
            i
            for i, v in enumerate(self.scene.views)
            if v.report == self.view.report and self.open(i)
        ]

    def elsewhere(self) -> list[int]:
        """What the other reports of the story allege that were not published after it."""
        own = self.view
        return [
            i
            for i, v in enumerate(self.scene.views)
            if v.report != own.report and not v.day > own.day and self.open(i)
        ]

    def later(self) -> list[int]:
        """What other reports allege that were published after it."""
        day = self.view.day
        return [i for i, v in enumerate(self.scene.views) if v.day > day and self.open(i)]

    def open(self, number: int) -> bool:
        """Whether a statement can be denied: somebody not of the denier's side asserts it, and does not tell the denial."""
        other = self.scene.views[number]
        if other.denies or other.statement.act in _UNDENIABLE or other.roots & self.view.side:
            return False
        if number in self.wrong:
            return False
        return not _tells(other.statement, self.view.statement)

    def alleges(self, number: int) -> bool:
        """Whether an open statement holds something up to be denied: told as a fact, on somebody's word."""
        other = self.scene.views[number].statement
        return (
            self.open(number)
            and not self.scene.views[number].foretold
            and (other.source.kind != "none" or other.certainty == "alleged")
        )

    def concerns(self, number: int) -> bool:
        """Whether a statement speaks of the denier."""
        return bool(self.scene.views[number].participants & self.view.side)


_UNDENIABLE = frozenset({"asks", "evaluates"})
"""A demand can be refused and a praise disputed, but there is nothing in them to deny."""


def _tells(outer: Statement, denial: Statement) -> bool:
    """Whether the denial, cue and content, stands inside the other's content: "X, who denied Y"."""
    inner = (*denial.content, *([denial.cue] if denial.cue else []))
    if outer.report != denial.report or outer.content == denial.content:
        return False
    return all(any(o.start <= i.start and i.end <= o.end for o in outer.content) for i in inner)


def denials(
    scene: Scene,
    judged: Mapping[int, tuple[frozenset[int], frozenset[int]]] = MappingProxyType({}),
) -> tuple[Denial, ...]:
    """Every denial of a story with its targets and the rule that found them, in the scene's order.

    `judged` has what some of them are said to deny, and not to deny.
    """
    out: list[Denial] = []
    found: dict[int, _Found] = {}
    for number, view in enumerate(scene.views):
        if view.denies:
            right, wrong = judged.get(number, (frozenset(), frozenset()))
            targets, because = _targets(replace(_case(scene, number, found), wrong=wrong))
            if right:
                because = JUDGED if right.issuperset(targets) else f"{JUDGED}; {because}"
                targets = (*targets, *sorted(right.difference(targets)))
            found[number] = targets
            out.append(Denial(view.id, tuple(scene.views[i].id for i in sorted(targets)), because))
    return tuple(out)


def _targets(case: _Case) -> tuple[_Found, str]:
    rules = _EXPLICIT if case.explicit else _POINTING
    for because, rule in rules:
        if targets := rule(case):
            return targets, because
    return (), NO_TARGET


def _case(scene: Scene, number: int, found: dict[int, _Found]) -> _Case:
    """A denial is explicit unless it points to what it denies: "these claims", "any involvement"."""
    return _Case(scene, number, not points(scene.views[number]), found)


def points(view: View) -> bool:
    """Whether a content has too few words of its own: no deed, and no more than a name or two beside the pointing.

    A clause needs fewer: "the five were held there" tells something, "there had been any" nothing.
    """
    words, table = view.words, words_table()
    own = set(words) - table.claim_nouns - table.pointers - table.involvement
    said = own - table.stop
    told = view.deeds.intersection(terms(own)) - {"join"}
    if words and words[0] in _PRONOUNS and not _subject(words):
        return True
    if _of_what(words):
        return False
    clause = table.auxiliaries & set(words) and not table.involvement & set(words)
    return not told and len(said) <= (1 if clause else 3)


def _of_what(words: Sequence[str]) -> bool:
    """Whether the content says of what the claims are: "the charge of sabotage", "reports that the dam leaks"."""
    nouns = words_table().claim_nouns
    return any(a in nouns and b in {"of", "that"} for a, b in pairwise(words))


def _subject(words: Sequence[str]) -> bool:
    """Whether the content begins with a pronoun that does something: "it had fired", not "it", "that report"."""
    return words[0] in {"it", "they"} and words[1:2] != () and words[1] in words_table().auxiliaries


def _inherited(case: _Case) -> _Found:
    """A denial right after another one denies the same, unless that was said by the own side."""
    last = next(case.before(), None)
    return tuple(i for i in case.found.get(last, ()) if case.open(i)) if last is not None else ()


def _nearest_run(case: _Case) -> _Found:
    """As in "these claims": the nearest allegation before it, and those that stand next to that one."""
    words, table = set(case.view.words), words_table()
    if not table.pointers & words:
        return ()
    counted = bool(table.figure_nouns & words)
    most = (
        None if table.many & words or any(w.endswith("s") for w in words & table.claim_nouns) else 1
    )
    return _run(
        case, lambda i: case.alleges(i) and (bool(case.scene.views[i].figures) or not counted), most
    )


def _named_side(case: _Case) -> _Found:
    """As in "the British findings": the nearest statements by the side that is named."""
    named = case.view.named - case.view.side
    if not named or not words_table().claim_nouns & set(case.view.words):
        return ()
    return _run(case, lambda i: case.alleges(i) and bool(case.scene.views[i].roots & named))


def _involvement(case: _Case) -> _Found:
    """As in "any involvement": the nearest accusation that speaks of the denier."""
    if not words_table().involvement & set(case.view.words):
        return ()
    return _run(case, lambda i: case.alleges(i) and case.concerns(i) and _accuses(case, i), 1)


def _adjacent(case: _Case) -> _Found:
    """As in "the reports": the allegation about the denier that stands right before it."""
    last = next(case.before(), None)
    near = last is not None and case.alleges(last) and case.concerns(last)
    return _run(case, lambda i: case.alleges(i) and case.concerns(i)) if near else ()


def _right_before(case: _Case) -> _Found:
    """Nothing speaks of the denier: the allegation that stands right before it, if the denier speaks of nobody either.

    "The accusations" are none where it accuses nobody: "it has asked for help" is not what they mean.
    """
    last = next(case.before(), None)
    if last is None or not case.alleges(last) or case.view.participants & case.view.side:
        return ()
    accused = words_table().accusing_nouns.isdisjoint(case.view.words) or _accuses(case, last)
    return (last,) if accused else ()


def _central(case: _Case) -> _Found:
    """As in "the allegations" with nothing near: what the report alleges most about the denier."""
    return _most_central(case, [i for i in case.report() if case.alleges(i)])


def _central_elsewhere(case: _Case) -> _Found:
    """Nothing in the report itself: what the story alleges most about the denier."""
    return _most_central(case, [i for i in case.elsewhere() if case.alleges(i)])


def _best_match(case: _Case) -> _Found:
    """The statement of the report whose content matches best."""
    return _matching(case, case.report())


def _best_match_elsewhere(case: _Case) -> _Found:
    """The statement of another report whose content matches best."""
    return _matching(case, case.elsewhere())


def _again(case: _Case) -> _Found:
    """The own side has denied much the same before: what was denied then."""
    views, least = case.scene.views, weights("denial")["again"]
    before = [i for i in case.found if views[i].side & case.view.side and case.found[i]]
    scores = {i: case.scene.match(case.number, i) for i in before}
    best = max(scores, key=lambda i: (scores[i], i), default=None)
    if best is None or scores[best] < least:
        return ()
    return tuple(i for i in case.found[best] if case.open(i))


def _best_match_later(case: _Case) -> _Found:
    """Told before it was heard of in these reports: the statement of a later report whose content matches best."""
    return _matching(case, case.later())


def _run(case: _Case, holds: Callable[[int], bool], most: int | None = None) -> _Found:
    """The nearest statement before the denial for which `holds`, and its unbroken run of neighbours."""
    rows = list(case.before())
    start = next((at for at, i in enumerate(rows) if holds(i)), None)
    if start is None:
        return ()
    about = case.concerns(rows[start])
    found: list[int] = []
    for i in rows[start : start + (most or int(weights("denial")["run"]))]:
        if not holds(i) or (about and not case.concerns(i)):
            break
        found.append(i)
    return tuple(found)


def _most_central(case: _Case, rows: Sequence[int]) -> _Found:
    about = [i for i in rows if case.concerns(i)]
    accusing = [i for i in about if _accuses(case, i)] or about
    sums = {i: float(case.scene.overlap[i, about].sum()) for i in accusing}
    return (max(sums, key=lambda i: (sums[i], -i)),) if sums else ()


def _matching(case: _Case, rows: Sequence[int]) -> _Found:
    """The best match; where the denial names others than the denier, one of them is in the target or says it."""
    limits = weights("denial")
    named = case.view.named - case.view.side
    views = case.scene.views
    fits = [i for i in rows if not named or (views[i].participants | views[i].side) & named]
    scores = {i: _fit(case, i) for i in fits}
    best = max(scores, key=lambda i: (scores[i], -abs(i - case.number), -i), default=None)
    if best is None or scores[best] < limits["match"]:
        return ()
    if not words_table().whatever & set(case.view.words):
        return (best,)
    least = max(limits["match"], limits["whatever"] * scores[best])
    return tuple(
        sorted(i for i, score in scores.items() if score >= least and case.alleges(i)) or (best,)
    )


def _fit(case: _Case, number: int) -> float:
    """How well an explicit denial fits a statement: their words, and whether it is one that is held against the denier."""
    own, other, limits = case.view, case.scene.views[number], weights("denial")
    if any(conflict(x, y) for x, y in product(own.figures, other.figures)):
        return 0.0
    score = case.scene.match(case.number, number) * _firmness(case, number)
    score += limits["concerns"] * (case.alleges(number) and case.concerns(number))
    rare = (1 - case.scene.shares[deed] for deed in own.deeds & other.deeds)
    score += limits["deed"] * max(rare, default=0.0)
    score += limits["figure"] * any(equal(x, y) for x, y in product(own.figures, other.figures))
    score += limits["others"] * _others(own, other)
    return score + limits["own_voice"] * (other.statement.source.kind == "none")


def _others(own: View, other: View) -> bool:
    """Whether each names somebody who has no part in the other: another event, perhaps."""
    mine, its = own.named - own.side, other.named - own.side
    return bool(mine - other.participants - other.side) and bool(its - own.participants)


def _firmness(case: _Case, number: int) -> float:
    """What is only weighed or foretold is denied less often than what is told."""
    other = case.scene.views[number]
    return weights("denial")["foretold"] if other.foretold and not case.view.foretold else 1.0


def _accuses(case: _Case, number: int) -> bool:
    return bool(words_table().accusation & set(case.scene.views[number].terms))


_EXPLICIT = (
    ("its own words: the best match in the report", _best_match),
    ("its own words: the best match in another report", _best_match_elsewhere),
    ("its own words: what the same side denied before", _again),
    ("its own words: the best match in a later report", _best_match_later),
)
_POINTING = (
    ("follows another denial: the same target", _inherited),
    ("names whose statements it denies", _named_side),
    ("any involvement: the nearest accusation", _involvement),
    ("these claims: the nearest allegations", _nearest_run),
    ("the reports: the allegations about the denier right before it", _adjacent),
    ("the allegations: the most central one about the denier", _central),
    ("its own words: the best match in the report", _best_match),
    ("the allegation right before it", _right_before),
    ("the allegations: the most central one of the story about the denier", _central_elsewhere),
)
