"""Figures over time: who said which figure of one quantity when, never joined across quantities."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.link import link
from link.world import World

DEAD = "{} people were killed in the flood at Osterby"


def flood():
    w = World()
    w.actor("the mayor", "person")
    w.actor("the rescue service", "organisation")
    for name, day in (("a", "2031-05-02"), ("b", "2031-05-03"), ("c", "2031-05-05"), ("u", None)):
        w.report(name, day, "Flood at Osterby")
    return w


def counts(w, report, words, source, *figure, role=None, name=None, **fields):
    made = w.says(report, words, source, name=name, figure=figure, **fields)
    if role:
        s = w.statements[made]
        w.statements[made] = replace(
            s, quantities=tuple(replace(q, role=role) for q in s.quantities)
        )
    return made


def series_of(linked, statement):
    (found,) = [s for s in linked.series if statement in s.statements]
    return found


def test_the_figures_of_one_quantity_stand_in_order_with_who_replaces_whom():
    w = flood()
    for report, value in (("b", 19), ("a", 12), ("c", 31)):
        counts(w, report, DEAD.format(value), "the mayor", value, "people", name=report)
    counts(w, "b", DEAD.format(25), "the rescue service", 25, "people", name="other")
    linked = w.link()
    found = series_of(linked, "a")
    assert [p.statement for p in found.points] == ["a", "b", "other", "c"]
    assert [p.updates for p in found.points] == [(), ("a",), (), ("b",)]
    assert [p.actor for p in found.points] == [
        "the mayor",
        "the mayor",
        "the rescue service",
        "the mayor",
    ]
    assert found.points[1].conflicts == ("other",)
    assert set(found.claims) >= {"a", "b"}
    assert found.unit == "people"


def test_own_voice_has_no_actor_and_an_undated_point_stands_last():
    w = flood()
    counts(w, "u", DEAD.format(12), None, 12, "people", name="u")
    counts(w, "c", DEAD.format(12), "the mayor", 12, "people", name="c")
    found = series_of(w.link(), "u")
    assert [(p.statement, p.actor) for p in found.points] == [("c", "the mayor"), ("u", None)]


@pytest.mark.parametrize(
    ("words", "figure", "fields"),
    [
        ("{} people were injured in the flood at Osterby", (40, "people"), {"role": "injured"}),
        ("{} children were killed in the flood at Osterby", (4, "children"), {"role": "killed"}),
        ("another {} people were killed in the flood at Osterby", (7, "people"), {}),
        ("so far {} people were killed in the flood at Osterby", (7, "people"), {}),
        (DEAD, (31, "people"), {"certainty": "predicted"}),
        ("{} people are ready to be killed at Osterby", (31, "people"), {}),
        ("{} boats sank in the flood at Osterby", (9, "boats"), {}),
    ],
)
def test_never_joined(words, figure, fields):
    w = flood()
    counts(w, "a", DEAD.format(12), "the mayor", 12, "people", role="killed", name="a")
    counts(w, "b", words.format(figure[0]), "the rescue service", *figure, name="b", **fields)
    assert series_of(w.link(), "a").statements == ("a",)


def test_a_figure_without_a_role_joins_no_two_roles():
    w = flood()
    counts(w, "a", "31 people sent to Osterby", "the mayor", 31, "people", role="sent", name="a")
    counts(w, "b", "31 people trained at Osterby", "the mayor", 31, "people", role="trained")
    counts(w, "c", "31 people at Osterby", "the mayor", 31, "people", name="c")
    for one in w.link().series:
        roles = {p.quantity.role for p in one.points} - {None}
        assert len(roles) < 2


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_order_changes_nothing(random):
    w = flood()
    for report, value in (("a", 12), ("b", 19), ("c", 31), ("u", 31)):
        counts(w, report, DEAD.format(value), "the mayor", value, "people")
        counts(w, report, DEAD.format(value + 2), "the rescue service", value + 2, "people")
    lists = [list(part) for part in w.lists()]
    wanted = w.link()
    for part in lists:
        random.shuffle(part)
    assert link(*lists, {}) == wanted
