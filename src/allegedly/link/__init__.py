"""Statements -> claims: what is the same, who denies it, how many origins it really has.

`stories` says which reports belong together, `wanted` which statements need a vector of `text_to_embed`, and
`link` does the rest. All three are pure: the order of what is given changes nothing. `explanations` says in a
sentence what each feature means that speaks for or against joining two statements.
"""

from allegedly.link.blocks import Blocks
from allegedly.link.embed import EMBEDDING, Embedder
from allegedly.link.judged import tied
from allegedly.link.linker import Story, link, text_to_embed, wanted
from allegedly.link.outline import Outline, Pile, day, near, outlined
from allegedly.link.related import explanations
from allegedly.link.story import (
    nearness,
    stories,
    stories_of_block,
    story_labels,
    story_rule,
)

__all__ = [
    "EMBEDDING",
    "Blocks",
    "Embedder",
    "Outline",
    "Pile",
    "Story",
    "day",
    "explanations",
    "link",
    "near",
    "nearness",
    "outlined",
    "stories",
    "stories_of_block",
    "story_labels",
    "story_rule",
    "text_to_embed",
    "tied",
    "wanted",
]
