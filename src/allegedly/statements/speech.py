"""Quotations and who speaks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from allegedly.statements.frames import Candidate
    from allegedly.statements.tree import Tree


def spoken(tree: Tree, found: list[Candidate]) -> list[Candidate]:
    return found
