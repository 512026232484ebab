from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import InputError, NotFound
from allegedly.ledger import anchor, reattach
from allegedly.model import Judgement, Reading, Statement
from ledger.making import MAYOR, PORT, entry, linked, span

if TYPE_CHECKING:
    from allegedly.ledger import Entry, Store

TEXT = (
    "Quill said that 12 boats sank on Tuesday.\n"
    "The Port Office denied that 12 boats sank on Tuesday.\n"
    "Quill said that the quay was closed.\n"
)


def judgement(kind: Any, *statements: str, store: Store, **more: Any) -> Judgement:
    anchors = tuple(store.anchor(s) for s in statements)
    made = {
        "id": kind,
        "by": "Ada",
        "why": "I was there",
        "entered": "2031-04-02T00:00:00Z",
        **more,
    }
    return Judgement(kind=kind, anchors=anchors, **made)


@pytest.fixture
def added(store: Store) -> Entry:
    new = entry(TEXT)
    store.add([new])
    store.link(linked(store.statements()), (), reports=None)
    return new


# --- anchors ----------------------------------------------------------------------------------------


def test_an_anchor_holds_the_words_and_their_place() -> None:
    new = entry(TEXT)
    first = new.reading.statements[0]
    made = anchor(new.report, first)
    assert made.exact == "12 boats sank on Tuesday"
    assert TEXT[made.start : made.end] == made.exact
    assert (made.prefix, made.suffix) == (
        "Quill said that ",
        ".\nThe Port Office denied that 12 "[:32],
    )
    assert (made.cue, made.source, made.sha256) == ("said", "Quill", new.report.sha256)


@given(st.integers(0, 2), st.text(max_size=40), st.text(max_size=20))
def test_a_judgement_finds_its_statement_in_a_text_that_moved(
    which: int, before: str, after: str
) -> None:
    new = entry(TEXT)
    made = anchor(new.report, new.reading.statements[which])
    moved = entry(f"{before}\n{TEXT}{after}")
    found = reattach(made, moved.report.text, moved.reading.statements)
    assert found == moved.reading.statements[-3:][which].id


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(0, 0, True), (5, 0, True), (0, -11, True), (0, -15, False), (-5, 4, True), (24, 30, False)],
)
def test_half_of_the_longer_one_must_be_shared(start: int, end: int, found: bool) -> None:
    new = entry(TEXT)
    first = new.reading.statements[0]
    made = anchor(new.report, first)
    old = first.content[0]
    changed = replace(first, content=(span(TEXT, old.start + start, old.end + end),))
    assert (reattach(made, TEXT, [changed]) == first.id) is found


def test_the_cue_must_be_shared() -> None:
    new = entry(TEXT)
    first = new.reading.statements[0]
    made = anchor(new.report, first)
    own = replace(first, cue=None)
    other = replace(first, cue=span(TEXT, 0, 5))
    assert reattach(made, TEXT, [own, other]) is None
    assert reattach(anchor(new.report, own), TEXT, [first, own]) == own.id


def test_of_two_with_the_same_content_the_source_decides() -> None:
    new = entry(TEXT)
    first = new.reading.statements[0]
    second = replace(first, id="0", source=replace(first.source, span=span(TEXT, 46, 57)))
    for one in (first, second):
        for order in ([first, second], [second, first]):
            assert reattach(anchor(new.report, one), TEXT, order) == one.id


def test_of_two_places_with_the_same_words_the_context_decides() -> None:
    new = entry(TEXT)
    made = replace(anchor(new.report, new.reading.statements[0]), cue="denied", start=-1)
    denied = new.reading.statements[1]
    assert reattach(made, TEXT, [denied]) is None
    there = replace(anchor(new.report, denied), start=-1)
    assert reattach(there, TEXT, [denied]) == denied.id


def test_words_that_are_gone_are_not_found() -> None:
    new = entry(TEXT)
    made = anchor(new.report, new.reading.statements[0])
    assert reattach(made, "Another text.", new.reading.statements) is None
    assert reattach(replace(made, exact=""), TEXT, new.reading.statements) is None


# --- what judgements do -----------------------------------------------------------------------------


def test_not_a_statement(store: Store, added: Entry) -> None:
    first, second, third = added.reading.statements
    store.judge(judgement("not a statement", first.id, store=store))
    ledger = store.ledger()
    assert [s.id for s in ledger.statements] == [second.id, third.id]
    assert {c.id for c in ledger.linked.claims} == {second.id, third.id}
    assert all(not c.denies and not c.denied_by for c in ledger.linked.claims)
    assert (ledger.linked.denials, ledger.linked.contradictions) == ((), ())
    assert store.statements() == ledger.statements
    assert len(store.ledger(judged=False).statements) == 3
    assert store.unlinked() == (added.report.id,)
    assert ledger.judgements == store.judgements()


