"""One claim, one statement or one report in the terminal: `allegedly show` and `allegedly explain`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.model import Claim, Statement
from allegedly.show.claim import claim_page, judged
from allegedly.show.item import copied, quotation, speaker
from allegedly.show.moves import notice
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.phrases import MARKS, where
from allegedly.show.quotation import pieces
from allegedly.show.rated import rated
from allegedly.show.terminal import STYLES, notice_lines
from allegedly.show.words import clip, day, figure, headline, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from allegedly.model import Report, Span
    from allegedly.show.index import Found, Index

__all__ = ["detail", "explained"]

_WEIGHED = re.compile(r"(?P<what>.*\w)(?P<weight>[+-]\d+\.\d+)")


def detail(known: Index, found: Found, width: int = WIDTH) -> Page:
    """Everything about a claim, a statement or a report."""
    page = Page(width)
    if isinstance(found, Claim):
        claim_page(page, known, found)
    elif isinstance(found, Statement):
        _statement(page, known, found)
        _denials(page, known, found)
        _touched(page, known, found)
    else:
        _report(page, known, found)
    return page


def explained(known: Index, statement: Statement, width: int = WIDTH) -> Page:
    """Why a statement is read as it is: its words in context, its parts, and every rule that spoke."""
    page = Page(width)
    _statement(page, known, statement)
    page.heading("BECAUSE", plural(len(statement.because), "rule"))
    for rule in statement.because or ("no rule is recorded",):
        _field(page, *_readable(rule))
    _denials(page, known, statement)
    return page


def _readable(rule: str) -> tuple[str, str]:
    """A rule as label and words: "gate:named-source+0.4" is "gate", "named source +0.4"."""
    kind, _, words = rule.partition(":")
    if kind == "nested":
        return kind, words or "inside what somebody else says"
    if weighed := _WEIGHED.fullmatch(words):
        words = f"{weighed['what'].replace('-', ' ')} {weighed['weight']}"
    return (kind, words) if words else ("", kind)


# --- a statement ------------------------------------------------------------------------------------


def _statement(page: Page, known: Index, statement: Statement) -> None:
    report = known.reports[statement.report]
    shown = quotation(known, statement)
    page.ends(ink((f"{where(shown)}", "bold")), ink((shown.name, "dim")))
    page.ends(ink((report.title or "no title", "dim")), ink((f"id {statement.id}", "dim")))
    page.blank()
    page.words(_marked(report, statement), indent=4)
    page.blank()
    _field(
        page,
        "source",
        f"{shown.speaker} ({_what(known, statement)})" + _words_of(statement.source.span),
    )
    _field(page, "reliability", rated(known, "actor", statement.source.actor))
    _field(page, "through", shown.via)
    _field(page, "cue", statement.cue.text if statement.cue else None)
    _field(
        page, "says", f"{statement.polarity}, {statement.certainty}, {statement.quote} quotation"
    )
    _field(page, "figures", "; ".join(_counted(statement)) or None)
    _field(
        page,
        "times",
        "; ".join(f"{t.span.text} ({t.value or 'unknown'})" for t in statement.times) or None,
    )
    _field(page, "event", statement.event)
    _field(page, "characters", ", ".join(f"{s.start}–{s.end}" for s in statement.content))
    claim = known.claims.get(known.claim_of.get(statement.id, ""))
    _field(
        page,
        "claim",
        f"{known.name(claim)} {headline(claim.wording)}" if claim else "none: no proposition",
    )


def _what(known: Index, statement: Statement) -> str:
    """The kind of a source, and for whom it speaks."""
    body = known.affiliation(statement.source.actor)
    return f"{statement.source.kind}, speaks for {body}" if body else statement.source.kind


def _words_of(span: Span | None) -> str:
    return f", “{clip(span.text, 60)}”" if span else ""


def _counted(statement: Statement) -> Iterator[str]:
    for q in statement.quantities:
        yield " ".join(filter(None, (figure(q), q.unit, q.role)))


def _marked(report: Report, statement: Statement) -> Text:
    """The sentence, cue bold and content underlined."""
    styles = {"cue": "bold", "content": "underline", "plain": "dim"}
    return ink(*((piece.text, styles[piece.kind]) for piece in pieces(report.text, statement)))


def _field(page: Page, name: str, words: str | None) -> None:
    if words:
        page.columns(ink((name, "dim")), ink(words), ink(), 13)


def _denials(page: Page, known: Index, statement: Statement) -> None:
    for denial in known.ledger.linked.denials:
        if denial.statement == statement.id:
            page.heading("DENIES", denial.because)
            for target in known.in_order(denial.targets):
                page.columns(ink((known.name(target), "dim")), ink(clip(target.wording)), ink(), 13)


def _touched(page: Page, known: Index, statement: Statement) -> None:
    """What was taken back or set right of a statement, and what an analyst said of it."""
    found = [c for c in known.ledger.linked.corrections if statement.id in {*c.a, *c.b}]
    if found:
        page.heading("CORRECTED", plural(len(found), "notice"))
    for one in found:
        notice_lines(page, notice(known, one))
    judged(page, known, [statement])


# --- a report ---------------------------------------------------------------------------------------


def _report(page: Page, known: Index, report: Report) -> None:
    page.ends(
        ink((report.title or known.outlet(report.id), "bold")), ink((known.name(report), "dim"))
    )
    outlet = known.outlet(report.id) if report.title else "no title"
    page.ends(ink((outlet, "dim")), ink((f"id {report.id}", "dim")))
    page.blank()
    _field(page, "published", f"{day(report.published, year=True)} ({report.published_basis})")
    _field(page, "reliability", rated(known, "outlet", report.outlet))
    _field(page, "language", report.language)
    _field(page, "not read", report.unread)
    _field(page, "cut", f"read in {len(report.cuts) + 1} pieces" if report.cuts else None)
    _field(page, "address", report.url)
    _field(page, "ref", report.ref)
    _field(page, "sha256", report.sha256)
    _field(page, "copy", copied(known, report))
    _field(page, "copied by", ", ".join(_copied_by(known, report)) or None)
    _field(page, "versions", ", ".join(_versions(known, report)) or None)
    notices = known.corrections_in(report.id)
    if notices:
        page.heading("CORRECTED", plural(len(notices), "notice"))
    for one in notices:
        notice_lines(page, notice(known, one))
        if one.of and one.of != report.id and one.of in known.reports:
            page.words((f"of {_called(known, one.of)}", "dim"), indent=4)
    inside = [s for s in known.statements.values() if s.report == report.id]
    page.heading("STATEMENTS", plural(len(inside), "statement"))
    for statement in inside:
        denies = statement.polarity != "asserts"
        kind = "denies" if denies else "own voice" if statement.source.kind == "none" else "says"
        page.ends(
            ink(
                (f"{MARKS[kind]} ", STYLES[kind]),
                f"{clip(speaker(known, statement), 40)}: ",
                clip(statement.wording, 120),
            ),
            ink((known.name(statement), "dim")),
        )


def _called(known: Index, report: str) -> str:
    """A report by its name, outlet and date."""
    one = known.reports[report]
    return f"{known.name(one)} {known.outlet(report)}, {known.days(one.published)}"


def _copied_by(known: Index, report: Report) -> Iterator[str]:
    for copy in known.ledger.copies:
        if copy.of == report.id and copy.report in known.reports:
            yield f"{_called(known, copy.report)} ({copy.share * 100:.0f} %)"


def _versions(known: Index, report: Report) -> Iterator[str]:
    """Yield the other reports of the same address, earliest first."""
    linked = {
        other
        for c in known.corrections_in(report.id)
        if c.kind == "new version"
        for other in (c.report, c.of)
    }
    for other in known.reports.values():
        same = bool(report.url) and other.url == report.url
        if other.id != report.id and (same or other.id in linked):
            yield _called(known, other.id)
