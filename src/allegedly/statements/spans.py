"""Exact spans: who speaks, the noun phrase that names them, where a content begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.statements.lexicon import lexicon, media

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allegedly.statements.tree import Run, Tree

__all__ = [
    "agent",
    "clause_head",
    "complete",
    "continued",
    "cue_run",
    "cut",
    "is_passive",
    "phrase",
    "phrase_without",
    "possessor",
    "predicate_run",
    "quoting",
    "relays",
    "subject",
    "trails",
    "tail",
    "trim",
    "trimmed",
]

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_CLIMBS = frozenset({"xcomp", "advcl", "conj", "pcomp", "prep", "acl", "dep", "ccomp"})
_LIGHT = frozenset(
    "make made makes making issue issued issues issuing express expressed expresses expressing raise raised raises "
    "raising voice voiced voices voicing have has had having repeat repeated repeats repeating offer offered offers "
    "offering give gave gives giving reiterate reiterated share shared shares sharing hold holds held press "
    "pressed keep kept renew renewed echo echoed echoes launch launched level leveled levelled levels".split()
)
"""Verbs that lend their subject to a noun of speech: "made the claim that", "has concerns about"."""
_DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday today yesterday january february march april may "
    "june july august september october november december morning afternoon evening night week".split()
)
_SENTENCE = 60
"""Tokens behind a colon within which its sentence should end."""
_BEFORE_CUE = frozenset({"aux", "auxpass", "neg", "advmod"})
_EDGES = frozenset(
    {",", ";", ":", ".", "-", "–", "—", "--", "...", "…", "(", ")", "[", "]", "!", "?"}
)
_OPENING = frozenset({"and", "but", "or"})


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the verb is in the passive, also a bare participle after its noun ("the man accused of ...")."""
    auxiliary = tree.child(verb, "auxpass")
    if tree.child(verb, "dobj", "ccomp") is not None and tree.child(verb, "agent") is None:
        return (
            auxiliary is not None and tree.lower[auxiliary] != "'s"
        )  # "who's said that" has, not is
    if auxiliary is not None or tree.child(verb, "nsubjpass") is not None:
        return True
    return _bare(tree, verb) and tree.dep[verb] in {"acl", "advcl"}


def _bare(tree: Tree, verb: int) -> bool:
    """Whether it is a past participle without an auxiliary or a subject of its own."""
    return tree.tag[verb] == "VBN" and tree.child(verb, "aux", "nsubj") is None


def subject(tree: Tree, verb: int) -> int | None:
    """The head token of who does it: its own subject, else that of the verb it depends on."""
    for _ in range(6):  # no cue in the news that we read sits deeper
        own = tree.child(verb, "nsubj", "nsubjpass", "csubj")
        if own is not None:
            return own
        above, dep = tree.head[verb], tree.dep[verb]
        if above == verb or dep not in _CLIMBS:
            return _of_first_verb(tree, verb)
        if dep == "acl":
            return above
        if dep == "xcomp" and (governed := tree.child(above, "dobj")) is not None:
            return governed
        verb = _main(tree, above) if trails(tree, verb) else above
    return None


def _of_first_verb(tree: Tree, verb: int) -> int | None:
    """The subject that the parser left with the first of two verbs: "he stood up and, smiling, denied it"."""
    first = tree.child(verb, "ccomp", "advcl")
    return tree.child(first, "nsubj") if first is not None and first < verb else None


def trails(tree: Tree, verb: int) -> bool:
    """Whether a participle hangs on behind a comma, as in "said he would go, adding that"."""
    left = tree.left[verb]
    return (
        tree.tag[verb] == "VBG"
        and tree.dep[verb] == "advcl"
        and verb > tree.head[verb]
        and tree.lower[left - 1] == ","
    )


def _main(tree: Tree, verb: int) -> int:
    """The verb whose clause a verb's clause is the content of, and so on up; itself where there is none."""
    while tree.dep[verb] == "ccomp" and tree.head[verb] < verb:
        verb = tree.head[verb]
    return verb


