"""Territories and authorities that are not states, as parties where a mapping names no classes."""

import pytest
from own_tables import own

from geograph.actors import GOVERNED, ActorIndex, load_reference

ROWS = """
    rows:
      - class: Meeting
        participant: [{}, b]
        date: date
"""


def party(folder, name, day="2015-05-03", cell="a"):
    """Return id, state and whether it is the data set's own, of a name in a table."""
    rows, report = own(folder, ROWS.format(cell), f'a,b,date\n"{name}",Peru,{day}\n')
    found = next(one for one in rows[0].participant if one.id != "state/PER")
    return found.id, found.state, found.local is not None, report


@pytest.mark.parametrize(
    ("name", "cell", "key"),
    [
        ("Hong Kong SAR, China", "a", "actor/hong-kong"),
        ("Hong Kong, China", "a", "actor/hong-kong"),
        ("HKG", "{column: a, as: iso3}", "actor/hong-kong"),
        ("344.0", "{column: a, as: un}", "actor/hong-kong"),
        ("PR", "{column: a, as: iso2}", "actor/puerto-rico"),
        ("Greenland", "a", "actor/greenland"),
        ("Taliban", "a", "actor/taliban"),
        ("Taleban", "a", "actor/taliban"),
        ("Abkhazia", "a", "actor/abkhazia"),
        ("Donetsk People's Republic", "a", "actor/donetsk-peoples-republic"),
        ("Northern Cyprus", "a", "actor/northern-cyprus"),
    ],
)
def test_whoever_governs_a_territory_is_known_and_stands_for_no_state(tmp_path, name, cell, key):
    assert party(tmp_path, name, cell=cell)[:3] == (key, None, False)


@pytest.mark.parametrize(
    ("name", "day", "cell"),
    [
        ("Abkhazia", "1950-01-01", "a"),  # before it was declared
        ("Donetsk People's Republic", "2013-06-01", "a"),
        ("LNA", "2015-05-03", "a"),  # three letters are those of several
        ("GNA", "2016-05-03", "a"),
        ("DNR", "2015-05-03", "a"),
        ("Hamas", "2015-05-03", "a"),  # neither a territory nor an authority on one, here
        ("Pentagon", "2015-05-03", "a"),
        ("Hong Kong", "2015-05-03", "{column: a, kinds: [State]}"),
        ("Taliban", "2015-05-03", "{column: a, kinds: [State, InternationalOrganisation]}"),
    ],
)
def test_others_stay_the_data_sets_own(tmp_path, name, day, cell):
    key, state, local, _ = party(tmp_path, name, day, cell)
    assert (key.startswith("actor/own/"), state, local) == (True, None, True)


def test_a_state_of_the_name_comes_first(tmp_path):
    index = ActorIndex(load_reference().actors)
    for actor in index:
        for name in (actor.label, *actor.aliases):
            governed = index.find(name, kinds=(GOVERNED,))
            states = index.find(name, kinds=("State",))
            if governed and states:
                assert party(tmp_path, name)[0] in states, name


def test_answers_change_with_the_day_in_any_order_of_rows(tmp_path):
    days = ["2015-05-03", "1950-01-01", "2015-05-04", "1950-01-02", "1993-01-01"]
    table = "a,b,date\n" + "".join(f"Abkhazia,Peru,{day}\n" for day in days)
    rows, report = own(tmp_path, ROWS.format("a"), table)
    known = [any(one.id == "actor/abkhazia" for one in row.participant) for row in rows]
    assert known == [True, False, True, False, True]
    assert not report.names.late


@pytest.mark.parametrize("days", [("2014-01-01", "1985-01-01"), ("1985-01-01", "2014-01-01")])
def test_a_state_that_is_gone_is_found_after_a_row_in_which_its_name_is_nobodys(tmp_path, days):
    table = "a,b,date\n" + "".join(f"Czechoslovakia,Peru,{day}\n" for day in days)
    rows, _ = own(tmp_path, ROWS.format("a"), table)
    found = [{one.id for one in row.participant} - {"state/PER"} for row in rows]
    assert [any(key.startswith("state/") for key in one) for one in found] == [
        day.startswith("1985") for day in days
    ]
