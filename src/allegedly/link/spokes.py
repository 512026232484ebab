"""Who speaks for which body, where a report's text says so: "coast guard commander X", "Its director, X", "X, a spokeswoman for Y".

An office is what counts: a fitter at a plant, a professor of a university speak for themselves. "Its" may be read
wrongly, so what hangs on it is a guess.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

from allegedly.link.names import BODIES
from allegedly.link.tables import affiliations
from allegedly.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.link.names import Names
    from allegedly.model import Actor, Report, Statement

__all__ = ["Spoken", "spoken"]

_BEFORE, _AFTER = 120, 120
"""Characters around a name in which its office stands: a clause."""
_MENTIONS = 3
"""A report says who somebody is when it names him first; later ones are by the name alone."""
_LOOSE = 3
"""Words that may stand between a body and an office: "Norlandic [defence ministry's press] spokesman"."""
_SENTENCE = re.compile(r"[.!?][\"”’]?\s")


@dataclass(frozen=True, slots=True)
class Spoken:
    """That somebody speaks for a body, and the words of a report that say so."""

    body: str
    report: str
    span: Span
    guess: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """A person's name in a report, what stands before it in its sentence, and what behind it."""

    report: Report
    start: int
    before: str
    end: int
    after: str

    def spoken(self, match: re.Match[str], body: str, *, guess: bool = False) -> Spoken:
        """Make a finding of what matched before or after."""
        base = self.end if match.string is self.after else self.start - len(self.before)
        words = match.group()
        start = base + match.start() + len(words) - len(words.lstrip(" ,"))
        end = base + match.start() + len(words.rstrip(" ,"))
        return Spoken(body, self.report.id, Span(start, end, self.report.text[start:end]), guess)


def spoken(
    reports: Mapping[str, Report], statements: Sequence[Statement], names: Names
) -> dict[str, tuple[Spoken, ...]]:
    """Person -> the bodies for which the reports say she speaks, what is plainly said first."""
    told: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.report in reports:
            told[statement.report].append(statement)
    found: dict[str, list[Spoken]] = defaultdict(list)
    for report in sorted(told):
        there = sorted(told[report], key=_place)
        for person in _persons(there, names):
            found[person.id] += _offices(person, reports[report], there, names)
    return {a: tuple(sorted(f, key=lambda s: (s.guess, s.report))) for a, f in found.items() if f}


def _place(statement: Statement) -> int:
    return statement.source.span.start if statement.source.span else 0


def _persons(statements: Sequence[Statement], names: Names) -> Iterator[Actor]:
    bodies = names.bodies
    for actor in sorted({s.source.actor for s in statements if s.source.actor}):
        known = bodies.actors.get(actor)
        if known and known.kind in {"person", "unknown"} and not bodies.unnamed(actor):
            yield known


def _offices(
    person: Actor, report: Report, told: Sequence[Statement], names: Names
) -> Iterator[Spoken]:
    for name in sorted((person.name, *person.aliases), key=lambda n: (-len(n), n)):
        for start in islice(_mentions(name, report.text), _MENTIONS):
            place = _placed(report, start, start + len(name))
            if found := _plainly(place, names) or _pointing(place, told, names):
                yield found
                return


def _mentions(name: str, text: str) -> Iterator[int]:
    """Yield where a name stands in a text as words of its own."""
    start = text.find(name) if name else -1
    while start >= 0:
        around = text[max(start - 1, 0) : start] + text[start + len(name) : start + len(name) + 1]
        if not any(map(str.isalnum, around)):
            yield start
        start = text.find(name, start + 1)


def _placed(report: Report, start: int, end: int) -> _Place:
    before = _SENTENCE.split(report.text[max(start - _BEFORE, 0) : start])[-1]
    return _Place(report, start, before, end, report.text[end : end + _AFTER])


def _plainly(place: _Place, names: Names) -> Spoken | None:
    """The body is named beside the office."""
    table = _patterns()
    for pattern, text in ((table.before, place.before), (table.after, place.after)):
        match = pattern.search(text)
        if match and not _left(match.group()) and (body := _named(match, names)):
            return place.spoken(match, body)
    if (match := table.minister.search(place.before)) and (body := names.ministry(match["topic"])):
        return place.spoken(match, body)
    return None


