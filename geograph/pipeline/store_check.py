"""Look whether every file of a store is as it was written, and say how to repair what is not.

What is damaged decides what to do: what can be made again from the rest of the store is repaired by
`geograph.pipeline.store_repair`, tables of dossiers by a build, and what was loaded by loading its
files again. The steps are told in the order in which they work.
"""

from __future__ import annotations

import errno
import json
import os
import shlex
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from geograph.display import Table
from geograph.errors import StoreError
from geograph.events.arrays import read_file
from geograph.events.schema import SCHEMAS
from geograph.sources.files import digest
from geograph.sources.mapping import dataset_names
from geograph.store.checksums import (
    CHECKSUMS,
    FOLDER,
    META,
    Damage,
    Unreadable,
    damage,
    read_checksums,
)
from geograph.store.foreign_graphs import DATABASE, file_of
from geograph.store.metadata import FORMAT
from geograph.store.release import Release
from geograph.store.swap import find

__all__ = [
    "Checked",
    "Finding",
    "check_store",
    "findings",
    "is_closed",
    "metadata",
    "unreadable_tables",
]

#: What a store says of itself.
Meta = Mapping[str, Any]
#: Missing files by which a store is taken for half a copy: at least so many of a hundred.
_HALF = 10


class Finding(NamedTuple):
    """One file that is not as it was written: what it is, and what repairs it."""

    file: str
    what: str
    fix: str


