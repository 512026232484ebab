from __future__ import annotations

import os
import random
import signal
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from allegedly.ledger import Store, dumps, to_json
from allegedly.settings import Settings
from ledger.making import copies, entry, linked

if TYPE_CHECKING:
    from allegedly.ledger import Entry

SETTINGS = Settings(now="2031-04-01T08:00:00Z")
_PEOPLE = ("Quill", "The Port Office")
_WORDS = st.sampled_from(("boats sank", "12 boats sank", "the quay was closed on Tuesday"))
_SENTENCE = st.builds(
    "{} {} that {}.".format, st.sampled_from(_PEOPLE), st.sampled_from(("said", "denied")), _WORDS
)
_ENTRY = st.builds(
    lambda sentences, published: entry("\n".join(sentences), published=published),
    st.lists(_SENTENCE, max_size=4),
    st.sampled_from((None, "2031-03-04", "2031-03-05")),
)
_ENTRIES = st.lists(_ENTRY, max_size=5)


def link(store: Store) -> None:
    store.link(linked(store.statements()), copies(store.reports()), reports=None)


def exported(entries: list[list[Entry]]) -> bytes:
    """The export of a case to which these batches were added, each followed by linking."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Store.open(Path(folder) / "case.db", settings=SETTINGS, create=True) as store,
    ):
        for batch in entries:
            store.add(batch)
            link(store)
        assert store.verify() == ()
        return dumps(to_json(store.ledger()))


@settings(max_examples=15, deadline=None)
@given(_ENTRIES, st.randoms(use_true_random=False))
def test_order_batches_and_repeats_do_not_matter(
    entries: list[Entry], chance: random.Random
) -> None:
    shuffled = [*entries, *entries[:2]]
    chance.shuffle(shuffled)
    assert exported([[e] for e in shuffled] or [[]]) == exported([entries])


@settings(max_examples=15, deadline=None)
@given(_ENTRIES, st.lists(st.integers(0, 4), max_size=4))
def test_the_past_stays_as_it_was(entries: list[Entry], removed: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, past = Path(folder) / "case.db", {}
        steps = [*entries, *(entries[i] for i in removed if i < len(entries))]
        for day, step in enumerate(steps, start=1):
            now = f"2031-04-{day:02}T08:00:00Z"
            with Store.open(path, settings=Settings(now=now), create=True) as store:
                if step.report.id in {r.id for r in store.reports()}:
                    store.remove(step.report.id, "why", "Ada")
                else:
                    store.add([step])
                link(store)
                past[now] = dumps(to_json(store.ledger()))
        for now, then in past.items():
            with Store.open(path, settings=SETTINGS, read_only=True) as store:
                assert dumps(to_json(store.ledger(entered_by=now))) == then


# --- killed -----------------------------------------------------------------------------------------

_MANY = [
    entry("".join(f"Quill said that {n} boats sank at pier {pier}.\n" for pier in range(6)))
    for n in range(16)
]


def _add_all(path: Path) -> None:
    with Store.open(path, settings=SETTINGS, create=True) as store:
        for some in range(0, len(_MANY), 4):
            store.add(_MANY[some : some + 4])
            link(store)


def _killed_after(seconds: float, path: Path) -> None:
    child = os.fork()
    if not child:
        _add_all(path)
        os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_a_kill_at_any_moment_leaves_a_sound_case(tmp_path: Path) -> None:
    began = time.monotonic()
    _add_all(tmp_path / "whole.db")
    lasted = time.monotonic() - began
    with Store.open(tmp_path / "whole.db", settings=SETTINGS) as store:
        whole = dumps(to_json(store.ledger()))
    chance, halfway = random.Random(20), 0
    for round_ in range(12):
        path = tmp_path / f"{round_}.db"
        _killed_after(chance.uniform(0, lasted), path)
        with Store.open(path, settings=SETTINGS, create=True) as store:
            assert store.verify() == ()
            assert len(store.reports()) % 4 == 0
            halfway += 0 < len(store.reports()) < len(_MANY)
        _add_all(path)
        with Store.open(path, settings=SETTINGS) as store:
            assert dumps(to_json(store.ledger())) == whole
            assert store.verify() == ()
    assert halfway >= 2


def test_many_writers_at_once(tmp_path: Path) -> None:
    path, children = tmp_path / "case.db", []
    for start in range(3):
        child = os.fork()
        if not child:
            with Store.open(path, settings=SETTINGS, create=True) as store:
                for given_ in _MANY[start::2]:
                    store.add([given_])
            os._exit(0)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    with Store.open(path, settings=SETTINGS) as store:
        assert len(store.reports()) == len(_MANY)
        assert store.verify() == ()


@pytest.mark.parametrize("text", ["", "\n", "No one said anything."])
def test_a_report_without_statements(tmp_path: Path, text: str) -> None:
    with Store.open(tmp_path / "case.db", settings=SETTINGS, create=True) as store:
        store.add([entry(text)])
        link(store)
        assert store.ledger().statements == ()
        assert store.verify() == ()
