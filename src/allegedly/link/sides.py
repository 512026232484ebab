"""Two disputes about no figure: who did it, and where it is. Claimed only where the words leave little else.

Who did it: two sides tell one deed done to one thing, each by another doer, and one side is the doer that the other
names. Where it is: two sources put one thing in two states, or where one says "not there"; what is kept somewhere also
in two towns.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product
from typing import TYPE_CHECKING, Literal

from allegedly.link.contradictions import Sides, names_of, nearness, two_sources, window
from allegedly.link.tables import classes, table, weights, words_table
from allegedly.link.views import text_of
from allegedly.link.words import raw_words, stem, terms
from allegedly.model import Contradiction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from allegedly.link.roots import Roots
    from allegedly.link.scene import Scene
    from allegedly.link.views import View

__all__ = ["Disputed", "disputed", "disputes"]

Kind = Literal["attribution", "place"]
Disputed = dict[tuple[int, int], tuple[Kind, str]]
"""Two numbers of a scene's views -> what is in dispute, and the reason in words."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|[,;:.!?…]")
_BE = frozenset({"is", "are", "was", "were", "been", "being", "be"})
_HAVE = frozenset({"has", "have", "had", "probably", "also", "itself", "themselves"})
_PRONOUNS = frozenset({"it", "they", "he", "she", "them", "him"})
_REACH = 6
"""Words of an object that are looked at; a doer has at most one less."""
_BESIDE = 300
"""Characters between two statements of one report of which the second says "it": about two sentences."""