def agent(tree: Tree, verb: int) -> int | None:
    """Who does it in a passive: "by the bank"."""
    by = next(
        (
            c
            for c in tree.children[verb]
            if tree.dep[c] == "agent" or (tree.dep[c] == "prep" and tree.lower[c] == "by")
        ),
        None,
    )
    return None if by is None else tree.child(by, "pobj")


def quoting(tree: Tree, verb: int) -> int | None:
    """The "quoted" of "was quoted as saying", where `verb` is the "saying"."""
    preposition = tree.head[verb]
    if tree.dep[verb] != "pcomp" or tree.lower[preposition] != "as":
        return None
    return tree.head[preposition] if tree.tag[tree.head[preposition]] == "VBN" else None


def relays(tree: Tree, verb: int) -> list[int]:
    """The head tokens of who passed it on: "told Reuters", "quoted by agencies as saying"."""
    quoted = quoting(tree, verb)
    if quoted is not None:
        found = [agent(tree, quoted), agent(tree, verb)]
    else:
        found = [tree.child(verb, "dobj", "dative"), _told_to(tree, verb)]
        found = [i for i in found if i is not None and _is_media(tree, i)]
    return [i for i in found if i is not None]


def _told_to(tree: Tree, verb: int) -> int | None:
    to = next(
        (
            c
            for c in tree.children[verb]
            if tree.lower[c] in {"to", "with"} and tree.dep[c] in {"prep", "dative"}
        ),
        None,
    )
    return None if to is None else tree.child(to, "pobj")


def _is_media(tree: Tree, i: int) -> bool:
    start, end = tree.subtree(i)
    return any(tree.lower[k] in media() for k in range(start, min(end, i + 3)))


def possessor(tree: Tree, noun: int) -> int | None:
    """Whose the noun of speech is: "X's claim", "a warning from X", "X made the claim"."""
    own = tree.child(noun, "poss")
    if own is not None:
        return own
    for preposition in tree.children[noun]:
        if tree.dep[preposition] == "prep" and tree.lower[preposition] in {"by", "from", "among"}:
            return tree.child(preposition, "pobj")
    verb = tree.head[noun]
    if tree.dep[noun] == "dobj" and tree.lower[verb] in _LIGHT:
        return subject(tree, verb)
    return None


def phrase(tree: Tree, head: int) -> Run:
    """The noun phrase around its head, appositives and relative clauses included, but no time and no half bracket."""
    start, end = tree.subtree(head)
    for child in tree.children[head]:
        if child > head and tree.dep[child] == "prep" and _of_time(tree, child):
            end = min(end, tree.left[child])
    opened = [i for i in range(start, end) if tree.lower[i] == "("]
    if opened and ")" not in tree.lower[opened[-1] : end]:
        end = opened[-1]
    if end - start > 1 and tree.tag[end - 1] == "POS":
        end -= 1
    return trim(tree, start, end)


def phrase_without(tree: Tree, head: int, anchor: int) -> Run:
    """The noun phrase without the branch that a cue stands in: "the men" of "the men accusing him"."""
    start, end = phrase(tree, head)
    if not (start <= anchor < end and head != anchor):
        return start, end
    branch = next((i for i in (anchor, *tree.above(anchor)) if tree.head[i] == head), anchor)
    if branch < head:
        return trim(tree, max(start, tree.right[branch]), end)
    return trim(tree, start, min(end, tree.left[branch]))


def _of_time(tree: Tree, preposition: int) -> bool:
    noun = tree.child(preposition, "pobj")
    return noun is not None and tree.lower[noun] in _DAYS


def clause_head(tree: Tree, i: int) -> int | None:
    """The verb (or predicate) of the clause that `i` hangs from."""
    for above in tree.above(i):
        if tree.pos[above] in {"VERB", "AUX"} or tree.head[above] == above:
            return above
    return None


