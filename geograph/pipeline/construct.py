"""Events of somebody's RDF graph as rows of a release: a SPARQL CONSTRUCT says which and how.

The query is a file with a header of ``#+`` lines: title, publisher, speaks, url, licence, citation.
What it constructs is described in geograph's own words: a class of events, ``gg:actor``,
``gg:recipient``, ``gg:participant``, ``gg:place``, ``gg:item``, ``gg:topic``, ``gg:date`` (EDTF,
also an interval) or ``gg:start`` and ``gg:end``, ``rdfs:label``. Parties may be resources or names;
a name is looked up at the date of its event.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import yaml

from geograph.dates import parse
from geograph.errors import DateError, MappingError, QueryError, Where
from geograph.pipeline.load import load
from geograph.pipeline.rdf_streams import lines_of
from geograph.pipeline.releases.load_report import LoadReport
from geograph.sources.mapping import SPEAKS, Dataset, load_dataset
from geograph.store import Store
from geograph.store.graphs import constructed
from geograph.store.sparql import explain
from geograph.vocab import EVENT_CLASSES, GG, ID, iri

__all__ = ["load_events", "mappings"]

#: Why events are left out.
UNDATED = "date that cannot be read"
_EXAMPLES = 5
_HEADER = ("title", "publisher", "speaks", "url", "licence", "citation")
#: A day as digits alone, and one with a time or a zone behind it.
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_TIMED = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:T.*|Z|[+-]\d{2}:\d{2})$")
_ROLES = ("actor", "recipient", "participant", "place", "item", "topic")
_LABELS = (
    "http://www.w3.org/2000/01/rdf-schema#label",
    "http://www.w3.org/2004/02/skos/core#prefLabel",
)


def mappings() -> tuple[str, ...]:
    """Return the names of the mappings that come with geograph.

    >>> mappings()
    ('sem',)
    """
    folder = files("geograph.sources.publishers") / "rdf"
    return tuple(sorted(f.name[:-3] for f in folder.iterdir() if f.name.endswith(".rq")))


def load_events(
    graph: str, mapping: str, store: str | Path, files: Sequence[Path] = ()
) -> LoadReport:
    """Load the events that a CONSTRUCT makes of a graph of `geograph.pipeline.foreign.load_rdf`.

    An event whose date cannot be read is left out, and counted with where it stands.

    Parameters
    ----------
    graph
        ``graph/rdf/<name>``.
    mapping
        One of `mappings`, or the path of a ``.rq`` file.
    store
        The path of the store that holds the graph.
    files
        The files that the graph came from, in which places are looked for.

    Raises
    ------
    MappingError
        The header lacks something, or nothing is constructed.
    QueryError
        The query is not SPARQL, or no CONSTRUCT.
    """
    file, text = _read(mapping)
    dataset = _dataset(file, text, graph)
    with Store(Path(store).expanduser().resolve()) as held:
        events, undated = _with_dates(_events(held, graph, file, text))
    if not events:
        raise undated[0][1].at(Where(_place(files, undated[0][0])))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{dataset.name}.jsonl"
        lines = (json.dumps(event, ensure_ascii=False, sort_keys=True) for event in events)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        report = load(dataset, [path], store)
    if undated and not report.already:
        report.records += len(undated)
        report.dropped[UNDATED] = len(undated)
        report.examples[UNDATED] = [
            f"{_place(files, subject)}: {wrong.what}" for subject, wrong in undated[:_EXAMPLES]
        ]
    return report


def _with_dates(
    events: Sequence[dict[str, Any]],
) -> tuple[list[dict[str, Any]], list[tuple[str, DateError]]]:
    """Return the events whose date can be read or is not stated, and what is wrong with others."""
    good, wrong = [], []
    for event in events:
        try:
            if event["date"]:
                parse(event["date"])
        except DateError as exc:
            wrong.append((str(event["id"]), exc))
        else:
            good.append(event)
    return good, wrong


def _place(files: Sequence[Path], subject: str) -> str:
    """Return file and line where a resource is first named, by its address or behind a prefix."""
    last = re.split(r"[/#]", subject)[-1]
    named = re.compile(rf"{re.escape(subject)}(?![\w/#-])|:{re.escape(last)}(?![\w-])")
    for path in files:
        for number, line in enumerate(lines_of(path), start=1):
            if named.search(line.decode(errors="replace")):
                return f"{path}:{number}: {subject}"
    return subject


def _read(mapping: str) -> tuple[str, str]:
    if mapping in mappings():
        file = files("geograph.sources.publishers") / "rdf" / f"{mapping}.rq"
        return f"geograph/sources/publishers/rdf/{mapping}.rq", file.read_text(encoding="utf-8")
    try:
        return mapping, Path(mapping).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as exc:
        fix = f"use one of {', '.join(mappings())}, or the path of a .rq file in UTF-8"
        raise MappingError(f"cannot read the mapping {mapping!r}: {exc}", fix=fix) from exc


def _dataset(file: str, text: str, graph: str) -> Dataset:
    lines = [line[2:] for line in text.splitlines() if line.startswith("#+")]
    try:
        header = yaml.safe_load("\n".join(lines)) or {}
    except yaml.YAMLError as exc:
        raise MappingError(
            f"the header is not YAML: {exc}", fix="correct it", where=Where(file, 1)
        ) from exc
    missing = [name for name in _HEADER if not isinstance(header.get(name), str)]
    if missing:
        fix = f"begin the file with lines such as `#+ {missing[0]}: …`"
        raise MappingError(f"the header lacks {', '.join(missing)}", fix=fix, where=Where(file, 1))
    if header["speaks"] not in SPEAKS:
        fix = f"one of {', '.join(SPEAKS)}"
        raise MappingError(
            f"invalid value for `speaks`: {header['speaks']!r}", fix=fix, where=Where(file, 1)
        )
    return replace(
        load_dataset("rdf"),
        name=graph.rpartition("/")[2].replace(".", "-").casefold(),
        **{name: header[name] for name in _HEADER},
    )


def _events(store: Store, graph: str, file: str, text: str) -> list[dict[str, Any]]:
    """Return what the query constructs of the graph, one record for each event, sorted by it."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for subject, predicate, value in _construct(store, graph, file, text):
        found[subject][predicate].add(value)
    known = {f"{GG}{name}" for name in (*_ROLES, "date", "start", "end")}
    if odd := sorted({p for told in found.values() for p in told if p.startswith(GG)} - known):
        fix = f"construct one of {', '.join(sorted(p.replace(GG, 'gg:') for p in known))}"
        what = f"constructs {odd[0].replace(GG, 'gg:')}, which is not read of an event"
        raise MappingError(what, fix=fix, where=Where(file))
    name = cache(lambda value: _named(store, graph, value))
    events = []
    for subject, told in sorted(found.items()):
        kinds = {k.removeprefix(GG) for k in told[_TYPE]} & EVENT_CLASSES.keys()
        if not kinds:
            continue
        # The narrowest class: one that is nobody's parent here.
        parents = {EVENT_CLASSES[kind].parent for kind in kinds}
        event: dict[str, Any] = {"id": subject, "class": min(kinds - parents or kinds)}
        for role in _ROLES:
            event[role] = sorted({name(v) for v in told[f"{GG}{role}"]})
        event["date"] = _date(told)
        event["label"] = min(told[_LABELS[0]] or {""})
        if subject.startswith(("http://", "https://")) and not subject.startswith(ID):
            event["url"] = subject
        events.append(event)
    if not events:
        raise MappingError(
            "the query constructs no event",
            fix="construct `?event a gg:Event` (or a class below it) with its parties",
            where=Where(file),
        )
    return events