@dataclass(frozen=True, slots=True)
class _Deed:
    """Who did what to whom, as stems and as it was said."""

    kind: str
    doer: frozenset[str]
    words: str
    object: frozenset[str]
    pointing: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where what is: `kept` things stay there; `never` are places where it is said not to be."""

    kept: bool
    what: frozenset[str]
    pointing: bool
    names: frozenset[str]
    never: frozenset[str]
    words: str


def disputed(scene: Scene, roots: Roots) -> Disputed:
    """The pairs of statements, in order, that place one deed on two doers, or one thing in two places, and why.

    Whoever says so says something else: such two are never one claim, however alike their words are.
    """
    rows = [(i, v) for i, v in enumerate(scene.views) if not v.denies]
    deeds = {i: done for i, v in rows if (done := tuple(_deeds(v)))}
    places = {i: lies for i, v in rows if not v.foretold and (lies := tuple(_places(v)))}
    found: Disputed = {}
    for i, j in _two_sided(scene, deeds, roots):
        if said := _other_doer(scene, roots, (i, j), (deeds[i], deeds[j])):
            found[i, j] = "attribution", f"by whom: {said}"
    for i, j in _two_sided(scene, places, roots):
        near = nearness(scene, i, j)
        if said := next(_elsewhere(places[i], places[j], near), None):
            found.setdefault((i, j), ("place", f"where: {said}"))
    return found


def disputes(scene: Scene, home: Mapping[str, str], found: Disputed) -> tuple[Contradiction, ...]:
    """The contradictions by attribution and by place of a story, one for each two claims."""
    sides: dict[Kind, Sides] = {"attribution": Sides(home), "place": Sides(home)}
    for (i, j), (kind, because) in found.items():
        a, b = scene.views[i].id, scene.views[j].id
        if home[a] != home[b]:  # judged to be one claim
            sides[kind].add(a, b, because)
    return tuple(
        Contradiction(a, b, kind, because)
        for kind, some in sides.items()
        for a, b, because in some.rows()
    )


def _two_sided(scene: Scene, rows: Mapping[int, object], roots: Roots) -> Iterator[tuple[int, int]]:
    """Yield two statements by two sources, whose times can meet."""
    for i, j in combinations(rows, 2):
        a, b = scene.views[i], scene.views[j]
        first, second = window(a), window(b)
        meet = first[0] <= second[1] and second[0] <= first[1]
        if meet and two_sources(a, b, roots):
            yield i, j


# --- who did it -----------------------------------------------------------------------------------------------------


def _other_doer(
    scene: Scene,
    roots: Roots,
    numbers: tuple[int, int],
    deeds: tuple[Sequence[_Deed], Sequence[_Deed]],
) -> str | None:
    a, b = (scene.views[n] for n in numbers)
    beside = a.report == b.report and abs(a.start - b.start) < _BESIDE
    near, least = nearness(scene, *numbers), weights("sides")
    for x, y in product(*deeds):
        back = bool(x.doer & _speakers(b, roots)) and bool(y.doer & _speakers(a, roots))
        shared = back and bool(x.object & y.object) and near >= weights("figure")["cosine"]
        pointed = beside and (x.pointing or y.pointing)
        one_thing = shared or pointed or near >= least["near"]
        accused = x.doer & _speakers(b, roots) or y.doer & _speakers(a, roots)
        if x.kind == y.kind and one_thing and accused and x.doer.isdisjoint(y.doer):
            return f"“{x.words}” or “{y.words}”"
    return None


def _speakers(view: View, roots: Roots) -> frozenset[str]:
    return frozenset(stem(w) for name in names_of(view, roots, unnamed=True) for w in name)


def _deeds(view: View) -> Iterator[_Deed]:
    """Yield every deed of the table with a doer: "the guard shelled X", "X was shelled by the guard"."""
    known = classes("sides.toml", "deeds")
    words = _TOKEN.findall(text_of(view.statement))
    for at, word in enumerate(words):
        if word.lower() in known:
            passive = any(w.lower() in _BE for w in words[max(at - 2, 0) : at])
            doer, thing = _by(words, at) if passive else _before_and_after(words, at)
            found = frozenset(stem(w.lower()) for w in doer if w.lower() not in _HAVE)
            if found and not found & _stop():
                yield _Deed(
                    known[word.lower()],
                    found,
                    " ".join(doer),
                    frozenset(terms(w for w in raw_words(" ".join(thing)) if _definite(w))),
                    any(w.lower() in _PRONOUNS for w in thing[:1]),
                )


def _definite(word: str) -> bool:
    """Whether a word can tell one thing from another: not "people", not "rockets", no number."""
    return word.isalpha() and word not in words_table().units and word not in _means()


def _by(words: Sequence[str], at: int) -> tuple[list[str], list[str]]:
    """Doer and thing of a passive verb."""
    after = [w.lower() for w in words[at + 1 : at + 8]]
    if "by" not in after:
        return [], []
    start = at + 2 + after.index("by")
    return _phrase(words[start : start + _REACH]), list(words[max(at - 9, 0) : at])


def _before_and_after(words: Sequence[str], at: int) -> tuple[list[str], list[str]]:
    """Doer and thing of an active verb."""
    back = at - 1
    while back >= 0 and words[back].lower() in _HAVE:
        back -= 1
    before = _phrase(reversed(words[max(back - 4, 0) : back + 1]))
    return before[::-1], list(words[at + 1 : at + 1 + _REACH])


def _phrase(words: Sequence[str] | Iterator[str]) -> list[str]:
    """The words up to one that ends a phrase."""
    found: list[str] = []
    for word in words:
        if not word[0].isalpha() or word.lower() in _ends():
            break
        if word.lower() not in {"the", "a", "an"}:
            found.append(word)
    return found


# --- where it is ----------------------------------------------------------------------------------------------------


def _elsewhere(a: Sequence[_Place], b: Sequence[_Place], near: float) -> Iterator[str]:
    """Yield why two statements put one thing in two places."""
    least = weights("sides")
    for x, y in product(a, b):
        shared = bool(x.what & y.what)
        pointing = (x.pointing or y.pointing) and near >= least["pointing"]
        refused = bool(x.never & y.names or y.never & x.names)
        if not (shared or pointing) or x.names & y.names:
            continue
        states = x.names & _states(), y.names & _states()
        two_states = bool(states[0] and states[1])
        towns = x.kept and y.kept and shared and not (states[0] or states[1])
        if refused or two_states or (towns and near >= least["towns"]):
            yield f"“{x.words}” or “{y.words}”"


def _places(view: View) -> Iterator[_Place]:
    """Yield where a statement says that something is: the verb, what stands before it, the names after it."""
    kept, came = classes("sides.toml", "kept"), classes("sides.toml", "came")
    words = _TOKEN.findall(text_of(view.statement))
    for at, word in enumerate(words):
        low = word.lower()
        if low not in kept and low not in came:
            continue
        names, never = _named(words, at + 1)
        if names or never:
            what = [w.lower() for w in words[:at]]
            yield _Place(
                low in kept,
                frozenset(terms(raw_words(" ".join(what)))),
                bool(_PRONOUNS & set(what)),
                names,
                never,
                _told(words, at + 1),
            )
            return


def _named(words: Sequence[str], start: int) -> tuple[frozenset[str], frozenset[str]]:
    """The names after a preposition of place, and those after "not in"."""
    before = frozenset(table("sides.toml")["before_place"].split()) | {"of"}
    names: set[str] = set()
    never: set[str] = set()
    open_, refused = False, False
    for at in range(start, len(words)):
        word = words[at]
        if word in {".", ";", ":", "…"} or (at - start > _REACH * 2):
            break
        if word in before:
            open_, refused = True, at > 0 and words[at - 1].lower() == "not"
        elif open_ and word[0].isupper() and word.lower() not in _calendar():
            (never if refused else names).add(word)
        elif word.lower() in _ends():
            open_ = False
    return frozenset(names), frozenset(never)


def _told(words: Sequence[str], start: int) -> str:
    """The place in words, from the verb on."""
    end = next((i for i in range(start, len(words)) if words[i] in ".;:,…"), len(words))
    return " ".join(words[start : min(end, start + 8)])


def _cached(name: str) -> Callable[[], frozenset[str]]:
    return cache(lambda: frozenset(table("sides.toml")[name].split()))


_ends = _cached("ends")
_means = _cached("means")
_states = _cached("states")


@cache
def _calendar() -> frozenset[str]:
    return frozenset(table("measures.toml")["calendar"].split())


@cache
def _stop() -> frozenset[str]:
    """A doer that is a pronoun is nobody known."""
    return frozenset(map(stem, (*_PRONOUNS, "we", "i", "you", "who", "which", "not", "never")))
