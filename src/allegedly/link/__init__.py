"""Statements -> claims: what is the same, who denies it, how many origins it really has.

`stories` says which reports belong together, `wanted` which statements need a vector of `text_to_embed`, and
`link` does the rest. All three are pure: the order of what is given changes nothing. `explanations` says in a
sentence what each feature means that speaks for or against joining two statements.
"""

from allegedly.link.embed import EMBEDDING, Embedder
from allegedly.link.grouping import Judged
from allegedly.link.linker import link, text_to_embed, wanted
from allegedly.link.related import explanations
from allegedly.link.story import reach, stories, story_labels

__all__ = [
    "EMBEDDING",
    "Embedder",
    "Judged",
    "explanations",
    "link",
    "reach",
    "stories",
    "story_labels",
    "text_to_embed",
    "wanted",
]
