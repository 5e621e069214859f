"""Links: rows proposed for curated events, accepted ones as claims, rejected ones gone again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from test_load import HEAD, REGISTER, REPORT, state_of, write
from worlds import judged

import geograph
from geograph import ClaimIndex, Policy, judge
from geograph.actors import ItemIndex
from geograph.cli import main
from geograph.errors import DecisionError
from geograph.pipeline.build import build
from geograph.pipeline.load import load
from geograph.pipeline.unload import unload
from geograph.pipeline.validation import validate_store
from geograph.resolution.entities import Decision, append
from geograph.resolution.linkage import propose, to_table
from geograph.resolution.linkage.comparable_parties import Names, both_sides
from geograph.resolution.linkage.matches import _items
from geograph.resolution.linkage.row_evidence import (
    APART,
    PARTLY,
    UNCERTAIN,
    Part,
    classes,
    dates,
    goods,
    overall,
)
from geograph.store import Store, open_store
from geograph.store.hard_links import link_tree
from geograph.vocab import GG, iri, local

MISSILES = "event/iran-srbm-russia-2024"
ROWS = (
    HEAD + "Iran,Russia,Fath-360,2024,200,?,,\n"
    "Iran,Russia,Fath-360,2019,1,,,\n"
    "Iran,Syria,Fath-360,2024,1,,,\n"
    "Russia,Iran,Fath-360,2024,1,,,\n"
    "Iran,Russia,T-72,2024,1,,,\n"
)
LISTS = """
title: Listings
publisher: Council of the European Union
speaks: official-list
url: https://example.org/list
licence: free
citation: Listings, made up.
layouts:
  table:
    source: {required: [name, day]}
    parties:
      listed: {key: name, kind: Company, label: name}
    rows:
      - class: Sanction
        actor: {actor: European Union}
        recipient: {table: listed}
        date: day
        listed: day
