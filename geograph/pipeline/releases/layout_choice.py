"""Which layout of a data set each file has: the first that it looks like, or why none fits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from geograph.errors import RecordError, Where
from geograph.sources.files import beginning, fits, looks_like, read
from geograph.sources.mapping import Dataset, Layout, dataset_names, load_dataset

__all__ = ["choose"]

# No header of a data set is longer.
_LINE = 8_000


def choose(dataset: Dataset, paths: Sequence[Path]) -> list[tuple[Layout, Path]]:
    """Return the layout of each file: the first of the data set that the file looks like.

    Raises
    ------
    RecordError
        A file does not look like any of them, with the reason for each; or all files are parts.
    """
    found = []
    layouts = _in_turn(dataset, paths)
    for path in paths:
        reasons = {}
        for layout in layouts:
            if layout.named is not None and not layout.named.search(path.name):
                reasons[layout.name] = "the file has another name"
                continue
            why = fits(path, layout.form)
            if why is None:
                found.append((layout, path))
                break
            reasons[layout.name] = why
        else:
            # Where a layout has the separator that the file seems to have, it knows what is wrong.
            hints = tuple(f"{looks_like(one.form.delimiter)} (" for one in dataset.layouts)
            reasons = {
                name: why for name, why in reasons.items() if not any(hint in why for hint in hints)
            }
            _explain(path, [one for one in dataset.layouts if one.name in reasons], reasons)
            raise RecordError(
                f"does not look like a file of {dataset.name!r} ({_told(reasons)})",
                fix=_elsewhere(path, dataset)
                or "check the file, or name another data set (`geograph datasets` lists them)",
                where=Where(str(path)),
            )
    mains = [(layout, path) for layout, path in found if not layout.part]
    if not mains:
        fix = f"name the file of `{found[0][0].part}` too"
        raise RecordError("is only a part", fix=fix, where=Where(str(found[0][1])))
    if len({layout.name for layout, _ in mains}) > 1:
        told = ", ".join(f"{path.name} is {layout.name}" for layout, path in mains)
        raise RecordError(
            f"files of different layouts: {told}",
            fix="load each with a command of its own",
            where=Where(str(mains[0][1])),
        )
    return found


def _in_turn(dataset: Dataset, paths: Sequence[Path]) -> list[Layout]:
    """Return the layouts in the order in which they are tried.

    One that is beside a part comes first, where a file of that part is there; else it is none.
    """
    parts = {layout.name: layout for layout in dataset.layouts if layout.part}
    beside = [
        layout
        for layout in dataset.layouts
        if layout.beside and any(fits(path, parts[layout.beside].form) is None for path in paths)
    ]
    return beside + [layout for layout in dataset.layouts if not layout.beside]


def _told(reasons: Mapping[str, str]) -> str:
    """Join the reasons of the layouts; what was found is stated once."""
    parts = [(name, *why.partition("; found ")) for name, why in reasons.items()]
    found = next((found for _, _, _, found in parts if found), "")
    told = "; ".join(f"{name}: {why}" for name, why, _, _ in parts)
    return told + (f"; found {found}" if found else "")


def _elsewhere(path: Path, dataset: Dataset) -> str | None:
    """Return the hint that the file looks like one of another data set, where it has lines."""
    if max(map(len, beginning(path, 65_536).splitlines()), default=0) > _LINE:
        return None  # over an endless line every reader would take long
    others = [
        name
        for name in dataset_names()
        if name != dataset.name
        and any(
            (layout.named is None or layout.named.search(path.name))
            and fits(path, layout.form) is None
            for layout in load_dataset(name).layouts
        )
    ]
    return f"load it as {' or '.join(others)}, whose files look so" if others else None


def _explain(path: Path, layouts: Sequence[Layout], reasons: Mapping[str, str]) -> None:
    """Raise what the reader itself says, where the separator is wrong or all fail alike."""
    wrong = [one for one in layouts if "the separator looks like" in reasons[one.name]]
    alike = layouts if len({*reasons.values()}) == 1 else ()
    for layout in (*wrong, *alike)[:1]:
        for _ in read(path, layout.form):
            return
