"""What becomes of addresses: pages, feeds, lists. Nothing is connected to: answers come from tables."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from allegedly.ingest import Web, again, received
from allegedly.ingest.address import Address, Refused
from allegedly.ingest.connect import Answer
from allegedly.ingest.feeds import MOST_ENTRIES, entries, json_line
from allegedly.ingest.polite import AGENT, LONGEST_PAUSE, PAUSE, Polite
from allegedly.model import Given, Metadata, Received, Rejected, Report, Unchanged, Visit
from allegedly.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

SITE = "https://courier.example"
PAGE = b"<!doctype html><title>Quay closed</title><p>Quill said that the quay was closed.</p>"
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Courier</title><link>{SITE}/</link>
<item><title>Quay &amp;amp; bridge closed</title><link>{SITE}/quay</link><guid isPermaLink="false">q-1</guid>
  <pubDate>Tue, 22 Oct 2024 08:30:00 GMT</pubDate><source url="https://lantern.example/rss">Lantern Wire</source>
  <author>desk@courier.example (A. Quill)</author><description>&lt;p&gt;Short.&lt;/p&gt;</description>
  <content:encoded><![CDATA[<p>Quill said that the quay was closed.</p><p>The bridge <b>stays</b> open.<script>x()</script></p>]]></content:encoded></item>
<item><title>Second</title><guid>{SITE}/second</guid><dc:creator>B. Marsh</dc:creator></item>
</channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title>
<entry><title type="html">&lt;b&gt;Quay&lt;/b&gt; closed</title><id>tag:courier.example,2024:1</id>
  <link rel="self" href="/atom/1"/><link href="/quay"/><published>2024-10-22T08:30:00Z</published>
  <updated>2024-10-23T09:00:00Z</updated><author><name>A. Quill</name></author><source><title>Lantern Wire</title></source>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Quill said so.</p></div></content></entry></feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>The Courier</title></channel><item><title>Quay closed</title><link>https://courier.example/quay</link></item></rdf:RDF>"""


