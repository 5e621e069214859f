"""The options that several commands share, and what they are read into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])
TABLE_FORMATS = ("table", "csv", "json", "parquet")


def store_option(function: F) -> F:
    """Add ``--store``."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path),
        envvar="GEOGRAPH_STORE",
        default=Path("geograph.db"),
        show_default="$GEOGRAPH_STORE, else ./geograph.db",
        help="The store to read.",
    )(function)


def policy_options(function: F) -> F:
    """Add the claim policy, its options and its cuts, as the public functions take them."""
    for option in (
        click.option(
            "--certain",
            is_flag=True,
            help="Leave out claims that say no more than likely or possible.",
        ),
        click.option(
            "--clock",
            type=click.Choice(("said", "published", "coded")),
            default=None,
            help="Which date of a claim --known-by compares.  [default: said]",
        ),
        click.option(
            "--known-by",
            metavar="DATE",
            help="Transaction time: only claims known by this day, month or year.",
        ),
        click.option(
            "--as-of",
            metavar="DATE",
            help="Valid time: only events that have begun by this day and are not over.",
        ),
        click.option(
            "--drop-partly-admitted",
            is_flag=True,
            help="Drop a general denial altogether once its speaker admits a part of it.",
        ),
        click.option(
            "--rivals",
            is_flag=True,
            help="An assertion of an event also counts against the events that it excludes.",
        ),
        click.option(
            "--searched",
            is_flag=True,
            help="Of undenied events, only those for which a search for denials is recorded.",
        ),
        click.option(
            "--voices",
            metavar="KINDS",
            help="Only these kinds of voice, for and against: state, intergovernmental,"
            " armed-group, insider, company, expert, press, vague-group, unnamed.",
        ),
        click.option(
            "--policy",
            metavar="POLICY",
            help="all, recorded, accepted, undenied, party-undenied, owned, party-confirmed,"
            " endorsed:N, corroborated:N, contested-by:party, contested-by:others,"
            " held-by=IRN,RUS or held-by=members-of:NATO.  [default: all]",
        ),
    ):
        function = option(function)
    return function


def limit_options(function: F) -> F:
    """Add what a query may take: time, memory and the network."""
    for option in (
        click.option(
            "--allow-network", is_flag=True, help="Let SERVICE in SPARQL ask other endpoints."
        ),
        click.option(
            "--max-memory",
            type=click.IntRange(1),
            metavar="MIB",
            help="End the query when it takes more memory, with exit code 125.",
        ),
        click.option(
            "--timeout",
            type=click.FloatRange(0, min_open=True),
            metavar="SECONDS",
            help="End the query when it takes longer, with exit code 124.",
        ),
    ):
        function = option(function)
    return function


def output_options(function: F) -> F:
    """Add the format of a table and the file that it goes to."""
    function = click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Write to this file instead of the terminal; - is standard output.",
    )(function)
    return click.option(
        "--format",
        "format_",
        type=click.Choice(TABLE_FORMATS),
        default="table",
        show_default=True,
        help="How to print the answer.",
    )(function)


def page_option(function: F) -> F:
    """Add the page that is written."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path, dir_okay=False),
        default=Path("geograph.html"),
        show_default=True,
        help="The page to write; - for standard output.",
    )(function)


def level_option(default: str) -> Callable[[F], F]:
    """Add the level of a network."""
    return click.option(
        "--level",
        type=click.Choice(("state", "actor")),
        default=default,
        show_default=True,
        help="Aggregate actors to the states that they speak for, or keep every actor.",
    )


def kind_option(function: F) -> F:
    """Add the classes of events that a network draws."""
    return click.option(
        "--kind",
        "kinds",
        multiple=True,
        metavar="CLASS",
        help="Only events of this class and those below it, such as ArmsTransfer (repeatable).",
    )(function)
