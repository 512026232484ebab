"""The gold and polnear.dev against their floors: what may not be lost between one change and the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import accuracy
import measure
import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.shared, pytest.mark.model, pytest.mark.usefixtures("shared")]


def test_gold_stands_on_its_floors() -> None:
    assert measure.below(accuracy.gold()) == []


def test_attribution_stands_on_its_floors() -> None:
    assert measure.below(accuracy.polnear()) == []


def test_floors_are_only_ever_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:

    floors = tmp_path / "floors.json"
    floors.write_text('{"some F1": 40.0}')
    monkeypatch.setattr(measure, "FLOORS", floors)
    assert measure.pinned({"some F1": 39.0}) == {"some F1": 40.0}
    assert measure.pinned({"some F1": 41.0}) == {"some F1": 41.0}
    assert measure.below({"some F1": 39.9}) == ["some F1: 39.900 is below its floor of 40.0"]
    assert measure.below({"some F1": 40.0}) == []