def ok(data: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> Answer:
    return Answer(Address.parse(SITE), 200, {"content-type": kind, **headers}, data)


class Table:
    """Answers from a table, and remembers what it was asked."""

    def __init__(self, **answers: Answer | Refused) -> None:
        self.answers = answers
        self.asked: list[str] = []

    def __call__(self, address: str, visit: Visit | None = None) -> Answer:
        self.asked.append(address)
        path = Address.parse(address).target.strip("/") or "home"
        found = self.answers.get(path, Refused("not fetched", "status 404: gone; check it"))
        if isinstance(found, Refused):
            raise found
        if visit and visit.etag and visit.etag == found.headers.get("etag"):
            return replace(found, status=304, data=b"")
        return replace(found, address=Address.parse(address))


def take(web: Web, *inputs: str | Path) -> list[Received | Rejected | Unchanged]:
    return list(received(inputs, settings=Settings(), web=web))


def what(items: list[Received | Rejected | Unchanged]) -> list[str]:
    return [i.why if isinstance(i, Rejected) else type(i).__name__ for i in items]


# --- feeds as such ------------------------------------------------------------------------------------


def test_an_rss_entry_keeps_what_the_feed_says_of_it() -> None:
    first, second = entries(RSS)
    assert first.metadata == Metadata(
        "q-1", f"{SITE}/quay", "Quay & bridge closed", "Lantern Wire",
        "Tue, 22 Oct 2024 08:30:00 GMT", "desk@courier.example (A. Quill)",
    )  # fmt: skip
    assert second.metadata == Metadata(
        f"{SITE}/second", f"{SITE}/second", "Second", "The Courier", None, "B. Marsh"
    )


def test_an_atom_entry_keeps_what_the_feed_says_of_it() -> None:
    (entry,) = entries(ATOM, f"{SITE}/feeds/atom")
    assert entry.metadata == Metadata(
        "tag:courier.example,2024:1", f"{SITE}/quay", "Quay closed", "Lantern Wire",
        "2024-10-22T08:30:00Z", "A. Quill",
    )  # fmt: skip
    assert entry.stamp == "2024-10-23T09:00:00Z"


def test_what_a_feed_says_of_pictures_is_not_said_of_the_entry() -> None:
    media = b"<item><media:title xmlns:media='http://search.yahoo.com/mrss/'>A ship, by B. Marsh</media:title>"
    first, _ = entries(RSS.replace(b"<item>", media, 1))
    assert first.metadata.title == "Quay & bridge closed"


@pytest.mark.parametrize(
    "words", ["<div>" * 20_000, "<!-- x -->" * 9, "&#0;&#55296;&nosuch;", "<p" * 9_000]
)
def test_content_that_is_no_html_gives_what_can_be_read(words: str) -> None:
    data = f"<rss><channel><item><description><![CDATA[{words}Quay closed]]></description></item></channel></rss>"
    (entry,) = entries(data.encode())
    assert b"<!--" not in json_line(entry)


def test_an_rdf_feed_is_read_too() -> None:
    (entry,) = entries(RDF)
    assert (entry.metadata.url, entry.metadata.outlet) == (f"{SITE}/quay", "The Courier")


@pytest.mark.parametrize("name", ["feed.xml", "feed.rss", "feed"])
def test_a_feed_in_a_file_gives_its_own_words_and_fetches_nothing(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_bytes(RSS)
    fetch = Table()
    first, second = take(Web(fetch), tmp_path / name)
    assert isinstance(first, Received)
    assert first.text == "Quill said that the quay was closed.\nThe bridge stays open."
    assert (first.name, first.metadata.ref) == (f"{tmp_path / name}:1", "q-1")
    assert first.metadata.author == "desk@courier.example (A. Quill)"
    assert isinstance(second, Rejected)
    assert second.why == "empty"
    assert fetch.asked == []
    given = Given(first.name, first.media, first.metadata, decoded=True)
    report = Report(first.report_id, first.sha256, first.text)
    assert again(report, first.data, given) == first  # the bytes kept are enough to read it again


def test_an_author_tells_no_reports_apart() -> None:
    one = Received("a", b"x", "text", Metadata(url="u"))
    assert replace(one, metadata=Metadata(url="u", author="A. Quill")).report_id == one.report_id


# --- pages --------------------------------------------------------------------------------------------


def test_a_page_is_received_with_its_address() -> None:
    web = Web(Table(quay=ok(PAGE, etag='"1"')), metadata=Metadata(outlet="The Courier"))
    (page,) = take(web, f"{SITE}/quay#top")
    assert isinstance(page, Received)
    assert (page.data, page.media) == (PAGE, "html")
    assert page.metadata == Metadata(url=f"{SITE}/quay", outlet="The Courier")
    visit = Visit(f"{SITE}/quay#top", page.report_id, page.sha256, '"1"')
    assert web.visits[visit.address] == visit


def test_a_page_that_has_not_changed_is_known() -> None:
    visit = Visit(f"{SITE}/quay", "report", etag='"1"')
    web = Web(Table(quay=ok(PAGE, etag='"1"')), {visit.address: visit}.get)
    assert take(web, visit.address) == [Unchanged(visit.address)]


def test_the_same_bytes_at_an_address_are_known_without_an_etag() -> None:
    web = Web(Table(rss=ok(feed("a"), XML), a=ok(PAGE)))
    assert what(take(web, f"{SITE}/rss", f"{SITE}/a", f"{SITE}/a")) == [
        "Received",
        "Unchanged",
        "Unchanged",
    ]


def test_a_page_that_another_address_leads_to_is_known() -> None:
    def fetch(address: str, visit: Visit | None = None) -> Answer:
        return ok(PAGE)  # whatever is asked for, it is the home page that answers

    items = take(Web(fetch), f"{SITE}/moved", f"{SITE}/", f"{SITE}/other")
    assert what(items) == ["Received", "Unchanged", "Unchanged"]


def test_a_page_of_which_more_is_said_is_another_report() -> None:
    first = Web(Table(a=ok(PAGE, etag='"1"')))
    take(first, f"{SITE}/a")
    more = Web(first.fetch, first.visits.get, Metadata(published="2024-10-22"))
    assert what(take(more, f"{SITE}/a")) == ["Received"]


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (ok(b"%PDF-1.7"), "not yet"),
        (ok(b"\x89PNG", "image/png"), "not yet"),
        (ok(b"{}", "application/json"), "not yet"),
        (ok(b"  "), "empty"),
        (ok(b"a\0b" * 9), "binary"),
        (Refused("not fetched", "status 404: gone; check it"), "not fetched"),
    ],
)
def test_what_is_no_page_is_refused_and_not_remembered(answer: Answer | Refused, why: str) -> None:
    web = Web(Table(quay=answer))
    (refused,) = take(web, f"{SITE}/quay")
    assert isinstance(refused, Rejected)
    assert (refused.input, refused.why) == (f"{SITE}/quay", why)
    assert web.visits == {}


