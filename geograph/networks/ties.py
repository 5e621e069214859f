"""Events → the pairs of nodes that they tie at a level, and why other pairs tie none.

One expression of SQL over the columns, for an event of a dossier and a row of a release alike. At
the level of states a party stands for a state only where it speaks for it on that day: a person in
office, a body of government. Being based in a state, owned by it or near to it is not enough, so
sanctions on companies in China never become a tie to China.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from weakref import WeakKeyDictionary

from geograph.policy import ClaimIndex
from geograph.policy.selection import columns_of_claims
from geograph.store.columns import OF_DOSSIERS, Columns, listed, quoted
from geograph.vocab import ACTOR_CLASSES, EVENT_CLASSES, is_a

__all__ = [
    "ASKED",
    "Level",
    "REASONS",
    "Reason",
    "Tie",
    "Tied",
    "reasons",
    "reasons_sql",
    "tied",
    "ties",
    "ties_of_dossiers",
    "ties_sql",
]

Level = Literal["state", "actor"]

#: The columns by which ties and reasons are stated.
ASKED = (
    "id, source, kind, speech, holds_from, weight, "
    "actor, recipient, participant, actor_state, recipient_state, participant_state"
)

ONE_SIDE = "only one side is named"
NOT_IN_TIME = "not begun, or over, as of that day"
LOOP = "both sides are the same node"
SANCTIONED = "a person under sanction is not the state"
SPEECH = "a statement is not a tie"

# Why a party that is not a state drops out at the level of states, by its class.
DROPPED = {
    "Company": "a company is not its state",
    "ActorGroup": "a group is not expanded",
    "UnnamedSource": "an unnamed source is nobody's state",
    "Person": "a person who speaks for no state then",
    "ArmedGroup": "an armed group is not a state",
    "Vessel": "a vessel is not its state",
    "Aircraft": "an aircraft is not its state",
}
OTHER = "an organisation that speaks for no state then"

#: What the queries give in place of a reason is its number here: numbers are faster than text.
REASONS = tuple(dict.fromkeys((SPEECH, ONE_SIDE, LOOP, SANCTIONED, OTHER, *DROPPED.values())))


@dataclass(frozen=True, slots=True)
class Tie:
    """A tie that one event makes; ``weight`` is its share of the event's weight.

    A pair without direction is two of them, one each way, each with the whole share of the pair.
    """

    event: str
    source: str
    target: str
    directed: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an event ties nobody, or not all whom it names."""

    event: str
    reason: str


@dataclass(frozen=True, slots=True)
class Tied:
    """The ties of one event, and why some of its parties are tied to nobody."""

    ties: tuple[Tie, ...]
    reasons: tuple[str, ...]


_OF_DOSSIERS: WeakKeyDictionary[Columns, dict[Level, Mapping[str, Tied]]] = WeakKeyDictionary()


def ties_sql(relation: str, level: Level) -> str:
    """Return the query of the ties of a relation of events.

    Its columns are ``id``, ``source`` (the dossier or release), ``kind``, ``holds_from``, ``a``,
    ``b``, ``directed`` and ``weight``. Actors are paired with recipients, participants with one
    another. What drops out takes its share of the weight with it: that one of three senders is a
    group does not make the other two send more.
    """
    at = "_state" if level == "state" else ""
    own = "id, source, kind, holds_from, share"
    return f"""
    WITH sized AS (
      SELECT id, source, kind, holds_from, actor{at} AS acts, recipient{at} AS receives,
        participant{at} AS parts,
        weight / (len(actor) * len(recipient) + len(participant) * (len(participant) - 1) / 2)
        AS share
      FROM {relation} WHERE NOT speech
    ), directed AS (
      SELECT {own}, a, unnest(receives) AS b, TRUE AS directed
      FROM (SELECT {own}, unnest(acts) AS a, receives FROM sized WHERE len(receives) > 0)
    ), undirected AS (
      SELECT {own}, parts[i] AS a, parts[j] AS b
      FROM (SELECT {own}, parts, i, unnest(range(i + 1, len(parts) + 1)) AS j
            FROM (SELECT {own}, parts, unnest(range(1, len(parts) + 1)) AS i FROM sized
                  WHERE len(parts) > 1))
    ), every AS (
      FROM directed
      UNION ALL BY NAME SELECT {own}, a, b, FALSE AS directed FROM undirected
      UNION ALL BY NAME SELECT {own}, b AS a, a AS b, FALSE AS directed FROM undirected
    )
    SELECT id, source, kind, holds_from, a, b, directed, count(*) * share AS weight
    FROM every WHERE a IS NOT NULL AND b IS NOT NULL AND a <> b
    GROUP BY id, source, kind, holds_from, a, b, directed, share
    """


def ties(columns: Columns, relation: str, level: Level) -> Iterator[Tie]:
    """Yield the ties of the events of a relation, in order."""
    found = columns.rows(
        "SELECT id, a, b, directed, weight "
        f"FROM ({ties_sql(relation, level)}) ORDER BY id, a, b, directed"
    )
    for row in found:
        yield Tie(*row)


