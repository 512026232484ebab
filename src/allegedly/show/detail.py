"""One claim, one statement or one report in the terminal: `allegedly show` and `allegedly explain`."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from rich.text import Text

from allegedly.model import Claim, Edge, Statement
from allegedly.show.brief import Quotation, copied, item, quotation, speaker
from allegedly.show.figures import figures
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.phrases import MARKS, where
from allegedly.show.quotation import pieces
from allegedly.show.terminal import STYLES, counts, figure_row, heard
from allegedly.show.words import clean, clip, day, figure, headline, plural

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from allegedly.model import Report, Span
    from allegedly.show.brief import Side
    from allegedly.show.index import Found, Index

__all__ = ["detail", "explained"]

QUOTED = 3
"""Quotations printed in full below the path of an origin."""

APART = 8
"""Claims kept apart that are listed."""

PLACE = 24
"""Column at which outlet and date begin in a path."""

_WEIGHED = re.compile(r"(?P<what>.*\w)(?P<weight>[+-]\d+\.\d+)")


def detail(known: Index, found: Found, width: int = WIDTH) -> Page:
    """Everything about a claim, a statement or a report."""
    page = Page(width)
    if isinstance(found, Claim):
        _claim(page, known, found)
    elif isinstance(found, Statement):
        _statement(page, known, found)
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


# --- a claim ----------------------------------------------------------------------------------------


def _claim(page: Page, known: Index, claim: Claim) -> None:
    view = item(known, claim, quotations=QUOTED)
    page.ends(ink((view.wording, "bold")), ink((view.name, "dim")))
    page.ends(counts(view), ink((f"id {claim.id}", "dim")))
    page.words(_standing(known, claim))
    page.heading(
        "DENIES" if claim.polarity == "denies" else "SAYS", plural(view.supporting, "statement")
    )
    mark = "denies" if claim.polarity == "denies" else None
    for side in view.says:
        _origin(page, known, claim, side, mark)
    _denied(page, known, claim)
    _figures(page, known, claim)
    _drift(page, known, claim)
    _apart(page, known, claim)
    _targets(page, known, claim)
    page.blank()
    page.words(
        ("Next: ", "dim"), f"allegedly explain {known.name(known.in_order(claim.statements)[0])}"
    )


def _standing(known: Index, claim: Claim) -> str:
    denials = known.denials_of[claim.id]
    seen = f"First seen {known.days(claim.first_seen)}, last {known.days(claim.last_seen)}."
    if not denials:
        return f"Nobody here denies it.  {seen}"
    names = {name for s in denials for name in known.speakers(s) or (speaker(known, s),)}
    reports = {s.report for s in denials}
    verb = "Denied" if claim.contested else "Denied, but not contested now,"
    return f"{verb} by {plural(len(names), 'source')} in {plural(len(reports), 'report')}.  {seen}"


def _origin(page: Page, known: Index, claim: Claim, side: Side, mark: str | None) -> None:
    kind = mark or side.kind
    page.words((f"{MARKS[kind]} {side.who}", STYLES[kind]), hang=2)
    lines = list(_path(known, claim, side))
    for n, (depth, guess, verb, statement) in enumerate(lines):
        later = any(other[0] == 0 for other in lines[n + 1 :])
        _step(page, known, statement, _branch(depth, guess=guess, last=not later), verb)
    page.blank()
    for shown in side.quotations:
        page.words(heard(shown, denial=False), indent=4)
        page.words((f"{where(shown)} · {shown.name}", "dim"), indent=4)


def _path(known: Index, claim: Claim, side: Side) -> Iterator[tuple[int, bool, str, Statement]]:
    """Yield depth, whether it is a guess, the verb and the statement: originals first, each with its copies."""
    inside = known.in_order(side.statements)
    edges = {e.statement: e for o in claim.origins for e in o.path}
    edges |= {e.statement: e for e in _silent_copies(known, inside) if e.statement not in edges}
    families: dict[str, list[Statement]] = {s: [] for s in side.statements}
    for statement in inside:
        families[_original(statement.id, edges, families)].append(statement)
    for original, family in families.items():
        for statement in sorted(family, key=lambda s: s.id != original):
            edge = edges.get(statement.id)
            guess = edge is not None and edge.guess
            yield int(statement.id != original), guess, _verb(known, statement, edge), statement


def _silent_copies(known: Index, statements: list[Statement]) -> Iterator[Edge]:
    """Yield an edge for each statement in a copy whose original says it too: such a one has no path of its own."""
    first = {s.report: s.id for s in reversed(statements)}
    for statement in statements:
        copy = known.copies.get(statement.report)
        if copy and copy.of in first:
            yield Edge(statement.id, "copy", first[copy.of])


def _original(statement: str, edges: dict[str, Edge], here: Collection[str]) -> str:
    """The statement at the end of a chain of copies; copies that go round in a circle are their own."""
    chain = [statement]
    while (edge := edges.get(chain[-1])) and edge.kind == "copy" and edge.to in here:
        if edge.to in chain:
            return statement
        chain.append(edge.to)
    return chain[-1]


def _verb(known: Index, statement: Statement, edge: Edge | None) -> str:
    if edge and edge.guess:
        return "? guess"
    copy = known.copies.get(statement.report)
    if edge and edge.kind == "copy":
        return f"copy, {copy.share * 100:.0f} %" if copy else "copy"
    return clip(statement.cue.text.lower(), 18) if statement.cue else "own voice"


def _branch(depth: int, *, guess: bool, last: bool) -> str:
    if depth:
        return "  │   ╰┄ " if not last else "      ╰┄ "
    return "  ╰┄ " if guess and last else "  ├┄ " if guess else "  ╰─ " if last else "  ├─ "


def _step(page: Page, known: Index, statement: Statement, branch: str, verb: str) -> None:
    fill = "┄" if "┄" in branch else "─"
    left = Text.assemble((branch, "dim"), f"{clean(verb)} ")
    left.append(fill * max(1, PLACE - left.cell_len - 1), style="dim")
    through = f", through {_through(known, statement)}" if statement.via else ""
    place = f"{known.outlet(statement.report)}, {known.days(known.reports[statement.report].published)}{through}"
    right = ink(f"{statement.certainty:<10} ", (f"{known.name(statement):>4}", "dim"))
    page.columns(left, ink(place), right, PLACE + 1)


def _through(known: Index, statement: Statement) -> str:
    return clip(quotation(known, statement).via or "", 40)


def _denied(page: Page, known: Index, claim: Claim) -> None:
    denials = known.denials_of[claim.id]
    if not denials:
        return
    groups: dict[str, list[Statement]] = {}
    for statement in denials:
        groups.setdefault(_deniers(known, statement), []).append(statement)
    page.heading("DENIES", plural(len(denials), "statement"))
    for who, statements in groups.items():
        page.words((f"{MARKS['denies']} {who}", STYLES["denies"]), hang=2)
        for statement in statements:
            _denial(page, quotation(known, statement))


def _deniers(known: Index, statement: Statement) -> str:
    together = ", together" if len(known.speakers(statement)) > 1 else ""
    via = quotation(known, statement).via
    return f"{speaker(known, statement)}{together}" + (f", through {via}" if via else "")


def _denial(page: Page, denial: Quotation) -> None:
    cue = (f"{clip(denial.cue, 24)} ", "bold") if denial.cue else ""
    content = ink(cue, f"“{clip(denial.content, 90)}”")
    page.columns(ink("    ", content), ink(where(denial)), ink((denial.name, "dim")), 34)


def _figures(page: Page, known: Index, claim: Claim) -> None:
    rows = figures(known, claim.statements)
    if not rows:
        return
    page.heading("FIGURES", "different quantities are never joined")
    for row in rows:
        figure_row(page, row)


def _drift(page: Page, known: Index, claim: Claim) -> None:
    """One origin, several certainties: how the wording moved, day by day."""
    moved = [list(_certainties(known, o.statements)) for o in claim.origins]
    moved = [steps for steps in moved if len(set(itertools.chain(*(c for c, _ in steps)))) > 1]
    if moved:
        page.heading("DRIFT", "one origin, several certainties")
    for steps in moved:
        words = (f"{' · '.join(certainties)} ({known.days(date)})" for certainties, date in steps)
        page.words("  →  ".join(words), indent=2, hang=2)


def _certainties(
    known: Index, statements: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str | None]]:
    """Yield the certainties of each day and the day, where they differ from those of the day before."""
    found = [(known.reports[s.report].published, s) for s in known.in_order(statements)]
    before: tuple[str, ...] = ()
    for date, inside in itertools.groupby(found, key=lambda pair: (pair[0] or "")[:10]):
        certainties = tuple(sorted({s.certainty for _, s in inside}))
        if certainties != before:
            yield certainties, date or None
        before = certainties


def _apart(page: Page, known: Index, claim: Claim) -> None:
    near: dict[str, str] = {}
    inside = set(claim.statements)
    for pair in known.ledger.linked.related:
        other = known.claim_of.get(
            pair.b if pair.a in inside else pair.a if pair.b in inside else ""
        )
        if other and other != claim.id:
            reasons = (
                f"{name} {value:+.2f}".replace("-", "−").replace("_", " ")
                for name, value in pair.because
            )
            near.setdefault(other, ", ".join(reasons))
    if near:
        page.heading("KEPT APART", "near, but not joined; + for, − against")
    for other in sorted(near, key=list(known.claims).index)[:APART]:
        found = known.claims[other]
        page.columns(
            ink((f"  {known.name(found)}", "dim")),
            ink(headline(clip(found.wording, 100))),
            ink(),
            8,
        )
        page.words((near[other], "dim"), indent=8)
    if len(near) > APART:
        page.words(
            (f"  and {len(near) - APART} more: allegedly show {known.name(claim)} --json", "dim")
        )


def _targets(page: Page, known: Index, claim: Claim) -> None:
    targets = known.targets_of(claim)
    if targets:
        page.heading("WHAT IT DENIES")
    for target in targets:
        page.columns(
            ink((f"  {known.name(target)}", "dim")), ink(headline(target.wording)), ink(), 8
        )


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


# --- a report ---------------------------------------------------------------------------------------


def _report(page: Page, known: Index, report: Report) -> None:
    page.ends(
        ink((report.title or known.outlet(report.id), "bold")), ink((known.name(report), "dim"))
    )
    page.ends(ink(known.outlet(report.id)), ink((f"id {report.id}", "dim")))
    page.blank()
    _field(page, "published", f"{day(report.published, year=True)} ({report.published_basis})")
    _field(page, "language", report.language)
    _field(page, "not read", report.unread)
    _field(page, "cut", f"read in {len(report.cuts) + 1} pieces" if report.cuts else None)
    _field(page, "address", report.url)
    _field(page, "ref", report.ref)
    _field(page, "sha256", report.sha256)
    _field(page, "copy", copied(known, report))
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
