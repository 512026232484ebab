"""From a word's base form to its inflected forms: the parser runs without a lemmatizer.

Going forward from the lexicon's few hundred words needs no dictionary to be right: a form is looked up, never
guessed back. A regular rule may also make a form that nobody writes ("admited"); it does no harm.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from allegedly.statements.tables import table

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["lemma", "noun_forms", "verb_forms"]

_VOWELS = "aeiou"
_SILENT_E = re.compile(
    r"""[cvzu]$                              # force, arrive, seize, argue
      | [^s]s$                               # accuse, endorse
      | [adr]g$ | [aeu]ng$                   # damage, pledge, charge; change, challenge, plunge
      | [bcdfgkptz]l$                        # struggle
      | (?<![aeo])at$ | quir$                # evacuate, negotiate; require
      | (?<![aeiou])(?: [aiou]d | [aiou]k    # provide, provoke
                      | [ou]t | [aiu]m       # vote, dispute; name, time, assume
                      | [io]b | [aiu]r | in  # describe; declare, fire, secure; determine
                      | [ai]p | [iu]l )$     # escape; compile, rule
    """,
    re.VERBOSE,
)
_HISSING = ("s", "x", "z", "ch", "sh")


def verb_forms(base: str, irregular: tuple[str, ...] = ()) -> frozenset[str]:
    """Every form of a verb; `irregular` are its past forms where they do not end in -ed.

    >>> sorted(verb_forms("deny"))
    ['denied', 'denies', 'deny', 'denying']
    """
    pasts = irregular or tuple(stem + "ed" for stem in _stems(base))
    return frozenset({base, _with_s(base), *pasts, *(stem + "ing" for stem in _stems(base, "ing"))})


def noun_forms(base: str) -> frozenset[str]:
    """Singular and plural of a noun."""
    return frozenset({base, _with_s(base)})


def _with_s(base: str) -> str:
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(_HISSING) else "s")


def _stems(base: str, ending: str = "ed") -> tuple[str, ...]:
    """What stands before -ed or -ing; a final consonant after a vowel may be doubled (plan, refer) or not."""
    if base.endswith("e") and not (ending == "ing" and base.endswith(("ee", "oe", "ye"))):
        return (base[:-1],)
    if base.endswith("y") and base[-2:-1] not in _VOWELS and ending == "ed":
        return (base[:-1] + "i",)
    if len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS:
        return base, base + base[-1]
    return (base,)


def lemma(token: Token) -> str:
    """The base form of a verb or noun token, by its tag; any other token's lower-cased form.

    A guess without a dictionary: right for the regular words and for those of lemmas.toml.
    """
    return _lemma(token.lower_, token.tag_)


@cache
def _irregular() -> dict[str, str]:
    bases: dict[str, str] = table("lemmas")["base"]
    return {form: base for base, forms in bases.items() for form in forms.split()}


@lru_cache(maxsize=4096)
def _lemma(form: str, tag: str) -> str:
    if tag[:2] not in {"VB", "NN"} or tag in {"VB", "VBP", "NN"}:
        return form
    if found := _irregular().get(form):
        return found
    if tag in {"VBZ", "NNS", "NNPS"}:
        return _without_s(form)
    stem = form.removesuffix("ing") if tag == "VBG" else form.removesuffix("ed")
    return _restored(stem) if stem != form and len(stem) > 1 else form


def _without_s(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "xes", "zes", "ches", "shes")):
        return form[:-2]
    return form[:-1] if form.endswith("s") and not form.endswith(("ss", "us", "is")) else form


def _restored(stem: str) -> str:
    """The base of a stem before -ed or -ing: deni(ed), hop(ing), plann(ed), accus(ed), report(ed)."""
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if stem.endswith("e"):
        return stem + "e"  # agre(ed)
    if stem[-1:] == stem[-2:-1] and stem[-1] not in "lsfz":
        return stem[:-1]
    return stem + "e" if _SILENT_E.search(stem) else stem
