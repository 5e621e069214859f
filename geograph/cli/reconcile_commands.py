"""`geograph reconcile`: list what may be the same, record what people judge, export the links."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from geograph.atomic import write_atomic
from geograph.cli.options import output_options, store_option
from geograph.cli.output import opened, progress, show
from geograph.display.grid import safe
from geograph.errors import UnknownActor
from geograph.vocab import local

if TYPE_CHECKING:
    from geograph.resolution.entities import Entity

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
        help="From which score on a pair is proposed.  [default: 0.7]",
    )(function)


@click.group(epilog="Example: geograph reconcile list --threshold 0.9")
def reconcile() -> None:
    """Say which entities of several sources may be one, and record who judged it.

    Nothing is ever merged: a decision is a line of a file and a link in the store, and can be
    revised. `geograph link apply` puts the decisions of a file into another store.
    """


@reconcile.command("list", epilog="Example: geograph reconcile list --format csv -o proposals.csv")
@click.option("--limit", type=click.IntRange(1), help="Only the likeliest.")
@click.option("--decided", is_flag=True, help="Show the pairs that are decided too.")
@click.option("--within", is_flag=True, help="Compare entities of one source too.")
@threshold_option
@decisions_option
@store_option
@output_options
def list_(
    limit: int | None, decided: bool, within: bool, threshold: float | None, decisions: Path,
    store: Path, format_: str, output: Path | None,
) -> None:  # fmt: skip
    """List the pairs that may be one, the likeliest first, with score and evidence."""
    from geograph.resolution.entities import THRESHOLD, entities, propose, read, to_table

    chosen = THRESHOLD if threshold is None else threshold
    known = read(decisions)
    with progress() as tell:
        tell("comparing")
        every = entities(opened(store))
        found = propose(every, threshold=chosen, decisions=known, decided=decided, within=within)
    show(to_table(found[:limit], threshold=chosen, whole=len(found)), format_, output)


def _judging(name: str, verdict: str, doc: str) -> click.Command:
    """Make the command that records one verdict."""

    @reconcile.command(name, help=doc, epilog=f"Example: geograph reconcile {name} {_EXAMPLE}")
    @click.argument("a", metavar="A")
    @click.argument("b", metavar="B")
    @judgement_options
    def judge(
        a: str, b: str, by: str, note: str, on: datetime | None, decisions: Path, store: Path
    ) -> None:
        from geograph.resolution.entities import (
            Decision,
            Frequencies,
            append,
            entities,
            read,
            score,
        )
        from geograph.resolution.linkage import apply

        held = read(decisions)
        every = {entity.id: entity for entity in entities(opened(store))}
        one, other = sorted((_entity(a, every), _entity(b, every)), key=lambda e: e.id)
        found = score(one, other, Frequencies.of(every.values()))
        decision = Decision.of(
            one.id,
            other.id,
            verdict,
            who=by,
            when=on.date() if on else date.today(),
            note=note,
            evidence=f"score {found.value:.3f}; {'; '.join(found.lines())}",
        )
        apply(store, (*held, decision))
        append(decisions, decision)
        click.echo(safe(f"{verdict}: {one.id} ({one.label}), {other.id} ({other.label})"))
        click.echo(f"wrote {decisions}", err=True)

    return judge


_EXAMPLE = 'actor/iran-air ofac/25237 --by "A. Reader" --note "same address"'


def _entity(key: str, every: dict[str, Entity]) -> Entity:
    """Return the entity of an id or its IRI."""
    from difflib import get_close_matches

    found = every.get(local(key))
    if found is None:
        near = get_close_matches(local(key), every, n=3)
        fix = f"did you mean {', '.join(near)}?" if near else "geograph reconcile list names ids"
        raise UnknownActor(f"no entity has the id {key!r}", fix=fix)
    return found


accept = _judging("accept", "same", "Record that A and B are one.")
reject = _judging("reject", "different", "Record that A and B are two.")
unsure = _judging("unsure", "unsure", "Record that A and B were looked at and stay open.")


@reconcile.command(epilog='Example: geograph reconcile judge proposals.csv --by "A. Reader"')
@click.argument("listed", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--by", required=True, metavar="NAME", help="Who judges.")
@click.option(
    "--on", type=click.DateTime(("%Y-%m-%d",)), metavar="DAY", help="The day.  [default: today]"
)
@decisions_option
@store_option
def judge(listed: Path, by: str, on: datetime | None, decisions: Path, store: Path) -> None:
    """Record the decisions that you wrote into a list of proposals.

    FILE is what `geograph reconcile list --format csv` wrote, with `same`, `different` or `unsure`
    in its column `decision`.
    """
    from geograph.resolution.entities import append, entities, filled_in, read
    from geograph.resolution.linkage import apply

    held = read(decisions)
    made = filled_in(listed, who=by, when=on.date() if on else date.today(), known=held)
    every = {entity.id: entity for entity in entities(opened(store))}
    for decision in made:
        _entity(decision.a, every)
        _entity(decision.b, every)
    if made:
        apply(store, (*held, *made))
        append(decisions, *made)
    click.echo(f"{len(made)} decisions")
    click.echo(f"wrote {decisions}", err=True)


@reconcile.command(epilog="Example: geograph reconcile export -o links.nq")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True,
              help="The N-Quads file to write.")  # fmt: skip
@click.option("--only-decided", is_flag=True, help="Leave out what nobody has judged.")
@threshold_option
@decisions_option
@store_option
def export(
    output: Path, only_decided: bool, threshold: float | None, decisions: Path, store: Path
) -> None:
    """Write proposals and decisions as links, each with its evidence, in graphs of their own."""
    from geograph.resolution.entities import (
        THRESHOLD,
        entities,
        links,
        proposal_links,
        propose,
        read,
    )

    known = read(decisions)
    lines = list(links(known))
    if not only_decided:
        chosen = THRESHOLD if threshold is None else threshold
        with progress() as tell:
            tell("comparing")
            every = entities(opened(store))
            lines += proposal_links(propose(every, threshold=chosen, decisions=known))
    write_atomic(output, "".join(f"{line}\n" for line in sorted(lines)))
    click.echo(f"wrote {output}: {len(lines)} quads", err=True)
