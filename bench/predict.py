#!/usr/bin/env python3
"""Answer a benchmark set: `python bench/predict.py SET FILE > PRED`.

SET is one of attribution, timex, items, quantities, stories, stance, events, extraction; FILE holds JSON lines
(gzip or not). One prediction a line, in the shapes that `../shared/bench/score.py` reads. Nothing here knows
more than a text and its date: each function calls what the tool itself calls.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import sys
from typing import TYPE_CHECKING, Any

from allegedly.model import Report
from allegedly.parse import Parser
from allegedly.pipeline import Reader
from allegedly.read import text_of
from allegedly.settings import Settings
from allegedly.statements.attribution import attributions
from allegedly.statements.events import coded_type
from allegedly.statements.page import Page
from allegedly.statements.quantities import figures
from allegedly.statements.quantities.numbers import numbers
from allegedly.statements.tables import table
from allegedly.statements.times import expressions, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from spacy.tokens import Doc

    from allegedly.model import Quantity, Span, Statement
    from allegedly.statements.attribution import Attribution
    from allegedly.statements.quantities import Figure

__all__ = ["SETS", "load"]

Row = dict[str, Any]
SETTINGS = Settings()


def load(path: str | Path) -> list[Row]:
    """The rows of a file of JSON lines, gzipped or not."""
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def _docs(rows: Iterable[Row]) -> Iterator[tuple[Row, Doc]]:
    rows = list(rows)
    parsed = Parser(SETTINGS.model).parse((row["text"], ()) for row in rows)
    return ((row, doc) for row, (doc, _) in zip(rows, parsed, strict=True))


def _chars(span: Span) -> list[list[int]]:
    return [[span.start, span.end]]


def attribution(rows: list[Row]) -> Iterator[Row]:
    """Source, cue and content of every attribution, as the set counts them.

    Its relations are never nested, so an attribution inside another's content is left out; its contents
    begin with "that", which ours leave to the cue.
    """
    for row, doc in _docs(rows):
        found = [a for a in attributions(doc) if a.parent is None]
        yield {"id": row["id"], "relations": [_relation(a, row["text"]) for a in found]}


def _relation(found: Attribution, text: str) -> Row:
    content = [list(span) for span in found.content]
    if text[: content[0][0]].endswith("that "):
        content[0][0] -= len("that ")
    source = [list(found.source)] if found.source else []
    return {"source": source, "cue": [list(found.cue)], "content": content}


def timex(rows: list[Row]) -> Iterator[Row]:
    """Time expressions, each by itself as TIMEX3 has it, against the document's date."""
    for row, doc in _docs(rows):
        found = expressions(Page.of(doc), row.get("dct"))
        yield {
            "id": row["id"],
            "timex": [{"span": _chars(t.span), "type": t.type, "value": t.value} for t in found],
        }


def items(rows: list[Row]) -> Iterator[Row]:
    """Spans of what the unit tests of a kind ask for; the kind stands in each row's id ("currency-12")."""
    for row, doc in _docs(rows):
        kind = row["id"].rpartition("-")[0]
        if kind == "datetime":
            found = times(Page.of(doc), (row.get("reference") or "")[:10] or None)
            spans = [_with_its_preposition(t.span, row["text"]) for t in found]
        elif kind == "number":
            spans = [[[n.start, n.end]] for n in numbers(row["text"])]
        else:
            counted = _figures(doc)
            spans = [_chars(f.quantity.span) for f in counted if f.kind == _KINDS.get(kind, f.kind)]
        yield {"id": row["id"], "items": [{"span": span} for span in spans]}


_BENDS = re.compile(r"\b(?:since|after|before|until|till|within)\s+(?:the\s+)?$", re.IGNORECASE)
_IN = re.compile(r"\bin\s+$", re.IGNORECASE)
_LIGHT = re.compile(
    r"sometime |about |the (?=end |beginning |start )|the (?=last|next|past|coming|previous)(?!.* of )",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"(?!this|that|last|next|the |past|today|every).*(?:minute|hour|day|week|month|year)s?$",
    re.IGNORECASE,
)


def _with_its_preposition(span: Span, text: str) -> list[list[int]]:
    """A time as these tests cut it: "since May" and "in two days" whole, no article before "last"."""
    lead = _BENDS.search(text, 0, span.start)
    if lead is None and _LENGTH.match(span.text):
        lead = _IN.search(text, 0, span.start)
    light = _LIGHT.match(span.text)
    start = lead.start() if lead else span.start + (light.end() if light else 0)
    return [[start, span.end]]


