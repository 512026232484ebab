"""Time expressions: TIMEX3 type and value, the interval against the date of publication, and the role."""

from allegedly.statements.times.find import expressions, times

__all__ = ["expressions", "times"]
