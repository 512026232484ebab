"""What is nearer to what, and what forbids to join two statements."""

from dataclasses import replace

import pytest

from allegedly.link import wanted
from allegedly.link.compare import compare
from allegedly.link.features import FEATURES, VETOES
from allegedly.link.roots import Roots
from allegedly.link.scene import Scene, _groups
from allegedly.link.tables import weights
from allegedly.link.views import views
from allegedly.model import Span
from link.world import World


def world() -> World:
    w = World()
    w.actor("Norland", "government", "XN", "Karsk")
    w.actor("Norland army", "agency", "XN")
    w.actor("Sudmark", "government", "XS", "Velmar")
    w.actor("the miners' union", "organisation")
    w.actor("Harbour Wire", "media")
    for number in range(3):
        w.report(f"r{number}", f"2031-05-0{number + 1}")
    return w


def compared(w, embedder, a, b):
    roots = Roots(w.actors.values())
    found = [
        v
        for r in w.reports.values()
        for v in views(r, [s for s in w.statements.values() if s.report == r.id], roots)
    ]
    scene = Scene(found, w.vectors(embedder))
    return compare(scene.pair(*sorted((scene.place[a], scene.place[b]))))


NEARER = [
    (
        "Norland sent 40 tanks to the border",
        "Norland dispatched 40 tanks to the frontier",
        "Norland sent letters to the voters",
    ),
    (
        "nine miners died in the Osterby pit",
        "nine people were killed in the mine at Osterby",
        "the Osterby pit was opened in 1931",
    ),
    (
        "the finance minister resigned over the loan affair",
        "the minister of finance has quit because of the loans",
        "the loan affair is being looked into by the court",
    ),
    (
        "the union will strike from Monday",
        "a strike is to begin on Monday, the union said",
        "the union has 9,000 members in four towns",
    ),
    (
        "two tankers collided off Telmark",
        "off Telmark two oil tankers crashed into each other",
        "two tankers left Telmark on Sunday",
    ),
]


@pytest.mark.parametrize(("first", "near", "far"), NEARER)
def test_a_rewording_is_nearer_than_another_point(embedder, first, near, far):
    w = world()
    w.says("r0", first, name="a")
    w.says("r1", near, name="b")
    w.says("r1", far, name="c")
    assert compared(w, embedder, "a", "b").score > compared(w, embedder, "a", "c").score


def test_the_score_is_the_sum_of_its_reasons(embedder):
    w = world()
    w.says("r0", "Norland sent 40 tanks to the border", "Norland", name="a", figure=(40, "tanks"))
    w.says("r1", "Norland dispatched 40 tanks", "Norland army", name="b", figure=(40, "tanks"))
    comparison = compared(w, embedder, "a", "b")
    assert comparison.score == pytest.approx(sum(v for _, v in comparison.because))
    assert dict(comparison.because)["source"] == pytest.approx(0.6 * weights("weights")["source"])
    assert dict(comparison.because)["figure"] > 0
    assert comparison.veto is None


def test_every_feature_has_a_weight_and_an_explanation():
    assert set(FEATURES) == set(weights("weights"))
    assert all(feature.__doc__ for feature in (*FEATURES.values(), *VETOES.values()))


@pytest.mark.parametrize(
    ("veto", "first", "second"),
    [
        (
            "polarity",
            {"content": "Norland sent tanks"},
            {"content": "Norland sent tanks", "polarity": "denies"},
        ),
        (
            "figure_conflict",
            {"content": "Norland sent 40 tanks to the border", "figure": (40, "tanks")},
            {"content": "Norland is preparing 900 tanks", "figure": (900, "tanks")},
        ),
        (
            "roles",
            {"content": "Norland attacked Sudmark at dawn"},
            {"content": "Sudmark attacked Norland at dawn"},
        ),
        (
            "opposed",
            {"content": "The bridge over the Orr was damaged by the flood"},
            {"content": "The bridge over the Orr was repaired after the flood"},
        ),
        (
            "other_ends",
            {"content": "The cable between Norland and Sudmark was damaged"},
            {"content": "A cable between Westmark and Sudmark was damaged"},
        ),
    ],
)
def test_what_is_never_one_claim(embedder, veto, first, second):
    w = world()
    a = w.says("r0", first.pop("content"), name="a", **first)
    b = w.says("r1", second.pop("content"), name="b", **second)
    assert compared(w, embedder, a, b).veto == veto


def test_the_same_ends_in_another_order_are_the_same(embedder):
    w = world()
    w.says("r0", "The cable between Norland and Sudmark was damaged", name="a")
    w.says("r1", "The cable between Sudmark and Norland was damaged", name="b")
    assert compared(w, embedder, "a", "b").veto is None


def test_ranges_that_meet_are_no_conflict(embedder):
    w = world()
    w.says("r0", "at least 40 tanks were sent", name="a", figure=(40, "tanks", "at least"))
    w.says("r1", "50 tanks were sent", name="b", figure=(50, "tanks"))
    assert compared(w, embedder, "a", "b").veto is None


def test_relays_quotations_and_strangers(embedder):
    w = world()
    words = "we shall never leave the valley of our fathers"
    w.says("r0", words, "Norland", name="a", quote="direct", via=("Harbour Wire",))
    w.says("r1", words, "Harbour Wire", name="b", quote="direct")
    w.says("r2", "Norland shall leave the valley", "Sudmark", name="c")
    near = dict(compared(w, embedder, "a", "b").because)
    assert near["quotation"] == weights("weights")["quotation"]
    assert near["source"] == pytest.approx(0.8 * weights("weights")["source"])
    assert "other_source" in dict(compared(w, embedder, "a", "c").because)


