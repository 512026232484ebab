"""One request to one machine: resolved once, every answer checked, connected to what was checked.

urllib3 speaks HTTP and TLS; it never resolves, follows or decodes anything here.
"""

from __future__ import annotations

import http.client
import queue
import socket
import ssl
import threading
import time
import zlib
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import certifi
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.util.ssl_ import create_urllib3_context

from allegedly.ingest.address import Refused, may_connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from urllib3.response import HTTPResponse

    from allegedly.ingest.address import Address

__all__ = ["Answer", "Get", "Limits", "connect", "resolve"]


@dataclass(frozen=True, slots=True)
class Limits:
    """How long and how large an answer may be."""

    silence: float = 15.0
    """Seconds without a byte, and for making the connection: thrice what a slow server takes."""
    whole: float = 60.0
    """Seconds for one request from name to last byte: a page of 2 MB at the speed of a modem of 1998 would take longer."""
    largest: int = 20_000_000
    """Bytes of an answer, packed or not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answered. Names of headers are lower case."""

    address: Address
    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    data: bytes = b""

    @property
    def kind(self) -> str:
        """What the answer says it is: `text/html`."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


def resolve(host: str, port: int) -> Sequence[str]:
    """The IP addresses of a host as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def connect(ip: str, port: int, timeout: float) -> socket.socket:
    """A connection to an IP address; no name is resolved."""
    family = socket.AF_INET6 if ":" in ip else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.settimeout(timeout)
    try:
        made.connect((ip, port))
    except OSError:
        made.close()
        raise
    return made


def _trusted() -> ssl.SSLContext:
    """Certificates that the system trusts, and those of Mozilla."""
    context = create_urllib3_context()
    context.load_default_certs()
    context.load_verify_locations(certifi.where())
    return context


class Get:
    """Asks one address once. The resolver, the connector and the trust in certificates are handed in."""

    def __init__(
        self,
        *,
        allow_private: bool = False,
        limits: Limits = Limits(),
        resolve: Callable[[str, int], Sequence[str]] = resolve,
        connect: Callable[[str, int, float], socket.socket] = connect,
        trusted: Callable[[], ssl.SSLContext] = _trusted,
    ) -> None:
        self._allow_private = allow_private
        self._limits = limits
        self._resolve = resolve
        self._connect = connect
        self._trusted = trusted

    def __call__(
        self, address: Address, headers: Mapping[str, str], largest: int | None = None
    ) -> Answer:
        """What the address answers; a redirect is not followed.

        Raises:
            Refused: it may not be connected to, or gave no answer that can be used.
        """
        until = time.monotonic() + self._limits.whole
        largest = self._limits.largest if largest is None else largest
        try:
            with self._connected(address, until) as connection:
                connection.request(
                    "GET", address.target, headers=headers,
                    preload_content=False, decode_content=False,
                )  # fmt: skip
                with closing(connection.getresponse()) as response:
                    answer = _answer(address, response, largest)
            if time.monotonic() >= until:  # cut off, which looks like an end
                raise _too_slow(self._limits.whole)
        except ssl.SSLError as error:
            detail = (
                f"its certificate cannot be trusted ({error.reason or error}); check the address"
            )
            raise Refused("not fetched", detail) from error
        except (OSError, ValueError, HTTPError, http.client.HTTPException, zlib.error) as error:
            if time.monotonic() >= until:
                raise _too_slow(self._limits.whole) from error
            raise Refused("not fetched", f"{_words(error)}; add it again later") from error
        return answer

    @contextmanager
    def _connected(self, address: Address, until: float) -> Iterator[HTTPConnection]:
        """A connection to a checked machine, cut off at the moment `until`, whatever it is waiting for."""
        plain = self._open(address, until)
        watched = plain.dup()  # wrapping in TLS takes the first one away
        timer = threading.Timer(max(0.0, until - time.monotonic()), _cut, (watched,))
        timer.daemon = True
        timer.start()
        try:
            with closing(self._spoken(address, plain)) as connection:
                yield connection
        finally:
            timer.cancel()
            plain.close()
            watched.close()

    def _spoken(self, address: Address, plain: socket.socket) -> HTTPConnection:
        how: dict[str, Any] = {"port": address.port, "timeout": self._limits.silence}
        if address.scheme == "http":
            return _Plain(address.host, plain, **how)
        return _Encrypted(address.host, plain, ssl_context=self._trusted(), **how)

    def _open(self, address: Address, until: float) -> socket.socket:
        """Connect to the first machine that answers, all having been checked before."""
        failure: OSError | None = None
        for ip in self._machines(address):
            left = min(self._limits.silence, until - time.monotonic())
            if left <= 0:
                raise _too_slow(self._limits.whole)
            try:
                made = self._connect(ip, address.port, left)
            except OSError as error:
                failure = error
                continue
            made.settimeout(self._limits.silence)
            return self._verified(made)
        raise Refused("not fetched", f"{_words(failure)}; add it again later")

    def _machines(self, address: Address) -> Sequence[str]:
        """The IP addresses of the host; one that may not be connected to refuses them all."""
        found = _within(self._limits.silence, self._resolve, address.host, address.port)
        for ip in found:
            self._check(ip)
        return found

    def _verified(self, made: socket.socket) -> socket.socket:
        """The connection, its other end checked again: what counts is where the bytes come from."""
        try:
            self._check(str(made.getpeername()[0]))
        except (Refused, OSError):
            made.close()
            raise
        return made

    def _check(self, ip: str) -> None:
        if not may_connect(ip, allow_private=self._allow_private):
            way_out = "" if self._allow_private else "; if you trust it, say so: --allow-private"
            detail = f"it leads to {ip}, which is no public address{way_out}"
            raise Refused("not allowed", detail)


