"""What the link room looks at in a statement, worked out once."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from allegedly.link.figures import Figure, figures
from allegedly.link.outline import day
from allegedly.link.roots import sources
from allegedly.link.tables import words_table
from allegedly.link.words import raw_words, term, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from allegedly.link.roots import Roots
    from allegedly.model import Report, Span, Statement

__all__ = ["View", "text_of", "views"]

_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_TURNS = re.compile(r"\b(?:by|from)\b")
_ARTICLES = frozenset("the a an its their his her this that these those".split())
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
    content: frozenset[str]
    """The terms, each once."""
    undone: tuple[frozenset[int], frozenset[int]]
    """Numbers of the rows of opposites of which it has words of the first side only, and of the second only."""
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
    ends: frozenset[str]
    """Both ends of what runs or passes "between Finland and Estonia", lower case; empty where none are named."""
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


_ENDS = re.compile(
    r"\b[Bb]etween (?:the )?([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*) and (?:the )?([A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)*)"
)


def _ends(text: str) -> frozenset[str]:
    found = _ENDS.search(text)
    return frozenset(end.lower() for end in found.groups()) if found else frozenset()


def views(report: Report, statements: Sequence[Statement], roots: Roots) -> list[View]:
    """What is compared of the statements of a report."""
    joint: dict[tuple[object, ...], frozenset[str]] = defaultdict(frozenset)
    for statement in statements:
        joint[_said(statement)] |= _known(statement, roots)
    return [_view(s, report.published, roots, joint[_said(s)]) for s in statements]


def _said(statement: Statement) -> tuple[tuple[Span, ...], bool]:
    """What is said of which words: who denies what another says of the same words does not say it with him."""
    return statement.content, statement.polarity == "asserts"


def _told(words: Sequence[str], terms_of: Sequence[str | None]) -> Iterator[str]:
    """Yield the terms of a content but for participles that only describe: "beside the broken pipeline" breaks nothing."""
    for at, found in enumerate(terms_of):
        inside = 0 < at < len(words) - 1 and words[at - 1] in _ARTICLES
        describes = inside and words[at].endswith(("ed", "en")) and terms_of[at + 1] is not None
        if found is not None and not describes:
            yield found


def _known(statement: Statement, roots: Roots) -> frozenset[str]:
    """The sources of a statement, without those who stand for nobody in particular."""
    return frozenset(actor for actor in sources(statement) if not roots.generic(actor))


def _view(
    statement: Statement, published: str | None, roots: Roots, speakers: frozenset[str]
) -> View:
    text = text_of(statement)
    known = _known(statement, roots)
    named = tuple(roots.mentions(text))
    mentioned = frozenset(root for _, root in named)
    words = tuple(raw_words(text))
    of_word = [term(word) for word in words]
    found = tuple(one for one in of_word if one is not None)
    content = frozenset(found)
    return View(
        statement=statement,
        published=published,
        day=day(published),
        words=words,
        terms=found,
        grams=frozenset(_grams(words, of_word)),
        content=content,
        undone=_undone(content),
        deeds=frozenset(_told(words, of_word)) & _deeds(),
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
        around=_around(text, named),
        ends=_ends(text),
        denies=statement.polarity != "asserts",
        foretold=statement.certainty in _FORETOLD,
    )


def text_of(statement: Statement) -> str:
    """The content as running text."""
    return " ".join(" ".join(span.text.split()) for span in statement.content)


def _grams(words: Sequence[str], of_word: Sequence[str | None]) -> Iterator[tuple[str, ...]]:
    """Yield five words in a row if two of them are content; `of_word` has the term of each word of content."""
    for start in range(len(words) - 4):
        if len({*of_word[start : start + 5]} - {None}) > 1:
            yield tuple(words[start : start + 5])


@cache
def _deeds() -> frozenset[str]:
    return frozenset(words_table().deeds.values())


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple(
        (frozenset(terms(one)), frozenset(terms(other))) for one, other in words_table().opposed
    )


def _undone(content: frozenset[str]) -> tuple[frozenset[int], frozenset[int]]:
    has = [(bool(content & one), bool(content & other)) for one, other in _opposites()]
    return (
        frozenset(row for row, (one, other) in enumerate(has) if one and not other),
        frozenset(row for row, (one, other) in enumerate(has) if other and not one),
    )


def _quoted(statement: Statement, text: str) -> frozenset[str]:
    """The content words of what stands in quotation marks."""
    parts: Iterable[str] = [text] if statement.quote == "direct" else _QUOTED.findall(text)
    return frozenset(one for part in parts for one in terms(raw_words(part)))


def _around(
    text: str, named: Sequence[tuple[int, str]]
) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    if _TURNS.search(text):
        return {}
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
