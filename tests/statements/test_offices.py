"""Who held an office when: the table and what it may be asked."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from allegedly.statements.names.gazetteer import gazetteer
from allegedly.statements.names.offices import Term, offices


@pytest.mark.parametrize(
    ("state", "office", "day", "name"),
    [
        ("DE", "chancellor", "2021-05-17", "Angela Merkel"),
        ("DE", "chancellor", "2021-05-17T08:00:00Z", "Angela Merkel"),
        ("US", "president", "2015-01-01", "Barack Obama"),
        ("US", "president", "2017-01-20", None),  # two presidents on one day
        ("US", "president", "2017-01", None),
        ("US", "president", None, None),
        ("US", "chancellor", "2015-01-01", None),
        ("RU", "president", "2099-01-01", None),  # nobody knows
    ],
)
def test_an_office_has_a_holder_inside_a_term_only(
    state: str, office: str, day: str | None, name: str | None
) -> None:
    assert offices().holder(state, office, day) == name


def test_a_surname_with_its_office_is_somebody_only_in_their_term() -> None:
    assert offices().called("Trump", "president", "2019-06-01") == "Donald Trump"
    assert offices().called("Trump", "president", "2022-06-01") is None
    assert offices().called("Berg", "president", "2019-06-01") is None


def test_every_row_is_of_a_known_state_and_no_two_terms_overlap() -> None:
    for (state, _), terms in offices().terms.items():
        assert state in gazetteer().states
        for term in terms:
            assert isinstance(term, Term)
            assert date.fromisoformat(term.start) < date.fromisoformat(term.end)
        for before, after in pairwise(terms):
            assert before.end <= after.start
