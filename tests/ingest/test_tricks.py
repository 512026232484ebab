"""Tricks that an address, a name server, a web server or a feed can play; every one has a name.

A server on this machine plays those that need real bytes. Nothing else is connected to.
"""

from __future__ import annotations

import gzip
import ipaddress
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.ingest.address import Address, Refused, may_connect, shown
from allegedly.ingest.connect import Answer, Get, Limits
from allegedly.ingest.feeds import entries, json_line
from allegedly.ingest.polite import Polite

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

pytestmark = [pytest.mark.enable_socket, pytest.mark.allow_hosts(["127.0.0.1"])]

PUBLIC = "93.184.215.14"
QUICK = Limits(silence=0.6, whole=1.2, largest=100_000)


# --- addresses that are refused before anything is asked ---------------------------------------------

ADDRESSES = {
    "decimal": "http://2130706433/",
    "decimal-public": "http://1572395042/",
    "octal": "http://0177.0.0.1/",
    "octal-whole": "http://017700000001/",
    "hex": "http://0x7f000001/",
    "hex-parts": "http://0x7f.0x0.0x0.0x1/",
    "hex-upper": "http://0X7F.0.0.1/",
    "hex-empty": "http://0x/",
    "mixed-bases": "http://0x7f.1/",
    "short-one-dot": "http://127.1/",
    "short-two-dots": "http://127.0.1/",
    "zero": "http://0/",
    "leading-zeros": "http://127.000.000.001/",
    "overflow": "http://4294967297/",
    "byte-overflow": "http://256.256.256.256/",
    "five-parts": "http://127.0.0.1.1/",
    "number-then-dot": "http://2130706433./",
    "two-trailing-dots": "http://quill.example../",
    "fullwidth-digits": "http://１２７.０.０.１/",
    "circled-digits": "http://①②⑦.⓪.⓪.①/",
    "ideographic-stop": "http://127。0。0。1/",
    "fullwidth-stop": "http://127．0．0．1/",
    "arabic-digits": "http://١٢٧.٠.٠.١/",
    "fullwidth-slash": "http://quill.example／@127.0.0.1/",
    "zero-width": "http://quill\u200b.example/",
    "soft-hyphen-only": "http://\u00ad/",
    "right-to-left": "http://quill\u202e.example/",
    "no-break-space": "http://quill\u00a0.example/",
    "lone-surrogate": "http://quill\ud800.example/",
    "zone-id": "http://[fe80::1%25eth0]/",
    "zone-id-bare": "http://[fe80::1%eth0]/",
    "broken-brackets": "http://[::1/",
    "not-v6-in-brackets": "http://[127.0.0.1]/",
    "vfuture-in-brackets": "http://[v1.fe80::a]/",
    "brackets-then-name": "http://[2606:2800:21f::1]quill.example/",
    "name-then-brackets": "http://quill.example[2606:2800:21f::1]/",
    "brackets-twice": "http://[2606:2800:21f::1][::1]/",
    "percent-in-host": "http://127%2e0%2e0%2e1/",
    "credentials": "http://quill:secret@example.org/",
    "credentials-name-only": "http://example.org@127.0.0.1/",
    "credentials-twice": "http://a@b@127.0.0.1/",
    "credentials-empty": "http://@example.org/",
    "backslash-host": "http://example.org\\@127.0.0.1/",
    "backslashes": "http:\\\\127.0.0.1/",
    "backslash-path": "http://example.org/\\127.0.0.1",
    "newline": "http://example.org/\nHost: 127.0.0.1",
    "carriage-return": "http://example.org/a\r\nX: y",
    "tab-in-host": "http://exam\tple.org/",
    "nul": "http://example.org\x00.quill.example/",
    "space": "http://example.org/a b",
    "file": "file:///etc/passwd",
    "file-host": "file://localhost/etc/passwd",
    "ftp": "ftp://example.org/a",
    "gopher": "gopher://127.0.0.1:6379/_FLUSHALL",
    "javascript": "javascript://example.org/%0aalert(1)",
    "data": "data://text/html,x",
    "feed-scheme": "feed://example.org/rss",
    "jar": "jar:http://example.org!/",
    "no-host": "http:///path",
    "only-dot": "http://./",
    "empty-label": "http://a..example/",
    "long-label": f"http://{'a' * 64}.example/",
    "long-name": f"http://{'a.' * 130}example/",
    "long-address": "http://example.org/" + "a" * 5_000,
    "hyphen-first": "http://-a.example/",
    "host-with-comma": "http://a,b.example/",
    "port-of-mail": "http://example.org:25/",
    "port-of-ssh": "http://example.org:22/",
    "port-of-chat": "http://example.org:6667/",
    "port-zero": "http://example.org:0/",
    "port-too-high": "http://example.org:65536/",
    "port-negative": "http://example.org:-80/",
    "port-no-number": "http://example.org:8o/",
    "port-unicode": "http://example.org:８０/",
}


