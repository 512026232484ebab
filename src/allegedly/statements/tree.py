"""A parsed report as plain lists: what the frames look at, a thousand tokens in a few milliseconds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["Run", "Tree"]

Run = tuple[int, int]
"""Tokens from the first number up to, not including, the second."""

_NAMED: list[int | str] = ["LOWER", "POS", "TAG", "DEP"]
_NUMBERED: list[int | str] = ["HEAD", "SENT_START", "IDX", "LENGTH"]
"""What is copied out of a Doc: as arrays, since a Token object for every word costs more than all frames."""


@dataclass(frozen=True, slots=True)
class Tree:
    """Token by token: lower-cased word, tags, dependency, head, children, edges of its subtree.

    `first` and `last` are the borders of its sentence (`last` excluded), `quotation` is the number of the
    quotation that it stands in or -1, and `quotations` are their token runs, marks included.
    """

    text: str
    lower: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    children: list[list[int]]
    left: list[int]
    right: list[int]
    first: list[int]
    last: list[int]
    start: list[int]
    end: list[int]
    quotation: list[int]
    quotations: list[Run]

    @classmethod
    def of(cls, doc: Doc) -> Tree:
        """Copy what is needed out of the Doc; curly apostrophes become straight."""
        names = doc.vocab.strings
        columns = doc.to_array(_NAMED).T.tolist()
        lower, pos, tag, dep = ([names[key] for key in column] for column in columns)
        offsets, begins, start, length = doc.to_array(_NUMBERED).astype("int64").T.tolist()
        head = [i + offset for i, offset in enumerate(offsets)]
        children: list[list[int]] = [[] for _ in head]
        for i, h in enumerate(head):
            if h != i:
                children[h].append(i)
        first, last = _sentences(
            [i for i, one in enumerate(begins) if one == 1 or i == 0], len(head)
        )
        left, right = _edges(head)
        runs = [(span.start, span.end) for span in doc.spans.get("quotations", [])]
        return cls(
            text=doc.text,
            lower=[word.replace("’", "'") for word in lower],
            pos=pos,
            tag=tag,
            dep=dep,
            head=head,
            children=children,
            left=left,
            right=right,
            first=first,
            last=last,
            start=start,
            end=[at + size for at, size in zip(start, length, strict=True)],
            quotation=_numbers(runs, len(head)),
            quotations=runs,
        )

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of these dependencies."""
        return next((c for c in self.children[i] if self.dep[c] in deps), None)

    def subtree(self, i: int) -> Run:
        """The tokens below and including `i`, from edge to edge."""
        return self.left[i], self.right[i]

    def above(self, i: int) -> list[int]:
        """The heads of `i`, from its own to the root."""
        found = []
        while self.head[i] != i:
            i = self.head[i]
            found.append(i)
        return found

    def spaced(self, i: int) -> str:
        """The token as it stands in the text, with the blanks behind it."""
        end = self.start[i + 1] if i + 1 < len(self.start) else len(self.text)
        return self.text[self.start[i] : end]

    def run(self, start: int, end: int) -> Run:
        """The tokens that lie inside these characters."""
        return bisect_left(self.start, start), bisect_right(self.end, end)

    def chars(self, run: Run) -> tuple[int, int]:
        """The characters of a run that is not empty."""
        return self.start[run[0]], self.end[run[1] - 1]


def _edges(head: list[int]) -> tuple[list[int], list[int]]:
    """Where the subtree of every token begins, and behind which token it ends."""
    left, right = list(range(len(head))), list(range(1, len(head) + 1))
    for i in range(len(head)):
        above = head[i]
        while i < left[above]:
            left[above], above = i, head[above]
    for i in reversed(range(len(head))):
        above = head[i]
        while i >= right[above]:
            right[above], above = i + 1, head[above]
    return left, right


def _sentences(starts: list[int], size: int) -> tuple[list[int], list[int]]:
    first: list[int] = []
    last: list[int] = []
    for start, end in pairwise([*starts, size]):
        first += [start] * (end - start)
        last += [end] * (end - start)
    return first, last


def _numbers(runs: list[Run], size: int) -> list[int]:
    numbers = [-1] * size
    for number, (start, end) in enumerate(runs):
        numbers[start:end] = [number] * (end - start)
    return numbers
