"""Every input that was named, as reports received or refusals."""

from __future__ import annotations

import gzip
import hashlib
import io
import stat
import zlib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from allegedly.ingest.address import Refused, looks_like_address, shown
from allegedly.ingest.feeds import entries, json_line
from allegedly.ingest.folders import files_in, name_of
from allegedly.ingest.kinds import ADDRESS, HEAD, is_binary, kind_of, not_yet
from allegedly.ingest.records import objects, record, split_lines
from allegedly.model import Metadata, Received, Rejected, Unchanged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.ingest.kinds import Kind
    from allegedly.ingest.web import Web
    from allegedly.settings import Settings

    Taken = Received | Rejected | Unchanged

__all__ = ["received"]

PACKED = 100
"""Times that packed text may grow: gzip shrinks 3,000 news articles in one file 2.7 times, none of 4,000
packed one by one more than 4.5 times, and a bomb of one repeated byte 1,000 times."""

_GZIP = b"\x1f\x8b"


def received(
    inputs: Iterable[str | Path],
    *,
    settings: Settings,
    metadata: Metadata = Metadata(),  # noqa: B008 - frozen
    stdin: bytes | None = None,
    web: Web | None = None,
) -> Iterator[Taken]:
    """Yield every report found in the inputs, in order, and a refusal for everything that cannot be used.

    An input is a file, a folder (walked sorted; hidden files passed over) or `-` for `stdin`. A file holds
    one report (text, Markdown, HTML) or many (JSON lines, a JSON list); `.gz` of each is unpacked, and then
    the bytes received are those unpacked. A feed in a file gives the words of its own entries, a list of
    addresses (`.urls`) what stands there. `metadata` fills what a report does not say about itself. Addresses are fetched
    through `web`, and refused where there is none.
    """
    take = _Take(settings.max_bytes, metadata, web)
    inside = replace(take, web=None)  # a list in a folder was named by nobody
    for name in inputs:
        if str(name) == "-":
            yield from take.stdin(stdin)
        elif looks_like_address(str(name)):
            yield from take.address(str(name))
        elif Path(name).is_dir():
            for path in files_in(Path(name)):
                yield from [path] if isinstance(path, Rejected) else inside.file(path)
        elif refusal := not_yet(str(name)):
            yield Rejected(name_of(name), "not yet", refusal)
        else:
            yield from take.file(Path(name))


