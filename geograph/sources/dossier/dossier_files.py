"""Dossier files to checked records: every key known, every value of its type, every line kept.

What can be judged by looking at one record is judged here, after the tables of `form`;
names and references are looked up by `assemble`. Nothing is raised while reading: each
`Dossier` carries its own errors, so that one run shows every mistake of every file.
"""

from __future__ import annotations

from collections import abc
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geograph.errors import DossierError, GeographError, Where
from geograph.sources.dossier.checks import KEY_FORM, check, classes, is_key, near, rules
from geograph.sources.dossier.fields import (
    DETAILS,
    RESERVED,
    SECTIONS,
    Cell,
    Field,
    RawClaim,
    Record,
)
from geograph.vocab import ACTOR_CLASSES, EVENT_CLASSES, STAGES, Stance
from geograph.yamlsafe import Listing, Mapping, Scalar, Tree, read_yaml

__all__ = ["Dossier", "read"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One file. With ``errors``, what could not be read is left out of the records.

    ``defined`` holds the keys of all events, measures and statements, ``locals`` those of all
    actors, broken ones too. Of a file with errors, ``words`` is every text and ``headings`` every
    key that heads a record, wherever it stands: by these, one mistake does not become a false
    error somewhere else.
    """

    file: str
    stem: str
    document: Record | None = None
    coding: Record | None = None
    uses: tuple[Cell, ...] = ()
    actors: tuple[Record, ...] = ()
    events: tuple[Record, ...] = ()
    measures: tuple[Record, ...] = ()
    statements: tuple[Record, ...] = ()
    defined: dict[str, Cell]
    locals: dict[str, Cell]
    words: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    errors: tuple[GeographError, ...] = ()


def read(paths: str | Path | Iterable[str | Path]) -> Iterator[Dossier]:
    """Read dossiers, each with its own errors, in the order of their paths.

    Parameters
    ----------
    paths
        A folder (all its ``*.yml``), a file, or several of either.

    Raises
    ------
    DossierError
        A folder that is not there or holds no dossier.

    Examples
    --------
    >>> list(read([]))
    []
    """
    for path in [paths] if isinstance(paths, str | Path) else paths:
        path = Path(path)
        if not path.is_dir():
            yield _read(path)
            continue
        found = sorted(p for p in path.iterdir() if p.suffix in (".yml", ".yaml"))
        if not found:
            raise DossierError(
                "no dossier found",
                fix="name a folder with *.yml files",
                where=Where(path.as_posix()),
            )
        yield from (_read(one) for one in found)


def _read(path: Path) -> Dossier:
    try:
        tree = read_yaml(path)
    except DossierError as error:
        return Dossier(file=path.as_posix(), stem=path.stem, defined={}, locals={}, errors=(error,))
    return _Reader(path).dossier(tree)


def _words(tree: Tree) -> Iterator[str]:
    if isinstance(tree, Scalar):
        yield tree.text
    elif isinstance(tree, Listing):
        for item in tree.items:
            yield from _words(item)
    else:
        for key, value in tree.entries:
            yield key.text
            yield from _words(value)


def _headings(tree: Tree) -> Iterator[str]:
    """Yield the keys of the second level: those of records, even in a section that is misspelt."""
    for _, section in tree.entries if isinstance(tree, Mapping) else ():
        for key, _ in section.entries if isinstance(section, Mapping) else ():
            yield key.text


class _Reader:
    """Walks one tree and collects records and errors."""

    def __init__(self, path: Path) -> None:
        self.file = path.as_posix()
        self.stem = path.stem
        self.errors: list[GeographError] = []
        self.defined: dict[str, Cell] = {}
        self.locals: dict[str, Cell] = {}

    def wrong(self, line: int, field: str | None, what: str, fix: str) -> None:
        self.errors.append(DossierError(what, fix=fix, where=Where(self.file, line, field)))

    def dossier(self, tree: Tree) -> Dossier:
        if not is_key(self.stem):
            self.wrong(1, None, f"the file name {self.stem!r} is not a key", KEY_FORM)
        if self.file.endswith(".yaml"):
            self.wrong(1, None, "the file name ends in .yaml", "end it in .yml, as all dossiers do")
        tops = {key.text: (key, value) for key, value in self.entries(tree, None)}
        for name, (key, _) in tops.items():
            if name not in SECTIONS and name != "uses":
                fix = near(name, (*SECTIONS, "uses"))
                self.wrong(key.line, name, f"unknown key {name!r}", fix)
        records: dict[str, tuple[Record, ...]] = {}
        for name in SECTIONS:
            if name in tops:
                records[name] = tuple(self.section(name, *tops[name]))
            elif name in ("document", "coding") and tops:
                fix = "add it; docs/dossier-format.md shows its keys"
                self.wrong(1, name, f"{name!r} is missing", fix)
        uses: tuple[Cell, ...] = ()
        if "uses" in tops:
            uses = self.cells(tops["uses"][1], Field("key", "", many=True), "uses")
        return Dossier(
            file=self.file,
            stem=self.stem,
            document=next(iter(records.get("document", ())), None),
            coding=next(iter(records.get("coding", ())), None),
            uses=uses,
            actors=records.get("actors", ()) + records.get("groups", ()),
            events=records.get("events", ()),
            measures=records.get("measures", ()),
            statements=records.get("statements", ()),
            defined=self.defined,
            locals=self.locals,
            words=frozenset(_words(tree)) if self.errors else frozenset(),
            headings=frozenset(_headings(tree)) if self.errors else frozenset(),
            errors=tuple(self.errors),
        )

    def entries(self, tree: Tree, field: str | None) -> tuple[tuple[Scalar, Tree], ...]:
        """Return the entries of what must be a mapping with something in it."""
        if isinstance(tree, Mapping) and tree.entries:
            return tree.entries
        kind = "a list" if isinstance(tree, Listing) else "empty"
        if isinstance(tree, Scalar) and not tree.empty:
            kind = f"the text {tree.text!r}"
        self.wrong(
            tree.line, field, f"{kind}, not `key: value` lines", "write them, or leave it out"
        )
        return ()

    def section(self, name: str, key: Scalar, tree: Tree) -> Iterator[Record]:
        """Yield the sound records of one section."""
        if name in ("document", "coding"):
            yield from self.record(name, key, tree, name)
            return
        for one, value in self.entries(tree, name):
            field = f"{name}.{one.text}"
            if not is_key(one.text) or one.text in RESERVED:
                self.wrong(one.line, field, f"{one.text!r} cannot be a key", KEY_FORM)
            keys = self.locals if name in ("actors", "groups") else self.defined
            if first := keys.get(one.text):
                what = f"the key {one.text!r} occurs twice, first on line {first.where.line}"
                self.wrong(one.line, field, what, "rename one of the two")
            keys.setdefault(one.text, Cell(one.text, Where(self.file, one.line, field)))
            yield from self.record(name, one, value, field)

    def record(self, section: str, key: Scalar, tree: Tree, field: str) -> Iterator[Record]:
        """Yield the record if nothing is wrong with it."""
        before = len(self.errors)
        form = SECTIONS[section]
        cells: dict[str, tuple[Cell, ...]] = {}
        claims: list[RawClaim] = []
        entries = self.entries(tree, field)
        for name, value in entries:
            path = f"{field}.{name.text}"
            if name.text in form and (parts := form[name.text].parts):
                cells |= self.parts(name, value, parts, path)
            elif name.text in form:
                cells[name.text] = self.cells(value, form[name.text], path)
            elif section == "statements" and name.text in set(Stance):
                claims += self.claims(Stance(name.text), value, path)
            else:
                known = (*form, *Stance) if section == "statements" else tuple(form)
                fix = near(name.text, known)
                if section == "measures" and name.text in STAGES:
                    fix = f"a claim tells it: {{{key.text}: {{stage: {name.text}, date: …}}}}"
                self.wrong(name.line, path, f"unknown key {name.text!r}", fix)
        written = {name.text for name, _ in entries}
        for name_, one in form.items():
            if entries and one.required and name_ not in written:
                self.wrong(key.line, f"{field}.{name_}", f"{name_!r} is missing", f"add {one.doc}")
        record = Record(
            Cell(key.text, Where(self.file, key.line, field)),
            self.kind(section, cells.get("class", ())),
            cells,
            tuple(claims),
        )
        if entries and len(self.errors) == before:
            for where, what, fix in rules(section, record):
                self.errors.append(DossierError(what, fix=fix, where=where))
        if len(self.errors) == before:
            yield record

    def parts(
        self, key: Scalar, tree: Tree, form: abc.Mapping[str, Field], path: str
    ) -> dict[str, tuple[Cell, ...]]:
        """Return the cells of a value that is a mapping, each by its key and that of the value."""
        found: dict[str, tuple[Cell, ...]] = {}
        entries = self.entries(tree, path)
        for name, value in entries:
            at = f"{path}.{name.text}"
            if name.text in form:
                found[f"{key.text}.{name.text}"] = self.cells(value, form[name.text], at)
            else:
                self.wrong(name.line, at, f"unknown key {name.text!r}", near(name.text, form))
        for name_, one in form.items():
            if entries and one.required and f"{key.text}.{name_}" not in found:
                self.wrong(key.line, f"{path}.{name_}", f"{name_!r} is missing", f"add {one.doc}")
        return found

    def cells(self, tree: Tree, form: Field, path: str) -> tuple[Cell, ...]:
        """Return the sound texts of one value."""
        if isinstance(tree, Mapping) or (isinstance(tree, Listing) and not form.many):
            kind = "a mapping" if isinstance(tree, Mapping) else "a list"
            self.wrong(tree.line, path, f"{kind} where one text is expected", "write one value")
            return ()
        items = tree.items if isinstance(tree, Listing) else (tree,)
        if not items:
            self.wrong(tree.line, path, "an empty list", "write a value, or leave the key out")
        if form.unstated and isinstance(tree, Scalar) and tree.text == "unstated":
            return ()
        found: dict[str, Cell] = {}
        for item in items:
            if not isinstance(item, Scalar):
                what = "a list or mapping inside a list"
                self.wrong(item.line, path, what, "write one text for each")
            elif item.empty:
                self.wrong(item.line, path, "no value", "write a value, or leave the key out")
            elif item.text in found:
                self.wrong(item.line, path, f"{item.text!r} occurs twice", "remove one")
            elif error := check(item.text, form):
                self.errors.append(error.at(Where(self.file, item.line, path)))
            else:
                found[item.text] = Cell(item.text, Where(self.file, item.line, path))
        return tuple(found.values())

    def claims(self, stance: Stance, tree: Tree, path: str) -> Iterator[RawClaim]:
        """Yield the claims of one stance: one object, a list of them, or objects with details.

        A list of details is several claims on one object: a measure at several stages.
        """
        if not isinstance(tree, Mapping):
            for cell in self.cells(tree, Field("text", "", many=True), path):
                yield RawClaim(stance, cell, {})
            return
        for key, value in self.entries(tree, path):
            where = Where(self.file, key.line, f"{path}.{key.text}")
            cell = Cell(key.text, where)
            if not isinstance(value, Listing):
                yield RawClaim(stance, cell, self.details(value, where.field))
                continue
            if len(value.items) < 2:
                fix = "write `{…}` without the brackets; a list is for several stages of a measure"
                self.wrong(value.line, where.field, "a list of fewer than two", fix)
            for item in value.items:
                yield RawClaim(stance, cell, self.details(item, where.field))

    def details(self, tree: Tree, path: str | None) -> dict[str, tuple[Cell, ...]]:
        """Return what only this source says of one object."""
        found: dict[str, tuple[Cell, ...]] = {}
        if isinstance(tree, Mapping) and not tree.entries:
            return found
        for name, value in self.entries(tree, path):
            at = f"{path}.{name.text}"
            if name.text not in DETAILS:
                self.wrong(name.line, at, f"unknown key {name.text!r}", near(name.text, DETAILS))
            elif cells := self.cells(value, DETAILS[name.text], at):
                found[name.text] = cells
        return found

    def kind(self, section: str, cells: tuple[Cell, ...]) -> str | None:
        """Return the class of a record, or its default; report one that may not stand there."""
        if section in ("document", "coding"):
            return None
        if not cells:
            return {"actors": "Organisation", "groups": "ActorGroup"}.get(section)
        cell = cells[0]
        allowed = classes(section)
        if cell.text in allowed:
            return cell.text
        known = cell.text in ACTOR_CLASSES or cell.text in EVENT_CLASSES
        what = f"class {cell.text!r} has no place under {section!r}"
        self.wrong(
            cell.where.line or 1,
            cell.where.field,
            what if known else f"unknown class {cell.text!r}",
            near(cell.text, allowed),
        )
        return None
