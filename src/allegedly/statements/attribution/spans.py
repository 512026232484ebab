"""Exact spans: where a cue and a content begin and end. A run is a stretch of tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.statements.attribution.lexicon import lexicon, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allegedly.statements.tree import Run, Tree

__all__ = [
    "complete",
    "continued",
    "cue_run",
    "cut",
    "first_clause",
    "inversion",
    "joined",
    "predicate_run",
    "tail",
    "trim",
    "trimmed",
    "up_to_contrast",
    "with_object",
]

_BEFORE_CUE = frozenset({"aux", "auxpass", "neg", "advmod"})
_NO_CUE = frozenset({"how", "why", "when", "where", "as"})
_EDGES = frozenset(
    {",", ";", ":", ".", "-", "–", "—", "--", "...", "…", "(", ")", "[", "]", "!", "?"}
)
_ENDS = _EDGES | {"and", "but", "or"}
_STOPS = frozenset({".", "?", "!"})

_SENTENCE = 60
"""Tokens behind a colon within which its sentence ends; what is longer is a list."""


# --- the cue ----------------------------------------------------------------------------------------


def cue_run(tree: Tree, anchor: int, particle: str = "") -> Run:
    """The anchor with its auxiliaries, negation and adverbs before it and its particle or preposition behind."""
    start, end = anchor, anchor + 1
    while start > tree.first[anchor] and _leads(tree, start - 1, anchor):
        start -= 1
    if particle:
        return start, _behind_particle(tree, end, particle.split())
    if end < tree.last[anchor] and tree.dep[end] == "prt":
        end += 1
    return start, end


def _behind_particle(tree: Tree, end: int, wanted: list[str]) -> int:
    """The end of a cue with its particle, if that follows at once or behind one adverb: "called loudly for"."""
    for at in (end, end + 1):
        if tree.lower[at : at + len(wanted)] == wanted:
            return at + len(wanted)
        if at >= len(tree.pos) or tree.pos[at] != "ADV":
            break
    return end


def _leads(tree: Tree, i: int, anchor: int) -> bool:
    return tree.head[i] == anchor and tree.dep[i] in _BEFORE_CUE and tree.lower[i] not in _NO_CUE


def predicate_run(tree: Tree, adjective: int, content: int) -> Run:
    """An adjective with its "is" before and its preposition behind: "is worried about"."""
    start, end = cue_run(tree, adjective)
    verb = tree.head[adjective]
    if tree.dep[adjective] == "acomp" and tree.pos[verb] == "AUX" and verb == start - 1:
        start = cue_run(tree, verb)[0]
    return start, end + 1 if tree.head[content] == end else end


# --- the content ------------------------------------------------------------------------------------


def tail(tree: Tree, anchor: int, end: int) -> int:
    """How far a content that stops at `end` goes on: "because" and "if" clauses hung on the cue stay in it."""
    for child in tree.children[anchor]:
        near = 0 <= tree.left[child] - end <= 1
        if near and tree.dep[child] == "advcl" and _conditions(tree, child):
            end = tree.right[child]
    above = tree.head[anchor]  # where the parser takes the cue for a part of the condition
    inverted = inversion(tree, above) if tree.dep[anchor] == "ccomp" else None
    return tree.right[above] if inverted is not None and 0 <= inverted - end <= 1 else end


def first_clause(tree: Tree, anchor: int, last: int) -> int:
    """Where the first of the clauses on one side of the cue begins: "it rains, but it is warm, he said"."""
    same_side = (c for c in tree.children[anchor] if (c < anchor) == (last < anchor))
    return min([tree.left[last], *(tree.left[c] for c in same_side if tree.dep[c] == "ccomp")])


def _conditions(tree: Tree, verb: int) -> bool:
    return tree.child(verb, "mark") is not None or inversion(tree, verb) is not None


def inversion(tree: Tree, verb: int) -> int | None:
    """The auxiliary before its subject in a condition without "if": "should the situation go on"."""
    auxiliary, subject = tree.child(verb, "aux", "auxpass"), tree.child(verb, "nsubj", "nsubjpass")
    if auxiliary is None or subject is None or auxiliary > subject:
        return None
    return auxiliary if tree.lower[auxiliary] in {"should", "had", "were"} else None


def with_object(tree: Tree, anchor: int, end: int) -> int:
    """How far a noun phrase goes on with a phrase that the parser hangs on the verb: "announced talks with Peru"."""
    for child in tree.children[anchor]:
        behind = tree.dep[child] == "prep" and tree.left[child] == end
        if behind and tree.lower[child] in words("of-object"):
            end = tree.right[child]
    return end


def up_to_contrast(tree: Tree, head: int, anchor: int, end: int) -> int:
    """Where a clause ends for the "according to" in its middle: what is set against it is somebody else's."""
    behind = [child for child in tree.children[head] if child > anchor]
    opened = [tree.left[c] for c in behind if tree.lower[tree.left[c]] in words("contrast")]
    return min([end, *opened])