def _named(match: re.Match[str], names: Names) -> str | None:
    """The body in what matched: before the office, or behind its "of"."""
    groups = match.groupdict()
    if behind := groups.get("of") or groups.get("of2"):
        return names.starting(behind)
    if client := groups.get("client"):
        return names.whom(client)
    return names.closing(groups["ahead"], _LOOSE) if groups.get("ahead") else None


def _pointing(place: _Place, told: Sequence[Statement], names: Names) -> Spoken | None:
    """The body is pointed at: "its director", "the hospital's director", "the grid company's director"."""
    table = _patterns()
    match = table.its.search(place.before) or table.theirs.match(place.after)
    if match is None or _left(match.group()):
        return None
    groups = match.groupdict()
    nouns = (groups["nouns"] or groups.get("kind") or "").split()
    body = next(filter(None, map(names.ending, reversed(nouns))), None)
    if body is None and (not nouns or nouns[-1].lower() in affiliations().forms):
        ahead = place.before[: match.start()] if match.string is place.before else place.before
        body = names.first(ahead) or _last_speaker(told, place.start - len(ahead), names)
    return place.spoken(match, body, guess=True) if body else None


def _last_speaker(told: Sequence[Statement], before: int, names: Names) -> str | None:
    """The last source before some place, if it is a body: that is whom "its" means."""
    speaking = (
        s.source.actor
        for s in reversed(told)
        if s.source.actor and s.source.span and s.source.span.end <= before
    )
    actor = names.bodies.actors.get(next(speaking, None) or "")
    return names.bodies.of(actor.id) if actor and actor.kind in BODIES else None


def _left(words: str) -> bool:
    return bool(affiliations().former & set(re.findall(r"[a-z]+", words.lower())))


@dataclass(frozen=True, slots=True)
class _Patterns:
    """How offices are told, before and after a name; `ahead` and `of` hold the body, `nouns` point at it."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    minister: re.Pattern[str]
    its: re.Pattern[str]
    theirs: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    table = affiliations()
    head = rf"(?:{'|'.join(sorted(table.heads | table.spokespersons))})"
    law = "(?:lawyer|counsel|attorney)"
    of = r"(?:of|for|at) (?:the )?(?P<of>[^,;.]+)"
    client = r"(?:of|for) (?:the )?(?P<client>[^,;.]+)"
    ahead = r"(?P<ahead>[\w’'-]+(?: [\w’'-]+){0,8})"
    nouns = r"the (?P<nouns>(?:[\w-]+ ){0,2}[\w-]+)['’]s?"
    kinds = rf"(?:an? |the )?(?P<kind>{'|'.join(sorted(table.forms))})"
    few = r"(?:[\w-]+ ){0,2}?"
    bare = "|".join(sorted(table.spokespersons | table.inside))
    return _Patterns(
        before=re.compile(rf"(?:\b{head} {of}|\b{law} {client}|{ahead} {head}),? $", re.IGNORECASE),
        after=re.compile(
            rf"^,? (?:(?:who|which) (?:speaks|spoke|heads|leads|runs|chairs) (?:for )?(?:the )?(?P<of>[^,;.]+)"
            rf"|(?:the |an? )?{few}{law} {client}"
            rf"|(?:the |an? )?{few}{head} {of.replace('<of>', '<of2>')}"
            rf"|(?:the )?(?P<ahead>[\w’'-]+(?: [\w’'-]+){{0,5}}?) {head}\b)",
            re.IGNORECASE,
        ),
        minister=re.compile(r"\b(?P<topic>\w+) minister,? $", re.IGNORECASE),
        its=re.compile(
            rf"(?:\b(?:its {few}[\w-]+|{nouns} {few}{head}|{kinds} {head})"
            rf"|(?:^|[,;:] |\bthe )(?:{bare})),? $",
            re.IGNORECASE,
        ),
        theirs=re.compile(rf", (?:its {few}{head}|{nouns} {few}{head})\b", re.IGNORECASE),
    )
