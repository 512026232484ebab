"""What the three renderers promise of any text: width, escaping, no verdicts, nothing obeyed."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import allegedly.show
from allegedly.model import (
    Anchor,
    Edge,
    Hit,
    Judgement,
    Ledger,
    Linked,
    Origin,
    Rating,
    Rejected,
    Span,
)
from allegedly.show.brief import brief
from allegedly.show.changed import changes_page
from allegedly.show.detail import detail, explained
from allegedly.show.difference import changes
from allegedly.show.html import html, news_html
from allegedly.show.index import Index
from allegedly.show.markdown import markdown, news_markdown
from allegedly.show.news import News, Told, news
from allegedly.show.news_page import news_page
from allegedly.show.origins import origins_page, spread, spread_page
from allegedly.show.page import Page, ink
from allegedly.show.phrases import summary
from allegedly.show.rated import listed as rated_page
from allegedly.show.series import series_page, series_wanted
from allegedly.show.terminal import examined, listed, passages, terminal
from allegedly.show.timeline import timeline, timeline_page
from show.story import STATEMENTS, story, story_by

VERDICTS = re.compile(r"\b(true|false|verified|fake|likely)\b", re.IGNORECASE)
STYLE = (Path(allegedly.show.__file__).parent / "style.css").read_text("utf8")
HOSTILE = "\x1b[2J\x1b]0;owned\x07[red]<script>alert(1)</script>[/red] [link=x]**a** | `b` \u202e 漢字かな交じり文"


def new(before: Ledger, after: Ledger) -> News:
    """What is new, as a brief."""
    told = Told(before.reports[0].title or "x", "after 2 March", "allegedly diff 2026-03-02", "x")
    return news((before, after), told, "2026-03-06", 40)


def pages(ledger: Ledger, width: int = 80) -> list[Page]:
    """Every page of the terminal that a ledger gives."""
    known = Index(ledger)
    items = [known.find(name) for name in ("C1", "C2", "C4", "C9", "A1", "D1", "B", "F", "G")]
    claims = [known.claims[i] for i in known.claims]
    earlier = Index(story_by("2026-03-02"))
    view = brief(ledger, ledger.reports[0].title or "Drones", "2026-03-06")
    return [
        terminal(view, width),
        listed(known, list(known.claims.values()), width),
        *(detail(known, item, width) for item in items),
        explained(known, STATEMENTS["D2"], width),
        *(origins_page(known, claim, width) for claim in claims),
        spread_page(known, spread(known), width),
        series_page(known, series_wanted(known, None), width),
        timeline_page(known, timeline(known, claims), width),
        rated_page(known, ledger.ratings, width),
        news_page(new(earlier.ledger, ledger), width),
        news_page(new(ledger, earlier.ledger), width),
        changes_page((earlier, known), changes(earlier.ledger, ledger), "x", width),
        changes_page((known, earlier), changes(ledger, earlier.ledger), "x", width),
    ]


def hostile(words: str) -> Ledger:
    """The story with these words wherever text from outside can stand."""
    ledger = story()
    span = Span(0, len(words), words)
    return replace(
        ledger,
        reports=tuple(replace(r, outlet=words, title=words, text=words + r.text, url=words) for r in ledger.reports),
        actors=tuple(replace(a, name=words) for a in ledger.actors),
        statements=tuple(
            replace(s, content=(span,), cue=span, because=(words,), quantities=tuple(replace(q, unit=words) for q in s.quantities))
            for s in ledger.statements
        ),
        linked=replace(
            ledger.linked,
            claims=tuple(replace(c, wording=words, origins=tuple(replace(o, path=tuple(replace(e, span=span) for e in o.path)) for o in c.origins)) for c in ledger.linked.claims),
            denials=tuple(replace(d, because=words) for d in ledger.linked.denials),
            related=tuple(replace(r, why=words) for r in ledger.linked.related),
            series=tuple(
                replace(s, unit=words, role=words, subset=words, points=tuple(
                    replace(p, quantity=replace(p.quantity, value=None, vague=words)) if i % 2 else p for i, p in enumerate(s.points)
                ))
                for s in ledger.linked.series
            ),
            drifts=tuple(replace(d, because=words) for d in ledger.linked.drifts),
            corrections=tuple(replace(c, span=span, because=words) for c in ledger.linked.corrections),
        ),
        judgements=(Judgement("j", "wrong field", (Anchor(ledger.reports[0].sha256, words, "", "", 0, len(words)),), words, words, "2026-03-06T00:00:00Z", "certainty", words),),
        ratings=tuple(
            Rating("r" * 16, kind, of, words, value, words, words, "2026-03-06T00:00:00Z", target)
            for kind, of, value, target in (
                ("reliability", "actor", "B", ledger.actors[0].id), ("reliability", "outlet", "F", words),
                ("credibility", "claim", "6", ledger.linked.claims[0].id), ("credibility", "claim", "1", None),
            )
        ),
        rejected=(Rejected(words, "empty", words),),
    )  # fmt: skip


def plain(page: Page) -> str:
    return "\n".join(line.plain for line in page.lines)


@pytest.mark.parametrize("width", [30, 61, 200])
def test_no_line_is_wider_than_the_page(width: int) -> None:
    most = max(40, min(80, width))
    for page in (*pages(story(), width), *pages(hostile(HOSTILE * 3), width)):
        assert max(line.cell_len for line in page.lines) <= most


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1, max_size=200))
def test_no_text_leaves_its_line_or_breaks_a_renderer(words: str) -> None:
    ledger = hostile(words)
    for page in pages(ledger):
        for line in page.lines:
            assert line.cell_len <= 80
            assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", line.plain)
    view = brief(ledger, words, "2026-03-06")
    markdown(view).encode("utf8")
    html(view).encode("utf8")
    for told in (new(story_by("2026-03-02"), ledger), new(ledger, story_by("2026-03-02"))):
        news_markdown(told).encode("utf8")
        news_html(told).encode("utf8")


def test_markup_of_rich_stays_text() -> None:
    assert "[red]" in plain(pages(hostile("[red]ice[/red]"))[0])


def test_blanks_between_parts_stay_and_inner_ones_fold() -> None:
    assert ink("a  b ", ("c", "bold"), "  ").plain == "a b c  "


class Tags(HTMLParser):
    """Collects elements, attributes and ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(page: str) -> Tags:
    parser = Tags()
    parser.feed(page)
    return parser


