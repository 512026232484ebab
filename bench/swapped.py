"""The gold with every name and figure swapped: what was learned from its words does not help there.

States become other states (name, adjective, capital), persons become invented ones, and figures of four digits and
more change; every span and label moves along. What neither table nor gold names stays as it is.
"""

from __future__ import annotations

import hashlib
import json
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, Any

from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

__all__ = ["swap_of", "swapped"]

_STATES = ("PL", "BY", "TR", "GE", "EG", "BR", "CL", "KE", "NZ", "VN")
"""Who the states of the text become, in the order of their first mention: each with a name, an adjective, a capital."""
_PERSONS = ("Kemal Ortasoy", "Jens Halvorsen", "Daniel Marsh", "Olga Petrenka", "Giorgi Beridze")
"""Who the persons become, in the order of the gold."""

_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+")


def swapped(folder: Path, scratch: Path) -> Path:
    """Write the gold of `folder` into `scratch` with other names and figures; return the new gold's path."""
    gold = json.loads((folder / "seeds.gold.json").read_bytes())
    documents = gold["documents"]
    texts = {d["id"]: (folder / d["file"]).read_bytes().decode() for d in documents}
    swap = _Swap(_names(gold, "\n".join(texts.values())))
    for d in documents:
        new = swap.text(texts[d["id"]])
        (scratch / d["file"]).write_bytes(new.encode())
        d |= {"sha256": hashlib.sha256(new.encode()).hexdigest(), "chars": len(new)}
        for part in ("boilerplate", "ignore"):
            d[part] = [swap.moved(s, texts[d["id"]]) for s in d[part]]
    gold["claims"] = [swap.moved(c, texts[c["doc"]]) for c in gold["claims"]]
    for part in ("entities", "links", "must_not"):
        gold[part] = swap.moved(gold[part], "")
    path = scratch / "seeds.gold.json"
    path.write_text(json.dumps(gold, ensure_ascii=False), "utf8")
    return path


def swap_of(folder: Path) -> Callable[[str], str]:
    """What turns the words of the gold in `folder` into those that `swapped` writes."""
    gold = json.loads((folder / "seeds.gold.json").read_bytes())
    texts = [(folder / d["file"]).read_bytes().decode() for d in gold["documents"]]
    return _Swap(_names(gold, "\n".join(texts))).text


class _Swap:
    """Old words to new ones, longest first, in texts and in whatever points into them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        words = "|".join(map(re.escape, sorted(names, key=lambda n: (-len(n), n))))
        self._pattern = re.compile(rf"\b(?:{words})(?!\w)|{_FIGURE.pattern}")

    def text(self, text: str) -> str:
        return self._pattern.sub(lambda m: self._new(m[0]), text)

    def _new(self, old: str) -> str:
        return self._names.get(old) or f"{_other(int(old.replace(',', ''))):,}"

    def moved(self, part: Any, text: str) -> Any:
        """A part of the gold with its strings swapped and its spans (of `text`) moved."""
        if isinstance(part, list):
            return [self.moved(p, text) for p in part]
        if isinstance(part, str):
            return self.text(part)
        if not isinstance(part, dict):
            return part
        if {"start", "end"} <= set(part):
            return part | self._span(part["start"], part["end"], text)
        return {k: self._field(k, v, text) for k, v in part.items()}

    def _field(self, key: str, value: Any, text: str) -> Any:
        if key in {"id", "doc", "claims", "denies", "kind"}:
            return value
        if key in {"value", "min", "max"} and isinstance(value, int | float) and value >= 1000:
            return _other(int(value))
        return self.moved(value, text)

    def _span(self, start: int, end: int, text: str) -> dict[str, Any]:
        ends = [(m.end(), len(self._new(m[0])) - len(m[0])) for m in self._pattern.finditer(text)]
        shift = [0]
        for _, more in ends:
            shift.append(shift[-1] + more)
        places = [e for e, _ in ends]
        moved = [o + shift[bisect_right(places, o)] for o in (start, end)]
        return {"start": moved[0], "end": moved[1], "text": self.text(text)[slice(*moved)]}


def _other(figure: int) -> int:
    return 2 * figure + 100


def _names(gold: Mapping[str, Any], text: str) -> dict[str, str]:
    persons = [e for e in gold["entities"] if e["kind"] == "person"]
    names = {}
    for entity, new in zip(persons, _PERSONS, strict=False):
        for old in (entity["canonical"], *entity["aliases"]):
            if len(old.split()) == 1:
                names[old] = new.split()[-1]
        names[entity["canonical"]] = new
    return names | dict(_states(text))


def _states(text: str) -> Iterator[tuple[str, str]]:
    states = table("states")
    first = {code: _first(row, text) for code, row in states.items()}
    mentioned = sorted((place, code) for code, place in first.items() if place < len(text))
    free = [code for code in _STATES if first[code] == len(text)]
    for (_, code), partner in zip(mentioned, free, strict=False):
        old, new = states[code], states[partner]
        for name in (old["name"], *old.get("names", ())):
            yield name, new["name"]
        for people in old["people"]:
            yield from ((people + s, new["people"][0] + s) for s in ("", "s"))
        for seat in old.get("seats", ()):
            yield seat, new["seats"][0]


def _first(row: Mapping[str, Any], text: str) -> int:
    """Where the state is first named in the text, or its length."""
    forms = [row["name"], *row.get("people", ()), *row.get("seats", ())]
    found = (re.search(rf"\b{re.escape(f)}\b", text) for f in forms)
    return min((m.start() for m in found if m), default=len(text))
