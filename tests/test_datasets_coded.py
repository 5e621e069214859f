"""ICEWS, GDELT, PLOVER, POLECAT and ACLED: coded news, whose publishers record or judge."""

from __future__ import annotations

import csv
import json
import zipfile
from collections import Counter
from datetime import date

import pytest
from releases import FIXTURES, SHARED, ask, loaded, small_store, table, with_files

from geograph.actors import ActorIndex, load_reference
from geograph.actors.cameo_actors import coded_of, parts
from geograph.errors import GeographError, RecordError
from geograph.pipeline.load import load
from geograph.vocab import ACTOR_CLASSES

pytestmark = pytest.mark.slow  # whole files of publishers

REFERENCE = load_reference()
INDEX = ActorIndex(REFERENCE.actors, REFERENCE.tenures)
GDELT = FIXTURES / "gdelt" / "20191024143000.export.CSV"
ICEWS = FIXTURES / "icews"


# CAMEO codes of actors


@pytest.mark.parametrize(
    ("code", "day", "actor", "country", "label", "speaks"),
    [
        ("USAGOV", None, None, "USA", "government", True),
        ("USAMIL", None, None, "USA", "military", True),
        ("GBRCOP", None, None, "GBR", "police", True),
        ("RUSSPY", None, None, "RUS", "state intelligence", True),
        ("USALEG", None, None, "USA", "legislature", False),
        ("IRNJUD", None, None, "IRN", "judiciary", False),
        ("JPNELIGOV", None, None, "JPN", "elites, government", False),
        ("IRNGOVEDU", None, None, "IRN", "government, education", True),
        ("IRQkurGOV", None, None, "IRQ", "kur, government", False),
        ("MNCUSAMED", None, None, "USA", "multinational corporation, media", False),
        ("NATMIL", None, "actor/nato", None, "North Atlantic Treaty Organization", False),
        ("IGOUNODEVWBK", None, "actor/world-bank", None, "World Bank", False),
        ("PSEINSHMS", None, "actor/hamas", None, "Hamas", False),
        ("SAF", None, None, None, "Southern Africa", False),
        ("SUN", date(2020, 1, 1), None, None, "Sunni", False),
        ("CIVGOV", None, None, "CIV", "government", True),
    ],
)  # fmt: skip
def test_a_code_is_read_in_its_parts(code, day, actor, country, label, speaks):
    found = coded_of(code, INDEX, day)
    assert (found.actor, found.country, found.label, found.speaks) == (
        actor, country, label, speaks
    )  # fmt: skip


@pytest.mark.parametrize("text", ["", "US", "United States", "USA1", "ÄÖÜ"])
def test_a_name_is_no_code(text):
    assert coded_of(text, INDEX) is None


def test_no_part_but_two_religions_is_also_a_country():
    both = {code for code in parts() if INDEX.find(f"cameo:{code}")}
    assert both == {"SHN", "SUN"}
    assert {part.kind for part in parts().values()} <= set(ACTOR_CLASSES)
    assert {part.speaks for part in parts().values()} == {"yes", "no", ""}


# GDELT


@pytest.fixture(scope="module")
def gdelt(tmp_path_factory):
    return loaded(tmp_path_factory.mktemp("gdelt"), "gdelt", GDELT)


def test_a_row_of_gdelt_is_an_event_with_its_document(gdelt):
    store, report, rows = gdelt
    assert (report.records, report.kept, dict(report.dropped)) == (6, 5, {"unknown CAMEO code": 1})
    assert report.ignored == ()
    row = rows[0]
    assert row["id"].startswith("event/gdelt/900000001-")
    assert (row["kind"], row["cameo"], row["goldstein"]) == ("Visit", "042", 1.9)
    assert (row["actor"], row["actor_state"]) == (["actor/gdelt/usa/usagov"], ["state/USA"])
    assert (row["recipient"], row["place"]) == (["state/RUS"], ["state/RUS"])
    assert (row["start"], row["added"]) == (date(2019, 10, 24), date(2019, 10, 24))
    assert row["url"] == ["http://news.example/a"]
    recorded = 'SELECT ?e { ?r a gg:Extraction ; gg:records ?e . ?e gg:cameoCode "042" }'
    assert ask(store, recorded) == [(row["id"],)]


