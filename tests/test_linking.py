"""What is linked bit by bit is what is linked at once, and a report more costs what it touches."""

from __future__ import annotations

import hashlib
import sqlite3
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from allegedly import linking, remembering
from allegedly.ledger import Store, dumps, to_json
from allegedly.link import EMBEDDING, stories, text_to_embed
from allegedly.linking import linked, relink
from allegedly.model import Judged, Judgement
from allegedly.settings import Settings
from ledger.making import entry

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    import pytest

    from allegedly.ledger import Entry
    from allegedly.model import Copy

NOW = "2031-04-01T08:00:00Z"
SUBJECTS = (
    "{} boats sank at the northern pier",
    "{} crates of salted herring were stolen",
    "the lighthouse keeper resigned after {} years",
    "a dredger hit the breakwater {} times",
)


def vector(text: str) -> bytes:
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
    made = np.random.default_rng(seed).normal(size=384)
    return (made / np.linalg.norm(made)).astype(np.float32).tobytes()


def told(sentences: Sequence[str], published: str | None) -> Entry:
    made = entry("\n".join(sentences), published=published)
    names = {a.id: a for a in made.reading.actors}
    texts = (text_to_embed(s, names) for s in made.reading.statements)
    return replace(made, vectors={t: vector(t) for t in texts}, embedding=EMBEDDING)


_SENTENCE = st.builds(
    lambda who, cue, subject, n: f"{who} {cue} that {subject.format(n)}.",
    st.sampled_from(("Quill", "The Port Office")),
    st.sampled_from(("said", "denied")),
    st.sampled_from(SUBJECTS),
    st.integers(2, 4),
)
_ENTRIES = st.lists(
    st.builds(
        told,
        st.lists(_SENTENCE, min_size=1, max_size=4),
        st.sampled_from((None, "2031-03-04", "2031-03-05", "2031-06-05", "2029-01")),
    ),
    min_size=1,
    max_size=7,
    unique_by=lambda e: e.report.id,
)


@contextmanager
def case(path: Path | None = None) -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        where = path or Path(folder) / "case.db"
        with Store.open(where, settings=Settings(now=NOW), create=True) as store:
            yield store


def export(store: Store) -> bytes:
    assert store.unlinked() == ()
    assert store.verify() == ()
    return dumps(to_json(store.ledger()))


def at_once(entries: Sequence[Entry]) -> bytes:
    with case() as store:
        store.add(entries)
        relink(store)
        return export(store)


def kept(store: Store) -> tuple[object, ...]:
    """What linking remembers, under the ids of reports, for those that stand."""
    ids = [r.id for r in store.reports()]
    with store.recalling() as memory:
        names = {one.reading: one.report for one in memory.outlines(memory.readings(ids))}
        near = {
            names[reading]: sorted(
                (names[int(other)], int(cosine))
                for other, cosine in zip(
                    np.frombuffer(row.others, "<i8"),
                    np.frombuffer(row.cosines, "<u4"),
                    strict=True,
                )
            )
            for reading, row in memory.near(names).items()
            if row.others
        }
        alike = {(names[a], names[b], share) for a, b, share in memory.alike(names)}
        groups: dict[str, set[str]] = {}
        for reading, story in memory.told(names).items():
            groups.setdefault(story, set()).add(names[reading])
        return sorted(names.values()), near, alike, sorted(map(sorted, groups.values()))


_WORDS = "ferry harbour storm captain dam mayor flood bridge police anchor cable minister".split()
_PILES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(_WORDS), min_size=3, max_size=8).map(" ".join),
        st.sampled_from((None, "2031-03-04", "2031-03-05", "2031-06-05")),
    ),
    min_size=1,
    max_size=12,
    unique=True,
)
_UNDATED = [(f"ferry {'ferry ' * n}ferry", None) for n in range(1, 10)]
_UNDATED += [(text, None) for text in ("harbour harbour captain", "ferry ferry ferry harbour")]
_UNDATED += [("ferry harbour harbour storm", None)]
"""A report more changes what holds between one of its neighbours and a report that it is not near itself."""


def told_stories(store: Store) -> list[list[str]]:
    return kept(store)[3]  # type: ignore[return-value]


@settings(max_examples=15, deadline=None)
@example(pile=_UNDATED, last=10)
@example(pile=_UNDATED, last=11)
@given(_PILES, st.integers(0, 11))
def test_stories_found_bit_by_bit_are_those_found_at_once(
    pile: list[tuple[str, str | None]], last: int
) -> None:
    entries = [told([text], published) for text, published in pile]
    more = entries.pop(last % len(entries))
    with case() as store:
        store.add(entries)
        relink(store)
        before = told_stories(store)
        store.add([more])
        relink(store)
        assert told_stories(store) == sorted(map(list, stories(store.reports())))
        store.remove(more.report.id, "a test", "somebody")
        relink(store)
        assert told_stories(store) == before


@settings(max_examples=10, deadline=None)
@given(_ENTRIES, st.data())
def test_bit_by_bit_in_any_order_with_removals_is_at_once(
    entries: list[Entry], data: st.DataObject
) -> None:
    order = data.draw(st.permutations(entries))
    gone = data.draw(st.sets(st.sampled_from(range(len(entries)))))
    left = [e for n, e in enumerate(entries) if n not in gone]
    with case() as store:
        for e in order:
            store.add([e])
            relink(store)
        for n in sorted(gone):
            store.remove(entries[n].report.id, "not needed", "Ada")
            if n % 2:
                relink(store)
        relink(store)
        grown, memory = export(store), kept(store)
    with case() as store:
        store.add(left)
        relink(store)
        assert export(store) == grown
        assert kept(store) == memory


