"""What a page shows, as plain frozen values: rows with their history, claims, nodes and edges.

A `Scene` knows no store and no browser: `geograph.views.compose` makes one, `geograph.views.page`
turns it into HTML. Its JSON form is made by `geograph.views.encode` and described in docs/page.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from geograph.display.short_repr import short_repr
from geograph.policy import Policy
from geograph.policy.ledger import LedgerRow

__all__ = [
    "Days",
    "Evidence",
    "Overlap",
    "RowStep",
    "Scene",
    "SceneDocument",
    "SceneEdge",
    "SceneNode",
    "SceneRelease",
    "SceneRow",
    "Stages",
    "Tie",
    "empty",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One claim with everything that lets a reader check it.

    ``stance`` is what it counts as (`geograph.policy.counts_as`); ``said`` is an ISO day to sort
    by, ``when`` the date in words; ``details`` are pairs of a name and what this source alone says;
    ``object`` is the event that the claim itself is about, which on a row of another event marks
    the claim as inherited.
    """

    id: str
    stance: str
    claimant: str
    voice: str
    anonymous: bool
    object: str
    said: str
    when: str
    statement: str
    statement_kind: str
    document: str
    locator: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneDocument:
    """A document as the evidence cites it; ``url`` is None when it has no http(s) address.

    ``publisher`` is a name; publishers are counted by ``publisher_id``.
    """

    id: str
    title: str
    publisher: str
    publisher_id: str
    published: str
    extent: str = "whole"
    language: str | None = None
    country: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneNode:
    """An actor with its place on the drawing, in pixels at full size.

    ``opening`` is its place in the opening view of a drawing that is too large to open whole.
    """

    id: str
    label: str
    kind: str
    kind_label: str
    x: float
    y: float
    aliases: tuple[str, ...] = ()
    opening: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneEdge:
    """One event between one pair of actors, under whatever policy counts it; ``row`` names it.

    ``weight`` is its share of the event's weight. The edges that lie ``below`` it, of narrower
    events between the same two, weigh for it where they are drawn.
    """

    id: str
    row: str
    source: str
    target: str
    sign: int
    directed: bool = True
    weight: float = 1.0
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tie:
    """Two states that an event ties, for the map and the matrix."""

    source: str
    target: str
    directed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RowStep:
    """What a row says from the day ``known`` on; ``rules`` and the numbers as in `policy.Step`."""

    known: str
    row: LedgerRow
    rules: tuple[str, ...]
    endorsed: int
    corroborated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """How far a measure has come, in words, by both cuts in time.

    ``open`` holds (known by, words) without a cut in event time. ``dated`` holds (step, day,
    words, words where the measure is not in force) with one: the day is the earlier of the cuts.
    """

    open: tuple[tuple[str, str], ...]
    dated: tuple[tuple[int, str, str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneRow:
    """One event or measure: when it holds, and what is known of it by which day.

    ``start``, ``until`` and ``until_known`` are the ISO days of `geograph.valid_time`; ``lasts``
    says whether it is a state of affairs; ``answers`` are the measures taken in response;
    ``untied`` says why it ties nobody, if it does not; ``parties`` are all that it names on either
    side.
    """

    id: str
    label: str
    kind: str
    kind_label: str
    sign: int
    start: str | None
    until: str | None
    until_known: str | None
    lasts: bool
    steps: tuple[RowStep, ...]
    parties: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    stages: Stages | None = None
    untied: str | None = None
    ties: tuple[Tie, ...] = ()
    sanction: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """How many rows of a release hold between the same days, as in `geograph.valid_time`."""

    start: str | None
    until: str | None
    until_known: str | None
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneRelease:
    """A release of a data set, whose rows a page counts and does not draw.

    It is ``known`` from a day on (None: only where all is known), until a later issue of the whole
    takes its place: it is ``superseded``. ``rules`` and the numbers are as in `policy.Step`;
    ``voice`` is whose word it is where ``held-by`` asks.
    """

    id: str
    title: str
    publisher: str
    stance: str
    known: str | None
    superseded: str | None
    rules: tuple[str, ...]
    endorsed: int
    corroborated: int
    voice: str | None
    rows: tuple[Days, ...]


@dataclass(frozen=True, slots=True)
class Overlap:
    """Rows that several releases have: each is one, on whichever of these days it holds.

    ``days`` are pairs of a place in `Scene.releases` and one in the rows of that release.
    """

    days: tuple[tuple[int, int], ...]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that one page shows, each part in its final order.

    ``policy`` is what the page opens with, ``holders`` the voices that its rule names; ``opening``
    are the edges that a large drawing opens with, none where it opens whole; ``labels`` name every
    resource that is mentioned;
    ``universe`` says in a line what the page is about and what it cannot show.
    """

    __repr__ = short_repr

    title: str
    policy: Policy
    level: str
    rows: tuple[SceneRow, ...]
    claims: tuple[Evidence, ...]
    documents: tuple[SceneDocument, ...]
    nodes: tuple[SceneNode, ...]
    edges: tuple[SceneEdge, ...]
    holders: tuple[str, ...] = ()
    opening: tuple[str, ...] = ()
    labels: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    releases: tuple[SceneRelease, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    universe: str = ""


def empty(title: str) -> Scene:
    """Return a scene in which nothing is said.

    >>> empty("nothing yet").rows
    ()
    """
    return Scene(
        title=title,
        policy=Policy(),
        level="state",
        rows=(),
        claims=(),
        documents=(),
        nodes=(),
        edges=(),
    )
