"""Fetching with manners: robots.txt, a pause between requests to one host, redirects one by one, conditional requests."""

from __future__ import annotations

import time
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser

from allegedly.ingest.address import TABLE, Address, Refused
from allegedly.settings import VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from allegedly.ingest.connect import Answer
    from allegedly.model import Visit
    from allegedly.settings import Settings

__all__ = ["AGENT", "Polite", "polite"]

AGENT = f"allegedly/{VERSION} (fetches what its user names; respects robots.txt)"

HOPS = 5
"""Redirects followed: news sites need up to three (scheme, www, canonical address)."""

PAUSE = 1.0
"""Seconds between two requests to one host; a site that asks for more gets it, up to `LONGEST_PAUSE`."""

LONGEST_PAUSE = 30.0

ROBOTS_SIZE = 500 * 1024
"""Bytes of a robots.txt that has to be read at least, by RFC 9309; one that is larger is taken for broken."""

_MOVED = (301, 302, 303, 307, 308)
_ASKED = {
    "user-agent": AGENT,
    "accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain;q=0.8",
    "accept-encoding": "gzip, deflate",
    "accept-language": "en",
    "connection": "close",
}


class Polite:
    """Fetches addresses one after another for one run, in which the rules of each site are asked for once."""

    def __init__(
        self,
        get: Callable[[Address, Mapping[str, str], int | None], Answer],
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._get = get
        self._clock = clock
        self._sleep = sleep
        self._rules: dict[str, RobotFileParser | Refused] = {}
        self._last: dict[str, float] = {}

    def __call__(self, address: str, visit: Visit | None = None) -> Answer:
        """What an address answers in the end: a page (200), or 304 where `visit` saw the same.

        Raises:
            Refused: it may not be fetched, or there is nothing to use.
        """
        headers = _ASKED | _conditions(visit)
        here, seen = Address.parse(address), set[Address]()
        for _ in range(HOPS + 1):
            seen.add(here)
            self._allowed(here)
            answer = self._paused(here, headers)
            if answer.status not in _MOVED:
                return _usable(answer, conditional=len(headers) > len(_ASKED))
            here = _next(answer)
            if here in seen:
                raise Refused("not fetched", "its redirects go round in circles; check the address")
        raise Refused("not fetched", f"more than {HOPS} redirects; name the page itself")

    def _paused(
        self, address: Address, headers: Mapping[str, str], largest: int | None = None
    ) -> Answer:
        """One request, not sooner after the last one to the same host than is polite."""
        since = self._clock() - self._last.get(address.host, float("-inf"))
        wait = self._pause(address) - since
        if wait > 0:
            self._sleep(wait)
        try:
            return self._get(address, headers, largest)
        finally:
            self._last[address.host] = self._clock()

    def _pause(self, address: Address) -> float:
        rules = self._rules.get(address.origin)
        asked = rules.crawl_delay(AGENT) if isinstance(rules, RobotFileParser) else None
        return min(LONGEST_PAUSE, max(PAUSE, float(asked or 0)))

    def _allowed(self, address: Address) -> None:
        """Ask the site whether this may be fetched.

        Raises:
            Refused: its robots.txt says no, or cannot be read.
        """
        if address.origin not in self._rules:
            self._rules[address.origin] = self._asked(address)
        rules = self._rules[address.origin]
        if isinstance(rules, Refused):
            raise Refused(rules.why, rules.detail)
        if not rules.can_fetch(AGENT, str(address)):
            detail = "its robots.txt asks programs to stay away; save the page as .html and add that file"
            raise Refused("not allowed", detail)

    def _asked(self, address: Address) -> RobotFileParser | Refused:
        """The rules of a site: none where it has none (4xx), all closed where they cannot be read (RFC 9309)."""
        rules = RobotFileParser()
        here = Address.parse(f"{address.origin}/robots.txt")
        try:
            for _ in range(HOPS + 1):
                answer = self._paused(here, _ASKED, ROBOTS_SIZE)
                if answer.status not in _MOVED:
                    break
                here = _next(answer)
        except Refused as refused:
            about = "its robots.txt: " if refused.why != "not allowed" else ""
            return Refused(refused.why, about + refused.detail)
        if answer.status >= 500:
            detail = (
                f"its robots.txt cannot be read now (status {answer.status}); add it again later"
            )
            return Refused("not fetched", detail)
        text = answer.data.decode("utf8", "replace") if answer.status == 200 else ""
        lines = text.removeprefix("\ufeff").splitlines()
        if not _understood(lines, rules):
            rules = RobotFileParser()
            rules.parse([row for row in lines if _understood(["User-agent: *", row])])
        return rules


def _understood(lines: list[str], rules: RobotFileParser | None = None) -> bool:
    """Whether these rules can be read: a number or an address that is none throws the parser out."""
    try:
        (rules or RobotFileParser()).parse(lines)
    except ValueError:
        return False
    return True


def polite(
    settings: Settings, *, allow_private: bool = False
) -> Callable[[str, Visit | None], Answer]:
    """The way to fetch that `allegedly add` takes; made when the first address is asked for."""

    @cache
    def made() -> Polite:
        from allegedly.ingest.connect import Get, Limits  # noqa: PLC0415 - only addresses need HTTP

        return Polite(Get(allow_private=allow_private, limits=Limits(largest=settings.max_bytes)))

    def fetch(address: str, visit: Visit | None) -> Answer:
        return made()(address, visit)

    return fetch


def _next(answer: Answer) -> Address:
    """Where a redirect leads; a name that is no ASCII was UTF-8 before it went through a header."""
    location = answer.headers.get("location", "")
    if not location:
        raise Refused("not fetched", "a redirect to nowhere; check the address")
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf8")
    try:
        return answer.address.join(location)
    except Refused as refused:
        raise Refused(
            refused.why, f"it redirects to what may not be fetched: {refused.detail}"
        ) from None


def _conditions(visit: Visit | None) -> dict[str, str]:
    """Ask for an answer only if it is another than at the last visit."""
    if visit is None:
        return {}
    asked = {"if-none-match": visit.etag, "if-modified-since": visit.modified}
    return {name: value for name, value in asked.items() if value}


def _usable(answer: Answer, *, conditional: bool) -> Answer:
    if answer.status == 200 or (answer.status == 304 and conditional):
        return answer
    what = TABLE["status"].get(str(answer.status), "check the address, or add it again later")
    raise Refused("not fetched", f"status {answer.status}: {what}")
