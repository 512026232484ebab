"""What reports take back or set right: later versions of one address, notices, and sources that withdraw a claim.

A notice repeats what was wrong ("said 90 people had been aboard"): the statement read out of it belongs to what is
corrected, and asserts nothing anew. Nothing is removed for it: a withdrawn claim stays, with the notice beside it.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

from allegedly.link.contradictions import before, meets, nearness
from allegedly.link.notices import notices
from allegedly.link.tables import weights
from allegedly.model import Correction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from allegedly.link.notices import Notice
    from allegedly.link.told import Told
    from allegedly.link.views import View
    from allegedly.model import Report

__all__ = ["address", "corrections"]

_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_\w+|ref|cmp|smid")


def corrections(told: Told) -> tuple[Correction, ...]:
    """All corrections of a story, in order of report and place."""
    found = [*_versions(told)]
    for report in told.reports:
        found += (_noticed(told, report, notice) for notice in notices(report.text))
    return tuple(
        sorted(found, key=lambda c: (c.report, c.span.start if c.span else -1, c.of or ""))
    )


def address(url: str) -> str:
    """An address without what does not tell pages apart: scheme, "www", fragment, tracking, a last slash."""
    parts = urlsplit(url.strip())
    asked = [(k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.fullmatch(k.lower())]
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{urlencode(sorted(asked))}" if asked else ""
    return f"{host}{parts.path.rstrip('/')}{query}"


# --- later versions of one address ----------------------------------------------------------------------------------


def _versions(told: Told) -> Iterator[Correction]:
    """Each report beside the one before it from the same address, where the texts differ."""
    pages: dict[str, list[Report]] = {}
    for report in told.reports:
        if report.url:
            pages.setdefault(address(report.url), []).append(report)
    for reports in pages.values():
        ordered = sorted(reports, key=lambda r: (r.published or "", r.id))
        yield from (_version(told, a, b) for a, b in pairwise(ordered) if a.text != b.text)


def _version(told: Told, old: Report, new: Report) -> Correction:
    earlier, newer = _of(told, {old.id}), _of(told, {new.id})
    gone = _without(told, earlier, newer)
    come = _without(told, newer, earlier)
    known = before(old.published, new.published)
    a = [v for v in gone if _replaced(told, v, come) or known]
    b = [v for v in come if _replaced(told, v, gone)]
    because = (
        "a later version of the same address"
        if known
        else "another version of the same address; which came first is unknown"
    )
    return Correction("new version", new.id, old.id, None, _ids(a), _ids(b), because)


def _without(told: Told, views: Sequence[View], others: Sequence[View]) -> list[View]:
    """The statements whose claim the others do not hold."""
    held = {told.found.home[v.id] for v in others}
    return [v for v in views if told.found.home[v.id] not in held]


def _replaced(told: Told, view: View, others: Iterable[View]) -> bool:
    """Whether another statement stands in the same place: another figure of one thing, or nearly the same words."""
    return any(_figure_of_one(told, view, other) or _near(told, view, other) for other in others)


def _figure_of_one(told: Told, a: View, b: View) -> bool:
    scene = told.found.scene
    near = nearness(scene, *scene.places(a.id, b.id))
    return any(meets(a, b, x, y, near) for x in a.figures for y in b.figures)


# --- notices --------------------------------------------------------------------------------------------------------


def _noticed(told: Told, report: Report, notice: Notice) -> Correction:
    here = _of(told, {report.id})
    wrong = [v for v in here if notice.wrong and notice.wrong[0] <= v.start < notice.wrong[1]]
    right = [v for v in here if notice.span.start <= v.start < notice.end and v not in wrong]
    mine = _spoken_of(told, report, notice, wrong)
    copies = {r for m in mine for r in told.copied(m)}
    found = [
        view
        for view in told.found.scene.views
        if view.report != report.id
        and (view.report in mine | copies or _withdrawn(told, notice, view, wrong))
        and not _after(report, view)
        and _corrected(told, view, wrong, right)
    ]
    of = _first(told, report, {v.report for v in found}, mine)
    because = f"a notice ({notice.name})" + ("" if found else "; what it changes is not here")
    return Correction(
        notice.kind, report.id, of, notice.span, _ids([*found, *wrong]), _ids(right), because
    )


def _spoken_of(told: Told, report: Report, notice: Notice, wrong: Sequence[View]) -> set[str]:
    """The reports that a notice can speak of: of the outlets it names, else of its own, and of its own address.

    Where a source other than the press takes something back it speaks of what that source said, and of no outlet.
    """
    named = {_outlet(r.outlet) for r in told.reports if _named(r.outlet, notice.span.text)}
    sources = {
        told.roots.actors[a].kind for w in wrong for a in w.sources if a in told.roots.actors
    }
    if notice.kind == "retraction" and not named and sources - {"media"}:
        return set()
    outlets = named or {_outlet(report.outlet)} - {""}
    return {r.id for r in told.reports if _outlet(r.outlet) in outlets or _same_page(r, report)}


def _withdrawn(told: Told, notice: Notice, view: View, wrong: Sequence[View]) -> bool:
    """Whether a statement is by the very source that takes it back."""
    return notice.kind == "retraction" and any(told.one(view, w) for w in wrong)


def _after(report: Report, view: View) -> bool:
    """Whether a statement was published after the notice; of undated ones nobody knows."""
    return before(report.published, view.published)


def _corrected(told: Told, view: View, wrong: Sequence[View], right: Sequence[View]) -> bool:
    """Whether a statement tells what a notice calls wrong, or where it only says what is right another figure."""
    if view.denies:
        return False
    home = told.found.home
    alike = any(home[view.id] == home[w.id] or _says(told, view, w) for w in wrong)
    return alike or (not wrong and any(_other_figure(told, view, r) for r in right))


def _says(told: Told, a: View, b: View) -> bool:
    """Whether two statements tell the same: nearly the same words, and where both count an equal figure."""
    counted = any(x.printed == y.printed for x in a.figures for y in b.figures)
    return (counted or not (a.figures and b.figures)) and _near(told, a, b)


def _other_figure(told: Told, a: View, b: View) -> bool:
    scene = told.found.scene
    near = nearness(scene, *scene.places(a.id, b.id))
    return any(
        meets(a, b, x, y, near) and x.printed != y.printed for x in a.figures for y in b.figures
    )


def _near(told: Told, a: View, b: View) -> bool:
    scene = told.found.scene
    return scene.match(*scene.places(a.id, b.id)) >= weights("correction")["match"]


def _first(told: Told, report: Report, found: set[str], mine: set[str]) -> str | None:
    """The report that a notice changes: the first of those found, its outlet's own before copies; else of its page."""
    pages = {r.id for r in told.reports if r.id != report.id and _same_page(r, report)}
    wanted = found & mine or found or pages
    ordered = sorted(
        (r for r in told.reports if r.id in wanted),
        key=lambda r: (r.published is None, r.published or "", r.id),
    )
    return ordered[0].id if ordered else None


def _same_page(a: Report, b: Report) -> bool:
    return bool(a.url and b.url) and address(a.url or "") == address(b.url or "")


def _outlet(name: str | None) -> str:
    return (name or "").lower().removeprefix("the ").strip()


def _named(name: str | None, text: str) -> bool:
    return bool(_outlet(name)) and bool(re.search(rf"\b{re.escape(_outlet(name))}\b", text.lower()))


def _of(told: Told, reports: set[str]) -> list[View]:
    return [v for v in told.found.scene.views if v.report in reports]


def _ids(views: Iterable[View]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(view.id for view in views))
