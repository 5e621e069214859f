"""Attributes as answers: the variables of a store, and their values, with source and coverage."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from geograph.display import Cell, Table
from geograph.policy.counted_variables import Variable, known_variables
from geograph.store import Store
from geograph.store.observed_values import Covered, Value, covered, values

__all__ = ["LIMITS", "coverage_note", "labels_of", "source_note", "values_table", "variables_table"]

#: What no answer about attributes can show.
LIMITS = (
    "what they cannot show: values are what the publisher codes, counts or estimates, and nobody's "
    "word on an event; a row that is not there is missing, and never 0"
)
_SHOWN = 3


def variables_table(store: Store, dataset: str | None = None) -> Table:
    """Return the variables that a store has, each with its latest issue and what that covers."""
    found = [
        one
        for one in known_variables(store.releases).values()
        if dataset is None or one.dataset == dataset
    ]
    rows: list[tuple[Cell, ...]] = []
    for one in found:
        told = _covered(store, one)
        rows.append((
            one.name, one.dataset, one.told["of"], one.told["type"], one.told["unit"] or None,
            one.told["doc"], told.values, told.missing, told.actors, told.first, told.last,
            one.releases[-1].id, len(one.releases) + len(one.others),
        ))  # fmt: skip
    columns = (
        "variable", "data set", "of", "type", "unit", "what", "values", "missing", "actors",
        "first", "last", "release", "issues",
    )  # fmt: skip
    notes = ["values are read from the latest issue; name another with --release"] if rows else []
    if not rows:
        notes.append("no release has variables; load one: geograph load cow-nmc FILE")
    return Table(columns, tuple(rows), "Variables", (*notes, *([LIMITS] if rows else [])))


def values_table(
    store: Store,
    variables: Sequence[Variable],
    *,
    actors: Collection[str] = (),
    partners: Collection[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Table:
    """Return the values of variables as rows: of whom, with whom, when, and from which row."""
    found: list[tuple[Variable, Value]] = []
    for one in variables:
        for release in one.releases:
            chosen = values(
                store, release, one.name,
                actors=actors, partners=partners, since=since, until=until,
            )  # fmt: skip
            found += ((one, value) for value in chosen)
    labels = labels_of(store, (key for _, v in found for key in (v.actor, v.partner) if key))
    dyadic = any(one.dyadic for one in variables)
    short = len({one.name for one in variables}) == len({one.full for one in variables})
    rows = tuple(
        (
            labels[v.actor],
            *((labels[v.partner] if v.partner else None,) if dyadic else ()),
            v.start,
            v.end,
            one.name if short else one.full,
            v.value,
            one.told["unit"] or None,
            v.actor,
            *((v.partner, v.directed) if dyadic else ()),
            v.release,
            v.line,
        )
        for one, v in found
    )  # fmt: skip
    columns = (
        "actor", *(("partner",) if dyadic else ()), "from", "until", "variable", "value", "unit",
        "actor id", *(("partner id", "directed") if dyadic else ()), "release", "line",
    )  # fmt: skip
    notes = [note for one in variables for note in (source_note(one), coverage_note(store, one))]
    whom = {v.actor for _, v in found}
    notes += [f"this answer: {len(rows):,} values, {len(whom):,} actors"]
    if absent := sorted(set(actors) - whom - {v.partner for _, v in found}):
        told = ", ".join(labels_of(store, absent).values())
        notes.append(f"no value here of {told}: not in these years, or not in the release")
    title = ", ".join(f"{one.name}: {one.told['doc']}" for one in variables[:_SHOWN])
    return Table(columns, rows, title, (*notes, LIMITS))


def source_note(one: Variable) -> str:
    """Say from which release the values are, whose it is, and which issues are left out."""
    last = one.releases[-1]
    issued = f"issued {last.released}" if last.released else "of an unknown day"
    issued += " (its latest row)" if last.inferred else ""
    parts = f" and {len(one.releases) - 1} other parts" if len(one.releases) > 1 else ""
    left = ", ".join(other.id for other in one.others)
    more = f"; left out, other issues: {left}" if left else ""
    return (
        f"source of {one.name}: {last.title}, {last.publisher_label}, {last.id}{parts}, {issued}"
        f"{more}. {last.citation}"
    )


def coverage_note(store: Store, one: Variable) -> str:
    """Say how many values of a variable there are, of how many actors, and from when to when."""
    told = _covered(store, one)
    span = f", {told.first} to {told.last}" if told.first and told.last else ""
    return (
        f"coverage of {one.name}: {told.values:,} values of {told.actors:,} actors{span};"
        f" {told.missing:,} rows of the release have none"
    )


def _covered(store: Store, one: Variable) -> Covered:
    """Return what the releases that count have of a variable; of parts the most actors of one."""
    parts = [covered(store, release, one.name) for release in one.releases]
    firsts = [part.first for part in parts if part.first is not None]
    lasts = [part.last for part in parts if part.last is not None]
    return Covered(
        sum(part.values for part in parts),
        sum(part.missing for part in parts),
        max(part.actors for part in parts),
        min(firsts, default=None),
        max(lasts, default=None),
    )


def labels_of(store: Store, keys: Iterable[str]) -> dict[str, str]:
    """Return the labels of actors, those of data sets' own among them; an id where one has none."""
    wanted = sorted(set(keys))
    found = {key: store.label(key) for key in wanted}
    own = [key for key, label in found.items() if key == label]
    if own:
        with store.columns.given(own) as ids:
            rows = store.columns.rows(
                "SELECT id, any_value(label ORDER BY label) FROM actors "
                f"WHERE id IN (SELECT id FROM {ids}) GROUP BY id"
            )
        found |= {str(key): str(label) for key, label in rows}
    return found
