"""Attributions read from the words where the parse loses them: denials, what a denial speaks of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from allegedly.statements.attribution import attributions

if TYPE_CHECKING:
    from allegedly.parse import Parser

pytestmark = pytest.mark.model

Row = tuple[str, str, str, str]


def read(parser: Parser, text: str) -> list[Row]:
    """Source, cue, content and sense of every attribution."""
    doc, _ = next(iter(parser.parse([(text, ())])))
    return [
        (
            text[slice(*a.source)] if a.source else "",
            text[slice(*a.cue)],
            " ... ".join(text[start:end] for start, end in a.content),
            a.sense,
        )
        for a in attributions(doc)
    ]


# --- words that the parse loses ---------------------------------------------------------------------


def test_a_cue_in_the_middle_keeps_both_parts(parser: Parser) -> None:
    text = "The league will play, its spokesman Tom Hale said, only if the pitch is dry."
    assert read(parser, text)[0][2] == "The league will play ... only if the pitch is dry"


# --- semicolons -------------------------------------------------------------------------------------


def test_what_others_say_behind_a_semicolon_is_theirs(parser: Parser) -> None:
    text = "Peru says Chile moved the border post; Santiago has again denied any role in it."
    rows = [(source, content) for source, _, content, _ in read(parser, text)]
    assert ("Peru", "Chile moved the border post") in rows
    assert any(source == "Santiago" for source, _ in rows)


# --- denials ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ('The harbour master dismissed that as "nonsense".', "dismiss"),
        (
            "Vera Oss, who speaks for the mill, rejected that, pointing out that it was shut.",
            "deny",
        ),
        ("The rebels denied this.", "deny"),
    ],
)
def test_a_denial_may_point_at_what_was_said_before(parser: Parser, text: str, sense: str) -> None:
    content = "this" if "this" in text else "that"
    assert (content, sense) in [(row[2], row[3]) for row in read(parser, text)]


def test_a_denial_of_that_clause_points_at_nothing(parser: Parser) -> None:
    rows = read(parser, "The rebels denied that mill workers had been shot.")
    assert [row[2] for row in rows] == ["mill workers had been shot"]


@pytest.mark.parametrize("noun", ["reports", "rumours", "claims", "talk"])
def test_a_verdict_may_stand_before_what_is_denied(parser: Parser, noun: str) -> None:
    text = (
        f'Mira Skov of the mill dismissed as "kitchen gossip" {noun} that half the looms are idle.'
    )
    rows = [row for row in read(parser, text) if row[3] == "dismiss"]
    assert [(row[0], row[2]) for row in rows] == [
        ("Mira Skov of the mill", "half the looms are idle")
    ]


def test_a_second_denial_is_no_part_of_the_first(parser: Parser) -> None:
    text = (
        'The ministry dismissed as "invention" claims that it had hired thugs and denied that '
        "anybody had apologised."
    )
    contents = [content for _, _, content, _ in read(parser, text)]
    assert contents == ["it had hired thugs", "anybody had apologised"]


def test_who_denies_goes_on_to_deny(parser: Parser) -> None:
    text = (
        "Spokesman Ivo Belm denied on Tuesday that Norway had any part in the theft and brushed "
        'aside as "fantasy" a charge that its sailors had taken bribes.'
    )
    rows = read(parser, text)
    assert ("Spokesman Ivo Belm", "denied", "Norway had any part in the theft", "deny") in rows


def test_what_explains_a_denial_is_not_denied(parser: Parser) -> None:
    rows = read(parser, 'The miller denied having sold the mare: "She ran, and we let her run."')
    assert rows == [
        ("The miller", "denied", "having sold the mare", "deny"),
        ("The miller", ":", '"She ran, and we let her run."', "say"),
    ]


# --- what a denial speaks of ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The bank rejected a report in the Kestrel Post that its vault was empty.",
            "the Kestrel Post",
            "its vault was empty",
        ),
        ("He denied rumours that the ship had sunk.", "", "the ship had sunk"),
        (
            "The ministries denied on Monday claims in some newspapers that the pass had been open.",
            "some newspapers",
            "the pass had been open",
        ),
    ],
)
def test_what_is_denied_was_told_by_others(
    parser: Parser, text: str, source: str, content: str
) -> None:
    rows = read(parser, text)
    assert ("deny", content) in [(row[3], row[2]) for row in rows]
    assert (source, content) in [(row[0], row[2]) for row in rows if row[3] != "deny"]


@pytest.mark.parametrize(
    "text",
    [
        "The clinic denied the allegations.",
        "The firm denied in a statement that it had closed.",
        "The firm denied that it had closed.",
    ],
)
def test_a_denial_alone_is_told_by_nobody_else(parser: Parser, text: str) -> None:
    assert [row[3] for row in read(parser, text)] == ["deny"]


# --- who says it ------------------------------------------------------------------------------------


def test_a_message_is_told_by_who_maintains_it(parser: Parser) -> None:
    rows = read(parser, "The sailors maintained in a voice message that the guard had shelled it.")
    assert ("The sailors", "the guard had shelled it") in [(row[0], row[2]) for row in rows]


def test_a_name_in_commas_belongs_to_the_title_before_it(parser: Parser) -> None:
    text = (
        "Some 80 people fled from the valley, according to the governor of the district, Nura Said."
    )
    rows = read(parser, text)
    assert rows[0][0] == "the governor of the district, Nura Said"
    assert rows[0][2] == "Some 80 people fled from the valley"


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Her ministry put the number of people carried away by bus at 600.",
            "the number of people carried away by bus at 600",
        ),
        ("Heron Watch, a private group, counted 80 burnt barns.", "80 burnt barns"),
    ],
)
def test_who_counts_gives_a_figure(parser: Parser, text: str, content: str) -> None:
    assert content in [row[2] for row in read(parser, text)]


def test_who_counts_without_a_figure_says_nothing(parser: Parser) -> None:
    assert read(parser, "The clerk counted the ballots.") == []
