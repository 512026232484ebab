"""Statements of whole texts: what the parts of the room make together. All sentences are invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.model import Reading, Report, Statement
from allegedly.statements.reader import read_statements

if TYPE_CHECKING:
    from collections.abc import Callable

    from allegedly.parse import Parser

pytestmark = pytest.mark.model

Read = "Callable[[str], Reading]"


@pytest.fixture
def read(parser: Parser) -> Callable[[str], Reading]:
    def reading(text: str, published: str | None = "2024-05-15") -> Reading:
        report = Report("r", "0" * 64, text, published=published)
        ((doc, cuts),) = parser.parse([(text, ())])
        return read_statements(report, doc, cuts)

    return reading


def only(reading: Reading, words: str) -> Statement:
    """The one proposition whose wording holds these words and is the shortest of those that do."""
    found = [s for s in reading.statements if s.proposition and words in s.wording]
    assert found, [s.wording for s in reading.statements]
    return min(found, key=lambda s: len(s.wording))


def source(reading: Reading, statement: Statement) -> str | None:
    names = {a.id: a.name for a in reading.actors}
    return names.get(statement.source.actor or "")


@pytest.mark.parametrize(
    ("text", "words", "name", "certainty", "polarity"),
    [
        (
            "France said on Monday that the ferry had sunk near the island.",
            "the ferry had sunk",
            "France",
            "asserted",
            "asserts",
        ),
        (
            "Norway's police confirmed that two divers were missing.",
            "two divers were missing",
            None,
            "confirmed",
            "asserts",
        ),
        (
            "Turkey denied that its navy had stopped the ferry.",
            "its navy had stopped the ferry",
            "Turkey",
            "asserted",
            "denies",
        ),
        (
            "The ferry reportedly carried 40 lorries to the island.",
            "carried 40 lorries",
            "unspecified reports",
            "alleged",
            "asserts",
        ),
        (
            "If the ferry is raised, the owner will pay for the work.",
            "the owner will pay",
            None,
            "conditional",
            "asserts",
        ),
        (
            "Greece may send a salvage ship to the island this week.",
            "send a salvage ship",
            None,
            "considered",
            "asserts",
        ),
    ],
    ids=["said", "confirmed", "denied", "reportedly", "own voice: if", "own voice: may"],
)
def test_source_certainty_and_polarity(
    read: Callable[[str], Reading],
    text: str,
    words: str,
    name: str | None,
    certainty: str,
    polarity: str,
) -> None:
    reading = read(text)
    statement = only(reading, words)
    assert (statement.certainty, statement.polarity) == (certainty, polarity)
    if name:
        assert source(reading, statement) == name


def test_joint_denial_has_two_sources(read: Callable[[str], Reading]) -> None:
    reading = read("Both Greece and Turkey denied involvement in the sinking.")
    (denial,) = [s for s in reading.statements if s.polarity == "denies"]
    names = {a.id: a.name for a in reading.actors}
    assert {source(reading, denial), *(names[a] for a in denial.co_sources)} == {"Greece", "Turkey"}


def test_figures_and_times_stand_with_their_statement(read: Callable[[str], Reading]) -> None:
    reading = read("On Monday Norway said more than 40 lorries were lost in March.")
    statement = only(reading, "40 lorries")
    ((figure),) = statement.quantities
    assert (figure.value, figure.bound, figure.unit) == (40, "more than", "lorries")
    roles = {t.role: (t.start, t.end) for t in statement.times}
    assert roles == {
        "statement": ("2024-05-13", "2024-05-13"),
        "event": ("2024-03-01", "2024-03-31"),
    }


def test_refusing_to_comment_is_no_claim(read: Callable[[str], Reading]) -> None:
    reading = read("The ministry would neither confirm nor deny that the ferry was armed.")
    assert not any(s.proposition and s.polarity == "denies" for s in reading.statements)


def test_a_negated_denial_denies_nothing(read: Callable[[str], Reading]) -> None:
    reading = read("Turkey did not deny that its navy had stopped the ferry.")
    assert all(s.polarity == "asserts" for s in reading.statements)
    assert not any(s.proposition and "stopped" in s.wording for s in reading.statements)


def test_what_is_weighed_inside_reported_words_is_part_of_them(
    read: Callable[[str], Reading],
) -> None:
    reading = read("A senior official said Norway was considering sending a salvage ship.")
    claims = [s for s in reading.statements if s.proposition]
    assert [s.certainty for s in claims] == ["considered"]
    assert claims[0].wording.startswith("Norway was considering")


def test_what_somebody_else_believes_is_a_proposition_of_its_own(
    read: Callable[[str], Reading],
) -> None:
    reading = read("Norway said on Monday that Turkey believes the ferry was sunk by a mine.")
    inner = only(reading, "the ferry was sunk")
    assert (inner.act, inner.certainty, source(reading, inner)) == (
        "considers",
        "considered",
        "Turkey",
    )


def test_what_a_speaker_believes_is_part_of_his_words(read: Callable[[str], Reading]) -> None:
    reading = read("Ada Quill said she believes the ferry was sunk by a mine.")
    assert [s.wording for s in reading.statements if s.proposition] == [
        "she believes the ferry was sunk by a mine"
    ]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("It is said that the ferry carried arms.", "alleged"),
        ("Ada Quill said that the ferry carried arms.", "asserted"),
    ],
)
def test_hearsay_is_not_what_somebody_says(
    read: Callable[[str], Reading], text: str, certainty: str
) -> None:
    assert only(read(text), "the ferry carried arms").certainty == certainty


@pytest.mark.parametrize(
    ("text", "words", "certainty", "polarity"),
    [
        ("Norway ruled out a rescue.", "a rescue", "asserted", "denies"),
        ("Norway did not rule out a rescue.", "a rescue", "considered", "asserts"),
        ("Ada Quill doubts that the ferry will be raised.", "raised", "considered", "denies"),
        ("Norway called the report a fabrication.", "the report", "asserted", "dismisses"),
        ("A film appears to show the ferry burning.", "the ferry", "considered", "asserts"),
    ],
)
def test_what_the_words_around_the_cue_do(
    read: Callable[[str], Reading], text: str, words: str, certainty: str, polarity: str
) -> None:
    statement = only(read(text), words)
    assert (statement.certainty, statement.polarity) == (certainty, polarity)


@pytest.mark.parametrize(
    ("text", "words", "proposition"),
    [
        ("Norway denied intent on Monday.", "intent", True),
        ("Norway spoke of 40 coffins on Monday.", "40 coffins", True),
        ("Norway spoke of the coffins on Monday.", "the coffins", False),
        ("Ada Quill praised the divers on Monday.", "the divers", False),
    ],
)
def test_a_phrase_can_be_shared_where_it_is_disputed_or_gives_a_figure(
    read: Callable[[str], Reading], text: str, words: str, proposition: bool
) -> None:
    found = {s.wording: s.proposition for s in read(text).statements if s.source.kind != "none"}
    assert found[words] is proposition


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The ferry sank near the old harbour.", True),
        ("The ferry lies near the old harbour.", False),
        ("The ferry may lie near the old harbour.", True),
        ("The ferry costs its owner 40 euros a day.", True),
        ("Its owner did not reply to a request for comment.", False),
    ],
    ids=["done", "description", "hedged", "figure", "silence"],
)
def test_the_reports_own_voice_tells_events(
    read: Callable[[str], Reading], text: str, kept: bool
) -> None:
    assert any(s.source.kind == "none" for s in read(text).statements) is kept


def test_every_statement_says_why(read: Callable[[str], Reading]) -> None:
    reading = read('"The ferry is lost," said Ada Quill, its captain. Rain fell on the harbour.')
    assert all(s.because and s.because[0].startswith("frame:") for s in reading.statements)
    assert len({s.id for s in reading.statements}) == len(reading.statements) >= 2


@pytest.mark.parametrize(
    ("text", "words", "rules"),
    [
        (
            "Norway did not rule out that the ferry was armed.",
            "the ferry was armed",
            {"lexicon:rule out", "sense:allow", "cue:negated"},
        ),
        (
            "It is said that the ferry may have been armed.",
            "have been armed",
            {"lexicon:say", "sense:hearsay", "source:not stated"},
        ),
        (
            "Norway said the ferry may have been armed.",
            "have been armed",
            {"sense:say", "content:considered: may"},
        ),
        (
            "If the ferry is raised, the owner will pay for the work.",
            "the owner will pay",
            {"frame:own voice", "content:conditional: if", "own:hedged"},
        ),
    ],
)
def test_the_rules_that_decided_are_named(
    read: Callable[[str], Reading], text: str, words: str, rules: set[str]
) -> None:
    assert rules <= set(only(read(text), words).because)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from(
            'said|that|“|”|"|denied|Turkey|,|.|\n|the claims|he|according to|1,500|soldiers|on Monday|’s|if'
            "|😀|\u202e|\x00".split("|")
        ),
        max_size=25,
    )
)
def test_any_text_is_read_and_spans_stay_inside(
    read: Callable[[str], Reading], words: list[str]
) -> None:
    text = " ".join(words)
    for statement in read(text).statements:
        spans = [*statement.content, *(s for s in (statement.cue, statement.source.span) if s)]
        spans += [q.span for q in statement.quantities] + [t.span for t in statement.times]
        assert all(text[s.start : s.end] == s.text and s.text for s in spans)
