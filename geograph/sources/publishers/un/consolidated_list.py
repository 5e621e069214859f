"""The consolidated list of the Security Council: elements to one listing for each entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geograph.sources.files import Record
from geograph.sources.publishers._sanctions_lists import address, born, identified, scheme_of
from geograph.sources.reshaping import DerivedRecord, Files

__all__ = ["un_list"]

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY", "NOTE")
_BLANK = re.compile(r"\s+")
# Where the entry itself does not say it: what the resolutions of a committee lay on whom it lists.
_FREEZE, _TRAVEL, _ARMS = "asset-freeze", "travel-ban", "arms-embargo"
_ALL: dict[str, tuple[str, ...]] = {"person": (_ARMS, _FREEZE, _TRAVEL), "body": (_ARMS, _FREEZE)}
_TWO: dict[str, tuple[str, ...]] = {"person": (_FREEZE, _TRAVEL), "body": (_FREEZE,)}
_REGIMES: dict[str, dict[str, tuple[str, ...]]] = {
    "Al-Qaida": _ALL,
    "Taliban": _ALL,
    "Iraq": {"person": (_FREEZE,), "body": (_FREEZE,)},
    "GB": {"person": (_TRAVEL,), "body": ()},
    "Yemen": _ALL,
    "Haiti": _ALL,
}


def un_list(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield the listings of individuals and entities."""
    for record in records:
        person = record.name == "INDIVIDUAL"
        prefix = "INDIVIDUAL" if person else "ENTITY"
        regime = record.first("UN_LIST_TYPE")
        comments = [_flat(text) for text in record.values("COMMENTS1")]
        aliases: dict[str, list[str]] = {"alias": [], "weak_alias": []}
        births, notes = list(_births(record)), []
        for one in record.children(f"{prefix}_ALIAS"):
            weak = one.first("QUALITY").casefold() == "low"
            aliases["weak_alias" if weak else "alias"] += map(_flat, one.values("ALIAS_NAME"))
            births += [day for text in one.values("DATE_OF_BIRTH") for day in born(text)]
        for one in record.children("INDIVIDUAL_DATE_OF_BIRTH"):
            notes += [_flat(text) for text in one.values("NOTE")]
        yield DerivedRecord(
            record.file,
            record.line,
            {
                "key": record.first("REFERENCE_NUMBER") or record.first("DATAID"),
                "number": record.first("DATAID"),
                "kind": "Person" if person else "Organisation",
                "name": _flat(" ".join(n for path in _NAMES for n in record.values(path))),
                "alias": [*aliases["alias"], *record.values("NAME_ORIGINAL_SCRIPT")],
                "weak_alias": aliases["weak_alias"],
                "identifier": [
                    *(f"un:{n}" for n in record.values("REFERENCE_NUMBER")),
                    *(f"un:{n}" for n in record.values("DATAID")),
                    *_documents(record),
                ],
                "birth": births,
                "birth_note": notes,
                "birth_place": [
                    address(*(one.first(n) for n in ("STREET", *_PLACE[1:3], "COUNTRY")))
                    for one in record.children("INDIVIDUAL_PLACE_OF_BIRTH")
                ],
                "country": [
                    *record.values("NATIONALITY/VALUE"),
                    *(() if person else record.values("ENTITY_ADDRESS/COUNTRY")),
                ],
                "address": [
                    _flat(address(*(one.first(n) for n in _PLACE)))
                    for one in record.children(f"{prefix}_ADDRESS")
                ],
                "programme": regime,
                "provision": _provisions(regime, comments, person),
                "listed": record.values("LISTED_ON"),
                "lifted": record.values("DELISTED_ON"),
                "updated": record.values("LAST_DAY_UPDATED/VALUE"),
                "title": map(_flat, record.values("TITLE/VALUE")),
                "position": map(_flat, record.values("DESIGNATION/VALUE")),
                "gender": record.values("GENDER"),
                "comment": comments,
            },
        )


def _flat(text: str) -> str:
    return _BLANK.sub(" ", text).strip()


def _births(record: Record) -> Iterator[str]:
    for one in record.children("INDIVIDUAL_DATE_OF_BIRTH"):
        about = "~" if one.first("TYPE_OF_DATE").casefold().startswith("approx") else ""
        first, last = one.first("FROM_YEAR"), one.first("TO_YEAR")
        if first and last:
            yield from born(f"{first} to {last}")
        else:
            text = one.first("DATE") or one.first("YEAR") or first or last
            yield from (day if day.endswith("~") else day + about for day in born(text))


def _documents(record: Record) -> Iterator[str]:
    for one in record.children("INDIVIDUAL_DOCUMENT"):
        words = one.first("TYPE_OF_DOCUMENT") or one.first("TYPE_OF_DOCUMENT2")
        number = one.first("NUMBER")
        if not number:
            continue
        # Some numbers come with their own words: "Afghan passport number SE 012820".
        own = re.match(r"(.*\b(?:number|no\.?))\s+(.+)", number, re.IGNORECASE)
        words, number = (own[1], own[2]) if own else (words, number)
        yield from identified(scheme_of(words) or "national-id", [number])


def _provisions(regime: str, comments: Iterable[str], person: bool) -> tuple[str, ...]:
    """Return what the entry says is laid on it, else what its committee lays on all."""
    text = " ".join(comments).casefold()
    said = tuple(
        slug
        for words, slug in (("travel ban", _TRAVEL), ("assets? freeze", _FREEZE))
        if re.search(rf"\([^()]*{words}", text)
    )
    return tuple(sorted(said)) or _REGIMES.get(regime, _TWO)["person" if person else "body"]
