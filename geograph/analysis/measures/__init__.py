"""Measures of centrality: the functions that each file of this folder names in its ``__all__``.

A measure takes the network that `geograph.network` draws, and returns the score of each actor for
which it is defined. The folder is the registry: no list names a file. All that ship run on the
network with parallel edges collapsed (`geograph.analysis.collapsing`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from runpy import run_path
from typing import Any

from geograph.errors import AnalysisError, Where

__all__ = ["MEASURES", "Measure", "Scores", "named"]

#: From each node for which a measure is defined to its value.
Scores = dict[str, float]
#: A function of a network (`networkx.MultiDiGraph`); options beside it have defaults.
Measure = Callable[..., Scores]


def named(wanted: Iterable[str] | None) -> dict[str, Measure]:
    """Return measures by name; all that ship if none is asked for.

    Parameters
    ----------
    wanted
        Names, or paths of files of Python (``./mine.py``), which are run.

    Raises
    ------
    AnalysisError
        If there is no such measure, or a file cannot be read or names none.

    Examples
    --------
    >>> named(["page-rank"])  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    geograph.errors.AnalysisError: unknown measure 'page-rank'
      fix: did you mean pagerank? There are degree, strength-in, strength-out, betweenness, ...
    """
    found: dict[str, Measure] = {}
    for name in MEASURES if wanted is None else wanted:
        if name.endswith(".py"):
            found |= _read(Path(name))
        elif name in MEASURES:
            found[name] = MEASURES[name]
        else:
            near = get_close_matches(name, MEASURES, n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            fix = f"{hint}There are {', '.join(MEASURES)}; one of your own is a file (./mine.py)"
            raise AnalysisError(f"unknown measure '{name}'", fix=fix)
    return found


def _read(path: Path) -> dict[str, Measure]:
    """Return the measures of a file of Python, which is run to do so."""
    where = Where(str(path))
    if not path.is_file():
        raise AnalysisError("there is no such file", fix="name a file of Python", where=where)
    try:
        found = dict(_declared(run_path(str(path))))
    except Exception as exc:  # whatever a researcher's own file can raise
        fix = "correct the file, and try it with `python FILE`"
        raise AnalysisError(f"{type(exc).__name__}: {exc}", fix=fix, where=where) from exc
    if not found:
        fix = 'name its functions, as in `__all__ = ["reciprocity"]`'
        raise AnalysisError("no measure in the file", fix=fix, where=where)
    return found


def _declared(module: Mapping[str, Any]) -> Iterator[tuple[str, Measure]]:
    for name in module.get("__all__", ()):
        yield name.replace("_", "-"), module[name]


def _shipped() -> Iterator[tuple[str, Measure]]:
    for module in iter_modules(__path__):
        yield from _declared(vars(import_module(f"{__name__}.{module.name}")))


#: The measures that ship by name, in the order of their files, in which they are printed.
MEASURES: Mapping[str, Measure] = dict(_shipped())
