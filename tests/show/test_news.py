"""What is new: which rows a difference makes, that each opens to a quotation, and where the brief goes."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.errors import CaseReadOnly
from allegedly.model import Ledger, Rating
from allegedly.show.html import news_html
from allegedly.show.index import Index
from allegedly.show.markdown import news_markdown
from allegedly.show.news import News, Row, Section, Told, news
from allegedly.show.news_page import news_page
from show.story import STATEMENTS, story, story_by
from show.test_difference import DAYS
from show.test_renderers import VERDICTS, plain, tags

if TYPE_CHECKING:
    from pathlib import Path

    from show.conftest import Run
    from show.fake import FakeCase

TOLD = Told("Drones", "after 2 March", "allegedly diff 2026-03-02 --json")


def new(before: Ledger, after: Ledger, **more: object) -> News:
    return news((before, after), TOLD, "2026-03-06", **more)  # type: ignore[arg-type]


def since(day: str, **more: object) -> News:
    return new(story_by(day), story(), **more)


def section(found: News, title: str) -> tuple[Row, ...]:
    return next((s.rows for s in found.sections if s.title == title), ())


# --- what is told -----------------------------------------------------------------------------------


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_every_row_opens_to_words_of_a_report(a: str, b: str) -> None:
    before, after = story_by(a), story_by(b)
    texts = {r.id: r.text for r in (*before.reports, *after.reports)}
    found = new(before, after, most=40)
    for row in (r for s in found.sections if s.title != "Reports" for r in s.rows):
        shown = [q for side in row.sides for q in side.quotations]
        assert shown or row.what == "origin lost"
        for q in shown:
            said = "".join(p.text for p in q.sentence)
            assert any(said in text for text in texts.values())
            assert q.outlet
            assert q.day


@pytest.mark.parametrize("day", DAYS)
def test_nothing_is_new_between_a_ledger_and_itself(day: str) -> None:
    found = new(story_by(day), story_by(day))
    assert not found.sections
    assert found.summary.startswith("Nothing is new; ")
    assert found.next == ("allegedly brief",)


def test_figures_stand_old_and_new_beside_each_other_each_with_its_quotation() -> None:
    (row,) = (
        r for r in section(since("2026-03-04"), "Figures that moved") if r.what == "figure moved"
    )
    assert (row.before, row.after) == ("up to 15", "at least 20")
    assert [q.name for side in row.sides for q in side.quotations] == ["D1", "F1"]


def test_claims_are_counted_by_origins_with_what_stands_against_them() -> None:
    (row,) = (r for r in section(since("2026-03-01"), "New claims, contested") if r.name == "C1")
    assert row.standing.startswith("1 origin in 3 reports, denied by 2")
    assert [side.kind for side in row.sides] == ["says", "denies"]


def test_a_claim_that_is_new_is_told_once() -> None:
    found = since("2026-03-01", most=40)
    told = [r.name for s in found.sections if "laims" in s.title for r in s.rows]
    assert len(told) == len(set(told))
    assert not section(found, "Denials")


def test_a_denial_of_what_was_known_is_told_with_the_claim() -> None:
    after = story()
    before = replace(
        after,
        statements=tuple(s for s in after.statements if s.polarity == "asserts"),
        linked=replace(
            after.linked,
            claims=tuple(replace(c, denied_by=(), contested=False) for c in after.linked.claims if c.polarity == "asserts"),
            denials=(),
        ),
    )  # fmt: skip
    rows = section(new(before, after), "Denials")
    assert (rows[0].what, rows[0].name) == ("denied, contested now", "C1")
    assert rows[0].sides[0].who == "Keld and Northern League"
    taken = section(new(after, before), "Denials")
    assert taken[0].what == "denied no more, contested no longer"
    assert taken[0].sides[0].quotations[0].name.startswith("id ")


def test_a_ledger_in_which_all_is_gone_says_so() -> None:
    found = new(story(), story_by("2026-03-01"), most=40)
    assert {r.what for r in section(found, "Claims that are told otherwise")} == {"gone"}
    assert {r.what for r in section(found, "Reports")} == {"removed"}


def test_own_voice_is_counted_and_not_listed() -> None:
    (remark,) = (s.remark for s in since("2026-03-01").sections if s.remark)
    assert re.fullmatch(r"and \d+ statements? in one report’s own voice", remark)


def test_lists_are_cut_and_name_the_command() -> None:
    found = since("2026-03-01", most=1)
    for text in (plain(news_page(found)), news_markdown(found), news_html(found)):
        assert "more: " in text
        assert TOLD.more in text


def test_what_is_found_elsewhere_stands_first() -> None:
    row = Row(
        "met, contested",
        "Drones have crossed",
        "I1",
        "per 1 origin, denied by 2",
        "reported",
        "met",
    )
    found = new(story(), story(), first=(Section("Indicators", (row,), 1), Section("Phase", (), 0)))
    assert [s.title for s in found.sections] == ["Indicators"]
    for text in (plain(news_page(found)), news_markdown(found), news_html(found)):
        assert "Drones have crossed" in text
        assert "per 1 origin, denied by 2" in text


def test_ratings_stand_beside_whom_and_what_they_are_of() -> None:
    ledger = story()
    claim = next(iter(Index(ledger).claims.values()))
    said = ("Ada", "", "2026-03-05T00:00:00Z")
    ministry = STATEMENTS["A1"].source.actor
    rated = replace(
        ledger,
        ratings=(
            Rating("1", "credibility", "claim", claim.wording, "2", *said, claim.id),
            Rating("2", "reliability", "actor", "Ardovian Interior Ministry", "B", *said, ministry),
            Rating("3", "reliability", "outlet", "Harrow Dispatch", "D", *said, "Harrow Dispatch"),
        ),
    )
    text = plain(news_page(new(story_by("2026-03-01"), rated)))
    for words in (
        "credibility 2, rated by Ada",
        "(reliability B)",
        "Harrow Dispatch (reliability D)",
    ):
        assert words in text


# --- how it is set ----------------------------------------------------------------------------------


def test_no_form_gives_a_verdict() -> None:
    for day in DAYS:
        found = since(day, most=40)
        page = re.sub(r"<[^>]+>", "", news_html(found))
        for text in (plain(news_page(found)), news_markdown(found), page):
            assert not VERDICTS.search(text)


def test_the_page_needs_no_script_and_its_headings_go_down_step_by_step() -> None:
    found = tags(news_html(since("2026-03-02", most=40))).found
    assert not {tag for tag, _ in found} & {"script", "link", "img", "a", "iframe"}
    assert not any({"src", "href", "style", "onclick"} & set(given) for _, given in found)
    levels = [int(tag[1]) for tag, _ in found if re.fullmatch(r"h\d", tag)]
    assert all(b - a <= 1 for a, b in itertools.pairwise([0, *levels]))


# --- the command ------------------------------------------------------------------------------------


def test_a_day_is_a_day_of_entry_and_its_end(run: Run, case: FakeCase) -> None:
    done = run("brief", "--since", "2026-03-02")
    assert ("ledger", ("2026-03-02", True)) in case.calls
    assert case.how["read_only"] is True
    assert "What is new after the end of 2 Mar 2026, by entry." in done.stdout


def test_by_publication_where_it_is_asked_for(run: Run, case: FakeCase) -> None:
    done = run("brief", "--since", "2026-03", "--published")
    assert ("ledger", ("2026-03-31", False)) in case.calls
    assert "after the end of 31 Mar 2026, by publication" in done.stdout


def test_a_moment(run: Run, case: FakeCase) -> None:
    done = run("brief", "--since", "2026-03-02T09:00:00Z")
    assert ("ledger", ("2026-03-02T09:00:00Z", True)) in case.calls
    assert "after 2 Mar 2026, 09:00:00 UTC" in done.stdout


def test_the_first_time_everything_is_new_and_said_to_be(run: Run, case: FakeCase) -> None:
    first = run("brief", "--since", "last")
    assert "No brief of what is new was written before" in first.stdout
    assert case.told == "2026-03-06T07:00:00Z"
    assert case.how["read_only"] is False
    assert "since the last such brief, after 6 Mar 2026" in run("brief", "--since", "last").stdout


def test_last_stays_where_it_was_if_the_brief_cannot_be_written(run: Run, case: FakeCase) -> None:
    done = run("brief", "--since", "last", "-o", "no/such/folder/new.html")
    assert done.exit_code == 1
    assert "cannot write" in done.stderr
    assert case.told is None


def test_last_in_a_case_that_cannot_be_written_names_the_way_out(run: Run, case: FakeCase) -> None:
    case.failure = CaseReadOnly("the file is read-only")
    done = run("brief", "--since", "last", "--case", "old.db")
    assert done.exit_code == 1
    assert "old.db cannot be written; name a date: --since 2026-03-02" in done.stderr


@pytest.mark.parametrize("form", ["html", "markdown", "terminal"])
def test_every_form_goes_to_a_file(run: Run, tmp_path: Path, form: str) -> None:
    out = tmp_path / "new"
    assert run("brief", "--since", "2026-03-02", "--format", form, "-o", str(out)).exit_code == 0
    assert "What is new after the end of 2 Mar 2026" in out.read_text("utf8")


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--since", "last", "--published"], "name a date"),
        (["--since", "Friday"], "is no date"),
        (["--since", "2026-03-02", "--as-of", "2026-03-05"], "allegedly diff FROM TO"),
        (["--published"], "allegedly diff FROM TO"),
    ],
)
def test_what_cannot_be_asked(run: Run, words: list[str], says: str) -> None:
    done = run("brief", *words)
    assert done.exit_code == 1
    assert says in done.stderr
