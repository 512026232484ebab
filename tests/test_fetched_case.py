"""Addresses in a case: what is fetched becomes reports, and is not fetched twice. Answers come from a table."""

from __future__ import annotations

import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import allegedly
from allegedly.ingest.address import Address, Refused
from allegedly.ingest.connect import Answer

if TYPE_CHECKING:
    from pathlib import Path

    from allegedly.case import Case
    from allegedly.model import Added, Visit

pytestmark = pytest.mark.model

SITE = "https://courier.example"


def page(words: str) -> bytes:
    text = f"{words} The harbour master of Ostrand, Edda Quill, said on Tuesday that the quay was closed."
    return f"<!doctype html><title>Quay closed</title><article><p>{text}</p></article>".encode()


def feed(*paths: str) -> bytes:
    items = "".join(
        f"<item><title>Quay {p}</title><link>{SITE}/{p}</link><guid>{p}</guid>"
        "<pubDate>Tue, 22 Oct 2024 08:30:00 GMT</pubDate><source>Lantern Wire</source><author>A. Quill</author></item>"
        for p in paths
    )
    return f"<rss><channel><title>The Courier</title>{items}</channel></rss>".encode()


class Table:
    """Pages by their path, each with an ETag of its content; remembers what it was asked for and what it sent."""

    def __init__(self, **pages: bytes) -> None:
        self.pages = pages
        self.sent: list[str] = []

    def __call__(self, address: str, visit: Visit | None = None) -> Answer:
        here = Address.parse(address)
        path = here.target.strip("/")
        if path not in self.pages:
            raise Refused("not fetched", "status 404: there is no such page; check the address")
        etag = str(zlib.crc32(self.pages[path]))
        if visit is not None and visit.etag == etag:
            return Answer(here, 304)
        self.sent.append(path)
        kind = "application/rss+xml" if path == "rss" else "text/html"
        return Answer(here, 200, {"content-type": kind, "etag": etag}, self.pages[path])


@pytest.fixture
def table() -> Table:
    return Table(rss=feed("a", "b"), a=page("It is wet."), b=page("It is dry."))


@pytest.fixture
def case(tmp_path: Path) -> Case:
    with allegedly.open(tmp_path / "case.db", create=True) as opened:
        yield opened


def counts(added: Added) -> tuple[int, int, int]:
    return len(added.reports), added.known, len(added.rejected)


def test_a_feed_s_pages_become_reports(case: Case, table: Table) -> None:
    assert counts(case.add([f"{SITE}/rss"], fetch=table)) == (2, 0, 0)
    report = next(r for r in case.ledger().reports if r.ref == "a")
    assert (report.url, report.outlet, report.title) == (f"{SITE}/a", "Lantern Wire", "Quay a")
    assert (report.published, report.published_basis) == ("2024-10-22T08:30:00Z", "given")
    assert case.verify() == ()


def test_nothing_is_sent_twice(case: Case, table: Table) -> None:
    case.add([f"{SITE}/rss", f"{SITE}/a"], fetch=table)
    table.sent.clear()
    assert counts(case.add([f"{SITE}/rss", f"{SITE}/a"], fetch=table)) == (0, 2, 0)
    assert table.sent == []
    table.pages["rss"] = feed("b", "c")
    table.pages["c"] = page("It is cold.")
    assert counts(case.add([f"{SITE}/rss"], fetch=table)) == (1, 1, 0)
    assert table.sent == ["rss", "c"]


def test_a_page_that_failed_is_tried_again_and_its_refusal_goes(case: Case, table: Table) -> None:
    page_of_b = table.pages.pop("b")
    assert counts(case.add([f"{SITE}/rss"], fetch=table)) == (1, 0, 1)
    assert [r.input for r in case.ledger().rejected] == [f"{SITE}/b"]
    table.pages["b"] = page_of_b
    assert counts(case.add([f"{SITE}/rss"], fetch=table)) == (1, 1, 0)
    assert case.ledger().rejected == ()


