"""Every noun of the house, frozen. Standard library only.

Spans count Python characters of the report's text, end exclusive; `text[start:end]` always equals the
quotation. Dates are ISO 8601 strings that carry their own precision. Unknown is `None` or an empty tuple.
The public JSON of these nouns is described in `docs/ledger-format.md`.
"""

from __future__ import annotations

import calendar
import datetime
import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "CREDIBILITY",
    "EVENTS",
    "MET",
    "RELIABILITY",
    "RULE_FAILED",
    "Act",
    "Actor",
    "ActorKind",
    "Added",
    "Alert",
    "Amount",
    "Anchor",
    "Assessed",
    "Assessment",
    "Bound",
    "Certainty",
    "Claim",
    "Contradiction",
    "Copy",
    "Correction",
    "Delivery",
    "Denial",
    "Drift",
    "Edge",
    "Evidence",
    "Follow",
    "Followed",
    "Generator",
    "Given",
    "Grade",
    "Groups",
    "Hit",
    "Indicator",
    "Judged",
    "Judgement",
    "JudgementKind",
    "Ledger",
    "Linked",
    "Marked",
    "Measure",
    "Media",
    "Metadata",
    "Needs",
    "Origin",
    "Part",
    "Phase",
    "Plan",
    "Point",
    "Polarity",
    "Problem",
    "PublishedBasis",
    "Quantity",
    "QuoteKind",
    "Quoted",
    "Rating",
    "Reading",
    "Received",
    "Rejected",
    "Related",
    "Report",
    "Reread",
    "Series",
    "Sought",
    "Source",
    "SourceKind",
    "Span",
    "Standing",
    "Statement",
    "Status",
    "Time",
    "Told",
    "Turn",
    "Unchanged",
    "Update",
    "Via",
    "Visit",
    "Whose",
    "Why",
    "Window",
    "at_least",
    "holding",
    "identity",
    "judgement_id",
    "last_day",
    "rating_id",
    "statement_id",
]

Media = Literal["text", "markdown", "html"]
Why = Literal[
    "empty",
    "unreadable",
    "too large",
    "binary",
    "broken line",
    "no article text",
    "not yet",
    "missing",
    "not allowed",
    "not fetched",
]
PublishedBasis = Literal["given", "metadata", "text", "none"]
ActorKind = Literal[
    "person",
    "government",
    "agency",
    "organisation",
    "media",
    "unnamed official",
    "group",
    "unknown",
]
SourceKind = Literal[ActorKind, "none"]
QuoteKind = Literal["direct", "indirect", "mixed", "none"]
Act = Literal["says", "considers", "intends", "asks", "evaluates"]
Certainty = Literal["confirmed", "asserted", "considered", "conditional", "alleged", "predicted"]
Polarity = Literal["asserts", "denies", "dismisses"]
Bound = Literal["exact", "about", "at least", "up to", "more than", "less than", "vague"]


Groups = tuple[tuple[str, ...], ...]
"""Names or words: of several in one group any will do for `Indicator.actors`, all are needed for `Indicator.words`."""


RULE_FAILED = "a rule failed on it (a fault of ours: please report it with the text)"
"""What is said of a report that our own rules could not read."""


def identity(*parts: object) -> str:
    """A stable id from content: 16 hexadecimal digits of the SHA-256 of the parts, joined by U+001F."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf8", "surrogatepass")).hexdigest()[
        :16
    ]


_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?")


def last_day(date: str) -> datetime.date | None:
    """The last day that a date of any precision can mean, or `None` where it is no date."""
    match = _DATE.fullmatch(date)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2] or 12)
    try:
        return datetime.date(year, month, int(match[3] or calendar.monthrange(year, month)[1]))
    except ValueError:  # a 13th month, a 30th of February
        return None


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters `start` to `end` (exclusive) of a report's text, and what stands there."""

    start: int
    end: int
    text: str


def statement_id(report: str, content: Sequence[Span], source: Span | None) -> str:
    """Make the id of a statement: a hash of its report, its content spans and the span of its source."""
    places = [f"{s.start}-{s.end}" for s in content]
    return identity(
        "statement", report, *places, "source", f"{source.start}-{source.end}" if source else ""
    )


