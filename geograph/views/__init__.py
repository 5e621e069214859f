"""A store becomes one offline HTML page: a ledger of claims first, then the graph.

claim index + policy → `compose` → Scene → `page.render` → HTML → `View`
"""

from __future__ import annotations

import html as _html
import sys
import tempfile
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geograph.atomic import write_atomic

if TYPE_CHECKING:
    from geograph.networks.ties import Level
    from geograph.policy import ClaimIndex, Policy
    from geograph.store import Store

__all__ = ["View", "view"]


@dataclass(frozen=True, slots=True)
class View:
    """A finished page; in a notebook it shows itself, with no file beside it.

    >>> View("<p>a & b</p>")._repr_html_()[:63]
    '<iframe title="geograph" sandbox="allow-scripts allow-downloads'
    """

    html: str

    def save(self, path: str | Path) -> Path:
        """Write the page to a file as a whole and return its path; ``-`` is standard output.

        Raises
        ------
        ExportError
            If the file cannot be written.
        """
        return write_atomic(path, self.html)

    def show(self) -> None:
        """Show the page: inside a running notebook, else in the default browser."""
        if "ipykernel" in sys.modules:
            from IPython.display import display

            display(self)  # type: ignore[no-untyped-call]
            return
        folder = Path(tempfile.mkdtemp(prefix="geograph-"))
        webbrowser.open(self.save(folder / "page.html").resolve().as_uri())

    def _repr_html_(self) -> str:
        """Return the page inside a frame of its own, which neither gives nor takes any style."""
        return (
            '<iframe title="geograph" '
            'sandbox="allow-scripts allow-downloads allow-popups '
            'allow-popups-to-escape-sandbox" '
            'width="100%" height="760" frameborder="0" '
            f'srcdoc="{_html.escape(self.html, quote=True)}"></iframe>'
        )

    def __repr__(self) -> str:
        return f"<geograph view, {len(self.html.encode()) / 1000:,.0f} kB of HTML>"


def view(
    store: Store | ClaimIndex,
    *,
    policy: Policy | str | None = None,
    level: Level = "actor",
    title: str = "Who says so",
    out: str | Path | None = None,
) -> View:
    """Draw a store under a policy: the claims ledger and the graph, as one offline page.

    Parameters
    ----------
    store
        An open store, whose releases are counted too, or a claim index made by hand.
    policy
        Claim policy with its cuts in time; by default one voice for is enough.
    level
        ``state`` draws states and international organisations alone, ``actor`` everybody.
    title
        The heading of the page.
    out
        Where to write the page, if anywhere.

    Raises
    ------
    ExportError
        If ``out`` cannot be written.

    Examples
    --------
    >>> from geograph.model import Model
    >>> from geograph.policy import ClaimIndex
    >>> page = view(ClaimIndex.from_model(Model()))
    >>> page.html.startswith("<!doctype html>")
    True
    """
    from geograph.views.compose import compose
    from geograph.views.page import render

    page = View(render(compose(store, policy, level=level, title=title)))
    if out is not None:
        page.save(out)
    return page
