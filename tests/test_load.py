"""Loading releases: quads and tables alike, vintages, policies, errors, an untouched store."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from click.testing import CliRunner
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st

import geograph
from geograph import Policy
from geograph.cli import main
from geograph.errors import GeographError, MappingError, RecordError, SeveralErrors, StoreError
from geograph.pipeline.build import build
from geograph.pipeline.load import load
from geograph.pipeline.releases.repeats import SeenNumbers
from geograph.pipeline.unload import unload
from geograph.sources.mapping import read_dataset
from geograph.store import Store, open_store
from geograph.store.swap import copy_store
from geograph.vocab import GG, iri, local

REPORT = Path(__file__).parents[1] / "data/dossiers/2024-09-10-iran-missiles.yml"
ICEWS = (
    "Iran\tMake a visit\tRussia\t2014-03-06\n"
    "Ministry (Iran)\tAccuse\tIsrael\t2014-03-07\n"
    "Ministry (Iran)\tProvide military aid\tSyria\t2014-03-07\n"
    "Ministry (Iran)\tProvide military aid\tSyria\t2014-03-07\n"
    "Citizen (Iran)\tDemonstrate or rally\tIran\t2014-03-08\n"
)
REGISTER = """
title: A register
publisher: SIPRI
speaks: register
issues: whole
url: https://example.org/register
licence: free
citation: A register, made up.
released: ([12][0-9]{3})-([01][0-9])-([0-3][0-9])
layouts:
  table:
    source: {required: [from, to, what, year]}
    drop:
      a total: {from: Total}
    rows:
      - class: ArmsTransfer
        actor: {column: from}
        recipient: {column: to}
        item: {column: what}
        date: {column: year, form: years}
        details:
          quantity: {column: number, type: number, uncertain: mark, doc: how many}
          remark: {column: remark, doc: words}
