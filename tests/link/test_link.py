"""One invented story from end to end, and what holds for any."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.link import link, stories, wanted
from link.world import World, claim_of, denial_of, harbour


def test_what_is_told_twice_is_one_claim(linked):
    claim = claim_of(linked, "r1.fired")
    assert claim.id == "r1.fired"
    assert set(claim.statements) == {"r1.fired", "r2.fired", "r3.fired", "r3.reports", "r5.fired"}
    assert (claim.first_seen, claim.last_seen) == ("2031-05-02", "2031-05-04")
    assert claim.wording == "Norland fired 40 rockets at the port of Telmark"


def test_ministry_minister_relay_copy_and_rumour_are_one_origin(linked):
    first, second = claim_of(linked, "r1.fired").origins
    assert first.actor == "Sudmark defence ministry"
    assert set(first.statements) == {"r1.fired", "r2.fired", "r3.fired", "r3.reports"}
    assert {(e.statement, e.kind, e.guess) for e in first.path} >= {
        ("r1.fired", "says", False),
        ("r2.fired", "copy", False),
        ("r3.fired", "relay", False),
        ("r3.fired", "spokesperson", True),
        ("r3.reports", "same words", True),
    }
    assert (second.actor, second.statements) == ("Coastal Observatory", ("r5.fired",))


def test_denials_find_their_targets(linked):
    assert denial_of(linked, "r1.no").targets == ("r1.fired",)
    assert denial_of(linked, "r4.no").targets == ("r1.fired",)
    assert denial_of(linked, "r6.grain").targets == ()
    assert denial_of(linked, "r6.grain").because == "no target in these reports"
    claim = claim_of(linked, "r1.fired")
    assert claim.contested
    assert claim.denied_by == ("r1.no", "r4.no")
    assert claim_of(linked, "r4.no").denies == ("r1.fired",)
    assert not claim_of(linked, "r5.dead").contested


def test_joint_deniers_stay_apart(linked):
    assert [o.actor for o in claim_of(linked, "r4.no").origins] == ["Norland", "Red Lantern"]


def test_a_later_figure_of_the_same_source_is_an_update(linked):
    (update,) = linked.updates
    assert (update.a, update.b) == (("r1.dead", "r2.dead"), ("r3.dead",))


def test_only_the_figure_that_stands_is_contradicted(linked):
    (numeric,) = (c for c in linked.contradictions if c.kind == "numeric")
    assert (numeric.a, numeric.b) == (("r3.dead",), ("r5.dead",))
    assert numeric.because == "figures differ: 19 and 31 people"


def test_what_is_weighed_or_conditional_stands_alone(linked):
    assert claim_of(linked, "r6.send").statements == ("r6.send",)
    assert claim_of(linked, "r6.if").statements == ("r6.if",)


def test_near_misses_are_kept_with_their_reasons(linked):
    near = next(r for r in linked.related if (r.a, r.b) == ("r1.dead", "r3.dead"))
    assert dict(near.because)["figure_conflict"] < 0


def test_own_voice_has_no_origin(linked):
    assert claim_of(linked, "r4.closed").origins == ()


def test_what_has_nothing_in_common_needs_no_vector(story):
    ids = wanted(*story.lists()[:3])
    assert "r7.bread" not in ids
    assert "r1.fired" in ids


def test_every_proposition_is_in_one_claim(story, linked):
    members = [s for c in linked.claims for s in c.statements]
    assert sorted(members) == sorted(s.id for s in story.statements.values() if s.proposition)


def test_what_is_no_proposition_enters_no_claim(embedder):
    w = harbour()
    w.says("r4", "praised the crews", "Norland", name="r4.praise", proposition=False)
    assert all("r4.praise" not in c.statements for c in w.link(embedder).claims)


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_inputs_changes_nothing(story, embedder, linked, random):
    lists = [list(part) for part in story.lists()]
    for part in lists:
        random.shuffle(part)
    vectors = list(story.vectors(embedder).items())
    random.shuffle(vectors)
    assert link(*lists, dict(vectors)) == linked


def test_all_is_the_union_of_the_stories(story, embedder, linked):
    reports, statements, actors, copies = story.lists()
    vectors = story.vectors(embedder)
    parts = [
        link(
            [r for r in reports if r.id in members],
            [s for s in statements if s.report in members],
            actors,
            copies,
            vectors,
        )
        for members in stories(reports)
    ]
    for field in ("claims", "denials", "related", "contradictions", "updates"):
        rows = [row for part in parts for row in getattr(part, field)]
        assert sorted(map(repr, rows)) == sorted(map(repr, getattr(linked, field)))


@pytest.mark.parametrize("of", ["r1", "r3", "r5", "r6"])
def test_a_copy_never_raises_an_origin_count(embedder, linked, of):
    w = harbour()
    w.copy("r9", of, "2031-05-05")
    for claim in w.link(embedder).claims:
        before = next((c for c in linked.claims if c.id == claim.id), None)
        if before:
            assert len(claim.origins) <= len(before.origins)


def test_judgements_override_scores(embedder):
    w = harbour()
    apart = w.link(embedder, [("r1.fired", "r5.fired", "different")])
    assert "r5.fired" not in claim_of(apart, "r1.fired").statements
    joined = w.link(embedder, [("r4.closed", "r6.send", "same")])
    assert "r6.send" in claim_of(joined, "r4.closed").statements
    both = [("r4.closed", "r6.send", "same"), ("r6.send", "r4.closed", "different")]
    assert len(claim_of(w.link(embedder, both), "r6.send").statements) == 1
    assert w.link(embedder, [("r4.closed", "no such statement", "same")]) == w.link(embedder)


def test_a_judgement_may_join_what_differs_in_polarity(story, embedder):
    linked = story.link(embedder, [("r1.fired", "r1.no", "same")])
    members = sorted(s for c in linked.claims for s in c.statements)
    assert members == sorted(story.statements)
    assert "r1.no" in claim_of(linked, "r1.fired").statements


def test_nothing_to_link():
    assert World().link().claims == ()


TEXT = st.text(max_size=60).filter(str.strip)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXT, st.sampled_from(["asserts", "denies", "dismisses"])), max_size=8))
def test_any_text_can_be_linked(rows):
    w = World()
    w.actor("Norland", "government", "XN")
    w.report("a", "2031-05-02")
    for number, (text, polarity) in enumerate(rows):
        w.says("a", text, "Norland" if number % 2 else None, polarity=polarity)
    linked = w.link()
    assert sum(len(c.statements) for c in linked.claims) == len(rows)
    assert len(linked.denials) == sum(polarity != "asserts" for _, polarity in rows)
