"""Names of rows at their dates: who comes later is taken and counted, who is gone is not."""

from __future__ import annotations

from datetime import date

import pytest
from effort import draws
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


# name or code, year of the row, whom it means where the first has it, and where the last has it
SUCCEEDED = [
    ("cow:260", 1990, "state/GFR", "state/DEU"),
    ("cow:265", 1990, "state/GDR", "state/GDR"),
    ("cow:255", 1990, "state/DEU", "state/DEU"),
    ("cow:678", 1990, "state/YAR", "state/YAR"),
    ("cow:679", 1990, "state/YEM", "state/YEM"),
    ("cow:680", 1990, "state/YPR", "state/YPR"),
    ("cow:365", 1991, "state/RUS-1922", "state/RUS"),
    ("cow:315", 1992, "state/CZE-1918", "state/CZE-1918"),
    ("cow:345", 1992, "state/YUG", "state/YUG-1992"),
    ("cow:345", 2006, "state/YUG-1992", "state/SRB"),
    ("Russia", 1991, "state/RUS-1922", "state/RUS"),
    ("Serbia", 2006, "state/SRB", "state/SRB"),
    ("European Union", 1993, "actor/european-union", "actor/european-union"),
]


@pytest.mark.parametrize(("name", "when", "first", "last"), SUCCEEDED)
def test_in_a_year_of_succession_the_first_counts_or_the_last_by_choice(name, when, first, last):
    for succession, whom in (("first", first), ("last", last)):
        resolver = Resolver("cow", INDEX, "none", succession)
        assert resolver.at(name, year(when))[0] == (whom,)
        assert not resolver.names.late


def test_a_month_of_succession_is_read_as_a_year_is():
    month = RowDate("1990-10", date(1990, 10, 31), date(1990, 10, 1), None, None, False)
    assert Resolver("x", INDEX).at("cow:260", month)[0] == ("state/GFR",)
    assert Resolver("x", INDEX, None, "last").at("cow:260", month)[0] == ("state/DEU",)


@pytest.mark.parametrize("when", [1990, 1989])
@pytest.mark.parametrize("name", ["Germany", "Yemen"])
def test_a_name_that_several_share_on_a_day_of_the_year_is_ambiguous(name, when):
    assert len(Resolver("x", INDEX).at(name, year(when))[0]) == 2


@pytest.mark.parametrize("when", [1960, 1971])
def test_a_name_that_is_shared_later_in_the_year_is_ambiguous(when):
    assert Resolver("x", INDEX).at("Congo", year(when))[0] == ("state/COD", "state/COG")


def test_an_organisation_before_its_time_is_counted():
    resolver = Resolver("x", INDEX)
    assert resolver.at("NATO", year(1944))[0] == ("actor/nato",)
    assert resolver.names.late["NATO"] == 1


def test_what_is_remembered_for_a_day_is_not_taken_for_a_year_of_succession():
    resolver = Resolver("x", INDEX)
    _, since, until = resolver.at("cow:345", day("2006-01-01"))
    earliest, latest = resolver.times.window(year(2006))
    assert since <= earliest
    assert until < latest


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
@settings(max_examples=draws(60), deadline=None)
def test_the_voice_of_a_row_is_that_of_its_day_in_any_order_of_rows(rows, random):
    mixed = list(rows)
    random.shuffle(mixed)
    alone = {key: state for row in rows for key, state in _states([row]).items()}
    assert _states(rows) == _states(mixed) == alone
