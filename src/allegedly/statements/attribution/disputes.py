"""Denials whose object the parse loses, and the speech that a denial speaks of.

"Dismissed as “gossip” reports that the mine will close" is one denial, and the reports are told by others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.statements.attribution import spans, speakers
from allegedly.statements.attribution.candidates import Candidate
from allegedly.statements.attribution.frames import Frame
from allegedly.statements.attribution.lexicon import Entry, lexicon, names_claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from allegedly.statements.tree import Run, Tree

__all__ = ["disputed", "disputes"]

_VERDICT = Frame("verdict-first", "VERB", "object-clause", rank=-2, verdict=True)
_STATED = Frame("stated-first", "VERB", "clause", rank=-2, clause=True)
_POINTING = Frame("pointing", "VERB", "object", rank=-2, phrase=True)
_TOLD = Frame("noun-clause", "NOUN", "noun-clause", rank=0)

_AGAINST = frozenset({"deny", "dismiss"})
_OTHERS = frozenset({"report"})
"""Nouns of these senses tell what others say although nobody is named with them: "denied rumours that"."""

_CLAIMS = _OTHERS | {"claim", "allege"}
_SPEECH = _CLAIMS | {"say"}

_PAUSES = frozenset({",", ".", ";", "as"})
_REACH = 12
"""Tokens between a verb that dismisses and what it dismisses: "as “the talk of a few idle men” claims that"."""

_WITHIN = frozenset({"in", "by", "from", "on"})


def disputes(tree: Tree) -> tuple[list[Candidate], frozenset[int]]:
    """The denials read from their words, and the words that belong to them and attribute nothing beside them."""
    found = []
    for anchor, pos in enumerate(tree.pos):
        entry = _entry(tree, anchor) if pos == "VERB" and anchor + 2 < len(tree.pos) else None
        made = (
            (_pointing(tree, anchor, entry) or _verdict_first(tree, anchor, entry))
            if entry
            else None
        )
        if made is not None:
            found.append(made)
    held = ((c, i) for c in found for i in range(c.cue[1], c.content[0][0]))
    return found, frozenset(i for c, i in held if c.frame is _STATED or tree.pos[i] == "VERB")


def _entry(tree: Tree, i: int) -> Entry | None:
    entries = lexicon().look_up("VERB", tree.lower[i])
    return next((e for e in entries if e.sense in _AGAINST and "object" in e.frames), None)


def _pointing(tree: Tree, anchor: int, entry: Entry) -> Candidate | None:
    """A denial of "that" or "this" alone, which the parser may take for the "that" of a clause."""
    if entry.particle or tree.lower[anchor + 1] not in {"that", "this"}:
        return None
    if tree.lower[anchor + 2] not in _PAUSES:
        return None
    content = ((anchor + 1, anchor + 2),)
    return _made(tree, _POINTING, anchor, content, _sharper(tree, anchor + 2, entry))


def _sharper(tree: Tree, i: int, entry: Entry) -> Entry:
    """An "as" behind what is denied gives a verdict on it."""
    if tree.lower[i] != "as":
        return entry
    return Entry(entry.lemma, entry.particle, "dismiss", entry.frames)


def _verdict_first(tree: Tree, anchor: int, entry: Entry) -> Candidate | None:
    """A denial with its verdict before what it denies: "dismissed as “gossip” reports that".

    Or with the words in which it is made: "denied in a statement that".
    """
    end = min(anchor + _REACH, tree.last[anchor] - 2)
    opening = spans.cue_run(tree, anchor, entry.particle)[1]
    if tree.lower[opening] not in {"as", "in"}:
        return None
    noun = next((i for i in range(opening + 2, end) if _told(tree, i)), None)
    stated = tree.lower[opening] == "in"
    if noun is None or (stated and tree.head[noun] != opening):
        return None
    content = spans.trimmed(tree, [(noun + 2, _end(tree, noun + 2, tree.last[anchor]))])
    return (
        _made(
            tree, _STATED if stated else _VERDICT, anchor, content, _sharper(tree, opening, entry)
        )
        if content
        else None
    )


def _end(tree: Tree, start: int, end: int) -> int:
    """Where what is denied ends: at the next verb of a denial behind "and", which has no subject of its own."""
    for i in range(start + 1, end):
        joined = tree.lower[i - 1] in {"and", "but"} and tree.pos[i] == "VERB"
        if joined and _entry(tree, i) and tree.child(i, "nsubj") is None:
            return i - 1
    return end


def _told(tree: Tree, i: int) -> bool:
    """Whether a word is a noun of speech with its "that" behind, outside quotations."""
    noun = names_claim(tree.lower[i]) or tree.lower[i] == "talk"
    return noun and tree.quotation[i] < 0 and tree.lower[i + 1] == "that"


def _made(
    tree: Tree, frame: Frame, anchor: int, content: tuple[Run, ...], entry: Entry
) -> Candidate:
    head = speakers.doer(tree, anchor)
    source = speakers.phrase(tree, head, without=anchor) if head is not None else None
    cue = spans.cue_run(tree, anchor, entry.particle)
    return Candidate(frame, anchor, content, head, source, cue, entry)


def disputed(tree: Tree, chosen: Iterable[Candidate]) -> Iterator[Candidate]:
    """What others say of which a chosen denial speaks: "denied a report in the Courant that it had closed"."""
    taken = {c.anchor for c in chosen}
    for c in chosen:
        if (
            c.entry
            and c.entry.sense in _AGAINST
            and c.frame.anchor == "VERB"
            and len(c.content) == 1
        ):
            noun = _noun(tree, c)
            if noun is not None and noun not in taken and (made := _of_others(tree, c, noun)):
                yield made


def _noun(tree: Tree, c: Candidate) -> int | None:
    """The noun of speech between a denial and what it denies."""
    start = c.content[0][0]
    nouns = (i for i in range(c.anchor + 1, start) if tree.quotation[i] < 0)
    first = c.frame is _VERDICT
    return next((i for i in nouns if _entry_of(tree, i) and (first or _spoken_of(tree, i))), None)


def _spoken_of(tree: Tree, noun: int) -> bool:
    """Whether it is the noun that the denial speaks of, not that in which it is made: "in a statement that"."""
    claim = _entry_of(tree, noun)
    told = claim is not None and claim.sense in _CLAIMS and tree.lower[noun + 1] in _WITHIN
    return tree.dep[noun] != "pobj" or told


def _entry_of(tree: Tree, i: int) -> Entry | None:
    entries = lexicon().look_up("NOUN", tree.lower[i])
    return next((e for e in entries if "noun-clause" in e.frames and e.sense in _SPEECH), None)


def _of_others(tree: Tree, c: Candidate, noun: int) -> Candidate | None:
    entry = _entry_of(tree, noun)
    head = _teller(tree, noun, c.content[0][0])
    if entry is None or (head is None and entry.sense not in _OTHERS):
        return None
    source = speakers.phrase(tree, head) if head is not None else None
    return Candidate(_TOLD, noun, c.content, head, source, (noun, noun + 1), entry)


def _teller(tree: Tree, noun: int, end: int) -> int | None:
    """Who tells it: the possessor of the noun, or a name in the phrase behind it."""
    own = speakers.possessor(tree, noun)
    if own is not None:
        return own
    if tree.lower[noun + 1] not in _WITHIN:
        return None
    behind = tree.child(noun + 1, "pobj")
    return behind if behind is not None and behind < end else None
