"""Who speaks: the subject, agent or possessor of a cue, the noun phrase that names them, and who passed it on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.statements.attribution.clauses import beside
from allegedly.statements.attribution.lexicon import lexicon, words
from allegedly.statements.attribution.spans import trim

if TYPE_CHECKING:
    from allegedly.statements.tree import Run, Tree

__all__ = [
    "agent",
    "clause_head",
    "doer",
    "is_passive",
    "named",
    "object_of",
    "of_copula",
    "patient",
    "phrase",
    "possessor",
    "quoted",
    "quoting",
    "subject",
    "that_clause",
    "trails",
]

_CLIMBS = frozenset({"xcomp", "advcl", "conj", "pcomp", "prep", "acl", "dep", "ccomp", "acomp"})
_DEEPEST = 6
"""Verbs between a cue and its subject: "began by trying to say" has three, and no cue that we met more than six."""


_AGAINST = frozenset({"deny", "dismiss"})

_FULL = 2
"""Words from which on a name in commas is a first and a last one, and no place."""

_NEAR = 8
"""Tokens before a cue within which the name of its speaker begins."""


def doer(tree: Tree, verb: int) -> int | None:
    """The head token of who does it: the agent of a passive, the subject of any other verb."""
    return agent(tree, verb) if is_passive(tree, verb) else subject(tree, verb)


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the verb is in the passive, also a bare participle after its noun ("the man accused of ...")."""
    auxiliary = tree.child(verb, "auxpass")
    if tree.child(verb, "dobj", "ccomp") is not None and tree.child(verb, "agent") is None:
        if auxiliary is not None:
            return tree.lower[auxiliary] != "'s"  # "who's said that" has, not is
        return _bare(tree, verb) and tree.dep[verb] == "advcl"  # "asked whether it was so, he"
    if auxiliary is not None or tree.child(verb, "nsubjpass") is not None:
        return True
    return _bare(tree, verb) and tree.dep[verb] in {"acl", "advcl"}


def _bare(tree: Tree, verb: int) -> bool:
    """Whether it is a past participle without an auxiliary or a subject of its own."""
    return tree.tag[verb] == "VBN" and tree.child(verb, "aux", "nsubj") is None


def subject(tree: Tree, verb: int) -> int | None:
    """The head token of the verb's own subject, else of that of the verb it depends on."""
    for _ in range(_DEEPEST):
        own = tree.child(verb, "nsubj", "nsubjpass", "csubj")
        if own is not None:
            return own
        above, dep = tree.head[verb], tree.dep[verb]
        if above == verb or dep not in _CLIMBS:
            first = _of_first_verb(tree, verb)
            return first if first is not None else _right_before(tree, verb)
        if dep == "acl":
            return above
        if dep == "xcomp" and (governed := tree.child(above, "dobj")) is not None:
            return governed
        if (said := quoted(tree, verb)) is not None:
            return said
        cue = beside(tree, verb)
        verb = cue if cue is not None else _main(tree, above) if trails(tree, verb) else above
    return None


def _of_first_verb(tree: Tree, verb: int) -> int | None:
    """The subject that the parser left with the first of two verbs: "he stood up and, smiling, denied it"."""
    first = tree.child(verb, "ccomp", "advcl")
    return tree.child(first, "nsubj") if first is not None and first < verb else None


def _right_before(tree: Tree, verb: int) -> int | None:
    """The noun between a comma and the verb, where the parser makes it part of what is said: "it fell, a nun said"."""
    for i in range(verb - 1, max(verb - _NEAR, tree.first[verb]), -1):
        if (
            tree.pos[i] in {"NOUN", "PROPN"}
            and tree.right[i] == verb
            and tree.lower[tree.left[i] - 1] == ","
        ):
            return i
    return None


def trails(tree: Tree, verb: int) -> bool:
    """Whether a participle hangs on behind a comma, as in "said he would go, adding that"."""
    return (
        tree.tag[verb] == "VBG"
        and tree.dep[verb] == "advcl"
        and verb > tree.head[verb]
        and tree.lower[tree.left[verb] - 1] == ","
    )


def _main(tree: Tree, verb: int) -> int:
    """The verb whose clause a verb's clause is the content of, and so on up; itself where there is none."""
    while tree.dep[verb] == "ccomp" and tree.head[verb] < verb:
        verb = tree.head[verb]
    return verb


def agent(tree: Tree, verb: int) -> int | None:
    """Who does it in a passive: "by the bank"."""
    return object_of(tree, verb, {"by"})


def possessor(tree: Tree, noun: int) -> int | None:
    """Whose a noun of speech is: "X's claim", "a warning from X", "X made the claim"."""
    own = tree.child(noun, "poss")
    if own is None:
        own = object_of(tree, noun, {"by", "from", "among"})
    if own is None:
        own = next((i for i in tree.children[noun] if _names_body(tree, i)), None)
    verb = tree.head[noun]
    if own is None and tree.dep[noun] == "dobj" and tree.lower[verb] in words("light"):
        own = subject(tree, verb)
    return _of_message(tree, noun) if own is None else own


