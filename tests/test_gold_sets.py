"""The annotated texts in tests/gold: their format, their scorer, and that the tool can be measured on them."""

import json
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "gold"))
import corpus
import score
from compare import Answer, answers, as_answer, scored

MARKED = """
[[report]]
id = "x"
text = '''{1s|Ada Vell}, a clerk, {1c|said} {1|{2s|the mayor} {2c|denies} {2|taking {9|40} crowns}} on Monday. {b|Read on}'''
[report.1]
source = "Ada Vell"
times = [{ text = "on Monday", value = "2023-05-01", role = "statement" }]
[report.2]
source = ["mayor", "the mayor"]
via = ["Ada Vell"]
polarity = "denies"
figures = [{ text = "40 crowns", value = 40, unit = "crowns" }]
[report.9]
source = "none"
optional = true
"""


@pytest.fixture
def case(tmp_path):
    path = tmp_path / "x.toml"
    path.write_text(MARKED, "utf8")
    (found,) = corpus.cases([path])
    return found


def ledger_of(case, **changed):
    """The ledger that a perfect reader would write of a case, or one that errs in what is changed."""

    def span(chars):
        return {"start": chars[0], "end": chars[1], "text": case.text[slice(*chars)]}

    def row(g):
        figures = [{k: getattr(f, k) for k in corpus.Figure.__slots__} for f in g.figures]
        return {
            "report": "r",
            "content": [span(c) for c in g.content],
            "source": {"actor": g.source[0], "kind": g.kind},
            "co_sources": [],
            "via": [{"actor": v[0]} for v in g.via],
            "cue": span(g.cue[0]) if g.cue else None,
            "quantities": figures,
            "times": [{"value": t.value, "role": t.role} for t in g.times],
            "event": {"type": g.event},
        } | {k: getattr(g, k) for k in ("act", "certainty", "polarity", "proposition")}

    names = {n for g in case.statements for n in (g.source[0], *(v[0] for v in g.via))}
    return {
        "actors": [{"id": n, "name": n} for n in sorted(names)],
        "reports": [
            {"id": "r", "ref": case.id, "boilerplate": [span(b) for b in case.boilerplate]}
        ],
        "statements": [row(g) | changed for g in case.statements if not g.optional],
    }


def test_marks_become_spans_of_the_plain_text(case):
    said, denied, _ = case.statements
    quoted = [case.text[a:b] for g in (said, denied) for a, b in (*g.speaker, *g.cue, *g.content)]
    assert quoted == [
        "Ada Vell",
        "said",
        "the mayor denies taking 40 crowns",
        "the mayor",
        "denies",
        "taking 40 crowns",
    ]
    assert [case.text[a:b] for a, b in case.boilerplate] == ["Read on"]


def test_a_perfect_ledger_scores_one_in_every_figure(case):
    found = scored(case, answers(ledger_of(case))["x"])
    assert score.figures([found]) == dict.fromkeys(score.figures([found]), 1.0)


@pytest.mark.parametrize(
    ("changed", "figure"),
    [
        ({"source": {"actor": None, "kind": "unknown"}}, "source"),
        ({"via": [{"actor": "mayor"}]}, "via"),
        ({"polarity": "asserts"}, "polarity macro"),
        ({"certainty": "alleged"}, "certainty macro"),
        ({"act": "asks"}, "act"),
        ({"proposition": False}, "proposition"),
        ({"quantities": []}, "figures"),
        ({"times": []}, "times"),
        ({"content": []}, "attributions F1"),
        ({"cue": None}, "cue"),
    ],
)
def test_each_error_costs_its_figure(case, changed, figure):
    found = scored(case, answers(ledger_of(case, **changed))["x"])
    assert score.figures([found])[figure] < 1.0


def test_an_empty_ledger_finds_nothing(case):
    reached = score.figures([scored(case, Answer())])
    assert (reached["attributions F1"], reached["whole analysis"]) == (0.0, 0.0)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("{1s|", "{1s", "a brace"),
        ("{1c|said}", "{1c|said", "never closed"),
        ("{1c|", "{1x|", "no tag"),
        ("[report.9]", "[report.8]", "do not agree"),
        ('"denies"', '"refuses"', "polarity cannot be"),
        ("40 crowns", "50 crowns", "does not stand in the text"),
        ('source = "none"', 'sauce = "none"', "unknown fields"),
    ],
)
def test_a_broken_case_is_named(tmp_path, old, new, complaint):
    path = tmp_path / "x.toml"
    path.write_text(MARKED.replace(old, new, 1 if old != "40 crowns" else -1), "utf8")
    (problem,) = corpus.faults([path])
    assert complaint in problem
    assert "x" in problem


def test_the_published_files_keep_the_format():
    assert list(corpus.faults(corpus.files())) == []
    assert list(corpus.faults(corpus.files("second"))) == []
    assert list(corpus.faults(corpus.files("stories"))) == []
    assert list(corpus.faults(corpus.files("origins"))) == []


def test_a_second_reading_that_says_the_same_agrees_in_everything(case):
    reached = score.figures([scored(case, as_answer(case))])
    assert reached == dict.fromkeys(reached, 1.0)


def test_half_of_the_articles_were_read_twice():
    second = score.agreement()
    assert len(second) * 2 >= len(score.chosen("articles"))
    assert 0.5 < score.figures(second)["propositions F1"] <= 1


