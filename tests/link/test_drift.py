"""What hardens and softens from report to report, and what only seems to."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.link import link
from allegedly.model import Copy, Span
from link.world import World

MINE = "rebels laid sea mines in the harbour of Osterby"


def world():
    w = World()
    w.actor("the admiralty", "agency")
    w.actor("Ole Brandt", "person")
    w.actor("the salvage firm", "organisation")
    w.actor("a harbour pilot", "unnamed official")
    for name, day in (("a", "2031-05-02"), ("b", "2031-05-03"), ("c", "2031-05-05"), ("u", None)):
        w.report(name, day, "Sea mines in the harbour of Osterby")
    return w


def cued(w, name, cue):
    """Give a statement the words of a cue."""
    w.statements[name] = replace(w.statements[name], cue=Span(0, len(cue), cue))
    return name


def drifts(w, kind):
    return [d for d in w.link().drifts if d.kind == kind]


@pytest.mark.parametrize(
    ("first", "second", "direction"),
    [
        ("alleged", "confirmed", "hardens"),
        ("considered", "asserted", "hardens"),
        ("conditional", "confirmed", "hardens"),
        ("asserted", "confirmed", "hardens"),
        ("confirmed", "considered", "softens"),
        ("alleged", "asserted", None),
        ("asserted", "asserted", None),
        ("predicted", "asserted", None),
    ],
)
def test_one_origin_told_more_or_less_firmly(first, second, direction):
    w = world()
    w.says("a", MINE, "the admiralty", name="first", certainty=first)
    w.says("b", MINE, "the admiralty", name="second", certainty=second)
    found = drifts(w, "certainty")
    assert [d.direction for d in found] == [direction] * bool(direction)
    for d in found:
        assert (d.a, d.b, d.actor) == (("first",), ("second",), "the admiralty")
        assert d.because == f"{first} → {second}, no new origin"


def test_the_words_that_moved_are_quoted():
    w = world()
    cued(w, w.says("a", MINE, "the admiralty", certainty="considered"), "believed")
    cued(w, w.says("b", MINE, "the admiralty", certainty="confirmed"), "confirmed")
    (found,) = drifts(w, "certainty")
    assert found.because == "considered “believed” → confirmed “confirmed”, no new origin"


def test_another_source_is_a_new_origin_and_no_drift():
    w = world()
    w.says("a", MINE, "the admiralty", certainty="alleged")
    w.says("b", MINE, "the salvage firm", certainty="confirmed")
    assert w.link().drifts == ()


def test_without_an_order_nothing_moves():
    for other in ("a", "u"):
        w = world()
        w.says("a", MINE, "the admiralty", certainty="alleged")
        w.says(other, MINE, "the admiralty", certainty="confirmed")
        assert w.link().drifts == ()


def test_a_copy_and_a_look_back_move_nothing():
    w = world()
    w.says("a", MINE, "the admiralty", certainty="considered")
    w.says("b", MINE, "the admiralty", certainty="confirmed")
    w.copies.append(Copy("b", "a", 1.0))
    assert drifts(w, "certainty") == []
    w.copies.clear()
    assert len(drifts(w, "certainty")) == 1
    cued(w, "b.01", "had confirmed")
    assert drifts(w, "certainty") == []


def test_what_one_source_said_is_told_as_a_fact():
    w = world()
    w.says("a", MINE, "a harbour pilot", name="said")
    w.says("b", MINE, None, name="fact")
    (found,) = drifts(w, "attribution")
    assert (found.a, found.b, found.direction) == (("said",), ("fact",), "hardens")
    assert found.because == "a harbour pilot: asserted → told as a fact, no new origin"


@pytest.mark.parametrize("case", ["named there too", "told before", "two origins", "other figure"])
def test_no_drift_of_attribution(case):
    w = world()
    w.says("b", MINE, "a harbour pilot")
    w.says("c", MINE, None, name="fact")
    if case == "named there too":
        w.says("c", MINE, "a harbour pilot")
    elif case == "told before":
        w.says("a", MINE, None)
    elif case == "two origins":
        w.says("a", MINE, "the salvage firm")
    else:
        w = world()
        w.says("b", "rebels laid 40 sea mines in Osterby", "a harbour pilot", figure=(40, "mines"))
        w.says("c", "rebels laid 60 sea mines in Osterby", None, figure=(60, "mines"))
    assert drifts(w, "attribution") == []


def test_a_bound_that_falls_away():
    w = world()
    for report, bound in (("a", "up to"), ("b", "exact")):
        words = "rebels laid 800 sea mines in the harbour of Osterby"
        w.says(report, words, "the admiralty", name=report, figure=(800, "mines", bound))
    (found,) = drifts(w, "figure")
    assert (found.a, found.b, found.direction) == (("a",), ("b",), "hardens")
    assert found.because == "“up to 800 mines” → “800 mines”, no new origin"


def test_a_denial_that_softens():
    w = world()
    w.says("a", "the salvage firm laid sea mines in the harbour", "the admiralty")
    cued(w, w.denies("a", "having laid sea mines", "the salvage firm", name="no"), "denied")
    words = "it was not aware of any sea mines having been laid"
    cued(w, w.says("b", words, "the salvage firm", name="soft"), "said")
    (found,) = drifts(w, "denial")
    assert (found.a, found.b, found.direction) == (("no",), ("soft",), "softens")
    assert found.actor == "the salvage firm"
    assert "denied having laid sea mines" in found.because
    assert "not aware" in found.because


def test_refusing_to_comment_first_and_denying_later():
    w = world()
    w.says("a", "the salvage firm laid sea mines in the harbour", "the admiralty")
    soft = w.says("a", "the sea mines", "the salvage firm", proposition=False)
    cued(w, soft, "declined to comment on")
    w.denies("b", "having laid sea mines in the harbour", "the salvage firm", name="no")
    (found,) = drifts(w, "denial")
    assert (found.a, found.b, found.direction) == ((soft,), ("no",), "hardens")


def test_no_comment_on_something_else_softens_nothing():
    w = world()
    w.denies("a", "having laid sea mines in the harbour", "the salvage firm")
    soft = w.says("b", "the resignation of its chairman", "the salvage firm", proposition=False)
    cued(w, soft, "declined to comment on")
    assert drifts(w, "denial") == []


def test_another_firm_that_does_not_comment_softens_nothing():
    w = world()
    w.denies("a", "having laid sea mines in the harbour", "the salvage firm")
    soft = w.says("b", "the sea mines", "the admiralty", proposition=False)
    cued(w, soft, "declined to comment on")
    assert drifts(w, "denial") == []


def test_denied_and_then_admitted():
    w = world()
    w.says("a", MINE, "the admiralty", name="said")
    w.denies("a", MINE, "Ole Brandt", name="no")
    w.says("b", MINE, "Ole Brandt", name="yes")
    (found,) = drifts(w, "position")
    assert (found.claim, found.a, found.b) == ("said", ("no",), ("yes",))
    assert (found.direction, found.actor) == ("hardens", "Ole Brandt")


def test_said_and_then_denied():
    w = world()
    w.says("a", MINE, "Ole Brandt", name="yes")
    w.denies("b", MINE, "Ole Brandt", name="no")
    (found,) = drifts(w, "position")
    assert (found.a, found.b, found.direction) == (("yes",), ("no",), "softens")


def test_said_by_one_and_denied_by_another_is_nobodys_move():
    w = world()
    w.says("a", MINE, "the admiralty")
    w.denies("b", MINE, "Ole Brandt")
    assert w.link().drifts == ()


def test_threatened_and_then_done():
    w = world()
    plan = w.says("a", "to close the harbour of Osterby", "the admiralty", certainty="predicted")
    w.statements[plan] = replace(w.statements[plan], act="intends")
    done = w.says("b", "it had closed the harbour of Osterby", "the admiralty")
    (found,) = drifts(w, "position")
    assert (found.a, found.b, found.direction) == ((plan,), (done,), "hardens")


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_order_changes_nothing(random):
    w = world()
    w.says("a", MINE, "the admiralty", certainty="considered")
    w.denies("a", MINE, "Ole Brandt")
    w.says("b", MINE, "the admiralty", certainty="confirmed")
    w.says("b", MINE, None)
    w.says("c", MINE, "Ole Brandt")
    lists = [list(part) for part in w.lists()]
    wanted = w.link()
    assert wanted.drifts
    for part in lists:
        random.shuffle(part)
    assert link(*lists, {}) == wanted