def test_codes_of_actors_are_bodies_groups_and_organisations(gdelt):
    _, _, rows = gdelt
    who = [(row["actor"], row["actor_state"], row["recipient"]) for row in rows[1:]]
    assert who == [
        ([], [], ["actor/european-union"]),
        (["actor/gdelt/gbr/gbrcop"], ["state/GBR"], ["actor/gdelt/irq/irqkurreb"]),
        (["actor/hezbollah"], [None], ["actor/gdelt/afr"]),
        (["actor/gdelt/jpn/jpneligov"], [None], ["actor/gdelt/usa/usaleg"]),
    ]
    assert [row["place"] for row in rows[1:]] == [["state/ESP"], ["state/CHN"], [], ["state/USA"]]
    labels = {a["id"]: a["label"] for a in table(*gdelt[:2], "actors")}
    assert labels["actor/gdelt/gbr/gbrcop"] == "police (United Kingdom)"
    assert labels["actor/gdelt/afr"] == "Africa"


def test_a_quote_is_a_sign_and_a_citation_is_no_document(gdelt):
    _, _, rows = gdelt
    assert rows[2]["actor1_name"] == 'LONDON "POLICE'
    assert [row["url"] for row in rows] == [
        ["http://news.example/a"], ["http://news.example/a"], ["http://news.example/b"],
        ["http://news.example/a"], ["BBC Monitoring"],
    ]  # fmt: skip
    # where a machine read it, and what it counted, is in the columns alone
    asked = """SELECT ?o { ?e ?p ?o . FILTER(CONTAINS(STR(?o), "news.example")
        || CONTAINS(STR(?o), "LONDON") || CONTAINS(STR(?p), "oldstein")) }"""
    assert ask(gdelt[0], asked) == []


def test_speech_that_a_machine_coded_is_a_statement_by_its_actor(gdelt):
    spoken = {row["kind"]: row["speech"] for row in gdelt[2]}
    assert {kind for kind, speech in spoken.items() if speech} == {"Threat", "Demand", "Comment"}
    assert [spoken[kind] for kind in ("Visit", "Attack")] == [False, False]
    said = ask(
        gdelt[0],
        "SELECT ?who { ?s a gg:Demand ; gg:agent ?who . FILTER(CONTAINS(STR(?who), 'gdelt')) }",
    )
    assert said == [("actor/gdelt/gbr/gbrcop",)]


@pytest.mark.parametrize("name", ["1985.zip", "20130401.export.CSV"])
def test_gdelt_1_has_57_columns_or_58_and_the_states_of_its_time(tmp_path, name):
    _, report, rows = loaded(tmp_path, "gdelt", FIXTURES / "gdelt" / name)
    assert (report.kept, report.ignored) == (2, ())
    soviet, yemen = rows
    assert (soviet["actor"], soviet["recipient_state"]) == (["state/USA"], ["state/RUS-1922"])
    assert yemen["recipient"] == ["state/YUG-1992"]
    assert soviet["url"] == ([] if name == "1985.zip" else ["http://news.example/c"])
    assert report.release.released == (
        date(1985, 12, 31) if name == "1985.zip" else date(2013, 4, 1)
    )


def test_gdelt_is_read_packed_and_with_a_header(tmp_path):
    names = load_columns(61)
    lines = GDELT.read_text(encoding="utf-8").replace('"', "").splitlines()
    packed = tmp_path / "20191024143000.export.CSV.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("20191024143000.export.CSV", GDELT.read_text(encoding="utf-8"))
    headed = tmp_path / "bigquery.csv"
    with headed.open("w", newline="") as stream:
        csv.writer(stream).writerows([names, *(line.split("\t") for line in lines)])
    tabbed = tmp_path / "tabbed.tsv"
    tabbed.write_text("\n".join(["\t".join(names), *lines]))
    counts = []
    for n, path in enumerate((packed, headed, tabbed)):
        folder = tmp_path / str(n)
        folder.mkdir()
        _, report, rows = loaded(folder, "gdelt", path)
        counts.append((report.kept, rows[0]["actor"], rows[0]["place"], report.ignored))
    assert counts == [(5, ["actor/gdelt/usa/usagov"], ["state/RUS"], ())] * 3


def load_columns(width: int) -> tuple[str, ...]:
    from geograph.sources.mapping import load_dataset

    form = load_dataset("gdelt").layouts[0].form
    return next(names for names in form.columns if len(names) == width)


