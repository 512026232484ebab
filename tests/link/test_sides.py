"""Who did it, and where it is: disputes that are claimed only where the words leave little else."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.link import link
from allegedly.link.tables import table
from link.world import World


def world():
    w = World()
    w.actor("Norland army", "agency")
    w.actor("Reed Front", "group")
    w.actor("an aid group", "organisation")
    for name, day in (("a", "2031-05-02"), ("b", "2031-05-03"), ("c", "2031-05-04")):
        w.report(name, day, "Hospital of Osterby hit by shells")
    return w


def found(w, kind):
    return [c for c in w.link().contradictions if c.kind == kind]


def test_each_side_lays_one_deed_at_the_others_door():
    w = world()
    w.says("a", "the Reed Front shelled the hospital of Osterby", "Norland army", name="one")
    w.says("b", "the Norland army shelled the hospital of Osterby", "Reed Front", name="other")
    (dispute,) = found(w, "attribution")
    assert (dispute.a, dispute.b) == (("one",), ("other",))
    assert dispute.because == "by whom: “Reed Front” or “Norland army”"


def test_in_the_passive_too():
    w = world()
    w.says("a", "the Reed Front shelled the hospital of Osterby", "Norland army")
    w.says("b", "the hospital of Osterby was shelled by the Norland army", "Reed Front")
    assert len(found(w, "attribution")) == 1


def test_it_in_the_next_sentence_is_the_same_thing():
    w = world()
    w.says("a", "the Reed Front shelled the hospital of Osterby", "Norland army")
    w.says("a", "the Norland army had shelled it", "Reed Front")
    assert len(found(w, "attribution")) == 1


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        (
            "the Reed Front shelled the hospital",
            "the Reed Front shelled the hospital",
            "Reed Front",
        ),
        ("the Reed Front shelled the hospital", "the Norland army shelled a bridge", "Reed Front"),
        ("the Reed Front killed a nurse", "the Norland army killed a nurse", "Reed Front"),
        (
            "the Reed Front hit it with rockets",
            "the Norland army hit us with rockets",
            "Reed Front",
        ),
        (
            "the Reed Front shelled the hospital",
            "the Norland army rebuilt the hospital",
            "Reed Front",
        ),
        ("the Reed Front shelled the hospital", "it shelled the hospital", "Reed Front"),
        (
            "the Reed Front shelled the hospital",
            "the Norland army shelled the hospital",
            "Norland army",
        ),
    ],
    ids=[
        "same doer",
        "other thing",
        "both may have",
        "means only",
        "other deed",
        "who is it",
        "own",
    ],
)
def test_no_dispute_of_who_did_it(first, second, by):
    w = world()
    w.says("a", first, "Norland army")
    w.says("b", second, by)
    assert found(w, "attribution") == []


def test_one_thing_in_two_states():
    w = world()
    w.says("a", "the drone came down in a field in Poland", "Norland army", name="one")
    w.says("b", "the drone crashed near a village in Belarus", "Reed Front", name="other")
    (dispute,) = found(w, "place")
    assert (dispute.a, dispute.b) == (("one",), ("other",))
    assert dispute.because == "where: “in a field in Poland” or “near a village in Belarus”"


def test_not_there_is_said_in_words():
    w = world()
    w.says("a", "the archive is stored in a cellar in Holm", "Norland army")
    w.says("b", "the archive is in Lund and not in Holm", "Reed Front")
    assert len(found(w, "place")) == 1


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        ("the drone came down in Poland", "the drone came down in Poland", "Reed Front"),
        ("the drone came down in Poland", "the ship was moored in Belarus", "Reed Front"),
        ("the drone came down near Holm", "the drone crashed in Lund", "Reed Front"),
        ("the drone came down in Poland", "the drone came down near Holm", "Reed Front"),
        ("the drone came down in Poland", "the drone came down in Belarus", "Norland army"),
        ("the drone came down in Poland", "the drone came down in Belarus", None),
    ],
    ids=["same", "other thing", "two towns", "town and state", "one source", "own voice"],
)
def test_no_dispute_of_place(first, second, by):
    w = world()
    w.says("a", first, "Norland army")
    w.says("b", second, by)
    assert found(w, "place") == []


def test_what_may_be_somewhere_contradicts_nothing():
    w = world()
    w.says("a", "the drone came down in Poland", "Norland army")
    w.says("b", "the drone came down in Belarus", "Reed Front", certainty="considered")
    assert found(w, "place") == []


def test_no_word_ends_a_phrase_and_stands_before_a_place_by_accident():
    known = table("sides.toml")
    assert not set(known["means"].split()) & set(known["ends"].split())


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_order_changes_nothing(random):
    w = world()
    w.says("a", "the Reed Front shelled the hospital of Osterby", "Norland army")
    w.says("b", "the Norland army shelled the hospital of Osterby", "Reed Front")
    w.says("b", "the drone came down in Poland", "Norland army")
    w.says("c", "the drone came down in Belarus", "Reed Front")
    lists = [list(part) for part in w.lists()]
    wanted = w.link()
    assert {c.kind for c in wanted.contradictions} == {"attribution", "place"}
    for part in lists:
        random.shuffle(part)
    assert link(*lists, {}) == wanted
