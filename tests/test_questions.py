"""Saved questions: headers, parameters, directives, policy, and golden answers on two engines."""

from __future__ import annotations

import csv
import io
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from effort import draws
from engines import Plain, examples, required
from hypothesis import given, settings
from hypothesis import strategies as st
from worlds import small_world

from geograph.display import Table, plain
from geograph.errors import (
    AnalysisError,
    DateError,
    GeographError,
    QueryError,
    UnknownActor,
    UnknownItem,
)
from geograph.pipeline.build import write_store
from geograph.policy import ClaimIndex, Policy, judge
from geograph.questions import ask, catalogue, catalogue_table, parse, queries
from geograph.questions.directives import fill
from geograph.questions.parameters import literal, resource, to_terms
from geograph.questions.registry import OUTSIDE
from geograph.store import Store

ROOT = Path(__file__).parents[1]
FOLDERS = {
    kind: Path(__file__).parent / "goldens" / folder
    for kind, folder in {"report": "queries", "scene": "scene", "cross": "cross"}.items()
}
SAVED = queries()
SPARQL = sorted(name for name, query in SAVED.items() if query.function is None)
COMPUTED = sorted(SAVED.keys() - SPARQL)
#: Where each question's golden answer is from: the one report, or the scene of a few.
ASKED_OF = {path.stem: kind for kind, folder in FOLDERS.items() for path in folder.glob("*.csv")}
TRANSFER = "iran-srbm-russia-2024"
HEAD = "#+ title: T\n#+ columns: [s]\n"
BODY = "SELECT ?s WHERE { ?s ?p ?o } ORDER BY ?s"


@pytest.fixture(scope="module")
def rdflib_report(report: Store) -> Plain:
    return Plain(report)


@pytest.fixture(scope="module")
def rdflib_scene(scene: Store) -> Plain:
    return Plain(scene)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("small") / "geograph.db"
    with write_store(small_world(), path, validate=False) as store:
        yield store


def cells(table: Table, *columns: str) -> set[tuple[object, ...]]:
    return set(zip(*(table.column(name) for name in columns), strict=True))


# ---------------------------------------------------------------- goldens


def test_every_question_has_one_golden_and_every_golden_a_question():
    found = [path.stem for folder in FOLDERS.values() for path in folder.glob("*.csv")]
    assert sorted(found) == sorted(SAVED)


@pytest.mark.parametrize("name", sorted(SAVED))
def test_golden_answers_on_both_engines(
    name: str, report: Store, scene: Store, cross: Store, rdflib_report: Plain, rdflib_scene: Plain
):
    kind = ASKED_OF[name]
    text = (FOLDERS[kind] / f"{name}.csv").read_text(encoding="utf-8")
    golden = list(csv.reader(io.StringIO(text)))
    stores = {
        "report": (report, rdflib_report), "scene": (scene, rdflib_scene), "cross": (cross,)
    }[kind]  # fmt: skip
    # a question in Python asks no engine anything
    for engine in stores[:1] if SAVED[name].function else stores:
        answer = ask(engine, name, **examples(SAVED[name]))  # type: ignore[arg-type]
        assert [list(answer.columns), *([plain(c) for c in row] for row in answer.rows)] == golden
    assert len(golden) > 1, "an empty answer proves nothing"


@pytest.mark.parametrize("name", SPARQL)
def test_the_order_is_total_with_and_without_optional_parameters(name: str, report: Store):
    ordered = re.findall(r"\?(\w+)", SAVED[name].text.rsplit("ORDER BY", 1)[1])
    for params in (examples(SAVED[name]), required(SAVED[name])):
        answer = ask(report, name, **params)
        keys = [tuple(row[c] for c in ordered if c in answer.columns) for row in answer]
        assert len(set(keys)) == len(keys), "two rows that ORDER BY cannot tell apart"


@pytest.mark.parametrize("name", COMPUTED)
def test_a_computed_answer_has_no_row_twice_and_one_order(name: str, scene: Store, cross: Store):
    params = required(SAVED[name])
    scene = cross if SAVED[name].needs else scene
    answer = ask(scene, name, **params)
    assert len(set(answer.rows)) == len(answer.rows)
    assert ask(scene, SAVED[name], **params) == answer


