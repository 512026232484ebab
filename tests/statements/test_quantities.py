"""Figures: what is counted, what happened to it, and what is no figure at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from allegedly.statements.page import Page
from allegedly.statements.quantities import figures, quantities
from allegedly.statements.times import times

if TYPE_CHECKING:
    from allegedly.model import Quantity
    from allegedly.parse import Parser

BLANK = spacy.blank("en")


def tree(rows: str) -> Doc:
    """A Doc from lines of `word tag dep head`, the head by its index."""
    words, tags, deps, heads = zip(*(row.split() for row in rows.strip().splitlines()), strict=True)
    return Doc(
        BLANK.vocab,
        words=list(words),
        tags=list(tags),
        deps=list(deps),
        heads=[int(h) for h in heads],
        pos=["VERB" if t.startswith("VB") else "NOUN" for t in tags],
    )


def test_the_verb_above_gives_the_role_and_the_noun_the_unit() -> None:
    doc = tree("""
        They PRP nsubj 1
        sent VBD ROOT 1
        40 CD nummod 5
        special JJ amod 5
        rescue NN compound 5
        workers NNS dobj 1
        . . punct 1
    """)
    (found,) = quantities(Page.of(doc), ())
    assert (found.value, found.unit, found.role) == (40, "special rescue workers", "sent")
    assert found.span.text == "40 special rescue workers"


def test_the_clause_of_the_counted_goes_before_the_verb_above() -> None:
    doc = tree("""
        Reports NNS nsubj 1
        mention VBP ROOT 1
        40 CD nummod 3
        workers NNS dobj 1
        hurt VBN acl 3
        . . punct 1
    """)
    assert quantities(Page.of(doc), ())[0].role == "wounded"


def test_a_word_of_change_beside_the_figure_is_its_direction_and_no_role() -> None:
    doc = tree("""
        Prices NNS nsubj 1
        rose VBD ROOT 1
        by IN prep 1
        5 CD nummod 4
        percent NN pobj 2
        . . punct 1
    """)
    (found,) = quantities(Page.of(doc), ())
    assert (found.unit, found.change, found.role) == ("%", "up", None)


def the_quantities(parser: Parser, text: str) -> tuple[Quantity, ...]:
    page = Page.of(next(parser.parse([(text, ())]))[0])
    return quantities(page, times(page, None))


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "value", "unit", "bound", "role"),
    [
        (
            "Officials sent 300 mountain rescue workers.",
            300,
            "mountain rescue workers",
            "exact",
            "sent",
        ),
        ("At least 12 people were killed by the storm.", 12, "people", "at least", "killed"),
        ("Police arrested up to 40 demonstrators.", 40, "demonstrators", "up to", "arrested"),
        ("They shipped over 500 crates of tea.", 500, "crates", "more than", "sent"),
        ("Some 500 miners are being trained.", 500, "miners", "about", "prepared"),
        ("The city paid $1.2 billion.", 1.2e9, "USD", "exact", "paid"),
        ("The firm demanded half a million euros.", 500_000, "EUR", "exact", "demanded"),
        ("There were no casualties.", 0, "casualties", "exact", None),
        ("No further deaths were reported.", 0, "deaths", "exact", "killed"),
        ("The strike displaced 3m people.", 3e6, "people", "exact", "displaced"),
        ("About two dozen bakers attended.", 24, "bakers", "about", "attended"),
        ("One baker was injured.", 1, "baker", "exact", "wounded"),
        ("A 12-member team was sent.", 12, "member", "exact", "sent"),
        ("They sent 16 mostly wooden boats.", 16, "mostly wooden boats", "exact", "sent"),
        ("Two of the bakers were injured.", 2, "bakers", "exact", "wounded"),
        ("They detained 10 bakers Sunday afternoon.", 10, "bakers", "exact", "arrested"),
        ("They sent a half-dozen bakers.", 6, "bakers", "exact", "sent"),
    ],
)
def test_a_figure(
    parser: Parser, text: str, value: float, unit: str, bound: str, role: str | None
) -> None:
    (found,) = the_quantities(parser, text)
    assert (found.value, found.unit, found.bound, found.role) == (value, unit, bound, role)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "vague", "unit"),
    [
        ("Dozens of bakers were arrested.", "dozens", "bakers"),
        ("Tens of thousands of people fled.", "tens of thousands", "people"),
        ("Several bakeries burned.", "several", "bakeries"),
        ("He answered several of the mayor's questions.", "several", "questions"),
    ],
)
def test_a_vague_figure(parser: Parser, text: str, vague: str, unit: str) -> None:
    (found,) = the_quantities(parser, text)
    assert (found.value, found.vague, found.unit, found.bound) == (None, vague, unit, "vague")


@pytest.mark.model
def test_a_figure_alone_counts_what_the_one_before_it_counted(parser: Parser) -> None:
    text = "The port sent 200 divers. Their number could eventually reach 900."
    first, second = the_quantities(parser, text)
    assert (second.value, second.unit, second.bound) == (900, first.unit, "up to")


@pytest.mark.model
def test_a_figure_two_sentences_on_inherits_nothing(parser: Parser) -> None:
    text = "The port sent 200 divers. The mayor was pleased. The answer is 900."
    assert [q.unit for q in the_quantities(parser, text)] == ["divers", None]


@pytest.mark.model
def test_a_part_hands_its_unit_to_nobody(parser: Parser) -> None:
    text = "The fire killed 19 people, including five children, and dozens were hurt in a town of 4,000."
    assert [q.unit for q in the_quantities(parser, text)] == ["people", "children", "people", None]


@pytest.mark.model
def test_two_figures_share_a_noun(parser: Parser) -> None:
    found = the_quantities(parser, "The drill involves 400 Danish and about 300 Dutch sailors.")
    assert [(q.value, q.unit) for q in found] == [(400, "sailors"), (300, "Dutch sailors")]


@pytest.mark.model
def test_a_range(parser: Parser) -> None:
    (found,) = the_quantities(parser, "Between 20 and 30 divers were hurt.")
    assert (found.value, found.min, found.max, found.unit) == (None, 20, 30, "divers")


@pytest.mark.model
def test_a_movement_is_two_figures(parser: Parser) -> None:
    found = the_quantities(parser, "Output fell from 100 tonnes to 80 tonnes.")
    assert [q.value for q in found] == [100, 80]


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "A 42-year-old man, aged 42, spoke.",
        "Jane Roe, 37, spoke.",
        "She was 37 when she spoke.",
        "The F-16 and the T-72 stayed at home.",
        "COVID-19 was discussed by the G7 after 9/11.",
        "Resolution 1540 and Article 5 were quoted.",
        "He lives at 12 Harbour Street.",
        "It happened on 3 May 2021 at 10:30 a.m., in 1998 and 2004.",
        "The talks lasted for three weeks.",
        "One of the divers spoke; the other one was silent.",
        "Each one of them spoke.",
        "They took a third term and came 4th.",
        "Call 555-1234 now.",
        "1. Introduction",
        "They drew 2-2 at home.",
        "The 2012 polls and the 2013 budgets were published.",
        "The class of ’12 met.",
        "Tea is the #1 priority.",
        "The FTSE 100 index was flat.",
        "He spoke at ground zero of zero tolerance.",
        "Jane Roe was 19 when she spoke.",
    ],
)
def test_what_is_no_figure(parser: Parser, text: str) -> None:
    assert the_quantities(parser, text) == ()


@pytest.mark.model
def test_ages_lengths_and_members_keep_their_kind(parser: Parser) -> None:
    text = "One of the divers, a 42-year-old man, was in hospital for three weeks."
    found = figures(Page.of(next(parser.parse([(text, ())]))[0]), ())
    assert [f.kind for f in found] == ["one of", "age", "duration"]


@given(
    st.text(
        alphabet=st.sampled_from("0123456789 ,.-$%/aeonx\n")
        | st.characters(exclude_categories=["Cs"])
    )
)
def test_any_text_gives_spans_of_itself_without_overlap(text: str) -> None:
    place = 0
    for found in figures(Page.of(BLANK(text)), ()):
        span = found.quantity.span
        assert place <= span.start < span.end
        assert text[span.start : span.end] == span.text
        place = span.end
