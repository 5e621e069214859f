"""The commands for what releases state beside events: `attributes`, `memberships`, `panel`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

import geograph
from geograph.cli.options import kind_option, output_options, policy_options, store_option
from geograph.cli.output import show

__all__ = ["attributes", "memberships", "panel"]


@click.command(
    epilog="Examples: geograph attributes; geograph attributes cinc --actor Iran --since 2000"
)
@click.argument("variables", nargs=-1, metavar="VARIABLES")
@click.option("--actor", "actors", multiple=True, metavar="ACTOR",
              help="Only values of this actor (repeatable).")  # fmt: skip
@click.option("--partner", "partners", multiple=True, metavar="ACTOR",
              help="Only values of dyads with this actor (repeatable).")  # fmt: skip
@click.option("--since", "--from", "since", metavar="DATE",
              help="Only periods that are not over by this day, month or year.")  # fmt: skip
@click.option("--until", "--to", "until", metavar="DATE",
              help="Only periods that have begun by then.")  # fmt: skip
@click.option("--year", type=click.IntRange(1), help="Only periods of this year.")
@click.option("--dataset", metavar="NAME", help="Only variables of this data set.")
@click.option("--release", metavar="RELEASE",
              help="The issue to read.  [default: the latest of the data set]")  # fmt: skip
@store_option
@output_options
def attributes(
    variables: tuple[str, ...], store: Path, format_: str, output: Path | None, **options: Any
) -> None:
    """Show values of VARIABLES that releases state of actors and dyads; without one, list them.

    Values are never events. A value holds for a period, such as a year; missing is never 0.
    """
    show(geograph.attributes(store, variables, **options), format_, output)


@click.command(epilog="Example: geograph memberships NATO --on 2020-01-01")
@click.argument("organisation", required=False)
@click.option("--actor", "actors", multiple=True, metavar="ACTOR",
              help="Only memberships of this actor (repeatable).")  # fmt: skip
@click.option("--on", metavar="DATE", help="Only memberships that hold on this day.")
@click.option("--dataset", metavar="NAME",
              help="Only those of this data set.  [default: all, and the store's own]")  # fmt: skip
@click.option("--release", metavar="RELEASE",
              help="The issue to read.  [default: the latest of each data set]")  # fmt: skip
@store_option
@output_options
def memberships(
    organisation: str | None, store: Path, format_: str, output: Path | None, **options: Any
) -> None:
    """Show who is a member of ORGANISATION, or of anything, in which role and when."""
    show(geograph.memberships(store, organisation, **options), format_, output)


@click.command(
    epilog="Example: geograph panel --unit dyad-year --since 2010 --until 2014 --attribute cinc"
    " --policy recorded --format csv -o panel.csv"
)
@click.option("--unit", type=click.Choice(("directed-dyad-year", "dyad-year", "actor-year")),
              default="directed-dyad-year", show_default=True,
              help="What a row is.")  # fmt: skip
@click.option("--since", "--from", "since", type=click.IntRange(1), metavar="YEAR",
              help="The first year.  [default: that of the first relation]")  # fmt: skip
@click.option("--until", "--to", "until", type=click.IntRange(1), metavar="YEAR",
              help="The last year.  [default: that of the last relation]")  # fmt: skip
@click.option("--attribute", "attributes", multiple=True, metavar="VARIABLE",
              help="A variable to join, such as cinc (repeatable).")  # fmt: skip
@click.option("--actor", "actors", multiple=True, metavar="ACTOR",
              help="Only this state, and pairs of two of those named (repeatable).")  # fmt: skip
@kind_option
@click.option("--by", type=click.Choice(("sign", "class")), default="sign", show_default=True,
              help="What relations are counted by.")  # fmt: skip
@click.option("--states", type=click.Choice(("cow", "gw")), default="cow", show_default=True,
              help="The list by which a state exists.")  # fmt: skip
@policy_options
@store_option
@output_options
def panel(store: Path, format_: str, output: Path | None, **options: Any) -> None:
    """Write a panel: states or pairs of states by year, with counts, zeros and attributes."""
    show(geograph.panel(store, **options), format_, output)
