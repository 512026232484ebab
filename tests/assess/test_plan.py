"""Plans as they are written: what is read, what is refused, and at which line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.assess import doubts, plan_at, read_plan, rule
from allegedly.errors import PlanError
from allegedly.model import Amount, Measure, Needs, Window
from assess.world import PLAN

FULL = """
title = "All of it"
[[phase]]
name = "Watch"
[[phase]]
name = "Move"
meaning = "Something moves"
measures = [{ kind = "diplomatic", what = "Ask" }, { kind = "ours", what = "Wait" }]
needs = { all = ["one"], any = ["two"], at_least = { count = 2, of = ["one", "two", "three"] } }
counts = ["met"]
[[indicator]]
id = "one"
title = "The first"
events = ["AID"]
actors = ["A", ["B", "C"]]
places = ["D"]
words = ["e*", ["f", "g h"]]
without = ["i"]
quantity = { at_least = 10.5, unit = "tonnes" }
window = { from = 2026-01-01, until = "2026-02-01" }
sources = ["A"]
except = ["B"]
done = ["confirmed"]
origins = 2
anticipates = ["alleged", "asserted"]
fresh = "2 weeks"
reliability = "B"
credibility = 3
[[indicator]]
id = "two"
words = "x"
[[indicator]]
id = "three"
words = ["y"]
phase = "Move"
sources = "named"
"""


def test_a_whole_plan():
    plan = read_plan(FULL, "plan.toml")
    move, one = plan.phases[1], plan.indicators[0]
    assert (plan.title, move.meaning, move.counts, move.alone) == (
        "All of it",
        "Something moves",
        ("met",),
        ("three",),
    )
    assert move.measures == (Measure("diplomatic", "Ask"), Measure("ours", "Wait"))
    assert move.needs == Needs(("two",), ("one",), 2, ("one", "two", "three"))
    assert rule(move) == "one, with two, with at least 2 of one, two, three; or three alone"
    assert (one.actors, one.words) == ((("A",), ("B", "C")), (("e*",), ("f", "g h")))
    assert (one.amount, one.window) == (
        Amount(10.5, ("tonnes",)),
        Window("2026-01-01", "2026-02-01"),
    )
    assert (one.whose, one.sources, one.exceptions) == (None, ("A",), ("B",))
    assert (one.done, one.origins, one.anticipates, one.fresh) == (
        ("confirmed",),
        2,
        ("asserted", "alleged"),
        14,
    )
    assert (one.reliability, one.credibility) == ("B", "3")
    assert (plan.indicators[1].title, plan.indicators[1].whose) == ("two", "anyone")


NO_PHASE = "[[indicator]]\nid = 'a'\nwords = ['b']\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("title = ", None, "is no TOML"),
        ("a = 1", 1, "'a' means nothing here"),
        (NO_PHASE, 1, "at least one [[phase]]"),
        ("[[phase]]\nname = 'x'", 1, "at least one [[indicator]]"),
        (f"{PLAN}wrods = ['x']", 11, "'wrods' means nothing here; did you mean 'words'?"),
        (f"{PLAN}fresh = 'soon'", 11, "14 days"),
        (f"{PLAN}fresh = '0 days'", 11, "14 days"),
        (f"{PLAN}reliability = 'F'", 11, "'reliability' is one of A, B, C, D, E"),
        (f"{PLAN}credibility = 6", 11, "'credibility' is one of 1, 2, 3, 4, 5"),
        (f"{PLAN}origins = 0", 11, "a whole number of at least 1"),
        (f"{PLAN}origins = true", 11, "a whole number of at least 1"),
        (f"{PLAN}events = [1]", 11, "a list of texts"),
        (f"{PLAN}actors = [[]]", 11, "a list of texts, or of lists of texts"),
        (f"{PLAN}done = ['sure']", 11, "'sure' is none of confirmed, asserted"),
        (f"{PLAN}done = []", 11, "no certainty counts as done"),
        (f"{PLAN}sources = 'Ada'", 11, 'or a list of names: sources = ["Ada"]'),
        (f"{PLAN}sources = []", 11, "no source counts"),
        (f"{PLAN}quantity = 5", 11, "'quantity' is to be a table"),
        (f"{PLAN}quantity = {{ at_least = inf }}", 11, "'at_least' is to be a number"),
        (f"{PLAN}window = {{ from = 'May' }}", 11, "is no day; write it as 2026-03-02"),
        (
            f"{PLAN}window = {{ from = 2026-03-02, until = 2026-03-01 }}",
            11,
            "ends on 2026-03-01, before it begins: 2026-03-02",
        ),
        (f"{PLAN}phase = 'Dispach'", 11, "there is no phase 'Dispach'; did you mean 'Dispatch'?"),
        (f"{PLAN}anticipates = ['asserted']", 11, "cannot be both done and only a sign"),
        (f"{PLAN}without = ['soldier*']", 11, "both a word that counts and one that must not"),
        (f"{PLAN}sources = ['A']\nexcept = ['A']", 12, "both a source that counts and one that"),
        (f"{PLAN}[[indicator]]\nid = 'troops'\nwords = ['x']", 12, "two indicators with the id"),
        (f"{PLAN}[[indicator]]\nwords = ['x']", 11, "every indicator needs 'id'"),
        (f"{PLAN}[[indicator]]\nid = 'x'", 11, "says nothing of what counts"),
        (f"{PLAN}[[phase]]\nname = 'Watch'", 12, "two phases with the name 'Watch'"),
        (f"{PLAN}[[phase]]\nname = 'End'", 11, "asks for nothing; only the first phase does"),
        (
            f"{PLAN}[[phase]]\nname = 'End'\nneeds = {{ all = ['trops'] }}",
            13,
            "'trops'; did you mean",
        ),
        (
            f"{PLAN}[[phase]]\nname = 'End'\nneeds = {{ at_least = {{ count = 2, of = ['troops'] }} }}",
            13,
            "asks for 2 of 1 indicators; it could never be reached",
        ),
        (
            f"{PLAN}[[phase]]\nname = 'End'\nneeds = {{ any = ['troops'] }}",
            6,
            "can never be the phase reached: whenever it is, the higher 'End' is too (troops)",
        ),
        (
            PLAN.replace('name = "Watch"', 'name = "Watch"\nneeds = { any = ["troops"] }'),
            4,
            "the first phase is where nothing is met",
        ),
        (
            PLAN.replace('name = "Watch"', "name = 'Watch'\nmeasures = [{ kind = 'x' }]"),
            4,
            "a measure needs 'what'",
        ),
        (PLAN.replace('name = "Watch"', "name = 'Watch'\nmeasures = 'x'"), 4, "a list of tables"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(text, line, says):
    with pytest.raises(PlanError) as refused:
        read_plan(text, "plan.toml")
    start = f"plan.toml:{line}: " if line else "plan.toml "
    told = [words for words in str(refused.value).splitlines() if words.startswith(start)]
    assert any(says in words for words in told), str(refused.value)


def test_all_faults_are_told_at_once():
    with pytest.raises(PlanError) as refused:
        read_plan(f"{PLAN}fresh = 'x'\norigins = -1\n", "plan.toml")
    assert len(str(refused.value).splitlines()) == 2


def test_a_plan_with_more_ways_than_can_be_counted_is_read_at_once():
    ids = [f"i{n}" for n in range(60)]
    rows = [f"[[indicator]]\nid = {i!r}\nwords = ['x']" for i in ids]
    needs = "needs = {{ at_least = {{ count = {}, of = {} }} }}"
    rows += [f"[[phase]]\nname = '{n}'\n{needs.format(n, ids)}" for n in (20, 30)]
    plan = read_plan("\n".join(["[[phase]]\nname = '0'", *rows]), "plan.toml")
    assert [p.needs.at_least for p in plan.phases] == [0, 20, 30]


def test_what_is_allowed_but_doubtful():
    more = f"{PLAN}[[indicator]]\nid = 'b'\nevents = ['DEPLOY']\nsources = ['A']\norigins = 2\n"
    told = list(doubts(read_plan(more, "plan.toml")))
    assert told[0] == "no phase asks for indicator 'b'"
    assert "2 origins of 1 listed" in told[1]
    assert "'DEPLOY', which our own reading never gives" in told[2]


def test_a_plan_that_cannot_be_read(tmp_path):
    with pytest.raises(PlanError, match="allegedly plan new"):
        plan_at(tmp_path / "none.toml")
    with pytest.raises(PlanError, match="cannot be read"):
        plan_at(tmp_path)
    (tmp_path / "latin.toml").write_bytes(b"title = '\xe9'")
    with pytest.raises(PlanError, match="no UTF-8"):
        plan_at(tmp_path / "latin.toml")


@given(st.text(max_size=200))
def test_no_text_whatever_breaks_the_reader(text):
    with pytest.raises(PlanError):
        read_plan(text, "plan.toml")


@given(
    st.sampled_from(
        "id title events actors places words without quantity window sources except done origins "
        "anticipates fresh phase".split()
    ),
    st.sampled_from(
        [
            "[]",
            "{}",
            "1",
            "-1",
            "''",
            "nan",
            "2026-01-01",
            "[[]]",
            "[{}]",
            "true",
            "['x']",
            "{a={b=1}}",
        ]
    ),
)
def test_no_value_of_a_key_breaks_the_reader(key, value):
    lines = [
        line for line in PLAN.splitlines() if not line.startswith(f"{key} =") or key == "title"
    ]
    text = "\n".join([*lines, f"{key} = {value}"])
    try:
        assert read_plan(text, "plan.toml").indicators
    except PlanError as refused:
        assert "plan.toml" in str(refused)  # noqa: PT017 - either answer is one