@pytest.mark.parametrize("name", sorted(n for n in SPARQL if not required(SAVED[n])))
def test_a_file_runs_elsewhere_as_it_stands(name: str, report: Store):
    """To any other engine the directives are comments; here nothing is retracted."""
    if "policy" in SAVED[name].accepts:
        return
    columns, rows = report.select(SAVED[name].text)
    assert (tuple(columns), len(rows)) == (SAVED[name].columns, len(ask(report, name)))


# ---------------------------------------------------------------- the sixty


@pytest.mark.parametrize("number", range(1, 61))
def test_each_of_the_sixty_is_answered_or_listed_with_its_reason(number: int):
    names = [name for name, query in SAVED.items() if number in query.answers]
    assert bool(names) != (number in OUTSIDE)


@pytest.mark.parametrize("name", sorted(name for name in SAVED if not SAVED[name].needs))
def test_the_corpus_answers_soon(name: str, corpus: Store):
    """Not empty with the examples of its header, nor with as little as it needs."""
    ClaimIndex.from_store(corpus)
    for params in (examples(SAVED[name]), required(SAVED[name])):
        began = time.monotonic()
        answer = ask(corpus, name, **params)
        assert answer.rows, f"{name} has no answer to {dict(params)}"
        # a second or two on an idle machine
        assert time.monotonic() - began < 20


@pytest.mark.parametrize("name", ["evidence", "denied-then-admitted", "confirmed-or-retracted"])
def test_where_a_quote_is_asked_for_the_locator_answers(name: str, corpus: Store):
    column = {"evidence": "paragraph", "denied-then-admitted": "denial_read_in"}.get(
        name, "read_in"
    )
    for place in ask(corpus, name, **examples(SAVED[name])).column(column):
        assert re.search(r"\d", str(place).rsplit("¶", 1)[-1])


SIDES = ("gg:actor|gg:sender|gg:participant|gg:party", "gg:recipient|gg:target|gg:party")
VOICES = {"voice", "accuser", "denier", "asserted_by", "told_by", "by", "first", "spoken_by"}


@pytest.mark.parametrize("name", sorted(SAVED))
def test_no_relation_is_listed_without_its_tellers_or_a_policy(name: str):
    query = SAVED[name]
    if all(re.search(side, query.text) for side in SIDES):
        assert "policy" in query.accepts or query.claimants or VOICES & set(query.columns or ())


def test_the_catalogue_is_the_page_of_the_documentation():
    assert (ROOT / "docs" / "questions.md").read_text(encoding="utf-8") == catalogue()
    table = catalogue_table()
    assert table.column("name") == tuple(SAVED)
    assert ("who-denies", "--actor Iran") in cells(table, "name", "parameters")
    for query in SAVED.values():
        assert f"## {query.name}\n\n{query.title}" in catalogue()


# ---------------------------------------------------------------- read from the report by hand


def test_iran_denies_all_weapons_and_so_the_missiles(report: Store):
    answer = ask(report, "who-denies", actor="Iran")
    assert cells(answer, "event", "reaches", "spoken_by", "paragraph") == {
        ("event/iran-arms-russia", "direct", "Iran", "17"),
        (f"event/{TRANSFER}", "inherited", "Iran", "17"),
        ("event/iran-drones-russia", "inherited", "Iran", "17"),
        ("event/iran-attack-drones-russia", "inherited", "Iran", "17"),
        ("event/iran-drones-russia", "direct", "leaders of Iran", "6"),
        ("event/iran-attack-drones-russia", "inherited", "leaders of Iran", "6"),
    }
    assert set(answer.column("denier")) == {"Iran"}


def test_germany_presupposes_what_britain_and_america_assert(report: Store):
    stances = cells(ask(report, "stances", event=TRANSFER), "stance", "voice", "reaches")
    assert {s for s in stances if s[0] in ("asserts", "denies")} == {
        ("asserts", "United Kingdom", "direct"),
        ("asserts", "United States", "direct"),
        ("asserts", "people familiar with the matter (unnamed)", "direct"),
        ("denies", "Iran", "inherited"),
    }
    assert ("presupposes", "Germany", "direct") in stances
    accusers = cells(ask(report, "who-accuses", actor="Iran"), "accuser", "event")
    assert {who for who, event in accusers if event == f"event/{TRANSFER}"} == {
        "United Kingdom",
        "United States",
    }


