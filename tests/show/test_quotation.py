from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.model import Span, identity
from allegedly.show.quotation import pieces, sentence
from show.story import STATEMENTS, TEXTS, at

TEXT_OF = {identity("report", name): text for name, text in TEXTS.items()}


@pytest.mark.parametrize("name", STATEMENTS)
def test_pieces_are_the_words_of_the_report(name: str) -> None:
    statement = STATEMENTS[name]
    text = TEXT_OF[statement.report]
    found = pieces(text, statement)
    assert "".join(p.text for p in found) in text
    content = "".join(s.text for s in statement.content)
    assert "".join(p.text for p in found if p.kind == "content") == content
    assert [p.text for p in found if p.kind == "cue"] == (
        [statement.cue.text] if statement.cue else []
    )


def test_a_sentence_ends_at_its_stop_but_not_at_an_abbreviation() -> None:
    start, end = sentence(TEXTS["stonebridge"], (at("stonebridge", "up to 15 drones"),))
    assert TEXTS["stonebridge"][start:end] == (
        "Col. Irsa Venn told Stonebridge Radio that up to 15 drones had crossed the river."
    )


def test_a_sentence_keeps_its_closing_quotation_mark() -> None:
    text = "He spoke. “The ice will hold.” She left."
    start, end = sentence(text, (Span(11, 14, "The"),))
    assert text[start:end] == "“The ice will hold.”"


def test_a_line_break_ends_a_sentence() -> None:
    text = "A heading\n\nThe ice holds\nMore"
    start, end = sentence(text, (Span(15, 18, "ice"),))
    assert text[start:end] == "The ice holds"


def test_an_endless_sentence_is_cut_between_words() -> None:
    text = "ice " * 1000
    start, end = sentence(text, (Span(2000, 2003, "ice"),))
    assert 600 < end - start < 1000
    assert text[start:end].split() == ["ice"] * len(text[start:end].split())


def test_a_statement_without_words_has_no_pieces() -> None:
    assert pieces("", replace(STATEMENTS["A1"], content=(), cue=None)) == ()


@settings(max_examples=40)
@given(st.text(min_size=1), st.data())
def test_any_span_of_any_text_is_quoted_exactly(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    statement = replace(STATEMENTS["A4"], content=(Span(start, end, text[start:end]),))
    found = pieces(text, statement)
    assert "".join(p.text for p in found if p.kind == "content") == text[start:end]
    assert "".join(p.text for p in found) in text
