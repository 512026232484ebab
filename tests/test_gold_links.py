"""The scorer of links in tests/gold, on one invented story: a perfect ledger, and what each error costs."""

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "gold"))
import corpus
import given
import links
from beside import Linked

from allegedly.ledger import from_json

QUARRY = """
[[report]]
id = "q-a"
published = "2023-05-02"
text = '''{1s|The hospital} {1c|said} {1|eleven people died in the quarry}. {2s|The owner} {2c|denied} {2|that anybody had died}.'''
[report.1]
source = ["hospital", "the hospital"]
kind = "organisation"
figures = [{ text = "eleven people", value = 11, unit = "people" }]
[report.2]
source = ["the owner", "owner"]
kind = "person"
polarity = "denies"
denies = [1]

[[report]]
id = "q-b"
published = "2023-05-03"
text = '''{1|Eleven people died}, {1s|the hospital} {1c|told} {1v|Gull News}. {2s|The union} {2c|said} {2|forty had died}. {3|It rained}. {4s|The owner} {4c|called} {4|the eleven dead} a lie.'''
[report.1]
source = "the hospital"
kind = "organisation"
via = ["Gull News"]
[report.2]
source = "the union"
kind = "organisation"
times = []
[report.3]
source = "none"
optional = true
[report.4]
source = "owner"
kind = "person"
polarity = "dismisses"

[[claim]]
id = "eleven"
wording = "Eleven people died in the quarry."
statements = ["q-a:1", "q-b:1"]
origins = [["hospital"]]
[[claim]]
id = "nobody"
wording = "Nobody died in the quarry."
statements = ["q-a:2", "q-b:4"]
origins = [["the owner", "owner"]]
denies = ["eleven"]
[[claim]]
id = "forty"
wording = "Forty people died in the quarry."
statements = ["q-b:2"]
origins = ["the union"]
[[pair]]
kind = "numeric"
a = ["q-a:1", "q-b:1"]
b = ["q-b:2"]
[[pair]]
kind = "apart"
a = ["q-a:1"]
b = ["q-b:2"]
[[copy]]
report = "q-b"
of = "q-a"
share = 0.5
"""


@pytest.fixture
def story(tmp_path):
    path = tmp_path / "quarry.toml"
    path.write_text(QUARRY, "utf8")
    (found,) = corpus.stories([path])
    return found


@pytest.fixture
def said(story):
    """The ledger of whoever links everything right."""
    ledger = given.ledger([story])
    rows = {row["id"]: row | {"denies": []} for row in ledger["statements"]}
    for denial in ("q-a:2", "q-b:4"):
        rows[denial]["denies"] = ["q-a:1"]
    ledger["statements"] = list(rows.values())
    ledger["claims"] = [
        {
            "id": claim.id,
            "statements": list(claim.statements),
            "origins": [
                {"actor": o[0], "statements": list(claim.statements)} for o in claim.origins
            ],
            "unknown_lineage": claim.unknown,
        }
        for claim in story.claims
    ]
    ledger["contradictions"] = [{"kind": "numeric", "a": ["q-b:2"], "b": ["q-b:1"]}]
    ledger["updates"] = []
    ledger["reports"][1]["copy_of"] = [{"report": "q-a", "share": 0.5}]
    return ledger


def reached(story, said):
    return links.figures(Linked([story], said))


def test_a_perfect_ledger_scores_one_in_every_figure(story, said):
    figures = reached(story, said)
    assert figures == dict.fromkeys(figures, 1.0)
    assert {"same claim F1", "denial links F1", "origins counted right", "numeric found"} <= set(
        figures
    )
    assert list(links.complaints(Linked([story], said))) == []


def split(said):
    said["claims"][0]["statements"] = ["q-a:1"]


def joined(said):
    said["claims"][0]["statements"].append("q-b:2")


def silent(said):
    for row in said["statements"]:
        row["denies"] = []


def astray(said):
    said["statements"][1]["denies"].append("q-b:2")


def doubled(said):
    said["claims"][0]["origins"] *= 2


def untraced(said):
    said["claims"][0]["unknown_lineage"] = 1


def peaceful(said):
    said["contradictions"] = []


