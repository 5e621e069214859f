"""The commands for the field's data sets: `datasets`, `load`, `unload`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import geograph
from geograph.atomic import STDOUT
from geograph.cli.options import output_options, store_option
from geograph.cli.output import measured, progress, show

__all__ = ["datasets", "init_dataset", "load", "unload"]


@click.command(epilog="Example: geograph datasets\n\nExample: geograph datasets ./mine/")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@output_options
def datasets(folders: tuple[Path, ...], format_: str, output: Path | None) -> None:
    """List the data sets that `geograph load` reads, how each counts as a source, who provides it.

    Those of installed packages are listed beside those of geograph. FOLDERS are folders of mappings
    of your own, or such mappings: then these are checked and listed.
    """
    show(geograph.datasets(folders), format_, output)


@click.command(epilog="Example: geograph load sipri trade-register.csv --released 2026-03-09")
@click.argument("dataset")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--released", metavar="DATE", help="The day on which the publisher issued the files.")
@click.option(
    "--part",
    is_flag=True,
    help="The files hold a part of the data set: it counts together with other parts.",
)
@click.option(
    "--dry-run", is_flag=True, help="Read and report everything, without changing the store."
)
@click.option("--max-errors", type=click.IntRange(0), default=0, show_default=True,
              help="How many unreadable records to tolerate.")  # fmt: skip
@click.option("--max-dropped", type=click.FloatRange(0, 1), metavar="SHARE",
              help="The share of the records that may be left out.  [default: the mapping's, else"
              " 0.5]")  # fmt: skip
@click.option("--max-recurring", type=click.FloatRange(0, 1), metavar="SHARE",
              help="The share of the rows in which a party may face itself, or a word that names"
              " nobody may stand for one.  [default: the mapping's, else 0.5 and 0.2]")  # fmt: skip
@click.option("--restore-zeros", is_flag=True,
              help="Give CAMEO codes back the leading zero that they have lost.")  # fmt: skip
@click.option("--date-form", type=click.Choice(["d/m/y", "m/d/y"]),
              help="The order of day and month, where a file does not tell.")  # fmt: skip
@click.option("--report", "report_to", type=click.Path(path_type=Path, dir_okay=False),
              help="Write the report to this file too, as JSON.")  # fmt: skip
@click.option("--review", type=click.Path(path_type=Path, dir_okay=False),
              help="Write whom each name means to this CSV; follow its corrections.")  # fmt: skip
@click.option(
    "--graph", metavar="NAME", help="For rdf: the name of its graph.  [default: the file's]"
)
@click.option("--map", "mapping", metavar="QUERY",
              help="For rdf: a CONSTRUCT that makes events of it: sem, or a file.")  # fmt: skip
@store_option
def load(
    dataset: str, files: tuple[Path, ...], report_to: Path | None, mapping: str | None, store: Path,
    **options: Any,
) -> None:  # fmt: skip
    """Load a release of DATASET, from the publisher's original FILES, into the store.

    DATASET is a name that `geograph datasets` lists, or the path of a mapping of your own. The
    same files twice change nothing; another vintage is another release, and both stay. DATASET rdf
    takes any RDF as a named graph of its own.
    """
    with measured(dataset) as tell:
        report = geograph.load(
            store, dataset, files, report=report_to, map=mapping, progress=tell, **options
        )
    click.echo(report.to_text())
    if report_to is not None:
        click.echo(f"wrote {report_to}", err=True)
    if options.get("review") is not None and not report.already:
        click.echo(f"wrote {options['review']}", err=True)


@click.command(epilog="Example: geograph unload release/sipri/2026-03-09-1a2b3c4d")
@click.argument("release")
@store_option
def unload(release: str, store: Path) -> None:
    """Remove a RELEASE, or a graph of RDF, from the store; `geograph info` lists them."""
    with progress() as tell:
        tell("unloading")
        gone = geograph.unload(store, release)
    click.echo(str(gone))


@click.command("init-dataset", epilog="Example: geograph init-dataset my.csv -o my.yml")
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
              help="Where the draft goes.  [default: the table's name with .yml]")  # fmt: skip
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook that has several tables.")
@click.option("--force", is_flag=True, help="Replace an existing file.")
def init_dataset(table: Path, output: Path | None, sheet: str | None, force: bool) -> None:
    """Draft a mapping for your own TABLE by guessing what its columns mean.

    The draft says how many values each guess could read, and what is left to decide.
    """
    made = geograph.init_dataset(table, output=output, sheet=sheet, force=force)
    if str(made.file) == STDOUT:
        return
    show(made.to_table(), narrow=True)
    click.echo(f"wrote {made.file}; try it: geograph load {made.file} {table} --dry-run")
