"""A ledger of who claims what, how firmly and on whose word, from a pile of news reports.

    with allegedly.open("case.db", create=True) as case:
        case.add(["reports/"])
        for claim in case.claims(contested=True):
            print(claim.wording, len(claim.origins))

The command line mirrors this interface; see `docs/commands.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from allegedly.settings import VERSION

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    from allegedly.case import Case
    from allegedly.model import Rejected, Report

__all__ = ["__version__", "open", "statements_in", "statements_of"]

__version__ = VERSION


def open(  # noqa: A001 - mirrors the built-in on purpose: `allegedly.open(path)` reads as it acts
    path: str | os.PathLike[str] | None = None, *, create: bool = False, read_only: bool = False
) -> Case:
    """Open a case: `path`, else `ALLEGEDLY_CASE`, else `case.db` in the current folder.

    Raises a `CaseError` whose message names the way out. The rooms are loaded on first use, so that
    importing the package costs nothing.
    """
    from allegedly.case import Case  # noqa: PLC0415 - see above

    return Case.open(path, create=create, read_only=read_only)


def statements_of(text: str, published: str | None = None) -> list[dict[str, object]]:
    """The statements of one text as in the public JSON, each with `source_name`; no case is involved."""
    from allegedly import texts  # noqa: PLC0415 - as in `open`

    return texts.statements_of(text, published)


def statements_in(
    inputs: Iterable[str | os.PathLike[str]],
    *,
    published: str | None = None,
    stdin: bytes | None = None,
) -> Iterator[tuple[Report, list[dict[str, object]]] | Rejected]:
    """Yield each report found in files and folders with its statements, or why it cannot be used; no case."""
    from allegedly import texts  # noqa: PLC0415 - as in `open`

    return texts.statements_in(inputs, published=published, stdin=stdin)
