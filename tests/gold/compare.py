"""A case beside a ledger: which statement was found for which, and whether each field is right. Standard library only."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from corpus import Case, Figure, Gold

__all__ = [
    "Answer",
    "Match",
    "Scored",
    "answers",
    "as_answer",
    "right",
    "right_figures",
    "right_times",
    "scored",
]

Row = dict[str, Any]
Words = frozenset[int]

_FOUND = 0.5
"""The share of words, intersection over union, from which a content counts as found: that of the attribution sets."""
_TIGHT = 0.8
"""The share from which it counts as exactly bounded: an article or a comma more or less does not matter."""

UNSAID = "unspecified reports"
"""How the ledger names a speaker whom the text leaves unsaid ("reportedly"); the cases say "unknown"."""

UNITS = {
    "percent": "%", "percentage": "%",
    "euro": "eur", "€": "eur", "dollar": "usd", "$": "usd", "us$": "usd", "pound": "gbp", "£": "gbp",
    "yen": "jpy", "¥": "jpy", "yuan": "cny", "rouble": "rub", "ruble": "rub", "rupee": "inr", "won": "krw",
    "tenge": "kzt", "lira": "try", "krone": "nok", "krona": "sek", "zloty": "pln", "hryvnia": "uah", "franc": "chf",
    "kilometre": "km", "kilometer": "km", "metre": "m", "meter": "m", "kilogram": "kg", "kilo": "kg",
    "ton": "tonne", "child": "children", "person": "people",
}  # fmt: skip
"""Spellings of one unit: whether a ledger writes words, signs or ISO 4217 codes is no error."""

_WORD = re.compile(r"\w+|[$%£€]")
_ARTICLE = re.compile(r"^(?:the|an?) |['’]s?$|[.,]")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a ledger says about one case: its statements as they stand there, with names for actor ids."""

    statements: tuple[Row, ...] = ()
    boilerplate: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A statement of a case with the statement of the ledger that was found for it, if any."""

    case: Case
    gold: Gold
    row: Row | None
    overlap: float = 0.0


def answers(ledger: Mapping[str, Any]) -> dict[str, Answer]:
    """By case id, what a ledger in the public format says."""
    names = {actor["id"]: actor["name"] for actor in ledger["actors"]}
    rows: dict[str, list[Row]] = {report["id"]: [] for report in ledger["reports"]}
    for statement in ledger["statements"]:
        rows[statement["report"]].append(_named(statement, names))
    return {
        report["ref"]: Answer(tuple(rows[report["id"]]), tuple(report["boilerplate"]))
        for report in ledger["reports"]
    }


def as_answer(case: Case) -> Answer:
    """A case as if a ledger said it: the second reading of a text beside the first."""
    rows = tuple(_row(case, g) for g in case.statements if not g.optional)
    return Answer(rows, tuple({"start": a, "end": b} for a, b in case.boilerplate))


def _row(case: Case, g: Gold) -> Row:
    def span(start: int, end: int) -> Row:
        return {"start": start, "end": end, "text": case.text[start:end]}

    return {
        "content": [span(*c) for c in g.content],
        "cue": span(g.cue[0][0], g.cue[-1][1]) if g.cue else None,
        "name": g.source[0],
        "with": [names[0] for names in g.co_sources],
        "relays": [names[0] for names in g.via],
        "source": {"kind": g.kind},
        "event": {"type": g.event},
        "quantities": [{f: getattr(q, f) for f in q.__slots__} for q in g.figures],
        "times": [{"value": t.value, "role": t.role} for t in g.times],
        **{f: getattr(g, f) for f in ("act", "certainty", "polarity", "proposition")},
    }


def _named(statement: Row, names: Mapping[str, str]) -> Row:
    source = statement["source"]
    name = "none" if source["kind"] == "none" else names.get(source["actor"], "unknown")
    if name == UNSAID:
        name = "unknown"
    return statement | {
        "name": name,
        "with": [names.get(a, "unknown") for a in statement["co_sources"]],
        "relays": [names.get(v["actor"], "unknown") for v in statement["via"]],
    }


# --- finding ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Scored:
    """A case with what was found for each of its statements, and the ledger's statements left over."""

    case: Case
    matches: tuple[Match, ...]
    stray: tuple[Row, ...]
    boilerplate: tuple[Row, ...]


def scored(case: Case, answer: Answer) -> Scored:
    """Find the statements of a case among those of a ledger."""
    index = _index(case.text)
    gold = [_words(index, g.content) for g in case.statements]
    rows = [_words(index, _chars(r)) for r in answer.statements]
    taken: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for overlap, _, x, y in sorted(_pairs(case, answer, gold, rows)):
        if x not in taken and y not in used:
            taken[x] = (y, -overlap)
            used.add(y)
    matches = [Match(case, g, *_taken(taken.get(x), answer)) for x, g in enumerate(case.statements)]
    stray = [r for y, r in enumerate(answer.statements) if y not in used]
    return Scored(case, tuple(matches), tuple(stray), answer.boilerplate)


