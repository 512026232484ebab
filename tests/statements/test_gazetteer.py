"""The tables of states, bodies and titles, without a model."""

from __future__ import annotations

import pytest

from allegedly.statements.names.gazetteer import gazetteer, titles
from allegedly.statements.tables import table


def named(text: str) -> list[tuple[str, str]]:
    return [(text[hit.start : hit.end], hit.entry.actor.name) for hit in gazetteer().hits(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Chile and Peru", [("Chile", "Chile"), ("Peru", "Peru")]),
        ("the U.S. and us", [("U.S.", "United States")]),
        ("the US, not us", [("US", "United States")]),
        ("the UK's ships", [("UK", "United Kingdom")]),
        ("the UN Security Council", [("UN Security Council", "United Nations Security Council")]),
        ("South Koreans", [("South Koreans", "South Korea")]),
        ("Norwegian trawlers", [("Norwegian", "Norway")]),
        ("CHILE", [("CHILE", "Chile")]),
        ("Chilex and XChile", []),
        ("the Papua New Guinea coast", [("Papua New Guinea", "Papua New Guinea")]),
        ("New Mexico", [("New Mexico", "New Mexico")]),
        ("People's Liberation Army", [("People's Liberation Army", "People's Liberation Army")]),
        ("nothing at all", []),
        ("", []),
    ],
)
def test_the_longest_form_is_found_on_word_borders(text: str, found: list[tuple[str, str]]) -> None:
    assert named(text) == found


def test_a_form_with_needs_counts_only_beside_them() -> None:
    states = {entry.entry.actor.state for entry in gazetteer().hits("Georgia voted")}
    assert states == {"US"}
    assert {hit.entry.actor.state for hit in gazetteer().hits("Georgia voted, Tbilisi said")} == {
        "GE"
    }


def test_exactly_wants_the_whole_text() -> None:
    entry = gazetteer().exactly("Storting")
    assert entry
    assert (entry.actor.state, entry.form) == ("NO", "body")
    assert gazetteer().exactly("Storting today") is None
    assert gazetteer().exactly("") is None


def test_a_role_finds_the_named_body_or_makes_one_up_from_the_adjective() -> None:
    g = gazetteer()
    role = g.roles["intelligence agency"]
    assert g.body("NL", role).name == "General Intelligence and Security Service"
    assert g.body("BO", role).name == "Bolivian intelligence services"
    assert g.body("PK", g.roles["supreme court"]).name == "Supreme Court"


@pytest.mark.parametrize(
    ("state", "side", "other"),
    [
        ("KP", "South ", "KR"),
        ("KR", "North ", "KP"),
        ("KR", "South ", "KR"),
        ("CL", "South ", None),
        ("SD", "South ", None),
    ],
)
def test_the_other_half_of_a_divided_country(state: str, side: str, other: str | None) -> None:
    assert gazetteer().counterpart(state, side) == other


def test_every_state_is_an_actor_of_its_own() -> None:
    states = gazetteer().states
    assert len({state.id for state in states.values()}) == len(states) > 190
    assert all(
        code.isupper() and len(code) == 2 and state.state == code for code, state in states.items()
    )
    assert gazetteer().adjectives.keys() == states.keys()


def test_every_body_has_a_known_state_and_role() -> None:
    roles = {role.key for role in gazetteer().roles.values()} | {"state media"}
    rows = [
        row
        for kind in ("organisation", "government", "agency", "media")
        for row in table("actors")[kind].values()
    ]
    assert {row["state"] for row in rows if "state" in row} <= gazetteer().states.keys()
    assert {row["role"] for row in rows if "role" in row} <= roles


def test_offices_are_known_in_the_plural_too() -> None:
    t = titles()
    assert (t.office("senators"), t.office("senator"), t.office("table")) == (
        "senator",
        "senator",
        None,
    )
    assert t.stands_before("gen")
    assert t.offices["spokeswoman"] == "she"
    assert not t.given.keys() & t.titles.keys() - {"pope"}


@pytest.mark.parametrize(
    ("noun", "people"),
    [("farmers", True), ("papers", False), ("residents", True), ("statements", False)],
)
def test_nouns_that_mean_people(noun: str, people: bool) -> None:
    assert titles().means_people(noun) is people
