"""`geograph link`: which rows of data sets report events of the corpus, and who judged it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import geograph
from geograph.cli.options import output_options, store_option
from geograph.cli.output import progress, show
from geograph.cli.reconcile_commands import decisions_option, judgement_options

__all__ = ["link"]


@click.group(epilog="Example: geograph link list --dataset sipri")
def link() -> None:
    """Event linkage: which register row, listing or coded event reports an event of the corpus.

    An accepted row counts as its publisher's claim on that event. Decisions are lines of a file.
    """


@link.command("list", epilog="Example: geograph link list --dataset sipri --limit 20")
@click.option("--dataset", help="Only rows of this data set.")
@click.option("--event", help="Only rows for this event of the corpus.")
@click.option(
    "--limit", type=click.IntRange(1), help="Only this many of the highest-scoring pairs."
)
@click.option("--decided", is_flag=True, help="Also show pairs that are already decided.")
@click.option("--threshold", type=click.FloatRange(0, 1), default=None,
              help="The lowest score at which a pair is proposed.  [default: 0.75]")  # fmt: skip
@decisions_option
@store_option
@output_options
def list_(store: Path, format_: str, output: Path | None, **options: Any) -> None:
    """List the rows that may report events of the corpus, with what agrees and what differs."""
    with progress() as tell:
        tell("comparing")
        found = geograph.link.list(store, **options)
    show(found, format_, output)


def _judging(name: str, verdict: str, doc: str) -> click.Command:
    """Make the command that records one verdict and puts it into the store."""

    @link.command(name, help=doc, epilog=f"Example: geograph link {name} {_EXAMPLE}")
    @click.argument("event")
    @click.argument("row")
    @judgement_options
    def judge(event: str, row: str, store: Path, **options: Any) -> None:
        made = getattr(geograph.link, name)(store, event, row, **options)
        click.echo(f"{verdict}: {event}, {row}; the store holds {made.links} links")
        click.echo(f"wrote {made.file}", err=True)

    return judge


_EXAMPLE = 'event/iran-srbm-russia-2024 event/sipri/0123456789abcdef --by "A. Reader"'


accept = _judging("accept", "same", "Record that ROW reports EVENT: its publisher's claim on it.")
reject = _judging("reject", "different", "Record that ROW reports a different event.")
unsure = _judging("unsure", "unsure", "Record that ROW was reviewed without a decision.")


@link.command("apply", epilog="Example: geograph link apply --decisions mine.csv")
@decisions_option
@store_option
def apply_(decisions: Path, store: Path) -> None:
    """Apply all decisions of the file to the store, in place of those applied before."""
    made = geograph.link.apply(store, decisions=decisions)
    click.echo(f"applied {made.links} links and {made.comparisons} comparisons")