@pytest.mark.parametrize("text", ADDRESSES.values(), ids=ADDRESSES)
def test_an_address_that_plays_tricks_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        Address.parse(text)
    assert refused.value.why == "not allowed"
    assert ";" in refused.value.detail


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("HTTPS://Quill.Example", "https://quill.example/"),
        ("https://quill.example.:443/a?b=c#d", "https://quill.example/a?b=c"),
        ("http://quill.example:8080/ü", "http://quill.example:8080/%C3%BC"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        ("http://93.184.215.14/", "http://93.184.215.14/"),
        ("http://[2606:2800:21F::1]/a%20b", "http://[2606:2800:21f::1]/a%20b"),
    ],
)
def test_a_sound_address_has_one_form(text: str, plain: str) -> None:
    assert str(Address.parse(text)) == plain
    assert str(Address.parse(plain)) == plain


def test_a_password_is_never_shown() -> None:
    assert shown("https://quill:secret@example.org/a@b") == "https://***@example.org/a@b"
    assert shown("https://example.org/a@b") == "https://example.org/a@b"


# --- machines that are not connected to --------------------------------------------------------------

PRIVATE = {
    "loopback": "127.0.0.1",
    "loopback-other": "127.8.8.8",
    "ten": "10.1.2.3",
    "carrier": "100.64.0.1",
    "link-local": "169.254.1.1",
    "cloud-metadata": "169.254.169.254",
    "one-seven-two": "172.31.255.255",
    "one-nine-two": "192.168.1.1",
    "benchmark": "198.18.0.1",
    "v6-loopback": "::1",
    "v6-unique-local": "fd00::1",
    "v6-link-local": "fe80::1",
    "v6-link-local-zone": "fe80::1%eth0",
    "v6-site-local": "fec0::1",
    "v6-metadata": "fd00:ec2::254",
    "v4-mapped-loopback": "::ffff:127.0.0.1",
    "v4-mapped-hex": "::ffff:7f00:1",
    "v4-mapped-private": "::ffff:10.0.0.1",
    "nat64-loopback": "64:ff9b::127.0.0.1",
    "nat64-private": "64:ff9b::c0a8:101",
}
NOBODY = {
    "this-network": "0.0.0.0",
    "this-network-other": "0.1.2.3",
    "protocol": "192.0.0.8",
    "documentation-1": "192.0.2.1",
    "documentation-2": "198.51.100.1",
    "documentation-3": "203.0.113.1",
    "6to4-relay": "192.88.99.1",
    "multicast": "224.0.0.1",
    "reserved": "240.0.0.1",
    "broadcast": "255.255.255.255",
    "v6-unspecified": "::",
    "v4-compatible": "::127.0.0.1",
    "v4-translated": "::ffff:0:127.0.0.1",
    "6to4-loopback": "2002:7f00:1::",
    "6to4-private": "2002:c0a8:101::1",
    "teredo": "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "orchid": "2001:20::1",
    "v6-documentation": "2001:db8::1",
    "v6-documentation-new": "3fff::1",
    "v6-multicast": "ff02::1",
    "nat64-local": "64:ff9b:1::7f00:1",
    "nat64-nobody": "64:ff9b::0.0.0.0",
    "isatap-loopback": "2606:2800::5efe:7f00:1",
    "isatap-global-bit": "2606:2800::200:5efe:a00:1",
    "v6-discard": "100::1",
    "v6-segment-routing": "5f00::1",
    "no-address": "localhost",
    "empty": "",
}


@pytest.mark.parametrize("ip", PRIVATE.values(), ids=PRIVATE)
def test_a_private_machine_is_for_those_who_say_so(ip: str) -> None:
    assert not may_connect(ip, allow_private=False)
    assert may_connect(ip, allow_private=True)


