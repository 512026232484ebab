"""Who speaks for which body, where a report's text says so: "coast guard commander X", "Its director, X", "X, a spokeswoman for Y".

An office is what counts: a fitter at a plant, a professor of a university speak for themselves. "Its" may be read
wrongly, so what hangs on it is a guess.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from allegedly.link.tables import affiliations
from allegedly.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from allegedly.link.bodies import Bodies
    from allegedly.model import Actor, Report, Statement

__all__ = ["Names", "Spoken", "spoken"]

_BEFORE, _AFTER = 120, 120
"""Characters around a name in which its office stands: a clause."""
_POSSESSIVE = r"(?:['’]s?)"
_KINDS = frozenset({"agency", "organisation", "government", "group"})
_ENDINGS = ("", "n", "an", "ian", "ese", "i", "ish")
"""Latvian, Chinese, Iraqi, Danish, each of the state's name."""
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
    """A person's name in a report."""

    report: Report
    start: int
    end: int

    @property
    def before(self) -> str:
        """What stands before it in its sentence."""
        text = self.report.text[max(self.start - _BEFORE, 0) : self.start]
        return _SENTENCE.split(text)[-1]

    @property
    def after(self) -> str:
        """What stands behind it."""
        return self.report.text[self.end : self.end + _AFTER]


def spoken(
    reports: Mapping[str, Report], statements: Sequence[Statement], names: Names
) -> dict[str, tuple[Spoken, ...]]:
    """Person -> the bodies for which the reports say she speaks, what is plainly said first."""
    sources: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        sources[statement.report].append(statement)
    bodies = names.bodies
    found: dict[str, list[Spoken]] = defaultdict(list)
    for report in (reports[r] for r in sorted(sources) if r in reports):
        told = sorted(sources[report.id], key=lambda s: s.source.span.start if s.source.span else 0)
        for actor in sorted({s.source.actor for s in told if s.source.actor}):
            person = bodies.actors.get(actor)
            if person and person.kind in {"person", "unknown"} and not bodies.unnamed(actor):
                found[actor] += _offices(person, report, told, names)
    return {a: tuple(sorted(f, key=lambda s: (s.guess, s.report))) for a, f in found.items() if f}


class Names:
    """The bodies of a story by the names that a text may give them."""

    def __init__(self, bodies: Bodies) -> None:
        self.bodies = bodies
        self._of: dict[str, str] = {}
        for actor in bodies.actors.values():
            if actor.kind in _KINDS:
                for name in bodies.names(actor.id):
                    self._of.setdefault(name, bodies.of(actor.id))
        self._adjectives = dict(reversed(list(_adjectives(bodies))))
        for name, body in (*self._adjectives.items(), *_first_words(bodies, self._of)):
            self._of.setdefault(name, body)
        longest = sorted(self._of, key=lambda n: (-len(n), n))
        pattern = "|".join(map(re.escape, longest)) or r"(?!)"
        self.patterns = _patterns(pattern)
        self._mention = re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)

    def body(self, name: str) -> str:
        """The body of a name that the pattern found."""
        return self._of[" ".join(name.lower().split())]

    def owner(self, name: str) -> str | None:
        """The government whose adjective, or whose name in the possessive, a body's name begins with."""
        first = re.match(r"(?:the )?([\w-]+?)(?:['’]s?)? ", name.lower())
        return self._adjectives.get(first[1]) if first else None

    def first(self, text: str) -> str | None:
        """The first body named in a text."""
        match = self._mention.search(text)
        return self.body(match.group()) if match else None

    def ending(self, noun: str) -> str | None:
        """The one body whose name ends with a noun: "the hospital" of a story with one."""
        found = {body for name, body in self._of.items() if name.split()[-1] == noun.lower()}
        return found.pop() if len(found) == 1 else None

    def near(self, name: str) -> str | None:
        """The one body whose name begins or ends with some words."""
        words = name.lower().split()
        found = {
            body
            for full, body in self._of.items()
            if words in (full.split()[: len(words)], full.split()[-len(words) :])
        }
        return found.pop() if len(found) == 1 else None


def _adjectives(bodies: Bodies) -> Iterator[tuple[str, str]]:
    """Yield the adjectives of states: of a government's name by its ending, of others as a body's name shows them."""
    known = sorted(bodies.actors.values(), key=lambda a: (a.kind != "government", a.id))
    for actor in known:
        names = sorted(bodies.names(actor.id))
        if actor.kind == "government":
            yield from ((name + end, bodies.of(actor.id)) for name in names for end in _ENDINGS)
        elif actor.kind in {"agency", "media"} and actor.state and " " in actor.name:
            yield actor.name.split()[0].lower(), bodies.of(actor.id)


