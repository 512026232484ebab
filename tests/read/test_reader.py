"""Bytes received become a report, or a refusal that names the way out."""

from __future__ import annotations

import base64
import gzip
import hashlib
import runpy
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.model import Media, Metadata, Received, Rejected, Report
from allegedly.read import read, text_of
from allegedly.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(now="2024-11-01T08:00:00Z")
ARTICLE = (
    "The harbour council voted on Monday to close the old bridge. Its chair, Ana Brevik, said that the "
    "bridge could no longer carry the weight of the trucks that cross it every day. Nobody objected."
)
KOREAN = (
    "항만 위원회는 월요일에 오래된 다리를 폐쇄하기로 의결했다. 위원장은 다리가 더 이상 안전하지 않다고 말했다. "
    * 3
)


def given_text(text: str, media: Media = "text", **metadata: str) -> Received:
    return Received("x", text.encode("utf8", "replace"), media, Metadata(**metadata), text)


def report(received: Received, settings: Settings = SETTINGS) -> Report:
    found = read(received, settings)
    assert isinstance(found, Report)
    return found


def refusal(received: Received, settings: Settings = SETTINGS) -> Rejected:
    found = read(received, settings)
    assert isinstance(found, Rejected)
    assert (found.input, found.sha256) == (received.name, received.sha256)
    return found


def page(
    head: str = "", body: str = f"<article><h1>Bridge closed</h1><p>{ARTICLE}</p></article>"
) -> Received:
    return Received("x", f"<html><head>{head}</head><body>{body}</body></html>".encode(), "html")


def test_text_stays_as_it_is_and_boilerplate_is_marked() -> None:
    text = f"Bridge closed\r\n\r\n{ARTICLE}\r\n\r\nSubscribe now\u200b\u202e\x07"
    got = report(Received("x", text.encode(), "text"))
    assert got.text == text
    assert [text[m.span.start : m.span.end] for m in got.boilerplate] == [
        m.span.text for m in got.boilerplate
    ]
    assert (got.title, got.language, got.unread) == ("Bridge closed", "en", None)
    assert got.sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_byte_order_mark_is_no_text() -> None:
    for encoding in ("utf-8-sig", "utf-16"):
        assert report(Received("x", ARTICLE.encode(encoding), "text")).text == ARTICLE


def test_given_text_is_kept_exactly() -> None:
    received = given_text(f"\ufeff {ARTICLE}\r", ref="7")
    got = report(received)
    assert (got.text, got.ref, got.id) == (received.text, "7", received.report_id)


def test_the_article_of_a_page_is_found_and_what_the_page_says_of_itself() -> None:
    head = (
        '<meta property="og:title" content="Bridge &amp; harbour closed | The Courier">'
        '<meta content="The Courier" property="og:site_name">'
        "<meta name='article:published_time' content='2024-10-22T09:15:00+09:00'>"
        '<meta property="og:url" content="https://courier.example/bridge">'
    )
    body = f"<nav><a>Home</a></nav><script>alert('{ARTICLE}')</script><article><p>{ARTICLE}</p></article>"
    got = report(page(head, body))
    assert got.text == ARTICLE
    assert (got.title, got.outlet) == ("Bridge & harbour closed", "The Courier")
    assert (got.published, got.published_basis) == ("2024-10-22T09:15:00+09:00", "metadata")
    assert got.url == "https://courier.example/bridge"


def test_html_given_decoded_is_read_as_html() -> None:
    assert report(given_text(f"<html><body><p>{ARTICLE}</p>", "html")).text == ARTICLE


def test_entities_are_undone_and_cannot_smuggle_surrogates() -> None:
    got = report(
        page(body=f"<article><p>{ARTICLE} caf&eacute; &#xD800; &#0; &lt;b&gt;</p></article>")
    )
    assert "café" in got.text
    assert got.text.encode()


def test_what_the_giver_says_goes_first() -> None:
    received = page(
        '<meta property="og:site_name" content="The Courier"><title>Bridge closed</title>'
    )
    own = Metadata(outlet="Lantern Wire", title="Bridge", published="2024-10-21")
    got = report(Received("x", received.data, "html", own))
    assert (got.outlet, got.title, got.published, got.published_basis) == (
        "Lantern Wire", "Bridge", "2024-10-21", "given",
    )  # fmt: skip


@pytest.mark.parametrize(
    "published", ["2031-01-01", "soon", "10/11/2024", "2024-02-30", "0001-01-01T00:00:00Z"]
)
def test_a_date_that_cannot_be_believed_costs_only_the_date(published: str) -> None:
    got = report(given_text(ARTICLE, published=published))
    assert (got.text, got.published, got.published_basis) == (ARTICLE, None, "none")


def test_a_future_date_gives_way_to_what_the_page_says() -> None:
    received = page('<meta name="date" content="2024-10-22">')
    got = report(Received("x", received.data, "html", Metadata(published="2031-01-01")))
    assert (got.published, got.published_basis) == ("2024-10-22", "metadata")


def test_no_date_is_no_date() -> None:
    assert report(given_text(ARTICLE)).published is None


