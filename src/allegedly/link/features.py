"""What speaks for and against two statements saying the same. Each docstring is the explanation shown to a reader.

A feature is a number between 0 and 1; its weight, with its sign, stands in `weights.toml` under its name.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from allegedly.link.figures import conflict, equal, other_things
from allegedly.link.tables import words_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from allegedly.link.views import View
    from allegedly.model import Statement

__all__ = ["FEATURES", "VETOES", "Pair"]


_Sides = tuple[frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements, and what is known of them only inside their story."""

    a: View
    b: View
    cosine: float
    overlap: float
    best: bool
    shares: Mapping[str, float]
    """Deed, or root of a participant -> the share of the story's statements that have it."""


def embedding(pair: Pair) -> float:
    """The sentence model finds the two near each other, beyond what all statements of the story share."""
    return max(pair.cosine, 0.0)


def words(pair: Pair) -> float:
    """They share words, or words of one class, that few statements of the story have; one word alone tells little."""
    fewest = min(len(pair.a.content), len(pair.b.content))
    return pair.overlap * min(fewest / 3, 1.0)


def five_gram(pair: Pair) -> float:
    """Five words in a row stand in both, two of them words of content."""
    return float(not pair.a.grams.isdisjoint(pair.b.grams))


def quotation(pair: Pair) -> float:
    """They quote the same words: the share of the shorter quotation's words that stand in the longer."""
    shorter = min(len(pair.a.quoted), len(pair.b.quoted))
    return len(pair.a.quoted & pair.b.quoted) / shorter if shorter > 1 else 0.0


def source(pair: Pair) -> float:
    """Who says so: the same source 1, one relays the other .8, two of one root .6, an unknown source .4."""
    a, b = pair.a, pair.b
    if a.sources & b.sources:
        return 1.0
    if a.relays & b.sources or b.relays & a.sources:
        return 0.8
    if a.roots & b.roots:
        return 0.6
    return 0.0 if a.traced and b.traced else 0.4


def other_source(pair: Pair) -> float:
    """Two named sources that have nothing to do with each other."""
    return float(source(pair) == 0.0)


def predicate(pair: Pair) -> float:
    """The same kind of deed is told (to send and to dispatch are one), the more so the rarer it is in the story."""
    return _rarest(pair, pair.a.deeds & pair.b.deeds)


def participant(pair: Pair) -> float:
    """The same actor takes part, the more so the fewer statements of the story speak of it."""
    return _rarest(pair, pair.a.participants & pair.b.participants)


def same_report(pair: Pair) -> float:
    """Both stand in one report, which seldom tells the same thing twice."""
    return float(pair.a.report == pair.b.report)


def mutual_best(pair: Pair) -> float:
    """Each is the other's nearest statement in the other report."""
    return float(pair.best)


def figure(pair: Pair) -> float:
    """The same figure of the same thing."""
    return float(any(equal(x, y) for x, y in product(pair.a.figures, pair.b.figures)))


def figure_conflict(pair: Pair) -> float:
    """Figures of the same thing that cannot both hold, and none that is equal."""
    crossed = any(conflict(x, y) for x, y in product(pair.a.figures, pair.b.figures))
    return float(crossed and not figure(pair))


def counted(pair: Pair) -> float:
    """Both count, and they count different things."""
    return float(other_things(pair.a.figures, pair.b.figures))


def other_deed(pair: Pair) -> float:
    """Both tell a deed, and not the same."""
    return float(bool(pair.a.deeds and pair.b.deeds) and not pair.a.deeds & pair.b.deeds)


def foretold(pair: Pair) -> float:
    """One tells of a deed, the other weighs, fears or foretells it."""
    return float(pair.a.foretold != pair.b.foretold)


def contained(pair: Pair) -> float:
    """What the shorter of the two says stands in the longer: the share of its words, if it has three or more."""
    shorter, longer = sorted((set(pair.a.terms), set(pair.b.terms)), key=len)
    return len(shorter & longer) / len(shorter) if len(shorter) > 2 else 0.0


def negated(pair: Pair) -> float:
    """One says that something is not, the other nothing of the kind."""
    no = words_table().negations
    return float(no.isdisjoint(pair.a.words) != no.isdisjoint(pair.b.words))


def act(pair: Pair) -> float:
    """One says or thinks it, the other intends, asks or judges it."""
    told = {"says", "considers"}
    a, b = pair.a.statement.act, pair.b.statement.act
    return float(a != b and not {a, b} <= told)


def uncounted(pair: Pair) -> float:
    """One counts, the other does not."""
    return float(bool(pair.a.figures) != bool(pair.b.figures))


def roles(pair: Pair) -> float:
    """Who does it and to whom it is done are turned round."""
    shared = pair.a.around.keys() & pair.b.around.keys()
    return float(any(_turned(pair.a.around[deed], pair.b.around[deed]) for deed in shared))


def opposed(pair: Pair) -> float:
    """One tells of a deed that undoes the other's: to damage and to repair, to close and to open."""
    (one, other), (this, that) = pair.a.undone, pair.b.undone
    return float(not one.isdisjoint(that) or not other.isdisjoint(this))


def nested(pair: Pair) -> float:
    """One is told inside the other: who says that somebody said it says something else."""
    a, b = pair.a.statement, pair.b.statement
    return float(a.report == b.report and (_within(a, b) or _within(b, a)))


def polarity(pair: Pair) -> float:
    """One asserts and the other denies: a denial is a claim of its own."""
    return float(pair.a.denies != pair.b.denies)


def other_ends(pair: Pair) -> float:
    """Each names both ends of what it is about, and they are others: a cable between two other countries is another."""
    a, b = pair.a.ends, pair.b.ends
    return float(bool(a and b) and a != b)


FEATURES: Mapping[str, Callable[[Pair], float]] = {
    feature.__name__: feature
    for feature in (
        embedding,
        words,
        five_gram,
        quotation,
        source,
        other_source,
        predicate,
        participant,
        same_report,
        mutual_best,
        figure,
        figure_conflict,
        counted,
        other_deed,
        foretold,
        roles,
        contained,
        negated,
        act,
        uncounted,
    )
}
VETOES: Mapping[str, Callable[[Pair], float]] = {
    feature.__name__: feature
    for feature in (polarity, figure_conflict, roles, opposed, nested, other_ends)
}
"""Where one of these holds two statements are never one claim, whatever their score."""


def _within(inner: Statement, outer: Statement) -> bool:
    """Whether the content of one is a part, and not all, of the other's."""
    return inner.content != outer.content and all(
        any(o.start <= i.start and i.end <= o.end for o in outer.content) for i in inner.content
    )


def _turned(a: _Sides, b: _Sides) -> bool:
    """Whether one actor stands only before the deed here and only after it there, and another the reverse."""
    return bool((a[0] - a[1]) & (b[1] - b[0])) and bool((a[1] - a[0]) & (b[0] - b[1]))


def _rarest(pair: Pair, shared: frozenset[str]) -> float:
    return max((1 - pair.shares[name] for name in shared), default=0.0)
