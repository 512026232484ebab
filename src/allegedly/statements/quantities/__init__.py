"""Figures of a statement: value, bound, counted unit, role."""

from allegedly.statements.quantities.find import Figure, FigureKind, figures, quantities

__all__ = ["Figure", "FigureKind", "figures", "quantities"]
