"""What a person types to correct a case, and what is said back."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from allegedly.errors import InputError, NotFound
from allegedly.model import (
    Anchor,
    Claim,
    Denial,
    Follow,
    Followed,
    Judgement,
    Ledger,
    Origin,
    Source,
    Standing,
    identity,
)
from allegedly.show import followed, judged
from allegedly.show.changes import changes
from allegedly.show.index import Index
from show.story import STATEMENTS, story

if TYPE_CHECKING:
    from collections.abc import Sequence

    from show.conftest import Run
    from show.fake import FakeCase


def ids(*names: str) -> tuple[str, ...]:
    return tuple(STATEMENTS[n].id for n in names)


def report(name: str) -> str:
    return STATEMENTS[name].report


# --- what is typed ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("A1 same B1", judged.Said("same", ids("A1", "B1"))),
        ("a1 different f2", judged.Said("different", ids("A1", "F2"))),
        ("A1 unsure D1", judged.Said("unsure", ids("A1", "D1"))),
        ("A2 target D1", judged.Said("right target", ids("A2", "D1"))),
        ("D2 not-target D3", judged.Said("wrong target", ids("D2", "D3"))),
        ("A1 source Mira Dolan", judged.Said("wrong source", ids("A1"), "Mira Dolan")),
        ("A1 origin unknown", judged.Said("wrong origin", ids("A1"), "unknown")),
        ("A1 not-a-statement", judged.Said("not a statement", ids("A1"))),
        ("A1 polarity denies", judged.Said("wrong field", ids("A1"), "denies", "polarity")),
        ("A1 proposition no", judged.Said("wrong field", ids("A1"), False, "proposition")),
        ("B date 2026-03-01", judged.Said("wrong date", (report("B1"),), "2026-03-01")),
        ("B outlet Kvarner Lamp", judged.Said("wrong outlet", (report("B1"),), "Kvarner Lamp")),
    ],
)
def test_what_words_mean(known: Index, words: str, said: judged.Said) -> None:
    assert judged.parsed(known, words.split()) == said


@pytest.mark.parametrize(
    "words",
    ["", "A1", "A1 same", "A1 same B1 D1", "A1 likes B1", "A1 source", "A1 not-a-statement x"],
)
def test_words_that_mean_nothing_are_answered_with_what_can_be_said(
    known: Index, words: str
) -> None:
    with pytest.raises(InputError, match="judge A10 same"):
        judged.parsed(known, words.split())


def test_only_a_denial_has_targets(known: Index) -> None:
    with pytest.raises(InputError, match="allegedly judge A1 polarity denies"):
        judged.parsed(known, ["A1", "target", "D1"])
    for words in ("C1 same A1", "B source X", "A1 date 2026", "Q9 same A1"):
        with pytest.raises(NotFound):
            judged.parsed(known, words.split())


# --- what is said back ------------------------------------------------------------------------------


def standing(kind: str, *names: str, value: object = ..., field: str | None = None) -> Standing:
    anchors = tuple(Anchor("0" * 64, "words that are gone", "", "", 0, 19) for _ in names)
    told = None if value is ... else json.dumps(value)
    made = Judgement(
        "5" * 16,
        kind,
        anchors,
        "Ada",
        "I was there",
        "2026-03-05T00:00:00Z",
        field,
        told,  # type: ignore[arg-type]
    )
    return Standing(made, tuple(ids(*n.split("+")) if n else () for n in names))


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (standing("same", "A1", "B1"), "A1 same B1"),
        (standing("wrong target", "A2+B2", "A1"), "A2+B2 not-target A1"),
        (standing("right target", "D2", ""), "D2 target “words that are gone”"),
        (standing("not a statement", "A1"), "A1 not-a-statement"),
        (standing("wrong field", "A1", field="act", value="asks"), "A1 act asks"),
        (standing("wrong field", "A1", field="proposition", value=False), "A1 proposition no"),
        (
            standing("wrong source", "A1", value={"kind": "person", "name": "Mira"}),
            "A1 source Mira",
        ),
        (standing("wrong source", "A1", value="none"), "A1 source none"),
        (standing("wrong origin", "A1", value=None), "A1 origin unknown"),
    ],
)
def test_a_judgement_reads_as_it_is_typed(known: Index, one: Standing, words: str) -> None:
    assert judged.sentence(known, one) == words


def test_the_list_tells_who_when_why_and_what_to_look_at(known: Index) -> None:
    doubtful = replace(standing("same", "A1", ""), review=("its words are gone",))
    lines = [line.plain for line in judged.listed(known, [doubtful], review=False).lines]
    assert lines[0].startswith("A1 same “words that are gone”")
    assert lines[0].endswith("55555555")
    assert lines[1] == "  Ada, 2026-03-05: I was there"
    assert lines[2] == "  ? look again: its words are gone"
    assert "allegedly judge --undo 55555555 --why TEXT" in lines[-1]
    nothing = [judged.listed(known, [], review=r).lines[0].plain for r in (True, False)]
    assert nothing == ["Nothing needs review.", "Nothing has been judged here."]


# --- what changed -----------------------------------------------------------------------------------


def changed(**fields: object) -> Index:
    before = story()
    linked = {k: v for k, v in fields.items() if k in {"claims", "denials"}}
    rest = {k: v for k, v in fields.items() if k not in linked}
    return Index(replace(before, linked=replace(before.linked, **linked), **rest))  # type: ignore[arg-type]


def claims(*changes: tuple[str, ...]) -> tuple[Claim, ...]:
    """The story's claims, each change a claim's statements in place of the claims that hold them."""
    wanted = [set(ids(*names)) for names in changes]
    touched = set().union(*wanted)
    kept = [c for c in story().linked.claims if touched.isdisjoint(c.statements)]
    old = {s: c for c in story().linked.claims for s in c.statements}
    made = [
        replace(old[ids(n[0])[0]], id=ids(n[0])[0], statements=ids(*n), contested=False, origins=())
        for n in changes
    ]
    return (*kept, *made)


def test_nothing_changed() -> None:
    assert changes(Index(story()), Index(story())) == []


def test_a_split() -> None:
    told = changes(Index(story()), changed(claims=claims(("A1", "B1"), ("F2",))))
    assert told == ["C1 split: F2 stands alone now; 0 origins instead of 1; contested no longer"]


def test_a_merge_and_a_move() -> None:
    told = changes(Index(story()), changed(claims=claims(("D1", "F1"))))
    (first,) = told
    assert first.endswith("are one claim now; 0 origins")
    told = changes(Index(story()), changed(claims=claims(("A1", "B1"), ("D1", "F2"))))
    assert told[0].startswith("C1 split: F2 goes with C")


def test_origins_that_are_others() -> None:
    first, *others = story().linked.claims
    moved = replace(first, origins=(Origin(identity("actor", "venn"), first.statements),))
    told = changes(Index(story()), changed(claims=(moved, *others)))
    assert told == ["C1: goes back to Irsa Venn instead of Interior Ministry"]
    unknown = replace(first, origins=(), unknown_lineage=1)
    told = changes(Index(story()), changed(claims=(unknown, *others)))
    assert told == ["C1: 0 origins and 1 unknown instead of 1 origin"]


def test_statements_and_reports() -> None:
    ledger = story()
    new = {
        ids("A1")[0]: {"certainty": "alleged"},
        ids("B1")[0]: {"source": Source("none")},
    }
    statements = tuple(replace(s, **new.get(s.id, {})) for s in ledger.statements)
    reports = tuple(
        replace(r, published="2026-03-01", outlet=None) if r.id == report("B1") else r
        for r in ledger.reports
    )
    told = changes(Index(ledger), changed(statements=statements, reports=reports))
    assert told == [
        "A1: certainty alleged instead of asserted",
        "B1: source the report’s own voice instead of Interior Ministry",
        "B: 1 Mar 2026 instead of 3 Mar 2026",
        "B: outlet unknown instead of Lowland Mercury",
        "A is called B now",
        "B is called A now",
    ]


def test_a_statement_goes_and_comes_back() -> None:
    ledger = story()
    less = tuple(s for s in ledger.statements if s.id != ids("A3")[0])
    without = changed(statements=less, claims=claims(("A1", "B1", "F2"))[:-1])
    gone = changes(Index(ledger), without)
    assert gone[0] == "A3 is no statement now"
    assert gone[-1] == "statements are numbered anew in A"
    assert changes(without, Index(ledger))[0] == "A3 is a statement again"


def test_denials() -> None:
    ledger = story()
    denials = (Denial(ids("D2")[0], ids("D1"), "judged"), *ledger.linked.denials[:1])
    told = changes(Index(ledger), changed(denials=denials))
    assert told == ["B2 denies B1 no longer", "D2 denies D3 no longer"]
    assert changes(changed(denials=denials), Index(ledger)) == [
        "B2 denies B1 now",
        "D2 denies D3 now",
    ]


# --- following --------------------------------------------------------------------------------------

THEN = (("claims", 1), ("statements", 3), ("reports", 3), ("origins", 1), ("unknown", 0))
THEN += (("denials", 1), ("contested", 1))


def follows(
    kind: str = "claim", now: Sequence[tuple[str, int]] = THEN, *, gone: bool = False
) -> Followed:
    first = story().linked.claims[0]
    name = first.wording if kind == "claim" else "Irsa Venn"
    target = first.id if kind == "claim" else identity("actor", "venn")
    made = Follow("7" * 16, kind, target, name, "Ada", "2026-03-05T00:00:00Z", None, THEN)  # type: ignore[arg-type]
    return Followed(made, () if gone else (first.id,), tuple(now))


def test_what_is_different_since() -> None:
    more = {**dict(THEN), "origins": 2, "reports": 1, "unknown": 1, "contested": 0}
    assert followed.since(follows(now=tuple(more.items()))) == [
        "2 fewer reports",
        "1 more origin",
        "1 more of unknown lineage",
        "contested no longer",
    ]
    assert followed.since(follows()) == []
    actor = {**dict(THEN), "claims": 3, "contested": 2}
    assert followed.since(follows("actor", tuple(actor.items()))) == [
        "2 more claims",
        "1 more contested",
    ]


def test_how_it_stands() -> None:
    assert followed.standing(follows()) == "1 origin in 3 reports · contested"
    assert followed.standing(follows(gone=True)).startswith("no claim in this case")
    assert followed.standing(follows("actor")) == "1 claim · 1 origin in 3 reports · 1 contested"
    quiet = {**dict(THEN), "contested": 0, "unknown": 2}
    assert followed.standing(follows(now=tuple(quiet.items()))) == (
        "1 origin in 3 reports · 2 of unknown lineage · denied, by nothing that stands now"
    )


def test_what_is_meant_by_a_name(known: Index) -> None:
    claim = story().linked.claims[0].id
    assert followed.meant(known, "C1") == claim
    assert followed.meant(known, "Irsa Venn") == "Irsa Venn"
    with pytest.raises(InputError, match="is a report"):
        followed.meant(known, "B")
    both = [follows(), follows("actor")]
    assert followed.stopped(known, both, "C1") is both[0]
    assert followed.stopped(known, both, "F2") is both[0]
    assert followed.stopped(known, both, "irsa venn") is both[1]
    assert followed.stopped(known, both, "7777") is both[0]
    with pytest.raises(NotFound, match="is not followed"):
        followed.stopped(known, both, "C2")


# --- commands ---------------------------------------------------------------------------------------


def test_judge_says_what_changed_and_how_to_take_it_back(run: Run, case: FakeCase) -> None:
    case.after = changed(claims=claims(("A1", "B1"), ("F2",))).ledger
    result = run("judge", "A1", "different", "F2", "--why", "another night", "--by", "Ada")
    assert result.exit_code == 0, result.stderr
    lines = result.stdout.splitlines()
    assert lines[0].startswith("A1 different F2 (")
    assert (
        lines[1] == "  C1 split: F2 stands alone now; 0 origins instead of 1; contested no longer"
    )
    kept = case.kept[0].judgement
    assert (kept.kind, kept.by, kept.why) == ("different", "Ada", "another night")
    assert lines[-1] == f"Undo: allegedly judge --undo {kept.id[:8]} --why TEXT"
    assert case.how["path"] is None
    assert not case.how.get("read_only")
    listed = run("judgements")
    assert listed.stdout.splitlines()[1] == "  Ada, 2026-03-06: another night"
    assert case.how["read_only"]
    undone = run("judge", "--undo", kept.id[:8], "--why", "the same night")
    assert undone.stdout.startswith("taken back: A1 different F2")
    assert "Nothing has been judged here." in run("judgements").stdout


def test_judge_and_judgements_in_json(run: Run, case: FakeCase) -> None:
    told = json.loads(run("judge", "A1", "source", "Mira Dolan", "--json").stdout)
    assert (told["kind"], told["value"], told["changes"]) == ("wrong source", "Mira Dolan", [])
    assert told["means"] == [list(ids("A1"))]
    (listed,) = json.loads(run("judgements", "--json").stdout)
    assert listed["says"] == "A1 source Mira Dolan"
    assert json.loads(run("judgements", "--review", "--json").stdout) == []
    plain = run("judge", "A1", "origin", "Orlin Press").stdout
    assert "  no report names Orlin Press so far; kept by name\n  nothing else changes" in plain


@pytest.mark.parametrize(
    "words", [(), ("A1", "same", "B1", "--undo", "5555"), ("A1", "likes", "B1")]
)
def test_judge_names_the_way_out(run: Run, words: tuple[str, ...]) -> None:
    result = run("judge", *words)
    assert (result.exit_code, "allegedly judge A10 same" in result.stderr) == (1, True)


def test_reread(run: Run, case: FakeCase) -> None:
    result = run("reread", "B", "--jobs", "2")
    assert ("reread", ([report("B1")], False, 2)) in case.calls
    assert result.stdout.splitlines() == [
        "1 report read anew, 0 the same as before",
        "  left A Harrow Dispatch: no bytes",
    ]
    told = json.loads(run("reread", "--all", "--json").stdout)
    assert told["left"] == [{"report": report("A1"), "why": "no bytes"}]
    assert ("reread", ([], True, 1)) in case.calls


def test_follow(run: Run, case: FakeCase) -> None:
    assert "Begin with: allegedly follow C1" in run("follow").stdout
    shown = run("follow", "C1", "--by", "Ada").stdout.splitlines()
    assert shown[0].endswith(" C1")
    assert shown[1:] == [
        "  1 origin in 3 reports · contested",
        "  since 5 Mar 2026: nothing is different",
    ]
    assert ("follow", (story().linked.claims[0].id, "Ada")) in case.calls
    assert json.loads(run("follow", "--json").stdout)[0]["now"] == dict(THEN)
    assert case.how["read_only"]
    assert "Nothing is followed" in run("follow", "--stop", "C1").stdout
    assert run("follow", "--stop", "C1").exit_code == 1


def test_an_empty_ledger_changes_into_itself() -> None:
    empty = Index(Ledger(story().generator))
    assert changes(empty, empty) == []