def _date(told: Mapping[str, set[str]]) -> str:
    """Return when an event was, in EDTF: its date, else from its start to its end."""

    def of(name: str) -> list[str]:
        days = (_COMPACT.sub(r"\1-\2-\3", day) for day in told.get(f"{GG}{name}", ()))
        return sorted(_TIMED.sub(r"\1", day) for day in days)

    if dates := of("date"):
        return dates[0]
    first, last = of("start")[:1], of("end")[-1:]
    return "/".join(("".join(first), *last)) if last else "".join(first)


_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def _construct(store: Store, graph: str, file: str, text: str) -> Sequence[tuple[str, str, str]]:
    try:
        made = constructed(store, text, graph)
    except SyntaxError as exc:
        raise explain(text, str(exc)).at(Where(file)) from exc
    except (OSError, RuntimeError, ValueError) as exc:
        raise QueryError(
            f"the query failed: {exc}", fix="simplify the query", where=Where(file)
        ) from exc
    if made is None:
        raise QueryError(
            "is not a CONSTRUCT", fix="write CONSTRUCT { … } WHERE { … }", where=Where(file)
        )
    return made


def _named(store: Store, graph: str, value: str) -> str:
    """Return a resource of geograph as it is, another by its label, a name as it is.

    A resource with several labels (coreferent mentions among them) goes by the last part of its
    address instead: which of them is its name nobody has said.
    """
    if value.startswith(ID) or not value.startswith(("http://", "https://")):
        return value.removeprefix(ID)
    for label in _LABELS:
        _, rows = store.select(
            f"SELECT DISTINCT (STR(?l) AS ?t) {{ GRAPH <{iri(graph)}> {{ <{value}> <{label}> ?l }} "
            'FILTER(LANG(?l) IN ("", "en")) } LIMIT 2'
        )
        if len(rows) == 1:
            return str(rows[0][0])
    last = value.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
    return unquote(last).replace("_", " ").replace("+", " ")
