"""Invented reports as running text, with who says what in them found by their words: what origins are traced by."""

from __future__ import annotations

from dataclasses import dataclass, field

from allegedly.link.lineage import Lineage
from allegedly.link.origins import origins
from allegedly.link.roots import Roots
from allegedly.link.scene import canonical
from allegedly.link.views import views
from allegedly.model import Actor, Origin, Report, Source, Span, Statement, Via, identity

FELL = "the bridge at Ostrel fell into the river"


@dataclass
class Told:
    """A claim told by some reports; ids of actors are their names, those of statements "report.number"."""

    reports: dict[str, Report] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    copies: dict[str, frozenset[str]] = field(default_factory=dict)

    def actor(self, name, kind="person", **fields) -> str:
        self.actors.setdefault(name, Actor(name, name, kind, **fields))
        return name

    def report(self, name, text="", outlet=None, published=None, copy_of=()) -> str:
        self.reports[name] = Report(
            name, identity(name), text, outlet=outlet, published=published, language="en"
        )
        if copy_of:
            self.copies[name] = frozenset(copy_of)
        return name

    def says(self, report, source=None, *, content=FELL, words=None, via=(), co=(), kind=None):
        """Add a statement; `source` is an actor's name, `words` what the text calls it, `via` names or (name, words)."""
        number = sum(s.report == report for s in self.statements.values())
        known = self.actors.get(source or "")
        relays = [(v, v) if isinstance(v, str) else v for v in via]
        spoken = self.span(report, words or source) if source else None
        self.statements[f"{report}.{number}"] = Statement(
            id=f"{report}.{number}",
            report=report,
            content=(self.span(report, content) or Span(number, number + len(content), content),),
            source=Source(kind or (known.kind if known else "none"), source, spoken),
            cue=None,
            quote="indirect",
            act="says",
            proposition=True,
            certainty="asserted",
            polarity="asserts",
            co_sources=tuple(co),
            via=tuple(Via(actor, self.span(report, words)) for actor, words in relays),
        )
        return f"{report}.{number}"

    def span(self, report, words) -> Span | None:
        start = self.reports[report].text.find(words)
        return Span(start, start + len(words), words) if start >= 0 else None

    def origins(self) -> tuple[tuple[Origin, ...], int]:
        roots = Roots(self.actors.values())
        by_report = {
            r: [s for s in self.statements.values() if s.report == r] for r in self.reports
        }
        found = [v for r, s in by_report.items() for v in views(self.reports[r], s, roots)]
        found.sort(key=canonical)
        return origins(found, Lineage(found, self.reports, roots, self.copies))

    def groups(self) -> list[tuple[str, ...]]:
        """The statements of each origin."""
        return [origin.statements for origin in self.origins()[0]]

    def path(self, statement) -> list[tuple[str | None, str, str, str | None, bool]]:
        """Start, kind, end, words and whether it is a guess, of every step to a statement."""
        return [
            (e.start, e.kind, e.to, e.span.text if e.span else None, e.guess)
            for origin in self.origins()[0]
            for e in origin.path
            if e.statement == statement
        ]
