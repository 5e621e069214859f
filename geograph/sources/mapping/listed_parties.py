"""Compile the listed parties of an official list: cells of a record → a person, firm or ship."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from geograph.events.event_row import NEVER, LocalActor, RowParty
from geograph.sources.mapping.cells import Access, Dropped, compile_cell, first, remember, whole
from geograph.sources.mapping.parties import Resolver, slug_key
from geograph.sources.mapping.party_ids import cell_of_codes
from geograph.sources.mapping.publisher_dates import compile_days
from geograph.sources.mapping.spec import PartyTable

__all__ = ["compile_table"]


def compile_table(
    table: PartyTable, resolver: Resolver, access: Access
) -> Callable[[Any], tuple[RowParty, ...]]:
    """Return the function that describes the listed party of a record.

    A listed party is always an actor of the data set's own, under the publisher's key: that it is
    somebody of the reference data is for `geograph.resolution.entities` to propose and a person to
    judge. It speaks for no state; the states it belongs to are ``countries``.

    Raises
    ------
    Dropped
        When called: the record has no key or no name.
    """
    key, kind, label = (
        compile_cell(c, access, what="party") for c in (table.key, table.kind, table.label)
    )
    aliases = [compile_cell(c, access) for c in table.aliases]
    addresses = [compile_cell(c, access) for c in table.addresses]
    birth = [compile_days(m, access) for m in table.birth]
    countries = [
        (scheme, compile_cell(cell_of_codes(resolver.index, scheme, c), access))
        for scheme, c in table.countries
    ]
    identifiers = [(scheme, compile_cell(c, access)) for scheme, c in table.identifiers]

    def state(given: tuple[str, str]) -> str | None:
        scheme, text = given
        keys, _, _ = resolver.at(text if scheme == "name" else f"{scheme}:{text}", NEVER)
        if not keys and scheme == "name":  # lists write "Iranian" where they mean the state
            keys = resolver.index.find(text, demonyms=True, by=resolver.by)
        if len(keys) == 1:
            resolver.names.resolved[text] += 1
            return keys[0]
        counts = resolver.names.ambiguous if keys else resolver.names.unresolved
        counts[text] += 1
        return None

    known = remember(state)

    def states(record: Any) -> tuple[str, ...]:
        texts = ((scheme, text) for scheme, values in countries for text in values(record))
        return tuple(sorted({key for one in texts if (key := known(one))}))

    def describe(record: Any) -> tuple[RowParty, ...]:
        own, name = whole(first(key(record))), first(label(record))
        if not own or not name:
            raise Dropped("a listed party without key or name")
        others = {text for values in aliases for text in values(record)} - {name}
        actor = LocalActor(
            id=f"actor/{resolver.dataset}/{slug_key(own)}",
            kind=first(kind(record)) or "Organisation",
            label=name,
            aliases=tuple(sorted(others)),
            identifiers=tuple(
                sorted(
                    {
                        text if scheme == "any" else f"{scheme}:{text}"
                        for scheme, values in identifiers
                        for text in values(record)
                    }
                )
            ),
            birth=tuple(sorted({text for read in birth for text in read(record)})),
            countries=states(record),
            addresses=tuple(sorted({text for values in addresses for text in values(record)})),
        )
        return (RowParty(actor.id, None, actor.label, actor),)

    return describe
