"""Standard export formats: the whole graph as RDF, a network under a policy, the tidy tables.

The network formats name no relation without its sources: every edge carries who asserts and who
denies it, and an edge that nobody stands for is refused. All output is sorted and has no clock.
"""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

import networkx as nx

from geograph.atomic import write_atomic, write_folder
from geograph.display import Table
from geograph.errors import ExportError
from geograph.events.schema import SCHEMAS
from geograph.networks import By, Level, network
from geograph.networks.attributed import join
from geograph.networks.evidence import read_in
from geograph.policy import Policy
from geograph.policy.counted_variables import Variable
from geograph.store.dump import serialized, sorted_quads
from geograph.vocab import GG, ID

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["FORMATS", "export", "write_atomic"]

RDF_FORMATS = ("ttl", "trig", "nq", "jsonld")
NETWORK_FORMATS = ("graphml", "gexf")
TABLE_FORMATS = ("parquet", "csv")
FORMATS = RDF_FORMATS + NETWORK_FORMATS + TABLE_FORMATS

PREFIXES = {
    "gg": GG,
    "id": ID,
    **{
        name: f"{ID}{name}/"
        for name in ("state", "actor", "item", "place", "event", "measure", "document", "graph")
    },
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

# XML 1.0 cannot hold these, not even escaped.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

# Gephi drops edges of weight 0, or fails on them (gephi/gephi issue 1945).
_LEAST_WEIGHT = 1e-6


def export(
    store: Store,
    format: str,
    out: str | Path,
    *,
    policy: Policy | str | None = None,
    level: Level | None = None,
    by: By | None = None,
    attributes: tuple[Sequence[Variable], date, date] | None = None,
) -> Path:
    """Write a store in another format; return where.

    Parameters
    ----------
    store
        An open store.
    format
        ``trig``, ``nq``, ``jsonld``: the whole graph with its named graphs (who coded what).
        ``ttl``: the union of them, for Turtle has no graphs. ``graphml``, ``gexf``: the network
        under a policy, for Gephi, Cytoscape, igraph. ``parquet``, ``csv``: a folder with one file
        for each table and ``columns.csv``, which documents them; in CSV a list is a JSON array.
        The tables of releases are in ``releases/<data set>/<release>``.
    out
        The file, or for tables the folder, to write. It is replaced as a whole.
    policy, level, by
        For the network formats only: see `geograph.networks.network`.
    attributes
        For them too: variables whose values nodes and edges have, and the first and last day of
        their time.

    Raises
    ------
    ExportError
        The format does not exist or does not take a policy, an edge has no source, or ``out``
        cannot be written.

    Examples
    --------
    >>> export(None, "xlsx", "world.xlsx")
    Traceback (most recent call last):
    ...
    geograph.errors.ExportError: unknown format 'xlsx'
      fix: use one of ttl, trig, nq, jsonld, graphml, gexf, parquet, csv
    """
    if format not in FORMATS:
        raise ExportError(f"unknown format '{format}'", fix=f"use one of {', '.join(FORMATS)}")
    of_networks = (policy, level, by, attributes)
    if format not in NETWORK_FORMATS and any(given is not None for given in of_networks):
        raise ExportError(
            f"format '{format}' holds every claim and takes no policy, no level and no `by`, nor"
            " attributes",
            fix=f"leave them out, or use one of {', '.join(NETWORK_FORMATS)}",
        )
    if format in TABLE_FORMATS:
        names = frozenset({f"{name}.{format}" for name in SCHEMAS} | {"columns.csv", "releases"})
        return write_folder(out, lambda folder: _tables(store, format, folder), names=names)
    if format in RDF_FORMATS:
        with tempfile.TemporaryDirectory() as folder:
            return write_atomic(out, _rdf(store, format, Path(folder)))
    drawn = network(store, policy, level=level or "state", by=by or "event")
    if attributes is not None:
        join(drawn, store, *attributes)
    graph = plain_network(drawn)
    return write_atomic(out, {"graphml": to_graphml, "gexf": to_gexf}[format](graph))


def _rdf(store: Store, format: str, folder: Path) -> Iterator[bytes]:
    """Yield RDF in parts; what does not fit in memory waits in a folder."""
    if format == "nq":
        yield from sorted_quads(store, folder)
        return
    if format == "jsonld":
        data = json.loads(serialized(store, folder, "JSON_LD").read_bytes())
        yield f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()
        return
    form = {"trig": "TRIG", "ttl": "TURTLE"}[format]
    written = serialized(store, folder, form, prefixes=PREFIXES)
    # the prefixes come in the order of a hash table, another one in every process
    with written.open("rb") as lines:
        head: list[bytes] = []
        for line in lines:
            if not line.startswith(b"@prefix "):
                yield from sorted(head)
                yield line
                break
            head.append(line)
        else:
            yield from sorted(head)
        yield from lines


def plain_network(G: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return a copy whose attributes are text and numbers only, as GraphML and GEXF need them.

    Lists are joined by ``; ``, dates are ISO 8601, None is empty text; ``start`` and ``end`` become
    ``begins`` and ``ends``, for GEXF reads the former as life times. ``share`` is the exact weight;
    in ``weight`` what weighs nothing is a millionth, because Gephi drops edges of weight 0.

    Raises
    ------
    ExportError
        If an edge has nobody who asserts or records it.
    """
    plain: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name in ("policy", "cuts", "level", "kinds", "coverage", "events", "left_out"):
        plain.graph[name] = _text(G.graph.get(name))
    if told := G.graph.get("attributes"):
        plain.graph["attributes"] = _text(told)
    for node in sorted(G):
        known = sorted(G.nodes[node].items())
        plain.add_node(
            node,
            **{
                name: value if isinstance(value, int | float) else _text(value)
                for name, value in known
            },
        )
    edges: list[tuple[str, str, str, dict[str, Any]]] = list(G.edges(keys=True, data=True))
    for u, v, key, data in sorted(edges, key=lambda edge: edge[:3]):
        tellers = [data.get(name) for name in ("asserting", "anonymous", "recorded")]
        if not any(tellers) or "denying" not in data:
            raise ExportError(
                f"the edge {key!r} from {u} to {v} does not say who asserts and who denies it",
                fix="export networks that geograph.network made, with all their attributes",
            )
        values: dict[str, Any] = {
            _RENAMED.get(name, name): value
            if isinstance(value, bool | int | float)
            else _text(value)
            for name, value in sorted(data.items())
        }
        share = float(data["weight"])
        values |= {"share": share, "weight": max(share, _LEAST_WEIGHT)}
        values["documents"] = _text(read_in(data.get("documents", ()), urls=True))
        plain.add_edge(u, v, key=key, **values)
    return plain


_RENAMED = {"start": "begins", "end": "ends"}


def _text(value: object) -> str:
    """Return any attribute as text that XML can hold."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        told = (f"{key}: {_text(part)}" for key, part in value.items() if part is not None)
        return "; ".join(told)
    if isinstance(value, list | tuple | set | frozenset):
        parts = [_text(part) for part in value]
        return "; ".join(parts if isinstance(value, list | tuple) else sorted(parts))
    if isinstance(value, date):
        return value.isoformat()
    return _NOT_XML.sub("\ufffd", str(value))


def to_graphml(G: nx.MultiDiGraph[str]) -> str:
    """Return GraphML; the id of an edge is its key, so that parallel edges stay apart."""
    lines = nx.generate_graphml(G, named_key_ids=True)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(lines) + "\n"


def to_gexf(G: nx.MultiDiGraph[str]) -> str:
    """Return GEXF 1.2; the policy and what it rests on are in its description."""
    named = G.copy()
    for _, _, key, data in named.edges(keys=True, data=True):
        data["id"] = key
    said = escape("; ".join(f"{name}: {text}" for name, text in G.graph.items() if text))
    meta = f"<meta><creator>geograph</creator><description>{said}</description></meta>"
    # networkx writes today's date and its own version
    text, found = re.subn(
        r"<meta\b.*?</meta>", lambda _: meta, "\n".join(nx.generate_gexf(named)), flags=re.DOTALL
    )
    if found != 1:
        raise ExportError(
            "networkx wrote GEXF of a form that is not known", fix="use graphml, and report this"
        )
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + text + "\n"


def _tables(store: Store, format: str, folder: Path) -> None:
    documented = []
    for name, columns in SCHEMAS.items():
        documented += [(name, column.name, column.type, column.doc) for column in columns]
        path = folder / f"{name}.{format}"
        if format == "parquet":
            import pyarrow.parquet as pq

            pq.write_table(store.arrow(name), path)
            continue
        heads = tuple(column.name for column in columns)
        rows = tuple(tuple(_cell(row[head]) for head in heads) for row in store.rows(name))
        path.write_bytes(Table(heads, rows).to_csv().encode())
    for release in store.releases:
        for path in sorted(store.release_path(release).parent.glob("*.parquet")):
            documented += _release_table(store, path, format, folder)
    table = Table(("table", "column", "type", "meaning"), tuple(documented))
    (folder / "columns.csv").write_bytes(table.to_csv().encode())


def _release_table(
    store: Store, path: Path, format: str, folder: Path
) -> Iterator[tuple[str, str, str, str]]:
    """Write a table of a release, and yield what its columns mean."""
    import pyarrow.parquet as pq

    place = path.relative_to(store.path / "tables").with_suffix("")
    target = folder / f"{place}.{format}"
    target.parent.mkdir(parents=True, exist_ok=True)
    file = pq.ParquetFile(path)
    for field in file.schema_arrow:
        doc = (field.metadata or {}).get(b"doc", b"").decode()
        yield place.as_posix(), field.name, str(field.type), doc
    if format == "parquet":
        shutil.copyfile(path, target)
        return
    heads = tuple(file.schema_arrow.names)
    with target.open("wb") as out:
        out.write(Table(heads, ()).to_csv().encode())
        for batch in file.iter_batches(batch_size=20_000):
            lists = [batch.column(name).to_pylist() for name in heads]
            rows = tuple(tuple(map(_cell, cells)) for cells in zip(*lists, strict=True))
            out.write(Table(heads, rows).to_csv().partition("\r\n")[2].encode())


def _cell(value: object) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value
