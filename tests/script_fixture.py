"""What the page's script and Python must agree on, as JSON that the script's own tests read.

``python tests/script_fixture.py`` writes it; `tests/test_script.py` compares it with what Python
says today.
"""

from __future__ import annotations

import json
import re
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from nets import multigraph
from worlds import small_world

from geograph.analysis.measures import MEASURES
from geograph.policy import ClaimIndex, Policy, edges, judge
from geograph.valid_time import Holds, holds_on
from geograph.views.compose import compose
from geograph.views.page import render

FIXTURE = Path(__file__).parent / "script" / "page.json"
RULES = ("all", "undenied", "party-undenied", "accepted", "owned", "endorsed:2", "corroborated:2",
         "held-by=state/IRN", "held-by=state/USA,state/UKR")  # fmt: skip
KNOWN = (None, "2024-09-05", "2024-09-10", "2030-01-01")
AS_OF = (None, "2024-01-01", "2024-09-10")
#: Ties in two parts, with a pair in both directions, one beside itself and a dead end.
TIES = (("a", "b", 1.0), ("b", "a", 0.25), ("b", "c", 0.5), ("c", "d", 2.0), ("d", "b", 1 / 3),
        ("a", "b", 0.1), ("d", "e", 0.7), ("x", "y", 5.0))  # fmt: skip
HALVES = (1 / 128, 3 / 128, 5 / 128, 1 / 3, 2 / 3, 0.1, 2.0, 0.0)


def asked() -> list[dict[str, Any]]:
    """Return what counts, and every status, under each rule and both cuts."""
    world = ClaimIndex.from_model(small_world())
    out = []
    for rule, as_of, known in product(RULES, AS_OF, KNOWN):
        policy = Policy.parse(rule, as_of=as_of, known_by=known)
        judged = judge(world, Policy(known_by=policy.known_by))
        out.append(
            {
                "view": {
                    "rule": policy.rule,
                    "n": policy.n or 2,
                    "holders": list(policy.holders),
                    "asof": as_of,
                    "known": known,
                },
                "text": str(policy),
                "counts": sorted(edges(world, policy)),
                "statuses": {k: v.status for k, v in judged.items() if k in world.events},
            }
        )
    return out


class Held:
    """Anything that has days between which it holds."""

    def __init__(self, *days: str | None) -> None:
        since, until, known = (day and date.fromisoformat(day) for day in days)
        self.holds = Holds(since or None, until or None, known or None, None)


def holding() -> list[dict[str, Any]]:
    """Return whether spans with and without an end hold, around each of their days."""
    spans = [
        (None, None, None),
        ("2015-03-01", None, None),
        ("2015-03-01", "2015-07-01", None),
        ("2015-03-01", "2015-07-01", "2015-06-30"),
        ("2015-03-01", "2015-07-01", "2016-01-01"),
    ]
    days = ("2015-02-28", "2015-03-01", "2015-06-30", "2015-07-01", "2015-12-31", "2016-01-01")
    return [
        {
            "row": dict(zip(("start", "until", "until_known"), span, strict=True)),
            "asof": as_of,
            "known": known,
            "holds": holds_on(
                Held(*span), date.fromisoformat(as_of), date.fromisoformat(known) if known else None
            ),
        }
        for span, as_of, known in product(spans, days, (None, *days))
    ]


def fixture() -> dict[str, Any]:
    """Return everything: the data of a page as the page reads it, and what Python says of it."""
    html = render(compose(ClaimIndex.from_model(small_world())))
    data = dict(re.findall(r'<script type="application/json" id="(\w+)">(.*)</script>', html))
    graph = multigraph(TIES)
    return {
        "page": {name: json.loads(text) for name, text in data.items()},
        "asked": asked(),
        "holding": holding(),
        "ties": TIES,
        "measures": {name: measure(graph) for name, measure in MEASURES.items()},
        "rounded": [[value, round(value, 6)] for value in HALVES],
    }


def text() -> str:
    """Return it as the file holds it."""
    return json.dumps(fixture(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    FIXTURE.write_text(text(), encoding="utf-8")