# --- what arrives -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the giver of a report says about it; `ref` is the giver's own id. `author` is kept with it, and tells no reports apart."""

    ref: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    author: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """One input as it came: `name` is how the user would recognise it (a path, `-`, `file.jsonl:3`).

    `data` are the bytes as received (of a JSON line: the whole line). `text` is set where the giver hands
    over decoded text that is to be kept exactly (with `media="html"`: decoded HTML), `None` where the reader has to
    find it in `data`.
    """

    name: str
    data: bytes
    media: Media
    metadata: Metadata = Metadata()
    text: str | None = None

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes as received, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @property
    def report_id(self) -> str:
        """The id that a report made of this input has: same bytes with the same metadata, same id."""
        m = self.metadata
        return identity(
            "report",
            self.sha256,
            m.ref or "",
            m.url or "",
            m.title or "",
            m.outlet or "",
            m.published or "",
        )


@dataclass(frozen=True, slots=True)
class Given:
    """How a report's bytes came: what reading them again needs beside them. `decoded`: the text stands in a JSON line."""

    name: str
    media: Media
    metadata: Metadata = Metadata()
    decoded: bool = False


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that became no report, and why. `sha256` is of its bytes where there were any."""

    input: str
    why: Why
    detail: str
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Unchanged:
    """An input that holds nothing but what the case has already: an address that answers so, an entry seen before."""

    name: str


@dataclass(frozen=True, slots=True)
class Visit:
    """What is remembered of an address, so that it is not fetched twice.

    `report` is the id of what was received (`None`: a feed) and `sha256` that of its bytes, `etag` and `modified` are what
    the server said of it, `stamp` when the feed that named it says that it changed.
    """

    address: str
    report: str | None = None
    sha256: str | None = None
    etag: str | None = None
    modified: str | None = None
    stamp: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class Marked:
    """A stretch of a report that is no article text: marked, never cut. `kind` says what it is."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Report:
    """One document. The text is immutable for one (sha256, reader) pair.

    `unread` says why it has no statements: another language (`"ko"`), or `"failed"` where a rule failed on it.
    """

    id: str
    sha256: str
    text: str
    ref: str | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    published_basis: PublishedBasis = "none"
    language: str | None = None
    boilerplate: tuple[Marked, ...] = ()
    unread: str | None = None
    cuts: tuple[int, ...] = ()
    """Offsets where the text, too long for one parse, was cut: a sentence that ran across one is read in two."""

    @property
    def why_unread(self) -> str:
        """Why it has no statements, in words; empty where it was read."""
        return (
            RULE_FAILED
            if self.unread == "failed"
            else f"language {self.unread}" * bool(self.unread)
        )


@dataclass(frozen=True, slots=True, order=True)
class Copy:
    """`report` holds a `share` (0 to 1) of what `of` says, word for word, and came after it.

    Where times do not tell who was first, the direction is that of containment: the contained one is the copy.
    """

    report: str
    of: str
    share: float


# --- what is read -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who makes statements or is spoken of. `state` is an ISO 3166 alpha-2 code.

    `affiliation` is the name of the body that a spokesperson or state media speak for, where text or table say so.
    """

    id: str
    name: str
    kind: ActorKind
    state: str | None = None
    aliases: tuple[str, ...] = ()
    affiliation: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who makes a statement: an actor; `none`, the report's own voice; or `unknown`, attributed but unresolved."""

    kind: SourceKind
    actor: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Via:
    """A relay between the source and this report."""

    actor: str | None
    span: Span | None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure of a statement. `value`, or `min` and `max`, or a `vague` word such as "dozens"."""

    span: Span
    value: float | None = None
    min: float | None = None
    max: float | None = None
    vague: str | None = None
    unit: str | None = None
    bound: Bound = "exact"
    role: str | None = None
    change: Literal["up", "down"] | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression: TIMEX3 `type` and `value`, and the interval it means against the publication date."""

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str | None
    start: str | None
    end: str | None
    role: Literal["event", "statement"] = "event"


