"""An invented story, as a ledger made by hand: six reports about drones over a frozen river."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from allegedly.model import (
    Actor,
    Claim,
    Contradiction,
    Copy,
    Correction,
    Denial,
    Drift,
    Edge,
    Generator,
    Ledger,
    Linked,
    Origin,
    Point,
    Quantity,
    Rejected,
    Related,
    Report,
    Series,
    Source,
    Span,
    Statement,
    Update,
    Via,
    identity,
)

if TYPE_CHECKING:
    from allegedly.model import ActorKind

TEXTS = {
    "harrow": "The Ardovian Interior Ministry said 40 drones crossed the Keld river on Sunday night. "
    "Keld and the Northern League jointly denied the report. A senior Ardovian official said more "
    "crossings were expected before the thaw. The river is frozen for most of the winter.",
    "lowland": "The Ardovian Interior Ministry said 40 drones crossed the Keld river on Sunday night. "
    "Keld and the Northern League jointly denied the report.",
    "stonebridge": "Col. Irsa Venn told Stonebridge Radio that up to 15 drones had crossed the river. "
    "Keld’s foreign minister, Tomas Auren, dismissed the accusations as theatre. Dozens of drones were "
    "reportedly being assembled at Port Sarel.",
    "evening": "Colonel Irsa Venn said on Thursday that at least 20 drones had crossed the river, raising her "
    "own figure. The Interior Ministry confirmed that 40 drones crossed the Keld river. Dozens of drones "
    "are being assembled at Port Sarel, it is understood.\n\n"
    "Correction: a report of 3 March gave up to 15 drones; Colonel Venn has since named more.",
    "tidewater": "Ships were turned away from Port Sarel, according to the harbour board.\n\nDrones worth "
    "3 million crowns stood on the quay.",
    "saebyeok": "강이 얼어붙었다고 내무부가 밝혔다.",
}

REPORTS: dict[str, dict[str, Any]] = {
    "harrow": {
        "outlet": "Harrow Dispatch",
        "published": "2026-03-02",
        "title": "Drones over the Keld",
    },
    "lowland": {"outlet": "Lowland Mercury", "published": "2026-03-03"},
    "stonebridge": {"outlet": "Stonebridge Radio", "published": "2026-03-03T08:30:00+01:00"},
    "evening": {
        "outlet": "Harrow Evening Sheet",
        "published": "2026-03-05",
        "published_basis": "given",
    },
    "tidewater": {"outlet": None, "published": None},
    "saebyeok": {
        "outlet": "새벽 신문",
        "published": "2026-03-04",
        "language": "ko",
        "unread": "ko",
    },
}

ACTORS: dict[str, tuple[str, ActorKind]] = {
    "ministry": ("Interior Ministry", "agency"),
    "keld": ("Keld", "government"),
    "league": ("Northern League", "organisation"),
    "venn": ("Irsa Venn", "person"),
    "auren": ("Tomas Auren", "person"),
    "official": ("a senior Ardovian official", "unnamed official"),
    "board": ("harbour board", "organisation"),
    "radio": ("Stonebridge Radio", "media"),
}


def at(report: str, words: str) -> Span:
    """The first place of the words in a report."""
    start = TEXTS[report].index(words)
    return Span(start, start + len(words), words)


def near(report: str, words: str, there: str) -> Span:
    """The place of the words that is nearest to other words."""
    text, to = TEXTS[report], at(report, there).start
    starts = [i for i in range(len(text)) if text.startswith(words, i)]
    start = min(starts, key=lambda i: abs(i - to))
    return Span(start, start + len(words), words)


def said(report: str, words: str, source: str, cue: str | None = None, **more: Any) -> Statement:
    """A statement; `source` is an actor, `none`, or `unknown`."""
    kind = ACTORS[source][1] if source in ACTORS else source
    return Statement(
        id=identity("statement", report, words),
        report=identity("report", report),
        content=(at(report, words), *more.pop("also", ())),
        source=Source(kind, identity("actor", source) if source in ACTORS else None),  # type: ignore[arg-type]
        cue=near(report, cue, words) if cue else None,
        quote=more.pop("quote", "indirect"),
        act="says",
        proposition=True,
        certainty=more.pop("certainty", "asserted"),
        polarity=more.pop("polarity", "asserts"),
        because=("frame:ccomp", f"lexicon:{cue or 'none'}"),
        **more,
    )


def drones(report: str, words: str, role: str = "crossed", **more: Any) -> tuple[Quantity, ...]:
    return (Quantity(at(report, words), unit="drones", role=role, **more),)


def _statements() -> dict[str, Statement]:
    crossed = "40 drones crossed the Keld river"
    keld_and_league: dict[str, Any] = {
        "polarity": "denies",
        "co_sources": (identity("actor", "league"),),
    }
    return {
        "A1": said("harrow", f"{crossed} on Sunday night", "ministry", "said", quantities=drones("harrow", "40", value=40.0)),
        "A2": said("harrow", "the report", "keld", "denied", **keld_and_league),
        "A3": said("harrow", "more crossings were expected before the thaw", "official", "said", certainty="predicted"),
        "A4": said("harrow", "The river is frozen for most of the winter", "none"),
        "B1": said("lowland", f"{crossed} on Sunday night", "ministry", "said", quantities=drones("lowland", "40", value=40.0)),
        "B2": said("lowland", "the report", "keld", "denied", **keld_and_league),
        "D1": said(
            "stonebridge", "up to 15 drones had crossed the river", "venn", "told",
            via=(Via(identity("actor", "radio"), at("stonebridge", "Stonebridge Radio")),),
            quantities=drones("stonebridge", "up to 15", value=15.0, bound="up to"),
        ),
        "D2": said("stonebridge", "the accusations", "auren", "dismissed", polarity="dismisses"),
        "D3": said(
            "stonebridge", "Dozens of drones were", "unknown", "reportedly", certainty="alleged",
            also=(at("stonebridge", "being assembled at Port Sarel"),),
            quantities=drones("stonebridge", "Dozens", "assembled", vague="dozens", bound="vague"),
        ),
        "F1": said(
            "evening", "at least 20 drones had crossed the river", "venn", "said",
            quantities=drones("evening", "at least 20", value=20.0, bound="at least"),
        ),
        "F2": said(
            "evening", crossed, "ministry", "confirmed", certainty="confirmed", quantities=drones("evening", "40", value=40.0)
        ),
        "F3": said("evening", "Dozens of drones are being assembled at Port Sarel", "unknown", "it is understood"),
        "G1": said("tidewater", "Ships were turned away from Port Sarel", "board", "according to"),
        "G2": said("tidewater", "Drones worth 3 million crowns stood on the quay", "none"),
    }  # fmt: skip


STATEMENTS = _statements()
"""Statements by the short names that the index should give them."""


def _claim(first: str, *more: str, origin: str | None = None, **fields: Any) -> Claim:
    ids = tuple(STATEMENTS[name].id for name in (first, *more))
    days = sorted(
        REPORTS[r]["published"] or ""
        for r in TEXTS
        for n in (first, *more)
        if identity("report", r) == STATEMENTS[n].report
    )
    return Claim(
        id=ids[0],
        wording=fields.pop("wording", STATEMENTS[first].wording),
        polarity=fields.pop("polarity", "asserts"),
        statements=ids,
        origins=(Origin(identity("actor", origin), ids, fields.pop("path", ())),) if origin else (),
        first_seen=days[0][:10] or None,
        last_seen=days[-1][:10] or None,
        **fields,
    )


def _id(name: str) -> str:
    return STATEMENTS[name].id


def _report(name: str) -> str:
    return identity("report", name)


def _step(name: str, kind: str, start: str, to: str, **more: Any) -> Edge:
    """One step of the way of a statement; its ends are actors or reports."""
    ends = (identity("actor" if end in ACTORS else "report", end) for end in (start, to))
    first, last = ends
    return Edge(_id(name), kind, last, start=first, **more)  # type: ignore[arg-type]


def _claims() -> tuple[Claim, ...]:
    path = (
        _step("A1", "says", "ministry", "harrow", span=at("harrow", "The Ardovian Interior Ministry")),
        _step("B1", "says", "ministry", "harrow", span=at("lowland", "The Ardovian Interior Ministry")),
        _step("B1", "copy", "harrow", "lowland", step=2, span=STATEMENTS["B1"].content[0]),
        _step("F2", "same figure", "ministry", "evening", guess=True, span=at("evening", "The Interior Ministry")),
    )  # fmt: skip
    relayed = (
        _step("D1", "relay", "venn", "radio", span=at("stonebridge", "Col. Irsa Venn")),
        _step("D1", "says", "radio", "stonebridge", step=2, span=at("stonebridge", "Stonebridge Radio")),
    )  # fmt: skip
    joint, dismissal = _id("A2"), _id("D2")
    return (
        _claim("A1", "B1", "F2", origin="ministry", path=path, denied_by=(joint,), contested=True),
        _claim("D1", origin="venn", path=relayed, denied_by=(dismissal,)),
        _claim("F1", origin="venn"),
        _claim("D3", "F3", denied_by=(dismissal,), contested=True, unknown_lineage=2,
               wording="dozens of drones were being assembled at Port Sarel."),
        _claim("A3", origin="official"),
        _claim("A4"),
        _claim("G1", origin="board"),
        _claim("G2"),
        _claim("A2", "B2", origin="keld", polarity="denies", denies=(_id("A1"),)),
        _claim("D2", origin="auren", polarity="denies", denies=(_id("D1"), _id("D3"))),
    )  # fmt: skip


def _point(name: str, actor: str | None = None, **more: Any) -> Point:
    by = identity("actor", actor) if actor else None
    return Point(_id(name), STATEMENTS[name].quantities[0], by, **more)


def _series() -> tuple[Series, ...]:
    crossed = (
        _point("A1", "ministry", conflicts=(_id("D1"),)),
        _point("B1", "ministry"),
        _point("D1", "venn", conflicts=(_id("A1"),)),
        _point("F1", "venn", updates=(_id("D1"),)),
        _point("F2", "ministry"),
    )
    claims = (_id("A1"), _id("D1"), _id("F1"))
    assembled = (_point("D3"),)
    return (
        Series(identity("series", "crossed"), "drones", "crossed", None, claims, crossed),
        Series(
            identity("series", "assembled"), "drones", "assembled", None, (_id("D3"),), assembled
        ),
    )


def story_by(date: str) -> Ledger:
    """The story as far as it was published by a day: of each link what is left on both its sides."""
    ledger = story()
    reports = tuple(r for r in ledger.reports if (r.published or "9")[: len(date)] <= date)
    here = {r.id for r in reports}
    statements = tuple(s for s in ledger.statements if s.report in here)
    left = {s.id for s in statements}
    claims = (_cut(c, left) for c in ledger.linked.claims if left.intersection(c.statements))
    linked = Linked(
        claims=tuple(claims),
        denials=tuple(d for d in ledger.linked.denials if d.statement in left),
        series=tuple(
            replace(s, points=tuple(p for p in s.points if p.statement in left))
            for s in ledger.linked.series
        ),
        updates=tuple(u for u in ledger.linked.updates if left.issuperset((*u.a, *u.b))),
        drifts=tuple(d for d in ledger.linked.drifts if left.issuperset((*d.a, *d.b))),
        corrections=tuple(c for c in ledger.linked.corrections if c.report in here),
    )
    return replace(ledger, reports=reports, statements=statements, linked=linked)


def _cut(claim: Claim, left: set[str]) -> Claim:
    kept = tuple(s for s in claim.statements if s in left)
    origins = tuple(replace(o, statements=kept) for o in claim.origins)
    return replace(claim, statements=kept, origins=origins)


def story() -> Ledger:
    """The whole ledger."""
    linked = Linked(
        claims=_claims(),
        denials=(
            Denial(_id("A2"), (_id("A1"),), "anaphor: the report"),
            Denial(_id("B2"), (_id("B1"),), "anaphor: the report"),
            Denial(_id("D2"), (_id("D1"), _id("D3")), "anaphor: the accusations"),
        ),
        related=(
            Related(_id("A1"), _id("D1"), (("embedding", 0.81), ("figures", -1.2)), "other figures: 40, up to 15"),
            Related(_id("D1"), _id("F1"), (("embedding", 0.9), ("figures", -0.6))),
        ),
        contradictions=(
            Contradiction((_id("A1"),), (_id("D1"),), "numeric", "40 is more than up to 15"),
        ),
        updates=(Update((_id("D1"),), (_id("F1"),), "same source, later report"),),
        series=_series(),
        drifts=(
            Drift(_id("A1"), "certainty", "hardens", (_id("A1"), _id("B1")), (_id("F2"),), "asserted, then confirmed"),
        ),
        corrections=(
            Correction(
                "correction", _report("evening"), _report("stonebridge"),
                at("evening", "Correction: a report of 3 March gave up to 15 drones"),
                (_id("D1"),), (_id("F1"),), "words: Correction",
            ),
        ),
    )  # fmt: skip
    return Ledger(
        generator=Generator("0.1.0", "a model", "1"),
        reports=tuple(
            Report(
                id=identity("report", name),
                sha256=hashlib.sha256(text.encode()).hexdigest(),
                text=text,
                **{
                    "published_basis": "metadata" if REPORTS[name]["published"] else "none",
                    **REPORTS[name],
                },
            )
            for name, text in TEXTS.items()
        ),
        rejected=(Rejected("blank.txt", "empty", "no bytes"),),
        actors=tuple(
            Actor(identity("actor", key), name, kind) for key, (name, kind) in ACTORS.items()
        ),
        statements=tuple(STATEMENTS.values()),
        copies=(Copy(identity("report", "lowland"), identity("report", "harrow"), 0.89),),
        linked=linked,
    )
