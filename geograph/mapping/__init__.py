"""Declarative data sets: a YAML says what the records of a publisher's files tell of."""

from __future__ import annotations

from geograph.mapping.cells import Dropped
from geograph.mapping.parties import Found, LocalActor, Names, Resolver
from geograph.mapping.read import dataset_names, load_dataset, read_dataset
from geograph.mapping.row import Kind, LocalItem, Row
from geograph.mapping.rows import columns_of, compile_layout
from geograph.mapping.spec import PACK, SPEAKS, Dataset, Layout
from geograph.mapping.tenures import Beside, LocalTenure, compile_beside

__all__ = [
    "PACK",
    "SPEAKS",
    "Beside",
    "Dataset",
    "Dropped",
    "Found",
    "Kind",
    "Layout",
    "LocalActor",
    "LocalItem",
    "LocalTenure",
    "Names",
    "Resolver",
    "Row",
    "columns_of",
    "compile_beside",
    "compile_layout",
    "dataset_names",
    "load_dataset",
    "read_dataset",
]
