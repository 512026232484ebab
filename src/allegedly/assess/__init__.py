"""The assess room: a plan and a ledger -> which indicators are met in the ledger, and the phase that follows."""

from allegedly.assess.assessing import assess, unknown_names
from allegedly.assess.contradictions import doubts
from allegedly.assess.names import Names, sought
from allegedly.assess.planfile import plan_at, read_plan
from allegedly.assess.rule import rule

__all__ = ["Names", "assess", "doubts", "plan_at", "read_plan", "rule", "sought", "unknown_names"]