def test_a_mangled_export_says_what_is_wrong_and_leaves_the_store(tmp_path):
    wrong = tmp_path / "mangled.CSV"
    wrong.write_text(GDELT.read_text().replace("\t", ";"))
    store = small_store(tmp_path)
    before = sorted((p.name, p.stat().st_mtime_ns) for p in store.rglob("*"))
    with pytest.raises(GeographError, match=r"mangled.CSV:1(?s:.*)separator looks like ';'"):
        load("gdelt", [wrong], store)
    assert sorted((p.name, p.stat().st_mtime_ns) for p in store.rglob("*")) == before


@with_files
def test_the_mangled_export_of_the_publishers_files(tmp_path):
    wrong = SHARED / "gdelt" / "20190121220000.export2.semicolon.CSV"
    with pytest.raises(GeographError, match=r"semicolon.CSV:1(?s:.*)separator looks like ';'"):
        load("gdelt", [wrong], small_store(tmp_path))


@with_files
def test_an_export_of_gdelt_as_counted_without_geograph(tmp_path):
    path = SHARED / "gdelt" / "20191024143000.export.CSV"
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    _, report, rows = loaded(tmp_path, "gdelt", path)
    assert (report.records, report.kept, report.events) == (2111, 2111, 2111)
    assert sum(not row["actor"] for row in rows) == sum(not line[5] for line in lines) == 174
    assert sum(not row["recipient"] for row in rows) == sum(not line[15] for line in lines) == 531
    assert Counter(row["cameo"] for row in rows) == Counter(line[26] for line in lines)
    assert {tuple(row["url"]) for row in rows} == {(line[60].strip(),) for line in lines}
    codes = {c.code: c.actor for c in REFERENCE.codes if c.scheme == "cameo" and not c.end}
    for row, line in zip(rows, lines, strict=True):
        if len(line[5]) == 3 and line[5] in codes and line[7] == line[5]:
            assert INDEX.find(f"cameo:{line[5]}", on=row["start"]) == tuple(row["actor"])
    assert sorted(report.names.unresolved) == ["OS"]  # the oceans


# ICEWS


def test_a_release_of_icews_keeps_its_codes_and_reads_its_roles(tmp_path):
    store, report, rows = loaded(tmp_path, "icews", ICEWS / "events.2018.20190114.tab")
    assert (report.kept, dict(report.dropped)) == (5, {"unknown CAMEO code": 1})
    assert report.release.released == date(2019, 1, 14)
    assert [row["cameo"] for row in rows] == ["040", "040", "111", "193", "1011"]
    ministry, back, union, fight, demand = rows
    assert ministry["actor_state"] == back["recipient_state"] == ["state/BGD"]
    assert ministry["recipient"] == back["actor"] == ["actor/vladimir-putin"]
    assert (union["actor"], union["recipient"]) == (["actor/european-union"], ["state/MKD"])
    assert (union["place"], union["publisher"], union["city"]) == ([], None, None)
    assert (fight["actor_state"], fight["recipient_state"]) == ([None], [None])
    assert demand["actor_state"] == ["state/KEN"]
    assert ministry["publisher"] == "Invented Agency"
    kinds = {a["label"]: (a["belongs"], a["state"]) for a in table(store, report, "actors")}
    assert kinds["Invented Person"] == ("state/KEN", None)
    assert kinds["Invented Minister"] == ("state/KEN", "state/KEN")


def test_four_columns_of_icews(tmp_path):
    _, report, rows = loaded(tmp_path, "icews", ICEWS / "icews_2014_test.txt")
    assert (report.events, report.duplicates) == (7, 1)
    assert len({row["id"] for row in rows}) == 7
    codes = [row["cameo"] for row in rows]
    assert codes == ["111", "010", "173", "040", "111", "193", "111"]
    assert (rows[0]["actor"], rows[0]["recipient"]) == (["state/KOR"], ["state/PRK"])
    assert rows[1]["actor_state"] == ["state/AFG"]
    assert rows[2]["actor_state"] == [None]
    assert rows[3]["actor"] != rows[3]["recipient"]  # an accent tells two names apart
    assert rows[5]["actor"] == rows[5]["recipient"] == ["state/IRN"]


