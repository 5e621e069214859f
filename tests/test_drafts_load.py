"""Drafts of many kinds of tables: what each column is taken for, and that the draft loads."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from test_cells import workbook
from test_load import write

from geograph.actors import ActorIndex, key_of, load_reference
from geograph.errors import RecordError
from geograph.pipeline.load import load
from geograph.sources.draft import draft

ROOT = Path(__file__).parents[1]
#: name of the file → text, uses of its columns (those that are not details), rows.
TABLES: dict[str, tuple[str, dict[str, tuple[str, str]], int]] = {
    "preamble.csv": (
        "Table of visits\nSource: me, 2024\n\n# a comment, with a comma\n"
        "sender,target,date,purpose\nIran,Russia,2014-05-03,talks\nRussia,Iran,2014-06-01,talks\n"
        "France,Germany,2014-07-14,parade\n",
        {"sender": ("actor", "name"), "target": ("recipient", "name"), "date": ("date", "edtf")},
        3,
    ),
    "date first.csv": (
        "date,country,partner,value\n2014-05-03,Iran,Russia,1.5\n2014-05-04,Iraq,China,2\n",
        {
            "date": ("date", "edtf"),
            "country": ("actor", "name"),
            "partner": ("recipient", "name"),
        },
        2,
    ),
    "nobody known.csv": (
        "date,group,town,deaths\n2014-05-03,Atlantis Front,Ur,2\n2014-05-04,Lemuria Army,Uruk,1\n",
        {"date": ("date", "edtf")},
        2,
    ),
    "mixed dates.csv": (
        "state,when\nIran,2014-05-03\nIraq,23/05/2014\nSyria,May 2024\nFrance,3.6.2015\n"
        "Egypt,2016\n",
        {"state": ("participant", "name"), "when": ("date", "d/m/y, d.m.y, d mon y")},
        5,
    ),
    "may.csv": (
        "country,date\nIran,May 2024\nIraq,14 June 2023\nEgypt,Jan 2020\n",
        {"country": ("participant", "name"), "date": ("date", "d mon y")},
        3,
    ),
    "cow.csv": (
        "ccode1,state_name_1,ccode2,state_name_2,year\n2,United States of America,365,Russia,1999\n"
        "200,United Kingdom,220,France,1999\n255,Germany,710,China,2001\n",
        {"ccode1": ("actor", "cow"), "ccode2": ("recipient", "cow"), "year": ("date", "edtf")},
        3,
    ),
    "iso numbers.csv": (
        "country_code,country,year,gdp\n840,United States,1999,1\n826,United Kingdom,2000,2\n"
        "250,France,2001,3\n",
        {"country_code": ("participant", "un"), "year": ("date", "edtf")},
        3,
    ),
    "numbers alone.csv": (
        "country,year,x\n840,1999,1\n826,2000,2\n276,2001,3\n643,2001,3\n",
        {"country": ("participant", "un"), "year": ("date", "edtf")},
        4,
    ),
    "floats.csv": (
        "ccode_a,ccode_b,start_year,end_year\n2.0,20.0,1949.0,1990.0\n200.0,220.0,1950.0,\n",
        {
            "ccode_a": ("actor", "cow"),
            "ccode_b": ("recipient", "cow"),
            "start_year": ("date", "edtf"),
            "end_year": ("date.until", "edtf"),
        },
        2,
    ),
    "spanish.csv": (
        "remitente;destinatario;fecha;importe\nAlemania;España;03/05/2014;1,5\n"
        "Estados Unidos;Rusia;23/05/2014;2.000,25\nEE.UU.;Corea del Sur;24/05/2014;3\n",
        {
            "remitente": ("actor", "name"),
            "destinatario": ("recipient", "name"),
            "fecha": ("date", "d/m/y"),
        },
        3,
    ),
    "spanish country.csv": (
        "país,año,valor\nAlemania,2014,1\nTurquía,2015,2\nMéxico,2016,3\n",
        {"país": ("participant", "name"), "año": ("date", "edtf")},
        3,
    ),
    "french.csv": (
        "expéditeur\tdestinataire\tannée\nAllemagne\tÉtats-Unis\t2014\nRussie\tSyrie\t2015\n",
        {
            "expéditeur": ("actor", "name"),
            "destinataire": ("recipient", "name"),
            "année": ("date", "edtf"),
        },
        2,
    ),
    "german.csv": (
        "Absender;Empfänger;Datum;Betrag\nDeutschland;Vereinigte Staaten;3.5.2014;1,5\n"
        "Frankreich;Türkei;23.5.2014;2,25\n",
        {
            "Absender": ("actor", "name"),
            "Empfänger": ("recipient", "name"),
            "Datum": ("date", "d.m.y"),
        },
        2,
    ),
    "russian.csv": (
        "отправитель;получатель;дата\nРоссия;Германия;03.05.2014\nСША;Китай;23.05.2014\n"
        "Турция;Сирия;24.05.2014\n",
        {
            "отправитель": ("actor", "name"),
            "получатель": ("recipient", "name"),
            "дата": ("date", "d.m.y"),
        },
        3,
    ),
    "wide.csv": (
        "country,code,1990,1991,1992\nIran,IRN,1,2,..\nIraq,IRQ,,3,4\n",
        {"country": ("participant", "name"), "value": ("melt", "number")},
        4,
    ),
    "world bank.csv": (
        'Country Name,Country Code,"1990 [YR1990]","1991 [YR1991]","1992 [YR1992]"\n'
        "France,FRA,1.5,2,..\nGermany,DEU,..,3,4\n",
        {"Country Name": ("participant", "name"), "value": ("melt", "number")},
        4,
    ),
    "members.csv": (
        "organisation,country,joined,left\nNATO,France,1949,\nNATO,Italy,1949,\n"
        "European Union,United Kingdom,1973,2020\n",
        {
            "organisation": ("member of", "name"),
            "country": ("participant", "name"),
            "joined": ("date", "edtf"),
            "left": ("date.until", "edtf"),
        },
        3,
    ),
    "leaders.csv": (
        "country,leader,start_date,end_date\nFrance,Jane Doe,1999-01-01,2004-05-03\n"
        "Germany,John Roe,2001-01-01,present\n",
        {
            "country": ("state", "name"),
            "leader": ("participant", "local"),
            "start_date": ("date", "edtf"),
            "end_date": ("date.until", "edtf"),
        },
        2,
    ),
    "namibia.csv": (
        "year,ccode1,ccode2,event\n1990,NA,ZA,visit\n1995,NA,DE,visit\n1999,NG,NE,visit\n"
        "2001,NO,NA,visit\n",
        {"year": ("date", "edtf"), "ccode1": ("actor", "iso2"), "ccode2": ("recipient", "iso2")},
        4,
    ),
    "no header.tsv": (
        "Iran\tMake a visit\tRussia\t2014-03-06\nIraq\tConsult\tIran\t2014-03-07\n",
        {
            "column_1": ("actor", "name"),
            "column_3": ("recipient", "name"),
            "column_4": ("date", "edtf"),
        },
        2,
    ),
    "stated.csv": (
        "sep=;\r\nfrom;to;from_date;to_date\r\nIran;Russia;2014-05-03;2014-06-01\r\n\x1a",
        {
            "from": ("actor", "name"),
            "to": ("recipient", "name"),
            "from_date": ("date", "edtf"),
            "to_date": ("date.until", "edtf"),
        },
        1,
    ),
    "strangers.csv": (
        "from_group;to_group;event_date;killed\nAtlantis Front;Lemuria Army;20140503;1\n"
        "Mu Guard;Atlantis Front;20140504;2\n",
        {
            "from_group": ("actor", "local"),
            "to_group": ("recipient", "local"),
            "event_date": ("date", "ymd"),
        },
        2,
    ),
    "years by R.csv": (
        "Land;X1990;X1991;X1992\nItalien;1,5;2,5;NA\nFrankreich;NA;1.234,5;3\n",
        {"Land": ("participant", "name"), "value": ("melt", "number,")},
        4,
    ),
    "unknown days.csv": (
        "country,date\nIran,2014-05-03\nIraq,unknown\nEgypt,2014-05-04\nSyria,..\n",
        {"country": ("participant", "name"), "date": ("date", "edtf")},
        4,
    ),
    "written together.csv": (
        "ccode,stday,stmon,styear,enddate\n2,3,5,1914,1918-11-11\n200,1,1,1915,1918-11-11\n",
        {
            "ccode": ("participant", "cow"),
            "styear": ("date", "edtf"),
            "enddate": ("date.until", "edtf"),
        },
        2,
    ),
    "abbreviations.csv": (
        "statelab,statehab,year\nUSA,CAN,1990\nUKG,FRN,1991\nGMY,RUS,1995\n",
        {
            "statelab": ("actor", "cow"),
            "statehab": ("recipient", "cow"),
            "year": ("date", "edtf"),
        },
        3,
    ),
    "places.csv": (
        "sender,target,geo_country,city,date\nIran,Iraq,France,Paris,2014-05-03\n"
        "Egypt,Syria,Italy,Rome,2014-05-04\n",
        {
            "sender": ("actor", "name"),
            "target": ("recipient", "name"),
            "date": ("date", "edtf"),
        },
        2,
    ),
    "comments.csv": (
        "# Visits, version 2, 2024\n# by me, somewhere, 2020\ncountry,visitor,year\n"
        "Iran,Russia,2014\nIraq,Iran,2015\n",
        {
            "country": ("actor", "name"),
            "visitor": ("recipient", "name"),
            "year": ("date", "edtf"),
        },
        2,
    ),
    "commented header.csv": (
        "#sender,target,date\nIran,Russia,2014-05-03\nIraq,Iran,2015-05-03\n",
        {
            "#sender": ("actor", "name"),
            "target": ("recipient", "name"),
            "date": ("date", "edtf"),
        },
        2,
    ),
    "padded.csv": (
        "Country,Year,Polity,,\nIran,2014,-7,,\nIraq,2015,6,,a note\nChad,2016,1,,\n",
        {"Country": ("participant", "name"), "Year": ("date", "edtf")},
        3,
    ),
    "several years.csv": (
        "supplier,recipient,years of delivery\nRussia,India,2001-2003\nFrance,India,2019; 2021\n",
        {
            "supplier": ("actor", "name"),
            "recipient": ("recipient", "name"),
            "years of delivery": ("date", "years"),
        },
        2,
    ),
    "spans as columns.csv": (
        "country,1990-1995,1996-2000,2001-2005\nIran,1,2,3\nIraq,2,3,4\n",
        {"country": ("participant", "name")},
        2,
    ),
    "few known.csv": (
        "sender,target,date\nIran,Mu Guard,2014-05-03\nLemuria Army,Mu Guard,2014-05-04\n"
        "Atlantis Front,Iraq,2014-05-05\n",
        {
            "sender": ("actor", "name"),
            "target": ("recipient", "name"),
            "date": ("date", "edtf"),
        },
        3,
    ),
    "flags.csv": (
        "StateName,Initiator,StartYear1\nIran,2,1980\nIraq,1,1980\nEgypt,2,1973\n",
        {"StateName": ("participant", "name"), "StartYear1": ("date", "edtf")},
        3,
    ),
    "written three times.csv": (
        "name,iso3,fifa,year\nGermany,DEU,GER,2014\nFrance,FRA,FRA,2014\nIran,IRN,IRN,2015\n"
        "Chad,TCD,CHA,2015\n",
        {"iso3": ("participant", "iso3"), "year": ("date", "edtf")},
        4,
    ),
    "where.csv": (
        "event_date,actor1,country,deaths\n2014-05-03,Iran,Syria,1\n2014-05-04,Iraq,Syria,0\n",
        {"event_date": ("date", "edtf"), "actor1": ("actor", "name")},
        2,
    ),
    "short.csv": (
        "source,target,year\nUSA,UK,2014\nRussia,EU,2015\nFrance,DRC,2016\nIran,Iraq,2016\n",
        {
            "source": ("actor", "name"),
            "target": ("recipient", "name"),
            "year": ("date", "edtf"),
        },
        4,
    ),
    "objects.json": (
        '{"meta": 1, "data": [{"from": {"iso3": "IRN"}, "to": {"iso3": "RUS"}, "day": "2014-05-03"}'
        ', {"from": {"iso3": "FRA"}, "to": {"iso3": "DEU"}, "day": "2014-05-04"}]}',
        {
            "from/iso3": ("actor", "iso3"),
            "to/iso3": ("recipient", "iso3"),
            "day": ("date", "edtf"),
        },
        2,
    ),
}


#: Tables of those whom nobody knows.
STRANGE = ("nobody known.csv", "leaders.csv", "strangers.csv", "few known.csv")


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_are_taken_for_what_they_are_and_the_draft_loads(name, tmp_path, report_copy):
    text, expected, rows = TABLES[name]
    table = write(tmp_path, name, text)
    made = draft(table)
    told = {"detail", "ignore", "key", "class"}
    assert {c.name: (c.use, c.reading) for c in made.columns if c.use not in told} == expected
    mapping = write(tmp_path, "t.yml", made.yaml)
    report = load(str(mapping), [table], report_copy, dry_run=True)
    assert (report.records, report.kept, report.errors) == (rows, rows, 0), made.yaml
    assert not report.ignored
    own = {n for n in report.names.local if name not in STRANGE}
    assert not own, made.yaml


def test_na_is_namibia_in_a_column_of_codes_and_is_told(tmp_path):
    made = draft(write(tmp_path, "t.csv", TABLES["namibia.csv"][0]))
    assert "missing" not in made.yaml
    assert any("NA in 'ccode1' is read as the code of a state" in one for one in made.open)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16"])
def test_a_table_in_an_encoding_of_its_own_is_read(tmp_path, encoding):
    text, expected, _ = TABLES["russian.csv"]
    path = tmp_path / "t.csv"
    path.write_bytes(text.encode(encoding))
    made = draft(path)
    assert {c.name: (c.use, c.reading) for c in made.columns} == expected
    assert f"encodings: {encoding}" in made.yaml


def test_of_a_workbook_the_sheet_with_the_table_is_found(tmp_path, report_copy):
    rows = [["sender", "target", "year"], ["Iran", "Iraq", 2014], ["France", "Chad", 2015]]
    path = workbook(
        tmp_path / "a.xlsx", Notes=[["made by me"]], Data=[["A title"], [], *rows], More=[*rows]
    )
    with pytest.raises(RecordError, match="2 sheets hold such a table: 'Data', 'More'"):
        draft(path)
    made = draft(path, sheet="Data")
    assert "sheet: Data" in made.yaml
    mapping = write(tmp_path, "t.yml", made.yaml)
    report = load(str(mapping), [path], report_copy, dry_run=True)
    assert (report.records, report.kept) == (2, 2)


def test_what_two_lists_number_alike_is_left_to_decide(tmp_path):
    made = draft(write(tmp_path, "t.csv", "state,year\n2,2014\n20,2015\n40,2015\n"))
    assert [c.reading for c in made.columns] == ["cow", "edtf"]
    assert not [one for one in made.open if "are read as cow" in one]  # gw has the same states
    made = draft(write(tmp_path, "u.csv", "state,year\n70,2014\n100,2015\n140,2015\n"))
    assert [one for one in made.open if "are read as cow, but un has them as well" in one]


def test_numbers_with_a_decimal_comma_are_numbers(tmp_path, report_copy):
    table = write(tmp_path, "t.csv", TABLES["spanish.csv"][0])
    made = draft(table)
    assert 'importe: {column: importe, type: number, decimal: ",", doc: importe}' in made.yaml


def test_every_exonym_means_one_actor_and_none_that_has_the_name_otherwise():
    index = ActorIndex(load_reference().actors)
    with (ROOT / "data" / "reference" / "exonyms.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) > 4000
    assert [row["actor"] for row in rows] == sorted(row["actor"] for row in rows)
    meant = defaultdict(set)
    for row in rows:
        assert row["languages"]
        assert row["source"]
        assert row["use"] in ("", "draft")
        assert index.get(row["actor"]).label
        meant[key_of(row["name"])].add(row["actor"])
        if not row["use"]:
            # at some time the name means whom its row says, and never somebody of another name
            label = index.get(row["actor"]).label
            assert index.names.of(row["name"]) == index.names.of(label), row
        else:
            assert index.find(row["name"]) == (), row
    assert all(len(actors) == 1 for actors in meant.values())
    words = {"grenade", "maurice", "granada", "suede", "island", "salvador", "dominique", "thai"}
    assert not any(index.find(word) or index.find(word.title()) for word in words)