@pytest.mark.parametrize("ip", NOBODY.values(), ids=NOBODY)
def test_what_is_nobody_s_address_is_never_connected_to(ip: str) -> None:
    assert not may_connect(ip, allow_private=False)
    assert not may_connect(ip, allow_private=True)


@pytest.mark.parametrize("ip", [PUBLIC, "8.8.8.8", "2606:2800:21f::1", "64:ff9b::5db8:d70e"])
def test_a_public_machine_is(ip: str) -> None:
    assert may_connect(ip, allow_private=False)


# --- name servers and connections ---------------------------------------------------------------------


def never(ip: str, port: int, timeout: float) -> socket.socket:
    raise AssertionError(f"connected to {ip}")


def refusal(act: Callable[[], object]) -> Refused:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value


ANSWERS = {
    "private": ["10.0.0.1"],
    "one-of-many-private": [PUBLIC, "8.8.8.8", "192.168.0.1"],
    "first-private": ["127.0.0.1", PUBLIC],
    "v6-private-beside-public": [PUBLIC, "::1"],
    "mapped": ["::ffff:169.254.169.254"],
    "no-ip-at-all": ["quill.example"],
}


@pytest.mark.parametrize("found", ANSWERS.values(), ids=ANSWERS)
def test_one_private_answer_of_a_name_server_refuses_the_host(found: list[str]) -> None:
    get = Get(resolve=lambda host, port: found, connect=never)
    refused = refusal(lambda: get(Address.parse("http://quill.example/"), {}))
    assert refused.why == "not allowed"
    assert "--allow-private" in refused.detail


@pytest.mark.parametrize("host", ["127.0.0.1", "[::1]", "169.254.169.254", "[::ffff:7f00:1]"])
def test_a_private_address_that_is_written_out_is_refused(host: str) -> None:
    get = Get(resolve=lambda host, port: [host], connect=never)
    assert refusal(lambda: get(Address.parse(f"http://{host}/"), {})).why == "not allowed"


def test_a_name_is_resolved_once_so_that_a_second_answer_cannot_differ() -> None:
    asked: list[str] = []
    connected: list[str] = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    def connect(ip: str, port: int, timeout: float) -> socket.socket:
        connected.append(ip)
        raise ConnectionRefusedError("nobody there")

    get = Get(resolve=resolve, connect=connect)
    assert refusal(lambda: get(Address.parse("http://quill.example/"), {})).why == "not fetched"
    assert (asked, connected) == (["quill.example"], [PUBLIC])


def test_a_name_server_that_turns_between_two_requests_is_caught() -> None:
    turns = iter([[PUBLIC], ["127.0.0.1"]])
    get = Get(resolve=lambda host, port: next(turns), connect=fails)
    address = Address.parse("http://quill.example/")
    assert [refusal(lambda: get(address, {})).why for _ in range(2)] == [
        "not fetched",
        "not allowed",
    ]


def fails(ip: str, port: int, timeout: float) -> socket.socket:
    raise ConnectionRefusedError("nobody there")


@pytest.mark.parametrize("error", [socket.gaierror("no such host"), UnicodeError("label too long")])
def test_a_host_that_is_not_known(error: Exception) -> None:
    def resolve(host: str, port: int) -> Sequence[str]:
        raise error

    refused = refusal(
        lambda: Get(resolve=resolve, connect=never)(Address.parse("http://a.example"), {})
    )
    assert (refused.why, "not known" in refused.detail) == ("not fetched", True)


def test_a_name_server_that_hangs_is_not_waited_for() -> None:
    get = Get(resolve=lambda host, port: time.sleep(3) or [PUBLIC], connect=never, limits=QUICK)
    start = time.monotonic()
    assert refusal(lambda: get(Address.parse("http://a.example"), {})).why == "not fetched"
    assert time.monotonic() - start < 2


# --- what a server answers ------------------------------------------------------------------------------

Play = "Callable[[socket.socket], None]"


