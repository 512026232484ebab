"""Who a source is by name: earlier full names, offices, bodies, states, descriptions; unnamed stays unnamed."""

from allegedly.statements.names.names import Named, Names

__all__ = ["Named", "Names"]
