"""Who says what, found by pattern: the table of frames, the lexicon, the gate."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from allegedly.statements.attribution import gate, speakers
from allegedly.statements.attribution.candidates import Candidate, candidates
from allegedly.statements.attribution.disputes import disputed, disputes
from allegedly.statements.attribution.lexicon import lexicon, names_event, words
from allegedly.statements.attribution.relays import Relay, cited_by, relays
from allegedly.statements.attribution.speech import headed, spoken
from allegedly.statements.tone import sense_of
from allegedly.statements.tree import Tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from allegedly.model import QuoteKind

__all__ = ["Attribution", "Relay", "attributions"]

Chars = tuple[int, int]

_NEITHER = frozenset({"nor", "neither", "not", "n't"})
_GOVERNORS = 3
"""Words above a noun among which the verb that disputes it stands: "cast doubt on claims that" has three."""

_DEEPEST = 8
"""Attributions around one; our annotated texts have four relays at most. What stands deeper is no speech that anybody follows,
and chains without end would cost the cube of their length."""

_DISPUTES = frozenset({"deny", "dismiss", "confirm"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution in a Doc; offsets are characters of `doc.text`, end exclusive.

    `source` is the whole noun phrase that speaks (appositives included) and `head` its head token's index;
    `via` are relays, outermost first: "by news agencies", "told Reuters", and whoever says what holds this one.
    `entry` is the lexicon's lemma (`say`, `call for`), `sense` its class. `proposition` is whether the content can
    be shared or denied. `parent` is the anchor of the attribution whose content holds this one: in "she said he
    denies it" the denial's parent is the "said".
    """

    content: tuple[Chars, ...]
    source: Chars | None
    cue: Chars
    anchor: int
    quote: QuoteKind
    frame: str
    entry: str
    sense: str
    proposition: bool
    score: float = 1.0
    head: int | None = None
    via: tuple[Relay, ...] = ()
    because: tuple[str, ...] = ()
    parent: int | None = None


def attributions(doc: Doc, tree: Tree | None = None) -> Iterator[Attribution]:
    """Yield every attribution in the document, in text order; whoever has its tree hands it in."""
    tree = tree or Tree.of(doc)
    framed = list(candidates(tree))
    denied, held = disputes(tree)
    found = [*spoken(tree, framed), *headed(tree), *denied]
    found = [c for c in found if c.anchor not in held]
    chosen = _uncited(tree, _best(tree, [c for c in found if gate.passes(tree, c)]))
    chosen += _retold(tree, found, chosen)
    chosen += list(disputed(tree, chosen))
    holders = _holders(chosen)
    for candidate in sorted(chosen, key=lambda c: (c.cue, c.anchor, c.frame.rank)):
        around = _around(candidate, holders)
        if len(around) <= _DEEPEST and (not around or gate.passes_nested(tree, candidate)):
            yield _attribution(tree, candidate, around)


def _retold(tree: Tree, found: list[Candidate], chosen: list[Candidate]) -> list[Candidate]:
    """What somebody tells of others inside a quotation: "'He told me it was over,' she said"."""
    anchors = {c.anchor for c in chosen}
    held = {i for c in chosen for start, end in c.content for i in range(start, end)} - anchors
    inner = [c for c in found if c.anchor in held and tree.quotation[c.anchor] >= 0]
    return _best(tree, [c for c in inner if gate.passes_nested(tree, c)])


def _uncited(tree: Tree, chosen: list[Candidate]) -> list[Candidate]:
    """Without the "citing" of "the agency reported, citing officials": it names the source of the report."""
    cited = {tree.head[i] for c in chosen if (i := cited_by(tree, c.anchor)) is not None}
    return [c for c in chosen if c.anchor not in cited]


def _holders(chosen: list[Candidate]) -> dict[int, Candidate]:
    """By anchor, the innermost other attribution whose content holds it."""
    anchors = {c.anchor for c in chosen}
    holders: dict[int, Candidate] = {}
    for c in sorted(chosen, key=_size, reverse=True):
        for start, end in c.content:
            for held in anchors.intersection(range(start, end)) - {c.anchor}:
                holders[held] = c
    return holders


def _size(c: Candidate) -> tuple[int, int]:
    return sum(end - start for start, end in c.content), -c.anchor


def _around(c: Candidate, holders: dict[int, Candidate]) -> list[Candidate]:
    """The attributions around one, innermost first, no more than one beyond the deepest; a circle ends the chain."""
    chain: list[Candidate] = []
    holder = holders.get(c.anchor)
    while holder is not None and holder is not c and holder not in chain:
        chain.append(holder)
        holder = holders.get(holder.anchor) if len(chain) <= _DEEPEST else None
    return chain


def _best(tree: Tree, found: list[Candidate]) -> list[Candidate]:
    """One candidate for each anchor, the first frame of the table that passed; what a verb denies is said once."""
    best: dict[int, Candidate] = {}
    for candidate in sorted(found, key=lambda c: c.frame.rank):
        best.setdefault(candidate.anchor, candidate)
    sourced = {c.content for c in best.values() if c.source}
    return [
        c
        for c in best.values()
        if not _said_by_verb(tree, c, best) and (c.source or c.content not in sourced)
    ]


