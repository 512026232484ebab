"""What a story says of its pairs, against the same said one pair at a time."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.link.contradictions import figures_apart, meets, nearness
from allegedly.link.roots import Roots
from allegedly.link.scene import Scene
from allegedly.link.tables import words_table
from allegedly.link.views import views
from allegedly.link.words import terms
from link.world import World

_WORDS = st.lists(
    st.sampled_from("tanks were closed opened damaged repaired at the border of Telmark".split()),
    min_size=1,
    max_size=9,
)
_SAID = st.tuples(st.integers(0, 3), _WORDS, st.none() | st.integers(20, 23), st.booleans())


def scene_of(rows: list[tuple[int, list[str], int | None, bool]]) -> Scene:
    w = World()
    w.actor("Norland", "government", "XN")
    w.actor("Sudmark", "government", "XS")
    for number in range(4):
        w.report(f"r{number}", f"2031-05-0{number + 1}")
    for number, (report, words, figure, first) in enumerate(rows):
        content = " ".join([*words, *([f"{figure} tanks were damaged"] if figure else [])])
        who = "Norland" if first else "Sudmark"
        w.says(f"r{report}", content, who, name=f"s{number}", figure=figure and (figure, "tanks"))
    roots = Roots(w.actors.values())
    found = [
        v
        for r in w.reports.values()
        for v in views(r, [s for s in w.statements.values() if s.report == r.id], roots)
    ]
    vectors = {v.id: np.random.default_rng(n).normal(size=8) for n, v in enumerate(found)}
    return Scene(found, vectors)


@settings(max_examples=40, deadline=None)
@given(st.lists(_SAID, min_size=2, max_size=12))
def test_the_mutually_nearest_are_those_found_pair_by_pair(
    rows: list[tuple[int, list[str], int | None, bool]],
) -> None:
    scene = scene_of(rows)
    graded = scene.overlap + scene.cosine
    of = [view.report for view in scene.views]
    for a, b in combinations(range(len(of)), 2):
        theirs = [i for i, report in enumerate(of) if report == of[b]]
        mine = [i for i, report in enumerate(of) if report == of[a]]
        nearest = max(theirs, key=lambda i: graded[a, i]) == b
        back = max(mine, key=lambda i: graded[i, b]) == a
        best = of[a] != of[b] and nearest and back and graded[a, b] > 0
        assert scene.pair(a, b).best == best


@settings(max_examples=40, deadline=None)
@given(st.lists(_SAID, min_size=2, max_size=12))
def test_figures_that_are_set_against_each_other_meet(
    rows: list[tuple[int, list[str], int | None, bool]],
) -> None:
    scene = scene_of(rows)
    roots = Roots(())
    apart, updates = figures_apart(scene, {v.id: v.id for v in scene.views}, roots)
    found = {(*link.a, *link.b) for link in (*apart, *updates)}
    for a, b in combinations(scene.views, 2):
        if (a.id, b.id) in found:
            near = nearness(scene, *scene.places(a.id, b.id))
            assert any(meets(a, b, x, y, near) for x, y in product(a.figures, b.figures))


@settings(max_examples=40, deadline=None)
@given(st.lists(_SAID, min_size=2, max_size=12))
def test_contents_alone_only_bring_nearer_what_two_sources_say_in_two_reports(
    rows: list[tuple[int, list[str], int | None, bool]],
) -> None:
    one = scene_of(rows)
    pairs = np.random.default_rng(7).normal(size=(len(one.views), 2, 8))
    scene = Scene(one.views, {v.id: pairs[n] for n, v in enumerate(one.views)})
    for a, b in combinations(range(len(one.views)), 2):
        x, y = scene.views[a], scene.views[b]
        two = x.report != y.report and x.sources.isdisjoint(y.sources)
        assert scene.separate[a, b] == scene.separate[b, a] == two
        assert scene.alike[a, b] >= scene.cosine[a, b]
        assert two or scene.alike[a, b] == scene.cosine[a, b]


@given(_WORDS, _WORDS)
def test_what_undoes_what_is_told_by_the_words_of_both(one: list[str], other: list[str]) -> None:
    scene = scene_of([(0, one, None, True), (1, other, None, True)])
    a, b = scene.views
    x, y = frozenset(a.terms), frozenset(b.terms)
    rows = [(frozenset(terms(p)), frozenset(terms(q))) for p, q in words_table().opposed]
    undone = any(
        first & p and second & q and not first & q and not second & p
        for p, q in rows
        for first, second in ((x, y), (y, x))
    )
    (mine, theirs), (this, that) = a.undone, b.undone
    assert undone == (not mine.isdisjoint(that) or not theirs.isdisjoint(this))