def turned(said):
    said["reports"][0]["copy_of"], said["reports"][1]["copy_of"] = (
        [{"report": "q-b", "share": 0.5}],
        [],
    )


@pytest.mark.parametrize(
    ("spoil", "figure", "value"),
    [
        (split, "same claim F1", 2 / 3),
        (joined, "same claim F1", 2 / 3),
        (joined, "kept apart", 0.0),
        (silent, "denial links F1", 0.0),
        (astray, "denial links F1", 4 / 5),
        (doubled, "origins counted right", 1 / 2),
        (untraced, "unknown lineage counted right", 1 / 2),
        (peaceful, "numeric found", 0.0),
        (turned, "copies F1", 0.0),
    ],
)
def test_each_error_costs_its_figure(story, said, spoil, figure, value):
    spoil(said)
    assert reached(story, said)[figure] == pytest.approx(value)
    assert list(links.complaints(Linked([story], said)))


def test_another_target_in_the_same_claim_is_as_right(story, said):
    said["statements"][1]["denies"] = ["q-b:1"]
    assert reached(story, said)["denial links F1"] == 1.0


def test_what_is_optional_counts_neither_way(story, said):
    said["claims"][0]["statements"].append("q-b:3")
    said["statements"][1]["denies"].append("q-b:3")
    assert reached(story, said)["same claim F1"] == 1.0
    assert reached(story, said)["denial links F1"] == 1.0


def test_dependent_reports_are_those_with_a_claim_of_one_origin(story, said, monkeypatch):
    linked = Linked([story], said)
    assert "dependent reports F1" not in links.figures(linked)

    class Traced:
        def __init__(self, claim):
            self.claim, self.lineage = claim, [claim.statements]

        def __getattr__(self, name):
            return getattr(self.claim, name)

    traced = [Traced(claim) for claim in story.claims]
    monkeypatch.setitem(linked.__dict__, "claims", traced)
    assert links.figures(linked)["dependent reports F1"] == 1.0
    said["claims"][0]["origins"][0]["statements"] = ["q-a:1"]
    assert links.figures(linked)["dependent reports F1"] == pytest.approx(2 / 3)


def test_the_statements_of_a_story_are_a_ledger_that_can_be_imported(story):
    ledger = from_json(given.ledger([story]))
    assert len(ledger.statements) == 6
    by_name = {a.name: a for a in ledger.actors}
    assert sorted(by_name) == ["Gull News", "hospital", "the owner", "the union"]
    assert by_name["hospital"].aliases == ("the hospital",)
    (told,) = (s for s in ledger.statements if s.via)
    assert told.via[0].actor == by_name["Gull News"].id
    assert told.via[0].span is not None
    assert {s.source.kind for s in ledger.statements if s.source.actor is None} == {"none"}
    assert not ledger.linked.claims


def test_every_published_story_can_be_imported():
    found = links.chosen()
    ledger = from_json(given.ledger(found))
    assert len(ledger.statements) == sum(len(c.statements) for s in found for c in s.cases)


@pytest.mark.parametrize(
    ("value", "days"),
    [
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-05-01", ("2023-05-01", "2023-05-01")),
        ("2024-03-03TNI", ("2024-03-03", "2024-03-03")),
        ("2023", ("2023-01-01", "2023-12-31")),
        ("2023-SU", (None, None)),
        ("2023-W05", (None, None)),
        ("P40Y", (None, None)),
        ("", (None, None)),
    ],
)
def test_a_date_names_its_first_and_last_day(value, days):
    assert given.period(value) == days


def test_the_program_writes_the_ledger_and_scores_it(story, said, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(links, "chosen", lambda *_, **__: [story])
    assert links.main(["--ledger"]) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "allegedly-ledger/1"
    path = tmp_path / "ledger.json"
    path.write_text(json.dumps(said), "utf8")
    assert links.main([str(path), "--json", "--open"]) == 0
    assert json.loads(capsys.readouterr().out)["copies F1"] == 1.0
    split(said)
    path.write_text(json.dumps(said), "utf8")
    links.main([str(path), "--errors"])
    assert "MISSED SAME" in capsys.readouterr().out
