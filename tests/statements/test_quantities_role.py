"""What happens to the counted, which part of whom they are, and figures that are zero."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from allegedly.statements.page import Page
from allegedly.statements.quantities import quantities
from allegedly.statements.times import times

if TYPE_CHECKING:
    from allegedly.model import Quantity
    from allegedly.parse import Parser

pytestmark = pytest.mark.model


def found(parser: Parser, text: str) -> tuple[Quantity, ...]:
    page = Page.of(next(parser.parse([(text, ())]))[0])
    return quantities(page, times(page, None))


def one(parser: Parser, text: str) -> Quantity:
    (quantity,) = found(parser, text)
    return quantity


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The army prepared 700 recruits for the parade.", "prepared"),
        ("Doctors treated 56 patients for burns.", "treated"),
        ("The pirates demanded $3 million.", "demanded"),
        ("The storm left 12 people dead.", "killed"),
        ("The storm left 40 injured.", "wounded"),
        ("Hospitals counted 214 dead.", "killed"),
        ("The death toll rose to 87.", "killed"),
        ("Officials put the death toll at 45.", "killed"),
        ("The arrest of seven smugglers was reported.", "arrested"),
        ("The group of 20 hikers was rescued.", "rescued"),
        ("Dozens are dead.", "killed"),
        ("The number of detained has risen to 131.", "arrested"),
        ("The flood claimed 31 lives.", "killed"),
        ("The court released 12 hostages.", "released"),
        ("The navy downed 58 kites.", "destroyed"),
        ("One of them was shot, and 19 bales were burned.", "burned"),
    ],
)
def test_the_word_that_governs_the_counted_is_their_role(
    parser: Parser, text: str, role: str
) -> None:
    assert one(parser, text).role == role


@pytest.mark.parametrize(
    "text",
    [
        "The paper reported the deal, citing two officials.",
        "Two officials said so.",
        "According to three witnesses, it rained.",
        "The firm has 300 workers.",
        "It made four proposals.",
        "Some 164 countries are members.",
        "He was killed in two attacks.",
        "It is caught between two worlds.",
        "They were sent by 63 clubs.",
        "Twelve guards killed the wolf.",
        "It operates near 14 ships.",
    ],
)
def test_who_only_tells_has_or_stands_beside_has_no_role(parser: Parser, text: str) -> None:
    assert one(parser, text).role is None


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("The ministry said 31 children were among the dead.", [(31, "children", "killed")]),
        (
            "The flood killed 214 people, including 31 children and 12 women.",
            [(214, "people", "killed"), (31, "children", "killed"), (12, "women", "killed")],
        ),
        (
            "The flood killed 14 people, six of them children.",
            [(14, "people", "killed"), (6, "children", "killed")],
        ),
        (
            "In all, 18 were hurt, 12 of whom were sailors.",
            [(18, None, "wounded"), (12, "sailors", "wounded")],
        ),
        (
            "Three of the 12 crew members were killed.",
            [(3, "crew members", "killed"), (12, "crew members", "killed")],
        ),
        (
            "Seven people, among them two medics, were hurt.",
            [(7, "people", "wounded"), (2, "medics", "wounded")],
        ),
        ("The crew of 12 was rescued.", [(12, "crew", "rescued")]),
        ("The 300-strong choir was rescued.", [(300, "choir", "rescued")]),
        (
            "The divers found four dead and two survivors.",
            [(4, None, "killed"), (2, "survivors", None)],
        ),
        (
            "Four guards were killed, one missing.",
            [(4, "guards", "killed"), (1, "guards", "missing")],
        ),
        (
            "Ten pickets were hurt, one of them badly.",
            [(10, "pickets", "wounded"), (1, "pickets", "wounded")],
        ),
        ("Two bakers came, one was hurt.", [(2, "bakers", None), (1, "bakers", "wounded")]),
    ],
)
def test_a_part_is_counted_with_what_befell_the_whole(
    parser: Parser, text: str, counted: list[tuple[float, str | None, str | None]]
) -> None:
    roles = [(q.value, q.unit, None if q.role == "came" else q.role) for q in found(parser, text)]
    assert roles == counted


@pytest.mark.parametrize(
    ("text", "unit", "role"),
    [
        ("Nobody was hurt in the blast.", "people", "wounded"),
        ("No one was killed, police said.", "people", "killed"),
        ("None of the passengers was injured.", "passengers", "wounded"),
        ("There were no deaths.", "deaths", "killed"),
        ("The fire ended without injuries.", "injuries", "wounded"),
    ],
)
def test_nobody_is_a_figure_of_zero(parser: Parser, text: str, unit: str, role: str) -> None:
    quantity = one(parser, text)
    assert (quantity.value, quantity.unit, quantity.role) == (0, unit, role)


@pytest.mark.parametrize(
    "text",
    [
        "Nobody knew it, and none of the answers was right.",
        "Call 0207 946 0018 or +44 20 7946 0018 or 202-555-0143.",
        "The Group of Seven met.",
        "The iPhone 11 was sold.",
        "They voted 5-to-4.",
        "The two agreed, and the two of them left.",
        "A man of 23 spoke; he had turned 20 then.",
        "COVID -19 spread.",
        "Agent 007 smiled.",
    ],
)
def test_what_is_no_figure_either(parser: Parser, text: str) -> None:
    assert found(parser, text) == ()


@pytest.mark.parametrize(
    ("text", "value", "unit", "change"),
    [
        ("The army lost 12 soldiers.", 12, "soldiers", None),
        ("The firm cut 500 jobs.", 500, "jobs", None),
        ("Prices fell by 12 percent.", 12, "%", "down"),
        ("A magnitude 6.2 earthquake struck.", 6.2, "magnitude", None),
    ],
)
def test_how_many_were_lost_is_no_distance(
    parser: Parser, text: str, value: float, unit: str, change: str | None
) -> None:
    quantity = one(parser, text)
    assert (quantity.value, quantity.unit, quantity.change) == (value, unit, change)


def test_a_number_inside_what_another_counts_is_a_name(parser: Parser) -> None:
    assert [q.value for q in found(parser, "It grounded two new 737 Max jets.")] == [2]


def test_millions_beside_money_are_money(parser: Parser) -> None:
    text = "It raised 44 million euros at a valuation of 310 million. One banner was torn."
    assert [q.unit for q in found(parser, text)] == ["EUR", "EUR", "banner"]
