"""What dossiers and releases say happened, in one form: for questions that span several data sets.

A `Fact` is an event of the corpus that counts under the policy, or a row of a release, and always
says on whose word. A row that somebody judged to stand for an event of the corpus counts there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from geograph.model import Event
from geograph.policy import Verdict
from geograph.policy.releases import counted_releases, known_releases
from geograph.queries.computed.asked import Asked
from geograph.releases.release import Release
from geograph.vocab import EVENT_CLASSES, is_a

if TYPE_CHECKING:
    from geograph.policy import Policy
    from geograph.store import Store

__all__ = ["Fact", "Held", "facts", "of_row", "span", "teller", "tellers"]

_WORDS = {"Register": "register", "OfficialList": "its own list"}
_READ = (
    "id", "kind", "label", "speech", "actor", "recipient", "participant", "actor_state",
    "recipient_state", "participant_state", "item", "start", "start_earliest", "end", "end_latest",
    "durative", "sign", "listed", "effective", "lifted",
)  # fmt: skip


def teller(release: Release) -> str:
    """Return whose word the rows of a release are."""
    if release.stance == "records":
        return f"nobody; recorded by {release.publisher_label}"
    return f"{release.publisher_label} ({_WORDS.get(release.kind, 'register')})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that is said to have happened.

    ``a``, ``b`` and ``parties`` are actors, recipients and participants, each as the state that it
    speaks for, or as itself; ``first`` and ``last`` the days between which it took place, or for
    a state of affairs its first and last (None: not ended); ``by`` and ``denied`` name whose word
    it is, each once; ``row`` has the cells of a release's row, and none for an event of the
    corpus.
    """

    id: str
    kind: str
    label: str
    a: tuple[str, ...] = ()
    b: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    sign: int = 0
    by: tuple[str, ...]
    denied: tuple[str, ...] = ()
    release: Release | None = None
    row: Mapping[str, Any] = field(default_factory=dict)

    def within(self, first: date | None, last: date | None) -> bool:
        """Say whether it can have taken place between two days; None is no bound."""
        if self.first is None and self.last is None:
            return False
        begun = last is None or self.first is None or self.first <= last
        return begun and (first is None or self.last is None or self.last >= first)

    @property
    def sides(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The two sides: actors and recipients, or the two participants of what has no side."""
        if self.a or self.b or len(self.parties) != 2:
            return self.a, self.b
        return self.parties[:1], self.parties[1:]


class Held:
    """The releases that were known, each data set by its latest where that is the whole of it.

    Parameters
    ----------
    store
        An open store.
    policy
        By when releases were known; what counts of them is for each question to say.
    """

    def __init__(self, store: Store, policy: Policy) -> None:
        self.store = store
        self.releases = known_releases(store.releases, policy)
        self.counted = frozenset(
            r.id for r in counted_releases(store.releases, policy, store.actors)
        )
        self.read: set[str] = set()
        self.datasets = frozenset(release.dataset for release in self.releases)
        self._labels: dict[str, str] | None = None

    def labels(self) -> Mapping[str, str]:
        """Return the labels of actors and items that are the data sets' own."""
        if self._labels is None:
            self._labels = {}
            for release in self.releases:
                for table in ("actors", "items"):
                    part = self.store.release_arrow(release, table, ["id", "label"])
                    columns = (part.column(n).to_pylist() for n in ("id", "label"))
                    self._labels.update(zip(*columns, strict=True))
        return self._labels

    def broader(self) -> dict[str, tuple[str, ...]]:
        """Return what stands above each item that is a data set's own."""
        found: dict[str, tuple[str, ...]] = {}
        for release in self.releases:
            part = self.store.release_arrow(release, "items", ["id", "broader"])
            for key, above in zip(*(part.column(n).to_pylist() for n in part.column_names),
                                  strict=True):  # fmt: skip
                found[key] = (above,) if above else ()
        return found

    def notes(self) -> tuple[str, ...]:
        """Say which releases the answer rests on: those that were read for it."""
        return tuple(
            f"{release.stance} its rows: {release.title} ({release.id})"
            for release in self.store.releases
            if release.id in self.read
        )

    def rows(
        self, kinds: Sequence[str], *, more: Sequence[str] = (), ways: Sequence[str] = (),
        datasets: Sequence[str] = (), release: Release | None = None,
    ) -> Iterator[tuple[Release, dict[str, Any]]]:  # fmt: skip
        """Yield the rows of some classes, each once, with the release that has it.

        Parameters
        ----------
        kinds
            Classes, with those below them; none is every class.
        more
            Details that are read too where a release has them.
        ways
            Kinds of release (``Register``, …); none is every kind.
        datasets
            Only these data sets.
        release
            Only this release, whatever counts.

        Notes
        -----
        Of registers and official lists those that count under the policy; of extractions all, for
        what a machine recorded is here never taken for more than that.
        """
        import pyarrow.compute as pc

        met: set[str] = set()
        names = [k for k in EVENT_CLASSES if not kinds or any(is_a(k, kind) for kind in kinds)]
        for one in (release,) if release else self.releases:
            if (ways and one.kind not in ways) or (datasets and one.dataset not in datasets):
                continue
            if not release and one.stance == "asserts" and one.id not in self.counted:
                continue
            columns = [*_READ, *(name for name in more if name in one.details or name in _MORE)]
            table = self.store.release_arrow(
                one, "events", [c for c in columns if c not in one.details]
            )
            more_ = [c for c in columns if c in one.details]
            if more_:
                told = self.store.release_arrow(one, "details", more_)
                for name in more_:
                    table = table.append_column(name, told[name])
                table = table.select(columns)
            if kinds:
                table = table.filter(pc.is_in(table.column("kind"), pc_array(names)))
            if table.num_rows:
                self.read.add(one.id)
            for batch in table.to_batches(max_chunksize=20_000):
                lists = [batch.column(name).to_pylist() for name in columns]
                for cells in zip(*lists, strict=True):
                    row = dict(zip(columns, cells, strict=True))
                    if row["id"] not in met and row["id"] not in self.store.linked:
                        met.add(row["id"])
                        yield one, row


_MORE = frozenset(
    {"provision", "programme", "topic", "url", "publisher", "edtf", "key", "line"}
    | {"holds_from", "holds_until", "basis"}
)


def pc_array(values: Sequence[str]) -> Any:
    """Return texts as an Arrow array."""
    from geograph.events.arrays import array

    return array(values, "string")


def facts(
    asked: Asked, kinds: Sequence[str], *, curated: bool = True, rows: bool = True,
    more: Sequence[str] = (), ways: Sequence[str] = ("Register", "OfficialList"),
    datasets: Sequence[str] = (),
) -> Iterator[Fact]:  # fmt: skip
    """Yield what counts of some classes: of the corpus under the policy, and of releases."""
    if curated:
        for event, verdict in asked.relations(*kinds):
            yield _told(asked, event, verdict)
    if rows and asked.held is not None:
        day = asked.policy.as_of
        for release, row in asked.held.rows(kinds, more=more, ways=ways, datasets=datasets):
            fact = of_row(release, row)
            if day is None or (fact.first is not None and fact.first <= day):
                yield fact


def _told(asked: Asked, event: Event, verdict: Verdict) -> Fact:
    first, last = span(event)
    return Fact(
        id=event.id,
        kind=event.kind,
        label=event.label,
        a=tuple(dict.fromkeys(asked.voice(a, event) for a in event.actor)),
        b=tuple(dict.fromkeys(asked.voice(a, event) for a in event.recipient)),
        parties=tuple(dict.fromkeys(asked.voice(a, event) for a in event.participant)),
        items=event.item,
        first=first,
        last=last,
        sign=EVENT_CLASSES[event.kind].sign,
        by=_side(asked, verdict, "for"),
        denied=_side(asked, verdict, "against"),
    )


def of_row(release: Release, row: Mapping[str, Any]) -> Fact:
    """Return a row of a release as a fact."""
    ends = row["end_latest"] or row["end"]
    first = row["start_earliest"] or row["start"] or row["listed"] or row["effective"]
    last = (row["lifted"] or ends) if row["durative"] else (ends or row["start"])
    voices = {
        role: tuple(
            dict.fromkeys(
                state or key for key, state in zip(row[role], row[f"{role}_state"], strict=True)
            )
        )
        for role in ("actor", "recipient", "participant")
    }
    return Fact(
        id=row["id"],
        kind=row["kind"],
        label=row["label"],
        a=voices["actor"],
        b=voices["recipient"],
        parties=voices["participant"],
        items=tuple(row["item"]),
        first=first,
        last=last,
        sign=row["sign"] or 0,
        by=(teller(release),),
        release=release,
        row=row,
    )


def span(event: Event) -> tuple[date | None, date | None]:
    """Return the days between which an event took place; None where it is open or not told."""
    durative = EVENT_CLASSES[event.kind].durative
    last = event.end_latest or event.end
    if last is None and not durative:
        last = event.start
    return event.start_earliest or (event.start if not durative else None) or event.start, last


def _side(asked: Asked, verdict: Verdict, side: str) -> tuple[str, ...]:
    """Return who stands on a side of an event, each once."""
    label = asked.world.label
    return tuple(
        sorted(
            {
                label(p.claimant or p.voice) + " (unnamed)" * p.anonymous
                for p in verdict.positions
                if p.side in (side, "mixed")
            }
        )
    )


def tellers(found: Iterable[Fact]) -> str | None:
    """Return whose word several facts are, each once, publishers of releases last.

    >>> tellers([]) is None
    True
    """
    named = {(fact.release is not None, name) for fact in found for name in fact.by}
    return "; ".join(name for _, name in sorted(named)) or None
