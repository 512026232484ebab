"""Makes reports, statements and links for the ledger's tests; all of it invented."""

from __future__ import annotations

import hashlib
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from allegedly.ledger import Entry
from allegedly.model import (
    Actor,
    Claim,
    Contradiction,
    Copy,
    Correction,
    Denial,
    Drift,
    Linked,
    Origin,
    Point,
    Quantity,
    Reading,
    Related,
    Report,
    Series,
    Source,
    Span,
    Statement,
    Time,
    Update,
    identity,
    statement_id,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MAYOR = Actor(
    identity("actor", "person", "Mara Quill"),
    "Mara Quill",
    "person",
    None,
    ("Quill",),
    "Port Office",
)
PORT = Actor(identity("actor", "agency", "Port Office"), "Port Office", "agency")

_SENTENCE = re.compile(r"(Quill|The Port Office) (said|denied) that ([^.]+)\.")


def text_of(sentences: Iterable[str]) -> str:
    return "".join(f"{s}\n" for s in sentences)


def span(text: str, start: int, end: int) -> Span:
    return Span(start, end, text[start:end])


def statements_of(report: str, text: str) -> tuple[Statement, ...]:
    """Every "X said that Y." and "X denied that Y." of a text."""
    return tuple(_statement(report, text, match) for match in _SENTENCE.finditer(text))


def _statement(report: str, text: str, match: re.Match[str]) -> Statement:
    source, cue, content = (span(text, *match.span(n)) for n in (1, 2, 3))
    actor = MAYOR if source.text == "Quill" else PORT
    figures = [
        Quantity(span(text, *m.span()), value=float(m[0]), unit="boats", bound="at least")
        for m in re.compile(r"\d+").finditer(text, content.start, content.end)
    ]
    times = [
        Time(span(text, *m.span()), "DATE", "2031-03-04", "2031-03-04", "2031-03-04")
        for m in re.compile("Tuesday").finditer(text, content.start, content.end)
    ]
    return Statement(
        id=statement_id(report, (content,), source),
        report=report,
        content=(content,),
        source=Source(actor.kind, actor.id, source),
        cue=cue,
        quote="indirect",
        act="says",
        proposition=True,
        certainty="asserted",
        polarity="denies" if cue.text == "denied" else "asserts",
        actors=(PORT.id,),
        quantities=tuple(figures),
        times=tuple(times),
        score=0.123456,
        because=("frame:ccomp",),
    )


def entry(
    text: str,
    *,
    outlet: str | None = "The Harbour Bell",
    published: str | None = "2031-03-05",
    reader: str = "1",
    name: str | None = None,
) -> Entry:
    data = text.encode("utf8", "surrogatepass")
    sha256 = hashlib.sha256(data).hexdigest()
    report = Report(
        id=identity("report", sha256, outlet, published),
        sha256=sha256,
        text=text,
        outlet=outlet,
        published=published,
        published_basis="given" if published else "none",
        language="en",
    )
    reading = Reading(report.id, statements_of(report.id, text), (MAYOR, PORT))
    vectors = {
        s.wording: hashlib.sha256(repr(s.wording).encode()).digest() for s in reading.statements
    }
    return Entry(data, report, reading, vectors, "tiny", name, "parser 1", reader)


def linked(statements: Sequence[Statement]) -> Linked:
    """Join statements of the same words and polarity; a denial denies the claim of the same words."""
    groups: dict[tuple[str, str], list[Statement]] = {}
    for statement in statements:
        groups.setdefault((statement.wording, statement.polarity), []).append(statement)
    claims = [_claim(key, group, groups) for key, group in groups.items()]
    denials = [
        Denial(s.id, tuple(t.id for t in groups[words, "asserts"]), "same words")
        for (words, polarity), group in groups.items()
        if polarity == "denies" and (words, "asserts") in groups
        for s in group
    ]
    pairs = list(pairwise(statements))
    return Linked(
        claims=tuple(claims),
        denials=tuple(denials),
        related=tuple(Related(a.id, b.id, (("words", 0.3333333),)) for a, b in pairs[:3]),
        contradictions=tuple(
            Contradiction(d.targets, (d.statement,), "denial", "denied") for d in denials
        ),
        updates=tuple(Update((a.id,), (b.id,), "later") for a, b in pairs[:1]),
        series=tuple(
            _series(s, c.id) for c in claims for s in statements if s.id == c.id and s.quantities
        ),
        drifts=tuple(
            Drift(claims[0].id, "certainty", "hardens", (a.id,), (b.id,), "harder", MAYOR.id)
            for a, b in pairs[:1]
        ),
        corrections=tuple(
            Correction(
                "correction", b.report, a.report, b.content[0], (a.id,), (b.id,), "withdrawn"
            )
            for a, b in pairs[:2]
        ),
    )


def _series(statement: Statement, claim: str) -> Series:
    points = tuple(Point(statement.id, q, MAYOR.id) for q in statement.quantities)
    return Series(identity("series", statement.id), "people", "died", None, (claim,), points)


def _claim(
    key: tuple[str, str],
    group: Sequence[Statement],
    groups: dict[tuple[str, str], list[Statement]],
) -> Claim:
    words, polarity = key
    against = groups.get((words, "asserts" if polarity == "denies" else "denies"), [])
    ids = tuple(a.id for a in against[:1])
    return Claim(
        id=group[0].id,
        wording=words,
        polarity="denies" if polarity == "denies" else "asserts",
        statements=tuple(s.id for s in group),
        denies=ids if polarity == "denies" else (),
        denied_by=ids if polarity == "asserts" else (),
        contested=bool(ids) and polarity == "asserts",
        origins=(Origin(str(group[0].source.actor), tuple(s.id for s in group)),),
        first_seen="2031-03-05",
        last_seen="2031-03-05",
    )


def copies(reports: Sequence[Report]) -> tuple[Copy, ...]:
    return tuple(Copy(b.id, a.id, 0.91236) for a, b in pairwise(reports))[:2]
