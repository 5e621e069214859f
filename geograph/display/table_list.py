"""Several tables as one answer."""

from __future__ import annotations

from geograph.display.answer_table import Table

__all__ = ["Tables"]


class Tables(tuple[Table, ...]):
    """Tables that belong together, in order.

    >>> found = Tables((Table(("a",), ((1,),)), Table(("b",), ((2,),), title="Second")))
    >>> found
    Tables('untitled', 'Second')
    >>> len(str(found).split())
    7
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return f"Tables({', '.join(repr(table.title or 'untitled') for table in self)})"

    def __str__(self) -> str:
        return "\n\n".join(map(str, self))

    def _repr_html_(self) -> str:
        """Return the tables for a notebook, one below the other; every text is escaped."""
        return "".join(table._repr_html_() for table in self)
