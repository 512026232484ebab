"""Which bodies are an arm of a government, which stand on their own, and whose belongings speak for a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.link.tables import affiliations

if TYPE_CHECKING:
    from allegedly.model import Actor

__all__ = ["STATE_MEDIA", "is_arm", "owner_of", "stands_alone"]

_WORD = re.compile(r"[\w’']+")
_OWNED = re.compile(r"(?:the )?(.+?)['’]s? (\w+)$", re.IGNORECASE)
STATE_MEDIA = re.compile(
    r"(?:\b(?P<whose>\w+) )?\bstate(?:-run|-owned|-controlled)?[ -]"
    r"(?:television|tv|radio|media|broadcaster|news|press|agency|newspaper)",
    re.IGNORECASE,
)
"""A state's media, as texts describe them, and whose they are."""


def is_arm(actor: Actor) -> bool:
    """Whether what a body says is what its government says: a ministry, the army, state television."""
    words = _words(actor.name)
    table = affiliations()
    if words & table.local or stands_alone(actor.name):
        return False
    if actor.kind == "media":
        return STATE_MEDIA.search(actor.name) is not None
    return actor.kind in {"government", "agency"} and bool(words & (table.arms | table.inner))


def stands_alone(name: str) -> bool:
    """Whether a body counts, tries or measures by itself, whichever state it serves: the police, a court, a regulator."""
    words = _words(name)
    return bool(words & affiliations().independent) and not words & affiliations().inner


def owner_of(name: str) -> str | None:
    """The person for whom an office, a staff or a lawyer speaks: "Tein's office" -> "Tein"."""
    match = _OWNED.match(name)
    return match[1] if match and match[2].lower() in affiliations().belongings else None


def _words(name: str) -> set[str]:
    return {word.replace("’", "'") for word in _WORD.findall(name.lower())}
