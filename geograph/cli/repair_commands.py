"""The commands for a damaged store: `check` and `repair`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import geograph
from geograph.cli.options import output_options, store_option
from geograph.cli.output import progress, show

__all__ = ["check", "repair"]


@click.command(epilog="Example: geograph check --store geograph.db")
@store_option
@output_options
def check(store: Path, format_: str, output: Path | None) -> None:
    """Compare every file of a store with its checksum, and say how to repair what is damaged.

    Exits with 1 when something is damaged.
    """
    found = geograph.check(store)
    show(found.to_table(), format_, output)
    if not found.ok:
        sys.exit(1)


@click.command(epilog="Example: geograph repair --store geograph.db")
@store_option
@output_options
def repair(store: Path, format_: str, output: Path | None) -> None:
    """Make again what is damaged in a store and what the rest of it tells.

    Metadata come back from their copy, the quads from the tables. No release is dropped: what has
    to be built or loaded again is listed with the commands, and the exit code is 1 then.
    """
    with progress() as tell:
        done = geograph.repair(store, progress=tell)
    show(done.to_table(), format_, output)
    if not done.ok:
        sys.exit(1)
