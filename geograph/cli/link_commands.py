"""`geograph link`: which rows of data sets tell of events of the corpus, and who judged it."""

from __future__ import annotations

from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geograph.cli.options import output_options, store_option
from geograph.cli.output import opened, progress, show
from geograph.cli.reconcile_commands import decisions_option, judgement_options
from geograph.errors import DecisionError
from geograph.vocab import local

if TYPE_CHECKING:
    from geograph.store import Store

__all__ = ["link"]


@click.group(epilog="Example: geograph link list --dataset sipri")
def link() -> None:
    """Say which register row, listing or coded event tells of an event of the corpus.

    An accepted row counts as its publisher's claim on that event. Decisions are lines of a file.
    """


@link.command("list", epilog="Example: geograph link list --dataset sipri --limit 20")
@click.option("--dataset", help="Only rows of this data set.")
@click.option("--event", help="Only rows for this event of the corpus.")
@click.option("--limit", type=click.IntRange(1), help="Only the likeliest.")
@click.option("--decided", is_flag=True, help="Show the pairs that are decided too.")
@click.option("--threshold", type=click.FloatRange(0, 1), default=None,
              help="From which score on a pair is proposed.  [default: 0.75]")  # fmt: skip
@decisions_option
@store_option
@output_options
def list_(
    dataset: str | None, event: str | None, limit: int | None, decided: bool,
    threshold: float | None, decisions: Path, store: Path, format_: str, output: Path | None,
) -> None:  # fmt: skip
    """List the rows that may tell of events of the corpus, with what agrees and what not."""
    from geograph.resolution.entities import read
    from geograph.resolution.linkage import THRESHOLD, propose, to_table

    chosen = THRESHOLD if threshold is None else threshold
    with progress() as tell:
        tell("comparing")
        found = propose(
            opened(store),
            threshold=chosen,
            decisions=read(decisions),
            decided=decided,
            dataset=dataset,
        )
    if event is not None:
        key = local(event)
        found = [one for one in found if one.event in (key, f"event/{key}", f"measure/{key}")]
    show(to_table(found[:limit], threshold=chosen), format_, output)


def _judging(name: str, verdict: str, doc: str) -> click.Command:
    """Make the command that records one verdict and puts it into the store."""

    @link.command(name, help=doc, epilog=f"Example: geograph link {name} {_EXAMPLE}")
    @click.argument("event")
    @click.argument("row")
    @judgement_options
    def judge(
        event: str, row: str, by: str, note: str, on: datetime | None, decisions: Path, store: Path
    ) -> None:
        from geograph.resolution.entities import Decision, append, read
        from geograph.resolution.linkage import apply, judged_links

        place = opened(store)
        made = Decision.of(
            _event(place, event), local(row.strip()), verdict,
            who=by, when=on.date() if on else date.today(), note=note,
        )  # fmt: skip
        held = (*read(decisions), made)
        same = Decision.of(made.a, made.b, "same", who=by, when=made.when)
        if not list(judged_links(place, [same])):
            what = f"no loaded release has the row {row!r}"
            raise DecisionError(what, fix="`geograph link list` names both ids")
        counts = apply(store, held)
        append(decisions, made)
        click.echo(f"{verdict}: {event}, {row}; the store holds {counts['links']} links")
        click.echo(f"wrote {decisions}", err=True)

    return judge


_EXAMPLE = 'event/iran-srbm-russia-2024 event/sipri/0123456789abcdef --by "A. Reader"'


def _event(store: Store, text: str) -> str:
    """Return the id of an event of the corpus from its id, its IRI, or its key alone."""
    key = local(text.strip())
    known = {str(row["id"]) for row in store.rows("events")}
    for tried in (key, f"event/{key}", f"measure/{key}"):
        if tried in known:
            return tried
    near = get_close_matches(key, [*known, *(one.partition("/")[2] for one in known)], n=3)
    fix = f"did you mean {', '.join(near)}?" if near else "`geograph ledger` lists them"
    raise DecisionError(f"{text!r} is no event of the corpus", fix=fix)


accept = _judging("accept", "same", "Record that ROW tells of EVENT: its publisher's claim on it.")
reject = _judging("reject", "different", "Record that ROW tells of something else.")
unsure = _judging("unsure", "unsure", "Record that ROW was looked at and stays open.")


@link.command("apply", epilog="Example: geograph link apply --decisions mine.csv")
@decisions_option
@store_option
def apply_(decisions: Path, store: Path) -> None:
    """Put all decisions of the file into the store, in place of those put there before."""
    from geograph.resolution.entities import read
    from geograph.resolution.linkage import apply

    counts = apply(store, read(decisions))
    click.echo(f"applied {counts['links']} links and {counts['comparisons']} comparisons")
