"""Declarative data sets: a YAML says what the records of a publisher's files tell of."""

from __future__ import annotations

from geograph.mapping.cells import Dropped
from geograph.mapping.parties import Names, Resolver
from geograph.mapping.read import dataset_names, load_dataset, read_dataset
from geograph.mapping.rows import columns_of, compile_layout
from geograph.mapping.spec import PACK, SPEAKS, Dataset, Layout
from geograph.mapping.tenures import Beside, compile_beside

__all__ = [
    "PACK",
    "SPEAKS",
    "Beside",
    "Dataset",
    "Dropped",
    "Layout",
    "Names",
    "Resolver",
    "columns_of",
    "compile_beside",
    "compile_layout",
    "dataset_names",
    "load_dataset",
    "read_dataset",
]
