"""Features of candidates for gates on trial: those of the shipped gate, and more; see fit_gate.py."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

from allegedly.statements.attribution import gate
from allegedly.statements.attribution.lexicon import names_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.statements.attribution.candidates import Candidate
    from allegedly.statements.tree import Run, Tree

__all__ = ["Features", "by_hand", "everything", "nested", "some_more"]

Features = dict[str, float]

_AUXILIARIES = {
    "perfect": frozenset({"has", "have", "had", "'ve"}),
    "future": frozenset({"will", "'ll", "wo"}),
    "do": frozenset({"do", "does", "did"}),
    "be": frozenset({"is", "are", "was", "were", "be", "been", "being"}),
    "question": frozenset({"when", "why", "how", "what", "whether", "if"}),
}
_USUAL = 2.0
"""Logarithm of the usual length of a content, seven words: a feature around nothing moves no other weight."""
_PEOPLE = ("man", "woman", "ist", "or", "er", "ant", "ent", "ian", "people")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def by_hand(tree: Tree, c: Candidate) -> Features:
    """The features of the gate that is set by hand, each frame among them."""
    return dict.fromkeys([*gate.parts(tree, c), f"frame {c.frame.name}"], 1.0)


def some_more(tree: Tree, c: Candidate) -> Features:
    """Those that help most by themselves too: the cue's sense, what it hangs by, the length of the content."""
    sense = c.entry.sense if c.entry else "unknown"
    names = [f"sense {sense}", f"hangs {tree.dep[c.anchor]}"]
    length = sum(end - start for start, end in c.content)
    return by_hand(tree, c) | dict.fromkeys(names, 1.0) | {"length": log(length) - _USUAL}


def everything(tree: Tree, c: Candidate) -> Features:
    """All features that were tried."""
    names = [*_of_sense(c), *_of_cue(tree, c), *_of_content(tree, c), *_of_source(tree, c)]
    return some_more(tree, c) | dict.fromkeys(names, 1.0) | _distances(c)


def nested(c: Candidate, held: Features) -> Features | None:
    """The features of a candidate in another's content, as the shipped gate has them; `None`: refused."""
    alone = not c.frame.clause or {"first-person", "no-source"} & held.keys()
    if "in-quotation" in held and alone:
        return None
    kind = "nested-phrase" if c.frame.phrase else "nested"
    return {k: v for k, v in held.items() if k != "in-quotation"} | {kind: 1.0}


def _of_sense(c: Candidate) -> Iterator[str]:
    kind = "clause" if c.frame.clause else "phrase" if c.frame.phrase else "other"
    yield f"{c.entry.sense if c.entry else 'unknown'} with {kind}"


def _of_cue(tree: Tree, c: Candidate) -> Iterator[str]:
    below = {tree.lower[i] for i in tree.children[c.anchor]}
    yield f"tag {tree.tag[c.anchor]}"
    yield from (f"auxiliary {name}" for name, words in _AUXILIARIES.items() if below & words)
    if not tree.first[c.anchor]:
        yield "first sentence"
    if c.content[0][0] < c.anchor:
        yield "content first"
    if tree.quotation[c.anchor] < 0 and any(_quoted(tree, tree.first[c.anchor], c)):
        yield "quotation in sentence"


def _quoted(tree: Tree, first: int, c: Candidate) -> Iterator[bool]:
    return (tree.quotation[i] >= 0 for i in range(first, tree.last[c.anchor]))


def _of_content(tree: Tree, c: Candidate) -> Iterator[str]:
    tokens = [i for run in c.content for i in range(*run)]
    quoted = [tree.quotation[i] >= 0 for i in tokens]
    yield "all quoted" if all(quoted) else "part quoted" if any(quoted) else "unquoted"
    if not _FINITE.isdisjoint(tree.tag[i] for i in tokens):
        yield "finite content"
    elif {"VERB", "AUX"}.isdisjoint(tree.pos[i] for i in tokens):
        yield "content without verb"
    if tokens[0] and tree.lower[tokens[0] - 1] == "that":
        yield "content after that"
    if c.frame.phrase:
        yield from _of_head(tree, c.content[0])


def _of_head(tree: Tree, run: Run) -> Iterator[str]:
    inside = range(*run)
    head = next((i for i in inside if tree.head[i] not in inside or tree.head[i] == i), run[0])
    yield f"content head {tree.pos[head]}"
    if names_event(tree.lower[head]):
        yield "content head event"
    if tree.pos[run[0]] == "DET":
        yield f"content {tree.lower[run[0]]}"


def _of_source(tree: Tree, c: Candidate) -> Iterator[str]:
    if c.head is None or c.source is None:
        return
    word = tree.lower[c.head]
    yield f"source {'he' if word in {'he', 'she', 'they'} else tree.pos[c.head]}"
    if tree.tag[c.head] in {"NNS", "NNPS"}:
        yield "source plural"
    if word.endswith(_PEOPLE):
        yield "source person"
    if c.source[0] > c.anchor:
        yield "source after"
    if tree.first[c.source[0]] != tree.first[c.anchor]:
        yield "source elsewhere"


def _distances(c: Candidate) -> Features:
    if c.head is None or c.source is None:
        return {}
    length = c.source[1] - c.source[0]
    return {"source length": log(length), "source distance": log(1 + abs(c.head - c.anchor))}
