"""Check a graph against its shapes and a corpus against its rules; findings, never exceptions.

The shapes (``shapes.ttl``) say what a valid graph is, the rules (`rules`) what a sound corpus is.
Nothing is raised for what is found: the caller decides what a finding of which severity means.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from geograph.display import Table
from geograph.errors import ValidationError
from geograph.events.model_reader import model_of
from geograph.events.quads import quads
from geograph.model import Model
from geograph.pipeline.validation.linter import LINTS
from geograph.pipeline.validation.proposal import Proposal
from geograph.pipeline.validation.rules import RULES, Corpus, Rule
from geograph.policy import ClaimIndex
from geograph.store.graphs import dataset_of
from geograph.vocab import GG, ID, local

if TYPE_CHECKING:
    import rdflib

    from geograph.store import Store

__all__ = [
    "Finding",
    "check_rules",
    "report",
    "validate_foreign",
    "validate_graph",
    "validate_model",
    "validate_store",
]

SHAPES = "https://w3id.org/geograph/shapes#"
_SHACL = "http://www.w3.org/ns/shacl#"
_SEVERITIES = {"Violation": "error", "Warning": "warning", "Info": "info"}
_ORDER = tuple(_SEVERITIES.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place where a shape or a rule is broken.

    Parameters
    ----------
    severity
        ``error`` (a build is refused), ``warning`` (a coder should look) or ``info``.
    rule
        The id of the shape in ``shapes.ttl``, or of the rule in
        `geograph.pipeline.validation.rules`.
    focus
        The local path of the record that breaks it.
    message, fix
        What is wrong, and what the reader can do about it.
    value
        The other value in play, as a local path or as text.
    where
        The dossier that defines the record, where it is known.

    Examples
    --------
    >>> print(Finding(severity="error", rule="measure-target", focus="measure/x",
    ...               message="A measure has no target that is an actor.", fix="Name it."))
    measure/x: A measure has no target that is an actor. [measure-target]
      fix: Name it.
    """

    severity: str
    rule: str
    focus: str
    message: str
    fix: str
    value: str | None = None
    where: str | None = None

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        value = f" ({self.value})" if self.value and self.value != self.focus else ""
        return f"{place}{self.focus}: {self.message}{value} [{self.rule}]\n  fix: {self.fix}"


def validate_model(model: Model) -> list[Finding]:
    """Check a model, as quads against the shapes and as it is against the corpus rules.

    Returns
    -------
    list of Finding
        Errors first, then warnings, then notes; within each by rule and record.

    Examples
    --------
    >>> validate_model(Model())
    []
    """
    return _with_dossiers([*validate_graph(dataset_of(quads(model))), *check_rules(model)], model)


def validate_store(store: Store) -> list[Finding]:
    """Check an open store: its quads against the shapes, its tables against the corpus rules.

    Returns
    -------
    list of Finding
        As `validate_model` returns them.

    Raises
    ------
    StoreError
        A table cannot be read.
    """
    model = model_of(store.rows)
    return _with_dossiers([*validate_graph(store.corpus), *check_rules(model)], model)


def validate_foreign(store: Store) -> dict[str, list[Finding]]:
    """Check what the graphs that others wrote say in geograph's own words against the shapes.

    Each is checked with the corpus beside it, so that what it refers to is found there, and a
    second label of a resource of the corpus is seen. What the corpus breaks alone is left out.

    Returns
    -------
    dict
        Findings by ``graph/rdf/<name>``; ``where`` is that name.

    Raises
    ------
    StoreError
        The graphs cannot be read.
    """
    found: dict[str, list[Finding]] = {}
    for name in sorted(store.meta.get("graphs", {})):
        graph = f"graph/{name}"
        own = store.own_words(name)
        about = sorted(set(own.subjects()), key=str)
        broken = []
        if about:
            copy = _plain(store.corpus)
            alone = set(_conform(copy, about))
            copy += _plain(own)
            broken = [f for f in _conform(copy, about) if f not in alone]
        found[graph] = _sorted(replace(f, where=graph) for f in broken)
    return found


