"""Who is one origin with whom, by what the reports say of each other. Every name is invented."""

import pytest

from link.told import Told

PEOPLE = {
    "the coast guard": "agency",
    "the police": "agency",
    "the interior ministry": "agency",
    "the finance ministry": "agency",
    "Tarn Lines": "organisation",
    "Ostrel hospital": "organisation",
    "the hospital": "organisation",
    "Mira Dolan": "person",
    "Dolan": "person",
    "Jon Aster": "person",
    "Ada Brandt": "person",
    "the harbour master": "person",
    "a trader": "person",
    "an engineer": "unnamed official",
    "a port official": "unnamed official",
    "a bank official": "unnamed official",
    "officials": "unnamed official",
    "Norland officials": "unnamed official",
    "Gull News": "media",
    "Harbour Wire": "media",
    "the Wire": "media",
    "state television": "media",
}


@pytest.fixture
def t() -> Told:
    t = Told()
    for name, kind in PEOPLE.items():
        t.actor(name, kind)
    t.actors["Norland"] = t.actors[t.actor("Norland", "government", state="XN")]
    return t


def tell(t, *told):
    """One report for each text, a day apart, of an outlet of its own; (text, source) or (text, source, relays)."""
    for number, (text, source, *via) in enumerate(told):
        name = t.report(f"r{number}", text, f"Outlet {number}", f"2031-05-0{number + 1}")
        words = next((w for w in (source, source.capitalize()) if w in text), source)
        t.says(name, source, words=words, via=via)
    return len(t.origins()[0])


@pytest.mark.parametrize(
    ("told", "number"),
    [
        # one body, by name or office
        ([("The coast guard said so.", "the coast guard"), ("Coast guard commander Mira Dolan said so.", "Mira Dolan")], 1),
        ([("Tarn Lines said so.", "Tarn Lines"), ("Tarn's director, Jon Aster, said so.", "Jon Aster")], 1),
        ([("Tarn Lines said so.", "Tarn Lines"), ("Jon Aster, who speaks for Tarn Lines, said so.", "Jon Aster")], 1),
        ([("Tarn Lines said so.", "Tarn Lines"), ("Jon Aster, a lawyer for Tarn Lines, said so.", "Jon Aster")], 1),
        ([("Tarn Lines said so.", "Tarn Lines"), ("The head of Tarn Lines, Jon Aster, said so.", "Jon Aster")], 1),
        ([("Mira Dolan said so.", "Mira Dolan"), ("Dolan said so.", "Dolan")], 1),
        ([("Ostrel hospital said so.", "Ostrel hospital"), ("The hospital said so.", "the hospital")], 1),
        ([("The harbour master said so.", "the harbour master"), ("The harbour master said so.", "the harbour master")], 1),
        ([("The finance ministry said so.", "the finance ministry"), ("Finance Minister Ada Brandt said so.", "Ada Brandt")], 1),
        ([("The interior ministry said so.", "the interior ministry"), ("State television said so.", "state television")], 1),
        # not one body
        ([("Tarn Lines said so.", "Tarn Lines"), ("Jon Aster, a cook of Tarn Lines, said so.", "Jon Aster")], 2),
        ([("Tarn Lines said so.", "Tarn Lines"), ("Jon Aster, a former director of Tarn Lines, said so.", "Jon Aster")], 2),
        ([("The coast guard said so.", "the coast guard"), ("The police said so.", "the police")], 2),
        ([("The interior ministry said so.", "the interior ministry"), ("The police said so.", "the police")], 2),
        # unnamed ones
        ([("An engineer said so.", "an engineer"), ("An engineer said so.", "an engineer")], 2),
        ([("A trader said so.", "a trader"), ("A trader said so.", "a trader")], 2),
        ([("An engineer told Gull News so.", "an engineer", "Gull News"), ("An engineer told Gull News so.", "an engineer", "Gull News")], 1),
        ([("A port official told Gull News.", "a port official", "Gull News"), ("A bank official told Gull News.", "a bank official", "Gull News")], 2),
        ([("An engineer told Gull News so.", "an engineer", "Gull News"), ("An engineer told Harbour Wire so.", "an engineer", "Harbour Wire")], 2),
        ([("Norland said so.", "Norland"), ("Norland officials said so.", "Norland officials")], 1),
        ([("The police said so.", "the police"), ("Norland officials said so.", "Norland officials")], 2),
        # outlets
        ([("Harbour Wire reported so.", "Harbour Wire"), ("The Wire reported so.", "the Wire")], 1),
        ([("Harbour Wire reported so.", "Harbour Wire"), ("Gull News reported so.", "Gull News")], 2),
        ([("Mira Dolan told Gull News.", "Mira Dolan", "Gull News"), ("Gull News reported so.", "Gull News")], 1),
    ],
)  # fmt: skip
def test_how_many(t, told, number):
    assert tell(t, *told) == number


