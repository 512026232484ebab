"""The ledger: one SQLite file that holds a case, and its public JSON and CSV. The only room that speaks SQL."""

from allegedly.ledger.asof import published_by
from allegedly.ledger.entry import Entry, Logged
from allegedly.ledger.exchange import dumps, to_json
from allegedly.ledger.imports import from_json
from allegedly.ledger.judging import anchor, reattach
from allegedly.ledger.memory import Alike, Memory, Near, Remembered, Settled
from allegedly.ledger.order import canonical
from allegedly.ledger.sheet import to_csv
from allegedly.ledger.store import Store
from allegedly.ledger.views import shown

__all__ = [
    "Alike",
    "Entry",
    "Logged",
    "Memory",
    "Near",
    "Remembered",
    "Settled",
    "Store",
    "anchor",
    "canonical",
    "dumps",
    "from_json",
    "published_by",
    "reattach",
    "shown",
    "to_csv",
    "to_json",
]