@with_files
def test_icews_14_as_counted_without_geograph(tmp_path):
    folder = SHARED / "icews" / "icews14_rebuilt_names"
    paths = [folder / f"icews_2014_{part}.txt" for part in ("train", "valid", "test")]
    lines = [line.split("\t") for p in paths for line in p.read_text(encoding="utf-8").splitlines()]
    names = {name for line in lines for name in (line[0], line[2])}
    assert (len(lines), len(names), len({line[1] for line in lines})) == (90_730, 7_128, 230)
    store, report, rows = loaded(tmp_path, "icews", *paths)
    assert (report.records, report.kept, report.events) == (90_730, 90_730, 90_730)
    assert len({row["id"] for row in rows}) == 90_730
    assert {len(row["actor"]) for row in rows} == {len(row["recipient"]) for row in rows} == {1}
    assert Counter(row["start"].isoformat() for row in rows) == Counter(line[3] for line in lines)
    pairs = {line[0]: row["actor"][0] for row, line in zip(rows, lines, strict=True)}
    pairs |= {line[2]: row["recipient"][0] for row, line in zip(rows, lines, strict=True)}
    assert len(pairs) == 7_128
    # two persons of the reference have two spellings each
    twice = [key for key, n in Counter(pairs.values()).items() if n > 1]
    assert sorted(twice) == ["actor/abdiweli-sheikh-ahmed", "actor/prayut-chan-o-cha"]
    assert len({*pairs.values()}) == 7_126
    quads = ask(store, "SELECT (COUNT(*) AS ?n) { ?r a gg:Extraction ; gg:records ?e . ?e ?p ?o }")
    assert quads[0][0] <= 8 * 90_730  # with the line that records it, nine an event


@with_files
def test_a_release_of_icews_as_counted_without_geograph(tmp_path):
    path = SHARED / "icews" / "original_tsv" / "events.2018.sample.tab"
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()][1:]
    store, report, rows = loaded(tmp_path, "icews", path)
    assert (report.records, report.kept, len(rows)) == (3_705, 3_705, 3_705)
    assert Counter(row["cameo"] for row in rows) == Counter(line[6] for line in lines)
    assert sum(not row["place"] for row in rows) == sum(line[17] == "NA" for line in lines)
    quads = ask(store, "SELECT (COUNT(*) AS ?n) { ?r a gg:Extraction ; gg:records ?e . ?e ?p ?o }")
    assert quads[0][0] <= 11 * 3_705


# PLOVER and POLECAT


def test_gold_standard_records_of_plover(tmp_path):
    _, report, rows = loaded(tmp_path, "plover", FIXTURES / "plover" / "gold.txt")
    assert (report.kept, dict(report.dropped)) == (5, {"a description of the file": 1})
    together, threat, assault, protest, agree = rows
    assert together["participant_state"] == ["state/HUN", "state/ROU"]
    assert (together["actor"], together["start"], together["topic"]) == (
        [], None, ["military", "legal"]
    )  # fmt: skip
    assert threat["actor"] == ["state/JPN"]
    assert threat["recipient"] == ["actor/plover/civ/civreb", "actor/nato"]
    assert (threat["kind"], threat["mode"], threat["speech"]) == ("Threat", "other", True)
    assert (assault["recipient"], assault["fatalities"]) == (["actor/plover/irq/irqcvl"], 3)
    assert protest["actor"] == ["actor/plover/students"]
    assert agree["actor"] == ["state/IRN", "state/OMN"]  # each says so


def test_gold_standard_records_may_stand_a_line_each(tmp_path):
    records = json.loads((FIXTURES / "plover" / "gold.txt").read_text())
    path = tmp_path / "gold.jsonl"
    path.write_text("\n".join(map(json.dumps, records)))
    _, report, rows = loaded(tmp_path, "plover", path)
    assert (report.release.layout, report.kept) == ("gold-standard-lines", 5)
    assert rows[0]["participant_state"] == ["state/HUN", "state/ROU"]


@with_files
def test_the_gold_standard_as_counted_without_geograph(tmp_path):
    path = SHARED / "plover" / "PLOVER_GSR_CAMEO.txt"
    records = [r for r in json.loads(path.read_text(encoding="utf-8")) if r["event"] != "DOCUMENT"]
    _, report, rows = loaded(tmp_path, "plover", path)
    assert (report.kept, report.events, dict(report.dropped)) == (
        322, 322, {"a description of the file": 1}
    )  # fmt: skip
    assert Counter(r["plover_type"] for r in rows) == Counter(r["event"] for r in records)
    assert not report.names.unresolved
    assert not report.ignored
    for record, row in zip(records, rows, strict=True):
        given = [a for role in ("source", "target") for a in record.get(role) or []]
        found = {*row["actor"], *row["recipient"], *row["participant"]}
        assert bool(given) == bool(found)
        assert all(key.count("/") == 1 or "plover/" in key for key in found)


