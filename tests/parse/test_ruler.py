"""The remembered ruler answers as the model's own does, and steps back where it could not."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

import pytest
from spacy.lang.en import English

from allegedly.parse.ruler import RememberedRuler, remembered
from allegedly.settings import Settings

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import AttributeRuler

TEXT = """There's been a storm, and there were no ships. “I can't say whether it's ours,” he said.
  The mayor does have a plan; she'd told them that nobody got hurt but the dam's gone.
That bridge, which once was theirs, is what we're to mend: so do it, won't you?\n\n\t More to come.
"""


@pytest.fixture(scope="module")
def nlp() -> Language:
    return importlib.import_module(Settings().model).load(exclude=["ner", "lemmatizer", "senter"])


@pytest.mark.model
def test_it_answers_as_the_model_does(nlp: Language) -> None:
    ruler: AttributeRuler = nlp.get_pipe("attribute_ruler")
    with nlp.select_pipes(disable=["attribute_ruler"]):
        doc = nlp(TEXT)
    copy = doc.copy()
    memory = remembered(ruler)
    assert isinstance(memory, RememberedRuler)
    for _ in range(2):  # asked, then remembered
        assert [(t.tag, t.pos, t.dep) for t in memory(copy)] == [
            (t.tag, t.pos, t.dep) for t in ruler(doc)
        ]


@pytest.mark.parametrize(
    ("patterns", "attrs", "index"),
    [
        ([[{"SHAPE": "dd"}]], {"POS": "NUM"}, 0),
        ([[{"LOWER": "new"}, {"LOWER": "port"}]], {"POS": "PROPN"}, 1),
    ],
    ids=["looks at the shape", "looks at two words"],
)
def test_a_ruler_that_looks_at_more_is_left_alone(
    patterns: list[list[dict[str, str]]], attrs: dict[str, str], index: int
) -> None:
    ruler: AttributeRuler = English().add_pipe("attribute_ruler")
    ruler.add(patterns, attrs, index)
    assert remembered(ruler) is ruler
