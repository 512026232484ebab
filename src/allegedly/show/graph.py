"""Where a claim comes from, as nodes and edges: JSON, Graphviz text, and what each guess rests on."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from allegedly.show.item import census
from allegedly.show.paths import guesses, ways_of
from allegedly.show.words import clean, figure, headline

if TYPE_CHECKING:
    from allegedly.model import Claim, Statement
    from allegedly.show.index import Index
    from allegedly.show.item import Side
    from allegedly.show.paths import Step, Way

__all__ = ["dot", "origins_json", "reason"]


def reason(known: Index, step: Step, statements: list[Statement]) -> str:
    """What a guess rests on, in words."""
    name = known.actor(step.start) or (
        known.outlet(step.start) if step.start in known.reports else None
    )
    whom = name or "the first origin"
    if step.kind == "same figure":
        amounts = [figure(q) for s in statements for q in s.quantities]
        given = f" ({', '.join(dict.fromkeys(amounts))})" if amounts else ""
        return f"counted with {whom}: the same figure{given}, no words that say so"
    if step.kind == "same words":
        return f"counted with {whom}: it says the same, no words that say from whom"
    if step.kind in {"spokesperson", "state media"}:
        return f"{known.actor(step.to) or 'its source'} is counted with {whom}: {step.kind}, by table or state"
    if step.kind == "copy":
        return f"taken as a copy of {whom}: the words agree, the times do not tell who was first"
    return f"counted with {whom}: nothing in the report says so"


def origins_json(known: Index, claim: Claim) -> dict[str, Any]:
    """The path as nodes and edges, each edge with its words, and the guesses with their reasons."""
    found = list(ways_of(known, claim))
    edges = [
        _edge(known, way, n, step)
        for _, inside in found
        for way in inside
        for n, step in enumerate(way.steps, 1)
    ]
    links = guesses([w for _, inside in found for w in inside])
    return {
        "claim": {"id": claim.id, "name": known.name(claim), "wording": claim.wording},
        "summary": census(known, claim),
        "origins": len(claim.origins),
        "unknown_lineage": claim.unknown_lineage,
        "reports": len(known.reports_of(claim)),
        "sides": [_side(known, side) for side, _ in found],
        "nodes": _nodes(known, edges),
        "edges": edges,
        "guesses": [
            {
                "start": step.start,
                "to": step.to,
                "kind": step.kind,
                "statements": [s.id for s in statements],
                "because": reason(known, step, statements),
            }
            for step, statements in links
        ],
    }


def _side(known: Index, side: Side) -> dict[str, Any]:
    statements = [
        {"id": s.id, "name": known.name(s), "report": s.report}
        for s in known.in_order(side.statements)
    ]
    return {"kind": side.kind, "actor": side.actor, "who": side.who, "statements": statements}


def _edge(known: Index, way: Way, number: int, step: Step) -> dict[str, Any]:
    return {
        "statement": way.statement.id,
        "name": known.name(way.statement),
        "step": number,
        "start": step.start,
        "to": step.to,
        "kind": step.kind,
        "guess": step.guess,
        "span": dataclasses.asdict(step.span) if step.span else None,
    }


def _nodes(known: Index, edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ids = dict.fromkeys(end for e in edges for end in (e["start"], e["to"]) if end)
    return [_node(known, i) for i in ids]


def _node(known: Index, i: str) -> dict[str, Any]:
    if i in known.reports:
        report = known.reports[i]
        return {
            "id": i,
            "kind": "report",
            "name": known.name(report),
            "label": known.outlet(i),
            "published": report.published,
        }
    actor = known.actors.get(i)
    return {
        "id": i,
        "kind": actor.kind if actor else "unknown",
        "name": None,
        "label": actor.name if actor else "unknown",
        "published": None,
    }


def dot(known: Index, claim: Claim) -> str:
    """The path as Graphviz text: solid is stated, dashed copied, dotted a guess."""
    view = origins_json(known, claim)
    lines = [
        f"digraph {_quoted(view['claim']['name'])} {{",
        f"  label={_quoted(headline(claim.wording) + chr(10) + view['summary'])};",
        "  rankdir=LR; node [shape=box];",
    ]
    lines += [f"  {_quoted(n['id'])} [{_drawn_node(known, n)}];" for n in view["nodes"]]
    drawn: dict[tuple[Any, ...], list[str]] = {}
    for edge in view["edges"]:
        key = edge["start"] or "?", edge["to"], edge["kind"], edge["guess"]
        drawn.setdefault(key, []).append(edge["name"])
    if any(key[0] == "?" for key in drawn):
        lines.append('  "?" [label="lineage unknown", style=dotted];')
    for (start, to, kind, guess), names in drawn.items():
        style = "dotted" if guess else "dashed" if kind == "copy" else "solid"
        words = _quoted(f"{'? ' * guess}{kind}{chr(10)}{' '.join(dict.fromkeys(names))}")
        lines.append(f"  {_quoted(start)} -> {_quoted(to)} [label={words}, style={style}];")
    return "\n".join([*lines, "}"]) + "\n"


def _drawn_node(known: Index, node: dict[str, Any]) -> str:
    if node["kind"] == "report":
        words = f"{node['label']}{chr(10)}{known.days(node['published'])} · {node['name']}"
        return f"label={_quoted(words)}"
    unnamed = ", style=dotted" if node["kind"] in {"unnamed official", "unknown"} else ""
    return f"label={_quoted(node['label'])}, shape=ellipse{unnamed}"


def _quoted(words: str) -> str:
    """A string of the DOT language: cleaned line by line, backslashes and quotation marks escaped."""
    lines = (clean(line).replace("\\", "\\\\").replace('"', '\\"') for line in words.split("\n"))
    return '"' + "\\n".join(lines) + '"'
