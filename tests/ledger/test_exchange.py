from __future__ import annotations

import copy
import hashlib
import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegedly.errors import InputError
from allegedly.ledger import Logged, dumps, from_json, to_json
from allegedly.model import (
    Anchor,
    Edge,
    Generator,
    Judgement,
    Ledger,
    Marked,
    Origin,
    Rejected,
    Via,
)
from ledger.making import MAYOR, PORT, copies, entry, linked, span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from allegedly.ledger import Store

FERRY = "Quill said that 12 boats sank on Tuesday.\nThe Port Office denied that 12 boats sank on Tuesday.\n"
STORM = "The Port Office said that the storm had passed.\nRead more here.\n"


def whole() -> Ledger:
    """A ledger that has some of everything."""
    one, two = entry(FERRY), entry(STORM, published=None)
    reports = (one.report, replace(two.report, boilerplate=(Marked(span(STORM, 48, 63), "link"),)))
    first, *others = (*one.reading.statements, *two.reading.statements)
    first = replace(first, via=(Via(PORT.id, None),), co_sources=(PORT.id,), event="ACCUSE")
    statements = (first, *others)
    found = linked(statements)
    edge = Edge(first.id, "says", MAYOR.id)
    claims = (
        replace(found.claims[0], origins=(Origin(MAYOR.id, (first.id,), (edge,)),)),
        *found.claims[1:],
    )
    anchored = Anchor(one.report.sha256, first.wording, "", ".", 16, 40, "said", "Quill")
    return Ledger(
        generator=Generator("0.1.0", "parser 1", "1"),
        reports=reports,
        rejected=(Rejected("a.txt", "empty", "no bytes"),),
        actors=(MAYOR, PORT),
        statements=statements,
        copies=copies(reports),
        linked=replace(found, claims=claims),
        judgements=(
            Judgement("j", "not a statement", (anchored,), "Ada", "why", "2031-04-01T08:00:00Z"),
        ),
    )


@pytest.fixture
def exported() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(dumps(to_json(whole())))
    return made


def test_the_public_format(exported: dict[str, Any]) -> None:
    assert (
        list(exported)
        == (
            "schema generator reports rejected actors statements claims related contradictions updates figures drifts corrections judgements ratings"
        ).split()
    )
    assert exported["schema"] == "allegedly-ledger/1"
    report, statement, claim = (exported[k][0] for k in ("reports", "statements", "claims"))
    assert {"id", "ref", "url", "outlet", "title", "published", "published_basis"} < set(report)
    assert {"language", "sha256", "text", "boilerplate", "copy_of"} < set(report)
    assert set(statement) >= set(
        "id report content source co_sources via cue quote act proposition certainty polarity denies event actors quantities times score because".split()
    )
    assert set(claim) >= set(
        "id wording polarity statements denies denied_by contested origins unknown_lineage first_seen last_seen".split()
    )
    assert exported["reports"][1]["boilerplate"] == [
        {"start": 48, "end": 63, "text": "Read more here.", "kind": "link"}
    ]
    assert exported["reports"][1]["copy_of"] == [{"report": report["id"], "share": 0.9124}]
    assert statement["event"] == {"type": "ACCUSE"}
    assert (statement["score"], statement["quantities"][0]["value"]) == (0.1235, 12)
    assert exported["statements"][1]["denies"] == [statement["id"]]
    assert exported["related"][0]["because"] == {"words": 0.3333}
    assert "entered" not in exported["judgements"][0]


def test_one_row_a_line_and_a_newline_at_the_end() -> None:
    lines = dumps(to_json(whole())).decode().split("\n")
    assert lines[-1] == ""
    assert sum(line.startswith(' {"id": ') for line in lines) == 2 + 2 + 3 + 3 + 1 + len(
        whole().linked.series
    )
    assert dumps(to_json(Ledger(Generator("0", None, "1")))).count(b"[]") == 13


def test_out_and_in_and_out_again(exported: dict[str, Any]) -> None:
    once = from_json(exported)
    assert dumps(to_json(once)) == dumps(to_json(whole()))
    assert from_json(to_json(once)) == once


