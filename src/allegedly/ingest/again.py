"""Bytes that a case keeps -> what was received, so that a newer reader can read them again."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

from allegedly.ingest.kinds import HEAD, kind_of
from allegedly.ingest.records import record
from allegedly.model import Given, Metadata, Received

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.model import Media, Report

__all__ = ["again"]


def again(report: Report, data: bytes, given: Given | None) -> Received | None:
    """Put together what was received when this report was first read; `None` where that cannot be found out.

    Cases of before did not keep how bytes came. What their reports say is tried then; the id, a hash of the bytes and of
    what their giver said, tells whether it is right.
    """
    options = [given] if given is not None else _guesses(report, data)
    made = (_received(data, option) for option in options)
    return next((r for r in made if r is not None and r.report_id == report.id), None)


def _received(data: bytes, given: Given) -> Received | None:
    if not given.decoded:
        return Received(given.name, data, given.media, given.metadata)
    found = record(given.name, data, given.metadata)
    return replace(found, metadata=given.metadata) if isinstance(found, Received) else None


def _guesses(report: Report, data: bytes) -> Iterator[Given]:
    decoded = isinstance(record("", data, Metadata()), Received)
    media: Media = "html" if kind_of("", data[:HEAD]) == "html" else "text"
    known = (report.ref, report.url, report.title, report.outlet, report.published)
    for said in product(*(dict.fromkeys((value, None)) for value in known)):
        yield Given(report.id, media, Metadata(*said), decoded)
