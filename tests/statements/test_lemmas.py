"""Forms from bases, and bases from forms."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from allegedly.statements.lemmas import lemma, noun_forms, verb_forms

VOCAB = spacy.blank("en").vocab


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("deny", {"deny", "denies", "denied", "denying"}),
        ("accuse", {"accuse", "accuses", "accused", "accusing"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
        ("press", {"press", "presses", "pressed", "pressing"}),
        ("convey", {"convey", "conveys", "conveyed", "conveying"}),
    ],
)
def test_regular_verbs(base: str, forms: set[str]) -> None:
    assert verb_forms(base) == forms


def test_a_consonant_may_be_doubled() -> None:
    assert {"planned", "planning"} <= verb_forms("plan")


def test_irregular_pasts_replace_the_regular_one() -> None:
    assert verb_forms("write", ("wrote", "written")) == {
        "write",
        "writes",
        "writing",
        "wrote",
        "written",
    }


def test_nouns() -> None:
    assert noun_forms("allegation") == {"allegation", "allegations"}
    assert noun_forms("speech") == {"speech", "speeches"}
    assert noun_forms("story") == {"story", "stories"}


def of(form: str, tag: str) -> str:
    return lemma(Doc(VOCAB, words=[form], tags=[tag])[0])


@pytest.mark.parametrize(
    "pair",
    """
    voted-vote endorsed-endorse appeared-appear seized-seize deployed-deploy dispatched-dispatch argued-argue
    imposed-impose halted-halt shelled-shell stopped-stop agreed-agree used-use wounded-wound evacuated-evacuate
    released-release visited-visit struggled-struggle declared-declare reported-report named-name blamed-blame
    claimed-claim bombed-bomb threatened-threaten ordered-order challenged-challenge ruled-rule explained-explain
    determined-determine repeated-repeat escaped-escape revealed-reveal mobilized-mobilize jammed-jam acquired-acquire
    donated-donate denied-deny described-describe provided-provide raided-raid sent-send fired-fire
    """.split(),
)
def test_the_base_of_a_past_form(pair: str) -> None:
    form, base = pair.split("-")
    assert of(form, "VBD") == base


@pytest.mark.parametrize(
    ("form", "tag", "base"),
    [
        ("Supplying", "VBG", "supply"),
        ("charging", "VBG", "charge"),
        ("bringing", "VBG", "bring"),
        ("planning", "VBG", "plan"),
        ("denies", "VBZ", "deny"),
        ("crashes", "VBZ", "crash"),
        ("missiles", "NNS", "missile"),
        ("countries", "NNS", "country"),
        ("crises", "NNS", "crisis"),
        ("bus", "NNS", "bus"),
        ("children", "NNS", "child"),
        ("send", "VB", "send"),
        ("Quickly", "RB", "quickly"),
        ("ing", "VBG", "ing"),
        ("born", "VBN", "born"),
    ],
)
def test_the_base_of_other_forms(form: str, tag: str, base: str) -> None:
    assert of(form, tag) == base
