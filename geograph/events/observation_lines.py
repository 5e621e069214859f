"""A batch of observations → N-Triples in the words of W3C's RDF Data Cube.

Each observation is a ``qb:Observation`` of its release, which is the ``qb:DataSet``; a variable is
a measure property of the data set's own, `variable/<data set>/<name>`, one for all its releases.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from geograph.events.batches import Batch
from geograph.events.nquads import LABEL, TRUE, TYPE, day, double, integer, literal, node, term
from geograph.events.schema import Column

__all__ = [
    "observation_lines",
    "structure_lines",
    "structure_of",
    "structure_subjects",
    "variable_of",
]

QB = "http://purl.org/linked-data/cube#"
_OBSERVATION = f"{TYPE} {term('Observation')} .\n"
_CUBE = f"{TYPE} <{QB}Observation> .\n"
_WHETHER = {"yes": TRUE, "no": TRUE.replace("true", "false")}
_TERMS: Mapping[str, Callable[[Any], str]] = {
    "number": double,
    "integer": integer,
    "text": literal,
    "category": literal,
}


def variable_of(dataset: str, name: str) -> str:
    """Return the id of a variable.

    >>> variable_of("cow-nmc", "cinc")
    'variable/cow-nmc/cinc'
    """
    return f"variable/{dataset}/{name}"


def structure_of(release: str) -> str:
    """Return the id of what says which dimensions and measures a release has."""
    return release.replace("release/", "structure/", 1)


def observation_lines(batch: Batch, release: str, dataset: str, variables: Sequence[Column]) -> str:
    """Return observations as N-Triples: of whom, with whom, when, and a triple for each value."""
    about = f"<{QB}dataSet> {node(release)} .\n"
    of, partner = term("observedOf"), term("observedWith")
    start, end = term("start"), term("end")
    out = []
    measures = [
        (batch[c.name], node(variable_of(dataset, c.name)), _TERMS[c.type])
        for c in variables
        if any(value is not None for value in batch[c.name])
    ]
    for n, key in enumerate(batch["id"]):
        subject = f"{node(key)} "
        ends = [_OBSERVATION, _CUBE, about, f"{of} {node(batch['actor'][n])} .\n"]
        if batch["partner"][n] is not None:
            ends.append(f"{partner} {node(batch['partner'][n])} .\n")
        ends.append(f"{start} {day(batch['start'][n])} .\n")
        if batch["end"][n] is not None:
            ends.append(f"{end} {day(batch['end'][n])} .\n")
        for values, measure, written in measures:
            if values[n] is not None:
                ends.append(f"{measure} {written(values[n])} .\n")
        out.append(subject + subject.join(ends))
    return "".join(out)


def structure_subjects(
    release: str, dataset: str, variables: Mapping[str, Mapping[str, str]], kept: Collection[str]
) -> set[str]:
    """Return what `structure_lines` describes, less the variables that other releases keep."""
    structure = structure_of(release)
    parts = range(1, len(_dimensions(variables)) + len(variables) + 1)
    own = {variable_of(dataset, name) for name in variables if name not in kept}
    return own | {structure} | {f"{structure}/{n}" for n in parts}


def _dimensions(variables: Mapping[str, Mapping[str, str]]) -> tuple[str, ...]:
    dyadic = any(one["of"] == "dyad" for one in variables.values())
    return ("observedOf", *(("observedWith",) if dyadic else ()), "start", "end")


def structure_lines(release: str, dataset: str, variables: Mapping[str, Mapping[str, str]]) -> str:
    """Return what says of a release which dimensions and measures it has, and what each means.

    Parameters
    ----------
    release, dataset
        The release and its data set.
    variables
        What each variable is: ``type``, ``doc``, ``unit``, ``of`` (``actor`` or ``dyad``), and of
        one of dyads whether their order means something (``directed``: ``yes`` or ``no``).
    """
    structure = structure_of(release)
    lines = [
        f"{node(release)} {TYPE} <{QB}DataSet> .\n",
        f"{node(release)} <{QB}structure> {node(structure)} .\n",
        f"{node(structure)} {TYPE} <{QB}DataStructureDefinition> .\n",
        f"{node(structure)} {LABEL} {literal(f'structure of {release}')} .\n",
    ]
    parts = [("dimension", term(name)) for name in _dimensions(variables)]
    parts += [("measure", node(variable_of(dataset, name))) for name in variables]
    for n, (role, what) in enumerate(parts, 1):
        part = node(f"{structure}/{n}")
        lines.append(f"{node(structure)} <{QB}component> {part} .\n")
        lines.append(f"{part} {TYPE} <{QB}ComponentSpecification> .\n")
        lines.append(f"{part} <{QB}{role}> {what} .\n")
    for name, told in variables.items():
        measure = node(variable_of(dataset, name))
        lines += [
            f"{measure} {TYPE} <{QB}MeasureProperty> .\n",
            f"{measure} {TYPE} {term('Variable')} .\n",
            f"{measure} {LABEL} {literal(name)} .\n",
            f"{measure} {term('meaning')} {literal(told['doc'])} .\n",
        ]
        if told["of"] == "dyad":
            lines.append(f"{measure} {term('directed')} {_WHETHER[told['directed']]} .\n")
        if told.get("unit"):
            lines.append(f"{measure} {term('unit')} {literal(told['unit'])} .\n")
    return "".join(lines)
