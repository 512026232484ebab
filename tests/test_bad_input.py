"""Bad input through the front door: a clear message, counted, nothing lost, nothing doubled."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import allegedly
from allegedly import pipeline

if TYPE_CHECKING:
    from allegedly.model import Added, Report

pytestmark = pytest.mark.model

GOOD = "The mayor of Alder said the bridge over the river was closed on Monday."


def added(tmp_path: Path, **files: bytes) -> tuple[Added, tuple[Report, ...]]:
    """Add files (name with _ for its dot) to a new case; what was counted, and the reports in it."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    for name, data in files.items():
        (folder / name.replace("_", ".")).write_bytes(data)
    with allegedly.open(tmp_path / "case.db", create=True) as case:
        result = case.add([folder])
        assert case.verify() == ()
        again = case.add([folder])
        assert again.reports == ()
        assert again.known == len(result.reports)
        assert again.rejected == result.rejected
        return result, case.ledger().reports


def test_refusals_cost_no_neighbour(tmp_path: Path) -> None:
    result, reports = added(
        tmp_path,
        a_txt=b"",
        b_txt=b"\x00\x01\x02" * 900,
        c_jsonl=b'{"text": "' + GOOD.encode() + b'"}\n{broken\n{"text": 7}\n',
        d_pdf=b"%PDF-1.7",
        e_txt=GOOD.encode() + b" Twice.",
        f_html=b"<div>" * 100_000 + GOOD.encode(),
        g_txt=b"Subscribe to our newsletter\n\nFollow us on Facebook\n",
    )
    why = {Path(r.input).name: r.why for r in result.rejected}
    assert why["a.txt"] == "empty"
    assert why["b.txt"] == "binary"
    assert why["c.jsonl:2"] == "broken line"
    assert "c.jsonl:3" in why
    assert why["d.pdf"] == "not yet"
    assert why["g.txt"] == "no article text"
    assert all(len(r.detail) > 10 for r in result.rejected), "each says what to do"
    assert len(result.reports) + len(result.rejected) == 9
    assert {r.text for r in reports} >= {GOOD, GOOD + " Twice."}


def test_fifty_megabytes_on_one_line(tmp_path: Path) -> None:
    result, _ = added(tmp_path, long_txt=b"word " * 10_000_000, good_txt=GOOD.encode())
    assert [r.why for r in result.rejected] == ["too large"]
    assert len(result.reports) == 1


def test_a_text_too_long_for_one_parse_says_where_it_was_cut(tmp_path: Path) -> None:
    text = "\n".join(f"{GOOD} It was day {n}." for n in range(400))
    _, (report,) = added(tmp_path, long_txt=text.encode())
    (cut,) = report.cuts
    assert text[cut - 1] == "\n"


def test_encodings(tmp_path: Path) -> None:
    text = "The mayor’s office in Orléans said “the bridge is closed” on Monday evening, once more."
    _, reports = added(
        tmp_path,
        a_txt=text.encode("utf-16"),
        b_txt=text.encode("cp1252") + b" A.",
        c_txt=b"\xef\xbb\xbf" + text.encode() + b" B.",
    )
    assert {r.text for r in reports} == {text, text + " A.", text + " B."}


def test_dates_that_cannot_be_believed(tmp_path: Path) -> None:
    rows = [("2999-01-01", "A."), ("soon", "B."), ("2024-05-01", "C.")]
    lines = [f'{{"text": "{GOOD} {end}", "published": "{date}"}}' for date, end in rows]
    result, reports = added(tmp_path, dated_jsonl="\n".join(lines).encode())
    kept = {r.text[-2:]: r.published for r in reports}
    assert kept["C."] == "2024-05-01"
    assert "2999-01-01" not in kept.values()
    assert "soon" not in kept.values()
    assert len(result.reports) == 3, "each is kept"
    assert [note.split(":")[:2] for note in result.notes] == [
        [str(tmp_path / "inputs" / "dated.jsonl"), "1"],
        [str(tmp_path / "inputs" / "dated.jsonl"), "2"],
    ]


def test_no_date_gives_open_times(tmp_path: Path) -> None:
    added(tmp_path, a_txt=GOOD.encode())
    with allegedly.open(tmp_path / "case.db") as case:
        (report,) = case.ledger().reports
        assert (report.published, report.published_basis) == (None, "none")
        times = [t for s in case.ledger().statements for t in s.times]
        assert times
        assert all(t.start is None and t.end is None for t in times)


def test_another_language_is_kept_and_said_to_be_unread(tmp_path: Path) -> None:
    korean = "경찰은 월요일 저녁 강 위의 다리가 폐쇄되었다고 밝혔다. 시장은 다리를 다시 열 것이라고 말했다."
    result, reports = added(tmp_path, a_txt=korean.encode())
    assert [r.unread for r in reports] == ["ko"]
    assert (len(result.reports), result.statements) == (1, 0)


def test_unbalanced_quotation_marks_cost_no_other_statement(tmp_path: Path) -> None:
    text = (
        f'"The bridge is closed, the engineer said.\n\n{GOOD}\n\n"Nobody was hurt," the mayor said.'
    )
    added(tmp_path, a_txt=text.encode())
    with allegedly.open(tmp_path / "case.db") as case:
        wordings = [s.wording for s in case.ledger().statements]
    assert "the bridge over the river was closed on Monday" in wordings
    assert any("Nobody was hurt" in w for w in wordings)


def test_a_report_on_which_a_rule_fails_is_kept_and_said_to_be_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise KeyError("a rule")

    monkeypatch.setattr(pipeline, "read_statements", failing)
    result, reports = added(tmp_path, a_txt=GOOD.encode())
    assert [r.unread for r in reports] == ["failed"]
    assert (len(result.reports), result.statements) == (1, 0)
    assert [note.split(": ")[1][:15] for note in result.notes] == ["a rule failed o"]
    with allegedly.open(tmp_path / "case.db") as case:
        assert [c.well for c in case.doctor() if c.what.startswith("not read")] == [False]
