"""The commands, one function each: parse, one call, print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

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
from geograph.cli.output import opened, progress, show
from geograph.cli.question_commands import Saved
from geograph.cli.reconcile_commands import reconcile
from geograph.errors import QueryError

if TYPE_CHECKING:
    from geograph.networks import By, Level
    from geograph.policy import Policy

EXPORT_FORMATS = ("ttl", "trig", "nq", "jsonld", "graphml", "gexf", "parquet", "csv")


@click.command(epilog="Example: geograph build data/dossiers -o geograph.db")
@click.argument("dossiers", type=click.Path(path_type=Path), required=False)
@click.option(
    "-o", "--output", "--store", "output",
    type=click.Path(path_type=Path), envvar="GEOGRAPH_STORE", default=Path("geograph.db"),
    show_default="$GEOGRAPH_STORE, else ./geograph.db", help="Where the store goes.",
)  # fmt: skip
@click.option("--no-validate", is_flag=True, help="Skip the shapes and corpus rules.")
def build(dossiers: Path | None, output: Path, no_validate: bool) -> None:
    """Build a store from DOSSIERS (a folder or a file; default: the corpus that ships).

    The old store stays untouched until the new one is whole.
    """
    from geograph.pipeline.build import build as run

    with progress() as tell:
        store = run(dossiers, output, validate=not no_validate, progress=tell)
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
    help="What was decided on proposals.",
    show_default="lint-decisions.csv beside the folder of dossiers, else the one that ships",
)  # fmt: skip
@click.option("--notes", is_flag=True, help="Print notes too, such as events of one document.")
@output_options
def validate(
    store: Path, dossiers: Path | None, full: bool, decisions: Path | None, notes: bool,
    format_: str, output: Path | None,
) -> None:  # fmt: skip
    """Check the graph against its shapes and the corpus against its rules.

    With --report, the linter also proposes missing wider events, near-duplicates, missing parties,
    other stances, and what denials may mean, with file, line, reason and the text to paste. As
    csv, json, parquet or with -o, the report is the table of proposals. Exits with 1 when a rule
    that must hold is broken; warnings, notes and proposals are only printed.
    """
    from geograph.pipeline.validation import (
        Places,
        decided,
        proposals_table,
        propose,
        report,
        summary,
        validate_model,
        validate_store,
    )

    if dossiers is not None:
        from geograph.sources.dossier import assemble, read

        records = list(read(dossiers))
        model, places = assemble(records), Places.read(records)
        findings = validate_model(model)
    else:
        from geograph.events.model_reader import model_of

        held = opened(store)
        model, places = model_of(held.rows), Places()
        findings = validate_store(held)
    if full:
        proposals = propose(model, places=places, decisions=decided(decisions, dossiers))
        if format_ == "table" and output is None:
            show(summary(findings, proposals))
            click.echo()
        show(proposals_table(proposals), format_, output)
    else:
        show(report(f for f in findings if notes or f.severity != "info"), format_, output)
    if any(f.severity == "error" for f in findings):
        sys.exit(1)


@click.group(
    cls=Saved,
    invoke_without_command=True,
    epilog="Examples: geograph query who-denies --actor Iran; geograph query my.rq --format csv;"
    " echo 'SELECT * {?s ?p ?o} LIMIT 3' | geograph query -",
)
@click.pass_context
def query(ctx: click.Context) -> None:
    """Ask a saved question, or one of your own: a FILE (.rq or .py), text, or standard input (-).

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
    limit: int | None, policy: Policy | None, store: Path, format_: str, output: Path | None
) -> None:
    """List every event with who asserts it, who denies it, and the measures in response."""
    from geograph.policy.ledger import to_table

    show(to_table(opened(store), policy, limit=limit), format_, output)


@click.command(epilog="Example: geograph info --store geograph.db")
@store_option
@click.option("--datasets", is_flag=True, help="Only the releases of data sets.")
@output_options
def info(store: Path, datasets: bool, format_: str, output: Path | None) -> None:
    """Say what a store holds: documents, who coded them, and each release of a data set."""
    from geograph.views.story import info as describe

    held = opened(store)
    if datasets:
        from geograph.pipeline.inventory import inventory

        show(inventory(held), format_, output)
        return
    if format_ == "table" and output is None and (held.releases or held.meta.get("graphs")):
        from geograph.pipeline.foreign import graphs
        from geograph.pipeline.inventory import inventory

        for table in (describe(held), inventory(held), graphs(held)):
            if table.rows:
                show(table)
                click.echo()
        return
    show(describe(held), format_, output)


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
    source: str, target: str, max_hops: int | None, weighted: bool, undirected: bool, level: Level,
    kinds: tuple[str, ...], limit: int, policy: Policy | None, store: Path, format_: str,
    output: Path | None,
) -> None:  # fmt: skip
    """Find how SOURCE and TARGET are linked, with the evidence of each step."""
    from geograph.analysis.paths import find_paths, to_table
    from geograph.networks import network

    opened_store = opened(store)
    # hundreds of rows may stand between two nodes: a step tells them by class
    graph = network(opened_store, policy, level=level, kinds=kinds or None, by="class")
    found = find_paths(
        graph,
        opened_store.actors.resolve(source),
        opened_store.actors.resolve(target),
        max_hops=max_hops,
        weighted=weighted,
        undirected=undirected,
        limit=limit,
    )
    show(to_table(found, graph), format_, output)