class _Plain(HTTPConnection):
    """HTTP over a connection that is there already."""

    def __init__(self, host: str, made: socket.socket, **how: Any) -> None:
        super().__init__(host, **how)
        self._made = made

    def _new_conn(self) -> socket.socket:
        return self._made


class _Encrypted(HTTPSConnection):
    """HTTPS over a connection that is there already; the certificate has to be that of the host asked for."""

    def __init__(self, host: str, made: socket.socket, **how: Any) -> None:
        super().__init__(host, **how)
        self._made = made

    def _new_conn(self) -> socket.socket:
        return self._made


def _within(
    seconds: float, resolve: Callable[[str, int], Sequence[str]], host: str, port: int
) -> Sequence[str]:
    """What a resolver answers in time: the system's own may wait for minutes, and cannot be told otherwise."""
    answers: queue.Queue[Sequence[str] | Exception] = queue.Queue()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=seconds)
    except queue.Empty:
        found = OSError("no answer in time")
    if isinstance(found, Exception) or not found:
        raise Refused("not fetched", "its host is not known; check the address and the network")
    return found


def _answer(address: Address, response: HTTPResponse, largest: int) -> Answer:
    headers = {name.lower(): value for name, value in response.headers.itermerged()}
    return Answer(address, response.status, headers, _body(response, headers, largest))


def _body(response: HTTPResponse, headers: Mapping[str, str], largest: int) -> bytes:
    """The bytes of an answer, unpacked; never more than `largest` are held, packed or not."""
    unpack = _unpacking(headers.get("content-encoding", "identity").strip().lower())
    if (response.length_remaining or 0) > largest:
        raise _too_large(largest)
    parts, packed, size = [], 0, 0
    while raw := response.read(min(65_536, largest + 1), decode_content=False):
        packed += len(raw)
        part = unpack(raw, largest + 1 - size)
        size += len(part)
        if max(packed, size) > largest:
            raise _too_large(largest)
        parts.append(part)
    if not unpack.whole:
        raise Refused("not fetched", "it broke off before its end; add it again later")
    return b"".join(parts)


def _unpacking(coding: str) -> _AsItIs | _Unpacked:
    """How an answer packed in this way is unpacked piece by piece; packed twice, it is a trick."""
    if coding in ("", "identity"):
        return _AsItIs()
    if coding not in ("gzip", "x-gzip", "deflate"):
        detail = f"packed as {coding[:40]!r}, which was not asked for; save the page as .html"
        raise Refused("not fetched", detail)
    return _Unpacked(raw_deflate=coding == "deflate")


class _AsItIs:
    """Bytes that are not packed."""

    whole = True

    def __call__(self, raw: bytes, most: int) -> bytes:  # noqa: ARG002 - called as `_Unpacked` is
        """The bytes themselves."""
        return raw


class _Unpacked:
    """Unpacks gzip or deflate; servers mean two things by the latter, and the first bytes tell which."""

    def __init__(self, *, raw_deflate: bool) -> None:
        self._maybe_raw = raw_deflate
        self._unpack = zlib.decompressobj(zlib.MAX_WBITS | 32)

    @property
    def whole(self) -> bool:
        """Whether what was packed came to its end."""
        return self._unpack.eof or self._maybe_raw

    def __call__(self, raw: bytes, most: int) -> bytes:
        """The next bytes, `most` of them at most."""
        try:
            part = self._unpack.decompress(raw, max(1, most))
        except zlib.error:
            if not self._maybe_raw:
                raise
            self._unpack = zlib.decompressobj(-zlib.MAX_WBITS)
            part = self._unpack.decompress(raw, max(1, most))
        self._maybe_raw = False
        return part


def _cut(watched: socket.socket) -> None:
    with suppress(OSError):
        watched.shutdown(socket.SHUT_RDWR)


def _words(error: Exception | None) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    text = " ".join(str(error).split()) or type(error).__name__
    return f"no sound answer ({text[:160]})"


def _too_large(largest: int) -> Refused:
    return Refused(
        "too large", f"more than {largest:,} bytes; save its article alone as .txt and add that"
    )


def _too_slow(seconds: float) -> Refused:
    return Refused("not fetched", f"not done in {seconds:g} seconds; add it again later")
