"""A few invented reports, put together by hand: who says what where, without a reader."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from allegedly.link import link, tables, wanted
from allegedly.model import (
    Actor,
    Copy,
    Judged,
    Quantity,
    Report,
    Source,
    Span,
    Statement,
    Via,
    identity,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from allegedly.link import Embedder
    from allegedly.model import Claim, Denial, Linked


@contextmanager
def reweighed(**sections: dict[str, float]) -> Iterator[None]:
    """Other weights than those of the table, for a while."""
    read = tables._read
    changed = {s: {**read("weights.toml")[s], **values} for s, values in sections.items()}
    whole = {**read("weights.toml"), **changed}
    try:
        tables._read = lambda name: whole if name == "weights.toml" else read(name)
        tables.weights.cache_clear()
        yield
    finally:
        tables._read = read
        tables.weights.cache_clear()


@dataclass
class World:
    """Reports with their statements; ids of actors are their names, those of statements are given or counted."""

    reports: dict[str, Report] = field(default_factory=dict)
    statements: dict[str, Statement] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    copies: list[Copy] = field(default_factory=list)

    def actor(self, name, kind, state=None, *aliases) -> str:
        self.actors[name] = Actor(name, name, kind, state, aliases)
        return name

    def report(self, name, published=None, title=None, text="") -> str:
        self.reports[name] = Report(name, identity(name), text, title=title, published=published)
        return name

    def says(self, report, content, source=None, *, name=None, figure=None, **fields) -> str:
        """Add a statement and its words to a report; `figure` is (value, unit) or (value, unit, bound)."""
        text = self.reports[report].text
        start = len(text) + bool(text)
        span = Span(start, start + len(content), content)
        self.reports[report] = replace(self.reports[report], text=f"{text} {content}".strip())
        name = name or f"{report}.{len(self.statements):02}"
        relays = tuple(Via(actor, None) for actor in fields.pop("via", ()))
        self.statements[name] = Statement(
            id=name,
            report=report,
            content=(span,),
            source=fields.pop("from_", None) or self._source(source),
            cue=None,
            quote=fields.pop("quote", "indirect"),
            act="says",
            proposition=fields.pop("proposition", True),
            certainty=fields.pop("certainty", "asserted"),
            polarity=fields.pop("polarity", "asserts"),
            via=relays,
            quantities=(_quantity(span, *figure),) if figure else (),
            **fields,
        )
        return name

    def denies(self, report, content, source, **fields) -> str:
        return self.says(report, content, source, polarity="denies", **fields)

    def copy(self, report, of, published=None) -> str:
        """Print all of a report again under another name."""
        original = self.reports[of]
        self.reports[report] = replace(
            original, id=report, published=published or original.published
        )
        for s in [s for s in self.statements.values() if s.report == of]:
            name = s.id.replace(of, report) if of in s.id else f"{report}.{s.id}"
            self.statements[name] = replace(s, id=name, report=report)
        self.copies.append(Copy(report, of, 1.0))
        return report

    def vectors(self, embedder: Embedder) -> dict[str, NDArray[np.float32]]:
        return {i: embedder.vectors(texts) for i, texts in wanted(*self.lists()[:3]).items()}

    def lists(self):
        return (
            list(self.reports.values()),
            list(self.statements.values()),
            list(self.actors.values()),
            self.copies,
        )

    def link(self, embedder: Embedder | None = None, pairs=(), **judged) -> Linked:
        vectors = self.vectors(embedder) if embedder else {}
        return link(*self.lists(), vectors, Judged(tuple(pairs), **judged))

    def _source(self, source) -> Source:
        return Source(self.actors[source].kind, source) if source else Source("none")


def _quantity(span, value, unit, bound="exact", role=None) -> Quantity:
    return Quantity(span, value=value, unit=unit, bound=bound, role=role)


def claim_of(linked: Linked, statement: str) -> Claim:
    return next(c for c in linked.claims if statement in c.statements)


def denial_of(linked: Linked, statement: str) -> Denial:
    return next(d for d in linked.denials if d.statement == statement)


def cast() -> World:
    """Those who speak in the story."""
    w = World()
    w.actor("Norland", "government", "XN", "Karsk")
    w.actor("Sudmark", "government", "XS", "Velmar")
    w.actor("Sudmark defence ministry", "agency", "XS")
    w.actor("Mira Dolan", "person", "XS", "Sudmark's foreign minister Mira Dolan")
    w.actor("Red Lantern", "group")
    w.actor("Coastal Observatory", "organisation")
    w.actor("Telmark hospital", "organisation")
    w.actor("a port official", "unnamed official")
    w.actor("Harbour Wire", "media")
    w.actor("reports", "media")
    return w


def harbour() -> World:
    """Seven reports: rockets on an invented port, and one about something else."""
    w = cast()

    w.report("r1", "2031-05-02", "Norland rockets hit the port of Telmark, Sudmark says")
    w.says(
        "r1",
        "Norland fired 40 rockets at the port of Telmark",
        "Sudmark defence ministry",
        name="r1.fired",
        figure=(40, "rockets"),
    )
    w.denies("r1", "these claims", "Norland", name="r1.no")
    w.says(
        "r1",
        "12 people were killed in the port of Telmark",
        "a port official",
        name="r1.dead",
        figure=(12, "people"),
    )
    w.copy("r2", "r1")

    w.report("r3", "2031-05-03", "Telmark port: Sudmark blames Norland for rockets, toll rises")
    w.says(
        "r3",
        "rockets were fired at the port of Telmark",
        "reports",
        name="r3.reports",
        certainty="alleged",
    )
    w.says(
        "r3",
        "Norland launched 40 rockets at Telmark port",
        "Mira Dolan",
        name="r3.fired",
        via=("Harbour Wire",),
        figure=(40, "rockets"),
    )
    w.says(
        "r3",
        "19 people were killed in the port of Telmark",
        "a port official",
        name="r3.dead",
        figure=(19, "people"),
    )

    w.report("r4", "2031-05-03", "Norland and Red Lantern deny firing rockets at Telmark port")
    w.denies("r4", "the allegations", "Norland", name="r4.no", co_sources=("Red Lantern",))
    w.says("r4", "the port of Telmark has been closed to all ships", name="r4.closed")

    w.report("r5", "2031-05-04", "Observatory counts rockets on Telmark port")
    w.says(
        "r5",
        "Norland fired 40 rockets at the port of Telmark",
        "Coastal Observatory",
        name="r5.fired",
        figure=(40, "rockets"),
    )
    w.says(
        "r5",
        "31 people were killed in the port of Telmark",
        "Telmark hospital",
        name="r5.dead",
        figure=(31, "people"),
    )

    w.report("r6", "2031-05-04", "Sudmark weighs sending troops to Telmark port after rockets")
    w.says(
        "r6",
        "Sudmark may send 5,000 troops to the port of Telmark",
        "Sudmark",
        name="r6.send",
        certainty="considered",
        figure=(5000, "troops"),
    )
    w.says(
        "r6",
        "firing rockets at the port of Telmark would be an act of war if it is true",
        "Coastal Observatory",
        name="r6.if",
        certainty="conditional",
    )
    w.denies("r6", "Sudmark stole grain from the silos of Osterby", "Sudmark", name="r6.grain")

    w.report("r7", "2031-05-04", "Bakers of Lindholm win the national bread prize")
    w.says(
        "r7",
        "the bakers of Lindholm won the bread prize for their rye loaf",
        "Coastal Observatory",
        name="r7.bread",
    )
    return w
