"""The table of frames: patterns around an anchor word, and what they find in a tree.

Frames over-generate; whether a candidate is an attribution is for the gate to say.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from allegedly.statements import spans
from allegedly.statements.lexicon import Entry, lexicon, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.statements.tree import Run, Tree

__all__ = ["Candidate", "Frame", "candidates", "frames"]

_PAUSES = frozenset({",", "?", "!", "-", "–", "—"})
_NEAR = 5
"""Tokens after the anchor within which the words of a particle stand: "call repeatedly for"."""

Step = tuple[frozenset[str], frozenset[str], str, bool]
"""One step of a path: dependencies, words ("$" and "@claim" among them), tag; empty means any; the last of several?"""
Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of frames.toml with its paths read. `phrase`: its content is a noun phrase, seldom a clause."""

    name: str
    anchor: str
    entry: str
    rank: int
    content: tuple[tuple[Path, ...], ...] = ()
    source: tuple[Path, ...] = ()
    needs: tuple[tuple[Path, ...], ...] = ()
    lacks: tuple[Path, ...] = ()
    hangs: frozenset[str] = frozenset()
    open: bool = False
    phrase: bool = False


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


@lru_cache(maxsize=1)
def frames() -> dict[str, tuple[Frame, ...]]:
    """The frames of frames.toml by the anchor's part of speech, in the order of the file."""
    rows = [_frame(row, rank) for rank, row in enumerate(table("frames.toml")["frame"])]
    return {
        pos: tuple(f for f in rows if f.anchor == pos)
        for pos in ("VERB", "NOUN", "ADJ", "ADV", "PREP")
    }


def _frame(row: dict[str, Any], rank: int) -> Frame:
    return Frame(
        name=row["name"],
        anchor=row["anchor"],
        entry=row.get("entry", row["name"]),
        open=row.get("open", False),
        hangs=frozenset(row.get("hangs", "").split()),
        needs=tuple(_paths(text) for text in row.get("needs", ())),
        lacks=tuple(_path(text) for text in row.get("lacks", ())),
        content=tuple(_paths(text) for text in row["content"]),
        source=tuple(_path(text) for text in row["source"]),
        phrase=row.get("phrase", False),
        rank=rank,
    )


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(_path(part) for part in text.split())


def _path(text: str) -> Path:
    return tuple(_step(step) for step in text.split("/"))


def _step(text: str) -> Step:
    last = text.endswith("+")
    text, _, tag = text.removesuffix("+").partition("=")
    deps, _, words = text.partition(":")
    return (
        frozenset(filter(None, deps.split("|"))),
        frozenset(filter(None, words.split("|"))),
        tag,
        last,
    )


# --- matching ---------------------------------------------------------------------------------------


def candidates(tree: Tree) -> Iterator[Candidate]:
    """Every frame that matches at every word, in text order, then in the order of the table."""
    rows = frames()
    known = lexicon()
    for i, pos in enumerate(tree.pos):
        for kind in _kinds(tree, i, pos):
            entries = known.look_up(kind, tree.lower[i])
            if not entries and kind != "VERB":
                continue
            for frame in rows[kind]:
                for entry in _admitted(frame, entries):
                    found = _match(tree, i, frame, entry)
                    if found:
                        yield found
                        break


def _kinds(tree: Tree, i: int, pos: str) -> tuple[str, ...]:
    """Which parts of the lexicon a token is looked up in: a participle may be an adjective by sense."""
    if pos in {"VERB", "AUX"}:
        return ("ADJ", "PREP", "VERB") if tree.tag[i] in {"VBN", "VBG"} else ("VERB",)
    if pos in {"NOUN", "PROPN"}:
        return ("NOUN",)
    if pos == "ADV":
        return ("ADV", "PREP")
    if pos == "ADJ":
        return ("ADJ",)
    return ("PREP",) if pos in {"ADP", "SCONJ"} else ()


def _admitted(frame: Frame, entries: tuple[Entry, ...]) -> Iterator[Entry | None]:
    found = False
    for entry in entries:
        if frame.entry in entry.frames:
            found = True
            yield entry
    if frame.open and not found:
        yield None