def test_the_order_of_the_lists_does_not_matter() -> None:
    ledger = whole()
    turned = replace(
        ledger,
        reports=ledger.reports[::-1],
        statements=ledger.statements[::-1],
        actors=ledger.actors[::-1],
        linked=replace(
            ledger.linked, claims=ledger.linked.claims[::-1], related=ledger.linked.related[::-1]
        ),
    )
    assert dumps(to_json(turned)) == dumps(to_json(ledger))


def test_through_a_case(store: Store) -> None:
    ledger = from_json(to_json(whole()))
    store.add(store.entries(ledger), ledger.rejected)
    store.link(ledger.linked, ledger.copies, reports=None)
    for judgement in ledger.judgements:
        store.judge(judgement)
    kept = store.ledger(judged=False)
    assert dumps(to_json(kept)) == dumps(to_json(ledger))
    assert store.verify() == ()


def test_with_log() -> None:
    log = (Logged("2031-04-01T08:00:00Z", "removed", "x", "Ada", "withdrawn"),)
    made = to_json(whole(), log=log)
    assert made["log"] == [
        {
            "entered": "2031-04-01T08:00:00Z",
            "action": "removed",
            "subject": "x",
            "by": "Ada",
            "why": "withdrawn",
        }
    ]
    assert made["judgements"][0]["entered"] == "2031-04-01T08:00:00Z"
    assert from_json(made).judgements == whole().judgements


def test_without_texts() -> None:
    text = f"Quill said that {'boats and ' * 40}ships sank.\n"
    given = entry(text)
    ledger = Ledger(
        Generator("0", None, "1"), (given.report,), (), (MAYOR, PORT), given.reading.statements
    )
    made = to_json(ledger, text=False)
    assert made["reports"][0]["text"] is None
    assert made["reports"][0]["text_sha256"] == hashlib.sha256(text.encode()).hexdigest()
    content = made["statements"][0]["content"][0]
    words = given.reading.statements[0].content[0].text
    assert (content["start"], content["end"]) == (16, 16 + len(words))
    assert content["text"] == f"{words[:200]}…"
    assert content["cut"] is True
    assert content["text_sha256"] == hashlib.sha256(words.encode()).hexdigest()
    assert made["statements"][0]["cue"] == {"start": 6, "end": 10, "text": "said"}
    assert words not in dumps(made).decode()
    with pytest.raises(InputError, match=r"reports\[0\]: the text is missing"):
        from_json(made)


# --- what comes from elsewhere ----------------------------------------------------------------------


def test_foreign_ids_become_ours(exported: dict[str, Any]) -> None:
    text = dumps(exported).decode()
    for number, row in enumerate(
        [*exported["reports"], *exported["actors"], *exported["statements"]]
    ):
        text = text.replace(row["id"], f"their-{number}")
    theirs = json.loads(text)
    theirs["claims"] = [
        {"id": f"c{n}", "statements": c["statements"]} for n, c in enumerate(theirs["claims"])
    ]
    theirs |= {"figures": [], "drifts": []}  # they speak of the claims by their old ids
    ledger = from_json(theirs)
    ids = [
        n.id for n in (*ledger.reports, *ledger.actors, *ledger.statements, *ledger.linked.claims)
    ]
    assert all(len(i) == 16 for i in ids)
    assert [r.ref for r in ledger.reports] == ["their-0", "their-1"]
    assert [c.id for c in ledger.linked.claims] == [s.id for s in ledger.statements]
    assert [c.polarity for c in ledger.linked.claims] == ["asserts", "denies", "asserts"]
    assert from_json(to_json(ledger)) == ledger


def test_twins_are_numbered(exported: dict[str, Any]) -> None:
    first = exported["statements"][0]
    exported["statements"] += [{**first, "id": name, "denies": []} for name in ("b", "a")]
    ledger = from_json(exported)
    ids = [s.id for s in ledger.statements]
    assert len(set(ids)) == 5
    assert first["id"] in ids
    assert from_json(to_json(ledger)) == ledger
    exported["statements"] += [{**first, "id": f"t{n}", "denies": []} for n in range(100)]
    with pytest.raises(InputError, match="or more have the content"):
        from_json(exported)


