"""What a judgement may say, and what its value means."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any, Literal, get_args, get_type_hints

from allegedly.errors import InputError
from allegedly.ledger.shape import Misshapen, reader
from allegedly.model import Actor, ActorKind, Source, Statement, identity, last_day

if TYPE_CHECKING:
    from allegedly.model import Judgement

__all__ = [
    "CORRECTIONS",
    "PAIRS",
    "REPORTS",
    "TARGETS",
    "actor_of",
    "check",
    "correction",
    "field_of",
    "origin_of",
    "report_value",
]

FIELDS = frozenset(f.name for f in fields(Statement)) - {
    "id",
    "report",
    "content",
    "because",
    "score",
}
"""What of a statement a judgement may set right; its place makes it what it is, and cannot be judged."""

PAIRS = ("same", "different", "unsure")
TARGETS = ("wrong target", "right target")
CORRECTIONS = ("wrong source", "wrong field")
REPORTS = ("wrong date", "wrong outlet")
"""Kinds that speak of a report as a whole."""

_TYPES = get_type_hints(Statement)
_ID = re.compile("[0-9a-f]{16}")
_NOBODY: dict[str, Literal["none", "unknown"]] = {"none": "none", "unknown": "unknown"}


def check(judgement: Judgement) -> None:
    """Raise `InputError` where a judgement cannot mean anything."""
    wanted = 2 if judgement.kind in PAIRS + TARGETS else 1
    what = "report" if judgement.kind in REPORTS else "statement"
    if len(judgement.anchors) != wanted:
        raise InputError(
            f"a judgement {judgement.kind!r} speaks of {wanted} {what}(s), not of {len(judgement.anchors)}"
        )
    if len(set(judgement.anchors)) < wanted:
        raise InputError(f"a judgement {judgement.kind!r} needs two statements that differ")
    if any((a.exact == "") is (what == "statement") for a in judgement.anchors):
        raise InputError(f"a judgement {judgement.kind!r} speaks of a {what}")
    _check_value(judgement)


def _check_value(judgement: Judgement) -> None:
    if judgement.kind in CORRECTIONS:
        correction(judgement)
    elif judgement.kind == "wrong origin":
        origin_of(judgement)
    elif judgement.kind in REPORTS:
        report_value(judgement)


def field_of(judgement: Judgement) -> str:
    """What a judgement sets right, of a statement or a report; for two that set right the same."""
    named = {"wrong source": "source", "wrong origin": "origin", "wrong field": judgement.field}
    return named.get(judgement.kind) or judgement.kind.removeprefix("wrong ")


def correction(judgement: Judgement) -> dict[str, Any]:
    """Decode what a statement's field should be."""
    field = "source" if judgement.kind == "wrong source" else judgement.field
    if field not in FIELDS:
        raise InputError(
            f"a judgement on {field!r} is not possible; it may be on: {', '.join(sorted(FIELDS))}"
        )
    value = _value(judgement, field)
    if field == "source" and isinstance(value, str):
        return {field: _source(value)}
    try:
        return {field: reader(_TYPES[field])(value)}
    except Misshapen as bad:
        raise InputError(f"the judged value of {field!r} cannot be used: {bad}") from bad


def _value(judgement: Judgement, what: str) -> Any:
    try:
        return json.loads(judgement.value or "")
    except (ValueError, RecursionError) as error:
        raise InputError(f"the judged value of {what!r} cannot be used: this is no JSON") from error


def _source(name: str) -> Source:
    if name in _NOBODY:
        return Source(_NOBODY[name])
    return Source("unknown", _actor_id(name))


def _actor_id(name: str) -> str:
    return name if _ID.fullmatch(name) else identity("actor", "unknown", name, "")


def origin_of(judgement: Judgement) -> str | None:
    """The id of the actor to whom a statement is judged to go back; `None`: nobody knows.

    Raises:
        InputError: the value is neither a name, nor an id, nor an actor with its id, nor null.
    """
    value = _value(judgement, "origin")
    value = value.get("actor") if isinstance(value, dict) and "actor" in value else value
    if value is None:
        return None
    if not isinstance(value, str) or not value.strip():
        raise InputError(
            "the judged origin is an actor's name or id, or null where nobody knows it"
        )
    return _actor_id(value)


def report_value(judgement: Judgement) -> str | None:
    """The date or outlet that a report is judged to have; `None`: unknown.

    Raises:
        InputError: the value is no such thing.
    """
    what = judgement.kind.removeprefix("wrong ")
    value = _value(judgement, what)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        raise InputError(f"the judged {what} is a string, or null where nobody knows it")
    if what == "date" and value is not None and last_day(value) is None:
        raise InputError(f"{value!r} is no date; write it as 2026-01-31, 2026-01 or 2026")
    return value


def actor_of(judgement: Judgement) -> Actor | None:
    """Whom a judgement names as source or origin, as it names them: no report may show them (any more)."""
    if field_of(judgement) not in {"source", "origin"}:
        return None
    value = _value(judgement, "actor")
    if isinstance(value, str) and value not in _NOBODY and not _ID.fullmatch(value):
        return Actor(_actor_id(value), value, "unknown")
    if not isinstance(value, dict):
        return None
    id_, name, kind = (value.get(key) for key in ("actor", "name", "kind"))
    if not isinstance(id_, str) or not isinstance(name, str):
        return None
    known = kind if kind in get_args(ActorKind) else "unknown"
    actor: Actor = reader(Actor)({"id": id_, "name": name, "kind": known})
    return actor
