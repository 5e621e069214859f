"""The events of every origin that count under a policy: of dossiers and of releases.

Networks, questions, SPARQL, the ledger and the page ask this module which events count; what they
then draw of them is theirs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import finalize

from geograph.display.short_repr import short_repr
from geograph.events.batches import first_spoken, of_events
from geograph.events.nquads import day
from geograph.policy.claim_index import ClaimIndex
from geograph.policy.claim_policy import Policy
from geograph.policy.counted_releases import counted_releases
from geograph.policy.judging import judge
from geograph.policy.verdict import Verdict
from geograph.store.columns import OF_DOSSIERS, Columns, listed
from geograph.store.release import Release
from geograph.valid_time import sparql_holds, sql_holds
from geograph.vocab import GG, iri

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["Selection", "columns_of_claims", "select"]


@dataclass(frozen=True, slots=True, kw_only=True, weakref_slot=True)
class Selection:
    """What counts under a policy, in a store or in a model.

    ``verdicts`` are those on the events of dossiers, ``releases`` the releases whose rows count,
    ``linked`` the rows that stand for an event of a dossier, where they count as a claim instead.
    ``relation`` is the name, in ``columns``, of the events that count, with all their columns and
    each event once; ``row_relation`` that of the rows among them.
    """

    __repr__ = short_repr

    claim_index: ClaimIndex
    policy: Policy
    verdicts: Mapping[str, Verdict]
    releases: tuple[Release, ...]
    linked: frozenset[str]
    columns: Columns
    relation: str

    @property
    def row_relation(self) -> str:
        """The rows of releases that count."""
        return f"{self.relation}_rows"

    @property
    def shared(self) -> bool:
        """Whether two of the releases may have the same event, which is one."""
        return bool(_with_others(self.releases))

    def ids(self) -> list[str]:
        """Return the ids of all events that count, sorted."""
        found = self.columns.rows(f"SELECT id FROM {self.relation} ORDER BY id")
        return [key for (key,) in found]

    def rows(self) -> int:
        """Return how many rows of releases count."""
        ((number,),) = self.columns.rows(f"SELECT count(*) FROM {self.row_relation}")
        return int(number)

    def pattern(self, variable: str) -> str:
        """Return the pattern of SPARQL that admits the same events to a variable.

        Events of dossiers are listed; rows of releases are too many, and all of a release have one
        claimant and one day, so that their release is listed instead.
        """
        edges = (key for key, verdict in sorted(self.verdicts.items()) if verdict.edge)
        listed = " ".join(f"<{iri(key)}>" for key in edges)
        own = f"VALUES ?{variable} {{ {listed} }}"
        if not self.releases:
            return own
        rows = _rows_pattern(variable, self.releases, self.policy, linked=bool(self.linked))
        return f"{{ {own} }} UNION {{ {rows} }}"


def _rows_pattern(
    variable: str, releases: Sequence[Release], policy: Policy, *, linked: bool
) -> str:
    """Return the pattern of SPARQL that admits the rows of releases to a variable, each once.

    ``linked`` says whether some stand for an event of a dossier, where they count instead.
    """
    event = f"?{variable}"
    release, issued = f"{event}_release", f"{event}_day"
    rows = []
    for stance in sorted({one.stance for one in releases}):
        told = " ".join(
            f"(<{iri(one.id)}> {_day(one)})" for one in releases if one.stance == stance
        )
        rows.append(
            f"{{ VALUES ({release} {issued}) {{ {told} }} {release} <{GG}{stance}> {event} . }}"
        )
    cut = sparql_holds(variable, policy.as_of, policy.known_by, otherwise=issued)
    away = f" MINUS {{ {event} <{GG}standsFor> {event}_linked . }}" if linked else ""
    pattern = f"{' UNION '.join(rows)} {cut}{away}"
    if _with_others(releases):
        return f"{{ SELECT DISTINCT {event} WHERE {{ {pattern} }} }}"
    return pattern


def _with_others(releases: Sequence[Release]) -> list[str]:
    """Return those of some releases that may have an event which another has too: it is one."""
    several = Counter(release.dataset for release in releases)
    return [release.id for release in releases if several[release.dataset] > 1]


def _day(release: Release) -> str:
    """Return the day of a release as a term of SPARQL."""
    if release.released is None:
        return "UNDEF"
    return day(release.released)


def columns_of_claims(index: ClaimIndex) -> Columns:
    """Return the events of a model in memory as columns."""
    events = [index.events[key] for key in sorted(index.events)]
    batch = of_events(events, index.actors, first_spoken(index.claims.values()))
    return Columns.of_batch(batch, index.actors)


def select(
    source: Store | ClaimIndex,
    policy: Policy | str | None = None,
    *,
    verdicts: Mapping[str, Verdict] | None = None,
) -> Selection:
    """Return what counts under a policy.

    Parameters
    ----------
    source
        An open store, or a `ClaimIndex`, which has no releases.
    policy
        The rule and the two cuts in time, as a value or as text.
    verdicts
        Those of `judge` under the same policy, for callers that have them already.

    >>> from geograph.model import Model
    >>> select(ClaimIndex.from_model(Model()), Policy()).ids()
    []
    """
    policy = Policy.of(policy)
    releases: tuple[Release, ...] = ()
    linked: frozenset[str] = frozenset()
    if isinstance(source, ClaimIndex):
        index = source
        columns = columns_of_claims(index)
    else:
        index, linked = ClaimIndex.from_store(source), source.linked
        releases = counted_releases(source.releases, policy, index.actors)
        columns = source.columns
    judged = judge(index, policy) if verdicts is None else verdicts
    edges = sorted(key for key, verdict in judged.items() if verdict.edge)
    name = columns.fresh("admitted")
    columns.put_ids(f"{name}_events", edges)
    columns.put_ids(f"{name}_linked", sorted(linked))
    away = f" AND id NOT IN (SELECT id FROM {name}_linked)" if linked else ""
    cuts = f"{sql_holds(policy.as_of, policy.known_by)}{away}"
    others = _with_others(releases)
    alone = [release.id for release in releases if release.id not in others]
    rows = f"SELECT * FROM events WHERE source IN {listed(alone)} AND {cuts}"
    if others:
        # Found once and left out: to number the rows in the view itself would read every row, with
        # all its columns, for each question about a few. An event without a day of its own holds
        # from that of the first release that has it.
        columns.run(
            f"CREATE TEMP TABLE {name}_doubles AS SELECT id, source FROM events "
            f"WHERE source IN {listed(others)} AND {cuts} QUALIFY "
            "row_number() OVER (PARTITION BY id ORDER BY holds_from NULLS LAST, source) > 1"
        )
        rows += (
            f" UNION ALL SELECT * FROM events ANTI JOIN {name}_doubles USING (id, source) "
            f"WHERE source IN {listed(others)} AND {cuts}"
        )
    columns.run(f"CREATE TEMP VIEW {name}_rows AS {rows}")
    columns.run(
        f"CREATE TEMP VIEW {name} AS SELECT * FROM events WHERE {OF_DOSSIERS} "
        f"AND id IN (SELECT id FROM {name}_events) UNION ALL SELECT * FROM {name}_rows"
    )
    selection = Selection(
        claim_index=index,
        policy=policy,
        verdicts=judged,
        releases=releases,
        linked=linked,
        columns=columns,
        relation=name,
    )
    finalize(selection, columns.drop, name)
    return selection
