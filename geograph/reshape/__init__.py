"""Records to records, for the few sources whose rows do not each tell of an event.

A function takes the records of the main file and ``part``, which gives the records of another file
of the same release by the name of its layout; it yields records, never RDF. One module for each
family of sources; a layout names a function of this package. Where the layout says ``count: file``,
``part`` is a `Files`, by which the function counts what it leaves out.
"""

from __future__ import annotations

from geograph.reshape.made import Changed, Files, Made, Part
from geograph.reshape.ofac import ofac_table, ofac_xml

__all__ = ["Changed", "Files", "Made", "Part", "ofac_table", "ofac_xml"]
