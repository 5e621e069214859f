"""Which paths of at most three steps run through an actor under sanctions?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from geograph.questions.claimants import merged
from geograph.questions.context import QueryContext
from geograph.questions.declaring import question
from geograph.questions.definition import Param
from geograph.questions.routes import ends, taken, without
from geograph.vocab import is_a

if TYPE_CHECKING:
    from geograph.analysis.steps import EdgeEvidence

#: How many paths are looked at: with many steps allowed there are millions.
LOOKED_AT = 10_000


class Row(NamedTuple):
    """One step of one path.

    path: the number of the path
    step: the number of the step on it
    source: where the step starts
    target: where it ends
    relations: how many relations make the step
    status: their statuses
    asserted_by: who asserts any of them
    denied_by: who denies any of them
    through: who on the path is under sanctions
    sanctioned_by: by whom
    """

    path: int
    step: int
    source: str
    target: str
    relations: int
    status: str
    asserted_by: str | None
    denied_by: str | None
    through: str
    sanctioned_by: str


@question(
    title="Which paths of at most three steps run through an actor under sanctions?",
    about="Between states, along the direction of relations; whoever is the target of a sanction"
    " that counts under the policy is sanctioned, and sanctions themselves are not a step.",
    answers=(50,),
    params={
        "one": Param(type="actor", example="Saudi Arabia", required=True),
        "other": Param(type="actor", example="Ukraine", required=True),
        "hops": Param(type="number", example="3", default="3"),
        "most": Param(type="number", example="20", default="20"),
        "kind": Param(type="class", example="Event"),
    },
)
def paths_through_sanctioned(context: QueryContext) -> Iterator[Row]:
    """List paths of at most three steps that run through somebody under sanctions."""
    from geograph.analysis.paths import find_paths

    G = context.network()
    sanctions = [e for e in G.edges(data=True) if is_a(e[2]["kind"], "Sanction")]
    sanctioned: dict[str, set[str]] = {}
    for sender, target, _ in sanctions:
        sanctioned.setdefault(target, set()).add(sender)
    hops, most = context.number("hops"), context.number("most")
    ties = without(G, context.all("kind"), "Sanction")
    found = find_paths(ties, *ends(context, G), max_hops=hops, limit=LOOKED_AT)
    kept = [path for path in found if set(path.nodes[1:-1]) & sanctioned.keys()]
    for number, path in enumerate(kept[:most], 1):
        through = [node for node in path.nodes[1:-1] if node in sanctioned]
        context.uses_network(G, [*taken([path]), *(e for e in sanctions if e[1] in through)])
        by = {sender for node in through for sender in sanctioned[node]}
        for at, step in enumerate(path.steps, 1):
            yield Row(
                path=number,
                step=at,
                source=context.label(step.source),
                target=context.label(step.target),
                relations=len(step.edges),
                status=", ".join(sorted({edge.status for edge in step.edges})),
                asserted_by=merged(map(_asserting, step.edges)),
                denied_by=merged(map(_denying, step.edges)),
                through=context.labels(through),
                sanctioned_by=context.labels(by),
            )
    cut = f"; the first {most} are listed" if len(kept) > most else ""
    first = "" if found.complete else "the first "
    context.note(
        f"{len(kept)} of {first}{len(found)} paths of at most {hops} steps run through the"
        f" sanctioned{cut}"
    )
    context.note("sanctions themselves are not a step; edges along their way")


def _asserting(edge: EdgeEvidence) -> tuple[str, ...]:
    return (*edge.asserting, *(f"{who} (unnamed)" for who in edge.anonymous), *edge.mixed)


def _denying(edge: EdgeEvidence) -> tuple[str, ...]:
    return (*edge.denying, *(f"{who} (unnamed)" for who in edge.anonymous_denying), *edge.mixed)
