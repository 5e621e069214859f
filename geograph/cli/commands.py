"""The commands, one function each: parse, one call, print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

import geograph
from geograph.atomic import STDOUT
from geograph.cli.attribute_commands import attributes, memberships, panel
from geograph.cli.dataset_commands import datasets, init_dataset, load, unload
from geograph.cli.link_commands import link
from geograph.cli.options import (
    kind_option,
    level_option,
    output_options,
    page_option,
    policy_options,
    store_option,
)
from geograph.cli.output import progress, show, show_all
from geograph.cli.question_commands import Saved
from geograph.cli.reconcile_commands import reconcile
from geograph.cli.repair_commands import check, repair
from geograph.errors import QueryError

EXPORT_FORMATS = ("ttl", "trig", "nq", "jsonld", "graphml", "gexf", "parquet", "csv")


@click.command(epilog="Example: geograph build data/dossiers -o geograph.db")
@click.argument("dossiers", type=click.Path(path_type=Path), required=False)
@click.option(
    "-o", "--output", "--store", "output",
    type=click.Path(path_type=Path), envvar="GEOGRAPH_STORE", default=Path("geograph.db"),
    show_default="$GEOGRAPH_STORE, else ./geograph.db", help="The store to write.",
)  # fmt: skip
@click.option(
    "--empty", is_flag=True,
    help="Read no dossier: a store of the reference data, to load tables of your own into.",
)  # fmt: skip
@click.option(
    "--no-validate",
    is_flag=True,
    help="Skip validation against the SHACL shapes and the corpus rules.",
)
def build(dossiers: Path | None, output: Path, empty: bool, no_validate: bool) -> None:
    """Build a store from DOSSIERS (a folder or a file; default: geograph's own corpus).

    The old store stays untouched until the new one is whole.
    """
    with progress() as tell:
        store = geograph.build(
            dossiers, output, empty=empty, validate=not no_validate, progress=tell
        )
    with store:
        counts = ", ".join(f"{store.meta['counts'][t]} {t}" for t in COUNTED)
    click.echo(f"built {output}: {counts}")


COUNTED = ("documents", "statements", "claims", "events", "measures", "actors")


@click.command(epilog="Example: geograph validate --dossiers data/dossiers --report")
@store_option
@click.option(
    "--dossiers", type=click.Path(path_type=Path), help="Check these dossiers, not the store."
)
@click.option(
    "--report", "full", is_flag=True,
    help="List every check with what it found, and what the linter proposes.",
)  # fmt: skip
@click.option(
    "--decisions", type=click.Path(path_type=Path),
    help="The file of decisions on proposals.",
    show_default="lint-decisions.csv beside the folder of dossiers, else the one that ships",
)  # fmt: skip
@click.option("--notes", is_flag=True, help="Print notes too, such as events of one document.")
@output_options
def validate(
    store: Path, dossiers: Path | None, full: bool, decisions: Path | None, notes: bool,
    format_: str, output: Path | None,
) -> None:  # fmt: skip
    """Validate the graph against its SHACL shapes and the corpus against its rules.

    With --report, the linter also proposes missing wider events, near-duplicates, missing parties,
    other stances, and what denials may mean, with file, line, reason and the text to paste. As
    csv, json, parquet or with -o, the report is the table of proposals. Exits with 1 when a rule
    that must hold is broken; warnings, notes and proposals are only printed.
    """
    found = geograph.validate(
        store, dossiers=dossiers, report=full, decisions=decisions, notes=notes
    )
    show_all(found.to_tables(), format_, output, of_file=1 if full else 0)
    if not found.ok:
        sys.exit(1)


@click.group(
    cls=Saved,
    invoke_without_command=True,
    epilog="Examples: geograph query who-denies --actor Iran; geograph query my.rq --format csv;"
    " echo 'SELECT * {?s ?p ?o} LIMIT 3' | geograph query -",
)
@click.pass_context
def query(ctx: click.Context) -> None:
    """Answer a saved question or your own: a FILE (.rq, .py), SPARQL text, or standard input (-).

    Without a name, the saved questions are listed. Parameters are names as people write them.
    """
    if ctx.invoked_subcommand is None:
        from geograph.questions import catalogue_table

        show(catalogue_table())


@click.command(epilog="Example: geograph ledger --policy undenied --limit 10")
@click.option("--limit", type=click.IntRange(1), help="Only the most contested and most recent.")
@policy_options
@store_option
@output_options
def ledger(
    limit: int | None, store: Path, format_: str, output: Path | None, **policy: Any
) -> None:
    """Show the claims ledger: each event, who asserts or denies it, and measures in response."""
    show(geograph.ledger(store, limit=limit, **policy), format_, output)


@click.command(epilog="Example: geograph info --store geograph.db")
@store_option
@click.option("--datasets", is_flag=True, help="Only the releases of data sets.")
@output_options
def info(store: Path, datasets: bool, format_: str, output: Path | None) -> None:
    """Describe a store: documents, coders, and each release of a data set."""
    show_all(geograph.info(store, datasets=datasets), format_, output, of_file=0)


@click.command(epilog="Example: geograph paths Iran Ukraine --max-hops 3 --policy undenied")
@click.argument("source")
@click.argument("target")
@click.option("-k", "--max-hops", type=click.IntRange(1, 12), help="All paths up to this length.")
@click.option("--weighted", is_flag=True, help="The path along the strongest ties.")
@click.option("--undirected", is_flag=True, help="Follow edges against their direction too.")
@level_option("state")
@kind_option
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True)
@policy_options
@store_option
@output_options
def paths(
    source: str, target: str, store: Path, format_: str, output: Path | None, **options: Any
) -> None:
    """Find paths between SOURCE and TARGET, with the provenance of each step."""
    show(geograph.paths(store, source, target, **options).to_table(), format_, output)


@click.command(
    epilog="Example: geograph centrality --measure pagerank --policy all --versus undenied"
)
@click.option("--measure", "measures", multiple=True,
              help="Only these measures (repeatable), or those of ./mine.py.")  # fmt: skip
@click.option("--versus", metavar="POLICY", default="undenied", show_default=True,
              help="The policy to compare with.")  # fmt: skip
@level_option("state")
@kind_option
@click.option("--top", type=click.IntRange(1), default=15, show_default=True)
@policy_options
@store_option
@output_options
def centrality(store: Path, format_: str, output: Path | None, **options: Any) -> None:
    """Compare centrality rankings of the actors under two claim policies."""
    show(geograph.centrality(store, **options), format_, output)


@click.command(epilog="Example: geograph view -o world.html --policy all --level actor")
@page_option
@level_option("actor")
@policy_options
@store_option
def view(output: Path, store: Path, **options: Any) -> None:
    """Write the interactive page: one self-contained HTML file that makes no network requests."""
    with progress() as tell:
        tell("drawing")
        geograph.view(store, output=output, **options)
    if str(output) != STDOUT:
        click.echo(f"wrote {output.resolve()}")


@click.command(epilog="Example: geograph export --format graphml --policy undenied -o net.graphml")
@click.option("--format", "format_", type=click.Choice(EXPORT_FORMATS), required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True,
              help="The file (-: standard output), or for parquet and csv the folder.")  # fmt: skip
@click.option("--level", type=click.Choice(("state", "actor")), default=None,
              help="For graphml and gexf.  [default: state]")  # fmt: skip
@click.option("--by", type=click.Choice(("event", "class", "year")), default=None,
              help="What an edge of rows stands for.  [default: event]")  # fmt: skip
@click.option("--attribute", "attributes", multiple=True, metavar="VARIABLE",
              help="For graphml and gexf: values of nodes and edges (repeatable).")  # fmt: skip
@click.option("--on", metavar="DATE", help="The day, month or year of the attributes.")
@policy_options
@store_option
def export(format_: Any, output: Path, store: Path, **options: Any) -> None:
    """Export the graph (RDF), its tables, or the network (GraphML, GEXF) in standard formats."""
    with progress() as tell:
        tell(f"writing {format_}")
        geograph.export(store, format_, output, **options)
    if str(output) != STDOUT:
        click.echo(f"wrote {output}")


@click.command(epilog="Example: geograph ids --by sparql --policy undenied --as-of 2024-06-01")
@click.option(
    "--by",
    type=click.Choice(("network", "sparql", "question", "ledger", "page")),
    default="network",
    show_default=True,
    help="Which interface computes them: all give the same ids.",
)
@level_option("state")
@store_option
@policy_options
def ids(store: Path, **options: Any) -> None:
    """Print the ids of all that counts under a policy, one a line, sorted.

    A network's are those that it draws and those that it leaves out for another reason, such as
    that they tie nobody.
    """
    for key in geograph.ids(store, **options):
        click.echo(key)


@click.command(epilog="Example: geograph demo --output world.html")
@page_option
@store_option
def demo(output: Path, store: Path) -> None:
    """Build geograph's own corpus, answer the main questions, and write the page."""
    from geograph.views.story import story

    with progress() as tell:
        built = geograph.build(None, store, progress=tell)
    with built:
        for table in story(built):
            show(table, narrow=True)
            click.echo()
        geograph.view(built, output=output)
    click.echo(f"The store: {store.resolve()}")
    click.echo(f"The page:  {output.resolve()}")


@click.command(epilog='Example: eval "$(geograph completion bash)"')
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print the shell completion script for SHELL."""
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:  # the choices above are click's own
        raise QueryError(f"no completion for '{shell}'", fix="use bash, zsh or fish")
    root = click.get_current_context().find_root().command
    click.echo(kind(root, {}, "geograph", "_GEOGRAPH_COMPLETE").source())


COMMANDS: tuple[click.Command, ...] = (
    build,
    datasets,
    load,
    unload,
    init_dataset,
    link,
    validate,
    check,
    repair,
    query,
    ledger,
    attributes,
    memberships,
    panel,
    paths,
    centrality,
    view,
    export,
    ids,
    reconcile,
    info,
    demo,
    completion,
)
