"""The tables of this room, read once: words, weights, affiliations. Analysts own the TOML files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = [
    "Affiliations",
    "Words",
    "affiliations",
    "classes",
    "credit_rows",
    "state_media",
    "table",
    "weights",
    "words_table",
]


_CLASSED = ("deeds", "things", "units")


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of `words.toml`; `deeds`, `things` and `units` map a word to the first word of its line."""

    stop: frozenset[str]
    deeds: Mapping[str, str]
    things: Mapping[str, str]
    units: Mapping[str, str]
    negations: frozenset[str]
    planned: frozenset[str]
    subsets: frozenset[str]
    open_scope: tuple[str, ...]
    claim_nouns: frozenset[str]
    figure_nouns: frozenset[str]
    accusing_nouns: frozenset[str]
    pointers: frozenset[str]
    many: frozenset[str]
    whatever: frozenset[str]
    auxiliaries: frozenset[str]
    involvement: frozenset[str]
    accusation: frozenset[str]
    generic_sources: frozenset[str]
    offices: frozenset[str]
    opposed: tuple[tuple[frozenset[str], frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Affiliations:
    """The word lists of `affiliations.toml`."""

    spokespersons: frozenset[str]
    heads: frozenset[str]
    inside: frozenset[str]
    former: frozenset[str]
    crowds: frozenset[str]
    general: frozenset[str]
    belongings: frozenset[str]
    arms: frozenset[str]
    inner: frozenset[str]
    independent: frozenset[str]
    local: frozenset[str]
    forms: frozenset[str]


@cache
def words_table() -> Words:
    """The word lists."""
    raw: dict[str, Any] = _read("words.toml")
    read: dict[str, Any] = {name: _classes(raw[name]) for name in _CLASSED}
    read["open_scope"] = tuple(raw["open_scope"].strip().splitlines())
    read["opposed"] = tuple(_sides(line) for line in raw["opposed"].strip().splitlines())
    return Words(**{name: frozenset(text.split()) for name, text in raw.items()} | read)


@cache
def weights(section: str) -> Mapping[str, float]:
    """One section of `weights.toml`."""
    return MappingProxyType(_read("weights.toml")[section])


@cache
def state_media() -> Mapping[str, str]:
    """Name of an outlet, lower case -> ISO 3166 code of the state that directs it."""
    raw = _read("affiliations.toml")["state_media"]
    return MappingProxyType(
        {name.replace("-", " "): state for state, names in raw.items() for name in names.split()}
    )


@cache
def table(name: str) -> Mapping[str, Any]:
    """Another table of this room, as it stands in its file."""
    return MappingProxyType(_read(name))


@cache
def classes(name: str, section: str) -> Mapping[str, str]:
    """A section of a table that holds one class of words a line: word -> the first word of its line."""
    return _classes(table(name)[section])


@cache
def affiliations() -> Affiliations:
    """Who speaks for a body, by the words that say so."""
    raw = _read("affiliations.toml")
    return Affiliations(**{name: frozenset(raw[name].split()) for name in Affiliations.__slots__})


@cache
def credit_rows() -> tuple[Mapping[str, Any], ...]:
    """The rows of `credits.toml`."""
    return tuple(_read("credits.toml")["row"])


def _classes(text: str) -> Mapping[str, str]:
    lines = [line.split() for line in text.splitlines() if line.strip()]
    return MappingProxyType({word: line[0] for line in lines for word in line})


def _sides(line: str) -> tuple[frozenset[str], frozenset[str]]:
    one, other = line.split("|")
    return frozenset(one.split()), frozenset(other.split())


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("allegedly.link") / name).read_text("utf8"))