def test_a_date_in_the_address_or_at_the_head_of_the_text_counts() -> None:
    by_address = report(given_text(ARTICLE, url="https://courier.example/2024/10/22/bridge.html"))
    assert (by_address.published, by_address.published_basis) == ("2024-10-22", "metadata")
    by_text = report(given_text(f"Bridge closed\n\nPublished: 22 October 2024\n\n{ARTICLE}"))
    assert (by_text.published, by_text.published_basis) == ("2024-10-22", "text")


def test_another_language_is_kept_unread() -> None:
    got = report(given_text(KOREAN))
    assert (got.text, got.language, got.unread) == (KOREAN, "ko", "ko")
    assert report(given_text(KOREAN), Settings(languages=("en", "ko"))).unread is None


def test_a_text_too_short_to_tell_is_read() -> None:
    got = report(given_text("Ja, 7."))
    assert (got.language, got.unread) == (None, None)


@pytest.mark.parametrize(
    ("text", "media"),
    [
        ("Subscribe now\n\nLeave a comment\n", "text"),
        ("<html><body></body></html>", "html"),
        ("<html><body><nav><a href='/'>Home</a></nav></body></html>", "html"),
        ("<" * 5_000, "html"),
        ("\u200b", "text"),
    ],
)
def test_a_report_of_boilerplate_alone_is_refused(text: str, media: Media) -> None:
    got = refusal(given_text(text, media))
    assert got.why == "no article text"
    assert "save its article" in got.detail


def test_a_hundred_thousand_nested_tags_are_refused_at_once() -> None:
    data = b"<div>" * 100_000 + ARTICLE.encode() + b"</div>" * 100_000
    got = refusal(Received("x", data, "html"))
    assert got.why == "too large"
    assert "save its article alone" in got.detail


def test_tags_nested_deeper_than_the_parser_goes_do_no_harm() -> None:
    data = b"<div>" * 25_000 + ARTICLE.encode() + b"</div>" * 25_000
    assert isinstance(read(Received("x", data, "html"), SETTINGS), Report | Rejected)


def test_a_text_too_long_to_parse_is_refused() -> None:
    got = refusal(given_text(ARTICLE * 3), Settings(max_chars=len(ARTICLE)))
    assert got.why == "too large"
    assert "cut it" in got.detail


def test_bytes_in_no_encoding_are_refused() -> None:
    got = refusal(Received("x", bytes(range(128, 256)) * 4, "text"))
    assert got.why == "binary"
    assert "UTF-8" in got.detail


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Bridge closed\n{ARTICLE}", "Bridge closed"),
        (f"# Bridge closed\n\n{ARTICLE}", "Bridge closed"),
        (f"“We are lost”\n\n{ARTICLE}", "“We are lost”"),
        (f"{ARTICLE}\n\n{ARTICLE[::-1]}", None),
        ("Bridge closed", None),
        (f"Subscribe now\n\n{ARTICLE}", None),
        (f"{'very ' * 40}long line\n\n{ARTICLE}", None),
    ],
)
def test_a_first_line_that_looks_like_a_title_is_one(text: str, title: str | None) -> None:
    assert report(given_text(text)).title == title


def test_the_text_of_a_page_is_at_hand_for_measuring() -> None:
    assert text_of(page().data).endswith(ARTICLE)
    assert text_of(bytes(range(128, 256)) * 4) == ""


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<meta ", 'property="og:title"', "content=", '"', "<title>", "<script>", "{", "\\ud800",
     '"datePublished":"', "2024-10-22", "&#xD800;", "<!--", "<time datetime=", ARTICLE, "\0", "<table><td>"]
)  # fmt: skip


@settings(deadline=None)  # as above
@given(st.lists(MARKUP | st.text(max_size=20), max_size=15))
def test_no_page_makes_it_stumble(pieces: list[str]) -> None:
    found = read(given_text("".join(pieces).replace("\ud800", ""), "html"), SETTINGS)
    assert isinstance(found, Report | Rejected)
    if isinstance(found, Report):
        assert "\n".join(filter(None, (found.text, found.title, found.outlet, found.url))).encode()


@settings(deadline=None)  # the first page loads what reads pages
@given(st.binary(max_size=300))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    kinds: tuple[Media, ...] = ("text", "markdown", "html")
    for media in kinds:
        assert isinstance(read(Received("x", data, media), SETTINGS), Report | Rejected)


@given(st.text(max_size=300).filter(str.strip))
def test_given_text_comes_back_unchanged(text: str) -> None:
    found = read(given_text(text), SETTINGS)
    assert isinstance(found, Rejected) or found.text == text


@pytest.mark.shared
def test_articles_are_found_as_well_as_measured(shared: Path) -> None:
    score = runpy.run_path(str(shared / "bench" / "score.py"))
    gold = score["load"](shared / "bench" / "extraction" / "zyte.dev.jsonl.gz")
    ours = {
        name: {"text": text_of(gzip.decompress(base64.b64decode(row["html_b64gz"])))}
        for name, row in gold.items()
    }
    assert score["extraction"](gold, ours)["F1"] >= 0.955
