"""The files of a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from allegedly.model import Rejected

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["files_in", "name_of"]


def files_in(folder: Path) -> Iterator[Path | Rejected]:
    """Yield the files below a folder, sorted, and a refusal for what cannot be used of it.

    That is a folder that holds no file or cannot be listed, or a link that leads out of the folder. Hidden
    files and folders (a leading dot) are passed over, and so are links to folders inside, since their files
    come up at their own place.
    """
    found = _below(folder)
    nothing = Rejected(
        name_of(folder), "empty", "no file in this folder; hidden ones are passed over"
    )
    yield next(found, nothing)
    yield from found


def _below(folder: Path) -> Iterator[Path | Rejected]:
    failures: list[OSError] = []
    inside = folder.resolve()
    for here, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if Path(here, name).is_symlink()]
        for name in sorted([*links, *(name for name in names if not name.startswith("."))]):
            yield from _entry(Path(here, name), inside)
    for failure in failures:
        yield Rejected(
            name_of(failure.filename), "unreadable", f"{failure.strerror}; check its permissions"
        )


def _entry(path: Path, inside: Path) -> Iterator[Path | Rejected]:
    """The path itself, or the refusal of a link that leads out of the folder."""
    if path.is_symlink() and not path.resolve().is_relative_to(inside):
        detail = "a link that leads out of the folder; name its target to add it"
        yield Rejected(name_of(path), "unreadable", detail)
    elif not path.is_dir():
        yield path


def name_of(path: str | Path) -> str:
    """A path as text that any file can hold: bytes that are no UTF-8 become U+FFFD."""
    return os.fsencode(path).decode("utf8", "replace")
