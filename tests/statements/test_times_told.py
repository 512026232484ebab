"""Times that take their meaning from the clause, from what was told before, or from a time beside them."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from allegedly.statements.page import Page
from allegedly.statements.times import times

if TYPE_CHECKING:
    from allegedly.model import Time
    from allegedly.parse import Parser

BLANK = spacy.blank("en")
TUESDAY = "2022-05-17"


def one(text: str, published: str | None = TUESDAY) -> Time:
    (found,) = times(Page.of(BLANK(text)), published)
    return found


def parsed(parser: Parser, text: str, published: str | None = TUESDAY) -> tuple[Time, ...]:
    return times(Page.of(next(parser.parse([(text, ())]))[0]), published)


@pytest.mark.parametrize(
    ("text", "value", "start", "end"),
    [
        ("by year-end", "2022-12-31", None, "2022-12-31"),
        ("by the end of the year", "2022", None, "2022-12-31"),
        ("later in the year", "2022", TUESDAY, "2022-12-31"),
        ("earlier in the week", "2022-W20", "2022-05-16", TUESDAY),
        ("the first half of the year", "2022-H1", "2022-01-01", "2022-06-30"),
        ("the second half of the year", "2021-H2", "2021-07-01", "2021-12-31"),
        ("in H1 2021", "2021-H1", "2021-01-01", "2021-06-30"),
        ("in FY2023", "2023", "2023-01-01", "2023-12-31"),
        ("in fiscal 2023", "2023", "2023-01-01", "2023-12-31"),
        ("in 2021 Q3", "2021-Q3", "2021-07-01", "2021-09-30"),
        ("the first week of March", "2022-W09", "2022-03-01", "2022-03-07"),
        ("the last week of June 2021", "2021-W25", "2021-06-24", "2021-06-30"),
        ("the week of March 7", "2022-W10", "2022-03-07", "2022-03-13"),
        ("the second of March", "2022-03-02", "2022-03-02", "2022-03-02"),
        ("March twenty-third", "2022-03-23", "2022-03-23", "2022-03-23"),
        ("the night of April 12", "2022-04-12TNI", "2022-04-12", "2022-04-12"),
        ("23/Sep/2020", "2020-09-23", "2020-09-23", "2020-09-23"),
        ("January nineteen ninety-seven", "1997-01", "1997-01-01", "1997-01-31"),
        ("the year two thousand", "2000", "2000-01-01", "2000-12-31"),
        ("the '70s", "197", "1970-01-01", "1979-12-31"),
        ("last Thanksgiving", "2021-11-25", "2021-11-25", "2021-11-25"),
        ("on Memorial Day 2021", "2021-05-31", "2021-05-31", "2021-05-31"),
        ("next week on Friday", "2022-05-27", "2022-05-27", "2022-05-27"),
        ("mid-afternoon yesterday", "2022-05-16TAF", "2022-05-16", "2022-05-16"),
        ("at dawn", "2022-05-17TMO", TUESDAY, TUESDAY),
        ("shelled overnight", "2022-05-17TNI", "2022-05-16", TUESDAY),
        ("since spring", "2022-SP", "2022-03-01", None),
        ("since New Year", "2022-01-01", "2022-01-01", None),
        ("at 3.07 on Tuesday morning", "2022-05-17T03:07", TUESDAY, TUESDAY),
        ("at four in the morning", "2022-05-17T04:00", TUESDAY, TUESDAY),
        ("at six in the evening", "2022-05-17T18:00", TUESDAY, TUESDAY),
        ("by early afternoon", "2022-05-17TAF", TUESDAY, TUESDAY),
        ("the Thursday before", "2022-05-12", "2022-05-12", "2022-05-12"),
        ("on Christmas Day", "2021-12-25", "2021-12-25", "2021-12-25"),
        ("in the past 24 hours", "PT24H", "2022-05-16", TUESDAY),
    ],
)
def test_news_says_it_so(text: str, value: str, start: str | None, end: str | None) -> None:
    found = one(text)
    assert (found.value, found.start, found.end) == (value, start, end)


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("On Friday at dawn it rained", "Friday at dawn", "2022-05-13TMO"),
        ("tomorrow before 5 p.m. sharp", "tomorrow before 5 p.m.", "2022-05-18T17:00"),
        ("on Friday from 10 am to noon", "Friday from 10 am to noon", "2022-05-13T10:00"),
        ("overnight on Monday", "overnight on Monday", "2022-05-16TNI"),
        ("two days after Monday", "two days after Monday", "2022-05-18"),
        ("three weeks before May 13, 2021", "three weeks before May 13, 2021", "2021-04-22"),
        ("the day before last Friday", "day before last Friday", "2022-05-12"),
        ("from January to March 2021", "from January to March 2021", "2021-01/2021-03"),
    ],
)
def test_two_words_for_one_moment(text: str, span: str, value: str) -> None:
    found = one(text)
    assert found.span.text == span
    assert (found.value or "").startswith(value)


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("a day after the vote", "a day", "XXXX-XX-XX"),
        ("two years later he won", "two years later", "XXXX"),
        ("weeks before the flood", "weeks", "XXXX-WXX"),
        ("he left the day before", "day before", "XXXX-XX-XX"),
        ("nine months into the term", "nine months", "XXXX-XX"),
        ("that evening they met", "that evening", "XXXX-XX-XXTEV"),
        ("on the same day", "on the same day", "XXXX-XX-XX"),
    ],
)
def test_how_far_off_something_lies_is_no_length_and_stays_open(
    text: str, span: str, value: str
) -> None:
    found = one(text)
    assert (found.span.text, found.type in {"DATE", "TIME"}) == (span, True)
    assert (found.value, found.start, found.end) == (value, None, None)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("On May 3 he spoke. That evening he left.", ["2022-05-03", "2022-05-03TEV"]),
        ("On May 3 he spoke. He had come the day before.", ["2022-05-03", "2022-05-02"]),
        ("On May 3 he spoke; the next day he left.", ["2022-05-03", "2022-05-04"]),
        ("In 2019 she won. The following year she lost.", ["2019", "2020"]),
        ("In June 2019 she won, and later that year she lost.", ["2019-06", "2019"]),
        ("They met on Friday. At 10 p.m. they left.", ["2022-05-13", "2022-05-13T22:00"]),
        ("In June 2019 she won. It rained. He slept. That year ended well.", ["2019-06", "XXXX"]),
        (
            "Profit rose in the first quarter. It had fallen a year earlier. Sales were flat.",
            ["2022-Q1", "2021-Q1"],
        ),
        ("Sales rose in April, more than in the same month last year.", ["2022-04", "2021-04"]),
    ],
)
def test_what_goes_back_to_a_time_told_before(parser: Parser, text: str, values: list[str]) -> None:
    assert [t.value for t in parsed(parser, text)] == values


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The council meets on Friday.", "2022-05-20"),
        ("The council met on Friday.", "2022-05-13"),
        ("The vote was postponed until Friday.", "2022-05-20"),
        ("The vote was moved to Friday.", "2022-05-20"),
        ("The mayor promised a normal service by Friday.", "2022-05-20"),
        ("The club will reopen before Memorial Day.", "2022-05-30"),
        ("The club planned to meet on Friday.", "2022-05-20"),
        ("The museum has scheduled a reading for Friday.", "2022-05-20"),
        ("The council met in July.", "2021-07"),
        ("The rule takes effect on January 1.", "2023-01-01"),
        ("The rule took effect on January 1.", "2022-01-01"),
        ("The ferry will return in three days.", "2022-05-20"),
        ("The mayor said the museum would open on Friday.", "2022-05-20"),
    ],
)
def test_the_clause_tells_which_way_to_look(parser: Parser, text: str, value: str) -> None:
    assert [t.value for t in parsed(parser, text)] == [value]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("The pact will be signed within days.", TUESDAY, None),
        ("The ferry will arrive within two weeks.", TUESDAY, "2022-05-31"),
        ("The ferry will arrive in coming days.", TUESDAY, None),
        ("Within days the ferry sank.", None, None),
    ],
)
def test_within_so_long_reaches_from_publication(
    parser: Parser, text: str, start: str | None, end: str | None
) -> None:
    (found,) = parsed(parser, text)
    assert (found.start, found.end) == (start, end)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "It was the second storm in as many days.",
        "The garden will one day be free.",
        "They watched 60 Minutes.",
        "She lives at 1600 Garden Avenue.",
        "Three-quarters of the flour was gone.",
    ],
)
def test_words_of_time_that_are_none(parser: Parser, text: str) -> None:
    assert parsed(parser, text) == ()


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The council met on Friday, two days after the vote, at 10 p.m. that evening.",
        "It will open within two weeks, in three days, by year-end or in the first half of the year.",
        "Overnight, at dawn and in the morning it rained; the next day, on the 18th, it did not.",
        "Profit rose in the quarter; a year earlier it had fallen, as in the same month last year.",
        "From April until June, between May and July, the first week of March was the last Thanksgiving.",
    ],
)
def test_an_undated_report_gives_open_times_never_wrong_ones(parser: Parser, text: str) -> None:
    found = parsed(parser, text, None)
    assert found
    assert {(t.start, t.end) for t in found} == {(None, None)}


WORDS = st.sampled_from(
    "that the same day year quarter 18th on week of March 6 first within three days in dawn overnight at Friday "
    "year-end two after before later Thanksgiving 2019 a ago to from last month May twenty-third H1 FY99 10 pm".split()
)


@given(
    st.lists(WORDS, max_size=14).map(" ".join),
    st.sampled_from([None, "2022", "2022-05-31", "0001-01-01"]),
)
def test_any_words_give_times_in_order(text: str, published: str | None) -> None:
    place = 0
    for found in times(Page.of(BLANK(text)), published):
        assert place <= found.span.start < found.span.end
        assert text[found.span.start : found.span.end] == found.span.text
        assert found.start is None or found.end is None or found.start <= found.end
        place = found.span.end


def test_a_long_row_of_numbers_takes_no_long_time() -> None:
    started = process_time()
    times(Page.of(BLANK("two hundred " * 4000)), TUESDAY)
    assert process_time() - started < 5