def _figures(doc: Doc) -> tuple[Figure, ...]:
    page = Page.of(doc)
    return figures(page, expressions(page, None))


_KINDS = {"currency": "money", "percent": "percent", "dimension": "measure"}


def newsquant(rows: list[Row]) -> Iterator[Row]:
    """Values, bounds and units as the set counts them.

    Ages and durations count too, "dozens" is a range, a movement
    ("from 5 to 7") one figure, "several" none.
    """
    for row, doc in _docs(rows):
        found: list[Row] = []
        leading: Row | None = None
        for figure in _figures(doc):
            if str(figure.quantity.vague).startswith(("several", "a few")):
                continue
            entry = _counted(figure.quantity)
            if leading and entry["value"] is None:
                found.append(leading)
            elif leading:
                ends = {"min": leading["value"], "max": entry["value"], "bound": leading["bound"]}
                entry = entry | ends | {"value": None}
            leading = entry if figure.leads else None
            if not leading:
                found.append(entry)
        yield {"id": row["id"], "quantities": found + ([leading] if leading else [])}


def _counted(quantity: Quantity) -> Row:
    fields = ("value", "min", "max", "bound", "change", "unit")
    entry: Row = {k: getattr(quantity, k) for k in fields}
    if quantity.vague:
        low, high = table("quantities")["vague"][quantity.vague]
        exact = "exact" if quantity.bound == "vague" else quantity.bound
        entry |= {"min": low, "max": high, "bound": exact}
    return entry


def stories(rows: list[Row]) -> Iterator[Row]:
    """The story that each report belongs to."""
    from allegedly.link import stories as partition  # noqa: PLC0415 - only this set needs it

    reports = [
        Report(
            id=row["id"],
            sha256="",
            text=row["text"],
            title=row.get("title"),
            published=(row.get("date") or "")[:10] or None,
        )
        for row in rows
    ]
    for number, members in enumerate(partition(reports)):
        yield from ({"id": i, "story": f"story-{number}"} for i in members)


def stance(rows: list[Row]) -> Iterator[Row]:
    """Whether a headline carries a claim (for), denies it (against) or keeps its distance (observing).

    One of which nothing is read as a statement ("Bridge falls") tells its claim without keeping any distance.
    """
    for row, found in _statements(rows, "article_headline"):
        yield {"id": row["id"], "stance": _stance(found)}


def _stance(found: Iterable[Statement]) -> str:
    found = list(found)
    if any(s.polarity != "asserts" for s in found):
        return "against"
    distant = {"alleged", "considered", "conditional"}
    return "observing" if any(s.certainty in distant for s in found) else "for"


def events(rows: list[Row]) -> Iterator[Row]:
    """The event type of a text of one or two sentences, as PLOVER codes it: that of the first that has one."""
    for row, doc in _docs(rows):
        coded = (coded_type(doc, [(s.start_char, s.end_char)]) for s in doc.sents)
        yield {"id": row["id"], "event": next(filter(None, coded), None)}


def _statements(rows: list[Row], field: str) -> Iterator[tuple[Row, tuple[Statement, ...]]]:
    reports = [Report(id=row["id"], sha256="", text=row[field]) for row in rows]
    readings = Reader(SETTINGS).readings(reports)
    return ((row, r.statements) for row, r in zip(rows, readings, strict=True))


def extraction(rows: list[Row]) -> Iterator[Row]:
    """The article text of a page."""
    for row in rows:
        yield {
            "id": row["id"],
            "text": text_of(gzip.decompress(base64.b64decode(row["html_b64gz"]))),
        }


SETS: dict[str, Callable[[list[Row]], Iterator[Row]]] = {
    "attribution": attribution,
    "timex": timex,
    "items": items,
    "quantities": newsquant,
    "stories": stories,
    "stance": stance,
    "events": events,
    "extraction": extraction,
}


def main(argv: list[str]) -> int:
    """Print the predictions for one set."""
    if len(argv) != 2 or argv[0] not in SETS:
        print(__doc__, file=sys.stderr)
        return 2
    for row in SETS[argv[0]](load(argv[1])):
        print(json.dumps(row, ensure_ascii=False))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
