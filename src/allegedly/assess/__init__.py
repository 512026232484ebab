"""The assess room: a plan and a ledger -> which indicators are met in the ledger, and the phase that follows."""

from allegedly.assess.assessing import assess
from allegedly.assess.contradictions import doubts
from allegedly.assess.planfile import read_plan
from allegedly.assess.rule import rule

__all__ = ["assess", "doubts", "read_plan", "rule"]