def test_plain_text_stays_text() -> None:
    (page,) = take(Web(Table(quay=ok(b"The quay is closed.", "text/plain"))), f"{SITE}/quay")
    assert isinstance(page, Received)
    assert page.media == "text"


def test_without_a_web_no_address_is_fetched_and_no_password_shown() -> None:
    (refused,) = received(["https://quill:secret@courier.example/"], settings=Settings())
    assert isinstance(refused, Rejected)
    assert (refused.input, refused.why) == ("https://***@courier.example/", "not yet")


def test_a_list_of_pages(tmp_path: Path) -> None:
    listed = tmp_path / "pages.urls"
    listed.write_text(f"# the quay\n{SITE}/quay\n\n  {SITE}/gone  \nfile:///etc/passwd\nwords\n")
    web = Web(Table(quay=ok(PAGE)))
    web.fetch = guarded = Guarded(web.fetch)
    assert what(take(web, listed)) == ["Received", "not fetched", "not allowed", "not allowed"]
    assert guarded.asked[:2] == [f"{SITE}/quay", f"{SITE}/gone"]


class Guarded:
    """Reads an address before it answers, as fetching in earnest does."""

    def __init__(self, fetch: object) -> None:
        self.fetch = fetch
        self.asked: list[str] = []

    def __call__(self, address: str, visit: Visit | None = None) -> Answer:
        Address.parse(address)
        self.asked.append(address)
        return self.fetch(address, visit)  # type: ignore[operator]


# --- feeds and their pages ------------------------------------------------------------------------------


def feed(*paths: str, stamp: str = "2024-10-22") -> bytes:
    items = "".join(
        f"<item><title>{p}</title><link>{SITE}/{p}</link><pubDate>{stamp}</pubDate></item>"
        for p in paths
    )
    return f"<rss><channel><title>The Courier</title>{items}</channel></rss>".encode()


XML = "application/rss+xml"


def test_each_entry_s_page_is_fetched_with_what_the_feed_says() -> None:
    web = Web(Table(rss=ok(RSS, XML, etag='"f"'), quay=ok(PAGE), second=ok(PAGE)))
    first, second = take(web, f"{SITE}/rss")
    assert isinstance(first, Received)
    assert isinstance(second, Received)
    assert first.data == PAGE
    assert (first.metadata.ref, first.metadata.outlet) == ("q-1", "Lantern Wire")
    assert second.metadata.url == f"{SITE}/second"
    assert web.visits[f"{SITE}/rss"] == Visit(f"{SITE}/rss", etag='"f"')


