"""The ledger as public JSON, on its way out: `docs/ledger-format.md` says what every key means."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from allegedly.ledger.order import canonical
from allegedly.ledger.shape import writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from allegedly.ledger.entry import Logged
    from allegedly.model import Copy, Denial, Judgement, Ledger, Rating, Related, Report, Statement

    Json = dict[str, Any]

__all__ = ["SCHEMA", "dumps", "to_json"]

SCHEMA = "allegedly-ledger/1"

SHORT = 200
"""Characters of a quotation that leave the house without the report's text: about two lines of print."""

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(ledger: Ledger, *, text: bool = True, log: Sequence[Logged] | None = None) -> Json:
    """Write a ledger in the public format: lists in canonical order, numbers rounded to four places.

    Args:
        ledger: in any order.
        text: `False` leaves out the reports' texts, which are their publishers', and cuts long quotations.
        log: what happened to the case, and when; without it no moment of entry is told.
    """
    ledger = canonical(ledger)
    copied = _grouped((c.report, c) for c in ledger.copies)
    denials = _grouped((d.statement, d) for d in ledger.linked.denials)
    made = {
        "schema": SCHEMA,
        "generator": _plain(ledger.generator),
        "reports": [_report(r, copied.get(r.id, [])) for r in ledger.reports],
        "rejected": [_plain(r) for r in ledger.rejected],
        "actors": [_plain(a) for a in ledger.actors],
        "statements": [_statement(s, denials.get(s.id, [])) for s in ledger.statements],
        "claims": [_plain(c) for c in ledger.linked.claims],
        "related": [_related(r) for r in ledger.linked.related],
        "contradictions": [_plain(c) for c in ledger.linked.contradictions],
        "updates": [_plain(u) for u in ledger.linked.updates],
        "figures": [_plain(s) for s in ledger.linked.series],
        "drifts": [_plain(d) for d in ledger.linked.drifts],
        "corrections": [_plain(c) for c in ledger.linked.corrections],
        "judgements": [_said(j, entered=log is not None) for j in ledger.judgements],
        "ratings": [_said(r, entered=log is not None) for r in ledger.ratings],
    }
    made = made if log is None else {**made, "log": [_plain(line) for line in log]}
    return made if text else _without_texts(made)


def dumps(exported: Json) -> bytes:
    """Write an export as bytes, one member of a list a line: the same content gives the same bytes."""
    parts = (f"{_line(key)}: {_lines(value)}" for key, value in exported.items())
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    # a lone surrogate is no character; JSON can say it, UTF-8 cannot
    return _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", text).encode("utf8")


def _lines(value: object) -> str:
    if not isinstance(value, list) or not value:
        return _line(value)
    return "[\n " + ",\n ".join(_line(member) for member in value) + "\n]"


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _plain(noun: Any) -> Json:
    write: Callable[[Any], Json] = writer(type(noun))
    return write(noun)


def _grouped(pairs: Iterable[tuple[str, Any]]) -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _report(report: Report, copies: Sequence[Copy]) -> Json:
    made = _plain(report)
    copy_of = [{"report": c["of"], "share": c["share"]} for c in map(_plain, copies)]
    marked = [{**m["span"], "kind": m["kind"]} for m in made["boilerplate"]]
    return {**made, "boilerplate": marked, "copy_of": copy_of}


def _statement(statement: Statement, denials: Sequence[Denial]) -> Json:
    denied = list(dict.fromkeys(target for d in denials for target in d.targets))
    made = {**_plain(statement), "event": {"type": statement.event}, "denies": denied}
    if denied:
        made["denies_because"] = "; ".join(dict.fromkeys(d.because for d in denials))
    return made


def _related(related: Related) -> Json:
    made = _plain(related)
    return {**made, "because": dict(made["because"])}


def _said(noun: Judgement | Rating, *, entered: bool) -> Json:
    made = _plain(noun)
    return made if entered else {k: v for k, v in made.items() if k != "entered"}


def _without_texts(made: Json) -> Json:
    """Take out what is the publishers': texts become hashes, long quotations are cut."""
    reports = [{**r, "text": None, "text_sha256": _sha256(r["text"])} for r in made["reports"]]
    short: Json = _short({**made, "reports": reports})
    return short


def _short(value: Any) -> Any:
    if isinstance(value, list):
        return [_short(v) for v in value]
    if not isinstance(value, dict):
        return value
    made = {k: _short(v) for k, v in value.items()}
    for key in ("text", "wording", "exact", "name"):
        quoted = made.get(key)
        if isinstance(quoted, str) and len(quoted) > SHORT:
            made |= {key: f"{quoted[:SHORT]}…", "cut": True, f"{key}_sha256": _sha256(quoted)}
    return made


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf8", "surrogatepass")).hexdigest()