def test_the_measures_stand_at_their_stages(report: Store):
    answer = ask(report, "measures-in-response", event=TRANSFER)
    assert cells(answer, "measure", "on", "stage") >= {
        ("measure/iran-air/DEU", "Iran Air", "planned"),
        ("measure/iran-air-services/GBR", "Iran", "announced"),
        ("measure/punishment-of-involved/USA", "those involved in the missile transfer", "planned"),
    }
    assert set(answer.column("by")) == {"Germany", "United Kingdom", "United States"}
    assert "imposed" not in answer.column("stage")


def test_neither_iran_air_nor_china_nor_turkiye_is_under_sanctions(report: Store):
    answer = ask(report, "sanctions-in-force", day="2024-09-10")
    drones = {
        f"measure/{key}/us-department-of-{body}"
        for key in ("drone-sanctions", "drone-sanctions-war")
        for body in ("state", "the-treasury")
    }
    assert set(answer.column("event")) == drones
    assert {"China", "Türkiye", "Iran", "Russia", "Iran Air"}.isdisjoint(answer.column("on"))
    assert "sanctioned people and companies in China (drone programme)" in answer.column("on")
    before = ask(report, "sanctions-in-force", day=date(2023, 1, 1))
    # the wider sanctions had begun when the narrower ones had
    assert set(before.column("event")) == drones


def test_china_sends_goods_and_no_weapons(report: Store):
    assert "China" not in ask(report, "weapons-to", recipient="Russia").column("source")
    supplied = cells(ask(report, "supplies-to", recipient="Russia"), "source", "goods", "kind")
    assert {row for row in supplied if row[0] == "China"} == {
        ("China", "machine tools", "goods"),
        ("China", "microelectronics", "goods"),
        ("China", "technology", "goods"),
    }
    assert cells(ask(report, "who-clears", actor="China"), "voice", "event") == {
        ("United States (unnamed)", "event/china-weapons-russia")
    }


def test_requests_plans_and_forecasts_have_not_happened(report: Store):
    answer = cells(ask(report, "not-yet"), "stance", "voice", "event")
    assert answer >= {
        ("requests", "Ukraine", "event/deep-strikes"),
        ("predicts", "United States", "event/srbm-use"),
        ("announces", "United States", "event/blinken-lammy-kyiv-visit"),
        ("announces", "Germany", "measure/iran-air/DEU"),
    }
    assert f"event/{TRANSFER}" not in {event for _, _, event in answer}


def test_nobody_joins_a_statement_unnamed(report: Store):
    pairs = cells(ask(report, "joint-actors"), "one", "with", "statements")
    assert {pair for pair in pairs if pair[0] == "Germany"} == {
        ("Germany", "United Kingdom", 1),
        ("Germany", "United States", 1),
    }
    assert ("United Kingdom", "United States", 2) in pairs
    assert {"France", "Ukraine"}.isdisjoint({one for one, _, _ in pairs})


# ---------------------------------------------------------------- policy and cuts


def test_known_by_takes_back_what_was_said_later(report: Store):
    early = ask(report, "stances", event=TRANSFER, policy=Policy.parse(known_by="2024-09-08"))
    assert cells(early, "stance", "voice", "stage") == {
        ("asserts", "people familiar with the matter (unnamed)", "under-way")
    }
    assert early.notes[0] == "claims: all that were said, known by 2024-09-08 (said)"
    assert "1 document" in early.notes[2]


def test_a_policy_takes_out_what_is_denied(report: Store):
    everybody = ask(report, "supplies-to", recipient="Russia")
    undenied = ask(report, "supplies-to", recipient="Russia", policy=Policy.parse("undenied"))
    assert set(everybody.column("source")) == {"China", "Iran", "North Korea"}
    assert set(undenied.column("source")) == {"China", "North Korea"}
    assert undenied.notes[0] == "policy: undenied"
    nobody = ask(report, "supplies-to", policy=Policy.parse(known_by="2000"))
    assert nobody.rows == ()


def test_a_retracted_claim_does_not_stand(small: Store):
    after = ask(small, "evidence", event="machine-tools")
    before = ask(
        small, "evidence", event="machine-tools", policy=Policy.parse(known_by="2024-09-11")
    )
    assert (after.column("stance"), after.column("marked")) == (("asserts",), ("retracted",))
    assert (before.column("stance"), before.column("marked")) == (("asserts",), (None,))


