"""One answer at each day: the network, a ``#policy`` question, and what the columns say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest
from releases import small_store

import geograph
from geograph.errors import MappingError
from geograph.pipeline.construct import load_events
from geograph.pipeline.foreign import load_rdf
from geograph.pipeline.load import load
from geograph.policy import Policy, select
from geograph.store import Store, open_store

ONE = timedelta(days=1)
HEAD = """
title: Made up
publisher: Stockholm International Peace Research Institute
speaks: register
url: https://example.org/
licence: none
citation: Made up, for the tests.
layouts:
  table:
    source: {required: [id, from, to]}
    rows:
      - key: id
        actor: {column: from}
        recipient: {column: to}
"""
LISTS = (
    HEAD
    + """
        class: Sanction
        date: day
        listed: on_list
        effective: in_force
        lifted: lifted
"""
)
LISTED = (
    "id,from,to,day,on_list,in_force,lifted\n"
    "ended,Canada,Belarus,2012-02-01,2012-02-01,,2016-09-10\n"
    "listed,Canada,Myanmar,,2013-04-04,,\n"
    "later,Canada,Sudan,2012-02-01,2012-02-01,2014-07-01,\n"
    "undated,Canada,Zimbabwe,,,,\n"
)
PACTS = (
    HEAD
    + """
        class: Alliance
        date: {column: since, until: {column: until}}
"""
)
KINDS = (
    HEAD
    + """
        class: {column: kind}
        date: {column: since, until: {column: until}}
"""
)
SPANS = (
    "id,from,to,since,until,kind\n"
    "pact,Chile,Peru,2003-05-06,2007-08-09,Alliance\n"
    "lasting,Chile,Brazil,2003-05-06,,Alliance\n"
    "undated,Peru,Brazil,,,Alliance\n"
)
QUESTION = """#+ title: who acts on whom
#+ columns: [event, from, to]
PREFIX gg: <https://w3id.org/geograph/ns#>
SELECT ?event ?from ?to WHERE {
  #policy ?event
  ?event gg:actor ?from ; gg:recipient ?to .
}
ORDER BY ?event ?from ?to
"""


def store_of(folder: Path, mapping: str, *tables: tuple[str, str]) -> Path:
    """Return a store with a release for each table, which has its day in its name."""
    path = small_store(folder)
    own = folder / "own.yml"
    own.write_text(mapping, encoding="utf-8")
    for released, table in tables:
        file = folder / f"table_{released}.csv"
        file.write_text(table, encoding="utf-8")
        load(str(own), [file], path, released=released)
    return path


def by_network(store: Store, policy: Policy) -> list[str]:
    graph = geograph.network(store, policy, level="actor")
    return sorted(d["event"] for *_, d in graph.edges(data=True) if "rows" in d)


def by_question(store: Store, file: Path, policy: Policy) -> list[str]:
    table = geograph.query(store, file, policy=policy)
    at = table.columns.index("event")
    return [str(row[at]) for row in table.rows if "/own/" in str(row[at])]


def by_columns(store: Store, policy: Policy) -> list[str]:
    return [key for key in select(store, policy).ids() if "/own/" in key]


def names(ids: Sequence[str]) -> list[str]:
    """Return the publisher's own keys of rows."""
    return [key.split("/")[2].rpartition("-")[0] for key in ids]


@pytest.fixture
def question(tmp_path: Path) -> Path:
    file = tmp_path / "who.rq"
    file.write_text(QUESTION, encoding="utf-8")
    return file


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[Store]:
    with open_store(store_of(tmp_path, LISTS, ("2017-03-02", LISTED))) as store:
        yield store


@pytest.mark.slow
@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        ("2012-01-31", []),
        ("2012-02-01", ["ended"]),
        ("2013-04-03", ["ended"]),
        ("2013-04-04", ["ended", "listed"]),
        ("2014-06-30", ["ended", "listed"]),
        ("2014-07-01", ["ended", "later", "listed"]),
        ("2016-09-09", ["ended", "later", "listed"]),
        ("2016-09-10", ["later", "listed"]),
        # a row that nothing dates holds from the day of its release
        ("2017-03-01", ["later", "listed"]),
        ("2017-03-02", ["later", "listed", "undated"]),
        ("2025-06-01", ["later", "listed", "undated"]),
    ],
)
def test_a_sanction_is_in_force_by_every_door_or_by_none(lists, question, day, in_force):
    policy = Policy.parse("all", as_of=day)
    assert names(by_columns(lists, policy)) == in_force
    assert by_network(lists, policy) == by_columns(lists, policy)
    assert by_question(lists, question, policy) == by_columns(lists, policy)


