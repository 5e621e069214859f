"""What is the shortest path between two actors that avoids contested relations?"""

from __future__ import annotations

from collections.abc import Iterator

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.routes import PathRow, rows_between


@question(
    title="What is the shortest path between two actors that avoids contested relations?",
    about="As `shortest-path`, over relations on which nobody stands against those who assert"
    " them.",
    answers=(47,),
    params={
        "one": Param(type="actor", example="Iran", required=True),
        "other": Param(type="actor", example="Ukraine", required=True),
        "kind": Param(type="class", example="Event"),
    },
)
def uncontested_path(context: QueryContext) -> Iterator[PathRow]:
    """List the shortest paths over relations that nobody denies."""
    G = context.network(*context.all("kind"))
    contested = [
        (u, v, key) for u, v, key, d in G.edges(keys=True, data=True) if d["status"] == "contested"
    ]
    H = G.copy()
    H.remove_edges_from(contested)
    H.graph = G.graph
    yield from rows_between(context, H)
    context.note(f"{len(contested)} contested edges are left aside")
