"""What commands show: tables, files, progress on a terminal, and errors."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geograph.atomic import STDOUT, write_atomic
from geograph.errors import GeographError, QueryError, QueryMemory, QueryTimeout, SeveralErrors

if TYPE_CHECKING:
    from geograph.display import Table


#: The exit codes of what was ended; of every other error it is 1.
EXIT_CODES: dict[type[GeographError], int] = {QueryTimeout: 124, QueryMemory: 125}
INTERRUPTED = 130


class Main(click.Group):
    """The one place where an error becomes output: message on stderr, exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Invoke a command; Ctrl-C ends it at once, with the exit code that shells expect."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("interrupted", err=True)
            ctx.exit(INTERRUPTED)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; a `GeographError` ends it with its message and never a traceback."""
        try:
            return super().main(*args, **kwargs)
        except GeographError as exc:
            several = exc if isinstance(exc, SeveralErrors) else SeveralErrors([exc])
            for error in several.errors:
                click.echo(f"error: {error}", err=True)
            if several.summary is not None:
                click.echo(f"{several.summary}\nnothing was changed", err=True)
            elif len(several.errors) > 1:
                click.echo(f"{len(several.errors)} errors; nothing was changed", err=True)
            sys.exit(EXIT_CODES.get(type(exc), 1))


def show(
    table: Table, format_: str = "table", output: Path | None = None, *, narrow: bool = False
) -> None:
    """Print a table, or write it to a file; ``narrow`` lays it out for a screen in any case."""
    if format_ == "parquet":
        if output is None:
            raise QueryError(
                "parquet cannot be printed to the terminal", fix="name a file with -o FILE"
            )
        table.to_parquet(output)
    else:
        if format_ == "table":
            text = table.to_text(width=None if output else terminal_width(narrow))
        else:
            text = table.to_csv() if format_ == "csv" else table.to_json()
        if output is None:
            click.echo(text.rstrip("\n"))
            return
        write_atomic(output, text)
    if str(output) != STDOUT:
        click.echo(f"wrote {output}", err=True)


def show_all(tables: Sequence[Table], format_: str, output: Path | None, *, of_file: int) -> None:
    """Print tables one below the other; to a file, or in another format, goes one of them."""
    if format_ != "table" or output is not None or len(tables) == 1:
        show(tables[of_file], format_, output)
        return
    for number, table in enumerate(tables):
        if number:
            click.echo()
        show(table)


def terminal_width(narrow: bool = False) -> int | None:
    """Return the width to lay tables out for; None, no limit, where they go to no screen."""
    if narrow or sys.stdout.isatty() or "COLUMNS" in os.environ:
        return shutil.get_terminal_size((110, 40)).columns
    return None


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Show what a long step is doing, on terminals only."""
    if not sys.stderr.isatty():
        yield lambda message: None
        return
    from rich.console import Console

    with Console(stderr=True).status("starting") as status:
        yield lambda message: status.update(message)


@contextmanager
def measured(name: str) -> Iterator[Callable[[int, int, int], None] | None]:
    """Show how far a file is read, with rate and time left; on terminals only."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn(
            "{task.percentage:>3.0f}%  {task.fields[rows]:>10,} rows  {task.fields[rate]:>9,.0f}/s"
        ),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(name, total=None, rows=0, rate=0.0)

        def tell(done: int, total: int, rows: int) -> None:
            seconds = bar.tasks[0].elapsed or 0.0
            rate = rows / seconds if seconds else 0.0
            bar.update(task, completed=done, total=total or None, rows=rows, rate=rate)

        yield tell
