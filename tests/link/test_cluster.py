"""Average linkage: order-free, and no chains."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from allegedly.link.cluster import average_linkage

SCORES = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1]),
    st.floats(-2, 2, allow_nan=False, width=16),
)


def test_the_best_pair_is_joined_first():
    assert average_linkage(3, {(0, 1): 0.9, (1, 2): 1.0}, 0.85) == ((0,), (1, 2))


def test_a_chain_does_not_hold():
    chain = {(i, i + 1): 1.0 for i in range(9)}
    assert max(map(len, average_linkage(10, chain, 0.6))) == 2


def test_a_group_in_which_all_are_near_is_one():
    near = {(i, j): 0.9 for i in range(5) for j in range(i + 1, 5)}
    assert average_linkage(6, near, 0.85) == ((0, 1, 2, 3, 4), (5,))


def test_nothing_is_near():
    assert average_linkage(3, {}, 0.5) == ((0,), (1,), (2,))


@given(SCORES)
def test_every_item_is_in_one_group(scores):
    groups = average_linkage(8, scores, 0.5)
    assert sorted(item for group in groups for item in group) == list(range(8))


@given(SCORES, st.randoms(use_true_random=False))
def test_the_order_of_the_table_changes_nothing(scores, random):
    rows = list(scores.items())
    random.shuffle(rows)
    assert average_linkage(8, dict(rows), 0.5) == average_linkage(8, scores, 0.5)


@given(st.lists(st.floats(0, 2), min_size=15, max_size=15, unique=True), st.permutations(range(6)))
def test_the_names_of_the_items_change_nothing(values, names):
    """With values of which no two means are equal; what ties do is settled by who stands first."""
    values = [round(v * 64) + Fraction(1, 16 ** (i + 1)) for i, v in enumerate(values)]
    pairs = [(i, j) for i in range(6) for j in range(i + 1, 6)]
    scores = dict(zip(pairs, values, strict=True))
    renamed = {tuple(sorted((names[i], names[j]))): value for (i, j), value in scores.items()}
    straight = {frozenset(names[i] for i in group) for group in average_linkage(6, scores, 40)}
    assert straight == set(map(frozenset, average_linkage(6, renamed, 40)))


PAIR = st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda p: p[0] < p[1])
JUDGED = st.lists(PAIR, max_size=5, unique=True)


@given(st.dictionaries(PAIR, st.floats(-200, 4), max_size=20), JUDGED, JUDGED, st.floats(-1, 4))
def test_what_is_judged_holds_whatever_the_scores(scores, together, apart, accept):
    groups = average_linkage(8, scores, accept, together=together, apart=apart)
    home = {item: number for number, group in enumerate(groups) for item in group}
    assert all(home[a] != home[b] for a, b in apart)
    same = average_linkage(8, {}, 5, together=together)
    closed = {item: number for number, group in enumerate(same) for item in group}
    if all(closed[a] != closed[b] for a, b in apart):
        assert all(home[a] == home[b] for a, b in together)


@given(st.dictionaries(PAIR, st.floats(0, 1), max_size=20), JUDGED, JUDGED, st.randoms())
def test_the_order_of_what_is_kept_apart_changes_nothing(scores, together, apart, random):
    groups = average_linkage(8, scores, 0.5, together=together, apart=apart)
    shuffled = [pair[:: random.choice((1, -1))] for pair in apart]
    random.shuffle(shuffled)
    assert average_linkage(8, scores, 0.5, together=together, apart=shuffled) == groups


def test_a_judged_pair_is_in_one_group_against_a_veto():
    groups = average_linkage(3, {(0, 1): -100.0, (1, 2): 1.0}, 0.6, together=[(0, 1)])
    assert groups == ((0, 1), (2,))


def test_same_as_one_and_different_from_another_is_different_from_it():
    scores = {(0, 2): 3.0, (0, 1): 0.0, (1, 2): 0.0}
    groups = average_linkage(3, scores, 0.5, together=[(0, 1)], apart=[(1, 2)])
    assert groups == ((0, 1), (2,))


def test_of_judgements_that_cannot_all_hold_different_does():
    groups = average_linkage(3, {}, 0.5, together=[(0, 1), (1, 2)], apart=[(0, 2)])
    assert groups == ((0, 1), (2,))