def _match(tree: Tree, anchor: int, frame: Frame, entry: Entry | None) -> Candidate | None:
    particle = entry.particle if entry else ""
    if particle and not _has_particle(tree, anchor, particle):
        return None
    if frame.hangs and tree.dep[anchor] not in frame.hangs:
        return None
    search = _Search(tree, anchor, particle)
    if frame.needs and not any(search.all(paths) for paths in frame.needs):
        return None
    if any(search.follow(path) is not None for path in frame.lacks):
        return None
    for alternative in frame.content:
        nodes = [search.follow(path) for path in alternative]
        found = [node for node in nodes if node is not None]
        if len(found) == len(nodes) and _in_order(tree, anchor, frame, found):
            return _candidate(search, frame, entry, found)
    return None


def _in_order(tree: Tree, anchor: int, frame: Frame, nodes: list[int]) -> bool:
    """Paths that end at one word are no two pieces; a clause before its verb needs a pause and a subject there."""
    if len(set(nodes)) < len(nodes):
        return False
    if frame.name != "clause" or nodes[0] > anchor:
        return True
    end = tree.right[nodes[0]]
    pause = bool({tree.lower[end - 1], tree.lower[end]} & _PAUSES) or tree.quotation[end - 1] >= 0
    return pause and tree.child(anchor, "nsubj") is not None


def _has_particle(tree: Tree, anchor: int, particle: str) -> bool:
    """Whether the words of a particle follow the anchor ("cast doubt on"), or its last hangs from it further on."""
    words = particle.split()
    after = tree.lower[anchor + 1 : anchor + _NEAR]
    if any(after[k : k + len(words)] == words for k in range(len(after))):
        return True
    below = [c for c in tree.children[anchor] if tree.dep[c] in {"prt", "prep", "advmod", "dobj"}]
    below += [g for c in below if tree.dep[c] == "dobj" for g in tree.children[c]]
    return len(words) == 1 and any(tree.lower[c] == words[0] for c in below)


@dataclass(frozen=True, slots=True)
class _Search:
    """Following paths from one anchor."""

    tree: Tree
    anchor: int
    particle: str

    def all(self, paths: tuple[Path, ...]) -> bool:
        return all(self.follow(path) is not None for path in paths)

    def follow(self, path: Path) -> int | None:
        """The first token at the end of the path, the last where the path says so, or `None`."""
        at = [self.anchor]
        for deps, words, tag, last in path:
            at = [n for i in at for n in self._step(i, deps, words, tag)]
            if not at:
                return None
            at = at[-1:] if last else at
        return at[0]

    def _step(self, i: int, deps: frozenset[str], words: frozenset[str], tag: str) -> list[int]:
        special = next(iter(deps)) if len(deps) == 1 else ""
        if special[:1] in {"@", "^"}:
            found = self._special(i, special)
            return [] if found is None else [found]
        return [
            c
            for c in self.tree.children[i]
            if (not deps or self.tree.dep[c] in deps)
            and (not words or self._word(c, words))
            and (not tag or self.tree.tag[c] == tag)
        ]

    def _special(self, i: int, name: str) -> int | None:
        tree = self.tree
        if name == "@subject":
            return tree.child(i, "nsubjpass", "nsubj", "csubj")
        if name == "^":
            return tree.head[i] if tree.head[i] != i else None
        if name == "@clause":
            return spans.clause_head(tree, i)
        return None

    def _word(self, i: int, words: frozenset[str]) -> bool:
        word = self.tree.lower[i]
        if word in words or ("$" in words and self.particle and word == self.particle.split()[-1]):
            return True
        return "@claim" in words and _names_claim(word)


def _candidate(search: _Search, frame: Frame, entry: Entry | None, nodes: list[int]) -> Candidate:
    tree, anchor = search.tree, search.anchor
    head = _source(search, frame)
    source = spans.phrase_without(tree, head, anchor) if head is not None else None
    cue = _cue(search, frame, nodes, source)
    content = _content(tree, nodes, anchor, frame)
    branch = any(node in tree.above(anchor) for node in nodes)
    for hole in _holes(
        [cue, *([source] if source else []), *([tree.subtree(anchor)] if branch else [])]
    ):
        content = spans.cut(content, hole)
    runs = tuple(spans.trimmed(tree, content))
    if frame.name in {"object-clause", "verdict"} and entry:
        runs, entry = _without_verdict(tree, runs, entry)
    return Candidate(frame, anchor, runs, head, source, cue, entry)


