"""The pinned parser, and how long texts are cut for it."""

from __future__ import annotations

import importlib
import re
from itertools import groupby
from typing import TYPE_CHECKING, cast

from spacy.language import Language
from spacy.tokens import Doc

from allegedly.errors import ModelMissing
from allegedly.parse.quotations import mark_quotations
from allegedly.parse.ruler import remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from spacy.pipeline import AttributeRuler

    from allegedly.model import Marked

__all__ = ["PIECE", "Parser", "pieces"]

PIECE = 20_000
"""Characters parsed at once: the parser's memory grows with the longest piece. Of 11,991 news articles
129 are longer."""

_UNUSED = ("ner", "lemmatizer", "senter")
_BREAKS = (re.compile(r"\n\s*"), re.compile(r"[.!?][\"'”’)]*\s+"), re.compile(r"\s+"))


@Language.component("allegedly_line_breaks")
def line_breaks(doc: Doc) -> Doc:
    """Start a sentence after every line break: headings and lists carry no full stop."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


class Parser:
    """The pinned spaCy model without the components that nobody here reads."""

    def __init__(self, model: str) -> None:
        try:
            self._nlp: Language = importlib.import_module(model).load(exclude=list(_UNUSED))
        except ImportError as error:
            raise ModelMissing(
                f"the language model {model!r} is not installed; run: make install"
            ) from error
        self._nlp.add_pipe("allegedly_line_breaks", before="parser")
        self._rule = remembered(cast("AttributeRuler", self._nlp.remove_pipe("attribute_ruler")[1]))
        self.name = f"{self._nlp.meta['lang']}_{self._nlp.meta['name']} {self._nlp.meta['version']}"

    def forgetting(self) -> AbstractContextManager[object]:
        """A stretch of work whose words are forgotten at its end, so that memory does not grow with the reports.

        No Doc that was parsed inside may be used after it.
        """
        return self._nlp.memory_zone()

    def parse(
        self, texts: Iterable[tuple[str, Sequence[Marked]]]
    ) -> Iterator[tuple[Doc, tuple[int, ...]]]:
        """Yield, for each (text, boilerplate), its Doc and the offsets where it was cut, in order."""
        jobs = (
            (piece, (number, start))
            for number, (text, marks) in enumerate(texts)
            for start, piece in pieces(blanked(text, marks))
        )
        parsed = self._nlp.pipe(jobs, as_tuples=True, batch_size=32)
        for _, group in groupby(parsed, key=lambda pair: pair[1][0]):
            docs, contexts = zip(*((self._rule(doc), at) for doc, at in group), strict=True)
            whole = (
                docs[0] if len(docs) == 1 else Doc.from_docs(list(docs), ensure_whitespace=False)
            )
            assert whole is not None  # noqa: S101 - from_docs gives None for an empty list only
            mark_quotations(whole)
            yield whole, tuple(start for _, start in contexts[1:])


def blanked(text: str, marks: Sequence[Marked]) -> str:
    """The text with every marked stretch turned into spaces that end in a line break: offsets stay true."""
    for mark in marks:
        length = mark.span.end - mark.span.start
        if length:
            text = text[: mark.span.start] + " " * (length - 1) + "\n" + text[mark.span.end :]
    return text


def pieces(text: str, limit: int = PIECE) -> Iterator[tuple[int, str]]:
    """Cut a text into (start, piece) of at most `limit` characters.

    A cut stands at a line break, else after a sentence, else at a space, else anywhere. The pieces joined
    are the text; an empty text is one empty piece.
    """
    start = 0
    while len(text) - start > limit:
        window = text[start : start + limit]
        ends = (max((m.end() for m in rule.finditer(window)), default=0) for rule in _BREAKS)
        cut = next((end for end in ends if end > limit // 4), limit)
        yield start, text[start : start + cut]
        start += cut
    yield start, text[start:]
