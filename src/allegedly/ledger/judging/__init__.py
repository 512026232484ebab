"""Judgements: where they hang, how they find their statement again, and what they change in a view."""

from allegedly.ledger.judging.anchors import anchor, anchor_report, reattach
from allegedly.ledger.judging.checks import check
from allegedly.ledger.judging.overlay import Overlay, judged_reports

__all__ = ["Overlay", "anchor", "anchor_report", "check", "judged_reports", "reattach"]
