"""Write proposals and decisions as N-Quads: a link, and a comparison that says who and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from geograph.events.nquads import LABEL, TYPE, day, literal, node, term
from geograph.resolution.entities.candidates import Proposal
from geograph.resolution.entities.decisions import Decision, latest

__all__ = ["links", "proposal_links"]

_LINK = {"same": "judgedSame", "different": "judgedDifferent", "unsure": "possiblySame"}
_EVENTS = ("event/", "measure/")
_DECIMAL = "^^<http://www.w3.org/2001/XMLSchema#decimal>"


def links(decisions: Iterable[Decision]) -> Iterator[str]:
    """Yield the decisions about actors that hold, as N-Quads in ``graph/decisions``.

    Each is one triple between the two, written from ``a`` to ``b`` alone, and a `gg:Comparison`
    with who judged it, when, and on what evidence. Decisions about events are another matter
    (`geograph.resolution.linkage`) and are left out.

    Yields
    ------
    str
        Lines without line ends, sorted, each once.

    Raises
    ------
    ValidationError
        A text that RDF cannot hold.

    Examples
    --------
    >>> from datetime import date
    >>> one = Decision(a="x/1", b="y/2", decision="same", who="A. Reader", when=date(2026, 1, 2))
    >>> print(list(links([one]))[-1])  # doctest: +ELLIPSIS
    <https://w3id.org/geograph/id/x/1> <https://...#judgedSame> <https://...id/y/2> <...decisions> .
    """
    graph = node("graph/decisions")
    lines: set[str] = set()
    for decision in latest(decisions).values():
        if decision.a.startswith(_EVENTS):
            continue
        about = _Comparison(decision.a, decision.b, graph)
        lines.add(_link(decision.a, _LINK[decision.decision], decision.b, graph))
        lines.update(about.lines)
        lines.add(about.say("verdict", literal(decision.decision)))
        lines.add(about.say("judgedBy", literal(decision.who)))
        lines.add(about.say("judgedOn", day(decision.when)))
        if decision.note:
            lines.add(about.say("judgementNote", literal(decision.note)))
        if decision.evidence:
            lines.add(about.say("evidence", literal(decision.evidence)))
    yield from sorted(lines)


def proposal_links(proposals: Iterable[Proposal]) -> Iterator[str]:
    """Yield proposals as N-Quads in ``graph/proposals``, with score and evidence.

    Yields
    ------
    str
        Lines without line ends, sorted, each once.

    Raises
    ------
    ValidationError
        A text that RDF cannot hold.
    """
    graph = node("graph/proposals")
    lines: set[str] = set()
    for proposal in proposals:
        about = _Comparison(proposal.a.id, proposal.b.id, graph)
        lines.add(_link(proposal.a.id, "possiblySame", proposal.b.id, graph))
        lines.update(about.lines)
        lines.add(about.say("likelihood", f'"{proposal.score.value:.3f}"{_DECIMAL}'))
        lines.update(about.say("evidence", literal(text)) for text in proposal.score.lines())
    yield from sorted(lines)


class _Comparison:
    """Writes the lines of one comparison, whose id follows from the two ids alone."""

    def __init__(self, a: str, b: str, graph: str) -> None:
        digest = blake2b(f"{a} {b}".encode(errors="replace"), digest_size=8).hexdigest()
        self.node, self.graph = node(f"comparison/{digest}"), graph
        self.lines = (
            f"{self.node} {TYPE} {term('Comparison')} {graph} .",
            f"{self.node} {LABEL} {literal(f'{a} compared with {b}')} {graph} .",
            self.say("compares", node(a)),
            self.say("compares", node(b)),
        )

    def say(self, name: str, value: str) -> str:
        """Return one line about the comparison."""
        return f"{self.node} {term(name)} {value} {self.graph} ."


def _link(a: str, name: str, b: str, graph: str) -> str:
    return f"{node(a)} {term(name)} {node(b)} {graph} ."
