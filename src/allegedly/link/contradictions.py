"""Figures that cannot both hold, and figures that their own source has since replaced.

Two different figures are no contradiction by themselves: they must count the same thing, in the same role,
subset and scope, of the same deed, and neither may be foretold. Most pairs of figures fail one of these.
What a source foretold it may replace.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from functools import cache, lru_cache
from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np

from allegedly.link.figures import comparable, conflict, one_quantity, told, unit_of
from allegedly.link.outline import day
from allegedly.link.tables import table, weights
from allegedly.link.words import raw_words
from allegedly.model import Contradiction, Update

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.link.figures import Figure
    from allegedly.link.roots import Roots
    from allegedly.link.scene import Scene
    from allegedly.link.views import View

__all__ = [
    "Sides",
    "before",
    "both",
    "dated",
    "figures_apart",
    "firm",
    "later",
    "meets",
    "names_of",
    "nearness",
    "one_source",
    "two_sources",
    "window",
]

_NAME = re.compile(r"(?<=[^\W_][ ,] )[^\W\d_a-z][^\W\d_]+|(?<=[^\W_] )[^\W\d_a-z][^\W\d_]+")
_BODIES = frozenset({"government", "agency", "organisation"})
"""Kinds of actors that are one where they have one name: never persons, never unnamed officials."""

_Meeting = tuple["View", "View", "Figure", "Figure"]


def figures_apart(
    scene: Scene, home: Mapping[str, str], roots: Roots
) -> tuple[tuple[Contradiction, ...], tuple[Update, ...]]:
    """The contradictions by figures and the updates of a story, one for each two claims, in the scene's order.

    A figure that its own source had replaced by then contradicts nothing any more.

    Args:
        scene: the story.
        home: statement id -> id of its claim.
        roots: who stands behind whom, and what the actors are called.
    """
    meetings = list(_meetings(scene))
    renewed = [m for m in meetings if later(m[0], m[1]) and one_source(m[0], m[1], roots)]
    replaced: dict[str, list[tuple[View, Figure]]] = defaultdict(list)
    for a, b, _, y in renewed:
        replaced[a.id].append((b, y))
    updates, apart = Sides(home), Sides(home)
    for a, b, x, y in renewed:
        if all(z.printed == y.printed or not later(new, b) for new, z in replaced[a.id]):
            updates.add(a.id, b.id, f"same source, later report: {both(x, y, 'then')}")
    for a, b, x, y in meetings:
        apart_now = conflict(x, y) and not a.foretold and not _grown(a, b, x, y)
        of_one = firm(a, b, x, y) and _of_one_event(scene, a, b, x)
        if apart_now and of_one and two_sources(a, b, roots) and _stood(a, b, replaced):
            apart.add(a.id, b.id, f"figures differ: {both(x, y, 'and')}")
    return (
        tuple(Contradiction(a, b, "numeric", because) for a, b, because in apart.rows()),
        tuple(Update(a, b, because) for a, b, because in updates.rows()),
    )


def _of_one_event(scene: Scene, a: View, b: View, x: Figure) -> bool:
    """Whether the contents have more in common than that both have a toll: a story may tell of two events."""
    return (
        not x.running or nearness(scene, *scene.places(a.id, b.id)) >= weights("figure")["defended"]
    )


def later(a: View, b: View) -> bool:
    """Whether the second was published later than the first."""
    by_hour = _by_hour(a.published, b.published)
    return a.day < b.day if by_hour is None else by_hour


def before(first: str | None, second: str | None) -> bool:
    """Whether one date of publication lies before another: by the hour where both tell it, else by the day."""
    by_hour = _by_hour(first, second)
    return day(first) < day(second) if by_hour is None else by_hour


def _by_hour(first: str | None, second: str | None) -> bool | None:
    if first and second and "T" in first and "T" in second:
        one, other = _moment(first), _moment(second)
        return one < other if one and other else None
    return None


@lru_cache(maxsize=1 << 14)
def _moment(published: str) -> datetime.datetime | None:
    """The moment of publication; one without a zone is taken as UTC, None where it is none."""
    try:
        found = datetime.datetime.fromisoformat(published)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)


def _stood(a: View, b: View, replaced: Mapping[str, Sequence[tuple[View, Figure]]]) -> bool:
    """Whether neither figure had been replaced when the other was published."""
    return not any(
        new.id == other.id or not later(other, new)
        for one, other in ((a, b), (b, a))
        for new, _ in replaced.get(one.id, ())
    )


def _grown(a: View, b: View, x: Figure, y: Figure) -> bool:
    """Whether a running count may simply have grown: it is higher days later, or was said to be open."""
    (old, low), (new, high) = ((a, x), (b, y)) if x.high < y.low else ((b, y), (a, x))
    still = low.quantity is not None and low.quantity.bound in {"at least", "more than"}
    days = weights("figure")["growth"]
    return low.running and high.running and (still or new.day - old.day > days)


def both(x: Figure, y: Figure, link: str) -> str:
    """Two figures in words: "12, then 31 people"."""
    first, second = told(x), told(y)
    unit = unit_of(x)
    if unit == unit_of(y) and unit != "%":
        first = first.removesuffix(unit).strip()
    return f"{first}{',' * (link == 'then')} {link} {second}"


class Sides:
    """Pairs of statements, gathered by the two claims that they belong to; the first pair gives the reason."""

    def __init__(self, home: Mapping[str, str]) -> None:
        self._home = home
        self._rows: dict[tuple[str, str], tuple[dict[str, None], dict[str, None], str]] = {}

    def add(self, a: str, b: str, because: str) -> None:
        """Put two statements to the two claims that they are of."""
        row = self._rows.setdefault((self._home[a], self._home[b]), ({}, {}, because))
        row[0][a] = row[1][b] = None

    def rows(self) -> list[tuple[tuple[str, ...], tuple[str, ...], str]]:
        """The two sides and the reason, for each two claims in order of appearance."""
        return [(tuple(a), tuple(b), because) for a, b, because in self._rows.values()]


def _meetings(scene: Scene) -> Iterator[_Meeting]:
    """Yield two statements in order with a figure of each that may be compared."""
    found = [i for i, view in enumerate(scene.views) if view.figures and not view.denies]
    for i, j in _sharing(scene, found):
        a, b = scene.views[i], scene.views[j]
        if a.foretold == b.foretold:
            yield from _compared(a, b, nearness(scene, i, j))


def _sharing(scene: Scene, counting: Sequence[int]) -> list[tuple[int, int]]:
    """The pairs of statements that count one thing, in order."""
    members: dict[str, list[int]] = defaultdict(list)
    for i in counting:
        for counted in dict.fromkeys(_counted(scene.views[i])):
            members[counted].append(i)
    return sorted({pair for group in members.values() for pair in combinations(group, 2)})


def _counted(view: View) -> Iterator[str]:
    """Yield what a statement counts: figures that may be compared have one of it in common."""
    for figure in view.figures:
        yield from (f"unit {figure.unit}",) if figure.unit else ()
        yield from (f"measure {figure.measure}",) if figure.known else ()


def nearness(scene: Scene, i: int, j: int) -> float:
    """How near the contents of two statements are, by words or by vectors."""
    return max(float(scene.overlap[i, j]), float(scene.cosine[i, j]))


def _compared(a: View, b: View, near: float) -> Iterator[_Meeting]:
    """At most one pair: the first figures that are comparable, unless some figure is equal in both."""
    found = product(a.figures, b.figures)
    pairs = [(x, y) for x, y in found if meets(a, b, x, y, near)]
    if pairs and all(x.printed != y.printed for x, y in pairs):
        yield a, b, *pairs[0]


def meets(a: View, b: View, x: Figure, y: Figure, near: float) -> bool:
    """Whether two figures are of one thing at one time: one known measure, or the same deed in contents that are near."""
    if not (comparable(x, y) and _same_time(a, b, x)) or elsewhere(a, b):
        return False
    limits = weights("figure")
    if x.known and one_quantity(x, y):
        return True
    return near >= limits["alike"] or (near >= limits["one_thing"] and firm(a, b, x, y))


def elsewhere(a: View, b: View) -> bool:
    """Whether both name somebody or some place, and nobody and no place in common."""
    first, second = names_in(a), names_in(b)
    return bool(first and second) and first.isdisjoint(second)


def names_in(view: View) -> frozenset[str]:
    """The capitalised words of the content that do not begin a sentence, but for days and months."""
    found = (m.group() for span in view.statement.content for m in _NAME.finditer(span.text))
    return frozenset(word for word in found if word.lower() not in _calendar())


@cache
def _calendar() -> frozenset[str]:
    return frozenset(table("measures.toml")["calendar"].split())


def firm(a: View, b: View, x: Figure, y: Figure) -> bool:
    """Whether words say that the two are of one thing: a deed, or what is measured."""
    return bool(a.deeds & b.deeds) or one_quantity(x, y)


def _same_time(a: View, b: View, x: Figure) -> bool:
    """Whether the times at which the two place their events can meet; no time can meet any."""
    first, second = window(a, running=x.running), window(b, running=x.running)
    return first[0] <= second[1] and second[0] <= first[1]


def window(view: View, *, running: bool = False) -> tuple[str, str]:
    """From when to when a statement places its event.

    Of a running count a late day may be that of counting ("the toll rose to 14 on Tuesday"): what it adds up
    happened in the weeks before.
    """
    times = [t for t in view.statement.times if t.role == "event" and t.type == "DATE"]
    first = min((t.start[:10] for t in times if t.start), default="0000")
    last = max((t.end[:10] for t in times if t.end), default="9999")
    counted = running and table("measures.toml")["counting"].split()
    if counted and not frozenset(counted).isdisjoint(view.words) and not np.isnan(view.day):
        weeks = max(int(view.day - weights("figure")["running"]), 1)
        begin = datetime.date.fromordinal(weeks).isoformat()
        return (begin, "9999") if last >= begin else (first, last)
    return first, last


def one_source(a: View, b: View, roots: Roots) -> bool:
    """Whether two statements are of one source: the same actors or root, or bodies of one name in one story."""
    if a.sources & b.sources or (a.roots and a.roots == b.roots):
        return True
    return any(
        (x <= y or y <= x) for x, y in product(names_of(a, roots), names_of(b, roots)) if x and y
    )


def two_sources(a: View, b: View, roots: Roots) -> bool:
    """Whether it is known that two statements are of two sources: nothing in their names is the same."""
    if not (a.sources and b.sources) or a.roots & b.roots:
        return False
    found = product(names_of(a, roots, unnamed=True), names_of(b, roots, unnamed=True))
    return all(x.isdisjoint(y) for x, y in found)


def names_of(view: View, roots: Roots, *, unnamed: bool = False) -> list[frozenset[str]]:
    """The words that name each source of a statement; an unnamed one is known by no name."""
    return [
        _name_words(roots.actors[a].name)
        for a in view.sources
        if a in roots.actors and (unnamed or roots.actors[a].kind in _BODIES)
    ]


@lru_cache(maxsize=1 << 14)
def _name_words(name: str) -> frozenset[str]:
    """The words of a name that tell bodies apart."""
    return frozenset(raw_words(name)) - frozenset(table("measures.toml")["bodies"].split())


def dated(views: Sequence[View]) -> tuple[str | None, str | None]:
    """First and last day of publication among some statements."""
    days = sorted(v.published[:10] for v in views if v.published and not np.isnan(v.day))
    return (days[0], days[-1]) if days else (None, None)
