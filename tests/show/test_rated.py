"""What a person types to rate a source or a claim, and what is said back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from allegedly.errors import InputError
from allegedly.show import rated
from show.story import STATEMENTS

if TYPE_CHECKING:
    from allegedly.show.index import Index
    from show.conftest import Run
    from show.fake import FakeCase

CLAIM = STATEMENTS["A1"].id


def test_a_claim_by_its_short_name(run: Run, case: FakeCase) -> None:
    done = run("rate", "C1", "2", "--why", "seen twice", "--by", "Ada")
    assert case.calls[1] == ("rate", (CLAIM, "2", {"of": None, "why": "seen twice", "by": "Ada"}))
    assert done.stdout.startswith("credibility 2: C1 40 drones crossed the Keld river")
    assert "Undo: allegedly rate --undo 99999999 --why TEXT" in done.stdout


def test_a_source_by_its_name_quoted_or_not(run: Run, case: FakeCase) -> None:
    for words in (["Harrow Dispatch"], ["Harrow", "Dispatch"]):
        assert run("rate", *words, "B", "--outlet").exit_code == 0
        assert (
            "rate",
            ("Harrow Dispatch", "B", {"of": "outlet", "why": "", "by": None}),
        ) in case.calls
        case.calls.clear()


def test_a_report_is_not_rated_but_its_outlet(known: Index) -> None:
    with pytest.raises(
        InputError, match="rate its outlet: allegedly rate --outlet 'Harrow Dispatch'"
    ):
        rated.meant(known, "A")
    assert rated.meant(known, "Keld") == "Keld"


def test_it_stands_where_the_claim_does(run: Run) -> None:
    run("rate", "C1", "3", "--by", "Ada")
    for words in (["show", "C1"], ["origins", "C1"], ["claims"], ["brief"]):
        assert "credibility 3, rated by Ada" in " ".join(run(*words).stdout.split())
    (first, *_) = json.loads(run("claims", "--json").stdout)
    assert first["credibility"] == {"value": "3", "by": "Ada", "why": ""}


def test_it_stands_behind_the_outlet(run: Run) -> None:
    run("rate", "Harrow Dispatch", "D", "--outlet", "--by", "Ada")
    for words in (["show", "C1"], ["origins", "C1"], ["brief"]):
        assert "Harrow Dispatch (reliability D)" in run(*words).stdout
    assert "D, rated by Ada" in run("show", "A").stdout
    told = json.loads(run("show", "A", "--json").stdout)
    assert told["reliability"]["value"] == "D"


def test_the_list_and_taking_back(run: Run, case: FakeCase) -> None:
    assert "Nothing has been rated here" in run("ratings").stdout
    run("rate", "Harrow Dispatch", "D", "--outlet", "--by", "Ada", "--why", "copies")
    listed = run("ratings", "--all").stdout
    assert ("ratings", True) in case.calls
    assert "reliability D: Harrow Dispatch (outlet)" in listed
    assert "rated by Ada, 2026-03-06: copies" in listed
    assert json.loads(run("ratings", "--json").stdout)[0]["holds"] is True
    assert run("rate", "--undo", "9999").stdout.startswith("taken back: reliability D")
    assert json.loads(run("rate", "C1", "6", "--json").stdout)["undone"] is False


@pytest.mark.parametrize(
    "words", [[], ["C1"], ["C1", "2", "--undo", "9999"], ["Keld", "B", "--actor", "--outlet"]]
)
def test_what_is_unclear_is_refused(run: Run, words: list[str]) -> None:
    done = run("rate", *words)
    assert done.exit_code == 1
    assert "allegedly rate NAME A-F" in done.stderr


def test_the_help_has_both_scales(run: Run) -> None:
    text = " ".join(run("rate", "--help").stdout.split())
    assert "A completely reliable" in text
    assert "F and 6 are unknown, not middling" in text
