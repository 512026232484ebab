"""One section of a plan's file, read key by key: what does not fit is noted with its line, and reading goes on."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from allegedly.assess.lines import Lines

__all__ = ["Faults", "Section", "nearest"]

Value = TypeVar("Value")


@dataclass(slots=True)
class Faults:
    """What is wrong with a plan, each with the line where it stands."""

    name: str
    lines: Lines
    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, what: str, section: str = "", place: int = 0, key: str = "") -> None:
        """Note a fault in a key of a section, or in the section as a whole."""
        self.found.append((self.lines.of(section, place, key) or 1, what))

    def told(self) -> str:
        """All of them, in the order of the file, one a line."""
        ordered = sorted(dict.fromkeys(self.found))
        return "\n".join(f"{self.name}:{line}: {what}" for line, what in ordered)


@dataclass(slots=True)
class Section:
    """A table of the plan: `kind` and `place` say which."""

    raw: Mapping[str, Any]
    kind: str
    place: int
    faults: Faults
    inside: str = ""
    """The key of the section that this table is the value of."""

    def fault(self, what: str, key: str = "") -> None:
        """Note what is wrong with a key."""
        self.faults.add(what, self.kind, self.place, self.inside or key)

    def only(self, known: Iterable[str]) -> None:
        """Note keys that mean nothing."""
        known = list(known)
        for key in self.raw:
            if key not in known:
                self.fault(f"{key!r} means nothing here{nearest(key, known)}", key)

    def text(self, key: str, default: str = "") -> str:
        """A text; one that has to be there has no default."""
        return self._value(key, default, "a text in quotation marks", lambda v: isinstance(v, str))

    def number(self, key: str, default: int) -> int:
        """A whole number of at least 1."""
        return self._value(
            key, default, "a whole number of at least 1", lambda v: type(v) is int and v > 0
        )

    def amount(self, key: str) -> float:
        """A number of at least 0."""
        sound = self._value(
            key, 0.0, "a number", lambda v: type(v) in {int, float} and 0 <= v < float("inf")
        )
        return float(sound)

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts; one text alone is a list of one."""
        raw = self.raw.get(key, default)
        listed = [raw] if isinstance(raw, str) else raw
        if _texts(listed):
            return tuple(listed)
        self.fault(f'{key!r} is to be a list of texts: {key} = ["…", "…"]', key)
        return default

    def groups(self, key: str) -> tuple[tuple[str, ...], ...]:
        """A list of texts and of lists of texts."""
        raw = self.raw.get(key, ())
        listed = [raw] if isinstance(raw, str) else raw
        if isinstance(listed, list | tuple):
            made = [(item,) if isinstance(item, str) else item for item in listed]
            if all(_texts(item) and item for item in made):
                return tuple(tuple(item) for item in made)
        self.fault(f"{key!r} is to be a list of texts, or of lists of texts", key)
        return ()

    def choices(
        self, key: str, known: Sequence[Value], default: tuple[Value, ...]
    ) -> tuple[Value, ...]:
        """Some of a few words."""
        asked = self.texts(key) if key in self.raw else None
        if asked is None:
            return default
        for word in asked:
            if word not in known:
                names = [str(k) for k in known]
                self.fault(f"{word!r} is none of {', '.join(names)}{nearest(word, names)}", key)
        return tuple(k for k in known if k in asked)

    def date(self, key: str) -> str | None:
        """A day: `2026-03-02`, as a date of TOML or a text."""
        raw = self.raw.get(key)
        if raw is None or type(raw) is datetime.date:
            return None if raw is None else raw.isoformat()
        try:
            return datetime.date.fromisoformat(raw).isoformat()
        except (TypeError, ValueError):
            self.fault(f"{key!r} is no day; write it as 2026-03-02", key)
            return None

    def table(self, key: str) -> Section:
        """A table inside this one; an empty one where there is none."""
        raw = self.raw.get(key, {})
        if not isinstance(raw, Mapping):
            self.fault(f"{key!r} is to be a table: {key} = {{ … }}", key)
            raw = {}
        return Section(raw, self.kind, self.place, self.faults, self.inside or key)

    def tables(self, key: str) -> list[Section]:
        """A list of tables inside this one."""
        raw = self.raw.get(key, [])
        if not isinstance(raw, list) or not all(isinstance(item, Mapping) for item in raw):
            self.fault(f"{key!r} is to be a list of tables: {key} = [{{ … }}]", key)
            raw = []
        return [
            Section(item, self.kind, self.place, self.faults, self.inside or key) for item in raw
        ]

    def _value(self, key: str, default: Value, what: str, fits: Callable[[Any], bool]) -> Value:
        raw = self.raw.get(key, default)
        if raw is default or fits(raw):
            found: Value = raw
            return found
        self.fault(f"{key!r} is to be {what}", key)
        return default


def _texts(raw: object) -> bool:
    return isinstance(raw, list | tuple) and all(isinstance(t, str) and t.strip() for t in raw)


def nearest(word: str, known: Sequence[str]) -> str:
    """`; did you mean 'x'?`, or nothing where nothing is near."""
    found = difflib.get_close_matches(word, known, 1)
    return f"; did you mean {found[0]!r}?" if found else ""
