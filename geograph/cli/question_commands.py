"""`geograph query`: each question, saved or in a file, is a command made from what it declares."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import geograph
from geograph.cli.options import limit_options, output_options, policy_options, store_option
from geograph.cli.output import show

if TYPE_CHECKING:
    from geograph.questions import Question


class Saved(click.Group):
    """``geograph query``: a saved question is a command; anything else is a file or SPARQL text."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the saved questions."""
        return sorted(geograph.queries())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a saved question."""
        query = geograph.queries().get(cmd_name)
        return command_of(query, query.name) if query else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what is not a saved name for a file, for ``-``, or for SPARQL text."""
        from geograph.questions.registry import SUFFIXES, read

        name = args[0]
        if Path(name).suffix in SUFFIXES and "\n" not in name:
            return name, command_of(read(Path(name)), name), args[1:]
        if name == "-" or " " in name.strip():
            return name, own_text(name), args[1:]
        saved = self.list_commands(ctx)
        if name not in saved:
            near = ", ".join(difflib.get_close_matches(name, saved, n=3))
            ctx.fail(
                f"no saved question '{name}'"
                + (f" (did you mean {near}?)" if near else "")
                + "; `geograph query` lists them, and your own is a .rq or .py file, text, or -"
            )
        return super().resolve_command(ctx, args)


def command_of(query: Question, name: str) -> click.Command:
    """Make the command of a question from its parameters; ``name`` is what is typed to ask it."""
    options: list[click.Parameter] = [
        click.Option(
            [f"--{key.replace('_', '-')}", f"param_{key}"],
            metavar=param.type.upper(),
            multiple=True,
            help=f"For example: {param.example}" + ("  [required]" if param.required else ""),
        )
        for key, param in query.params.items()
    ]

    def run(**given: Any) -> None:
        params = {k.removeprefix("param_"): given.pop(k) for k in list(given) if k[:6] == "param_"}
        answer(query, {k: list(v) for k, v in params.items() if v}, **given)

    example = " ".join(
        f"--{n.replace('_', '-')} '{p.example}'" for n, p in query.params.items() if p.example
    )
    command = click.Command(
        name,
        params=options,
        callback=run,
        help=query.title or "Run SPARQL of your own.",
        epilog=f"Example: geograph query {name} {example}".rstrip(),
    )
    return with_answer_options(command)


def own_text(source: str) -> click.Command:
    """Make the command that runs text, or standard input."""

    def run(**given: Any) -> None:
        answer(sys.stdin.read() if source == "-" else source, {}, **given)

    return with_answer_options(click.Command(source, callback=run, help="Run SPARQL of your own."))


def with_answer_options(command: click.Command) -> click.Command:
    """Add the options that every question has."""

    @store_option
    @policy_options
    @limit_options
    @output_options
    def carrier() -> None:
        """Carry the shared options."""

    command.params += getattr(carrier, "__click_params__", [])[::-1]
    return command


def answer(
    question: str | Question, params: dict[str, Any], *, store: Path, format_: str,
    output: Path | None, **options: Any,
) -> None:  # fmt: skip
    """Ask one question and print the answer."""
    show(geograph.query(store, question, **options, **params), format_, output)
