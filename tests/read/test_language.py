"""Which language a text is in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.read.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister denied on Monday that the bridge had been closed by the army.", "en"),
        ("Министр обороны сообщил в понедельник, что мост закрыт из-за шторма.", "ru"),
        ("Le ministre a démenti lundi que le pont ait été fermé par l'armée.", "fr"),
        (
            "국방부 장관은 월요일에 다리가 폐쇄되었다는 보도를 부인했다. 군은 다리가 열려 있다고 밝혔다.",
            "ko",
        ),
        ("Bridge closed.", None),
        ("12,000 / 47 % – 2024-10-22 *** 3 : 2 (0 : 0) 12,000 / 47 % – 2024-10-22", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text: str, language: str | None) -> None:
    assert language_of(text) == language


def test_the_middle_of_a_long_text_tells() -> None:
    french = "Le ministre a démenti lundi que le pont ait été fermé par l'armée. " * 40
    assert language_of("Read the English version of this page here. " + french) == "fr"


@given(st.text(max_size=200))
def test_no_text_makes_it_stumble(text: str) -> None:
    assert language_of(text) is None or language_of(text).isascii()  # type: ignore[union-attr]
