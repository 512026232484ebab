"""The table of frames: what stands around an anchor word where somebody is said to say something.

A row's paths are read once, when the table is loaded; `Search` follows them in a tree. What a row means is
described in `lexicon/frames.toml`, which analysts own.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from allegedly.statements.attribution import speakers
from allegedly.statements.attribution.lexicon import names_claim, names_speech
from allegedly.statements.tables import table

if TYPE_CHECKING:
    from allegedly.statements.tree import Tree

__all__ = ["Frame", "Path", "Search", "frames", "read_path"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: which dependencies, words and tag to go to (empty: any), and whether to the last one."""

    deps: frozenset[str]
    words: frozenset[str]
    tag: str
    last: bool


Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """One row of frames.toml; `rank` is its place in the file, and lower ones win.

    `starts` are dependencies of which one must hang from the anchor for any content to be there; empty: any may.
    """

    name: str
    anchor: str
    entry: str
    rank: int
    content: tuple[tuple[Path, ...], ...] = ()
    source: tuple[Path, ...] = ()
    needs: tuple[tuple[Path, ...], ...] = ()
    lacks: tuple[Path, ...] = ()
    hangs: frozenset[str] = frozenset()
    starts: frozenset[str] = frozenset()
    cue: str = "verb"
    open: bool = False
    clause: bool = False
    phrase: bool = False
    verdict: bool = False


@cache
def frames() -> dict[str, tuple[Frame, ...]]:
    """The frames of frames.toml by the anchor's part of speech, in the order of the file."""
    rows = [_frame(row, rank) for rank, row in enumerate(table("frames")["frame"])]
    kinds = dict.fromkeys(row.anchor for row in rows)
    return {kind: tuple(row for row in rows if row.anchor == kind) for kind in kinds}


def _frame(row: dict[str, Any], rank: int) -> Frame:
    content = tuple(_paths(text) for text in row["content"])
    return Frame(
        name=row["name"],
        anchor=row["anchor"],
        entry=row.get("entry", row["name"]),
        rank=rank,
        content=content,
        source=tuple(read_path(text) for text in row["source"]),
        needs=tuple(_paths(text) for text in row.get("needs", ())),
        lacks=tuple(read_path(text) for text in row.get("lacks", ())),
        hangs=frozenset(row.get("hangs", "").split()),
        starts=_starts(content),
        cue=row.get("cue", "verb"),
        **{mark: row.get(mark, False) for mark in ("open", "clause", "phrase", "verdict")},
    )


def _starts(content: tuple[tuple[Path, ...], ...]) -> frozenset[str]:
    """The first dependencies of every alternative, where each has a path that goes down by one."""
    firsts = [
        next((p[0].deps for p in paths if p[0].deps and _NAMED.keys().isdisjoint(p[0].deps)), None)
        for paths in content
    ]
    return frozenset().union(*filter(None, firsts)) if all(firsts) else frozenset()


def _paths(text: str) -> tuple[Path, ...]:
    return tuple(read_path(part) for part in text.split())


def read_path(text: str) -> Path:
    """Read a path such as `prep:about|of/pobj`."""
    return tuple(_step(step) for step in text.split("/"))


def _step(text: str) -> Step:
    last = text.endswith("+")
    text, _, tag = text.removesuffix("+").partition("=")
    deps, _, words = text.partition(":")
    return Step(_alternatives(deps), _alternatives(words), tag, last)


def _alternatives(text: str) -> frozenset[str]:
    return frozenset(filter(None, text.split("|")))


@dataclass(frozen=True, slots=True)
class Search:
    """Following paths from one anchor; `$` in a path is the last word of the entry's `particle`."""

    tree: Tree
    anchor: int
    particle: str

    def all(self, paths: tuple[Path, ...]) -> list[int] | None:
        """The tokens at the ends of the paths, or `None` if one leads nowhere or two to the same token."""
        ends = [self.follow(path) for path in paths]
        found = [end for end in ends if end is not None]
        return found if len(set(found)) == len(ends) else None

    def any(self, alternatives: tuple[Path, ...]) -> int | None:
        """The end of the first path that leads somewhere."""
        return next((end for way in alternatives if (end := self.follow(way)) is not None), None)

    def follow(self, path: Path) -> int | None:
        """The first token at the end of the path, the last where the path says so, or `None`."""
        at = [self.anchor]
        for step in path:
            at = [n for i in at for n in self._next(i, step)]
            if not at:
                return None
            at = at[-1:] if step.last else at
        return at[0]

    def _next(self, i: int, step: Step) -> list[int]:
        if len(step.deps) == 1 and (named := _NAMED.get(next(iter(step.deps)))):
            found = named(self.tree, i)
            return [] if found is None or not self._is(found, step) else [found]
        dep = self.tree.dep
        below = self.tree.children[i]
        return [c for c in below if (not step.deps or dep[c] in step.deps) and self._is(c, step)]

    def _is(self, i: int, step: Step) -> bool:
        return (not step.words or self._word(self.tree.lower[i], step.words)) and (
            not step.tag or self.tree.tag[i] == step.tag
        )

    def _word(self, word: str, words: frozenset[str]) -> bool:
        if word in words:
            return True
        if "$" in words and self.particle and word == self.particle.rsplit(maxsplit=1)[-1]:
            return True
        return ("@claim" in words and names_claim(word)) or (
            "@speech" in words and names_speech(word)
        )


def _up(tree: Tree, i: int) -> int | None:
    return tree.head[i] if tree.head[i] != i else None


_NAMED = {
    "^": _up,
    "@clause": speakers.clause_head,
    "@patient": speakers.patient,
    "@subject": speakers.doer,
    "@agent": speakers.agent,
    "@possessor": speakers.possessor,
    "@copula": speakers.of_copula,
    "@that": speakers.that_clause,
}
"""Steps that go by name instead of by dependency."""
