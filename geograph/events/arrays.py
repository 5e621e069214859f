"""Python values to Arrow arrays and Parquet files, without the libraries that Arrow would import.

The arrays are made of plain buffers: pyarrow's own way from Python values imports pandas wherever
that is installed, which would take longer than many a load.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from geograph.errors import StoreError
from geograph.events.schema import Column

if TYPE_CHECKING:
    import pyarrow

__all__ = ["PartWriter", "array", "arrow_type", "read_file", "schema"]

_EPOCH = date(1970, 1, 1).toordinal()
#: The column types in which details and variables are stored.
_STORED = {
    "text": "string",
    "category": "string",
    "texts": "strings",
    "flag": "bool",
    "integer": "int64",
}
_WIDTHS = {"int8": "b", "int16": "h", "int32": "i", "number": "d", "date": "i"}


def arrow_type(name: str) -> pyarrow.DataType:
    """Return the Arrow type of a column's type."""
    import pyarrow

    name = _STORED.get(name, name)
    if name == "strings":
        return pyarrow.list_(pyarrow.string())
    names = {"date": "date32", "number": "float64"}
    return pyarrow.type_for_alias(names.get(name, name))


def schema(columns: Sequence[Column]) -> pyarrow.Schema:
    """Return the Arrow schema of columns, each with what it means."""
    import pyarrow

    return pyarrow.schema(
        pyarrow.field(c.name, arrow_type(c.type), metadata={"doc": c.doc}) for c in columns
    )


def array(values: Sequence[Any], kind: str) -> pyarrow.Array:
    """Return the values of a column as an Arrow array.

    >>> array(["a", None, "é"], "string").to_pylist()
    ['a', None, 'é']
    >>> array([(), ("x", None)], "strings").to_pylist()
    [[], ['x', None]]
    >>> array([True, None, False], "bool").to_pylist(), array([1.5, None], "number").to_pylist()
    ([True, None, False], [1.5, None])
    """
    import pyarrow

    kind = _STORED.get(kind, kind)
    size = len(values)
    if kind == "strings":
        if not any(values):
            nothing = pyarrow.nulls(0, arrow_type("string"))
            offsets = pyarrow.py_buffer(bytes(4 * (size + 1)))
            return pyarrow.ListArray.from_buffers(
                arrow_type(kind), size, [None, offsets], 0, 0, [nothing]
            )
        flat = [one for several in values for one in several]
        offsets = _ints(accumulate(map(len, values), initial=0))
        child = array(flat, "string")
        return pyarrow.ListArray.from_buffers(
            arrow_type(kind), size, [None, offsets], 0, 0, [child]
        )
    missing = values.count(None)
    if missing == size:
        return pyarrow.nulls(size, arrow_type(kind))
    mask = _bits([value is not None for value in values]) if missing else None
    if kind == "string":
        data = [b"" if value is None else value.encode() for value in values]
        buffers = [
            mask,
            _ints(accumulate(map(len, data), initial=0)),
            pyarrow.py_buffer(b"".join(data)),
        ]
        return pyarrow.StringArray.from_buffers(size, buffers[1], buffers[2], mask, missing)
    if kind == "bool":
        buffers = [mask, _bits([bool(value) for value in values])]
    else:
        if kind == "date":
            values = [None if v is None else v.toordinal() - _EPOCH for v in values]
        buffers = [mask, _numbers(values, kind)]
    return pyarrow.Array.from_buffers(arrow_type(kind), size, buffers, missing)


def _ints(values: Any) -> pyarrow.Buffer:
    from array import array as flat

    import pyarrow

    return pyarrow.py_buffer(flat("i", values).tobytes())


def _numbers(values: Sequence[Any], kind: str) -> pyarrow.Buffer:
    from array import array as flat

    import pyarrow

    code = {**_WIDTHS, "int64": "q"}[kind]
    return pyarrow.py_buffer(flat(code, [0 if v is None else v for v in values]).tobytes())


def _bits(flags: Sequence[bool]) -> pyarrow.Buffer:
    """Pack flags, least significant bit first."""
    import numpy
    import pyarrow

    return pyarrow.py_buffer(
        numpy.packbits(numpy.array(flags, dtype=bool), bitorder="little").tobytes()
    )


class PartWriter:
    """Writes one Parquet file a batch at a time; it is there even if nothing is written.

    Parameters
    ----------
    path
        The file.
    columns
        What each column is.
    """

    def __init__(self, path: Path, columns: Sequence[Column]) -> None:
        import pyarrow.parquet

        self._kinds = [column.type for column in columns]
        self._schema = schema(columns)
        # zstd at a fixed level: what a later version of the library prefers must not change bytes
        self._writer = pyarrow.parquet.ParquetWriter(
            path, self._schema, compression="zstd", compression_level=3
        )

    def __enter__(self) -> PartWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._writer.close()

    def write(self, columns: Sequence[Sequence[Any]]) -> None:
        """Write a batch: the values of each column, in the order of the schema."""
        import pyarrow

        if columns and columns[0]:
            self._writer.write_batch(
                pyarrow.RecordBatch.from_arrays(self.arrays(columns), schema=self._schema)
            )

    def arrays(self, columns: Sequence[Sequence[Any]]) -> list[pyarrow.Array]:
        """Return a batch as Arrow arrays."""
        pairs = zip(columns, self._kinds, strict=True)
        return [array(values, kind) for values, kind in pairs]


def read_file(path: Path, *, columns: list[str] | None = None) -> pyarrow.Table:
    """Read one Parquet file of a store, or only some of its columns.

    Raises
    ------
    StoreError
        The file is missing or damaged.
    """
    import pyarrow
    import pyarrow.parquet

    try:
        # Not read_table, which imports pandas wherever that is installed.
        with pyarrow.parquet.ParquetFile(path) as file:
            return file.read(columns=columns)
    except (OSError, pyarrow.ArrowException) as exc:
        what = f"cannot read table {path.stem!r} in {path}: {exc}"
        raise StoreError(what, fix=_remedy(path)) from exc


def _remedy(path: Path) -> str:
    """Say what writes a table again: a build those of the corpus, a load those of a release."""
    if "releases" not in path.parts:
        return "build the store again with `geograph build`"
    *_, dataset, release, _ = path.parts
    return f"load the files of release/{dataset}/{release} again with `geograph load`"
