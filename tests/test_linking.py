"""Links: rows proposed for curated events, accepted ones as claims, rejected ones gone again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from test_load import HEAD, REGISTER, REPORT, state_of, write
from worlds import judged

import geograph
from geograph import ClaimIndex, Policy, judge
from geograph.cli import main
from geograph.errors import DecisionError
from geograph.pipeline.build import build
from geograph.pipeline.load import load
from geograph.pipeline.unload import unload
from geograph.pipeline.validation import validate_store
from geograph.resolution.entities import Decision, append
from geograph.resolution.linkage import propose
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
    (found,) = [
        one.row for one in propose(store, dataset=dataset, threshold=0.7) if one.event == event
    ]
    return found


def decided(a: str, b: str, verdict: str = "same") -> Decision:
    return Decision.of(a, b, verdict, who="A. Reader", when=date(2026, 11, 25))


class TestProposals:
    @pytest.mark.slow
    def test_a_register_row_of_the_same_deed_turns_up_and_no_other(self, store):
        found = [one for one in propose(store, dataset="register") if one.event == MISSILES]
        assert [one.row_label for one in found] == ["arms transfer: Fath-360, Iran → Russia"]
        assert found[0].score == pytest.approx(0.985)
        assert "item 0.9 (Fath-360, a kind of short-range ballistic missile)" in found[0].evidence
        assert "date 1.0 (2024-01-01 to 2024-12-31)" in found[0].evidence

    @pytest.mark.slow
    def test_a_listing_turns_up_for_the_measure_that_was_worked_towards(self, store):
        of_ban = [one for one in propose(store, dataset="lists") if "iran-air" in one.event]
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
