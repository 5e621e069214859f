"""`geograph query`: each saved question is a command, made from its header."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geograph.cli.options import output_options, policy_options, reading_policy, store_option
from geograph.cli.output import opened, show

if TYPE_CHECKING:
    from geograph.policy import Policy
    from geograph.queries import Query


class Saved(click.Group):
    """``geograph query``: each saved query is a command; anything else is a file or SPARQL text."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the saved queries."""
        from geograph.queries import queries

        return sorted(queries())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of a saved query."""
        from geograph.queries import queries

        query = queries().get(cmd_name)
        return saved_query(query) if query else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take what is no saved name for a file, for ``-``, or for SPARQL text."""
        name = args[0]
        if name == "-" or Path(name).suffix in (".rq", ".sparql") or " " in name.strip():
            return name, own_query(name), args[1:]
        saved = self.list_commands(ctx)
        if name not in saved:
            near = ", ".join(difflib.get_close_matches(name, saved, n=3))
            ctx.fail(
                f"no saved question '{name}'"
                + (f" (did you mean {near}?)" if near else "")
                + "; `geograph query` lists them, and SPARQL of your own is a .rq file, text, or -"
            )
        return super().resolve_command(ctx, args)


def saved_query(query: Query) -> click.Command:
    """Make the command of a saved query from its header."""
    options: list[click.Parameter] = [
        click.Option(
            [f"--{name.replace('_', '-')}", f"param_{name}"],
            metavar=param.clean.upper(),
            multiple=True,
            help=f"For example: {param.example}" + ("  [required]" if param.required else ""),
        )
        for name, param in query.params.items()
    ]

    def run(**given: Any) -> None:
        params = {k.removeprefix("param_"): given.pop(k) for k in list(given) if k[:6] == "param_"}
        answer(query.name, {k: list(v) for k, v in params.items() if v}, **given)

    example = " ".join(
        f"--{n.replace('_', '-')} '{p.example}'" for n, p in query.params.items() if p.example
    )
    command = click.Command(
        query.name,
        params=options,
        callback=run,
        help=query.title,
        epilog=f"Example: geograph query {query.name} {example}".rstrip(),
    )
    return with_answer_options(command)


def own_query(source: str) -> click.Command:
    """Make the command that runs a file, standard input, or text."""

    def run(**given: Any) -> None:
        answer(sys.stdin.read() if source == "-" else source, {}, **given)

    return with_answer_options(click.Command(source, callback=run, help="Run SPARQL of your own."))


def with_answer_options(command: click.Command) -> click.Command:
    """Add the options that every query has."""

    @store_option
    @policy_options
    @output_options
    def carrier() -> None:
        """Carry the shared options."""

    command.params += getattr(carrier, "__click_params__", [])[::-1]
    command.callback = reading_policy(command.callback) if command.callback else None
    return command


def answer(
    query: str, params: dict[str, Any], *, store: Path, policy: Policy | None, format_: str,
    output: Path | None,
) -> None:  # fmt: skip
    """Ask one question and print the answer."""
    from geograph.queries import ask

    show(ask(opened(store), query, policy=policy, **params), format_, output)