STORY = (
    MARKED
    + """
[[claim]]
id = "denial"
wording = "The mayor took 40 crowns."
statements = ["x:2"]
origins = [["mayor", "the mayor"]]
denies = ["taking"]
[[claim]]
id = "taking"
wording = "Ada Vell says so."
statements = ["x:1"]
origins = ["Ada Vell"]
[[pair]]
kind = "apart"
a = ["x:1"]
b = ["x:2"]
why = "telling is not denying"
[[copy]]
report = "x"
of = "x"
share = 1.0
"""
)


def test_a_story_links_the_statements_of_its_reports(tmp_path):
    path = tmp_path / "quarry.held.toml"
    path.write_text(STORY, "utf8")
    (story,) = corpus.stories([path])
    assert story.id == "quarry"
    assert [(c.id, c.statements, c.denies) for c in story.claims] == [
        ("denial", ("x:2",), ("taking",)),
        ("taking", ("x:1",), ()),
    ]
    assert story.claims[0].origins == (("mayor", "the mayor"),)
    assert (story.pairs[0].kind, story.copies[0].share) == ("apart", 1.0)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('["x:2"]', '["x:7"]', "there is no statement x:7"),
        ('denies = ["taking"]', 'denies = ["giving"]', "there is no claim giving"),
        ('of = "x"', 'of = "y"', "there is no report y"),
        ('statements = ["x:1"]', 'statements = ["x:1", "x:2"]', "x:2 stands in two claims"),
        ('statements = ["x:1"]', "statements = []", "x:1 stands in no claim"),
        ('"apart"', '"afar"', "cannot be 'afar'"),
        ('wording = "Ada Vell says so."', "verdict = 1", "unknown fields verdict"),
    ],
)
def test_a_story_that_points_astray_is_named(tmp_path, old, new, complaint):
    path = tmp_path / "quarry.toml"
    path.write_text(STORY.replace(old, new), "utf8")
    with pytest.raises(ValueError, match=complaint):
        list(corpus.stories([path]))


def test_the_published_stories_hold_together():
    found = list(corpus.stories(corpus.files("stories")))
    shared = [c for story in found for c in story.claims if len(c.statements) > 1]
    assert len(found) >= 12
    assert len(shared) >= 72
    assert {len(c.origins) for c in shared} >= {0, 1, 2, 3, 4, 5}


TRACED = STORY.replace(
    """statements = ["x:1"]
origins = ["Ada Vell"]""",
    """statements = ["x:1", "x:9"]
origins = ["Ada Vell"]
lineage = [["x:1"]]""",
)


def test_each_origin_has_the_statements_that_go_back_to_it(tmp_path):
    (path := tmp_path / "origins" / "quarry.toml").parent.mkdir()
    path.write_text(TRACED, "utf8")
    (story,) = corpus.stories([path])
    assert [c.lineage for c in story.claims] == [(), (("x:1",),)]


@pytest.mark.parametrize(
    ("lineage", "complaint"),
    [
        ('lineage = [["x:1"], ["x:9"]]', "taking: its lineage does not give each origin"),
        ("lineage = [[]]", "taking: its lineage does not give each origin"),
        ('lineage = [["x:2"]]', "taking: x:2 is not its own"),
        ("", "taking: has no lineage"),
    ],
)
def test_a_lineage_that_goes_astray_is_named(tmp_path, lineage, complaint):
    (path := tmp_path / "origins" / "quarry.toml").parent.mkdir()
    path.write_text(TRACED.replace('lineage = [["x:1"]]', lineage), "utf8")
    with pytest.raises(ValueError, match=complaint):
        list(corpus.stories([path]))


def test_the_claims_of_the_origin_set_go_back_to_one_to_five_origins():
    found = list(corpus.stories(corpus.files("origins")))
    shared = [c for story in found for c in story.claims if len(c.statements) > 1]
    seen = Counter(len(c.origins) for c in shared)
    assert len(found) >= 12
    assert len(shared) >= 95
    assert all(seen[n] >= least for n, least in {1: 8, 2: 8, 3: 8, 4: 4, 5: 4}.items())
    assert all(c.lineage for c in shared if c.origins)


def test_a_copy_holds_the_share_of_five_word_runs_that_it_says():
    for story in corpus.stories(corpus.files("origins")):
        runs = {case.id: _runs(case.text) for case in story.cases}
        for copy in story.copies:
            short, long = sorted((runs[copy.report], runs[copy.of]), key=len)
            held = sum(run in set(long) for run in short) / len(short)
            assert round(held, 2) == copy.share >= 0.5


def _runs(text):
    words = re.findall(r"\w+", text.lower())
    return list(zip(*(words[n:] for n in range(5)), strict=False))


def test_the_suite_is_as_large_as_it_says():
    sentences = score.chosen("sentences")
    assert len(sentences) >= 300
    assert all(case.about for case in sentences)
    seen = Counter(g.certainty for case in sentences for g in case.statements)
    assert all(seen[value] >= 10 for value in corpus.VALUES["certainty"])


def test_held_and_open_files_are_told_apart():
    every, held, rest = (len(score.chosen(held=h)) for h in (None, True, False))
    assert held + rest == every
    assert min(held, rest) > 0


def test_texts_are_lines_that_add_reads():
    lines = [json.loads(line) for line in score.texts(score.chosen("articles"))]
    assert len(lines) >= 60
    assert all(row["text"] and row["id"] for row in lines)
