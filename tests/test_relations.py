"""Relations of every origin: the ids that count are the same by every way to ask for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import REPORT
from effort import draws
from hypothesis import given, settings
from hypothesis import strategies as st

from geograph.analysis.centrality import compare
from geograph.analysis.measures import MEASURES
from geograph.networks import network
from geograph.networks.ties import NOT_IN_TIME, SPEECH
from geograph.pipeline.build import build
from geograph.pipeline.load import load
from geograph.policy import Policy
from geograph.questions import QueryContext, ask
from geograph.questions.relation import Relation
from geograph.questions.relation_filter import RelationFilter
from geograph.questions.release_rows import rows, tied
from geograph.questions.store_cache import admitted, selection
from geograph.store import Store, open_store

RULES = ("all", "recorded", "undenied", "owned", "endorsed:2", "held-by=USA,RUS")
DAYS = st.none() | st.dates(date(1945, 1, 1), date(2026, 12, 31))
POLICIES = st.builds(
    lambda rule, as_of, known_by: Policy.parse(rule, as_of=as_of, known_by=known_by),
    st.sampled_from(RULES), DAYS, DAYS,
)  # fmt: skip
EVENTS = (
    "PREFIX gg: <https://w3id.org/geograph/ns#>\n"
    "SELECT DISTINCT ?event WHERE {\n  #policy ?event\n  ?event a gg:Event\n} ORDER BY ?event"
)


def ids(context: QueryContext, **asked: object) -> list[str]:
    return [relation.id for relation in context.relations(**asked)]  # type: ignore[arg-type]


@settings(max_examples=draws(40), deadline=None)
@given(policy=POLICIES)
def test_the_same_ids_count_in_python_sparql_and_a_network(policy: Policy, cross: Store):
    context = QueryContext(store=cross, policy=policy)
    found = ids(context, speech=True)
    counted = admitted(cross, policy)
    rows_ = counted - context.verdicts.keys()
    assert len(found) == len(set(found))
    assert set(found) == counted
    assert set(ask(cross, EVENTS, policy=policy).column("event")) == counted
    G = network(cross, policy, level="actor")
    left = G.graph["rows_left_out"]
    out = left.get(NOT_IN_TIME, 0) + left.get(SPEECH, 0)
    assert G.graph["rows"]["considered"] - out == len(set(ids(context)) & rows_)


ACTOR = st.sampled_from(
    ("state/USA", "state/RUS", "state/IRN", "state/CHN", "state/IND", "actor/eu")
)
ACTORS = st.lists(ACTOR, max_size=2, unique=True)
ONLY = st.builds(
    RelationFilter,
    between=st.lists(st.lists(ACTOR, min_size=1, max_size=2, unique=True), max_size=2),
    by=ACTORS,
    to=ACTORS,
    at=st.sampled_from(((), ("state/UKR",), ("state/RUS", "state/USA"))),
    during=st.tuples(DAYS, DAYS),
    told=st.sampled_from(((), ("listed",), ("lifted",), ("start",))),
)


@settings(max_examples=draws(60), deadline=None)
@given(policy=POLICIES, only=ONLY)
def test_what_is_narrowed_is_what_fits_of_all(policy: Policy, only: RelationFilter, cross: Store):
    context = QueryContext(store=cross, policy=policy)
    details = ("place", *only.told)

    def fits(relation: Relation) -> bool:
        parties = {
            role: {*getattr(relation, role), *getattr(relation, f"{role}_voice")}
            for role in ("actor", "recipient", "participant")
        }
        every = set().union(*parties.values())
        return (
            all(every & set(group) for group in only.between)
            and (not only.by or bool(parties["actor"] & set(only.by)))
            and (not only.to or bool(parties["recipient"] & set(only.to)))
            and (not only.at or bool(set(relation.details.get("place", ())) & set(only.at)))
            and all(relation.details.get(name) is not None for name in only.told)
            and (only.during == (None, None) or relation.within(*only.during))
        )

    every = [r for r in context.relations(details=details) if fits(r)]
    assert list(context.relations(details=details, only=only)) == every


def test_every_relation_names_its_parties_and_its_word(cross: Store):
    context = QueryContext(store=cross, policy=Policy.parse("recorded"))
    found = list(context.relations(speech=True))
    assert {r.release.kind if r.release else "Dossier" for r in found} >= {"Dossier", "Register"}
    for relation in found:
        assert relation.asserted_by or relation.status == "recorded-only"
        for role in ("actor", "recipient", "participant"):
            assert len(getattr(relation, role)) == len(getattr(relation, f"{role}_voice"))


def test_classes_ways_and_data_sets_narrow(cross: Store):
    context = QueryContext(store=cross, policy=Policy())
    everything = {r.id: r for r in context.relations()}
    arms = {r.id for r in context.relations("ArmsTransfer")}
    assert arms == {key for key, r in everything.items() if r.kind == "ArmsTransfer"}
    registers = ids(context, ways=("Register",))
    assert set(registers) == {
        key for key, r in everything.items() if r.release and r.release.kind == "Register"
    }
    sipri = {r.id for r in context.relations(ways=("Register",), datasets=("sipri",))}
    assert sipri == {
        key for key, r in everything.items() if r.release and r.release.dataset == "sipri"
    }
    # what machines recorded counts under no such policy, and is read where it is asked for
    assert all(not r.release or r.release.kind != "Extraction" for r in everything.values())
    coded = list(context.relations(ways=("Extraction",), datasets=("icews",)))
    assert coded
    assert {r.status for r in coded} == {"recorded-only"}


def test_details_are_given_where_they_are_there(cross: Store):
    context = QueryContext(store=cross, policy=Policy())
    details = ("quantity", "item_from", "place", "nothing-of-this-name")
    for relation in context.relations("ArmsTransfer", details=details):
        assert "nothing-of-this-name" not in relation.details
        assert ("quantity" in relation.details) == (relation.release is not None)
        # both have the columns of every event; a register says nothing in this one
        assert "item_from" in relation.details
        assert relation.release is None or not relation.details["item_from"]


@pytest.mark.parametrize("level", ["state", "actor"])
def test_the_rows_of_all_edges_are_the_rows_drawn(level: str, cross: Store):
    policy = Policy.parse("recorded")
    G = network(cross, policy, level=level, by="class")  # type: ignore[arg-type]
    chosen = selection(cross, policy)
    ties: dict[str, set[tuple[str, str, str, bool]]] = {}
    for u, v, data in G.edges(data=True):
        if data["event"].startswith("release/"):
            ends = (u, v) if data["directed"] else (min(u, v), max(u, v))
            ties.setdefault(data["event"], set()).add((data["kind"], *ends, data["directed"]))
    drawn = [key for release, some in ties.items() for key in tied(chosen, release, level, some)]
    assert len(set(drawn)) == G.graph["coverage"].rows
    one = next(release for release in chosen.releases if release.id in ties)
    known = {row["id"] for row in rows(chosen, cross, one)}
    assert tied(chosen, one.id, level, ties[one.id]) <= known
    assert tied(chosen, one.id, level, set()) == frozenset()


@pytest.mark.parametrize("measure", sorted(MEASURES))
@pytest.mark.parametrize("rule", ["all", "recorded"])
def test_central_actors_are_those_of_the_command(measure: str, rule: str, cross: Store):
    policies = (Policy.parse(rule), Policy.parse("undenied"))
    ranked = compare(cross, policies, measures=[measure], top=10)
    answer = ask(cross, "central-actors", measure=measure, policy=policies[0])
    assert sorted(map(str, answer.rows)) == sorted(
        str((row["actor"], row[f"rank {rule}"], row[f"score {rule}"], row["rank undenied"],
             row["score undenied"], row["change undenied"], row["id"]))
        for row in ranked
    )  # fmt: skip
    said = next(note for note in answer.notes if note.startswith("rests on"))
    assert any(said.removeprefix("rests on ") in note for note in ranked.notes)


@pytest.mark.slow
def test_a_state_is_linked_by_its_ministries_whoever_names_them(tmp_path: Path):
    """A row that names a ministry is one of its state's, as its table has it for that day."""
    file = tmp_path / "icews_2014_test.txt"
    file.write_text("Foreign Affairs (Russia)\tMake a visit\tIran\t2014-01-13\n", encoding="utf-8")
    build(REPORT, tmp_path / "s.db", validate=False).close()
    load("icews", [file], tmp_path / "s.db")
    with open_store(tmp_path / "s.db") as store:
        for ends in (("Russia", "Iran"), ("Iran", "Russia")):
            policy = Policy.parse("recorded", as_of="2015")
            answer = ask(store, "relations-between", one=ends[0], other=ends[1], policy=policy)
            [row] = [row for row in answer if row["kind"] == "visit"]
            assert {row["first"], row["second"]} == {"Foreign Affairs (Russia)", "Iran"}
            assert row["direction"] == ("→" if ends[0] == "Russia" else "←")
            assert row["status"] == "recorded-only"
            assert "1 row, 1 release" in answer.notes[1]
        assert not ask(store, "relations-between", one="Russia", other="Russia", policy=policy).rows