def _of_message(tree: Tree, noun: int) -> int | None:
    """Who says something in it: "the crew maintained in a message that"."""
    preposition = tree.head[noun]
    if tree.dep[noun] != "pobj" or tree.lower[preposition] != "in":
        return None
    verb = tree.head[preposition]
    entries = lexicon().look_up("VERB", tree.lower[verb]) if tree.pos[verb] == "VERB" else ()
    tells = any("clause" in e.frames and e.sense not in _AGAINST for e in entries)
    return tree.child(verb, "nsubj") if tells else None


def _names_body(tree: Tree, i: int) -> bool:
    """Whether a word before a noun says whose it is: "police reports", "Chilean claims"."""
    name = tree.pos[i] == "PROPN" or (tree.tag[i] == "JJ" and tree.text[tree.start[i]].isupper())
    before = tree.dep[i] in {"compound", "amod", "nmod"}
    return before and (name or tree.lower[i] in words("bodies"))


def that_clause(tree: Tree, noun: int) -> int | None:
    """The verb of the clause with "that" right behind a noun, wherever the parser hangs it.

    Behind a verb that tells something it may be what that verb tells: "said in a statement that".
    """
    if tree.lower[noun + 1 : noun + 2] != ["that"]:
        return None
    if tree.dep[noun + 1] != "mark" and tree.tag[noun + 1] != "IN":
        return None
    verb = tree.head[noun + 1]
    if verb <= noun or tree.dep[verb] not in {"acl", "relcl", "ccomp", "advcl"}:
        return None
    above = tree.head[verb]
    entries = lexicon().look_up("VERB", tree.lower[above]) if above != noun else ()
    return None if any("clause" in entry.frames for entry in entries) else verb


def of_copula(tree: Tree, adjective: int) -> int | None:
    """Who is worried: the subject of the adjective's verb, or of the adjective where the parser has it there."""
    own = tree.child(adjective, "nsubj", "nsubjpass")
    if own is None and tree.dep[adjective] in {"acomp", "conj"}:
        own = subject(tree, tree.head[adjective])
    return own


def patient(tree: Tree, verb: int) -> int | None:
    """The subject that stands with a verb in the passive."""
    return tree.child(verb, "nsubjpass", "nsubj", "csubj")


def clause_head(tree: Tree, i: int) -> int | None:
    """The verb (or predicate) of the clause that `i` hangs from."""
    above = tree.above(i)
    verbs = (a for a in above if tree.pos[a] in {"VERB", "AUX"})
    return next(verbs, above[-1] if above else None)


def quoting(tree: Tree, verb: int) -> int | None:
    """The "quoted" of "was quoted as saying" and "quoted the envoy as saying", where `verb` is the "saying"."""
    preposition = tree.head[verb]
    if tree.dep[verb] != "pcomp" or tree.lower[preposition] != "as":
        return None
    above = tree.head[preposition]
    return tree.head[above] if tree.dep[above] == "dobj" else above


def quoted(tree: Tree, verb: int) -> int | None:
    """Whom a verb quotes: "the envoy" of "quoted the envoy as saying"; nobody in a passive."""
    quoter = quoting(tree, verb)
    return None if quoter is None else tree.child(quoter, "dobj")


def object_of(tree: Tree, i: int, prepositions: set[str]) -> int | None:
    """The noun behind one of these prepositions below a word."""
    below = (c for c in tree.children[i] if tree.lower[c] in prepositions)
    return next((o for c in below if (o := tree.child(c, "pobj")) is not None), None)


# --- the words that name them -----------------------------------------------------------------------


def phrase(tree: Tree, head: int, without: int | None = None) -> Run:
    """The noun phrase around its head: appositives and relative clauses belong to it, a date does not.

    The branch that the token `without` stands in is left out: "the men" of "the men accusing him".
    """
    start, end = tree.subtree(head)
    for child in tree.children[head]:
        if child > head and tree.dep[child] == "prep" and _of_time(tree, child):
            end = min(end, tree.left[child])
    if without is not None and start <= without < end and without != head:
        start, end = _beside(tree, (start, end), head, without)
    opened = [i for i in range(head + 1, end) if tree.lower[i] == "("]
    if opened and ")" not in tree.lower[opened[-1] : end]:
        end = opened[-1]
    if end - start > 1 and tree.tag[end - 1] == "POS":
        end -= 1
    start, end = trim(tree, start, end)
    return (start, end) if start < end else (head, head + 1)


def named(tree: Tree, end: int) -> int:
    """How far a phrase goes on with a name in commas that the parser hangs elsewhere: "the mayor of it, Jane Doe"."""
    behind = end + 1
    if tree.lower[end : end + 1] != [","]:
        return end
    while behind < len(tree.pos) and tree.pos[behind] == "PROPN":
        behind += 1
    closed = behind - end > _FULL and tree.lower[behind : behind + 1] in ([","], ["."])
    return behind if closed else end


def _beside(tree: Tree, run: Run, head: int, i: int) -> Run:
    """The part of a run around its head that is left without the branch below the head that `i` stands in."""
    branch = next((a for a in (i, *tree.above(i)) if tree.head[a] == head), i)
    if branch < head:
        return max(run[0], tree.right[branch]), run[1]
    return run[0], min(run[1], tree.left[branch])


def _of_time(tree: Tree, preposition: int) -> bool:
    noun = tree.child(preposition, "pobj")
    return noun is not None and tree.lower[noun] in words("days")
