"""Statuses, phases and history of invented ledgers."""

from dataclasses import replace

import pytest

from allegedly.errors import NotFound
from allegedly.model import Span, Time
from assess.world import PLAN, SENT, World


@pytest.fixture
def world() -> World:
    made = World()
    made.report("Gull", "2026-03-01")
    return made


# --- what makes a status ----------------------------------------------------------------------------


def test_nothing_said_is_not_met(world):
    found = world.assessed()
    assert (found.phase, found.since, found.by) == (0, None, ())
    assert found.indicators[0].status == "not met"
    assert found.indicators[0].would_change == ("met by one origin, confirmed or asserted",)


def test_one_origin_meets(world):
    said = world.says("Gull", "Ada")
    found = world.assessed()
    (one,) = found.indicators
    assert (one.status, one.since, one.origins) == ("met", "2026-03-01", ("Ada",))
    assert [(e.statement, e.part) for e in one.evidence] == [(said, "done")]
    assert (found.phase, found.since, found.by) == (1, "2026-03-01", ("troops",))


@pytest.mark.parametrize(
    ("how", "status"),
    [
        pytest.param({"source": None}, "reported", id="own voice"),
        pytest.param({"certainty": "alleged"}, "reported", id="only alleged"),
        pytest.param({"untraced": True}, "reported", id="nobody knows from whom"),
        pytest.param({"certainty": "predicted"}, "anticipated", id="predicted"),
        pytest.param({"certainty": "considered"}, "anticipated", id="considered"),
        pytest.param({"certainty": "conditional"}, "not met", id="conditional"),
        pytest.param({"act": "considers"}, "anticipated", id="weighed"),
        pytest.param({"act": "intends"}, "anticipated", id="intended"),
        pytest.param({"act": "asks"}, "not met", id="asked for"),
        pytest.param({"act": "evaluates"}, "not met", id="criticised"),
        pytest.param({"proposition": False}, "not met", id="no proposition"),
        pytest.param({"polarity": "denies"}, "not met", id="denied"),
        pytest.param({"content": "Ruritania sent nobody"}, "not met", id="other words"),
        pytest.param(
            {"content": "Ruritania will send soldiers"},
            "anticipated",
            id="asserted of what is to come",
        ),
        pytest.param(
            {"content": "soldiers were being prepared for Syldavia"}, "anticipated", id="prepared"
        ),
        pytest.param(
            {"content": f"{SENT}, which would be an escalation"},
            "met",
            id="to come in another clause",
        ),
        pytest.param(
            {"content": "he had word that soldiers would leave"},
            "anticipated",
            id="in the clause of the words",
        ),
        pytest.param({"content": "Ruritania has not sent soldiers"}, "not met", id="not done"),
        pytest.param(
            {"content": "Ruritania refrained from sending soldiers"}, "not met", id="refrained"
        ),
        pytest.param(
            {"content": f"{SENT}, not arms, the old one"}, "not met", id="a not in its clause"
        ),
        pytest.param({"content": "Ruritania sent not only soldiers"}, "met", id="not only"),
    ],
)
def test_how_it_is_put_decides(world, how, status):
    world.says("Gull", **({"source": "Ada"} | how))
    assert world.status() == status


def test_conditional_is_a_sign_where_the_plan_names_it(world):
    world.says("Gull", "Ada", certainty="conditional")
    assert world.status('anticipates = ["conditional"]') == "anticipated"


def test_two_origins_asked_for(world):
    world.says("Gull", "Ada", claim="c")
    world.says("Gull", "Ada", claim="c")
    assert world.status("origins = 2") == "reported"
    (one,) = world.assessed("origins = 2").indicators
    assert one.would_change == ("met by one more independent origin",)
    world.says("Gull", "Bo", claim="c")
    assert world.status("origins = 2") == "met"


def test_a_copy_adds_no_origin(world):
    world.says("Gull", "Ada", claim="c")
    world.report("Copy", "2026-03-02")
    world.says("Copy", "Ada", claim="c")
    assert world.assessed("origins = 2").indicators[0].origins == ("Ada",)
    assert world.status("origins = 2") == "reported"


