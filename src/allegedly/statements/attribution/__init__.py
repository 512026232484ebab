"""Who says what: frames over-generate, the gate chooses, spans are made exact."""

from allegedly.statements.attribution.find import Attribution, Relay, attributions

__all__ = ["Attribution", "Relay", "attributions"]
