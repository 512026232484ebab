"""Text -> comparable words: lower case, without endings, synonyms as one."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from allegedly.link.tables import words_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["rarity", "raw_words", "stem", "term", "terms"]

_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:-[^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?\b")
_ARTICLES = 11_991
"""How many articles the frequencies were counted on."""
_ENDINGS = (
    ("ational", "ate"),
    ("ations", "ate"),
    ("ation", "ate"),
    ("ments", ""),
    ("ment", ""),
    ("ities", "ity"),
    ("ings", ""),
    ("ing", ""),
    ("ied", "y"),
    ("ies", "y"),
    ("ers", "er"),
    ("ed", ""),
    ("ly", ""),
    ("es", ""),
    ("s", ""),
)


def raw_words(text: str) -> Iterator[str]:
    """Yield the words and numbers of a text in lower case, without possessive endings."""
    for match in _WORD.finditer(_POSSESSIVE.sub("", text.lower().replace("u.s.", "us"))):
        yield match.group()


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """A word without its ending; rough on purpose: it only has to map forms of one word to one string."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiousl":
        word = word[:-1]
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


def terms(words: Iterable[str]) -> Iterator[str]:
    """Yield the content words among some words, as stems or as the name of their synonym class."""
    return (found for found in map(term, words) if found is not None)


@lru_cache(maxsize=1 << 16)
def term(word: str) -> str | None:
    """The stem of a content word, or the name of its synonym class; `None` for any other word."""
    table = words_table()
    if word in table.stop:
        return None
    return table.deeds.get(word) or table.things.get(word) or stem(word)


@cache
def _frequencies() -> Mapping[str, int]:
    asset = files("allegedly") / "vendor" / "news_frequencies" / "words.tsv"
    lines = asset.read_text("utf8").splitlines()
    return {word: int(count) for word, count in (line.split("\t") for line in lines)}


def rarity(word: str) -> float:
    """How much a word tells, from 0: the logarithm of the share of news articles that lack it."""
    return math.log(_ARTICLES / _frequencies().get(word, 10))
