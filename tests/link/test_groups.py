"""Invented groups of reports, annotated by hand: what linking finds of their claims, denials and origins."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from link.world import World, claim_of, denial_of

GROUPS = sorted((Path(__file__).parent / "groups").glob("*.toml"))


def load(path):
    """The world of a group, claim name -> its statements, denial -> claim names, claim name -> origins."""
    raw = tomllib.loads(path.read_text("utf8"))
    w = World()
    for name, kind, *rest in raw["actors"]:
        w.actor(name, kind, rest[0] if rest else None, *rest[1:])
    for name, date, title in raw["reports"]:
        w.report(name, date, title)
    claims, denied = {}, {}
    for report, words, source, claim, *more in raw["statements"]:
        fields = dict(more[0]) if more else {}
        denies = fields.pop("denies", None)
        name = w.says(report, words, source or None, **fields)
        if denies:
            denied[name] = denies
        elif claim != "-":
            claims.setdefault(claim, []).append(name)
    return w, claims, denied, raw["origins"]


def pairs(groups):
    return {frozenset(pair) for group in groups for pair in combinations(group, 2)}


def f1(found, wanted):
    return 2 * len(found & wanted) / (len(found) + len(wanted))


def measured(path, embedder):
    w, claims, denied, origins = load(path)
    linked = w.link(embedder)
    found = pairs(c.statements for c in linked.claims if c.polarity == "asserts")
    hits = {
        (denial, claim)
        for denial, names in denied.items()
        for claim in names
        if set(claims[claim]) & set(denial_of(linked, denial).targets)
    }
    wrong = {
        (denial, target)
        for denial, names in denied.items()
        for target in denial_of(linked, denial).targets
        if not any(target in claims[claim] for claim in names)
    }
    right = [
        len(max((claim_of(linked, s).origins for s in claims[c]), key=len, default=())) == number
        for c, number in origins.items()
    ]
    wanted = sum(map(len, denied.values()))
    return found, pairs(claims.values()), len(hits), len(wrong), wanted, right


@pytest.fixture(scope="module")
def measures(embedder):
    return [measured(path, embedder) for path in GROUPS]


def test_claims(measures):
    found = {pair for m in measures for pair in m[0]}
    wanted = {pair for m in measures for pair in m[1]}
    assert f1(found, wanted) >= 0.8


def test_denials(measures):
    hits, wrong, wanted = (sum(m[i] for m in measures) for i in (2, 3, 4))
    assert 2 * hits / (hits + wrong + wanted) >= 0.85


def test_origins(measures):
    right = [r for m in measures for r in m[5]]
    assert sum(right) >= 0.85 * len(right)
