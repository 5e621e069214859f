"""The corpus: what it must hold, that no check of it fails, and that its pages tell its numbers."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest
from write_docs import DOCS, pages

from geograph.analysis.corpus import agreement, coverage_tables, months_svg
from geograph.pipeline.validation import decided, propose, read_decisions, validate_store
from geograph.policy import ClaimIndex, Policy, judge
from geograph.questions import ask
from geograph.sources.dossier import load

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def model():
    return load(ROOT / "data" / "dossiers")


@pytest.fixture(scope="module")
def world(model):
    return ClaimIndex.from_model(model)


@pytest.fixture(scope="module")
def size(world):
    return dict(next(coverage_tables(world)).rows)


def test_it_is_as_large_and_as_contested_as_it_says(size):
    assert size["documents"] >= 120
    assert size["statements"] >= 700
    assert size["events"] + size["measures"] >= 350
    assert size["events that one state asserts and another denies"] >= 60
    assert size["events on which a voice has changed sides"] >= 15
    assert size["countries of publication"] >= 15


def test_size_is_counted_independently(model, size):
    assert size["documents"] == len(list((ROOT / "data" / "dossiers").glob("*.yml")))
    assert size["statements"] == len(model.statements)
    assert size["claims"] == len(model.claims)
    voices = judge(ClaimIndex.from_model(model))
    disputed = [
        key
        for key, verdict in voices.items()
        if key.startswith(("event/", "measure/"))
        and {v for v in verdict.for_ if v.startswith("state/")}
        and {v for v in verdict.against if v.startswith("state/")}
    ]
    assert size["events that one state asserts and another denies"] == len(disputed)


def test_no_check_fails(corpus):
    failing = [str(f) for f in validate_store(corpus) if f.severity != "info"]
    assert failing == []


def test_every_proposal_of_the_linter_is_decided_and_done(model):
    dossiers = ROOT / "data" / "dossiers"
    told = read_decisions(ROOT / "data" / "lint-decisions.csv")
    assert told == decided(None, dossiers) == decided(None, None)
    assert len({one.key for one in told}) == len(told)
    left = [one.key for one in propose(model, decisions=told) if one.state != "refused"]
    assert left == []


def test_decisions_name_what_the_corpus_has(model):
    keys = {e.id.partition("/")[2] for e in (*model.events, *model.measures)}
    for one in read_decisions(ROOT / "data" / "lint-decisions.csv"):
        rule, *records = one.key.split(" ")
        if rule != "polarity":
            assert set(records) <= keys, one.key


def test_every_document_says_why_it_was_chosen_and_how_much_was_read(model):
    assert {d.selection for d in model.documents} <= {"sampled", "contested"}
    assert {d.extent for d in model.documents} == {"whole", "opening"}
    assert all(d.url is None or d.url.startswith(("http://", "https://")) for d in model.documents)


def test_the_log_of_searches_names_the_dossiers():
    with (ROOT / "data" / "sampling.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    stems = {p.stem for p in (ROOT / "data" / "dossiers").glob("*.yml")}
    coded = {row["outcome"] for row in rows} & stems
    assert len(coded) >= 0.9 * (len(stems) - 1)  # the first report was given, not found
    assert {row["selection"] for row in rows} == {"sampled", "contested"}


@pytest.mark.parametrize("name", ["corpus.md", "corpus-months.svg", "questions.md", "voices.md"])
def test_the_pages_tell_the_numbers_of_the_data(name):
    assert (DOCS / name).read_text(encoding="utf-8") == pages()[name], "run `make docs`"


def test_agreement_of_a_coding_with_itself_is_whole_and_with_another_is_not(model):
    whole = agreement(model, [model])
    assert {row[-1] for row in whole.rows} == {1.0}
    again = [load(path) for path in sorted((ROOT / "data" / "recoding").glob("*.yml"))]
    table = agreement(model, again)
    assert table.notes == ("12 documents coded twice",)
    assert all(0 < row[-1] < 1 for row in table.rows)
    assert all(row[3] <= min(row[1], row[2]) for row in table.rows)


def test_the_figure_has_a_bar_for_each_document(world):
    months = Counter(d.published.latest_end.strftime("%Y-%m") for d in world.documents.values())
    svg = months_svg(world)
    for month, number in months.items():
        assert f"{month}: {number}<" in svg


def test_nothing_is_contested_by_words_that_are_older_than_it(world):
    assert judge(world)["event/dprk-containers-33000"].status == "asserted"


def test_iran_denied_the_drones_of_before_the_war_until_it_admitted_them(world):
    before, after = (
        judge(world, Policy.parse(known_by=day))["event/iran-drones-prewar"]
        for day in ("2022-11-04", "2022-11-05")
    )
    assert (before.status, before.against) == ("denied-only", ("state/IRN",))
    assert (after.status, after.for_, after.against) == (
        "contested",
        ("state/IRN",),
        ("state/UKR",),
    )
    now = judge(world)["event/iran-drones-prewar"]
    assert now.status == "contested"
    assert "admitted" in now.flags
    assert ("state/IRN" in now.for_, now.against) == (True, ("state/UKR",))


def test_a_transfer_is_first_denied_after_it_was_first_spoken_of(corpus):
    found = ask(corpus, "first-said", event="iran-srbm-russia-2024")
    columns = (found.column(name) for name in ("stance", "first", "voice"))
    denied = {
        (str(day), who) for stance, day, who in zip(*columns, strict=True) if stance == "denies"
    }
    assert denied == {("2024-09-09", "Iran")}


def test_nobody_denies_on_the_word_of_the_accused(world):
    verdict = judge(world)["event/iran-srbm-russia-2024"]
    assert [world.claims[c].voice for c in verdict.attributed] == ["state/UKR"]
    [own] = [p for p in verdict.positions if p.voice == "state/UKR"]
    documents = {world.statements[world.claims[c].statement].document for c in own.claims}
    assert documents == {"document/sanc-censor-2024-10-28"}
    before = judge(world, Policy.parse(known_by="2024-10-27"))["event/iran-srbm-russia-2024"]
    assert "state/UKR" not in before.against


def test_to_have_seen_nothing_is_no_denial(model):
    unseen = re.compile(r"no (evidence|sign)\b|not seen|nothing seen|(not|nor|cannot) confirm")
    said = [c.id for c in model.claims if c.stance == "denies" and unseen.search(c.note or "")]
    # who calls a report baseless says no, even who adds that he does not confirm it
    assert said == [
        "claim/2022-10-03-mehr-kanaani-baseless/kanaani-denial/actor.nasser-kanaani"
        "/denies/iran-drones-russia"
    ]
