"""Where the frames of the table match in a tree: they over-generate, and the gate chooses."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from allegedly.statements.attribution import spans, speakers
from allegedly.statements.attribution.clauses import up_to_speech
from allegedly.statements.attribution.frames import Frame, Search, frames
from allegedly.statements.attribution.lexicon import Entry, lexicon, names_event, object_classes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.statements.tree import Run, Tree

__all__ = ["Candidate", "candidates"]

_PAUSES = frozenset({",", "?", "!", "-", "–", "—"})

_NEAR = 5
"""Tokens after the anchor within which the words of its particle stand: "called repeatedly for"."""

_VERDICT = 8
"""Tokens at the end of a denied content among which its verdict stands: "as “a tissue of lies”"."""

_DISPUTES = frozenset({"deny", "dismiss", "confirm"})
"""Senses of which a bare "which" as the content would not say what is disputed."""

_KINDS = {
    "VERB": ("VERB",),
    "AUX": ("VERB",),
    "NOUN": ("NOUN",),
    "PROPN": ("NOUN",),
    "ADJ": ("ADJ",),
    "ADV": ("ADV", "PREP"),
    "ADP": ("PREP",),
    "SCONJ": ("PREP",),
}
"""In which parts of the lexicon a part of speech is looked up."""

_PARTICIPLE = ("ADJ", "PREP", "VERB")
"""Likewise for a participle: "worried" may be an adjective, "according" a preposition."""


_Row = tuple[Frame, tuple[Entry | None, ...]]
_UNKNOWN: tuple[None] = (None,)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What one frame finds: token runs, the anchor, and the lexicon's entry (`None`: the word is not in it)."""

    frame: Frame
    anchor: int
    content: tuple[Run, ...]
    head: int | None
    source: Run | None
    cue: Run
    entry: Entry | None


def candidates(tree: Tree) -> Iterator[Candidate]:
    """Every frame that matches at every word and leaves a content, in text order, then in that of the table."""
    for i, pos in enumerate(tree.pos):
        participle = pos in {"VERB", "AUX"} and tree.tag[i] in {"VBN", "VBG"}
        below = {tree.dep[c] for c in tree.children[i]}
        for kind in _PARTICIPLE if participle else _KINDS.get(pos, ()):
            for frame, entries in _rows(kind, tree.lower[i]) or _open_rows(kind):
                if frame.starts and below.isdisjoint(frame.starts):
                    continue
                found = next(filter(None, (_match(tree, i, frame, e) for e in entries)), None)
                if found is not None and found.content:
                    yield found


def _rows(kind: str, form: str) -> tuple[_Row, ...]:
    """The frames that a form of the lexicon may stand in, each with the entries that it admits."""
    return _known_rows(kind, form) if lexicon().look_up(kind, form) else ()


@cache
def _known_rows(kind: str, form: str) -> tuple[_Row, ...]:
    entries = lexicon().look_up(kind, form)
    rows = ((f, tuple(e for e in entries if f.entry in e.frames)) for f in frames()[kind])
    return tuple((f, admitted or _UNKNOWN) for f, admitted in rows if admitted or f.open)


@cache
def _open_rows(kind: str) -> tuple[_Row, ...]:
    """The frames that any word may stand in."""
    return tuple((frame, _UNKNOWN) for frame in frames()[kind] if frame.open)


def _match(tree: Tree, anchor: int, frame: Frame, entry: Entry | None) -> Candidate | None:
    particle = entry.particle if entry else ""
    if particle and not _has_particle(tree, anchor, particle):
        return None
    search = Search(tree, anchor, particle)
    if not _fits(search, frame):
        return None
    for alternative in frame.content:
        nodes = search.all(alternative)
        nodes = _fronted(tree, anchor, nodes) if nodes and frame.clause else nodes
        if nodes and _in_order(tree, anchor, frame, nodes) and _admitted(tree, entry, nodes):
            return _candidate(search, frame, entry, nodes)
    return None


def _fits(search: Search, frame: Frame) -> bool:
    if frame.hangs and search.tree.dep[search.anchor] not in frame.hangs:
        return False
    if frame.needs and not any(search.all(paths) for paths in frame.needs):
        return False
    return search.any(frame.lacks) is None


def _has_particle(tree: Tree, anchor: int, particle: str) -> bool:
    """Whether the words of a particle follow the anchor ("cast doubt on"), or hang from it further on."""
    wanted = particle.split()
    after = tree.lower[anchor + 1 : anchor + _NEAR]
    if any(after[k : k + len(wanted)] == wanted for k in range(len(after))):
        return True
    objects = [c for c in tree.children[anchor] if tree.dep[c] == "dobj"]
    below = [*tree.children[anchor], *(i for o in objects for i in range(*tree.subtree(o)))]
    return len(wanted) == 1 and any(tree.lower[c] == wanted[0] for c in below)


def _fronted(tree: Tree, anchor: int, nodes: list[int]) -> list[int]:
    """The clause before a cue, where a semicolon parts the cue from the one behind it: "it fell, she said; he left"."""
    before = [i for i in tree.children[anchor] if tree.dep[i] == "ccomp" and i < anchor]
    behind = anchor < nodes[0] and ";" in tree.lower[anchor : nodes[0]]
    return before[-1:] if before and behind else nodes