def _pairs(
    case: Case, answer: Answer, gold: Sequence[Words], rows: Sequence[Words]
) -> Iterator[tuple[float, bool, int, int]]:
    """Yield (overlap, other cue, statement, row), what is best first when sorted."""
    index = _index(case.text)
    for x, a in enumerate(gold):
        for y, b in enumerate(rows):
            if a & b and (overlap := len(a & b) / len(a | b)) >= _FOUND:
                other = not _cue(case.statements[x], answer.statements[y], index)
                yield -overlap, other, x, y


def _taken(found: tuple[int, float] | None, answer: Answer) -> tuple[Row | None, float]:
    return (answer.statements[found[0]], found[1]) if found else (None, 0.0)


def _chars(row: Row) -> Iterator[tuple[int, int]]:
    return ((s["start"], s["end"]) for s in row["content"])


def _index(text: str) -> dict[int, int]:
    index: dict[int, int] = {}
    for number, found in enumerate(_WORD.finditer(text)):
        index.update(dict.fromkeys(range(found.start(), found.end()), number))
    return index


def _words(index: Mapping[int, int], spans: Iterable[tuple[int, int]]) -> Words:
    return frozenset(index[c] for start, end in spans for c in range(start, end) if c in index)


# --- one field, right or wrong --------------------------------------------------------------------------


def _cue(gold: Gold, row: Row, index: Mapping[int, int]) -> bool:
    cue = row["cue"]
    words = _words(index, [(cue["start"], cue["end"])] if cue else [])
    wanted = _words(index, gold.cue)
    return bool(words & wanted) or words == wanted


def _plain(name: str) -> str:
    return _ARTICLE.sub("", " ".join(name.casefold().split()))


def _is(name: str, right: Iterable[str]) -> bool:
    return _plain(name) in {_plain(r) for r in right}


def _source(gold: Gold, row: Row) -> bool:
    if not gold.co_sources:
        return _is(row["name"], gold.source)
    speakers = [gold.source, *gold.co_sources]
    named = [row["name"], *row["with"]]
    return all(any(_is(n, right) for n in named) for right in speakers)


def _via(gold: Gold, row: Row) -> bool:
    named = row["relays"]
    return len(named) == len(gold.via) and all(map(_is, named, gold.via))


def right_figures(gold: Gold, row: Row) -> int:
    """How many figures of the statement are right: value, bound, and the unit's last word."""
    left = list(row["quantities"])
    hits = 0
    for wanted in gold.figures:
        hit = next((q for q in left if _same_figure(wanted, q)), None)
        if hit is not None:
            left.remove(hit)
            hits += 1
    return hits


def _same_figure(wanted: Figure, q: Row) -> bool:
    values = [q["value"], q["min"], q["max"], q["vague"]]
    if values != [wanted.value, wanted.min, wanted.max, wanted.vague]:
        return False
    return q["bound"] == wanted.bound and _last(q["unit"]) == _last(wanted.unit)


def _last(unit: str | None) -> str:
    """The last word of a unit in the singular, by the name that its spellings share."""
    word = unit.casefold().replace("per cent", "percent").split()[-1] if unit else ""
    return UNITS.get(word) or UNITS.get(word.removesuffix("s")) or word.removesuffix("s")


def right_times(gold: Gold, row: Row) -> int:
    """How many times of the statement have the right value and role."""
    left = Counter((t["value"], t["role"]) for t in row["times"])
    return (left & Counter((t.value, t.role) for t in gold.times)).total()


_FIELDS: dict[str, Callable[[Gold, Row], bool]] = {
    "source": _source,
    "via": _via,
    "polarity": lambda g, r: r["polarity"] == g.polarity,
    "certainty": lambda g, r: r["certainty"] == g.certainty,
    "act": lambda g, r: r["act"] == g.act,
    "proposition": lambda g, r: r["proposition"] == g.proposition,
}


def right(match: Match) -> dict[str, bool]:
    """Whether each field of a statement is found and right."""
    if match.row is None:
        return dict.fromkeys((*_FIELDS, "cue", "span"), False)
    row, gold = match.row, match.gold
    fields = {name: check(gold, row) for name, check in _FIELDS.items()}
    fields["cue"] = _cue(gold, row, _index(match.case.text))
    fields["span"] = match.overlap >= _TIGHT
    return fields