def _cue(search: _Search, frame: Frame, nodes: list[int], source: Run | None) -> Run:
    """The cue's run: where the frame says so, with the preposition that leads to the content or the source."""
    tree, anchor = search.tree, search.anchor
    start, end = spans.cue_run(tree, anchor, search.particle)
    quoted = spans.quoting(tree, anchor)
    if quoted is not None:
        return spans.cue_run(tree, quoted)[0], end
    if (
        frame.name == "passive"
        and source
        and source[0] >= end
        and tree.lower[source[0] - 1] == "by"
    ):
        return start, max(end, source[0] if source[0] - end <= 1 else end)
    if frame.name == "source-preposition" and source and source[0] > anchor:
        return anchor, source[0]
    if frame.anchor == "NOUN" and 0 <= tree.left[nodes[0]] - end <= 1:
        return start, tree.left[nodes[0]]
    if frame.name == "adjective":
        return spans.predicate_run(tree, anchor, nodes[0])
    return start, end


def _holes(runs: list[Run]) -> list[Run]:
    """The runs, two that touch as one."""
    runs = sorted(runs)
    joined = runs[:1]
    for start, end in runs[1:]:
        if start - joined[-1][1] <= 1:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _content(tree: Tree, nodes: list[int], anchor: int, frame: Frame) -> list[Run]:
    """The runs of the nodes' subtrees; those after the anchor become one, tails added, other speech cut off."""
    runs = [tree.subtree(node) for node in nodes]
    if nodes[0] > anchor and len(runs) > 1:
        runs = [(min(r[0] for r in runs), max(r[1] for r in runs))]
    start, end = runs[-1]
    if start <= anchor:
        return runs
    if frame.name == "clause":
        end = spans.tail(tree, anchor, end)
    end = spans.continued(tree, _up_to_speech(tree, nodes[-1], end))
    return [*runs[:-1], (start, end)]


def _up_to_speech(tree: Tree, head: int, end: int) -> int:
    """Where a content ends if a participle of speech trails behind it: "said he would go, adding that"."""
    at = head
    while True:
        for child in tree.children[at]:
            if (
                child > head
                and spans.trails(tree, child)
                and lexicon().look_up("VERB", tree.lower[child])
            ):
                return min(end, tree.left[child] - 1)
        deeper = tree.child(at, "conj", "xcomp", "pcomp")
        if deeper is None:
            return end
        at = deeper


def _without_verdict(
    tree: Tree, runs: tuple[Run, ...], entry: Entry
) -> tuple[tuple[Run, ...], Entry]:
    """A denied clause without the "as baseless" that the parser leaves in it; with it, denial is dismissal."""
    start, end = runs[-1] if runs else (0, 0)
    at = next((i for i in range(end - 1, max(start, end - 4), -1) if tree.lower[i] == "as"), None)
    if at is None or any(tree.pos[i] in {"VERB", "AUX", "PROPN"} for i in range(at, end)):
        return runs, entry
    return (*runs[:-1], (start, at)), replace(entry, sense="dismiss")


def _is_speech(tree: Tree, i: int) -> bool:
    if spans.trails(tree, i):
        return bool(lexicon().look_up("VERB", tree.lower[i]))
    noun = (
        tree.child(i, "pobj")
        if tree.lower[i] in {"amid", "despite", "after", "following"}
        else None
    )
    return noun is not None and _names_claim(tree.lower[noun])


def _names_claim(word: str) -> bool:
    return any("noun-clause" in e.frames for e in lexicon().look_up("NOUN", word))


def _source(search: _Search, frame: Frame) -> int | None:
    for path in frame.source:
        name = next(iter(path[0][0]), "")
        found = (
            _SOURCES[name](search.tree, search.anchor) if name in _SOURCES else search.follow(path)
        )
        if found is not None:
            return found
    return None


def _subject(tree: Tree, verb: int) -> int | None:
    return spans.agent(tree, verb) if spans.is_passive(tree, verb) else spans.subject(tree, verb)


def _copula_subject(tree: Tree, adjective: int) -> int | None:
    own = tree.child(adjective, "nsubj", "nsubjpass")
    if own is not None:
        return own
    return (
        spans.subject(tree, tree.head[adjective])
        if tree.dep[adjective] in {"acomp", "conj"}
        else None
    )


_SOURCES = {
    "subject": _subject,
    "agent": spans.agent,
    "possessor": spans.possessor,
    "copula-subject": _copula_subject,
}