def cue_run(tree: Tree, anchor: int, particle: str = "") -> Run:
    """The anchor with its auxiliaries, negation and adverbs before it and its particle or preposition behind."""
    start, end = anchor, anchor + 1
    while (
        start > tree.first[anchor]
        and tree.head[start - 1] == anchor
        and tree.dep[start - 1] in _BEFORE_CUE
        and tree.lower[start - 1] not in {"how", "why", "when", "where", "as"}
    ):
        start -= 1
    if particle:
        last = particle.split()[-1]
        while end < tree.last[anchor] and end - anchor < 3:
            if tree.lower[end] == last:
                return start, end + 1
            end += 1
        return start, anchor + 1
    if end < tree.last[anchor] and tree.dep[end] == "prt":
        end += 1
    return start, end


def predicate_run(tree: Tree, adjective: int, content: int) -> Run:
    """An adjective with its "is" before and its preposition behind: "is worried about"."""
    start, end = cue_run(tree, adjective)
    verb = tree.head[adjective]
    if tree.dep[adjective] == "acomp" and tree.pos[verb] == "AUX" and verb == start - 1:
        start = cue_run(tree, verb)[0]
    preposition = tree.head[content]
    return start, end + 1 if preposition == end else end


def cut(runs: Iterable[Run], hole: Run) -> list[Run]:
    """The runs without the tokens of the hole."""
    found = []
    for start, end in runs:
        if hole[1] <= start or end <= hole[0]:
            found.append((start, end))
            continue
        if start < hole[0]:
            found.append((start, hole[0]))
        if hole[1] < end:
            found.append((hole[1], end))
    return found


def tail(tree: Tree, anchor: int, end: int) -> int:
    """How far a content that stops at `end` goes on: "because" and "if" clauses hung on the cue stay in it."""
    for child in tree.children[anchor]:
        if (
            tree.dep[child] == "advcl"
            and 0 <= tree.left[child] - end <= 1
            and _conditions(tree, child)
        ):
            end = tree.right[child]
    return end


def _conditions(tree: Tree, verb: int) -> bool:
    return tree.child(verb, "mark") is not None or tree.lower[tree.left[verb]] in {
        "should",
        "had",
        "were",
    }


def continued(tree: Tree, end: int) -> int:
    """How far a content goes on behind a colon or semicolon: to the end of the sentence, unless somebody speaks."""
    if end >= len(tree.lower) or tree.lower[end] not in {":", ";"}:
        return end
    for i in range(end + 1, min(end + _SENTENCE, len(tree.lower))):
        if tree.quotation[i] >= 0 or lexicon().look_up("VERB", tree.lower[i]):
            return end
        if tree.lower[i] in {".", "?", "!"} or "\n" in tree.lower[i]:
            return i
    return end


def complete(tree: Tree, run: Run) -> Run:
    """The run made to hold every quotation whole that it holds in part; a lone mark at its edge is let go."""
    start, end = run
    while start < end and (number := tree.quotation[start]) >= 0:
        opening, closing = tree.quotations[number]
        if start == closing - 1 and start > opening:
            start += 1
            continue
        start = opening
        break
    while end > start and (number := tree.quotation[end - 1]) >= 0:
        opening, closing = tree.quotations[number]
        if end - 1 == opening and closing > end:
            end -= 1
            continue
        end = closing
        break
    return start, end


def trim(tree: Tree, start: int, end: int) -> Run:
    """Without white space and punctuation at the edges, marks of quotations kept."""
    while start < end and (tree.lower[start].isspace() or tree.lower[start] in _EDGES):
        start += 1
    while start < end and (tree.lower[end - 1].isspace() or tree.lower[end - 1] in _EDGES):
        end -= 1
    return start, end


def trimmed(tree: Tree, runs: Sequence[Run]) -> list[Run]:
    """Every run completed and trimmed, empty ones left out; a leading "that" belongs to the attribution."""
    found = []
    for run in runs:
        start, end = trim(tree, *complete(tree, trim(tree, *run)))
        if (
            start < end
            and tree.lower[start] == "that"
            and (tree.dep[start] == "mark" or tree.tag[start] == "IN")
        ):
            start += 1
        start, end = trim(tree, start, end)
        if start < end:
            found.append((start, end))
    return found