def test_an_origin_without_an_actor_is_unknown_lineage(exported: dict[str, Any]) -> None:
    del exported["claims"][0]["unknown_lineage"]
    exported["claims"][0]["origins"].append({"actor": None, "statements": []})
    claim = from_json(exported).linked.claims[0]
    assert (claim.unknown_lineage, len(claim.origins)) == (1, 1)


def _set(*path: Any, to: Any) -> Callable[[Any], None]:
    def change(ledger: Any) -> None:
        for step in path[:-1]:
            ledger = ledger[step]
        ledger[path[-1]] = to

    return change


def _drop(*path: Any) -> Callable[[Any], None]:
    def change(ledger: Any) -> None:
        for step in path[:-1]:
            ledger = ledger[step]
        del ledger[path[-1]]

    return change


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (_set("schema", to="other/1"), "its schema is 'other/1'"),
        (_drop("generator"), "generator: an object is expected"),
        (_set("reports", to={}), "reports: a list is expected here, not an object"),
        (_set("reports", 0, to=3), r"reports\[0\]: an object"),
        (_set("reports", 0, "sha256", to="x"), r"reports\[0\]: the key 'sha256' is no SHA-256"),
        (_set("reports", 0, "text", to=7), r"reports\[0\].text: a string is expected here, not a number"),
        (_set("reports", 1, "boilerplate", 0, "start", to=2), r"reports\[1\]: at 2-63 stands"),
        (_set("reports", 1, "copy_of", 0, "report", to="x"), r"reports\[1\].copy_of\[0\]: there is no report 'x'"),
        (_set("reports", 1, "copy_of", 0, "share", to=float("nan")), "a finite number"),
        (_drop("statements", 0, "polarity"), r"statements\[0\]: the key 'polarity' is missing"),
        (_drop("statements", 0, "id"), r"statements\[0\]: the key 'id' is missing"),
        (_set("statements", 0, "certainty", to="sure"), r"statements\[0\].certainty: 'sure' is none of"),
        (_set("statements", 0, "proposition", to=1), r"statements\[0\].proposition: true or false"),
        (_set("statements", 0, "content", to=[]), r"statements\[0\]: a statement needs content"),
        (_set("statements", 0, "content", 0, "end", to=10**9), r"statements\[0\]: the span 16-1000000000 lies"),
        (_set("statements", 0, "content", 0, "start", to=-1), r"statements\[0\]: the span -1-40 lies"),
        (_set("statements", 0, "content", 0, "start", to=1.5), r"content\[0\].start: a whole number"),
        (_set("statements", 0, "cue", "text", to="denied"), r"statements\[0\]: at 6-10 stands 'said', not 'denied'"),
        (_set("statements", 0, "quantities", 0, "span", "text", to="9"), "stands '12', not '9'"),
        (_set("statements", 0, "quantities", 0, "value", to=10**400), r"quantities\[0\].value: a finite number"),
        (_set("statements", 0, "report", to="x"), r"statements\[0\]: there is no report 'x'"),
        (_set("statements", 0, "report", to=[]), r"statements\[0\]: there is no report \[\]"),
        (_set("statements", 0, "source", "actor", to="x"), r"statements\[0\]: there is no actor 'x'"),
        (_set("statements", 0, "event", to="ACCUSE"), r"statements\[0\]: an object"),
        (_set("statements", 0, "denies", to=["x"]), r"statements\[0\].denies\[0\]: there is no statement 'x'"),
        (_set("statements", 0, "denies", to=None), r"statements\[0\].denies: a list is expected here, not null"),
        (_set("claims", 0, "statements", to=[]), r"claims\[0\]: a claim needs a statement"),
        (_set("claims", 0, "statements", 0, to={}), r"claims\[0\].statements\[0\]: there is no statement {}"),
        (_set("claims", 0, "denied_by", to=[3]), r"claims\[0\].denied_by\[0\]: there is no claim 3"),
        (_set("claims", 0, "denied_by", to=3), r"claims\[0\].denied_by: a list"),
        (_set("claims", 0, "origins", 0, "actor", to="x"), r"claims\[0\].origins\[0\]: there is no actor 'x'"),
        (_set("claims", 0, "origins", 0, "path", 0, "to", to=[]), r"path\[0\]: there is no actor, statement or report"),
        (_set("related", 0, "a", to="x"), r"related\[0\]: there is no statement 'x'"),
        (_set("related", 0, "because", to={"a": "b"}), r"related\[0\].because\[0\]: a finite number"),
        (_set("contradictions", 0, "kind", to="rumour"), r"contradictions\[0\].kind: 'rumour' is none of"),
        (_set("updates", 0, "b", to="x"), r"updates\[0\].b: a list is expected"),
        (_set("judgements", 0, "kind", to="hunch"), r"judgements\[0\].kind"),
        (_set("rejected", 0, "why", to=["x"] * 50), r"rejected\[0\].why: .*… is none of"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_shown_its_place(
    exported: dict[str, Any], change: Callable[[Any], None], says: str
) -> None:
    change(exported)
    with pytest.raises(InputError, match=says):
        from_json(exported)


@pytest.mark.parametrize("key", ["reports", "actors", "statements", "claims"])
def test_an_id_is_used_once(exported: dict[str, Any], key: str) -> None:
    exported[key].append(exported[key][0])
    with pytest.raises(InputError, match=r"\[\d\]: the id '.*' is used twice"):
        from_json(exported)


def test_two_claims_do_not_begin_alike(exported: dict[str, Any]) -> None:
    exported["claims"].append({**exported["claims"][0], "id": "again"})
    with pytest.raises(InputError, match="two claims begin with the same statement"):
        from_json(exported)


@pytest.mark.parametrize("given_", [None, 3, "x", [], {}, {"schema": []}])
def test_what_is_no_ledger(given_: object) -> None:
    with pytest.raises(InputError, match="cannot be imported"):
        from_json(given_)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)
