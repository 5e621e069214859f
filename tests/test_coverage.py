"""Coverage of the answer: what it used, whatever else the store holds."""

from __future__ import annotations

import re

import pytest
from engines import examples

from geograph.display import Table
from geograph.networks import network
from geograph.policy import ClaimIndex, Policy, judge, rests_on
from geograph.questions import Question, ask, queries
from geograph.questions.answering import _terms
from geograph.questions.coverage import AnswerEvidence
from geograph.questions.directives import directives, fill
from geograph.questions.outline import outline
from geograph.questions.selecting import asked, select
from geograph.store import Store

SAVED = queries()
SPARQL = {name: query for name, query in SAVED.items() if query.function is None}


def rests(answer: Table) -> str:
    [said] = [note for note in answer.notes if note.startswith("rests on ")]
    return said


def universe(answer: Table) -> str:
    [said] = [note for note in answer.notes if note.startswith("of ")]
    return said


# ---------------------------------------------------------------- read by hand


def test_one_event_is_one_event(corpus: Store):
    answer = ask(corpus, "supplier-concentration", recipient="Pakistan")
    assert len(answer.rows) == 1
    assert rests(answer).startswith("rests on 1 event, ")
    verdicts = judge(ClaimIndex.from_store(corpus))
    whole = sum(verdict.edge for verdict in verdicts.values())
    assert universe(answer).startswith(f"of {whole:,} relations that the policy counts, in ")
    assert universe(answer).endswith("what nobody reports is missing")


@pytest.mark.slow
def test_a_denial_rests_on_those_who_deny(report: Store):
    """Iran and its leaders deny in two paragraphs of one report, and nobody else's word is used."""
    assert rests(ask(report, "who-denies", actor="Iran")) == (
        "rests on 4 events, 1 document, 1 publisher, 1 voice"
    )
    assert universe(ask(report, "who-denies")) == (
        f"of {len(ClaimIndex.from_store(report).claims)} claims that were made,"
        " in 1 document of 2024: what nobody reports is missing"
    )


def test_a_path_rests_on_its_steps_alone(corpus: Store):
    answer = ask(corpus, "shortest-path", one="Iran", other="Russia", kind="ArmsTransfer")
    events = set(answer.column("event"))
    world = ClaimIndex.from_store(corpus)
    verdicts = judge(world)
    assert rests(answer) == str(rests_on(world, [verdicts[str(key)] for key in events]))


def test_a_ranking_rests_on_the_whole_network(cross: Store):
    for rule in ("all", "recorded", "undenied"):
        policy = Policy.parse(rule)
        answer = ask(cross, "central-actors", policy=policy)
        assert rests(answer) == str(network(cross, policy).graph["coverage"])


def test_rows_and_releases_are_counted_and_named(cross: Store):
    answer = ask(cross, "transfers-in-register", supplier="Iran", recipient="Russia")
    found = re.search(r"(\d+) rows?, (\d+) releases?$", rests(answer))
    assert found is not None
    assert (int(found[1]) > 0, found[2]) == (True, "1")
    assert sum("(release/sipri/" in note for note in answer.notes) == 1
    assert "rows of" in universe(answer)


def test_an_empty_answer_rests_on_nothing(report: Store):
    answer = ask(report, "supplies-to", policy=Policy.parse(known_by="2000"))
    assert rests(answer) == "rests on 0 events, 0 documents, 0 publishers, 0 voices"
    assert universe(answer).startswith("of 0 relations that the policy counts")


def test_what_no_policy_can_change_says_so(report: Store):
    answer = ask(report, "variants", item="ballistic missile")
    assert answer.notes == ("no claim policy applies: asked of everything that the store holds",)


def test_an_answer_that_hides_its_events_says_so(report: Store):
    text = (
        "PREFIX gg: <https://w3id.org/geograph/ns#>\n"
        "SELECT (COUNT(?event) AS ?n) WHERE {\n  #policy ?event\n  ?event a gg:ArmsTransfer\n}"
    )
    counted = ask(report, text)
    [[n]] = counted.rows
    assert rests(counted).startswith(f"rests on {n} events, ")
    limited = ask(report, f"{text} LIMIT 1")
    assert limited.notes[1] == (
        "rests on what the policy counts; the answer does not show on which of it"
    )


