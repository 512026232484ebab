"""Bytes become text whatever they say they are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.read.encoding import decode

LATIN = "Señor Núñez declaró que el puente está cerrado. " * 5
RUSSIAN = "Министр обороны сообщил, что мост закрыт из-за шторма. " * 5


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("text", [LATIN, RUSSIAN, "다리가 폐쇄되었다"])
def test_unicode_is_read_without_its_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("text", "encoding", "said"),
    [
        (LATIN, "cp1252", "iso-8859-1"),
        ("“Cerrado” – 5 €", "cp1252", "latin1"),
        (RUSSIAN, "cp1251", "windows-1251"),
        ("다리가 폐쇄되었다", "euc-kr", "EUC-KR"),
    ],
)
def test_a_page_is_read_as_it_says(text: str, encoding: str, said: str) -> None:
    head = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={said}">'
    assert decode((head + text).encode(encoding)) == head + text


@pytest.mark.parametrize(
    "said", ["utf-16", "utf-7", "punycode", "unicode_escape", "hex", "klingon", "shift_jis"]
)
def test_a_page_that_says_it_wrong_is_read_nonetheless(said: str) -> None:
    page = f"<meta charset='{said}'>{LATIN}"
    assert decode(page.encode()) == page
    assert "puente" in (decode(page.encode("cp1252")) or "")


def test_without_a_word_the_bytes_are_looked_at() -> None:
    assert decode(RUSSIAN.encode("cp1251")) == RUSSIAN
    assert decode(LATIN.encode("cp1252")) == LATIN


def test_noise_is_no_text() -> None:
    assert decode(bytes(range(128, 256)) * 4) is None


@given(st.binary(max_size=200))
def test_text_or_nothing_and_storable(data: bytes) -> None:
    text = decode(data)
    assert text is None or text.encode() is not None
