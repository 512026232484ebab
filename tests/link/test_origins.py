"""Independent origins: who adds one and who does not."""

import pytest

from allegedly.link.lineage import Lineage
from allegedly.link.origins import origins
from allegedly.link.roots import Roots, speaks_for_state
from allegedly.link.views import views
from allegedly.model import Actor, Source
from link.world import World


@pytest.fixture
def w() -> World:
    w = World()
    for name, kind, state, *aliases in (
        ("Norland", "government", "XN"),
        ("Norland army", "agency", "XN"),
        ("Sudmark", "government", "XS"),
        ("Ada Brandt", "person", "XN", "Norland's ambassador Ada Brandt"),
        ("Ole Holm", "person", "XN", "opposition leader Ole Holm"),
        ("a senior official", "unnamed official", "XN"),
        ("a border official", "unnamed official", "XN"),
        ("Norlandic Observatory", "organisation", "XN"),
        ("Xinhua", "media", "CN"),
        ("China", "government", "CN"),
        ("Harbour Wire", "media", None),
        ("media reports", "media", None),
        ("local media", "media", None),
    ):
        w.actor(name, kind, state, *aliases)
    return w


def count(w, *sources, via=(), copies=None, figures=()):
    """The origins of a claim with one statement a report by each of some sources."""
    for number, source in enumerate(sources):
        report = w.report(f"r{number}", f"2031-05-0{number + 1}")
        fields = {} if isinstance(source, str) or source is None else {"from_": source}
        name = None if fields else source
        relay = via[number] if number < len(via) else ()
        figure = figures[number] if number < len(figures) else None
        w.says(
            report,
            "40 tanks were sent",
            name,
            name=f"s{number}",
            via=relay,
            figure=figure,
            **fields,
        )
    roots = Roots(w.actors.values())
    found = [v for r in w.reports.values() for v in views(r, _of(w, r.id), roots)]
    return origins(found, Lineage(found, w.reports, roots, copies or {}))


def _of(w, report):
    return [s for s in w.statements.values() if s.report == report]


@pytest.mark.parametrize(
    ("sources", "number"),
    [
        (["Norland"], 1),
        (["Norland", "Norland"], 1),
        (["Norland", "Norland army", "Ada Brandt"], 1),
        (["Norland", "Sudmark"], 2),
        (["Norland", "Ole Holm"], 2),
        (["Norland", "Norlandic Observatory"], 2),
        (["a senior official", "a border official"], 2),
        (["a senior official", "Norland"], 1),
        (["Xinhua", "China"], 1),
        (["Harbour Wire", "China"], 2),
        (["media reports"], 1),
        (["media reports", "local media"], 1),
        (["media reports", "Sudmark"], 1),
        ([None, None, "Sudmark"], 1),
        ([], 0),
    ],
)
def test_how_many(w, sources, number):
    found, unknown = count(w, *sources)
    assert len(found) == number
    assert unknown == 0


def test_who_cannot_be_traced_is_counted_apart(w):
    found, unknown = count(w, Source("unknown"), "Sudmark", Source("unknown"))
    assert [o.actor for o in found] == ["Sudmark"]
    assert unknown == 2


def test_a_relay_and_whom_it_relays_are_one(w):
    found, _ = count(w, "Sudmark", "Harbour Wire", via=[("Harbour Wire",)])
    (origin,) = found
    assert origin.statements == ("s0", "s1")
    assert [(e.statement, e.start, e.kind, e.to, e.guess) for e in origin.path] == [
        ("s0", "Sudmark", "says", "Harbour Wire", False),
        ("s0", "Harbour Wire", "relay", "r0", False),
        ("s1", "Sudmark", "says", "Harbour Wire", False),
        ("s1", "Harbour Wire", "relay", "r1", True),  # that it quotes Sudmark here too is a guess
    ]


def test_a_copy_adds_nothing(w):
    found, unknown = count(w, "Sudmark", Source("unknown"), copies={"r1": frozenset({"r0"})})
    assert len(found) == 1
    assert unknown == 0


def test_a_copy_of_a_report_that_lacks_the_claim_counts(w):
    found, _ = count(w, "Sudmark", "Norland", copies={"r1": frozenset({"elsewhere"})})
    assert len(found) == 2


def test_a_rumour_with_the_figure_hangs_on_the_source_with_the_figure(w):
    found, _ = count(
        w, "Norland", "Sudmark", "media reports", figures=[None, (40, "tanks"), (40, "tanks")]
    )
    assert [o.actor for o in found] == ["Norland", "Sudmark"]
    (edge,) = (e for e in found[1].path if e.kind == "same figure")
    assert edge.guess
    assert edge.statement == "s2"


def test_a_guess_is_marked(w):
    (origin,), _ = count(w, "Norland", "a senior official")
    assert [e.guess for e in origin.path if e.kind == "spokesperson"] == [True]
    (origin,), _ = count(World_with(w), "Xinhua", "China")
    assert "state media" in {e.kind for e in origin.path}


def World_with(w):  # noqa: N802 - reads as a constructor
    return World(actors=w.actors)


@pytest.mark.parametrize(
    ("kind", "name", "alias", "speaks"),
    [
        ("government", "Norland", "Karsk", True),
        ("person", "Ada Brandt", "ambassador Ada Brandt", True),
        ("person", "Ole Holm", "the novelist Ole Holm", False),
        ("organisation", "Norlandic Observatory", "", False),
        ("media", "Harbour Wire", "", False),
        ("group", "Red Lantern", "", False),
    ],
)
def test_who_speaks_for_a_state(kind, name, alias, speaks):
    assert speaks_for_state(Actor("x", name, kind, "XN", (alias,))) is speaks


def test_a_state_is_read_from_a_name_where_none_is_given():
    roots = Roots(
        [
            Actor("n", "Norland", "government", None, ("Karsk",)),
            Actor("a", "Intelligence Service", "agency", None, ("Norland's Intelligence Service",)),
            Actor("o", "Norlandian officials", "unnamed official"),
            Actor("m", "Norland Motors", "agency"),
            Actor("s", "Ilse Brandt", "person", affiliation="Norland"),
            Actor("p", "Jon Marek", "person", affiliation="Norland Motors"),
        ]
    )
    assert [roots.of(i) for i in "naomsp"] == ["n", "n", "n", "m", "n", "p"]
    assert roots.of("nobody") == "nobody"
    assert list(roots.mentions("The Norland army left Karsk")) == [(4, "n"), (22, "n")]
