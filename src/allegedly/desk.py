"""What a person does with a case: judge it, follow what it says, have it read again. `case.py` hands it on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from allegedly.errors import InputError
from allegedly.model import Judgement, Standing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allegedly.ledger import Store
    from allegedly.model import Actor, Anchor, JudgementKind

__all__ = ["actor", "anchors", "judgement", "standing", "value_of"]

UNKNOWN = "unknown"


def anchors(store: Store, kind: JudgementKind, items: Sequence[str]) -> tuple[Anchor, ...]:
    """Where a judgement on these items hangs; each is an id or how one begins."""
    if kind in {"wrong date", "wrong outlet"}:
        return tuple(store.anchor_report(store.whole_id("report", i)) for i in items)
    return tuple(store.anchor(store.whole_id("statement", i)) for i in items)


def judgement(
    kind: JudgementKind,
    anchored: tuple[Anchor, ...],
    said: tuple[str | None, str | None],
    by: str,
    why: str,
) -> Judgement:
    """Put a judgement together; the store gives it its moment and its id. `said` are field and value."""
    field, value = said
    return Judgement("", kind, anchored, by, why, entered="", field=field, value=value)


def value_of(store: Store, kind: JudgementKind, value: object) -> str | None:
    """Write what something should be as JSON text; whom the case knows is kept by id, name and kind."""
    if kind in {"wrong source", "wrong origin"}:
        value = _somebody(store, kind, value)
    elif kind in {"wrong date", "wrong outlet"}:
        value = None if value == UNKNOWN else value
    elif kind != "wrong field":
        return None
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise InputError(f"{value!r} cannot be kept as the value of a judgement") from error


def _somebody(store: Store, kind: JudgementKind, value: object) -> object:
    if kind == "wrong origin" and value == UNKNOWN:
        return None
    if not isinstance(value, str) or value in {UNKNOWN, "none"}:
        return value
    known = actor(store, value)
    if known is None:
        return value
    named = {"kind": known.kind, "actor": known.id, "name": known.name}
    return named if kind == "wrong origin" else {**named, "span": None}


def actor(store: Store, name: str) -> Actor | None:
    """The actor with this id, else of this name, else with this alias; `None` where there is none.

    Raises:
        InputError: several have the name.
    """
    wanted, everybody = name.casefold(), store.actors()
    for called in (
        [a for a in everybody if a.id == name],
        [a for a in everybody if a.name.casefold() == wanted],
        [a for a in everybody if wanted in {n.casefold() for n in a.aliases}],
    ):
        if len(called) > 1:
            ids = ", ".join(f"{a.id} ({a.name}, {a.kind})" for a in called)
            raise InputError(f"{name!r} may be one of several; give an id: {ids}")
        if called:
            return called[0]
    return None


def standing(store: Store) -> tuple[Standing, ...]:
    """Every judgement with what it means; one whose report is not in the case any more means nothing."""
    attached = {s.judgement.id: s for s in store.standing()}
    return tuple(
        attached.get(j.id) or Standing(j, ((),) * len(j.anchors)) for j in store.judgements()
    )
