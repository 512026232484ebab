"""Alerts as they are told: a line in the terminal, an Atom file, JSON for a webhook."""

from __future__ import annotations

import dataclasses
import json
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lxml import etree

from allegedly.errors import InputError, Undelivered
from allegedly.settings import VERSION
from allegedly.show.words import clean, clip, plural, unquoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from allegedly.model import Alert, Quoted

__all__ = ["AtomFile", "Terminal", "Webhook", "alert_json", "atom", "lines"]

ATOM = "http://www.w3.org/2005/Atom"
TIMEOUT = 20.0
"""Seconds that a webhook may take."""


def lines(alert: Alert) -> tuple[str, ...]:
    """An alert in the terminal: what changed, and below it each of its quotations."""
    return (headline(alert), *(f"  {_quoted(q)}" for q in alert.quotations))


def headline(alert: Alert) -> str:
    """`phase Watch → Damage: per 1 origin, denied by 2`."""
    what = {
        "phase": "phase",
        "indicator": f"{alert.of} {alert.title}:",
        "follow": f"{alert.title}:",
    }
    return f"{what[alert.kind]} {alert.before} → {alert.after}{_on_whose_word(alert)}"


def _on_whose_word(alert: Alert) -> str:
    if alert.kind == "follow":  # its counts are what changed
        return ""
    parts = [f"per {plural(alert.origins, 'origin')}" if alert.origins else "no origin"]
    if alert.unknown:
        parts.append(f"{alert.unknown} of unknown lineage")
    if alert.denied_by:
        parts.append(f"denied by {alert.denied_by}")
    return f" ({', '.join(parts)})"


def _quoted(quoted: Quoted) -> str:
    source = quoted.source or "own voice or unknown"
    place = f"{quoted.outlet or 'outlet unknown'}, {quoted.published or 'undated'}"
    return f"“{clip(unquoted(quoted.words), 160)}” {source}, {place}"


def alert_json(alert: Alert, case: str) -> dict[str, Any]:
    """An alert for programs; `id` is the same however often it is sent."""
    return {
        "schema": "allegedly-alert/1",
        "case": case,
        "headline": clean(headline(alert)),
        **dataclasses.asdict(alert),
    }


def atom(alerts: Sequence[Alert], case: str) -> bytes:
    """The last alerts as an Atom feed, the newest first."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _child(feed, "id", f"urn:allegedly:{case}")
    _child(feed, "title", f"allegedly: {case}")
    _child(feed, "updated", alerts[0].entered if alerts else "1970-01-01T00:00:00Z")
    _child(feed, "generator", f"allegedly {VERSION}")
    for alert in alerts:
        entry = etree.SubElement(feed, f"{{{ATOM}}}entry")
        _child(entry, "id", f"urn:allegedly:alert:{alert.id}")
        _child(entry, "title", headline(alert))
        _child(entry, "updated", alert.entered)
        author = etree.SubElement(entry, f"{{{ATOM}}}author")
        _child(author, "name", "allegedly")
        content = _child(entry, "content", "\n".join(map(clean, lines(alert))), cleaned=True)
        content.set("type", "text")
    made: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return made


def _child(parent: Any, name: str, text: str, *, cleaned: bool = False) -> Any:
    made = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = text if cleaned else clean(text)
    return made


# --- channels ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Terminal:
    """Lines on standard output."""

    say: Callable[[str], None]
    name: str = field(default="terminal", init=False)

    def send(self, alert: Alert) -> None:
        """Print an alert."""
        for line in lines(alert):
            self.say(line)


@dataclass(frozen=True, slots=True)
class AtomFile:
    """An Atom file that is written anew, whole, for each alert: a reader never sees half of one."""

    path: Path
    case: str
    alerts: Callable[[], Sequence[Alert]]

    @property
    def name(self) -> str:
        """The file's name, whole."""
        return f"atom:{self.path.absolute()}"

    def send(self, alert: Alert) -> None:  # noqa: ARG002 - all of the last ones are written
        """Write the file."""
        try:
            with tempfile.NamedTemporaryFile(dir=self.path.parent, delete=False) as part:
                part.write(atom(self.alerts(), self.case))
            whole = Path(part.name)
            whole.chmod(0o644)
            whole.replace(self.path)
        except OSError as error:
            raise Undelivered(f"{self.path} cannot be written: {error.strerror}") from error


def post(url: str, body: bytes, headers: dict[str, str]) -> int:
    """Send bytes to an address; the status that is answered. No redirect is followed, and no proxy asked.

    Raises:
        Undelivered: nobody answered.
    """
    opener = urllib.request.build_opener(_NoRedirect, urllib.request.ProxyHandler({}))
    asked = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310 - http(s) only: see Webhook
    try:
        with opener.open(asked, timeout=TIMEOUT) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise Undelivered(f"{url} does not answer ({reason})") from error


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """An alert goes where its user said, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that takes alerts as JSON; `Idempotency-Key` is an alert's id."""

    url: str
    case: str
    post: Callable[[str, bytes, dict[str, str]], int] = post

    def __post_init__(self) -> None:
        """Refuse what is no address of the web.

        Raises:
            InputError: it is none.
        """
        if not self.url.lower().startswith(("http://", "https://")):
            raise InputError(
                f"{self.url!r} is no address; a webhook begins with https:// or http://"
            )

    @property
    def name(self) -> str:
        """The address."""
        return f"webhook:{self.url}"

    def send(self, alert: Alert) -> None:
        """Send an alert; any answer but 2xx means that it did not arrive."""
        body = json.dumps(alert_json(alert, self.case), ensure_ascii=False).encode(
            "utf8", "replace"
        )
        status = self.post(
            self.url,
            body,
            {
                "Content-Type": "application/json; charset=utf-8",
                "Idempotency-Key": alert.id,
                "User-Agent": f"allegedly/{VERSION}",
            },
        )
        if not 200 <= status < 300:
            raise Undelivered(f"{self.url} answered {status}")