@click.command(
    epilog="Example: geograph centrality --measure pagerank --policy all --versus undenied"
)
@click.option("--measure", "measures", multiple=True, help="Only these measures (repeatable).")
@click.option("--versus", metavar="POLICY", default="undenied", show_default=True,
              help="The policy to compare with.")  # fmt: skip
@level_option("state")
@kind_option
@click.option("--top", type=click.IntRange(1), default=15, show_default=True)
@policy_options
@store_option
@output_options
def centrality(
    measures: tuple[str, ...], versus: str, level: Level, kinds: tuple[str, ...], top: int,
    policy: Policy | None, store: Path, format_: str, output: Path | None,
) -> None:  # fmt: skip
    """Rank the actors under two policies side by side: what contested claims do to a ranking."""
    from geograph.analysis.centrality import compare
    from geograph.policy import Policy

    first = policy or Policy()
    second = first.with_rule(versus)
    table = compare(
        opened(store),
        (first, second),
        measures=measures or None,
        level=level,
        kinds=kinds or None,
        top=top,
    )
    show(table, format_, output)


@click.command(epilog="Example: geograph view -o world.html --policy all --level actor")
@page_option
@level_option("actor")
@policy_options
@store_option
def view(output: Path, level: Level, policy: Policy | None, store: Path) -> None:
    """Write the interactive page: one HTML file that opens anywhere and asks nobody anything."""
    from geograph.views import view as draw

    with progress() as tell:
        tell("drawing")
        page = draw(opened(store), policy=policy, level=level)
        page.save(output)
    click.echo(f"wrote {output.resolve()}")


@click.command(epilog="Example: geograph export --format graphml --policy undenied -o net.graphml")
@click.option("--format", "format_", type=click.Choice(EXPORT_FORMATS), required=True)
@click.option("-o", "--output", type=click.Path(path_type=Path), required=True,
              help="The file, or for parquet and csv the folder, to write.")  # fmt: skip
@click.option("--level", type=click.Choice(("state", "actor")), default=None,
              help="For graphml and gexf.  [default: state]")  # fmt: skip
@click.option("--by", type=click.Choice(("event", "class", "year")), default=None,
              help="What an edge of rows is, for graphml and gexf.  [default: event]")  # fmt: skip
@policy_options
@store_option
def export(
    format_: str,
    output: Path,
    level: Level | None,
    by: By | None,
    policy: Policy | None,
    store: Path,
) -> None:
    """Write the graph, its tables or the network in other people's formats."""
    from geograph.exports.formats import export as run

    with progress() as tell:
        tell(f"writing {format_}")
        run(opened(store), format_, output, policy=policy, level=level, by=by)
    click.echo(f"wrote {output}")


@click.command(epilog="Example: geograph ids --by sparql --policy undenied --as-of 2024-06-01")
@click.option(
    "--by",
    type=click.Choice(("network", "sparql", "question", "ledger", "page")),
    default="network",
    show_default=True,
    help="How they are asked for: the answer is the same.",
)
@level_option("state")
@store_option
@policy_options
def ids(by: str, level: Level, store: Path, policy: Policy) -> None:
    """Print the ids of all that counts under a policy, one a line, sorted.

    A network's are those that it draws and those that it leaves out for another reason, such as
    that they tie nobody.
    """
    from geograph.exports.ids import ids as run

    for key in run(opened(store), policy, by=by, level=level):
        click.echo(key)


@click.command(epilog="Example: geograph demo --output world.html")
@page_option
@store_option
def demo(output: Path, store: Path) -> None:
    """Build the corpus that ships, answer the main questions, and write the page."""
    from geograph.pipeline.build import build as run
    from geograph.views import view as draw
    from geograph.views.story import story

    with progress() as tell:
        built = run(None, store, progress=tell)
    with built:
        for table in story(built):
            show(table, narrow=True)
            click.echo()
        draw(built).save(output)
    click.echo(f"The store: {store.resolve()}")
    click.echo(f"The page:  {output.resolve()}")


@click.command(epilog='Example: eval "$(geograph completion bash)"')
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def completion(shell: str) -> None:
    """Print the script that completes commands, options and saved questions in SHELL."""
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
    query,
    ledger,
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