def _admitted(tree: Tree, entry: Entry | None, nodes: list[int]) -> bool:
    """Whether the word has its sense with these objects: a claim is denied, bail is refused."""
    if entry is None or not (entry.only or entry.never):
        return True
    classes = object_classes(tree.lower[nodes[0]])
    if "NUM" in (tree.pos[i] for node in nodes for i in range(*tree.subtree(node))):
        classes |= {"figure"}
    return not classes & entry.never and (not entry.only or bool(classes & entry.only))


def _in_order(tree: Tree, anchor: int, frame: Frame, nodes: list[int]) -> bool:
    """A clause is a content before its verb only with a pause between and a subject: "he would go, she said"."""
    if not frame.clause or nodes[0] > anchor:
        return True
    subject = speakers.subject(tree, anchor)
    if subject is None:
        return False
    end = tree.right[nodes[0]]
    if nodes[0] < subject < end:
        end = tree.left[subject]
    return bool({tree.lower[end - 1], tree.lower[end]} & _PAUSES) or tree.quotation[end - 1] >= 0


# --- what a match finds -----------------------------------------------------------------------------


def _candidate(search: Search, frame: Frame, entry: Entry | None, nodes: list[int]) -> Candidate:
    tree, anchor = search.tree, search.anchor
    if len(nodes) > 1 and tree.lower[nodes[0]] == "what":
        nodes = nodes[1:]  # "what they called a farce" says no more of it than the name
    head = search.any(frame.source)
    source = speakers.phrase(tree, head, without=anchor) if head is not None else None
    if source and frame.anchor == "PREP":
        source = source[0], speakers.named(tree, source[1])
    cue = _cue(search, frame, nodes, source)
    holes = [cue, *([source] if source else [])]
    if not set(nodes).isdisjoint(tree.above(anchor)):
        holes.append(
            tree.subtree(anchor)
        )  # the cue hangs from its content: "he would go, as she said"
    content = _content(tree, nodes, anchor, frame)
    if entry and entry.sense in _DISPUTES and tree.lower[nodes[0]] in {"which", "that"}:
        content = _antecedent(tree, anchor) or content
    for hole in spans.joined(holes, gap=1):
        content = spans.cut(content, hole)
    runs = spans.trimmed(tree, content, anchor)
    if frame.verdict and entry:
        runs, entry = _without_verdict(tree, runs, entry)
    return Candidate(frame, anchor, runs, head, source, cue, entry)


def _antecedent(tree: Tree, verb: int) -> list[Run]:
    """What a relative clause stands behind: "the accusations" of "the accusations, which Moscow denies"."""
    if tree.dep[verb] != "relcl" or not names_event(tree.lower[tree.head[verb]]):
        return []
    return [speakers.phrase(tree, tree.head[verb], without=verb)]


def _cue(search: Search, frame: Frame, nodes: list[int], source: Run | None) -> Run:
    """The cue's run: the verb's words, or as far as the frame says."""
    tree, anchor = search.tree, search.anchor
    start, end = spans.cue_run(tree, anchor, search.particle)
    quoted = speakers.quoting(tree, anchor)
    if quoted is not None:
        return spans.cue_run(tree, quoted)[0], end
    if frame.cue == "predicate":
        return spans.predicate_run(tree, anchor, nodes[0])
    if frame.cue == "through":
        first = tree.left[nodes[0]]
        return start, max(end, first + (tree.lower[first] == "to"))
    goal = {"to source": source[0] if source else -1, "to content": tree.left[nodes[0]]}
    return start, goal[frame.cue] if end <= goal.get(frame.cue, -1) <= end + 1 else end


def _content(tree: Tree, nodes: list[int], anchor: int, frame: Frame) -> list[Run]:
    """The runs of the nodes' subtrees; those after the anchor become one, tails added, other speech cut off."""
    runs = [tree.subtree(node) for node in nodes]
    if nodes[0] > anchor:
        runs = [(min(start for start, _ in runs), max(end for _, end in runs))]
    start, end = runs[-1]
    if frame.clause:
        start = spans.first_clause(tree, anchor, nodes[-1])
    if end <= anchor:
        return [*runs[:-1], (start, up_to_speech(tree, nodes[-1], anchor, (start, end)))]
    if frame.anchor == "PREP":
        end = spans.up_to_contrast(tree, nodes[-1], anchor, end)
    if start > anchor:
        further = spans.tail if frame.clause else spans.with_object
        end = further(tree, anchor, end)
    end = spans.continued(tree, up_to_speech(tree, nodes[-1], anchor, (start, end)))
    return [*runs[:-1], (start, end)]


def _without_verdict(
    tree: Tree, runs: tuple[Run, ...], entry: Entry
) -> tuple[tuple[Run, ...], Entry]:
    """A denied content without an "as baseless" that the parser leaves in it, which makes denial dismissal."""
    start, end = runs[-1] if runs else (0, 0)
    at = next(
        (i for i in range(end - 1, max(start, end - _VERDICT), -1) if tree.lower[i] == "as"), None
    )
    if at is None or any(tree.pos[i] in {"VERB", "AUX", "PROPN"} for i in range(at, end)):
        return runs, entry
    return (*runs[:-1], (start, at)), replace(entry, sense="dismiss")
