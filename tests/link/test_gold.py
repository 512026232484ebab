"""Linking measured on perfect statements: the reports annotated in full, read from beside the checkout."""

import importlib
import json
import sys
from dataclasses import replace

import pytest

from allegedly.ledger import from_json, to_json
from allegedly.link import link, wanted

pytestmark = pytest.mark.shared


@pytest.fixture
def scripts(shared, monkeypatch):
    monkeypatch.syspath_prepend(str(shared / "gold"))
    names = ("score", "to_ledger", "from_ledger")
    before = {name: sys.modules.pop(name, None) for name in names}
    yield {name: importlib.import_module(name) for name in names}
    for name, module in before.items():
        sys.modules.pop(name, None)
        if module:
            sys.modules[name] = module


@pytest.fixture
def scored(shared, scripts, embedder):
    folder = shared / "gold"
    gold = json.loads((folder / "seeds.gold.json").read_text("utf8"))
    ledger = from_json(scripts["to_ledger"].ledger(gold, str(folder), links=False))
    needed = wanted(ledger.reports, ledger.statements, ledger.actors)
    by_id = {i: embedder.vectors(texts) for i, texts in needed.items()}
    linked = link(ledger.reports, ledger.statements, ledger.actors, ledger.copies, by_id)
    pred = scripts["from_ledger"].prediction(to_json(replace(ledger, linked=linked)), gold)
    return scripts["score"].summarise(scripts["score"].score_group(gold, pred, str(folder)))


def test_links_on_perfect_statements(scored):
    assert scored["same_claim_links"]["F1"] >= 0.85
    assert scored["same_claim_links_crossdoc"]["F1"] >= 0.90
    assert scored["denial_links"]["F1"] >= 0.90
    assert scored["contradictions"]["F1"] >= 0.90
    assert scored["origin_count"]["acc"] >= 0.80
    assert scored["traps_hit"]["count"] == 0
    assert scored["must_not_violated"]["count"] == 0
