"""What holds of every ledger: a phase never rises without a statement that says why, and nothing depends on order."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from allegedly.assess import assess, read_plan
from assess.world import World

LADDER = read_plan(
    """
title = "Ladder"
[[phase]]
name = "0"
[[phase]]
name = "1"
needs = { any = ["a", "b"] }
[[phase]]
name = "2"
needs = { all = ["a", "b"] }
[[indicator]]
id = "a"
words = ["alpha"]
fresh = "5 days"
[[indicator]]
id = "b"
words = ["beta"]
origins = 2
""",
    "plan.toml",
)

DAY = datetime.date(2026, 3, 20)

said = st.tuples(
    st.sampled_from(["Ada", "Bo", "Cy", None]),
    st.sampled_from(["alpha", "beta", "alpha and beta", "gamma", "no alpha", "alpha will come"]),
    st.sampled_from(["asserted", "confirmed", "alleged", "predicted", "conditional"]),
    st.sampled_from(["asserts", "asserts", "denies"]),
)
reports = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(1, 28)),
        st.lists(said, max_size=4),
        st.one_of(st.none(), st.integers(0, 5)),
    ),
    max_size=6,
)


def _world(told):
    """Reports with a day (or none), what they say, and which earlier report they retract."""
    world = World()
    for number, (day, says, retracts) in enumerate(told):
        report = world.report(f"R{number}", f"2026-03-{day:02}" if day else None)
        for source, words, certainty, polarity in says:
            world.says(report, source, words, certainty, polarity=polarity, claim=words)
        if retracts is not None and retracts < number:
            world.retracts(report, f"R{retracts}")
    return world


def _of(found):
    return {i.indicator: i.status for i in found.indicators}, found.phase, found.history


@given(reports)
def test_a_rise_has_a_statement_that_says_why(told):
    world = _world(told)
    found = assess(LADDER, world.ledger(), DAY)
    statements = {s.id: s for s in world.statements}
    days = {r.id: r.published for r in world.reports}
    for turn in found.history:
        statement = statements[turn.statement]
        assert days[statement.report] is not None
        assert any(word in statement.wording for word in ("alpha", "beta"))
        if turn.what == "phase" and turn.after > turn.before:
            assert turn.because
            assert days[statement.report] <= turn.day


@given(reports, st.lists(said, min_size=1, max_size=4))
def test_one_report_more_raises_the_phase_only_by_what_it_says(told, says):
    before = assess(LADDER, _world(told).ledger(), DAY)
    after = assess(LADDER, _world([*told, (19, says, None)]).ledger(), DAY)
    if after.phase > before.phase:
        new = f"R{len(told)}"
        carried = [i for i in after.indicators if i.indicator in after.by]
        assert any(e.statement.startswith(f"{new}.") for i in carried for e in i.evidence)


@given(reports)
def test_history_agrees_with_the_assessment_of_each_day(told):
    ledger = _world(told).ledger()
    history = assess(LADDER, ledger, DAY).history
    for day in {t.day for t in history}:
        then = assess(LADDER, ledger, datetime.date.fromisoformat(day))
        past = tuple(t for t in history if t.day <= day)
        assert then.history == past
        phases = [t.after for t in past if t.what == "phase"]
        assert str(then.phase) == (phases[-1] if phases else "0")
        for one in then.indicators:
            turns = [t.after for t in past if t.of == one.indicator and t.what == "indicator"]
            assert one.status == (turns[-1] if turns else "not met")


@given(reports, st.randoms())
def test_order_does_not_matter(told, random):
    world = _world(told)
    there = assess(LADDER, world.ledger(), DAY)
    world.statements = random.sample(world.statements, len(world.statements))
    world.reports = random.sample(world.reports, len(world.reports))
    back = assess(LADDER, world.ledger(), DAY)
    assert _of(there) == _of(back)