@dataclass(frozen=True, slots=True)
class Statement:
    """One proposition in one report, with who makes it and how firmly. `because` names frame, lexicon and rules."""

    id: str
    report: str
    content: tuple[Span, ...]
    source: Source
    cue: Span | None
    quote: QuoteKind
    act: Act
    proposition: bool
    certainty: Certainty
    polarity: Polarity
    co_sources: tuple[str, ...] = ()
    via: tuple[Via, ...] = ()
    event: str | None = None
    actors: tuple[str, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()
    score: float = 1.0
    because: tuple[str, ...] = ()

    @property
    def wording(self) -> str:
        """The content in one line, its pieces joined by an ellipsis."""
        return " … ".join(" ".join(s.text.split()) for s in self.content)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the statements room makes of one report."""

    report: str
    statements: tuple[Statement, ...] = ()
    actors: tuple[Actor, ...] = ()
    cuts: tuple[int, ...] = ()
    """Of the report: see there."""
    failed: bool = False
    """Whether a rule failed on this report: it is kept, without statements."""


# --- what is linked ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Denial:
    """A denying statement and the statements that it denies, with the rule that found them."""

    statement: str
    targets: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Edge:
    """One step of the way on which a `statement` came: from the origin over relays to the report that prints it.

    It leads from `start` to `to`, each the id of an actor or of a report; `step` counts from the origin on, and the
    last `to` is the statement's report. `span` are the words of that report that say so (the source's, the relay's,
    a credit line, what was copied). A `guess` is shown as one.
    """

    statement: str
    kind: Literal[
        "says",
        "relay",
        "spokesperson",
        "state media",
        "credit",
        "copy",
        "same figure",
        "same words",
        "judged",
    ]
    to: str
    guess: bool = False
    step: int = 1
    start: str | None = None
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """An independent source that a claim goes back to, the statements behind it, and the path of each."""

    actor: str
    statements: tuple[str, ...]
    path: tuple[Edge, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """The proposition that statements share. Its id is that of its canonical earliest statement."""

    id: str
    wording: str
    polarity: Literal["asserts", "denies"]
    statements: tuple[str, ...]
    denies: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    contested: bool = False
    origins: tuple[Origin, ...] = ()
    unknown_lineage: int = 0
    first_seen: str | None = None
    last_seen: str | None = None

    @property
    def guesses(self) -> int:
        """How many steps on the paths of its origins are guesses."""
        return sum(edge.guess for origin in self.origins for edge in origin.path)


@dataclass(frozen=True, slots=True)
class Related:
    """Two statements that come near each other but were not joined: the features that say so, and `why` not."""

    a: str
    b: str
    because: tuple[tuple[str, float], ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Statements that cannot both hold."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    kind: Literal["denial", "numeric", "attribution", "place"]
    because: str


@dataclass(frozen=True, slots=True)
class Update:
    """A later figure by the same source: `b` replaces `a`."""

    a: tuple[str, ...]
    b: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series: where it stands, and whom it goes back to (`None`: own voice, or nobody knows).

    `updates` are statements whose figure it replaces, `conflicts` those whose figure cannot hold beside it.
    """

    statement: str
    quantity: Quantity
    actor: str | None = None
    updates: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """Who said which figure of one quantity when, in order: never joined across roles or subsets.

    `id` is a hash of its first point's statement and span; `subset` names whom of those counted it is about.
    """

    id: str
    unit: str | None
    role: str | None
    subset: str | None
    claims: tuple[str, ...]
    points: tuple[Point, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements whose figures these are, in order."""
        return tuple(point.statement for point in self.points)


@dataclass(frozen=True, slots=True)
class Drift:
    """A claim that hardens or softens from statements `a` to later ones `b` without a new origin.

    `kind` says what moved: the claim's certainty, attribution or figure, a denial of it, or one actor's position.
    """

    claim: str
    kind: Literal["certainty", "attribution", "figure", "denial", "position"]
    direction: Literal["hardens", "softens"]
    a: tuple[str, ...]
    b: tuple[str, ...]
    because: str
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What `report` takes back or sets right, in itself or in the report `of` (`None`: not among these reports).

    `span` is the notice that says so; statements `b` stand instead of `a`, where either is known.
    """

    kind: Literal["correction", "retraction", "new version"]
    report: str
    of: str | None
    span: Span | None
    a: tuple[str, ...]
    b: tuple[str, ...]
    because: str


@dataclass(frozen=True, slots=True)
class Judged:
    """Judgements as linking needs them: each speaks of statements by their ids.

    `targets` say of a denial and a statement whether the one denies the other; `origins` to whom a statement goes
    back (an actor's id, `None` for unknown lineage); `reports` which belong to one story for the sake of the others.
    """

    pairs: tuple[tuple[str, str, Literal["same", "different"]], ...] = ()
    targets: tuple[tuple[str, str, Literal["right", "wrong"]], ...] = ()
    origins: tuple[tuple[str, str | None], ...] = ()
    reports: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """What the link room makes of the statements of some reports."""

    claims: tuple[Claim, ...] = ()
    denials: tuple[Denial, ...] = ()
    related: tuple[Related, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    updates: tuple[Update, ...] = ()
    series: tuple[Series, ...] = ()
    drifts: tuple[Drift, ...] = ()
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Sought:
    """What statements are looked for by in a whole case. What is empty asks for nothing.

    One of the `events`; of each group of `actors` (ids) one; one of the groups of `words` with all of its words, where
    `*` ends the beginning of a word. An answer holds every statement that fits, and perhaps some that do not.
    """

    events: tuple[str, ...] = ()
    actors: tuple[frozenset[str], ...] = ()
    words: Groups = ()


# --- what is kept -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a judgement hangs: W3C TextQuote and TextPosition in the report with these bytes.

    The words of `cue` and `source` tell apart statements that share their content. A judgement about a report has no
    words (`exact` is empty): `report` is its id, which tells apart reports that share their bytes.
    """

    sha256: str
    exact: str
    prefix: str
    suffix: str
    start: int
    end: int
    cue: str | None = None
    source: str | None = None
    report: str | None = None


JudgementKind = Literal[
    "same",
    "different",
    "unsure",
    "not a statement",
    "wrong source",
    "wrong field",
    "wrong target",
    "right target",
    "wrong origin",
    "wrong date",
    "wrong outlet",
]


@dataclass(frozen=True, slots=True)
class Judgement:
    """An analyst's correction. It outlives every re-run; machine rows are never edited.

    `field` is the part judged, `value` what it should be (JSON text); `anchors` are one statement or report, the two
    statements of a pair, or a denial and what it denies or does not. A source or origin is given as an actor's id, or
    by the name of somebody whom no report shows; an origin, a date and an outlet may be `null`: unknown.
    """

    id: str
    kind: JudgementKind
    anchors: tuple[Anchor, ...]
    by: str
    why: str
    entered: str
    field: str | None = None
    value: str | None = None


def judgement_id(judgement: Judgement) -> str:
    """Make the id of a judgement: a hash of what it says of which words, by whom, why and when."""
    words = [part for a in judgement.anchors for part in (a.sha256, a.start, a.end, a.exact, a.cue)]
    more = [part for a in judgement.anchors for part in (a.source, a.report)]
    said = (judgement.kind, judgement.field, judgement.value)
    entered = (judgement.by, judgement.why, judgement.entered)
    return identity("judgement", *said, *words, *more, *entered)


@dataclass(frozen=True, slots=True)
class Standing:
    """A judgement as it stands: what each of its anchors means now, and why a person should look at it again.

    `means` are ids of statements or reports; several where reports share their bytes or copy each other, none where
    nothing has these words any more.
    """

    judgement: Judgement
    means: tuple[tuple[str, ...], ...]
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Follow:
    """A claim or an actor that somebody wants to hear of, and how it stood when that began.

    `target` is the id at that moment and `anchor` the words of a claim's earliest statement, which outlive merges,
    splits and new readings. `then` counts what there was.
    """

    id: str
    kind: Literal["claim", "actor"]
    target: str
    name: str
    by: str
    entered: str
    anchor: Anchor | None = None
    then: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Followed:
    """How something followed stands: the ids of the claims that it means now (none: gone), and what there is of them."""

    follow: Follow
    claims: tuple[str, ...]
    now: tuple[tuple[str, int], ...]


RELIABILITY = "ABCDE"
"""Of a source, best first; F, which cannot be judged, is outside this order and not its end."""

CREDIBILITY = "12345"
"""Of what is claimed, best first; 6, which cannot be judged, is outside this order and not its end."""

Grade = Literal["A", "B", "C", "D", "E", "F", "1", "2", "3", "4", "5", "6"]


@dataclass(frozen=True, slots=True)
class Rating:
    """How far an analyst trusts a source (A to F), or what is claimed (1 to 6): two axes that say nothing of each other.

    `target` is what it means in the ledger at hand: an actor's id, an outlet's name, a claim's id, or `None` where
    nothing there is meant. A claim is found by the words of `anchor`, its earliest statement's when it was rated; they
    outlive merges, splits and new readings. Of two ratings of one thing the later holds.
    """

    id: str
    kind: Literal["reliability", "credibility"]
    of: Literal["actor", "outlet", "claim"]
    name: str
    """Of an actor or outlet; of a claim its wording when it was rated."""
    value: Grade
    by: str
    why: str = ""
    entered: str = ""
    target: str | None = None
    anchor: Anchor | None = None


def rating_id(rating: Rating) -> str:
    """Make the id of a rating: a hash of what it says of whom or which words, by whom, why and when."""
    words = rating.anchor
    place = (words.sha256, words.start, words.end, words.exact) if words else (rating.name,)
    said = (rating.kind, rating.of, rating.value, rating.by, rating.why, rating.entered)
    return identity("rating", *said, *place)


def holding(ratings: Iterable[Rating]) -> dict[tuple[str, str], Rating]:
    """What is rated (("actor", id), ("outlet", name) or ("claim", id)) and the rating that holds: the last one entered."""
    return {(r.of, r.target): r for r in ratings if r.target is not None}


def at_least(value: str, asked: str) -> bool:
    """Whether a rating is as good as the one asked for, on the same axis; what cannot be judged is never known to be."""
    return any(
        value in axis[: axis.index(asked) + 1]
        for axis in (RELIABILITY, CREDIBILITY)
        if asked in axis
    )


@dataclass(frozen=True, slots=True)
class Generator:
    """What made the derived rows."""

    version: str
    model: str | None
    reader: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """One case at one moment, in canonical order: what views and exports are made of."""

    generator: Generator
    reports: tuple[Report, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    copies: tuple[Copy, ...] = ()
    linked: Linked = field(default_factory=Linked)
    judgements: tuple[Judgement, ...] = ()
    ratings: tuple[Rating, ...] = ()
    """In order of entry; `holding` says which of them hold."""


# --- what is assessed -------------------------------------------------------------------------------

Status = Literal["met", "met, contested", "reported", "anticipated", "expired", "not met"]
Part = Literal["done", "reported", "sign", "against", "passed over"]
Whose = Literal["anyone", "named", "not own voice"]

MET: tuple[Status, ...] = ("met", "met, contested")
"""The statuses that say that an indicator is met in the ledger."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure that is asked for: at least so many of something; its `units` are words, `troop*` every word that begins so."""

    at_least: float
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """Days between which something has to happen, both included; ISO 8601."""

    start: str | None = None
    end: str | None = None


EVENTS = tuple(
    "ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST RETREAT "
    "SANCTION SUPPORT THREATEN".split()
)
"""The event types that our own reading gives: those of the PLOVER manual of 2021."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that an analyst looks out for: which statements count, whose, how firm, and for how long.

    A statement has to fit every field that is given: one of the `events`, all of the `actors` (who makes the
    statement is one of those involved), one of the `places`, one of the `words` and none of those in `without`, the
    amount, the window. `sources` are whose statements count: those of everybody, of everybody named, of everybody but the
    report itself, or of the actors named there. `fresh` is in days.
    """

    id: str
    title: str
    events: tuple[str, ...] = ()
    actors: Groups = ()
    places: tuple[str, ...] = ()
    words: Groups = ()
    without: tuple[str, ...] = ()
    amount: Amount | None = None
    window: Window = Window()
    whose: Whose | None = "anyone"
    """`None`: those of `sources`."""
    sources: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    done: tuple[Certainty, ...] = ("confirmed", "asserted")
    origins: int = 1
    anticipates: tuple[Certainty, ...] = ("considered", "predicted")
    fresh: int | None = None
    reliability: str | None = None
    """How reliable its source has to be rated, or better; `None` asks for no rating."""
    credibility: str | None = None
    """Likewise of the claim."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One part of the response agreed for a phase; `kind` is diplomatic, economic, military, or the user's own."""

    kind: str
    what: str


@dataclass(frozen=True, slots=True)
class Needs:
    """Which indicators (ids) have to be met for a phase: every part that is given has to hold."""

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    at_least: int = 0
    of: tuple[str, ...] = ()

    @property
    def named(self) -> tuple[str, ...]:
        """The indicators that it speaks of, each once."""
        return tuple(dict.fromkeys((*self.all, *self.any, *self.of)))


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of a graduated response. `alone` are indicators each of which calls for it by itself."""

    name: str
    meaning: str = ""
    measures: tuple[Measure, ...] = ()
    needs: Needs = Needs()
    alone: tuple[str, ...] = ()
    counts: tuple[Status, ...] = MET
    """The statuses of an indicator that count as met here."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The analyst's file: what to look out for, and the response agreed. Phases ascend; the first asks for nothing."""

    title: str
    phases: tuple[Phase, ...]
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A statement that bears on an indicator: as what, on which days (`until` is the first day on which no more), why."""

    statement: str
    part: Part
    because: str
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Assessed:
    """How an indicator stands in the ledger, and what makes it so.

    `origins` and `denied_by` are actors (ids). `unknown` counts statements of unknown lineage, `until` is the day on
    which the status changes if nothing new arrives.
    """

    indicator: str
    status: Status
    since: str | None = None
    until: str | None = None
    then: Status | None = None
    """The status from that day on."""
    origins: tuple[str, ...] = ()
    unknown: int = 0
    guesses: int = 0
    denied_by: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    would_change: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of an indicator's status, or of the phase: on which day, by which report or for which other reason."""

    day: str
    what: Literal["indicator", "phase"]
    of: str
    before: str
    after: str
    because: str
    report: str | None = None
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Assessment:
    """What a plan says of a ledger on a day. `phase` is a place in the plan's phases, 0 the first."""

    plan: Plan
    on: str
    phase: int
    since: str | None
    by: tuple[str, ...]
    """The indicators that carry the phase."""
    up: tuple[str, ...]
    down: tuple[str, ...]
    indicators: tuple[Assessed, ...]
    history: tuple[Turn, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Quoted:
    """A statement's words as an alert carries them; they open in the case by its ids."""

    statement: str
    report: str
    words: str
    source: str | None
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that changed since it was last told: the phase, an indicator, or what somebody follows.

    `origins` counts independent origins, never outlets. `id` stays the same however often an alert is sent.
    """

    id: str
    entered: str
    kind: Literal["phase", "indicator", "follow"]
    of: str
    title: str
    before: str
    after: str
    origins: int = 0
    unknown: int = 0
    denied_by: int = 0
    quotations: tuple[Quoted, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """How things stood when they were last told: on which day, the phase, each indicator, and what is followed."""

    on: str
    plan: str | None = None
    phase: str | None = None
    indicators: tuple[tuple[str, str], ...] = ()
    follows: tuple[tuple[str, tuple[tuple[str, int], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """An alert on its way: how often it was tried in vain, and from which moment on it may be tried again."""

    row: int
    alert: Alert
    tries: int
    next: str


# --- what commands answer ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Added:
    """The summary of one `add`: ids of new reports, how many were there already, what was refused."""

    reports: tuple[str, ...] = ()
    known: int = 0
    rejected: tuple[Rejected, ...] = ()
    statements: int = 0
    """Statements in the new reports."""
    notes: tuple[str, ...] = ()
    """What a report is kept without: a date that was not believed, statements where reading failed."""


@dataclass(frozen=True, slots=True)
class Reread:
    """The summary of one `reread`: ids of reports read anew, how many gave the same again, what was left and why."""

    reports: tuple[str, ...] = ()
    same: int = 0
    left: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where the words searched for stand; `before` and `after` are its context."""

    report: str
    before: str
    span: Span
    after: str
    statement: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that `verify` found wrong: what (a report's or statement's id) and how."""

    what: str
    detail: str