@pytest.mark.parametrize(
    ("name", "policy", "message"),
    [
        ("variants", Policy(), "'variants' does not accept a policy"),
        ("accused-accusers", Policy.parse("undenied"), "does not accept the policy 'undenied'"),
        ("who-denies", Policy.parse("undenied"), "does not accept the policy 'undenied'"),
        (
            "who-denies",
            Policy.parse(as_of="2024"),
            "does not accept the policy 'all, as of 2024-12-31'",
        ),
    ],
)
def test_a_policy_that_would_change_nothing_is_an_error(report: Store, name, policy, message):
    with pytest.raises(QueryError, match=message):
        ask(report, name, policy=policy)


def test_text_of_ones_own_takes_a_policy_too(report: Store):
    text = (
        "PREFIX gg: <https://w3id.org/geograph/ns#>\n"
        "SELECT ?event WHERE {\n  #policy ?event\n  ?event a gg:ArmsTransfer\n} ORDER BY ?event"
    )
    edges = ask(report, text, policy=Policy.parse("undenied")).column("event")
    assert "event/north-korea-missiles-russia" in edges
    assert f"event/{TRANSFER}" not in edges
    assert "event/china-weapons-russia" not in edges


# ---------------------------------------------------------------- parameters


@pytest.mark.parametrize("name", ["U.K.", "Britain", "united kingdom", "GBR", "state/GBR"])
def test_actors_are_named_as_people_write_them(report: Store, name: str):
    assert set(ask(report, "evaluations", actor=name).column("voice")) == {"United Kingdom"}


def test_a_list_gives_several_values(report: Store):
    voices = ask(report, "evaluations", actor=["Germany", "Iran"]).column("voice")
    assert set(voices) == {"Germany", "Iran"}


@pytest.mark.parametrize("event", [TRANSFER, f"event/{TRANSFER}"])
def test_events_are_named_by_key_or_path(report: Store, event: str):
    assert ask(report, "stances", event=event) == ask(report, "stances", event=TRANSFER)


@pytest.mark.parametrize(
    ("name", "params", "kind", "message"),
    [
        ("who-denies", {"actr": "Iran"}, QueryError, "no parameter 'actr'\n  fix: perhaps 'actor'"),
        ("variants", {"x": "y"}, QueryError, "no parameter 'x'\n  fix: it has: item"),
        ("coded-by", {"x": "y"}, QueryError, "fix: it has: none"),
        ("stances", {}, QueryError, "needs the parameter 'event'\n  fix: for example --event"),
        ("who-denies", {"actor": "Irann"}, UnknownActor, "parameter 'actor': .*Irann"),
        ("variants", {"item": "misile"}, UnknownItem, "parameter 'item': unknown item 'misile'"),
        ("stances", {"event": "iran-srbm"}, QueryError, f"(?s)unknown event.*perhaps.*{TRANSFER}"),
        ("known-on", {"day": "2024-09"}, QueryError, "'2024-09' is not one day"),
        ("known-on", {"day": "soon"}, DateError, "parameter 'day'"),
        ("who-denies", {"actor": 3}, QueryError, "parameter 'actor': 3 is neither text nor a day"),
        ("who-denies", {"actor": []}, QueryError, "parameter 'actor' is an empty list"),
    ],
)
def test_a_wrong_parameter_is_named_with_a_fix(report: Store, name, params, kind, message):
    with pytest.raises(kind, match=message) as caught:
        ask(report, name, **params)
    assert caught.value.fix


def test_classes_are_named_by_name_or_label(report: Store):
    text = (
        "#+ title: Of a class\n#+ params: {kind: {type: class, example: ArmsTransfer}}\n"
        "#+ columns: [event]\n"
        "SELECT ?event WHERE {\n  #param ?kind\n  ?event a ?kind\n} ORDER BY ?event"
    )
    transfers = ask(report, text, kind="arms transfer")
    assert f"event/{TRANSFER}" in transfers.column("event")
    assert transfers == ask(report, text, kind="gg:armstransfer")
    with pytest.raises(QueryError, match=r"unknown class 'ArmTransfer'\n  fix: perhaps 'Arms"):
        ask(report, text, kind="ArmTransfer")


