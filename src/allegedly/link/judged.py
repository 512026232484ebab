"""What a person has judged, where linking has to obey it: pairs, targets of denials, origins, stories."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from allegedly.model import Edge, Judged, Origin

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from allegedly.link.scene import Scene
    from allegedly.link.views import View

    Traced = tuple[tuple[Origin, ...], int]

__all__ = ["JUDGED", "NOTHING", "judged_origins", "judged_pairs", "judged_targets", "tied"]

JUDGED = "judged"
"""The reason of what a person has said."""

NOTHING = Judged()

Targets = dict[int, tuple[frozenset[int], frozenset[int]]]
"""Of the denials judged: the numbers of the statements that each denies, and of those that it does not."""


def tied(stories: Iterable[tuple[str, ...]], judged: Judged) -> tuple[tuple[str, ...], ...]:
    """Make one story of those whose reports a judgement ties together; all in order of id, as before."""
    lead: dict[str, str] = {}
    members: dict[str, list[str]] = {}
    for story in stories:
        members[story[0]] = list(story)
        lead |= dict.fromkeys(story, story[0])
    for a, b in judged.reports:
        first, second = sorted((lead.get(a, ""), lead.get(b, "")))
        if first and first != second:
            lead |= dict.fromkeys(members[second], first)
            members[first] += members.pop(second)
    return tuple(sorted(tuple(sorted(story)) for story in members.values()))


def judged_pairs(
    scene: Scene, judged: Judged
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The pairs of a story judged the same, and those judged different, in the scene's order."""
    found: dict[str, set[tuple[int, int]]] = {"same": set(), "different": set()}
    for a, b, verdict in judged.pairs:
        if a in scene.place and b in scene.place and a != b:
            found[verdict].add(scene.places(a, b))
    return sorted(found["same"]), sorted(found["different"])


def judged_targets(scene: Scene, judged: Judged) -> Targets:
    """What is judged of the denials of a story.

    What holds of a statement holds of those judged to be the same; where both is said, it is not denied.
    """
    same = _same(judged)
    found: dict[int, tuple[set[int], set[int]]] = defaultdict(lambda: (set(), set()))
    for denial, target, verdict in judged.targets:
        known = {target} if verdict == "right" else same.get(target, {target})
        if denial in scene.place:
            places = {scene.place[i] for i in known if i in scene.place}
            found[scene.place[denial]][verdict == "wrong"].update(places)
    return {
        number: (frozenset(right - wrong), frozenset(wrong))
        for number, (right, wrong) in found.items()
    }


def _same(judged: Judged) -> dict[str, set[str]]:
    """Each statement that is judged the same as another one -> all that are the same in the end."""
    groups: dict[str, set[str]] = {}
    for a, b, verdict in judged.pairs:
        if verdict == "same":
            group = groups.get(a, {a}) | groups.get(b, {b})
            groups |= dict.fromkeys(group, group)
    return groups


def judged_origins(
    views: Sequence[View],
    copies: Mapping[str, frozenset[str]],
    judged: Mapping[str, str | None],
    trace: Callable[[Sequence[View]], Traced],
) -> Traced:
    """The origins of a claim, its statements moved to the origins that they are judged to have.

    Args:
        views: the statements of the claim, in canonical order.
        copies: report -> the reports that it copies; a copy goes where its original goes.
        judged: statement -> the actor that it goes back to, `None` for nobody knows.
        trace: finds origins, and counts what is of unknown lineage, as no judgement speaks of.
    """
    said = [view for view in views if view.id in judged]
    if not said:
        return trace(views)
    moved = {v.id: judged[home.id] for v in views if (home := _home(v, said, copies))}
    rest = [view for view in views if view.id not in moved]
    whole, (found, unknown) = trace(views)[0], trace(rest)
    if all(view.statement.source.kind == "none" for view in rest):
        unknown = 0  # the reports' own voice adds nothing to what somebody is judged to have said
    unknown += sum(judged.get(v.id, "") is None and not _copied(v, said, copies) for v in views)
    lead = next((actor for v in views if (actor := moved.get(v.id))), None)
    echoes = {s for o in found for s in o.statements} if lead and not _named(rest) else set()
    found = (
        () if echoes else found
    )  # nobody else is named: what "reports" say is no origin of its own
    for view in views:
        if actor := moved.get(view.id):
            found = _with(found, actor, view.id, _way(view, actor, whole))
        elif lead and view.id in echoes:
            edge = Edge(view.id, "same words", view.report, guess=True, start=lead)
            found = _with(found, lead, view.id, (edge,))
    return found, unknown


def _named(views: Sequence[View]) -> bool:
    return any(view.sources for view in views)


def _home(view: View, said: Sequence[View], copies: Mapping[str, frozenset[str]]) -> View | None:
    """The judged statement whose origin is this one's too: itself, or what it copies."""
    return view if view in said else _copied(view, said, copies)


def _copied(view: View, said: Sequence[View], copies: Mapping[str, frozenset[str]]) -> View | None:
    reports = copies.get(view.report, frozenset())
    return next((s for s in said if s.report in reports and _one_voice(s, view)), None)


def _one_voice(a: View, b: View) -> bool:
    """Whether two statements name one source, or in the same words: who is only described has an id in each report."""
    first, second = a.statement.source.span, b.statement.source.span
    alike = first is not None and second is not None and first.text == second.text
    return alike or a.sources == b.sources


def _way(view: View, actor: str, whole: Sequence[Origin]) -> tuple[Edge, ...]:
    """The way of a statement from its judged origin: to whom it was traced before, and on from there as it was."""
    home = next((o for o in whole if view.id in o.statements), None)
    told = [e for e in home.path if e.statement == view.id] if home else []
    told.sort(key=lambda e: e.step)
    first = told[0].start if told else None
    if first is None or first == actor or any(e.guess for e in told):
        return (Edge(view.id, "judged", view.report, start=actor),)
    after = (replace(edge, step=edge.step + 1) for edge in told)
    return (Edge(view.id, "judged", first, start=actor), *after)


def _with(
    found: Sequence[Origin], actor: str, statement: str, way: Sequence[Edge]
) -> tuple[Origin, ...]:
    """Hang a statement on the origin that this actor belongs to, or on one of its own."""
    home = next((o for o in found if actor in _members(o)), None) or Origin(actor, ())
    more = Origin(home.actor, (*home.statements, statement), (*home.path, *way))
    if home not in found:
        return (*found, more)
    return tuple(more if origin is home else origin for origin in found)


def _members(origin: Origin) -> set[str | None]:
    """Whoever stands at the beginning of an origin's ways."""
    said = [e for e in origin.path if e.kind in {"says", JUDGED} and e.step == 1]
    return {origin.actor, *(e.start or e.to for e in said)}
