"""Sources by name on the measuring set: its spans of sources go in, its names must come out."""

from __future__ import annotations

import importlib.util
import json
from typing import TYPE_CHECKING, Any

import pytest

from allegedly.statements.names import Names

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from allegedly.parse import Parser

pytestmark = [pytest.mark.model, pytest.mark.shared]


def answers(
    gold: dict[str, Any], folder: Path, parser: Parser
) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every attributed claim with what we say of its source, in the scorer's shape."""
    for document in gold["documents"]:
        text = (folder / document["file"]).read_bytes().decode("utf8")
        names = Names(next(parser.parse([(text, ())]))[0], document["id"])
        for claim in gold["claims"]:
            surface = claim["source"]["surface"]
            if claim["doc"] == document["id"] and surface and claim["source"]["kind"] != "none":
                named = names.source(surface["start"], surface["end"])
                canonical = named.actor.name if named.actor else None
                yield claim, {"source": {"canonical": canonical, "kind": named.kind}}


def test_nine_of_ten_sources_have_the_right_name(shared: Path, parser: Parser) -> None:
    folder = shared / "gold"
    spec = importlib.util.spec_from_file_location("gold_score", folder / "score.py")
    assert spec
    assert spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = json.loads((folder / "seeds.gold.json").read_text("utf8"))
    alias = {
        e["canonical"]: {score.norm(name) for name in (e["canonical"], *e["aliases"])}
        for e in gold["entities"]
    }
    right = [score.src_ok(claim, answer, alias) for claim, answer in answers(gold, folder, parser)]
    print(f"{sum(right)} of {len(right)} sources named right")  # noqa: T201 - the figure, shown by pytest -s
    assert sum(right) >= 0.9 * len(right)
