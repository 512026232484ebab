#!/usr/bin/env python3
"""Score what a ledger in the public JSON format links, on the stories of this folder. Standard library only.

    links.py LEDGER [--part stories|origins] [--held | --open] [--errors] [--json]
    links.py --ledger [stories|origins] [--held | --open]     the statements as a ledger, for `allegedly import`

Statements are found as `score.py` finds them, and a link speaks of the annotated statements that its own were found
for; what was found for none, or for an optional one, counts neither way. A ledger made with `allegedly add` from
`score.py --texts` measures everything, one made with `allegedly import` from `links.py --ledger` linking alone.
Errors are only shown of the files that may be read.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import combinations, product
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent))
from beside import Linked, Links
from corpus import files, stories
from given import ledger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from beside import Pairs
    from corpus import Claim, Story

__all__ = ["chosen", "complaints", "figures"]

_AGAINST = ("numeric", "attribution", "place")
_KINDS = (*_AGAINST, "update")
_ENOUGH = 2
"""A claim of the ledger stands for one of ours from so many common statements on."""


# --- what is right, and what is said ----------------------------------------------------------------------


def same_claim(linked: Linked, *, across: bool = False) -> Links:
    """Pairs of statements of one claim; `across`: of two reports only."""

    def pairs(groups: Iterable[Iterable[str]]) -> Pairs:
        found = {p for g in groups for p in combinations(sorted(g), 2)}
        return {(a, b) for a, b in found if not across or _report(a) != _report(b)}

    wanted = (linked.counted.intersection(c.statements) for c in linked.claims)
    return Links(pairs(wanted), pairs(keys for keys, _ in linked.said_claims))


def _report(key: str) -> str:
    return key.rsplit(":", 1)[0]


def denials(linked: Linked) -> Links:
    """From each denying statement to each claim that it denies: any statement of the claim is the right target.

    The ledger's links go to claims too, so that two targets in one claim count once; what stands in no claim of ours
    goes by itself.
    """
    wanted = {
        (key, target)
        for claim in linked.claims
        for key in linked.counted.intersection(claim.statements)
        for target in (*claim.denies, *_inside(linked, key))
    }
    said = {
        (key, linked.home[target].id if target in linked.home else target)
        for row in linked.said["statements"]
        for key in linked.ours([row["id"]])
        for target in linked.ours(row["denies"])
    }
    return Links(_in_story(linked, wanted), _in_story(linked, said))


def _inside(linked: Linked, key: str) -> Iterator[str]:
    """Yield the claims that the statement itself is marked to deny."""
    report = _report(key)
    for number in linked.gold[key].denies:
        if claim := linked.home.get(f"{report}:{number}"):
            yield claim.id


def _in_story(linked: Linked, pairs: Iterable[tuple[str, str]]) -> Pairs:
    """Claims go by ids that only their own story knows: the report's name keeps stories apart."""
    story = {c.id: s.id for s in linked.stories for c in s.cases}
    return {(key, story[_report(key)], claim) for key, claim in pairs}


def dependent(linked: Linked) -> Links:
    """Pairs of reports that have a claim from one origin; what a report says in its own voice has none."""
    traced = [c for c in linked.claims if getattr(c, "lineage", ())]
    wanted = {p for c in traced for keys in c.lineage for p in _reports(linked, keys)}
    followed = {key for claim in traced for key in claim.statements}
    told = (linked.ours(o["statements"]) for _, row in linked.said_claims for o in row["origins"])
    said = {p for keys in told for p in _reports(linked, followed.intersection(keys))}
    return Links(wanted, said)


def _reports(linked: Linked, keys: Iterable[str]) -> Pairs:
    """Each two reports with the claims of their statements."""
    told = [k for k in keys if k in linked.counted and linked.gold[k].source != ("none",)]
    marks = sorted({(_report(k), linked.home[k].id) for k in told})
    return {(*a, *b) for a, b in combinations(marks, 2) if a[0] != b[0]}


