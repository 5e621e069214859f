"""The claims ledger as a table, with the rows of releases after those of dossiers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from geograph.display import Table
from geograph.display.text import STANCES, say_date
from geograph.policy.claim_index import ClaimIndex
from geograph.policy.claim_policy import Policy
from geograph.policy.counted_releases import known_releases
from geograph.policy.denial_searches import search_notes
from geograph.policy.judging import rests_on
from geograph.policy.ledger import LedgerRow, OtherStance, ledger
from geograph.policy.selection import Selection, select
from geograph.policy.speakers import Speaker, said_by
from geograph.store.columns import listed
from geograph.vocab import EVENT_CLASSES

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["INHERITED", "of_releases", "to_table"]


COLUMNS = (
    "event",
    "when",
    "status",
    "counts",
    "asserted by",
    "denied by",
    "and also",
    "measures",
    "id",
)


INHERITED = "inherited: what was denied is something wider, or what was asserted something narrower"


def to_table(
    source: Store | ClaimIndex, policy: Policy | str | None = None, *, limit: int | None = None
) -> Table:
    """Return the ledger as a table: event, status, who asserts, who denies, who else, measures."""
    policy = Policy.of(policy)
    selection = select(source, policy)
    index, verdicts = selection.claim_index, selection.verdicts
    rows = ledger(index, policy, verdicts=verdicts)
    spoken, counted = (
        (0, 0) if isinstance(source, ClaimIndex) else _numbers_of_releases(source, selection)
    )
    if not isinstance(source, ClaimIndex) and (limit is None or limit > len(rows)):
        more = of_releases(source, selection, limit=None if limit is None else limit - len(rows))
        shown = (*rows, *more)
    else:
        shown = rows[:limit]
    rests = rests_on(index, (v for v in verdicts.values() if v.edge))
    rests = replace(rests, rows=counted, releases=len(selection.releases))
    return Table(
        COLUMNS,
        tuple(
            (
                row.label,
                row.when,
                ", ".join((row.status, *((row.detail,) if row.detail else ()), *row.flags)),
                "yes" if row.counts else "no",
                said_by(row.asserted),
                said_by(row.denied),
                "; ".join(f"{other.words} {said_by(other.speakers)}" for other in row.others),
                "; ".join(f"{measure.label} ({measure.stage})" for measure in row.measures),
                row.id,
            )
            for row in shown
        ),
        title=f"Claims ledger under {policy}",
        notes=(
            f"{len(rows) + spoken} events and measures are spoken of;"
            f" {sum(r.counts for r in rows) + counted} count as relations under {policy}",
            str(rests),
            *search_notes(index, policy, (k for k, v in verdicts.items() if v.edge)),
            INHERITED,
        ),
    )


def of_releases(
    store: Store, selection: Selection, *, limit: int | None = None
) -> Iterator[LedgerRow]:
    """Yield the rows of the releases that were known by the cut, the latest first.

    Parameters
    ----------
    store
        An open store.
    selection
        What counts in it under a policy.
    limit
        The most rows to yield.
    """
    releases = {release.id: release for release in known_releases(store.releases, selection.policy)}
    found = selection.columns.records(
        f"SELECT e.id, e.label, e.kind, e.source, e.edtf, e.holds_from, e.basis, "
        f"a.id IS NOT NULL AS counts FROM ({_of_releases(selection, releases)}) e "
        f"LEFT JOIN (SELECT id FROM {selection.relation}) a ON a.id = e.id "
        "ORDER BY e.holds_from DESC NULLS LAST, e.id" + (f" LIMIT {limit}" if limit else "")
    )
    for row in found:
        release, kind = releases[row["source"]], EVENT_CLASSES[row["kind"]]
        asserts = release.stance == "asserts"
        day = row["holds_from"]
        teller = Speaker(id=release.publisher, label=release.publisher_label)
        recorded = OtherStance(stance="records", words=STANCES["records"][1], speakers=(teller,))
        yield LedgerRow(
            id=row["id"],
            label=row["label"],
            kind=row["kind"],
            kind_label=kind.label,
            sign=kind.sign,
            status="asserted" if asserts else "recorded-only",
            when=_day_of_row(row["edtf"], day, row["basis"]),
            day=day.isoformat() if day else None,
            heat=0,
            asserted=(teller,) if asserts else (),
            others=() if asserts else (recorded,),
            counts=row["counts"],
        )


def _numbers_of_releases(store: Store, selection: Selection) -> tuple[int, int]:
    """Return how many rows the known releases have, and how many of them count."""
    releases = known_releases(store.releases, selection.policy)
    if not releases:
        return 0, 0
    names = [release.id for release in releases]
    ((spoken,),) = selection.columns.rows(
        f"SELECT count(*) FROM ({_of_releases(selection, names)})"
    )
    return spoken, selection.rows()


def _of_releases(selection: Selection, names: Iterable[str]) -> str:
    """Return the query of the rows of some releases, each event once, without linked ones."""
    return (
        "SELECT id, label, kind, source, edtf, holds_from, basis FROM events "
        f"WHERE source IN {listed(names)} AND id NOT IN {listed(sorted(selection.linked))} "
        "QUALIFY row_number() OVER (PARTITION BY id ORDER BY source) = 1"
    )


def _day_of_row(edtf: str | None, day: date | None, basis: str | None) -> str:
    if day is None:
        return "undated"
    if basis == "release":
        return f"by {say_date(day.isoformat())} (its release)"
    if basis in ("effective", "listed"):
        return f"{basis} {say_date(day.isoformat())}"
    return say_date(edtf or day.isoformat())