HOSTILE = (
    'Iran" } #',
    "Iran> ?p ?o } INSERT DATA { <urn:x> <urn:y> <urn:z> } #",
    "state/IRN> } UNION { ?s ?p ?o",
    "\\u0022 } #",
    "event/x> ?p ?o . ?s ?q <urn:x",
    '2024-09-10"^^<urn:x> } #',
    "\n} SELECT * { ?s ?p ?o",
    "\x00",
)


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("kind", ["actor", "item", "date", "event", "class"])
def test_no_value_becomes_query(report: Store, kind: str, value: str):
    """A name is refused, or found in spite of its marks: then the term is the id that was found."""
    if (kind, value) == ("actor", HOSTILE[0]):
        assert to_terms(report, kind, "x", value) == (resource("state/IRN"),)
        return
    with pytest.raises(GeographError, match="parameter 'x'"):
        to_terms(report, kind, "x", value)


ECHO = "#+ title: E\n#+ params: {x: {type: text, example: a}}\n#+ columns: [x, n]\n" + (
    "SELECT ?x (STRLEN(?x) AS ?n) WHERE {\n  #param ?x\n} ORDER BY ?x"
)
ANY = st.text(st.one_of(st.characters(codec="utf-8"), st.sampled_from("\\\"'u U{}<>\n\r\t0a")))


@pytest.mark.slow
@settings(max_examples=draws(150), deadline=None)
@given(ANY)
def test_any_text_comes_back_from_both_engines(small: Store, tiny: Plain, text: str):
    for engine in (small, tiny):
        assert ask(engine, ECHO, x=text).rows == ((text, len(text)),)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def tiny(small: Store) -> Plain:
    return Plain(small)


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_text_stays_text(small: Store, tiny: Plain, value: str):
    for engine in (small, tiny):
        assert ask(engine, ECHO, x=value).column("x") == (value,)  # type: ignore[arg-type]


def test_half_a_surrogate_is_refused():
    with pytest.raises(QueryError, match="half of a surrogate pair"):
        literal("\ud800")


def test_directives_leave_every_other_line_as_it_was():
    text = "a\n  #param ?x\n  #param ?y\n#policy ?e\n\t#known ?c\n# param ?x\n#param ?x .\nz"
    body = "{ ?e ?c }"
    filled = fill(f"{text}\n{body}", params={"x": ["<urn:1>", '"2"']}, cuts={"policy", "known"})
    base = "https://w3id.org/geograph/ns#"
    assert filled.split("\n") == [
        "a",
        '  VALUES ?x { <urn:1> "2" }',
        "  #param ?y",
        f"FILTER(<{base}counts>(?e))",
        f"\tFILTER(<{base}stands>(?c))",
        "# param ?x",
        "#param ?x .",
        "z",
        body,
    ]


