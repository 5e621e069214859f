"""Parties that recur implausibly stop a load; one-sided lists and numbered actors do not."""

import pytest
from click.testing import CliRunner
from own_tables import HEAD, own, through
from releases import small_store

from geograph.cli import main
from geograph.errors import MappingError, RecordError, SeveralErrors
from geograph.sources.mapping import read_dataset
from geograph.sources.mapping.recurring_parties import CONSTANT, names_nobody

STATES = ("Iran", "Iraq", "Egypt", "France", "Spain", "Italy", "Ghana", "Chile", "Peru", "Japan")
ROWS = """
    rows:
      - class: ArmsTransfer
        actor: {}
        recipient: {}
        date: date
"""


def table(*pairs):
    """Write a table of pairs of parties."""
    return "a,b,date\n" + "".join(f"{a},{b},{2000 + n}-01-01\n" for n, (a, b) in enumerate(pairs))


def read(folder, pairs, actor="a", recipient="b", **options):
    return own(folder, ROWS.format(actor, recipient), table(*pairs), **options)[1]


def refused(folder, pairs, *rows, **options):
    with pytest.raises((RecordError, SeveralErrors)) as caught:
        read(folder, pairs, *rows, **options)
    return str(caught.value)


def test_one_column_for_both_sides_is_refused(tmp_path):
    told = refused(tmp_path, [(s, "Peru") for s in STATES], "a", "a")
    assert "own.csv:2 'a': 10 of 10 rows have one and the same party on both sides" in told
    assert "read from column 'a' ('Iran' 1 times" in told
    assert "fix: check that each side is read from its own column, or allow" in told
    assert "--max-recurring 1" in told


@pytest.mark.parametrize(
    ("actor", "recipient", "pairs"),
    [
        ("a", "{column: b, as: iso3}", [("Iran", "IRN"), ("Iraq", "IRQ"), ("Peru", "PER")]),
        ("a", "{column: b, as: cow}", [("Iran", "630"), ("Iraq", "645.0"), ("Peru", "135")]),
        ("a", "b", [("Ukraine", "Ukraine")] * 8 + [("Russia", "Ukraine")] * 2),
        ("{actor: United States}", "b", [("x", "USA")] * 3 + [("x", "United States")] * 3),
        ("a", "b", [("Wagner Group", "Wagner Group")] * 4),
        ("{column: a, split: ;}", "{column: b, split: ;}", [("Iran;Iraq", "Iraq;Iran")] * 3),
    ],
)
def test_the_same_party_under_two_spellings_or_codes_is_the_same(tmp_path, actor, recipient, pairs):
    assert "the same party on both sides" in refused(tmp_path, pairs, actor, recipient)


def test_participants_that_are_one_are_refused_and_lone_ones_are_not(tmp_path):
    rows = """
    rows:
      - class: ArmsTransfer
        participant: [a, b]
        date: date
"""
    with pytest.raises(RecordError, match="3 of 4 rows have one and the same party"):
        own(tmp_path, rows, table(*[("Iran", "Iran")] * 3, ("Iran", "Iraq")))
    assert own(tmp_path, rows, table(*[("Iran", "")] * 6))[1].kept == 6


@pytest.mark.parametrize("alike", [0, 3, 5])
def test_up_to_half_of_the_rows_a_party_may_face_itself(tmp_path, alike):
    pairs = [("Iran", "Iran")] * alike + [("Iran", s) for s in STATES[1:]][: 10 - alike]
    assert read(tmp_path, pairs).kept == len(pairs)


def test_two_rows_are_never_too_many(tmp_path):
    assert read(tmp_path, [("Iran", "Iran"), ("Iraq", "Iraq")]).kept == 2


@pytest.mark.parametrize(
    "name",
    [
        "Total", "TOTAL", "Grand total", "Unknown", "unknown actor", "Unspecified", "0", "-9", "?",
        "2014", "12.5", "2014-03-01", "12 Mar 2014", "Mar-14", "Others", "World", '"Areas, nes"',
        "Rest of the world", "Not applicable", "https://example.org/a", "unbekannt", "Inconnu",
        "неизвестно", "Итого", "*",
    ],
)  # fmt: skip
def test_a_name_that_names_nobody_may_not_fill_a_column(tmp_path, name):
    pairs = [("Iran", name)] * 3 + [("Iraq", "Wagner Group")] * 7
    told = refused(tmp_path, pairs)
    assert "own.csv:2 'b': 3 of 10 rows name nobody in column 'b'" in told
    assert f"({name.strip(chr(34))!r} 3 times); 20% may" in told
    assert "`missing:`" in told
    assert "--max-recurring 0.3" in told
    assert read(tmp_path, pairs, max_recurring=0.3).kept == 10
    assert read(tmp_path, [*pairs[1:], ("Iraq", "Wagner Group")]).kept == 10


