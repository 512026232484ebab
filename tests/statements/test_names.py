"""Names on Docs built by hand, and on any text whatever."""

from __future__ import annotations

import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, Span

from allegedly.statements.names import Names
from allegedly.statements.names.mentions import Scan
from allegedly.statements.names.people import whole, within
from allegedly.statements.names.phrases import UNKNOWN
from allegedly.statements.names.roster import Roster

NLP = spacy.blank("en")
COARSE = {"NNP": "PROPN", "NNPS": "PROPN", "NN": "NOUN", "NNS": "NOUN", "VBD": "VERB", "DT": "DET", "PRP": "PRON", "IN": "ADP", ".": "PUNCT", ",": "PUNCT", "JJ": "ADJ", "CC": "CCONJ", "POS": "PART", "PRP$": "PRON", "WP": "PRON"}  # fmt: skip


def doc(*rows: str) -> Doc:
    """A Doc of rows "word tag dep head", the head as an index."""
    words, tags, deps, heads = zip(*(row.split() for row in rows), strict=True)
    pos = [COARSE[tag] for tag in tags]
    starts = [i == 0 or words[i - 1] == "." for i in range(len(words))]
    return Doc(
        NLP.vocab,
        words=list(words),
        tags=list(tags),
        pos=pos,
        deps=list(deps),
        heads=[int(h) for h in heads],
        sent_starts=None if any(deps) else starts,
    )


def source(parsed: Doc, first: int, last: int) -> tuple[str | None, str]:
    named = Names(parsed, "r").source(parsed[first].idx, parsed[last].idx + len(parsed[last]))
    return named.actor.name if named.actor else None, named.kind


SURNAME = doc(
    "Ida NNP compound 1",
    "Moen NNP nsubj 2",
    "left VBD ROOT 2",
    ". . punct 2",
    "Moen NNP nsubj 5",
    "spoke VBD ROOT 5",
    ". . punct 5",
)
PRONOUN = doc(
    "Ida NNP compound 1",
    "Moen NNP nsubj 2",
    "left VBD ROOT 2",
    ". . punct 2",
    "She PRP nsubj 5",
    "spoke VBD ROOT 5",
    ". . punct 5",
)
JOINT = doc(
    "Chile NNP nsubj 3", "and CC cc 0", "Peru NNP conj 0", "agreed VBD ROOT 3", ". . punct 3"
)
ROLE = doc(
    "Chile NNP poss 2", "'s POS case 0", "army NN nsubj 3", "agreed VBD ROOT 3", ". . punct 3"
)
SELF = doc("It PRP poss 1", "report NN nsubj 2", "spoke VBD ROOT 2", ". . punct 2")


def test_a_surname_is_the_full_name_before_it() -> None:
    assert source(SURNAME, 4, 4) == ("Ida Moen", "person")


def test_a_pronoun_is_the_subject_before_it() -> None:
    assert source(PRONOUN, 4, 4) == ("Ida Moen", "person")


def test_a_pronoun_of_another_gender_is_nobody() -> None:
    other = PRONOUN.copy()
    he = Doc(
        NLP.vocab,
        words=["Jim", "Moen", "left", ".", "She", "spoke", "."],
        tags=[t.tag_ for t in other],
        pos=[t.pos_ for t in other],
        deps=[t.dep_ for t in other],
        heads=[t.head.i for t in other],
    )
    assert source(he, 4, 4) == (None, "unknown")


def test_a_pronoun_inside_a_quotation_is_nobody() -> None:
    quoted = PRONOUN.copy()
    quoted.spans["quotations"] = [Span(quoted, 4, 7)]
    assert source(quoted, 4, 4) == (None, "unknown")


def test_two_speak_jointly() -> None:
    named = Names(JOINT, "r").source(0, JOINT[2].idx + 4)
    assert named.actor
    assert (named.actor.name, [other.name for other in named.others]) == ("Chile", ["Peru"])


def test_a_sort_of_body_and_a_state_name_the_body() -> None:
    assert source(ROLE, 0, 2) == ("Chilean military", "agency")


def test_a_phrase_that_leads_back_to_itself_is_nobody() -> None:
    assert source(SELF, 0, 1) in {(None, "unknown"), ("unspecified reports", "media")}


def test_nothing_names_nobody() -> None:
    empty = Doc(NLP.vocab, words=[])
    assert Names(empty, "r").source(0, 0) == UNKNOWN
    assert Names(empty, "r").mentions(0, 5) == ()
    assert Names(SURNAME, "r").source(3, 3) == UNKNOWN
    assert Names(SURNAME, "r").source(SURNAME[3].idx, SURNAME[3].idx + 1) == UNKNOWN


def test_initials_in_the_middle_are_no_part_of_a_name() -> None:
    assert whole(("Alan", "B.", "C", "Carter")) == ("Alan", "Carter")
    assert whole(("Kim", "Il", "Hwan")) == ("Kim", "Il", "Hwan")
    assert whole(("Carter",)) == ("Carter",)


def test_few_words_stand_within_many_in_order() -> None:
    assert within(("a", "c"), ("a", "b", "c"))
    assert not within(("b", "a", "c"), ("a", "b", "c"))
    assert not within(("a", "b"), ("a", "b", "c"))


def test_the_whole_name_is_the_usual_one() -> None:
    words = "Grumpy Ida Moen left . Ida Moen left . Ida Moen left .".split()
    tags = ["NNP" if w[0].isupper() else "." if w == "." else "VBD" for w in words]
    parsed = Doc(
        NLP.vocab,
        words=words,
        tags=tags,
        pos=[COARSE[t] for t in tags],
        sent_starts=[i in {0, 5, 9} for i in range(len(words))],
    )
    assert [person.words for person in Roster(Scan(parsed), "r").persons] == [("Ida", "Moen")]


TEXTS = st.lists(
    st.sampled_from(["Ida", "Moen", "the", "North", "Chile", "'s", "of", "and", ",", ".", "-", "\n", "Ministry", "said", "he", "officials", "(", "U.S.", "Korea", "South", "Mr.", "van", "”", "x"])
    | st.text(min_size=1, max_size=5)
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(words=TEXTS, start=st.integers(0, 80), size=st.integers(0, 40), data=st.data())
def test_no_text_breaks_it_and_the_answer_is_the_same_twice(
    words: list[str], start: int, size: int, data: st.DataObject
) -> None:
    n = len(words)
    tags = data.draw(st.lists(st.sampled_from(sorted(COARSE)), min_size=n, max_size=n))
    heads = data.draw(st.lists(st.integers(0, max(n - 1, 0)), min_size=n, max_size=n))
    parsed = Doc(
        NLP.vocab,
        words=words,
        tags=tags,
        pos=[COARSE[tag] for tag in tags],
        deps=["dep"] * n if n else None,
        heads=tree(heads) if n else None,
    )
    first, second = (Names(parsed, "r") for _ in range(2))
    assert first.source(start, start + size) == second.source(start, start + size)
    assert first.mentions(start, start + size) == second.mentions(start, start + size)


def tree(heads: list[int]) -> list[int]:
    """Heads without a cycle: each token hangs on an earlier one, the first on itself."""
    return [min(head, i - 1) if i else 0 for i, head in enumerate(heads)]
