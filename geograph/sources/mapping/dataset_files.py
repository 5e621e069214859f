"""The YAML of a data set → `Dataset`, every mistake with its file, line and fix."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from pathlib import Path

from geograph.errors import DossierError, MappingError
from geograph.sources.mapping._values import FORMS, ValueReader, one_of
from geograph.sources.mapping._yaml_node import Node
from geograph.sources.mapping.file_layouts import ISSUES, LayoutReader
from geograph.sources.mapping.mapping_places import Place, find_mapping
from geograph.sources.mapping.spec import SPEAKS, Dataset
from geograph.sources.mapping.step_specs import Agreement, Sides
from geograph.yamlsafe import Mapping as Tree
from geograph.yamlsafe import Tree as AnyTree
from geograph.yamlsafe import read_text

__all__ = ["load_dataset", "read_dataset"]


def load_dataset(name: str) -> Dataset:
    """Return a data set by its name, or by the path of a mapping of your own.

    Raises
    ------
    MappingError
        There is no such data set, or its YAML is wrong.

    >>> load_dataset("sipri").speaks
    'register'
    """
    place = find_mapping(name)
    return _read(place.text(), place, ())[0] if place.package is None else _installed(place)


@cache
def _installed(place: Place) -> Dataset:
    """Read a mapping that cannot change while we run."""
    return _read(place.text(), place, ())[0]


def read_dataset(text: str, file: str) -> Dataset:
    """Read the YAML of a data set, as if it stood in a file.

    Raises
    ------
    MappingError
        A key is unknown or missing, or a value is not allowed; with file, line and field.
    """
    return _read(text, Place(file, Path(file)), ())[0]


def _read(text: str, place: Place, chain: tuple[str, ...]) -> tuple[Dataset, LayoutReader]:
    file = place.shown
    try:
        root = Node(read_text(text, file), file)
    except DossierError as exc:
        raise MappingError(exc.what, fix=exc.fix, where=exc.where) from exc
    speaks = root.need("speaks")
    if speaks.text() not in SPEAKS:
        raise speaks.wrong(
            f"invalid value for `speaks`: {speaks.text()!r}", f"one of {', '.join(SPEAKS)}"
        )
    lookups = {
        name: {key: value.text() for key, value in node.pairs()}
        for name, node in (root.get("lookups") or _empty(root)).pairs()
    }
    chain = (*chain, place.shown)

    def elsewhere(
        node: Node, name: str
    ) -> tuple[Mapping[str, AnyTree], Mapping[str, Mapping[str, str]]]:
        other = find_mapping(name, beside=place, wrong=node.wrong)
        if other.shown in chain:
            raise node.wrong(f"{name!r} is like this data set in turn", "let one of them say it")
        _, found = _read(other.text(), other, chain)
        return found.likeness.trees, found.values.lookups

    reader = LayoutReader(ValueReader(lookups), place.folder, place.package, elsewhere)
    layouts = tuple(reader.layout(name, node) for name, node in root.need("layouts").pairs())
    keys = ("released", "issued", "issues", "names", "succession")
    released, issued, issues, names, succession = (root.get(n) for n in keys)
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
        succession=one_of(succession, ("first", "last")) if succession else "first",
        layouts=layouts,
    )
    root.done(("notes",))
    _check(root, reader, found)
    return found, reader


def _check(root: Node, reader: LayoutReader, dataset: Dataset) -> None:
    """Check what only all layouts together tell: lookups that are used, layouts that are there."""
    for name, node in (root.get("lookups") or _empty(root)).pairs():
        if name not in reader.values.used:
            raise node.wrong(f"the lookup `{name}` is not used", "use it, or remove it")
    named = {layout.name for layout in dataset.layouts}
    for layout in dataset.layouts:
        needed = [layout.part, layout.beside]
        needed += [step.whole for step in layout.steps if isinstance(step, Sides)]
        needed += [step.calls for step in layout.steps if isinstance(step, Agreement)]
        for other in needed:
            if other and other not in named:
                raise root.wrong(
                    f"layout {layout.name!r} needs a layout {other!r}, which is none",
                    f"one of {', '.join(sorted(named))}",
                )


def _empty(node: Node) -> Node:
    return Node(Tree((), node.line), node.file, node.path)


def _issue(node: Node) -> tuple[re.Pattern[str], str]:
    """Read where the day of issue stands in a file, and how it is written."""
    form = node.get("form")
    pattern = node.need("pattern").regex()
    node.done()
    return pattern, one_of(form, FORMS) if form else "edtf"
