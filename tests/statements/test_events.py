"""Event types: each row of the table on its two sentences, invented contents, and what PLOVER codes as done."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
import spacy
from spacy.tokens import Doc

from allegedly.statements.events import act_type, coded_type, event_type
from allegedly.statements.events.rows import Complement

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from allegedly.parse import Parser

TABLE = tomllib.loads(
    files("allegedly.statements").joinpath("lexicon", "events.toml").read_text("utf8")
)
TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "CONCEDE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
INVENTED = Path(__file__).with_name("event_sentences.tsv")
"""One content a line after its type, `-` for none; written before the table. While the table was written only
every second line's errors were read."""
CODED = Path(__file__).with_name("event_sentences_coded.tsv")
"""Sentences in the style of news agencies, three batches, each measured once before its errors were read: accuracy
.55, .57 and .55, precision .86, .88 and .85."""


def typed(parser: Parser, texts: Sequence[str]) -> list[str | None]:
    """The type of each text as one content."""
    return [
        event_type(doc, [(0, len(doc.text))]) for doc, _ in parser.parse((t, ()) for t in texts)
    ]


def by_hand(words: str, tags: str, deps: str, heads: Sequence[int]) -> Doc:
    """A parsed sentence; a tag is part of speech and tag, as VERB-VBD."""
    pos, tag = zip(*(t.split("-") for t in tags.split()), strict=True)
    return Doc(
        spacy.blank("en").vocab,
        words.split(),
        pos=list(pos),
        tags=list(tag),
        deps=deps.split(),
        heads=list(heads),
    )


def test_every_type_of_the_manual_has_rows() -> None:
    assert {row["type"] for row in TABLE["event"]} == TYPES


def test_rows_ask_only_for_what_is_known() -> None:
    places = {"object", "subject", "with"}
    known = {"type", "verbs", "nouns", "adjectives", "complement", "future", "yes", "no"}
    known |= places | {f"unless_{place}" for place in places}
    asked = {c for row in TABLE["event"] for c in row.get("complement", "any").split(" and ")}
    assert {key for row in TABLE["event"] for key in row} <= known
    assert asked <= set(get_args(Complement))
    assert all({"type", "yes", "no"} <= row.keys() for row in TABLE["event"])


@pytest.mark.model
def test_each_row_types_its_own_sentence(parser: Parser) -> None:
    rows = TABLE["event"]
    found = typed(parser, [row["yes"] for row in rows])
    wrong = [(r["yes"], t) for r, t in zip(rows, found, strict=True) if t != r["type"]]
    assert wrong == []


@pytest.mark.model
def test_each_row_leaves_the_other_sentence_alone(parser: Parser) -> None:
    rows = TABLE["event"]
    found = typed(parser, [row["no"] for row in rows])
    wrong = [r["no"] for r, t in zip(rows, found, strict=True) if t == r["type"]]
    assert wrong == []


def shares(
    path: Path, found: Callable[[Doc, list[tuple[int, int]]], str | None], parser: Parser
) -> tuple[float, float]:
    """Which share of all lines, and which of those given a type, has the right one."""
    gold, texts = zip(*(line.split("\t") for line in path.read_text().splitlines()), strict=True)
    docs = [doc for doc, _ in parser.parse((t, ()) for t in texts)]
    pairs = [(g, found(d, [(0, len(d.text))]) or "-") for g, d in zip(gold, docs, strict=True)]
    named = [(g, t) for g, t in pairs if t != "-"]
    right = sum(g == t for g, t in pairs) / len(pairs)
    return right, sum(g == t for g, t in named) / len(named)


@pytest.mark.model
def test_invented_contents(parser: Parser) -> None:
    accuracy, precision = shares(INVENTED, event_type, parser)
    assert accuracy >= 0.96
    assert precision >= 0.96


@pytest.mark.model
def test_invented_sentences_as_plover_codes_them(parser: Parser) -> None:
    accuracy, precision = shares(CODED, coded_type, parser)
    assert accuracy >= 0.78
    assert precision >= 0.94


