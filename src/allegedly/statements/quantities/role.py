"""What happens to the counted: sent, killed, treated, demanded; and by how much something moved."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Literal

from allegedly.statements.attribution.lexicon import lexicon
from allegedly.statements.lemmas import lemma
from allegedly.statements.quantities.numbers import word_list
from allegedly.statements.tables import table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from allegedly.statements.page import Page
    from allegedly.statements.quantities.around import Amount
    from allegedly.statements.quantities.counted import Counted

__all__ = ["change", "harm_of", "role", "role_of"]


@cache
def _bases(name: str) -> dict[str, str]:
    """The rows of a table, from each base form to the name of its row."""
    rows: dict[str, str] = table("quantities")[name]
    return {base: row for row, bases in rows.items() for base in bases.split()}


def _words(row: str) -> frozenset[str]:
    return word_list("quantities", row)


def role_of(word: Token) -> str | None:
    """The role that a word of happening gives: "killed", "deaths", "injured"."""
    if word.tag_.startswith("VB"):
        return _bases("roles").get(lemma(word))
    return _bases("roles_named").get(lemma(word))


def harm_of(word: Token) -> str | None:
    """The role of a subject that something was done to or befell: "nobody was hurt", "one died"."""
    verb = word.head
    if not word.dep_.startswith("nsubj") or verb == word:
        return None
    found = role_of(verb) or next(filter(None, map(role_of, _complements(verb))), None)
    return found if found in _words("harm") else None


def _complements(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in {"acomp", "oprd", "attr"}]


def role(page: Page, amount: Amount, things: Counted) -> str | None:
    """The role of what is counted.

    It is given by the word right behind it ("40 injured"), by its own clause ("troops being prepared"), by the
    set that it is part of ("among the dead"), else by the verb above it. A verb that only attributes, or says
    nothing by itself, gives none.
    """
    if amount.kind == "measure" and things.head.dep_ == "npadvmod":
        return None  # "sent it hundreds of miles"
    behind = _behind(page, things) or (_told_by_unit(things) if things.words else None)
    if behind is not None:
        return behind
    own = next(filter(None, map(role_of, _own_clause(things.head))), None)
    if own or (own := _among(things.head)):
        return own
    return _from_above(things.head, unsaid=amount.kind == "count" and not things.words)


def _behind(page: Page, things: Counted) -> str | None:
    """The state that follows what is counted: "12 people dead", "40 injured"."""
    after = page.token(things.end).i + (page.text[things.end : things.end + 1] == " ")
    if after >= len(page.doc) or page.doc[after].idx < things.end:
        return None
    word = page.doc[after]
    tells = word.lower_ in _words("state") and not _acts(word, things.head)
    return role_of(word) if tells else None


def _told_by_unit(things: Counted) -> str | None:
    """What it means to lose or claim so many lives."""
    return "killed" if things.words[-1].lower_ == "lives" else None


def _own_clause(head: Token) -> Iterator[Token]:
    """The clause that hangs on what is counted, and that word itself: "troops being prepared", "40 deaths"."""
    yield from (
        child
        for child in head.children
        if child.dep_ in {"acl", "relcl", "amod"} and child.i > head.i
    )
    yield head


def _among(head: Token) -> str | None:
    """The role of the set that the counted are part of: "31 children were among the dead"."""
    places = [head, *([head.head] if lemma(head.head) == "be" else [])]
    for place in places:
        for child in place.children:
            if child.lower_ in {"among", "amongst"}:
                return next(filter(None, map(role_of, child.children)), None)
    return None


_PASSED_ON = frozenset({"conj", "appos", "nummod", "compound", "quantmod", "amod", "nmod", "det"})
"""Words that have the role of what they hang on."""
_ARGUMENTS = frozenset({"dobj", "nsubj", "nsubjpass", "dative", "oprd"})
"""What a verb happens to; the parser takes some objects for adverbs. What a preposition ties to it is elsewhere: "killed in two attacks"."""


def _from_above(head: Token, *, unsaid: bool) -> str | None:
    """The role that the words above give, up to a verb; where no noun is counted, the verb's subject may too."""
    word = head
    for above in islice(head.ancestors, 6):
        if above.pos_ in {"VERB", "AUX"} and above.lower_ not in _words("as well"):
            direct = word.dep_ in _ARGUMENTS | {"npadvmod"}
            return _of_verb(above, word, unsaid=unsaid) if direct or unsaid else None
        if found := role_of(above):
            return found
        if not unsaid and not _is_passed_on(word, above):
            return None
        word = above
    return None


def _is_passed_on(word: Token, above: Token) -> bool:
    """Whether what stands above gives its role to a word below: "a group of 12", "12 soldiers and 3 medics"."""
    if above.pos_ in {"ADP", "VERB"}:
        return above.lower_ in _words("as well") or above.lower_ in {"of", "among"}
    return word.dep_ in _PASSED_ON or word.pos_ == "ADP" or word.lower_ in _words("as well")


def _of_verb(verb: Token, below: Token, *, unsaid: bool) -> str | None:
    known = role_of(verb) if below.dep_ in _ARGUMENTS | {"npadvmod"} else None
    if known and not _acts(verb, below):
        return known
    if unsaid and (told := _told_by(verb.children)):
        return told
    if known or lemma(verb) in _bases("change") or _says_nothing(verb):
        return next(filter(None, map(role_of, _complements(verb))), None)
    return verb.lower_ if below.dep_ in _ARGUMENTS else None


def _told_by(words: Iterable[Token]) -> str | None:
    """The role that the subject or object of a verb gives: "the death toll rose to 87", "the number of dead"."""
    nouns = [w for w in words if w.dep_ in {"nsubj", "nsubjpass", "dobj"} and w.pos_ == "NOUN"]
    inside = (t for noun in nouns for of in noun.children if of.lower_ == "of" for t in of.children)
    return next(filter(None, map(role_of, [*nouns, *inside])), None)


_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "dative"})


def _acts(verb: Token, below: Token) -> bool:
    """Whether what is counted does it itself, to something else: "12 soldiers killed three rebels"."""
    deps = {child.dep_ for child in verb.children}
    return below.dep_ == "nsubj" and "auxpass" not in deps and bool(deps & _OBJECTS)


def _says_nothing(verb: Token) -> bool:
    """Whether a verb only attributes ("said", "citing") or is light ("has", "made")."""
    if lemma(verb) in _words("light") or verb.lower_ in _words("light"):
        return True
    entries = lexicon().look_up("VERB", verb.lower_)
    return any(not entry.particle and entry.frames != {"quote"} for entry in entries)


def change(page: Page, amount: Amount, things: Counted) -> Literal["up", "down"] | None:
    """Whether the figure says how far something moved: "rose by 5 %", "up 19 cents"; not "rose to 5 %".

    Who "lost 12 soldiers" or "downed 58 drones" tells how many, not how far.
    """
    start = page.token(amount.start).i
    for token in reversed(page.doc[max(0, start - 4) : start]):
        way = _bases("change").get(lemma(token))
        if way is not None:
            if token.pos_ == "VERB" and things.words and lemma(token) in _words("takes an object"):
                return None
            return "up" if way == "up" else "down"
        if token.lower_ not in _words("by") and token.tag_ != "RB":
            break
    return None
