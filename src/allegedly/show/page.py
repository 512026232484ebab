"""A page of a terminal: lines of at most 80 columns, wide characters measured, nothing interpreted.

Every piece of text passes `ink`, which cleans it; Rich's markup is never parsed.
"""

from __future__ import annotations

import sys
from typing import IO

from rich.console import Console
from rich.text import Text

from allegedly.show.words import clean

__all__ = ["WIDTH", "Page", "console", "ink"]

WIDTH = 80
"""Columns at most; a narrower terminal gets what it has, but never less than `NARROWEST`."""

NARROWEST = 40

Part = str | tuple[str, str] | Text


def console(file: IO[str] | None = None, *, stderr: bool = False) -> Console:
    """A console that prints text as it is. `NO_COLOR`, `COLUMNS` and pipes are respected."""
    return _Console(
        file=file, stderr=stderr, markup=False, highlight=False, emoji=False, soft_wrap=True
    )


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Leave it to the command's guard: Rich would end the program with an error."""
        raise BrokenPipeError


def ink(*parts: Part) -> Text:
    """The parts in one line of text; a part is words, or words with a style."""
    text = Text()
    for part in parts:
        if isinstance(part, Text):
            text.append_text(part)
        elif isinstance(part, str):
            text.append(_kept(part))
        else:
            text.append(_kept(part[0]), style=part[1])
    return text


def _kept(words: str) -> str:
    """The words cleaned; blanks at either end separate parts and stay."""
    if not words.strip():
        return " " * len(words)
    left, right = len(words) - len(words.lstrip(" ")), len(words) - len(words.rstrip(" "))
    return " " * left + clean(words) + " " * right


class Page:
    """Lines, from the top down. `width` is in columns."""

    def __init__(self, width: int = WIDTH) -> None:
        """An empty page."""
        self.width = max(NARROWEST, min(WIDTH, width))
        self.lines: list[Text] = []

    def blank(self) -> None:
        """Leave a line empty."""
        self.lines.append(Text())

    def rule(self) -> None:
        """Draw a line across the page."""
        self.lines.append(ink(("─" * self.width, "dim")))

    def heading(self, title: str, aside: str = "") -> None:
        """A rule, and below it the heading of a section with a remark at the right."""
        self.blank()
        self.rule()
        self.ends(ink((title, "bold")), ink((aside, "dim")))

    def words(self, *parts: Part, indent: int = 0, hang: int = 0) -> None:
        """A paragraph, wrapped; lines after the first stand `hang` columns further in."""
        first = True
        for line in self._wrapped(ink(*parts), self.width - indent - hang):
            self.lines.append(ink(" " * (indent + (0 if first else hang)), line))
            first = False

    def railed(self, rail: Text, words: Text) -> None:
        """A paragraph, wrapped, with the same rail to the left of each of its lines."""
        for line in self._wrapped(words, self.width - rail.cell_len):
            self.lines.append(rail.copy().append_text(line))

    def ends(self, left: Text, right: Text, indent: int = 0) -> None:
        """Words at the left, wrapped, and at the right of their first line a few more."""
        room = self.width - indent - (right.cell_len + 2 if right.cell_len else 0)
        if room < self.width // 3:
            self.words(left, indent=indent)
            self.words(right, indent=indent + 2)
            return
        lines = self._wrapped(left, room)
        gap = self.width - indent - lines[0].cell_len - right.cell_len
        self.lines.append(
            ink(" " * indent, lines[0], " " * gap, right)
            if right.cell_len
            else ink(" " * indent, lines[0])
        )
        self.lines.extend(ink(" " * indent, line) for line in lines[1:])

    def columns(self, left: Text, middle: Text, right: Text, at: int) -> None:
        """Three columns: the first ends before column `at`, the second wraps there, the third ends the line."""
        if left.cell_len >= at - 1:
            self.words(left)
            left = Text()
        room = self.width - at - (right.cell_len + 2 if right.cell_len else 0)
        if room < NARROWEST // 2:
            if left.cell_len:
                self.words(left)
            self.words(middle, " ", right, indent=min(at, 4))
            return
        lines = self._wrapped(middle, room)
        gap = self.width - at - lines[0].cell_len - right.cell_len
        self.lines.append(
            ink(
                left,
                " " * (at - left.cell_len),
                lines[0],
                " " * (gap if right.cell_len else 0),
                right,
            )
        )
        self.lines.extend(ink(" " * at, line) for line in lines[1:])

    def print(self, to: Console) -> None:
        """Print the page."""
        for line in self.lines:
            to.print(line)

    @staticmethod
    def _wrapped(text: Text, width: int) -> list[Text]:
        lines = text.wrap(_MEASURE, max(8, width), overflow="fold", no_wrap=False)
        for line in lines:
            line.rstrip()
        return list(lines) or [Text()]


_MEASURE = Console(file=sys.stderr, width=WIDTH, color_system=None)
"""Rich wraps text with a console's settings; this one only measures."""
