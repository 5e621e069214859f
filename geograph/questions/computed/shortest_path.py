"""What is the shortest path between two actors, by type of relation?"""

from __future__ import annotations

from collections.abc import Iterator

from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.routes import PathRow, rows_between


@question(
    title="What is the shortest path between two actors, by type of relation?",
    about="All paths of least length between states, over relations that count under the policy;"
    " one row for each relation of each step. With a class only relations of it, or below it, are"
    " steps.",
    answers=(46,),
    params={
        "one": Param(type="actor", example="Iran", required=True),
        "other": Param(type="actor", example="Ukraine", required=True),
        "kind": Param(type="class", example="Event"),
    },
)
def shortest_path(context: QueryContext) -> Iterator[PathRow]:
    """List the shortest paths between two actors, over relations of the given classes."""
    yield from rows_between(context, context.network(*context.all("kind")))
