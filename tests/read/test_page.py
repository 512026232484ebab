"""What a page says about itself."""

from __future__ import annotations

import pytest

from allegedly.read.page import Page, page


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ('<META NAME="pubdate" CONTENT="2024-10-22">', "2024-10-22"),
        ('<meta name=date content=2024-10-22><meta itemprop="datePublished" content="2024-10-21">', "2024-10-21"),
        ('<script type="application/ld+json">{"datePublished" : "2024-10-22T09:15:00Z"}</script>', "2024-10-22T09:15:00Z"),
        ('{"datePublished":"2024-10-22T09:00"} {"datePublished":"2024-10-22"}', "2024-10-22T09:00"),
        ('{"datePublished":"2024-10-22"} {"datePublished":"2024-09-01"}', None),
        ('<time class="published" datetime="2024-10-22">', "2024-10-22"),
        ('<time itemprop="datePublished" datetime="2024-10-22T09:15">', "2024-10-22T09:15"),
        ('<time datetime="2024-10-22">', None),
        ('<meta name="pubdate" content="">', None),
        ('<meta name="modified" content="2024-10-22">', None),
    ],
)  # fmt: skip
def test_the_date_of_publication(head: str, published: str | None) -> None:
    assert page(head).published == published


@pytest.mark.parametrize(
    ("head", "title", "outlet"),
    [
        ("<title>Bridge\n closed</title>", "Bridge closed", None),
        ("<title>Bridge closed - The Courier</title><meta name='application-name' content='The Courier'>", "Bridge closed", "The Courier"),
        ('{"headline":"Bridge \\u201cclosed\\u201d","publisher":{"@type":"Organization","name":"The Courier"}}', "Bridge “closed”", "The Courier"),
        ('{"headline":"Bridge \\x"}', "Bridge \\x", None),
        ("<meta property='og:site_name' content='https://courier.example'>", None, None),
        ("<meta property='og:site_name' content='The Courier'><title>The Courier</title>", "The Courier", "The Courier"),
        ("<meta property='og:title' content='First'><meta property='og:title' content='Second'>", "First", None),
        ("<title> </title>", None, None),
        ("", None, None),
    ],
)  # fmt: skip
def test_title_and_outlet(head: str, title: str | None, outlet: str | None) -> None:
    assert (page(head).title, page(head).outlet) == (title, outlet)


def test_a_page_that_says_nothing() -> None:
    assert page("<p>Bridge closed") == Page()
