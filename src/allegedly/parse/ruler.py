"""The model's attribute ruler, remembered.

The ruler maps a tagger's fine tags to parts of speech by matching 179 patterns against every token, which takes
a quarter of a parse. What it answers depends on a token's tag, dependency and word, and on whether an expletive
("there is") stands before it; a news article has some hundred such cases, so each is asked once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from spacy.pipeline import AttributeRuler
    from spacy.tokens import Token

__all__ = ["RememberedRuler", "remembered"]

_Case = tuple[int, int, int, bool, bool]
_Answer = tuple[int, int, int]


_DECIDING = frozenset({"TAG", "DEP", "LOWER", "IS_SPACE"})
_UNREAD = frozenset({"LEMMA", "MORPH"})


def remembered(ruler: AttributeRuler) -> Callable[[Doc], Doc]:
    """The ruler with a memory, or the ruler itself where its patterns look at more than a memory could hold."""
    return RememberedRuler(ruler) if all(map(_holds, ruler.patterns)) else ruler


def _holds(row: Mapping[str, Any]) -> bool:
    """Whether a rule looks at one token, or at what follows an expletive; what nobody reads does not matter."""
    if row["attrs"].keys() <= _UNREAD:
        return True
    return all(
        all(token.keys() <= _DECIDING for token in pattern)
        and (
            len(pattern) == 1 or (len(pattern), pattern[0], row["index"]) == (2, {"DEP": "expl"}, 1)
        )
        for pattern in row["patterns"]
    )


class RememberedRuler:
    """Sets tag, part of speech and dependency as `ruler` does; lemma and morphology, which nobody reads, not."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._ruler = ruler
        words = {word for pattern in _tokens(ruler) for word in _words(pattern)}
        self._words = frozenset(ruler.vocab.strings[w] for w in words)
        self._expletive = ruler.vocab.strings["expl"]
        self._answers: dict[_Case, _Answer] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the attributes of every token of a tagged and parsed document."""
        after_expletive = False
        for token in doc:
            word = token.lower if token.lower in self._words else 0
            case = (token.tag, token.dep, word, token.is_space, after_expletive)
            answer = self._answers.get(case) or self._asked(case, token)
            after_expletive = token.dep == self._expletive
            token.tag, token.pos, token.dep = answer
        return doc

    def _asked(self, case: _Case, token: Token) -> _Answer:
        """Let the ruler itself answer, on a document of this token and the one that decides."""
        _, _, word, _, after_expletive = case
        text = token.text if word or token.is_space else "word"
        doc = Doc(
            self._ruler.vocab,
            words=["there", text],
            tags=["EX", token.tag_],
            deps=["expl" if after_expletive else "det", token.dep_],
            heads=[0, 1],
        )
        found = self._ruler(doc)[1]
        self._answers[case] = (found.tag, found.pos, found.dep)
        return self._answers[case]


def _tokens(ruler: AttributeRuler) -> Iterator[Mapping[str, Any]]:
    rows = cast("list[dict[str, list[list[dict[str, Any]]]]]", ruler.patterns)
    for row in rows:
        for pattern in row["patterns"]:
            yield from pattern


def _words(pattern: Mapping[str, Any]) -> Iterator[str]:
    """The words that a token pattern names; a regular expression only ever sets a lemma."""
    lower = pattern.get("LOWER")
    if isinstance(lower, str):
        yield lower
    elif lower:
        yield from lower.get("IN", ())
