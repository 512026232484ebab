"""JSON lines and JSON lists: one report an object."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.ingest import received
from allegedly.ingest.records import objects, record, split_lines
from allegedly.model import Metadata, Received, Rejected
from allegedly.settings import Settings


def taken(data: bytes, name: str = "-") -> list[Received | Rejected]:
    return list(received([name], settings=Settings(), stdin=data))


def test_text_is_kept_exactly_and_the_bytes_are_those_of_the_line() -> None:
    text = " The bridge\r\nis closed.\u200b\u202e \ufeff"
    line = json.dumps({"text": text, "id": 7, "title": " Bridge\nclosed ", "extra": [1]}).encode()
    item = record("x:1", line, Metadata())
    assert isinstance(item, Received)
    assert (item.text, item.data, item.media) == (text, line, "text")
    assert item.metadata == Metadata(ref="7", title="Bridge closed")


def test_html_is_handed_on_decoded() -> None:
    item = record("x:1", b'{"html": "<p>caf\\u00e9", "url": "https://x.example/a"}', Metadata())
    assert isinstance(item, Received)
    assert (item.text, item.media) == ("<p>café", "html")


def test_text_counts_where_html_is_there_too() -> None:
    item = record("x:1", b'{"html": "<p>a", "text": "b"}', Metadata())
    assert isinstance(item, Received)
    assert (item.text, item.media) == ("b", "text")


def test_a_broken_line_costs_that_line_only() -> None:
    items = taken(b'{"text": "a"}\n\n{"text": "b"\r\n  \n{"text": "c"}')
    assert [item.name for item in items if isinstance(item, Received)] == ["-:1", "-:5"]
    [broken] = [item for item in items if isinstance(item, Rejected)]
    assert (broken.input, broken.why) == ("-:3", "broken line")
    assert "mend it" in broken.detail


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{"text": ""}', "empty"),
        ('{"text": " \\n "}', "empty"),
        ('{"text": 5}', "broken line"),
        ('{"text": ["a"]}', "broken line"),
        ('{"text": null, "html": true}', "broken line"),
        ('{"id": "a"}', "broken line"),
        ("[1, 2]", "broken line"),
        ("null", "broken line"),
        ('{"text": "a", "id": ' + "9" * 5_000 + "}", "broken line"),
        ('{"text": ' + "[" * 100_000, "broken line"),
        ('{"a": ' * 100_000, "broken line"),
    ],
)
def test_an_object_without_text_is_refused(line: str, why: str) -> None:
    item = record("x:1", line.encode(), Metadata())
    assert isinstance(item, Rejected)
    assert item.why == why
    assert item.sha256 is not None


@pytest.mark.parametrize("value", [True, 1.5, ["a"], {"a": 1}, None, "", " "])
def test_metadata_of_the_wrong_type_says_nothing(value: object) -> None:
    keys = ("id", "url", "title", "outlet", "published")
    line = json.dumps({"text": "a", **dict.fromkeys(keys, value)}).encode()
    item = record("x:1", line, Metadata())
    assert isinstance(item, Received)
    assert item.metadata == Metadata()


def test_a_lone_surrogate_becomes_one_replacement_character() -> None:
    item = record("x:1", b'{"text": "a\\ud800b", "title": "\\udfff"}', Metadata())
    assert isinstance(item, Received)
    assert (item.text, item.metadata.title) == ("a�b", "�")


def test_of_a_key_said_twice_the_last_counts() -> None:
    item = record("x:1", b'{"text": "a", "text": "b"}', Metadata())
    assert isinstance(item, Received)
    assert item.text == "b"


@pytest.mark.parametrize(
    "source",
    [
        '[{"text": "a"},\n {"text": "b"}]',
        '{"text": "a"}\n{"text": "b"}',
        '\ufeff[{"text":"a"},{"text":"b"}]\n',
    ],
)
def test_a_json_file_holds_one_object_or_many(tmp_path: Path, source: str) -> None:
    path = str(tmp_path / "a.json")
    Path(path).write_text(source, "utf8")
    items = taken(b"", path)
    assert [item.text for item in items if isinstance(item, Received)] == ["a", "b"]
    assert [item.name for item in items if isinstance(item, Received)] == [f"{path}:1", f"{path}:2"]


def test_the_bytes_of_an_object_in_a_list_are_its_own_source() -> None:
    assert list(objects('[ {"text":  "é"} , 2]')) == ['{"text":  "é"}', "2"]
    assert list(objects("[]")) == []
    assert list(objects("")) == []


@given(st.lists(st.binary(max_size=40)), st.integers(1, 30))
def test_lines_come_whole_or_not_at_all(lines: list[bytes], limit: int) -> None:
    clean = [line.replace(b"\n", b"").replace(b"\r", b"") for line in lines]
    got = list(split_lines(io.BytesIO(b"\n".join(clean)), limit))
    assert [line for _, line, _ in got] == [
        line if len(line) <= limit else None for line in clean if line.strip() or len(line) > limit
    ]
    assert all(clean[number - 1] in (line, clean[number - 1]) for number, line, _ in got)


@given(st.binary(max_size=200))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    for item in taken(data):
        assert isinstance(item, Received | Rejected)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_no_field_makes_it_stumble(value: object) -> None:
    line = json.dumps({"text": "a", "published": value, "title": value}).encode()
    item = record("x:1", line, Metadata())
    assert isinstance(item, Received)
    assert item.text == "a"
