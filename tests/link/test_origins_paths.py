"""The path from an origin to a report, step by step, with the words that say so."""

import pytest

from allegedly.model import Claim, Edge, Origin
from link.told import Told


@pytest.fixture
def t() -> Told:
    t = Told()
    t.actor("Mira Dolan")
    t.actor("Gull News", "media")
    t.actor("Harbour Wire", "media")
    t.actor("Port Authority", "organisation")
    t.actor("an engineer", "unnamed official")
    t.actor("Norland", "government", state="XN")
    return t


def test_a_source_tells_the_report(t):
    t.report("r", "Mira Dolan said the bridge at Ostrel fell into the river.")
    t.says("r", "Mira Dolan")
    assert t.path("r.0") == [("Mira Dolan", "says", "r", "Mira Dolan", False)]


def test_relays_follow_from_the_innermost_on(t):
    t.report("r", "Jon Aster told Gull News that Mira Dolan believes the bridge fell.")
    t.actor("Jon Aster")
    t.says("r", "Mira Dolan", via=["Gull News", "Jon Aster"])
    assert t.path("r.0") == [
        ("Mira Dolan", "says", "Jon Aster", "Mira Dolan", False),
        ("Jon Aster", "relay", "Gull News", "Jon Aster", False),
        ("Gull News", "relay", "r", "Gull News", False),
    ]


def test_a_copy_goes_by_its_original(t):
    for name, of in (("a", ()), ("b", ("a",))):
        t.report(name, "Mira Dolan said the bridge at Ostrel fell into the river.", copy_of=of)
        t.says(name, "Mira Dolan")
    assert t.path("b.0") == [
        ("Mira Dolan", "says", "a", "Mira Dolan", False),
        ("a", "copy", "b", "the bridge at Ostrel fell into the river", False),
    ]


def test_a_cited_outlet_goes_back_to_whom_it_names(t):
    t.report("a", "Mira Dolan said the bridge fell.", "Gull News", "2031-05-02")
    t.says("a", "Mira Dolan")
    t.report("b", "The bridge fell, Gull News reported.", "Ostrel Post", "2031-05-03")
    t.says("b", "Gull News")
    assert t.path("b.0") == [
        ("Mira Dolan", "says", "a", None, False),  # these words stand in report a
        ("a", "relay", "b", "Gull News", False),
    ]


def test_a_cited_outlet_that_says_so_itself_is_the_origin(t):
    t.report("a", "The bridge fell.", "Gull News", "2031-05-02")
    t.says("a")
    t.report("b", "The bridge fell, Gull News reported.", "Ostrel Post", "2031-05-03")
    t.says("b", "Gull News")
    assert t.path("b.0") == [
        ("Gull News", "says", "a", None, False),
        ("a", "relay", "b", "Gull News", False),
    ]
    assert t.path("a.0") == []


def test_an_outlet_without_a_report_is_the_origin(t):
    t.report("b", "The bridge fell, Gull News reported.", "Ostrel Post")
    t.says("b", "Gull News")
    assert t.path("b.0") == [("Gull News", "says", "b", "Gull News", False)]


def test_who_speaks_for_a_body_begins_at_the_body(t):
    t.report("a", "The Port Authority said the bridge fell.", published="2031-05-02")
    t.says("a", "Port Authority")
    text = "Mira Dolan, a spokeswoman for the Port Authority, said the bridge fell."
    t.report("b", text, published="2031-05-03")
    t.says("b", "Mira Dolan")
    words = "a spokeswoman for the Port Authority"
    assert t.path("b.0") == [
        ("Port Authority", "spokesperson", "Mira Dolan", words, False),
        ("Mira Dolan", "says", "b", "Mira Dolan", False),
    ]


def test_what_its_means_is_a_guess(t):
    t.report("a", "The Port Authority said the bridge fell. Its director, Mira Dolan, said so too.")
    t.says("a", "Port Authority")
    t.says("a", "Mira Dolan")
    assert t.path("a.1")[0] == (
        "Port Authority",
        "spokesperson",
        "Mira Dolan",
        "Its director",
        True,
    )


def test_state_media_begin_at_their_government(t):
    t.actor("Radio Norland", "media", state="XN", affiliation="Norland")
    t.report("a", "Norland said the bridge fell.", published="2031-05-02")
    t.says("a", "Norland")
    t.report("b", "The bridge fell, Radio Norland reported.", published="2031-05-03")
    t.says("b", "Radio Norland")
    assert t.path("b.0") == [
        ("Norland", "state media", "Radio Norland", None, False),  # a table says so
        ("Radio Norland", "says", "b", "Radio Norland", False),
    ]


@pytest.mark.parametrize(
    ("line", "guess"), [("(Gull News)", False), ("With material from Gull News", True)]
)
def test_a_credit_names_the_agency_that_carries_the_same(t, line, guess):
    t.report("a", "An engineer said the bridge at Ostrel fell.", "Gull News", "2031-05-02")
    t.says("a", "an engineer", words="An engineer")
    t.report("b", f"It fell down, an engineer said.\n\n{line}", "Ostrel Post", "2031-05-03")
    t.says("b", "an engineer", content="It fell down")
    assert t.groups() == [("a.0", "b.0")]
    assert t.path("b.0") == [
        ("an engineer", "says", "a", None, False),
        ("a", "credit", "b", line, guess),
    ]


def test_an_agency_known_by_name_is_a_step(t):
    t.report("b", "OSTREL, May 3 (Harbour Wire) - Mira Dolan said the bridge fell.")
    t.says("b", "Mira Dolan")
    t.report("c", "Harbour Wire said the bridge fell.")
    t.says("c", "Harbour Wire")
    assert t.path("b.0") == [
        ("Mira Dolan", "says", "Harbour Wire", "Mira Dolan", False),
        ("Harbour Wire", "credit", "b", "OSTREL, May 3 (Harbour Wire) -", False),
    ]


def test_an_agency_that_nothing_else_is_known_of_is_kept_and_counts(t):
    for name in "ab":
        t.report(name, "OSTREL, May 3 (Fjord Wire) - An engineer said the bridge fell.", name * 3)
        t.says(name, "an engineer", words="An engineer")
    assert t.groups() == [("a.0", "b.0")]
    assert (None, "credit", "b", "OSTREL, May 3 (Fjord Wire) -", False) in t.path("b.0")


def test_the_other_of_a_joint_statement_opens_to_its_name(t):
    t.report("a", "Mira Dolan and the Port Authority said the bridge fell.")
    t.says("a", "Mira Dolan", co=["Port Authority"])
    first, second = t.origins()[0]
    assert [o.actor for o in (first, second)] == ["Mira Dolan", "Port Authority"]
    assert second.path[0].span.text == "Port Authority"


def test_guesses_are_counted():
    path = (Edge("s", "says", "r"), Edge("t", "same words", "r", guess=True))
    assert (
        Claim("s", "w", "asserts", ("s", "t"), origins=(Origin("a", ("s", "t"), path),)).guesses
        == 1
    )
    assert Claim("s", "w", "asserts", ("s",)).guesses == 0
