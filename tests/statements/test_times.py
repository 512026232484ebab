"""Time expressions against the publication date."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from allegedly.statements.page import Page
from allegedly.statements.times import expressions, times
from allegedly.statements.times.intervals import interval

if TYPE_CHECKING:
    from allegedly.model import Time
    from allegedly.parse import Parser

BLANK = spacy.blank("en")
TUESDAY = "2022-05-17"


def one(text: str, published: str | None = TUESDAY) -> Time:
    (found,) = times(Page.of(BLANK(text)), published)
    return found


@pytest.mark.parametrize(
    ("text", "span", "value", "start", "end"),
    [
        # calendar dates
        ("on Oct 22, 2021", "Oct 22, 2021", "2021-10-22", "2021-10-22", "2021-10-22"),
        ("on 22 October 2021", "22 October 2021", "2021-10-22", "2021-10-22", "2021-10-22"),
        (
            "the 3rd of March 2021",
            "the 3rd of March 2021",
            "2021-03-03",
            "2021-03-03",
            "2021-03-03",
        ),
        ("Monday, Feb. 7, 2022", "Monday, Feb. 7, 2022", "2022-02-07", "2022-02-07", "2022-02-07"),
        ("on Monday (May 16)", "Monday (May 16)", "2022-05-16", "2022-05-16", "2022-05-16"),
        ("on Monday (16 May)", "Monday (16 May)", "2022-05-16", "2022-05-16", "2022-05-16"),
        ("this April 8, 2021", "this April 8, 2021", "2021-04-08", "2021-04-08", "2021-04-08"),
        ("last Oct. 23", "last Oct. 23", "2021-10-23", "2021-10-23", "2021-10-23"),
        ("on April 8", "April 8", "2022-04-08", "2022-04-08", "2022-04-08"),
        ("on December 20", "December 20", "2021-12-20", "2021-12-20", "2021-12-20"),
        ("on July 20", "July 20", "2022-07-20", "2022-07-20", "2022-07-20"),
        ("on 2021-10-22", "2021-10-22", "2021-10-22", "2021-10-22", "2021-10-22"),
        ("on 10/22/2021", "10/22/2021", "2021-10-22", "2021-10-22", "2021-10-22"),
        ("on 22.10.21", "22.10.21", "2021-10-22", "2021-10-22", "2021-10-22"),
        ("on 22/10/1999", "22/10/1999", "1999-10-22", "1999-10-22", "1999-10-22"),
        ("in August 2021", "August 2021", "2021-08", "2021-08-01", "2021-08-31"),
        ("in early June", "early June", "2022-06", "2022-06-01", "2022-06-30"),
        ("in February", "February", "2022-02", "2022-02-01", "2022-02-28"),
        ("in November", "November", "2021-11", "2021-11-01", "2021-11-30"),
        ("last June", "last June", "2021-06", "2021-06-01", "2021-06-30"),
        ("next April", "next April", "2023-04", "2023-04-01", "2023-04-30"),
        ("this April", "this April", "2022-04", "2022-04-01", "2022-04-30"),
        ("in June last year", "June last year", "2021-06", "2021-06-01", "2021-06-30"),
        ("in 2021", "2021", "2021", "2021-01-01", "2021-12-31"),
        ("in mid-2021", "mid-2021", "2021", "2021-01-01", "2021-12-31"),
        ("in 2019-20", "2019-20", "2019/2020", "2019-01-01", "2020-12-31"),
        ("in the 1990s", "the 1990s", "199", "1990-01-01", "1999-12-31"),
        ("in the late '80s", "the late '80s", "198", "1980-01-01", "1989-12-31"),
        ("in the twenties", "the twenties", "202", "2020-01-01", "2029-12-31"),
        ("in the nineties", "the nineties", "199", "1990-01-01", "1999-12-31"),
        ("the 19th century", "the 19th century", "18", "1800-01-01", "1899-12-31"),
        ("the first century", "the first century", "00", "0001-01-01", "0100-12-31"),
        ("in Q3 2021", "Q3 2021", "2021-Q3", "2021-07-01", "2021-09-30"),
        ("the first quarter", "the first quarter", "2022-Q1", "2022-01-01", "2022-03-31"),
        ("the third quarter", "the third quarter", "2021-Q3", "2021-07-01", "2021-09-30"),
        (
            "last year's third quarter",
            "last year's third quarter",
            "2021-Q3",
            "2021-07-01",
            "2021-09-30",
        ),
        ("the first half of 2021", "the first half of 2021", "2021-H1", "2021-01-01", "2021-06-30"),
        ("the summer of 2021", "the summer of 2021", "2021-SU", "2021-06-01", "2021-08-31"),
        ("last winter", "last winter", "2021-WI", "2021-12-01", "2022-02-28"),
        ("this summer", "this summer", "2022-SU", "2022-06-01", "2022-08-31"),
        ("next spring", "next spring", "2023-SP", "2023-03-01", "2023-05-31"),
        ("nineteen ninety-six", "nineteen ninety-six", "1996", "1996-01-01", "1996-12-31"),
        ("on Christmas Day", "Christmas Day", "2021-12-25", "2021-12-25", "2021-12-25"),
        # against the publication date
        ("on Tuesday", "Tuesday", "2022-05-17", "2022-05-17", "2022-05-17"),
        ("on Wednesday", "Wednesday", "2022-05-11", "2022-05-11", "2022-05-11"),
        ("last Tuesday", "last Tuesday", "2022-05-10", "2022-05-10", "2022-05-10"),
        ("next Tuesday", "next Tuesday", "2022-05-24", "2022-05-24", "2022-05-24"),
        ("Friday of last week", "Friday of last week", "2022-05-13", "2022-05-13", "2022-05-13"),
        ("Friday night", "Friday night", "2022-05-13TNI", "2022-05-13", "2022-05-13"),
        ("today", "today", "2022-05-17", "2022-05-17", "2022-05-17"),
        ("yesterday", "yesterday", "2022-05-16", "2022-05-16", "2022-05-16"),
        ("tonight", "tonight", "2022-05-17TNI", "2022-05-17", "2022-05-17"),
        ("last night", "last night", "2022-05-16TNI", "2022-05-16", "2022-05-16"),
        ("this morning", "this morning", "2022-05-17TMO", "2022-05-17", "2022-05-17"),
        ("this week", "this week", "2022-W20", "2022-05-16", "2022-05-22"),
        ("last week", "last week", "2022-W19", "2022-05-09", "2022-05-15"),
        ("the weekend", "the weekend", "2022-W19-WE", "2022-05-14", "2022-05-15"),
        ("this month", "this month", "2022-05", "2022-05-01", "2022-05-31"),
        ("earlier this month", "earlier this month", "2022-05", "2022-05-01", "2022-05-17"),
        ("later this year", "later this year", "2022", "2022-05-17", "2022-12-31"),
        ("last month", "last month", "2022-04", "2022-04-01", "2022-04-30"),
        ("last quarter", "last quarter", "2022-Q1", "2022-01-01", "2022-03-31"),
        ("this decade", "this decade", "202", "2020-01-01", "2029-12-31"),
        ("two days ago", "two days ago", "2022-05-15", "2022-05-15", "2022-05-15"),
        ("two weeks ago", "two weeks ago", "2022-W18", "2022-05-02", "2022-05-08"),
        ("a month ago", "a month ago", "2022-04", "2022-04-01", "2022-04-30"),
        ("three hours ago", "three hours ago", "2022-05-17", "2022-05-17", "2022-05-17"),
        ("several years ago", "several years ago", "PAST_REF", None, TUESDAY),
        ("two weeks from now", "two weeks from now", "2022-W22", "2022-05-30", "2022-06-05"),
        ("a few days from now", "a few days from now", "FUTURE_REF", TUESDAY, None),
        ("the following year", "the following year", "XXXX", None, None),
        ("and the next year", "the next year", "XXXX", None, None),
        ("the next day", "the next day", "XXXX-XX-XX", None, None),
        ("the previous Monday", "the previous Monday", "XXXX-WXX-1", None, None),
        ("now", "now", "PRESENT_REF", TUESDAY, TUESDAY),
        ("recently", "recently", "PAST_REF", None, TUESDAY),
        ("in the past.", "the past", "PAST_REF", None, TUESDAY),
        ("in recent years", "recent years", "PAST_REF", None, TUESDAY),
        ("in coming days", "coming days", "FUTURE_REF", TUESDAY, None),
        # open intervals
        ("since August 2021", "August 2021", "2021-08", "2021-08-01", None),
        ("until Monday", "Monday", "2022-05-16", None, "2022-05-16"),
        # clocks
        (
            "at 3:30 p.m. on Monday",
            "3:30 p.m. on Monday",
            "2022-05-16T15:30",
            "2022-05-16",
            "2022-05-16",
        ),
        ("at noon yesterday", "noon yesterday", "2022-05-16T12:00", "2022-05-16", "2022-05-16"),
        (
            "May 3, 2021, at 09:15 GMT",
            "May 3, 2021, at 09:15 GMT",
            "2021-05-03T09:15Z",
            "2021-05-03",
            "2021-05-03",
        ),
        ("at 12 a.m.", "12 a.m.", "2022-05-17T00:00", "2022-05-17", "2022-05-17"),
        ("at five o'clock", "five o'clock", "2022-05-17T05:00", "2022-05-17", "2022-05-17"),
        ("at 0900 GMT", "0900 GMT", "2022-05-17T09:00Z", "2022-05-17", "2022-05-17"),
        ("after 5 p.m.", "5 p.m.", "2022-05-17T17:00", "2022-05-17", "2022-05-17"),
        # ranges
        (
            "between May 8 and 13",
            "between May 8 and 13",
            "2022-05-08/2022-05-13",
            "2022-05-08",
            "2022-05-13",
        ),
        ("8-13 May 2021", "8-13 May 2021", "2021-05-08/2021-05-13", "2021-05-08", "2021-05-13"),
        (
            "from Friday to Monday",
            "from Friday to Monday",
            "2022-05-13/2022-05-16",
            "2022-05-13",
            "2022-05-16",
        ),
        (
            "from Monday to Friday",
            "from Monday to Friday",
            "2022-05-09/2022-05-13",
            "2022-05-09",
            "2022-05-13",
        ),
        ("from 2009 to 2011", "from 2009 to 2011", "2009/2011", "2009-01-01", "2011-12-31"),
    ],
)
def test_dates_mean_days(
    text: str, span: str, value: str, start: str | None, end: str | None
) -> None:
    found = one(text)
    assert (found.span.text, found.value, found.start, found.end) == (span, value, start, end)
    assert found.type == ("TIME" if "T" in value and "REF" not in value else "DATE")


@pytest.mark.parametrize(
    ("text", "span", "kind", "value"),
    [
        ("for three weeks", "three weeks", "DURATION", "P3W"),
        ("a two-week trip", "two-week", "DURATION", "P2W"),
        ("for 90 minutes", "90 minutes", "DURATION", "PT90M"),
        ("for a year and a half", "a year and a half", "DURATION", "P1Y6M"),
        ("for two and a half years", "two and a half years", "DURATION", "P2Y6M"),
        ("half an hour", "half an hour", "DURATION", "PT30M"),
        ("for more than four hours", "more than four hours", "DURATION", "PT4H"),
        ("a couple of days", "a couple of days", "DURATION", "P2D"),
        ("for several months", "several months", "DURATION", "PXM"),
        ("for decades", "decades", "DURATION", "PXDE"),
        ("a fortnight", "a fortnight", "DURATION", "P2W"),
        ("the first nine months", "the first nine months", "DURATION", "P9M"),
        ("every day", "every day", "SET", "P1D"),
        ("every two weeks", "every two weeks", "SET", "P2W"),
        ("every three or four weeks", "every three or four weeks", "SET", "P3W"),
        ("half a century", "half a century", "DURATION", "P50Y"),
        ("every other week", "every other week", "SET", "P2W"),
        ("every summer", "every summer", "SET", "XXXX-SU"),
        ("every morning", "every morning", "SET", "XXXX-XX-XXTMO"),
        ("each July", "each July", "SET", "XXXX-07"),
        ("twice a week", "twice a week", "SET", "P1W"),
        ("weekly", "weekly", "SET", "P1W"),
        ("on Mondays", "Mondays", "SET", "XXXX-WXX-1"),
        ("every Monday morning", "every Monday morning", "SET", "XXXX-WXX-1TMO"),
    ],
)
def test_lengths_and_sets_have_no_days(text: str, span: str, kind: str, value: str) -> None:
    found = one(text)
    assert (found.span.text, found.type, found.value) == (span, kind, value)
    assert (found.start, found.end) == (None, None)


@pytest.mark.parametrize(
    ("text", "value", "start", "end"),
    [
        ("the past two weeks", "P2W", "2022-05-03", TUESDAY),
        ("the next 18 months", "P18M", TUESDAY, "2023-11-17"),
        ("the last several days", "PXD", None, TUESDAY),
        ("the past year", "P1Y", "2021-05-17", TUESDAY),
        ("over the next week", "P1W", TUESDAY, "2022-05-24"),
        ("the past two centuries", "P2CE", "1822-05-17", TUESDAY),
    ],
)
def test_a_length_that_ends_or_starts_at_publication(
    text: str, value: str, start: str | None, end: str | None
) -> None:
    found = one(text)
    assert (found.type, found.value, found.start, found.end) == ("DURATION", value, start, end)


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("on Tuesday", None, "XXXX-WXX-2"),
        ("on Tuesday night", "2022", "XXXX-WXX-2TNI"),
        ("on October 22", None, "XXXX-10-22"),
        ("in October", None, "XXXX-10"),
        ("today", "2022-05", "XXXX-XX-XX"),
        ("last week", None, "XXXX-WXX"),
        ("last month", "2022", "XXXX-XX"),
        ("last year", None, "XXXX"),
        ("at 10:30 p.m.", None, "XXXX-XX-XXT22:30"),
        ("three days ago", "not a date", "XXXX-XX-XX"),
        ("recently", None, "PAST_REF"),
        ("the past two weeks", None, "P2W"),
        ("today", "2022-13-45", "XXXX-XX-XX"),
    ],
)
def test_an_undated_report_leaves_it_open(text: str, published: str | None, value: str) -> None:
    found = one(text, published)
    assert (found.value, found.start, found.end) == (value, None, None)


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("last month", "2022-05", "2022-04"),
        ("last year", "2022", "2021"),
        ("on Monday", "2022-05-17T09:15:00+09:00", "2022-05-16"),
    ],
)
def test_a_coarse_date_tells_what_it_can(text: str, published: str, value: str) -> None:
    assert one(text, published).value == value


@pytest.mark.parametrize(
    "text", ["she may go", "about 2000 people", "a second man", "as soon as possible"]
)
def test_what_is_no_time(text: str) -> None:
    assert times(Page.of(BLANK(text)), TUESDAY) == ()


@pytest.mark.parametrize(
    "text",
    ["on February 31", "on 13/13/2020", "February 29, 2023", "12345678901234567890 years ago"],
)
def test_a_day_that_no_calendar_has_stays_open(text: str) -> None:
    found = one(text)
    assert (found.start, found.end) == (None, None)


def test_a_number_beyond_all_bounds_does_no_harm() -> None:
    assert times(
        Page.of(BLANK("9" * 400 + " years ago, the past 1" + "0" * 30 + " centuries")), TUESDAY
    )


def test_ranges_are_two_expressions_for_timex() -> None:
    doc = BLANK("between May 8 and 13")
    assert [t.value for t in expressions(Page.of(doc), TUESDAY)] == ["2022-05-08", "2022-05-13"]


@pytest.mark.parametrize("value", ["XXXX-10", "P3D", "2022-W99", "2022-13", "PAST_REF", "0000"])
def test_what_names_no_days_has_no_interval(value: str) -> None:
    assert interval(value) == (None, None)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The council met on Friday.", "2022-05-13"),
        ("The council will meet on Friday.", "2022-05-20"),
        ("The council is due to meet on Friday.", "2022-05-20"),
        ("The council must answer by Friday.", "2022-05-20"),
        ("They had until Friday to answer.", "2022-05-13"),
        ("The council will meet in February.", "2023-02"),
        ("The council will meet on March 3.", "2023-03-03"),
        ("It will report on the fourth quarter.", "2022-Q4"),
        ("Schools close in May.", "2022-05"),
        ("They will meet over the weekend.", "2022-W20-WE"),
    ],
)
def test_the_clause_tells_which_way_to_look(parser: Parser, text: str, value: str) -> None:
    doc = next(parser.parse([(text, ())]))[0]
    assert [t.value for t in times(Page.of(doc), TUESDAY)] == [value]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("They may march to the sea.", []),
        ("The 1500 troops left.", []),
        ("Output rose to 2000.", []),
        ("They earn 5 dollars a day.", []),
        ("The Sunday Times reported it.", []),
        ("They watched the Winter Games.", []),
        ("They read the Harbour Daily.", []),
        ("In 2021 voters chose.", ["2021"]),
        ("The 2021 election was close.", ["2021"]),
        ("A rule dating back to 2005 applies.", ["2005"]),
    ],
)
def test_words_that_are_times_in_other_places(parser: Parser, text: str, values: list[str]) -> None:
    doc = next(parser.parse([(text, ())]))[0]
    assert [t.value for t in times(Page.of(doc), TUESDAY)] == values


@pytest.mark.model
def test_since_an_event_opens_the_end(parser: Parser) -> None:
    text = "Trade has fallen since the flooding of the port in 2019."
    (found,) = times(Page.of(next(parser.parse([(text, ())]))[0]), TUESDAY)
    assert (found.value, found.start, found.end) == ("2019", "2019-01-01", None)


WORDS = st.sampled_from(
    "the last next May Monday 31 2020 0000 9999 -years ago 10:30 p.m. century - , ( in since to 8 weeks of Q3".split()
)


@given(
    st.lists(
        WORDS | st.text(st.characters(exclude_categories=["Cs"]), max_size=3), max_size=12
    ).map(" ".join),
    st.none() | st.dates().map(str),
)
def test_any_text_gives_spans_of_itself_without_overlap(text: str, published: str | None) -> None:
    place = 0
    for found in times(Page.of(BLANK(text)), published):
        assert place <= found.span.start < found.span.end
        assert text[found.span.start : found.span.end] == found.span.text
        assert found.start is None or found.end is None or found.start <= found.end
        place = found.span.end