# ---------------------------------------------------------------- headers


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"#+ columns: [s]\n{BODY}", "q.rq:1: no title"),
        (f"#+ title: T\n{BODY}", "q.rq:1: no columns"),
        (
            f"{HEAD}#+ colums: [s]\n{BODY}",
            r"q.rq:3: unknown key 'colums'\n  fix: perhaps 'columns'",
        ),
        (f"{HEAD}#+ zzz: 1\n{BODY}", "q.rq:3: unknown key 'zzz'\n  fix: use one of title"),
        (f"{HEAD}#+ answers: [61]\n{BODY}", "q.rq:3 'answers': no question '61'"),
        (f"{HEAD}#+ answers: 3\n{BODY}", "q.rq:3 'answers': not a list"),
        (f"{HEAD}#+ title: U\n{BODY}", "q.rq:3 'title': the header: the key 'title' occurs twice"),
        (f"#+ title: [a]\n#+ columns: [s]\n{BODY}", "q.rq:1 'title': no text"),
        (f"#+ title: T\n#+ columns: []\n{BODY}", "q.rq:2 'columns': not a list"),
        (f"#+ title: a: b\n{BODY}", "q.rq:1: the header: not YAML"),
        (f"#+ - a\n{BODY}", "q.rq:1: not a mapping"),
        (f"#+ title: !!python/object:os.system x\n{BODY}", "q.rq:1: the header: a tag"),
        (f"#+ title: &a T\n#+ about: *a\n{BODY}", "q.rq:1: the header: an alias or anchor"),
        (f"#+\n{BODY}", "q.rq:1: the header: empty"),
        (f"{HEAD}{BODY}\n#+ about: late", "q.rq:4: a header line after the header"),
        (f"{HEAD}#+ params: [a]\n{BODY}", "q.rq:3 'params': not a mapping"),
        (f"{HEAD}#+ params: {{a: Iran}}\n{BODY}", "q.rq:3 'params.a': not a mapping"),
        (f"{HEAD}#+ params: {{a: {{type: actor}}}}\n{BODY}", "q.rq:3 'params.a': no example"),
        (
            f"{HEAD}#+ params: {{a: {{type: acter, example: x}}}}\n{BODY}",
            "q.rq:3 'params.a': unknown type 'acter'\n  fix: perhaps 'actor'",
        ),
        (
            f"{HEAD}#+ params: {{a: {{type: actor, exmple: x}}}}\n{BODY}",
            "q.rq:3 'params.a': unknown key 'exmple'\n  fix: perhaps 'example'",
        ),
        (
            f"{HEAD}#+ params: {{policy: {{type: actor, example: x}}}}\n{BODY}",
            "q.rq:3 'params.policy': 'policy' cannot name a parameter",
        ),
        (
            f"{HEAD}#+ params: {{A-b: {{type: actor, example: x}}}}\n{BODY}",
            "'A-b' cannot name a parameter",
        ),
        (
            f"{HEAD}#+ params: {{a: {{type: actor, example: x, required: yes}}}}\n{BODY}",
            "q.rq:3 'params.a': required: 'yes'\n  fix: true or false",
        ),
        (
            f"{HEAD}#+ params: {{a: {{type: actor, example: x}}}}\n{BODY}",
            "q.rq:3: parameter 'a' is never used\n  fix: put a line `#param",
        ),
        (f"{HEAD}#param ?actr\n{BODY}", "q.rq:3: parameter 'actr' is not in the header"),
        ("SELECT * {\n#param ?x\n}", "q.rq:2: parameter 'x' has no header"),
        (f"{HEAD}#+ claimants: t\n{BODY}", "q.rq:3 'claimants': no column 't'\n  fix: name one"),
        (f"{HEAD}#+ analysis: paths.shortest", "q.rq:3: unknown key 'analysis'"),
    ],
)
def test_a_crooked_header_is_refused_with_file_and_line(text: str, message: str):
    with pytest.raises(QueryError, match=message) as caught:
        parse(text, name="q", file="q.rq")
    assert caught.value.fix


def test_a_header_is_read_whole():
    text = (
        "#+ title: Who\n#+ about: Words\n#+ answers: [25, 1]\n#+ params:\n"
        "#+   actor: {type: actor, example: Iran, required: true}\n"
        "#+   day: {type: date, example: 2024-09-10, default: 2024-01-01}\n"
        "#+ columns: [a, b]\nSELECT ?a ?b {\n  #param ?actor\n  #param ?day\n  #known ?c\n}\n"
    )
    for written in (text, text.replace("\n", "\r\n")):
        query = parse(written, name="who", file="who.rq")
        assert (query.title, query.about, query.answers) == ("Who", "Words", (25, 1))
        assert query.columns == ("a", "b")
        assert query.params["actor"].required
        assert (query.params["day"].type, query.params["day"].default) == ("date", "2024-01-01")
        assert query.accepts == {"known"}


def test_a_default_stands_in(report: Store):
    text = SAVED["known-on"].text.replace("required: true", "default: 2024-09-07")
    assert set(ask(report, text).column("said")) == {date(2024, 9, 7)}


# ---------------------------------------------------------------- computed questions


def test_known_by_takes_an_admission_back(corpus: Store):
    event = "event/sanc-crimea-russian-troops"
    then = Policy.parse(known_by="2014-03-31")
    assert event in ask(corpus, "denied-then-admitted", actor="Russia").column("event")
    assert event not in ask(corpus, "denied-then-admitted", policy=then).column("event")
    assert event in ask(corpus, "undenied", actor="Russia").column("event")
    assert event not in ask(corpus, "undenied", actor="Russia", policy=then).column("event")


def test_a_strict_policy_takes_steps_away(corpus: Store):
    ends = {"one": "Iran", "other": "Russia", "kind": "arms transfer"}
    under = {
        rule: set(ask(corpus, "shortest-path", policy=Policy.parse(rule), **ends).column("event"))
        for rule in ("all", "endorsed:2")
    }
    assert under["endorsed:2"] < under["all"]
    uncontested = set(ask(corpus, "uncontested-path", **ends).column("event"))
    verdicts = judge(ClaimIndex.from_store(corpus), Policy())
    assert uncontested <= {e for e in under["all"] if verdicts[e].status != "contested"}


