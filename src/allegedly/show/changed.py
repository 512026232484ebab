"""What changed between two ledgers, in the terminal and as JSON: `allegedly diff`."""

from __future__ import annotations

import dataclasses
import itertools
from typing import TYPE_CHECKING, Any

from allegedly.show.item import called, count, speaker
from allegedly.show.moves import move, notice
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.phrases import MARKS
from allegedly.show.terminal import STYLES
from allegedly.show.words import clip, headline, join, plural, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from allegedly.model import Claim
    from allegedly.show.difference import Changes, Moved, Standing
    from allegedly.show.index import Index

__all__ = ["changes_json", "changes_page"]

LABEL = 18
"""Columns for what changed."""

LONGEST = 12
"""Lines of one kind; more are counted."""

Line = tuple[str, "Text", str]
"""What changed, in which words, and the short name that opens it."""


def changes_page(
    ledgers: tuple[Index, Index], found: Changes, title: str, width: int = WIDTH, *, past: str = ""
) -> Page:
    """Changes, a line each, with the short name that the later of the two ledgers has for it.

    `past` are the options that open these names, where the later ledger is not today's.
    """
    before, after = ledgers
    page = Page(width)
    page.words((title, "bold"))
    page.words(f"{_counts(before, after, found)}.")
    if not found:
        page.blank()
        page.words("Nothing changed between the two.")
        page.words(("Next: ", "dim"), "allegedly timeline")
        return page
    for heading, lines in (
        ("CLAIMS", list(_claims(before, after, found))),
        ("ORIGINS AND DENIALS", list(_sides(before, after, found))),
        ("FIGURES, CERTAINTY, CORRECTIONS", list(_moves(after, found))),
    ):
        if lines:
            page.heading(heading, plural(len(lines), "change"))
            _listed(page, lines)
    first = _first(after, found)
    page.blank()
    commands = [f"allegedly show {first}{past}   "] if first else []
    page.words(("Next: ", "dim"), *commands, "" if past and first else f"allegedly timeline{past}")
    return page


def _counts(before: Index, after: Index, found: Changes) -> str:
    reports = f"{plural(len(before.reports), 'report')} → {len(after.reports):,}"
    statements = f"{plural(len(before.statements), 'statement')} → {len(after.statements):,}"
    claims = f"{plural(len(before.claims), 'claim')} → {len(after.claims):,}"
    new = [f"{called(after, after.reports[r])}{_undated(after, r)}" for r in found.reports]
    names = f". New: {', '.join(new[:4])}" if new else ""
    more = f" and {len(new) - 4} more" if len(new) > 4 else ""
    return f"{reports}, {statements}, {claims}{names}{more}"


def _undated(known: Index, report: str) -> str:
    """What is said of something in an undated report: it is in no past ledger, since nobody knows from when it is."""
    return "" if known.reports[report].published else ", undated"


def _first(after: Index, found: Changes) -> str:
    ids = [*found.contested, *(m for f in found.figures for m in f.claims), *found.new]
    return next((after.name(after.claims[i]) for i in ids if i in after.claims), "")


def _listed(page: Page, lines: list[Line]) -> None:
    for label, group in itertools.groupby(lines, key=lambda line: line[0]):
        same = list(group)
        for n, (_, words, name) in enumerate(same[:LONGEST]):
            page.columns(ink((label if n == 0 else "", "dim")), words, ink((name, "dim")), LABEL)
        if len(same) > LONGEST:
            page.words((f"and {len(same) - LONGEST:,} more: with --json", "dim"), indent=LABEL)


def _wording(claim: Claim) -> str:
    return headline(clip(claim.wording, 140))


