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


def role(w, name, word):
    """Give the figures of a statement a role."""
    statement = w.statements[name]
    figures = tuple(replace(q, role=word) for q in statement.quantities)
    w.statements[name] = replace(statement, quantities=figures)


def test_one_measure_is_compared_though_the_sentences_share_no_word():
    w = two(("it was carrying {} people", 52, "people"), ("the number on board at {}", 64, None))
    role(w, "a.1", "carrying")
    (found,) = numeric(w)
    assert found.because == "figures differ: 52 people and 64"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((DEAD, 12, "soldiers"), (DEAD, 31, "civilians")),
        ((DEAD, 12, "soldiers"), (DEAD, 31, "people")),
        (
            (DEAD, 12, "people"),
            ("another {} people were killed in the flood at Osterby", 31, "people"),
        ),
        ((DEAD, 12, "people", "at least"), (DEAD, 31, "people")),
        (
            ("{} suspected infections at Osterby", 12, "people"),
            ("{} confirmed infections at Osterby", 31, "people"),
        ),
        (
            ("{} people were sent to Osterby", 12, "people"),
            ("{} people were prepared for Osterby", 31, "people"),
        ),
    ],
    ids=["sorts", "some of them", "on top", "open count", "scope", "sent, prepared"],
)
def test_what_may_both_hold(first, second):
    assert numeric(two(first, second)) == []


def test_a_toll_that_is_higher_days_later_has_grown():
    w = two((DEAD, 12, "people"), (DEAD, 31, "people"))
    w.reports["b"] = replace(w.reports["b"], published="2031-05-08")
    assert numeric(w) == []
    w.reports["a"], w.reports["b"] = (
        replace(w.reports["a"], published="2031-05-08"),
        replace(w.reports["b"], published="2031-05-02"),
    )
    assert len(numeric(w)) == 1


def test_a_figure_that_is_set_aside_is_not_claimed():
    w = two((DEAD, 12, "people"), (DEAD, 31, "people"))
    words = w.statements["b.1"].content[0]
    text = "12 people were killed at Osterby, not 31"
    start = words.start + text.index("31")
    figure = Span(start, start + 2, "31")
    content = (Span(words.start, words.start + len(text), text),)
    s = w.statements["b.1"]
    w.statements["b.1"] = replace(
        s, content=content, quantities=(replace(s.quantities[0], span=figure),)
    )
    assert numeric(w) == []


def test_morning_and_evening_are_an_order():
    w = two((DEAD, 12, "people"), (DEAD, 31, "people"))
    for name, hour in (("a", "07:00"), ("b", "19:00")):
        w.reports[name] = replace(w.reports[name], published=f"2031-05-02T{hour}")
        s = w.statements[f"{name}.1"]
        w.statements[f"{name}.1"] = replace(s, source=w._source("the mayor"))
    (update,) = w.link().updates
    assert (update.a, update.b) == (("a.1",), ("b.1",))
    assert update.because == "same source, later report: 12, then 31 people"


def test_an_update_leads_to_the_next_figure():
    w = two((DEAD, 12, "people"), (DEAD, 19, "people"))
    w.report("c", "2031-05-05", "Flood at Osterby")
    w.says("c", DEAD.format(31), "the rescue service", name="c.1", figure=(31, "people"))
    w.says("a", DEAD.format(14), "the rescue service", name="a.2", figure=(14, "people"))
    updates = {(u.a, u.b) for u in w.link().updates}
    assert updates == {(("a.2",), ("b.1",)), (("b.1",), ("c.1",))}


def test_shares_are_compared_only_of_one_name():
    w = two(
        ("Tilda Orm won {} per cent of the votes", 51, "%"),
        ("Per Holt won {} per cent of the votes", 49, "%"),
    )
    for name in ("a.1", "b.1"):
        s = w.statements[name]
        start = s.content[0].start + s.content[0].text.index("per cent") - 3
        q = replace(
            s.quantities[0],
            span=Span(start, start + 2, s.content[0].text[start - s.content[0].start :][:2]),
        )
        w.statements[name] = replace(s, quantities=(q,))
    assert numeric(w) == []


def test_two_tolls_that_have_nothing_else_in_common_may_be_of_two_events():
    w = two(
        ("a wall of the brewery fell and killed {} masons", 3, "people"),
        ("the hospital ferry lost its rudder off the cape, with {} dead", 11, "people"),
    )
    assert numeric(w) == []


def test_a_deed_in_common_is_not_enough_for_a_figure_of_no_known_measure():
    w = two(
        ("the widow paid {} crowns for the grey horse at the Osterby market", 800, "crowns"),
        ("the board paid {} crowns for new cranes at the Osterby market", 9000, "crowns"),
    )
    assert numeric(w) == []
