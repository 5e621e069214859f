"""`geograph reconcile`: entity resolution: list matches, record decisions, export links."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

import geograph
from geograph.atomic import STDOUT
from geograph.cli.options import output_options, store_option
from geograph.cli.output import progress, show
from geograph.display.safe_text import safe

F = TypeVar("F", bound=Callable[..., Any])


def decisions_option(function: F) -> F:
    """Add ``--decisions``."""
    return click.option(
        "--decisions",
        type=click.Path(path_type=Path, dir_okay=False),
        envvar="GEOGRAPH_DECISIONS",
        default=Path("geograph-decisions.csv"),
        show_default="$GEOGRAPH_DECISIONS, else ./geograph-decisions.csv",
        help="The file of decisions.",
    )(function)


def judgement_options(function: F) -> F:
    """Add who judges, why and when, the file of decisions and the store."""
    for option in (
        store_option,
        decisions_option,
        click.option(
            "--on",
            type=click.DateTime(("%Y-%m-%d",)),
            metavar="DAY",
            help="The day.  [default: today]",
        ),
        click.option("--note", default="", metavar="TEXT", help="Why."),
        click.option("--by", required=True, metavar="NAME", help="Who judges."),
    ):
        function = option(function)
    return function


def threshold_option(function: F) -> F:
    """Add ``--threshold``."""
    return click.option(
        "--threshold",
        type=click.FloatRange(0, 1),
        default=None,
        help="The lowest score at which a pair is proposed.  [default: 0.7]",
    )(function)


@click.group(epilog="Example: geograph reconcile list --threshold 0.9")
def reconcile() -> None:
    """Entity resolution: match entities across sources, and record who judged each match.

    Nothing is ever merged: a decision is a line of a file and a link in the store, and can be
    revised. `geograph link apply` puts the decisions of a file into another store.
    """


@reconcile.command("list", epilog="Example: geograph reconcile list --format csv -o proposals.csv")
@click.option(
    "--limit", type=click.IntRange(1), help="Only this many of the highest-scoring pairs."
)
@click.option("--decided", is_flag=True, help="Also show pairs that are already decided.")
@click.option(
    "--within", is_flag=True, help="Also compare entities of the same source (deduplication)."
)
@threshold_option
@decisions_option
@store_option
@output_options
def list_(store: Path, format_: str, output: Path | None, **options: Any) -> None:
    """List the pairs that may be the same entity, highest score first, with evidence."""
    with progress() as tell:
        tell("comparing")
        found = geograph.reconcile.list(store, **options)
    show(found, format_, output)


def _judging(name: str, verdict: str, doc: str) -> click.Command:
    """Make the command that records one verdict."""

    @reconcile.command(name, help=doc, epilog=f"Example: geograph reconcile {name} {_EXAMPLE}")
    @click.argument("a", metavar="A")
    @click.argument("b", metavar="B")
    @judgement_options
    def judge(a: str, b: str, store: Path, **options: Any) -> None:
        made = getattr(geograph.reconcile, name)(store, a, b, **options)
        (one,) = made.decisions
        first, second = made.labels
        click.echo(safe(f"{verdict}: {one.a} ({first}), {one.b} ({second})"))
        click.echo(f"wrote {made.file}", err=True)

    return judge


_EXAMPLE = 'actor/iran-air ofac/25237 --by "A. Reader" --note "same address"'


accept = _judging("accept", "same", "Record that A and B are the same entity.")
reject = _judging("reject", "different", "Record that A and B are different entities.")
unsure = _judging("unsure", "unsure", "Record that A and B were reviewed without a decision.")


@reconcile.command(epilog='Example: geograph reconcile judge proposals.csv --by "A. Reader"')
@click.argument("listed", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--by", required=True, metavar="NAME", help="Who judges.")
@click.option(
    "--on", type=click.DateTime(("%Y-%m-%d",)), metavar="DAY", help="The day.  [default: today]"
)
@decisions_option
@store_option
def judge(listed: Path, store: Path, **options: Any) -> None:
    """Record the decisions entered in a list of proposals.

    FILE is what `geograph reconcile list --format csv` wrote, with `same`, `different` or `unsure`
    in its column `decision`.
    """
    made = geograph.reconcile.judge(store, listed, **options)
    click.echo(f"{len(made.decisions)} decisions")
    click.echo(f"wrote {made.file}", err=True)


@reconcile.command(epilog="Example: geograph reconcile export -o links.nq")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help="The N-Quads file to write.")  # fmt: skip
@click.option("--only-decided", is_flag=True, help="Leave out pairs without a decision.")
@threshold_option
@decisions_option
@store_option
def export(output: Path, store: Path, **options: Any) -> None:
    """Export proposals and decisions as RDF links with their evidence, in named graphs."""
    with progress() as tell:
        tell("comparing")
        geograph.reconcile.export(store, output, **options)
    if str(output) != STDOUT:
        quads = len(output.read_bytes().splitlines())
        click.echo(f"wrote {output}: {quads} quads", err=True)
