"""Events of dossiers and rows of releases → relations that count, in one form.

What counts is for the policy to say, whatever the origin; a row that somebody judged to stand for
an event of the corpus counts there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from geograph.model import Event
from geograph.policy import ClaimIndex, Selection, Verdict
from geograph.questions.claimants import marked, teller
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import EVERYTHING, FIRST, LAST, ROLES, RelationFilter
from geograph.questions.release_rows import known, known_details, own_details, values
from geograph.questions.store_cache import kept
from geograph.store.release import Release
from geograph.vocab import EVENT_CLASSES, is_a

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["WAYS", "of_event", "of_row", "relations", "span"]

#: Where a relation can come from: a dossier, or a release by the way in which it speaks.
WAYS = ("Dossier", "Register", "OfficialList", "Extraction")


def of_event(
    index: ClaimIndex, event: Event, verdict: Verdict, details: Sequence[str] = ()
) -> Relation:
    """Return an event of the corpus as a relation."""
    day = index.day(event)
    first, last = span(event)
    held = event.holds

    def voices(parties: Sequence[str]) -> tuple[str, ...]:
        return tuple(index.actors.voice(party, day)[0] for party in parties)

    return Relation(
        id=event.id,
        kind=event.kind,
        label=event.label,
        actor=event.actor,
        recipient=event.recipient,
        participant=event.participant,
        actor_voice=voices(event.actor),
        recipient_voice=voices(event.recipient),
        participant_voice=voices(event.participant),
        items=event.item,
        start=event.start,
        first=first,
        last=last,
        holds_from=held.since,
        holds_until=held.until,
        until_known=held.until_known,
        basis=held.basis,
        sign=EVENT_CLASSES[event.kind].sign,
        status=verdict.status,
        flags=verdict.flags,
        asserted_by=marked(index, verdict.positions, "for"),
        denied_by=marked(index, verdict.positions, "against"),
        details={name: getattr(event, name) for name in details if hasattr(event, name)},
    )


def span(event: Event) -> tuple[date | None, date | None]:
    """Return the days between which an event took place; None where it is open or not stated."""
    last = event.end_latest or event.end
    if last is None and not EVENT_CLASSES[event.kind].durative:
        last = event.start
    return event.start_earliest or event.start, last


#: What is read of a row for a relation; details come behind it.
_READ = (
    "id", "kind", "label", "speech", *ROLES, *(f"{role}_state" for role in ROLES), "item", "start",
    f"{FIRST} AS first", f"{LAST} AS last", "holds_from", "holds_until", "until_known", "basis",
    "sign",
)  # fmt: skip


def of_row(release: Release, row: Sequence[Any], details: Sequence[str] = ()) -> Relation:
    """Return a row of a release, as it was read, as a relation."""
    (
        key, kind, label, speech, actor, recipient, participant, actor_state, recipient_state,
        participant_state, item, start, first, last, holds_from, holds_until, until_known, basis,
        sign, *more,
    ) = row  # fmt: skip
    return Relation(
        id=key,
        kind=kind,
        label=label,
        actor=tuple(actor),
        recipient=tuple(recipient),
        participant=tuple(participant),
        actor_voice=_voices(actor, actor_state),
        recipient_voice=_voices(recipient, recipient_state),
        participant_voice=_voices(participant, participant_state),
        items=tuple(item),
        start=start,
        first=first,
        last=last,
        # what is not dated at all has begun by the release that has it
        holds_from=holds_from or release.released,
        holds_until=holds_until,
        until_known=until_known,
        basis=basis,
        sign=sign or 0,
        speech=speech,
        status="asserted" if release.stance == "asserts" else "recorded-only",
        asserted_by=(teller(release),),
        release=release,
        details=dict(zip(details, more, strict=True)),
    )


def _voices(parties: Sequence[str], states: Sequence[str | None]) -> tuple[str, ...]:
    """Return whom the parties of a row speak for: themselves where for no state."""
    return tuple([state or party for party, state in zip(parties, states, strict=True)])


def relations(
    store: Store, selection: Selection, kinds: Sequence[str] = (), *, ways: Sequence[str] = (),
    datasets: Sequence[str] = (), details: Sequence[str] = (), only: RelationFilter = EVERYTHING,
    speech: bool = False,
) -> Iterator[Relation]:  # fmt: skip
    """Yield what counts under a policy: events of dossiers, then rows of releases, each once.

    Parameters
    ----------
    store, selection
        Where everything is, and what counts under the policy with its cuts.
    kinds
        Classes, with those below them; none is every class.
    ways
        Some of `WAYS`; none is every one. Extractions that are named here are read whatever the
        policy counts, for questions about what machines recorded: it is never more than that.
    datasets
        Of releases only those of these data sets.
    details
        Further columns of rows and fields of events, for ``details``.
    only
        The parties, days and details to which all that is narrowed.
    speech
        Whether statements that a machine recorded are given too: a statement is not a tie.
    """
    index = selection.claim_index
    if not ways or "Dossier" in ways:
        parties = _parties(store, index)
        for key, verdict in selection.verdicts.items():
            event = index.events.get(key)
            if event is None or not verdict.edge:
                continue
            if kinds and not any(is_a(event.kind, kind) for kind in kinds):
                continue
            if not only.admits(event, *parties[key]):
                continue
            found = of_event(index, event, verdict, details)
            if only.during == (None, None) or found.within(*only.during):
                yield found
    counted = selection.releases
    wanted = []
    for release in known(store, selection.policy) if "Extraction" in ways else counted:
        named = release.kind in ways
        if (ways and not named) or (datasets and release.dataset not in datasets):
            continue
        if release in counted or (named and release.kind == "Extraction"):
            wanted.append(release)
    yield from _of_rows(store, selection, wanted, kinds, details, only, speech)


def _of_rows(
    store: Store, selection: Selection, releases: Sequence[Release], kinds: Sequence[str],
    details: Sequence[str], only: RelationFilter, speech: bool,
) -> Iterator[Relation]:  # fmt: skip
    """Yield the rows of some releases as relations, each once, in the order of the releases."""
    met: set[str] = set()
    order = {release.id: number for number, release in enumerate(releases)}
    by_id = {release.id: release for release in releases}
    for group in _read_together(releases, selection.releases, details, only):
        more = known_details(group[0], details)
        read = ["source", *_READ, *(f'"{name}"' for name in more)]
        found = values(selection, store, group, read, kinds=kinds, details=more, only=only)
        for source, *row in sorted(found, key=lambda row: order[row[0]]):
            if row[0] not in met and (speech or not row[3]):
                met.add(row[0])
                yield of_row(by_id[source], row, more)


def _read_together(
    releases: Sequence[Release], counted: Collection[Release], details: Sequence[str],
    only: RelationFilter,
) -> Iterator[Sequence[Release]]:  # fmt: skip
    """Yield the releases that one query reads, in their order.

    What is narrowed is little, and one query takes the time of one release. Everything is read a
    release at a time, so that no more than one is in memory.
    """

    def alike(release: Release) -> object:
        if only == EVERYTHING or own_details(release).intersection(details):
            return release.id
        return release in counted

    for _, group in groupby(releases, alike):
        yield list(group)


_Parties = tuple[frozenset[str], frozenset[str], frozenset[str]]


def _parties(store: Store, index: ClaimIndex) -> Mapping[str, _Parties]:
    """Return who acts, receives and takes part in each event, and whom they speak for."""

    def made() -> dict[str, _Parties]:
        found = {}
        for key, event in index.events.items():
            day = index.day(event)
            acts, receives, rest = (
                frozenset({*named, *(index.actors.voice(who, day)[0] for who in named)})
                for named in (event.actor, event.recipient, event.participant)
            )
            found[key] = acts, receives, rest
        return found

    return kept(store, "parties", made)
