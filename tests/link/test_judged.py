"""What a person has judged holds in linking, whatever the machine would find."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.link import stories, tied
from allegedly.model import Judged
from link.world import claim_of, denial_of, harbour, reweighed

FAR = ("r4.closed", "r6.send")
"""Two statements that have nothing in common."""
NEAR = ("r1.fired", "r5.fired")
"""Two that are one claim."""


def same(linked, a, b):
    return claim_of(linked, a).id == claim_of(linked, b).id


@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_is_judged_either_way_round(embedder, turned):
    (a, b), (c, d) = (p[:: -1 if turned else 1] for p in (FAR, NEAR))
    linked = harbour().link(embedder, [(a, b, "same"), (c, d, "different")])
    assert same(linked, a, b)
    assert not same(linked, c, d)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.floats(-1, 4), st.floats(0, 3), st.floats(-2, 2), st.randoms(use_true_random=False))
def test_a_judgement_survives_other_weights(embedder, accept, embedding, words, random):
    judged = [(*FAR, "same"), (*NEAR, "different"), ("r1.fired", "r2.fired", "same")]
    random.shuffle(judged)
    with reweighed(claim={"accept": accept}, weights={"embedding": embedding, "words": words}):
        linked = harbour().link(embedder, judged)
    assert same(linked, *FAR)
    assert same(linked, "r1.fired", "r2.fired")
    assert not same(linked, *NEAR)
    assert not same(linked, "r2.fired", "r5.fired")


def test_same_is_the_same_throughout(embedder):
    judged = [("r4.closed", "r6.send", "same"), ("r6.send", "r5.dead", "same")]
    linked = harbour().link(embedder, judged)
    assert same(linked, "r4.closed", "r5.dead")
    apart = harbour().link(embedder, [*judged, ("r4.closed", "r5.dead", "different")])
    assert not same(apart, "r4.closed", "r5.dead")
    backwards = [*judged[::-1], ("r5.dead", "r4.closed", "different")]
    assert harbour().link(embedder, backwards) == apart


# --- targets ----------------------------------------------------------------------------------------


def test_a_wrong_target_is_not_found_again(embedder, linked):
    assert denial_of(linked, "r1.no").targets == ("r1.fired",)
    wrong = (("r1.no", "r1.fired", "wrong"),)
    anew = harbour().link(embedder, targets=wrong)
    assert "r1.fired" not in denial_of(anew, "r1.no").targets
    assert denial_of(anew, "r4.no") == denial_of(linked, "r4.no")


def test_what_is_wrong_for_a_statement_is_for_those_judged_the_same(embedder):
    wrong = (("r1.no", "r5.dead", "wrong"),)
    linked = harbour().link(embedder, [("r1.fired", "r5.dead", "same")], targets=wrong)
    assert "r1.fired" not in denial_of(linked, "r1.no").targets


def test_a_right_target_is_always_there(embedder, linked):
    right = (("r6.grain", "r5.dead", "right"),)
    denial = denial_of(harbour().link(embedder, targets=right), "r6.grain")
    assert (denial.targets, denial.because) == (("r5.dead",), "judged")
    also = harbour().link(embedder, targets=(("r1.no", "r5.dead", "right"),))
    found = denial_of(also, "r1.no")
    assert set(found.targets) == {"r1.fired", "r5.dead"}
    assert found.because == f"judged; {denial_of(linked, 'r1.no').because}"
    assert claim_of(also, "r5.dead").denied_by


def test_of_right_and_wrong_it_is_not_denied(embedder):
    both = (("r1.no", "r1.fired", "right"), ("r1.no", "r1.fired", "wrong"))
    linked = harbour().link(embedder, targets=both)
    assert "r1.fired" not in denial_of(linked, "r1.no").targets


def test_what_is_judged_of_others_changes_nothing(embedder, linked):
    nobody = (("nobody", "r1.fired", "wrong"), ("r1.no", "nothing", "right"))
    assert harbour().link(embedder, targets=nobody, origins=(("nobody", None),)) == linked


# --- origins ----------------------------------------------------------------------------------------


def actors(claim):
    return [o.actor for o in claim.origins]


def test_a_statement_is_moved_to_its_judged_origin(embedder, linked):
    assert actors(claim_of(linked, "r1.fired")) == [
        "Sudmark defence ministry",
        "Coastal Observatory",
    ]
    moved = harbour().link(embedder, origins=(("r5.fired", "Sudmark defence ministry"),))
    (origin,) = claim_of(moved, "r1.fired").origins
    assert "r5.fired" in origin.statements
    first, *others = sorted(
        (e for e in origin.path if e.statement == "r5.fired"), key=lambda e: e.step
    )
    assert (first.kind, first.start, first.guess) == ("judged", "Sudmark defence ministry", False)
    ends = [first, *others]
    assert ends[-1].to == "r5", "the way ends in the report"
    assert all(a.to == b.start for a, b in pairwise(ends)), "and every step follows from the last"


def test_a_new_origin(embedder):
    linked = harbour().link(embedder, origins=(("r5.fired", "Orlin Press"),))
    assert actors(claim_of(linked, "r1.fired")) == ["Sudmark defence ministry", "Orlin Press"]


def test_unknown_lineage(embedder, linked):
    before = claim_of(linked, "r1.fired")
    after = claim_of(harbour().link(embedder, origins=(("r5.fired", None),)), "r1.fired")
    assert actors(after) == ["Sudmark defence ministry"]
    assert after.unknown_lineage == before.unknown_lineage + 1


def test_a_copy_goes_where_its_original_goes(embedder, linked):
    before = claim_of(linked, "r1.fired")
    w = harbour()
    moved = claim_of(w.link(embedder, origins=(("r1.fired", "Orlin Press"),)), "r1.fired")
    origin = next(o for o in moved.origins if o.actor == "Orlin Press")
    assert set(origin.statements) >= {"r1.fired", "r2.fired"}
    nobody = claim_of(w.link(embedder, origins=(("r1.fired", None),)), "r1.fired")
    assert nobody.unknown_lineage == before.unknown_lineage + 1
    assert not any("r2.fired" in o.statements for o in nobody.origins)


def test_unspecified_reports_hang_on_the_judged_origin(embedder):
    alone = (("r1.fired", "A"), ("r3.fired", "A"), ("r5.fired", "A"))
    (origin,) = claim_of(harbour().link(embedder, origins=alone), "r1.fired").origins
    assert origin.actor == "A"
    guess = {e.statement for e in origin.path if e.guess}
    assert guess == {"r3.reports"}


# --- stories ----------------------------------------------------------------------------------------


def test_a_judged_pair_makes_one_story_of_two(embedder):
    w = harbour()
    w.report("z1", "2033-01-01", "Choir sings in Ostel")
    w.says("z1", "the choir of Ostel sang for an hour", name="z1.sang")
    assert ("z1",) in stories(list(w.reports.values()))
    linked = w.link(embedder, [("z1.sang", "r4.closed", "same")], reports=(("r4", "z1"),))
    assert same(linked, "z1.sang", "r4.closed")
    assert not same(w.link(embedder), "z1.sang", "r4.closed")


@given(
    st.lists(st.integers(0, 3), min_size=6, max_size=6),
    st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=5),
    st.randoms(use_true_random=False),
)
def test_ties_join_stories_in_any_order(homes, ties, random):
    told = {}
    for report, home in enumerate(homes):
        told.setdefault(home, []).append(f"r{report}")
    parts = [tuple(t) for t in told.values()]
    pairs = [tuple(sorted((f"r{a}", f"r{b}"))) for a, b in ties]
    once = tied(parts, Judged(reports=tuple(pairs)))
    random.shuffle(pairs)
    random.shuffle(parts)
    assert tied(parts, Judged(reports=tuple(pairs))) == once
    home = {r: n for n, story in enumerate(once) for r in story}
    assert sorted(home) == sorted(r for t in parts for r in t)
    assert all(home[a] == home[b] for a, b in pairs if a in home and b in home)
    assert tied(once, Judged()) == once
