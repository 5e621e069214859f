"""A function that a mapping names, ``module.py:function``, found beside the mapping."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from traceback import extract_tb
from types import ModuleType

from geograph.errors import GeographError, MappingError, Where
from geograph.sources.files import Record
from geograph.sources.reshaping.derived_records import Files, Function

__all__ = ["Reshape"]

_NAME = re.compile(r"([A-Za-z_]\w*)\.py:([A-Za-z_]\w*)")
_FORM = "write `module.py:function`, a file beside the mapping and a function in it"


@dataclass(frozen=True, slots=True)
class Reshape:
    """A function of a file beside a mapping; it is imported when it is first called.

    Parameters
    ----------
    module, name
        The stem of the file, and the function in it.
    where
        Where the mapping names it.
    folder
        The folder of the mapping.
    package
        The package that the folder is, where it is part of an installed one.

    Examples
    --------
    >>> where = Where("mine/trade.yml", 9, "layouts.table.reshape")
    >>> Reshape.read("trade.py:tidy", where, Path("mine"), None).name
    'tidy'
    >>> print(Reshape.read("tidy", where, Path("mine"), None))
    Traceback (most recent call last):
    geograph.errors.MappingError: mine/trade.yml:9 'layouts.table.reshape': 'tidy' names no function
      fix: write `module.py:function`, a file beside the mapping and a function in it
    """

    module: str
    name: str
    where: Where
    folder: Path
    package: str | None = None

    @classmethod
    def read(cls, text: str, where: Where, folder: Path, package: str | None) -> Reshape:
        """Return the function that a text names.

        Raises
        ------
        MappingError
            The text has another form.
        """
        found = _NAME.fullmatch(text)
        if found is None:
            raise MappingError(f"{text!r} names no function", fix=_FORM, where=where)
        return cls(found[1], found[2], where, folder, package)

    @property
    def file(self) -> Path:
        """The file in which the function stands."""
        return self.folder / f"{self.module}.py"

    def load(self) -> Function:
        """Import the module and return the function, whose own errors are then ours.

        Raises
        ------
        MappingError
            There is no such file or function, or the file cannot be run; with file, line and fix.
        """
        module = self._module()
        function = getattr(module, self.name, None)
        if not callable(function):
            near = [n for n, value in vars(module).items() if callable(value) and n[:1] != "_"]
            told = f"it has {', '.join(near)}" if near else "it has no functions"
            raise MappingError(
                f"{self.file.name} has no function {self.name!r}",
                fix=f"define `{self.name}(records, files)` in {self.file.as_posix()}; {told}",
                where=self.where,
            )

        def called(records: Iterable[Record], files: Files) -> Iterator[Record]:
            last: list[Record] = []

            def watched() -> Iterator[Record]:
                for record in records:
                    last[:] = [record]
                    yield record

            try:
                made = iter(function(watched(), files))
                for one in made:
                    if not isinstance(one, Record):
                        raise TypeError(f"it yields {one!r:.60}, which is not a record")
                    yield one
            except GeographError:
                raise
            except Exception as exc:
                raise self._failed(exc, last) from exc

        return called

    def _module(self) -> ModuleType:
        if self.package is not None:
            name = f"{self.package}.{self.module}"
        else:
            mark = blake2b(str(self.file.resolve()).encode(), digest_size=6).hexdigest()
            name = f"geograph_reshape_{mark}"
        try:
            if self.package is not None:
                return import_module(name)
            if not self.file.is_file():
                raise MappingError(
                    f"there is no file {self.file.as_posix()!r}", fix=_FORM, where=self.where
                )
            spec = spec_from_file_location(name, self.file)
            assert spec is not None
            assert spec.loader is not None
            module = sys.modules[name] = module_from_spec(spec)
            with _beside(self.folder.resolve()):
                spec.loader.exec_module(module)
            return module
        except ModuleNotFoundError as exc:
            if exc.name == name:
                what = f"there is no module {name!r}"
                raise MappingError(what, fix=_FORM, where=self.where) from exc
            raise self._failed(exc, []) from exc
        except GeographError:
            raise
        except Exception as exc:
            raise self._failed(exc, []) from exc

    def _failed(self, error: Exception, last: list[Record]) -> MappingError:
        """Return what went wrong, at the line of the file where it did."""
        lines = [
            frame.lineno
            for frame in extract_tb(error.__traceback__)
            if Path(frame.filename).name == self.file.name
        ]
        line = error.lineno if isinstance(error, SyntaxError) else next(reversed(lines), None)
        read = f"; the last record that it read is {last[0].file}:{last[0].line}" if last else ""
        return MappingError(
            f"{type(error).__name__}: {error}",
            fix=f"correct the function {self.name!r}, which {self.where.file} names{read}",
            where=Where(self.file.as_posix(), line, self.name),
        )


@contextmanager
def _beside(folder: Path) -> Iterator[None]:
    """Let a file import others of its folder, which other folders do not see."""
    known = set(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - known:
            file = getattr(sys.modules[name], "__file__", None)
            if file and Path(file).is_relative_to(folder):
                del sys.modules[name]
