"""Canada's list of autonomous sanctions: a record without any number to a listing with a key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from geograph.sources.files import Record
from geograph.sources.publishers._sanctions_lists import born, identified
from geograph.sources.reshaping import DerivedRecord, Files

__all__ = ["canada_list"]

_ACRONYM = re.compile(r"\(([A-Z]{3,})\)")
_WORD = re.compile(r"[a-z0-9.]+")


def canada_list(records: Iterable[Record], part: Files) -> Iterator[Record]:
    """Yield the listings.

    The key of a measure is regime, schedule and item; items are numbered anew when a schedule
    changes, so that the target's own key holds its name too.
    """
    for record in records:
        # Older issues have Entity, Title and DateOfBirth, and no ships.
        body = record.first("EntityOrShip") or record.first("Entity")
        when = record.first("DateOfBirthOrShipBuildDate") or record.first("DateOfBirth")
        title = record.first("TitleOrShip") or record.first("Title")
        imo = record.first("ShipIMONumber")
        regime = record.first("Country")
        english = regime.partition(" / ")[0].strip()
        schedule, item = record.first("Schedule"), record.first("Item")
        last, given = record.first("LastName"), record.first("GivenName")
        ship = bool(imo) or (bool(body) and schedule.endswith("1.1") and "Part" not in schedule)
        person = not body
        name = body or " ".join(n for n in (given, last) if n)
        short = _ACRONYM.search(english)
        words = f"{short[1] if short else english} {schedule} {item}".casefold()
        key = "-".join(_WORD.findall(words)) if name else ""
        mark = blake2b(name.casefold().encode(), digest_size=4).hexdigest()
        days = born(when) if person else ()
        listed = f"{last}, {given}" if person and last and given else ""
        yield DerivedRecord(
            record.file,
            record.line,
            {
                "key": key,
                "party": f"{key}-{mark}" if key else "",
                "kind": "Vessel" if ship else "Person" if person else "Organisation",
                "name": name,
                "alias": [*(a for t in record.values("Aliases") for a in t.split(";")), listed],
                "identifier": identified("imo", [imo]),
                "birth": days,
                "birth_note": "" if days or not person else when,
                "built": when if ship else "",
                "vessel_type": title if ship else "",
                "title": title if not ship else "",
                "programme": english,
                "regime": regime,
                "schedule": schedule,
                "item": item,
                "listed": record.first("DateOfListing"),
                "provision": _provisions(english, schedule),
            },
        )


def _provisions(regime: str, schedule: str) -> tuple[str, ...]:
    """Return what a schedule lays on those in it: of Russia's, 2 and 3 forbid financing alone."""
    if regime == "Russia" and re.match(r"[23]\b", schedule):
        return ("financial-restriction",)
    return ("asset-freeze", "transaction-ban")
