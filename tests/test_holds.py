"""When an event holds: the days around each boundary, and three forms of one comparison."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pyoxigraph
import pytest
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st

from geograph.dates import parse
from geograph.events.batches import Batch, of_model, of_rows
from geograph.events.event_row import NEVER, Kind, Row, RowDate
from geograph.events.lines import release_lines
from geograph.events.quads import quads
from geograph.events.schema import EVENTS
from geograph.model import Event, Measure, Model
from geograph.store.columns import Columns
from geograph.valid_time import Holds, holds, holds_on, sparql_holds, sql_holds
from geograph.vocab import EVENT_CLASSES, GG, ID, is_a, one_off

ONE = timedelta(days=1)
MARCH, JUNE, AUTUMN = date(2015, 3, 1), date(2015, 6, 30), date(2015, 9, 15)


@dataclass(frozen=True)
class Held:
    """Anything that has days between which it holds."""

    holds: Holds


def around(day: date) -> tuple[date, date, date]:
    """Return the day before, the day itself, and the day after."""
    return day - ONE, day, day + ONE


def on(held: Holds, days: Sequence[date], known_by: date | None = None) -> list[bool]:
    """Say for each day whether it holds."""
    return [holds_on(Held(held), day, known_by) for day in days]


@pytest.mark.parametrize(
    ("told", "since", "until", "known", "basis"),
    [
        ({"start": MARCH}, MARCH, None, None, "coded"),
        ({"start": MARCH, "inferred": True}, MARCH, None, None, "inferred"),
        # a moment has no end, even where it was coded with one
        ({"start": MARCH, "end": JUNE}, MARCH, None, None, "coded"),
        ({"start": MARCH, "durative": True}, MARCH, None, None, "coded"),
        ({"start": MARCH, "end": JUNE, "durative": True}, MARCH, JUNE + ONE, JUNE, "coded"),
        # that it would end was said before it did, or long after
        (
            {"start": MARCH, "end": JUNE, "durative": True, "end_known": MARCH},
            MARCH, JUNE + ONE, MARCH, "coded",
        ),
        (
            {"start": MARCH, "end": JUNE, "durative": True, "end_known": AUTUMN},
            MARCH, JUNE + ONE, AUTUMN, "coded",
        ),
        # there is no day after the last one
        ({"start": MARCH, "end": date.max, "durative": True}, MARCH, None, None, "coded"),
        # the stages of a measure come before its date; taking effect before being listed
        ({"start": MARCH, "listed": JUNE}, JUNE, None, None, "listed"),
        ({"start": MARCH, "listed": JUNE, "effective": AUTUMN}, AUTUMN, None, None, "effective"),
        ({"start": None, "listed": JUNE}, JUNE, None, None, "listed"),
        # it is over on the day itself on which it is lifted, whatever end was planned
        ({"start": MARCH, "lifted": JUNE}, MARCH, JUNE, JUNE, "coded"),
        (
            {"start": MARCH, "end": AUTUMN, "durative": True, "lifted": JUNE},
            MARCH, JUNE, JUNE, "coded",
        ),
        # the day of the release stands in only where nothing else dates it
        ({"start": None, "released": AUTUMN}, AUTUMN, None, None, "release"),
        ({"start": MARCH, "released": AUTUMN}, MARCH, None, None, "coded"),
        ({"start": None, "listed": JUNE, "released": AUTUMN}, JUNE, None, None, "listed"),
        ({"start": None}, None, None, None, None),
        ({"start": None, "lifted": JUNE}, None, JUNE, JUNE, None),
    ],
)  # fmt: skip
def test_when_an_event_holds(told, since, until, known, basis):
    assert holds(**told) == Holds(since, until, known, basis)


def test_a_moment_counts_from_its_day_on():
    assert on(holds(start=MARCH), around(MARCH)) == [False, True, True]
    assert on(holds(start=MARCH), [date.max]) == [True]


def test_a_state_of_affairs_holds_through_its_last_day():
    held = holds(start=MARCH, end=JUNE, durative=True)
    assert on(held, around(MARCH)) == [False, True, True]
    assert on(held, around(JUNE)) == [True, True, False]


@pytest.mark.parametrize(
    ("stages", "first"),
    [
        ({"listed": JUNE}, JUNE),
        ({"effective": AUTUMN}, AUTUMN),
        ({"listed": JUNE, "effective": AUTUMN}, AUTUMN),
        ({"listed": AUTUMN, "effective": JUNE}, JUNE),
    ],
)
def test_a_measure_is_in_force_from_the_stage_that_says_so(stages, first):
    held = holds(start=MARCH, durative=True, **stages)
    assert on(held, around(first)) == [False, True, True]
    assert on(held, [MARCH]) == [False]


def test_a_measure_is_over_on_the_day_on_which_it_is_lifted():
    held = holds(start=MARCH, durative=True, listed=MARCH, lifted=AUTUMN)
    assert on(held, around(AUTUMN)) == [True, False, False]
    # the day before the lifting nobody knew of it; from that day on it is known
    assert on(held, around(AUTUMN), AUTUMN - ONE) == [True, True, True]
    assert on(held, around(AUTUMN), AUTUMN) == [True, False, False]


@pytest.mark.parametrize("said", [MARCH, JUNE, AUTUMN])
def test_an_end_is_ignored_until_somebody_said_it(said):
    held = holds(start=MARCH, end=JUNE, durative=True, end_known=said)
    after = [JUNE + ONE, AUTUMN, date.max]
    assert [on(held, after, day) for day in around(said)] == [
        [True, True, True], [False, False, False], [False, False, False],
    ]  # fmt: skip
    assert on(held, after) == [False, False, False]


def test_an_end_whose_day_of_saying_is_not_told_is_known():
    held = Holds(MARCH, JUNE, None, "coded")
    assert on(held, around(JUNE), date.min) == [True, False, False]


def test_what_nothing_dates_holds_on_no_day_and_without_a_cut_everything_does():
    assert on(holds(start=None), [date.min, MARCH, date.max]) == [False, False, False]
    assert holds_on(Held(holds(start=None)), None)
    assert holds_on(Held(holds(start=MARCH, end=JUNE, durative=True)), None, MARCH)
    assert (sql_holds(None), sparql_holds("e", None)) == ("TRUE", "")


def test_what_is_done_once_has_no_end():
    known = EVENT_CLASSES["Expulsion"]
    kind = Kind("Expulsion", False, True, known.sign, known.durative, known.cameo, None, False)
    when = RowDate("2015-03-01", MARCH, None, None, None, True)
    row = Row("e", 0, None, 1, kind, when, (), (), (), (), (), "x", stages={"lifted": JUNE})
    batch = of_rows([row], "release/x/y", AUTUMN)
    assert (batch["holds_from"], batch["holds_until"], batch["lifted"]) == ([MARCH], [None], [JUNE])
    told = Measure(
        id="measure/e", kind="Expulsion", label="x", dossier="dossier/d",
        holds_from=MARCH, holds_until=JUNE, until_known=JUNE, basis="coded",
    )  # fmt: skip
    assert told.holds == Holds(MARCH, None, None, "coded")


# --- the three forms agree ---------------------------------------------------------------------

DAYS = st.one_of(
    st.dates(date(2019, 12, 29), date(2020, 1, 4)), st.sampled_from([date.min, date.max])
)
MAYBE = st.none() | DAYS
KINDS = ["ArmsTransfer", "Alliance", "War", "Sanction", "Expulsion"]


@st.composite
def coded(draw: st.DrawFn) -> Event:
    """Draw an event or a measure of a dossier, without its id."""
    shared = {
        "id": "",
        "kind": draw(st.sampled_from(KINDS)),
        "label": "what is said to happen",
        "dossier": "dossier/d",
        "when": parse("2020") if draw(st.booleans()) else None,
        "start": draw(MAYBE),
    }
    if not is_a(shared["kind"], "Measure"):
        return Event(**shared, end=draw(MAYBE), end_known=draw(MAYBE))
    days = {name: draw(MAYBE) for name in ("holds_from", "holds_until", "until_known")}
    basis = draw(st.sampled_from(["coded", "effective", "listed", "inferred"]))
    return Measure(**shared, **days, basis=basis if days["holds_from"] else None)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    """Draw a row of a release, without its id; many have no date of their own."""
    name = draw(st.sampled_from(KINDS))
    known = EVENT_CLASSES[name]
    kind = Kind(
        name, False, False, known.sign, known.durative, known.cameo, known.plover, False
    )  # fmt: skip
    when = NEVER
    if draw(st.booleans()):
        start, end = draw(MAYBE), draw(MAYBE)
        when = RowDate("2020", start, None, end, None, False)
    stages = {}
    if draw(st.booleans()):
        stages = {stage: draw(MAYBE) for stage in ("listed", "effective", "lifted")}
    return Row("", 0, None, 1, kind, when, (), (), (), (), (), "a row", stages=stages)


@st.composite
def stores(draw: st.DrawFn) -> tuple[list[Event], dict[str, tuple[date | None, list[Row]]]]:
    """Draw events of a dossier, and two releases that may share rows but not their day."""
    events = [
        replace(event, id=f"{'measure' if isinstance(event, Measure) else 'event'}/e{n}")
        for n, event in enumerate(draw(st.lists(coded(), max_size=4)))
    ]
    told = draw(st.lists(rows(), max_size=4))
    some = [replace(row, id=f"event/set/r{n}") for n, row in enumerate(told)]
    return events, {
        "release/set/one": (draw(MAYBE), some),
        "release/set/two": (draw(MAYBE), some[1:]),
    }


def expected(row: Row, released: date | None) -> Held:
    """Say from what a row tells when it holds; the release reported all of it, its end too."""
    stages = dict(row.stages)
    if one_off(row.kind.name):  # what is done once has no end
        stages.pop("lifted", None)
    days = holds(
        start=row.when.start,
        end=row.when.end,
        durative=row.kind.durative,
        released=released,
        **stages,
    )
    return Held(replace(days, until_known=None))


def by_sparql(store: pyoxigraph.Store, sparql: str) -> set[tuple[str, str]]:
    """Return pairs of resources that a query selects, as local paths; each must come once."""
    answer = store.query(sparql, use_default_graph_as_union=True)
    assert isinstance(answer, pyoxigraph.QuerySolutions)
    found = [tuple(str(value.value).removeprefix(ID) for value in row) for row in answer]
    assert len(found) == len(set(found))
    return {(source, event) for source, event in found}


@pytest.mark.slow
@settings(max_examples=draws(150), deadline=None)
@given(stores(), st.lists(st.tuples(MAYBE, MAYBE), min_size=1, max_size=4))
def test_records_columns_and_quads_hold_on_the_same_days(told, cuts):
    events, releases = told
    model = Model(
        events=tuple(e for e in events if not isinstance(e, Measure)),
        measures=tuple(e for e in events if isinstance(e, Measure)),
    )
    batches: list[Batch] = [of_model(model)]
    quadstore = pyoxigraph.Store()
    lines = "\n".join(quads(model))
    quadstore.load(lines.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
    records: dict[tuple[str, str], Held | Event] = {("dossier/d", e.id): e for e in events}
    for release, (day, some) in releases.items():
        batch = of_rows(some, release, day)
        batches.append(batch)
        text = release_lines(batch, release, "asserts")
        quadstore.load(text.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
        records |= {(release, row.id): expected(row, day) for row in some}
    columns = Columns.of_batch(
        {c.name: [v for batch in batches for v in batch[c.name]] for c in EVENTS}, ()
    )
    listed = " ".join(f"<{ID}{event.id}>" for event in events)
    days = " ".join(
        f"(<{ID}{release}> "
        + (f'"{day.isoformat()}"^^<http://www.w3.org/2001/XMLSchema#date>)' if day else "UNDEF)")
        for release, (day, _) in releases.items()
    )
    for as_of, known_by in cuts:
        wanted = {key for key, one in records.items() if holds_on(one, as_of, known_by)}
        found = columns.rows(f"SELECT source, id FROM events WHERE {sql_holds(as_of, known_by)}")
        assert set(found) == wanted, "the columns say otherwise"
        own = by_sparql(
            quadstore,
            f"SELECT ?source ?e {{ VALUES ?source {{ <{ID}dossier/d> }} VALUES ?e {{ {listed} }} "
            f"{sparql_holds('e', as_of, known_by)} }}",
        )
        of_releases = by_sparql(
            quadstore,
            f"SELECT ?source ?e {{ VALUES (?source ?day) {{ {days} }} ?source <{GG}asserts> ?e . "
            f"{sparql_holds('e', as_of, known_by, otherwise='?day')} }}",
        )
        assert own | of_releases == wanted, "the quads say otherwise"
    columns.close()