"""
NEWS = "Iran\tProvide military aid\tRussia\t2024-09-05\n"


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linking")
    path = folder / "geograph.db"
    build(REPORT, path, validate=False).close()
    register, lists = folder / "register.yml", folder / "lists.yml"
    register.write_text(REGISTER, encoding="utf-8")
    lists.write_text(LISTS, encoding="utf-8")
    load(str(register), [write(folder, "t.csv", ROWS)], path, released="2026-03-09")
    load(
        str(lists),
        [write(folder, "l.csv", "name,day\nIran Air,2024-10-14\nOther,2024-10-14\n")],
        path,
    )
    load("icews", [write(folder, "n.txt", NEWS)], path)
    return path


@pytest.fixture
def path(base: Path, tmp_path: Path) -> Path:
    link_tree(base, tmp_path / "geograph.db")
    return tmp_path / "geograph.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as store:
        yield store


def row_of(store: Store, event: str, dataset: str) -> str:
    """Return the likeliest row: proposals are sorted by their score."""
    proposed = propose(store, dataset=dataset, threshold=0.5)
    return next(one.row for one in proposed if one.event == event)


def decided(a: str, b: str, verdict: str = "same") -> Decision:
    return Decision.of(a, b, verdict, who="A. Reader", when=date(2026, 11, 25))


class TestProposals:
    @pytest.mark.slow
    def test_a_register_row_of_the_same_deed_turns_up_and_no_other(self, store):
        found = [one for one in propose(store, dataset="register") if one.event == MISSILES]
        assert [one.row_label for one in found] == ["arms transfer: Fath-360, Iran → Russia"]
        assert found[0].score == pytest.approx(0.8)
        assert "item 0.9 (Fath-360, a kind of short-range ballistic missile)" in found[0].evidence
        # the transfer was done by 10 September, and the register's row is of the whole year
        assert "date 0.7 (2024-01-01 to 2024-12-31, of … to 2024-09-10, in part; at most 0.8)" in (
            found[0].evidence
        )

    @pytest.mark.slow
    def test_the_listing_of_another_sender_turns_up_below_the_threshold_alone(self, store):
        assert not [one for one in propose(store, dataset="lists") if "iran-air" in one.event]
        every = propose(store, dataset="lists", threshold=0.5)
        of_ban = [one for one in every if "iran-air" in one.event]
        (found,) = (one for one in of_ban if one.event == "measure/iran-air/DEU")
        assert "measure/iran-air" not in {one.event for one in of_ban}  # its parts are looked at
        assert found.row_label == "sanction, European Union → Iran Air"
        assert any("recipient 1.0 (Iran Air)" in line for line in found.evidence)
        assert any("after it was announced" in line for line in found.evidence)

    @pytest.mark.slow
    def test_what_was_decided_is_not_proposed_again(self, store):
        row = row_of(store, MISSILES, "register")
        assert not [
            one
            for one in propose(store, decisions=[decided(MISSILES, row, "different")])
            if (one.event, one.row) == (MISSILES, row)
        ]


RELEASE = SimpleNamespace(kind="Register")
NEWSWIRE = SimpleNamespace(kind="Extraction")


def event_of(edtf: str | None = None, **more) -> dict[str, object]:
    """Return a dated event of the corpus as the store has it, with what `dates` reads."""
    keys = ("start", "start_earliest", "end", "end_latest", "announced", "listed", "holds_from")
    return dict.fromkeys(keys) | {"id": "event/x", "edtf": edtf, "basis": "coded"} | more


def row_on(first: str, last: str | None = None, **more) -> dict[str, object]:
    begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return {"holds_from": end, "basis": "coded", "start_earliest": begin, "end": end} | more


class TestDates:
    @pytest.mark.parametrize(
        ("edtf", "row", "value", "most"),
        [
            ("2024-09-10", row_on("2024-09-10"), 1.0, 1.0),
            ("2022", row_on("2022-01-01", "2022-12-31"), 1.0, 1.0),
            ("2022/..", row_on("2022-03-04"), 1.0, 1.0),
            # a year tells little about a day, and less of what began long before it
            ("2024-09-10", row_on("2024-01-01", "2024-12-31"), 0.8, PARTLY),
            ("../2024-09-10", row_on("2024-01-01", "2024-12-31"), 0.7, PARTLY),
            ("2022/..", row_on("2024-01-01", "2024-12-31"), 0.7, PARTLY),
            ("../2024-09-10", row_on("2014-03-01"), 1.0, UNCERTAIN),
            # the year after, though a single day is between the two
            ("2022", row_on("2023-01-01", "2023-12-31"), pytest.approx(1, abs=0.01), APART),
            ("2024-09-10", row_on("2025-01-10"), pytest.approx(0.73, abs=0.01), APART),
            ("2024-09-10", row_on("2026-01-10"), 0.0, 1.0),
        ],
    )
    def test_of_a_register(self, edtf, row, value, most):
        part = dates(None, event_of(edtf), row, RELEASE)
        assert (part.value, part.most) == (value, most)

    @pytest.mark.parametrize(
        ("edtf", "day", "value", "most"),
        [
            ("2024-09-10", "2024-09-10", 1.0, 1.0),
            ("2024-09-10", "2024-09-13", pytest.approx(0.66, abs=0.01), APART),
            ("2024-09-10", "2024-09-20", 0.0, 1.0),
            # between the same parties a long war has more than one battle
            ("2022-02/2024-12", "2023-05-01", 1.0, UNCERTAIN),
            ("../2024-09-10", "2024-09-01", 1.0, UNCERTAIN),
        ],
    )
    def test_of_news(self, edtf, day, value, most):
        part = dates(None, event_of(edtf), row_on(day), NEWSWIRE)
        assert (part.value, part.most) == (value, most)

    @pytest.mark.parametrize("event", [
        event_of(basis=None),
        event_of(basis="inferred", start=date(2024, 9, 10), holds_from=date(2024, 9, 10)),
    ])  # fmt: skip
    def test_an_event_without_a_date_is_unknown_and_caps(self, event):
        part = dates(None, event, row_on("2024-09-10"), RELEASE)
        assert (part.value, part.most) == (None, UNCERTAIN)
        assert part.told("date") == "date unknown (the event has no date; at most 0.6)"

    def test_what_was_spoken_of_did_not_happen_later(self):
        event = event_of(basis="inferred", start=date(2024, 9, 10))
        assert dates(None, event, row_on("2025-02-01"), RELEASE).value == 0.0

    @pytest.mark.parametrize("row", [
        row_on("2024-09-10", basis="release"), row_on("2024-09-10", holds_from=None),
    ])  # fmt: skip
    def test_a_row_without_a_date_is_unknown_and_caps(self, row):
        part = dates(None, event_of("2024-09-10"), row, RELEASE)
        assert (part.value, part.most, part.text) == (None, UNCERTAIN, "the row has no date")


def sides_of(
    store: Store, mine: tuple[list[str], list[str], list[str]], theirs: tuple[list[str], ...]
):
    """Compare parties, each given as ``key`` or ``key>state``: actors, recipients, participants."""

    def record(id_: str, sides: tuple[list[str], ...]) -> dict[str, object]:
        out: dict[str, object] = {"id": id_}
        for role, keys in zip(("actor", "recipient", "participant"), sides, strict=True):
            pairs = [key.partition(">") for key in keys]
            out[role] = [key for key, _, _ in pairs]
            out[f"{role}_state"] = [
                state or (key if key.startswith("state/") else None) for key, _, state in pairs
            ]
        return out

    names = Names(store, ClaimIndex.from_store(store), ())
    found = both_sides(names, record("event/x", mine), record("event/y", theirs), date(2024, 9, 10))
    return [(part.value, part.most) for part in found]


IRN, RUS, USA = "state/IRN", "state/RUS", "state/USA"


class TestParties:
    def test_the_same_and_those_who_speak_for_them(self, store):
        exact = sides_of(store, ([IRN], [RUS], []), ([IRN], [RUS], []))
        assert exact == [(1.0, 1.0), (1.0, 1.0)]
        body = sides_of(store, ([IRN], [RUS], []), ([f"actor/army>{IRN}"], [RUS], []))
        assert body[0] == (0.9, 1.0)

    def test_a_stand_in_for_a_stand_in_caps(self, store):
        """A minister who meets is not the president who meets, though both are of one state."""
        mine = [f"actor/antony-blinken>{USA}"], [f"actor/sergey-lavrov>{RUS}"], []
        theirs = [f"actor/x/kerry>{USA}"], [f"actor/x/ivanov>{RUS}"], []
        assert sides_of(store, mine, theirs) == [(0.6, UNCERTAIN), (0.6, UNCERTAIN)]

    def test_others_are_others(self, store):
        assert sides_of(store, ([IRN], [RUS], []), ([USA], [RUS], []))[0][0] == 0.0
        assert sides_of(store, ([IRN], [RUS], []), ([RUS], [IRN], []))[0][0] == 0.0

    def test_who_is_not_named_is_unknown(self, store):
        assert sides_of(store, ([], [RUS], []), ([IRN], [RUS], []))[0] == (None, UNCERTAIN)

    def test_an_army_that_meets_its_own_state_met_nobody_else(self, store):
        mine = [], [], [IRN, RUS]
        assert sides_of(store, mine, ([IRN], [RUS], []))[0] == (1.0, 1.0)
        assert sides_of(store, mine, ([RUS], [IRN], []))[0] == (1.0, 1.0)
        assert sides_of(store, mine, ([IRN], [f"actor/army>{IRN}"], []))[0][0] == 0.0
        alone = sides_of(store, ([IRN], [RUS, IRN], []), ([IRN], [f"actor/army>{IRN}"], []))
        assert alone[0][0] == 0.0

    def test_two_of_many_who_agree_are_a_share(self, store):
        three = [], [], [IRN, RUS, USA]
        assert sides_of(store, three, ([IRN], [RUS], []))[0] == (pytest.approx(2 / 3), 1.0)

    def test_one_alone_tells_nothing(self, store):
        assert sides_of(store, ([], [], [IRN]), ([IRN], [RUS], []))[0] == (1.0, UNCERTAIN)


class TestScores:
    def test_unknown_counts_for_nothing_and_against_nothing(self):
        sure, unknown = Part(1.0, ""), Part(None, "")
        base = {"class": sure, "actor": Part(0.8, ""), "recipient": sure}
        assert overall(base) == overall(base | {"item": unknown, "date": unknown})

    def test_a_contradiction_ends_it(self):
        assert overall({"class": Part(1.0, ""), "actor": Part(0.0, "")}) == 0.0

    @pytest.mark.parametrize(
        ("one", "other", "value", "most"),
        [
            ("ArmsTransfer", "ArmsTransfer", 1.0, 1.0),
            ("Meeting", "Negotiation", 0.8, 1.0),
            ("TroopDeployment", "ArmsTransfer", 0.6, UNCERTAIN),
            ("Meeting", "ArmsTransfer", 0.0, 1.0),
            ("Event", "ArmsTransfer", 0.0, 1.0),
        ],
    )
    def test_classes(self, one, other, value, most):
        assert (classes(one, other).value, classes(one, other).most) == (value, most)

    @pytest.mark.parametrize(
        ("mine", "theirs", "value", "most"),
        [
            (["item/fath-360"], ["item/fath-360"], 1.0, 1.0),
            (["item/short-range-ballistic-missile"], ["item/fath-360"], 0.9, 1.0),
            (["item/missile"], ["item/fath-360"], 0.8, PARTLY),
            (["item/weapon"], ["item/fath-360"], 0.5, UNCERTAIN),
            (["item/fath-360"], ["item/missile"], 0.8, 1.0),
            (["item/tank"], ["item/fath-360"], 0.0, 1.0),
            (["item/tank"], [], None, UNCERTAIN),
            ([], [], None, 1.0),
        ],
    )
    def test_goods(self, store, mine, theirs, value, most):
        items = ItemIndex(_items(store))
        assert (goods(items, mine, theirs).value, goods(items, mine, theirs).most) == (value, most)

    def test_the_table_says_what_the_scores_meant(self, store):
        told = " ".join(to_table(propose(store, threshold=0.5)).notes)
        assert "score 0.75 to 0.85: 29 of 44 checked pairs were right, 66 % (51–78 %)" in told


class TestAccepted:
    @pytest.mark.slow
    def test_the_register_becomes_one_more_voice(self, store, path):
        before = judge(ClaimIndex.from_store(store))[MISSILES]
        row = row_of(store, MISSILES, "register")
        assert judged(path, [decided(MISSILES, row)]) == {"links": 1, "comparisons": 0}
        with open_store(path) as linked:
            after = judge(ClaimIndex.from_store(linked))[MISSILES]
            assert set(after.for_) - set(before.for_) == {"actor/sipri"}
            assert after.against == before.against
            assert after.utterances == before.utterances + 1
            earlier = judge(ClaimIndex.from_store(linked), Policy.parse("all", known_by="2025"))
            assert "actor/sipri" not in earlier[MISSILES].for_
            _, found = linked.select(
                f"SELECT ?c ?row {{ ?c <{GG}asserts> <{iri(MISSILES)}> ; <{GG}voice> "
                f"<{iri('actor/sipri')}> . ?row <{GG}standsFor> <{iri(MISSILES)}> }}"
            )
            assert [local(str(r)) for _, r in found] == [row]
            claim = next(c for c in linked.rows("claims") if c["voice"] == "actor/sipri")
            assert claim["quantity"] == "200 (uncertain)"
            assert not [f for f in validate_store(linked) if f.severity == "error"]

    def test_the_row_is_not_counted_a_second_time(self, store, path):
        row = row_of(store, MISSILES, "register")
        before = geograph.network(store).graph
        judged(path, [decided(MISSILES, row)])
        with open_store(path) as linked:
            after = geograph.network(linked).graph
        assert after["rows"]["drawn"] == before["rows"]["drawn"] - 1
        assert after["rows_left_out"]["a row that stands for an event of the corpus"] == 1

    def test_a_machine_records_and_asserts_nothing(self, store, path):
        row = row_of(store, "event/iran-arms-russia", "icews")
        judged(path, [decided("event/iran-arms-russia", row)])
        with open_store(path) as linked:
            verdict = judge(ClaimIndex.from_store(linked))["event/iran-arms-russia"]
            assert verdict.recorded == ("actor/icews",)
            assert "actor/icews" not in verdict.for_

    @pytest.mark.slow
    def test_a_later_decision_takes_it_back(self, store, path):
        row = row_of(store, MISSILES, "register")
        before = {t: store.rows(t) for t in ("claims", "statements", "documents")}
        judged(path, [decided(MISSILES, row)])
        judged(path, [decided(MISSILES, row), decided(MISSILES, row, "different")])
        with open_store(path) as back:
            assert {t: back.rows(t) for t in before} == before
            assert back.select(f"ASK {{ ?s <{GG}standsFor> ?e }}")[1] == [(False,)]

    @pytest.mark.slow
    def test_a_rebuild_keeps_what_was_judged(self, store, path):
        judged(path, [decided(MISSILES, row_of(store, MISSILES, "register"))])
        with build(REPORT, path, validate=True) as rebuilt:
            assert "actor/sipri" in judge(ClaimIndex.from_store(rebuilt))[MISSILES].for_

    @pytest.mark.slow
    def test_a_link_goes_and_comes_with_its_release(self, store, path, tmp_path):
        judged(path, [decided(MISSILES, row_of(store, MISSILES, "register"))])
        with open_store(path) as linked:
            release = next(r for r in linked.releases if r.dataset == "register")
        unload(release.id, path)
        with open_store(path) as without:
            assert "actor/sipri" not in judge(ClaimIndex.from_store(without))[MISSILES].for_
            assert not without.linked
        mapping = tmp_path / "register.yml"
        mapping.write_text(REGISTER, encoding="utf-8")
        load(str(mapping), [write(tmp_path, "t.csv", ROWS)], path, released="2026-03-09")
        with open_store(path) as again:
            assert "actor/sipri" in judge(ClaimIndex.from_store(again))[MISSILES].for_

    def test_unknown_events_change_nothing(self, path):
        before = state_of(path)
        file = append(path.with_name("mine.csv"), decided("event/nowhere", "event/register/0"))
        with pytest.raises(DecisionError, match="is an event of the corpus"):
            geograph.link.apply(path, decisions=file)
        assert state_of(path) == before


@pytest.mark.slow
def test_the_commands_judge_and_keep_the_file(store, path, tmp_path):
    row, file = row_of(store, MISSILES, "register"), tmp_path / "mine.csv"
    shared = ["--store", str(path), "--decisions", str(file)]
    run = CliRunner().invoke
    shown = run(main, ["link", "list", "--dataset", "register", "--format", "csv", *shared])
    assert row in shown.output
    done = run(main, ["link", "accept", "iran-srbm-russia-2024", row, "--by", "A. Reader", *shared])
    assert done.exit_code == 0, done.output
    assert "1 links" in done.output
    wrong = run(main, ["link", "accept", "iran-srbm-rusia-2024", row, "--by", "A. Reader", *shared])
    assert wrong.exit_code == 1
    assert "did you mean" in wrong.output
    applied = run(main, ["link", "apply", *shared])
    assert "applied 1 links and 0 comparisons" in applied.output
    assert file.read_text(encoding="utf-8").count("same") == 1
