"""Records to records, for the few sources whose rows do not each tell of an event.

A function takes the records of the main file and ``part``, which gives the records of another file
of the same release by the name of its layout; it yields records, never RDF.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from geograph.records import Record

__all__: list[str] = []

Part = Callable[[str], Iterator[Record]]
