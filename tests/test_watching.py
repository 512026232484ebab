"""Watching a case: what is told once and for all, in order, whatever fails on the way."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from typer.testing import CliRunner

from allegedly.case import Case
from allegedly.errors import InputError, Undelivered
from allegedly.ledger import Store
from allegedly.settings import Settings
from allegedly.show.alerts import AtomFile, Terminal, Webhook, atom, headline
from allegedly.show.cli import app
from allegedly.watching import Watch

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from allegedly.model import Added, Alert

pytestmark = pytest.mark.model

PLAN = """
title = "Rockets"
[[phase]]
name = "Calm"
[[phase]]
name = "Fire"
needs = { any = ["rockets"] }
[[indicator]]
id = "rockets"
title = "Rockets hit the port"
words = [["rockets", "port"]]
fresh = "20 days"
"""

HIT = "Mara Quill said on Tuesday that 40 rockets hit the port of Tarsk."
DENIED = "Mara Quill said that 40 rockets hit the port of Tarsk. Sudria denied that rockets hit the port."


class Bench:
    """A case, a clock to be set, and a receiver that answers what it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.now = "2023-05-03T08:00:00Z"
        self.status = 200
        self.got: list[dict[str, object]] = []
        self.said: list[str] = []
        (folder / "inbox").mkdir()
        (folder / "plan.toml").write_text(PLAN, "utf8")
        with self.open(create=True):
            pass

    @contextmanager
    def open(self, *, create: bool = False) -> Iterator[Case]:
        settings = Settings(case=str(self.folder / "case.db"), now=self.now)
        store = Store.open(settings.case, settings=settings, create=create)
        with Case(store, settings) as case:
            yield case

    def post(self, url: str, body: bytes, headers: dict[str, str]) -> int:
        alert = json.loads(body)
        if 200 <= self.status < 300:
            assert headers["Idempotency-Key"] == alert["id"]
            self.got.append(alert)
        return self.status

    def alerts(self) -> tuple[Alert, ...]:
        with self.open() as case:
            return case.alerts()

    def watch(self, *inputs: str, **how: object) -> Watch:
        channels = [
            Terminal(self.said.append),
            AtomFile(self.folder / "alerts.atom", "test", self.alerts),
            Webhook("https://gull.example/hook", "test", self.post),
        ]
        made = Watch(
            self.open,
            inputs or (str(self.folder / "inbox"),),
            channels,
            self.folder / "plan.toml",
            lambda case, one: case.add([one]),
        )
        return replace(made, **how)

    def arrives(self, text: str, published: str, name: str = "a") -> None:
        row = {"text": text, "published": published, "outlet": f"The {name} Bell"}
        path = self.folder / "inbox" / f"{name}.jsonl"
        path.write_text(json.dumps(row), "utf8")

    def later(self, **time: float) -> None:
        moment = datetime.fromisoformat(self.now) + timedelta(**time)
        self.now = moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def test_the_first_round_begins_and_tells_nothing(bench: Bench) -> None:
    bench.arrives(HIT, "2023-05-02")
    done = bench.watch().round()
    assert (done.alerts, bench.said, bench.got) == ((), [], [])
    assert done.begun is not None
    assert done.begun.phase == "Fire"


def test_what_arrives_is_told_once_with_its_words(bench: Bench) -> None:
    bench.watch().round()
    bench.arrives(HIT, "2023-05-02")
    done = bench.watch().round()
    assert [(a.kind, a.before, a.after, a.origins) for a in done.alerts] == [
        ("phase", "Calm", "Fire", 1),
        ("indicator", "not met", "met", 1),
    ]
    assert done.alerts[0].quotations[0].words == "40 rockets hit the port of Tarsk"
    assert [a["id"] for a in bench.got] == [a.id for a in done.alerts]
    assert "Calm → Fire (per 1 origin)" in bench.said[0]
    feed = etree.parse(bench.folder / "alerts.atom")
    titles = [e.text for e in feed.iterfind("{*}entry/{*}title")]
    assert titles == [headline(a) for a in reversed(done.alerts)]
    assert bench.watch().round().alerts == ()
    assert len(bench.got) == 2


def test_a_denial_is_told_and_counted(bench: Bench) -> None:
    bench.arrives(HIT, "2023-05-02")
    bench.watch().round()
    bench.arrives(DENIED, "2023-05-03", "b")
    (alert,) = bench.watch().round().alerts
    assert (alert.kind, alert.after, alert.denied_by) == ("indicator", "met, contested", 1)
    assert {q.source for q in alert.quotations} == {"Mara Quill", "Sudria"}


def test_evidence_that_grows_old_is_told_though_nothing_arrives(bench: Bench) -> None:
    bench.arrives(HIT, "2023-05-02")
    bench.watch().round()
    bench.later(days=30)
    assert [a.after for a in bench.watch().round().alerts] == ["Calm", "expired"]


def test_a_webhook_that_fails_for_an_hour_gets_everything_in_order_and_once(bench: Bench) -> None:
    bench.watch().round()
    bench.status = 500
    bench.arrives(HIT, "2023-05-02")
    done = bench.watch().round()
    assert done.failed == (
        ("webhook:https://gull.example/hook", "https://gull.example/hook answered 500"),
    )
    bench.arrives(DENIED, "2023-05-03", "b")
    tries = 0
    for _ in range(60):
        bench.later(minutes=1)
        tries += len(bench.watch().round().failed)  # a new watch each time: as if started anew
    assert bench.got == []
    assert 4 <= tries <= 7  # put off by 1, 2, 4, 8, 16, 32 minutes
    bench.status = 204
    for _ in range(61):
        bench.later(minutes=1)
        bench.watch().round()
    assert [a["id"] for a in bench.got] == [a.id for a in reversed(bench.alerts())]
    assert [a["after"] for a in bench.got] == ["Fire", "met", "met, contested"]


