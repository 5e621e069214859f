"""UCDP's country-years to one record for each dyad that was active in the year.

The lists of dyads hold their ids in the order of the numbers and their names in that of the
alphabet, so that an id belongs to a name only where there is one of each. Two dyads of one name (a
group under two conflicts) stand in the list of names once. The names of the two
sides stand before and after `` - ``, which groups have in their own names too; see `sides`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from html import unescape

from geograph.sources.files import Record
from geograph.sources.reshaping import ChangedRecord, Files

__all__ = ["country_years", "sides"]

#: Kinds of violence: beginning of their columns, and where the dead of all dyads are counted.
_KINDS = {
    "sb_intrastate": "sb_intrastate_deaths",
    "sb_interstate": "sb_interstate_deaths",
    "ns": "ns_total_deaths",
    "os": "os_total_deaths",
}
_BETWEEN = " - "
_CIVILIANS = " - Civilians"


def country_years(records: Iterable[Record], files: Files) -> Iterator[Record]:
    """Yield the dyads of each country-year; one without violence is left out with its reason.

    The file is read whole, since the names of one row tell how those of another are divided; it
    cannot have more rows than there are states and years.
    """
    rows = list(records)
    known = _actors(rows)
    for row in rows:
        made = False
        for kind, deaths in _KINDS.items():
            names, ids = _names(row, kind), _ids(row, kind)
            for name in names:
                made = True
                a, b = (name.removesuffix(_CIVILIANS), "") if kind == "os" else sides(name, known)
                many = _cell(row, f"{kind}_dyad_count") or str(len(names))
                alone = len(names) == 1 and many == "1"
                told = {n: _cell(row, f"{deaths}_{n}") for n in ("best", "high", "low")}
                yield ChangedRecord(
                    row,
                    {
                        "kind": kind, "dyad": name, "a": a, "b": b,
                        "dyad_id": ids[0] if alone and len(ids) == 1 else "",
                        "country": _cell(row, "country_id"), "year": _cell(row, "year"),
                        "best": told["best"] if alone else "",
                        "best_of_all": told["best"], "high_of_all": told["high"],
                        "low_of_all": told["low"], "dyads": many,
                    },
                )  # fmt: skip
        if not made:
            files.drop(row, "no organised violence in that year")


def _cell(row: Record, column: str) -> str:
    """Return a cell of a column that some releases write without its ending."""
    return row.first(f"{column}_cy") or row.first(column)


def _names(row: Record, kind: str) -> list[str]:
    text = unescape(_cell(row, f"{kind}_dyad_names"))
    found = (" ".join(name.split()) for name in text.split("; "))
    return [name for name in found if name and name != "NO_DYAD"]


def _ids(row: Record, kind: str) -> list[str]:
    found = (part.strip() for part in _cell(row, f"{kind}_dyad_ids").split(";"))
    return [one for one in found if one and one != "NO_DYAD"]


def _actors(rows: Iterable[Record]) -> Set[str]:
    """Return the actors of all names that can be divided, by those that are plain and by others."""
    known, unclear = set[str](), dict[str, None]()
    for row in rows:
        for kind in _KINDS:
            for name in _names(row, kind):
                if kind == "os":
                    known.add(name.removesuffix(_CIVILIANS))
                elif kind != "ns" or name.count(_BETWEEN) == 1:
                    known.update(name.split(_BETWEEN, 1))
                else:
                    unclear[name] = None
    left = -1
    while left != len(unclear):
        left = len(unclear)
        for name in list(unclear):
            a, b = sides(name, known)
            if b:
                known.update((a, b))
                del unclear[name]
    return known


def sides(name: str, known: Set[str]) -> tuple[str, str]:
    """Return the two sides of a dyad's name, or the whole name where nobody can tell.

    A government never has `` - `` in its name, so it ends at the first. Else the division counts
    of which both sides are known, or one; of a group and its splinter, the one that gives both the
    same beginning.

    >>> sides("Government of India - NDFB - RD", set())
    ('Government of India', 'NDFB - RD')
    >>> sides("ULIMO - J - ULIMO - K", {"ULIMO - J", "ULIMO - K"})
    ('ULIMO - J', 'ULIMO - K')
    >>> sides("MDA - MDA - LM", {"MDA"}), sides("A - x - A - y", set()), sides("A - B - C", set())
    (('MDA', 'MDA - LM'), ('A - x', 'A - y'), ('A - B - C', ''))
    """
    parts = name.split(_BETWEEN)
    if len(parts) <= 2 or name.startswith("Government of "):
        a, _, b = name.partition(_BETWEEN)
        return a, b
    divisions = [(_BETWEEN.join(parts[:n]), _BETWEEN.join(parts[n:])) for n in range(1, len(parts))]
    for wanted in (2, 1):
        found = [pair for pair in divisions if sum(side in known for side in pair) == wanted]
        if len(found) == 1:
            return found[0]
        twins = [pair for pair in found or divisions if pair[1].split(_BETWEEN)[0] == parts[0]]
        if len(twins) == 1:
            return twins[0]
    return name, ""