def test_different_dates_in_a_party_column_count_together(tmp_path):
    told = refused(tmp_path, [("Iran", s) for s in STATES], "a", "date")
    assert "10 of 10 rows name nobody in column 'date'" in told
    assert "and 7 more" in told


def test_names_of_somebody_are_names():
    for name in ("Unidentified gunmen", "Total S.A.", "Unknown Armed Group (Sudan)", "Yes Bank"):
        assert not names_nobody(name)
    for name in ("March 23 Movement", "17 November", "World Bank", "All Burma Students", "M23"):
        assert not names_nobody(name)


def test_numbered_actors_of_the_data_set_are_names_and_unknown_is_not(tmp_path):
    local = "{column: a, as: local}", "{column: b, as: local}"
    assert read(tmp_path, [(str(n), str(n + 1)) for n in range(9)], *local).kept == 9
    assert "'Unknown' 4 times" in refused(tmp_path, [("1", "Unknown")] * 4, *local)


def test_marks_that_the_mapping_names_are_nobody(tmp_path):
    pairs = [("Iran", "Unknown")] * 5 + [("Iran", "Iraq")] * 5
    assert read(tmp_path, pairs, "a", "{column: b, missing: [Unknown]}").kept == 10


def test_many_codes_na_may_stand_for_nothing(tmp_path):
    pairs = [("Iran", "NA")] * 4 + [("Iraq", "FR")] * 6
    told = refused(tmp_path, pairs, "a", "{column: b, as: iso2}")
    assert "4 of 10 rows of column 'b' hold a code that often stands for nothing" in told
    assert "'NA' 4 times" in told
    assert "`missing:`" in told
    assert read(tmp_path, pairs, "a", "{column: b, as: iso2, keep: [NA]}").kept == 10
    assert read(tmp_path, pairs, "a", "{column: b, as: iso2, missing: [NA]}").kept == 10
    assert read(tmp_path, pairs[3:], "a", "{column: b, as: iso2}").kept == 7
    assert read(tmp_path, [("Iran", "Namibia")] * 9).kept == 9


@pytest.mark.parametrize("sender", ["United States", "European Union", "SECO", "Bank of Nowhere"])
def test_one_sender_in_all_rows_is_a_list(tmp_path, sender):
    pairs = [(sender, s) for s in STATES * 3]
    report = read(tmp_path, pairs)
    assert report.kept == 30
    private = sender in ("SECO", "Bank of Nowhere")
    assert report.noticed.counts[CONSTANT] == (30 if private else 0)
    if private:
        assert report.noticed.examples[CONSTANT] == [f"{sender!r}, 30 of 30 rows of column 'a'"]


def test_one_pair_in_all_rows_is_a_dyad(tmp_path):
    assert read(tmp_path, [("Russia", "Ukraine")] * 30).kept == 30


def test_both_faults_are_told_at_once(tmp_path):
    told = refused(tmp_path, [("Unknown", "Unknown")] * 5)
    assert told.count("name nobody") == 2
    assert "the same party on both sides" in told


def test_the_share_is_stated_by_mapping_call_or_command(tmp_path):
    pairs = [("Iran", "Iran")] * 7 + [("Iran", "Iraq")] * 3
    rows = "    max_recurring: {}\n" + ROWS.format("a", "b")
    assert own(tmp_path, rows.format("0.7"), table(*pairs))[1].kept == 10
    with pytest.raises(RecordError, match="7 of 10 rows"):
        own(tmp_path, rows.format("0.6"), table(*pairs))
    with pytest.raises(MappingError, match="'much' is not a share"):
        own(tmp_path, rows.format("much"), table(*pairs))
    known = read_dataset(HEAD + ROWS.format("a", "b"), str(tmp_path / "own.yml"))
    assert through(known, tmp_path / "own.csv", max_recurring=0.7)[1].kept == 10
    store, mapping = small_store(tmp_path), tmp_path / "own.yml"
    mapping.write_text(HEAD + ROWS.format("a", "b"), encoding="utf-8")
    call = ["load", str(mapping), str(tmp_path / "own.csv"), "--store", str(store), "--dry-run"]
    stopped = CliRunner().invoke(main, call)
    assert (stopped.exit_code, "7 of 10 rows" in stopped.output) == (1, True)
    assert CliRunner().invoke(main, [*call, "--max-recurring", "0.7"]).exit_code == 0


def test_rows_of_several_files_are_counted_together(tmp_path):
    known = read_dataset(HEAD + ROWS.format("a", "b"), str(tmp_path / "own.yml"))
    one, other = tmp_path / "1.csv", tmp_path / "2.csv"
    one.write_text(table(*[("Iran", s) for s in STATES[1:]]), encoding="utf-8")
    other.write_text(table(*[("Peru", "Peru")] * 11), encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        through(known, one, other)
    assert "2.csv:2" in str(caught.value)
    assert "11 of 20 rows" in str(caught.value)