def test_a_feed_that_failed_once_is_refused_no_more(case: Case, table: Table) -> None:
    assert counts(case.add([f"{SITE}/rss"], fetch=Table())) == (0, 0, 1)
    case.add([f"{SITE}/rss"], fetch=table)
    assert case.ledger().rejected == ()


def test_a_page_without_an_article_stays_refused(case: Case, table: Table) -> None:
    table.pages["a"] = b"<!doctype html><title>Menu</title><nav><a href='/'>Home</a></nav>"
    for _ in range(2):
        case.add([f"{SITE}/rss"], fetch=table)
        assert [r.why for r in case.ledger().rejected] == ["no article text"]


def test_a_changed_page_is_a_new_report(case: Case, table: Table) -> None:
    case.add([f"{SITE}/a"], fetch=table)
    table.pages["a"] = page("Correction: it was dry.")
    assert counts(case.add([f"{SITE}/a"], fetch=table)) == (1, 0, 0)
    assert len(case.ledger().reports) == 2


def test_a_report_that_was_removed_comes_back_if_its_page_is_named(
    case: Case, table: Table
) -> None:
    (report,) = case.add([f"{SITE}/a"], fetch=table).reports
    case.remove(report, why="withdrawn")
    added = case.add([f"{SITE}/a"], fetch=table)
    assert counts(added) == (1, 0, 0)
    assert "it is back now" in added.notes[0]


def test_what_was_fetched_is_read_again_from_the_case(case: Case, table: Table) -> None:
    case.add([f"{SITE}/rss"], fetch=table)
    before = case.export()
    table.sent.clear()
    assert case.reread(everything=True).left == ()
    assert (case.export(), table.sent) == (before, [])


def test_an_interruption_between_fetching_and_entering_loses_nothing(
    case: Case, table: Table
) -> None:
    def breaks(address: str, visit: Visit | None = None) -> Answer:
        if address.endswith("/b"):
            raise KeyboardInterrupt
        return table(address, visit)

    with pytest.raises(KeyboardInterrupt):
        case.add([f"{SITE}/rss"], fetch=breaks)
    assert counts(case.add([f"{SITE}/rss"], fetch=table)) == (2, 0, 0)


def test_what_was_entered_before_an_interruption_is_not_sent_again(case: Case) -> None:
    names = [f"p{n}" for n in range(70)]  # more than are looked up at once
    pages = {name: page(f"Ship {name} is in.") for name in names}
    table = Table(rss=feed(*names), **pages)

    def breaks(address: str, visit: Visit | None = None) -> Answer:
        if address.endswith("/p69"):
            raise KeyboardInterrupt
        return table(address, visit)

    with pytest.raises(KeyboardInterrupt):
        case.add([f"{SITE}/rss"], fetch=breaks)
    entered = len(case.ledger().reports)
    assert entered >= 56
    table.sent.clear()
    case.add([f"{SITE}/rss"], fetch=table)
    assert len(table.sent) == 1 + 70 - entered
    assert len(case.ledger().reports) == 70


def test_a_backup_remembers_what_was_fetched(case: Case, table: Table, tmp_path: Path) -> None:
    case.add([f"{SITE}/a"], fetch=table)
    case.backup(tmp_path / "copy.db")
    with allegedly.open(tmp_path / "copy.db") as copy:
        assert counts(copy.add([f"{SITE}/a"], fetch=table)) == (0, 1, 0)


def test_an_answer_of_another_address_has_that_address(case: Case, table: Table) -> None:
    def moved(address: str, visit: Visit | None = None) -> Answer:
        return replace(table(address, visit), address=Address.parse(f"{SITE}/moved"))

    case.add([f"{SITE}/a"], fetch=moved)
    assert [r.url for r in case.ledger().reports] == [f"{SITE}/moved"]
