"""What becomes of every kind of input."""

from __future__ import annotations

import gzip
import json
import os
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from allegedly.ingest import Web, received
from allegedly.model import Metadata, Received, Rejected
from allegedly.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from allegedly.ingest.connect import Answer

NOTHING = Metadata()
SMALL = Settings(max_bytes=1_000)


def take(
    *inputs: str | Path,
    settings: Settings = SMALL,
    metadata: Metadata = NOTHING,
    stdin: bytes | None = None,
) -> list[Received | Rejected]:
    return list(received(inputs, settings=settings, metadata=metadata, stdin=stdin))


def one(*inputs: str | Path, **options: object) -> Received | Rejected:
    [only] = take(*inputs, **options)  # type: ignore[arg-type]
    return only


def why(items: Iterable[Received | Rejected]) -> list[str]:
    return [item.why if isinstance(item, Rejected) else "received" for item in items]


def written(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def packed(data: bytes) -> bytes:
    """Packed without the moment of packing: the names of parametrised tests are the same in every process."""
    return gzip.compress(data, mtime=0)


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("a.txt", "The bridge is closed.", "text"),
        ("a.TEXT", "The bridge is closed.", "text"),
        ("a", "The bridge is closed.", "text"),
        ("a.story", "The bridge is closed.", "text"),
        ("a.md", "# Bridge closed", "markdown"),
        ("a.md", "<html>shown as text</html>", "markdown"),
        ("a.htm", "no tag in sight", "html"),
        ("a.xhtml", "<p>x", "html"),
        ("a.txt", "  <!DOCTYPE html><p>x", "html"),
        ("a", "<?xml version='1.0'?><!-- x --><html><p>x", "html"),
        ("a", b"\xef\xbb\xbf<html><p>x", "html"),
        ("a.txt", "<b>not a page</b>", "text"),
        ("a.txt", b"\xff\xfeb\x00r\x00i\x00d\x00g\x00e\x00", "text"),
    ],
)
def test_a_file_is_taken_whole_as_what_it_is(
    tmp_path: Path, name: str, data: bytes | str, media: str
) -> None:
    path = written(tmp_path / name, data)
    item = one(path)
    assert isinstance(item, Received)
    assert (item.name, item.media, item.text) == (str(path), media, None)
    assert item.data == path.read_bytes()


@pytest.mark.parametrize(
    ("name", "data", "reason", "says"),
    [
        ("a.txt", b"", "empty", "nothing in it"),
        ("a.txt", b" \n\t ", "empty", "nothing in it"),
        ("a.jsonl.gz", packed(b""), "empty", "nothing in it"),
        ("a.jsonl", b"\n \n", "empty", "nothing in it"),
        ("a.json", b"[ ]", "empty", "nothing in it"),
        ("a.txt", b"ab\0cd", "binary", "save its text"),
        ("a", bytes(range(1, 32)) * 4, "binary", "save its text"),
        ("a.txt", b"x" * 1_001, "too large", "more than 1,000 bytes"),
        ("a.txt.gz", packed(b"x" * 1_001), "too large", "more than 1,000 bytes"),
        ("a.txt.gz", packed(b"x" * 900)[:-9], "unreadable", "broken gzip"),
        ("a.txt.gz", b"\x1f\x8bno gzip at all", "unreadable", "broken gzip"),
        ("a.pdf", b"text", "not yet", "pdftotext"),
        ("a.txt", b"%PDF-1.7 in disguise", "not yet", "pdftotext"),
        ("a.eml", b"From: x", "not yet", "e-mail"),
        ("a.docx", b"PK", "not yet", "plain text"),
        ("a.json", b"{broken", "broken line", "after object 0"),
        ("a.json", b'{"text": "x"} \xff', "broken line", "no JSON"),
        ("a.json", b"[" * 900, "broken line", "mend it"),
    ],
)
def test_what_cannot_be_used_is_refused_with_the_way_out(
    tmp_path: Path, name: str, data: bytes, reason: str, says: str
) -> None:
    item = one(written(tmp_path / name, data))
    assert isinstance(item, Rejected)
    assert (item.why, item.input) == (reason, str(tmp_path / name))
    assert says in item.detail


@pytest.mark.parametrize(
    "address", ["https://example.org/news.html", "HTTP://example.org", "feed://x"]
)
def test_addresses_are_refused_by_name(address: str) -> None:
    item = one(address)
    assert isinstance(item, Rejected)
    assert item.why == "not yet"
    assert "save the page as .html" in item.detail


def test_a_list_of_addresses_in_a_folder_was_named_by_nobody(tmp_path: Path) -> None:
    written(tmp_path / "in" / "pages.urls", "https://example.org/news.html")
    (item,) = received([tmp_path / "in"], settings=SMALL, web=Web(never))
    assert isinstance(item, Rejected)
    assert (item.input, item.why) == ("https://example.org/news.html", "not yet")


def never(address: str, visit: object) -> Answer:
    raise AssertionError(address)


@pytest.mark.parametrize("piece", [b"<!---->", b"<??>", b"<!DOCTYPE x>", b"<?xml?>", b"<!--"])
def test_what_looks_like_many_beginnings_is_told_at_once(tmp_path: Path, piece: bytes) -> None:
    begun = time.perf_counter()
    assert why(take(written(tmp_path / "a", piece * 80))) == ["received"]
    assert time.perf_counter() - begun < 1


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    item = one(tmp_path / "gone.txt")
    assert isinstance(item, Rejected)
    assert (item.why, item.input) == ("missing", str(tmp_path / "gone.txt"))


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert why(take(tmp_path / "pipe")) == ["unreadable"]


