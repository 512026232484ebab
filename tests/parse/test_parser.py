"""Long texts are cut where it hurts least; offsets stay true; boilerplate is blank to the parser."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import ModelMissing
from allegedly.model import Marked, Span
from allegedly.parse import Parser, pieces


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_pieces_join_to_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    cut = list(pieces(text, limit))
    assert "".join(piece for _, piece in cut) == text
    assert all(len(piece) <= limit for _, piece in cut)
    assert all(text[start : start + len(piece)] == piece for start, piece in cut)


@pytest.mark.parametrize(
    ("text", "limit", "first"),
    [
        ("One line.\nAnother line here.", 20, "One line.\n"),
        ("First words. Second words follow on", 20, "First words. "),
        ("no sentence ends in here at all", 20, "no sentence ends in "),
        ("x" * 50, 20, "x" * 20),
        ("short", 20, "short"),
    ],
    ids=["line break", "sentence", "space", "anywhere", "whole"],
)
def test_where_a_cut_stands(text: str, limit: int, first: str) -> None:
    assert next(pieces(text, limit)) == (0, first)


@pytest.mark.model
def test_offsets_agree_with_the_text_and_cuts_are_told(parser: Parser) -> None:
    paragraph = "The dam broke on Monday, the mayor said. Nobody was hurt.\n"
    texts = [paragraph * 700, "", "One sentence only."]
    parsed = list(parser.parse([(text, ()) for text in texts]))
    assert [doc.text for doc, _ in parsed] == texts
    assert len(parsed[0][1]) == 2
    assert all(texts[0][cut - 1] == "\n" for cut in parsed[0][1])
    assert parsed[1][1] == parsed[2][1] == ()


@pytest.mark.model
def test_sentences_stop_at_line_breaks_and_boilerplate_is_blank(parser: Parser) -> None:
    text = "A heading without a stop\nThe dam broke. READ MORE: Other News\nThe mayor left."
    start = text.index("READ")
    end = text.index("\nThe mayor")
    mark = Marked(Span(start, end, text[start:end]), "link")
    ((doc, _),) = parser.parse([(text, [mark])])
    assert len(doc.text) == len(text)
    assert "Other" not in doc.text
    assert [s.text.strip() for s in doc.sents] == [
        "A heading without a stop",
        "The dam broke.",
        "The mayor left.",
    ]


def test_a_missing_model_names_the_way_out() -> None:
    with pytest.raises(ModelMissing, match="make install"):
        Parser("no_such_model")
