"""A scene becomes what vis-network draws: nodes and edges, by pyvis; shapes, dashes and the legend.

Everything that carries meaning is there twice: kinds of actors by shape and colour, statuses by
dash and mark and width, so that the drawing reads without colour. Colours are names of CSS
variables (``PALETTE``), which the page resolves for light or dark.
"""

from __future__ import annotations

import json
from typing import Any

from geograph.display.text import STATUSES, wrap_label
from geograph.views.scene import Scene

__all__ = ["DASHES", "KINDS", "MANY", "PALETTE", "SIGNS", "legend", "vis_data"]

#: CSS variable → (light, dark). The hues are Okabe and Ito's, which colour-blind readers can tell
#: apart, darkened or lightened until they have a contrast of 3 against the ground.
PALETTE: dict[str, tuple[str, str]] = {
    "state": ("#33415c", "#c3cee0"),
    "body": ("#00795a", "#35c69c"),
    "company": ("#a86a00", "#f0b040"),
    "armed": ("#b34700", "#ff8c4d"),
    "person": ("#a8437f", "#e69cc4"),
    "craft": ("#6b5bb5", "#b3a7f2"),
    "group": ("#6b7280", "#a4adba"),
    "plus": ("#0068a8", "#62b4ea"),
    "minus": ("#bf4600", "#ff8b4a"),
    "zero": ("#747b86", "#9aa3b0"),
}

#: class of actors → (shape, colour, words, dashed outline).
KINDS: dict[str, tuple[str, str, str, bool]] = {
    "State": ("dot", "state", "state", False),
    "GovernmentBody": ("square", "body", "government body", False),
    "InternationalOrganisation": ("hexagon", "body", "international organisation", False),
    "Organisation": ("square", "group", "organisation", False),
    "Company": ("triangle", "company", "company", False),
    "ArmedGroup": ("triangleDown", "armed", "armed group", False),
    "Person": ("diamond", "person", "person", False),
    "Vessel": ("star", "craft", "vessel", False),
    "Aircraft": ("star", "craft", "aircraft", False),
    "ActorGroup": ("dot", "group", "group, members not named", True),
    "UnnamedSource": ("square", "group", "unnamed source", True),
    "Actor": ("dot", "group", "actor", False),
}

#: sign → (colour, words).
SIGNS: dict[int, tuple[str, str]] = {
    1: ("plus", "cooperation"),
    -1: ("minus", "conflict or punishment"),
    0: ("zero", "neither"),
}

#: status → (dash pattern in pixels, width); a status that is not here is a plain line.
DASHES: dict[str, tuple[tuple[int, ...], float]] = {
    "contested": ((9, 6), 2.6),
    "corroborated": ((), 3.0),
    "asserted": ((), 1.7),
    "reported-only": ((12, 4), 1.7),
    "anonymous-only": ((2, 5), 1.9),
    "recorded-only": ((12, 4, 2, 4), 1.9),
    "presupposed-only": ((2, 9), 1.9),
}
#: Above this many nodes vis-network costs too many frames: the page draws them in a few strokes.
MANY = 500


def vis_data(scene: Scene) -> dict[str, Any]:
    """Return nodes, edges and options for vis-network, put together by pyvis.

    >>> from geograph.views.scene import empty
    >>> sorted(vis_data(empty("nothing")))
    ['edges', 'nodes', 'options']
    """
    from pyvis.network import Network  # it imports IPython, a third of a second

    network = Network(directed=True)
    for node in scene.nodes:
        shape, colour, _, dashed = KINDS.get(node.kind, KINDS["Actor"])
        network.add_node(
            node.id,
            label=wrap_label(node.label),
            shape=shape,
            x=node.x,
            y=node.y,
            ink=colour,
            borderWidth=2,
            shapeProperties={"borderDashes": [4, 3] if dashed else False},
        )
    for i, edge in enumerate(scene.edges):
        network.add_edge(
            edge.source,
            edge.target,
            id=f"e{i}",
            row=edge.row,
            ink=SIGNS[edge.sign][0],
            arrows="to" if edge.directed else "",
        )
    network.set_options(json.dumps(_options(len(scene.nodes))))
    nodes, edges, _, _, _, options = network.get_network_data()
    return {"nodes": nodes, "edges": edges, "options": json.loads(options)}


def _options(nodes: int) -> dict[str, Any]:
    """Return vis-network's options; colours and fonts are the page's."""
    many = nodes > MANY
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": not many,
            "multiselect": False,
            "selectConnectedEdges": False,
            "tooltipDelay": 120,
        },
        "edges": {
            "arrowStrikethrough": False,
            "selectionWidth": 2,
            "hoverWidth": 0.6,
            "arrows": {"to": {"scaleFactor": 0.68}},
        },
    }


def legend(scene: Scene) -> dict[str, list[tuple[str, str, str, str]]]:
    """Return the rows of the legend for what may be drawn: key, shape or status, colour, words.

    >>> from geograph.views.scene import empty
    >>> legend(empty("nothing"))
    {'actors': [], 'signs': [], 'statuses': []}
    """
    kinds = {node.kind for node in scene.nodes}
    signs = {edge.sign for edge in scene.edges}
    tied = {edge.row for edge in scene.edges}
    statuses = {step.row.status for row in scene.rows if row.id in tied for step in row.steps}
    return {
        "actors": [
            (kind, f"{shape}-dashed" if dashed else shape, colour, words)
            for kind, (shape, colour, words, dashed) in KINDS.items()
            if kind in kinds
        ],
        "signs": [(str(sign), "asserted", *SIGNS[sign]) for sign in SIGNS if sign in signs],
        "statuses": [
            (status, status, "zero", STATUSES[status][1]) for status in DASHES if status in statuses
        ],
    }
