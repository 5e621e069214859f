"""The columns of the tables of a release, and Python values to Arrow arrays.

The arrays are made of plain buffers: pyarrow's own way from Python values imports pandas wherever
that is installed, which would take longer than many a load.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from geograph.tables.columns import Column, described

if TYPE_CHECKING:
    import pyarrow

__all__ = ["ACTORS", "ITEMS", "ROWS", "TENURES", "array", "schema", "to_markdown"]


def _columns(text: str) -> tuple[Column, ...]:
    rows = (line.split(maxsplit=2) for line in text.strip().splitlines())
    return tuple(Column(name, kind, doc) for name, kind, doc in rows)


ROWS = _columns("""
id                string   the event (or measure), below the data set's own name
key               string   the publisher's own key of the row; null where there is none
line              int32    line of the file
kind              string   class of the event in the ontology
label             string   a neutral noun phrase, or the name that the publisher gives
speech            bool     whether it is a statement by its actor, whose content is not told
actor             strings  who acts; who speaks; the sender of a measure
recipient         strings  who receives; to whom it is said; the target of a measure
participant       strings  who takes part without a direction
actor_state       strings  beside `actor`: the state that each speaks for; null where none
recipient_state   strings  beside `recipient`: the state that each speaks for; null where none
participant_state strings  beside `participant`: the state that each speaks for; null where none
item              strings  what is transferred
place             strings  where: states or places
edtf              string   the date as given, in EDTF; null where it is the day of `start`
start             date     latest possible start: what "as of" compares
start_earliest    date     earliest possible start
end               date     earliest possible end of a state of affairs; null when it has not ended
end_latest        date     latest possible end
durative          bool     whether it is a state of affairs, which holds from start to end
sign              int8     +1 cooperation, -1 conflict, 0 neither
cameo             string   CAMEO code of the row, else root of its class
plover            string   PLOVER event type
uncertain         strings  the details that the publisher marks as uncertain
announced         date     of a measure: day on which it was announced
listed            date     of a measure: day on which the target was listed
effective         date     of a measure: day from which it is in force
lifted            date     of a measure: day on which it was lifted
provision         strings  of a measure: what is done to the target
programme         strings  of a measure: the programmes that it belongs to
ground            strings  of a measure: the reasons given
topic             strings  what it is about, in words
url               strings  where the publisher read it
publisher         string   the outlet in which the publisher read it
published         string   when that outlet published it
""")

ACTORS = _columns("""
id           string   the actor, `actor/<data set>/…`
kind         string   class of the actor in the ontology
label        string   name as the publisher writes it
aliases      strings  other names
state        string   the state that it speaks for; null where none
belongs      string   the state that it belongs to, which it need not speak for
identifiers  strings  `scheme:value`, such as imo:9253325
birth        strings  dates of birth (EDTF)
countries    strings  states of its nationality, seat or flag
addresses    strings  addresses in words
""")

ITEMS = _columns("""
id       string   the item, `item/<data set>/…`
kind     string   WeaponSystem, Munition or DualUseGood
label    string   designation as the publisher writes it
broader  string   the concept of the tree below which it stands; null where none is known
""")

TENURES = _columns("""
id        string  the tenure, `tenure/…`
who       string  the holder: whoever is owned, or is a member
relation  string  ownedBy or memberOf
whom      string  the owner, or that of which the holder is a member
role      string  in what capacity, in words
edtf      string  the dates as given, in EDTF; null where only the day of `start` is
start     date    latest possible start
end       date    earliest possible end; null when it has not ended
""")

_INTRODUCTION = """\
# Tables of a release

`geograph load` writes these Parquet files for each release, into
`STORE/tables/releases/<data set>/<release>/`. `rows` has the columns of the data set's own after
these, each with its meaning in the file. They say what the quads of the release say, and what its
mapping keeps in the table alone."""


def to_markdown() -> str:
    """Return the documentation of the tables of a release, the second part of ``docs/tables.md``.

    >>> print(to_markdown().splitlines()[0])
    # Tables of a release
    """
    schemas = {"rows": ROWS, "actors": ACTORS, "items": ITEMS, "tenures": TENURES}
    parts = (described(name, schema) for name, schema in schemas.items())
    return "\n".join([_INTRODUCTION, "", *parts])


_EPOCH = date(1970, 1, 1).toordinal()
_WIDTHS = {"int8": "b", "int16": "h", "int32": "i", "number": "d", "date": "i"}


def arrow_type(name: str) -> pyarrow.DataType:
    """Return the Arrow type of a column's type."""
    import pyarrow

    if name in ("strings", "texts"):
        return pyarrow.list_(pyarrow.string())
    names = {
        "date": "date32",
        "number": "float64",
        "integer": "int64",
        "text": "string",
        "flag": "bool",
    }
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

    kind = {"text": "string", "texts": "strings", "flag": "bool", "integer": "int64"}.get(
        kind, kind
    )
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