# --- denials ----------------------------------------------------------------------------------------


def test_a_linked_denial_contests(world):
    said = world.says("Gull", "Ada")
    world.denies("Gull", "Bo", said)
    (one,) = world.assessed().indicators
    assert (one.status, one.denied_by) == ("met, contested", ("Bo",))
    assert [e.because for e in one.evidence if e.part == "against"] == ["denies it: the nearest"]
    assert "uncontested if its denial is withdrawn" in one.would_change


def test_a_denial_in_its_own_words_contests(world):
    world.says("Gull", "Ada")
    world.says("Gull", "Bo", polarity="dismisses")
    assert world.status() == "met, contested"


def test_a_report_that_doubts_in_its_own_voice_contests_nothing(world):
    world.says("Gull", "Ada")
    world.says("Gull", None, "no soldiers were sent, it did not happen")
    world.says("Gull", None, "Ruritania has not sent soldiers")
    assert world.status() == "met"


def test_a_denial_made_before_anybody_said_so_contests_nothing(world):
    world.report("Early", "2026-02-01")
    world.says("Early", "Bo", polarity="denies")
    world.says("Gull", "Ada")
    (one,) = world.assessed().indicators
    assert one.status == "met"
    assert one.evidence[-1].because.endswith("before anybody said so")


def test_a_denial_that_is_taken_back_contests_no_more(world):
    said = world.says("Gull", "Ada")
    world.report("Later", "2026-03-05")
    denial = world.denies("Gull", "Bo", said)
    world.retracts("Later", "Gull", denial)
    assert world.status(on="2026-03-04") == "met, contested"
    assert world.status(on="2026-03-05") == "met"


# --- time -------------------------------------------------------------------------------------------


def test_evidence_grows_old_and_the_phase_comes_down(world):
    world.says("Gull", "Ada")
    fresh = 'fresh = "14 days"'
    assert world.status(fresh, on="2026-03-14") == "met"
    (one,) = world.assessed(fresh, on="2026-03-14").indicators
    assert (one.until, one.then) == ("2026-03-15", "expired")
    later = world.assessed(fresh, on="2026-03-15")
    assert (later.indicators[0].status, later.phase, later.since) == ("expired", 0, "2026-03-15")
    assert [(t.what, t.after, t.because) for t in later.history] == [
        ("indicator", "met", "said"),
        ("phase", "Dispatch", "troops met"),
        ("indicator", "expired", "evidence grew old"),
        ("phase", "Watch", "troops expired"),
    ]


def test_newer_word_keeps_it_up(world):
    world.says("Gull", "Ada")
    world.report("Tern", "2026-03-10")
    world.says("Tern", "Ada")
    (one,) = world.assessed('fresh = "2 weeks"', on="2026-03-20").indicators
    assert (one.status, one.since, one.until) == ("met", "2026-03-01", "2026-03-24")


def test_a_retraction_brings_it_down_and_that_is_no_expiry(world):
    world.says("Gull", "Ada")
    world.report("Tern", "2026-03-03")
    world.retracts("Tern", "Gull")
    found = world.assessed()
    assert (found.indicators[0].status, found.phase) == ("not met", 0)
    assert [(t.day, t.after, t.report) for t in found.history if t.what == "phase"] == [
        ("2026-03-01", "Dispatch", "Gull"),
        ("2026-03-03", "Watch", "Tern"),
    ]
    assert found.indicators[0].evidence[0].because == "asserted; retracted"


def test_what_a_report_takes_back_itself_never_stood(world):
    said = world.says("Gull", "Ada")
    world.retracts("Gull", "Gull", said, kind="correction")
    found = world.assessed()
    assert (found.indicators[0].status, found.history) == ("not met", ())
    assert found.indicators[0].evidence[0].part == "passed over"


