"""What a page shows, as plain frozen values: rows, claims, documents, nodes and edges.

A `Scene` knows no store, no policy and no browser: `geograph.view.compose` makes one,
`geograph.view.page` turns it into HTML. Its JSON form (`to_json`) is described in docs/page.md.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from geograph.ledger import LedgerRow

__all__ = [
    "Coverage",
    "Evidence",
    "Scene",
    "SceneDocument",
    "SceneEdge",
    "SceneNode",
    "to_json",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One claim with everything that lets a reader check it.

    ``said`` is an ISO day to sort by, ``when`` the date in words; ``details`` are pairs of a name
    and what this teller alone says; ``object`` is the event that the claim itself is about, which
    on a row of another event marks the claim as inherited.
    """

    id: str
    stance: str
    claimant: str
    claimant_id: str
    voice: str
    voice_id: str
    anonymous: bool
    object: str
    object_label: str
    said: str
    when: str
    statement_kind: str
    document: str
    locator: str
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneDocument:
    """A document as the evidence cites it; ``url`` is None when it has no http(s) address."""

    id: str
    title: str
    publisher: str
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
    degree: int = 0
    aliases: tuple[str, ...] = ()
    opening: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneEdge:
    """One event between one pair of actors; ``row`` is the event's id in the ledger."""

    id: str
    row: str
    source: str
    target: str
    label: str
    status: str
    sign: int
    directed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What the page rests on, as numbers."""

    documents: int
    publishers: int
    voices: int
    claims: int
    rows: int
    drawn: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Everything that one page shows, each part in its final order.

    ``policy`` is the policy's own text, ``policy_words`` and ``cuts`` the same in plain words,
    ``counts`` the rows by status; ``caveats`` say what the page can and cannot show; ``opening``
    are the edges that a large drawing opens with, none where it opens whole, and
    ``opening_words`` what they have in common.
    """

    title: str
    policy: str
    policy_words: str
    cuts: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    coverage: Coverage
    caveats: tuple[str, ...]
    level: str
    rows: tuple[LedgerRow, ...]
    claims: tuple[Evidence, ...]
    documents: tuple[SceneDocument, ...]
    nodes: tuple[SceneNode, ...]
    edges: tuple[SceneEdge, ...]
    opening: tuple[str, ...] = ()
    opening_words: str = "Most recent"


def to_json(scene: Scene) -> str:
    """Return the scene as JSON text that is safe inside a script element of HTML.

    ``<``, ``>``, ``&`` and the two line separators that end a line in old JavaScript are written
    as escapes, so no name can close the element or open another.

    >>> '</script>' in to_json(empty("a </script> b"))
    False
    """
    text = json.dumps(asdict(scene), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return escape_json(text)


def escape_json(text: str) -> str:
    r"""Write the characters that HTML would read as ``\u`` escapes; the JSON stays the same.

    >>> escape_json('["<!--"]')
    '["\\u003c!--"]'
    """
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def empty(title: str) -> Scene:
    """Return a scene in which nothing is said.

    >>> empty("nothing yet").rows
    ()
    """
    return Scene(
        title=title,
        policy="all",
        policy_words="",
        cuts=(),
        counts=(),
        coverage=Coverage(documents=0, publishers=0, voices=0, claims=0, rows=0, drawn=0),
        caveats=(),
        level="state",
        rows=(),
        claims=(),
        documents=(),
        nodes=(),
        edges=(),
    )
