"""Who says what in whole sentences, on the pinned model; and the rules over several sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from allegedly.statements.attribution import Attribution, attributions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from allegedly.parse import Parser

pytestmark = pytest.mark.model


@dataclass(frozen=True)
class Read:
    """One attribution with its words."""

    source: str
    cue: str
    content: str
    sense: str
    found: Attribution


def read(parser: Parser, text: str) -> list[Read]:
    doc, _ = next(iter(parser.parse([(text, ())])))
    return list(_words(text, attributions(doc)))


def _words(text: str, found: Iterator[Attribution]) -> Iterator[Read]:
    for a in found:
        source = text[slice(*a.source)] if a.source else ""
        content = " / ".join(text[slice(*span)] for span in a.content)
        yield Read(source, text[slice(*a.cue)], content, a.sense, a)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "sense"),
    [
        ("The army denied that it had shelled the school.", "The army", "denied", "it had shelled the school", "deny"),
        ("The army denied any involvement in the raid.", "The army", "denied", "any involvement in the raid", "deny"),
        ("Both Peru and Chile have denied sending troops.", "Both Peru and Chile", "have denied", "sending troops", "deny"),
        ("The firm strongly denied these claims.", "The firm", "strongly denied", "these claims", "deny"),
        ("The minister rubbished the claims.", "The minister", "rubbished", "the claims", "dismiss"),
        ("The minister rejected the accusation as baseless.", "The minister", "rejected", "the accusation", "dismiss"),
        (
            "The minister dismissed claims that the army was beaten as baseless.",
            "The minister", "dismissed", "the army was beaten", "dismiss",
        ),
        (
            "The envoy rejected allegations of Chad supplying missiles and Peru providing parts to Mali.",
            "The envoy", "rejected", "Chad supplying missiles and Peru providing parts to Mali", "deny",
        ),
        ("The allegation was denied by the bank.", "the bank", "was denied by", "The allegation", "deny"),
        ("Neither side confirmed nor denied the report.", "Neither side", "denied", "the report", "refuse"),
        ("The official refused to confirm or deny the report.", "The official", "refused to confirm or deny", "the report", "refuse"),
        ("The spokeswoman confirmed the arrest of two men.", "The spokeswoman", "confirmed", "the arrest of two men", "confirm"),
        ("According to the mayor, the dam is safe.", "the mayor", "According to", "the dam is safe", "say"),
        ("As the mayor said, the dam is safe.", "the mayor", "said", "the dam is safe", "say"),
        ("The dam is reportedly safe.", "", "reportedly", "The dam is / safe", "hedge"),
        ("It is believed that the suspect fled to Spain.", "", "is believed", "the suspect fled to Spain", "believe"),
        (
            "The suspect is believed to have fled to Spain.",
            "", "is believed", "The suspect / to have fled to Spain", "believe",
        ),
        ("Residents are deeply worried about the dam.", "Residents", "are deeply worried about", "the dam", "fear"),
        ("Residents fear the dam may burst.", "Residents", "fear", "the dam may burst", "fear"),
        ("The cabinet is considering sending aid.", "The cabinet", "is considering", "sending aid", "consider"),
        ("The drone was shot down, Kyiv says.", "Kyiv", "says", "The drone was shot down", "say"),
        ("Speculation that the minister would resign grew.", "", "Speculation", "the minister would resign", "consider"),
        ("The envoy called the vote a farce.", "The envoy", "called", "the vote a farce", "evaluate"),
        ("The accusations, which Moscow denies, date from May.", "Moscow", "denies", "The accusations", "deny"),
        ("The club denied it because it was false.", "The club", "denied", "it", "deny"),
        (
            "An official hinted that Peru could send ships, should the war go on.",
            "An official", "hinted", "Peru could send ships, should the war go on", "suggest",
        ),
        ("Police cast doubt on the report.", "Police", "cast doubt on", "the report", "deny"),
        ("The statement read: \"We never fired.\"", "The statement", "read", '"We never fired."', "say"),
        ("The mayor said the bridge was safe because it was new.", "The mayor", "said", "the bridge was safe because it was new", "say"),
    ],
)  # fmt: skip
def test_one_sentence_one_attribution(
    parser: Parser, text: str, source: str, cue: str, content: str, sense: str
) -> None:
    got = [(r.source, r.cue, r.content, r.sense) for r in read(parser, text)]
    assert got == [(source, cue, content, sense)]


@pytest.mark.parametrize(
    "text",
    [
        "The army shelled the school.",
        "The rain stopped and the river fell.",
        "There was no immediate comment from Lima.",
        "The police have yet to confirm the deaths.",
        "The BBC has not been able to verify the claims.",
        "“I think it is a very bad thing and they deny it,”",
        "",
        "\n\n",
        "“”",
    ],
)
def test_no_attribution(parser: Parser, text: str) -> None:
    assert read(parser, text) == []


@pytest.mark.parametrize(
    ("text", "content", "quote"),
    [
        ("“It is a lie,” he said, “and everyone knows it.”", "“It is a lie,” / “and everyone knows it.”", "direct"),
        ('"We never fired," the general said. "It is a lie."', '"We never fired," / "It is a lie."', "direct"),
        ('"We never fired," said the general, who leads the brigade.', '"We never fired,"', "direct"),
        ("The general said the raid was “a lie” and useless.", "the raid was “a lie” and useless", "mixed"),
        ("The general said it was a lie. “Nobody here ever fired a shot.”", "it was a lie / “Nobody here ever fired a shot.”", "mixed"),
        ("The general said it was a lie.", "it was a lie", "indirect"),
        ("“First we talked. Then we ate,” he said.\n\n“Then we all went home.”", "“First we talked. Then we ate,” / “Then we all went home.”", "direct"),
        ("He said:\n\n“We never fired at all.\n\n“We only ran away.”", "“We never fired at all. / “We only ran away.”", "direct"),
    ],
)  # fmt: skip
def test_quotations_stay_whole_and_with_their_speaker(
    parser: Parser, text: str, content: str, quote: str
) -> None:
    got = read(parser, text)
    assert [(r.content, r.found.quote) for r in got] == [(content, quote)]


def test_a_quotation_in_a_later_paragraph_without_a_speaker_before_it_is_left_alone(
    parser: Parser,
) -> None:
    assert read(parser, "The rain stopped.\n\n“A long and lonely quotation here.”") == []


def test_words_in_quotation_marks_belong_to_their_clause(parser: Parser) -> None:
    got = read(parser, 'Terming it "a grave threat", Lisbon alleged Chad was forcing men to fight.')
    assert [(r.source, r.cue, r.content) for r in got] == [
        ("Lisbon", "Terming", 'it "a grave threat"'),
        ("Lisbon", "alleged", "Chad was forcing men to fight"),
    ]


def test_a_participle_behind_a_comma_speaks_for_the_main_subject(parser: Parser) -> None:
    got = read(parser, "The army said it never fired, accusing the rebels of lying.")
    assert [(r.source, r.content, r.sense) for r in got] == [
        ("The army", "it never fired", "say"),
        ("The army", "the rebels of lying", "accuse"),
    ]


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "The bank denied that it had sold gold, and published its accounts early.",
            {"denied": "it had sold gold", "published": "its accounts"},
        ),
        (
            "The guild said a crate had left Oslo but did not say whether it was full.",
            {"said": "a crate had left Oslo", "did not say": "whether it was full"},
        ),
        (
            "The minister said a judge would lead the inquiry and denied that it was late.",
            {"said": "a judge would lead the inquiry", "denied": "it was late"},
        ),
        (
            "He said he remained their captain and called on the crew to row.",
            {"said": "he remained their captain", "called on": "the crew to row"},
        ),
        ("The mayor said the baker went home and called the police.", {"said": "the baker went home and called the police"}),
        ("The mayor said she would resign and return the money.", {"said": "she would resign and return the money"}),
    ],
)  # fmt: skip
def test_the_speaker_s_next_verb_is_no_part_of_what_was_said(
    parser: Parser, text: str, contents: dict[str, str]
) -> None:
    got = read(parser, text)
    assert {r.cue: r.content for r in got} == contents
    assert len({r.source for r in got}) == 1


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "Forty ships were at anchor, the guild said; the minister had told parliament there were fewer.",
            "the guild", "Forty ships were at anchor",
        ),
        (
            "Waves could top 80 feet, duty pilot Ida Quince warned, and the ferry guild has said it will wait.",
            "duty pilot Ida Quince", "Waves could top 80 feet",
        ),
        (
            "Two crews that had refused to pay may have been taken to the old fort, a priest there said.",
            "a priest there", "Two crews that had refused to pay may have been taken to the old fort",
        ),
    ],
)  # fmt: skip
def test_a_clause_before_its_cue(parser: Parser, text: str, source: str, content: str) -> None:
    got = next(r for r in read(parser, text) if r.source == source)
    assert got.content == content


@pytest.mark.parametrize("wish", ["asked not to be named", "asked to remain anonymous"])
def test_who_hides_his_name_says_nothing_of_the_matter(parser: Parser, wish: str) -> None:
    assert read(parser, f"The officer {wish}.") == []


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The guild denied that its ships had sunk, as a union had charged.", "its ships had sunk"),
        ("The guild denied that it had lost files last week after thieves claimed to hold them.", "it had lost files last week"),
        ("The guild said the crew had left in pursuit of thieves, an account the union ridiculed.", "the crew had left in pursuit of thieves"),
        ("The guild said the ships had sunk after the storm began.", "the ships had sunk after the storm began"),
    ],
)  # fmt: skip
def test_what_others_say_of_it_is_no_part_of_what_was_said(
    parser: Parser, text: str, content: str
) -> None:
    got = next(r for r in read(parser, text) if r.source == "The guild")
    assert got.content == content


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "The ministry rejected as untrue a magazine report that it had hidden the leak.",
            {"rejected": "The ministry", "report": "magazine"},
        ),
        (
            "The guild denied a dismissed miller's claim that the flour was stale.",
            {"denied": "The guild", "claim": "a dismissed miller"},
        ),
        ("Queues grew despite government denials that flour was short.", {"denials": "government"}),
        (
            "The guild denied reports that the flour was stale.",
            {"denied": "The guild", "reports": ""},
        ),
    ],
)
def test_who_claims_and_who_disputes_it_are_both_told(
    parser: Parser, text: str, found: dict[str, str]
) -> None:
    assert {r.cue: r.source for r in read(parser, text)} == found


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("A judge denied bail to the broker.", []),
        ("The dockers rejected a pay offer.", []),
        ("The network dismissed two editors.", []),
        ("The network dismissed the rumours.", ["dismissed"]),
        ("A photographer was denied entry.", []),
        ("The clerk put the number at three.", ["put"]),
        ("The clerk put the children at ease.", []),
    ],
)
def test_the_object_chooses_the_sense(parser: Parser, text: str, cues: list[str]) -> None:
    assert [r.cue for r in read(parser, text)] == cues


def test_a_colon_before_a_quotation_gives_it_to_the_subject(parser: Parser) -> None:
    text = 'The team doctor Ida Quince was blunt: "He will not row again this year."'
    got = [(r.source, r.content) for r in read(parser, text)]
    assert got == [("The team doctor Ida Quince", '"He will not row again this year."')]


def test_nested_attributions_know_their_parent(parser: Parser) -> None:
    outer, inner = read(parser, "The report said the president believes the war will end soon.")
    assert inner.found.parent == outer.found.anchor
    assert outer.found.parent is None
    assert inner.content in outer.content
    assert "nested" in inner.found.because


@pytest.mark.parametrize(
    ("text", "cue", "content"),
    [
        ("The nurse said he wants to win the race.", "wants", "to win the race"),
        ("The paper reported that the jockey denies having met the owner.", "denies", "having met the owner"),
        ("“My brother told me that the dam was safe,” the nurse said.", "told", "the dam was safe"),
        ("“The miller says the mayor lied, and so do I,” the nurse said.", "says", "the mayor lied"),
    ],
)  # fmt: skip
def test_whatever_somebody_tells_of_others_is_told_apart(
    parser: Parser, text: str, cue: str, content: str
) -> None:
    got = {r.cue: r for r in read(parser, text)}
    assert got[cue].content == content
    assert got[cue].found.parent is not None


def test_what_a_speaker_says_of_himself_in_a_quotation_is_his_quotation(parser: Parser) -> None:
    assert [r.cue for r in read(parser, "“I think it will rain,” the nurse said.")] == ["said"]


def test_a_name_given_in_passing_proposes_nothing(parser: Parser) -> None:
    text = "The guild condemned what it called a shameful theft of land."
    named = next(r for r in read(parser, text) if r.cue == "called")
    assert named.content == "a shameful theft of land"
    assert not named.found.proposition


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The miller grunted that the flood was over.", True),
        ("The flood meant that the miller had to leave.", False),
        ("The miller had proof that the flood was over.", False),
    ],
)
def test_a_verb_that_no_table_knows_tells_with_a_that(
    parser: Parser, text: str, told: bool
) -> None:
    assert bool(read(parser, text)) == told


def test_whom_it_was_told_to_is_a_relay_if_it_is_an_outlet(parser: Parser) -> None:
    for text, via in (
        ("He told Reuters that the dam was safe.", ["Reuters"]),
        ("He told his wife that the dam was safe.", []),
        ("He was quoted by news agencies as saying that the dam was safe.", ["news agencies"]),
    ):
        got = read(parser, text)[0]
        assert [text[slice(*v[:2])] for v in got.found.via] == via
        assert got.content == "the dam was safe"


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("A clerk told Quayside Today her boss had lied.", ["Quayside Today"]),
        ("The clerk denied to the Coastal Quince that he had lied.", ["the Coastal Quince"]),
        ("In an interview with Radio Quince, the clerk said the dam was safe.", ["Radio Quince"]),
        ("The dam was safe, the clerk said in remarks carried by the Quince.", ["the Quince"]),
        ("The dam was safe, according to a clerk who spoke to Radio Quince.", ["Radio Quince"]),
        ("The dam was safe, according to a memo seen by the Quince Herald.", ["the Quince Herald"]),
        ("The clerk said on state radio that the dam was safe.", ["state radio"]),
        ("The clerk told parliament that the dam was safe.", []),
        ("The clerk told reporters that the dam was safe.", []),
    ],
)
def test_outlets_to_which_somebody_speaks_are_relays(
    parser: Parser, text: str, via: list[str]
) -> None:
    found = next(r for r in read(parser, text) if "clerk" in r.source.lower() or "memo" in r.source)
    assert [text[v.start : v.end] for v in found.found.via] == via
    assert all(v.told for v in found.found.via)


@pytest.mark.parametrize(
    ("text", "hears"),
    [
        ("The clerk told the Quince that the dam was safe.", True),
        ("The clerk told the Quince that the dam was safe. The Quince sued him.", False),
        ("The clerk told President Quince that the dam was safe.", False),
        ("The clerk told Jane Quince that the dam was safe.", False),
    ],
)
def test_a_name_like_an_outlet_s_that_does_nothing_else_only_hears(
    parser: Parser, text: str, hears: bool
) -> None:
    assert [v.hears for v in read(parser, text)[0].found.via] == [hears]


@pytest.mark.parametrize(
    "text",
    [
        "The BBC, citing two officials, reported that the rebels had fled.",
        "The rebels had fled, the BBC reported on Friday, citing two officials.",
    ],
)
def test_whom_a_report_cites_is_the_source(parser: Parser, text: str) -> None:
    got = next(r for r in read(parser, text) if r.cue == "reported")
    assert got.source == "two officials"
    assert [text[slice(*v[:2])].lower() for v in got.found.via] == ["the bbc"]
    assert "source:cited" in got.found.because


def test_a_reason_is_not_cited_as_a_source(parser: Parser) -> None:
    got = read(parser, "The mayor said the fair was off, citing bad weather.")
    assert got[0].source == "The mayor"


@pytest.mark.parametrize(
    "contrast", ["while the army put the toll at nine", "but the army put it at nine"]
)
def test_what_is_set_against_a_statement_is_somebody_else_s(parser: Parser, contrast: str) -> None:
    got = read(parser, f"The raid killed 12 people, according to local officials, {contrast}.")
    assert got[0].content == "The raid killed 12 people"


def test_the_cue_of_a_relayed_quotation(parser: Parser) -> None:
    got = read(parser, "He was quoted as saying that the dam was safe.")
    assert [(r.source, r.cue) for r in got] == [("He", "was quoted as saying")]


@pytest.mark.parametrize(
    ("text", "proposition"),
    [
        ("The army denied any involvement.", True),
        ("The committee criticised the president.", False),
        ("The committee criticised the attack on the school.", True),
        ("The envoy accused the rebels of burning a village.", True),
        ("The union urged the government to release him.", True),
        ("The army denied it.", True),
        ("The union wants to win the race.", False),
        ("The union vowed to win the race.", True),
        ("The union hopes that it will win.", True),
        ("The club praised the old boxer.", False),
    ],
)
def test_what_can_be_shared_or_denied(parser: Parser, text: str, proposition: bool) -> None:
    assert [r.found.proposition for r in read(parser, text)] == [proposition]


def test_a_denied_passive_claim_is_the_claim(parser: Parser) -> None:
    claim, denial = read(
        parser, 'Mali\'s claim that twelve men were killed was dismissed by Chad as "nonsense".'
    )
    assert (claim.source, claim.content, claim.sense) == ("Mali", "twelve men were killed", "claim")
    assert (denial.source, denial.content, denial.sense) == (
        "Chad",
        "twelve men were killed",
        "dismiss",
    )


def test_a_list_behind_a_colon_belongs_to_what_is_said(parser: Parser) -> None:
    got = read(parser, "The mayor said the flood took two things: his boat and his dog.")
    assert [r.content for r in got] == ["the flood took two things: his boat and his dog"]


def test_the_next_speaker_behind_a_semicolon_is_another(parser: Parser) -> None:
    got = read(parser, "Kyiv says it shot down the drone; Moscow denies it.")
    assert [(r.source, r.content) for r in got] == [
        ("Kyiv", "it shot down the drone"),
        ("Moscow", "it"),
    ]


def test_reports_stand_apart_from_what_they_accompany(parser: Parser) -> None:
    got = read(parser, "Lisbon threatened to send ships amid reports that pirates had landed.")
    assert [(r.source, r.content) for r in got] == [
        ("Lisbon", "to send ships"),
        ("", "pirates had landed"),
    ]


def test_a_name_and_a_colon_head_a_line(parser: Parser) -> None:
    got = read(parser, "Mayor Jane Doe: The bridge is safe\nRead: More about the bridge here")
    assert [(r.source, r.cue, r.content) for r in got] == [
        ("Mayor Jane Doe", ":", "The bridge is safe")
    ]


def test_every_attribution_says_why(parser: Parser) -> None:
    got = read(parser, "The army denied that it had fired.")[0].found
    assert got.because[:2] == ("frame:clause", "lexicon:deny")
    assert any(part.startswith("gate:known-clause") for part in got.because)
    assert got.score > 0.5


def test_text_order(parser: Parser) -> None:
    cues = [r.found.cue for r in read(parser, "He said it rained. “No,” she said. They denied it.")]
    assert cues == sorted(cues)
    assert len(cues) == 3


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from("he said that “ ” \" ' , . : ; according to denied reports of \n by was quoted as saying who ( ) –".split(" ")),
        max_size=30,
    ).map(" ".join)
)  # fmt: skip
def test_no_text_breaks_it(parser: Parser, text: str) -> None:
    for r in read(parser, text):
        spans = [
            *r.found.content,
            r.found.cue,
            *(v[:2] for v in r.found.via),
            *([r.found.source] if r.found.source else []),
        ]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert list(r.found.content) == sorted(r.found.content)


def test_the_same_text_gives_the_same_attributions(parser: Parser) -> None:
    text = "“No,” the mayor told Reuters. He denied reports that the dam broke, officials said."
    assert [r.found for r in read(parser, text)] == [r.found for r in read(parser, text)]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "cue", "via"),
    [
        ("The mayor said the clerk denied that the dam had burst.", "denied", ["The mayor"]),
        (
            "The mayor told Reuters that the clerk said the diver believed the dam had burst.",
            "believed",
            ["Reuters", "The mayor", "the clerk"],
        ),
        ("The Herald quoted the clerk as saying that the dam had burst.", "quoted", ["The Herald"]),
        (
            "The Herald, citing officials, reported that the dam had burst.",
            "reported",
            ["The Herald"],
        ),
        (
            "The Herald, citing officials, reported that the mayor denied that the dam had burst.",
            "denied",
            ["The Herald", "officials"],
        ),
        ("The mayor denied that the clerk said the dam had burst.", "said", []),
    ],
)
def test_whoever_says_what_holds_a_statement_is_a_relay_of_it(
    parser: Parser, text: str, cue: str, via: list[str]
) -> None:
    found = [r.found for r in read(parser, text)]
    (one,) = [f for f in found if text[slice(*f.cue)].startswith(cue)]
    assert [text[v.start : v.end] for v in one.via] == via


@pytest.mark.model
def test_speech_without_end_inside_speech_ends_somewhere(parser: Parser) -> None:
    found = [r.found for r in read(parser, "said that " * 300)]
    assert 0 < len(found) < 20
    assert all(len(f.via) < 20 for f in found)


@pytest.mark.model
def test_whom_the_paper_cites_is_no_statement_of_its_own(parser: Parser) -> None:
    got = read(parser, "The Herald, citing officials, reported that the dam had burst.")
    assert [r.found.entry for r in got] == ["report"]
