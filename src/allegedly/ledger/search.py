"""Full-text search: from the user's words to places in report texts."""

from __future__ import annotations

import json
import re
from itertools import islice
from typing import TYPE_CHECKING

import sqlalchemy as sa

from allegedly.ledger.schema import among, standing, statements
from allegedly.ledger.shape import reader
from allegedly.model import Hit, Span, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["search"]

CONTEXT = 80
"""Characters shown on each side of a hit: one line of a terminal; matches nearer than this are one hit."""

_WORDS = re.compile(r'"([^"]*)"|([^\s"]+)')

# A text cannot hold its own SHA-256, so the marks around matches never stand in it.
_MATCHES = sa.text("""
SELECT reports.id AS report, texts.sha256 AS mark, CAST(highlight(words, 0, texts.sha256 || '<', texts.sha256 || '>') AS BLOB) AS text
FROM words JOIN texts ON texts.row = words.rowid JOIN reports ON reports.text = texts.row AND reports.valid_to IS NULL
WHERE words MATCH :query ORDER BY bm25(words), reports.id
""")


def search(connection: sa.Connection, words: str, limit: int) -> tuple[Hit, ...]:
    """Find where the words stand (all of them; "in quotation marks" as a phrase), the best report first."""
    query = _query(words)
    if not query:
        return ()
    found = connection.execute(_MATCHES, {"query": query})
    hits = list(islice((h for row in found for h in _hits(*row)), max(0, limit)))
    return _with_statements(connection, hits)


def _query(words: str) -> str:
    """Quote every word, so that nothing in it is syntax."""
    given = (phrase or word for phrase, word in _WORDS.findall(words))
    return " ".join(f'"{w}"' for w in (_clean(g) for g in given) if any(c.isalnum() for c in w))


def _clean(word: str) -> str:
    return word.replace("\0", " ").encode("utf8", "replace").decode("utf8")


def _hits(report: str, mark: str, marked: bytes) -> Iterator[Hit]:
    """Yield the places of one text where most of the words stand together, from first to last."""
    text, matches = _unmarked(mark, marked.decode("utf8", "surrogatepass"))
    places = list(_together(matches))
    most = max((_distinct(text, p) for p in places), default=0)
    for place in places:
        if _distinct(text, place) == most:
            start, end = place[0][0], place[-1][1]
            span = Span(start, end, text[start:end])
            yield Hit(
                report, text[max(0, start - CONTEXT) : start], span, text[end : end + CONTEXT]
            )


def _unmarked(mark: str, marked: str) -> tuple[str, list[tuple[int, int]]]:
    """Take the marks out: the text, and start and end of what stood between them."""
    head, *rest = marked.split(f"{mark}<")
    text, matches = head, []
    for piece in rest:
        match, _, after = piece.partition(f"{mark}>")
        matches.append((len(text), len(text) + len(match)))
        text += match + after
    return text, matches


def _together(matches: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    place: list[tuple[int, int]] = []
    for match in matches:
        if place and match[0] - place[-1][1] > CONTEXT:
            yield place
            place = []
        place.append(match)
    if place:
        yield place


def _distinct(text: str, place: Iterable[tuple[int, int]]) -> int:
    return len({text[start:end].casefold() for start, end in place})


def _with_statements(connection: sa.Connection, hits: Sequence[Hit]) -> tuple[Hit, ...]:
    wanted = among(statements.c.report, sorted({h.report for h in hits}))
    rows = connection.execute(
        sa.select(statements.c.body).where(standing(statements, None), wanted)
    )
    known: dict[str, list[Statement]] = {}
    for (body,) in rows:
        statement = reader(Statement)(json.loads(body))
        known.setdefault(statement.report, []).append(statement)
    return tuple(
        Hit(h.report, h.before, h.span, h.after, _at(h.span, known.get(h.report, []))) for h in hits
    )


def _at(place: Span, here: Iterable[Statement]) -> str | None:
    """Name the statement whose content shares most with the place, the shorter one first."""
    shared = [
        (min(place.end, s.end) - max(place.start, s.start), s.start - s.end, statement.id)
        for statement in here
        for s in statement.content
    ]
    best = max(shared, default=(0, 0, None))
    return best[2] if best[0] > 0 else None