@pytest.mark.parametrize("ledger", [story(), hostile(HOSTILE)], ids=["story", "hostile"])
def test_the_page_needs_no_script_and_no_network(ledger: Ledger) -> None:
    page = html(brief(ledger, HOSTILE, "2026-03-06"))
    found = tags(page).found
    assert {tag for tag, _ in found} <= set(
        "html head meta title style body header p b span h1 main section h2 h3 article div blockquote mark cite "
        "table tbody tr th td dl dt dd footer code".split()
    )
    assert not any({"src", "href", "style", "onclick"} & set(attributes) for _, attributes in found)
    assert "http" not in STYLE
    assert "\x1b" not in page


def test_the_ids_of_a_page_differ() -> None:
    ids = [
        a["id"]
        for tag, a in tags(html(brief(story(), "Drones", "2026-03-06"))).found
        if tag == "article"
    ]
    assert len(ids) == len(set(ids)) == 6


def test_headings_go_down_one_step_at_a_time() -> None:
    levels = [
        int(tag[1])
        for tag, _ in tags(html(brief(story(), "Drones", "2026-03-06"))).found
        if re.fullmatch(r"h\d", tag)
    ]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in itertools.pairwise(levels))


def test_the_page_quotes_the_sentence_with_cue_and_content_marked() -> None:
    page = html(brief(story(), "Drones", "2026-03-06"))
    assert '<b class="cue">denied</b> <mark>the report</mark>.<cite>' in page
    assert "B Lowland Mercury (copy of A Harrow Dispatch, 89 %)" in page
    assert "Stonebridge Radio, 3 Mar, alleged · " in page
    assert "≠ up to 15" in page


def test_markdown_shows_hostile_text_as_it_is() -> None:
    text = markdown(brief(hostile("<b>1. *x* [y](http://z) | `"), "# Drones", "2026-03-06"))
    assert "# \\# Drones" in text
    assert "<b>" not in text
    assert "\\[y\\](http\\://z) \\| \\`" in text