def reasons_sql(relation: str, level: Level) -> str:
    """Return the query of why events tie nobody, or not all whom they name.

    Its columns are ``id`` and ``reason``, a number in `REASONS`; a reason of several parties of an
    event stands several times.
    """
    parts = [
        f"SELECT id, {_number(SPEECH)} AS reason FROM {relation} WHERE speech",
        f"SELECT id, {_number(ONE_SIDE)} AS reason FROM {relation} WHERE NOT speech "
        "AND (len(actor) = 0 OR len(recipient) = 0) AND len(participant) < 2",
        _loops(relation, level),
    ]
    if level == "state":
        parts.append(_dropped(relation))
    return " UNION ALL ".join(parts)


def reasons(columns: Columns, relation: str, level: Level) -> Iterator[Reason]:
    """Yield why events of a relation tie nobody, or not all whom they name: each reason once."""
    for event, number in columns.rows(
        f"SELECT DISTINCT id, reason FROM ({reasons_sql(relation, level)})"
    ):
        yield Reason(event, REASONS[number])


def ties_of_dossiers(columns: Columns, level: Level) -> Mapping[str, Tied]:
    """Return what each event of the dossiers ties, and why some of its parties tie nobody.

    A pair without direction is there twice, once each way. It depends on no policy, so that it is
    found once for the columns of an open store.
    """
    held = _OF_DOSSIERS.setdefault(columns, {})
    if level not in held:
        pairs: dict[str, list[Tie]] = defaultdict(list)
        why: dict[str, set[str]] = defaultdict(set)
        with columns.kept(f"SELECT {ASKED} FROM events WHERE {OF_DOSSIERS}") as relation:
            for tie in ties(columns, relation, level):
                pairs[tie.event].append(tie)
            for one in reasons(columns, relation, level):
                why[one.event].add(one.reason)
            ids = [key for (key,) in columns.rows(f"SELECT id FROM {relation}")]
        held[level] = {key: Tied(tuple(pairs[key]), tuple(sorted(why[key]))) for key in sorted(ids)}
    return held[level]


def tied(index: ClaimIndex, level: Level) -> Mapping[str, Tied]:
    """Return what each event of a model ties, and why some of its parties are tied to nobody.

    A pair without direction stands once, its lesser end first.

    >>> from geograph.actors import ActorIndex
    >>> from geograph.model import Actor, Event, Model
    >>> a, b = (Actor(id=f"state/{x}", kind="State", label=x) for x in "AB")
    >>> firm = Actor(id="actor/firm", kind="Company", label="a firm based in B")
    >>> event = Event(id="event/e", kind="Sanction", label="e", dossier="dossier/d",
    ...               actor=(a.id,), recipient=(b.id, firm.id))
    >>> found = tied(ClaimIndex.from_model(Model(actors=(a, b, firm), events=(event,))), "state")
    >>> [(tie.source, tie.target, tie.weight) for tie in found["event/e"].ties]
    [('state/A', 'state/B', 0.5)]
    >>> found["event/e"].reasons
    ('a company is not its state',)
    """
    found = ties_of_dossiers(columns_of_claims(index), level)
    return {
        key: Tied(
            tuple(one for one in found[key].ties if one.directed or one.source < one.target),
            found[key].reasons,
        )
        for key in sorted(index.events)
    }


def _number(reason: str) -> str:
    return f"{REASONS.index(reason)}::UTINYINT"


def _loops(relation: str, level: Level) -> str:
    at = "_state" if level == "state" else ""
    # most rows name one actor and one recipient: to compare them is faster than to intersect lists
    return (
        f"SELECT id, {_number(LOOP)} AS reason FROM {relation} WHERE NOT speech AND ("
        f"CASE WHEN len(actor) = 1 AND len(recipient) = 1 "
        f"THEN COALESCE(actor{at}[1] = recipient{at}[1], FALSE) ELSE "
        f"len(list_intersect(list_filter(actor{at}, lambda x: x IS NOT NULL), recipient{at})) > 0 "
        "END "
        f"OR len(list_filter(participant{at}, lambda x: x IS NOT NULL)) "
        f"> len(list_distinct(participant{at})))"
    )


def _dropped(relation: str) -> str:
    """Return the query of parties that stand for no state, each with the reason."""
    below = {
        name: words for name in ACTOR_CLASSES for kind, words in DROPPED.items() if is_a(name, kind)
    }
    cases = " ".join(f"WHEN {quoted(name)} THEN {_number(words)}" for name, words in below.items())
    sanctions = [name for name in EVENT_CLASSES if is_a(name, "Sanction")]
    roles = " UNION ALL ".join(
        f"SELECT id, kind AS event_kind, {quoted(role)} AS role, "
        f"unnest({role}) AS party, unnest({role}_state) AS state FROM {relation} "
        f"WHERE NOT speech AND list_contains(list_transform({role}_state, "
        f"lambda x: x IS NULL), TRUE) AND {paired}"
        for role, paired in (
            ("actor", "len(recipient) > 0"),
            ("recipient", "len(actor) > 0"),
            ("participant", "len(participant) > 1"),
        )
    )
    return (
        f"SELECT p.id, CASE WHEN role = 'recipient' AND event_kind IN {listed(sanctions)} "
        f"AND a.kind = 'Person' THEN {_number(SANCTIONED)} "
        f"ELSE CASE a.kind {cases} ELSE {_number(OTHER)} END END AS reason "
        f"FROM (SELECT * FROM ({roles}) WHERE state IS NULL) p "
        "LEFT JOIN (SELECT id, any_value(kind) AS kind FROM actors GROUP BY id) a ON a.id = p.party"
    )
