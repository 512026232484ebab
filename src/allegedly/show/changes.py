"""What a judgement changed: the ledger before and after, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from allegedly.show.words import day, join, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.model import Claim, Statement
    from allegedly.show.index import Index

__all__ = ["changes", "origins"]

PARTS = ("polarity", "certainty", "quote", "act", "event", "proposition")
"""Parts of a statement that are one word, and can be judged."""


def changes(before: Index, after: Index) -> list[str]:
    """A line for each thing that is different: statements, reports, claims, denials.

    Names are those of before, unless a statement is back that had none then.
    """
    return [
        *_statements(before, after),
        *_reports(before, after),
        *_claims(before, after),
        *_denials(before, after),
        *_renamed(before, after),
    ]


def _name(before: Index, after: Index, statement: str) -> str:
    first, second = (
        (before, after) if before.statements.keys() >= after.statements.keys() else (after, before)
    )
    known = first if statement in first.statements else second
    return known.name(known.statements[statement])


def _renamed(before: Index, after: Index) -> Iterator[str]:
    """Say in which reports short names are others now, so that nobody types an old one."""
    for report in before.reports.values():
        name = after.name(after.reports[report.id]) if report.id in after.reports else ""
        if name and name != before.name(report):
            yield f"{before.name(report)} is called {name} now"
    kept = [s for s in before.statements.values() if s.id in after.statements]
    moved = [s for s in kept if _number(before, s) != _number(after, after.statements[s.id])]
    if letters := sorted({before.name(before.reports[s.report]) for s in moved}):
        yield f"statements are numbered anew in {join(letters)}"


def _number(known: Index, statement: Statement) -> str:
    return known.name(statement).removeprefix(known.name(known.reports[statement.report]))


def _statements(before: Index, after: Index) -> Iterator[str]:
    for id_ in [*before.statements, *(s for s in after.statements if s not in before.statements)]:
        name, old, new = (
            _name(before, after, id_),
            before.statements.get(id_),
            after.statements.get(id_),
        )
        if new is None:
            yield f"{name} is no statement now"
        elif old is None:
            yield f"{name} is a statement again"
        elif old != new:
            yield from (f"{name}: {part}" for part in _parts((before, old), (after, new)))


def _parts(before: tuple[Index, Statement], after: tuple[Index, Statement]) -> Iterator[str]:
    (known, old), (now, new) = before, after
    if (old.source.kind, old.source.actor) != (new.source.kind, new.source.actor):
        yield f"source {_source(now, new)} instead of {_source(known, old)}"
    for part in PARTS:
        was, is_ = getattr(old, part), getattr(new, part)
        if was != is_:
            yield f"{part} {is_} instead of {was}"


def _source(known: Index, statement: Statement) -> str:
    voice = "the report’s own voice" if statement.source.kind == "none" else "unknown"
    return known.actor(statement.source.actor) or voice


def _reports(before: Index, after: Index) -> Iterator[str]:
    for old in before.reports.values():
        new = after.reports.get(old.id, old)
        if old.published != new.published:
            days = [day(r.published, year=True) for r in (new, old)]
            yield f"{before.name(old)}: {days[0]} instead of {days[1]}"
        if old.outlet != new.outlet:
            yield f"{before.name(old)}: {new.outlet or 'outlet unknown'} instead of {old.outlet or 'outlet unknown'}"


# --- claims -----------------------------------------------------------------------------------------


def _claims(before: Index, after: Index) -> Iterator[str]:
    merged: set[str] = set()
    for claim in before.claims.values():
        pieces = Counter(after.claim_of[s] for s in claim.statements if s in after.claim_of)
        if not pieces:
            continue
        main = max(pieces, key=lambda c: (pieces[c], c == claim.id, c))
        moved = [_moved(before, after, claim, piece) for piece in pieces if piece != main]
        joined = _joined(before, after.claims[main])
        if len(joined) > 1 and main not in merged and not moved:
            merged.add(main)
            yield f"{join(joined)} are one claim now; {origins(after.claims[main])}"
        elif main not in merged:
            said = [*moved, *_standing((before, claim), (after, after.claims[main]))]
            if said:
                yield f"{before.name(claim)}{' ' if moved else ': '}{'; '.join(said)}"


def _joined(before: Index, claim: Claim) -> list[str]:
    """The claims of before that are now wholly in this one."""
    whole = [c for c in before.claims.values() if set(c.statements) <= set(claim.statements)]
    return [before.name(c) for c in whole]


def _moved(before: Index, after: Index, claim: Claim, piece: str) -> str:
    """Where statements of a claim went that are not in the rest of it any more."""
    there = after.claims[piece]
    left = [_name(before, after, s) for s in there.statements if s in claim.statements]
    others = {before.claim_of[s] for s in there.statements if s in before.claim_of} - {claim.id}
    if others:
        named = join(sorted(before.name(before.claims[c]) for c in others))
        return f"split: {join(left)} {_verb('go', left)} with {named} now"
    return f"split: {join(left)} {_verb('stand', left)} alone now"


def _verb(verb: str, names: list[str]) -> str:
    third = {"go": "goes"}.get(verb, f"{verb}s")
    return third if len(names) == 1 else verb


def _standing(before: tuple[Index, Claim], after: tuple[Index, Claim]) -> Iterator[str]:
    (known, old), (now, new) = before, after
    if origins(old) != origins(new):
        was = origins(old) if old.unknown_lineage or new.unknown_lineage else len(old.origins)
        yield f"{origins(new)} instead of {was}"
    elif (whose := _who(known, old)) != (who := _who(now, new)):
        yield f"goes back to {who} instead of {whose}"
    if old.contested != new.contested:
        yield "contested now" if new.contested else "contested no longer"


def origins(claim: Claim) -> str:
    """`2 origins`, `1 origin and 1 unknown`."""
    unknown = f" and {claim.unknown_lineage} unknown" if claim.unknown_lineage else ""
    return f"{plural(len(claim.origins), 'origin')}{unknown}"


def _who(known: Index, claim: Claim) -> str:
    return join(sorted(known.actor(o.actor) or "unknown" for o in claim.origins)) or "nobody named"


# --- denials ----------------------------------------------------------------------------------------


def _denials(before: Index, after: Index) -> Iterator[str]:
    old, new = _targets(before), _targets(after)
    for denial in (s for s in before.statements if s in after.statements):
        was, is_ = old.get(denial, {}), new.get(denial, {})
        name = _name(before, after, denial)
        for target in (t for t in is_ if t not in was):
            yield f"{name} denies {_name(before, after, target)} now"
        for target in (t for t in was if t not in is_ and t in after.statements):
            yield f"{name} denies {_name(before, after, target)} no longer"


def _targets(known: Index) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for denial in known.ledger.linked.denials:
        found.setdefault(denial.statement, {}).update(dict.fromkeys(denial.targets))
    return found
