"""The commands for the field's data sets: `datasets`, `load`, `unload`."""

from __future__ import annotations

from pathlib import Path

import click

from geograph.atomic import write_atomic
from geograph.cli.options import output_options, store_option
from geograph.cli.output import measured, progress, show
from geograph.errors import MappingError, QueryError

__all__ = ["datasets", "init_dataset", "load", "unload"]


@click.command(epilog="Example: geograph datasets\n\nExample: geograph datasets ./mine/")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path))
@output_options
def datasets(folders: tuple[Path, ...], format_: str, output: Path | None) -> None:
    """List the data sets that `geograph load` reads, how each of them speaks, and who brings it.

    Those of installed packages are listed beside those of geograph. FOLDERS are folders of mappings
    of one's own, or such mappings: then these are checked and listed.
    """
    from geograph.pipeline.inventory import catalogue

    show(catalogue(*folders), format_, output)


@click.command(epilog="Example: geograph load sipri trade-register.csv --released 2026-03-09")
@click.argument("dataset")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--released", metavar="DATE", help="The day on which the publisher issued the files.")
@click.option(
    "--part", is_flag=True, help="The files hold a part of the data set: count them beside others."
)
@click.option("--dry-run", is_flag=True, help="Read and count everything; change nothing.")
@click.option("--max-errors", type=click.IntRange(0), default=0, show_default=True,
              help="How many records may be unreadable.")  # fmt: skip
@click.option("--report", "report_to", type=click.Path(path_type=Path, dir_okay=False),
              help="Write the report to this file too, as JSON.")  # fmt: skip
@click.option(
    "--graph", metavar="NAME", help="For rdf: the name of its graph.  [default: the file's]"
)
@click.option("--map", "mapping", metavar="QUERY",
              help="For rdf: a CONSTRUCT that makes events of it: sem, or a file.")  # fmt: skip
@store_option
def load(
    dataset: str, files: tuple[Path, ...], released: str | None, part: bool, dry_run: bool,
    max_errors: int, report_to: Path | None, graph: str | None, mapping: str | None, store: Path,
) -> None:  # fmt: skip
    """Add a release of DATASET, read from the publisher's own FILES, to the store.

    DATASET is a name that `geograph datasets` lists, or the path of a mapping of one's own. The
    same files twice change nothing; another vintage is another release, and both stay. DATASET rdf
    takes any RDF as a named graph of its own.
    """
    if dataset == "rdf":
        _load_rdf(files, store, graph, mapping, dry_run=dry_run)
        return
    if graph or mapping:
        fix = "leave them out, or load the data set `rdf`"
        raise QueryError(f"--graph and --map are not for {dataset!r}", fix=fix)
    from geograph.pipeline.load import load as run

    with measured(dataset) as tell:
        report = run(
            dataset,
            files,
            store,
            released=released,
            part=part,
            dry_run=dry_run,
            max_errors=max_errors,
            progress=tell,
        )
    click.echo(report.to_text())
    if report_to is not None:
        report.save(report_to)
        click.echo(f"wrote {report_to}", err=True)


def _load_rdf(
    files: tuple[Path, ...], store: Path, graph: str | None, mapping: str | None, *, dry_run: bool
) -> None:
    """Load RDF, and the events that a mapping makes of it."""
    from geograph.pipeline.construct import load_events
    from geograph.pipeline.foreign import load_rdf

    with measured("rdf") as tell:
        told = load_rdf(files, store, name=graph, progress=tell, dry_run=dry_run)
    if told["already"]:
        click.echo(f"{told['graph']} holds this already; nothing was changed")
    else:
        word = "would hold" if dry_run else "holds"
        click.echo(f"{told['graph']} {word} {told['triples']} triples")
    if mapping is not None and not dry_run:
        click.echo(load_events(told["graph"], mapping, store).to_text())


@click.command(epilog="Example: geograph unload release/sipri/2026-03-09-1a2b3c4d")
@click.argument("release")
@store_option
def unload(release: str, store: Path) -> None:
    """Take a RELEASE, or a graph of RDF, out of the store again; `geograph info` lists them."""
    from geograph.pipeline.unload import unload as run

    if release.startswith(("graph/", "rdf/")):
        from geograph.pipeline.foreign import unload_graph

        unload_graph(release, store)
        click.echo(f"removed {release}")
        return

    with progress() as tell:
        tell("unloading")
        gone = run(release, store)
    click.echo(f"removed {gone.id}: {gone.rows.get('events', 0)} events")


@click.command("init-dataset", epilog="Example: geograph init-dataset my.csv -o my.yml")
@click.argument("table", type=click.Path(path_type=Path, dir_okay=False))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
              help="Where the draft goes.  [default: the table's name with .yml]")  # fmt: skip
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def init_dataset(table: Path, output: Path | None, force: bool) -> None:
    """Look at a TABLE of one's own and draft its mapping: what its columns seem to be.

    The draft says how many values each guess could read, and what is left to decide.
    """
    from geograph.sources.draft import draft

    made = draft(table)
    target = output or Path(f"{table.name.split('.')[0]}.yml")
    if target.exists() and not force:
        raise MappingError(
            f"{str(target)!r} is there already", fix="name another with -o, or --force"
        )
    write_atomic(target, made.yaml)
    show(made.to_table(), narrow=True)
    click.echo(f"wrote {target}; try it: geograph load {target} {table} --dry-run")
