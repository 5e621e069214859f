"""The columns of events: from the events of dossiers and from rows of a release, in one order.

Both become the same batch, a list of values for each column of `EVENTS`; quads and Parquet files
are written from batches, so that they cannot say different things.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any, TypeAlias

from geograph.actors import ActorIndex
from geograph.events.event_row import Row, RowParty
from geograph.events.schema import EVENTS
from geograph.model import Claim, Event, Measure, Model
from geograph.valid_time import Holds, holds
from geograph.vocab import EVENT_CLASSES, is_a, one_off

__all__ = ["Batch", "first_spoken", "of_events", "of_model", "of_rows", "state_node"]

#: The values of each column, by its name.
Batch: TypeAlias = dict[str, list[Any]]

_ROLES = ("actor", "recipient", "participant")
_STAGES = ("announced", "listed", "effective", "lifted")
_TEXTS = ("provision", "programme", "ground", "topic", "url")
#: What stands for itself at the level of states.
_NODES = ("State", "InternationalOrganisation")
#: Whatever offices they are given, these are never their state.
_NEVER = ("Company", "UnnamedSource", "Vessel", "Aircraft")


def state_node(actors: ActorIndex, party: str, day: date) -> str | None:
    """Return the state, or the international organisation, that a party stands for on a day.

    A person in office or a body of government stands for whom it speaks for; being based in a
    state, owned by it or near to it is not enough, so that sanctions on companies in China never
    become a tie to China.
    """
    actor = actors.get(party)
    if actor.kind in _NEVER or actor.member_kind in _NEVER:
        return None
    voice, _ = actors.voice(party, day)
    return voice if actors.get(voice).kind in _NODES else None


def of_model(model: Model) -> Batch:
    """Return all events and measures of a model as a batch, sorted by id.

    >>> of_model(Model())["id"]
    []
    """
    events = sorted((*model.events, *model.measures), key=attrgetter("id"))
    # names are not asked for, only whom somebody speaks for
    actors = ActorIndex(model.actors, model.tenures, names=(), spells=())
    return of_events(events, actors, first_spoken(model.claims))


def of_events(events: Sequence[Event], actors: ActorIndex, first: Mapping[str, date]) -> Batch:
    """Return the events of dossiers as a batch, in their order.

    Parameters
    ----------
    events
        Events and measures.
    actors
        Whom each party speaks for on the day of the event.
    first
        The day on which each event was first spoken of, for those without a start.
    """
    out: Batch = {column.name: [] for column in EVENTS}
    plain = [(c.name, attrgetter(c.name)) for c in EVENTS if hasattr(Event, c.name)]
    own = [(c.name, attrgetter(c.name)) for c in EVENTS if c.name in _OF_MEASURES]
    for name, get in plain:
        out[name] = [_value(get(event)) for event in events]
    for name, get in own:
        nothing: Any = () if name in _LISTS else None
        out[name] = [_value(get(e)) if isinstance(e, Measure) else nothing for e in events]
    out["source"] = [event.dossier for event in events]
    # parties keep their order: the states stand beside them
    for role in _ROLES:
        out[role] = [tuple(sorted(set(getattr(event, role)))) for event in events]
        out[f"{role}_state"] = []
    for n, event in enumerate(events):
        day = event.start or first.get(event.id) or date.max
        sanction = is_a(event.kind, "Sanction")
        for role in _ROLES:
            out[f"{role}_state"].append(
                tuple(
                    None
                    # a person under sanction is not the state that it speaks for
                    if sanction and role == "recipient" and actors.get(party).kind == "Person"
                    else state_node(actors, party, day)
                    for party in out[role][n]
                )
            )
    kinds = [EVENT_CLASSES[event.kind] for event in events]
    _put_holds(out, [event.holds for event in events])
    out["edtf"] = [event.when.text if event.when else None for event in events]
    out |= {name: [getattr(kind, name) for kind in kinds] for name in _OF_KINDS}
    size = len(events)
    out["speech"] = [False] * size
    for name in ("key", "line", "publisher", "published"):
        out[name] = [None] * size
    for name in ("uncertain", "url"):
        out[name] = [()] * size
    return out


_OF_KINDS = ("durative", "sign", "cameo", "plover")
_OF_MEASURES = (
    *_STAGES,
    *("provision", "programme", "ground", "in_response_to"),
    *("part_of", "holds_from_earliest", "holds_until_latest"),
)
_LISTS = frozenset(column.name for column in EVENTS if column.type == "strings")


def _value(value: Any) -> Any:
    return tuple(sorted(set(value))) if isinstance(value, tuple) else value


def _put_holds(out: Batch, held: Sequence[Holds]) -> None:
    out["holds_from"] = [one.since for one in held]
    out["holds_until"] = [one.until for one in held]
    out["until_known"] = [one.until_known for one in held]
    out["basis"] = [one.basis for one in held]


def first_spoken(claims: Iterable[Claim]) -> dict[str, date]:
    """Return the day on which anything was first claimed of each event.

    >>> first_spoken([])
    {}
    """
    found: dict[str, date] = {}
    for claim in claims:
        found[claim.object] = min(claim.said, found.get(claim.object, claim.said))
    return found


def of_rows(rows: Sequence[Row], source: str, released: date | None) -> Batch:
    """Return rows of a release as a batch.

    Parameters
    ----------
    rows
        What a mapping made of the publisher's records, with whole ids.
    source
        The release.
    released
        Its day, on which what nothing else dates is taken to hold.
    """
    size = len(rows)
    none: list[Any] = [None] * size
    empty: list[Any] = [()] * size
    out: Batch = {c.name: empty if c.type == "strings" else none for c in EVENTS}
    kinds = [row.kind for row in rows]
    whens = [row.when for row in rows]
    out |= {
        "id": [row.id for row in rows],
        "source": [source] * size,
        "kind": [kind.name for kind in kinds],
        "label": [row.label for row in rows],
        "speech": [kind.speech for kind in kinds],
        "umbrella": [False] * size,
        "item": [tuple(i.id for i in row.item) if row.item else () for row in rows],
        "place": [_ids(row.place) for row in rows],
        "edtf": [None if when.plain else when.edtf for when in whens],
        "start": [when.start for when in whens],
        "start_earliest": [when.start_earliest for when in whens],
        "end": [when.end for when in whens],
        "end_latest": [when.end_latest for when in whens],
        "weight": [row.weight for row in rows],
        "key": [row.key for row in rows],
        "line": [row.line for row in rows],
        "uncertain": [row.uncertain for row in rows],
        **{name: [getattr(kind, name) for kind in kinds] for name in _OF_KINDS},
    }
    for role, get in _PARTIES.items():
        found = [get(row) for row in rows]
        out[role] = [_ids(some) for some in found]
        out[f"{role}_state"] = [_states(some) for some in found]
    # Most data sets have no stages and few texts: then a column is one list for all of them.
    if any(row.stages for row in rows):
        out |= {name: [row.stages.get(name) for row in rows] for name in _STAGES}
    if any(row.texts for row in rows):
        out |= {name: [row.texts.get(name, ()) for row in rows] for name in _TEXTS}
        for name in ("publisher", "published"):
            out[name] = [(row.texts.get(name) or (None,))[0] for row in rows]
    _put_holds(out, [_held(row, released) for row in rows])
    return out


_PARTIES: Mapping[str, Callable[[Row], tuple[RowParty, ...]]] = {
    role: attrgetter(role) for role in _ROLES
}


def _held(row: Row, released: date | None) -> Holds:
    """Return when a row holds; its end is known with the release, as all of it is.

    What is done once has no end, whatever a list says of its lifting.
    """
    when, stages = row.when, row.stages
    if not (stages or when.end) and when.start is not None:
        return Holds(when.start, None, None, "coded")
    once = bool(stages) and one_off(row.kind.name, row.texts.get("provision", ()))
    found = holds(
        start=when.start,
        end=when.end,
        durative=row.kind.durative,
        effective=stages.get("effective"),
        listed=stages.get("listed"),
        lifted=None if once else stages.get("lifted"),
        released=released,
    )
    return Holds(found.since, found.until, None, found.basis)


def _ids(found: tuple[RowParty, ...]) -> tuple[str, ...]:
    if len(found) == 1:
        return (found[0].id,)
    return tuple([one.id for one in found])


def _states(found: tuple[RowParty, ...]) -> tuple[str | None, ...]:
    if len(found) == 1:
        return (found[0].state,)
    return tuple([one.state for one in found])