def test_a_release_of_polecat(tmp_path):
    _, report, rows = loaded(tmp_path, "polecat", *(FIXTURES / "polecat").iterdir())
    assert (report.kept, report.ignored) == (3, ())
    assert report.release.released == date(2023, 1, 7)
    visit, threat, assault = rows
    assert visit["actor"] == ["actor/polecat/rus/someone-important", "state/BLR"]
    assert visit["actor_state"] == ["state/RUS", "state/BLR"]
    assert (visit["recipient"], visit["place"]) == (["state/IRN"], ["state/RUS"])
    assert (visit["kind"], visit["plover"], visit["topic"]) == (
        "Meeting", "CONSULT", ["diplomatic", "military"]
    )  # fmt: skip
    assert (visit["publisher"], visit["published"]) == ("Invented Agency", "2023-01-06")
    assert (threat["recipient"], threat["place"]) == (["state/AUS"], ["state/AUS"])
    assert threat["actor_state"] == ["state/RUS"]
    assert (assault["actor_state"], assault["recipient"], assault["intensity"]) == (
        [None],
        [],
        -9.0,
    )


# ACLED


def test_an_export_of_acled(tmp_path):
    store, report, rows = loaded(tmp_path, "acled", FIXTURES / "acled" / "2024-06-01-export.csv")
    assert (report.kept, report.ignored, report.release.kind) == (5, (), "Register")
    battle, protest, attack, shelling, deal = sorted(rows, key=lambda row: row["line"])
    assert battle["participant_state"] == ["state/KEN", None]
    assert (battle["kind"], battle["fatalities"], battle["place"]) == (
        "OrganisedViolence", 4, ["state/KEN"]
    )  # fmt: skip
    assert protest["beside_first"] == ["Labor Group (Kenya)", "Students (Kenya)"]
    assert (protest["actor_state"], protest["recipient"]) == ([None], [])
    assert (attack["actor"], attack["edtf"]) == (["actor/rapid-support-forces"], "2024-04")
    assert shelling["kind"] == "Attack"
    assert (shelling["actor_state"], shelling["recipient_state"]) == (["state/UKR"], ["state/RUS"])
    assert (deal["kind"], deal["durative"]) == ("Agreement", False)
    assert deal["participant_state"][0] == "state/COD"
    assert [row["key"] for row in (battle, deal)] == ["KEN1", "COD1"]
    kinds = {a["label"]: a["kind"] for a in table(store, report, "actors")}
    assert kinds["Al Shabaab"] == "ArmedGroup"
    assert deal["participant"][1] == "actor/m23"


def test_older_exports_of_acled(tmp_path):
    for name in ("old", "v5"):
        (tmp_path / name).mkdir()
    _, report, rows = loaded(tmp_path / "old", "acled", FIXTURES / "acled" / "old.csv")
    assert (report.kept, report.release.layout, report.ignored) == (2, "semicolons", ())
    battle, riot = sorted(rows, key=lambda row: row["line"])
    assert (battle["start"], riot["edtf"]) == (date(1997, 5, 1), "1997-06")
    assert battle["participant_state"] == ["state/SDN", None]
    assert (riot["kind"], riot["recipient_state"]) == ("Assault", ["state/SDN"])
    file = FIXTURES / "acled" / "v5.csv"
    with pytest.raises(RecordError, match="2011-02-03 as d/m/y and 2011-03-02 as m/d/y"):
        loaded(tmp_path / "v5", "acled", file)
    (tmp_path / "told").mkdir()
    _, report, rows = loaded(tmp_path / "told", "acled", file, date_form="d/m/y")
    assert (report.kept, report.ignored) == (1, ())
    assert (rows[0]["kind"], rows[0]["start"]) == ("OrganisedViolence", date(2011, 2, 3))
    assert rows[0]["participant_state"] == ["state/KEN", None]


def test_what_the_interface_of_acled_answers(tmp_path):
    event = {
        "event_id_cnty": "KEN7", "event_date": "2024-05-01", "event_type": "Protests",
        "sub_event_type": "Peaceful protest", "actor1": "Protesters (Kenya)", "actor2": "",
        "country": "Kenya", "fatalities": 0,
    }  # fmt: skip
    path = tmp_path / "answer.json"
    path.write_text(json.dumps({"status": 200, "count": 1, "data": [event]}))
    _, report, rows = loaded(tmp_path, "acled", path)
    assert report.release.layout == "answers"
    assert [(row["kind"], row["place"], row["fatalities"]) for row in rows] == [
        ("Protest", ["state/KEN"], 0)
    ]


