"""How firmly, and with which polarity, a statement is put forward: the cue's sense, then the content's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.model import Act, Certainty, Polarity
    from allegedly.statements.tree import Run, Tree

__all__ = [
    "OWN_VOICE",
    "Sense",
    "Tone",
    "main_clause",
    "only_talk",
    "place",
    "sense_of",
    "senses",
    "tone",
]


@dataclass(frozen=True, slots=True)
class Sense:
    """What a class of cues says about its statements; a row of `senses.toml`."""

    act: Act
    certainty: Certainty
    unstated: Literal["none", "unknown", "reports"]
    polarity: Polarity = "asserts"
    firm: bool = False
    shares: bool = True
    phrases: Literal["all", "figures", "none"] = "none"
    rebuts: bool = False
    stated: str | None = None
    unsaid: Mapping[str, str] = field(default_factory=dict)
    negated: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Tone:
    """How a statement is put forward, which words decided, and which of them (as in the text) hedge it."""

    act: Act
    certainty: Certainty
    polarity: Polarity
    shares: bool
    because: tuple[str, ...] = ()
    hedge: str | None = None


OWN_VOICE = Sense(act="says", certainty="asserted", unstated="none")

_OVERRIDES: dict[Certainty, frozenset[Certainty]] = {
    "asserted": frozenset({"conditional", "considered", "predicted", "alleged", "confirmed"}),
    "predicted": frozenset({"conditional", "considered"}),
    "considered": frozenset({"conditional"}),
}
"""Which of the content's own certainties prevail over that of the cue."""

_ASIDE = frozenset({"relcl", "acl", "advcl", "appos", "parataxis"})
"""Dependents that say something beside the main clause: their modal verbs are not the statement's."""
_TOLD = frozenset({"ccomp", "conj"})
"""Clauses after the first: told by what stands above them, or put beside it."""
_CONDITION = frozenset(
    "if unless should provided providing assuming subject contingent conditional".split()
)
_NAMES = frozenset({"may", "will", "might"})
"""A month, a testament and a power look like modal verbs."""


@dataclass(frozen=True, slots=True)
class _Row:
    value: str
    pattern: re.Pattern[str]
    acts: frozenset[str]
    """The acts whose contents it speaks of; empty: any."""


@dataclass(frozen=True, slots=True)
class _Found:
    """A row that matched, the words that it matched, and the hedge among them."""

    value: str
    words: str
    hedge: str

    @property
    def because(self) -> str:
        return f"content:{self.value}: {self.words}"


@cache
def senses() -> dict[str, Sense]:
    """The rows of `senses.toml` by name."""
    return {name: Sense(**row, name=name) for name, row in table("senses").items()}


def sense_of(name: str, *, sourced: bool, entry: str = "", negated: bool = False) -> Sense:
    """The sense of this name; some are another one where somebody says it or nobody does, or with a "not"."""
    sense = senses().get(name, OWN_VOICE)
    if other := sense.stated if sourced else sense.unsaid.get(entry):
        sense = senses()[other]
    return senses()[sense.negated] if negated and sense.negated else sense


def tone(sense: Sense, content: str, core: str | None = None) -> Tone:
    """Weigh the cue's sense against the content's main clause, and its firmness against the `core` of that."""
    core = content if core is None else core
    empty = _first("empty", content, sense.act)
    softer = _softer(sense, core)
    turned = _turned(sense, content, core) if sense.shares else None
    return Tone(
        act=_act(sense, turned, empty),
        certainty=cast("Certainty", softer.value) if softer else sense.certainty,
        polarity=cast("Polarity", turned.value) if turned else sense.polarity,
        shares=sense.shares and empty is None,
        because=tuple(found.because for found in (softer, turned, empty) if found),
        hedge=softer.hedge if softer else None,
    )


def _act(sense: Sense, turned: _Found | None, empty: _Found | None) -> Act:
    """Who asks a question asks, whatever the verb; who calls a claim baseless says so."""
    if sense.act == "says" and empty and empty.value == "question":
        return "asks"
    return "says" if sense.act == "evaluates" and turned else sense.act


