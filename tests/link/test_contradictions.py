"""Figures are set against each other only where that can be defended."""

from dataclasses import replace

import pytest

from allegedly.model import Span, Time
from link.world import World

DEAD = "{} people were killed in the flood at Osterby"


def two(first, second, **fields):
    """A world where two sources give figures in two reports."""
    w = World()
    w.actor("the mayor", "person")
    w.actor("the rescue service", "organisation")
    w.report("a", "2031-05-02", "Flood at Osterby")
    w.report("b", "2031-05-03", "Flood at Osterby")
    for report, source, row in (("a", "the mayor", first), ("b", "the rescue service", second)):
        content, *figure = row
        w.says(
            report, content.format(figure[0]), source, name=report + ".1", figure=figure, **fields
        )
    return w


def numeric(w):
    return [c for c in w.link().contradictions if c.kind == "numeric"]


def test_two_sources_with_two_figures_of_one_thing():
    (found,) = numeric(two((DEAD, 12, "people"), (DEAD, 31, "people")))
    assert (found.a, found.b) == (("a.1",), ("b.1",))
    assert "12" in found.because
    assert "31" in found.because


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((DEAD, 12, "people"), (DEAD, 12, "people")),
        ((DEAD, 12, "people", "at least"), (DEAD, 15, "people")),
        ((DEAD, 12, "people", "about"), (DEAD, 13, "people")),
        ((DEAD, 12, "people"), ("{} children were killed in the flood at Osterby", 4, "children")),
        ((DEAD, 12, "people"), ("{} people were injured in the flood at Osterby", 40, "people")),
        (
            (DEAD, 12, "people"),
            ("so far {} people were killed in the flood at Osterby", 9, "people"),
        ),
        ((DEAD, 12, "people"), ("{} boats sank in the flood at Osterby", 9, "boats")),
        ((DEAD, 12, "people"), ("{} people are ready to leave Osterby", 900, "people")),
    ],
    ids=["equal", "at least", "about", "subset", "other deed", "so far", "other thing", "planned"],
)
def test_no_contradiction(first, second):
    assert numeric(two(first, second)) == []


def test_what_is_foretold_contradicts_nothing():
    assert numeric(two((DEAD, 12, "people"), (DEAD, 31, "people"), certainty="predicted")) == []


def test_different_days_are_different_events():
    w = two((DEAD, 12, "people"), (DEAD, 31, "people"))
    for name, date in (("a.1", "2031-04-30"), ("b.1", "2031-05-02")):
        time = Time(Span(0, 1, "x"), "DATE", date, date, date)
        w.statements[name] = replace(w.statements[name], times=(time,))
    assert numeric(w) == []


def test_one_source_in_one_report_says_nothing_against_itself():
    w = two((DEAD, 12, "people"), (DEAD, 31, "people"))
    w.says("b", DEAD.format(40), "the rescue service", name="b.2", figure=(40, "people"))
    linked = w.link()
    assert linked.updates == ()
    assert all({"b.1", "b.2"} != set(c.a + c.b) for c in linked.contradictions)


def test_a_forecast_is_replaced_by_a_later_one():
    w = World()
    w.actor("the operator", "organisation")
    for report, day, value, words in (
        ("a", "2031-05-02", "P2M", "repairs of the dam at Osterby will start and last two months"),
        ("b", "2031-05-09", "P5M", "repairs of the dam at Osterby will start and last five months"),
    ):
        w.report(report, day, "Dam at Osterby")
        name = w.says(report, words, "the operator", certainty="predicted")
        time = Time(Span(0, 1, "x"), "DURATION", value, None, None)
        w.statements[name] = replace(w.statements[name], times=(time,))
    linked = w.link()
    (update,) = linked.updates
    assert "60, then 150 days" in update.because
    assert len(linked.claims) == 2
