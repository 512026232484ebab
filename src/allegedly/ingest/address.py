"""Addresses of web pages: which may be asked for, and which machines may be connected to."""

from __future__ import annotations

import ipaddress
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote, urljoin, urlsplit

if TYPE_CHECKING:
    from urllib.parse import SplitResult

    from allegedly.model import Why

__all__ = ["TABLE", "Address", "Refused", "looks_like_address", "may_connect", "shown"]

TABLE = tomllib.loads((files("allegedly.ingest") / "web.toml").read_text("utf8"))

LONGEST = 4_000
"""Characters of an address: twice what browsers and servers agree on."""

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_PRIVATE, _NOBODY = (
    tuple(ipaddress.ip_network(n) for n in TABLE[kind]) for kind in ("private", "nobody")
)
_GLOBAL6, _NAT64 = (ipaddress.IPv6Network(TABLE[kind]) for kind in ("global6", "nat64"))
_ISATAP = re.compile(r"0[02]00:5efe$")
_MAPPED = ipaddress.IPv6Network("::ffff:0:0/96")

_SCHEME = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*://")
_CREDENTIALS = re.compile(r"^([^/\\?#]*[/\\]{2})[^/\\?#]*@")
_BRACKETS = re.compile(r"\[[^\[\]]*\](?::\d*)?")
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_SAFE = "/%:@!$&'()*+,;=~-._?[]"
_FORBIDDEN = re.compile(
    "[\x00-\x20\x7f-\xa0\\\\\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]"
)


class Refused(Exception):
    """An address that is not fetched: why, and what to do; it becomes a `Rejected` before it leaves the room."""

    def __init__(self, why: Why, detail: str) -> None:
        super().__init__(detail)
        self.why, self.detail = why, detail


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked for, in the one form in which everything here speaks of it."""

    scheme: Literal["http", "https"]
    host: str
    """A name in ASCII without its last dot, or an IP address without brackets."""
    port: int
    target: str
    """Path and query."""

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address as strictly as can be: whatever two programs might read differently is refused.

        Raises:
            Refused: it is none, or may not be asked for.
        """
        if len(text) > LONGEST:
            raise _refusal(f"an address of more than {LONGEST:,} characters; check it")
        if _FORBIDDEN.search(text):
            raise _refusal("spaces, control characters or backslashes in it; write it without")
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError as error:
            raise _refusal(f"no address ({error}); check it") from error
        if parts.scheme not in ("http", "https"):
            raise _refusal("only addresses of http:// and https:// are fetched; save it as a file")
        if "@" in parts.netloc:
            raise _refusal("a name or password in it; save the page as .html and add that file")
        scheme: Literal["http", "https"] = "http" if parts.scheme == "http" else "https"
        return cls(scheme, _host(parts), _port(port, parts), _target(parts))

    def join(self, location: str) -> Address:
        """The address that a redirect or link names from here."""
        try:
            return Address.parse(urljoin(str(self), location))
        except ValueError as error:
            raise _refusal(f"no address ({error}); check it") from error

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt speaks for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port == {"http": 80, "https": 443}[self.scheme]
        return f"{self.scheme}://{host}" + ("" if usual else f":{self.port}")

    def __str__(self) -> str:
        return self.origin + self.target


def looks_like_address(text: str) -> bool:
    """Whether somebody who wrote this meant an address and no file."""
    return bool(_SCHEME.match(text))


def shown(text: str) -> str:
    """The address as it may be kept and shown: a password in it is not."""
    return _CREDENTIALS.sub(r"\1***@", text).encode("utf8", "replace").decode("utf8")


def may_connect(ip: str, *, allow_private: bool) -> bool:
    """Whether a machine with this IP address may be connected to."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id and not allow_private:
            return False
        address = ipaddress.IPv6Address(int(address))
        if address in _NAT64 or (address in _MAPPED and allow_private):
            address = ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    if _within(address, _PRIVATE):
        return allow_private
    return not _within(address, _NOBODY) and _given_out(address)


def _given_out(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Not outside of what IPv6 has in use, and no tunnel to an IPv4 address inside a house (ISATAP)."""
    if isinstance(address, ipaddress.IPv4Address):
        return True
    return address in _GLOBAL6 and not _ISATAP.search(address.exploded[20:29])


def _within(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address, networks: tuple[Network, ...]
) -> bool:
    return any(address in network for network in networks)


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    if _BRACKETS.fullmatch(parts.netloc):
        return _ip6(host)
    ascii_host = _ascii(host).removesuffix(".")
    labels = ascii_host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _ip4(host, ascii_host)
    if len(ascii_host) > 253 or not all(map(_LABEL.fullmatch, labels)):
        raise _refusal("no name of a host in it; check the address")
    return ascii_host


def _ascii(host: str) -> str:
    """The host's name in ASCII: internationalised names have one form that every resolver knows."""
    if host.isascii():
        return host
    import idna  # noqa: PLC0415 - its tables take a moment that few addresses need

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError) as error:
        raise _refusal("no name of a host in it; check the address") from error


def _ip4(host: str, ascii_host: str) -> str:
    """Four plain decimal numbers; every other way to write an IPv4 address hides one."""
    try:
        if host.isascii():
            return str(ipaddress.IPv4Address(ascii_host))
    except ValueError:
        pass
    raise _refusal("a number as host, in disguise; write an IP address as 192.0.2.1")


def _ip6(host: str) -> str:
    try:
        address = ipaddress.IPv6Address(host)
    except ValueError as error:
        raise _refusal("no IPv6 address in its brackets; check it") from error
    if address.scope_id:
        raise _refusal("a zone in its IPv6 address; write it without")
    return str(address)


def _port(port: int | None, parts: SplitResult) -> int:
    if port is None:
        return 80 if parts.scheme == "http" else 443
    if port in TABLE["blocked_ports"] or (port < 1024 and port not in (80, 443)):
        raise _refusal(f"port {port} is that of another service; check the address")
    return port


def _target(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, _SAFE)}" if parts.query else ""
    return (quote(parts.path, _SAFE) or "/") + query


def _refusal(detail: str) -> Refused:
    return Refused("not allowed", detail)
