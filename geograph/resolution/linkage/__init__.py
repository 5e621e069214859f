"""Event linkage: which row reports which event of the corpus: proposals and judgements."""

from __future__ import annotations

from geograph.resolution.linkage.judged_rows import check_events, judged_links
from geograph.resolution.linkage.matches import THRESHOLD, Link, propose, to_table

__all__ = ["THRESHOLD", "Link", "check_events", "judged_links", "propose", "to_table"]
