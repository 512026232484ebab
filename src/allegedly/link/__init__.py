"""Statements -> claims: what is the same, who denies it, how many origins it really has.

`stories` says which reports belong together, `wanted` which statements need a vector of `text_to_embed`, and
`link` does the rest. All three are pure: the order of what is given changes nothing.
"""

from allegedly.link.embed import EMBEDDING, Embedder
from allegedly.link.judged import tied
from allegedly.link.linker import link, text_to_embed, wanted
from allegedly.link.story import reach, stories, story_labels

__all__ = [
    "EMBEDDING",
    "Embedder",
    "link",
    "reach",
    "stories",
    "story_labels",
    "text_to_embed",
    "tied",
    "wanted",
]
