"""What is compared: one entity as one source describes it, with its names and identifiers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geograph.vocab import is_a

if TYPE_CHECKING:
    from geograph.store import Store
    from geograph.store.release import Release

__all__ = ["Entity", "entities", "family"]

#: Kinds that are never compared: states are resolved by their codes, the others are nobody by name.
_SKIPPED = frozenset({"State", "ActorGroup", "UnnamedSource"})

_COLUMNS = ("id", "kind", "label", "aliases", "state", "belongs", "identifiers", "birth",
            "countries")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity of one source.

    Parameters
    ----------
    id
        Local path below ``https://w3id.org/geograph/id/``.
    kind
        Class of actors in the ontology, such as ``Company``; ``Actor`` where nothing is known.
    label
        The name that is shown.
    names
        All names, the label among them or not, in any script and order of parts.
    identifiers
        ``scheme:value``, such as ``imo:9253325``, ``inn:7704484400`` or ``passport:P229856``.
    birth
        Dates of birth as EDTF texts; several where a list gives several.
    countries
        Local ids of states or ISO 3166-1 alpha-2 codes, whichever the source has.
    source
        The data set, or ``reference`` for what is curated: a source that lists two means two.
    """

    id: str
    kind: str
    label: str
    names: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    birth: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    source: str = "reference"

    @property
    def all_names(self) -> tuple[str, ...]:
        """The names, the label first, each once."""
        return tuple(dict.fromkeys(n for n in (self.label, *self.names) if n.strip()))


def family(kind: str) -> str:
    """Return the family within which kinds can be one thing; ``any`` fits every family.

    A list that says "entity" means anything but a person; one that says "company" of a foundation
    is not wrong about who it is.

    >>> family("Company"), family("GovernmentBody"), family("Person"), family("Actor")
    ('organisation', 'organisation', 'person', 'any')
    """
    for parent in ("Organisation", "Person", "Vessel", "Aircraft", "State"):
        if is_a(kind, parent):
            return parent.lower()
    return "any"


def entities(store: Store) -> Iterator[Entity]:
    """Yield all that can be compared in a store: its curated actors and those of each release.

    Countries are ISO 3166-1 alpha-2 codes in lower case where the store knows the code.

    Yields
    ------
    Entity
        Curated actors first, by id, then the actors of each release, by its id.

    Raises
    ------
    StoreError
        The table of a release is damaged.
    """
    rows = store.rows("actors")
    codes = {str(r["id"]): str(r["iso2"]).lower() for r in rows if r["iso2"]}
    home: dict[str, set[str]] = {}
    for tenure in store.rows("tenures"):
        if tenure["whom"] in codes:
            home.setdefault(str(tenure["who"]), set()).add(codes[str(tenure["whom"])])
    for row in rows:
        if row["kind"] in _SKIPPED or str(row["id"]).startswith("publisher/"):
            continue
        wikidata = (f"wikidata:{row['wikidata']}",) if row["wikidata"] else ()
        based = (codes.get(state, state) for state in _texts(row["based_in"]))
        yield Entity(
            id=str(row["id"]),
            kind=str(row["kind"]),
            label=str(row["label"]),
            names=_texts(row["aliases"]),
            identifiers=wikidata,
            countries=tuple(sorted({*based, *home.get(str(row["id"]), ())})),
        )
    for release in store.releases:
        yield from _released(store, release, codes)


def _released(store: Store, release: Release, codes: dict[str, str]) -> Iterator[Entity]:
    """Yield the actors that a release has of its own, a batch of rows at a time."""
    table = store.release_arrow(release, "actors", columns=[*_COLUMNS])
    for batch in table.to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            if row["kind"] not in _SKIPPED:
                # A body that speaks for a state, or belongs to it, is of that state.
                states = (*_texts(row["countries"]), row["state"], row["belongs"])
                yield Entity(
                    id=row["id"],
                    kind=row["kind"],
                    label=row["label"] or row["id"],
                    names=_texts(row["aliases"]),
                    identifiers=_texts(row["identifiers"]),
                    birth=_texts(row["birth"]),
                    countries=tuple(sorted({codes.get(s, s.lower()) for s in states if s})),
                    source=release.dataset,
                )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, (list, tuple)) else ()