def continued(tree: Tree, end: int) -> int:
    """How far a content goes on behind a colon or semicolon: to the end of the sentence, unless somebody speaks."""
    if end >= len(tree.lower) or tree.lower[end] not in {":", ";"}:
        return end
    for i in range(end + 1, min(end + _SENTENCE, len(tree.lower))):
        if tree.quotation[i] >= 0 or lexicon().look_up("VERB", tree.lower[i]):
            return end
        if tree.lower[i] in _STOPS or "\n" in tree.lower[i]:
            return i
    return end


# --- runs -------------------------------------------------------------------------------------------


def joined(runs: Iterable[Run], gap: int = 0) -> list[Run]:
    """The runs in order, those that overlap or lie at most `gap` tokens apart as one."""
    found: list[Run] = []
    for start, end in sorted(runs):
        if found and start - found[-1][1] <= gap:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def cut(runs: Iterable[Run], hole: Run) -> list[Run]:
    """The runs without the tokens of the hole."""
    left = ((start, min(end, hole[0])) for start, end in runs)
    right = ((max(start, hole[1]), end) for start, end in runs)
    both = (run for pair in zip(left, right, strict=True) for run in pair)
    return [(start, end) for start, end in both if start < end]


def complete(tree: Tree, run: Run) -> Run:
    """The run made to hold every quotation whole that it holds in part; a lone mark at its edge is let go."""
    start, end = run
    if start < end and (number := tree.quotation[start]) >= 0:
        opening, closing = tree.quotations[number]
        start = start + 1 if opening < start == closing - 1 else opening
    if start < end and (number := tree.quotation[end - 1]) >= 0:
        opening, closing = tree.quotations[number]
        end = end - 1 if end - 1 == opening and closing > end else closing
    return start, end


def trim(tree: Tree, start: int, end: int) -> Run:
    """Without white space and punctuation at the edges, marks of quotations kept; no "and" at the end."""
    while start < end and (tree.lower[start].isspace() or tree.lower[start] in _EDGES):
        start += 1
    while start < end and (tree.lower[end - 1].isspace() or tree.lower[end - 1] in _ENDS):
        end -= 1
    return start, end


def trimmed(tree: Tree, runs: Sequence[Run], anchor: int = -1) -> tuple[Run, ...]:
    """Every run completed and trimmed, empty ones left out; a leading "that" belongs to the attribution.

    What a cue inside a quotation tells ends with the quotation, and does not hold it whole.
    """
    if anchor >= 0 and (number := tree.quotation[anchor]) >= 0:
        opening, closing = tree.quotations[number]
        inside = ((max(start, opening + 1), min(end, closing - 1)) for start, end in runs)
        whole = (trim(tree, *run) for run in inside if run[0] < run[1])
    else:
        whole = (trim(tree, *complete(tree, trim(tree, *run))) for run in runs)
    bare = (trim(tree, start + _that(tree, start, end), end) for start, end in whole)
    return tuple((start, end) for start, end in bare if start < end)


def _that(tree: Tree, start: int, end: int) -> bool:
    if start >= end or tree.lower[start] != "that":
        return False
    return tree.dep[start] == "mark" or tree.tag[start] == "IN"
