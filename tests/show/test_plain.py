"""Marks where the terminal's encoding has none."""

import io

import pytest

from allegedly.show.plain import PLAIN, make_plain


@pytest.mark.parametrize(
    ("encoding", "text", "shown"),
    [
        ("ascii", "● “Yes” – ✕ no ─", '* "Yes" - x no -'),
        ("ascii", "Łódź é 北", "?odz e ?"),
        ("latin-1", "é ● “Yes”", 'é * "Yes"'),
        ("utf-8", "● “Yes” 北", "● “Yes” 北"),
    ],
)
def test_each_encoding_shows_what_it_can(encoding: str, text: str, shown: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding)
    make_plain([stream])
    stream.write(text)
    stream.flush()
    assert raw.getvalue().decode(encoding) == shown


def test_every_stand_in_is_ascii() -> None:
    assert all(stand_in.isascii() for stand_in in PLAIN.values())