@pytest.mark.slow
def test_without_a_day_every_row_counts_and_before_its_release_none(lists, question):
    for policy, counted in (
        (Policy(), ["ended", "later", "listed", "undated"]),
        (Policy.parse("all", as_of="2015", known_by="2017-03-01"), []),
        # the release reported the lifting with all the rest
        (Policy.parse("all", as_of="2017-01-01", known_by="2017-03-02"), ["later", "listed"]),
    ):
        assert names(by_columns(lists, policy)) == counted
        assert by_network(lists, policy) == by_columns(lists, policy)
        assert by_question(lists, question, policy) == by_columns(lists, policy)


@pytest.mark.slow
def test_a_release_without_a_day_is_of_the_last_day_that_its_rows_tell_of(tmp_path, question):
    path, own, file = small_store(tmp_path), tmp_path / "own.yml", tmp_path / "table.csv"
    own.write_text(LISTS, encoding="utf-8")
    file.write_text(LISTED, encoding="utf-8")
    load(str(own), [file], path)
    with open_store(path) as store:
        (release,) = store.releases
        assert (release.released, release.inferred) == (date(2016, 9, 10), True)
        for cuts, counted in (
            ({"as_of": "2016-09-09"}, ["ended", "later", "listed"]),
            ({"as_of": "2016-09-10"}, ["later", "listed", "undated"]),
            ({"as_of": "2016-09-10", "known_by": "2016-09-09"}, []),
        ):
            policy = Policy.parse("all", **cuts)
            assert names(by_columns(store, policy)) == counted
            assert by_network(store, policy) == by_columns(store, policy)
            assert by_question(store, question, policy) == by_columns(store, policy)


@pytest.mark.slow
def test_a_row_of_two_releases_is_listed_once_and_holds_from_the_first(tmp_path, question):
    head, *_, undated = LISTED.splitlines(keepends=True)
    more = f"{head}{undated}other,Canada,Libya,2011-02-27,,,\n"
    path = store_of(tmp_path, LISTS, ("2017-03-02", LISTED), ("2016-01-05", more))
    with open_store(path) as store:
        for day, counted in (
            ("2016-01-04", ["ended", "later", "listed", "other"]),
            ("2016-01-05", ["ended", "later", "listed", "other", "undated"]),
            ("2018-01-01", ["later", "listed", "other", "undated"]),
        ):
            policy = Policy.parse("all", as_of=day)
            assert names(by_columns(store, policy)) == counted
            assert by_network(store, policy) == by_columns(store, policy)
            assert by_question(store, question, policy) == by_columns(store, policy)


@pytest.mark.slow
@pytest.mark.parametrize("mapping", [PACTS, KINDS], ids=["fixed class", "class from a column"])
def test_a_state_of_affairs_is_in_force_from_start_to_end(tmp_path, question, mapping):
    table = SPANS if "kind" in mapping else "\n".join(
        line.rpartition(",")[0] for line in SPANS.splitlines()
    )  # fmt: skip
    with open_store(store_of(tmp_path, mapping, ("2010-10-10", table))) as store:
        (release,) = store.releases
        told = {row["key"]: row for row in store.release_arrow(release).to_pylist()}
        names_ = ("start", "end", "holds_from", "holds_until", "basis", "durative")
        assert [told["pact"][name] for name in names_] == [
            date(2003, 5, 6), date(2007, 8, 9), date(2003, 5, 6), date(2007, 8, 10), "coded", True,
        ]  # fmt: skip
        assert told["lasting"]["holds_until"] is None
        assert told["undated"]["basis"] == "release"
        for day, counted in (
            ("2003-05-05", []),
            ("2003-05-06", ["lasting", "pact"]),
            ("2007-08-09", ["lasting", "pact"]),
            ("2007-08-10", ["lasting"]),
            ("2022-01-01", ["lasting", "undated"]),
        ):
            policy = Policy.parse("all", as_of=day)
            assert names(by_columns(store, policy)) == counted
            assert by_network(store, policy) == by_columns(store, policy)
            assert by_question(store, question, policy) == by_columns(store, policy)


