"""The command line: parse, one call, print. Nothing is computed here."""

from __future__ import annotations

import click

from geograph.cli.commands import COMMANDS
from geograph.cli.output import Main

__all__ = ["main"]


@click.group(
    cls=Main,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Begin with: geograph demo",
)
@click.version_option(package_name="geograph", prog_name="geograph")
def main() -> None:
    """Query a knowledge graph of geopolitical relationships, with the provenance of every claim."""


for command in COMMANDS:
    main.add_command(command)
