"""The Japanese end user list: cells in two languages, with several lines, to one listing a row."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from geograph.sources.files import Record
from geograph.sources.reshaping import DerivedRecord, Files

__all__ = ["end_user_list"]

_BLANK = re.compile(r"\s+")
_NATIVE = re.compile(r"\s*[(（]([^()（）]*)[)）]\s*")
_BULLET = re.compile(r"(?:^|\n)\s*・")
_WEAPONS = {
    "B": "biological weapons",
    "C": "chemical weapons",
    "M": "missiles",
    "N": "nuclear weapons",
}


def end_user_list(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield the listings; the key is made of country and name, since rows are numbered anew."""
    for record in records:
        country = _flat(record.first("国名、地域名 Country or Region").rpartition("\n")[2])
        name, native = _names(record.first("企業名､組織名 Company or Organization"))
        if not name:
            part.drop(record, "no name", record.first("No."))
            continue
        mark = blake2b(f"{country}|{name}|{native}".casefold().encode(), digest_size=4)
        others = _BULLET.split(record.first("別名 Also Known As"))
        conventional = record.first("通常兵器 Conventional Weapons")
        yield DerivedRecord(
            record.file,
            record.line,
            {
                "key": mark.hexdigest(),
                "name": name,
                "alias": [native, *map(_flat, others)],
                "country": country,
                "ground": [
                    *_weapons(record.first("懸念区分 Type of WMD")),
                    *(["conventional weapons"] if conventional else []),
                ],
            },
        )


def _flat(text: str) -> str:
    return _BLANK.sub(" ", text).strip()


def _names(text: str) -> tuple[str, str]:
    r"""Return a name, and what stands in brackets behind it in letters of another script.

    >>> _names("Air Koryo\n(高麗航空)"), _names("Ummah Tameer E-Nau (UTN)")
    (('Air Koryo', '高麗航空'), ('Ummah Tameer E-Nau (UTN)', ''))
    """
    native = ""
    for found in _NATIVE.finditer(text):
        if not found[1].isascii():
            native = _flat(found[1])
            text = text.replace(found[0], " ")
    return _flat(text), native


def _weapons(text: str) -> list[str]:
    r"""Return the kinds of weapons by the letters in a cell, which may be wide ones.

    >>> _weapons("ミサイル、核\nM、N"), _weapons("ミサイルM"), _weapons("核\nＮ")
    (['missiles', 'nuclear weapons'], ['missiles'], ['nuclear weapons'])
    """
    plain = unicodedata.normalize("NFKC", text)
    return [kind for letter, kind in _WEAPONS.items() if letter in plain]
