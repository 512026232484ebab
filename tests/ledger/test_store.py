from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from allegedly.errors import CaseReadOnly, InputError, NotFound
from allegedly.ledger import Entry, dumps, to_json
from allegedly.model import Actor, Reading, Rejected
from ledger.making import MAYOR, PORT, copies, entry, linked

if TYPE_CHECKING:
    from allegedly.ledger import Store
    from ledger.conftest import Opened

FERRY = "Quill said that 12 boats sank on Tuesday.\nThe Port Office denied that 12 boats sank on Tuesday.\n"
STORM = "The Port Office said that the storm had passed.\n"


def exported(store: Store) -> bytes:
    return dumps(to_json(store.ledger()))


def test_what_is_added_comes_back(store: Store) -> None:
    one, two = entry(FERRY), entry(STORM, published=None)
    store.add([two, one])
    ledger = store.ledger()
    assert ledger.reports == (one.report, two.report)
    assert ledger.statements == (*one.reading.statements, *two.reading.statements)
    assert ledger.actors == (MAYOR, PORT)
    assert (ledger.generator.model, ledger.generator.reader) == ("parser 1", "1")
    assert store.reports() == ledger.reports
    assert store.statements() == ledger.statements
    assert store.statements([two.report.id]) == two.reading.statements
    assert store.actors() == ledger.actors
    assert store.known([one.report.id, "nothing"]) == {one.report.id}


def test_bytes_are_kept_as_received(store: Store) -> None:
    given = entry(FERRY)
    store.add([given])
    assert store.original(given.report.id) == FERRY.encode()
    assert store.original("nothing") is None


def test_the_same_report_twice_changes_nothing(store: Store) -> None:
    store.add([entry(FERRY), entry(FERRY)])
    before, log = exported(store), store.log()
    store.add([entry(FERRY)])
    assert exported(store) == before
    assert store.log() == log
    assert store.counts()["reports"] == 1


def test_same_bytes_with_other_metadata_are_another_report(store: Store) -> None:
    store.add([entry(FERRY), entry(FERRY, outlet="The Gull")])
    assert store.counts()["reports"] == 2


def test_other_bytes_under_a_known_id_are_refused_whole(store: Store) -> None:
    known, other = entry(FERRY), entry(STORM)
    store.add([known])
    false = replace(other, report=replace(other.report, id=known.report.id))
    with pytest.raises(InputError, match="holds other bytes"):
        store.add([entry(STORM, outlet="The Gull"), false])
    assert store.counts()["reports"] == 1


def test_a_new_reader_reads_anew(store: Store) -> None:
    old, new = entry(FERRY, reader="0"), entry(FERRY)
    store.add([old])
    assert store.known([old.report.id]) == frozenset()
    store.link(linked(store.statements()), (), reports=None)
    less = replace(new, reading=Reading(new.report.id, new.reading.statements[:1], (MAYOR,)))
    store.add([less])
    assert store.statements() == new.reading.statements[:1]
    assert store.known([old.report.id]) == {old.report.id}
    assert store.unlinked() == (old.report.id,)
    assert [line.action for line in store.log()] == ["added", "read anew"]


def test_removal_leaves_a_tombstone_and_the_bytes(store: Store) -> None:
    given = entry(FERRY)
    store.add([given])
    store.link(linked(store.statements()), copies(store.reports()), reports=None)
    store.remove(given.report.id, "withdrawn by its outlet", "Ada")
    ledger = store.ledger()
    assert (ledger.reports, ledger.statements, ledger.linked.claims) == ((), (), ())
    assert store.unlinked() == (given.report.id,)
    line = store.log()[-1]
    assert (line.action, line.subject, line.by, line.why) == (
        "removed",
        given.report.id,
        "Ada",
        "withdrawn by its outlet",
    )
    assert store.original(given.report.id) == FERRY.encode()
    assert store.counts()["removals"] == 1


def test_a_removed_report_can_be_added_again(store: Store) -> None:
    given = entry(FERRY)
    store.add([given])
    before = exported(store)
    store.remove(given.report.id, "by mistake", "Ada")
    store.add([given])
    assert exported(store) == before


def test_only_what_is_there_can_be_removed(store: Store) -> None:
    with pytest.raises(NotFound, match="no report x"):
        store.remove("x", "why", "Ada")


def test_a_refusal_is_kept_once_and_closed_by_success(store: Store) -> None:
    refusal = Rejected("a.txt", "empty", "no bytes", "0" * 64)
    store.add([], [refusal, refusal])
    store.add([], [refusal, Rejected("b.txt", "binary", "zeros")])
    assert store.rejections() == (refusal, Rejected("b.txt", "binary", "zeros"))
    store.add([entry(FERRY, name="a.txt")])
    assert store.rejections() == (Rejected("b.txt", "binary", "zeros"),)
    store.add([], [refusal])
    assert store.counts()["rejections"] == 2


def test_vectors_are_found_by_text_and_model(store: Store) -> None:
    given = entry(FERRY)
    store.add([given])
    assert store.vectors([*given.vectors, "unheard of"], "tiny") == given.vectors
    assert store.vectors(given.vectors, "another") == {}
    store.keep_vectors({"more": b"1234"}, "another")
    assert store.vectors(["more"], "another") == {"more": b"1234"}


def test_actors_are_brought_together(store: Store) -> None:
    def shown(text: str, published: str, actor: Actor) -> Entry:
        given = entry(text, published=published)
        return replace(given, reading=Reading(given.report.id, (), (actor,)))

    late = Actor("a", "M. Quill", "person", "FR", ("the mayor",), "Port Office")
    early = Actor("a", "Mara Quill", "unknown")
    store.add([shown(STORM, "2031-02", late), shown(FERRY, "2031-01", early)])
    together = Actor("a", "Mara Quill", "person", "FR", ("M. Quill", "the mayor"), "Port Office")
    assert store.actors() == (together,)


def test_strings_that_utf8_cannot_hold_survive(store: Store) -> None:
    text = "Quill said that \ud800 boats\0 sank.\n"
    given = entry(text, outlet="\udcff", name="f\udcff.txt")
    store.add([given], [Rejected("g\udcff.txt", "broken line", "\ud800")])
    assert store.ledger().reports[0] == given.report
    assert store.rejections()[0].input == "g\udcff.txt"
    assert b"\\ud800" in exported(store)
    assert store.verify() == ()


def test_a_case_read_only_refuses_to_write(opened: Opened) -> None:
    opened().add([entry(FERRY)])
    reading = opened(read_only=True)
    assert len(reading.reports()) == 1
    assert reading.verify() == ()
    with pytest.raises(CaseReadOnly, match="for reading only"):
        reading.add([entry(STORM)])


def test_an_imported_report_has_no_bytes(store: Store) -> None:
    store.add([entry(FERRY)])
    ledger = store.ledger()
    given = store.entries(ledger)
    assert [e.data for e in given] == [None]
    assert given[0].reading.statements == ledger.statements
    assert given[0].reading.actors == ledger.actors
