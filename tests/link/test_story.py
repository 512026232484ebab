"""Which reports tell of one story."""

import gzip
import hashlib
import importlib.util
import json
from dataclasses import replace
from importlib.resources import files

import pytest

from allegedly.link import stories, story_labels
from allegedly.link.outline import article_text, day, outline
from allegedly.link.words import rarity
from allegedly.model import Marked, Report, Span

FERRY = "The ferry Alba ran aground off Osterby with 200 passengers on board. Rescue boats took the passengers ashore."
ALSO = "Passengers of the ferry Alba were taken ashore by rescue boats after it ran aground near Osterby."
BREAD = "The bakers of Lindholm won the national prize for rye bread, beating bakers of nine towns."


def report(name, text, published="2031-05-02", title=None):
    return Report(name, name, text, title=title, published=published)


def test_two_accounts_of_one_event_are_one_story():
    reports = [report("c", ALSO, "2031-05-03"), report("b", BREAD), report("a", FERRY)]
    assert stories(reports) == (("a", "c"), ("b",))
    assert stories(reports[::-1]) == stories(reports)
    assert stories([]) == ()


def test_a_year_later_is_another_story():
    assert len(stories([report("a", FERRY), report("b", ALSO, "2032-05-02")])) == 2


def test_an_undated_report_may_belong():
    assert stories([report("a", FERRY), report("b", ALSO, None)]) == (("a", "b"),)


def test_boilerplate_does_not_count():
    mark = Marked(Span(0, len(FERRY), FERRY), "link")
    hidden = replace(report("b", FERRY + "\n" + BREAD), boilerplate=(mark,))
    assert article_text(hidden).strip() == BREAD
    assert len(stories([report("a", FERRY), hidden])) == 2


def test_no_report_changes_how_near_two_others_are():
    pair = [report("a", FERRY), report("b", ALSO)]
    crowd = [report(f"x{i}", BREAD + f" Part {i}.") for i in range(20)]
    assert ("a", "b") in stories(pair + crowd)


def test_an_outline_is_a_vector_of_length_one():
    words = outline("Ferry aground", FERRY)
    assert sum(w * w for w in words.values()) == pytest.approx(1)
    assert list(words) == sorted(words)
    assert outline("", "") == {}


def test_the_word_counts_are_the_ones_that_their_readme_names():
    folder = files("allegedly") / "vendor" / "news_frequencies"
    digest = hashlib.sha256((folder / "words.tsv").read_bytes()).hexdigest()
    assert digest in (folder / "README.md").read_text("utf8")
    assert rarity("president") < rarity("minister") < rarity("no such word")


@pytest.mark.parametrize("date", ["2031", "2031-05", "yesterday", "", None])
def test_a_date_without_a_day_is_no_day(date):
    assert day(date) != day(date)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "floor"), [("newscluster", 0.91), ("basil", 0.97)])
def test_stories_of_real_news(shared, name, floor):
    bench = shared / "bench"
    with gzip.open(bench / "stories" / f"{name}.dev.jsonl.gz", "rt", encoding="utf8") as lines:
        rows = [json.loads(line) for line in lines]
    labels = story_labels([(r["title"], r["text"], r["date"]) for r in rows])
    spec = importlib.util.spec_from_file_location("scorers", bench / "scorers.py")
    scorers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorers)
    gold = {r["id"]: r["story"] for r in rows}
    score = scorers.clustering(gold, dict(zip(gold, labels, strict=True)))
    assert score["b3"][2] >= floor * 10_000 or score["b3"][2] >= floor
