"""Pairing quotation marks: every style, nesting, apostrophes, and marks without a partner."""

from __future__ import annotations

from itertools import pairwise

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from allegedly.parse.quotations import LIMIT, mark_quotations, quotations

BLANK = spacy.blank("en")


def found(text: str) -> list[str]:
    return [text[start:end] for start, end in quotations(text)]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("He said “yes, we can,” and left. “No.”", ["“yes, we can,”", "“No.”"]),
        ('"A b," he said. "C d."', ['"A b,"', '"C d."']),
        ("``Old style,'' he said.", ["``Old style,''"]),
        ("''Archive style,'' he said.", ["''Archive style,''"]),
        ("«Oui», dit-il.", ["«Oui»"]),
        ("„Ja“, sagte er.", ["„Ja“"]),
        ("‘I don’t know,’ he said.", ["‘I don’t know,’"]),
        ("'Nobody’s home,' it's said.", ["'Nobody’s home,'"]),
        ("the ‘workers’ party", ["‘workers’"]),
        ("He said 'never again' twice.", ["'never again'"]),
    ],
)
def test_every_style_of_marks(text: str, quoted: list[str]) -> None:
    assert found(text) == quoted


@pytest.mark.parametrize(
    "text",
    [
        "It's the workers' right.",
        "Back in the '90s.",
        "He is 5'10\" tall.",
        "rock 'n' roll",
        "",
        " \n",
    ],
)
def test_apostrophes_years_and_inches_are_no_quotations(text: str) -> None:
    assert found(text) == []


def test_an_inch_mark_does_not_open_the_next_quotation() -> None:
    assert found('He is 5\'10" tall and said "hi there" loudly.') == ['"hi there"']


@pytest.mark.parametrize(
    "text",
    [
        "“He called it ‘a mess’ yesterday,”",
        "“He called it “a mess” yesterday,”",
        "\"It is 'bad'.\"",
    ],
)
def test_only_the_outermost_quotation_counts(text: str) -> None:
    assert found(f"{text} she said.") == [text]


def test_a_paragraph_may_leave_its_quotation_open_for_the_next() -> None:
    text = "“First we talked. Then we ate.\n\n“Then we left.” He smiled."
    assert found(text) == ["“First we talked. Then we ate.", "“Then we left.”"]


def test_a_mark_without_a_partner_costs_only_its_own_sentence() -> None:
    assert found("A “stray mark. Then “another one” here.") == ["“stray mark.", "“another one”"]
    assert found('A "stray mark. Then "another one" here.') == ['"stray mark.', '"another one"']


def test_a_quotation_left_open_in_a_short_last_paragraph_ends_with_it() -> None:
    assert found('He said "only this and nothing else.') == ['"only this and nothing else.']


def test_a_quotation_left_open_in_a_long_paragraph_ends_with_its_sentence() -> None:
    assert found("“One sentence. " + "More words. " * LIMIT) == ["“One sentence."]


def test_an_endless_open_mark_is_no_quotation() -> None:
    assert found("“" + "word " * LIMIT) == []


def test_a_closing_mark_that_opens_by_mistake() -> None:
    assert found("She said ”never again” twice.") == ["”never again”"]


def test_a_lost_blank_before_a_quotation() -> None:
    assert found('"What?" he asked."No," she said.') == ['"What?"', '"No,"']


def test_curly_and_straight_marks_may_meet() -> None:
    assert found('She said “never again" twice.') == ['“never again"']


def test_an_unpaired_guillemet_inside_another_is_counted() -> None:
    assert found("«Il a dit «non» hier», dit-elle.") == ["«Il a dit «non» hier»"]


def test_the_spans_of_a_doc_hold_the_marks() -> None:
    doc = BLANK('"Never," she said. He: “No.”')
    mark_quotations(doc)
    assert [span.text for span in doc.spans["quotations"]] == ['"Never,"', "“No.”"]


@given(st.text(alphabet="ab. ,\n\"'“”‘’«»`„5-", max_size=80))
def test_quotations_are_in_order_apart_and_inside_the_text(text: str) -> None:
    runs = list(quotations(text))
    assert all(0 <= start < end <= len(text) for start, end in runs)
    assert all(before[1] <= after[0] for before, after in pairwise(runs))
    assert all("\n" not in text[start:end] for start, end in runs)
    doc = BLANK(text)
    mark_quotations(doc)
    assert len(doc.spans["quotations"]) == len(runs)
