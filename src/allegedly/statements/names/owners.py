"""Who stands behind a noun: whose statement, whose army, whose spokesman it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.statements.names.gazetteer import gazetteer, titles
from allegedly.statements.names.phrases import (
    PASSING,
    UNKNOWN,
    Named,
    Phrase,
    around,
    objects,
    of_hit,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Token

    from allegedly.statements.names.mentions import Scan
    from allegedly.statements.names.proper import Proper

__all__ = ["Owners"]

_OWNING = frozenset({"of", "for", "from", "by"})
_SPEAKING_FOR = _OWNING | {"at", "with"}


class Owners:
    """Finds owners. `name` names a phrase."""

    def __init__(self, scan: Scan, proper: Proper, name: Callable[[Phrase], Named]) -> None:
        self._scan = scan
        self._proper = proper
        self._name = name

    def of(self, phrase: Phrase) -> Named:
        """The possessor of a noun, "of" or "from" whom it is, or the name before it."""
        owners = self._owners(phrase)
        named = (self._name(around(phrase.tokens, noun, phrase.depth)) for noun in owners)
        return next((one for one in named if one.actor), None) or self.before(phrase)

    def _owners(self, phrase: Phrase) -> Iterator[Token]:
        yield from phrase.parts("poss")
        owning = _SPEAKING_FOR if phrase.noun in titles().spokes else _OWNING
        for prep in phrase.parts("prep", "agent"):
            about = prep.lower_ == "of" and phrase.noun in titles().about
            if prep.lower_ in owning and not about:
                yield from objects(prep)
        for clause in phrase.parts("acl"):
            if clause.lower_ not in PASSING:
                for by in (child for child in clause.children if child.lower_ == "by"):
                    yield from objects(by)

    def before(self, phrase: Phrase) -> Named:
        """The name in "Kremlin spokesman", "the Justice Department statement", "a Danish army report"."""
        last = phrase.left[-1] if phrase.left else phrase.head
        if self.names_a_body(phrase, last):
            return self._name(
                Phrase(phrase.tokens, phrase.first, last.i + 1, last, phrase.depth + 1)
            )
        for token in reversed(phrase.left):
            run, hit = self._scan.run_at.get(token.i), self._scan.hit_at.get(token.i)
            if run and run.end > phrase.head.i:
                run = None  # the office stands inside the name: "White House Press Secretary Dana Cole"
            if run or hit:
                return self._proper.run(run) if run else of_hit(hit) if hit else UNKNOWN
        return UNKNOWN

    def names_a_body(self, phrase: Phrase, noun: Token) -> bool:
        """Whether a noun before the head is a body's: "army", but "media" only with a state."""
        t = titles()
        if noun.i == phrase.head.i or noun.i in self._scan.run_at:
            return False
        if f"{noun.lower_} {phrase.noun}" in t.voices:
            return False  # the press of a "press secretary" is nobody
        if noun.lower_ in t.media or t.bodies.get(noun.lower_) == "media":
            return bool(self._scan.states_in(phrase.first, noun.i))
        bodied = noun.lower_ in t.bodies and noun.pos_ != "ADJ"
        return bodied or noun.lower_ in gazetteer().roles
