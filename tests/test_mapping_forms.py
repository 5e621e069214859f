"""The form of a mapping: prefixes in lookups, several forms of dates, a layout like another."""

from __future__ import annotations

from datetime import date

import pytest

from geograph.errors import MappingError
from geograph.sources.mapping import read_dataset
from geograph.sources.mapping.cells import Dropped, compile_cell
from geograph.sources.mapping.publisher_dates import compile_moment
from geograph.sources.mapping.value_specs import Cell, DateSpec

HEAD = """
title: A table
publisher: SIPRI
speaks: register
url: https://example.org/
licence: none
citation: none
"""
ROWS = """
    rows:
      - class: Meeting
        participant: who
        date: {column: day, form: [d/m/y, d mon y]}
"""


class _Line:
    """One cell, whatever the column."""

    def column(self, name):
        return lambda row: row

    def content(self, names):
        return lambda row: row


def test_a_key_with_a_star_stands_for_what_begins_so_and_the_longest_counts():
    lookup = {"Riots: *": "Protest", "Riots: Mob*": "Assault", "Riots: None": "Event"}
    read = compile_cell(Cell(columns=("x",), lookup=lookup), _Line())
    found = [read(text)[0] for text in ("riots: of bread", "Riots: Mob violence", "RIOTS: none")]
    assert found == ["Protest", "Assault", "Event"]
    with pytest.raises(Dropped, match="in no lookup"):
        read("Protests: Riots: x")


def test_the_first_form_of_a_date_that_fits_is_read():
    moment = DateSpec(cell=Cell(columns=("day",)), form=("d/m/y", "d mon y"))
    read = compile_moment(moment, _Line(), False)
    days = [read(text).start for text in ("03/02/2011", "3 February 2011", "2011-02-03")]
    assert days == [date(2011, 2, 3)] * 3


def test_a_layout_like_another_has_its_rows_and_a_form_of_its_own():
    text = HEAD + "layouts:\n  plain:\n    source: {required: [who, day]}\n    ignore: [more]"
    text += ROWS + "  tabbed:\n    like: plain\n    source: {delimiter: tab}\n    ignore: [also]\n"
    plain, tabbed = read_dataset(text, "own.yml").layouts
    assert tabbed.rows == plain.rows
    assert (tabbed.name, tabbed.form.delimiter) == ("tabbed", "\t")
    assert tabbed.ignore == ("more", "also")


@pytest.mark.parametrize("like", ["other", "tabbed"])
def test_a_layout_is_like_one_above_it_only(like):
    text = HEAD + f"layouts:\n  tabbed:\n    like: {like}\n    source: {{delimiter: tab}}\n"
    with pytest.raises(MappingError, match=f"cannot be like '{like}'"):
        read_dataset(text, "own.yml")


def test_a_form_that_reads_everything_stands_alone():
    text = HEAD + "layouts:\n  plain:\n    source: {required: [who]}" + ROWS
    with pytest.raises(MappingError, match="edtf and years stand alone"):
        read_dataset(text.replace("[d/m/y, d mon y]", "[years, d/m/y]"), "own.yml")


def test_a_layout_beside_a_part_needs_that_part():
    text = HEAD + "layouts:\n  plain:\n    source: {required: [who, day]}\n    beside: more" + ROWS
    with pytest.raises(MappingError, match="'plain' needs a layout 'more', which is none"):
        read_dataset(text, "own.yml")
