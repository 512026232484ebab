"""Briefs as Markdown, for notes and mail. Nothing in a report can become markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from allegedly.show.phrases import MARKS, SIDES, asides, denied, moved, summary, where
from allegedly.show.words import clean, long_day, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.show.brief import Brief
    from allegedly.show.figures import Figure
    from allegedly.show.item import Item, Quotation, Side
    from allegedly.show.news import News, Row
    from allegedly.show.reached import Reached

__all__ = ["markdown", "news_markdown"]

SPECIAL = re.compile(r"([\\`*_\[\]<>#|~!$&])")
LIST = re.compile(r"^(\d+)([.)])|^([-+=])")
ADDRESS = re.compile(r"(?i)\b(https?|ftp|www)([:.])")


def markdown(brief: Brief) -> str:
    """Set a brief in Markdown."""
    return "\n".join(_lines(brief)) + "\n"


def news_markdown(news: News) -> str:
    """Set a brief of what is new in Markdown."""
    return "\n".join(_news(news)) + "\n"


def _news(news: News) -> Iterator[str]:
    yield f"# {plain(news.title)}"
    yield f"\n{long_day(news.date)}. What is new {plain(news.since)}."
    yield "\n" + " ".join(filter(None, (news.remark, plain(news.summary))))
    for section in news.sections:
        yield f"\n## {plain(section.title)} ({section.total:,})"
        for row in section.rows:
            yield from _row(row)
        yield from _more(section.total - len(section.rows), news.more)
        if section.remark:
            yield f"\n{section.remark}"
    yield "\n---\n\nNext: " + " · ".join(f"`{command}`" for command in news.next)


def _row(row: Row) -> Iterator[str]:
    yield f"\n### {f'{row.name}. ' if row.name else ''}{plain(row.words)}\n"
    what = f"**{plain(row.what)}**" if row.what else ""
    yield " · ".join(filter(None, (what, plain(row.standing))))
    if row.before or row.after:
        after = f"**{plain(row.after)}**" if row.after else ""
        yield "\n" + " → ".join(filter(None, (plain(row.before), after)))
    for side in row.sides[: SIDES + 1]:
        yield from _side(side)
    yield from _more(len(row.sides) - SIDES - 1, f"allegedly show {row.name}")


def plain(words: object) -> str:
    """Words that Markdown shows as they are: marks escaped, addresses not made into links."""
    text = SPECIAL.sub(r"\\\1", clean(words))
    return ADDRESS.sub(r"\1\\\2", LIST.sub(_unlisted, text))


def _unlisted(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def _lines(brief: Brief) -> Iterator[str]:
    yield f"# {plain(brief.title)}"
    yield f"\n{long_day(brief.date)}. {summary(brief)}"
    if brief.reached:
        yield from _reached(brief.reached)
    if brief.contested:
        yield f"\n## Contested\n\n{brief.contested_total} of {plural(brief.claims, 'claim')}"
        for item in brief.contested:
            yield from _claim(item)
        yield from _more(
            brief.contested_total - len(brief.contested), "allegedly claims --contested"
        )
    if brief.figures:
        yield "\n## Figures\n\nDifferent quantities are never joined.\n"
        yield "| quantity | figure | who, when | statements |\n|---|---:|---|---|"
        yield from map(_figure, brief.figures)
        yield from _more(brief.figures_total - len(brief.figures), "allegedly claims")
    yield from _others(brief)
    yield from _asides(brief)
    yield "\n---\n\nNext: " + " · ".join(f"`{command}`" for command in brief.next)


def _reached(view: Reached) -> Iterator[str]:
    since = f", since {view.since}" if view.since else ""
    yield f"\n## {plain(view.headline)}{since}\n\n{plain(view.plan)}. {plain(view.meaning)}\n"
    for one in view.by:
        yield f"- {one.shape} **{plain(one.id)}** {plain(one.title)}: {one.status}, {one.standing}"
        for shown in one.quoted:
            yield f"  > {_sentence(shown)}  \n  > {plain(where(shown))} · {shown.name}"
    for label, words in (("Up", view.up), ("Down", view.down)):
        yield from (f"- {label}: {plain(line)}" for line in words)
    yield f"\nIndicators: {view.tally}."


def _claim(item: Item) -> Iterator[str]:
    yield f"\n### {item.name}. {plain(item.wording)}\n"
    denial = f", {denied(item)}" if item.polarity == "denies" else ""
    marks = "".join(f" · {plain(mark)}" for mark in item.marks)
    yield f"**{item.origins}**{item.counted}, {plain(item.days)}{denial}{marks} · `{item.id}`"
    for words in moved(item):
        yield f"\n*{plain(words)}*"
    for side in item.says[:SIDES]:
        yield from _side(side)
    yield from _more(len(item.says) - SIDES, f"allegedly show {item.name}")
    for side in item.denied:
        yield from _side(side)


def _side(side: Side) -> Iterator[str]:
    yield f"\n{MARKS[side.kind]} **{plain(side.called)}**"
    for quotation in side.quotations:
        yield f"\n> {_sentence(quotation)}  \n> {plain(where(quotation))} · {quotation.name}"
    if side.more:
        yield f"\nand {side.more} more"


def _sentence(quotation: Quotation) -> str:
    parts = []
    for piece in quotation.sentence:
        words = plain(piece.text)
        before = " " if piece.text[:1].isspace() else ""
        after = " " if piece.text[-1:].isspace() and words else ""
        parts.append(f"{before}{f'**{words}**' if piece.kind == 'cue' and words else words}{after}")
    return "".join(parts).strip()


def _figure(row: Figure) -> str:
    who = plain(row.who) if row.kind == "says" else f"{MARKS[row.kind]} {plain(row.who)}"
    notes = [f"{who}, {plain(row.days)}"]
    notes += ["superseded"] if row.superseded else []
    notes += [f"update of {plain(', '.join(row.update_of))}"] if row.update_of else []
    conflict = f" **≠ {plain(', '.join(row.conflicts))}**" if row.conflicts else ""
    names = " ".join(row.statements)
    return (
        f"| {plain(row.quantity)} | {plain(row.amount)} | {', '.join(notes)}{conflict} | {names} |"
    )


def _others(brief: Brief) -> Iterator[str]:
    if not (brief.others or brief.own_voice):
        return
    yield f"\n## Not contested\n\n{plural(brief.others_total, 'claim')}"
    for item in brief.others:
        yield from _claim(item)
    yield from _more(brief.others_total - len(brief.others), "allegedly claims")
    if brief.own_voice:
        yield f"\nand {plural(brief.own_voice, 'statement')} in one report’s own voice"


def _asides(brief: Brief) -> Iterator[str]:
    found = asides(brief)
    if found:
        yield "\n## Copies, not read, not dated\n"
    for label, notes in found:
        for note in notes:
            yield f"- {label}: {plain(note.what)}" + (f" ({plain(note.why)})" if note.why else "")


def _more(count: int, command: str) -> Iterator[str]:
    if count > 0:
        yield f"\nand {count:,} more: `{command}`"
