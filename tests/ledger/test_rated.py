"""How far sources and claims are trusted: kept for ever, found again, exported, and never in the way of linking."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import sqlalchemy as sa

from allegedly.errors import CaseReadOnly, InputError, NotFound
from allegedly.ledger import dumps, from_json, to_json
from allegedly.model import Actor, Rating, Reading, at_least, holding, identity, rating_id
from ledger.making import MAYOR, PORT, entry, linked

if TYPE_CHECKING:
    from allegedly.ledger import Entry, Store
    from ledger.conftest import Opened

FERRY = "Quill said that 12 boats sank.\nQuill said that the quay burned.\n"


@pytest.fixture
def added(store: Store) -> Entry:
    new = entry(FERRY)
    store.add([new])
    store.link(linked(store.statements()), (), reports=None)
    return new


def source(value: Any = "B", actor: Actor = MAYOR, **more: Any) -> Rating:
    rating = Rating("", "reliability", "actor", actor.name, value, "Ada", target=actor.id)
    return replace(rating, **more)


def outlet(value: Any = "C", name: str = "The Harbour Bell") -> Rating:
    return Rating("", "reliability", "outlet", name, value, "Ada")


def claim(store: Store, statement: str, value: Any = "2") -> Rating:
    words = store.anchor(statement)
    return Rating("", "credibility", "claim", "boats sank", value, "Ada", anchor=words)


def targets(store: Store) -> list[tuple[str, str | None, str]]:
    return [(r.of, r.target, r.value) for r in store.ledger().ratings]


def test_each_is_found_again(store: Store, added: Entry) -> None:
    first = added.reading.statements[0].id
    kept = [store.rate(r) for r in (source(), outlet(), claim(store, first))]
    assert [r.id for r in kept] == [rating_id(r) for r in kept]
    found = [("actor", MAYOR.id, "B"), ("outlet", "The Harbour Bell", "C"), ("claim", first, "2")]
    assert targets(store) == found
    assert store.unlinked() == (), "a rating waits for no linking"


def test_the_later_one_holds_until_it_is_taken_back(store: Store, added: Entry) -> None:
    store.rate(source("B"))
    later = store.rate(source("D"))
    assert store.rate(later) == later
    held = holding(store.ledger().ratings)
    assert held["actor", MAYOR.id].value == "D"
    store.unrate(later.id, "Bo", "too harsh")
    assert [r.value for r in store.ledger().ratings] == ["B"]
    assert [(line.action, line.by, line.why) for line in store.log()][-1] == (
        "unrated",
        "Bo",
        "too harsh",
    )
    with pytest.raises(NotFound, match="no rating"):
        store.unrate(later.id, "Bo", "")


def test_what_was_said_then(opened: Opened) -> None:
    with opened("2031-04-01T08:00:00Z") as store:
        store.add([entry(FERRY)])
        kept = store.rate(source())
    with opened("2031-04-03T08:00:00Z") as store:
        store.unrate(kept.id, "Ada", "")
        days = [len(store.ledger(entered_by=f"2031-04-0{d}").ratings) for d in (1, 2, 3)]
    assert days == [1, 1, 0]


def test_a_claim_is_found_by_its_words_after_a_merge(store: Store, added: Entry) -> None:
    one, two = (s.id for s in added.reading.statements)
    store.rate(claim(store, two))
    before = linked(store.statements())
    merged = replace(before.claims[0], statements=(one, two))
    store.link(replace(before, claims=(merged,)), (), reports=None)
    assert targets(store) == [("claim", one, "2")]
    store.remove(added.report.id, "gone", "Ada")
    store.link(linked(()), (), reports=None)
    assert targets(store) == [("claim", None, "2")]
    assert holding(store.ledger().ratings) == {}


def test_a_claim_is_found_after_its_report_is_read_anew(store: Store, added: Entry) -> None:
    first = added.reading.statements[0]
    store.rate(claim(store, first.id))
    span = first.content[0]
    shorter = replace(span, end=span.end - 1, text=span.text[:-1])
    anew = replace(first, id=identity("anew"), content=(shorter,))
    store.add([replace(added, reader="2", reading=Reading(added.report.id, (anew,), (MAYOR,)))])
    store.link(linked(store.statements()), (), reports=None)
    assert targets(store) == [("claim", store.statements()[0].id, "2")]


def test_an_actor_is_found_by_name_only_where_it_has_one(store: Store) -> None:
    described = Actor(
        identity("actor", "person", "the mayor", "some report"), "the mayor", "person"
    )
    named = Actor(identity("actor", "person", "Ole Brandt", ""), "Ole Brandt", "person")
    new = entry(FERRY)
    statements = tuple(
        replace(s, source=replace(s.source, actor=a.id), actors=())
        for s, a in zip(new.reading.statements, (described, named), strict=True)
    )
    store.add([replace(new, reading=Reading(new.report.id, statements, (described, named)))])
    for actor in (described, named):
        store.rate(source("F", actor, target="0" * 16))
    assert targets(store) == [("actor", None, "F"), ("actor", named.id, "F")]


def test_an_outlet_that_is_not_here_waits(store: Store, added: Entry) -> None:
    store.rate(outlet(name="The Keel Post"))
    assert targets(store) == [("outlet", None, "C")]
    store.add([entry("Quill said that 3 boats sank.\n", outlet="The Keel Post")])
    assert targets(store) == [("outlet", "The Keel Post", "C")]


@pytest.mark.parametrize(
    "wrong",
    [
        source("2"),
        source("B", kind="credibility"),
        source("B", name=""),
        source("2", of="claim", kind="credibility"),
        source("B", of="claim"),
    ],
)
def test_what_means_nothing_is_refused(store: Store, wrong: Rating) -> None:
    with pytest.raises(InputError, match=r"reliability, A to F|hangs on words"):
        store.rate(wrong)


def test_out_and_in_again(store: Store, added: Entry, opened: Opened) -> None:
    first = added.reading.statements[0].id
    for rating in (
        source("B"),
        source("E"),
        outlet("F"),
        claim(store, first, "6"),
        source("A", PORT),
    ):
        store.rate(rating)
    ledger = store.ledger()
    exported = to_json(ledger)
    assert [r["value"] for r in exported["ratings"]] == ["B", "E", "F", "6", "A"]
    assert "entered" not in exported["ratings"][0]
    assert to_json(ledger, log=[])["ratings"][0]["entered"]
    again = from_json(json.loads(dumps(exported)))
    assert dumps(to_json(again)) == dumps(exported)
    del exported["ratings"]
    assert from_json(exported).ratings == ()


def test_what_cannot_be_imported_says_where(store: Store, added: Entry) -> None:
    store.rate(source())
    exported = to_json(store.ledger())
    exported["ratings"][0]["value"] = "G"
    with pytest.raises(InputError, match=r"ratings\[0\]\.value"):
        from_json(exported)


def test_ratings_are_never_changed_or_deleted(store: Store) -> None:
    store.rate(outlet())
    for change in ("UPDATE ratings SET id = 'x'", "DELETE FROM ratings"):
        with pytest.raises(sa.exc.DatabaseError, match="for ever"):
            store._connection.exec_driver_sql(change)
        store._connection.rollback()


@pytest.mark.parametrize(
    ("value", "asked", "enough"),
    [
        ("A", "B", True),
        ("B", "B", True),
        ("C", "B", False),
        ("F", "E", False),
        ("A", "F", False),
        ("1", "5", True),
        ("6", "5", False),
        ("1", "B", False),
    ],
)
def test_what_cannot_be_judged_is_outside_the_order(value: str, asked: str, enough: bool) -> None:
    assert at_least(value, asked) is enough


# --- briefs of what is new --------------------------------------------------------------------------


def test_a_brief_closes_its_second(store: Store) -> None:
    store.add([entry(FERRY)])
    assert store.last_brief() is None
    moment = store.begin_brief("Ada")
    assert store.last_brief() is None, "begun is not written"
    store.add([entry("Quill said that 3 boats sank.\n")])
    assert [len(store.ledger(entered_by=m).reports) for m in (moment, None)] == [1, 2]
    store.end_brief(moment, "Ada")
    assert store.last_brief() == moment


def test_a_brief_makes_nothing_wait_for_linking(store: Store, added: Entry) -> None:
    store.unlinked()
    store.end_brief(store.begin_brief("Ada"), "Ada")
    store.link(linked(store.statements()), (), reports=None)
    assert store.unlinked() == ()


def test_a_case_that_is_only_read_remembers_nothing(opened: Opened) -> None:
    opened().close()
    with opened(read_only=True) as store:
        assert store.last_brief() is None
        with pytest.raises(CaseReadOnly):
            store.begin_brief("Ada")


def test_without_texts_a_long_claim_is_cut_here_too(store: Store) -> None:
    store.add([entry(f"Quill said that {'the quay burned and ' * 20}fell.\n")])
    store.link(linked(store.statements()), (), reports=None)
    (only,) = store.statements()
    store.rate(replace(claim(store, only.id), name=only.wording))
    (made,) = to_json(store.ledger(), text=False)["ratings"]
    assert made["cut"]
    assert max(len(made["name"]), len(made["anchor"]["exact"])) < len(only.wording)