_VALID = json.loads(dumps(to_json(whole())))


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    steps = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    return [path, *(p for step, inner in steps for p in _places(inner, (*path, step)))]


@given(st.sampled_from(_places(_VALID)[1:]), _JSON)
def test_any_value_at_any_place_is_read_or_refused(place: tuple[Any, ...], value: Any) -> None:
    changed = copy.deepcopy(_VALID)
    _set(*place, to=value)(changed)
    try:
        ledger = from_json(changed)
    except InputError:
        return
    once = from_json(json.loads(dumps(to_json(ledger))))  # numbers leave with four places
    assert [s.id for s in once.statements] == [s.id for s in ledger.statements]
    assert from_json(json.loads(dumps(to_json(once)))).statements == once.statements


@given(st.text(), st.floats(allow_nan=False, allow_infinity=False))
def test_any_string_and_any_number_leave_the_house(text: str, number: float) -> None:
    assert json.loads(dumps({"x": [text, "\ud800", number]})) == {"x": [text, "\ud800", number]}


# --- the gold ---------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize("links", [[], ["--links"]])
def test_the_gold_goes_in_and_out(shared: Path, store: Store, links: list[str]) -> None:
    gold = shared / "gold"
    command = [sys.executable, gold / "to_ledger.py", gold / "seeds.gold.json", *links]
    written = subprocess.run(command, capture_output=True, check=True, cwd=gold).stdout
    ledger = from_json(json.loads(written))
    assert from_json(json.loads(dumps(to_json(ledger)))) == ledger
    assert len(ledger.statements) == 83
    assert bool(ledger.linked.claims) is bool(links)
    store.add(store.entries(ledger))
    store.link(ledger.linked, ledger.copies, reports=None)
    assert store.ledger().statements == ledger.statements
    assert store.ledger().linked == ledger.linked
    assert store.verify() == ()
