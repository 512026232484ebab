from __future__ import annotations

import sqlite3
import zlib
from typing import TYPE_CHECKING

import pytest

from allegedly.ledger import Store
from allegedly.settings import Settings
from ledger.making import entry, linked

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = Settings(now="2031-04-01T08:00:00Z")
TEXT = "Quill said that 12 boats sank on Tuesday.\nThe Port Office denied that 12 boats sank on Tuesday.\n"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "case.db"
    with Store.open(path, settings=SETTINGS, create=True) as store:
        store.add([entry(TEXT), entry("Quill said that the quay was closed.\n")])
        store.link(linked(store.statements()), (), reports=None)
        assert store.verify() == ()
    return path


def problems(path: Path) -> list[str]:
    with Store.open(path, settings=SETTINGS, read_only=True) as store:
        return [p.detail for p in store.verify()]


def tamper(path: Path, sql: str, *values: object) -> None:
    """Change rows behind the back of the triggers."""
    connection = sqlite3.connect(path)
    triggers = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger'"
    ).fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(sql, values)
    connection.commit()
    connection.close()


def test_a_changed_character(case: Path) -> None:
    tamper(case, "UPDATE texts SET text = replace(text, '12 boats', '13 boats')")
    found = problems(case)
    assert found[0] == "the text is not the one that was read"
    assert "the text at 16-40 is not '12 boats sank on Tuesday'" in found


def test_changed_bytes(case: Path) -> None:
    tamper(case, "UPDATE received SET zlib = ?", zlib.compress(b"other"))
    assert problems(case) == ["the bytes as received do not have this SHA-256"] * 2


def test_bytes_that_cannot_be_unpacked(case: Path) -> None:
    tamper(case, "UPDATE received SET zlib = ?", b"other")
    assert all(p.startswith("the bytes as received cannot be unpacked") for p in problems(case))


def test_a_moved_span(case: Path) -> None:
    tamper(case, """UPDATE statements SET body = replace(body, '"start":16', '"start":17')""")
    found = problems(case)
    assert "the id does not follow from report, content and source" in found
    assert any(p.startswith("the text at 17-40 is not") for p in found)


def test_a_changed_id(case: Path) -> None:
    tamper(case, "UPDATE statements SET id = 'x' WHERE row = 1")
    found = problems(case)
    assert found[0] == "the id does not follow from report, content and source"
    assert any(p.startswith("speaks of a statement that is not in the case") for p in found)


def test_a_reference_to_nothing(case: Path) -> None:
    tamper(case, "UPDATE statements SET reading = 99")
    assert "row 1 of statements points at nothing in reports" in problems(case)


def test_an_index_that_lost_a_text(case: Path) -> None:
    tamper(case, "INSERT INTO words (words, rowid, text) VALUES ('delete', 1, 'Quill')")
    with Store.open(case, settings=SETTINGS) as store:
        (problem,) = store.verify()
    assert problem.what == "the case file"
    assert problem.detail.startswith("index: ")


def test_flipped_bytes_are_found(case: Path) -> None:
    sound = case.read_bytes()
    place = sound.index(b"12 boats sank")
    case.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
    assert problems(case) != []


def test_a_page_of_noise_is_a_problem_not_a_crash(case: Path) -> None:
    sound = case.read_bytes()
    for page in range(2, len(sound) // 4096, 3):
        noise = sound[: page * 4096] + bytes(4096) + sound[(page + 1) * 4096 :]
        case.write_bytes(noise)
        assert problems(case) != []


def test_links_may_wait(case: Path) -> None:
    with Store.open(case, settings=SETTINGS) as store:
        store.remove(store.reports()[0].id, "why", "Ada")
        assert store.verify() == ()
