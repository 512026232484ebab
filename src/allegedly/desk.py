"""What a person does with a case: judge it, follow what it says, have it read again. `case.py` hands it on."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from allegedly import batch
from allegedly.errors import InputError, NotFound
from allegedly.ingest import again
from allegedly.ledger import reattach
from allegedly.model import (
    CREDIBILITY,
    RELIABILITY,
    Follow,
    Followed,
    Judgement,
    Rating,
    Rejected,
    Reread,
    Standing,
    identity,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from allegedly.ledger import Store
    from allegedly.model import Actor, Anchor, Claim, Grade, JudgementKind, Ledger, Received
    from allegedly.settings import Settings

    Source = Literal["actor", "outlet"]

__all__ = [
    "actor",
    "anchors",
    "followed_as",
    "follows",
    "judgement",
    "rated_as",
    "read_again",
    "standing",
    "value_of",
]

UNKNOWN = "unknown"


def anchors(store: Store, kind: JudgementKind, items: Sequence[str]) -> tuple[Anchor, ...]:
    """Where a judgement on these items hangs; each is an id or how one begins."""
    if kind in {"wrong date", "wrong outlet"}:
        return tuple(store.anchor_report(store.whole_id("report", i)) for i in items)
    return tuple(store.anchor(store.whole_id("statement", i)) for i in items)


def judgement(
    kind: JudgementKind,
    anchored: tuple[Anchor, ...],
    said: tuple[str | None, str | None],
    by: str,
    why: str,
) -> Judgement:
    """Put a judgement together; the store gives it its moment and its id. `said` are field and value."""
    field, value = said
    return Judgement("", kind, anchored, by, why, entered="", field=field, value=value)


def value_of(store: Store, kind: JudgementKind, value: object) -> str | None:
    """Write what something should be as JSON text; whom the case knows is kept by id, name and kind."""
    if kind in {"wrong source", "wrong origin"}:
        value = _somebody(store, kind, value)
    elif kind in {"wrong date", "wrong outlet"}:
        value = None if value == UNKNOWN else value
    elif kind != "wrong field":
        return None
    try:
        return json.dumps(value, ensure_ascii=False)
    except (TypeError, ValueError) as error:
        raise InputError(f"{value!r} cannot be kept as the value of a judgement") from error


def _somebody(store: Store, kind: JudgementKind, value: object) -> object:
    if kind == "wrong origin" and value == UNKNOWN:
        return None
    if not isinstance(value, str) or value in {UNKNOWN, "none"}:
        return value
    known = actor(store, value)
    if known is None:
        return value
    named = {"kind": known.kind, "actor": known.id, "name": known.name}
    return named if kind == "wrong origin" else {**named, "span": None}


def actor(store: Store, name: str) -> Actor | None:
    """The actor with this id, else of this name, else with this alias; `None` where there is none.

    Raises:
        InputError: several have the name.
    """
    wanted, everybody = name.casefold(), store.actors()
    for called in (
        [a for a in everybody if a.id == name],
        [a for a in everybody if a.name.casefold() == wanted],
        [a for a in everybody if wanted in {n.casefold() for n in a.aliases}],
    ):
        if len(called) > 1:
            ids = ", ".join(f"{a.id} ({a.name}, {a.kind})" for a in called)
            raise InputError(f"{name!r} may be one of several; give an id: {ids}")
        if called:
            return called[0]
    return None


def standing(store: Store) -> tuple[Standing, ...]:
    """Every judgement with what it means; one whose report is not in the case any more means nothing."""
    attached = {s.judgement.id: s for s in store.standing()}
    return tuple(
        attached.get(j.id) or Standing(j, ((),) * len(j.anchors)) for j in store.judgements()
    )


# --- reading again ----------------------------------------------------------------------------------

NO_BYTES = "the case does not hold its bytes (it was imported)"
NOT_KNOWN = "how its bytes came is not known; add its file again"


def read_again(
    store: Store, settings: Settings, reports: Sequence[str], tell: Callable[[int], None]
) -> Reread:
    """Read these reports anew from the bytes in the case; judgements find their words again."""
    left: dict[str, str] = {}
    anew: list[str] = []
    done = 0
    for answers in batch.entries(_received(store, reports, left), settings):
        entries = [a for a in answers if not isinstance(a, Rejected)]
        left |= {a.input: f"{a.why}: {a.detail}" for a in answers if isinstance(a, Rejected)}
        anew += store.read_again(entries)
        done += len(entries)
        tell(done)
    return Reread(tuple(anew), done - len(anew), tuple(left.items()))


def _received(
    store: Store, reports: Sequence[str], left: dict[str, str]
) -> Iterator[Received | Rejected]:
    for id_ in reports:
        data = store.original(id_)
        found = None if data is None else again(store.as_read(id_), data, store.given(id_))
        if found is None:
            left[id_] = NO_BYTES if data is None else NOT_KNOWN
        else:
            yield replace(found, name=id_)


# --- rating -----------------------------------------------------------------------------------------

NO_GRADE = "reliability of an actor or outlet is A to F, credibility of a claim 1 to 6"


def rated_as(
    store: Store, ledger: Ledger, name: str, value: str, of: Source | None = None
) -> Rating:
    """What to keep of a rating; whoever said it, and why, is still to be added.

    A number is of a claim (by the id of it or of one of its statements), a letter of an actor or an outlet.

    Raises:
        InputError: the value is on neither axis, or the name may be an actor's as well as an outlet's.
        NotFound: nothing here is called so.
    """
    grade = value.strip().upper()
    if grade in {*CREDIBILITY, "6"} and of is None:
        return _credibility(store, ledger, name, cast("Grade", grade))
    if grade not in {*RELIABILITY, "F"}:
        raise InputError(NO_GRADE)
    found = list(_sources(store, ledger, name, of))
    if len(found) > 1:
        raise InputError(f"{name!r} is an actor and an outlet; say --actor or --outlet")
    if not found and _claim_called(ledger, name):
        raise InputError(f"{NO_GRADE}; {name} is a claim")
    if not found:
        raise NotFound(f"no actor and no outlet is called {name!r} here; see `allegedly claims`")
    what, called, target = found[0]
    return Rating("", "reliability", what, called, cast("Grade", grade), "", target=target)


def _credibility(store: Store, ledger: Ledger, name: str, grade: Grade) -> Rating:
    claim = _claim_called(ledger, name)
    if claim is None:
        raise NotFound(f"no claim is called {name!r} here, and {NO_GRADE}; see `allegedly claims`")
    words = store.anchor(claim.id)
    return Rating("", "credibility", "claim", claim.wording, grade, "", anchor=words)


def _sources(
    store: Store, ledger: Ledger, name: str, of: Source | None
) -> Iterator[tuple[Source, str, str]]:
    """Yield the actor and the outlet of this name, as far as they are asked for, each with its target."""
    somebody = actor(store, name) if of != "outlet" else None
    if somebody is not None:
        yield "actor", somebody.name, somebody.id
    outlets = {r.outlet for r in ledger.reports if r.outlet} if of != "actor" else set()
    alike = sorted(o for o in outlets if o.casefold() == name.casefold())
    for outlet in [name] if name in alike else alike[:1]:
        yield "outlet", outlet, outlet


# --- following --------------------------------------------------------------------------------------


def followed_as(store: Store, ledger: Ledger, name: str, by: str) -> Follow:
    """What to keep of a claim (by the id of it or of one of its statements) or of an actor that is to be followed.

    Raises:
        NotFound: it is neither.
    """
    claim = _claim_called(ledger, name)
    if claim is not None:
        words = store.anchor(claim.id)
        then = _counts(ledger, [claim])
        id_ = identity("follow", "claim", claim.id)
        return Follow(id_, "claim", claim.id, claim.wording, by, "", words, then)
    somebody = actor(store, name)
    if somebody is None:
        raise NotFound(f"no claim and no actor is called {name!r} here; see `allegedly claims`")
    then = _counts(ledger, _claims_of(ledger, somebody.id))
    id_ = identity("follow", "actor", somebody.id)
    return Follow(id_, "actor", somebody.id, somebody.name, by, "", None, then)


def _claim_called(ledger: Ledger, name: str) -> Claim | None:
    """The claim with this id, else the one that a statement with it is in."""
    claims = ledger.linked.claims
    whole = next((c for c in claims if c.id == name), None)
    return whole or next((c for c in claims if name in c.statements), None)


def follows(store: Store) -> tuple[Followed, ...]:
    """What is followed, each with the claims that it means now."""
    found = store.follows()
    if not found:
        return ()
    ledger = store.ledger()
    meant = ((f, _claims(store, ledger, f)) for f in found)
    return tuple(Followed(f, tuple(c.id for c in cs), _counts(ledger, cs)) for f, cs in meant)


def _claims(store: Store, ledger: Ledger, follow: Follow) -> list[Claim]:
    """The claim that holds the words followed, or all of an actor's."""
    if follow.kind == "actor":
        return _claims_of(ledger, follow.target)
    holders = {s: c for c in ledger.linked.claims for s in c.statements}
    here = [holders[s] for s in _meant(ledger, follow) if s in holders]
    if not here:
        try:
            id_ = store.resolve(follow.target)
        except NotFound:
            return []
        here = [c for c in ledger.linked.claims if c.id == id_]
    return here[:1]