def test_an_interruption_loses_and_doubles_nothing(bench: Bench) -> None:
    bench.watch().round()
    bench.arrives(HIT, "2023-05-02")

    class Killed(BaseException):
        pass

    def killed(*_: object) -> int:
        raise Killed

    watch = bench.watch()
    watch.channels = [Webhook("https://gull.example/hook", "test", killed)]
    with pytest.raises(Killed):
        watch.round()
    bench.watch().round()
    assert [a["after"] for a in bench.got] == ["Fire", "met"]


def test_an_input_that_fails_does_not_keep_the_others(bench: Bench) -> None:
    bench.watch().round()
    bench.arrives(HIT, "2023-05-02")

    def add(case: Case, one: str) -> Added:
        if one == "broken":
            raise InputError("the feed hangs")
        if one == "gone":
            raise OSError("no such place")
        return case.add([one])

    done = bench.watch("broken", "gone", str(bench.folder / "inbox"), add=add).round()
    assert done.failed[:2] == (("broken", "the feed hangs"), ("gone", "no such place"))
    assert len(done.alerts) == 2


def test_a_plan_that_is_broken_meanwhile_loses_nothing(bench: Bench) -> None:
    bench.watch().round()
    (bench.folder / "plan.toml").write_text("title = ", "utf8")
    bench.arrives(HIT, "2023-05-02")
    done = bench.watch().round()
    assert done.alerts == ()
    assert "is no TOML" in done.failed[0][1]
    (bench.folder / "plan.toml").write_text(PLAN, "utf8")
    assert [a.after for a in bench.watch().round().alerts] == ["Fire", "met"]


def test_a_clock_that_jumps_back_tells_nothing_until_it_is_right(bench: Bench) -> None:
    bench.arrives(HIT, "2023-05-02")
    bench.watch().round()
    bench.later(days=-40)
    done = bench.watch().round()
    assert (done.alerts, done.behind) == ((), "2023-05-03")
    bench.later(days=41)
    assert bench.watch().round().alerts == ()


def test_a_clock_that_jumped_ahead_does_not_keep_an_alert_back(bench: Bench) -> None:
    bench.watch().round()
    bench.arrives(HIT, "2023-05-02")
    bench.later(days=10)
    bench.status = 500
    bench.watch().round()
    bench.later(days=-9)
    bench.status = 200
    bench.watch().send()
    assert len(bench.got) == 2


def test_what_is_followed_is_told(bench: Bench) -> None:
    bench.arrives(HIT, "2023-05-02")
    bench.watch().round()
    with bench.open() as case:
        (claim,) = (c for c in case.claims() if "rockets" in c.wording)
        case.follow(claim.id, by="Ada")
    assert bench.watch().round().alerts == ()
    bench.arrives(DENIED, "2023-05-03", "b")
    alerts = bench.watch().round().alerts
    (followed,) = (a for a in alerts if a.kind == "follow")
    assert followed.after == "1 claim, 1 origin, 1 denial, 1 contested"
    assert {q.source for q in followed.quotations} == {"Mara Quill", "Sudria"}


def test_rounds_wait_and_try_again_in_between(bench: Bench) -> None:
    clock, waits = [0.0], []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        clock[0] += seconds
        bench.later(seconds=seconds)

    bench.watch().round()
    bench.arrives(HIT, "2023-05-02")
    bench.status = 503
    rounds = bench.watch().rounds(300, wait, lambda: clock[0])
    assert len(next(rounds).alerts) == 2
    bench.status = 200
    assert next(rounds).alerts == ()
    assert len(bench.got) == 2
    assert sum(waits) == 300
    assert next(rounds).failed == ()
    assert waits[-1] == 300


def test_an_atom_file_that_cannot_be_written_is_tried_again(bench: Bench) -> None:
    channel = AtomFile(bench.folder / "none" / "x.atom", "test", tuple)
    with pytest.raises(Undelivered, match="cannot be written"):
        channel.send(None)  # type: ignore[arg-type]


def test_hostile_words_stay_words_in_a_feed(bench: Bench) -> None:
    bench.watch().round()
    bench.arrives(HIT.replace("Tarsk", "<script>\u202e\x07 & ]]>"), "2023-05-02")
    alerts = bench.watch().round().alerts
    made = etree.fromstring(atom(alerts, "a & b"))
    assert not made.xpath("//*[local-name()='script']")


@pytest.mark.parametrize("url", ["ftp://gull.example", "file:///etc/passwd", "gull.example"])
def test_a_webhook_is_an_address_of_the_web(url: str) -> None:
    with pytest.raises(InputError, match="is no address"):
        Webhook(url, "test")


def test_the_command(bench: Bench) -> None:
    bench.arrives(HIT, "2023-05-02")
    words = [
        "watch",
        str(bench.folder / "inbox"),
        "--once",
        "--case",
        str(bench.folder / "case.db"),
    ]
    env = {"ALLEGEDLY_NOW": bench.now}
    first = CliRunner().invoke(app, words, env=env)
    assert "watching begins at phase Fire" in first.stdout
    bench.arrives(DENIED, "2023-05-03", "b")
    second = CliRunner().invoke(app, [*words, "--alerts", str(bench.folder / "x.atom")], env=env)
    assert (
        "rockets Rockets hit the port: met → met, contested (per 1 origin, denied by 1)"
        in second.stdout
    )
    assert "1 new report" in second.stdout
    assert (bench.folder / "x.atom").exists()
    for every in ("5s", "soon"):
        refused = CliRunner().invoke(app, [*words, "--every", every], env=env)
        assert refused.exit_code == 1