def test_a_class_from_a_column_decides_what_an_interval_means(tmp_path):
    mixed = SPANS + "sent,Chile,Cuba,2003-05-06,2007-08-09,ArmsTransfer\n"
    with open_store(store_of(tmp_path, KINDS, ("2010-10-10", mixed))) as store:
        (release,) = store.releases
        told = {row["key"]: row for row in store.release_arrow(release).to_pylist()}
    # a moment lies within it: it has begun for certain on the last of its days
    assert told["sent"]["start_earliest"] == told["pact"]["start"] == date(2003, 5, 6)
    assert told["sent"]["holds_from"] == date(2007, 8, 9)
    assert told["sent"]["holds_until"] is None


# --- foreign RDF ----------------------------------------------------------------------------------

GRAPH = """
@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:p1 a ex:Treaty ; ex:party "Chile", "Peru" ; ex:signed "2003-05-06" ; ex:over "2007-08-09" .
ex:p2 a ex:Treaty ; ex:party "Chile", "Brazil" ; ex:signed "2003-05-06" .
"""
WAYS = {
    "one text": (
        "gg:date ?d",
        "?e ex:signed ?f OPTIONAL { ?e ex:over ?t } "
        'BIND(IF(BOUND(?t), CONCAT(?f, "/", ?t), ?f) AS ?d)',
    ),
    "two properties": ("gg:start ?f ; gg:end ?t", "?e ex:signed ?f OPTIONAL { ?e ex:over ?t }"),
    "times of day": (
        "gg:start ?s ; gg:end ?u",
        '?e ex:signed ?f OPTIONAL { ?e ex:over ?t } BIND(CONCAT(?f, "T09:30:00Z") AS ?s) '
        'BIND(CONCAT(?t, "T23:59:59+02:00") AS ?u)',
    ),
}
MAPPING = """#+ title: Treaties
#+ publisher: Correlates of War
#+ speaks: register
#+ url: https://example.org/
#+ licence: none
#+ citation: none
PREFIX gg: <https://w3id.org/geograph/ns#>
PREFIX ex: <http://example.org/>
CONSTRUCT { ?e a gg:Alliance ; gg:participant ?who ; TOLD }
WHERE { ?e a ex:Treaty ; ex:party ?who . FOUND }
"""


@pytest.mark.slow
@pytest.mark.parametrize("way", sorted(WAYS))
def test_an_interval_in_foreign_rdf_keeps_its_end(tmp_path, way):
    path = small_store(tmp_path)
    graph, mapping = tmp_path / "treaties.ttl", tmp_path / "treaties.rq"
    graph.write_text(GRAPH, encoding="utf-8")
    told, found = WAYS[way]
    mapping.write_text(MAPPING.replace("TOLD", told).replace("FOUND", found), encoding="utf-8")
    load_rdf([graph], path)
    report = load_events("graph/rdf/treaties", str(mapping), path)
    assert (report.records, report.events) == (2, 2)
    with open_store(path) as store:
        (release,) = store.releases
        rows = {row["key"]: row for row in store.release_arrow(release).to_pylist()}
        pact, lasting = (rows[f"http://example.org/{key}"] for key in ("p1", "p2"))
        assert (pact["holds_from"], pact["holds_until"]) == (date(2003, 5, 6), date(2007, 8, 10))
        assert (lasting["holds_from"], lasting["holds_until"]) == (date(2003, 5, 6), None)
        _, found_ = store.select(
            "PREFIX gg: <https://w3id.org/geograph/ns#> SELECT ?from ?until "
            "{ ?r gg:asserts ?e ; a gg:Release . ?e gg:holdsFrom ?from "
            "OPTIONAL { ?e gg:holdsUntil ?until } } ORDER BY ?until"
        )
        assert found_ == [(date(2003, 5, 6), None), (date(2003, 5, 6), date(2007, 8, 10))]
        for day, pairs in (("2007-08-09", 2), ("2007-08-10", 1)):
            graph_ = geograph.network(store, Policy.parse("all", as_of=day))
            assert graph_.graph["rows"]["drawn"] == pairs


def test_what_is_constructed_and_not_read_is_an_error(tmp_path):
    path = small_store(tmp_path)
    graph, mapping = tmp_path / "treaties.ttl", tmp_path / "treaties.rq"
    graph.write_text(GRAPH, encoding="utf-8")
    text = MAPPING.replace("TOLD", "gg:holdsUntil ?t").replace("FOUND", "?e ex:over ?t")
    mapping.write_text(text, encoding="utf-8")
    load_rdf([graph], path)
    with pytest.raises(MappingError, match="gg:holdsUntil, which is not read") as caught:
        load_events("graph/rdf/treaties", str(mapping), path)
    assert "gg:end" in str(caught.value)
    assert "treaties.rq" in str(caught.value)
