#!/usr/bin/env python3
"""Score a ledger in the public JSON format on the annotated texts of this folder. Standard library only.

    score.py LEDGER [--part sentences|articles] [--held | --open] [--errors] [--json]
    score.py --texts [--part ...]      the plain texts as JSON lines, for `allegedly add`
    score.py --agreement               the blind second readings of articles against the first ones

A statement is found where its content shares at least half of its words (intersection over union) with that of a
statement of the ledger, one to one, best pairs first. "Right and found" counts a field over all that are to be found.
Optional statements, and what was matched with them, count neither way.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent))
from compare import (
    Answer,
    Match,
    Row,
    Scored,
    answers,
    as_answer,
    right,
    right_figures,
    right_times,
    scored,
)
from corpus import Case, Gold, cases, files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["agreement", "chosen", "confusion", "figures", "texts"]


def texts(chosen: Iterable[Case]) -> Iterator[str]:
    """Yield the plain texts as JSON lines: what `allegedly add` reads."""
    for case in chosen:
        given = {"id": case.id, "text": case.text, "outlet": case.outlet}
        yield json.dumps(given | {"published": case.published}, ensure_ascii=False)


# --- figures --------------------------------------------------------------------------------------------


def figures(found: Sequence[Scored]) -> dict[str, float]:
    """The figures of some cases, 0 to 1, without those for which the cases hold nothing to count."""
    all_of = [m for one in found for m in one.matches if not m.gold.optional]
    said = [m for m in all_of if m.gold.source != ("none",)]
    stray = [r for one in found for r in one.stray]
    marks = [right(m) for m in said]
    shared = [m for m in said if m.gold.proposition]
    reached = {
        "attributions F1": _f1(said, [r for r in stray if r["name"] != "none"]),
        "propositions F1": _f1(
            shared, [r for r in stray if r["name"] != "none" and r["proposition"]]
        ),
        "own voice F1": _f1(
            [m for m in all_of if m.gold.source == ("none",)],
            [r for r in stray if r["name"] == "none"],
        ),
        **{
            name: _share(m[name] for m in marks) for name in ("source", "via", "cue", "span", "act")
        },
        "source kind": _share(
            m.row is not None and m.row["source"]["kind"] == m.gold.kind for m in said
        ),
        "nested or relayed: source and via": _share(
            x["source"] and x["via"] for m, x in zip(said, marks, strict=True) if m.gold.via
        ),
        "polarity macro": _macro(shared, "polarity"),
        "certainty macro": _macro(shared, "certainty"),
        "proposition": _share(m["proposition"] for m in marks),
        "figures": _each(all_of, lambda g: len(g.figures), right_figures, "quantities"),
        "times": _each(all_of, lambda g: len(g.times), right_times, "times"),
        "events": _share(
            m.row is not None and (m.row["event"]["type"] or "") == m.gold.event
            for m in shared
            if m.gold.event is not None
        ),
        "boilerplate": _boilerplate(found),
        "whole analysis": _share(all(m.values()) for m in marks),
    }
    return {name: value for name, value in reached.items() if value is not None}


def confusion(found: Iterable[Match]) -> Counter[tuple[str, str]]:
    """How often each certainty was read as each, over the attributed propositions that were found."""
    return Counter(
        (m.gold.certainty, m.row["certainty"])
        for m in found
        if m.row is not None and m.gold.proposition and m.gold.source != ("none",)
    )


def _boilerplate(found: Iterable[Scored]) -> float | None:
    """F1 of the characters that are no article text; spaces do not count."""
    hits = both = 0
    for one in found:
        wanted = _inked(one.case.text, one.case.boilerplate)
        got = _inked(one.case.text, ((b["start"], b["end"]) for b in one.boilerplate))
        hits += len(wanted & got)
        both += len(wanted) + len(got)
    return 2 * hits / both if both else None


def _inked(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if not text[i].isspace()}


def _f1(wanted: Sequence[Match], stray: Sequence[Row]) -> float | None:
    hits = sum(m.row is not None for m in wanted)
    both = len(wanted) + hits + len(stray)
    return 2 * hits / both if both else None


def _share(marks: Iterable[bool]) -> float | None:
    counted = list(marks)
    return sum(counted) / len(counted) if counted else None


def _macro(found: Sequence[Match], field: str) -> float | None:
    """The mean over the values of the share that is found and right; denying and dismissing are one value."""
    by: dict[str, list[bool]] = {}
    for m in found:
        wanted = _broad(getattr(m.gold, field))
        by.setdefault(wanted, []).append(m.row is not None and _broad(m.row[field]) == wanted)
    shares = [sum(marks) / len(marks) for marks in by.values()]
    return sum(shares) / len(shares) if shares else None


def _broad(value: str) -> str:
    return "denies" if value == "dismisses" else value


def _each(
    found: Sequence[Match],
    wanted: Callable[[Gold], int],
    hits: Callable[[Gold, Row], int],
    field: str,
) -> float | None:
    """F1 of the figures or times of the statements: those of a missed statement are missed."""
    rows = [(m.gold, m.row) for m in found if m.row is not None]
    right_ones = sum(hits(gold, row) for gold, row in rows)
    both = sum(wanted(m.gold) for m in found) + sum(len(row[field]) for _, row in rows)
    return 2 * right_ones / both if both else None


# --- the program ----------------------------------------------------------------------------------------


def _complaints(found: Iterable[Scored]) -> Iterator[str]:
    for one in found:
        for match in one.matches:
            yield from () if match.gold.optional else _complaint(match)
        for row in one.stray:
            cue = row["cue"]["text"] if row["cue"] else "-"
            content = " ... ".join(s["text"] for s in row["content"])
            yield f"STRAY {one.case.id} [{row['name']}] ({cue}) {content}"


def _complaint(m: Match) -> Iterator[str]:
    wanted = _quoted(m.case.text, m.gold.content)
    if m.row is None:
        yield f"MISSED {m.case.id}:{m.gold.number} [{m.gold.source[0]}] {wanted}"
        return
    for name in (name for name, good in right(m).items() if not good):
        yield f"WRONG {name} {m.case.id}:{m.gold.number} {_difference(m, name)} | {wanted}"


def _quoted(text: str, spans: Iterable[tuple[int, int]]) -> str:
    return " ... ".join(" ".join(text[a:b].split()) for a, b in spans)


def _difference(m: Match, name: str) -> str:
    assert m.row is not None
    shown: dict[str, tuple[object, object]] = {
        "source": ([m.gold.source, *m.gold.co_sources], [m.row["name"], *m.row["with"]]),
        "via": (m.gold.via, m.row["relays"]),
        "cue": (_quoted(m.case.text, m.gold.cue), (m.row["cue"] or {}).get("text")),
        "span": ("", " ... ".join(s["text"] for s in m.row["content"])),
    }
    wanted, got = shown.get(name) or (getattr(m.gold, name), m.row[name])
    return f"{wanted} -> {got}"


def chosen(part: str = "", held: bool | None = None) -> list[Case]:
    """The cases of a part; `held` keeps those of the files that are only measured, or only the others."""
    paths = [p for p in files(part) if held is None or (".held" in p.name) == held]
    return list(cases(paths))


def agreement() -> list[Scored]:
    """The second readings as answers to the first ones; raises ValueError where the texts differ."""
    first = {case.id: case for case in cases(files("articles"))}
    found = []
    for second in cases(files("second")):
        if first[second.id].text != second.text:
            message = f"{second.file}: {second.id}: the text is not that of the first reading"
            raise ValueError(message)
        found.append(scored(first[second.id], as_answer(second)))
    return found


def main(arguments: list[str]) -> int:
    """Print the plain texts, or the figures of a ledger."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("ledger", nargs="?", type=Path)
    parser.add_argument(
        "--part", choices=["sentences", "articles", "stories", "origins"], default=""
    )
    parser.add_argument("--held", dest="held", action="store_true", default=None)
    parser.add_argument("--open", dest="held", action="store_false", default=None)
    parser.add_argument("--texts", action="store_true")
    parser.add_argument("--agreement", action="store_true")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    wanted = chosen(options.part, options.held)
    if options.texts:
        print("\n".join(texts(wanted)))
        return 0
    if options.agreement:
        found = agreement()
    elif options.ledger:
        said = answers(json.loads(options.ledger.read_text("utf8")))
        found = [scored(case, said.get(case.id, Answer())) for case in wanted]
    else:
        parser.error("name a ledger (allegedly export -o ledger.json), or ask for --texts")
    if options.errors:
        print("\n".join(_complaints(found)))
    reached = figures(found)
    if options.json:
        print(json.dumps(reached))
    else:
        print("\n".join(f"{name:36} {value:.3f}" for name, value in reached.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