def test_counting_different_things_and_foretelling_speak_against(embedder):
    w = world()
    w.says("r0", "40 tanks were sent", name="a", figure=(40, "tanks"))
    w.says("r1", "300 ships may be sent", name="b", figure=(300, "ships"), certainty="considered")
    because = dict(compared(w, embedder, "a", "b").because)
    assert because["counted"] < 0
    assert because["foretold"] < 0


@pytest.mark.parametrize(
    ("feature", "first", "second", "fields"),
    [
        ("act", "Norland will send grain", "Norland sends grain", {"act": "intends"}),
        ("negated", "Norland sent no grain", "Norland sent grain", {}),
        ("other_deed", "Norland sold the grain", "Norland stole the grain", {}),
        ("uncounted", "Norland sent grain", "Norland sent 40 ships of grain", {}),
    ],
)
def test_another_point_on_one_event_speaks_against(embedder, feature, first, second, fields):
    w = world()
    w.says("r0", first, "Sudmark", name="a")
    figure = (40, "ships") if "40" in second else None
    w.says("r1", second, "Sudmark", name="b", figure=figure)
    w.statements["a"] = replace(w.statements["a"], **fields)
    assert dict(compared(w, embedder, "a", "b").because)[feature] < 0


def test_the_shorter_ones_words_in_the_longer_speak_for(embedder):
    w = world()
    w.says("r0", "the tanker sank off Telmark", name="a")
    w.says(
        "r1", "the old tanker sank off Telmark at dawn while its crew was asleep below", name="b"
    )
    because = dict(compared(w, embedder, "a", "b").because)
    assert because["contained"] == weights("weights")["contained"]


def test_what_is_told_inside_another_statement_is_another(embedder):
    w = world()
    w.says("r0", "Karsk told the court that the tanker sank off Telmark", "Sudmark", name="a")
    w.says("r1", "the tanker sank off Telmark", "Norland", name="b")
    (span,) = w.statements["a"].content
    inner = Span(span.end - 27, span.end, span.text[-27:])
    w.statements["b"] = replace(w.statements["b"], report="r0", content=(inner,))
    assert compared(w, embedder, "a", "b").veto == "nested"


def test_who_repeats_a_key_shares_it_once():
    said = [["dam", "dam", "dam"], ["dam", "bridge"], ["bridge", "bridge"], ["gate", "gate"]]
    found = _groups(range(len(said)), said.__getitem__)
    assert list(found) == [[0, 1], [1, 2]]


def test_as_many_people_are_the_same_figure_whatever_they_are_called(embedder):
    w = world()
    w.says("r0", "about 300 people fled", "Norland", name="a", figure=(300, "people"))
    w.says("r1", "some 300 villagers had fled", "Sudmark", name="b", figure=(300, "villagers"))
    w.says("r2", "40 firefighters had fled", "Sudmark", name="c", figure=(40, "firefighters"))
    w.says("r2", "50 villagers had fled", "Sudmark", name="d", figure=(50, "villagers"))
    same = dict(compared(w, embedder, "a", "b").because)
    assert same["figure"] > 0
    assert "counted" not in same
    sorts = dict(compared(w, embedder, "c", "d").because)
    assert sorts["counted"] < 0
    assert "figure_conflict" not in sorts


def test_what_two_sources_say_alike_is_compared_by_the_contents_alone(embedder):
    w = world()
    w.says("r0", "the ferry had been overloaded", "the miners' union", name="a")
    w.says("r1", "the ferry had been overloaded on Sunday", "Sudmark", name="b")
    w.says("r2", "the ferry had been overloaded on Sunday", "the miners' union", name="c")
    w.says("r2", "bread is dear in Velmar", "Norland", name="d")
    texts = wanted(*w.lists()[:3])
    assert texts["a"] == (
        "the miners' union: the ferry had been overloaded",
        "the ferry had been overloaded",
    )
    assert "d" not in texts
    roots = Roots(w.actors.values())
    found = [
        v
        for r in w.reports.values()
        for v in views(r, [s for s in w.statements.values() if s.report == r.id], roots)
    ]
    scene = Scene(found, w.vectors(embedder))
    two, one = scene.places("a", "b"), scene.places("a", "c")
    assert scene.separate[two]
    assert scene.alike[two] > scene.cosine[two]
    assert not scene.separate[one]
    assert scene.alike[one] == scene.cosine[one]


def test_what_only_one_source_says_needs_one_vector():
    w = world()
    w.says("r0", "the ferry had been overloaded", "Sudmark", name="a")
    w.says("r1", "the ferry had been overloaded on Sunday", "Sudmark", name="b")
    w.says("r1", "the ferry had been overloaded for weeks", "Norland", name="c", via=["Sudmark"])
    texts = wanted(*w.lists()[:3])
    assert [len(texts[i]) for i in "ab"] == [1, 1]


def test_one_source_speaks_more_for_one_claim_than_two_do():
    table = weights("weights")
    assert 0 < table["other_source"] < table["source"]


@pytest.mark.parametrize(
    ("content", "broken"),
    [
        ("a crane lifted an anchor beside the broken pipeline", False),
        ("a crane had broken the pipeline", True),
        ("the pipeline was broken", True),
        ("the injured were flown out", True),
    ],
)
def test_a_participle_that_describes_is_no_deed(content, broken):
    w = world()
    w.says("r0", content, "Norland")
    (view,) = views(w.reports["r0"], list(w.statements.values()), Roots(w.actors.values()))
    assert bool(view.deeds & {"break", "injure"}) == broken
