"""Near misses say why they were not joined, and every reason has a sentence of explanation."""

import pytest

from allegedly.link import explanations
from allegedly.link.compare import Comparison
from allegedly.link.related import related
from allegedly.link.roots import Roots
from allegedly.link.scene import Scene
from allegedly.link.views import views
from link.world import World


@pytest.fixture
def w() -> World:
    w = World()
    w.actor("Norland", "government", "XN", "Karsk")
    w.actor("Sudmark", "government", "XS", "Velmar")
    w.actor("the harbour board", "organisation")
    w.report("a", "2031-05-02", "Grain silo at Osterby")
    w.report("b", "2031-05-03", "Grain silo at Osterby")
    w.report("c", "2031-05-04", "Grain silo at Osterby")
    return w


def why(w, embedder, a, b, pairs=()):
    linked = w.link(embedder, pairs)
    (found,) = (r.why for r in linked.related if {r.a, r.b} == {a, b})
    return found


def test_figures_that_cannot_both_hold_are_named(w, embedder):
    for report, name, figure in (("a", "less", 1500), ("b", "more", 10000)):
        words = f"{figure:,} tonnes of grain burned in the silo at Osterby"
        w.says(report, words, "the harbour board", name=name, figure=(figure, "tonnes"))
    assert why(w, embedder, "less", "more") == "figures that cannot both hold: 1,500 and 10,000"


def test_roles_turned_round_are_named(w, embedder):
    w.says("a", "Norland attacked Sudmark at the silo of Osterby", "the harbour board", name="one")
    w.says("b", "Sudmark attacked Norland at the silo of Osterby", "the harbour board", name="two")
    assert why(w, embedder, "one", "two") == "roles turned round"


def test_deeds_that_undo_each_other_are_named(w, embedder):
    w.says("a", "the silo at Osterby was damaged by the storm", "the harbour board", name="one")
    w.says("b", "the silo at Osterby was repaired after the storm", "the harbour board", name="two")
    assert why(w, embedder, "one", "two") == "deeds that undo each other"


def misses(w, *near):
    """The reasons where some pairs of a report's statements were compared and none was joined."""
    found = views(w.reports["a"], list(w.statements.values()), Roots(w.actors.values()))
    groups = tuple((i,) for i in range(len(found)))
    return [r.why for r in related(Scene(found, {}), dict(near), groups)]


def test_a_score_too_low_names_what_counts_against(w):
    w.says("a", "Sudmark will rebuild the burned silo", "Sudmark")
    w.says("a", "nobody has yet rebuilt the silo of the board", "the harbour board")
    parts = (("words", 1.0), ("counted", -0.05), ("act", -0.2))
    assert misses(w, ((0, 1), Comparison(0.75, parts))) == [
        "score 0.75 of 0.80 asked, least for: act (-0.20), counted (-0.05)"
    ]


def test_where_nothing_counts_against_what_is_missing_is_named(w):
    w.says("a", "the silo burned")
    w.says("a", "the fire was put out")
    parts = (("embedding", 0.3), ("predicate", 0.1), ("source", 0.1), ("words", 0.2))
    assert misses(w, ((0, 1), Comparison(0.7, parts))) == [
        "score 0.70 of 0.80 asked, least for: participant (0)"
    ]
    every = (*parts, ("participant", 0.15))
    assert misses(w, ((0, 1), Comparison(0.79, every))) == [
        "score 0.79 of 0.80 asked, least for: words (+0.20)"
    ]


def test_what_is_far_apart_is_no_near_miss(w):
    w.says("a", "the silo burned")
    w.says("a", "the harvest was poor")
    assert misses(w, ((0, 1), Comparison(0.3, (("words", 0.3),)))) == []


def test_what_an_analyst_told_apart_says_so(w, embedder):
    for report in ("a", "b"):
        w.says(report, "the silo at Osterby burned down", "the harbour board", name=f"{report}1")
    verdict = [("a1", "b1", "different")]
    assert why(w, embedder, "a1", "b1", verdict) == "judged to be different"


def test_two_denials_of_different_things_are_told_apart(w):
    w.denies("a", "these claims about the silo at Osterby", "Norland")
    w.denies("a", "these claims about the silo of Telmark", "Norland")
    assert misses(w, ((0, 1), Comparison(0.9, ()))) == ["two denials of different things"]


def test_company_that_would_come_apart_is_named(w):
    w.says("a", "the silo burned")
    w.says("a", "the silo is on fire")
    assert misses(w, ((0, 1), Comparison(0.9, ()))) == [
        "joined would draw the mean of a group below 0.80: not every member is near to every other"
    ]


def test_every_reason_has_its_sentence():
    found = explanations()
    assert {"words", "figure_conflict", "nested", "act"} <= set(found)
    assert all(text.endswith(".") and "\n" not in text for text in found.values())
