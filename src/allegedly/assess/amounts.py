"""Whether a figure reaches what a plan asks for: surely, perhaps, or not. A bound is no value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from allegedly.assess.words import Words, plain

if TYPE_CHECKING:
    from allegedly.model import Amount, Quantity, Statement

__all__ = ["Reach", "reach"]

Reach = Literal["surely", "perhaps", "no", "no figure"]
_ORDER: tuple[Reach, ...] = ("surely", "perhaps", "no")

_AT_MOST = {"up to", "less than"}


def reach(asked: Amount, statement: Statement) -> Reach:
    """How the best of a statement's figures of these units compares with the amount asked for."""
    units = Words.of(tuple((u,) for u in asked.units))
    fits = [q for q in statement.quantities if not asked.units or _of(units, q)]
    found = {_reach(asked.at_least, q) for q in fits}
    return next((r for r in _ORDER if r in found), "no figure")


def _of(units: Words, quantity: Quantity) -> bool:
    return any(units.found(plain(text)) for text in (quantity.unit or "", quantity.span.text))


def _reach(least: float, quantity: Quantity) -> Reach:
    if quantity.vague is not None and quantity.value is None and quantity.min is None:
        return "perhaps"
    low, high = _range(quantity)
    if low >= least:
        return "surely"
    return "perhaps" if high >= least else "no"


def _range(quantity: Quantity) -> tuple[float, float]:
    """Between which figures it lies, as its source puts it; "about 500" is taken as 500."""
    value = quantity.value
    low = quantity.min if value is None else value
    high = quantity.max if value is None else value
    low, high = 0.0 if low is None else low, float("inf") if high is None else high
    if quantity.bound in _AT_MOST:
        return 0.0, high
    return (low, float("inf")) if quantity.bound in {"at least", "more than"} else (low, high)
