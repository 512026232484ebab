"""Invented ledgers for assessing: reports, who says what in them, which claims, denials and corrections there are."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from allegedly.assess import assess, read_plan
from allegedly.model import (
    Actor,
    Claim,
    Correction,
    Denial,
    Generator,
    Ledger,
    Linked,
    Origin,
    Quantity,
    Report,
    Source,
    Span,
    Statement,
    Update,
    identity,
)

SENT = "Ruritania sent soldiers to Syldavia"

PLAN = """\
title = "Troops"
[[phase]]
name = "Watch"
[[phase]]
name = "Dispatch"
needs = { any = ["troops"] }
[[indicator]]
id = "troops"
title = "Soldiers sent"
words = ["soldier*"]
"""


def plan(more="", base=PLAN):
    """The plan above with more keys for its indicator."""
    return read_plan(f"{base}{more}\n", "plan.toml")


@dataclass
class World:
    """Builds a ledger; ids of actors and reports are their names, those of statements "report.number"."""

    reports: list[Report] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    actors: dict[str, Actor] = field(default_factory=dict)
    denials: list[Denial] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    updates: list[Update] = field(default_factory=list)
    claims: dict[str, list[str]] = field(default_factory=dict)
    untraced: set[str] = field(default_factory=set)

    def actor(self, name, kind="person", **fields):
        self.actors.setdefault(name, Actor(name, name, kind, **fields))
        return name

    def report(self, name, published="2026-03-01", outlet=None):
        self.reports.append(
            Report(name, identity(name), "", outlet=outlet or f"The {name}", published=published)
        )
        return name

    def says(self, report, source=None, content=SENT, certainty="asserted", **fields):
        """Add a statement of `source` (an actor, or `None` for the report's own voice)."""
        if source:
            self.actor(source)
        kind = fields.pop("kind", self.actors[source].kind if source else "none")
        claim = fields.pop("claim", None)
        if fields.pop("untraced", False):
            self.untraced.add(f"{report}.{len(self.statements)}")
        id_ = f"{report}.{len(self.statements)}"
        figures = tuple(
            Quantity(Span(0, 1, str(value)), value=value, unit=unit, bound=bound)
            for value, unit, bound in fields.pop("figures", ())
        )
        self.statements.append(
            Statement(
                id=id_,
                report=report,
                content=(Span(0, len(content), content),),
                source=Source(kind, source),
                cue=None,
                quote="indirect",
                act=fields.pop("act", "says"),
                proposition=fields.pop("proposition", True),
                certainty=certainty,
                polarity=fields.pop("polarity", "asserts"),
                quantities=figures,
                **fields,
            )
        )
        self.claims.setdefault(claim or id_, []).append(id_)
        return id_

    def denies(self, report, source, *targets, content="these reports", **fields):
        id_ = self.says(report, source, content, polarity="denies", **fields)
        self.denials.append(Denial(id_, tuple(targets), "the nearest"))
        return id_

    def retracts(self, report, of, *statements, kind="retraction"):
        self.corrections.append(
            Correction(kind, report, of, None, tuple(statements), (), "said so")
        )

    def updates_to(self, old, new):
        self.updates.append(Update((old,), (new,), "the same source"))

    def ledger(self):
        return Ledger(
            Generator("0", None, "1"),
            reports=tuple(self.reports),
            statements=tuple(self.statements),
            actors=tuple(self.actors.values()),
            linked=Linked(
                claims=tuple(self._claim(ids) for ids in self.claims.values()),
                denials=tuple(self.denials),
                corrections=tuple(self.corrections),
                updates=tuple(self.updates),
            ),
        )

    def _claim(self, ids):
        known = {s.id: s for s in self.statements}
        origins: dict[str, list[str]] = {}
        for i in ids:
            if (actor := known[i].source.actor) and i not in self.untraced:
                origins.setdefault(actor, []).append(i)
        made = tuple(Origin(a, tuple(s)) for a, s in origins.items())
        return Claim(ids[0], known[ids[0]].wording, "asserts", tuple(ids), origins=made)

    def assessed(self, more="", on="2026-03-20", base=PLAN, without=()):
        """The assessment of this ledger by a plan."""
        day = datetime.date.fromisoformat(on)
        return assess(plan(more, base), self.ledger(), day, without=without)

    def status(self, more="", on="2026-03-20", **how):
        """The status of the first indicator."""
        return self.assessed(more, on, **how).indicators[0].status
