"""What the link room looks at in a statement, worked out once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.link.figures import Figure, figures
from allegedly.link.roots import sources
from allegedly.link.story import day
from allegedly.link.tables import words_table
from allegedly.link.words import raw_words, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allegedly.link.roots import Roots
    from allegedly.model import Report, Span, Statement

__all__ = ["View", "text_of", "views"]

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_TURNS = re.compile(r"\b(?:by|from)\b")
_FORETOLD = ("considered", "conditional", "predicted")


@dataclass(frozen=True, slots=True)
class View:
    """One statement as it is compared. Roots are those of `Roots`; words are lower case."""

    statement: Statement
    published: str | None
    day: float
    words: tuple[str, ...]
    terms: tuple[str, ...]
    grams: frozenset[tuple[str, ...]]
    """Every five words in a row of which two are words of content."""
    deeds: frozenset[str]
    quoted: frozenset[str]
    figures: tuple[Figure, ...]
    sources: frozenset[str]
    """Ids of the actors who make it, but for a source that stands for nobody in particular."""
    roots: frozenset[str]
    traced: bool
    """Whether it is known whom its sources belong to: not so of officials without name or state."""
    speakers: frozenset[str]
    """Ids of all who say just these words: a joint statement may be given as one for each source."""
    side: frozenset[str]
    """The roots of the speakers."""
    relays: frozenset[str]
    named: frozenset[str]
    """Roots of the actors named in its content."""
    participants: frozenset[str]
    """The same, and those whom its reader found behind "it" and "they"."""
    around: Mapping[str, tuple[frozenset[str], frozenset[str]]]
    """Deed -> the roots named before and after it; empty where a "by" or "from" may turn them round."""
    denies: bool
    foretold: bool

    @property
    def id(self) -> str:
        """The statement's id."""
        return self.statement.id

    @property
    def report(self) -> str:
        """The report's id."""
        return self.statement.report

    @property
    def start(self) -> int:
        """Where its content begins in the report."""
        return self.statement.content[0].start if self.statement.content else 0


def views(report: Report, statements: Sequence[Statement], roots: Roots) -> list[View]:
    """What is compared of the statements of a report."""
    joint: dict[tuple[object, ...], frozenset[str]] = defaultdict(frozenset)
    for statement in statements:
        joint[_said(statement)] |= _known(statement, roots)
    return [_view(s, report.published, roots, joint[_said(s)]) for s in statements]


def _said(statement: Statement) -> tuple[tuple[Span, ...], bool]:
    """What is said of which words: who denies what another says of the same words does not say it with him."""
    return statement.content, statement.polarity == "asserts"


def _known(statement: Statement, roots: Roots) -> frozenset[str]:
    """The sources of a statement, without those who stand for nobody in particular."""
    return frozenset(actor for actor in sources(statement) if not roots.generic(actor))


def _view(
    statement: Statement, published: str | None, roots: Roots, speakers: frozenset[str]
) -> View:
    text = text_of(statement)
    known = _known(statement, roots)
    table = words_table()
    mentioned = frozenset(root for _, root in roots.mentions(text))
    words = tuple(raw_words(text))
    found = tuple(terms(words))
    return View(
        statement=statement,
        published=published,
        day=day(published),
        words=words,
        terms=found,
        grams=frozenset(_grams(words)),
        deeds=frozenset(found) & frozenset(table.deeds.values()),
        quoted=_quoted(statement, text),
        figures=figures(statement, frozenset(words)),
        sources=known,
        roots=frozenset(map(roots.of, known)),
        traced=any(map(roots.traced, known)),
        speakers=speakers,
        side=frozenset(map(roots.of, speakers)),
        relays=frozenset(via.actor for via in statement.via if via.actor),
        named=mentioned,
        participants=mentioned | frozenset(map(roots.of, statement.actors)),
        around=_around(text, roots),
        denies=statement.polarity != "asserts",
        foretold=statement.certainty in _FORETOLD,
    )


def text_of(statement: Statement) -> str:
    """The content as running text."""
    return " ".join(" ".join(span.text.split()) for span in statement.content)


def _grams(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for gram in zip(*(words[start:] for start in range(5)), strict=False):
        if len(set(terms(gram))) > 1:
            yield gram


def _quoted(statement: Statement, text: str) -> frozenset[str]:
    """The content words of what stands in quotation marks."""
    parts: Iterable[str] = [text] if statement.quote == "direct" else _QUOTED.findall(text)
    return frozenset(term for part in parts for term in terms(raw_words(part)))


def _around(text: str, roots: Roots) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    if _TURNS.search(text):
        return {}
    named = list(roots.mentions(text))
    places: dict[str, int] = {}
    for match in re.finditer(r"\w+", text):
        if deed := words_table().deeds.get(match.group().lower()):
            places.setdefault(deed, match.start())
    return {
        deed: (
            frozenset(root for at, root in named if at < place),
            frozenset(root for at, root in named if at > place),
        )
        for deed, place in places.items()
    }