def _claims(before: Index, after: Index, found: Changes) -> Iterator[Line]:
    for i in found.new:
        claim = after.claims[i]
        if not after.targets_of(claim) and not after.own_voice(claim):
            undated = "" if claim.first_seen else ", undated"
            words = ink(_wording(claim), (f" · {count(after, claim)}{undated}", "dim"))
            yield "new", words, after.name(claim)
    for i in found.gone:
        yield "gone", ink(_wording(before.claims[i])), i[:8]
    for one in found.merged:
        parts = join([f"“{clip(before.claims[i].wording, 60)}”" for i in one.before])
        yield "merged", ink(parts), after.name(after.claims[one.after[0]])
    for one in found.split:
        parts = join([f"“{clip(after.claims[i].wording, 60)}”" for i in one.after])
        yield "split", ink(parts), " ".join(after.name(after.claims[i]) for i in one.after[:3])
    for i in found.contested:
        yield "now contested", ink(_wording(after.claims[i])), after.name(after.claims[i])
    for i in found.uncontested:
        yield "not contested", ink(_wording(after.claims[i])), after.name(after.claims[i])


def _sides(before: Index, after: Index, found: Changes) -> Iterator[Line]:
    for one in found.origins:
        name = after.name(after.claims[one.claim])
        if one.gained:
            who = join([after.actor(a) or "unknown" for a in one.gained])
            yield "origin gained", ink((f"{MARKS['says']} {who}", STYLES["says"])), name
        if one.lost:
            yield "origin lost", ink(join([before.actor(a) or "unknown" for a in one.lost])), name
    for one in found.denials:
        yield from _denied(before, after, one)


def _denied(before: Index, after: Index, one: Standing) -> Iterator[Line]:
    name = after.name(after.claims[one.claim])
    for label, known, ids in (("denied", after, one.gained), ("denied no more", before, one.lost)):
        for s in known.in_order(ids):
            cue = s.cue.text if s.cue else "denies"
            who = (f"{MARKS['denies']} {speaker(known, s)}", STYLES["denies"])
            undated = _undated(known, s.report)
            yield label, ink(who, f" {cue} “{clip(unquoted(s.wording), 80)}”{undated}"), name


def _moves(after: Index, found: Changes) -> Iterator[Line]:
    for one in found.figures:
        yield _figure(after, one)
    for firm in found.certainty:
        words = f"{' · '.join(firm.before)} → {' · '.join(firm.after)}"
        yield "certainty", ink(words), after.name(after.claims[firm.claim])
    for drift in found.drifts:
        told = move(after, drift)
        words = f"{told.what}: {told.before} → {told.after}"
        yield "drift", ink(words), after.name(after.claims[drift.claim])
    for correction in found.corrections:
        told_of = notice(after, correction)
        quoted = f": “{told_of.words}”" if told_of.words else ""
        names = [*told_of.before, *told_of.after]
        yield told_of.what, ink(f"in {told_of.where}{quoted}"), " ".join(names[:3])


def _figure(after: Index, one: Moved) -> Line:
    claims = (after.name(after.claims[c]) for c in one.claims)
    name = " ".join((*claims, after.name(after.statements[one.statement])))
    undated = _undated(after, after.statements[one.statement].report)
    words = f"{one.new} {one.quantity}, {one.who}{undated}"
    if one.old:
        return "figure moved", ink(f"{', '.join(one.old)} → {words}"), name
    return "figure new", ink(words), name


def changes_json(before: Index, after: Index, found: Changes) -> dict[str, Any]:
    """Changes for programs: ids, and a `names` table of what the later ledger calls each of them."""
    plain = dataclasses.asdict(found)
    named = {c.id: after.name(c) for c in after.claims.values()}
    ids = set(_strings(plain))
    return {
        **plain,
        "names": {i: named[i] for i in sorted(ids & set(named))},
        "wordings": {i: before.claims[i].wording for i in found.gone}
        | {i: after.claims[i].wording for i in sorted(ids & set(after.claims))},
        "actors": {
            a: known.actors[a].name
            for known in (before, after)
            for a in sorted(ids & set(known.actors))
        },
    }


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _strings(part)
