"""Bytes received -> a report, or why there is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.model import Marked, PublishedBasis, Received, Rejected, Report, Why
from allegedly.read.boilerplate import mark
from allegedly.read.dates import disbelieved, in_address, in_text, moment
from allegedly.read.encoding import decode
from allegedly.read.language import language_of
from allegedly.read.page import MOST_TAGS, Page, article, page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from allegedly.settings import Settings

__all__ = ["read", "text_of"]

LONGEST_TITLE = 160
"""Characters up to which a first line without a full stop is a title: of 12,000 news titles 3 are longer."""

_HEADING = re.compile(r"#{1,2} +(\S.*)")
_SENTENCE_END = re.compile(r"[.,;:…][\"'”’)\]]*$")


def read(received: Received, settings: Settings) -> Report | Rejected:
    """Make a report of what was received.

    Text and Markdown stay as they are, byte order mark aside, and so does text that was given decoded; of
    HTML (decoded, if `text` is given) the article is taken. Boilerplate is marked. A date of publication
    is what was given, else what the page says, else what the text prints, and none where it is unreadable
    or lies in the future. A report in a language that is not in `settings.languages` is kept, unread.
    """
    source = decode(received.data) if received.text is None else received.text
    if source is None:
        return _rejected(received, "binary", "no known encoding fits; save it as UTF-8")
    own, text = Page(), source
    if received.media == "html":
        if source.count("<") > MOST_TAGS:
            detail = f"a page of more than {MOST_TAGS:,} tags; save its article alone as .txt"
            return _rejected(received, "too large", detail)
        own, text = page(source), article(source)
    if len(text) > settings.max_chars:
        detail = f"a text of more than {settings.max_chars:,} characters; cut it into reports"
        return _rejected(received, "too large", detail)
    marked = mark(text)
    if not any(map(str.isalnum, unmarked(text, marked))):
        return _rejected(received, "no article text", "save its article as .txt and add that")
    return _report(received, own, text, marked, settings)


def text_of(data: bytes) -> str:
    """The article text of a page's bytes, empty where there is none."""
    return article(decode(data) or "")


def _report(
    received: Received, own: Page, text: str, marked: tuple[Marked, ...], settings: Settings
) -> Report:
    """The report; what its giver says of it goes before what the page says of itself."""
    given = received.metadata
    url = given.url or own.url
    published, basis = _published(
        (
            ("given", given.published),
            ("metadata", own.published),
            ("metadata", in_address(url)),
            ("text", in_text(text)),
        ),
        settings,
    )
    language = language_of(unmarked(text, marked))
    return Report(
        id=received.report_id,
        sha256=received.sha256,
        text=text,
        ref=given.ref,
        url=url,
        title=given.title or own.title or _title(text, marked),
        outlet=given.outlet or own.outlet,
        published=published,
        published_basis=basis,
        language=language,
        boilerplate=marked,
        unread=None if language is None or language in settings.languages else language,
    )


def _published(
    dates: Sequence[tuple[PublishedBasis, str | None]], settings: Settings
) -> tuple[str | None, PublishedBasis]:
    """The first of these dates that can be believed, and how it was found."""
    for basis, date in dates:
        if date and not disbelieved(date, settings):
            return moment(date), basis
    return None, "none"


def _title(text: str, marked: Sequence[Marked]) -> str | None:
    """The first line, if a Markdown heading, or short, without a full stop, and more lines follow."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    if heading := _HEADING.fullmatch(first):
        return heading[1]
    alone = bool(rest.strip()) and len(first) <= LONGEST_TITLE and not _SENTENCE_END.search(first)
    return first if alone and not any(first in mark.span.text for mark in marked) else None


def unmarked(text: str, marked: Sequence[Marked]) -> str:
    """The text without what is marked."""
    ends = [0, *(mark.span.end for mark in marked)]
    starts = [*(mark.span.start for mark in marked), len(text)]
    return "".join(text[end:start] for end, start in zip(ends, starts, strict=True))


def _rejected(received: Received, why: Why, detail: str) -> Rejected:
    return Rejected(received.name, why, detail, received.sha256)