def circle(t, *, dated):
    for name, outlet, cited in (
        ("a", "Gull News", "Harbour Wire"),
        ("b", "Harbour Wire", "Gull News"),
    ):
        t.report(
            name,
            f"It fell, {cited} reported.",
            outlet,
            f"2031-05-0{'ab'.index(name) + 1}" if dated else None,
        )
        t.says(name, cited)
    return t.groups()


@pytest.mark.parametrize("dated", [True, False])
def test_outlets_that_cite_each_other_are_one_origin(t, dated):
    assert circle(t, dated=dated) == [("a.0", "b.0")]


def test_a_circle_of_three_is_one_origin(t):
    for name, outlet, cited in (
        ("a", "Gull News", "Harbour Wire"),
        ("b", "Harbour Wire", "Ostrel Post"),
        ("c", "Ostrel Post", "Gull News"),
    ):
        t.actor(cited, "media")
        t.report(name, f"It fell, {cited} reported.", outlet)
        t.says(name, cited)
    assert len(t.origins()[0]) == 1


def test_an_outlet_that_cites_an_official_is_no_origin(t):
    t.report("a", "An engineer told this newspaper it fell.", "Gull News", "2031-05-02")
    t.says("a", "an engineer", words="An engineer")
    t.report("b", "It fell, Gull News reported.", "Ostrel Post", "2031-05-03")
    t.says("b", "Gull News")
    t.report("c", "It fell, an engineer told Gull News.", "Fjord Mail", "2031-05-04")
    t.says("c", "an engineer", via=["Gull News"])
    assert t.groups() == [("a.0", "b.0", "c.0")]


def test_a_later_report_is_not_what_was_cited(t):
    t.report("a", "It fell, Gull News reported.", "Ostrel Post", "2031-05-02")
    t.says("a", "Gull News")
    t.report("b", "Mira Dolan said it fell.", "Gull News", "2031-05-04")
    t.says("b", "Mira Dolan")
    assert len(t.origins()[0]) == 2


def test_what_a_copy_adds_counts(t):
    for name, of in (("a", ()), ("b", ("a",))):
        t.report(name, "The police said it fell. Jon Aster saw it fall.", copy_of=of)
        t.says(name, "the police", words="The police")
    t.says("b", "Jon Aster", content="Jon Aster saw it fall")
    assert t.groups() == [("a.0", "b.0"), ("b.1",)]


def test_a_copy_of_an_unnamed_one_is_that_one(t):
    for name, of in (("a", ()), ("b", ("a",)), ("c", ("b",))):
        t.report(name, "An engineer said the bridge fell.", copy_of=of)
        t.says(name, "an engineer", words="An engineer")
    assert t.groups() == [("a.0", "b.0", "c.0")]


def test_who_credits_the_other_is_the_copy(t):
    text = "The police said the bridge fell."
    t.report("a", text, "Gull News", "2031-05-02T10:00", copy_of=("b",))
    t.report("b", f"{text}\n\nWith material from Gull News", "Ostrel Post", "2031-05-02T09:00")
    for name in "ab":
        t.says(name, "the police", words="The police")
    assert [step[:3] for step in t.path("b.0")] == [("the police", "says", "a"), ("a", "copy", "b")]


def test_the_same_long_sentence_of_an_unnamed_one_was_taken_over(t):
    content = "the bridge had been rotten for years and everybody in the office knew it"
    for name in "ab":
        t.report(name, f"An engineer said {content}.", name * 3)
        t.says(name, "an engineer", content=content, words="An engineer")
    assert t.groups() == [("a.0", "b.0")]
    assert t.path("b.0")[-1][1] == "copy"
    assert t.path("b.0")[-1][-1]


def test_what_only_reports_say_is_of_unknown_lineage(t):
    for name in "ab":
        t.report(name, "The bridge fell.")
        t.says(name)
    assert t.origins() == ((), 1)
    t.report("c", "The police said it fell.")
    t.says("c", "the police", words="The police")
    assert t.origins()[1] == 0


def test_nobody_is_no_origin(t):
    t.actor("no group", "organisation")
    t.report("a", "No group has said it did it.")
    t.says("a", "no group", words="No group")
    t.report("b", "The police said so.")
    t.says("b", "the police", words="The police")
    assert [o.actor for o in t.origins()[0]] == ["the police"]


def test_of_two_surnames_alike_none_is_guessed(t):
    t.actor("Ilse Dolan")
    t.report("a", "Mira Dolan said so.", published="2031-05-01")
    t.says("a", "Mira Dolan")
    t.report("b", "Ilse Dolan said so.", published="2031-05-02")
    t.says("b", "Ilse Dolan")
    t.report("c", "Dolan said so.", published="2031-05-03")
    t.says("c", "Dolan")
    assert len(t.origins()[0]) == 3


def test_two_states_have_two_coast_guards(t):
    for name, state in (("Norlandic coast guard", "XN"), ("Sudmarkian coast guard", "XS")):
        t.actor(name, "agency", state=state)
        t.report(name, f"The {name} said so.")
        t.says(name, name)
    t.report("r", "The coast guard said so.")
    t.says("r", "the coast guard", words="The coast guard")
    assert len(t.origins()[0]) == 3
