"""Tables: documented columns, same bytes, and row for row the same content as the quads."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow
import pyarrow.parquet
import pytest
from effort import draws
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from worlds import DOCUMENT, DOSSIER, small_world, sort_model

from geograph.actors import reference
from geograph.dates import parse
from geograph.errors import StoreError
from geograph.events import tables
from geograph.events.model_reader import model_of
from geograph.events.schema import SCHEMAS, Column, to_markdown
from geograph.model import Actor, Claim, Event, Measure, Model, Place, Statement, Tenure
from geograph.pipeline.build import write_store
from geograph.store import Store
from geograph.vocab import (
    ACTOR_CLASSES,
    EVENT_CLASSES,
    GG,
    ID,
    ITEM_CLASSES,
    SEARCH_OUTCOMES,
    Stance,
    is_a,
)

ROOT = Path(__file__).parent.parent

# ------------------------------------------------------------------ the tables alone


def test_the_documentation_is_that_of_the_columns() -> None:
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == to_markdown()


def test_every_table_has_the_columns_and_types_that_it_documents(tmp_path: Path) -> None:
    tables.write(small_world(), tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {f"{name}.parquet" for name in SCHEMAS}
    names = {"string": "string", "date": "date32[day]", "bool": "bool", "int8": "int8"}
    names |= {"int32": "int32", "number": "double", "strings": "list<element: string>"}
    for name, schema in SCHEMAS.items():
        fields = pyarrow.parquet.read_schema(tmp_path / f"{name}.parquet")
        found = [(f.name, str(f.type), f.metadata[b"doc"].decode()) for f in fields]
        expected = [(c.name, names[c.type], c.doc) for c in schema]
        assert [(n, t.replace("list<item", "list<element"), d) for n, t, d in found] == expected


@pytest.mark.slow
def test_the_same_model_gives_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    world = small_world()
    backwards = Model(**{name: getattr(world, name)[::-1] for name in world.__slots__})
    for folder, model in (("a", world), ("b", backwards), ("c", small_world())):
        (tmp_path / folder).mkdir()
        tables.write(model, tmp_path / folder)
    for name in SCHEMAS:
        data = (tmp_path / "a" / f"{name}.parquet").read_bytes()
        assert data == (tmp_path / "b" / f"{name}.parquet").read_bytes()
        assert data == (tmp_path / "c" / f"{name}.parquet").read_bytes()
        assert b"pandas" not in data


@pytest.mark.slow
def test_rows_are_sorted_and_measures_are_among_the_events(tmp_path: Path) -> None:
    counts = tables.write(small_world(), tmp_path)
    ids = {n: tables.read(tmp_path, n)["id"].to_pylist() for n in SCHEMAS if n != "tenures"}
    measures = counts.pop("measures")
    counts["events"] += measures
    for name, found in ids.items():
        assert found == sorted(set(found))
        assert len(found) == counts[name] > 0
    happened = tables.read(tmp_path, "events").to_pylist()
    acts = {row["id"] for row in happened if is_a(row["kind"], "Measure")}
    assert acts == {row["id"] for row in happened if row["id"].startswith("measure/")}
    assert len(acts) == measures
    assert not any(is_a(row["kind"], "Statement") for row in happened)
    speech = tables.read(tmp_path, "statements")["kind"].to_pylist()
    assert all(is_a(kind, "Statement") for kind in speech)


def test_a_measure_says_what_it_is_in_the_columns_of_all_events(tmp_path: Path) -> None:
    tables.write(small_world(), tmp_path)
    rows = {row["id"]: row for row in tables.read(tmp_path, "events").to_pylist()}
    row = rows["measure/iran-air-ban"]
    assert (row["actor"], row["recipient"]) == (["state/DEU", "state/GBR"], ["actor/iran-air"])
    # a company is never its state, even if the state owns it
    assert (row["actor_state"], row["recipient_state"]) == (["state/DEU", "state/GBR"], [None])
    assert (row["weight"], row["speech"], row["basis"]) == (1.0, False, None)
    row = rows["measure/iran-listing"]
    assert (row["start"], row["listed"], row["effective"], row["holds_from"], row["basis"]) == (
        date(2024, 9, 10), date(2024, 9, 10), date(2024, 9, 11), date(2024, 9, 11), "effective",
    )  # fmt: skip


def test_a_claim_carries_its_document_and_days(tmp_path: Path) -> None:
    tables.write(small_world(), tmp_path)
    [row] = [r for r in tables.read(tmp_path, "claims").to_pylist() if "/accuse/actor.d" in r["id"]]
    assert row == {
        "id": "claim/2024-09-10-small/accuse/actor.david-lammy/asserts/iran-srbm-russia",
        "statement": "statement/2024-09-10-small/accuse",
        "claimant": "actor/david-lammy",
        "voice": "state/GBR",
        "anonymous": False,
        "voice_kind": "state",
        "stance": "asserts",
        "object": "event/iran-srbm-russia",
        "said": date(2024, 9, 10),
        "edtf": "2024-09-10",
        "published": date(2024, 9, 10),
        "coded": date(2026, 11, 22),
        "document": DOCUMENT,
        "locator": "1",
        "quantity": None,
        "variant": "Fath-360",
        "place": "place/black-sea",
        "stage": "delivered",
        "reached": None,
        "targets": [],
        "outcome": None,
        "certainty": None,
        "evaluation": None,
        "note": None,
        "bears_on": [],
        "counts_as": None,
    }


def test_lists_are_sorted_and_hold_each_value_once(tmp_path: Path) -> None:
    world = small_world()
    event = replace(world.events[0], topic=("b", "a", "b"))
    tables.write(replace(world, events=(event,), measures=()), tmp_path)
    assert tables.read(tmp_path, "events")["topic"].to_pylist() == [["a", "b"]]


@pytest.mark.slow
@pytest.mark.parametrize("damage", [b"", b"PAR1 not a table PAR1", None])
def test_a_damaged_table_is_a_store_error(tmp_path: Path, damage: bytes | None) -> None:
    tables.write(small_world(), tmp_path)
    path = tmp_path / "claims.parquet"
    path.unlink() if damage is None else path.write_bytes(damage)
    with pytest.raises(StoreError, match="cannot read table 'claims'"):
        tables.read(tmp_path, "claims")


# ------------------------------------------------------------------ the tables and the quads
#
# Each column is read back from the store by one pattern over ?id, and the whole table is compared.
# `kind` is the class of ?id that no other class of ?id is below. The bounds of a date, of which the
# quads have what is compared and the text as coded, and the states that parties stand for are in
# the columns alone.

PREFIXES = f"""PREFIX gg: <{GG}> PREFIX id: <{ID}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX prov: <http://www.w3.org/ns/prov#>
"""
KIND = """?id a ?value FILTER(STRSTARTS(STR(?value), STR(gg:)))
 FILTER NOT EXISTS { ?id a ?below . ?below rdfs:subClassOf+ ?value }"""
IT = KIND.replace("?value", "?kind")
CODES = {
    "sign": f"{{ SELECT ?id ?value {{ {IT} ?kind gg:sign ?value }} }}",
    "cameo": f"{{ SELECT ?id ?value {{ {IT} ?kind gg:cameoRoot ?value }} }}",
    "plover": f"{{ SELECT ?id ?value {{ {IT} ?kind gg:ploverType ?value }} }}",
}
# A plain day is written as the day alone; an inferred one says so, and so does another basis.
EDTF = """{ ?id gg:date ?value } UNION { ?id gg:DAY ?day
 FILTER NOT EXISTS { ?id gg:date [] } FILTER NOT EXISTS { ?id gg:dateInferred true }
 FILTER NOT EXISTS { ?id gg:holdsBasis [] }
 BIND(STR(?day) AS ?value) }"""
STANCES = " ".join(f"gg:{stance}" for stance in Stance)
SOURCE = "GRAPH ?g { ?id a gg:Event } BIND(REPLACE(STR(?g), '/graph/', '/') AS ?value)"
NOTHING = "FILTER(false) BIND(1 AS ?value)"
# What the quads of events do not say.
COLUMNS_ALONE = {
    *("actor_state", "recipient_state", "participant_state"),
    *("start", "start_earliest", "end", "end_latest"),
}

RELATIONS = " ".join(f"gg:{relation}" for relation in reference.RELATIONS)

LINKS = {
    "kind": KIND,
    "label": "?id rdfs:label ?value",
    "item_from": "?id gg:itemFrom ?value",
    "broader": "?id gg:broaderEvent ?value",
    "distinct": "?id owl:differentFrom ?value",
    "excludes": "?id gg:excludes ?value",
    "denial_search_day": "?id gg:denialSearchDay ?value",
    "denial_search_languages": "?id gg:denialSearchLanguages ?value",
    "denial_search_outcome": "?id gg:denialSearchOutcome ?value",
    "part_of": "?id gg:partOf ?value",
    "holds_from_earliest": "?id gg:holdsFromEarliest ?value",
    "holds_until_latest": "?id gg:holdsUntilLatest ?value",
    "umbrella": "?id a gg:Event BIND(EXISTS { ?id gg:umbrella true } AS ?value)",
    "in_response_to": "?id gg:inResponseTo ?value",
    "provision": "?id gg:provision ?p BIND(STRAFTER(STR(?p), 'provision/') AS ?value)",
    "holds_from": "?id gg:holdsFrom ?value",
    "holds_until": "?id gg:holdsUntil ?value",
    "until_known": "?id gg:untilKnown ?value",
    "speech": "?id a gg:Event BIND(EXISTS { ?id a gg:Statement } AS ?value)",
}
EVENT = {
    **LINKS,
    **CODES,
    "source": SOURCE,
    # the sender and target of a measure are its actor and recipient
    **{
        role: f"?id gg:{role} ?value FILTER(NOT EXISTS {{ ?id a gg:Measure }} "
        f"|| EXISTS {{ ?id gg:{own} ?value }})"
        for role, own in (("actor", "sender"), ("recipient", "target"))
    },
    "edtf": EDTF.replace("DAY", "holdsFrom"),
    "basis": """{ ?id gg:holdsBasis ?value } UNION { ?id gg:holdsFrom ?day
        FILTER NOT EXISTS { ?id gg:holdsBasis [] }
        BIND(IF(EXISTS { ?id gg:dateInferred true }, "inferred", "coded") AS ?value) }""",
    "weight": """{ ?id gg:weight ?value } UNION { ?id a gg:Event
        FILTER NOT EXISTS { ?id gg:weight [] } BIND(1.0e0 AS ?value) }""",
    "durative": f"{{ SELECT ?id ?value {{ {IT} ?kind gg:durative ?value }} }}",
    # only publishers of data sets tell these
    **dict.fromkeys(("key", "line", "uncertain", "url", "publisher", "published"), NOTHING),
}
SPEECH = {
    **CODES,
    "kind": KIND,
    "label": "?id rdfs:label ?value",
    "dossier": SOURCE,
    "start_earliest": "?id gg:startEarliest ?value",
    "edtf": EDTF.replace("DAY", "start"),
}
NAMED = {
    "kind": KIND,
    "label": "?id skos:prefLabel ?value",
    "aliases": "?id skos:altLabel ?value",
    "wikidata": "?id owl:sameAs ?w BIND(STRAFTER(STR(?w), '/entity/') AS ?value)",
}
SPECIAL: dict[str, dict[str, str]] = {
    "documents": {
        "title": "?id dcterms:title ?value",
        "publisher": "?id dcterms:publisher ?value",
        "publisher_label": "?id dcterms:publisher/rdfs:label ?value",
        "published_edtf": """{ ?id gg:publishedEdtf ?value } UNION { ?id gg:published ?day
            FILTER NOT EXISTS { ?id gg:publishedEdtf [] } BIND(STR(?day) AS ?value) }""",
        "dated_by": "?id gg:datedBy ?value",
        "language": "?id dcterms:language ?value",
        "archive_url": "?id gg:archiveUrl ?value",
        "coder": "?id gg:dossier/gg:coder ?value",
        "coded": "?id gg:dossier/gg:coded ?value",
        "codebook": "?id gg:dossier/gg:codebook ?value",
    },
    "actors": {
        **NAMED,
        "cow": "?id gg:cowCode ?value",
        "cow_abb": "?id gg:cowAbbreviation ?value",
        "gw": "?id gg:gwCode ?value",
        "of": "?id gg:groupOf ?value",
        "member_kind": "?id gg:memberKind ?value",
        "based_in": "?id gg:basedIn ?value",
        "members": "?id gg:member ?value",
        "voice_kind": "?id gg:voiceKind ?value",
        "defined_in": "GRAPH ?g { ?id a gg:Actor } BIND(STRAFTER(STR(?g), '/graph/') AS ?value)",
    },
    "items": {**NAMED, "broader": "?id skos:broader ?value"},
    "places": {"label": "?id rdfs:label ?value"},
    "events": EVENT,
    "statements": SPEECH
    | {"document": "?id prov:hadPrimarySource ?value", "based_on": "?id gg:basedOn ?value"},
    "claims": {
        "statement": "?id gg:inStatement ?value",
        "anonymous": "?id gg:said [] BIND(EXISTS { ?id gg:anonymous true } AS ?value)",
        "voice_kind": """{ ?id gg:anonymous true BIND("unnamed" AS ?value) } UNION {
            ?id gg:voice/gg:voiceKind ?value FILTER NOT EXISTS { ?id gg:anonymous true } }""",
        "stance": f"VALUES ?value {{ {STANCES} }} ?id ?value []",
        "object": f"VALUES ?stance {{ {STANCES} }} ?id ?stance ?value",
        "place": "?id gg:claimPlace ?value",
        "published": "?id gg:inStatement/prov:hadPrimarySource/gg:published ?value",
        "coded": "?id gg:inStatement/prov:hadPrimarySource/gg:dossier/gg:coded ?value",
        "document": "?id gg:inStatement/prov:hadPrimarySource ?value",
        "locator": "?id gg:inStatement/gg:locator ?value",
        "edtf": EDTF.replace("DAY", "said"),
        # a plain day is written as the day alone
        "reached": """{ ?id gg:reachedEdtf ?value } UNION { ?id gg:reached ?day
            FILTER NOT EXISTS { ?id gg:reachedEdtf [] } BIND(STR(?day) AS ?value) }""",
        "targets": "?id gg:claimTarget ?value",
        "bears_on": "?id gg:bearsOn ?value",
        "counts_as": "?id gg:countsAs ?value",
    },
    "tenures": {
        "who": "?id gg:tenureOf ?value",
        "relation": f"VALUES ?value {{ {RELATIONS} }} ?id ?value []",
        "whom": f"VALUES ?p {{ {RELATIONS} }} ?id ?p ?value",
        "source": "?id dcterms:source ?value",
    },
}
# Which resources are rows of the table.
MEMBERS = {
    "documents": "?id a gg:Document",
    "actors": "?id a gg:Actor",
    "tenures": "?id a gg:Tenure",
    "items": f"VALUES ?k {{ {' '.join('gg:' + k for k in ITEM_CLASSES)} }} ?id a ?k",
    "places": "?id a gg:Place",
    "events": "?id a gg:Event MINUS { ?id a gg:Statement }",
    "statements": "?id a gg:Statement",
    "claims": "?id a gg:Claim",
}
Rows = list[tuple[object, ...]]


def shortened(value: object) -> object:
    return value.removeprefix(ID).removeprefix(GG) if isinstance(value, str) else value


def compared(name: str) -> list[Column]:
    """Return the columns of a table that the quads have too."""
    return [c for c in SCHEMAS[name] if name != "events" or c.name not in COLUMNS_ALONE]


def from_quads(store: Store, name: str) -> Rows:
    """Rebuild a table by asking the quads for every column."""
    return rebuilt(store, MEMBERS[name], compared(name), SPECIAL[name])


def rebuilt(
    store: Store, which: str, schema: Sequence[Column], patterns: Mapping[str, str]
) -> Rows:
    """Ask the quads for each column of some resources."""
    members = {row[0] for row in store.select(f"{PREFIXES} SELECT ?id {{ {which} }}")[1]}
    columns: list[dict[object, list[object]]] = []
    for column in schema:
        pattern = patterns.get(column.name, f"?id gg:{column.name} ?value")
        if column.name == "id":
            columns.append({member: [shortened(member)] for member in members})
            continue
        found: dict[object, list[object]] = defaultdict(list)
        rows = store.select(f"{PREFIXES} SELECT DISTINCT ?id ?value {{ {pattern} }}")[1]
        for subject, value in rows:
            # Text stays as it is; only what is a resource is shortened.
            found[subject].append(shortened(value))
        columns.append(found)

    def cell(member: object, index: int) -> object:
        values = columns[index].get(member, [])
        if schema[index].type == "strings":
            return tuple(sorted(map(str, values)))
        assert len(values) <= 1, (schema[index].name, member, values)
        return values[0] if values else None

    return sorted(
        (tuple(cell(m, i) for i in range(len(columns))) for m in members),
        key=lambda row: [*map(str, row)],
    )


def from_table(store: Store, name: str) -> Rows:
    return as_rows(store.rows(name), compared(name))


def as_rows(records: Iterable[Mapping[str, object]], schema: Sequence[Column]) -> Rows:
    rows = (
        tuple(tuple(v) if isinstance(v := row[c.name], list) else v for c in schema)
        for row in records
    )
    return sorted(rows, key=lambda row: [*map(str, row)])


def assert_agreement(store: Store) -> None:
    for name in SCHEMAS:
        assert from_quads(store, name) == from_table(store, name), name


@contextmanager
def stored(model: Model) -> Iterator[Store]:
    with (
        TemporaryDirectory() as folder,
        write_store(model, Path(folder) / "x.db", validate=False) as store,
    ):
        yield store


@pytest.mark.slow
def test_tables_and_quads_agree_on_the_small_world() -> None:
    with stored(small_world()) as store:
        assert_agreement(store)
        assert [len(from_table(store, n)) for n in SCHEMAS] == [1, 18, 5, 4, 2, 7, 8, 17]


def test_tables_and_quads_agree_on_the_corpus(corpus: Store) -> None:
    assert_agreement(corpus)
    assert all(corpus.rows(name) for name in SCHEMAS)


# Of a row the quads have a code only where it is not that of its class, no words, and no day of
# its own where its release alone dates it.
OF_ROWS = {
    **LINKS,
    "actor": "?id gg:actor|gg:agent ?value",
    "cameo": f"{{ ?id gg:cameoCode ?value }} UNION {{ {CODES['cameo']} "
    "FILTER NOT EXISTS { ?id gg:cameoCode [] } }",
    "edtf": "?id gg:date ?value",
}
NOT_OF_ROWS = {
    *COLUMNS_ALONE,
    *("source", "basis", "durative", "sign", "plover", "topic", "ground", "weight"),
    *("key", "line", "uncertain", "url", "publisher", "published"),
}


def test_tables_and_quads_agree_on_releases(cross: Store) -> None:
    schema = [c for c in SCHEMAS["events"] if c.name not in NOT_OF_ROWS]
    assert len(cross.releases) == 10
    for release in cross.releases:
        told = cross.release_arrow(release).to_pylist()
        assert {row["source"] for row in told} == {release.id}
        for row in told:
            if row["basis"] == "release":
                assert row["holds_from"] == release.released
                row["holds_from"] = None
            stages = (row["holds_from"], row["listed"], row["effective"])
            if row["edtf"] is None and row["start"] not in (None, *stages):
                row["edtf"] = row["start"].isoformat()
            if row["basis"] == "listed":
                row["listed"] = None  # the same day once
            for name in ("actor", "recipient", "participant", "item", "place", "provision"):
                row[name] = sorted(set(row[name]))
        which = f"<{ID}{release.id}> gg:{release.stance} ?id"
        assert rebuilt(cross, which, schema, OF_ROWS) == as_rows(told, schema), release.id


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("events", lambda e: replace(e, label="another")),
        ("events", lambda e: replace(e, start=date(2024, 9, 9))),
        ("events", lambda e: replace(e, party=())),
        ("claims", lambda c: replace(c, stance=Stance.DOUBTS)),
        ("claims", lambda c: replace(c, anonymous=not c.anonymous)),
        ("documents", lambda d: replace(d, published=parse("2024-09"))),
        ("actors", lambda a: replace(a, cow=1)),
        ("tenures", lambda t: replace(t, role="another")),
    ],
)
def test_the_comparison_sees_a_difference(name: str, change: Callable[..., object]) -> None:
    world = small_world()
    first, *rest = getattr(world, name)
    changed = replace(world, **{name: (change(first), *rest)})
    with stored(world) as one, stored(changed) as other:
        assert from_quads(one, name) != from_table(other, name)
        assert from_table(one, name) != from_quads(other, name)


words = st.text(st.characters(exclude_categories=("Cs",)), max_size=8)
days = st.dates(date(1000, 1, 1))
spans = st.none() | st.sampled_from(
    ["2024-09-10", "2024-09", "2024~", "../2024-09-10", "2022-02/..", "202X", "2024-09-10?"]
).map(parse)


def some(prefix: str, size: int = 3) -> st.SearchStrategy[tuple[str, ...]]:
    """Return sorted ids of one kind, none to three."""
    keys = st.sets(st.sampled_from([f"{prefix}{n}" for n in range(size)]), max_size=size)
    return keys.map(lambda found: tuple(sorted(found)))


def fields_of_events(kinds: list[str]) -> dict[str, st.SearchStrategy[object]]:
    links = ("actor", "recipient", "participant", "party")
    others = ("purpose", "enables", "item_from", "broader", "distinct", "excludes")
    return {
        "kind": st.sampled_from(kinds),
        "label": words,
        "dossier": st.just(DOSSIER),
        **dict.fromkeys(links, some("state/S")),
        **dict.fromkeys(others, some("event/e")),
        "item": some("item/i"),
        "means": some("item/i"),
        "object": some("place/p") | some("statement/x/s"),
        "place": some("place/p"),
        "condition": some("event/e") | st.tuples(words.filter(lambda t: "/" not in t)),
        "topic": st.sets(words, max_size=2).map(lambda t: tuple(sorted(t))),
        "when": spans,
        **dict.fromkeys(
            ("start", "start_earliest", "end", "end_latest", "end_known"), st.none() | days
        ),
        "denial_search_day": st.none() | days,
        "denial_search_languages": st.sets(st.sampled_from(["en", "ru"])).map(
            lambda t: tuple(sorted(t))
        ),
        "denial_search_outcome": st.none() | st.sampled_from(SEARCH_OUTCOMES),
    }


def numbered(prefix: str, parts: list[object]) -> tuple[object, ...]:
    return tuple(replace(part, id=f"{prefix}{n}") for n, part in enumerate(parts))  # type: ignore[type-var]


def with_basis(measure: Measure) -> Measure:
    """Return the measure with a basis that can be: none without a day, coded only if it was."""
    if measure.holds_from is None:
        return replace(measure, basis=None)
    coded = measure.basis != "coded" or measure.when is not None
    return measure if coded else replace(measure, basis="inferred")


@st.composite
def models(draw: st.DrawFn) -> Model:
    base = small_world()
    plain = [k for k in EVENT_CLASSES if not is_a(k, "Measure") and not is_a(k, "Statement")]
    acts = [k for k in EVENT_CLASSES if is_a(k, "Measure")]
    speech = [k for k in EVENT_CLASSES if is_a(k, "Statement")]
    event = st.builds(Event, id=st.just(""), **fields_of_events(plain))
    measure = st.builds(
        Measure,
        id=st.just(""),
        **fields_of_events(acts),
        provision=st.just(()) | st.just(("asset-freeze", "travel-ban")),
        programme=st.sets(words, max_size=2).map(lambda t: tuple(sorted(t))),
        in_response_to=some("event/e"),
        **dict.fromkeys(("announced", "listed", "effective", "lifted"), st.none() | days),
        **dict.fromkeys(("holds_from", "holds_from_earliest"), st.none() | days),
        **dict.fromkeys(("holds_until", "holds_until_latest", "until_known"), st.none() | days),
        basis=st.sampled_from(["coded", "effective", "listed", "inferred"]),
        part_of=st.none() | st.just("measure/m0"),
        umbrella=st.booleans(),
        weight=st.sampled_from([1.0, 0.5, 1 / 3]),
    ).map(with_basis)
    statement = st.builds(
        Statement,
        id=st.just(""),
        kind=st.sampled_from(speech),
        label=words,
        dossier=st.just(DOSSIER),
        document=st.just(DOCUMENT),
        agent=some("state/S"),
        locator=words,
        basis=st.sets(words, max_size=2).map(lambda t: tuple(sorted(t))),
        when=spans,
        start=days,
        start_earliest=st.none() | days,
    )
    claim = st.builds(
        Claim,
        id=st.just(""),
        statement=st.just("statement/x/s0"),
        claimant=st.just("state/S0"),
        voice=st.just("state/S1"),
        anonymous=st.booleans(),
        stance=st.sampled_from(Stance),
        object=st.just("event/e0"),
        said=days,
        when=spans,
        note=st.none() | words,
        place=st.none() | st.just("place/p0"),
        reached=spans,
        targets=some("state/S"),
        bears_on=some("event/e"),
        counts_as=st.sampled_from(("asserts", "denies", "doubts", "ending")),
    )
    tenure = st.builds(
        Tenure,
        who=st.sampled_from([a.id for a in base.actors]),
        relation=st.sampled_from(reference.RELATIONS),
        whom=st.just("state/USA"),
        role=st.none() | words,
        start=st.none() | days,
        end=st.none() | days,
    )
    statements = numbered("statement/x/s", draw(st.lists(statement, min_size=1, max_size=2)))
    parties = tuple(Actor(id=f"state/S{n}", kind="State", label=f"S{n}") for n in range(3))
    return sort_model(
        replace(
            base,
            actors=(*base.actors, *parties),
            tenures=tuple(draw(st.lists(tenure, max_size=4))),
            places=(*base.places, Place(id="place/p0", label=draw(words))),
            events=numbered("event/e", draw(st.lists(event, max_size=3))),
            measures=numbered("measure/m", draw(st.lists(measure, max_size=2))),
            statements=statements,
            claims=numbered("claim/x/c", draw(st.lists(claim, max_size=3))),
        )
    )


@pytest.mark.slow
@settings(max_examples=draws(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(models())
def test_tables_and_quads_agree_on_any_model(model: Model) -> None:
    with stored(model) as store:
        assert_agreement(store)


@pytest.mark.slow
@settings(max_examples=draws(60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(models())
def test_a_model_comes_back_from_its_tables(model: Model) -> None:
    with TemporaryDirectory() as folder:
        tables.write(model, Path(folder))
        back = model_of(lambda name: tables.read(Path(folder), name).to_pylist())
    happened = lambda m: {e.id: e.holds for e in (*m.events, *m.measures)}  # noqa: E731
    assert happened(back) == happened(model)

    def plain(told: Model) -> Model:
        """Leave out what the days in force do not rest on.

        Where nobody says since when an end is known, it is known when it comes; what is done once
        has no end, whatever is reported of it.
        """
        events = tuple(replace(e, end_known=None) for e in told.events)
        measures = tuple(
            replace(
                m, end_known=None, holds_until=m.holds.until, until_known=m.holds.until_known
            )
            for m in told.measures
        )  # fmt: skip
        return sort_model(replace(told, events=events, measures=measures))

    assert plain(back) == plain(model)


def test_every_class_has_the_codes_of_the_vocabulary_in_both() -> None:
    plain = [k for k in EVENT_CLASSES if not is_a(k, "Measure") and not is_a(k, "Statement")]
    events = tuple(Event(id=f"event/{k}", kind=k, label=k, dossier=DOSSIER) for k in plain)
    actors = small_world().actors
    assert {a.kind for a in actors} <= set(ACTOR_CLASSES)
    with stored(Model(events=events)) as store:
        assert from_quads(store, "events") == from_table(store, "events")
