"""The statements of texts, without a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.errors import InputError
from allegedly.ingest import received
from allegedly.ledger import to_json
from allegedly.model import Generator, Ledger, Metadata, Received, Rejected, Unchanged
from allegedly.pipeline import Reader
from allegedly.read import read
from allegedly.settings import READER, VERSION, Settings

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from allegedly.model import Report

__all__ = ["statements_in", "statements_of"]


def statements_of(text: str, published: str | None = None) -> list[dict[str, object]]:
    """The statements of one text; see `allegedly.statements_of`."""
    settings = Settings.from_environment()
    given = Received(
        "-", text.encode("utf8", "replace"), "text", Metadata(published=published), text
    )
    (answer,) = _readings([given], settings)
    if isinstance(answer, Rejected):
        raise InputError(f"the text cannot be read: {answer.why}: {answer.detail}")
    return answer[1]


def statements_in(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    published: str | None = None,
    stdin: bytes | None = None,
) -> Iterator[tuple[Report, list[dict[str, object]]] | Rejected]:
    """Yield each report found in files and folders with its statements, or why it cannot be used; no case."""
    settings = Settings.from_environment()
    metadata = Metadata(published=published)
    given = received([str(i) for i in inputs], settings=settings, metadata=metadata, stdin=stdin)
    return _readings(given, settings)


def _readings(
    given: Iterable[Received | Rejected | Unchanged], settings: Settings
) -> Iterator[tuple[Report, list[dict[str, object]]] | Rejected]:
    reader = Reader(settings)
    for one in given:
        if isinstance(
            one, Unchanged
        ):  # pragma: no cover - only addresses are, and none is fetched here
            continue
        report = one if isinstance(one, Rejected) else read(one, settings)
        if isinstance(report, Rejected):
            yield report
        else:
            (reading,) = reader.readings([report])
            generator = Generator(VERSION, reader.model, READER)
            ledger = Ledger(generator, (report,), (), reading.actors, reading.statements)
            names = {a.id: a.name for a in reading.actors}
            exported = to_json(ledger)["statements"]
            yield report, [{**s, "source_name": names.get(s["source"]["actor"])} for s in exported]