class Checked(NamedTuple):
    """What a look at a store found: how many files it should have, and which are damaged.

    ``notes`` say what bears on the whole, as that it may be half a copy.
    """

    path: Path
    files: int
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every file is as it was written."""
        return not self.findings

    @property
    def steps(self) -> tuple[str, ...]:
        """What to do, in order."""
        return tuple(dict.fromkeys(finding.fix for finding in self.findings))

    def __repr__(self) -> str:
        return f"Checked({str(self.path)!r}: {len(self.findings):,} damaged)"

    def __str__(self) -> str:
        return str(self.to_table())

    def _repr_html_(self) -> str:
        return self.to_table()._repr_html_()

    def to_table(self) -> Table:
        """Return the damaged files, and below them what to do, step by step."""
        title = f"{len(self.findings):,} files are damaged" if self.findings else (
            f"All {self.files:,} files are as they were written"
        )  # fmt: skip
        steps = (f"step {n}: {step}" for n, step in enumerate(self.steps, 1))
        rows = tuple((f.file, f.what) for f in self.findings)
        return Table(("file", "what is wrong"), rows, title, (*self.notes, *steps))


def check_store(path: str | Path) -> Checked:
    """Compare every file of a store with the checksum that it had when it was written.

    Raises
    ------
    StoreError
        There is no store.
    """
    store = find(Path(path).expanduser().resolve())
    if not store.is_dir():
        what = "is a file; a store is a directory" if store.exists() else "there is no store"
        fix = f"name a store, or make one with `geograph build -o {path}`"
        raise StoreError(f"{str(path)!r}: {what}", fix=fix)
    meta, wrong = metadata(store)
    if meta is None:
        wrong = wrong or Damage(META, "is missing")
        found = _closed(store, wrong) if is_closed(wrong) else _lost(store, wrong)
        return Checked(store, 1, (found,))
    if meta["format"] != FORMAT:
        return Checked(store, 1, tuple(_of_other_format(store, meta)))
    damaged = tuple(findings(store, meta))
    try:
        count = len(read_checksums(store)[0]) + 2
    except Unreadable:
        count = len(damaged)
    missing = sum("missing" in finding.what for finding in damaged)
    notes = []
    if count > 0 and 100 * missing >= _HALF * count:
        notes.append(
            f"{missing:,} of {count:,} files are missing, as in half a copy: if it is one, copy "
            "the whole store again; else follow the steps"
        )
    return Checked(store, count, damaged, tuple(notes))


def metadata(store: Path) -> tuple[dict[str, Any] | None, Damage | None]:
    """Return what a store says of itself, by its copy where it is damaged; and the damage.

    Neither can be read: None. A store of another format has no copy.
    """
    wrong = None
    try:
        meta = json.loads((store / META).read_text(encoding="utf-8"))
        if isinstance(meta["format"], int):
            return dict(meta), None
        wrong = f"is not what was written: format {meta['format']!r}"
    except FileNotFoundError:
        wrong = "is missing"
    except OSError as exc:
        wrong = f"cannot be read: {exc.strerror or exc}"
    except (ValueError, KeyError, TypeError) as exc:
        wrong = f"is not what was written: {exc!r}"
    try:
        return dict(json.loads(read_checksums(store)[1])), Damage(META, wrong)
    except Unreadable:
        return None, Damage(META, wrong)


def findings(store: Path, meta: Meta) -> Iterator[Finding]:
    """Yield what is damaged in a store of this format, first what has to be repaired first."""
    try:
        found = list(damage(store))
    except Unreadable as exc:
        found = [Damage(CHECKSUMS, str(exc)), *unreadable_tables(store, meta)]
    advice = _Advice(store, meta)
    advised = [(advice.of(one), one) for one in found]
    for (_, fix), one in sorted(advised, key=lambda pair: pair[0][0]):
        yield Finding(one.file, one.what, fix)


def unreadable_tables(store: Path, meta: Meta) -> Iterator[Damage]:
    """Yield the tables and foreign graphs that a store should have and nobody can read."""
    names = [f"tables/{name}.parquet" for name in SCHEMAS]
    for folder, release in _releases(meta).items():
        names += [f"{folder}/{name}.parquet" for name in release.tables]
    for name in names:
        try:
            read_file(store / name)
        except StoreError:
            missing = not (store / name).exists()
            yield Damage(name, "is missing" if missing else "is not what was written")
    for graph, told in meta.get("graphs", {}).items():
        file = file_of(store, graph)
        name = file.relative_to(store).as_posix()
        if not file.is_file():
            yield Damage(name, "is missing")
        elif digest([file]) != told["sha256"]:
            yield Damage(name, "is not what was written")


def _releases(meta: Meta) -> dict[str, Release]:
    """Return the releases of a store by the folders of their tables in it."""
    held = map(Release.from_json, meta.get("releases", ()))
    return {f"tables/{release.folder.as_posix()}": release for release in held}


def is_closed(one: Damage | Finding) -> bool:
    """Return whether somebody else may read a file, so that nothing is known of what it holds."""
    return os.strerror(errno.EACCES) in one.what


class _Advice:
    """What to do about each damaged file of a store, with its place among the steps."""

    def __init__(self, store: Path, meta: Meta) -> None:
        self.store = store
        self.meta = meta
        self.path = shlex.quote(str(store))
        self.releases = _releases(meta)

    def of(self, one: Damage) -> tuple[int, str]:
        """Return the place of the step and the step."""
        if is_closed(one):
            return 0, _closed(self.store, one).fix
        if one.file.startswith(f"{FOLDER}/") and not one.file.startswith(f"{DATABASE}/"):
            return 4, self._graph(one.file)
        if one.file.startswith("tables/releases/"):
            release = self.releases[one.file.rpartition("/")[0]]
            command = " ".join(reload_command(release, self.meta))
            return 3, f"load {release.id} again: `{command} --store {self.path}`"
        if one.file.startswith("tables/"):
            command = " ".join(build_command(self.meta, self.path))
            return 2, f"build it again of its dossiers, what was loaded stays: `{command}`"
        return 1, f"make it again from the rest of the store: `geograph repair --store {self.path}`"

    def _graph(self, file: str) -> str:
        name = file.removeprefix(f"{FOLDER}/").removesuffix(".nt")
        files = self.meta["graphs"][f"rdf/{name}"]["files"]
        command = f"geograph load rdf {shlex.join(files)} --graph {shlex.quote(name)}"
        return f"load the graph again: `{command} --store {self.path}`"


def build_command(meta: Meta, path: str) -> Iterable[str]:
    """Yield the words of the command that builds a store again."""
    dossiers = {"shipped": (), "none": ("--empty",)}.get(str(meta.get("corpus")), ("DOSSIERS",))
    return ("geograph", "build", *dossiers, "-o", path)


def reload_command(release: Release, meta: Meta) -> Iterator[str]:
    """Yield the words of the command that loads the files of a release again."""
    yield from ("geograph", "load")
    files = (shlex.quote(name) for name in release.files)
    graph = f"rdf/{release.dataset}"
    if release.dataset in dataset_names():
        yield from (release.dataset, *files)
    elif graph in {str(name).casefold().replace(".", "-") for name in meta.get("graphs", ())}:
        name = next(n for n in meta["graphs"] if n.casefold().replace(".", "-") == graph)
        yield from ("rdf", *files, "--graph", shlex.quote(name.removeprefix("rdf/")))
        yield from ("--map", "QUERY")
    else:
        yield from (f"MAPPING-OF-{release.dataset}.yml", *files)


def _closed(store: Path, wrong: Damage) -> Finding:
    """Return what to do about a file that may not be read."""
    path = shlex.quote(str(store))
    again = f"`chmod -R u+rwX {path}`, then `geograph check --store {path}` again"
    return Finding(wrong.file, wrong.what, f"let yourself read and write the store: {again}")


def _lost(store: Path, wrong: Damage) -> Finding:
    """Return what to do about a store without any metadata."""
    held = sorted((store / "tables" / "releases").glob("*/*"))
    releases = ", ".join(f"release/{one.parent.name}/{one.name}" for one in held)
    again = f", and load again what it held: {releases}" if releases else ""
    fix = (
        f"copy the whole store again from where it came; without one, move {str(store)!r} away, "
        f"build it anew with `geograph build`{again}"
    )
    return Finding(wrong.file, f"{wrong.what}, and so is its copy in {CHECKSUMS}", fix)


def _of_other_format(store: Path, meta: Meta) -> Iterator[Finding]:
    """Yield the steps from a store of another version to one of this."""
    what = f"has format {meta['format']}; this geograph reads format {FORMAT}"
    path = shlex.quote(str(store))
    if meta["format"] > FORMAT:
        made = f" ({meta['geograph']} or newer)" if "geograph" in meta else ""
        yield Finding(META, what, f"install the geograph that wrote it{made}")
        return
    yield Finding(META, what, f"move it away: `mv {path} {path}.format-{meta['format']}`")
    yield Finding(META, what, f"build it anew: `{' '.join(build_command(meta, path))}`")
    for name, told in meta.get("graphs", {}).items():
        graph = shlex.quote(str(name).removeprefix("rdf/"))
        command = f"geograph load rdf {shlex.join(told['files'])} --graph {graph} --store {path}"
        yield Finding(META, what, f"load the graph again: `{command}`")
    for plain in meta.get("releases", ()):
        command = f"{_load_anew(plain, meta)} --store {path}"
        yield Finding(META, what, f"load {plain['id']} again: `{command}`")
    if told := meta.get("follows"):
        file = shlex.quote(str(told["file"]))
        command = f"geograph link apply --decisions {file} --store {path}"
        yield Finding(META, what, f"let it follow its decisions again: `{command}`")


def _load_anew(plain: Meta, meta: Meta) -> str:
    """Return the command that loads a release into a store that does not know it."""
    known = {name: plain[name] for name in Release.__dataclass_fields__ if name in plain}
    try:
        release = Release.from_json(known)
    except StoreError:  # of a version too far away
        dataset = str(plain["id"]).split("/")[1]
        return f"geograph load {dataset} {shlex.join(plain.get('files', ()))}"
    words = [*reload_command(release, meta)]
    if release.released is not None and not release.inferred:
        words += ["--released", release.released.isoformat()]
    return " ".join(words + ["--part"] * (not release.whole))