def test_a_link_to_itself_is_unreadable(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert why(take(tmp_path / "loop")) == ["unreadable"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_unreadable(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", "x").chmod(0)
    assert why(take(tmp_path / "a.txt")) == ["unreadable"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="no such file on this system")
def test_a_file_whose_reading_fails_is_unreadable() -> None:
    assert why(take("/proc/self/mem")) == ["unreadable"]


def test_a_name_that_is_no_utf8_is_shown_with_replacements(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    try:
        written(path, "x")
    except OSError:
        pytest.skip("this file system takes no such names")
    item = one(tmp_path)
    assert isinstance(item, Received)
    assert item.name.endswith("caf�.txt")


def test_a_folder_is_walked_sorted_without_what_is_hidden(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/c/x.txt", ".hidden.txt", ".git/config", "B.txt"):
        written(tmp_path / name, name)
    names = [item.name for item in take(tmp_path) if isinstance(item, Received)]
    assert names == [str(tmp_path / name) for name in ("B.txt", "b.txt", "a/z.txt", "a/c/x.txt")]


def test_links_out_of_a_folder_are_refused_and_inside_followed_once(tmp_path: Path) -> None:
    secret = written(tmp_path / "outside" / "secret.txt", "secret")
    folder = written(tmp_path / "in" / "a.txt", "x").parent
    (folder / "deep").mkdir()
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "deep" / "up").symlink_to(folder)
    (folder / "leak.txt").symlink_to(secret)
    (folder / "leaks").symlink_to(secret.parent)
    (folder / "nowhere.txt").symlink_to(folder / "gone.txt")
    taken = {Path(i.input if isinstance(i, Rejected) else i.name).name: i for i in take(folder)}
    assert why(taken[name] for name in sorted(taken)) == [
        "received", "received", "unreadable", "unreadable", "missing",
    ]  # fmt: skip
    assert sorted(taken) == ["a.txt", "b.txt", "leak.txt", "leaks", "nowhere.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may list everything")
def test_a_folder_that_cannot_be_listed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0)
    assert why(take(tmp_path)) == ["unreadable"]


def test_an_empty_folder_says_that_it_is(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("A report that nobody sees.")
    (refused,) = received([tmp_path], settings=Settings())
    assert isinstance(refused, Rejected)
    assert (refused.input, refused.why) == (str(tmp_path), "empty")
    assert "no file in this folder" in refused.detail


@pytest.mark.parametrize(
    ("data", "media"),
    [
        (b"The bridge is closed.", "text"),
        (b"<!doctype html><p>x", "html"),
        (b'{"text": "x"}\n', "text"),
        (packed(b"The bridge is closed."), "text"),
    ],
)
def test_standard_input_is_told_by_its_first_bytes(data: bytes, media: str) -> None:
    item = one("-", stdin=data)
    assert isinstance(item, Received)
    assert item.media == media
    assert item.name.startswith("-")


def test_nothing_on_standard_input_is_empty() -> None:
    assert why([one("-", stdin=None), one("-", stdin=b"")]) == ["empty", "empty"]


def test_inputs_come_in_the_order_named(tmp_path: Path) -> None:
    paths = [written(tmp_path / name, name) for name in ("b.txt", "a.txt")]
    assert [item.name for item in take(*paths) if isinstance(item, Received)] == list(
        map(str, paths)
    )


def test_metadata_fills_only_what_a_report_does_not_say(tmp_path: Path) -> None:
    line = json.dumps({"text": "x", "outlet": "The Courier"})
    given = Metadata(outlet="Lantern Wire", published="2024-10-22")
    item = one(written(tmp_path / "a.jsonl", line), metadata=given)
    assert isinstance(item, Received)
    assert item.metadata == Metadata(outlet="The Courier", published="2024-10-22")
    item = one(written(tmp_path / "a.txt", "x"), metadata=given)
    assert isinstance(item, Received)
    assert item.metadata == given


def test_the_same_bytes_packed_and_unpacked_are_one_report(tmp_path: Path) -> None:
    plain = one(written(tmp_path / "a.txt", "The bridge is closed."))
    packed = one(written(tmp_path / "a.txt.gz", gzip.compress(b"The bridge is closed.")))
    assert isinstance(plain, Received)
    assert isinstance(packed, Received)
    assert plain.report_id == packed.report_id


def test_fifty_megabytes_of_one_line_are_refused_in_little_memory(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "a.jsonl"]
    for path in paths:
        with path.open("wb") as file:
            file.writelines(b"a" * 1_000_000 for _ in range(50))
            file.write(b'\n{"text": "after it"}')
    tracemalloc.start()
    reasons = why(take(*paths, settings=Settings(max_bytes=1_000_000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert reasons == ["too large", "too large", "received"]
    assert peak < 10_000_000


def test_a_gzip_bomb_is_refused_before_it_bursts(tmp_path: Path) -> None:
    lines = b'{"text": "before it"}\n' + b"\0" * 30_000_000
    path = written(tmp_path / "a.jsonl.gz", gzip.compress(lines))
    items = take(path, written(tmp_path / "a.html.gz", gzip.compress(lines)))
    assert why(items) == ["received", "too large", "too large"]
    assert isinstance(items[1], Rejected)
    assert "100 times its size" in items[1].detail
