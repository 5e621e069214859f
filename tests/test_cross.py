"""Questions across data sets: what they need, whose word each row is, what a policy changes."""

from __future__ import annotations

import pytest

from geograph.display import Table
from geograph.policy import Policy
from geograph.questions import ask, queries
from geograph.questions.answering import lacking
from geograph.sources.mapping import dataset_names
from geograph.store import Store

ACROSS = {name: query for name, query in queries().items() if query.needs}
#: The columns that say whose word a row is.
TELLERS = {
    "allegation-to-listing": ("told_by", "asserted_by"),
    "allies-voting-apart": ("alliance_by", "votes_by"),
    "allies-who-supply-the-other-side": ("alliance_by", "conflict_by", "arms_by"),
    "changed-between-issues": ("told_by",),
    "listed-by-many": ("told_by",),
    "recorded-by-machines": ("recorded_by", "status"),
    "rivals-imports": ("border_by", "conflict_by", "arms_by"),
    "sanctions-on-suppliers": ("arms_by", "listed_by"),
    "sign-after-transfer": ("arms_by", "coded_by"),
    "supplier-shares": ("told_by",),
    "supplies-both-disputants": ("conflict_by", "arms_by"),
    "transfers-in-register": ("asserted_by", "status"),
    "transfers-into-embargo": ("embargo_status", "asserted_by"),
}


def asked(store: Store, name: str, policy: Policy | None = None, **params: object) -> Table:
    needed = {n: p.example for n, p in ACROSS[name].params.items() if p.required}
    return ask(store, name, policy=policy, **{**needed, **params})


def test_ten_questions_and_more_span_data_sets():
    assert set(TELLERS) == set(ACROSS)
    known = set(dataset_names())
    assert all(set(some) <= known for query in ACROSS.values() for some in query.needs)


@pytest.mark.parametrize("name", sorted(TELLERS))
def test_every_row_says_whose_word_it_is(name: str, cross: Store):
    answer = asked(cross, name)
    assert answer.rows
    for column in TELLERS[name]:
        assert all(answer.column(column)), f"{column} of {name} is empty"


@pytest.mark.parametrize("name", sorted(TELLERS))
def test_without_its_data_sets_the_answer_is_empty_and_says_which(name: str, scene: Store):
    answer = asked(scene, name)
    assert answer.rows == ()
    for hint in lacking(ACROSS[name].needs, ()):
        assert hint in answer.notes
    assert any(f"geograph load {ACROSS[name].needs[0][0]} FILE" in note for note in answer.notes)


def test_a_transfer_is_in_the_register_with_its_goods_or_others_or_not_at_all(cross: Store):
    answer = asked(cross, "transfers-in-register")
    said = {(str(row["event"]), row["register"], row["row"] is None) for row in answer}
    assert ("event/iran-srbm-russia-2024", "has it", False) in said
    # goods of another kind between the same two: Su-35 from Russia are not drones from Iran
    lacking_ = {event for event, word, empty in said if word == "lacks it" and empty}
    assert any("houthis" in event for event in lacking_)
    assert {word for _, word, _ in said} <= {
        "has it",
        "has it at another time",
        "has other arms between the two",
        "lacks it",
    }


def test_the_latest_issue_that_was_known_is_the_publishers_word(cross: Store):
    then = asked(
        cross, "transfers-in-register", Policy.parse(known_by="2024-09-10"),
        supplier="Iran", recipient="Russia",
    )  # fmt: skip
    words = {row["event"]: (row["register"], row["quantity"]) for row in then}
    assert words["event/iran-drones-russia"] == ("has it", 1200.0)
    assert words["event/iran-srbm-russia-2024"] == ("has other arms between the two", 1200.0)


def test_a_policy_that_wants_two_voices_takes_no_row(cross: Store):
    assert asked(cross, "supplies-both-disputants").rows
    assert not asked(cross, "supplies-both-disputants", Policy.parse("endorsed:2")).rows


def test_the_order_of_listing_is_that_of_the_days(cross: Store):
    rows = {row["entity"]: row for row in asked(cross, "listed-by-many")}
    ship = rows["BEISPIEL STAR"]
    assert (ship["senders"], ship["first_sender"]) == (3, "European Union")
    assert ship["basis"] == "the same imo 9999993"
    assert "recorded by OpenSanctions" in str(ship["told_by"])


def test_who_shares_only_a_name_is_not_taken_for_one(cross: Store):
    """Dossiers plan a measure on Iran Air; the entry of that name in a list stands alone."""
    entities = asked(cross, "listed-by-many", least="1")
    apart = [(r["senders"], r["entries"]) for r in entities if r["entity"] == "Iran Air"]
    assert apart == [(1, "actor/eu/32023R1529-III.B-1-body")]


def test_the_days_asked_for_cut(cross: Store):
    asked_for = asked(cross, "supplies-both-disputants", after="2000-01-01")
    assert asked_for.rows == ()
    wide = asked(cross, "rivals-imports", years="12")
    assert [(r["transfers_to_one"], r["transfers_to_other"]) for r in wide] == [(1, 2)]


def test_the_notes_name_the_releases_that_were_read(cross: Store):
    notes = "\n".join(asked(cross, "allies-voting-apart").notes)
    assert "release/unvotes/" in notes
    assert "release/cow-alliances/" in notes
    assert "release/sipri/" not in notes


def test_hints_are_given_for_each_need():
    assert lacking([("sipri",)], ["sipri"]) == ()
    assert len(lacking([("sipri",), ("icews", "gdelt")], [])) == 2
