"""Event types of the PLOVER manual, told by the main predicate of a content."""

from allegedly.statements.events.events import act_type, coded_type, event_type

__all__ = ["act_type", "coded_type", "event_type"]