def test_markdown_says_what_the_terminal_says() -> None:
    text = markdown(brief(story(), "Drones", "2026-03-06", most=1))
    for words in (
        "**1 origin** in 3 reports",
        "✕ **Keld, Northern League**",
        "and 3 more: `allegedly claims`",
    ):
        assert words in text


@pytest.mark.parametrize("most", [1, 8])
def test_no_renderer_gives_a_verdict(most: int) -> None:
    view = brief(story(), "Drones", "2026-03-06", most=most)
    everything = [plain(p) for p in pages(story())] + [
        markdown(view),
        re.sub(r"<[^>]+>", "", html(view)),
    ]
    assert not [m.group() for text in everything for m in VERDICTS.finditer(text)]


def test_the_terminal_counts_origins_first() -> None:
    text = plain(pages(story())[0])
    assert "1 origin in 3 reports" in text
    assert "origin unknown in 2 reports" in text
    assert "Next: allegedly show C1   allegedly explain A1   allegedly claims --contested" in text


def test_long_lists_name_the_command_that_shows_the_rest() -> None:
    text = plain(terminal(brief(story(), "Drones", "2026-03-06", most=1)))
    assert "and 1 more: allegedly claims --contested" in text
    assert "and 3 more: allegedly claims" in text


def test_a_claim_of_many_origins_names_three_and_counts_the_rest() -> None:
    ledger = story()
    first, *others = ledger.linked.claims
    more = tuple(
        s.id for s in ledger.statements if s.id not in first.statements and s.polarity == "asserts"
    )
    origins = tuple(Origin(a.id, (s,)) for a, s in zip(ledger.actors, more, strict=False))
    claim = replace(first, statements=more, origins=origins)
    view = brief(
        replace(ledger, linked=Linked(claims=(claim, *others[-2:]))), "Drones", "2026-03-06"
    )
    left = len(origins) - 3
    assert f"and {left} more: allegedly show C1" in plain(terminal(view))
    assert f"and {left} more: `allegedly show C1`" in markdown(view)
    assert f"and {left} more: <code>allegedly show C1</code>" in html(view)


def test_two_quantities_of_one_name_keep_their_names() -> None:
    ledger = story()
    crossed = ledger.linked.series[0]
    parts = tuple(replace(crossed, id=p.statement, points=(p,)) for p in crossed.points[1:4])
    calm = tuple(replace(c, contested=c.polarity == "asserts") for c in ledger.linked.claims)
    linked = replace(ledger.linked, series=parts, claims=calm)
    view = brief(replace(ledger, linked=linked), "Drones", "2026-03-06")
    assert plain(terminal(view)).count("drones crossed  ") == 3


def test_a_case_without_contested_claims_says_none() -> None:
    ledger = story()
    claims = tuple(replace(c, contested=False) for c in ledger.linked.claims)
    view = brief(
        replace(ledger, linked=replace(ledger.linked, claims=claims)), "Drones", "2026-03-06"
    )
    assert summary(view).endswith("of 2–5 Mar 2026 make 6 claims. None is contested.")
    assert "CONTESTED" not in plain(terminal(view)).replace("NOT CONTESTED", "")


def test_an_empty_case_is_a_sentence_and_a_next_step() -> None:
    view = brief(
        replace(story(), reports=(), statements=(), rejected=(), copies=()), "Drones", "2026-03-06"
    )
    text = plain(terminal(view))
    assert "No report is in this case yet." in text
    assert "allegedly add FOLDER" in text
    assert "Figures" not in markdown(view)
    assert "<section>" not in html(view)


def test_reports_without_a_claim_say_so() -> None:
    view = brief(
        replace(story(), linked=Linked(), reports=story().reports[4:5]), "Drones", "2026-03-06"
    )
    assert summary(view) == "2 statements in 1 report make no claim yet."


def test_a_claim_shows_its_path_drift_and_what_was_kept_apart(known: Index) -> None:
    text = plain(detail(known, known.find("C1")))
    for words in (
        "╰┄ copy, 89 %",
        "? same figure",
        "asserted “said” (2–3 Mar) → confirmed “confirmed”",
        "other figures: 40, up to 15",
        "together",
    ):
        assert words in text