def check_rules(model: Model, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """Check a model against corpus rules alone, which takes no RDF.

    >>> check_rules(Model())
    []
    """
    corpus = Corpus(model, ClaimIndex.from_model(model))
    return _sorted(
        Finding(severity=rule.severity, rule=rule.id, fix=rule.fix, **hit._asdict())
        for rule in rules
        for hit in rule.check(corpus)
    )


def validate_graph(graph: rdflib.Graph) -> list[Finding]:
    """Check any rdflib graph against the shapes; the union of a dataset's graphs is checked.

    The triples are copied into a graph in memory, with the ontology beside them: pySHACL asks one
    small question after another, and a store on disk takes far longer to answer them.

    Parameters
    ----------
    graph
        A graph, or a ``Dataset`` made with ``default_union=True``; it is not changed.

    Returns
    -------
    list of Finding
        Sorted; empty when the graph conforms.

    Examples
    --------
    >>> import rdflib
    >>> turtle = "@prefix gg: <https://w3id.org/geograph/ns#> . gg:x a gg:Claim ; gg:denies gg:y ."
    >>> [f.rule for f in validate_graph(rdflib.Graph().parse(data=turtle)) if f.value]
    ['claim-object']
    """
    return _conform(_plain(graph))


def _plain(graph: rdflib.Graph) -> rdflib.Graph:
    """Return a copy of a graph in memory, with the ontology and with plain literals."""
    import rdflib

    copy = rdflib.Graph()
    copy += _turtle("ontology.ttl")
    for s, p, o in graph.triples((None, None, None)):
        # Oxigraph writes out xsd:string, which rdflib does not hold equal to a plain literal.
        plain = isinstance(o, rdflib.Literal) and o.datatype == rdflib.XSD.string
        copy.add((s, p, rdflib.Literal(str(o)) if plain else o))
    return copy


def report(findings: Iterable[Finding], title: str = "Shapes and corpus rules") -> Table:
    """Return findings as a table, with a note that counts them by severity.

    >>> print(report([]).notes)
    ('nothing was found',)
    """
    found = _sorted(findings)
    columns = ("severity", "rule", "focus", "message", "value", "fix", "where")
    counts = [(s, sum(f.severity == s for f in found)) for s in _ORDER]
    note = ", ".join(f"{n} {severity}" for severity, n in counts if n) or "nothing was found"
    rows = tuple(tuple(getattr(f, c) for c in columns) for f in found)
    return Table(columns, rows, title=title, notes=(note,))


def summary(findings: Iterable[Finding], proposals: Iterable[Proposal] = ()) -> Table:
    """Return every shape and rule with what it found, those that found nothing too.

    A rule that proposes counts what is not refused; it fails until all of that is decided and done.

    >>> [row for row in summary([]).rows if row[0] == "near-duplicate"][0][1:4]
    ('proposal', 'warning', 0)
    """
    from rdflib.namespace import SH

    found = Counter(f.rule for f in findings)
    found.update(one.rule for one in proposals if one.state != "refused")
    known = {rule.id: ("rule", rule.severity, rule.fix) for rule in RULES}
    known |= {lint.id: ("proposal", "warning", lint.fix) for lint in LINTS}
    shapes = _turtle("shapes.ttl")
    for shape in shapes.subjects(SH.message, None):
        name = str(shapes.value(shape, SH.name) or str(shape).removeprefix(SHAPES))
        severity = str(shapes.value(shape, SH.severity) or SH.Violation).removeprefix(_SHACL)
        fix = str(shapes.value(shape, SH.description))
        known.setdefault(name, ("shape", _SEVERITIES[severity], fix))
    order = sorted(known, key=lambda name: (_ORDER.index(known[name][1]), known[name][0], name))
    failing = [name for name in order if found[name] and known[name][1] != "info"]
    rows = tuple((name, *known[name][:2], found[name], known[name][2]) for name in order)
    note = f"failing: {', '.join(failing)}" if failing else "no rule or shape is failing"
    columns = ("check", "kind", "severity", "found", "fix")
    return Table(columns, rows, title="Checks", notes=(note,))


def _sorted(findings: Iterable[Finding]) -> list[Finding]:
    def key(f: Finding) -> tuple[int, str, str, str, str]:
        return _ORDER.index(f.severity), f.rule, f.focus, f.value or "", f.message

    return sorted(set(findings), key=key)


def _with_dossiers(findings: Iterable[Finding], model: Model) -> list[Finding]:
    """Add the dossier that defines the record to each finding."""
    home = {e.id: e.dossier for e in (*model.events, *model.measures)}
    home |= {s.id: s.dossier for s in model.statements}
    home |= {d.id: d.dossier for d in model.documents}
    home |= {c.id: home.get(c.statement, "") for c in model.claims}
    home |= {a.id: a.defined_in for a in model.actors}
    return _sorted(replace(f, where=home.get(f.focus) or None) for f in findings)


@cache
def _turtle(name: str) -> Any:
    import rdflib

    text = (files("geograph") / name).read_text(encoding="utf-8")
    return rdflib.Graph().parse(data=text, format="turtle")


def _conform(graph: Any, focus: list[Any] | None = None) -> list[Finding]:
    """Return what a graph breaks, or what some of its nodes do."""
    import pyshacl
    from rdflib.namespace import SH

    shapes = _turtle("shapes.ttl")
    _, results, _ = pyshacl.validate(graph, shacl_graph=shapes, inplace=True, focus_nodes=focus)
    if isinstance(results, BaseException):  # pySHACL hands its own failures back as a result
        raise ValidationError(
            f"the shapes cannot be evaluated: {results}", fix="correct shapes.ttl"
        ) from results
    found = []
    for result in results.objects(None, SH.result):
        shape = results.value(result, SH.sourceShape)
        focus = results.value(result, SH.focusNode)
        value = results.value(result, SH.value)
        name = shapes.value(shape, SH.name) or str(shape).removeprefix(SHAPES)
        severity = str(results.value(result, SH.resultSeverity)).removeprefix(_SHACL)
        found.append(
            Finding(
                severity=_SEVERITIES[severity],
                rule=str(name),
                focus=_short(focus),
                message=str(shapes.value(shape, SH.message)),
                fix=str(shapes.value(shape, SH.description)),
                value=None if value in (None, focus) else _short(value),
            )
        )
    return _sorted(found)


def _short(term: object) -> str:
    text = str(term)
    return local(text) if text.startswith(ID) else text.replace(GG, "gg:")
