"""Addresses -> what their pages hold: one page, the pages that a feed names, or a list of addresses."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from allegedly.ingest.address import Refused, shown
from allegedly.ingest.feeds import MOST_ENTRIES, entries
from allegedly.ingest.kinds import HEAD, is_binary, kind_of, not_yet
from allegedly.ingest.records import filled
from allegedly.model import Metadata, Received, Rejected, Unchanged, Visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from allegedly.ingest.connect import Answer
    from allegedly.ingest.feeds import FeedEntry
    from allegedly.model import Media

    Fetch = Callable[[str, Visit | None], Answer]
    Taken = Received | Rejected | Unchanged

__all__ = ["Web"]

_PAGES = ("", "text/html", "application/xhtml+xml", "text/plain")
_FEEDS = ("application/rss+xml", "application/atom+xml", "application/rdf+xml")
_MAYBE = ("application/xml", "text/xml")


NOTHING = Metadata()


@dataclass(slots=True)
class Web:
    """Fetches what is named, and no more; `recall` says what is known of an address from an earlier run.

    `visits` are what to remember of this run, by address, once its reports are safe.
    """

    fetch: Fetch
    recall: Callable[[str], Visit | None] = lambda _: None
    metadata: Metadata = NOTHING
    visits: dict[str, Visit] = field(default_factory=dict)

    def take(self, address: str) -> Iterator[Taken]:
        """What an address holds: the report on a page, or one for each new entry of a feed."""
        visit = self._last(address) if self.metadata == NOTHING else None
        answer = self._asked(address, visit)
        if not isinstance(answer, tuple):
            yield answer
        elif _is_feed(answer[0]):
            yield from self._feed(address, answer[0])
        else:
            yield self._page(answer[0], self.metadata, visit or Visit(address))

    def seen_in(self, reports: Iterable[str]) -> list[Visit]:
        """The visits of this run that gave these reports."""
        safe = frozenset(reports)
        return [v for v in self.visits.values() if v.report in safe]

    def _last(self, address: str) -> Visit | None:
        """The last visit to an address, in this run or before it."""
        return self.visits.get(address) or self.recall(address)

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
            for entry in entries(answer.data, str(answer.address)):
                key = entry.metadata.url or entry.metadata.ref or ""
                if key not in done:
                    taken = self._entry(name, entry) if len(done) < MOST_ENTRIES else _cut(name)
                    done.add(key)
                    well = well and not isinstance(taken, Rejected)
                    yield taken
                if len(done) > MOST_ENTRIES:
                    break
        except Refused as refused:
            well = False
            yield Rejected(name, refused.why, refused.detail)
        if not done and well:
            yield Unchanged(name)
        if well:
            self._remember(Visit(address), answer)

    def _entry(self, feed: str, entry: FeedEntry) -> Taken:
        """The page of an entry, with what the feed says of it; not asked for again while the feed says the same."""
        address = entry.metadata.url
        if not address:
            named = entry.metadata.title or entry.metadata.ref or "an entry"
            return Rejected(f"{feed} ({named[:80]})", "empty", "no address in it; add its page")
        visit = self._last(address)
        if visit is not None and visit.stamp == entry.stamp:
            return Unchanged(shown(address))
        answer = self._asked(address, visit)
        if not isinstance(answer, tuple):
            return answer
        visit = replace(visit or Visit(address), stamp=entry.stamp)
        return self._page(answer[0], filled(entry.metadata, self.metadata), visit)

    def _page(self, answer: Answer, metadata: Metadata, visit: Visit) -> Taken:
        """The report on a page; one with the bytes of the last visit is known, whatever is said of it now."""
        name, media = shown(visit.address), _media(answer)
        if isinstance(media, Refused):
            return Rejected(name, media.why, media.detail)
        received = Received(name, answer.data, media, replace(metadata, url=str(answer.address)))
        if known := self._known(received, answer, visit):
            self._remember(replace(known, address=visit.address, stamp=visit.stamp), answer)
            return Unchanged(name)
        self._remember(replace(visit, report=received.report_id, sha256=received.sha256), answer)
        return received

    def _known(self, received: Received, answer: Answer, visit: Visit) -> Visit | None:
        """The visit that saw these bytes already, here or where redirects led to.

        A named page of which its giver says more than the address is another report, as a file is.
        """
        if self.metadata != NOTHING and visit.stamp is None:
            return None
        visits = (visit, self._last(str(answer.address)))
        return next((v for v in visits if v and v.sha256 == received.sha256), None)

    def _remember(self, visit: Visit, answer: Answer) -> None:
        """Remember a visit, also under the address where redirects led to."""
        etag, modified = (_header(answer.headers.get(n)) for n in ("etag", "last-modified"))
        end = str(answer.address)
        for address in dict.fromkeys((end, visit.address)):
            self.visits[address] = replace(visit, address=address, etag=etag, modified=modified)


def _is_feed(answer: Answer) -> bool:
    kind = kind_of("", answer.data[:HEAD])
    return kind == "feed" or (kind != "html" and answer.kind in _FEEDS)


def _media(answer: Answer) -> Media | Refused:
    """What a page is, or why it is none."""
    head = answer.data[:HEAD]
    if refusal := not_yet("", head):
        return Refused("not yet", refusal)
    if answer.kind not in (*_PAGES, *_FEEDS, *_MAYBE):
        detail = (
            f"it answers {answer.kind[:60]!r}, which is no page; save its text as .txt and add that"
        )
        return Refused("not yet", detail)
    if not answer.data.strip():
        return Refused("empty", "nothing in it; check the address")
    if is_binary(answer.data):
        return Refused("binary", "no text; save its text as .txt and add that")
    return "text" if answer.kind == "text/plain" and kind_of("", head) != "html" else "html"


def _cut(feed: str) -> Rejected:
    detail = f"it lists more than {MOST_ENTRIES} pages; add the others by their addresses"
    return Rejected(feed, "too large", detail)


def _header(value: str | None) -> str | None:
    """A header to be sent back one day: short, printable ASCII, or none."""
    return (
        value if value and len(value) <= 200 and value.isascii() and value.isprintable() else None
    )
