"""Addresses -> what their pages hold: one page, the pages that a feed names, or a list of addresses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING

from allegedly.ingest.address import Refused, shown
from allegedly.ingest.feeds import MOST_ENTRIES, entries
from allegedly.ingest.kinds import HEAD, is_binary, kind_of, not_yet
from allegedly.ingest.records import filled
from allegedly.model import Metadata, Received, Rejected, Unchanged, Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from allegedly.ingest.connect import Answer
    from allegedly.ingest.feeds import FeedEntry
    from allegedly.model import Media

    Fetch = Callable[[str, Visit | None], Answer]
    Taken = Received | Rejected | Unchanged

__all__ = ["Web"]

_PAGES = ("", "text/html", "application/xhtml+xml", "text/plain")
_FEEDS = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
)


NOTHING = Metadata()


@dataclass(slots=True)
class Web:
    """Fetches what is named, and no more; `recall` says what is known of an address from an earlier run.

    `visits` are what to remember of this run, once its reports are safe.
    """

    fetch: Fetch
    recall: Callable[[str], Visit | None] = lambda _: None
    metadata: Metadata = NOTHING
    visits: list[Visit] = field(default_factory=list)

    def take(self, address: str) -> Iterator[Taken]:
        """What an address holds: the report on a page, or one for each new entry of a feed."""
        answer = self._asked(address, self.recall(address))
        if not isinstance(answer, tuple):
            yield answer
        elif kind_of("", answer[0].data[:HEAD]) == "feed":
            yield from self._feed(address, answer[0])
        else:
            yield self._page(address, answer[0], self.metadata)

    def _asked(self, address: str, visit: Visit | None) -> tuple[Answer] | Unchanged | Rejected:
        try:
            answer = self.fetch(address, visit)
        except Refused as refused:
            return Rejected(shown(address), refused.why, refused.detail)
        return Unchanged(shown(address)) if answer.status == 304 else (answer,)

    def _feed(self, address: str, answer: Answer) -> Iterator[Taken]:
        """The pages of a feed's entries that were not seen yet; what it lists twice is one."""
        name, well, done = shown(address), True, set[str]()
        try:
            for entry in islice(entries(answer.data, str(answer.address)), MOST_ENTRIES):
                key = entry.metadata.url or entry.metadata.ref or ""
                if key not in done:
                    done.add(key)
                    taken = self._entry(name, entry)
                    well = well and not isinstance(taken, Rejected)
                    yield taken
        except Refused as refused:
            well = False
            yield Rejected(name, refused.why, refused.detail)
        if not done and well:
            yield Unchanged(name)
        if well:
            self._remember(address, answer)

    def _entry(self, feed: str, entry: FeedEntry) -> Taken:
        """The page of an entry, with what the feed says of it; not asked for again while the feed says the same."""
        address = entry.metadata.url
        if not address:
            named = entry.metadata.title or entry.metadata.ref or "an entry"
            return Rejected(f"{feed} ({named[:80]})", "empty", "no address in it; add its page")
        visit = self.recall(address)
        if visit is not None and visit.stamp == entry.stamp:
            return Unchanged(shown(address))
        answer = self._asked(address, visit)
        if not isinstance(answer, tuple):
            return answer
        return self._page(address, answer[0], filled(entry.metadata, self.metadata), entry.stamp)

    def _page(
        self, address: str, answer: Answer, metadata: Metadata, stamp: str | None = None
    ) -> Received | Rejected:
        name, media = shown(address), _media(answer)
        if isinstance(media, Refused):
            return Rejected(name, media.why, media.detail)
        metadata = replace(metadata, url=str(answer.address))
        received = Received(name, answer.data, media, metadata)
        self._remember(address, answer, received.report_id, stamp)
        return received

    def _remember(
        self, address: str, answer: Answer, report: str | None = None, stamp: str | None = None
    ) -> None:
        etag, modified = (answer.headers.get(n) for n in ("etag", "last-modified"))
        self.visits.append(Visit(address, report, _header(etag), _header(modified), stamp))


def _media(answer: Answer) -> Media | Refused:
    """What a page is, or why it is none."""
    head = answer.data[:HEAD]
    if refusal := not_yet("", head):
        return Refused("not yet", refusal)
    if answer.kind not in (*_PAGES, *_FEEDS):
        detail = (
            f"it answers {answer.kind[:60]!r}, which is no page; save its text as .txt and add that"
        )
        return Refused("not yet", detail)
    if not answer.data.strip():
        return Refused("empty", "nothing in it; check the address")
    if is_binary(answer.data):
        return Refused("binary", "no text; save its text as .txt and add that")
    return "text" if answer.kind == "text/plain" and kind_of("", head) != "html" else "html"


def _header(value: str | None) -> str | None:
    """A header to be sent back one day: short, printable ASCII, or none."""
    return (
        value if value and len(value) <= 200 and value.isascii() and value.isprintable() else None
    )