def _said_by_verb(tree: Tree, c: Candidate, best: dict[int, Candidate]) -> bool:
    """Whether a noun's content is that of the verb that disputes it, and nobody else's: "denied claims that"."""
    if c.frame.anchor != "NOUN" or c.source:
        return False
    verbs = (best.get(i) for i in tree.above(c.anchor)[:_GOVERNORS])
    return any(v is not None and v.frame.verdict for v in verbs)


def _sense(tree: Tree, c: Candidate) -> str:
    """The entry's sense, but for "neither confirmed nor denied", which is neither."""
    verbs = [
        i for i in (tree.head[c.anchor], *tree.children[c.anchor]) if _joins(tree, i, c.anchor)
    ]
    senses = {e.sense for i in (c.anchor, *verbs) for e in lexicon().look_up("VERB", tree.lower[i])}
    around = {tree.lower[k] for i in (c.anchor, *verbs) for k in tree.children[i]}
    if senses >= {"confirm", "deny"} and not around.isdisjoint(_NEITHER):
        return "refuse"
    return c.entry.sense if c.entry else "say"


def _joins(tree: Tree, i: int, verb: int) -> bool:
    """Whether one of two words hangs from the other by "and", "or" or "nor"."""
    return "conj" in {tree.dep[i], tree.dep[verb]}


def _attribution(tree: Tree, c: Candidate, around: list[Candidate]) -> Attribution:
    scored = gate.parts(tree, c)
    via = [relay for holder in reversed(around) for relay in _tellers(tree, holder)]
    told, cited = _told(tree, c)
    via += [relay for relay in told if relay not in via]
    entry = c.entry.name if c.entry else tree.lower[c.anchor]
    return Attribution(
        content=tuple(tree.chars(run) for run in c.content),
        source=tree.chars(cited.source) if cited.source else None,
        cue=tree.chars(c.cue),
        anchor=c.anchor,
        quote=_quote(tree, c),
        frame=c.frame.name,
        entry=entry,
        sense=_sense(tree, c),
        proposition=_proposes(tree, c),
        via=tuple(via),
        score=gate.probability(scored),
        head=cited.head,
        because=(
            f"frame:{c.frame.name}",
            f"lexicon:{entry}",
            *(f"gate:{k}{v:+}" for k, v in scored.items() if v),
            *(("source:cited",) if cited is not c else ()),
            *(("nested",) if around else ()),
        ),
        parent=around[0].anchor if around else None,
    )


def _told(tree: Tree, c: Candidate) -> tuple[list[Relay], Candidate]:
    """Who passed it on, outermost first, and the candidate as said by whom it cites: "the paper, citing officials"."""
    told = relays(tree, c)
    head = cited_by(tree, c.anchor) if c.source else None
    if c.source is None or head is None:
        return told, c
    told.append(Relay(*tree.chars(c.source)))
    return told, replace(c, source=speakers.phrase(tree, head), head=head)


def _tellers(tree: Tree, holder: Candidate) -> list[Relay]:
    """Who passes on what stands in a content, outermost first: its relays and its source, where it tells something."""
    sense = sense_of(_sense(tree, holder), sourced=True)
    told, by = _told(tree, holder)
    if by.source is None or sense.act != "says" or sense.polarity != "asserts":
        return []
    return [*told, Relay(*tree.chars(by.source))]


def _quote(tree: Tree, c: Candidate) -> QuoteKind:
    inside = [
        tree.quotation[i] >= 0
        for start, end in c.content
        for i in range(start, end)
        if tree.lower[i].isalnum()
    ]
    if inside and all(inside):
        return "direct"
    return "mixed" if any(inside) else "indirect"


def _proposes(tree: Tree, c: Candidate) -> bool:
    """Whether the content can be shared or denied: a clause, a quotation, or a phrase that names an event."""
    if c.entry and c.entry.lemma in words("attitudes") and not c.frame.clause:
        return False
    if _only_names(tree, c):
        return False
    return not (c.frame.phrase and len(c.content) == 1) or _names_event(tree, c)


def _only_names(tree: Tree, c: Candidate) -> bool:
    """Whether it only gives a thing its name: "what they called a farce"."""
    objects = (i for i in tree.children[c.anchor] if tree.dep[i] == "dobj")
    return not c.frame.clause and "what" in (tree.lower[i] for i in objects)


def _names_event(tree: Tree, c: Candidate) -> bool:
    start, end = c.content[0]
    head = next(
        i for i in range(start, end) if not start <= tree.head[i] < end or tree.head[i] == i
    )
    if "VBG" in (tree.tag[start], tree.tag[head]) or tree.pos[head] in {"VERB", "AUX"}:
        return True
    if tree.child(head, "acl") is not None:
        return True
    if tree.pos[head] in {"PRON", "DET"} or tree.lower[head] == "that":
        return c.entry is not None and c.entry.sense in _DISPUTES
    return tree.pos[head] == "NOUN" and names_event(tree.lower[head])
