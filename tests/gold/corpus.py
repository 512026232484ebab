"""The annotated texts of this folder: inline mark-up and tables, read into frozen nouns. Standard library only.

The format is described in README.md beside this file. `python tests/gold/corpus.py FILE...` checks files and says
where one breaks the format.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "HERE",
    "Case",
    "Claim",
    "Copy",
    "Figure",
    "Gold",
    "Moment",
    "Pair",
    "Story",
    "cases",
    "faults",
    "files",
    "stories",
]

HERE = Path(__file__).resolve().parent

Chars = tuple[int, int]

VALUES: dict[str, frozenset[str]] = {
    "kind": frozenset(
        {
            "unnamed official",
            *"person government agency organisation media group unknown none".split(),
        }
    ),
    "act": frozenset("says considers intends asks evaluates".split()),
    "certainty": frozenset("confirmed asserted considered conditional alleged predicted".split()),
    "polarity": frozenset("asserts denies dismisses".split()),
}
"""What each field may say; the words are those of docs/ledger-format.md."""

_BOUNDS = frozenset(["exact", "about", "at least", "up to", "more than", "less than", "vague"])
_FIELDS = frozenset(
    "source kind co_sources via act certainty polarity proposition denies event figures times"
    " optional note".split()
)
_TAG = re.compile(r"(\d+)([scv]?)$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a statement: its words, and `value`, or `min` and `max`, or a `vague` word."""

    text: str
    value: float | None = None
    min: float | None = None
    max: float | None = None
    vague: str | None = None
    unit: str | None = None
    bound: str = "exact"
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of a statement: its words, its TIMEX3 value, and whether it is the event's or the statement's."""

    text: str
    value: str | None = None
    role: str = "event"


@dataclass(frozen=True, slots=True)
class Gold:
    """One statement as annotated; offsets are characters of the case's text, end exclusive.

    `source` are the names that are right for it ("none" is the report's own voice); `via` and `co_sources` likewise,
    each a tuple of alternatives, relays from the outermost to the innermost. `optional` ones count neither way.
    """

    number: int
    content: tuple[Chars, ...]
    speaker: tuple[Chars, ...]
    cue: tuple[Chars, ...]
    relays: tuple[Chars, ...]
    source: tuple[str, ...]
    kind: str = "unknown"
    co_sources: tuple[tuple[str, ...], ...] = ()
    via: tuple[tuple[str, ...], ...] = ()
    act: str = "says"
    certainty: str = "asserted"
    polarity: str = "asserts"
    proposition: bool = True
    denies: tuple[int, ...] = ()
    event: str | None = None
    figures: tuple[Figure, ...] = ()
    times: tuple[Moment, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """One annotated text: an article, or a few sentences about one difficulty (`about`)."""

    id: str
    text: str
    about: str
    outlet: str | None
    published: str | None
    statements: tuple[Gold, ...]
    boilerplate: tuple[Chars, ...]
    file: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What statements of a story share; `origins` are the independent ones, each a tuple of its right names.

    `statements` are "report:number"; `lineage` are, for each origin, those that go back to it; `unknown` counts the
    statements of which nobody can tell whence they come.
    """

    id: str
    wording: str
    statements: tuple[str, ...]
    origins: tuple[tuple[str, ...], ...]
    lineage: tuple[tuple[str, ...], ...] = ()
    unknown: int = 0
    denies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """Statements `a` against statements `b`: a contradiction (numeric, attribution, place), an update, or apart."""

    kind: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """`report` holds a share of the words of `of`, and came after it."""

    report: str
    of: str
    share: float


@dataclass(frozen=True, slots=True)
class Story:
    """Reports on one event, with all that links them."""

    id: str
    about: str
    cases: tuple[Case, ...]
    claims: tuple[Claim, ...]
    pairs: tuple[Pair, ...]
    copies: tuple[Copy, ...]


def files(part: str = "") -> list[Path]:
    """The files of one part, or of "sentences" and "articles", in order; "stories" and "origins" hold what links them."""
    parts = [part] if part else ["articles", "sentences"]
    return [path for name in parts for path in sorted((HERE / name).glob("*.toml"))]


def cases(paths: Iterable[Path]) -> Iterator[Case]:
    """Yield every case of the files; raises ValueError where a file breaks the format."""
    for path in paths:
        for table in tomllib.loads(path.read_text("utf8")).get("report", ()):
            yield _case(table, path.name)


def faults(paths: Iterable[Path]) -> Iterator[str]:
    """Yield one line for each case or file that breaks the format, and for each id that is there twice."""
    seen: set[str] = set()
    for path in paths:
        try:
            tables = tomllib.loads(path.read_text("utf8")).get("report", ())
        except tomllib.TOMLDecodeError as problem:
            yield f"{path.name}: {problem}"
            continue
        for table in tables:
            try:
                case = _case(table, path.name)
            except ValueError as problem:
                yield str(problem)
                continue
            if case.id in seen:
                yield f"{path.name}: {case.id}: this id is there twice"
            seen.add(case.id)


def stories(paths: Iterable[Path]) -> Iterator[Story]:
    """Yield the story of each file; raises ValueError where it breaks the format or points at what is not there."""
    for path in paths:
        table = tomllib.loads(path.read_text("utf8"))
        found = tuple(cases([path]))
        story = Story(
            id=path.name.split(".")[0],
            about=table.get("about", ""),
            cases=found,
            claims=tuple(_claim(row, path.name) for row in table.get("claim", ())),
            pairs=tuple(_pair(row, path.name) for row in table.get("pair", ())),
            copies=tuple(Copy(**row) for row in table.get("copy", ())),
        )
        astray = [*_astray(story), *(_untraced(story) if path.parent.name == "origins" else ())]
        if astray:
            _stop(path.name, astray[0])
        yield story


def _claim(row: Mapping[str, Any], name: str) -> Claim:
    if odd := set(row) - set(Claim.__slots__):
        _stop(name, f"claim {row.get('id')}: unknown fields {', '.join(sorted(odd))}")
    given = {**row, "statements": tuple(row["statements"]), "denies": tuple(row.get("denies", ()))}
    lineage = tuple(map(tuple, row.get("lineage", ())))
    return Claim(**given | {"origins": tuple(map(_names, row["origins"])), "lineage": lineage})


def _pair(row: Mapping[str, Any], name: str) -> Pair:
    if row["kind"] not in {"numeric", "attribution", "place", "update", "apart"}:
        _stop(name, f"the kind of a pair cannot be {row['kind']!r}")
    return Pair(row["kind"], tuple(row["a"]), tuple(row["b"]), row.get("why", ""))


def _astray(story: Story) -> Iterator[str]:
    """Yield what points at a statement, claim or report that is not there, and what no claim or two claims hold."""
    there = {f"{c.id}:{g.number}": g for c in story.cases for g in c.statements}
    named = [s for c in story.claims for s in c.statements]
    named += [s for p in story.pairs for s in (*p.a, *p.b)]
    yield from (f"there is no statement {s}" for s in named if s not in there)
    ids = [c.id for c in story.claims]
    yield from (f"there is no claim {d}" for c in story.claims for d in c.denies if d not in ids)
    reports = {c.id for c in story.cases}
    copied = {r for c in story.copies for r in (c.report, c.of)}
    yield from (f"there is no report {r}" for r in sorted(copied - reports))
    held = [s for c in story.claims for s in c.statements]
    yield from (f"{s} stands in two claims" for s in sorted(set(held)) if held.count(s) > 1)
    shared = {i for i, g in there.items() if g.proposition and not g.optional}
    yield from (f"{s} stands in no claim" for s in sorted(shared.difference(held)))
    yield from (problem for c in story.claims if c.lineage for problem in _forked(c))


def _forked(claim: Claim) -> Iterator[str]:
    """Yield where the lineage of a claim is not parallel to its origins, or names what is not the claim's."""
    if len(claim.lineage) != len(claim.origins) or not all(claim.lineage):
        yield f"claim {claim.id}: its lineage does not give each origin its statements"
    traced = {s for statements in claim.lineage for s in statements}
    yield from (
        f"claim {claim.id}: {s} is not its own" for s in sorted(traced - {*claim.statements})
    )


def _untraced(story: Story) -> Iterator[str]:
    """Yield the claims of several statements that have origins and no lineage."""
    several = (c for c in story.claims if len(c.statements) > 1)
    yield from (f"claim {c.id}: has no lineage" for c in several if c.origins and not c.lineage)


def _case(table: Mapping[str, Any], file: str) -> Case:
    name = f"{file}: {table.get('id', '?')}"
    text, marks = _unmarked(table.get("text") or _stop(name, "has no text"), name)
    numbers = sorted({int(m[1]) for tag in marks if (m := _TAG.match(tag))})
    tables = {key for key in table if key.isdigit()}
    if odd := tables.symmetric_difference(map(str, numbers)):
        _stop(name, f"mark-up and tables do not agree on {', '.join(sorted(odd))}")
    return Case(
        id=table["id"],
        text=text,
        about=table.get("about", ""),
        outlet=table.get("outlet"),
        published=table.get("published"),
        statements=tuple(_gold(n, table[str(n)], marks, f"{name}: {n}", text) for n in numbers),
        boilerplate=tuple(marks.get("b", ())),
        file=file,
    )


def _unmarked(marked: str, name: str) -> tuple[str, dict[str, list[Chars]]]:
    """The text without its mark-up, and the spans of each tag."""
    text: list[str] = []
    at, length = 0, 0
    open_tags: list[tuple[list[str], int]] = []
    marks: dict[str, list[Chars]] = {}
    for found in re.finditer(r"\{([^{}|]*)\||\}", marked):
        text.append(marked[at : found.start()])
        length += found.start() - at
        at = found.end()
        if found[0] != "}":
            open_tags.append((found[1].split(), length))
        elif not open_tags:
            _stop(name, f"a brace too many after {''.join(text)[-40:]!r}")
        else:
            tags, start = open_tags.pop()
            for tag in tags:
                if tag != "b" and not _TAG.match(tag):
                    _stop(name, f"{tag!r} is no tag: a number, a number with s, c or v, or b")
                marks.setdefault(tag, []).append((start, length))
    text.append(marked[at:])
    if open_tags:
        _stop(name, f"{open_tags[-1][0]} is never closed")
    if "{" in (plain := "".join(text)):
        _stop(name, "a brace that opens no tag")
    return plain, {tag: sorted(spans) for tag, spans in marks.items()}


def _gold(
    number: int, table: Mapping[str, Any], marks: dict[str, list[Chars]], name: str, text: str
) -> Gold:
    if odd := set(table) - _FIELDS:
        _stop(name, f"unknown fields {', '.join(sorted(odd))}")
    for field, allowed in VALUES.items():
        if table.get(field, next(iter(allowed))) not in allowed:
            _stop(name, f"{field} cannot be {table[field]!r}")
    content = tuple(marks.get(str(number), ())) or _stop(name, "has no content span")
    source = _names(table.get("source") or _stop(name, "has no source"))
    figures = tuple(_figure(row, text, name) for row in table.get("figures", ()))
    times = tuple(_moment(row, text, name) for row in table.get("times", ()))
    given = {k: table[k] for k in (*VALUES, "proposition", "event", "optional") if k in table}
    return Gold(
        number=number,
        content=content,
        speaker=tuple(marks.get(f"{number}s", ())),
        cue=tuple(marks.get(f"{number}c", ())),
        relays=tuple(marks.get(f"{number}v", ())),
        source=source,
        co_sources=tuple(map(_names, table.get("co_sources", ()))),
        via=tuple(map(_names, table.get("via", ()))),
        denies=tuple(table.get("denies", ())),
        figures=figures,
        times=times,
        **({"kind": "none"} if source == ("none",) else {}) | given,
    )


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _figure(row: Mapping[str, Any], text: str, name: str) -> Figure:
    figure = Figure(**row)
    if figure.bound not in _BOUNDS:
        _stop(name, f"bound cannot be {figure.bound!r}")
    if figure.text not in text:
        _stop(name, f"the figure {figure.text!r} does not stand in the text")
    return figure


def _moment(row: Mapping[str, Any], text: str, name: str) -> Moment:
    moment = Moment(**row)
    if moment.role not in {"event", "statement"}:
        _stop(name, f"a time's role cannot be {moment.role!r}")
    if moment.text not in text:
        _stop(name, f"the time {moment.text!r} does not stand in the text")
    return moment


def _stop(name: str, problem: str) -> NoReturn:
    message = f"{name}: {problem}"
    raise ValueError(message)


def main(arguments: list[str]) -> int:
    """Check the files named, or all; print what is wrong and how much there is."""
    paths = [Path(a) for a in arguments] or files()
    problems = list(faults(paths))
    print("\n".join(problems))
    for path in paths if not problems else ():
        if path.parent.name in {"stories", "origins"}:
            list(stories([path]))
    if not problems:
        found = list(cases(paths))
        print(f"{len(found)} texts, {sum(len(c.statements) for c in found)} statements: all well")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
