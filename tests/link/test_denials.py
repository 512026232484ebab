"""Each rule that leads from a denial to what it denies, and when there is nothing to find."""

from dataclasses import replace

import pytest

from allegedly.model import Span
from link.world import World, claim_of, denial_of

SENT = "Norland sent 40 tanks across the border"


@pytest.fixture
def w() -> World:
    w = World()
    w.actor("Norland", "government", "XN", "Karsk")
    w.actor("Norland army", "agency", "XN")
    w.actor("Ada Brandt", "person", "XN", "Norland's ambassador Ada Brandt")
    w.actor("Sudmark", "government", "XS", "Velmar")
    w.actor("Westmark", "government", "XW")
    w.actor("an opposition group", "group")
    w.report("a", "2031-05-02", "Norland tanks at the border of Sudmark")
    w.report("b", "2031-05-03", "Norland tanks at the border of Sudmark")
    return w


def target(w, denial="no", embedder=None):
    return denial_of(w.link(embedder), denial)


def test_these_claims_are_the_nearest_run_of_allegations(w):
    w.says("a", "Norland lost its way years ago")
    w.says("a", SENT, "Sudmark", name="one")
    w.says("a", "Norland shelled a village", "Sudmark", name="two")
    w.denies("a", "these claims", "Norland", name="no")
    denial = target(w)
    assert denial.targets == ("one", "two")
    assert denial.because.startswith("these claims")


def test_the_run_ends_at_what_is_only_weighed(w):
    w.says("a", "Norland may send ships", "Sudmark", certainty="considered")
    w.says("a", SENT, "Sudmark", name="one")
    w.denies("a", "these claims", "Norland", name="no")
    assert target(w).targets == ("one",)


def test_the_same_words_twice_have_two_referents(w):
    w.says("a", SENT, "Sudmark", name="tanks")
    w.denies("a", "these claims", "Norland", name="first")
    w.says("a", "ships are on their way to the coast")
    w.says("a", "Norland sold 9,000 rifles to rebels", "Sudmark", name="rifles")
    w.denies("a", "these claims", "Norland", name="second")
    assert target(w, "first").targets == ("tanks",)
    assert target(w, "second").targets == ("rifles",)
    assert claim_of(w.link(), "first") != claim_of(w.link(), "second")


def test_accusations_are_not_what_stands_before_them_by_chance(w):
    w.says("a", SENT, "Sudmark", name="tanks")
    w.says("b", "the border guards had asked for help", "Westmark", name="help")
    w.denies("b", "the accusations", "Norland", name="no")
    assert target(w).targets == ("tanks",)


def test_the_reports_may_be_what_stands_before_them(w):
    w.says("a", "the border guards had asked for help", "Westmark", name="help")
    w.denies("a", "the reports", "Norland", name="no")
    assert target(w).targets == ("help",)


def test_nobody_denies_the_own_side(w):
    w.says("a", SENT, "Norland army", name="own")
    w.denies("a", "these claims", "Norland", name="no")
    assert target(w).because == "no target in these reports"


def test_a_second_denial_of_one_side_inherits(w):
    w.says("a", SENT, "Sudmark", name="one")
    w.denies("a", "these claims", "Norland", name="no")
    w.denies("a", "them as a fairy tale", "Ada Brandt", name="again")
    denial = target(w, "again")
    assert denial.targets == ("one",)
    assert denial.because.startswith("follows another denial")


def test_the_side_that_is_named(w):
    w.says("a", SENT, "Sudmark", name="sudmark")
    w.says("a", "Norland broke the treaty of Osterby", "Westmark", name="westmark")
    w.says("a", "the weather was fine")
    w.denies("a", "the Sudmark findings", "Norland", name="no")
    assert target(w).targets == ("sudmark",)


def test_involvement_is_an_accusation(w):
    w.says("a", "Norland shelled the village of Osterby", "Sudmark", name="shelled")
    w.says("a", "Norland speaks with envoys of the church", "Westmark", name="spoke")
    w.denies("a", "any involvement", "Norland", name="no")
    assert target(w).targets == ("shelled",)


def test_the_allegations_with_nothing_near_are_the_central_one(w):
    w.says("a", SENT, "Sudmark", name="one")
    w.says("a", "Norland tanks crossed the border of Sudmark", "Westmark", name="two")
    w.says("a", "Norland sold bread", "Westmark", name="bread")
    w.says("a", "the weather was fine")
    w.denies("a", "the allegations", "Norland", name="no")
    assert target(w).targets in {("one",), ("two",)}


