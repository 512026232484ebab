"""Pair quotation marks; set `doc.spans["quotations"]`. A first version that the tests of this room replace."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["mark_quotations"]


def mark_quotations(doc: Doc) -> None:
    """Set `doc.spans["quotations"]` to the quotations of the text, marks included, in order."""
    doc.spans["quotations"] = []
