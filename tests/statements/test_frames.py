"""Every row of the table of frames, by its own two examples; paths; and the lexicon behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.tokens import Doc

from allegedly.statements.attribution import attributions
from allegedly.statements.attribution.candidates import candidates
from allegedly.statements.attribution.frames import Search, frames, read_path
from allegedly.statements.attribution.gate import parts
from allegedly.statements.attribution.lexicon import lexicon, names_claim, names_event
from allegedly.statements.tables import table
from allegedly.statements.tree import Tree

if TYPE_CHECKING:
    from allegedly.parse import Parser

VOCAB = spacy.blank("en").vocab
ROWS: list[dict[str, Any]] = table("frames")["frame"]
SENSES = set(table("senses"))


def parsed(parser: Parser, text: str) -> Doc:
    return next(iter(parser.parse([(text, ())])))[0]


@pytest.mark.model
@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_row_reads_its_example(parser: Parser, row: dict[str, Any]) -> None:
    text = row["example"]
    read = [a for a in attributions(parsed(parser, text)) if a.frame == row["name"]]
    assert read, "the row does not read its own example"
    source = text[slice(*read[0].source)] if read[0].source else ""
    wanted_source, wanted_cue, wanted_content = row["finds"]
    assert source == wanted_source
    assert text[slice(*read[0].cue)] == wanted_cue
    assert text[slice(*read[0].content[0])] == wanted_content


@pytest.mark.model
@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_row_leaves_its_counterexample_alone(parser: Parser, row: dict[str, Any]) -> None:
    assert [a.frame for a in attributions(parsed(parser, row["counter"]))] == []


# The dam , officials fear , may burst -> a small tree by hand
def doc(words: str, heads: list[int], deps: str, tags: str = "", pos: str = "") -> Doc:
    size = len(words.split())
    return Doc(
        VOCAB,
        words=words.split(),
        heads=heads,
        deps=deps.split(),
        tags=tags.split() or ["NN"] * size,
        pos=pos.split() or ["NOUN"] * size,
    )


ACCUSED = doc(
    "They accused him of theft",
    [1, 1, 1, 1, 3],
    "nsubj ROOT dobj prep pobj",
    "PRP VBD PRP IN NN",
    "PRON VERB PRON ADP NOUN",
)


@pytest.mark.parametrize(
    ("path", "end"),
    [
        ("dobj", 2),
        ("prep:of|about/pobj", 4),
        ("prep:$/pobj", 4),
        ("prep:to/pobj", None),
        ("prep/pobj=NN", 4),
        ("prep/pobj=NNP", None),
        ("nsubj|dobj+", 2),
        ("@subject", 0),
        ("@agent", None),
        ("^", None),
    ],
)
def test_paths_lead_from_an_anchor(path: str, end: int | None) -> None:
    assert Search(Tree.of(ACCUSED), 1, "of").follow(read_path(path)) == end


def test_a_path_may_go_up() -> None:
    assert Search(Tree.of(ACCUSED), 2, "").follow(read_path("^/nsubj")) == 0


def test_two_paths_to_one_token_are_no_two_pieces() -> None:
    search = Search(Tree.of(ACCUSED), 1, "of")
    assert search.all((read_path("dobj"), read_path("dobj+"))) is None
    assert search.all((read_path("dobj"), read_path("prep"))) == [2, 3]


def test_a_frame_reads_a_tree_made_by_hand() -> None:
    found = [(c.frame.name, c.content, c.source, c.cue) for c in candidates(Tree.of(ACCUSED))]
    assert found[0] == ("object-preposition", ((2, 5),), (0, 1), (1, 2))


def test_a_doc_without_quotations_or_words() -> None:
    assert list(attributions(Doc(VOCAB, words=[]))) == []
    assert [a.frame for a in attributions(ACCUSED)] == ["object-preposition"]


# --- the tables -------------------------------------------------------------------------------------


def test_every_group_names_a_sense_and_frames_that_exist() -> None:
    known = {row.entry for rows in frames().values() for row in rows} | {"quote", "colon"}
    for group in table("cues")["cue"]:
        assert group["sense"] in SENSES
        assert set(group["frames"].split()) <= known, group
        assert group["words"].split()


def test_every_irregular_verb_is_used() -> None:
    verbs = {
        word.partition("_")[0]
        for g in table("cues")["cue"]
        if g["pos"] == "VERB"
        for word in g["words"].split()
    }
    assert set(table("cues")["irregular"]) <= verbs


def test_the_gate_weighs_only_frames_that_exist() -> None:
    names = {row["name"] for row in ROWS} | {"quotation", "colon"}
    assert set(table("gate")["frames"]) <= names
    assert set(table("gate")["clausal"]) <= names
    assert set(table("gate")["always"]) <= SENSES


def test_forms_lead_to_their_entries() -> None:
    assert "call for" in {entry.name for entry in lexicon().look_up("VERB", "called")}
    assert {e.sense for e in lexicon().look_up("VERB", "denied")} == {"deny", "dismiss"}
    assert lexicon().look_up("VERB", "sleeping") == ()


def test_nouns_of_claiming_and_of_events() -> None:
    assert names_claim("allegations")
    assert not names_claim("pilots")
    assert names_event("involvement")
    assert names_event("attacks")
    assert names_event("shipments")
    assert not names_event("president")
    assert not names_event("governments")


def test_a_candidate_is_scored_by_named_parts() -> None:
    tree = Tree.of(ACCUSED)
    scored = parts(tree, next(iter(candidates(tree))))
    assert scored["known-phrase"] == table("gate")["weights"]["known-phrase"]
