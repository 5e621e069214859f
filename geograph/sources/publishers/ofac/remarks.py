"""The free text in which OFAC's older files tell nearly everything: remarks to named facts."""

from __future__ import annotations

import re
from collections import defaultdict

from geograph.sources.publishers._sanctions_lists import born, identified, scheme_of

__all__ = ["Facts", "add_identifier", "read_remarks"]

#: Columns of a listing to what was found for them.
Facts = defaultdict[str, list[str]]

_PART = re.compile(r";\s*(?![^()]*\))")
_ALSO = re.compile(r"(?:alt\.\s+)+", re.IGNORECASE)
_ALIAS = re.compile(r"([afn]\.k\.a\.)\s+'?(.+?)'?$")
# Beginnings of a part and the column that takes the rest.
_PLAIN = (
    ("DOB ", "birth"),
    ("POB ", "birth_place"),
    ("nationality of registration ", "country"),
    ("nationality ", "country"),
    ("citizen ", "country"),
    ("gender ", "gender"),
    ("linked to: ", "linked_to"),
    ("aircraft operator ", "operator"),
    ("former vessel flag ", "former_flag"),
    ("vessel flag ", "flag"),
    ("vessel type ", "vessel_type"),
    ("vessel year of build ", "built"),
    ("other vessel flag ", "flag"),
    ("other vessel call sign ", "call_sign"),
    ("vessel call sign ", "call_sign"),
    ("aircraft model ", "model"),
    ("aircraft manufacture date ", "built"),
    ("organization established date ", "established"),
    ("organization type: ", "organization_type"),
    ("website ", "contact"),
    ("email address ", "contact"),
    ("phone number ", "contact"),
    ("telephone ", "contact"),
    ("fax ", "contact"),
    ("secondary sanctions risk: ", "risk"),
    ("secondary sanctions risk:", "risk"),
    ("additional sanctions information - ", "risk"),
    ("transactions prohibited for persons", "risk"),
    ("ifca determination - ", "risk"),
    ("target type ", "organization_type"),
)
_NUMBER = re.compile(
    r"(?P<words>[A-Za-z][A-Za-z .'/()&#:-]*?)\s*(?P<value>[A-Z'\d][^ ]*\d.*|\d.*)$"
)

# Codes that need not have a digit.
_CODE = re.compile(r"(?P<words>SWIFT/BIC|Aircraft Tail Number) (?P<value>.+)", re.IGNORECASE)


def read_remarks(text: str) -> Facts:
    """Return the facts in a remark, by column; what is none of the known goes to ``remark``.

    >>> facts = read_remarks("DOB 07 Apr 1980; alt. DOB 1979; POB Homs, Syria; nationality Syria; "
    ...     "Passport N00123 (Syria); a.k.a. 'ABU X'; Linked To: EXAMPLE AIR; owns a farm.")
    >>> facts["birth"], facts["country"], facts["identifier"], facts["alias"]
    (['1980-04-07', '1979'], ['Syria'], ['passport:N00123'], ['ABU X'])
    >>> facts["linked_to"], facts["remark"]
    (['EXAMPLE AIR'], ['owns a farm'])
    """
    facts: Facts = defaultdict(list)
    text = text.strip()
    if text.endswith(".") and not text.endswith((" INC.", " LTD.", " CO.")):
        text = text[:-1]
    for part in _PART.split(text):
        part = part.strip().strip("()") if part.startswith("(Linked To") else part.strip()
        _read(_ALSO.sub("", part, count=1) if part[:4].lower() == "alt." else part, facts)
    return facts


def _read(part: str, facts: Facts) -> None:
    folded = part.casefold()
    for start, column in _PLAIN:
        if folded.startswith(start.casefold()):
            value = part[len(start) :].strip()
            days = born(value) if column == "birth" else ()
            if column == "country":
                value = value.removeprefix("possibly ")
            facts[column if days or column != "birth" else "birth_note"] += days or (value,)
            return
    if found := _ALIAS.fullmatch(part):
        facts["alias"].append(found[2])
    elif "directive" in folded or folded.startswith(("executive order", "caatsa")):
        facts["directive"].append(part)
    elif (found := _NUMBER.match(part)) and add_identifier(facts, found["words"], found["value"]):
        return
    elif found := _CODE.fullmatch(part):
        add_identifier(facts, found["words"], found["value"])
    elif part and part != "-0-":
        facts["remark"].append(part)


def add_identifier(facts: Facts, words: str, value: str) -> bool:
    """Add a number under the scheme that its words name; say whether they name any."""
    scheme = scheme_of(words)
    if scheme == "crypto":
        value = value.split(" ", 1)[-1]  # the currency stands before its address
    found = identified(scheme, [value]) if scheme else []
    facts["identifier"] += found
    return bool(found)
