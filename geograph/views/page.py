"""A scene becomes one self-contained HTML file that makes no network requests.

Scripts and styles are allowed by their hash alone, data is JSON that no browser runs, and every
name reaches the screen as text. vis-network comes out of the installed pyvis package.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geograph.display.text import CAVEATS, FLAGS, RULES, STANCES, STATUSES
from geograph.views.draw import DASHES, MANY, PALETTE, legend, vis_data
from geograph.views.encode import scene_json, to_json
from geograph.views.graph_elements import FIRST
from geograph.views.scene import Scene
from geograph.views.script_bundle import joined

if TYPE_CHECKING:
    from jinja2 import Template

__all__ = ["render"]

#: The looks at the same relations, in the order of their tabs.
LOOKS = (
    ("graph", "Graph"),
    ("map", "Map"),
    ("timeline", "Timeline"),
    ("table", "Table"),
    ("matrix", "Matrix"),
    ("sheet", "Sheet"),
)
#: Above this many actors the page opens on the ties of states, which the map sums up.
CROWDED = 5000
#: clock → how the cut in knowledge says it.
CLOCKS = {"said": "had been said", "published": "had been published", "coded": "had been coded"}
#: Our own style sheet, in the order in which rules override each other.
STYLES = ("page.css", "looks.css", "narrow.css")
VIS = "lib/vis-9.1.2/vis-network.min.js"


def render(scene: Scene) -> str:
    """Return the page for a scene as HTML text.

    The same scene always gives the same text.

    Examples
    --------
    >>> from geograph.views.scene import empty
    >>> html = render(empty("<b>nothing</b>"))
    >>> "<b>nothing" in html, "&lt;b&gt;nothing" in html
    (False, True)
    """
    from markupsafe import Markup

    style, code, library = _style(), _code(), _library()
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(library)} {_hash(code)}",
            f"style-src {_hash(style)}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    words = {
        "statuses": {key: list(value) for key, value in STATUSES.items()},
        "stances": {key: list(value) for key, value in STANCES.items()},
        "flags": FLAGS,
        "rules": RULES,
        "clocks": CLOCKS,
        "dashes": DASHES,
        "many": MANY,
        "crowded": CROWDED,
        "first": FIRST,
    }
    return _template().render(
        scene=scene,
        csp=policy,
        style=Markup(style),
        library=Markup(library),
        code=Markup(code),
        scene_json=Markup(scene_json(scene)),
        vis_json=Markup(to_json(vis_data(scene))),
        words_json=Markup(to_json(words)),
        caveats=CAVEATS,
        rules=RULES,
        looks=LOOKS,
        legend=legend(scene),
        statuses=STATUSES,
        dashes=DASHES,
    )


def _hash(text: str) -> str:
    """Return the source expression of a Content-Security-Policy that allows exactly this text."""
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@cache
def _template() -> Template:
    """Return the page's template; pyvis's own environment would not escape."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_read("geograph.views", "page.html"))


@cache
def _style() -> str:
    """Return the style sheet: the palette for both grounds, then our own rules."""
    light = "".join(f"--{name}:{pair[0]};" for name, pair in PALETTE.items())
    dark = "".join(f"--{name}:{pair[1]};" for name, pair in PALETTE.items())
    rules = "".join(_read("geograph.views", part) for part in STYLES)
    return f":root{{{light}}}@media (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{rules}"


@cache
def _code() -> str:
    """Return our own script, out of its modules."""
    return joined("start.js", lambda name: _read("geograph.views", f"script/{name}"))


@cache
def _library() -> str:
    """Return vis-network as pyvis ships it, without the pointer to a source map it lacks."""
    text = _read("pyvis", VIS)
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# source"))


def _read(package: str, name: str) -> str:
    """Read a file of a package; a browser hashes what it reads, which has no carriage returns."""
    text = files(package).joinpath(name).read_bytes().decode("utf-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")
