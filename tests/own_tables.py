"""A table read by a mapping of its own, without a store; for tests of what a mapping can say."""

from __future__ import annotations

from geograph.actors import ActorIndex, ItemIndex, load_reference
from geograph.pipeline.releases.read_rows import Reading, choose
from geograph.sources.mapping import read_dataset

REFERENCE = load_reference()
INDEX = ActorIndex(REFERENCE.actors, REFERENCE.tenures)
ITEMS = ItemIndex(REFERENCE.items)
ABOUT = """
title: T
publisher: UCDP
speaks: register
url: https://example.org/
licence: L
citation: C
"""
HEAD = (
    ABOUT
    + """layouts:
  only:
    source: {required: [a, b, date]}
"""
)


def own(folder, rows, table, **options):
    """Read a table by a mapping of its own; return the rows and the report."""
    path = folder / "own.csv"
    path.write_text(table, encoding="utf-8")
    return through(read_dataset(HEAD + rows, str(folder / "own.yml")), path, **options)


def through(known, *paths, max_errors=9, **options):
    """Read files of a data set; return the rows and the report."""
    reading = Reading(known, choose(known, paths), INDEX, ITEMS, max_errors=max_errors, **options)
    return [row for batch in reading.batches() for row in batch], reading.report