@dataclass(frozen=True, slots=True)
class _Take:
    """How inputs are taken: no report above `limit` bytes, and what their giver says of all of them."""

    limit: int
    metadata: Metadata
    web: Web | None = None

    def address(self, address: str) -> Iterator[Taken]:
        """What an address holds."""
        if self.web is None:
            yield Rejected(shown(address), "not yet", ADDRESS)
        else:
            yield from self.web.take(address.strip())

    def stdin(self, data: bytes | None) -> Iterator[Taken]:
        """The reports in what came over standard input."""
        yield from self._guarded("-", io.BufferedReader(io.BytesIO(data or b"")), len(data or b""))

    def file(self, path: Path) -> Iterator[Taken]:
        """The reports in one file."""
        name = name_of(path)
        try:
            info = path.stat()
            if not stat.S_ISREG(info.st_mode):
                detail = (
                    "a device, pipe or socket; copy what it gives into a file, or hand it in as -"
                )
                yield Rejected(name, "unreadable", detail)
                return
            with path.open("rb") as stream:
                yield from self._guarded(name, stream, info.st_size)
        except FileNotFoundError:
            yield Rejected(name, "missing", "there is no such file; check the path")
        except OSError as error:
            yield Rejected(
                name, "unreadable", f"{error.strerror}; check the file and its permissions"
            )

    def _guarded(self, name: str, stream: io.BufferedReader, size: int) -> Iterator[Taken]:
        """The reports in a stream of `size` bytes, and a refusal where its reading breaks off."""
        try:
            packed = stream.peek(len(_GZIP)).startswith(_GZIP)
            if packed:
                stream = io.BufferedReader(gzip.GzipFile(fileobj=stream))
            yield from self._reports(name, stream, size, packed=packed)
        except (gzip.BadGzipFile, EOFError, zlib.error) as error:
            yield Rejected(name, "unreadable", f"broken gzip ({error}); fetch or pack it again")

    def _reports(
        self, name: str, stream: io.BufferedReader, size: int, *, packed: bool
    ) -> Iterator[Taken]:
        """The reports in an unpacked stream; `size` is that of the file."""
        head = stream.peek(HEAD)[:HEAD]
        kind = kind_of(name, head)
        if refusal := not_yet(name, head):
            yield Rejected(name, "not yet", refusal)
        elif kind == "lines":
            cap = max(self.limit, size * PACKED) if packed else None
            yield from self._lines(name, stream, cap)
        elif (size > self.limit and not packed) or len(
            data := stream.read(self.limit + 1)
        ) > self.limit:
            yield Rejected(name, "too large", self._too_large("save its article alone as .txt"))
        elif not data.strip():
            yield _empty(name, data)
        elif is_binary(data):
            detail = "no text; save its text as .txt and add that"
            yield Rejected(name, "binary", detail, _sha256(data))
        else:
            yield from self._held(name, data, kind)

    def _held(self, name: str, data: bytes, kind: Kind) -> Iterator[Taken]:
        """The reports in a whole file that is small enough."""
        if kind == "json":
            yield from self._objects(name, data)
        elif kind == "feed":
            yield from self._feed(name, data)
        elif kind == "addresses":
            yield from self._addresses(data)
        elif kind != "lines":
            yield Received(name, data, kind, self.metadata)

    def _feed(self, name: str, data: bytes) -> Iterator[Received | Rejected]:
        """The entries of a feed, each with its own words; nothing that it points to is fetched."""
        number = 0
        try:
            for number, entry in enumerate(entries(data), 1):
                found = record(f"{name}:{number}", json_line(entry), self.metadata)
                yield found if isinstance(found, Rejected) else _by(found, entry.metadata.author)
            if not number:
                yield _empty(name, data)
        except Refused as refused:
            yield Rejected(name, refused.why, refused.detail, _sha256(data))

    def _addresses(self, data: bytes) -> Iterator[Taken]:
        """What the addresses of a list hold, one a line; lines that begin with # are remarks."""
        for row in data.decode("utf-8-sig", "replace").splitlines():
            if row.strip() and not row.lstrip().startswith("#"):
                yield from self.address(row.strip())

    def _lines(
        self, name: str, stream: io.BufferedReader, cap: int | None
    ) -> Iterator[Received | Rejected]:
        """The reports in JSON lines; past `cap` bytes a packed file is taken for a bomb."""
        total = number = 0
        for number, line, size in split_lines(stream, self.limit):
            total += size
            where = f"{name}:{number}"
            if cap is not None and total > cap:
                detail = f"unpacks to more than {PACKED} times its size; unpack and check it"
                yield Rejected(name, "too large", detail)
                return
            if line is None:
                yield Rejected(where, "too large", self._too_large("cut the line to its article"))
            else:
                yield record(where, line, self.metadata)
        if not number:
            yield _empty(name)

    def _objects(self, name: str, data: bytes) -> Iterator[Received | Rejected]:
        """The reports in a JSON object or list; what follows a break in its syntax cannot be found."""
        number = 0
        try:
            for number, source in enumerate(objects(data.decode("utf-8-sig").strip()), 1):
                yield record(f"{name}:{number}", source.encode(), self.metadata)
            if not number:
                yield _empty(name, data)
        except (ValueError, RecursionError) as error:
            detail = f"no JSON after object {number} ({error}); mend it and add it again"
            yield Rejected(name, "broken line", detail, _sha256(data))

    def _too_large(self, instead: str) -> str:
        return f"more than {self.limit:,} bytes; {instead}"


def _by(found: Received, author: str | None) -> Received:
    return replace(found, metadata=replace(found.metadata, author=author))


def _empty(name: str, data: bytes = b"") -> Rejected:
    return Rejected(name, "empty", "nothing in it; check how it was saved", _sha256(data))


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
