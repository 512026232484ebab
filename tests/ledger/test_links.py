from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from allegedly.errors import NotFound
from allegedly.model import Claim, Copy, Linked, Reading
from ledger.making import copies, entry, linked

if TYPE_CHECKING:
    from allegedly.ledger import Store
    from allegedly.model import Statement
    from ledger.conftest import Opened

TEXTS = [
    f"Quill said that {n} boats sank.\nThe Port Office denied that {n} boats sank.\n"
    for n in range(5)
]


def changes(store: Store) -> int:
    connection = store._connection
    count: int = connection.exec_driver_sql("SELECT total_changes()").scalar_one()
    connection.rollback()
    return count


def claim(*statements: Statement) -> Claim:
    ids = tuple(s.id for s in statements)
    return Claim(ids[0], statements[0].wording, "asserts", ids)


def test_links_come_back(store: Store) -> None:
    store.add([entry(t) for t in TEXTS])
    found, copied = linked(store.statements()), copies(store.reports())
    store.link(found, copied, reports=None)
    ledger = store.ledger()
    assert {c.id for c in ledger.linked.claims} == {c.id for c in found.claims}
    assert sorted(ledger.linked.denials, key=str) == sorted(found.denials, key=str)
    assert set(ledger.linked.contradictions) == set(found.contradictions)
    assert ledger.linked.updates == found.updates
    assert len(ledger.linked.related) == len(found.related)
    assert ledger.copies == copied
    assert store.unlinked() == ()
    assert store.verify() == ()


def test_linking_again_writes_nothing(store: Store) -> None:
    store.add([entry(t) for t in TEXTS])
    found, copied = linked(store.statements()), copies(store.reports())
    store.link(found, copied, reports=None)
    before = changes(store)
    store.link(found, copied, reports=None)
    assert changes(store) == before


def test_one_report_more_writes_its_own_links_only(store: Store) -> None:
    store.add([entry(t) for t in TEXTS])
    store.link(linked(store.statements()), (), reports=None)
    more = entry("Quill said that the quay was closed.\n", published="2032-01-01")
    store.add([more])
    before = changes(store)
    store.link(linked(store.statements()), (), reports=None)
    # its claim, whose report and whose statement that is, and the mark that it waited
    assert changes(store) - before == 4


def test_only_the_scope_is_replaced(store: Store) -> None:
    one, two = entry(TEXTS[0]), entry(TEXTS[1])
    store.add([one, two])
    store.link(linked(one.reading.statements), (), reports=[one.report.id])
    assert store.unlinked() == (two.report.id,)
    store.link(linked(two.reading.statements), (), reports=[two.report.id])
    assert store.unlinked() == ()
    everything = {c.id for c in store.ledger().linked.claims}
    store.link(Linked(), (), reports=[one.report.id])
    left = {c.id for c in store.ledger().linked.claims}
    assert left == everything - {s.id for s in one.reading.statements}


def test_a_link_across_the_border_of_the_scope_is_in_it(store: Store) -> None:
    one, two = entry(TEXTS[0]), entry(TEXTS[1])
    store.add([one, two])
    across = claim(one.reading.statements[0], two.reading.statements[0])
    copied = Copy(two.report.id, one.report.id, 0.5)
    store.link(Linked((across,)), (copied,), reports=None)
    store.link(Linked(), (), reports=[two.report.id])
    assert store.ledger().linked.claims == ()
    assert store.ledger().copies == ()


def test_what_another_process_added_meanwhile_still_waits(opened: Opened) -> None:
    store, other = opened(), opened()
    store.add([entry(TEXTS[0])])
    assert len(store.unlinked()) == 1
    seen = linked(store.statements())
    other.add([entry(TEXTS[1])])
    other.unlinked()
    other.link(linked(other.statements()), (), reports=None)
    store.link(seen, (), reports=None)
    assert len(store.unlinked()) == 2
    store.link(linked(store.statements()), (), reports=None)
    assert store.unlinked() == ()
    assert len(store.ledger().linked.claims) == 4


def test_a_merged_claim_is_found_under_its_old_id(store: Store) -> None:
    store.add([entry(t) for t in TEXTS[:2]])
    a, _, b, _ = store.statements()
    store.link(Linked((claim(a), claim(b))), (), reports=None)
    store.link(Linked((claim(a, b),)), (), reports=None)
    assert (store.resolve(a.id), store.resolve(b.id)) == (a.id, a.id)


def test_redirects_lead_on(store: Store) -> None:
    store.add([entry(t) for t in TEXTS[:2]])
    a, b, c, _ = store.statements()
    store.link(Linked((claim(a), claim(b), claim(c))), (), reports=None)
    store.link(Linked((claim(a), claim(b, c))), (), reports=None)
    store.link(Linked((claim(a, b, c),)), (), reports=None)
    assert store.resolve(c.id) == a.id


def test_a_claim_that_comes_back_is_itself_again(store: Store) -> None:
    store.add([entry(t) for t in TEXTS[:2]])
    a, b, c, _ = store.statements()
    for claims in (
        [claim(a), claim(b)],
        [claim(a, b)],
        [claim(a), claim(b)],
        [claim(c, b), claim(a)],
    ):
        store.link(Linked(tuple(claims)), (), reports=None)
    assert store.resolve(b.id) == c.id


def test_nothing_stands_under_an_unknown_id(store: Store) -> None:
    with pytest.raises(NotFound, match="no claim x"):
        store.resolve("x")


def test_a_claim_is_followed_through_a_new_reading(store: Store) -> None:
    old = entry(TEXTS[0], reader="0")
    store.add([old])
    a, b = store.statements()
    store.link(Linked((claim(a), claim(b))), (), reports=None)
    new = entry(TEXTS[0])
    longer = [_with_one_word_more(s, new.report.text) for s in new.reading.statements]
    store.add([replace(new, reading=Reading(new.report.id, tuple(longer), new.reading.actors))])
    c, d = store.statements()
    store.link(Linked((claim(c), claim(d))), (), reports=None)
    assert {a.id, b.id}.isdisjoint((c.id, d.id))
    assert (store.resolve(a.id), store.resolve(b.id)) == (c.id, d.id)


def _with_one_word_more(statement: Statement, text: str) -> Statement:
    (span,) = statement.content
    start = span.start - len("that ")
    content = (replace(span, start=start, text=text[start : span.end]),)
    return replace(statement, id=statement.id[::-1], content=content)


def test_a_claim_whose_report_is_gone_leads_nowhere(store: Store) -> None:
    given = entry(TEXTS[0])
    store.add([given])
    a, _ = store.statements()
    store.link(Linked((claim(a),)), (), reports=None)
    store.remove(given.report.id, "why", "Ada")
    store.link(Linked(), (), reports=store.unlinked())
    with pytest.raises(NotFound):
        store.resolve(a.id)
