"""Where mappings lie: those that ship, those of installed packages, and one's own in a folder.

A package brings data sets with it by an entry point of the group ``geograph.datasets``, whose value
is the package that holds the ``.yml`` files, with the functions that they name beside them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from importlib.resources import files
from pathlib import Path

from geograph.errors import MappingError

__all__ = ["GROUP", "Place", "dataset_names", "find_mapping", "mappings_in", "unusable"]

GROUP = "geograph.datasets"
_SHIPPED = "geograph.sources.publishers"
_ENDINGS = (".yml", ".yaml")


@dataclass(frozen=True, slots=True)
class Place:
    """One mapping: how its file is named in messages, where it is, and the package it is of."""

    shown: str
    file: Path
    package: str | None = None
    plugin: str | None = None

    @property
    def name(self) -> str:
        """The name of the data set."""
        return self.file.stem

    @property
    def folder(self) -> Path:
        """The folder in which its functions are."""
        return self.file.parent

    @property
    def origin(self) -> str:
        """Who brings it: geograph, an installed package, or a folder."""
        if self.plugin is not None:
            return self.plugin
        return "geograph" if self.package is not None else self.folder.as_posix()

    def text(self) -> str:
        """Return the YAML.

        Raises
        ------
        MappingError
            The file cannot be read.
        """
        try:
            return self.file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as exc:
            raise MappingError(
                f"cannot read the mapping {self.shown!r}: {exc}",
                fix="see its path and encoding (UTF-8)",
            ) from exc


@cache
def _shipped() -> dict[str, Place]:
    """Return the mappings that ship, with their paths in the repository."""
    home = Path(str(files(_SHIPPED)))
    return {
        file.stem: Place(
            f"{_SHIPPED.replace('.', '/')}/{file.parent.name}/{file.name}",
            file,
            f"{_SHIPPED}.{file.parent.name}",
        )
        for file in home.glob("*/*.yml")
    }


def _installed() -> tuple[dict[str, Place], dict[str, str]]:
    """Return the mappings of installed packages, and why an entry point is of no use."""
    found: dict[str, Place] = {}
    wrong: dict[str, str] = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda one: (one.name, one.value)):
        told = f"{entry.name} = {entry.value}"
        try:
            folder = Path(str(files(entry.value)))
        except Exception as exc:  # whatever importing somebody else's package can raise
            wrong[told] = f"the package cannot be imported: {type(exc).__name__}: {exc}"
            continue
        own = list(_yamls(folder))
        if not own:
            wrong[told] = f"there is no .yml in the package {entry.value!r}"
        for file in own:
            taken = _shipped().get(file.stem) or found.get(file.stem)
            if taken is not None:
                wrong[told] = f"there is another data set {file.stem!r} ({taken.origin})"
                continue
            plugin = entry.dist.name if entry.dist is not None else entry.value
            found[file.stem] = Place(file.as_posix(), file, entry.value, plugin)
    return found, wrong


def _yamls(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from (file for file in sorted(folder.iterdir()) if file.suffix in _ENDINGS)


def dataset_names() -> tuple[str, ...]:
    """Return the names of the data sets that ship or that installed packages bring with them.

    >>> "sipri" in dataset_names()
    True
    """
    return tuple(sorted({**_shipped(), **_installed()[0]}))


def unusable() -> tuple[str, ...]:
    """Return the entry points that bring no data set, each with the reason."""
    return tuple(f"{name}: {reason}" for name, reason in _installed()[1].items())


def mappings_in(place: Path) -> tuple[Place, ...]:
    """Return the mappings in a folder, or the one that a file is.

    Raises
    ------
    MappingError
        There is none.
    """
    own = (place,) if place.is_file() and place.suffix in _ENDINGS else tuple(_yamls(place))
    if not own:
        raise MappingError(
            f"there is no mapping in {place.as_posix()!r}",
            fix="name a folder with a .yml in it, or the .yml",
        )
    return tuple(Place(file.as_posix(), file) for file in own)


def find_mapping(
    name: str,
    *,
    beside: Place | None = None,
    wrong: Callable[[str, str], MappingError] | None = None,
) -> Place:
    """Return where the mapping of a data set is: by its name, or its path.

    Parameters
    ----------
    name
        The name of a data set, or the path of a mapping of your own.
    beside
        Another mapping, in whose folder the name is looked up first.
    wrong
        Makes the error, where the name stands in a file.

    Raises
    ------
    MappingError
        There is no such data set.
    """
    if beside is not None and (file := beside.folder / f"{name}.yml").is_file():
        shown = str(Path(beside.shown).with_name(file.name))
        return Place(shown, file, beside.package, beside.plugin)
    if (found := _shipped().get(name) or _installed()[0].get(name)) is not None:
        return found
    if beside is None and name.endswith(_ENDINGS):
        return Place(name, Path(name))
    told = "".join(f"; the entry point {one}" for one in unusable())
    what = f"there is no data set {name!r}"
    fix = f"use one of {', '.join(dataset_names())}, or the path of a .yml of your own{told}"
    raise wrong(what, fix) if wrong is not None else MappingError(what, fix=fix)
