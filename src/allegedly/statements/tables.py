"""The tables of this room: TOML files in `lexicon/`, which analysts own, each read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

__all__ = ["table"]


@cache
def table(name: str) -> dict[str, Any]:
    """The table `lexicon/<name>.toml` as it stands there."""
    source = files("allegedly.statements").joinpath("lexicon", f"{name}.toml")
    return tomllib.loads(source.read_text("utf8"))