@contextmanager
def serving(play: Callable[[socket.socket], None], *, listens: bool = True) -> Iterator[int]:
    """A server on this machine that lets `play` answer whoever connects; yields its port."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                threading.Thread(target=answer, args=(client,), daemon=True).start()

        def answer(client: socket.socket) -> None:
            with client:
                try:
                    if listens:
                        client.recv(65_536)
                    play(client)
                except OSError:
                    pass

        threading.Thread(target=serve, daemon=True).start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)


def says(data: bytes) -> Callable[[socket.socket], None]:
    return lambda client: client.sendall(data)


def page(
    body: bytes, *headers: bytes, length: int | None = None
) -> Callable[[socket.socket], None]:
    counted = b"Content-Length: %d" % (len(body) if length is None else length)
    head = b"\r\n".join([b"HTTP/1.1 200 OK", counted, *headers])
    return says(head + b"\r\n\r\n" + body)


def for_ever(piece: bytes, start: bytes = b"", pause: float = 0) -> Callable[[socket.socket], None]:
    def play(client: socket.socket) -> None:
        client.sendall(start)
        while True:
            client.sendall(piece)
            time.sleep(pause)

    return play


def hang(client: socket.socket) -> None:
    time.sleep(3)


OK = b"HTTP/1.1 200 OK\r\n"
BOMB = gzip.compress(b"a" * 50_000_000, mtime=0)
ZBOMB = zlib.compress(b"a" * 50_000_000)

SERVERS = {
    "huge-announced": (page(b"a", length=10**12), "too large"),
    "huge-sent": (page(b"a" * 200_000), "too large"),
    "endless": (for_ever(b"a" * 4_096, OK + b"\r\n"), "too large"),
    "endless-chunks": (for_ever(b"400\r\n" + b"a" * 1_024 + b"\r\n", OK + b"Transfer-Encoding: chunked\r\n\r\n"), "too large"),
    "chunk-size-huge": (says(OK + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\na"), "not fetched"),
    "chunk-size-negative": (says(OK + b"Transfer-Encoding: chunked\r\n\r\n-5\r\nabcde"), "not fetched"),
    "chunk-size-no-number": (says(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab"), "not fetched"),
    "chunk-line-endless": (for_ever(b"1" * 4_096, OK + b"Transfer-Encoding: chunked\r\n\r\n"), "not fetched"),
    "slow-drip-body": (for_ever(b"a", OK + b"\r\n", 0.2), "not fetched"),
    "slow-drip-headers": (for_ever(b"X: y\r\n", OK, 0.2), "not fetched"),
    "slow-drip-status": (for_ever(b"H", b"", 0.2), "not fetched"),
    "says-nothing": (hang, "not fetched"),
    "hangs-up": (says(b""), "not fetched"),
    "endless-continue": (for_ever(b"HTTP/1.1 100 Continue\r\n\r\n", b"", 0.01), "not fetched"),
    "bomb-gzip": (page(BOMB, b"Content-Encoding: gzip"), "too large"),
    "bomb-deflate": (page(ZBOMB, b"Content-Encoding: deflate"), "too large"),
    "bomb-raw-deflate": (page(ZBOMB[2:-4], b"Content-Encoding: deflate"), "too large"),
    "bomb-nested": (page(gzip.compress(BOMB), b"Content-Encoding: gzip, gzip"), "not fetched"),
    "bomb-nested-headers": (page(gzip.compress(BOMB), b"Content-Encoding: gzip", b"Content-Encoding: gzip"), "not fetched"),
    "coding-not-asked-for": (page(b"abc", b"Content-Encoding: br"), "not fetched"),
    "coding-broken": (page(b"no gzip at all", b"Content-Encoding: gzip"), "not fetched"),
    "coding-cut": (page(gzip.compress(b"The quay is closed." * 9)[:-12], b"Content-Encoding: gzip"), "not fetched"),
    "length-too-long": (page(b"abc", length=1_000), "not fetched"),
    "length-twice": (says(OK + b"Content-Length: 3\r\nContent-Length: 5\r\n\r\nabcde"), "not fetched"),
    "header-giant": (says(OK + b"X: " + b"y" * 100_000 + b"\r\n\r\n"), "not fetched"),
    "headers-many": (says(OK + b"X: y\r\n" * 1_000 + b"\r\n"), "not fetched"),
    "headers-endless": (for_ever(b"X: y\r\n", OK), "not fetched"),
    "status-no-number": (says(b"HTTP/1.1 OK fine\r\n\r\n"), "not fetched"),
    "status-giant": (says(b"HTTP/1.1 99999 OK\r\n\r\n"), "not fetched"),
    "not-http": (says(b"SSH-2.0-OpenSSH_9.2\r\n"), "not fetched"),
    "status-line-endless": (for_ever(b"H" * 4_096), "not fetched"),
}  # fmt: skip


@pytest.mark.parametrize(("play", "why"), SERVERS.values(), ids=SERVERS)
def test_a_server_that_plays_tricks_costs_little(
    play: Callable[[socket.socket], None], why: str
) -> None:
    tracemalloc.start()
    start = time.monotonic()
    with serving(play) as port:
        address = Address.parse(f"http://127.0.0.1:{port}/")
        refused = refusal(lambda: Get(allow_private=True, limits=QUICK)(address, {}))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.why == why
    assert ";" in refused.detail
    assert time.monotonic() - start < 3
    assert peak < 5_000_000


SOUND = {
    "plain": page(b"The quay is closed."),
    "no-length": says(OK + b"\r\nThe quay is closed."),
    "length-negative": says(OK + b"Content-Length: -9\r\n\r\nThe quay is closed."),
    "length-too-short": page(b"The quay is closed. And more.", length=19),
    "gzip": page(gzip.compress(b"The quay is closed."), b"Content-Encoding: gzip"),
    "deflate": page(zlib.compress(b"The quay is closed."), b"Content-Encoding: deflate"),
    "raw-deflate": page(zlib.compress(b"The quay is closed.")[2:-4], b"Content-Encoding: deflate"),
    "gzip-then-junk": page(gzip.compress(b"The quay is closed.") + BOMB[:99], b"Content-Encoding: x-gzip"),
    "chunks": says(OK + b"Transfer-Encoding: chunked\r\n\r\n13\r\nThe quay is closed.\r\n0\r\n\r\n"),
}  # fmt: skip


@pytest.mark.parametrize("play", SOUND.values(), ids=SOUND)
def test_a_sound_answer_arrives_whole(play: Callable[[socket.socket], None]) -> None:
    with serving(play) as port:
        answer = Get(allow_private=True)(Address.parse(f"http://127.0.0.1:{port}/"), {})
    assert (answer.status, answer.data) == (200, b"The quay is closed.")


def test_a_connection_that_ends_elsewhere_is_dropped() -> None:
    """Checked was a public machine; the bytes would come from this one."""
    with serving(page(b"secret")) as port:
        get = Get(
            resolve=lambda host, port: [PUBLIC],
            connect=lambda ip, _, timeout: socket.create_connection(("127.0.0.1", port), timeout),
        )
        refused = refusal(lambda: get(Address.parse(f"http://quill.example:{port}/"), {}))
    assert (refused.why, "127.0.0.1" in refused.detail) == ("not allowed", True)


def test_a_server_without_a_certificate_is_not_believed() -> None:
    with serving(says(b"HTTP/1.1 200 OK\r\n\r\n")) as port:
        get = Get(allow_private=True, trusted=ssl.create_default_context, limits=QUICK)
        refused = refusal(lambda: get(Address.parse(f"https://127.0.0.1:{port}/"), {}))
    assert (refused.why, "certificate" in refused.detail) == ("not fetched", True)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that this machine signed itself, for 127.0.0.1 and for one name, with its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed")
    made = tmp_path_factory.mktemp("tls") / "own.pem"
    subject = ["-subj", "/CN=quill", "-addext", "subjectAltName=IP:127.0.0.1,DNS:quill.example"]
    where = ["-keyout", str(made), "-out", str(made.with_suffix(".crt"))]
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", *subject, *where],
        check=True, capture_output=True,
    )  # fmt: skip
    made.write_text(made.read_text() + made.with_suffix(".crt").read_text())
    return made


@pytest.mark.parametrize(
    ("host", "believed", "words"),
    [
        ("127.0.0.1", True, None),
        ("quill.example", True, None),
        ("marsh.example", True, "certificate cannot be trusted"),
        ("127.0.0.1", False, "certificate cannot be trusted"),
    ],
    ids=["sound", "sound-by-name", "for-another-host", "signed-by-nobody"],
)
def test_a_certificate_has_to_be_trusted_and_that_of_the_host(
    certificate: Path, host: str, believed: bool, words: str | None
) -> None:
    def trusted() -> ssl.SSLContext:
        context = ssl.create_default_context()
        context.load_verify_locations(certificate)
        return context

    def speaks(client: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        with context.wrap_socket(client, server_side=True) as wrapped:
            wrapped.recv(65_536)
            page(b"The quay is closed.")(wrapped)

    how = {"trusted": trusted} if believed else {}
    get = Get(allow_private=True, resolve=lambda host, port: ["127.0.0.1"], limits=QUICK, **how)
    with serving(speaks, listens=False) as port:
        address = Address.parse(f"https://{host}:{port}/")
        if words is None:
            assert get(address, {}).data == b"The quay is closed."
        else:
            assert words in refusal(lambda: get(address, {})).detail


def test_a_handshake_that_hangs_is_cut_off() -> None:
    start = time.monotonic()
    with serving(hang) as port:
        get = Get(allow_private=True, limits=Limits(silence=5, whole=0.8))
        refused = refusal(lambda: get(Address.parse(f"https://127.0.0.1:{port}/"), {}))
    assert refused.why == "not fetched"
    assert time.monotonic() - start < 2


# --- redirects -------------------------------------------------------------------------------------------

REDIRECTS = {
    "to-loopback": "http://127.0.0.1/admin",
    "to-metadata": "http://169.254.169.254/latest/meta-data/",
    "to-decimal": "http://2130706433/",
    "to-octal": "http://0177.0.0.1/",
    "to-v6-loopback": "http://[::1]/",
    "to-v4-mapped": "http://[::ffff:127.0.0.1]/",
    "to-name-that-is-private": "http://intranet.example/",
    "to-scheme-relative": "//127.0.0.1/",
    "to-file": "file:///etc/passwd",
    "to-ftp": "ftp://example.org/a",
    "to-gopher": "gopher://127.0.0.1:6379/_x",
    "to-data": "data:text/html,<p>x",
    "to-credentials": "http://example.org@127.0.0.1/",
    "to-backslashes": "\\\\127.0.0.1\\a",
    "to-slash-backslash": "/\\127.0.0.1/",
    "to-fullwidth": "http://１２７.０.０.１/",
    "to-crlf": "http://example.org/\r\nX: y",
    "to-port-of-mail": "http://example.org:25/",
    "to-broken-brackets": "http://[::1/",
}


def answering(table: dict[str, Answer | str]) -> Callable[..., Answer]:
    """Get from a table: an answer, or the place that a redirect names; what is not in it is asked for in earnest."""
    private = {"intranet.example": ["192.168.0.7"]}
    real = Get(resolve=lambda host, port: private.get(host, [host]), connect=never)

    def get(address: Address, headers: object, largest: int | None = None) -> Answer:
        if address.target == "/robots.txt" and address.host == "start.example":
            return Answer(address, 404)
        found = table.get(str(address))
        if isinstance(found, str):
            return Answer(address, 302, {"location": found})
        return found if found is not None else real(address, {})

    return get


def politely(table: dict[str, Answer | str]) -> Polite:
    return Polite(answering(table), clock=lambda: 0.0, sleep=lambda seconds: None)


@pytest.mark.parametrize("location", REDIRECTS.values(), ids=REDIRECTS)
def test_a_redirect_to_what_may_not_be_fetched_is_refused(location: str) -> None:
    fetch = politely({"http://start.example/": location})
    assert refusal(lambda: fetch("http://start.example/")).why == "not allowed"


ROUNDS = {
    "to-itself": {"http://start.example/": "/"},
    "to-itself-by-fragment": {"http://start.example/": "/#again"},
    "in-a-circle": {"http://start.example/": "/a", "http://start.example/a": "/b", "http://start.example/b": "/"},
    "ever-deeper": {f"http://start.example/{'a' * n}": f"/{'a' * (n + 1)}" for n in range(99)},
    "to-nowhere": {"http://start.example/": ""},
}  # fmt: skip


@pytest.mark.parametrize("table", ROUNDS.values(), ids=ROUNDS)
def test_redirects_that_lead_nowhere_end(table: dict[str, Answer | str]) -> None:
    refused = refusal(lambda: politely(table)("http://start.example/"))
    assert (refused.why, "redirect" in refused.detail) == ("not fetched", True)


# --- feeds -------------------------------------------------------------------------------------------------

RSS = b"<rss><channel><title>&x;</title><item><title>&x;</title><link>http://a.example/</link></item></channel></rss>"
LAUGHS = b"<!DOCTYPE rss [<!ENTITY l0 'ha'>" + b"".join(
    b"<!ENTITY l%d '%s'>" % (n + 1, b"&l%d;" % n * 10) for n in range(9)
)
FEEDS = {
    "bomb-of-entities": LAUGHS + b"<!ENTITY x '&l9;'>]>" + RSS,
    "bomb-quadratic": b"<!DOCTYPE rss [<!ENTITY x '" + b"a" * 50_000 + b"'>]>" + RSS.replace(b"&x;", b"&x;" * 9_000),
    "external-entity": b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + RSS,
    "external-entity-web": b"<!DOCTYPE rss [<!ENTITY x SYSTEM 'http://127.0.0.1/'>]>" + RSS,
    "parameter-entity": b"<!DOCTYPE rss [<!ENTITY % p SYSTEM 'http://127.0.0.1/x.dtd'> %p;]>" + RSS,
    "entity-in-utf16": ("<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>" + RSS.decode()).encode("utf-16"),
    "no-xml": b"rss",
    "nothing": b"",
    "other-xml": b"<svg><item/></svg>",
}  # fmt: skip


@pytest.mark.parametrize("data", FEEDS.values(), ids=FEEDS)
def test_a_feed_that_plays_tricks_is_refused(data: bytes) -> None:
    start = time.monotonic()
    assert refusal(lambda: list(entries(data))).why in ("not allowed", "unreadable")
    assert time.monotonic() - start < 2


TAME = {
    "external-dtd": b"<!DOCTYPE rss SYSTEM 'http://127.0.0.1/x.dtd'>" + RSS,
    "xinclude": RSS.replace(b"&x;", b"<xi:include xmlns:xi='http://www.w3.org/2001/XInclude' href='/etc/passwd'/>"),
    "stylesheet": b"<?xml-stylesheet href='http://127.0.0.1/x.xsl'?>" + RSS,
    "undefined-entity": RSS,
    "deeply-nested": RSS.replace(b"&x;", b"<a>" * 5_000 + b"</a>" * 5_000),
    "cut-off": RSS[:-20],
    "control-characters": RSS.replace(b"&x;", b"a\x00b\x01c"),
}  # fmt: skip


@pytest.mark.parametrize("data", TAME.values(), ids=TAME)
def test_a_feed_that_points_elsewhere_or_breaks_loads_nothing(data: bytes) -> None:
    found = list(entries(data))
    assert [e.metadata.url for e in found] in (["http://a.example/"], [None], [])
    assert "root:" not in str(found)


# --- whatever else ---------------------------------------------------------------------------------------


@given(
    st.text(max_size=60),
    st.sampled_from(["", "http://", "https://", "http://[", "//", "http://a.example/"]),
)
def test_any_address_is_read_or_refused_and_reads_the_same_again(text: str, start: str) -> None:
    try:
        address = Address.parse(start + text)
    except Refused:
        return
    assert Address.parse(str(address)) == address
    assert str(address).isascii()
    assert not set(str(address)) & set(" \r\n\t\\\x00")


@given(st.text(max_size=60))
def test_any_redirect_is_followed_or_refused(location: str) -> None:
    try:
        address = Address.parse("https://quill.example/a/b").join(location)
    except Refused:
        return
    assert address.scheme in ("http", "https")


@given(st.integers(0, 2**128 - 1))
def test_no_address_that_hides_a_private_one_passes(number: int) -> None:
    """Whatever the 32 bits at the end of a tunnel's prefix say."""
    private = ipaddress.IPv4Address(0x7F000000 + number % 2**24)
    for prefix in ("::", "::ffff:0:0", "64:ff9b::", "::ffff:0:0:0"):
        whole = ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + int(private))
        assert not may_connect(str(whole), allow_private=False)


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"<rss>", b"<rss><channel><item>", b"<feed><entry><content>"]),
)
def test_any_feed_is_read_or_refused(data: bytes, start: bytes) -> None:
    try:
        found = list(entries(start + data))
    except Refused:
        return
    assert all(json_line(entry) for entry in found)