def test_nobody_is_reached_against_time(corpus: Store):
    answer = ask(corpus, "path-in-time", one="Iran", other="Ukraine", after="2022-02-24")
    days = answer.column("day")
    assert list(days) == sorted(days)
    assert all(day >= date(2022, 2, 24) for day in days)
    # what has not ended can be walked later; what was done once cannot
    assert ask(corpus, "path-in-time", one="Iran", other="Ukraine", after="2030-01-01").rows
    once = {"one": "Iran", "other": "Russia", "kind": "ArmsTransfer"}
    assert ask(corpus, "path-in-time", **once).rows
    with pytest.raises(GeographError, match="no path in time"):
        ask(corpus, "path-in-time", **once, after="2030-01-01")


def test_paths_through_the_sanctioned_say_where_not_all_were_looked_at(corpus, monkeypatch):
    from geograph.questions.computed import paths_through_sanctioned

    ends = {"one": "Saudi Arabia", "other": "Ukraine"}
    every = ask(corpus, "paths-through-sanctioned", **ends)
    assert any(" paths of at most 3 steps run through" in note for note in every.notes)
    assert not any(" of the first " in note for note in every.notes)
    monkeypatch.setattr(paths_through_sanctioned, "LOOKED_AT", 2)
    some = ask(corpus, "paths-through-sanctioned", **ends)
    assert any(" of the first 2 paths of at most 3 steps " in note for note in some.notes)


def test_an_actor_that_nothing_ties_is_named(corpus: Store):
    with pytest.raises(GeographError, match="Fiji is in no relation") as caught:
        ask(corpus, "shortest-path", one="Fiji", other="Ukraine")
    assert caught.value.fix


def test_a_state_covers_its_bodies(corpus: Store):
    """The Kremlin's and the Treasury's acts are found under Russia and the United States."""
    world = ClaimIndex.from_store(corpus)
    judged = judge(world)
    held = [
        (actor, event.id)
        for event in world.events.values()
        for actor in event.actor
        if "actor/kremlin" in event.recipient and actor.startswith("state/")
        if judged[event.id].edge
    ]
    assert held
    for actor, event in held:
        between = ask(corpus, "relations-between", one="Russia", other=actor)
        assert "Kremlin" in {row["first"] for row in between if row["event"] == event}
    treasury = ask(corpus, "grounds", sender="US Department of the Treasury").column("measure")
    assert set(treasury) <= set(ask(corpus, "grounds", sender="United States").column("measure"))
    assert set(treasury)


def test_stages_come_from_the_days_of_a_measure_too(corpus: Store):
    answer = ask(corpus, "who-sanctions-whom", sender="Saudi Arabia", target="Qatar")
    lifted = cells(answer, "measure", "stage")
    assert ("measure/else-qatar-ties-cut/SAU", "lifted 5 Jan 2021") in lifted
    many = cells(ask(corpus, "targets-of-many"), "target", "stage")
    assert ("state/QAT", "lifted") in many


def test_numbers_are_numbers(corpus: Store):
    assert ask(corpus, "targets-of-many", least=4) == ask(corpus, "targets-of-many", least="4")
    for wrong in ("three", "-1", "3.5", ""):
        with pytest.raises(QueryError, match=r"parameter 'least': .* is not a whole number"):
            ask(corpus, "targets-of-many", least=wrong)


# ---------------------------------------------------------------- where questions come from


def test_a_file_can_be_asked(report: Store, tmp_path: Path):
    for path in (tmp_path / "mine.rq", tmp_path / "mine.sparql"):
        path.write_text("SELECT (1 AS ?one) WHERE {}", encoding="utf-8")
        answer = ask(report, path)
        assert answer == ask(report, str(path)) == Table(("one",), ((1,),), notes=answer.notes)
        assert answer.notes == (
            "no claim policy applies: asked of everything that the store holds",
        )
    with pytest.raises(QueryError, match=r"cannot read '.*nowhere.rq'"):
        ask(report, tmp_path / "nowhere.rq")
    (tmp_path / "mine.rq").write_bytes(b"SELECT \xff")
    with pytest.raises(QueryError, match=r"cannot read '.*mine.rq'"):
        ask(report, tmp_path / "mine.rq")


