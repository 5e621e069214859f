"""The ledger: stages of measures under the cuts, history of changed sides, what counts."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_policy import NO, US, Says, world

from geograph.policy import Policy
from geograph.policy.ledger import ledger
from geograph.policy.ledger_table import to_table

TOLD = (
    Says("USA", "asserts", "m:ban", "2024-03-01", stage="listed", reached="2024-03-01"),
    Says("USA", "announces", "m:ban", "2024-03-01", stage="effective", reached="2024-04-01"),
    Says("USA", "announces", "m:ban", "2024-03-01", stage="expired", reached="2024-09-01"),
)
OVER = (*TOLD, Says("GBR", "asserts", "m:ban", "2024-10-01", stage="lifted", reached="2024-09-01"))
PLAN = tuple(replace(one, stance="announces", day="2024-02-20") for one in TOLD[1:])
IMPOSED = (Says("GBR", "asserts", "m:ban", "2024-05-01", stage="imposed"),)


def row(w, key, **cuts):
    return next(r for r in ledger(w, Policy.parse(**cuts)) if r.id == key)


# The ban of test_policy is listed on 1 March, takes effect on 1 April, is lifted on 1 September.
@pytest.mark.parametrize(
    ("says", "cuts", "stage"),
    [
        (OVER, {}, "lifted 1 Sep 2024"),
        (OVER, {"as_of": "2024-02-29"}, "not yet"),
        (OVER, {"as_of": "2024-03-31"}, "listed 1 Mar 2024"),
        (OVER, {"as_of": "2024-04-01"}, "effective 1 Apr 2024"),
        (OVER, {"as_of": "2024-08-31"}, "effective 1 Apr 2024"),
        (OVER, {"as_of": "2024-09-01"}, "lifted 1 Sep 2024"),
        # what lifted it was said a month later: until then it is only due
        (OVER, {"as_of": "2024-09-30", "known_by": "2024-09-30"}, "effective 1 Apr 2024"),
        (OVER, {"as_of": "2024-10-01", "known_by": "2024-10-01"}, "lifted 1 Sep 2024"),
        (OVER, {"known_by": "2024-09-30"}, "effective 1 Apr 2024, to end 1 Sep 2024"),
        (TOLD, {}, "effective 1 Apr 2024, to end 1 Sep 2024"),
        (
            TOLD,
            {"known_by": "2024-03-15"},
            "listed 1 Mar 2024, to take effect 1 Apr 2024, to end 1 Sep 2024",
        ),
        (PLAN, {}, "to take effect 1 Apr 2024, to end 1 Sep 2024"),
        (PLAN, {"as_of": "2024-12-31"}, "not yet"),
        (IMPOSED, {}, "imposed by 1 May 2024"),
        (IMPOSED, {"as_of": "2024-03-31"}, "not yet"),
        ((*IMPOSED, *PLAN), {}, "effective 1 Apr 2024, to end 1 Sep 2024"),
    ],
)
def test_a_stage_is_reached_only_by_its_day_and_if_somebody_says_so(says, cuts, stage):
    assert row(world(*says), "measure/ban", **cuts).stage == stage


def test_what_was_taken_back_or_overtaken_is_shown_as_such():
    admission = Says("IRN", "asserts", "missiles", "2024-02-01")
    taken = Says("USA", "retracts", US.claim, "2024-03-01")
    shown = row(world(US, NO, admission, taken), "event/missiles")
    assert [s.label for s in shown.asserted] == ["Iran"]
    assert shown.denied == ()
    assert shown.retracted == (US.claim,)
    assert shown.overtaken == (NO.claim,)
    assert set(shown.claims) == {US.claim, NO.claim, admission.claim}


def test_the_table_says_what_counts_under_the_policy():
    w = world(US, NO)
    counts = {
        rule: to_table(w, Policy.parse(rule)).column("counts") for rule in ("all", "undenied")
    }
    assert counts == {"all": ("yes", "yes"), "undenied": ("no", "yes")}
    assert "1 count as relations under undenied" in to_table(w, Policy.parse("undenied")).notes[0]