def test_a_newer_figure_ends_an_older_one_only_where_a_figure_is_asked_for(world):
    old = world.says("Gull", "Ada", figures=[(500, "soldiers", "exact")])
    world.report("Tern", "2026-03-03")
    new = world.says("Tern", "Ada", figures=[(90, "soldiers", "exact")])
    world.updates_to(old, new)
    assert world.status() == "met"
    asked = 'quantity = { at_least = 400, unit = "soldier*" }'
    assert world.status(asked, on="2026-03-02") == "met"
    assert world.status(asked, on="2026-03-03") == "not met"


def test_an_undated_report_counts_for_nothing_and_says_so(world):
    world.report("Undated", None)
    world.says("Undated", "Ada")
    found = world.assessed()
    (evidence,) = found.indicators[0].evidence
    assert (evidence.part, evidence.since) == ("passed over", None)
    assert "allegedly judge date" in evidence.because
    assert any("1 report without a date" in note for note in found.notes)


def test_what_is_published_after_the_day_is_left_aside(world):
    world.says("Gull", "Ada")
    before = world.assessed(on="2026-02-01")
    assert (before.indicators[0].status, before.indicators[0].evidence) == ("not met", ())
    assert before.notes == ("1 report dated after 2026-02-01: left aside",)


def test_a_month_counts_from_its_last_day(world):
    world.report("Monthly", "2026-02")
    world.says("Monthly", "Ada")
    assert world.status(on="2026-02-27") == "not met"
    assert world.status(on="2026-02-28") == "met"


def test_the_window_is_of_the_event_where_its_time_is_told(world):
    told = Time(Span(0, 1, "x"), "DATE", "2026-01-05", "2026-01-05", "2026-01-05")
    world.says("Gull", "Ada", times=(told,))
    assert world.status("window = { from = 2026-01-01, until = 2026-01-31 }") == "met"
    assert world.status("window = { from = 2026-02-01 }") == "not met"
    world.says("Gull", "Bo")
    assert world.status("window = { from = 2026-02-01 }") == "met"


# --- whose word -------------------------------------------------------------------------------------


def test_whose_word_counts(world):
    world.actor("an official", "unnamed official")
    world.says("Gull", "an official")
    world.says("Gull", None)
    assert world.status() == "met"
    assert world.status('sources = "named"') == "not met"
    (one,) = world.assessed('sources = "not own voice"').indicators
    assert [e.because for e in one.evidence if e.part == "passed over"] == [
        "the report says so on its own word"
    ]
    assert world.status('sources = ["Ada"]') == "not met"
    assert world.status('sources = ["an official"]') == "met"
    assert world.status('except = ["an official"]') == "reported"


def test_a_name_means_who_speaks_for_it(world):
    world.actor("Ruritania", "government", state="RU")
    world.actor("Interior Ministry", "agency", state="RU")
    world.actor("Ada", affiliation="Ruritania")
    world.actor("Council (Ruritania)", "agency")
    for name in ("Interior Ministry", "Ada", "Council (Ruritania)"):
        world.says("Gull", name)
    (one,) = world.assessed('sources = ["ruritania"]').indicators
    assert one.origins == ("Interior Ministry", "Ada", "Council (Ruritania)")


def test_actors_are_those_who_act_or_speak(world):
    world.actor("Ruritania", "government")
    world.says("Gull", "Ada", actors=("Ruritania",))
    assert world.status('actors = ["Ruritania"]') == "met"
    assert world.status('actors = ["Ruritania", "Ada"]') == "met"
    assert world.status('actors = ["Ruritania", "Bo"]') == "not met"
    assert world.status('actors = [["Bo", "Ada"]]') == "met"
    assert (
        "nobody in this case is called 'Bo', as the plan has it"
        in world.assessed('actors = ["Bo"]').notes
    )


def test_events_places_and_words(world):
    world.says("Gull", "Ada", event="MOBILIZE")
    assert world.status('events = ["MOBILIZE", "AID"]') == "met"
    assert world.status('events = ["AID"]') == "not met"
    assert world.status('places = ["Syldavia"]') == "met"
    assert world.status('places = ["Borduria"]') == "not met"
    assert world.status('without = ["Syldavia"]') == "not met"


