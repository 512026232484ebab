"""Write the table of states from the package countryinfo and our additions; not needed at run time.

pip install --target build/countryinfo --no-deps countryinfo==1.0.1
python tools/make_states.py build/countryinfo > src/allegedly/statements/lexicon/states.toml
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from pathlib import Path
from typing import Any

HEADER = """\
# States: ISO 3166 alpha-2 code -> how English news names them. Written by tools/make_states.py from the package
# countryinfo 1.0.1 (MIT licence, Copyright (c) 2018 Porimol Chandro; names, capitals, demonyms) and from
# tools/states_by_hand.toml, which wins: change that file, not this one.
#
# name    common English short name: the actor's name
# names   further names of the state, acronyms included
# people  adjective of the state, which is also (with or without -s) what its people are called
# seats   capital and seats of government, which speak for the government
# needs   the name is also another place's: it counts only where one of these words stands in the report
"""
# Territories without a foreign policy of their own, and uninhabited islands: their names are no actors.
TERRITORIES = set(
    "AI AQ AS AW AX BL BM BQ BV CC CK CS CW CX FK FO GF GG GI GL GP GS GU HM IM IO JE KY MF MP MQ MS NC NF NU PF PM "
    "PN RE SH SJ SX TC TF TK UM VG VI WF YT".split()
)  # fmt: skip
# Short capitals and native names that are English words or more often somebody's name.
LATIN = re.compile(r"[A-Z][A-Za-zÀ-ž’'. -]{3,}\Z")
ENGLISH = re.compile(
    r"\b(of|Republic|Kingdom|Federation|Confederation|Emirates)\b|Cabo Verde|Timor-Leste|Viet Nam"
)
# Of two records with one code the first is kept, except for these.
REPLACED = {"VA": "Holy See (Vatican City State)", "PS": "Palestine, State of"}


def main(package: str) -> None:
    """Print the table."""
    by_hand = tomllib.loads((Path(__file__).parent / "states_by_hand.toml").read_text("utf8"))
    codes = {code: from_countryinfo(record) for code, record in records(Path(package)).items()}
    lines = [HEADER]
    for code in sorted((codes.keys() | by_hand.keys()) - TERRITORIES):
        row = merged(codes.get(code, {}), by_hand.get(code, {}))
        if row:
            lines.append(f"{code} = {inline(row)}")
    sys.stdout.write("\n".join(lines) + "\n")


def records(package: Path) -> dict[str, dict[str, Any]]:
    """Every record of countryinfo by ISO alpha-2 code."""
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((package / "countryinfo" / "data").glob("*.json")):
        record = json.loads(path.read_text("utf8"))
        code = record.get("ISO", {}).get("alpha2")
        if code and record["name"] != REPLACED.get(code):
            found.setdefault(code, record)
    return found


def from_countryinfo(record: dict[str, Any]) -> dict[str, Any]:
    """The row that countryinfo alone gives."""
    capital = record.get("capital") or ""
    return {
        "name": record["name"],
        "names": [
            form
            for form in record["altSpellings"]
            if LATIN.match(form) and ENGLISH.search(form) and "," not in form
        ],
        "people": [form for form in (record.get("demonym") or "").split(",") if form],
        "seats": [capital] if isinstance(capital, str) and capital else [],
    }


def merged(base: dict[str, Any], hand: dict[str, Any]) -> dict[str, Any]:
    """The row with our additions over it, without repeats; empty for what is to be skipped."""
    if hand.get("skip"):
        return {}
    row = {"name": hand.get("name", base.get("name"))}
    for field in ("names", "people", "seats"):
        kept = [form for form in base.get(field, []) if form not in hand.get("drop", [])]
        row[field] = [
            f
            for f in dict.fromkeys([*kept, *hand.get(field, [])])
            if field == "people" or f != row["name"]
        ]
    row["needs"] = hand.get("needs", [])
    return {key: value for key, value in row.items() if value}


def inline(row: dict[str, Any]) -> str:
    """One line of TOML."""
    return (
        "{ "
        + ", ".join(
            f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in row.items()
        )
        + " }"
    )


if __name__ == "__main__":
    main(sys.argv[1])