def test_a_table_of_icews_with_other_spellings_of_its_columns(tmp_path):
    lines = (ICEWS / "events.2018.20190114.tab").read_text().splitlines()
    lines[0] = lines[0].lower().replace(" ", "_")
    path = tmp_path / "events.tab"
    path.write_text("\r\n".join(lines), encoding="utf-8-sig", newline="")
    _, report, rows = loaded(tmp_path, "icews", path)
    assert (report.kept, report.ignored) == (5, ())
    assert (rows[0]["goldstein"], rows[0]["place"]) == (1.0, ["state/VNM"])


def test_the_benchmark_of_icews_may_be_packed_and_begin_with_a_mark(tmp_path):
    text = (ICEWS / "icews_2014_test.txt").read_text(encoding="utf-8").replace("\n", "\r\n")
    path = tmp_path / "icews_2014_test.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("icews_2014_test.txt", b"\xef\xbb\xbf" + text.encode())
        archive.writestr("README.md", "about these rows")
    _, report, rows = loaded(tmp_path, "icews", path)
    assert report.kept == 7
    assert (rows[0]["actor"], rows[0]["recipient"]) == (["state/KOR"], ["state/PRK"])


def test_the_latest_of_several_files_dates_a_release(tmp_path):
    later = tmp_path / "20191025150000.export.CSV"
    later.write_text(GDELT.read_text().replace("\t9000000", "\t").replace("900000", "910000"))
    _, report, _ = loaded(tmp_path, "gdelt", GDELT, later)
    assert (report.kept, report.release.released) == (10, date(2019, 10, 25))


def test_icews_with_other_dates_and_without_codes(tmp_path):
    for folder in ("plain", "later"):
        (tmp_path / folder).mkdir()
    _, _, plain = loaded(tmp_path / "plain", "icews", ICEWS / "events.2018.20190114.tab")
    later = ICEWS / "Events.2017.20200602.tab"
    _, report, rows = loaded(tmp_path / "later", "icews", later)
    columns = ("key", "kind", "cameo", "actor", "recipient", "start", "goldstein")
    assert [[r[c] for c in columns] for r in rows] == [[r[c] for c in columns] for r in plain]
    assert (report.release.layout, report.release.released) == (
        "release-without-codes", date(2020, 6, 2),
    )  # fmt: skip
    assert report.ignored == ()


def test_a_day_of_icews_that_no_month_allows_is_an_error(tmp_path):
    path = tmp_path / "Events.2017.20200602.tab"
    text = (ICEWS / path.name).read_text(encoding="utf-8")
    path.write_text(text.replace("6/1/2018", "13/1/2018", 1), encoding="utf-8")
    with pytest.raises(
        GeographError, match=r"Events.2017.20200602.tab:2: '2018-13-01' has no month 13"
    ):
        loaded(tmp_path, "icews", path)


def test_mentions_are_counted_beside_the_events_that_they_belong_to(tmp_path, gdelt):
    mentions = GDELT.with_name("20191024143000.mentions.CSV")
    store, report, rows = loaded(tmp_path, "gdelt", GDELT, mentions)
    _, plain, without = gdelt
    assert (report.records, report.kept) == (plain.records, plain.kept)
    assert (report.release.layout, report.ignored) == ("export-with-mentions", ())
    # The same events, under the same ids, with more details.
    for row, one in zip(rows, without, strict=True):
        assert {k: row[k] for k in one} == one | {"source": row["source"]}
    columns = (
        "mentions_found", "outlets", "documents", "first_mention", "last_mention",
        "best_confidence", "mention_tone",
    )  # fmt: skip
    assert [tuple(row[c] for c in columns) for row in rows[:3]] == [
        (3, 2, 2, date(2019, 10, 24), date(2019, 10, 25), 100, -0.5),
        (1, 1, 1, date(2019, 10, 24), date(2019, 10, 24), 20, 0.0),
        (None, None, None, None, None, None, None),
    ]
    elsewhere = "a mention of an event that is not in these files"
    assert report.noticed.examples[elsewhere] == ["line 5: 899999999"]
    asked = "SELECT ?e { ?r gg:records ?e }"
    load("gdelt", [GDELT], store)
    assert len(ask(store, asked)) == 2 * len(rows)
    assert len(set(ask(store, asked))) == len(rows)


def test_mentions_alone_are_refused(tmp_path):
    with pytest.raises(RecordError, match="is only a part"):
        loaded(tmp_path, "gdelt", GDELT.with_name("20191024143000.mentions.CSV"))
