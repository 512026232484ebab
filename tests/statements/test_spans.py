"""Spans over trees made by hand."""

from __future__ import annotations

from itertools import pairwise

import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from allegedly.statements.attribution import clauses, spans, speakers
from allegedly.statements.tree import Tree

VOCAB = spacy.blank("en").vocab
RUNS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 6)).map(lambda p: (p[0], p[0] + p[1])), max_size=5
)


def tree(
    words: str,
    heads: list[int],
    deps: str,
    tags: str,
    pos: str,
    quoted: tuple[int, int] | None = None,
) -> Tree:
    doc = Doc(
        VOCAB,
        words=words.split(),
        heads=heads,
        deps=deps.split(),
        tags=tags.split(),
        pos=pos.split(),
    )
    if quoted:
        doc.spans["quotations"] = [Span(doc, *quoted)]
    return Tree.of(doc)


SAID = tree(
    "He never said that they “ lost it ”",
    [2, 2, 2, 6, 6, 6, 2, 6, 6],
    "nsubj neg ROOT mark nsubj punct ccomp dobj punct",
    "PRP RB VBD IN PRP `` VBD PRP ''",
    "PRON ADV VERB SCONJ PRON PUNCT VERB PRON PUNCT",
    (5, 9),
)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=12))
def test_a_subtree_reaches_from_its_first_to_its_last_word(picks: list[int]) -> None:
    size = len(picks)
    heads = [
        pick % i if i else 0 for i, pick in enumerate(picks)
    ]  # every head before its word: a tree
    made = Tree.of(Doc(VOCAB, words=["w"] * size, heads=heads, deps=["dep"] * size))
    for i in range(size):
        below = [k for k in range(size) if k == i or i in made.above(k)]
        assert made.subtree(i) == (min(below), max(below) + 1)


def covered(runs: list[tuple[int, int]]) -> set[int]:
    return {i for start, end in runs for i in range(start, end)}


@given(RUNS, st.tuples(st.integers(0, 20), st.integers(0, 6)))
def test_a_cut_takes_out_the_hole_and_nothing_else(
    runs: list[tuple[int, int]], hole: tuple[int, int]
) -> None:
    end = hole[0] + hole[1]
    assert covered(spans.cut(runs, (hole[0], end))) == covered(runs) - set(range(hole[0], end))


@given(RUNS)
def test_joined_runs_cover_the_same_and_lie_apart(runs: list[tuple[int, int]]) -> None:
    once = spans.joined(runs)
    assert covered(once) == covered(runs)
    assert all(a[1] < b[0] for a, b in pairwise(once))


def test_a_cue_takes_its_negation() -> None:
    assert spans.cue_run(SAID, 2) == (1, 3)


def test_a_quotation_is_never_cut() -> None:
    assert spans.complete(SAID, (3, 7)) == (3, 9)
    assert spans.complete(SAID, (6, 9)) == (5, 9)


def test_a_lone_mark_at_an_edge_is_let_go() -> None:
    assert spans.complete(SAID, (3, 6)) == (3, 5)
    assert spans.complete(SAID, (8, 9)) == (9, 9)


def test_a_content_begins_behind_its_that() -> None:
    assert spans.trimmed(SAID, [(3, 9)]) == ((4, 9),)
    assert spans.trimmed(SAID, [(3, 3)]) == ()


def test_punctuation_is_trimmed() -> None:
    comma = tree(", so .", [1, 1, 1], "punct ROOT punct", ", RB .", "PUNCT ADV PUNCT")
    assert spans.trim(comma, 0, 3) == (1, 2)


def test_the_subject_of_a_participle_behind_a_comma_is_that_of_the_main_verb() -> None:
    adding = tree(
        "He said she left , adding that",
        [1, 1, 3, 1, 3, 3, 5],
        "nsubj ROOT nsubj ccomp punct advcl dobj",
        "PRP VBD PRP VBD , VBG DT",
        "PRON VERB PRON VERB PUNCT VERB PRON",
    )
    assert speakers.subject(adding, 5) == 0
    assert clauses.up_to_speech(adding, 3, 2, (2, 7)) == 5


def test_a_passive_is_done_by_its_agent() -> None:
    denied = tree(
        "It was denied by Chad",
        [2, 2, 2, 2, 3],
        "nsubjpass auxpass ROOT agent pobj",
        "PRP VBD VBN IN NNP",
        "PRON AUX VERB ADP PROPN",
    )
    assert speakers.doer(denied, 2) == 4
    assert speakers.patient(denied, 2) == 0


def test_who_s_said_has_and_is_not() -> None:
    said = tree(
        "who 's said that",
        [2, 2, 2, 2],
        "nsubj auxpass ROOT dobj",
        "WP VBZ VBN DT",
        "PRON AUX VERB PRON",
    )
    assert speakers.doer(said, 2) == 0


def test_a_noun_phrase_leaves_out_the_day_and_the_half_bracket() -> None:
    chad = tree(
        "Chad on Tuesday ( Oct",
        [0, 0, 1, 4, 0],
        "ROOT prep pobj punct appos",
        "NNP IN NNP -LRB- NNP",
        "PROPN ADP PROPN PUNCT PROPN",
    )
    assert speakers.phrase(chad, 0) == (0, 1)


def test_a_noun_phrase_leaves_out_the_branch_of_the_cue() -> None:
    men = tree(
        "The men accusing him",
        [1, 1, 1, 2],
        "det ROOT acl dobj",
        "DT NNS VBG PRP",
        "DET NOUN VERB PRON",
    )
    assert speakers.phrase(men, 1, without=2) == (0, 2)
    assert speakers.phrase(men, 1) == (0, 4)


def test_an_empty_doc_has_an_empty_tree() -> None:
    assert Tree.of(spacy.blank("en")("")).lower == []
