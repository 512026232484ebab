"""Where things stand in a plan's file: tables of TOML know no lines, messages should."""

from __future__ import annotations

import re

__all__ = ["Lines"]

_HEADER = re.compile(r"\s*\[\[\s*(\w+)\s*\]\]|\s*\[\s*(\w+)")
_KEY = re.compile(r"\s*[\"']?(\w+)[\"']?\s*(?:\.|=)")


class Lines:
    """The line of each section, and of each key in it, as far as the file is written in sections."""

    def __init__(self, text: str) -> None:
        """Look through the text once."""
        self._found: dict[tuple[str, int, str], int] = {}
        count: dict[str, int] = {}
        section = ""
        for number, line in enumerate(text.splitlines(), 1):
            if header := _HEADER.match(line):
                section = header[1] or header[2]
                count[section] = count.get(section, -1) + bool(header[1])
                self._found.setdefault((section, max(0, count[section]), ""), number)
            elif key := _KEY.match(line):
                self._found.setdefault((section, max(0, count.get(section, 0)), key[1]), number)

    def of(self, section: str, place: int, key: str = "") -> int | None:
        """The line of a key in the section of this kind and place (from 0); else that of the section, or `None`."""
        return self._found.get((section, place, key)) or self._found.get((section, place, ""))