def test_a_claim_keeps_what_is_left(store: Store) -> None:
    texts = (
        "Quill said that the quay was closed.\n",
        "The Port Office said that the quay was closed.\n",
    )
    store.add([entry(t) for t in texts])
    store.link(linked(store.statements()), (), reports=None)
    drop, keep = store.statements()
    store.judge(judgement("not a statement", drop.id, store=store))
    (claim,) = store.ledger().linked.claims
    assert claim.statements == (keep.id,)
    assert [o.statements for o in claim.origins] == [(keep.id,)]


def test_wrong_source(store: Store, added: Entry) -> None:
    first = added.reading.statements[0]
    value = json.dumps({"kind": "agency", "actor": PORT.id, "span": None})
    store.judge(judgement("wrong source", first.id, store=store, value=value))
    judged = store.ledger().statements[0]
    assert (judged.source.kind, judged.source.actor, judged.source.span) == (
        "agency",
        PORT.id,
        None,
    )
    assert judged.because == ("frame:ccomp", "judged: by Ada")
    assert store.ledger(judged=False).statements[0] == first


def test_wrong_field(store: Store, added: Entry) -> None:
    first = added.reading.statements[0]
    more = {"field": "certainty", "value": '"alleged"'}
    store.judge(judgement("wrong field", first.id, store=store, **more))
    assert store.ledger().statements[0].certainty == "alleged"


def test_pairs(store: Store, added: Entry) -> None:
    a, b, c = (s.id for s in added.reading.statements)
    store.judge(judgement("same", b, a, store=store))
    store.judge(judgement("different", a, c, store=store))
    store.judge(judgement("unsure", b, c, store=store))
    assert set(store.judged().pairs) == {(*sorted((a, b)), "same"), (*sorted((a, c)), "different")}


def test_a_judgement_outlives_a_new_reading(store: Store) -> None:
    old, new = entry(TEXT, reader="0"), entry(TEXT)
    store.add([old])
    store.judge(judgement("not a statement", old.reading.statements[0].id, store=store))
    first, *others = new.reading.statements
    content = (span(TEXT, first.content[0].start - 5, first.content[0].end),)
    anew = (replace(first, id="f" * 16, content=content), *others)
    store.add([replace(new, reading=Reading(new.report.id, anew, (MAYOR, PORT)))])
    assert [s.id for s in store.ledger().statements] == [s.id for s in others]
    assert store.needs_review() == ()
    store.add(
        [replace(new, reader="2", reading=Reading(new.report.id, tuple(others), (MAYOR, PORT)))]
    )
    assert [j.kind for j in store.needs_review()] == ["not a statement"]
    store.remove(new.report.id, "withdrawn", "Ada")
    assert store.needs_review() == ()


def test_undo(store: Store, added: Entry) -> None:
    made = judgement("not a statement", added.reading.statements[0].id, store=store)
    store.judge(made)
    store.judge(made)
    store.undo(made.id, "Bo", "it is one")
    assert len(store.ledger().statements) == 3
    assert store.judgements() == ()
    assert [(line.action, line.by) for line in store.log()[1:]] == [
        ("judged", "Ada"),
        ("undone", "Bo"),
    ]
    with pytest.raises(NotFound, match="no judgement"):
        store.undo(made.id, "Bo", "again")
    store.judge(made)
    assert store.judgements() == (made,)


def test_a_judgement_without_a_moment_gets_one(store: Store, added: Entry) -> None:
    made = judgement("not a statement", added.reading.statements[0].id, store=store, entered="")
    store.judge(made)
    assert store.judgements()[0].entered == "2031-04-01T08:00:00Z"


def test_only_a_statement_can_be_judged(store: Store) -> None:
    with pytest.raises(NotFound, match="no statement"):
        store.anchor("x")


@pytest.mark.parametrize(
    ("kind", "count", "more", "says"),
    [
        ("same", 1, {}, "speaks of 2"),
        ("not a statement", 2, {}, "speaks of 1"),
        ("wrong field", 1, {"field": "id", "value": '"x"'}, "'id' is not possible"),
        ("wrong field", 1, {"field": None, "value": '"x"'}, "None is not possible"),
        ("wrong field", 1, {"field": "polarity", "value": '"maybe"'}, "none of: asserts"),
        ("wrong field", 1, {"field": "polarity", "value": "maybe"}, "no JSON"),
        ("wrong source", 1, {"value": None}, "no JSON"),
        ("wrong source", 1, {"value": '{"kind": 3}'}, "kind: 3 is none of"),
    ],
)
def test_what_cannot_mean_anything_is_refused(
    store: Store, added: Entry, kind: str, count: int, more: dict[str, Any], says: str
) -> None:
    ids = [s.id for s in added.reading.statements[:count]]
    with pytest.raises(InputError, match=says):
        store.judge(judgement(kind, *ids, store=store, **more))
    assert store.judgements() == ()


def test_statement_fields_can_all_be_told_apart(added: Entry) -> None:
    assert len({s.id for s in added.reading.statements}) == 3
    assert all(isinstance(s, Statement) for s in added.reading.statements)