def test_a_folder_adds_questions_and_replaces_none(tmp_path: Path):
    (tmp_path / "mine.rq").write_text(HEAD + BODY, encoding="utf-8")
    assert set(queries(tmp_path)) == {*SAVED, "mine"}
    (tmp_path / "who-denies.rq").write_text(HEAD + BODY, encoding="utf-8")
    with pytest.raises(QueryError, match=r"who-denies\.rq: a question 'who-denies' already exists"):
        queries(tmp_path)
    with pytest.raises(QueryError, match="no folder"):
        queries(tmp_path / "nowhere")


def test_an_unknown_name_is_answered_with_the_nearest(report: Store):
    with pytest.raises(QueryError, match=r"'who-denys'\n  fix: perhaps 'who-denies'"):
        ask(report, "who-denys")


def test_wrong_sparql_is_shown_with_file_and_line(report: Store, tmp_path: Path):
    path = tmp_path / "wrong.rq"
    path.write_text("SELECT ?s WHERE {\n  ?s ?p\n}", encoding="utf-8")
    with pytest.raises(QueryError, match=r"wrong\.rq: .*line 3"):
        ask(report, path)
    with pytest.raises(QueryError, match="the query would change the store"):
        ask(report, "DELETE WHERE { ?s ?p ?o }")


def test_columns_must_be_those_of_the_header(report: Store):
    query = replace(SAVED["coded-by"], columns=("document",))
    with pytest.raises(QueryError, match=r"coded-by\.rq 'columns': the header declares"):
        ask(report, query)


def test_other_forms_of_query_give_tables(report: Store):
    yes = ask(report, "ASK { ?s ?p ?o }")
    assert (yes.columns, yes.rows) == (("answer",), ((True,),))
    text = "PREFIX gg: <https://w3id.org/geograph/ns#> DESCRIBE gg:Accusation"
    assert ask(report, text).columns == ("subject", "predicate", "object")
    assert set(ask(report, text).column("subject")) == {"gg:Accusation"}


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2024-02-28", "2024-03-01"),
        ("1999-12-31", "2000-03-01"),
        ("1900-02-28", "1900-03-01"),
        ("2022-11-30", "2024-09-10"),
        ("2024-09-10", "2024-01-05"),
    ],
)
def test_days_are_counted_as_the_calendar_has_them(small: Store, tiny: Plain, first, last):
    binds = SAVED["lag-to-measure"].text.split("BIND(", 1)[1].rsplit("}", 1)[0]
    day = "http://www.w3.org/2001/XMLSchema#"
    text = (
        f"PREFIX xsd: <{day}> SELECT ?days WHERE {{ VALUES (?alleged ?announced) "
        f'{{ ("{first}"^^xsd:date "{last}"^^xsd:date) }} BIND({binds} }}'
    )
    expected = (date.fromisoformat(last) - date.fromisoformat(first)).days
    for engine in (small, tiny):
        assert ask(engine, text).column("days") == (expected,)  # type: ignore[arg-type]


LISTING = [
    name
    for name, query in SAVED.items()
    if "policy" in query.accepts and "event" in (query.columns or ())
]


@pytest.mark.parametrize("name", LISTING)
@pytest.mark.parametrize("rule", ["all", "undenied", "endorsed:2"])
def test_no_relation_is_listed_without_its_claimants(
    report: Store, scene: Store, name: str, rule: str
):
    store = report if ASKED_OF[name] == "report" else scene
    try:
        answer = ask(store, name, policy=Policy.parse(rule), **examples(SAVED[name]))
    except AnalysisError:
        assert rule != "all", "nothing is tied only where the policy is strict"
        return
    verdicts = judge(ClaimIndex.from_store(store), Policy.parse(rule))
    for row in answer:
        verdict = verdicts[str(row["event"])]
        assert row["status"].split(", ")[0] == verdict.status
        for voice in (*verdict.for_, *verdict.anonymous_for):
            assert store.label(voice) in str(row["asserted_by"])
        for voice in (*verdict.against, *verdict.anonymous_against):
            assert store.label(voice) in str(row["denied_by"])


def test_the_listing_questions_are_found():
    assert {"supplies-to", "relations-between", "sanctions-in-force"} <= set(LISTING)
