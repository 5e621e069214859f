"""The Australian list: a row for each name, with a letter behind the number, to one listing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from geograph.sources.files import Record
from geograph.sources.publishers._list_terms import countries_of
from geograph.sources.publishers._sanctions_lists import born, identified
from geograph.sources.reshaping import DerivedRecord, Files

__all__ = ["australian_list"]

_REFERENCE = re.compile(r"(\d+)\s*([a-z]*)", re.IGNORECASE)
_BLANK = re.compile(r"(?:_x000D_|\s)+")
_ITEMS = re.compile(r"(?:^|\s)(?:[a-z]|[ivx]+)\)\s", re.IGNORECASE)
_LISTED = re.compile(r"\b(?:listed|designated)\s+(?:by\s+[^.;]*?\s)?on:?\s+(?P<day>[^;(]*)", re.I)
_KINDS = {"individual": "Person", "person": "Person", "entity": "Organisation", "vessel": "Vessel"}
_YES = ("true", "yes", "1")

# Columns that say what is imposed, and what it is. Older issues have none: that list was one of
# targeted financial sanctions alone.
_MEASURES = {
    "Targeted Financial Sanction": "asset-freeze",
    "Travel Ban": "travel-ban",
    "Arms Embargo": "arms-embargo",
    "Maritime Restriction": "port-ban",
}


def australian_list(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield the listings, in the order of their first rows.

    ``101a`` is another name of ``101``, wherever it stands. A second row with a primary name under
    one number is another entry, which the list has numbered alike by mistake.
    """
    entries: dict[str, list[list[Record]]] = {}
    for record in records:
        found = _REFERENCE.fullmatch(record.first("Reference"))
        if found is None or not record.first("Name of Individual or Entity"):
            reason = "no name" if found else "no number"
            part.drop(record, reason, record.first("Reference"))
            continue
        of = entries.setdefault(found[1], [])
        if not of or (_primary(record) and any(map(_primary, of[-1]))):
            of.append([])
        of[-1].append(record)
    for number, of in entries.items():
        for n, rows in enumerate(of):
            yield _listing(f"{number}-{n + 1}" if n else number, number, rows)


def _primary(row: Record) -> bool:
    said = row.first("Name Type").casefold()
    return said.startswith("prim") or not (said or row.first("Reference")[-1:].isalpha())


def _listing(key: str, number: str, rows: list[Record]) -> DerivedRecord:
    name = "Name of Individual or Entity"
    main = next(filter(_primary, rows), rows[0])
    weak = [row for row in rows if row.first("Alias Strength").casefold() == "weak"]
    kinds = (_KINDS.get(row.first("Type").casefold()) for row in (main, *rows))
    kind = next(filter(None, kinds), main.first("Type"))
    births = [day for text in _all(rows, "Date of Birth") for day in born(text)]
    listed = [day for text in _all(rows, "Listing Information") for day in _listed(text)]
    control = [day for text in _all(rows, "Control Date") for day in born(text)]
    flags = [column for column in _MEASURES if any(row.first(column) for row in rows)]
    imposed = [c for c in flags if any(row.first(c).casefold() in _YES for row in rows)]
    return DerivedRecord(
        main.file,
        main.line,
        {
            "key": key,
            "kind": kind,
            "name": _flat(main.first(name)),
            "alias": [_flat(row.first(name)) for row in rows if row not in weak],
            "weak_alias": [_flat(row.first(name)) for row in weak],
            "identifier": [f"dfat:{number}", *identified("imo", _all(rows, "IMO Number"))],
            "birth": births if kind == "Person" else [],
            "birth_note": [text for text in _all(rows, "Date of Birth") if not born(text)],
            "birth_place": [part for text in _all(rows, "Place of Birth") for part in _items(text)],
            "country": [one for text in _all(rows, "Citizenship") for one in _countries(text)],
            "address": [part for text in _all(rows, "Address") for part in _items(text)],
            "programme": _all(rows, "Committees"),
            "provision": [_MEASURES[c] for c in imposed] if flags else ["asset-freeze"],
            "listed": sorted(listed)[:1],
            "known": (sorted(listed) or sorted(control))[:1],
            "control": _all(rows, "Control Date"),
            "listing": _all(rows, "Listing Information"),
            "instrument": _all(rows, "Instrument of Designation"),
            "information": _all(rows, "Additional Information"),
        },
    )


def _flat(text: str) -> str:
    return _BLANK.sub(" ", text).strip()


def _all(rows: Iterable[Record], column: str) -> list[str]:
    return list(dict.fromkeys(kept for row in rows if (kept := _flat(row.first(column)))))


def _items(text: str) -> list[str]:
    """Return the items of a cell such as ``a) Kabul, Afghanistan b) Karachi``.

    >>> _items("a) Kabul, Afghanistan b) Karachi, Pakistan"), _items("Tehran; Shiraz")
    (['Kabul, Afghanistan', 'Karachi, Pakistan'], ['Tehran', 'Shiraz'])
    """
    parts = (part.strip(" ,;") for one in _ITEMS.split(text) for part in one.split(";"))
    return [part for part in parts if part]


def _countries(text: str) -> Iterator[str]:
    """Yield countries: with semicolons between them, commas belong to their names.

    >>> list(_countries("Congo, Democratic Republic of the;Rwanda")), list(_countries("Iranian"))
    (['Congo, Democratic Republic of the', 'Rwanda'], ['Iranian'])
    """
    for part in text.split(";"):
        if re.search(r",.*\bof(?: the)?$", part.strip()):
            yield part.strip()
        else:
            yield from countries_of([part])


def _listed(text: str) -> tuple[str, ...]:
    """Return the day on which an entry was listed, where it is told as a whole day.

    >>> _listed("Listed on 25 Jan. 2001 (amended on 3 Sep. 2003)"), _listed("2014-06-19")
    (('2001-01-25',), ('2014-06-19',))
    >>> _listed("Autonomous Sanctions List 2012"), _listed("amended on 3 Sep. 2003")
    ((), ())
    """
    found = _LISTED.search(text)
    days = born(found["day"]) if found else born(text) if text[:1].isdecimal() else ()
    return tuple(day for day in days[:1] if len(day) == 10)
