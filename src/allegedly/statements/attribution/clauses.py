"""Where what is said ends in its sentence: behind it the same speaker may go on, or others may speak."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.statements.attribution.lexicon import lexicon, names_claim, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.statements.tree import Run, Tree

__all__ = ["beside", "up_to_speech"]

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLOSER = frozenset({"he", "she", "they", "it"})
_AGAINST = frozenset({"deny", "dismiss"})


# --- the same speaker goes on -----------------------------------------------------------------------


def beside(tree: Tree, verb: int) -> int | None:
    """The cue that a verb stands beside, though the parser hangs it on that cue's content.

    In "denied that it knew, and published the list" the two verbs of the main clause are both the source's own.
    """
    if tree.dep[verb] != "conj" or _finite(tree, verb) is None:
        return None
    first = verb
    while tree.dep[first] == "conj" and tree.child(first, *_SUBJECTS) is None:
        first = tree.head[first]
    cue = _cue(tree, first)
    if cue is None or cue > first:
        return None
    parted = _parted(tree, first, verb) or (_denies(tree, cue) and _denies(tree, verb))
    return cue if parted and _agree(tree, cue, verb) else None


def _denies(tree: Tree, verb: int) -> bool:
    """Whether a verb denies: who denies one thing goes on to deny the next, "denied that it knew and rejected"."""
    return any(e.sense in _AGAINST for e in lexicon().look_up("VERB", tree.lower[verb]))


def _cue(tree: Tree, verb: int) -> int | None:
    """What a content hangs on: the verb that tells it, also by a noun ("acknowledged the claim that")."""
    above = tree.head[verb]
    if tree.dep[verb] == "acl" and names_claim(tree.lower[above]):
        return next((i for i in tree.above(above) if tree.pos[i] == "VERB"), None)
    return above if tree.dep[verb] in {"ccomp", "xcomp"} else None


def _finite(tree: Tree, verb: int) -> int | None:
    """The word of a verb that carries the tense: itself or an auxiliary; none in an infinitive or participle."""
    carriers = (*(c for c in tree.children[verb] if tree.dep[c] in {"aux", "auxpass"}), verb)
    return next((i for i in carriers if tree.tag[i] in _FINITE), None)


def _agree(tree: Tree, cue: int, verb: int) -> bool:
    """Whether two verbs may stand in one tense; a modal verb goes with any."""
    above = cue if tree.dep[cue] != "acomp" else tree.head[cue]
    first, second = _finite(tree, above), _finite(tree, verb)
    if first is None or second is None:
        return True
    tags = {tree.tag[first], tree.tag[second]}
    return len(tags) == 1 or "MD" in tags


def _parted(tree: Tree, first: int, verb: int) -> bool:
    """Whether something sets the verb apart from the first one of the content."""
    known = bool(lexicon().look_up("VERB", tree.lower[verb]))
    if _finite(tree, first) is None:
        return known or tree.tag[verb] in {"VBZ", "VBP"}
    before = tree.lower[tree.left[verb] - 2 : tree.left[verb]]
    if not known or before[-1:] == ["but"] or before[:1] == [","]:
        return known
    subject = tree.child(first, *_SUBJECTS)
    speaks_on = subject is not None and tree.lower[subject] in _CLOSER
    return _finite(tree, verb) == verb and (_finite(tree, first) != first or speaks_on)


# --- others speak -----------------------------------------------------------------------------------


def up_to_speech(tree: Tree, head: int, anchor: int, run: Run) -> int:
    """Where a content ends if other speech trails behind it: "would go, adding that", "amid reports that"."""
    ends = (tree.left[i] for i in _others(tree, head, run) if i != anchor)
    return min((i for i in ends if i > head), default=run[1])


def _others(tree: Tree, head: int, run: Run) -> Iterator[int]:
    """The words that head other speech in a content."""
    at: int | None = head
    while at is not None:
        yield from (c for c in tree.children[at] if at < c < run[1] and _is_speech(tree, c))
        at = tree.child(at, "conj", "xcomp", "pcomp", "acl")
    for i in range(head, run[1]):
        if tree.dep[i] in {"relcl", "acl"} and tree.right[i] >= run[1] - 1 and _comments(tree, i):
            yield _opening(tree, i)
        elif tree.quotation[i] < 0 and (tree.lower[i] == "according" or _parts(tree, i, run)):
            yield i


def _parts(tree: Tree, i: int, run: Run) -> bool:
    """Whether a semicolon parts a content from what others say: "says it fell; the army has denied any role"."""
    if tree.lower[i] != ";":
        return False
    behind = (k for k in range(i + 1, run[1]) if tree.pos[k] == "VERB" and _tells(tree, k))
    verb = next(behind, None)
    subject = tree.child(verb, "nsubj") if verb is not None else None
    return subject is not None and subject > i and tree.lower[subject] not in _CLOSER


def _is_speech(tree: Tree, i: int) -> bool:
    if tree.dep[i] == "conj":
        return beside(tree, i) is not None or _others_say(tree, i)
    if tree.dep[i] == "advcl":
        return _adds(tree, i) if tree.tag[i] == "VBG" else _sets_against(tree, i)
    noun = tree.child(i, "pobj") if tree.lower[i] in words("amid") else None
    return noun is not None and names_claim(tree.lower[noun])


def _others_say(tree: Tree, i: int) -> bool:
    """Whether a second clause behind a comma tells what others say: "it fell, but the crew insist it held"."""
    subject = tree.child(i, "nsubj")
    if subject is None or subject > i or tree.lower[subject] in _CLOSER:
        return False
    joined = tree.lower[tree.left[i] - 2 : tree.left[i]]
    return joined[:1] == [","] and tree.child(i, "ccomp") is not None and _tells(tree, i)


def _paused(tree: Tree, i: int) -> bool:
    return tree.lower[tree.left[i] - 1] == ","


def _adds(tree: Tree, i: int) -> bool:
    """Whether it is a participle of speech behind a comma: "adding that"."""
    return _paused(tree, i) and bool(lexicon().look_up("VERB", tree.lower[i]))


def _sets_against(tree: Tree, i: int) -> bool:
    """Whether others speak in a clause behind a comma or a denial: "as a union had charged"."""
    mark = tree.child(i, "mark")
    if mark is None or tree.lower[mark] not in words("beside") or tree.child(i, "nsubj") is None:
        return False
    cue = tree.lower[tree.head[tree.head[i]]]
    against = any(e.sense in _AGAINST for e in lexicon().look_up("VERB", cue))
    return (_paused(tree, i) or against) and _tells(tree, i)


def _comments(tree: Tree, i: int) -> bool:
    """Whether others say something of the content behind a comma: "a charge that the bank denied"."""
    somebody = tree.child(i, "nsubj", "agent")
    return (
        _paused(tree, _opening(tree, i))
        and somebody is not None
        and tree.tag[somebody] not in {"WDT", "WP"}
        and _tells(tree, i)
    )


def _opening(tree: Tree, i: int) -> int:
    """The word with which a relative clause is heard to begin: the noun before it, where that follows a comma."""
    return tree.head[i] if _paused(tree, tree.head[i]) else i


def _tells(tree: Tree, i: int) -> bool:
    """Whether a verb is one of speech rather than of thought."""
    return any(
        {"clause", "verdict", "object-as"} & e.frames
        for e in lexicon().look_up("VERB", tree.lower[i])
    )
