"""Which row of a data set tells of an event of the corpus: proposals, and what people judged."""

from __future__ import annotations

from geograph.resolution.linkage.judged_rows import apply, judged_links
from geograph.resolution.linkage.matches import THRESHOLD, Link, propose, to_table

__all__ = ["THRESHOLD", "Link", "apply", "judged_links", "propose", "to_table"]