def copies(linked: Linked) -> Links:
    """Which report copies which."""
    refs = {r["id"]: r["ref"] for r in linked.said["reports"]}
    ours = {c.id for s in linked.stories for c in s.cases}
    wanted = {(c.report, c.of) for s in linked.stories for c in s.copies}
    said = {
        (refs[r["id"]], refs[c["report"]]) for r in linked.said["reports"] for c in r["copy_of"]
    }
    return Links(wanted, {(a, b) for a, b in said if {a, b} <= ours})


# --- the origins of a claim -------------------------------------------------------------------------------


def counts(linked: Linked, claim: Claim) -> tuple[int, int]:
    """Origins and statements of unknown lineage that the ledger counts for a claim; (-1, -1) where it has none such.

    Its claim is the one that shares most statements with ours, two at least; of several the smallest.
    """
    mine = linked.counted.intersection(claim.statements)
    near = [(len(mine & set(keys)), -len(keys), row) for keys, row in linked.said_claims]
    best = max(near, key=lambda n: n[:2], default=(0, 0, {}))
    if best[0] < _ENOUGH:
        return -1, -1
    return len(best[2]["origins"]), best[2]["unknown_lineage"]


def shared(linked: Linked, *, across: bool) -> list[Claim]:
    """The claims of two or more statements; `across`: that stand in two or more reports."""
    found = []
    for claim in linked.claims:
        keys = linked.counted.intersection(claim.statements)
        if len(set(map(_report, keys)) if across else keys) >= _ENOUGH:
            found.append(claim)
    return found


# --- what cannot both hold --------------------------------------------------------------------------------


def sides(linked: Linked, kind: str) -> Pairs:
    """The pairs of statements that the ledger says contradict each other in one way, or `update`."""
    rows = linked.said["updates"] if kind == "update" else linked.said["contradictions"]
    found = {
        (a, b)
        for row in rows
        if kind in {"update", row.get("kind")}
        for a, b in product(linked.ours(row["a"]), linked.ours(row["b"]))
    }
    return found if kind == "update" else found | {(b, a) for a, b in found}


def rows_of(linked: Linked, kind: str) -> list[set[tuple[str, str]]]:
    """The pairs of statements of each row of one kind, as far as they count."""
    rows = (p for s in linked.stories for p in s.pairs if p.kind == kind)
    pairs = ({(a, b) for a, b in product(p.a, p.b) if {a, b} <= linked.counted} for p in rows)
    return [p for p in pairs if p]


def _apart(linked: Linked) -> Iterator[tuple[set[tuple[str, str]], bool]]:
    """Yield what must not be joined, row by row, and whether the ledger keeps it apart."""
    joined = same_claim(linked).said
    for row in rows_of(linked, "apart"):
        yield row, all(tuple(sorted(pair)) not in joined for pair in row)


def contradictions(linked: Linked, kinds: Iterable[str]) -> tuple[float | None, float | None]:
    """Of the rows of these kinds the share that the ledger has, and of its pairs the share that stands in such a row."""
    hits: list[bool] = []
    right: list[bool] = []
    for kind in kinds:
        rows, said = rows_of(linked, kind), sides(linked, kind)
        hits += [not row.isdisjoint(said) for row in rows]
        wanted = {pair for row in rows for pair in row}
        wanted |= set() if kind == "update" else {(b, a) for a, b in wanted}
        right += [pair in wanted for pair in said]
    return _share(hits), _share(right)


# --- figures ----------------------------------------------------------------------------------------------


def figures(linked: Linked) -> dict[str, float]:
    """The figures of some stories, 0 to 1, without those for which there is nothing to count."""
    reached = {
        "same claim F1": same_claim(linked).f1,
        "same claim F1, across reports": same_claim(linked, across=True).f1,
        "denial links F1": denials(linked).f1,
        "origins counted right": _share(_origins(linked, across=True)),
        "origins counted right, in one report too": _share(_origins(linked, across=False)),
        "unknown lineage counted right": _share(_unknown(linked)),
        "dependent reports F1": dependent(linked).f1 if _traced(linked) else None,
        "kept apart": _share(kept for _, kept in _apart(linked)),
        "copies F1": copies(linked).f1,
    }
    for name, kinds in (("contradictions", _AGAINST), *((kind, (kind,)) for kind in _KINDS)):
        recall, precision = contradictions(linked, kinds)
        reached |= {f"{name} found": recall, f"{name} right": precision}
    return {name: value for name, value in reached.items() if value is not None}


