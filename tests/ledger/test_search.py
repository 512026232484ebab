from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.ledger import Store
from allegedly.settings import Settings
from ledger.making import entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FERRY = (
    "The harbour was quiet.\n"
    "Quill said that 12 boats sank near the old lighthouse on Tuesday.\n"
    + "Nothing else happened in the harbour on that day. " * 6
    + "\nThe lighthouse burns no more.\n"
)
CAFE = "Quill said that the café at the quay – the only one – was shut.\n"


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path: Path = tmp_path_factory.mktemp("search") / "case.db"
    with Store.open(path, settings=Settings(now="2031-04-01T08:00:00Z"), create=True) as store:
        store.add([entry(FERRY), entry(CAFE)])
        yield store


def test_a_hit_shows_place_context_and_statement(searched: Store) -> None:
    (hit,) = searched.search("boats")
    assert FERRY[hit.span.start : hit.span.end] == hit.span.text == "boats"
    assert hit.before == "The harbour was quiet.\nQuill said that 12 "
    assert hit.after.startswith(" sank near the old lighthouse")
    (statement,) = searched.statements([hit.report])
    assert hit.statement == statement.id


def test_a_hit_outside_statements_says_so(searched: Store) -> None:
    (hit,) = searched.search("quiet")
    assert hit.statement is None


def test_words_near_each_other_are_one_hit(searched: Store) -> None:
    (hit,) = searched.search("lighthouse boats")
    assert hit.span.text == "boats sank near the old lighthouse"


def test_every_place_is_a_hit(searched: Store) -> None:
    assert [h.span.start for h in searched.search("lighthouse")] == [
        FERRY.index("lighthouse"),
        FERRY.rindex("lighthouse"),
    ]
    assert len(searched.search("lighthouse", limit=1)) == 1
    assert searched.search("lighthouse", limit=-1) == ()


def test_a_phrase_in_quotation_marks(searched: Store) -> None:
    assert len(searched.search('"old lighthouse"')) == 1
    assert searched.search('"lighthouse old"') == ()


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "quays", '"the cafe', "café – quay"])
def test_accents_case_and_endings_do_not_matter(searched: Store, words: str) -> None:
    (hit, *_) = searched.search(words)
    assert hit.statement is not None


@pytest.mark.parametrize(
    "words",
    ['"', '""', "AND", "OR NOT", "a AND", "NEAR(", "text:boats", "*", "boats*", "^boats", "(", "-boats", "{x}",
     "'; DROP TABLE texts; --", "\0", "bo\0ats", "\ud800", "–", "  ", "", "a" * 10_000, '" " "'],
)  # fmt: skip
def test_nothing_in_the_words_is_syntax(searched: Store, words: str) -> None:
    assert isinstance(searched.search(words), tuple)


@given(st.text(max_size=30))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_words_can_be_searched(searched: Store, words: str) -> None:
    for hit in searched.search(words):
        text = {r.id: r.text for r in searched.reports()}[hit.report]
        assert text[hit.span.start : hit.span.end] == hit.span.text


def test_reports_that_are_gone_are_not_found(store: Store) -> None:
    given = entry(CAFE)
    store.add([given])
    store.remove(given.report.id, "why", "Ada")
    assert store.search("quay") == ()
    store.add([given, entry(CAFE, outlet="The Gull")])
    assert len({h.report for h in store.search("quay")}) == 2