@settings(max_examples=6, deadline=None)
@given(_ENTRIES, st.randoms(use_true_random=False))
def test_a_report_removed_and_back_again_or_read_anew(
    entries: list[Entry], chance: random.Random
) -> None:
    some = chance.choice(entries)
    with case() as store:
        store.add([replace(e, reader="0") if e is some else e for e in entries])
        relink(store)
        store.add([some])  # by another reader
        relink(store)
        assert export(store) == at_once(entries)
        store.remove(some.report.id, "by mistake", "Ada")
        if chance.random() < 0.5:
            relink(store)
        store.add([some])
        relink(store)
        assert export(store) == at_once(entries)


@settings(max_examples=6, deadline=None)
@given(_ENTRIES)
def test_linked_in_memory_is_what_is_kept(entries: list[Entry]) -> None:
    with case() as store:
        store.add(entries)
        relink(store)
        ledger = store.ledger()
        found, copied = linked(store, store.reports())
        assert {c.id: set(c.statements) for c in found.claims} == {
            c.id: set(c.statements) for c in ledger.linked.claims
        }
        assert set(copied) == set(ledger.copies)


@settings(max_examples=6, deadline=None)
@given(_ENTRIES, st.integers(0, 3))
def test_an_interruption_at_any_step_loses_nothing(entries: list[Entry], step: int) -> None:
    with case() as store:
        store.add(entries)
        relink(store)
        store.remove(entries[0].report.id, "not needed", "Ada")
        more = told([f"Quill said that {SUBJECTS[step].format(2)}."], "2031-03-05")
        store.add([more])
        remembering.remember(store, frozenset(store.unlinked()))  # and then the machine stops
        relink(store)
        left = {e.report.id: e for e in (*entries[1:], more)}
        assert export(store) == at_once(list(left.values()))


def test_a_story_that_is_not_touched_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    ferry = [told([f"Quill said that {SUBJECTS[0].format(n)}."], "2031-03-04") for n in (2, 3)]
    keeper = [told([f"Quill said that {SUBJECTS[2].format(n)}."], "2031-06-05") for n in (2, 3)]
    with case() as store:
        store.add([*ferry, *keeper])
        relink(store)
        asked: list[str] = []
        statements = Store.statements

        def counted(
            self: Store,
            reports: Sequence[str] | None = None,
            copied: Sequence[Copy] | None = None,
        ) -> object:
            asked.extend(reports or ["all"])
            return statements(self, reports, copied)

        monkeypatch.setattr(Store, "statements", counted)
        more = told([f"The Port Office said that {SUBJECTS[0].format(4)}."], "2031-03-05")
        store.add([more])
        relink(store)
        assert set(asked) == {e.report.id for e in (*ferry, more)}


def test_another_rule_makes_everything_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    pile = [told([f"Quill said that {SUBJECTS[0].format(n)}."], None) for n in (2, 3)]
    with case() as store:
        store.add(pile)
        relink(store)
        before = export(store)
        monkeypatch.setattr(linking, "story_rule", lambda: "another")
        with store.remembering() as memory:
            memory.forget(memory.readings([pile[0].report.id]))
        relink(store)
        assert len(kept(store)[0]) == 2
        assert export(store) == before


def test_a_case_of_version_1_is_filled_by_the_next_report(tmp_path: Path) -> None:
    path = tmp_path / "case.db"
    pile = [told([f"Quill said that {SUBJECTS[0].format(n)}."], "2031-03-04") for n in (2, 3)]
    more = told([f"The Port Office said that {SUBJECTS[0].format(2)}."], "2031-03-05")
    with case(path) as store:
        store.add(pile)
        relink(store)
    _of_version_1(path)
    with case(path) as store:
        assert kept(store) == ([], {}, set(), [])
        store.add([more])
        relink(store)
        assert export(store) == at_once([*pile, more])
        assert len(kept(store)[0]) == 3
    (old,) = tmp_path.glob("case.db.version-1-*")
    assert old.stat().st_size > 0


def _of_version_1(path: Path) -> None:
    """Take from a case what the versions since have brought."""
    connection = sqlite3.connect(path)
    caches = ("rules", "outlines", "near", "sketches", "alike", "told", "link_reports")
    for trigger in ("concerned_of", "concerned_no_more"):
        connection.execute(f"DROP TRIGGER {trigger}")
    since = ("said", "link_statements", "ratings", "deliveries", "alerts", "last_told", "visits")
    for table in (*caches, "follows", "given", *since):
        connection.execute(f"DROP TABLE {table}")
    for index in ("statements_by_id", "removals_by_subject"):
        connection.execute(f"DROP INDEX {index}")
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()


def test_a_judgement_is_heard_in_its_own_story_only() -> None:
    pile = [told([f"{who} said that {SUBJECTS[0].format(2)}."], None) for who in ("Quill", "The Port Office")]  # fmt: skip
    other = told([f"Quill said that {SUBJECTS[2].format(2)}."], None)
    with case() as store:
        store.add([*pile, other])
        relink(store)
        a, b = (e.reading.statements[0].id for e in pile)
        for kind in ("different", "same"):
            anchors = (store.anchor(a), store.anchor(b))
            store.judge(Judgement(f"j-{kind}", kind, anchors, "Ada", "looked", entered=NOW))
            assert set(store.unlinked()) == {e.report.id for e in pile}
            relink(store)
            assert store.judged(reports=[e.report.id for e in pile]) == store.judged()
            assert store.judged(reports=[other.report.id]) == Judged()
            store.undo(f"j-{kind}", "Ada", "again")
            relink(store)
