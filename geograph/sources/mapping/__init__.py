"""Declarative data sets: a YAML says what the records of a publisher's files report."""

from __future__ import annotations

from geograph.sources.mapping.affiliations import LocalParties, compile_beside
from geograph.sources.mapping.cells import Dropped
from geograph.sources.mapping.compiler import columns_of, compile_layout
from geograph.sources.mapping.dataset_files import load_dataset, read_dataset
from geograph.sources.mapping.mapping_places import dataset_names
from geograph.sources.mapping.parties import Names, Resolver
from geograph.sources.mapping.spec import SPEAKS, Dataset, Layout
from geograph.sources.mapping.value_specs import PACK

__all__ = [
    "PACK",
    "SPEAKS",
    "LocalParties",
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