@pytest.mark.parametrize(
    ("value", "bound", "status"),
    [
        (500, "exact", "met"),
        (400, "at least", "met"),
        (399, "exact", "not met"),
        (900, "up to", "anticipated"),
        (100, "more than", "anticipated"),
        (500, "about", "met"),
    ],
)
def test_a_bound_is_no_value(world, value, bound, status):
    world.says("Gull", "Ada", figures=[(value, "soldiers", bound)])
    assert world.status('quantity = { at_least = 400, unit = "soldier*" }') == status


def test_a_figure_of_something_else_is_none(world):
    world.says("Gull", "Ada", figures=[(500, "euros", "exact")])
    assert world.status('quantity = { at_least = 400, unit = "soldier*" }') == "not met"


# --- what if ----------------------------------------------------------------------------------------


def test_without_a_source(world):
    world.says("Gull", "Ada", claim="c")
    world.says("Gull", "Bo", claim="c")
    assert world.assessed(without=["ada"]).indicators[0].origins == ("Bo",)
    assert world.status(without=["Ada", "Bo"]) == "not met"
    assert world.status(without=["The Gull"]) == "not met"
    with pytest.raises(NotFound, match="nobody here is called 'Cy'"):
        world.assessed(without=["Cy"])


def test_without_the_one_who_denies(world):
    said = world.says("Gull", "Ada")
    world.denies("Gull", "Bo", said)
    assert world.status(without=["Bo"]) == "met"


# --- phases -----------------------------------------------------------------------------------------

LADDER = """
title = "Ladder"
[[phase]]
name = "0"
[[phase]]
name = "1"
needs = { any = ["a", "b"] }
[[phase]]
name = "2"
needs = { all = ["a"], at_least = { count = 1, of = ["b", "c"] } }
[[phase]]
name = "3"
[[indicator]]
id = "a"
words = ["alpha"]
[[indicator]]
id = "b"
words = ["beta"]
[[indicator]]
id = "c"
words = ["gamma"]
[[indicator]]
id = "d"
words = ["delta"]
phase = "3"
"""


@pytest.mark.parametrize(
    ("said", "phase", "by"),
    [
        ("", 0, ()),
        ("gamma", 0, ()),
        ("alpha", 1, ("a",)),
        ("beta gamma", 1, ("b",)),
        ("alpha beta", 2, ("a", "b")),
        ("alpha beta gamma", 2, ("a", "b", "c")),
        ("delta", 3, ("d",)),
    ],
)
def test_the_highest_phase_whose_needs_hold(world, said, phase, by):
    for word in said.split():
        world.says("Gull", "Ada", word)
    found = world.assessed(base=LADDER)
    assert (found.phase, found.by) == (phase, by)


def test_what_leads_up_and_down(world):
    world.says("Gull", "Ada", "alpha")
    world.says("Gull", "Ada", "beta")
    found = world.assessed(base=LADDER)
    assert found.up == ("3 needs d: d is not met",)
    assert found.down == ("1 if a or b no longer counts",)
    world.says("Gull", "Ada", "gamma")
    assert world.assessed(base=LADDER).down == ("1 if a no longer counts",)


def test_a_phase_may_ask_for_less_than_met(world):
    world.says("Gull", None)
    counted = 'counts = ["met", "met, contested", "reported"]\nneeds = {'
    assert world.assessed().phase == 0
    assert world.assessed(base=PLAN.replace("needs = {", counted)).phase == 1


def test_the_day_alone_decides_not_the_order(world):
    world.report("Tern", "2026-03-05")
    world.says("Tern", "Bo")
    world.says("Gull", "Ada")
    turned = replace(world, statements=world.statements[::-1], reports=world.reports[::-1])
    there, back = (w.assessed('fresh = "3 days"') for w in (world, turned))
    assert there.history == back.history
    assert [t.statement for t in there.history] == ["Gull.1"] * 4 + ["Tern.0"] * 4
