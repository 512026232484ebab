"""The two pages that `make bench` writes: docs/accuracy.md and docs/speed.md. No figure in them is typed by hand."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING

import accuracy
import annotated
import linked
import speed

from allegedly import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compare import Match

__all__ = ["accuracy_page", "speed_figure", "speed_page"]

_CERTAINTIES = ("confirmed", "asserted", "considered", "conditional", "alleged", "predicted")
_COLUMNS = (*annotated.PARTS, annotated.READERS)
_ANALYSES = 10
"""How many right and how many wrong analyses the page shows."""


def accuracy_page(figures: Mapping[str, float], floors: Mapping[str, float]) -> str:
    """docs/accuracy.md."""
    parts = (
        _others(figures),
        _ours(figures),
        _linking(figures),
        _looked_at(),
        _GATES,
        _CANNOT,
        _defended(floors),
    )
    return "".join(parts)


def _others(figures: Mapping[str, float]) -> str:
    rows = [f"| {name} | {figures[name]:.3f} | | gold |" for name in accuracy.GOLD]
    rows += [f"| {name} | {figures[name]:.3f} | | gold |" for name in accuracy.SWAPPED]
    rows += [
        f"| {r['name']} | {figures[r['name']]:.3f} | {r['peer']} | {r['set']} `{r['file']}` |"
        for r in accuracy.SETS
    ]
    return f"""# Accuracy

Written by `make bench` (allegedly {__version__}); no figure here is typed by hand. `python bench/measure.py --only
accuracy` prints every figure of this page. "Right and found" counts a field only where its statement was found too.

## On texts that others annotated

`python bench/predict.py SET FILE` prints what is measured; the last column says which set and file. The sets are
described in [CONTRIBUTING](../CONTRIBUTING.md). "Unread" slices were never looked at, only measured; all others were
read for errors while rules were written, and their figures flatter us by the difference.

| figure | allegedly | others on the same file | set and file |
|---|---|---|---|
{_lines(rows)}

The gold is one pair of reports on one event, with five quantities and ten times: its decimals say little.

"""


def _ours(figures: Mapping[str, float]) -> str:
    return f"""## On texts that we wrote

[tests/gold](../tests/gold/README.md) holds a suite of denials, hedges and nested attributions and whole articles, written
and annotated for this project, each text once and without a look at the rules. The files called "held" are measured and
not read for rules. `python tests/gold/score.py` scores any ledger on them. The last column is what a second careful
reading reaches: half of the articles annotated again from the plain text alone, scored against the first reading
(`python tests/gold/score.py --agreement`). It shows how far the annotation is settled, not what readers in general do.

| right and found | {" | ".join(_COLUMNS)} |
|---|{"---|" * len(_COLUMNS)}
{_lines(_annotated_rows(figures))}

"""


def _linking(figures: Mapping[str, float]) -> str:
    given = [f"| {plain} | {figures.get(name, 0):.3f} |" for name, plain in linked.GIVEN.items()]
    parts = "\n".join(_linked_table(figures, part) for part in linked.PARTS)
    return f"""## Linking

The stories of [tests/gold](../tests/gold/README.md) are groups of reports on one invented event, with the claims that they
share, who denies which, how many origins each has, and what cannot both hold. `python tests/gold/links.py` scores any
ledger on them. Of each part there are two ledgers: one made from the texts, and one from the annotated statements, which
measures linking alone. "Counted right" is over the claims that stand in two reports or more. A claim that the ledger does not
have at all is counted wrong.

{parts}
The statements of the gold given:

| figure | value |
|---|---|
{_lines(given)}

"""


def _linked_table(figures: Mapping[str, float], part: str) -> str:
    columns = [f"{part}{suffix}" for suffix in linked.COLUMNS]
    given = [
        c for c in columns if "given" in c
    ]  # what is read, and not linked, has figures elsewhere
    found = (n.removeprefix(f"{c}: ") for c in given for n in figures if n.startswith(f"{c}: "))
    names = list(dict.fromkeys(found))
    rows = (f"| {name} | {_values(figures, columns, name)} |" for name in names)
    return (
        f"""| {" | ".join([part, *(c.removeprefix(part).strip(", ") or "open" for c in columns)])} |
|---|{"---|" * len(columns)}
{_lines(rows)}
"""
        if names
        else ""
    )


def _values(figures: Mapping[str, float], columns: Iterable[str], name: str) -> str:
    reached = [figures.get(f"{column}: {name}") for column in columns]
    return " | ".join("" if value is None else f"{value:.3f}" for value in reached)


def _looked_at() -> str:
    return f"""### How firm: what the tool makes of each certainty

Rows: what the annotator says; columns: what the tool says, over the attributed propositions that were found.

| | {" | ".join(_CERTAINTIES)} |
|---|{"---|" * len(_CERTAINTIES)}
{_lines(_confusion_rows())}

### Ten analyses that are right

{_lines(_analysis(m) for m in annotated.analyses(good=True, many=_ANALYSES))}

### Ten that are wrong

What the tool says, and in brackets what is right.

{_lines(_analysis(m) for m in annotated.analyses(good=False, many=_ANALYSES))}

"""


def _defended(floors: Mapping[str, float]) -> str:
    return f"""## Floors

`make check` fails where a figure falls below these; `make floors` raises them and refuses to lower one.

| figure | floor |
|---|---|
{_lines(f"| {name} | {floor} |" for name, floor in floors.items())}
"""


_GATES = """## Rules, gate, network

What a candidate has to pass to become an attribution is a scorecard set by hand; [gates](gates.md) compares it with none,
with fitted ones and with a small network, each with its accuracy and its speed (`python tools/fit_gate.py`).