"""
HEAD = "from,to,what,year,number,mark,remark,extra\n"


@pytest.fixture
def path(report_copy: Path) -> Path:
    return report_copy


@pytest.fixture
def mapping(tmp_path: Path) -> str:
    file = tmp_path / "register.yml"
    file.write_text(REGISTER, encoding="utf-8")
    return str(file)


def write(folder: Path, name: str, text: str) -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def state_of(path: Path) -> dict[str, bytes]:
    """Return every file of a store with its content."""
    return {str(p.relative_to(path)): p.read_bytes() for p in path.rglob("*") if p.is_file()}


def rows(store: Store, table: str = "events") -> list[dict[str, object]]:
    found = [row for r in store.releases for row in store.release_arrow(r, table).to_pylist()]
    if table != "events":
        return found
    return [a | b for a, b in zip(found, rows(store, "details"), strict=True)]


def release_facts(store: Store) -> list[tuple[object, ...]]:
    """Return what the default graph says, where the triples of releases lie."""
    return sorted(store.select("SELECT ?s ?p ?o { ?s ?p ?o }")[1], key=str)


class TestMachineCodedNews:
    @pytest.fixture
    def store(self, path: Path, tmp_path: Path) -> Iterator[Store]:
        load("icews", [write(tmp_path, "a.txt", ICEWS)], path)
        with open_store(path) as store:
            yield store

    @pytest.mark.slow
    def test_rows_become_deeds_and_statements(self, store):
        told = [
            (r["kind"], r["actor"], r["recipient"], r["cameo"], r["speech"]) for r in rows(store)
        ]
        ministry = ["actor/icews/irn/ministry"]
        assert told[:3] == [
            ("Visit", ["state/IRN"], ["state/RUS"], "042", False),
            ("Accusation", ministry, ["state/ISR"], "112", True),
            ("MilitaryAssistance", ministry, ["state/SYR"], "072", False),
        ]

    @pytest.mark.slow
    def test_exact_duplicates_are_kept_apart(self, store):
        second, third = rows(store)[2:4]
        assert third["id"] == f"{second['id']}~2"

    def test_a_ministry_speaks_for_its_state_and_citizens_for_nobody(self, store):
        assert {(a["label"], a["state"]) for a in rows(store, "actors")} == {
            ("Ministry (Iran)", "state/IRN"),
            ("Citizen (Iran)", None),
        }

    def test_a_statement_has_an_agent_and_no_actor(self, store):
        _, found = store.select(
            f"SELECT ?who ?whom {{ ?s a <{GG}Accusation> ; <{GG}agent> ?who ; "
            f"<{GG}recipient> ?whom . MINUS {{ ?s <{GG}actor> ?who }} ?r <{GG}records> ?s }}"
        )
        assert [tuple(local(str(v)) for v in row) for row in found] == [
            ("actor/icews/irn/ministry", "state/ISR")
        ]

    def test_nobody_asserts_what_a_machine_recorded(self, store):
        (release,) = store.releases
        _, found = store.select(
            f"SELECT ?p {{ <https://w3id.org/geograph/id/{release.id}> ?p ?e . ?e a <{GG}Visit> }}"
        )
        assert [str(p) for (p,) in found] == [f"{GG}records"]

    @pytest.mark.slow
    @pytest.mark.parametrize(
        "rule", ["all", "accepted", "undenied", "owned", "endorsed:1", "corroborated:1"]
    )
    def test_records_are_no_edges_but_under_recorded(self, store, rule):
        drawn = geograph.network(store, Policy.parse(rule)).graph["rows"]["drawn"]
        assert drawn == 0

    @pytest.mark.slow
    def test_the_release_is_a_report_and_no_claim(self, store):
        (release,) = store.releases
        _, found = store.select(
            f"SELECT ?t {{ <{iri(release.id)}> a ?t ; <{GG}agent> <{iri('actor/icews')}> }}"
        )
        kinds = {str(kind).removeprefix(GG) for (kind,) in found}
        assert kinds == {"Release", "Extraction", "Document", "Statement", "Report", "Event"}

    def test_the_edges_under_recorded(self, store):
        graph = geograph.network(store, Policy.parse("recorded"))
        found = [
            (a, b, d["kind"], d["start"].day, d["status"], d["asserting"], d["recorded"])
            for a, b, d in graph.edges(data=True)
            if "rows" in d
        ]
        who = ("Integrated Crisis Early Warning System",)
        assert found == [
            ("state/IRN", "state/RUS", "Visit", 6, "recorded-only", (), who),
            ("state/IRN", "state/SYR", "MilitaryAssistance", 7, "recorded-only", (), who),
            ("state/IRN", "state/SYR", "MilitaryAssistance", 7, "recorded-only", (), who),
        ]
        assert graph.graph["rows_left_out"] == {
            "a statement is not a tie": 1,
            "a group is not expanded": 1,
        }

    def test_a_saved_question_lists_the_rows_with_who_recorded_them(self, store):
        table = geograph.query(
            store,
            "relations-between",
            policy=Policy.parse("recorded"),
            one="Iran",
            other="Russia",
        )
        of_rows = [
            r for r in table.rows if str(r[table.columns.index("event")]).startswith("event/icews")
        ]
        assert [r[table.columns.index("status")] for r in of_rows] == ["recorded-only"]
        assert "nobody; recorded by" in str(of_rows[0][table.columns.index("asserted_by")])


class TestRegister:
    TEXT = (
        HEAD + "Iran,Russia,Shahed-136,2022; 2023,4600,?,about,x\n"
        "Total,,,2022,1,,,\n"
        "Soviet Union,Iraq,T-72,1980,10,,,\n"
        "Nobody Known,Syria,Thing,2020,,,,\n"
    )

    @pytest.fixture
    def store(self, path: Path, mapping: str, tmp_path: Path) -> Iterator[Store]:
        load(mapping, [write(tmp_path, "table_2024-03-18.csv", self.TEXT)], path)
        with open_store(path) as store:
            yield store

    def test_the_report_accounts_for_every_record(self, path, mapping, tmp_path):
        report = load(mapping, [write(tmp_path, "t.csv", self.TEXT)], path)
        told = report.to_json()
        assert told["records"] == {"read": 4, "kept": 3, "dropped": {"a total": 1}, "errors": 0}
        assert told["examples"] == {"a total": ["line 3"]}
        assert told["columns_ignored_without_mapping"] == ["extra"]
        assert told["release"]["released"] == "2023-12-31"
        assert told["release"]["inferred"] is True

    def test_the_state_of_the_time_is_meant(self, store):
        assert rows(store)[1]["actor"] == ["state/RUS-1922"]

    def test_uncertainty_stays_on_the_row(self, store):
        first = rows(store)[0]
        assert (first["quantity"], first["uncertain"], first["remark"]) == (
            4600.0,
            ["quantity"],
            "about",
        )

    def test_the_quads_say_what_the_table_says(self, store):
        _, found = store.select(
            f"SELECT ?e ?a ?r ?i ?s ?d {{ ?x <{GG}asserts> ?e ; a <{GG}Register> . "
            f"?e <{GG}actor> ?a ; <{GG}recipient> ?r ; <{GG}item> ?i ; <{GG}holdsFrom> ?s "
            f"OPTIONAL {{ ?e <{GG}date> ?d }} }}"
        )
        told = {tuple(local(v) if isinstance(v, str) else v for v in row) for row in found}
        assert told == {
            (r["id"], *r["actor"], *r["recipient"], *r["item"], r["holds_from"], r["edtf"])
            for r in rows(store)
        }

    def test_details_stand_in_the_table_only(self, store):
        assert "about" in {r["remark"] for r in rows(store)}
        assert store.select('ASK { ?s ?p "about" }')[1] == [(False,)]

    def test_a_press_claim_and_a_register_answer_one_query(self, store):
        _, found = store.select(
            f"SELECT DISTINCT ?voice {{ ?c <{GG}asserts> ?e ; <{GG}voice> ?voice }}"
        )
        voices = {local(str(v)) for (v,) in found}
        assert "actor/sipri" in voices
        assert len(voices) > 1

    def test_an_edge_names_the_register(self, store):
        graph = geograph.network(store)
        edge = next(d for *_, d in graph.edges(data=True) if d.get("rows"))
        assert edge["asserting"] == ("Stockholm International Peace Research Institute",)
        assert edge["status"] == "asserted"
        assert edge["documents"][0]["document"] == store.releases[0].id

    def test_a_register_is_not_known_before_its_release(self, store):
        for day, drawn in (("2024-03-17", 0), ("2024-03-18", 2)):
            policy = Policy.parse("all", known_by=day)
            assert geograph.network(store, policy).graph["rows"]["drawn"] == drawn

    @pytest.mark.slow
    @pytest.mark.parametrize(
        ("rule", "drawn"),
        [("undenied", 2), ("party-undenied", 2), ("owned", 0), ("endorsed:2", 0),
         ("corroborated:1", 2), ("held-by=SIPRI", 2), ("held-by=USA", 0)],
    )  # fmt: skip
    def test_what_one_voice_can_carry(self, store, rule, drawn):
        assert geograph.network(store, Policy.parse(rule)).graph["rows"]["drawn"] == drawn

    def test_as_of_cuts_the_rows(self, store):
        graph = geograph.network(store, Policy.parse("all", as_of="1990"))
        assert [(a, b) for a, b, d in graph.edges(data=True) if d.get("rows")] == [
            ("state/RUS-1922", "state/IRQ")
        ]

    def test_the_same_file_twice_changes_nothing(self, store, path, mapping, tmp_path):
        before = state_of(path)
        report = load(mapping, [write(tmp_path, "renamed.csv", self.TEXT)], path)
        assert report.already
        assert state_of(path) == before

    @pytest.mark.parametrize("table", ["events", "details", "actors", "items", "tenures"])
    @pytest.mark.parametrize("damage", ["lost", "cut off"])
    @pytest.mark.slow
    def test_a_lost_table_is_written_again_as_the_error_says(
        self, store, path, mapping, tmp_path, table, damage
    ):
        [release] = store.releases
        before, told = state_of(path), release_facts(store)
        file = store.release_path(release, table)
        half = file.read_bytes()[: file.stat().st_size // 2]
        file.unlink()
        if damage == "cut off":
            file.write_bytes(half)
        with pytest.raises(StoreError, match=f"cannot read table '{table}'") as caught:
            store.release_arrow(release, table)
        assert caught.value.fix == f"load the files of {release.id} again with `geograph load`"
        report = load(mapping, [write(tmp_path, "renamed.csv", self.TEXT)], path)
        assert not report.already
        assert report.latest is None
        with open_store(path) as mended:
            assert release_facts(mended) == told
            assert [r.id for r in mended.releases] == [release.id]
            assert mended.releases[0].rows == release.rows
        after = state_of(path)
        tables = [name for name in before if name.endswith(".parquet")]
        assert {name: after[name] for name in tables} == {name: before[name] for name in tables}

    @pytest.mark.slow
    def test_a_part_of_a_data_set_counts_beside_its_others(self, path, mapping, tmp_path):
        one, two = (
            write(tmp_path, f"{name}.csv", f"{HEAD}{name},Russia,Drone,2022,1,,,\n")
            for name in ("Iran", "Belarus")
        )
        load(mapping, [one], path, released="2024-01-01")
        whole = load(mapping, [two], path, released="2024-02-01", dry_run=True)
        assert "networks leave out release/" in whole.to_text()
        report = load(mapping, [two], path, released="2024-02-01", part=True)
        assert report.latest is None
        graph = geograph.network(open_store(path), Policy.parse("all"))
        assert graph.has_edge("state/IRN", "state/RUS")
        assert graph.has_edge("state/BLR", "state/RUS")

    @pytest.mark.slow
    def test_a_new_vintage_stays_beside_the_old_and_is_the_latest_word(
        self, store, path, mapping, tmp_path
    ):
        changed = self.TEXT.replace("4600", "6000")
        load(mapping, [write(tmp_path, "table_2026-03-09.csv", changed)], path)
        with open_store(path) as later:
            old, new = (
                {r["id"] for r in later.release_arrow(x).to_pylist()} for x in later.releases
            )
            assert (len(old & new), len(old - new), len(new - old)) == (2, 1, 1)
            graph = geograph.network(later)
            assert graph.graph["releases"] == (later.releases[1].id,)
            assert graph.graph["rows"]["drawn"] == 2
            before = geograph.network(later, Policy.parse("all", known_by="2025"))
            assert before.graph["releases"] == (later.releases[0].id,)

    def test_unloading_takes_out_what_only_it_had(self, store, path, mapping, tmp_path):
        first = store.releases[0]
        changed = self.TEXT.replace("4600", "6000")
        load(mapping, [write(tmp_path, "table_2026-03-09.csv", changed)], path)
        with open_store(path) as both:
            second = both.releases[1]
        unload(second.id, path)
        with open_store(path) as left:
            assert left.releases == (first,)
            kept = {r["id"] for r in rows(left)}
            _, found = left.select(f"SELECT ?e {{ ?r a <{GG}Register> ; <{GG}asserts> ?e }}")
            assert {local(str(e)) for (e,) in found} == kept
            assert left.select("ASK { ?s ?p 6000.0 }")[1] == [(False,)]
        unload(first.id, path)
        with open_store(path) as left:
            assert left.select(f"ASK {{ ?r a <{GG}Register> }}")[1] == [(False,)]

    @pytest.mark.slow
    def test_a_build_keeps_the_releases(self, store, path):
        held = store.releases
        with build(REPORT, path, validate=False) as rebuilt:
            assert rebuilt.releases == held
            _, found = rebuilt.select(f"SELECT ?e {{ ?r a <{GG}Register> ; <{GG}asserts> ?e }}")
            assert {local(str(e)) for (e,) in found} == {r["id"] for r in rows(rebuilt)}

    @pytest.mark.slow
    def test_a_build_over_damaged_metadata_drops_no_release(self, store, path):
        [release] = store.releases
        (path / "geograph.json").write_text("{", encoding="utf-8")
        before = state_of(path)
        with pytest.raises(StoreError, match=r"is damaged: cannot read geograph.json") as caught:
            build(REPORT, path, validate=False)
        assert "geograph check" in str(caught.value.fix)
        assert state_of(path) == before
        (path / "checksums.json").unlink()
        before = state_of(path)
        with pytest.raises(StoreError, match=r"is damaged.* cannot be carried over") as caught:
            build(REPORT, path, validate=False)
        assert release.id in caught.value.what
        assert caught.value.fix is not None
        assert caught.value.fix.startswith("move it away")
        assert state_of(path) == before
        shutil.rmtree(path / "tables" / "releases")
        build(REPORT, path, validate=False).close()

    def test_validation_looks_at_the_corpus_alone(self, store):
        from geograph.pipeline.validation import validate_store

        event = rdflib.URIRef(iri(str(rows(store)[0]["id"])))
        assert (event, None, None) in store.dataset
        assert (event, None, None) not in store.corpus
        transfer = rdflib.URIRef(iri("event/iran-srbm-russia-2024"))
        assert (transfer, None, None) in store.corpus
        assert not [f for f in validate_store(store) if f.severity == "error"]

    def test_info_shows_licence_and_citation(self, store, path):
        done = CliRunner().invoke(main, ["info", "--store", str(path)])
        assert "A register, made up." in done.output
        assert "free" in done.output


class TestMistakes:
    @pytest.mark.parametrize(
        ("text", "where", "what"),
        [
            (HEAD + "Iran,Russia,Drone,20x2,1,,,\n", 2, "names no year"),
            (HEAD + "Total,Russia,Drone,2022,1,,,\n", None, "no record was kept"),
            (HEAD + "Iran,Russia,Drone,2022,many,,,\n", 2, "'many' is not a number"),
            (HEAD + "Iran,Russia\n", 2, "cells"),
            ("a;b;c\n1;2;3\n", 1, "the separator looks like ';'"),
            (HEAD + "Iran,Rus\x00sia,Drone,2022,1,,,\n", 2, "control byte"),
            ("", None, "empty"),
        ],
    )
    def test_a_broken_file_leaves_the_store_as_it_was(
        self, path, mapping, tmp_path, text, where, what
    ):
        before = state_of(path)
        with pytest.raises(GeographError) as caught:
            load(mapping, [write(tmp_path, "t.csv", text)], path)
        assert what in str(caught.value)
        assert "fix:" in str(caught.value)
        if where:
            assert f"t.csv:{where}" in str(caught.value)
        assert state_of(path) == before

    def test_a_file_without_records_is_named(self, path, mapping, tmp_path):
        with pytest.raises(RecordError, match=r"t\.csv: there is no record"):
            load(mapping, [write(tmp_path, "t.csv", HEAD)], path)

    def test_a_file_of_another_data_set_says_so(self, path, tmp_path):
        votes = write(tmp_path, "t.csv", "rcid,ccode,vote\n1,2,1\n")
        with pytest.raises(RecordError) as caught:
            load("ucdp", [votes], path)
        assert caught.value.fix == "load it as unvotes, whose files look so"
        assert caught.value.what.count("found 'rcid'") == 1

    def test_a_separator_that_another_layout_has_is_not_blamed(self, path, tmp_path):
        points = write(tmp_path, "t.csv", "event_date,latitude,longitude\n2024-01-01,1,2\n")
        with pytest.raises(RecordError) as caught:
            load("acled", [points], path)
        assert "'event_id_cnty'" in caught.value.what
        assert "the separator looks" not in str(caught.value)

    def test_errors_are_allowed_by_number(self, path, mapping, tmp_path):
        text = HEAD + "Iran,Russia,Drone,2022,many,,,\nIran,Syria,Drone,2022,1,,,\n"
        report = load(mapping, [write(tmp_path, "t.csv", text)], path, max_errors=1)
        assert (report.records, report.kept, report.errors) == (2, 1, 1)

    def test_what_a_killed_load_left_is_in_nobodys_way(self, path, mapping, tmp_path):
        left = path.with_name(f".{path.name}.new")
        copy_store(path, left)
        (left / "part-1.nt").write_text("<a> <b> ")
        load(mapping, [write(tmp_path, "t.csv", TestRegister.TEXT)], path)
        assert not left.exists()

    def test_a_dry_run_changes_nothing(self, path, mapping, tmp_path):
        before = state_of(path)
        report = load(mapping, [write(tmp_path, "t.csv", TestRegister.TEXT)], path, dry_run=True)
        assert report.kept == 3
        assert state_of(path) == before

    def test_there_is_no_store(self, tmp_path, mapping):
        with pytest.raises(StoreError, match="there is no store"):
            load(mapping, [write(tmp_path, "t.csv", TestRegister.TEXT)], tmp_path / "no.db")

    def test_a_dry_run_needs_no_store_and_tells_the_day_that_a_load_would(
        self, path, tmp_path, mapping
    ):
        table = write(tmp_path, "t.csv", TestRegister.TEXT)
        tried = load(mapping, [table], tmp_path / "no.db", dry_run=True)
        assert not (tmp_path / "no.db").exists()
        loaded = load(mapping, [table], path)
        assert tried.release is not None
        assert loaded.release is not None
        assert (tried.kept, tried.release.released, tried.release.inferred) == (
            loaded.kept,
            loaded.release.released,
            loaded.release.inferred,
        )
        assert tried.to_text().splitlines()[-1] == loaded.to_text().splitlines()[-1]

    def test_a_day_for_what_is_loaded_already_is_not_taken_in_silence(
        self, path, tmp_path, mapping
    ):
        table = write(tmp_path, "t.csv", TestRegister.TEXT)
        first = load(mapping, [table], path, released="2026-01-01")
        again = load(mapping, [table], path, released="2026-02-02")
        assert again.already
        assert "--released 2026-02-02 was not taken over: it is dated 2026-01-01" in again.to_text()
        assert f"`geograph unload {first.release.id}` and load the files again" in again.to_text()
        same = load(mapping, [table], path, released="2026-01-01").to_text()
        assert "not taken over" not in same

    def test_there_is_no_data_set(self, path, tmp_path):
        with pytest.raises(MappingError, match="there is no data set 'sippri'"):
            load("sippri", [tmp_path / "t.csv"], path)

    def test_many_mistakes_are_shown_at_once(self, path, mapping, tmp_path):
        text = HEAD + "".join(f"Iran,Russia,Drone,2022,x{n},,,\n" for n in range(60))
        with pytest.raises(SeveralErrors) as caught:
            load(mapping, [write(tmp_path, "t.csv", text)], path)
        assert len(caught.value.errors) == 20

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("class: ArmsTransfer", "class: ArmsTransfers", "unknown class"),
            ("speaks: register", "speaks: loudly", "invalid value for `speaks`"),
            ("licence: free\n", "", "`licence` is missing"),
            ("actor: {column: from}", "actr: {column: from}", "unknown key"),
            ("form: years", "form: roman", "not known"),
            ("drop:", "dropp:", "unknown key"),
            (", doc: how many", "", "has no description"),
            ("          quantity:", "          weight:", "is named as a column of all events"),
        ],
    )
    def test_a_wrong_mapping_says_where(self, old, new, message):
        with pytest.raises(MappingError, match=message) as caught:
            read_dataset(REGISTER.replace(old, new), "register.yml")
        assert str(caught.value).startswith("register.yml:")


class TestCommand:
    def test_load_reports_to_the_terminal_and_as_json(self, path, mapping, tmp_path):
        file, to = write(tmp_path, "t.csv", TestRegister.TEXT), tmp_path / "report.json"
        done = CliRunner().invoke(
            main, ["load", mapping, str(file), "--store", str(path), "--report", str(to)]
        )
        assert done.exit_code == 0, done.output
        assert "records read      4" in done.output
        assert "1  a total  (line 3)" in done.output
        assert json.loads(to.read_text(encoding="utf-8"))["events"] == 3

    def test_the_catalogue_says_how_each_speaks(self):
        done = CliRunner().invoke(main, ["datasets", "--format", "csv"])
        assert any(
            line.startswith("icews,") and ",records," in line for line in done.output.splitlines()
        )


@settings(max_examples=draws(50), deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), max_size=9), max_size=9))
def test_ordinals_are_those_of_plain_counting(batches):
    seen, counts = SeenNumbers(), dict[int, int]()
    for batch in batches:
        expected = []
        for number in batch:
            counts[number] = counts.get(number, 0) + 1
            expected.append(counts[number])
        assert seen.ordinals(batch) == expected


def test_a_record_error_is_a_geograph_error():
    assert issubclass(RecordError, GeographError)


@pytest.mark.slow
def test_the_number_of_faults_is_that_of_the_whole_file(tmp_path, path, mapping):
    lines = ["Iran,Russia,T-72,2001,many"] * 42 + ["Iran,Russia,T-72"] * 3
    text = "from,to,what,year,number\n" + "\n".join(lines) + "\nIran,Russia,T-72,2001,1\n"
    table = write(tmp_path, "r.csv", text)
    with pytest.raises(SeveralErrors) as caught:
        load(mapping, [table], path)
    assert "45 records cannot be read (25 not shown)" in str(caught.value)
    assert "allow them with --max-errors 45 or more" in str(caught.value)
    report = load(mapping, [table], path, max_errors=45)
    assert (report.records, report.kept, report.errors) == (46, 1, 45)