def _softer(sense: Sense, core: str) -> _Found | None:
    """What the content itself says about its certainty, if that prevails over the cue's."""
    found = None if sense.firm else _first("certainty", core, sense.act)
    return found if found and found.value in _OVERRIDES.get(sense.certainty, ()) else None


def _turned(sense: Sense, content: str, core: str) -> _Found | None:
    """What makes a denial of a content that the cue itself puts forward."""
    if sense.polarity != "asserts":
        return None
    rebuttal = _first("rebuttal", core, sense.act) if sense.rebuts else None
    return rebuttal or _first("polarity", content, sense.act)


def only_talk(predicate: str) -> bool:
    """Whether a clause of the report's own, from its verb on, tells only that somebody spoke or kept silent."""
    return _first("no-event", predicate, "says") is not None


def place(hedge: str, text: str) -> tuple[int, int] | None:
    """Where in a content (any case) the words of its hedge stand, in characters; `None` if they are apart there."""
    match = re.search(rf"\b{re.escape(hedge)}\b", _plain(text))
    return match.span() if match else None


def main_clause(tree: Tree, spans: Sequence[tuple[int, int]], *, told: bool = True) -> str:
    """The content without what it says aside, in lower case with straight apostrophes.

    Relative clauses, appositions and adverbial clauses are left out unless they state a condition. With `told`
    false only what the source itself puts forward first is kept: the first sentence, without clauses that
    somebody tells in it ("he believes" of "he believes that it will hold").
    """
    tokens = [i for span in spans for i in _main_tokens(tree, span, told=told)]
    if not told and tokens:
        end = tree.last[tokens[0]]
        tokens = [i for i in tokens if i < end]
    return " ".join(_plain("".join(_word(tree, i) for i in tokens)).split())


def _word(tree: Tree, i: int) -> str:
    """The token's text, without what only looks like a hedge: the month of May, the "if" of "asked if"."""
    named = tree.lower[i] in _NAMES and tree.tag[i] != "MD"
    asked = tree.lower[i] == "if" and tree.dep[i] == "mark" and tree.dep[tree.head[i]] == "ccomp"
    return " " if named or asked else tree.spaced(i)


def _main_tokens(tree: Tree, chars: tuple[int, int], *, told: bool) -> Iterator[int]:
    start, end = tree.run(*chars)
    cuts = list(_asides(tree, start, end, told=told))
    return (i for i in range(start, end) if not any(a <= i < b for a, b in cuts))


def _asides(tree: Tree, start: int, end: int, *, told: bool) -> Iterator[Run]:
    """Each side remark inside a content, unless it states a condition."""
    for i in range(start, end):
        if _aside(tree, i) or (not told and _further(tree, i)):
            first, above = tree.left[i], tree.head[i]
            inside = start <= min(first, above) and above < end
            if inside and tree.lower[first] not in _CONDITION:
                yield tree.subtree(i)


def _aside(tree: Tree, i: int) -> bool:
    """Whether a clause says something beside the main one; "nothing to do with it" is no clause of its own."""
    if tree.dep[i] not in _ASIDE:
        return False
    before = (c for c in tree.children[i] if c < i)
    return tree.dep[i] not in {"acl", "relcl"} or all(tree.tag[c] != "TO" for c in before)


def _further(tree: Tree, i: int) -> bool:
    """Whether a clause follows the main one."""
    return tree.dep[i] in _TOLD and tree.pos[i] in {"VERB", "AUX"} and i > tree.head[i]


@cache
def _rows(kind: str) -> tuple[_Row, ...]:
    return tuple(
        _Row(row["is"], re.compile(row["pattern"]), frozenset(row.get("acts", ())))
        for row in table("content")[kind]
    )


def _first(kind: str, content: str, act: str) -> _Found | None:
    """The first row of a kind that matches the content of such an act."""
    for row in _rows(kind):
        if (not row.acts or act in row.acts) and (match := row.pattern.search(content)):
            words = " ".join(match[0].strip(" ,;:").split())
            return _Found(row.value, words, match.groupdict().get("cue") or words)
    return None


def _plain(text: str) -> str:
    """Lower case where that keeps the length, with straight apostrophes: offsets stay true."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).replace("’", "'").replace("‘", "'")
