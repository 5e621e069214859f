"""Names of rows at their dates: who comes later is taken and counted, who is gone is not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geograph.actors import ActorIndex, load_reference
from geograph.events.event_row import NEVER, RowDate
from geograph.sources.mapping.parties import Resolver
from geograph.sources.mapping.party_ids import Packed
from geograph.sources.mapping.value_specs import Cell, PartySpec

INDEX = ActorIndex(load_reference().actors, load_reference().tenures)


def year(first: int, last: int | None = None) -> RowDate:
    last = last or first
    start, end = date(first, 1, 1), date(last, 12, 31)
    return RowDate(f"{first}/{last}", end, start, start, end, False)


def day(text: str) -> RowDate:
    on = date.fromisoformat(text)
    return RowDate(None, on, None, None, None, True)


# data set, name or code, date of the row, whom it means, whether it is out of its time
ASKED = [
    ("icews", "Serbia", day("2005-03-01"), ("state/YUG-1992",), False),
    ("icews", "South Sudan", day("2008-03-01"), ("state/SSD",), True),
    ("icews", "Zanzibar", day("2014-03-01"), (), False),
    ("icews", "Czechoslovakia", day("2014-03-01"), (), False),
    ("sipri", "Kuwait", year(1953), ("state/KWT",), True),
    ("sipri", "Germany", year(1985), ("state/GFR",), False),
    ("sipri", "Russia", year(1985, 1995), ("state/RUS",), False),
    ("sipri", "Soviet Union", year(1990, 1992), ("state/RUS-1922",), False),
    ("cow", "cow:260", day("1992-11-20"), ("state/DEU",), False),
    ("cow", "cow:265", day("1992-11-20"), ("state/GDR",), True),
    ("ofac", "former Soviet Union", NEVER, ("state/RUS-1922",), False),
    ("ofac", "Atlantis", NEVER, (), False),
]


@pytest.mark.parametrize(("dataset", "name", "when", "whom", "late"), ASKED)
def test_a_name_of_a_row_is_asked_at_its_date(dataset, name, when, whom, late):
    resolver = Resolver(dataset, INDEX)
    found, _, _ = resolver.at(name, when)
    assert found == whom
    assert (resolver.names.late[name] == 1) == late


PARTY = PartySpec(cell=Cell(columns=("who",)), scheme="role", kinds=None, unknown="local")
_PEOPLE = (
    "Barack Obama", "Vladimir Putin", "David Cameron", "Joe Biden", "Donald Trump", "Russia",
    "Serbia", "Police (Serbia)", "Angela Merkel",
)  # fmt: skip
_DAYS = st.dates(date(1985, 1, 1), date(2026, 1, 1))


def _states(rows: list[tuple[str, date]]) -> dict[tuple[str, date], str | None]:
    """Return the state of the party of each row, as one resolver reads the rows in this order."""
    find = Resolver("icews", INDEX).compile(PARTY, Packed(("who",)))
    return {row: find((row[0],), day(row[1].isoformat()))[0].state for row in rows}


@given(st.lists(st.tuples(st.sampled_from(_PEOPLE), _DAYS), max_size=12), st.randoms())
@settings(max_examples=60, deadline=None)
def test_the_voice_of_a_row_is_that_of_its_day_in_any_order_of_rows(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    alone = {key: state for row in rows for key, state in _states([row]).items()}
    assert _states(rows) == _states(mixed) == alone
