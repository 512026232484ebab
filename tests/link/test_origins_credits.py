"""Credit lines and datelines: each row of the table by its own examples."""

import pytest

from allegedly.link.credits import credits_in
from allegedly.link.tables import credit_rows
from allegedly.model import Report


def named(line):
    return [(c.name, c.whole) for c in credits_in(Report("r", "0", line))]


@pytest.mark.parametrize("row", credit_rows(), ids=lambda r: r["yes"][:30])
def test_each_row_by_its_examples(row):
    assert named(row["yes"]) == [(name.lower(), row["whole"]) for name in row["names"]]
    assert named(row["no"]) == []


def test_a_credit_opens_to_its_words():
    text = "The bridge fell.\n\n  With material from Gull News \n"
    (credit,) = credits_in(Report("r", "0", text))
    assert text[credit.span.start : credit.span.end] == credit.span.text
    assert credit.span.text == "With material from Gull News"


@pytest.mark.parametrize("line", ["(Agencies)", "With inputs from News Agencies", "Source: Media"])
def test_agencies_without_a_name_are_nobody(line):
    assert named(line) == []


def test_a_dateline_stands_at_the_head():
    assert (
        named("\n".join(["One."] * 5 + ["OSTREL, May 3 (Gull News) - It fell.", *["x"] * 5])) == []
    )
