from __future__ import annotations

import csv
import io
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from allegedly.ledger import to_csv
from allegedly.model import Generator, Ledger, Quantity, Source, Via
from ledger.making import MAYOR, PORT, entry, linked, span

TEXT = "Quill said that 12 boats sank on Tuesday.\nThe Port Office denied that ships sank.\n"


def rows(ledger: Ledger) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(to_csv(ledger), newline="")))


def made(text: str = TEXT, outlet: str | None = "The Bell") -> Ledger:
    new = entry(text, outlet=outlet)
    found = linked(new.reading.statements)
    return Ledger(
        Generator("0", None, "1"),
        (new.report,),
        (),
        (MAYOR, PORT),
        new.reading.statements,
        (),
        found,
    )


def test_one_row_a_statement() -> None:
    ledger = made()
    first, second = rows(ledger)
    assert first == {
        "statement": ledger.statements[0].id,
        "report": ledger.reports[0].id,
        "outlet": "The Bell",
        "published": "2031-03-05",
        "source": "Mara Quill",
        "kind": "person",
        "via": "",
        "cue": "said",
        "polarity": "asserts",
        "certainty": "asserted",
        "quantities": "at least 12 boats",
        "times": "2031-03-04",
        "wording": "12 boats sank on Tuesday",
        "claim": ledger.linked.claims[0].id,
    }
    assert second["polarity"] == "denies"


def test_what_is_unknown_is_empty_or_said_as_in_the_text() -> None:
    ledger = made(outlet=None)
    first = ledger.statements[0]
    place = span(TEXT, 0, 5)
    figures = (
        Quantity(place, min=3, max=1500, unit="boats"),
        Quantity(place, vague="dozens", bound="vague"),
        Quantity(place),
    )
    times = (replace(first.times[0], value=None),)
    via = (Via(None, place), Via(PORT.id, None), Via(None, None))
    changed = replace(
        first,
        source=Source("unknown", None, place),
        via=via,
        quantities=figures,
        times=times,
        cue=None,
    )
    own = replace(first, id="0", source=Source("none"), quantities=(), times=())
    found = rows(replace(ledger, statements=(changed, own)))
    named, voice = sorted(found, key=lambda row: row["kind"], reverse=True)
    assert (named["source"], named["via"], named["cue"]) == ("Quill", "Quill; Port Office", "")
    assert (named["quantities"], named["times"], named["outlet"]) == (
        "3-1500 boats; dozens",
        "Tuesday",
        "",
    )
    assert (voice["source"], voice["kind"]) == ("", "none")


@given(st.text(max_size=30))
def test_no_cell_is_a_formula(outlet: str) -> None:
    sheet = to_csv(made(outlet=outlet or None))
    for row in csv.reader(io.StringIO(sheet, newline="")):
        assert not any(
            cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")) for cell in row
        )
    sheet.encode("utf8")


def test_a_formula_is_shown_as_it_was_written() -> None:
    assert rows(made(outlet='=HYPERLINK("x")'))[0]["outlet"] == '\'=HYPERLINK("x")'