# ---------------------------------------------------------------- two ways agree


@pytest.mark.parametrize("name", sorted(n for n, q in SPARQL.items() if "policy" in q.accepts))
@pytest.mark.parametrize("rule", ["all", "undenied", "recorded"])
def test_an_answer_rests_on_the_events_that_it_lists(name: str, rule: str, cross: Store):
    query, policy = SPARQL[name], Policy.parse(rule)
    if "event" not in (query.columns or ()):
        return
    answer = ask(cross, name, policy=policy, **examples(query))
    listed = {str(key) for key in answer.column("event")}
    world = ClaimIndex.from_store(cross)
    verdicts = judge(world, policy)
    expected = rests_on(world, [verdicts[key] for key in listed if key in verdicts])
    rows = listed - verdicts.keys()
    assert rests(answer).split(", ")[:4] == str(expected).split(", ")[:4]
    assert bool(rows) == ("row" in rests(answer))


def used_by(store: Store, query: Question) -> AnswerEvidence:
    terms = _terms(store, query, examples(query))
    return select(store, query, terms, Policy())[2]


@pytest.mark.parametrize(
    "name",
    sorted(n for n, q in SPARQL.items() if {k for _, k, _ in directives(q.text)} - {"param"}),
)
def test_the_wider_answer_uses_what_the_query_behind_it_finds(name: str, report: Store):
    query = SPARQL[name]
    terms = _terms(report, query, examples(query))
    filled = fill(query.text, params=terms, cuts=query.accepts)
    shape = outline(filled)
    assert shape is not None
    variables = tuple(dict.fromkeys(v for _, k, v in directives(query.text) if k != "param"))
    wider, behind = shape.with_also(variables), shape.only(variables)
    if wider is None or behind is None or set(variables) & set(query.columns or ()):
        return
    functions = asked(report, query, Policy())
    _, rows = report.select(wider[0], functions=functions)
    _, found = report.select(behind, functions=functions)
    assert {row[-len(variables) :] for row in rows} == set(found)
    assert used_by(report, query)


# ---------------------------------------------------------------- outlines


@pytest.mark.parametrize(
    ("text", "also", "only"),
    [
        ("SELECT ?a { ?c ?p ?a }", "SELECT ?a ?c { ?c ?p ?a }", "SELECT DISTINCT ?c { ?c ?p ?a }"),
        (
            "SELECT DISTINCT ?a FROM <urn:g> WHERE { ?c ?p '}' } LIMIT 3",
            None,
            None,
        ),
        (
            "SELECT ?a FROM <urn:g#h> WHERE { ?c ?p '}' } LIMIT 3",
            "SELECT ?a ?c FROM <urn:g#h> WHERE { ?c ?p '}' } LIMIT 3",
            None,
        ),
        (
            "SELECT (COUNT(?c) AS ?n) { ?c ?p ?a # }\n } GROUP BY ?a",
            None,
            "SELECT DISTINCT ?c { ?c ?p ?a # }\n }",
        ),
        ("SELECT * { ?c ?p ?a }", None, "SELECT DISTINCT ?c { ?c ?p ?a }"),
        ("SELECT ?a { ?c ?p ?a } GROUP BY ?a HAVING (COUNT(?c) > 1)", None, None),
        (
            "SELECT ?a { { SELECT ?c { ?c ?q 3 } LIMIT 1 } ?c ?p ?a } ORDER BY ?a",
            "SELECT ?a ?c { { SELECT ?c { ?c ?q 3 } LIMIT 1 } ?c ?p ?a } ORDER BY ?a",
            "SELECT DISTINCT ?c { { SELECT ?c { ?c ?q 3 } LIMIT 1 } ?c ?p ?a }",
        ),
    ],
)
def test_a_query_is_widened_only_where_it_stays_the_same(text: str, also: str, only: str):
    shape = outline(text)
    assert shape is not None
    wider = shape.with_also(("c",))
    assert (wider[0] if wider else None) == also
    assert shape.only(("c",)) == only


def test_other_forms_have_no_outline():
    assert outline("ASK { ?s ?p ?o }") is None
    assert outline("DESCRIBE <urn:x>") is None
    assert outline("SELECT ?a WHERE { ?a ?p") is None