def test_own_words_find_the_best_match(w, embedder):
    w.says("a", "Norland sold 9,000 rifles to rebels", "Sudmark", name="rifles")
    w.says("a", SENT, "Sudmark", name="tanks")
    w.says("a", "Norland poisoned a river", "Westmark", name="river")
    w.denies("a", "Norland ever sold rifles to the rebels", "Norland", name="no")
    assert target(w, embedder=embedder).targets == ("rifles",)


def test_own_words_find_a_target_in_another_report(w, embedder):
    w.says("a", SENT, "Sudmark", name="tanks")
    w.denies("b", "Norland sent tanks across the border of Sudmark", "Norland", name="no")
    denial = target(w, embedder=embedder)
    assert denial.targets == ("tanks",)
    assert "another report" in denial.because


def test_a_report_that_only_denies_answers_the_story(w):
    w.says("a", SENT, "Sudmark", name="tanks")
    w.denies("b", "the allegations", "Norland", name="no")
    assert target(w).targets == ("tanks",)
    assert claim_of(w.link(), "tanks").contested


def test_who_denies_a_part_of_his_own_is_not_answering_what_stands_before(w):
    w.says("a", SENT, "Sudmark", name="tanks")
    w.says("b", "Westmark wants to distract the world from its own losses", "an opposition group")
    w.denies("b", "Norland had nothing to do with the incident", "Norland", name="no")
    assert target(w).targets == ("tanks",)


def test_what_came_later_was_not_denied(w):
    w.denies("a", "the allegations", "Norland", name="no")
    w.says("b", SENT, "Sudmark", name="tanks")
    assert target(w).targets == ()
    assert not claim_of(w.link(), "tanks").contested


def test_a_denial_of_something_else_has_no_target(w, embedder):
    w.says("a", SENT, "Sudmark", name="tanks")
    w.denies("a", "Westmark supplied the opposition with radios", "Norland", name="no")
    assert target(w, embedder=embedder).targets == ()


def test_a_joint_denial_given_as_one_for_each_source_is_one_claim(w):
    w.says("a", SENT, "Sudmark", name="one")
    w.denies("a", "these claims", "Norland", name="n")
    text = w.reports["a"].text
    w.denies("a", "these claims", "an opposition group", name="g")
    w.statements["g"] = replace(w.statements["g"], content=w.statements["n"].content)
    w.reports["a"] = replace(w.reports["a"], text=text)
    claim = claim_of(w.link(), "n")
    assert set(claim.statements) == {"n", "g"}
    assert sorted(o.actor for o in claim.origins) == ["Norland", "an opposition group"]


def test_a_denial_of_a_replaced_figure_does_not_stand(w):
    w.says(
        "a", "12 people were killed in the village", "Sudmark", name="old", figure=(12, "people")
    )
    w.denies("a", "these claims", "Norland", name="no")
    w.says(
        "b", "19 people were killed in the village", "Sudmark", name="new", figure=(19, "people")
    )
    linked = w.link()
    assert [(u.a, u.b) for u in linked.updates] == [(("old",), ("new",))]
    assert claim_of(linked, "old").denied_by
    assert not claim_of(linked, "old").contested


def test_who_tells_of_a_denial_is_not_denied_by_it(w):
    told = f"{SENT}, which Norland denied"
    w.says("a", told, "Westmark", name="telling")
    w.denies("a", SENT, "Norland", name="no")
    (span,) = w.statements["telling"].content
    inner = replace(span, end=span.start + len(SENT), text=SENT)
    cue = replace(span, start=span.end - len("denied"), text="denied")
    w.statements["no"] = replace(w.statements["no"], content=(inner,), cue=cue)
    assert target(w).targets == ()


def test_a_demand_cannot_be_denied(w):
    w.says("a", "Norland must send no tanks", "Sudmark", name="demand")
    w.statements["demand"] = replace(w.statements["demand"], act="asks")
    w.denies("a", "these claims", "Norland", name="no")
    assert target(w).targets == ()


# --- chains, joint denials, two referents, other events, no target ---------------------------------


def test_a_chain_of_denials_reaches_what_the_first_one_denied(w):
    w.says("a", SENT, "Sudmark", name="tanks")
    w.denies("a", "these claims", "Norland", name="no")
    w.denies("a", "that", "Ada Brandt", name="also")
    w.denies("a", "it", "Norland army", name="too")
    linked = w.link()
    assert [denial_of(linked, d).targets for d in ("no", "also", "too")] == [("tanks",)] * 3
    assert set(claim_of(linked, "no").statements) == {"no", "also", "too"}


