"""Judgements as a person types them, and as they are listed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from allegedly.errors import InputError
from allegedly.model import Report, Statement
from allegedly.show.page import WIDTH, Page, ink
from allegedly.show.words import clip, plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from allegedly.model import Anchor, Judgement, JudgementKind, Standing
    from allegedly.show.index import Index

__all__ = ["FORMS", "SHORT", "Said", "exported", "listed", "parsed", "sentence", "stranger"]

PAIRS: dict[str, JudgementKind] = {
    "same": "same",
    "different": "different",
    "unsure": "unsure",
    "target": "right target",
    "not-target": "wrong target",
}
VALUES: dict[str, JudgementKind] = {
    "source": "wrong source",
    "origin": "wrong origin",
    "date": "wrong date",
    "outlet": "wrong outlet",
}
FIELDS = ("polarity", "certainty", "act", "quote", "event", "proposition")
WORDS = {kind: word for words in (PAIRS, VALUES) for word, kind in words.items()}
TRUTHS = {"yes": True, "no": False}
SHORT = 8
"""Characters of an id that a list shows."""

FORMS = """say it as one of these:
  allegedly judge A10 same|different|unsure B11
  allegedly judge A45 target|not-target B12
  allegedly judge A10 source NAME|none|unknown
  allegedly judge A10 origin NAME|unknown
  allegedly judge A10 polarity|certainty|act|quote|event VALUE
  allegedly judge A10 proposition yes|no
  allegedly judge A10 not-a-statement
  allegedly judge B date DATE|unknown
  allegedly judge B outlet NAME|unknown"""


@dataclass(frozen=True, slots=True)
class Said:
    """A judgement as it was typed, its names looked up."""

    kind: JudgementKind
    items: tuple[str, ...]
    value: object = None
    field: str | None = None


def parsed(known: Index, words: Sequence[str]) -> Said:
    """What words like `A10 same B11` mean.

    Raises:
        InputError: nothing; the message lists what can be said.
    """
    first, verb, value = *[*words, "", ""][:2], " ".join(words[2:]).strip()
    if verb == "not-a-statement" and not value:
        return Said("not a statement", (known.find_one(first, Statement).id,))
    if verb in PAIRS and len(words) == 3:
        return _pair(known, first, verb, value)
    if verb in VALUES and value:
        report = verb in {"date", "outlet"}
        found = known.find_one(first, Report) if report else known.find_one(first, Statement)
        return Said(VALUES[verb], (found.id,), value)
    if verb in FIELDS and value:
        judged = TRUTHS.get(value, value) if verb == "proposition" else value
        return Said("wrong field", (known.find_one(first, Statement).id,), judged, verb)
    raise InputError(FORMS)


def _pair(known: Index, first: str, verb: str, second: str) -> Said:
    a, b = (known.find_one(name, Statement) for name in (first, second))
    if verb == "target" and a.polarity == "asserts":
        raise InputError(
            f"{known.name(a)} denies nothing as it is read; say that first: "
            f"allegedly judge {known.name(a)} polarity denies"
        )
    return Said(PAIRS[verb], (a.id, b.id))


# --- in words ---------------------------------------------------------------------------------------


def sentence(known: Index, standing: Standing) -> str:
    """A judgement as one would type it: `A10 same B11`; words that are gone are quoted."""
    judgement, names = standing.judgement, _names(known, standing)
    if judgement.kind == "not a statement":
        return f"{names[0]} not-a-statement"
    if judgement.kind == "wrong field":
        return f"{names[0]} {judgement.field} {_value(judgement)}"
    word = WORDS[judgement.kind]
    return f"{names[0]} {word} {names[1] if len(names) > 1 else _value(judgement)}"


def stranger(judgement: Judgement) -> str | None:
    """Whom a judgement names that no report does."""
    value = json.loads(judgement.value or "null")
    about = judgement.kind in {"wrong source", "wrong origin"}
    return value if about and isinstance(value, str) and value not in {"none", "unknown"} else None


def _names(known: Index, standing: Standing) -> list[str]:
    anchors = standing.judgement.anchors
    return [
        _called(known, ids) or _quoted(known, a)
        for ids, a in zip(standing.means, anchors, strict=True)
    ]


def _called(known: Index, ids: Iterable[str]) -> str:
    items = [known.statements.get(i) or known.reports.get(i) for i in ids]
    return "+".join(sorted(known.name(i) for i in items if i is not None))


def _quoted(known: Index, anchored: Anchor) -> str:
    if not anchored.exact:
        return f"report {(anchored.report or anchored.sha256)[:SHORT]}"
    report = next((r for r in known.reports.values() if r.sha256 == anchored.sha256), None)
    words = f"“{clip(anchored.exact, 60)}”"
    dropped = report is not None and anchored.exact in report.text
    return f"{words} in {known.name(report)}" if report and dropped else words


def _value(judgement: Judgement) -> str:
    """The value in words: a name, a date, `unknown`."""
    value = json.loads(judgement.value or "null")
    if isinstance(value, dict):
        value = value.get("name") or value.get("actor") or value.get("kind")
    told = {None: "unknown", True: "yes", False: "no"}
    return told[value] if value is None or isinstance(value, bool) else str(value)


def listed(known: Index, found: Sequence[Standing], width: int = WIDTH, *, review: bool) -> Page:
    """Judgements, each with who, when and why, and how it is taken back."""
    page = Page(width)
    for one in found:
        judgement = one.judgement
        page.ends(ink((sentence(known, one), "bold")), ink((judgement.id[:SHORT], "dim")))
        why = f": {judgement.why}" if judgement.why else ""
        page.words(f"{judgement.by}, {judgement.entered[:10]}{why}", indent=2, hang=2)
        for doubt in one.review:
            page.words(("? ", "yellow"), f"look again: {doubt}", indent=2, hang=2)
    if not found:
        page.words("Nothing needs review." if review else "Nothing has been judged here.")
        return page
    page.blank()
    undo = f"allegedly judge --undo {found[-1].judgement.id[:SHORT]} --why TEXT"
    page.words((f"{plural(len(found), 'judgement')}. To take one back: {undo}", "dim"))
    return page


def exported(known: Index, one: Standing) -> dict[str, Any]:
    """A judgement in JSON: as it is kept, what it means now, and why it needs review."""
    judgement = one.judgement
    return {
        "id": judgement.id,
        "kind": judgement.kind,
        "says": sentence(known, one),
        "field": judgement.field,
        "value": None if judgement.value is None else json.loads(judgement.value),
        "by": judgement.by,
        "why": judgement.why,
        "entered": judgement.entered,
        "means": [list(ids) for ids in one.means],
        "review": list(one.review),
    }
