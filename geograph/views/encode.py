"""A scene becomes JSON that is safe inside HTML: each name once, what is empty left out."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

from geograph.policy import RULES, Policy
from geograph.policy.speakers import Speaker
from geograph.views.scene import Days, Evidence, RowStep, Scene, SceneRelease, SceneRow

__all__ = ["escape_json", "scene_json", "to_json"]


def to_json(value: object) -> str:
    r"""Return a value as JSON text that is safe inside a script element of HTML.

    ``<``, ``>``, ``&`` and the two line separators that end a line in old JavaScript are written
    as escapes, so no name can close the element or open another.

    >>> to_json({"title": "a </script> b"})
    '{"title":"a \\u003c/script\\u003e b"}'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return escape_json(text)


def escape_json(text: str) -> str:
    r"""Write the characters that HTML would read as ``\u`` escapes; the JSON stays the same.

    >>> escape_json('["<!--"]')
    '["\\u003c!--"]'
    """
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def scene_json(scene: Scene) -> str:
    """Return the scene as the page reads it; docs/page.md describes every key.

    >>> from geograph.views.scene import empty
    >>> '</script>' in scene_json(empty("a </script> b"))
    False
    """
    place = {claim.id: i for i, claim in enumerate(scene.claims)}
    at = {edge.id: i for i, edge in enumerate(scene.edges)}
    policy = scene.policy
    opening = set(scene.opening)
    return to_json(
        {
            "title": scene.title,
            "level": scene.level,
            "clock": policy.clock,
            "start": {
                "rule": policy.rule,
                "n": policy.n or 2,
                "holders": scene.holders,
                "known": policy.known_by.isoformat() if policy.known_by else None,
                "asof": policy.as_of.isoformat() if policy.as_of else None,
            },
            "options": _options(policy),
            "kinds": {row.kind: row.kind_label for row in scene.rows},
            "labels": scene.labels,
            "aliases": scene.aliases,
            "rows": [_row(row, place, policy.voices) for row in scene.rows],
            "claims": [_claim(claim) for claim in scene.claims],
            "documents": [_full(asdict(document)) for document in scene.documents],
            "nodes": [
                _full({k: v for k, v in asdict(node).items() if k not in ("x", "y")})
                for node in scene.nodes
            ],
            "tiles": _tiles(),
            "opening": [i for i, edge in enumerate(scene.edges) if edge.id in opening],
            "weights": [edge.weight for edge in scene.edges],
            "below": {
                i: [at[key] for key in edge.below if key in at]
                for i, edge in enumerate(scene.edges)
                if edge.below
            },
            "releases": [_release(release) for release in scene.releases],
            "overlaps": [(overlap.number, overlap.days) for overlap in scene.overlaps],
        }
    )


@cache
def _tiles() -> dict[str, tuple[int, int]]:
    """Return the column and row of every state of today on the map of tiles.

    The grid is geograph's own: states were assigned to cells by their rounded positions, the parts
    of the world pulled apart so that small neighbours have room.
    """
    text = files("geograph.views").joinpath("tiles.csv").read_text(encoding="utf-8")
    return {
        row["state"]: (int(row["column"]), int(row["row"]))
        for row in csv.DictReader(text.splitlines())
    }


def _full(values: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty."""
    return {k: v for k, v in values.items() if v is not None and v is not False and v != ()}


def _options(policy: Policy) -> dict[str, str]:
    """Return what stands behind each rule in the text of a policy with these options."""
    given = {
        "endorsed": Policy(rule="endorsed", n=1),
        "corroborated": Policy(rule="corroborated", n=1),
        "held-by": Policy(rule="held-by", holders=("x",)),
    }
    rules = {rule: given.get(rule) or Policy(rule=rule) for rule in RULES}
    return _full({rule: policy.with_rule(one).options or None for rule, one in rules.items()})


def _row(row: SceneRow, place: Mapping[str, int], voices: tuple[str, ...] | None) -> dict[str, Any]:
    return _full(
        {
            "id": row.id,
            "label": row.label,
            "kind": row.kind,
            "sign": row.sign,
            "start": row.start,
            "until": row.until,
            "until_known": row.until_known,
            "lasts": row.lasts,
            "parties": row.parties,
            "answers": row.answers,
            "untied": row.untied,
            "sanction": row.sanction,
            "ties": tuple((t.source, t.target, int(t.directed)) for t in row.ties),
            "stages": asdict(row.stages) if row.stages else None,
            "steps": [_step(step, place, voices) for step in row.steps],
        }
    )


def _step(
    step: RowStep, place: Mapping[str, int], voices: tuple[str, ...] | None
) -> dict[str, Any]:
    row = step.row
    return _full(
        {
            "known": step.known,
            "status": row.status,
            "detail": row.detail,
            "flags": row.flags,
            "heat": row.heat,
            "day": row.day,
            "when": row.when,
            "rules": step.rules,
            "endorsed": step.endorsed or None,
            "corroborated": step.corroborated or None,
            "asserted": tuple(_speaker(s, voices) for s in row.asserted),
            "denied": tuple(_speaker(s, voices) for s in row.denied),
            "others": tuple(
                (other.stance, tuple(_speaker(s) for s in other.speakers)) for other in row.others
            ),
            "claims": tuple(place[c] for c in row.claims),
            "attributed": tuple(place[c] for c in row.attributed if c in place),
            "overtaken": tuple(place[c] for c in row.overtaken if c in place),
            "retracted": tuple(place[c] for c in row.retracted if c in place),
        }
    )


def _speaker(speaker: Speaker, voices: tuple[str, ...] | None = None) -> tuple[str, ...]:
    """Return id, marks (inherited, anonymous, mixed, rival, unheard) and through whom it spoke."""
    unheard = voices is not None and speaker.kind is not None and speaker.kind not in voices
    marks = "i" * speaker.inherited + "a" * speaker.anonymous + "m" * speaker.mixed
    marks += "r" * speaker.rival + "u" * unheard
    return speaker.id, marks, *speaker.through


def _release(release: SceneRelease) -> dict[str, Any]:
    return _full(
        {
            "id": release.id,
            "title": release.title,
            "publisher": release.publisher,
            "stance": release.stance,
            "known": release.known,
            "superseded": release.superseded,
            "rules": release.rules,
            "endorsed": release.endorsed or None,
            "corroborated": release.corroborated or None,
            "voice": release.voice,
            "rows": [_days(days) for days in release.rows],
        }
    )


def _days(days: Days) -> list[Any]:
    """Return the number, then the days up to the last that there is."""
    told: list[Any] = [days.number, days.start, days.until, days.until_known]
    while told[-1] is None:
        told.pop()
    return told


def _claim(claim: Evidence) -> dict[str, Any]:
    return _full(asdict(claim))