def test_what_was_seen_is_not_fetched_again() -> None:
    table = Table(rss=ok(feed("a", "b"), XML), a=ok(PAGE), b=ok(PAGE))
    first = Web(table)
    take(first, f"{SITE}/rss")
    table.asked.clear()
    table.answers |= {"rss": ok(feed("b", "c", "b"), XML), "c": ok(PAGE)}
    again_ = Web(table, first.visits.get)
    assert what(take(again_, f"{SITE}/rss")) == ["Unchanged", "Received"]
    assert table.asked == [f"{SITE}/rss", f"{SITE}/c"]


def test_an_entry_that_says_it_changed_is_fetched_again() -> None:
    table = Table(rss=ok(feed("a"), XML), a=ok(PAGE))
    first = Web(table)
    take(first, f"{SITE}/rss")
    table.answers |= {
        "rss": ok(feed("a", stamp="2024-10-23"), XML),
        "a": ok(PAGE + b"<p>Corrected."),
    }
    assert what(take(Web(table, first.visits.get), f"{SITE}/rss")) == ["Received"]


def test_a_feed_of_which_a_page_failed_is_asked_for_in_full_again() -> None:
    web = Web(Table(rss=ok(feed("a", "gone"), XML, etag='"f"'), a=ok(PAGE)))
    assert what(take(web, f"{SITE}/rss")) == ["Received", "not fetched"]
    assert f"{SITE}/rss" not in web.visits


@pytest.mark.parametrize("data", [feed(), feed("a"), RSS[:-300]])
def test_a_feed_that_shrinks_or_breaks_off_is_survived(data: bytes) -> None:
    seen = {f"{SITE}/a": Visit(f"{SITE}/a", "r", stamp="2024-10-22")}
    items = take(Web(Table(rss=ok(data, XML), quay=ok(PAGE)), seen.get), f"{SITE}/rss")
    assert set(what(items)) <= {"Unchanged", "Received"}
    assert items


def test_a_feed_that_fails_is_one_refusal() -> None:
    web = Web(Table(rss=ok(b"<!DOCTYPE rss [<!ENTITY x 'y'>]><rss><channel/></rss>", XML)))
    assert what(take(web, f"{SITE}/rss")) == ["not allowed"]
    assert web.visits == {}


def test_an_entry_without_an_address_is_counted() -> None:
    data = b"<rss><channel><item><title>Quay</title></item></channel></rss>"
    (refused,) = take(Web(Table(rss=ok(data, XML))), f"{SITE}/rss")
    assert isinstance(refused, Rejected)
    assert (refused.input, refused.why) == (f"{SITE}/rss (Quay)", "empty")


def test_an_endless_feed_is_cut() -> None:
    table = Table(rss=ok(feed(*(f"p{n}" for n in range(MOST_ENTRIES + 9))), XML))
    items = take(Web(table), f"{SITE}/rss")
    assert len(items) == MOST_ENTRIES + 1
    assert what(items)[-1] == "too large"


# --- manners --------------------------------------------------------------------------------------------


class Site:
    """A site with rules and pages; remembers when which headers were sent."""

    def __init__(self, robots: Answer | Refused | None = None) -> None:
        self.robots = robots
        self.now = 0.0
        self.slept: list[float] = []
        self.asked: list[str] = []
        self.headers: Mapping[str, str] = {}
        self.moved: dict[str, str] = {}

    def __call__(
        self, address: Address, headers: Mapping[str, str], largest: int | None = None
    ) -> Answer:
        self.asked.append(str(address))
        self.headers = headers
        if str(address) in self.moved:
            return Answer(address, 301, {"location": self.moved[str(address)]})
        if address.target == "/robots.txt":
            if isinstance(self.robots, Refused):
                raise self.robots
            return self.robots or Answer(address, 404)
        if headers.get("if-none-match") == '"1"':
            return Answer(address, 304)
        return Answer(address, 404 if address.target == "/gone" else 200, {}, PAGE)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def polite(self) -> Polite:
        return Polite(self, clock=lambda: self.now, sleep=self.sleep)


