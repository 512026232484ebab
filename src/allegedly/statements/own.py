"""The report's own voice: what it tells of events, figures and decisions without quoting anybody for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from allegedly.statements.attribution import Attribution

__all__ = ["Clause", "own_clauses", "tells_event"]

Chars = tuple[int, int]

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
_AUXILIARIES = frozenset({"aux", "auxpass"})
_PERFECT = frozenset({"has", "have", "had", "'s", "'ve", "’s", "’ve"})
_BEING = frozenset({"be", "is", "are", "was", "were", "been", "'s", "’s"})
_LEADING = frozenset({"prep", "advcl"})
_OBJECTS = frozenset({"dobj", "attr", "ccomp", "acomp", "oprd"})
_CONTRAST = frozenset({"while", "whereas", "although", "though"})
_OPENERS = frozenset(
    "and but or so yet still however meanwhile moreover furthermore additionally nevertheless nonetheless "
    "also thus therefore hence besides indeed instead overall notably then separately earlier".split()
)
"""Words before a clause that belong to the telling, not to what is told."""
_FEWEST_WORDS = 4
"""Shorter clauses are taken for headings and fragments. Set by hand, not measured."""
_CLOSING = 5
"""Tokens at the end of a sentence among which its last mark stands: quotation marks and brackets may close behind it."""
_WRITER = frozenset({"i", "we", "you"})
"""Who writes and who reads; outside quotations they tell of the telling."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the report's own, in characters; its predicate, from the verb on; the index of its verb."""

    span: Chars
    predicate: Chars
    head: int


def own_clauses(doc: Doc, attributions: Sequence[Attribution]) -> Iterator[Clause]:
    """Yield each declarative clause that no attribution covers, in text order.

    A sentence yields one clause for each coordinated or contrasted verb with a subject of its own. What an
    attribution inside a clause covers at its start or end ("despite denials that ...") is cut off.
    """
    covered = _covered(doc, attributions) | _quoted(doc)
    spoken = covered | _speakers(doc, attributions)
    for sentence in doc.sents:
        if _declarative(sentence):
            heads = _clause_heads(sentence.root)
            told = (_told(h, heads, covered) for h in heads if not _attributes(h, covered, spoken))
            yield from sorted(filter(None, told), key=lambda clause: clause.span)


def tells_event(verb: Token, *, hedged: bool, measured: bool) -> str | None:
    """Why a clause with this verb tells what happened, and not only what is so; `None` if it does not.

    What is hedged counts, and so does what has a date or a figure; of the rest only what was done.
    """
    if hedged:
        return "hedged"
    if measured:
        return "figure or time"
    return "done" if _done(verb) else None


def _done(verb: Token) -> bool:
    """Whether a verb tells something finished: "was closed", "has sunk", but not "is closed" or "was red"."""
    first = next((c for c in verb.lefts if c.dep_ in _AUXILIARIES), verb)
    finished = first.tag_ == "VBD" or first.lower_ in _PERFECT
    return finished and verb.lower_ not in _BEING and verb.tag_ != "VBG"


def _told(head: Token, heads: Sequence[Token], covered: set[int]) -> Clause | None:
    """What the clause of this verb tells, without what an attribution covers before its subject or at its end."""
    tokens = _clause_tokens(head, heads)
    if not _tells(head, tokens):
        return None
    cut = covered | _led_by_speech(head, covered)
    subject = min(c.left_edge.i for c in head.lefts if c.dep_ in _SUBJECTS)
    span = _trimmed([t for t in tokens if t.i not in cut or subject <= t.i < head.i])
    if span is None:
        return None
    verb = min(t.idx for t in (head, *head.lefts) if t is head or t.dep_ in _AUXILIARIES | {"neg"})
    return Clause(span, (verb, max(verb, span[1])), head.i)


def _led_by_speech(head: Token, covered: set[int]) -> set[int]:
    """Indices of what stands before the clause with an attribution in it: "despite their denials, ..."."""
    led = (c for c in head.lefts if c.dep_ in _LEADING)
    below = ({t.i for t in c.subtree} for c in led)
    return {i for phrase in below if not phrase.isdisjoint(covered) for i in phrase}


def _quoted(doc: Doc) -> set[int]:
    """Indices of the tokens in quotations that are sentences, whoever speaks them."""
    return {t.i for span in doc.spans.get("quotations", ()) if _sentence(span) for t in span}