@pytest.mark.parametrize(
    ("doc", "wanted"),
    [
        pytest.param(
            by_hand(
                "Rebels attacked the port",
                "NOUN-NNS VERB-VBD DET-DT NOUN-NN",
                "nsubj ROOT det dobj",
                [1, 1, 3, 1],
            ),
            "ASSAULT",
            id="verb",
        ),
        pytest.param(
            by_hand(
                "The port was attacked",
                "DET-DT NOUN-NN AUX-VBD VERB-VBN",
                "det nsubjpass auxpass ROOT",
                [1, 3, 3, 3],
            ),
            "ASSAULT",
            id="passive",
        ),
        pytest.param(
            by_hand(
                "Envoys held talks",
                "NOUN-NNS VERB-VBD NOUN-NNS",
                "nsubj ROOT dobj",
                [1, 1, 1],
            ),
            "CONSULT",
            id="light verb",
        ),
        pytest.param(
            by_hand("talks resumed", "NOUN-NNS VERB-VBD", "nsubj ROOT", [1, 1]),
            "CONSULT",
            id="event noun as subject",
        ),
        pytest.param(
            by_hand("talks have failed", "NOUN-NNS AUX-VBP VERB-VBN", "nsubj aux ROOT", [2, 2, 2]),
            None,
            id="a verb that says nothing of the noun",
        ),
        pytest.param(
            by_hand("these attacks", "DET-DT NOUN-NNS", "det ROOT", [1, 1]),
            None,
            id="points back",
        ),
        pytest.param(
            by_hand("withdrawal of troops", "NOUN-NN ADP-IN NOUN-NNS", "ROOT prep pobj", [0, 0, 1]),
            "RETREAT",
            id="noun with its object",
        ),
        pytest.param(
            by_hand(
                "storms killed three guards",
                "NOUN-NNS VERB-VBD NUM-CD NOUN-NNS",
                "nsubj ROOT nummod dobj",
                [1, 1, 3, 1],
            ),
            None,
            id="a subject that does no events",
        ),
    ],
)
def test_the_main_predicate(doc: Doc, wanted: str | None) -> None:
    assert event_type(doc, [(0, len(doc.text.rstrip()))]) == wanted


def test_spans_without_words_have_no_type() -> None:
    doc = by_hand("these attacks", "DET-DT NOUN-NNS", "det ROOT", [1, 1])
    assert event_type(doc, []) is None
    assert event_type(doc, [(0, 0)]) is None
    assert event_type(doc, [(500, 900)]) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "content", "coded"),
    [
        ("Velmar sent medicine to the island.", "AID", "AID"),
        ("Velmar will send medicine to the island.", "AID", "AGREE"),
        ("Velmar will not send medicine to the island.", "AID", "REJECT"),
        ("Velmar did not send medicine to the island.", "AID", None),
        ("Velmar may send medicine to the island.", "AID", None),
        ("Velmar must release the prisoners.", "RETREAT", "REQUEST"),
        ("Velmar promised to send medicine to the island.", "AGREE", "AGREE"),
        ("Velmar attacked the port.", "ASSAULT", "ASSAULT"),
        ("Velmar will attack the port.", "ASSAULT", "THREATEN"),
        ("Velmar threatened to attack the port.", "THREATEN", "THREATEN"),
        ("Velmar is considering sending medicine to the island.", "AID", None),
        ("Velmar has not agreed to the plan.", "AGREE", "REJECT"),
        ("Velmar has a long coast.", None, None),
    ],
)
def test_only_what_is_done_is_coded_as_done(
    parser: Parser, text: str, content: str | None, coded: str | None
) -> None:
    ((doc, _),) = parser.parse([(text, ())])
    assert event_type(doc, [(0, len(text))]) == content
    assert coded_type(doc, [(0, len(text))]) == coded


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "anchor", "wanted"),
    [
        ("Velmar accused its neighbour of lying.", "accused", "ACCUSE"),
        ("Velmar denied these claims.", "denied", "REJECT"),
        ("Velmar demanded an apology.", "demanded", "REQUEST"),
        ("Velmar said that rebels attacked the port.", "said", None),
    ],
)
def test_what_is_done_by_saying_it(
    parser: Parser, text: str, anchor: str, wanted: str | None
) -> None:
    ((doc, _),) = parser.parse([(text, ())])
    assert act_type(doc, next(t.i for t in doc if t.text == anchor)) == wanted


def test_only_words_of_the_content_lead_to_its_event() -> None:
    doc = by_hand(
        "Envoys slept and rebels attacked",
        "NOUN-NNS VERB-VBD CCONJ-CC NOUN-NNS VERB-VBD",
        "nsubj ROOT cc nsubj conj",
        [1, 1, 1, 4, 1],
    )
    assert event_type(doc, [(0, 32)]) == "ASSAULT"
    assert event_type(doc, [(0, 12)]) is None


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("promised", "AGREE"), ("attacks", "ASSAULT"), ("began", None), ("of", None)],
)
def test_endless_nesting_ends(word: str, wanted: str | None) -> None:
    size = 3000
    tag = {"attacks": "NOUN-NNS", "of": "ADP-IN"}.get(word, "VERB-VBD")
    dep = {"attacks": "conj", "of": "prep"}.get(word, "xcomp")
    doc = by_hand(
        " ".join([word] * size),
        " ".join([tag] * size),
        " ".join(["ROOT", *[dep] * (size - 1)]),
        [0, *range(size - 1)],
    )
    assert event_type(doc, [(0, len(doc.text.rstrip()))]) == wanted
