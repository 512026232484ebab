"""What is new of a plan: the phase and the indicators that are not what they were, as a section of the brief of changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.show.item import Side, quotation, speaker
from allegedly.show.news import Row, Section
from allegedly.show.reached import SHAPES, SIDES_OF, counting, per, reached

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.model import Assessed, Assessment
    from allegedly.show.index import Index
    from allegedly.show.item import SideKind

__all__ = ["turned"]


def turned(known: Index, before: Assessment | None, after: Assessment) -> Section:
    """The section; `before` is `None` where nothing was known then. `known` is the later ledger."""
    rows = tuple(_rows(known, before, after))
    return Section("Phase and indicators", rows, len(rows))


def _rows(known: Index, before: Assessment | None, after: Assessment) -> Iterator[Row]:
    was = {i.indicator: i.status for i in before.indicators} if before else {}
    moved = [i for i in after.indicators if was.get(i.indicator, "not met") != i.status]
    names = [p.name for p in after.plan.phases]
    earlier = names[before.phase] if before else names[0]
    view = reached(known, after)
    if earlier != view.name:
        carried = ", ".join(f"{c.shape} {c.id} {c.status}" for c in view.by)
        yield Row("phase", view.headline, standing=carried, before=earlier, after=view.name)
    titles = {i.id: i.title for i in after.plan.indicators}
    for one in moved:
        yield Row(
            "indicator",
            titles[one.indicator],
            one.indicator,
            per(known, one),
            before=was.get(one.indicator, "not met"),
            after=f"{SHAPES[one.status]} {one.status}",
            sides=tuple(_sides(known, one, after.on)),
        )


def _sides(known: Index, one: Assessed, on: str) -> Iterator[Side]:
    """Yield the first statement for it and the first against it, with how many more there are."""
    for side in SIDES_OF:
        if found := counting(one, side, on):
            statement = known.statements[found[0]]
            own: SideKind = "own voice" if statement.source.kind == "none" else "says"
            kind = "denies" if side == ("against",) else own
            shown = (quotation(known, statement),)
            yield Side(kind, speaker(known, statement), shown, tuple(found))