def _meant(ledger: Ledger, follow: Follow) -> Iterator[str]:
    """The statements that have the words followed: first the one with the old id."""
    yield follow.target
    anchored = follow.anchor
    for report in ledger.reports if anchored else ():
        if anchored and report.sha256 == anchored.sha256:
            own = [s for s in ledger.statements if s.report == report.id]
            if found := reattach(anchored, report.text, own):
                yield found


def _claims_of(ledger: Ledger, actor: str) -> list[Claim]:
    """The claims with a statement of this actor."""
    made = {s.id for s in ledger.statements if actor in {s.source.actor, *s.co_sources}}
    return [c for c in ledger.linked.claims if made.intersection(c.statements)]


def _counts(ledger: Ledger, claims: Sequence[Claim]) -> tuple[tuple[str, int], ...]:
    """What there is of some claims: origins, reports, statements, claims that deny them, how many are contested."""
    where = {s.id: s.report for s in ledger.statements}
    statements = {s for c in claims for s in c.statements}
    return (
        ("claims", len(claims)),
        ("statements", len(statements)),
        ("reports", len({where[s] for s in statements if s in where})),
        ("origins", len({o.actor for c in claims for o in c.origins})),
        ("unknown", sum(c.unknown_lineage for c in claims)),
        ("denials", len({d for c in claims for d in c.denied_by})),
        ("contested", sum(c.contested for c in claims)),
    )