def _traced(linked: Linked) -> bool:
    return any(getattr(c, "lineage", ()) for c in linked.claims)


def _origins(linked: Linked, *, across: bool) -> Iterator[bool]:
    for claim in shared(linked, across=across):
        yield counts(linked, claim)[0] == len(claim.origins)


def _unknown(linked: Linked) -> Iterator[bool]:
    for claim in shared(linked, across=True):
        yield counts(linked, claim)[1] == claim.unknown


def _share(marks: Iterable[bool]) -> float | None:
    counted = list(marks)
    return sum(counted) / len(counted) if counted else None


# --- the program ------------------------------------------------------------------------------------------


def complaints(linked: Linked) -> Iterator[str]:
    """Yield one line or more for each link that is wrong or missing."""
    same, deny = same_claim(linked), denials(linked)
    for name, links in (("SAME", same), ("DENIES", deny), ("COPY", copies(linked))):
        for what, pairs in (
            ("MISSED", links.wanted - links.said),
            ("WRONG", links.said - links.wanted),
        ):
            yield from (f"{what} {name} {_told(linked, pair)}" for pair in sorted(pairs))
    for claim in shared(linked, across=True):
        if (found := counts(linked, claim)) != (wanted := (len(claim.origins), claim.unknown)):
            yield f"ORIGINS {claim.id} {claim.origins}: {wanted[0]} and {wanted[1]} unknown -> {found}"
    for row, kept in _apart(linked):
        yield from () if kept else (f"JOINED {_told(linked, pair)}" for pair in sorted(row))
    for kind in _KINDS:
        yield from _complaints_of(linked, kind)


def _complaints_of(linked: Linked, kind: str) -> Iterator[str]:
    rows, said = rows_of(linked, kind), sides(linked, kind)
    for row in (r for r in rows if r.isdisjoint(said)):
        yield f"MISSED {kind} {_told(linked, min(row))}"
    wanted = {p for row in rows for a, b in row for p in ((a, b), (b, a))}
    yield from (
        f"WRONG {kind} {_told(linked, p)}" for p in sorted(said - wanted) if p == min(p, p[::-1])
    )


def _told(linked: Linked, pair: Sequence[str]) -> str:
    """Some statements (and claims) in words."""
    return "".join(f"\n    {key} {_words(linked, key)}" for key in pair)


def _words(linked: Linked, key: str) -> str:
    if key not in linked.gold:
        return next((c.wording for c in linked.claims if c.id == key), "")
    gold = linked.gold[key]
    (text,) = (c.text for s in linked.stories for c in s.cases if c.id == _report(key))
    content = " ... ".join(" ".join(text[a:b].split()) for a, b in gold.content)
    missing = "" if key in linked.found.values() else " (not found)"
    return f"[{gold.source[0]}]{missing} {content}"


def chosen(part: str = "stories", held: bool | None = None) -> list[Story]:
    """The stories of a part; `held` keeps those of the files that are only measured, or only the others."""
    paths = [p for p in files(part) if held is None or (".held" in p.name) == held]
    return list(stories(paths))


def main(arguments: list[str]) -> int:
    """Print the figures of a ledger's links, or the stories' statements as a ledger."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("said", nargs="?", type=Path, metavar="LEDGER")
    parser.add_argument("--part", choices=["stories", "origins"], default="stories")
    parser.add_argument("--held", dest="held", action="store_true", default=None)
    parser.add_argument("--open", dest="held", action="store_false", default=None)
    parser.add_argument("--ledger", nargs="?", const="stories", choices=["stories", "origins"])
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    if options.ledger:
        print(json.dumps(ledger(chosen(options.ledger, options.held)), ensure_ascii=False))
        return 0
    if not options.said:
        parser.error("name a ledger (allegedly export -o ledger.json), or ask for --ledger")
    said = json.loads(options.said.read_text("utf8"))
    if options.errors:
        print("\n".join(complaints(Linked(chosen(options.part, held=False), said))))
    reached = figures(Linked(chosen(options.part, options.held), said))
    if options.json:
        print(json.dumps(reached))
    else:
        print("\n".join(f"{name:42} {value:.3f}" for name, value in reached.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
