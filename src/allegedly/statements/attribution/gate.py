"""The gate: a hand-weighted scorecard that says of a candidate whether it is an attribution."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from allegedly.statements.attribution.lexicon import lexicon, names_claim, words
from allegedly.statements.attribution.spans import inversion
from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.statements.attribution.candidates import Candidate
    from allegedly.statements.tree import Run, Tree

__all__ = ["parts", "passes", "passes_nested", "probability"]

_QUOTED_WORD = 5
"""Tokens, marks included, up to which a cue in quotation marks is the report's own: they "strongly agree" that."""

_GOVERNORS = 2
"""Words above an infinitive that may undo it: "has not been able to confirm" has two."""

_HIDING = 5
"""Tokens at the start of a content among which a name is kept back: "not to be named" has four."""

_NO_NAMES = frozenset({"not", "be", "remain", "stay"})
_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
_GENERIC = frozenset({"you", "one", "there", "this", "that", "which", "what"})
_NEGATIONS = frozenset({"not", "n't", "never"})
_MODALS = frozenset("could would should might can must ought may wo ca".split())


def passes(tree: Tree, candidate: Candidate) -> bool:
    """Whether the candidate is an attribution."""
    scored = parts(tree, candidate)
    return sum(scored.values()) > 0 or (
        candidate.entry is not None
        and candidate.entry.sense in table("gate")["always"]
        and not {"in-quotation", "refused"} & scored.keys()
    )


def passes_nested(tree: Tree, candidate: Candidate) -> bool:
    """Whether a candidate in another's content is worth a place of its own.

    A quotation is its speaker's words: what is told in it counts as nested, unless the speaker tells it of himself.
    """
    always = candidate.entry is not None and candidate.entry.sense in table("gate")["always"]
    scored = parts(tree, candidate)
    if scored.pop("in-quotation", None) and (
        not candidate.frame.clause or {"first-person", "no-source"} & scored.keys()
    ):
        return False
    weights = table("gate")["weights"]
    nested = weights["nested-phrase"] if candidate.frame.phrase else weights["nested"]
    return always or sum(scored.values()) + nested > 0


def probability(scored: dict[str, float]) -> float:
    """The score as a number between 0 and 1; 0.5 is the border."""
    return 1 / (1 + exp(-sum(scored.values())))


def parts(tree: Tree, c: Candidate) -> dict[str, float]:
    """The features that hold for a candidate, each with its weight."""
    weights, frames = table("gate")["weights"], table("gate")["frames"]
    own = {f"frame {c.frame.name}": frames[c.frame.name]} if c.frame.name in frames else {}
    return {name: weights[name] for name in ("start", *_features(tree, c))} | own


def _features(tree: Tree, c: Candidate) -> Iterator[str]:
    number = tree.quotation[c.anchor]
    if number >= 0 and tree.quotations[number][1] - tree.quotations[number][0] > _QUOTED_WORD:
        yield "in-quotation"
    if c.entry is None:
        yield "unknown-word"
        if _told(tree, c):
            yield "that"
    else:
        yield "known-clause" if c.frame.name in table("gate")["clausal"] else "known-phrase"
    yield from _of_source(tree, c)
    yield from _of_cue(tree, c)
    yield from _of_content(tree, c)


def _told(tree: Tree, c: Candidate) -> bool:
    """Whether the content is a clause that begins with "that", of a verb that can tell something."""
    clause = tree.child(c.anchor, "ccomp")
    mark = tree.child(clause, "mark") if clause is not None else None
    told = mark is not None and tree.lower[mark] == "that" and not names_claim(tree.lower[mark - 1])
    return told and tree.pos[c.anchor] == "VERB" and tree.lower[c.anchor] not in words("no-speech")


def _of_source(tree: Tree, c: Candidate) -> Iterator[str]:
    if c.head is None:
        yield "no-source"
        if "it" in {tree.lower[i] for i in tree.children[c.anchor] if tree.dep[i] == "nsubjpass"}:
            yield "impersonal"
        return
    word, pos = tree.lower[c.head], tree.pos[c.head]
    if word in _FIRST:
        yield "first-person"
    elif word in _GENERIC:
        yield "generic-source"
    elif pos == "PROPN":
        yield "named-source"


def _of_cue(tree: Tree, c: Candidate) -> Iterator[str]:
    around = {tree.lower[i] for i in tree.children[c.anchor]}
    if around & _MODALS and not around & _NEGATIONS:
        yield "modal"  # "would not comment" was said
    if {"if", "whether"} & around or inversion(tree, c.anchor) is not None:
        yield "conditional"
    if around & _NEGATIONS:
        yield "negated"
    if _refused(tree, c.anchor):
        yield "refused"
    if "to" in around and tree.tag[c.anchor] == "VB":
        yield "infinite"
    if tree.pos[c.anchor] == "NOUN":
        yield "noun-anchor"


def _refused(tree: Tree, verb: int) -> bool:
    """Whether the verb is what somebody does not do: "declined to confirm or deny", "has yet to confirm"."""
    while tree.dep[verb] == "conj":
        verb = tree.head[verb]
    if tree.tag[verb] != "VB" or tree.child(verb, "aux") is None:
        return False
    for above in tree.above(verb)[:_GOVERNORS]:
        entries = lexicon().look_up("VERB", tree.lower[above])
        below = {tree.lower[i] for i in (above, *tree.children[above])}
        if any(e.sense == "refuse" for e in entries) or below & words("unfulfilled"):
            return True
        if tree.dep[verb] not in {"xcomp", "acomp", "acl"}:
            return False
        verb = above
    return False


def _of_content(tree: Tree, c: Candidate) -> Iterator[str]:
    length = sum(end - start for start, end in c.content)
    if c.frame.phrase and any(
        tree.tag[i] == "VBG" and tree.dep[i] in {"pcomp", "acl"} for i in range(*c.content[0])
    ):
        yield "event-content"
    if _hides(tree, c.content[0]):
        yield "anonymous"
    if length == 1:
        yield "pronoun-content" if tree.pos[c.content[0][0]] in {"PRON", "DET"} else "short"


def _hides(tree: Tree, run: Run) -> bool:
    """Whether it is the speaker's name that is kept back: "not to be named", "to remain anonymous"."""
    said = tree.lower[run[0] : min(run[1], run[0] + _HIDING)]
    return "to" in said and not words("hiding").isdisjoint(said) and not _NO_NAMES.isdisjoint(said)