"""


_CANNOT = """## What the tool cannot do

- It reads English. Reports in other languages are kept and searchable, without statements.
- It reads sentences, not between them: irony, insinuation, what a picture shows, and what "this" means two paragraphs
  on stay unread. What a quotation of many sentences claims is one statement.
- A denial in plain words ("I was at home that night") is a denial only where a word of the cue or of the content
  says so; elsewhere it is what it looks like, an assertion.
- A description ("the ambassador") is resolved where the report names one that fits. Where two fit, it stays a
  description: the machine never guesses, and never says who an unnamed source is.
- How firm a claim is, is read from its words. Firmness that lies in the context, or in who says it, is not seen.
- Headlines and telegraphic style are parsed worse than sentences; lists of scores and tables are not read at all.
- Event types are the sixteen of PLOVER and stay empty where no row of the table is sure.

"""


def _annotated_rows(figures: Mapping[str, float]) -> Iterable[str]:
    first = next(iter(annotated.PARTS))
    names = [n.removeprefix(f"{first}: ") for n in figures if n.startswith(f"{first}: ")]
    for name in names:
        yield f"| {name} | {_values(figures, _COLUMNS, name)} |"


def _confusion_rows() -> Iterable[str]:
    seen = annotated.confusion()
    for wanted in _CERTAINTIES:
        yield f"| {wanted} | {' | '.join(str(seen[wanted, got]) for got in _CERTAINTIES)} |"


def _analysis(m: Match) -> str:
    said, gold = m.row or {}, m.gold
    text = " ".join(m.case.text.split()).replace("*", r"\*")
    fields = [
        _beside("source", said["name"], gold.source),
        _beside("via", " < ".join(said["relays"]), (" < ".join(v[0] for v in gold.via),)),
        _beside("polarity", said["polarity"], (gold.polarity,)),
        _beside("certainty", said["certainty"], (gold.certainty,)),
    ]
    content = " … ".join(" ".join(s["text"].split()) for s in said["content"])
    return f"- {text}  \n  → **{content}**: {', '.join(filter(None, fields))}"


def _beside(field: str, got: str, right: tuple[str, ...]) -> str:
    plain = [name.casefold().removeprefix("the ") for name in right]
    if not got and not any(right):
        return ""
    return f"{field} {got or 'none'}" + (
        "" if got.casefold().removeprefix("the ") in plain else f" [{right[0] or 'none'}]"
    )


def _lines(rows: Iterable[str]) -> str:
    return "\n".join(rows)


def speed_page(figures: Mapping[str, float], old: str = "") -> str:
    """docs/speed.md; the parts that were not measured this time stay as they were."""
    kept = _parts(old)
    if any(speed_figure(name) and not name.startswith(tuple(_SECTIONS)) for name in figures):
        kept[""] = _speeds(figures)
    for prefix in _SECTIONS:
        if any(name.startswith(prefix) for name in figures):
            kept[prefix] = _section(prefix, figures)
    return "".join(kept.get(prefix, "") for prefix in ("", *_SECTIONS))


def _parts(page: str) -> dict[str, str]:
    """The page cut at the headings of its sections, each part under the prefix of its figures."""
    starts = {p: page.find(heading) for p, (heading, _) in _SECTIONS.items()}
    borders = sorted((at, p) for p, at in {"": 0, **starts}.items() if at >= 0)
    ends = [at for at, _ in borders[1:]] + [len(page)]
    return {p: page[at:end] for (at, p), end in zip(borders, ends, strict=True)}


_SECTIONS = {
    "scale: ": (
        "\n## How linking grows\n",
        """`python bench/measure.py --only scale` (or `bench/scale.py`), on {machine}, Python
{python}. Linking only: statements and vectors stand in the case. The million statements are invented
(see `bench/synthetic.py`), the news are the first articles of the corpus above. Seconds are those of the clock, and of
the processor, which other work on the machine does not lengthen much; the power is that of the processor's.""",
    ),
    "assess: ": (
        "\n## How long an assessment takes\n",
        """`python bench/measure.py --only assess` (or `bench/assessing.py`), on {machine}, Python
{python}. The case is invented (see `bench/synthetic.py`), two years long, and each indicator looks for words
that one of its stories is told in. The assessment has its history of two years with it; the command starts Python, and
quotes.""",
    ),
}
"""The parts of docs/speed.md that are measured by themselves: prefix of their figures -> heading, and how they came."""


def _section(prefix: str, figures: Mapping[str, float]) -> str:
    heading, how = _SECTIONS[prefix]
    rows = (
        f"| {n.removeprefix(prefix)} | {v:,.2f} |"
        for n, v in figures.items()
        if n.startswith(prefix)
    )
    told = how.format(machine=platform.machine(), python=platform.python_version())
    return f"""{heading}
{told}

| figure | value |
|---|---|
{_lines(rows)}
"""


def _speeds(figures: Mapping[str, float]) -> str:
    rows = (
        f"| {n} | {v:.2f} |"
        for n, v in figures.items()
        if speed_figure(n) and not n.startswith(tuple(_SECTIONS))
    )
    return f"""# Speed

Written by `make bench` (allegedly {__version__}) on {platform.machine()}, Python {platform.python_version()}; no
figure here is typed by hand. The first {speed.ARTICLES} articles of a news corpus (about 900 words each). "Reading"
is text to statements; "whole" is `allegedly add` from files to a linked case. Ratios are to the full spaCy
pipeline in the same run on the same machine; the floors that `make check` defends stand at 70 % of them.

| figure | value |
|---|---|
{_lines(rows)}
"""


def speed_figure(name: str) -> bool:
    """Whether a figure is one of speed."""
    return name.startswith(("full", "reading", "whole", *_SECTIONS))