def test_a_copy_of_a_copy_and_a_circle_of_copies_are_all_shown() -> None:
    ledger = story()
    first = ledger.linked.claims[0]
    a, b, f = first.statements
    for links in ({b: a, f: b}, {a: b, b: a, f: a}):
        path = tuple(Edge(copy, "copy", of) for copy, of in links.items())
        claim = replace(first, origins=(replace(first.origins[0], path=path),))
        known = Index(
            replace(
                ledger, linked=replace(ledger.linked, claims=(claim, *ledger.linked.claims[1:]))
            )
        )
        says = plain(detail(known, claim)).partition("SAYS")[2].partition("DENIES")[0]
        for name in ("asserted     A1", "asserted     B1", "confirmed    F2"):
            assert says.count(name) == 1


def test_a_statement_in_a_copy_is_shown_under_its_original() -> None:
    ledger = story()
    first = ledger.linked.claims[0]
    origin = replace(
        first.origins[0], statements=first.statements[:1], path=first.origins[0].path[:1]
    )
    claims = (replace(first, origins=(origin,)), *ledger.linked.claims[1:])
    known = Index(replace(ledger, linked=replace(ledger.linked, claims=claims)))
    assert "╰┄ copy, 89 %" in plain(detail(known, known.find("C1")))


def test_a_denial_shows_what_it_denies(known: Index) -> None:
    assert "WHAT IT DENIES" in plain(detail(known, known.find("C9")))


def test_an_explanation_names_every_rule(known: Index) -> None:
    text = plain(explained(known, STATEMENTS["D2"]))
    for words in (
        "frame        ccomp",
        "lexicon      dismissed",
        "anaphor: the accusations",
        "Tomas Auren (person)",
    ):
        assert words in text


def test_rules_are_shown_as_words(known: Index) -> None:
    because = ("gate:named-source+0.4", "gate:frame passive-0.3", "nested", "content:denies: never")
    text = plain(explained(known, replace(STATEMENTS["D2"], because=because)))
    assert "gate         named source +0.4" in text
    assert "gate         frame passive -0.3" in text
    assert "nested       inside what somebody else says" in text
    assert "content      denies: never" in text


def test_an_explanation_says_for_whom_the_source_speaks(ledger: Ledger) -> None:
    actors = tuple(replace(actor, affiliation="Port Office") for actor in ledger.actors)
    text = plain(explained(Index(replace(ledger, actors=actors)), STATEMENTS["D2"]))
    assert "Tomas Auren (person, speaks for Port Office)" in text


def test_passages_and_checks(known: Index) -> None:
    report = next(iter(known.reports))
    hits = (
        Hit(report, "the ", Span(0, 3, "ice"), " holds", STATEMENTS["A4"].id),
        Hit("gone", "", Span(0, 1, "x"), ""),
    )
    text = plain(passages(known, hits))
    assert "the ice holds" in text
    assert "Harrow Dispatch, 2 Mar · A4" in text
    assert "gone" in text
    assert "✕ model" in plain(examined([("model", False, "missing"), ("case", True, "here")]))


# --- the stylesheet ---------------------------------------------------------------------------------


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _themes() -> list[dict[str, str]]:
    blocks = [
        dict(re.findall(r"--(\w+):(#\w+)", block))
        for block in re.findall(r":root\{(.*?)\}", STYLE, re.DOTALL)
    ]
    return [
        {name: c if len(c) == 7 else "#" + "".join(d * 2 for d in c[1:]) for name, c in b.items()}
        for b in blocks
    ]


@pytest.mark.parametrize("theme", _themes(), ids=["light", "dark", "print"])
@pytest.mark.parametrize("colour", ["ink", "ink2", "yes", "no", "ask"])
def test_text_can_be_read_on_its_paper(theme: dict[str, str], colour: str) -> None:
    low, high = sorted((_luminance(theme[colour]), _luminance(theme["paper"])))
    assert (high + 0.05) / (low + 0.05) >= 4.5