def test_a_side_that_denies_again_elsewhere_denies_the_same(w, embedder):
    w.says("a", "Norland shelled the ferry quay of Osterby", "Sudmark", name="quay")
    w.denies("a", "Norland had any part in the shelling of the quay", "Norland", name="no")
    w.denies("b", "any part of the army in the shelling", "Norland army", name="again")
    linked = w.link(embedder)
    assert denial_of(linked, "no").targets == ("quay",)
    assert denial_of(linked, "again").targets == ("quay",)


def test_a_joint_denial_is_one_statement_of_two_sources(w):
    w.says("a", SENT, "Sudmark", name="tanks")
    w.denies("a", "these claims", "Norland", name="no", co_sources=("an opposition group",))
    denial = denial_of(w.link(), "no")
    assert denial.targets == ("tanks",)
    assert len(claim_of(w.link(), "no").origins) == 2


def test_who_denies_anothers_very_words_is_not_on_his_side(w):
    w.says("a", SENT, "Sudmark", name="tanks")
    w.denies("a", SENT, "Norland", name="no")
    w.statements["no"] = replace(w.statements["no"], content=w.statements["tanks"].content)
    assert target(w).targets == ("tanks",)


def test_it_that_acts_points_to_nobody_elses_words(w, embedder):
    w.says("a", "Norland sold 9,000 rifles to rebels", "Sudmark", name="rifles")
    w.says("a", "the harvest was poor in Westmark", "an opposition group", name="harvest")
    w.denies("a", "it had sold rifles", "Norland", name="no")
    denial = target(w, embedder=embedder)
    assert denial.targets == ("rifles",)
    assert denial.because.startswith("its own words")


def test_that_report_is_one_and_these_reports_are_more(w):
    for number, words in enumerate((SENT, "Norland shelled a village")):
        w.says("a", words, "Sudmark", name=f"said{number}")
    w.denies("a", "that report", "Norland", name="one")
    assert target(w, "one").targets == ("said1",)
    w.statements["one"] = replace(
        w.statements["one"], content=(replace_words(w, "a", "these reports"),)
    )
    assert target(w, "one").targets == ("said0", "said1")


def replace_words(w, report, words):
    start = len(w.reports[report].text) + 1
    w.reports[report] = replace(w.reports[report], text=f"{w.reports[report].text} {words}")
    return Span(start, start + len(words), words)


def test_any_covers_all_that_is_alleged_of_the_kind(w, embedder):
    w.says("a", "a bribe of 9,000 crowns was paid to the mayor of Osterby", "Sudmark", name="mayor")
    w.says("a", "a bribe was paid to the judge of Osterby", "Westmark", name="judge")
    w.says("a", "the court of Osterby was closed on Monday", "Westmark", name="court")
    w.denies("a", "any bribe was paid in Osterby", "Norland", name="no")
    assert set(target(w, embedder=embedder).targets) == {"mayor", "judge"}


def test_a_denial_of_another_event_has_no_target(w, embedder):
    w.says("a", "Norland shelled the village of Osterby", "Sudmark", name="shelled")
    w.denies("a", "Westmark had sunk a trawler of the opposition in spring", "Norland", name="no")
    denial = target(w, embedder=embedder)
    assert denial.targets == ()
    assert denial.because == "no target in these reports"


def test_another_figure_is_not_what_was_denied(w, embedder):
    words = "{} people died in the village of Osterby"
    w.says("a", words.format(12), "Sudmark", name="twelve", figure=(12, "people"))
    w.says("a", words.format(90), "Westmark", name="ninety", figure=(90, "people"))
    w.denies("a", words.format(90), "Norland", name="no", figure=(90, "people"))
    assert target(w, embedder=embedder).targets == ("ninety",)


def test_what_a_report_tells_in_its_own_voice_is_seldom_denied(w, embedder):
    w.says("a", "the mayor of Osterby resigned on Monday after the flood", name="resigned")
    w.denies("a", "his resignation was bought with money from Sudmark", "Norland", name="no")
    assert target(w, embedder=embedder).targets == ()


def test_a_denial_in_full_words_may_come_before_the_report_of_what_it_denies(w, embedder):
    w.denies("a", "Norland sent tanks across the border", "Norland", name="no")
    w.says("b", SENT, "Sudmark", name="tanks")
    linked = w.link(embedder)
    assert denial_of(linked, "no").targets == ("tanks",)
    assert denial_of(linked, "no").because.endswith("later report")
    assert not claim_of(linked, "tanks").contested
