"""Judgements of every kind: what they change, what they mean, when a person should look at them again."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest

from allegedly.errors import InputError, NotFound
from allegedly.ledger import dumps, to_json
from allegedly.model import Copy, Judgement, Reading, identity, judgement_id
from ledger.making import MAYOR, PORT, entry, linked, span
from ledger.test_judging import TEXT, judgement

if TYPE_CHECKING:
    from allegedly.ledger import Entry, Store

OTHER = f"{TEXT}Nobody was hurt.\n"
"""A report that copies the first one."""


@pytest.fixture
def added(store: Store) -> Entry:
    new = entry(TEXT)
    store.add([new])
    store.link(linked(store.statements()), (), reports=None)
    return new


def said(kind: Any, *statements: str, store: Store, **more: Any) -> Judgement:
    """A judgement with an id of its own, entered."""
    made = replace(judgement(kind, *statements, store=store, **more), id="")
    return store.judge(made)


def about(kind: Any, report: str, value: object, store: Store, **more: Any) -> Judgement:
    """A judgement on a report, entered."""
    moment = more.pop("entered", "2031-04-02T00:00:00Z")
    anchors = (store.anchor_report(report),)
    made = Judgement("", kind, anchors, "Ada", "seen", moment, value=json.dumps(value))
    return store.judge(made)


def doubts(store: Store) -> dict[str, tuple[str, ...]]:
    return {s.judgement.kind: s.review for s in store.standing() if s.review}


# --- ids --------------------------------------------------------------------------------------------


def test_an_id_follows_from_content_and_moment(store: Store, added: Entry) -> None:
    a, b, c = (s.id for s in added.reading.statements)
    made = said("same", a, b, store=store)
    assert made.id == judgement_id(made)
    assert said("same", a, b, store=store) == made
    assert len(store.judgements()) == 1
    others = [
        said("same", a, c, store=store),
        said("different", a, b, store=store),
        said("same", a, b, store=store, entered="2031-04-03T00:00:00Z"),
        said("same", a, b, store=store, by="Bo"),
    ]
    assert len({made.id, *(o.id for o in others)}) == 5


def test_a_beginning_of_an_id_will_do(store: Store, added: Entry) -> None:
    made = said("not a statement", added.reading.statements[0].id, store=store)
    assert store.whole_id("judgement", made.id[:6]) == made.id
    assert store.whole_id("report", added.report.id[:6]) == added.report.id
    assert store.whole_id("statement", added.reading.statements[1].id) == (
        added.reading.statements[1].id
    )
    for what, begins in (("judgement", "zz"), ("report", ""), ("statement", "%")):
        with pytest.raises(NotFound, match="lists them"):
            store.whole_id(what, begins)  # type: ignore[arg-type]


# --- reports ----------------------------------------------------------------------------------------


def test_wrong_date_and_outlet(store: Store, added: Entry) -> None:
    before = dumps(to_json(store.ledger()))
    date = about("wrong date", added.report.id, "2031-02", store)
    outlet = about("wrong outlet", added.report.id, None, store)
    (report,) = store.reports()
    assert (report.published, report.published_basis, report.outlet) == ("2031-02", "given", None)
    assert store.ledger().reports == (report,)
    assert store.ledger(judged=False).reports == (added.report,)
    assert store.as_read(added.report.id) == added.report
    assert store.unlinked() == (added.report.id,)
    for made in (date, outlet):
        store.undo(made.id, "Bo", "no")
    assert dumps(to_json(store.ledger())) == before


def test_an_unknown_date_has_no_basis(store: Store, added: Entry) -> None:
    about("wrong date", added.report.id, None, store)
    assert (store.reports()[0].published, store.reports()[0].published_basis) == (None, "none")


def test_a_date_is_that_of_one_report_whatever_shares_its_bytes(store: Store) -> None:
    one, two = entry(TEXT, outlet="The Harbour Bell"), entry(TEXT, outlet="Keel Post")
    store.add([one, two])
    about("wrong date", one.report.id, "2031-01-01", store)
    dates = {r.id: r.published for r in store.reports()}
    assert dates == {one.report.id: "2031-01-01", two.report.id: "2031-03-05"}
    store.remove(one.report.id, "withdrawn", "Ada")
    assert [r.published for r in store.reports()] == ["2031-03-05"]
    assert [s.means for s in store.standing()] == [((),)]


def test_statements_follow_the_judged_order_of_reports(store: Store) -> None:
    one, two = entry(TEXT), entry("Quill said that rain fell.\n", published="2031-03-06")
    store.add([one, two])
    about("wrong date", two.report.id, "2031-03-01", store)
    assert store.statements()[0].report == two.report.id
    assert store.statements() == store.ledger().statements


@pytest.mark.parametrize(
    ("kind", "value", "says"),
    [
        ("wrong date", "Friday", "is no date"),
        ("wrong date", 2031, "is a string"),
        ("wrong outlet", " ", "is a string"),
        ("same", "x", "speaks of 2"),
        ("not a statement", "x", "speaks of a statement"),
    ],
)
def test_what_cannot_be_said_of_a_report(
    store: Store, added: Entry, kind: str, value: object, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        about(kind, added.report.id, value, store)
    with pytest.raises(NotFound):
        store.anchor_report("x")
    with pytest.raises(InputError, match="speaks of a report"):
        said("wrong date", added.reading.statements[0].id, store=store, value='"2031"')


# --- sources, origins, targets ----------------------------------------------------------------------


def test_a_source_by_name(store: Store, added: Entry) -> None:
    first = added.reading.statements[0].id
    said("wrong source", first, store=store, value='"Mira Dolan"')
    ledger = store.ledger()
    source = ledger.statements[0].source
    (somebody,) = (a for a in ledger.actors if a.id == source.actor)
    assert (source.kind, somebody.name, somebody.kind) == ("unknown", "Mira Dolan", "unknown")
    for day, name in (("03", "none"), ("04", "unknown")):
        moment = f"2031-04-{day}T00:00:00Z"
        said("wrong source", first, store=store, value=json.dumps(name), entered=moment)
        judged = store.ledger().statements[0].source
        assert (judged.kind, judged.actor) == (name, None)


def test_somebody_whom_a_new_reading_does_not_show_keeps_the_name(store: Store) -> None:
    old = entry(TEXT, reader="0")
    store.add([old])
    value = {"kind": "person", "actor": MAYOR.id, "name": MAYOR.name, "span": None}
    said("wrong source", old.reading.statements[1].id, store=store, value=json.dumps(value))
    new = replace(entry(TEXT), reading=Reading(old.report.id, old.reading.statements[1:2], (PORT,)))
    store.add([new])
    ledger = store.ledger()
    assert ledger.statements[0].source.actor == MAYOR.id
    assert {a.id: a.name for a in ledger.actors}[MAYOR.id] == MAYOR.name


def test_origins(store: Store, added: Entry) -> None:
    a, b, _ = (s.id for s in added.reading.statements)
    said("wrong origin", a, store=store, value=json.dumps({"actor": PORT.id, "name": PORT.name}))
    said("wrong origin", b, store=store, value="null")
    assert dict(store.judged().origins) == {a: PORT.id, b: None}
    said("wrong origin", a, store=store, value='"Orlin Press"', entered="2031-04-03T00:00:00Z")
    name = identity("actor", "unknown", "Orlin Press", "")
    assert dict(store.judged().origins)[a] == name
    assert name in {x.id for x in store.ledger().actors}
    assert list(doubts(store)) == ["wrong origin"]
    for value in ("[]", '""', "nothing"):
        with pytest.raises(InputError):
            said("wrong origin", a, store=store, value=value)


def test_targets(store: Store, added: Entry) -> None:
    first, denial, third = (s.id for s in added.reading.statements)
    said("wrong target", denial, first, store=store)
    said("right target", denial, third, store=store)
    assert set(store.judged().targets) == {(denial, first, "wrong"), (denial, third, "right")}
    assert doubts(store) == {}
    said("right target", denial, first, store=store)
    said("right target", third, first, store=store)
    found = [s.review for s in store.standing() if s.review]
    assert [[w.split(";")[0] for w in why] for why in found] in (
        [["another says the opposite"], ["the first of the two denies nothing as it is read now"]],
        [["the first of the two denies nothing as it is read now"], ["another says the opposite"]],
    )


def test_no_statement_is_judged_against_itself(store: Store, added: Entry) -> None:
    first = added.reading.statements[0].id
    for kind in ("same", "different", "unsure", "wrong target", "right target"):
        with pytest.raises(InputError, match="two statements that differ"):
            said(kind, first, first, store=store)


# --- copies -----------------------------------------------------------------------------------------


@pytest.fixture
def copied(store: Store) -> tuple[Entry, Entry]:
    """A report, and one that copies it word for word and goes on."""
    one, two = entry(TEXT), entry(OTHER, outlet="Keel Post", published="2031-03-06")
    store.add([one, two])
    store.link(linked(store.statements()), (Copy(two.report.id, one.report.id, 0.9),), reports=None)
    return one, two


@pytest.mark.parametrize("which", [0, 1])
def test_a_judgement_holds_for_the_same_words_in_a_copy(
    store: Store, copied: tuple[Entry, Entry], which: int
) -> None:
    judged, other = copied[which], copied[1 - which]
    said("not a statement", judged.reading.statements[0].id, store=store)
    gone = {e.reading.statements[0].id for e in copied}
    assert gone.isdisjoint(s.id for s in store.ledger().statements)
    assert gone.isdisjoint(s.id for s in store.statements([other.report.id]))
    assert set(store.unlinked()) == {e.report.id for e in copied}
    (one,) = store.standing()
    assert set(one.means[0]) == gone


def test_it_does_not_hold_where_a_word_of_context_differs(
    store: Store, copied: tuple[Entry, Entry]
) -> None:
    one, two = copied
    # the last statement's context goes on in the copy
    said("not a statement", one.reading.statements[2].id, store=store)
    assert two.reading.statements[2].id in {s.id for s in store.ledger().statements}


def test_it_does_not_hold_where_the_ledger_knows_no_copy(store: Store) -> None:
    one, two = entry(TEXT), entry(OTHER, outlet="Keel Post")
    store.add([one, two])
    said("not a statement", one.reading.statements[0].id, store=store)
    assert two.reading.statements[0].id in {s.id for s in store.ledger().statements}
    there = (Copy(two.report.id, one.report.id, 0.9),)
    found = {s.id for s in store.statements([two.report.id], there)}
    assert two.reading.statements[0].id not in found


def test_a_denial_and_its_target_in_one_report_mean_each_other_there(
    store: Store, copied: tuple[Entry, Entry]
) -> None:
    first, denial, _ = (s.id for s in copied[0].reading.statements)
    said("right target", denial, first, store=store)
    also = tuple(s.id for s in copied[1].reading.statements)
    assert {t[:2] for t in store.judged().targets} == {(denial, first), (also[1], also[0])}
    assert store.judged().reports == ()


def test_a_pair_ties_reports_into_one_story(store: Store) -> None:
    one, two = entry(TEXT), entry("Quill said that rain fell.\n")
    store.add([one, two])
    said("same", one.reading.statements[0].id, two.reading.statements[0].id, store=store)
    assert store.judged().reports == (tuple(sorted((one.report.id, two.report.id))),)
    assert store.judged(reports=[one.report.id]).pairs == ()


# --- what to look at again --------------------------------------------------------------------------


def test_judgements_that_cannot_all_hold(store: Store, added: Entry) -> None:
    a, b, c = (s.id for s in added.reading.statements)
    said("same", a, b, store=store)
    said("same", b, c, store=store)
    assert doubts(store) == {}
    said("different", c, a, store=store)
    assert {k: w[0].split(";")[0] for k, w in doubts(store).items()} == {
        "same": "others say that statements it joins are different, and hold",
        "different": "others say that these are the same",
    }
    assert len(store.needs_review()) == 3


def test_a_later_correction_of_the_same_field(store: Store, added: Entry) -> None:
    first = added.reading.statements[0].id
    more = {"field": "certainty"}
    said("wrong field", first, store=store, value='"alleged"', **more)
    again = {**more, "entered": "2031-04-03T00:00:00Z", "by": "Bo"}
    said("wrong field", first, store=store, value='"confirmed"', **again)
    assert store.ledger().statements[0].certainty == "confirmed"
    (one,) = store.needs_review()
    assert one.value == '"alleged"'


def test_the_order_in_which_judgements_arrive_does_not_matter(store: Store, added: Entry) -> None:
    a, b, c = (s.id for s in added.reading.statements)
    made = [
        replace(judgement("same", a, b, store=store), id="1" * 16),
        replace(judgement("different", b, c, store=store), id="2" * 16),
        replace(
            judgement("wrong field", a, store=store, field="certainty", value='"alleged"'),
            id="3" * 16,
            entered="2031-04-03T00:00:00Z",
        ),
    ]
    seen = set()
    for order in permutations(made):
        for one in order:
            store.judge(one)
        seen.add((dumps(to_json(store.ledger())), store.judged()))
        for one in order:
            store.undo(one.id, "Bo", "again")
    assert len(seen) == 1


def test_words_that_come_back_need_no_review(store: Store) -> None:
    old = entry(TEXT, reader="0")
    store.add([old])
    said("not a statement", old.reading.statements[0].id, store=store)
    less = Reading(old.report.id, old.reading.statements[1:], (MAYOR, PORT))
    store.add([replace(entry(TEXT), reading=less, reader="1")])
    assert len(store.needs_review()) == 1
    first = old.reading.statements[0]
    moved = replace(first, content=(span(TEXT, first.content[0].start, first.content[0].end - 3),))
    more = Reading(old.report.id, (moved,), (MAYOR, PORT))
    assert store.read_again([replace(entry(TEXT), reading=more, reader="2")]) == (old.report.id,)
    assert store.needs_review() == ()
    assert store.statements() == ()
