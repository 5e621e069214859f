"""Records to records, for the few sources whose rows do not each tell of an event.

A function takes the records of the main file and ``part``, which gives the records of another file
of the same release by the name of its layout; it yields records, never RDF. One module for each
family of sources; a layout names a function of this package.
"""

from __future__ import annotations

from geograph.reshape.made import Made, Part

__all__ = ["Made", "Part"]
