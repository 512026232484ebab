"""How firmly, and with which polarity, a statement is put forward: the cue's sense, then the content's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from allegedly.model import Act, Certainty, Polarity

__all__ = [
    "OWN_VOICE",
    "Sense",
    "Tone",
    "hedge",
    "main_clause",
    "sense_of",
    "senses",
    "shares",
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
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class Tone:
    """Certainty and polarity of one statement, and which words decided."""

    certainty: Certainty
    polarity: Polarity
    because: tuple[str, ...] = ()


OWN_VOICE = Sense(act="says", certainty="asserted", unstated="none")

_SOFTER: dict[Certainty, frozenset[Certainty]] = {
    "asserted": frozenset({"conditional", "considered", "predicted", "alleged"}),
    "predicted": frozenset({"conditional", "considered"}),
    "considered": frozenset({"conditional"}),
}
"""Which of the content's own certainties prevail over that of the cue."""

_ASIDE = frozenset({"relcl", "acl", "advcl", "appos", "parataxis"})
"""Dependents that say something beside the main clause: their modal verbs are not the statement's."""
_TOLD = frozenset({"ccomp"})
"""Dependents that are told by what stands above them: how firm they are is not how firm the whole is."""
_CONDITION = frozenset({"if", "unless", "should", "provided"})


@dataclass(frozen=True, slots=True)
class _Row:
    value: str
    pattern: re.Pattern[str]


@cache
def senses() -> dict[str, Sense]:
    """The rows of `senses.toml` by name."""
    return {name: Sense(**row) for name, row in table("senses").items()}


def sense_of(name: str, *, sourced: bool) -> Sense:
    """The sense of this name; some are another one where a source is named."""
    sense = senses().get(name, OWN_VOICE)
    return senses()[sense.stated] if sourced and sense.stated else sense


def tone(sense: Sense, content: str, core: str | None = None) -> Tone:
    """Weigh the cue's sense against the content's main clause, and its firmness against the `core` of that."""
    certainty, polarity, because = sense.certainty, sense.polarity, []
    if not sense.firm and (found := _first("certainty", content if core is None else core)):
        value = cast("Certainty", found[0])
        if value in _SOFTER.get(certainty, ()):
            certainty = value
            because.append(f"content:{found[1]}")
    if polarity == "asserts" and sense.act == "says" and (found := _first("polarity", content)):
        polarity = cast("Polarity", found[0])
        because.append(f"content:{found[1]}")
    return Tone(certainty, polarity, tuple(because))


def shares(content: str) -> bool:
    """Whether a content (its main clause) leaves anything to share or deny: "not to be named" does not."""
    return _first("empty", content) is None


def hedge(text: str) -> tuple[int, int] | None:
    """Where in a content (any case) its own hedge stands, in characters; `None` if it has none."""
    for row in _rows("certainty"):
        if match := row.pattern.search(_plain(text)):
            return match.span("cue") if match.groupdict().get("cue") else match.span()
    return None


def main_clause(doc: Doc, spans: Sequence[tuple[int, int]], *, told: bool = True) -> str:
    """The content without what it says aside, in lower case with straight apostrophes.

    Relative clauses, appositions and adverbial clauses are left out unless they state a condition. With `told`
    false only what the source itself puts forward first is kept: the first sentence, without clauses that
    somebody tells in it ("he believes" of "he believes that it will hold").
    """
    aside = _ASIDE if told else _ASIDE | _TOLD
    tokens = list(_main_tokens(doc, spans, aside))
    if not told and tokens:
        end = tokens[0].sent.end
        tokens = [t for t in tokens if t.i < end]
    return " ".join(_plain("".join(map(_word, tokens))).split())


def _word(token: Token) -> str:
    """The token's text; the month of May is no modal verb."""
    return token.text_with_ws if token.text != "May" or token.tag_ == "MD" else token.whitespace_


def _main_tokens(
    doc: Doc, spans: Sequence[tuple[int, int]], deps: frozenset[str]
) -> Iterator[Token]:
    for start, end in spans:
        span = doc.char_span(start, end, alignment_mode="contract")
        if span is None:
            continue
        aside = -1
        for token in span:
            if token.i <= aside:
                continue
            opener = _opens_aside(token, span.start, span.end, deps)
            if opener is None:
                yield token
            else:
                aside = opener.right_edge.i


def _opens_aside(token: Token, first: int, last: int, deps: frozenset[str]) -> Token | None:
    """The head of a side remark inside the content whose first token this is, unless it states a condition."""
    node = token
    while True:
        inside = first <= node.head.i < last and node.head.i != node.i
        if node.left_edge.i != token.i or not inside:
            return None
        if node.dep_ in deps:
            return None if token.lower_ in _CONDITION else node
        node = node.head


@cache
def _rows(kind: str) -> tuple[_Row, ...]:
    return tuple(_Row(row["is"], re.compile(row["pattern"])) for row in table("content")[kind])


def _first(kind: str, content: str) -> tuple[str, str] | None:
    for row in _rows(kind):
        if match := row.pattern.search(content):
            return row.value, " ".join(match[0].strip(" ,;:").split())
    return None


def _plain(text: str) -> str:
    """Lower case where that keeps the length, with straight apostrophes: offsets stay true."""
    lower = text.lower()
    return (lower if len(lower) == len(text) else text).replace("’", "'").replace("‘", "'")
