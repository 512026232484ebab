"""The statements as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from allegedly.ledger.order import canonical

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allegedly.model import Ledger, Quantity, Statement

__all__ = ["to_csv"]

COLUMNS = (
    "statement report outlet published source kind via cue polarity certainty quantities times wording claim"
).split()

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
"""What a cell may not begin with: spreadsheets take it for a formula (OWASP, "CSV Injection")."""


def to_csv(ledger: Ledger) -> str:
    """Write one row a statement, in canonical order; no cell can be taken for a formula."""
    ledger = canonical(ledger)
    reports = {r.id: (r.id, r.outlet, r.published) for r in ledger.reports}
    names = {a.id: a.name for a in ledger.actors}
    claims = {s: c.id for c in ledger.linked.claims for s in c.statements}
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\r\n")
    write.writerow(COLUMNS)
    for s in ledger.statements:
        found = (s.id, *reports[s.report], *_said(s, names), claims.get(s.id))
        write.writerow(_safe(cell or "") for cell in found)
    return out.getvalue()


def _said(s: Statement, names: dict[str, str]) -> tuple[str, ...]:
    via = _listed(names.get(v.actor or "") or (v.span.text if v.span else "") for v in s.via)
    return (
        names.get(s.source.actor or "") or (s.source.span.text if s.source.span else ""),
        s.source.kind,
        via,
        s.cue.text if s.cue else "",
        s.polarity,
        s.certainty,
        _listed(_figure(q) for q in s.quantities),
        _listed(t.value or t.span.text for t in s.times),
        s.wording,
    )


def _listed(items: Iterable[str]) -> str:
    return "; ".join(item for item in items if item)


def _figure(q: Quantity) -> str:
    amount = f"{q.value:g}" if q.value is not None else q.vague or ""
    if q.min is not None or q.max is not None:
        amount = "-".join(f"{n:g}" for n in (q.min, q.max) if n is not None)
    bound = "" if q.bound in ("exact", "vague") else q.bound
    return " ".join(part for part in (bound, amount, q.unit) if part)


def _safe(cell: str) -> str:
    """Put an apostrophe before what a spreadsheet would calculate; lone surrogates become question marks."""
    cell = cell.replace("\0", "").encode("utf8", "replace").decode("utf8")
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
