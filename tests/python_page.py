"""docs/python.md, written from the docstrings and annotations of the public functions."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from typing import Any

import geograph
from geograph.interface.checking import _hints, _words

GROUPS = {
    "The store": ("build", "open_store", "load", "unload", "validate", "info", "datasets"),
    "A table of your own": ("init_dataset",),
    "Questions and claims": ("query", "queries", "ledger", "judge", "ids"),
    "Attributes and memberships": ("attributes", "memberships", "panel"),
    "Networks and pages": ("network", "paths", "centrality", "view", "export"),
}
NAMESPACES = ("reconcile", "link", "measures")

HEAD = """# The Python interface

Each command of `geograph --help` is the function of the same name, with the same options:
`geograph init-dataset` is `geograph.init_dataset`, `geograph link accept` is
`geograph.link.accept`; a test compares them. What a command prints or writes with `--format` and
`-o` is a method of the table that its function returns: `to_text`, `to_csv`, `to_json`,
`to_parquet`, and `to_pandas` where pandas is installed.

```python
import geograph

with geograph.build("data/dossiers/2024-09-10-iran-missiles.yml") as store:
    print(geograph.query(store, "who-denies", actor="Iran", known_by="2024-09-10").to_text())
    geograph.paths(store, "Iran", "Ukraine", policy="undenied").to_table()
geograph.ledger("geograph.db", "corroborated:2", voices="state,press", limit=10)
```

- A **store** is an open one, its path, or None: the environment's `GEOGRAPH_STORE`, else
  `./geograph.db`. A path is opened and closed again. A function that changes a store changes its
  files; a store that is open has to be opened again to see it.
- A **policy** is a `Policy`, its text, or None: every voice and no cut. The options below can stand
  beside either, and take the place of the policy's own.
- A **day** is a `date` or its text. A **key** of an event is known with and without `event/` or
  `measure/`.
- Wrong use is a `GeographError` that says what can be given; `UsageError` is a `TypeError` too.
- In a notebook tables, paths and verdicts show themselves, and no object prints more than a screen.

Terms: [glossary](glossary.md).
"""


def sections(doc: str) -> dict[str, str]:
    """Return the sections of a numpydoc docstring; what stands before them is under ""."""
    parts = re.split(r"^(\w+)\n-{3,}\n", inspect.cleandoc(doc), flags=re.MULTILINE)
    return {"": parts[0].strip()} | {
        # a doctest may follow any section, with a blank line before it
        name: re.split(r"^>>> ", text, maxsplit=1, flags=re.MULTILINE)[0].strip()
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def items(text: str) -> Iterator[tuple[str, str]]:
    """Yield the entries of a section: what stands at the margin, and what is said of it."""
    for head, body in re.findall(
        r"^(\S.*)\n((?:[ ]{4}.*\n?|\n)*)", f"{text}\n", flags=re.MULTILINE
    ):
        yield head, inspect.cleandoc(body).strip()


def code(text: str) -> str:
    """Return a docstring's text as Markdown."""
    return re.sub(r"``([^`]+)``", r"`\1`", text.partition("\n>>>")[0].strip())


def arguments(function: Callable[..., Any]) -> Iterator[str]:
    hints = _hints(inspect.unwrap(function))
    known = inspect.signature(function).parameters
    for names, body in items(sections(function.__doc__ or "").get("Parameters", "")):
        told = " ".join(body.split())
        bare = [name.strip() for name in names.split(",")]
        kinds = {_words(hints[name]) for name in bare if name in hints}
        defaults = {
            repr(known[name].default)
            for name in bare
            if name in known and known[name].default not in (inspect.Parameter.empty, None)
        }
        kind = ", ".join(sorted(kinds)) if len(bare) == 1 else ""
        usual = f"; default {defaults.pop()}" if len(defaults) == 1 else ""
        shown = ", ".join(f"`{name}`" for name in bare)
        yield f"- {shown}{f' ({kind}{usual})' if kind else ''}: {code(told)}"


def entry(name: str, function: Callable[..., Any]) -> Iterator[str]:
    signature = inspect.signature(function)
    bare = [p.replace(annotation=p.empty) for p in signature.parameters.values()]
    shown = inspect.Signature(bare)
    told = sections(function.__doc__ or "")
    yield from (
        f"### {name}",
        "",
        f"```python\ngeograph.{name}{shown}\n```",
        "",
        code(told[""]),
        "",
    )
    if lines := list(arguments(function)):
        yield from (*lines, "")
    for title in ("Returns", "Raises"):
        found = [
            f"`{head}`" + (f": {code(' '.join(body.split())).removesuffix('.')}" if body else "")
            for head, body in items(told.get(title, ""))
        ]
        if found:
            yield from (f"**{title}** {'; '.join(found)}.", "")


def page() -> str:
    """Return the page."""
    lines = [HEAD, "## Options of a policy", ""]
    options = sections(geograph.PolicyOptions.__doc__ or "")
    lines += [f"- `{n}`: {code(' '.join(t.split()))}" for n, t in items(options["Parameters"])]
    lines += [""]
    for title, names in GROUPS.items():
        lines += [f"## {title}", ""]
        for name in names:
            lines += entry(name, getattr(geograph, name))
    for space in NAMESPACES:
        module = getattr(geograph, space)
        lines += [f"## geograph.{space}", "", code(inspect.cleandoc(module.__doc__ or "")), ""]
        for name in module.__all__:
            if inspect.isfunction(found := getattr(module, name)):
                lines += entry(f"{space}.{name}", found)
    return "\n".join(lines).strip() + "\n"