def _sentence(span: Span) -> bool:
    return any(c.dep_ in _SUBJECTS and c.head.i >= span.start for c in span)


def _covered(doc: Doc, attributions: Sequence[Attribution]) -> set[int]:
    """Indices of the tokens that are content or cue of an attribution."""
    covered: set[int] = set()
    for a in attributions:
        covered.add(a.anchor)
        for start, end in (*a.content, a.cue):
            covered |= _indices(doc, start, end)
    return covered


def _speakers(doc: Doc, attributions: Sequence[Attribution]) -> set[int]:
    """Indices of the head tokens of sources whose cue stands in the main clause."""
    return {
        a.head
        for a in attributions
        if a.head is not None
        and not any(_aside(t) for t in (doc[a.anchor], *doc[a.anchor].ancestors))
    }


def _aside(token: Token) -> bool:
    return token.dep_ in {"relcl", "acl", "advcl"}


def _attributes(head: Token, covered: set[int], spoken: set[int]) -> bool:
    """Whether a clause is an attribution: its verb, its subject or its object belongs to one."""
    if head.i in covered or any(c.dep_ in _SUBJECTS and c.i in spoken for c in head.lefts):
        return True
    return any(c.dep_ in _OBJECTS and c.i in covered for c in head.rights)


def _indices(doc: Doc, start: int, end: int) -> set[int]:
    span = doc.char_span(start, end, alignment_mode="expand")
    return set(range(span.start, span.end)) if span is not None else set()


def _declarative(sentence: Span) -> bool:
    end = sentence[-_CLOSING:].text.rstrip(" \n\t\"'”’)")
    return bool(end) and not end.endswith("?")


def _clause_heads(root: Token) -> list[Token]:
    """The main verb, its coordinated verbs and contrasted clauses, each with a subject of its own."""
    heads = [root]
    for head in heads:
        heads += [c for c in head.children if _separate(c)]
    return heads


def _separate(token: Token) -> bool:
    if token.dep_ == "advcl":
        return _has_subject(token) and any(
            c.dep_ == "mark" and c.lower_ in _CONTRAST for c in token.lefts
        )
    return token.dep_ == "conj" and token.pos_ in {"VERB", "AUX"} and _has_subject(token)


def _has_subject(head: Token) -> bool:
    return any(c.dep_ in _SUBJECTS for c in head.lefts)


def _clause_tokens(head: Token, heads: Sequence[Token]) -> list[Token]:
    """The head's subtree without the other clauses and the words that join them."""
    others = [h for h in heads if h.i != head.i and head.is_ancestor(h)]
    cut = {t.i for other in others for t in other.subtree}
    cut |= {c.i for c in head.children if c.dep_ == "cc" and others and c.i > head.i}
    return [t for t in head.subtree if t.i not in cut and not t.is_space]


def _tells(head: Token, tokens: Sequence[Token]) -> bool:
    """Whether this is a finite clause of others than the writer, long enough to tell something."""
    subjects = {c.lower_ for c in head.lefts if c.dep_ in _SUBJECTS}
    finite = head.pos_ in {"VERB", "AUX"} and subjects and subjects.isdisjoint(_WRITER)
    return bool(finite) and sum(t.is_alpha or t.like_num for t in tokens) >= _FEWEST_WORDS


def _trimmed(tokens: list[Token]) -> Chars | None:
    """From the first word that tells to the last one, without openers and closing punctuation."""
    while tokens and (
        tokens[0].is_punct
        or tokens[0].lower_ in _OPENERS
        or (tokens[0].dep_ == "mark" and tokens[0].lower_ in _CONTRAST)
    ):
        tokens = tokens[1:]
    while tokens and _dangles(tokens[-1]):
        tokens = tokens[:-1]
    if len(tokens) < _FEWEST_WORDS or tokens[-1].pos_ == "DET":
        return None
    return tokens[0].idx, tokens[-1].idx + len(tokens[-1])


def _dangles(token: Token) -> bool:
    """Closing punctuation, or a word that led to what was cut off ("amid", "that")."""
    if token.is_punct:
        return token.text not in {'"', "”", ")", "’"}
    return token.pos_ in {"ADP", "SCONJ", "CCONJ"} and token.dep_ != "prt"