def _first_words(bodies: Bodies, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the first word of each organisation's name, where it means nobody else: Dravin of Dravin United."""
    names = {
        (name.split()[0], bodies.of(a.id))
        for a in bodies.actors.values()
        if a.kind == "organisation" and a.name[:1].isupper()
        for name in bodies.names(a.id)
        if " " in name and len(name.split()[0]) > 3
    }
    times = Counter(first for first, _ in names)
    yield from (pair for pair in sorted(names) if times[pair[0]] == 1 and pair[0] not in known)


def _offices(
    person: Actor, report: Report, told: Sequence[Statement], names: Names
) -> Iterator[Spoken]:
    for name in sorted((person.name, *person.aliases), key=lambda n: (-len(n), n)):
        for match in re.finditer(rf"\b{re.escape(name)}\b", report.text):
            place = _Place(report, match.start(), match.end())
            if found := _plainly(place, names) or _pointing(place, told, names):
                yield found
                return


def _plainly(place: _Place, names: Names) -> Spoken | None:
    """The body is named beside the office."""
    table = names.patterns
    if (match := table.before.search(place.before)) and not _left(match.group()):
        return _made(place, match, names.body(match["b1"] or match["b2"]), before=True)
    if (match := table.after.match(place.after)) and not _left(match.group()):
        return _made(place, match, names.body(match["b1"] or match["b2"] or match["b3"]))
    if (match := table.minister.search(place.before)) and (
        body := names.near(f"{match['topic'].lower()} ministry")
    ):
        return _made(place, match, body, before=True)
    return None


def _pointing(place: _Place, told: Sequence[Statement], names: Names) -> Spoken | None:
    """The body is pointed at: "its director", "the hospital's director", "the company's spokeswoman"."""
    table = names.patterns
    match = table.its.search(place.before)
    before = match is not None
    match = match or table.theirs.match(place.after)
    if match is None or _left(match.group()):
        return None
    noun = match.groupdict().get("noun")
    body = names.ending(noun) if noun else None
    body = body or _meant(place, match.start() if before else None, told, names)
    return _made(place, match, body, before=before, guess=True) if body else None


def _meant(place: _Place, at: int | None, told: Sequence[Statement], names: Names) -> str | None:
    """Whom "its" means: who is named first in its sentence, else the last body to speak before."""
    ahead = place.before[:at] if at is not None else place.before
    if body := names.first(ahead):
        return body
    speaking = (
        s.source.actor
        for s in reversed(told)
        if s.source.actor and s.source.span and s.source.span.end <= place.start - len(ahead)
    )
    last = next(speaking, None)
    actor = names.bodies.actors.get(last or "")
    return names.bodies.of(actor.id) if actor and actor.kind in _KINDS else None


def _made(
    place: _Place, match: re.Match[str], body: str, *, before: bool = False, guess: bool = False
) -> Spoken:
    base = place.start - len(place.before) if before else place.end
    lead = len(match.group()) - len(match.group().lstrip(" ,"))
    start, end = base + match.start() + lead, base + match.start() + len(match.group().rstrip(" ,"))
    return Spoken(body, place.report.id, Span(start, end, place.report.text[start:end]), guess)


def _left(words: str) -> bool:
    return bool(affiliations().former & set(re.findall(r"[a-z]+", words.lower())))


@dataclass(frozen=True, slots=True)
class _Patterns:
    before: re.Pattern[str]
    after: re.Pattern[str]
    minister: re.Pattern[str]
    its: re.Pattern[str]
    theirs: re.Pattern[str]


def _patterns(body: str) -> _Patterns:
    table = affiliations()
    office = rf"(?:[\w-]+ ){{0,3}}?(?:{'|'.join(sorted(table.heads | table.spokespersons))})"
    of = r"(?:of|for|at) (?:the )?"
    deputy = r"(?:[\w-]+ ){0,2}?[\w-]+"
    return _Patterns(
        before=re.compile(
            rf"(?:\b(?P<b1>{body}){_POSSESSIVE}? {office}|\b{office} {of}(?P<b2>{body})),? $",
            re.IGNORECASE,
        ),
        after=re.compile(
            rf",? (?:who (?:speaks|spoke) for (?:the )?(?P<b1>{body})\b"
            rf"|(?:the |an? )?(?:{office}|lawyer|counsel) {of}(?P<b2>{body})\b"
            rf"|(?:the )?(?P<b3>{body}){_POSSESSIVE}? {office}\b)",
            re.IGNORECASE,
        ),
        minister=re.compile(r"\b(?P<topic>\w+) minister,? $", re.IGNORECASE),
        its=re.compile(
            rf"\b(?:its {deputy}|the (?P<noun>\w+){_POSSESSIVE} {office}|the minister),? $",
            re.IGNORECASE,
        ),
        theirs=re.compile(
            rf", (?:its {office}|the (?P<noun>\w+){_POSSESSIVE} {office})\b", re.IGNORECASE
        ),
    )