def rules(text: str, status: int = 200) -> Answer:
    return Answer(Address.parse(SITE), status, {}, text.encode())


def test_robots_are_asked_once_and_the_agent_says_who_it_is() -> None:
    site = Site()
    fetch = site.polite()
    for path in ("a", "b"):
        assert fetch(f"{SITE}/{path}").data == PAGE
    assert site.asked == [f"{SITE}/robots.txt", f"{SITE}/a", f"{SITE}/b"]
    assert site.headers["user-agent"] == AGENT
    assert AGENT.startswith("allegedly/")
    assert site.slept == [PAUSE, PAUSE]


@pytest.mark.parametrize(
    ("robots", "why"),
    [
        (rules("User-agent: *\nDisallow: /a"), "not allowed"),
        (
            rules("\ufeffUser-agent: allegedly\nDisallow: /\n\nUser-agent: *\nAllow: /"),
            "not allowed",
        ),
        (rules("", 500), "not fetched"),
        (Refused("not fetched", "no answer in time; add it again later"), "not fetched"),
        (Refused("too large", "more than 512,000 bytes; check it"), "too large"),
    ],
)
def test_a_site_that_says_no_or_cannot_be_asked_is_left_alone(
    robots: Answer | Refused, why: str
) -> None:
    site = Site(robots)
    with pytest.raises(Refused, match=r"robots\.txt") as refused:
        site.polite()(f"{SITE}/a")
    assert refused.value.why == why
    assert f"{SITE}/a" not in site.asked


@pytest.mark.parametrize(
    "robots",
    [None, rules("", 403), rules("<html>no rules"), rules("User-agent: other\nDisallow: /")],
)
def test_a_site_without_rules_for_us_is_open(robots: Answer | None) -> None:
    assert Site(robots).polite()(f"{SITE}/a").status == 200


@pytest.mark.parametrize(
    "line",
    ["Crawl-delay: " + "9" * 5_000, "Crawl-delay: \u00b2", "Request-rate: \u00b2/1", "Disallow: //[", "\0" * 99, ":" * 99],
    ids=["number-giant", "number-raised", "rate-raised", "brackets", "nul", "colons"],
)  # fmt: skip
def test_rules_that_break_the_parser_cost_their_own_line(line: str) -> None:
    fetch = Site(rules(f"User-agent: *\n{line}\nDisallow: /shut")).polite()
    assert fetch(f"{SITE}/a").status == 200
    with pytest.raises(Refused, match="stay away"):
        fetch(f"{SITE}/shut")


@pytest.mark.parametrize(("asked", "pause"), [(5, 5.0), (86_400, LONGEST_PAUSE)])
def test_a_site_may_ask_for_a_longer_pause(asked: int, pause: float) -> None:
    site = Site(rules(f"User-agent: *\nCrawl-delay: {asked}"))
    site.polite()(f"{SITE}/a")
    assert site.slept == [pause]


def test_the_rules_of_every_site_on_the_way_are_asked_for() -> None:
    site = Site(rules("User-agent: *\nDisallow: /shut"))
    site.moved[f"{SITE}/a"] = "https://lantern.example/shut"
    with pytest.raises(Refused, match=r"robots\.txt"):
        site.polite()(f"{SITE}/a")
    assert "https://lantern.example/robots.txt" in site.asked
    assert "https://lantern.example/shut" not in site.asked


def test_conditions_are_sent_and_304_only_believed_then() -> None:
    site = Site()
    assert (
        site.polite()(f"{SITE}/a", Visit(f"{SITE}/a", "r", etag='"1"', modified="Tue")).status
        == 304
    )
    assert site.headers["if-modified-since"] == "Tue"


def test_a_page_that_is_not_there_says_what_to_do() -> None:
    with pytest.raises(Refused, match="status 404: there is no such page; check the address"):
        Site().polite()(f"{SITE}/gone")
