"""The YAML of a data set → `Dataset`, every mistake with its file, line and fix."""

from __future__ import annotations

import re
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from geograph.errors import DossierError, MappingError
from geograph.sources.mapping._values import FORMS, ValueReader, one_of
from geograph.sources.mapping._yaml_node import Node
from geograph.sources.mapping.file_layouts import ISSUES, LayoutReader
from geograph.sources.mapping.spec import SPEAKS, Dataset
from geograph.yamlsafe import Mapping as Tree
from geograph.yamlsafe import read_text

__all__ = ["dataset_names", "load_dataset", "read_dataset"]


@cache
def _shipped_files() -> dict[str, tuple[str, Traversable]]:
    """Return the file of each data set, by its name, with its path in the repository."""
    home = "geograph.sources.publishers"
    return {
        file.name[:-4]: (f"{home.replace('.', '/')}/{folder.name}/{file.name}", file)
        for folder in files(home).iterdir()
        if folder.is_dir()
        for file in folder.iterdir()
        if file.name.endswith(".yml")
    }


@cache
def dataset_names() -> tuple[str, ...]:
    """Return the names of the data sets that geograph knows.

    >>> "sipri" in dataset_names()
    True
    """
    return tuple(sorted(_shipped_files()))


def load_dataset(name: str) -> Dataset:
    """Return a data set by its name, or by the path of a mapping of one's own.

    Raises
    ------
    MappingError
        There is no such data set, or its YAML is wrong.

    >>> load_dataset("sipri").speaks
    'register'
    """
    if name in dataset_names():
        return _shipped(name)
    if name.endswith((".yml", ".yaml")):
        path = Path(name)
        try:
            return read_dataset(path.read_text(encoding="utf-8"), name)
        except (OSError, UnicodeDecodeError) as exc:
            raise MappingError(
                f"cannot read the mapping {name!r}: {exc}", fix="see its path and encoding (UTF-8)"
            ) from exc
    raise MappingError(
        f"there is no data set {name!r}",
        fix=f"use one of {', '.join(dataset_names())}, or the path of a .yml of your own",
    )


@cache
def _shipped(name: str) -> Dataset:
    path, file = _shipped_files()[name]
    return read_dataset(file.read_text(encoding="utf-8"), path)


def read_dataset(text: str, file: str) -> Dataset:
    """Read the YAML of a data set.

    Raises
    ------
    MappingError
        A key is unknown or missing, or a value is not allowed; with file, line and field.
    """
    try:
        root = Node(read_text(text, file), file)
    except DossierError as exc:
        raise MappingError(exc.what, fix=exc.fix, where=exc.where) from exc
    speaks = root.need("speaks")
    if speaks.text() not in SPEAKS:
        raise speaks.wrong(f"{speaks.text()!r} is no way to speak", f"one of {', '.join(SPEAKS)}")
    lookups = {
        name: {key: value.text() for key, value in node.pairs()}
        for name, node in (root.get("lookups") or _empty(root)).pairs()
    }
    reader = LayoutReader(ValueReader(lookups))
    for name, node in root.need("layouts").pairs():
        reader.layouts[name] = reader.layout(name, node)
    layouts = tuple(reader.layouts.values())
    keys = ("released", "issued", "issues", "names")
    released, issued, issues, names = (root.get(n) for n in keys)
    found = Dataset(
        name=Path(file).stem,
        mark=blake2b(text.encode(), digest_size=6).hexdigest(),
        file=file,
        title=root.need("title").text(),
        publisher=root.need("publisher").text(),
        speaks=speaks.text(),
        url=root.need("url").text(),
        licence=root.need("licence").text(),
        citation=root.need("citation").text(),
        names=names.text() if names else None,
        released=released.regex() if released else None,
        issued=tuple(_issue(one) for one in issued.items()) if issued else (),
        issues=one_of(issues, ISSUES) if issues else "parts",
        layouts=layouts,
    )
    root.done(("notes",))
    for name, node in (root.get("lookups") or _empty(root)).pairs():
        if name not in reader.values.used:
            raise node.wrong(f"the lookup `{name}` is not used", "use it, or remove it")
    named = {layout.name for layout in layouts}
    for layout in layouts:
        if layout.part and layout.part not in named:
            raise root.wrong(
                f"layout {layout.name!r} is part of {layout.part!r}, which is none",
                f"one of {', '.join(sorted(named))}",
            )
    return found


def _empty(node: Node) -> Node:
    return Node(Tree((), node.line), node.file, node.path)


def _issue(node: Node) -> tuple[re.Pattern[str], str]:
    """Read where the day of issue stands in a file, and how it is written."""
    form = node.get("form")
    pattern = node.need("pattern").regex()
    node.done()
    return pattern, one_of(form, FORMS) if form else "edtf"
