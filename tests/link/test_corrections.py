"""Later versions of an address, notices, and sources that take back a claim: what they change."""

import re
import tomllib
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.link import link
from allegedly.link.corrections import address
from allegedly.link.notices import notices
from allegedly.model import Copy
from link.world import World

TABLE = tomllib.loads((files("allegedly.link") / "corrections.toml").read_text("utf8"))
ABOARD = "{} people had been aboard the tender Gannet"


@pytest.mark.parametrize("row", TABLE["notice"], ids=lambda row: row["name"])
def test_every_pattern_finds_its_example_and_leaves_the_other_alone(row):
    assert re.search(row["pattern"], row["yes"])
    assert re.search(row["pattern"], row["no"]) is None
    (found,) = notices(row["yes"])
    assert (found.kind, found.span.text) == (row["kind"], row["yes"])
    assert list(notices(row["no"])) == []


def test_a_notice_is_one_sentence_of_its_line():
    text = "Rain fell.\nCorrection: An earlier version of this story gave Mr. Holm a wrong name. It is Hulm.\nMore."
    (found,) = notices(text)
    assert found.span.text.startswith("Correction: An earlier")
    assert found.span.text.endswith("wrong name.")
    assert text[found.span.start : found.span.end] == found.span.text
    assert text[found.span.end : found.end] == " It is Hulm."


def test_we_retract_that_report_points_at_the_sentence_before():
    text = "On Monday we wrote that the dam had burst. We retract that report."
    (found,) = notices(text)
    assert text[slice(*found.wrong)] == "On Monday we wrote that the dam had burst."


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://www.gull.example/a/?utm_source=x", "http://gull.example/a", True),
        ("https://gull.example/a#top", "https://gull.example/a/", True),
        ("https://gull.example/a?id=1", "https://gull.example/a?id=2", False),
        ("https://gull.example/a", "https://tern.example/a", False),
    ],
)
def test_addresses(one, other, same):
    assert (address(one) == address(other)) is same


def world():
    w = World()
    w.actor("the coastguard", "agency")
    w.actor("the ministry", "agency")
    w.actor("Gull News", "media")
    for name, day, outlet in (
        ("a", "2031-05-02", "Gull News"),
        ("b", "2031-05-03", "Tern Post"),
        ("c", "2031-05-05", "Gull News"),
    ):
        w.report(name, day, "The tender Gannet sinks")
        w.reports[name] = replace(w.reports[name], outlet=outlet)
    return w


def prints(w, report, words):
    """Add words to a report that are part of no statement."""
    text = w.reports[report].text
    w.reports[report] = replace(w.reports[report], text=f"{text} {words}".strip())


def says(w, report, value, source=None, **fields):
    return w.says(report, ABOARD.format(value), source, figure=(value, "people"), **fields)


def corrected(w):
    """The story "a" to "c" with a notice in "c"."""
    says(w, "a", 90, "the coastguard", name="old")
    says(w, "b", 90, "the coastguard", name="theirs")
    prints(w, "c", "Correction: An earlier version of this article said")
    says(w, "c", 90, "Gull News", name="repeated")
    prints(w, "c", ". In fact")
    says(w, "c", 52, name="right")
    return w


def test_a_notice_changes_its_own_outlets_statements_and_what_it_repeats():
    (found,) = corrected(world()).link().corrections
    assert (found.kind, found.report, found.of) == ("correction", "c", "a")
    assert found.a == ("old", "repeated")
    assert found.b == ("right",)
    assert found.span.text.startswith("Correction: An earlier version")
    assert found.because == "a notice (earlier version)"


def test_a_notice_reaches_copies():
    w = corrected(world())
    w.copies.append(Copy("b", "a", 0.9))
    (found,) = w.link().corrections
    assert found.a == ("old", "theirs", "repeated")


def test_what_is_not_here_is_said_to_be_not_here():
    w = world()
    says(w, "b", 52, "the coastguard")
    prints(w, "c", "An earlier version of this article said")
    says(w, "c", 90, name="repeated")
    (found,) = w.link().corrections
    assert (found.of, found.a) == (None, ("repeated",))
    assert found.because.endswith("what it changes is not here")


def test_what_a_notice_repeats_is_nobodys_drift():
    w = world()
    says(w, "a", 90, "the coastguard")
    prints(w, "c", "An earlier version of this article said")
    says(w, "c", 90)
    assert w.link().drifts == ()


def test_a_source_takes_back_its_claim():
    w = world()
    says(w, "b", 90, "the ministry", name="old")
    says(w, "a", 90, "the coastguard", name="other")
    prints(w, "c", "The ministry withdrew its statement that")
    says(w, "c", 90, "the ministry", name="repeated")
    prints(w, "c", ".")
    (found,) = w.link().corrections
    assert (found.kind, found.of, found.a) == ("retraction", "b", ("old", "repeated"))


def test_another_matter_is_not_corrected():
    w = world()
    w.says("a", "the captain of the Gannet was asleep below deck", "the coastguard", name="captain")
    says(w, "a", 52, "the coastguard", name="fine")
    prints(w, "c", "An earlier version of this article said")
    says(w, "c", 90, name="repeated")
    (found,) = w.link().corrections
    assert found.a == ("repeated",)


def test_a_later_version_of_one_address():
    w = world()
    w.reports["a"] = replace(w.reports["a"], url="https://gull.example/gannet?utm_source=feed")
    w.reports["c"] = replace(w.reports["c"], url="https://www.gull.example/gannet/")
    says(w, "a", 90, "the coastguard", name="old")
    w.says("a", "the Gannet sank off the cape of Holm", "the coastguard", name="kept")
    says(w, "c", 52, "the coastguard", name="new")
    w.says("c", "the Gannet sank off the cape of Holm", "the coastguard", name="kept too")
    (found,) = w.link().corrections
    assert (found.kind, found.report, found.of, found.span) == ("new version", "c", "a", None)
    assert (found.a, found.b) == (("old",), ("new",))
    assert found.because == "a later version of the same address"


def test_versions_without_a_date_have_no_order():
    w = world()
    for name in ("a", "c"):
        w.reports[name] = replace(w.reports[name], url="https://gull.example/x", published=None)
        says(w, name, 90 if name == "a" else 52, "the coastguard")
    (found,) = w.link().corrections
    assert "unknown" in found.because


def test_one_text_twice_is_no_new_version():
    w = world()
    for name in ("a", "c"):
        w.reports[name] = replace(w.reports[name], url="https://gull.example/x")
        says(w, name, 90, "the coastguard")
    assert w.link().corrections == ()


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_order_changes_nothing(random):
    w = corrected(world())
    lists = [list(part) for part in w.lists()]
    wanted = w.link()
    for part in lists:
        random.shuffle(part)
    assert link(*lists, {}) == wanted


def test_each_story_alone_gives_what_all_give():
    w = corrected(world())
    w.report(
        "z",
        "2031-05-04",
        "Bakers win a prize",
        "Correction: An earlier version of this article said",
    )
    w.says("z", "the bakers of Lindholm won the bread prize", "Gull News", name="z")
    whole = w.link()
    reports, statements, actors, copies = w.lists()
    parts = [
        link(
            [r for r in reports if r.id in ids],
            [s for s in statements if s.report in ids],
            actors,
            copies,
            {},
        )
        for ids in ({"a", "b", "c"}, {"z"})
    ]
    assert whole.corrections == tuple(c for p in parts for c in p.corrections)
    assert sorted(whole.series, key=lambda s: s.id) == sorted(
        (s for p in parts for s in p.series), key=lambda s: s.id
    )
    assert whole.drifts == tuple(d for p in parts for d in p.drifts)
