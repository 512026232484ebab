"""Who passed a statement on: "told the Bugle", "quoted by agencies", "in an interview with", "citing officials"."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from allegedly.statements.attribution import speakers
from allegedly.statements.attribution.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.statements.attribution.candidates import Candidate
    from allegedly.statements.tree import Run, Tree

__all__ = ["Relay", "cited_by", "relays"]

_ACTS = frozenset({"nsubj", "nsubjpass", "poss", "agent"})
"""What somebody does who is more than a hearer."""

_BEFORE = frozenset({"DET", "ADJ", "NOUN", "PROPN"})
_IN_NAMES = _BEFORE - {"DET"}


class Relay(NamedTuple):
    """Who passed it on; somebody who was `told` it is a relay only if it is one of the media.

    A name that only `hears` does nothing else in the report but being told something, as outlets do.
    """

    start: int
    end: int
    told: bool = False
    hears: bool = False


def relays(tree: Tree, c: Candidate) -> list[Relay]:
    """The relays of a candidate, those who quote it before those who were told."""
    passed = [Relay(*tree.chars(_phrase(tree, i, c))) for i in _quoting(tree, c.anchor)]
    told = dict.fromkeys(run for run in _hearers(tree, c) if _may_be_outlet(tree, run))
    return passed + [Relay(*tree.chars(run), True, _only_hears(tree, run)) for run in told]


def cited_by(tree: Tree, verb: int) -> int | None:
    """The head token of whom the speaker cites: "the agency reported, citing officials"."""
    for child in tree.children[verb]:
        named = tree.child(child, "dobj")
        if tree.lower[child] in {"citing", "quoting"} and named is not None:
            known = tree.pos[named] == "PROPN" or tree.lower[named] in words("cited")
            return named if known else None
    return None


def _phrase(tree: Tree, head: int, c: Candidate) -> Run:
    """A relay's phrase, which ends where the content begins."""
    start, end = speakers.phrase(tree, head, without=c.anchor)
    end = min([end, *(run[0] for run in c.content if head < run[0])])
    return start, max(end, head + 1)


# --- who quotes -------------------------------------------------------------------------------------


def _quoting(tree: Tree, verb: int) -> list[int]:
    """The head tokens of "quoted by agencies as saying" and "the agency quoted him as saying"."""
    quoter = speakers.quoting(tree, verb)
    if quoter is None:
        return []
    if speakers.quoted(tree, verb) is not None:
        found = [speakers.subject(tree, quoter)]
    else:
        found = [speakers.agent(tree, quoter), speakers.agent(tree, verb)]
    return [i for i in found if i is not None]


# --- who was told -----------------------------------------------------------------------------------


def _hearers(tree: Tree, c: Candidate) -> Iterator[Run]:
    """The names of whom it was told."""
    if speakers.quoting(tree, c.anchor) is None:
        if tree.pos[c.anchor] != "ADP":
            yield from _told(tree, c.anchor)
        yield from _in_talks(tree, c)
        yield from _of_source(tree, c)


def _told(tree: Tree, verb: int) -> Iterator[Run]:
    """Whom a verb tells: "told Reuters", "said to a paper", "said on state radio"."""
    if tree.lower[verb] in words("tells"):
        yield _next_name(tree, verb + 1) or _name(tree, tree.child(verb, "dobj", "dative"))
    else:
        yield _name(tree, speakers.object_of(tree, verb, {"to", "with"}))
    aired = speakers.object_of(tree, verb, {"on", "in"})
    yield _name(tree, aired if aired is not None and tree.lower[aired] in words("airs") else None)


def _name(tree: Tree, head: int | None) -> Run:
    """A name with what stands before it; empty where there is none, or "according" leads to it."""
    if head is None:
        return (0, 0)
    start = tree.left[head]
    return (0, 0) if "according" in tree.lower[max(start - 2, 0) : start] else (start, head + 1)


def _next_name(tree: Tree, start: int) -> Run | None:
    """The name right behind a verb of telling, whatever the parser makes of it: "told the Bugle she had left"."""
    end = start
    while end < len(tree.pos) and tree.pos[end] in (_BEFORE if end == start else _IN_NAMES):
        end += 1
    capitals = [i for i in range(start, end) if tree.text[tree.start[i]].isupper()]
    if not capitals:
        return None
    last = capitals[-1] + 1
    while last < end and not words("media").isdisjoint(tree.lower[last:end]):
        last += 1  # "told Rome public radio"
    return start, last


def _in_talks(tree: Tree, c: Candidate) -> Iterator[Run]:
    """Whom it was told in the same sentence: "in an interview with", "in remarks carried by"."""
    for i in range(tree.first[c.anchor], tree.last[c.anchor]):
        if tree.lower[i] in words("talks") and not _within(i, c.content):
            yield _name(tree, speakers.object_of(tree, i, {"with", "to"}))
            yield from _carriers(tree, range(*tree.subtree(i)))


def _of_source(tree: Tree, c: Candidate) -> Iterator[Run]:
    """Whom a source spoke to, or by whom it was seen: "a deserter who spoke to the radio"."""
    if c.head is None:
        return
    for verb in tree.children[c.head]:
        if tree.dep[verb] in {"relcl", "acl"} and tree.lower[verb] in words("talks-to"):
            yield from _told(tree, verb)
    yield from _carriers(tree, tree.children[c.head])


def _carriers(tree: Tree, found: Iterable[int]) -> Iterator[Run]:
    """Who is said to carry something: "remarks carried by", "a memo seen by"."""
    for i in found:
        if tree.tag[i] == "VBN" and tree.dep[i] == "acl" and tree.lower[i] in words("carried"):
            yield _name(tree, speakers.agent(tree, i))


def _within(i: int, runs: tuple[Run, ...]) -> bool:
    return any(start <= i < end for start, end in runs)


def _may_be_outlet(tree: Tree, run: Run) -> bool:
    named = run[0] < run[1] and tree.pos[run[1] - 1] == "PROPN"
    return named or not words("media").isdisjoint(tree.lower[run[0] : run[1]])


def _only_hears(tree: Tree, run: Run) -> bool:
    """Whether a name like an outlet's, without a title, does nothing else in the report."""
    said = tree.lower[run[0] : run[1]]
    like = said[0] in {"the", "our"} or not words("media").isdisjoint(said)
    if not like or not words("titled").isdisjoint(said):
        return False
    same = (i for i, word in enumerate(tree.lower) if word == said[-1])
    return all(tree.dep[i] not in _ACTS for i in same)
