"""Sources by name on the pinned model. The phrase that speaks stands between angle brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from allegedly.statements.names import Named, Names

if TYPE_CHECKING:
    from allegedly.parse import Parser

pytestmark = pytest.mark.model

# (text, name or None, kind, what the rule says)
PERSONS = [
    ("<Senator Angus King of Maine> said peace was near.", "Angus King", "person", "named in full"),
    (
        "Finance Minister Aino Lehtonen resigned. <Lehtonen> said she was tired.",
        "Aino Lehtonen",
        "person",
        "earlier full name",
    ),
    (
        "<Lehtonen> said she was tired. Aino Lehtonen leaves on Friday.",
        "Aino Lehtonen",
        "person",
        "later in the report",
    ),
    (
        "<NATO Deputy Secretary-General Pilar Ortega> said the talks went on.",
        "Pilar Ortega",
        "person",
        "named in full",
    ),
    (
        "<Tomas Berg, the Norwegian ambassador to Chad,> said the road was closed.",
        "Tomas Berg",
        "person",
        "named in full",
    ),
    (
        "<Peru's ambassador to the United Nations, Ana Quispe,> dismissed the claim.",
        "Ana Quispe",
        "person",
        "apposition",
    ),
    (
        "<Kenyan President Daniel Otieno> told reporters that the dam would hold.",
        "Daniel Otieno",
        "person",
        "named in full",
    ),
    (
        "Otieno’s office was shut. <Daniel Otieno’s> claim was that it was cleaned.",
        "Daniel Otieno",
        "person",
        "named in full",
    ),
    (
        "Maria Silva left. <Ms. Silva> said she would return.",
        "Maria Silva",
        "person",
        "earlier full name",
    ),
    (
        "Dr. Henrik Dahl runs the lab. <Dr. Dahl> said the sample was clean.",
        "Henrik Dahl",
        "person",
        "earlier full name",
    ),
    (
        "<Lt. Gen. Pavel Novak> said the bridge had been mined.",
        "Pavel Novak",
        "person",
        "named in full",
    ),
    ("<Gen. Novak> said the bridge had been mined.", "Novak", "person", "title"),
    (
        "Jean-Luc Moreau spoke first. <Moreau> denied the report.",
        "Jean-Luc Moreau",
        "person",
        "earlier full name",
    ),
    (
        "Pieter van der Berg owns the port. <Van der Berg> denied the report.",
        "Pieter van der Berg",
        "person",
        "earlier full name",
    ),
    (
        "Prince Khalid bin Nasser visited. <Prince Khalid bin Nasser> said the deal was done.",
        "Khalid bin Nasser",
        "person",
        "named in full",
    ),
    (
        "<Syrian officer Bashir al-Hariri> said the road was open.",
        "Bashir al-Hariri",
        "person",
        "named in full",
    ),
    (
        "Park Min Joon chairs the bank. <Park> said rates would rise.",
        "Park Min Joon",
        "person",
        "earlier full name",
    ),
    ("<Park Min Joon> said rates would rise.", "Park Min Joon", "person", "named in full"),
    ("<Walter J. Pruitt> said the dam was safe.", "Walter Pruitt", "person", "named in full"),
    (
        "Walter J. Pruitt built it. <Walter Pruitt> said the dam was safe.",
        "Walter Pruitt",
        "person",
        "named in full",
    ),
    (
        "<Ministry spokeswoman Lucía Rojas> said the border was calm.",
        "Lucía Rojas",
        "person",
        "named in full",
    ),
    ("<The Kremlin's spokesman, Oleg Sorokin,> denied it.", "Oleg Sorokin", "person", "apposition"),
    (
        "<Health Secretary Ruth Mensah> said clinics were full.",
        "Ruth Mensah",
        "person",
        "named in full",
    ),
    (
        "<Senators Paul Grady and Mary Holt> said they would vote no.",
        "Paul Grady",
        "person",
        "joint",
    ),
    ("<One of the organisers, Ida Moen,> said peace was near.", "Ida Moen", "person", "apposition"),
    ("<Pope Leander> said peace was near.", "Pope Leander", "person", "title"),
    (
        "Rep. Jim Jordan spoke. <Jordan> said the bill was dead.",
        "Jim Jordan",
        "person",
        "earlier full name",
    ),
    (
        "Howard Dean arrived. <Dean> said the bill was dead.",
        "Howard Dean",
        "person",
        "earlier full name",
    ),
    (
        "Aino Lehtonen's husband, Matti Lehtonen, sells boats. Aino Lehtonen left. <Lehtonen> said so.",
        "Aino Lehtonen",
        "person",
        "earlier full name",
    ),
]
OFFICES = [
    (
        "Prime Minister Ida Moen flew home. <The Prime Minister> said the mine would close.",
        "Ida Moen",
        "person",
        "office",
    ),
    (
        "<Iran's U.N. Ambassador> said the mine would close.",
        "Iran's U.N. Ambassador",
        "person",
        "as described",
    ),
    (
        "Ambassador Tomas Berg arrived on Monday. <The ambassador> said the road was closed.",
        "Tomas Berg",
        "person",
        "office",
    ),
    (
        "Zambian President Ruth Banda flew home. <The president> said the mine would close.",
        "Ruth Banda",
        "person",
        "office",
    ),
    (
        "Finance Minister Jan Kos met Health Minister Eva Horak in June. It rained for days. Nobody came. <The minister> said no.",
        "minister",
        "person",
        "as described",
    ),
    (
        "Company spokeswoman Ida Moen wrote an email. <The spokeswoman> said the ship was safe.",
        "Ida Moen",
        "person",
        "office",
    ),
    (
        "Paul Grady, a senator from Ohio, spoke. <The senator> said he would vote no.",
        "Paul Grady",
        "person",
        "office",
    ),
    (
        "Republican nominee Paul Grady spoke. <The Democratic nominee> said no.",
        "Democratic nominee",
        "person",
        "as described",
    ),
    ("<The ambassador> said the road was closed.", "ambassador", "person", "as described"),
]
PRONOUNS = [
    ("Maria Silva left early. <She> said the vote was lost.", "Maria Silva", "person", "pronoun"),
    ("Maria Silva met Tomas Berg. <He> said the vote was lost.", "Tomas Berg", "person", "pronoun"),
    (
        "Tomas Berg criticised the plan. The plan was old. <He> said it would fail.",
        "Tomas Berg",
        "person",
        "last subject",
    ),
    (
        "Tomas Berg said that <he> believed the vote was lost.",
        "Tomas Berg",
        "person",
        "clause above",
    ),
    (
        "The Danish Health Agency closed two clinics. <It> said the water was bad.",
        "Health Agency",
        "agency",
        "pronoun",
    ),
    ("Chile closed its border. <It> said the flu was spreading.", "Chile", "government", "pronoun"),
    (
        "Two Polish officials met the press. <They> said the fence would stay.",
        "two Polish officials",
        "unnamed official",
        "pronoun",
    ),
    ("<He> said the vote was lost.", None, "unknown", "nobody found"),
    ("The road was closed. <They> said it would open.", None, "unknown", "nobody found"),
    ("Tomas Berg, <who> said the road was closed, left.", "Tomas Berg", "person", "relative"),
    ("“<I> did not sign it,” Tomas Berg said.", None, "unknown", "whoever speaks"),
    ("<We> did not sign it, the paper says.", None, "unknown", "whoever speaks"),
]
STATES = [
    ("<Chile> denied the report.", "Chile", "government", "state by name"),
    ("<The U.S.> denied the report.", "United States", "government", "state by name"),
    ("<The UK> denied the report.", "United Kingdom", "government", "state by name"),
    ("<Britain> denied the report.", "United Kingdom", "government", "state by name"),
    ("<Ankara> denied the report.", "Turkey", "government", "capital"),
    ("<The Kremlin> denied the report.", "Russia", "government", "capital"),
    ("<The White House> denied the report.", "United States", "government", "capital"),
    ("<Downing Street> denied the report.", "United Kingdom", "government", "capital"),
    ("<The Blue House> denied the report.", "South Korea", "government", "capital"),
    ("<Brussels> denied the report.", "European Union", "organisation", "named body"),
    ("<The EU> denied the report.", "European Union", "organisation", "named body"),
    ("<The Pentagon> denied the report.", "Pentagon", "agency", "named body"),
    (
        "<The Danish government> denied the report.",
        "Denmark",
        "government",
        "government of a state",
    ),
    (
        "<Both the Chilean and Peruvian governments> denied it.",
        "Chile",
        "government",
        "government of a state",
    ),
    (
        "The Danish government met. Sweden and Norway watched. <The government> denied it.",
        "Denmark",
        "government",
        "last such",
    ),
    ("<The government of Peru> denied the report.", "Peru", "government", "government of a state"),
    ("<Hanoi's government> denied the report.", "Vietnam", "government", "government of a state"),
    (
        "North Korea and South Korea met. <The North> denied the report.",
        "North Korea",
        "government",
        "capital",
    ),
    (
        "South Sudan closed a camp. <The South> denied the report.",
        "South Sudan",
        "government",
        "capital",
    ),
    (
        "North Korea fired a rocket. <The South> denied the report.",
        "South Korea",
        "government",
        "capital",
    ),
    ("Ohio and Utah voted. <The South> denied the report.", None, "unknown", ""),
    ("<The Iranians> denied the report.", "Iran", "government", "people"),
    ("<Many Iranians> denied the report.", "many Iranians", "group", "group"),
    (
        "Kenyan President Daniel Otieno came. <His government> said the dam would hold.",
        "Kenya",
        "government",
        "that person",
    ),
    (
        "Chile closed its border. <The country> said the flu was spreading.",
        "Chile",
        "government",
        "last state named",
    ),
    (
        "Chile and Peru closed the border. <The country> said the flu was spreading.",
        None,
        "unknown",
        "unresolved",
    ),
    ("In Atlanta, <Georgia> denied the report.", "Georgia", "government", "named body"),
    ("In Tbilisi, <Georgia> denied the report.", "Georgia", "government", "state by name"),
]
BODIES = [
    (
        "<The U.S. Embassy in Oslo> ruled that it was void.",
        "American embassy",
        "agency",
        "named body",
    ),
    (
        "<Iraq's Falah alliance> ruled that it was void.",
        "Falah alliance",
        "organisation",
        "named body",
    ),
    (
        "<Norway's Directorate of Fisheries> said stocks were low.",
        "Directorate of Fisheries",
        "agency",
        "named body",
    ),
    (
        "<The Norwegian Directorate of Fisheries> said stocks were low.",
        "Directorate of Fisheries",
        "agency",
        "named body",
    ),
    (
        "<Madrid's intelligence agency> said the call was faked.",
        "National Intelligence Center",
        "agency",
        "of that sort",
    ),
    (
        "<Dutch intelligence services> said the call was faked.",
        "General Intelligence and Security Service",
        "agency",
        "of that sort",
    ),
    (
        "<The Japanese foreign ministry> denied it.",
        "Japanese Foreign Ministry",
        "agency",
        "of that sort",
    ),
    (
        "<Japan's Ministry of Foreign Affairs> denied it.",
        "Japanese Foreign Ministry",
        "agency",
        "named body",
    ),
    (
        "<The Polish Ministry of Defence> denied it.",
        "Polish Defense Ministry",
        "agency",
        "named body",
    ),
    ("<The Israeli army> denied it.", "Israel Defense Forces", "agency", "of that sort"),
    (
        "<The Turkish parliament> said the vote was fair.",
        "Turkish parliament",
        "government",
        "of that sort",
    ),
    (
        "The Lagos Water Agency (LWA) met. <The LWA> said pipes burst.",
        "Lagos Water Agency",
        "agency",
        "acronym defined",
    ),
    (
        "The Lagos Water Agency met. <The agency> said pipes burst.",
        "Lagos Water Agency",
        "agency",
        "last such body",
    ),
    (
        "Nordhavn Shipping Company sold two ferries. <The company> said they were old.",
        "Nordhavn Shipping Company",
        "organisation",
        "last such body",
    ),
    (
        "The Dallas Evening Gazette broke the story. <The Gazette> said the mayor knew.",
        "Dallas Evening Gazette",
        "media",
        "earlier full name",
    ),
    ("<Amnesty> said two were held.", "Amnesty International", "organisation", "named body"),
    (
        "<The Department of Fisheries and Marine Resources> said stocks were low.",
        "Department of Fisheries and Marine Resources",
        "agency",
        "named body",
    ),
    (
        "The Berg campaign hired ten. <The Berg campaign> said the poll was wrong.",
        "Berg campaign",
        "organisation",
        "named actor",
    ),
    (
        "<The Danish embassy in Oslo> ruled that it was void.",
        "Danish embassy",
        "agency",
        "named actor",
    ),
    ("<Pakistan's Supreme Court> ruled that it was void.", "Supreme Court", "agency", "named body"),
]
COMPANIES = [
    ("Kolmex Norway shut the valve. <Norway> said it would wait.", "Norway", "government", "state"),
    (
        "General Otto Jordan left. <Jordan> said it would wait.",
        "Otto Jordan",
        "person",
        "earlier full name",
    ),
    ("<Kolmex Norway> said it would wait.", "Kolmex Norway", "organisation", "named body"),
    ("The cable was cut, <its owner Telmora> said.", "Telmora", "organisation", "apposition"),
    ("<The operator Gridnet Norway> denied it.", "Gridnet Norway", "organisation", "apposition"),
    ("The boat, <its builder Hansa Werft> said, sank.", "Hansa Werft", "organisation", "appos"),
    ("The cable was cut, <its owner Anna Berg> said.", "Anna Berg", "person", "apposition"),
    ("The bar was shut, <bar owner Tariq Khan> said.", "Tariq Khan", "person", "named in full"),
    ("Anna Berg came. The cable was cut, <its owner Berg> said.", "Anna Berg", "person", "appos"),
    ("<Ostwind, the owner of the ship,> denied it.", "Ostwind", "organisation", "named body"),
    ("<Telmora, a telecoms company,> denied it.", "Telmora", "organisation", "named body"),
    ("<Belmar Shipping> said the crew was safe.", "Belmar Shipping", "organisation", "named body"),
    (
        "Belmar Shipping denied it. <Belmar> said the crew was safe.",
        "Belmar Shipping",
        "organisation",
        "earlier full name",
    ),
    ("<David Steel> said the crew was safe.", "David Steel", "person", "named in full"),
]
HEADLINES = [
    (
        "<South Africa> May Consider Supplying Weapons to Chile",
        "South Africa",
        "government",
        "state by name",
    ),
    ("<Tokyo> Slams Beijing Over Ship Claims", "Japan", "government", "capital"),
    ("<Pentagon> Confirms Strike on Depot in Chad", "Pentagon", "agency", "named body"),
    ("<Anna Berg> Warns Chile Will Not Pay", "Anna Berg", "person", "a name alone"),
    ("<Spy Agency> Claims Peru Hacked Banks", "Spy Agency", "agency", "named body"),
    (
        "<Defense Ministry of Peru> Denies Troops Crossed Border",
        "Peruvian Defense Ministry",
        "agency",
        "body",
    ),
    (
        "<Chilean Official> Says Talks Collapsed",
        "Chilean official",
        "unnamed official",
        "kept unnamed",
    ),
    ("Norway Could Send Tanks to Peru, <Minister> Says", "minister", "person", "as described"),
]
COMMON = [
    ("<A Tweet from Gallup> said two men fled.", "Gallup", "organisation", "behind a tweet"),
    (
        "<Three power outages> showed that the grid was old.",
        "three power outages",
        "unknown",
        "thing",
    ),
    ("<Some Iran hawks> said two men fled.", "some Iran hawks", "group", "group as described"),
    ("<Police> said two men fled.", "police", "agency", "body as described"),
    (
        "GOP Senators May Warn Chile Of Debt, <GOP Senators> Say",
        "GOP senators",
        "group",
        "group as described",
    ),
    ("<Peruvian state TV> said two men fled.", "Peruvian state media", "media", "state media"),
    ("<Such TV> said two men fled.", "such TV", "media", "media as described"),
    (
        "<Kenya's intelligence agencies> said two men fled.",
        "Kenyan intelligence services",
        "agency",
        "body of that sort and state",
    ),
    ("<A memo seen by Reuters> said two men fled.", "memo", "unknown", "document"),
    ("Anna Berg came. <Berg, D-Ohio,> said two men fled.", "Anna Berg", "person", "earlier full"),
    (
        "President-elect Dahl won. <Mr. Dahl> said two men fled.",
        "Dahl",
        "person",
        "title before a name",
    ),
    (
        "<Kwame Norway, director of the zoo,> said two men fled.",
        "Kwame Norway",
        "person",
        "named in full",
    ),
    (
        "<Ottilie White, a fellow at Nordbank,> said two men fled.",
        "Ottilie White",
        "person",
        "named in full",
    ),
    ("<The Israeli Arab> said two men fled.", None, "unknown", "unresolved"),
]
EVENTS = [
    ("<Recent developments> showed that Chile was weak.", None, "none", "an event"),
    ("<The deal> suggests that Chile will stay.", None, "none", "an event"),
    ("<The findings> suggest that Chile will stay.", None, "none", "an event"),
    (
        "The Danish Health Agency wrote. <The agency's findings> suggest that it was cold.",
        "Health Agency",
        "agency",
        "behind a findings",
    ),
]
NEARBY = [
    (
        "Estonia's navy saw the ship on Monday, <the defence ministry> said.",
        "Estonian Defense Ministry",
        "agency",
        "body of the state in the sentence",
    ),
    (
        "The Pentagon was shut. It was empty, <the navy> said.",
        "U.S. Navy",
        "agency",
        "body of the state in the sentence",
    ),
    (
        "Norway's navy and Chile's army met, <the defence ministry> said.",
        "defence ministry",
        "agency",
        "body as described",
    ),
    ("Norway's army came to Vik, <the police> said.", "police", "agency", "as described"),
    (
        "A plane from Norway crashed, <the defence ministry> said.",
        "defence ministry",
        "agency",
        "body as described",
    ),
]
SPEAKING_FOR = [
    ("<A Kremlin spokesman> denied it.", "Russia", "government", "spokesperson"),
    (
        "<A spokesperson for the Danish Health Agency> denied it.",
        "Health Agency",
        "agency",
        "spokesperson",
    ),
    ("<A Chilean army spokesman> denied it.", "Chilean military", "agency", "spokesperson"),
    ("<A spokesman> denied it.", "spokesman", "unnamed official", "left unnamed"),
    (
        "<A statement from the Danish Health Agency> said the water was bad.",
        "Health Agency",
        "agency",
        "behind a statement",
    ),
    (
        "<The Danish Health Agency's statement> said the water was bad.",
        "Health Agency",
        "agency",
        "behind a statement",
    ),
    (
        "<An emergency session of Norway's Security Council> concluded that ports would close.",
        "Security Council",
        "government",
        "behind a session",
    ),
    (
        "<A letter by Tomas Berg> said the road was closed.",
        "Tomas Berg",
        "person",
        "behind a letter",
    ),
    (
        "<A report released by the Danish Health Agency> said the water was bad.",
        "Health Agency",
        "agency",
        "behind a report",
    ),
    (
        "A Gallup poll came out. <The poll> found that most agree.",
        "Gallup",
        "organisation",
        "last such description",
    ),
    ("<The statement> said the water was bad.", "statement", "unknown", "document"),
]
UNNAMED = [
    (
        "<A senior Danish defence official> said the jet crashed.",
        "senior Danish defence official",
        "unnamed official",
        "kept unnamed",
    ),
    ("<Officials> said the jet crashed.", "officials", "unnamed official", "kept unnamed"),
    (
        "<Two people familiar with the matter> said the jet crashed.",
        "two people familiar with the matter",
        "unnamed official",
        "kept unnamed",
    ),
    (
        "<A source close to the talks> said the jet crashed.",
        "source close to the talks",
        "unnamed official",
        "kept unnamed",
    ),
    (
        "<Western diplomats> said the jet crashed.",
        "western diplomats",
        "unnamed official",
        "kept unnamed",
    ),
    (
        "<The officials in a statement> said the jet crashed.",
        "officials",
        "unnamed official",
        "kept unnamed",
    ),
    (
        "Chile's top officials met. <The officials in a statement> said the jet crashed.",
        "Chile's top officials",
        "unnamed official",
        "last such description",
    ),
    (
        "<Chilean officials, who asked not to be named,> said the jet crashed.",
        "Chilean officials",
        "unnamed official",
        "kept unnamed",
    ),
    (
        "Tomas Berg fled. <His aides> said the jet crashed.",
        "Tomas Berg's aides",
        "unnamed official",
        "kept unnamed",
    ),
    ("<Experts> said the jet was old.", "experts", "group", "group"),
    (
        "<Residents of the village> said the jet was old.",
        "residents of the village",
        "group",
        "group",
    ),
    ("<Republicans> said the jet was old.", "Republicans", "group", "group"),
    (
        "<An analyst at Nordbank> said the jet was old.",
        "analyst at Nordbank",
        "person",
        "as described",
    ),
    ("<Most voters> said the jet was old.", "most voters", "group", "group"),
]
MEDIA = [
    (
        "<Reports from Baghdad> said the jet crashed.",
        "unspecified reports",
        "media",
        "nobody in particular",
    ),
    ("<Reports> said the jet crashed.", "unspecified reports", "media", "nobody in particular"),
    (
        "<Recent media reports> said the jet crashed.",
        "unspecified reports",
        "media",
        "nobody in particular",
    ),
    ("<News agencies> said the jet crashed.", "news agencies", "media", "as described"),
    ("<Iranian state media> said the jet crashed.", "Iranian state media", "media", "state media"),
    (
        "<Syria's state news agency> said the jet crashed.",
        "Syrian state media",
        "media",
        "state media",
    ),
    ("<The TASS state news agency> said the jet crashed.", "TASS", "media", "named body"),
    ("<The Yonhap agency> said the jet crashed.", "Yonhap", "media", "named body"),
    ("<Iranian media reports> said the jet crashed.", "Iranian media", "media", "behind"),
    ("<OSLO (Reuters) - Chile> denied it.", "Chile", "government", "state by name"),
    ("<Reuters> said the jet crashed.", "Reuters", "media", "named body"),
    ("<The Guardian> said the jet crashed.", "The Guardian", "media", "named body"),
    (
        "The Washington Post broke the story. <The newspaper> said the jet crashed.",
        "The Washington Post",
        "media",
        "last such body",
    ),
]
CASES = [
    *PERSONS,
    *OFFICES,
    *PRONOUNS,
    *STATES,
    *BODIES,
    *COMPANIES,
    *HEADLINES,
    *COMMON,
    *EVENTS,
    *NEARBY,
    *SPEAKING_FOR,
    *UNNAMED,
    *MEDIA,
]


def source(parser: Parser, marked: str, *, report: str = "r", outlet: str | None = None) -> Named:
    """Name what stands between angle brackets."""
    start, end = marked.index("<"), marked.index(">") - 1
    text = marked.replace("<", "").replace(">", "")
    doc, _ = next(parser.parse([(text, ())]))
    return Names(doc, report, outlet=outlet).source(start, end)


@pytest.mark.parametrize(
    ("marked", "name", "kind", "rule"), CASES, ids=[case[0][:60] for case in CASES]
)
def test_a_source_is_named(
    parser: Parser, marked: str, name: str | None, kind: str, rule: str
) -> None:
    named = source(parser, marked)
    assert (named.actor.name if named.actor else None, named.kind) == (name, kind)
    assert rule in named.rule


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("<Both Chile and Peru> denied it.", ["Chile", "Peru"]),
        ("<Chile, Peru and Bolivia> denied it.", ["Chile", "Peru", "Bolivia"]),
        (
            "<Tomas Berg and the Danish Health Agency> denied it.",
            ["Tomas Berg", "Health Agency"],
        ),
        ("<The former first lady and current senator> denied it.", ["former first lady"]),
    ],
)
def test_everybody_in_a_joint_statement_is_named(
    parser: Parser, marked: str, names: list[str]
) -> None:
    named = source(parser, marked)
    assert [one.name for one in (named.actor, *named.others) if one] == names


def test_a_relay_inside_the_phrase_is_kept(parser: Parser) -> None:
    named = source(parser, "<A Danish minister quoted by Reuters> denied it.")
    assert [one.name for one in named.via] == ["Reuters"]


def test_who_saw_a_document_passes_it_on(parser: Parser) -> None:
    named = source(parser, "<A memo seen by Reuters> said two men fled.")
    assert [one.name for one in named.via] == ["Reuters"]


def test_the_reports_own_outlet_is_no_source(parser: Parser) -> None:
    assert source(parser, "<The Guardian> has learned this.", outlet="the guardian").kind == "none"


def test_a_named_actor_is_the_same_in_every_report_and_an_unnamed_one_is_not(
    parser: Parser,
) -> None:
    def ids(marked: str) -> set[str]:
        return {
            named.actor.id for r in ("1", "2") if (named := source(parser, marked, report=r)).actor
        }

    assert len(ids("<Tomas Berg> denied it.")) == 1
    assert len(ids("<Ankara> denied it.")) == 1
    assert len(ids("<Turkish officials> denied it.")) == 2


def test_a_bodys_state_is_known_from_its_possessor_and_its_adjective(parser: Parser) -> None:
    for marked in (
        "<Norway's Directorate of Fisheries> left.",
        "<The Norwegian Directorate of Fisheries> left.",
    ):
        named = source(parser, marked)
        assert named.actor
        assert named.actor.state == "NO"


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("Chilean troops had crossed into Peru", ["Chile", "Peru"]),
        ("Ankara would send tanks to Kenyan President Daniel Otieno", ["Turkey", "Daniel Otieno"]),
        ("he lives in Ankara", []),
        ("Ankara was quiet", []),
        ("Ankara was furious", ["Turkey"]),
        ("the Danish Health Agency and the U.N. lied", ["Health Agency", "United Nations"]),
        ("nothing happened", []),
    ],
)
def test_actors_in_a_content_are_named(parser: Parser, content: str, names: list[str]) -> None:
    doc, _ = next(parser.parse([(f"She said {content}.", ())]))
    mentioned = Names(doc, "r").mentions(9, 9 + len(content))
    assert [named.actor.name for named in mentioned if named.actor] == names
