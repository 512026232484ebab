"""Nouns to plain JSON values and back, by their type hints; what does not fit says where.

`writer(Statement)` turns a statement into dicts, lists and scalars, `reader(Statement)` does the reverse and
checks every value on the way. Both are built once for each noun.
"""

from __future__ import annotations

import dataclasses
import math
import types
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

__all__ = ["Misshapen", "list_of", "reader", "writer"]

type_of = {dict: "an object", list: "a list", str: "a string", bool: "true or false"} | {
    int: "a number",
    float: "a number",
    type(None): "null",
}
"""How JSON calls what Python calls a type."""


class Misshapen(ValueError):
    """A value does not fit its noun; `place` leads to it, as in `statements[3].cue.start`."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail
        self.place = ""

    def inside(self, step: str) -> Misshapen:
        """Return the same complaint, seen from one level further out."""
        dot = "" if not self.place or self.place.startswith("[") else "."
        self.place = f"{step}{dot}{self.place}"
        return self

    def __str__(self) -> str:
        return f"{self.place}: {self.detail}" if self.place else self.detail


Turn = Any
"""A function of one value; what it takes and gives depends on the noun it was built for."""


def writer(kind: Any, *, sparse: bool = False) -> Turn:
    """Build the function that turns a `kind` into JSON values.

    `sparse` is for the case: exact, and without what is at its default. Otherwise it is for the public: every key
    is there, and numbers are rounded to four places.
    """
    return _writer(kind, sparse)


@cache
def _writer(kind: Any, sparse: bool) -> Turn:
    if dataclasses.is_dataclass(kind):
        return _record_writer(kind, sparse=sparse)
    if _optional(kind):
        write = _writer(_optional(kind), sparse)
        return lambda value: None if value is None else write(value)
    if get_origin(kind) is tuple:
        return _tuple_writer(get_args(kind), sparse=sparse)
    return _rounded if not sparse and kind is float else _as_it_is


def _tuple_writer(members: tuple[Any, ...], *, sparse: bool) -> Turn:
    if members[-1] is Ellipsis:
        write = _writer(members[0], sparse)
        return lambda values: [write(value) for value in values]
    turns = [_writer(m, sparse) for m in members]
    return lambda values: [turn(value) for turn, value in zip(turns, values, strict=True)]


def _as_it_is(value: object) -> object:
    return value


def _rounded(value: float) -> float:
    """Four places; whole numbers as such, as far as a float tells them apart."""
    near = round(float(value), 4)
    return int(near) if near.is_integer() and abs(near) < 2**53 else near


def _record_writer(kind: Any, *, sparse: bool) -> Turn:
    hints = get_type_hints(kind)
    parts = [
        (f.name, _writer(hints[f.name], sparse), f.default if sparse else dataclasses.MISSING)
        for f in dataclasses.fields(kind)
    ]

    def write(noun: Any) -> dict[str, Any]:
        made = {}
        for name, turn, default in parts:
            value = getattr(noun, name)
            if value != default:
                made[name] = turn(value)
        return made

    return write


def reader(kind: Any) -> Turn:
    """Build the function that turns JSON values into a `kind`; it raises `Misshapen`. Unknown keys are passed over."""
    return _reader(kind)


@cache
def _reader(kind: Any) -> Turn:
    if dataclasses.is_dataclass(kind):
        return _record_reader(kind)
    if _optional(kind):
        read = _reader(_optional(kind))
        return lambda value: None if value is None else read(value)
    if get_origin(kind) is tuple:
        return _tuple_reader(get_args(kind))
    if get_origin(kind) is Literal:
        return _choice_reader(get_args(kind))
    return _SCALARS[kind]


def _record_reader(kind: Any) -> Turn:
    hints = get_type_hints(kind)
    turns = {f.name: _reader(hints[f.name]) for f in dataclasses.fields(kind)}
    required = {f.name for f in dataclasses.fields(kind) if f.default is dataclasses.MISSING}

    def read(value: object) -> Any:
        if not isinstance(value, dict):
            raise Misshapen(f"an object is expected here, not {_called(value)}")
        made, name = {}, ""
        try:
            for name, given in value.items():
                if name in turns:
                    made[name] = turns[name](given)
        except Misshapen as bad:
            raise bad.inside(name) from None
        if not made.keys() >= required:
            raise Misshapen(f"the key {min(required - made.keys())!r} is missing")
        return kind(**made)

    return read


def list_of(read: Turn, value: object) -> tuple[Any, ...]:
    """Read every member of a JSON list with `read`; raises `Misshapen` with the member's number."""
    if not isinstance(value, list):
        raise Misshapen(f"a list is expected here, not {_called(value)}")
    made: list[Any] = []
    try:
        for member in value:
            made.append(read(member))  # noqa: PERF401 - the complaint counts what was made
    except Misshapen as bad:
        raise bad.inside(f"[{len(made)}]") from None
    return tuple(made)


def _tuple_reader(members: tuple[Any, ...]) -> Turn:
    if members[-1] is Ellipsis:
        read = reader(members[0])
        return lambda value: list_of(read, value)
    turns = [reader(m) for m in members]

    def read_fixed(value: object) -> Any:
        if not isinstance(value, list) or len(value) != len(turns):
            raise Misshapen(f"a list of {len(turns)} is expected here, not {_called(value)}")
        return tuple(turn(member) for turn, member in zip(turns, value, strict=True))

    return read_fixed


def _choice_reader(choices: tuple[Any, ...]) -> Turn:
    allowed = frozenset(choices)

    def read(value: object) -> Any:
        if isinstance(value, str) and value in allowed:
            return value
        raise Misshapen(f"{_shown(value)} is none of: {', '.join(choices)}")

    return read


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    raise Misshapen(f"a string is expected here, not {_called(value)}")


def _whole(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise Misshapen(f"a whole number is expected here, not {_called(value)}")


def _truth(value: object) -> bool:
    if isinstance(value, bool):
        return value
    raise Misshapen(f"true or false is expected here, not {_called(value)}")


def _number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
    raise Misshapen(f"a finite number is expected here, not {_called(value)}")


_SCALARS = {str: _text, int: _whole, bool: _truth, float: _number}


def _optional(kind: Any) -> Any:
    """Return what `kind` is when it is not `None`, or `None` where it cannot be `None`."""
    if get_origin(kind) not in (Union, types.UnionType):
        return None
    return next(member for member in get_args(kind) if member is not type(None))


def _called(value: object) -> str:
    return type_of.get(type(value), type(value).__name__)


def _shown(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else f"{shown[:60]}…"
